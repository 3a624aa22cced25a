"""A form of the school's own on the desk: what it says of itself, and its sections and fields in their order."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from safeguard_app.domain import form_profiles as parts
from safeguard_app.services.form_drafts import Filled
from safeguard_app.services.form_faces import (
    PACKAGING_WORDS,
    FieldFace,
    FormFace,
    OutlineLine,
    SectionFace,
    SourceOffer,
)
from safeguard_app.services.form_faults import HELP_LIMIT, LABEL_LIMIT, TITLE_LIMIT
from safeguard_app.services.form_profiles import EditedForm
from safeguard_app.services.reference import FieldKind, Packaging, WrittenWithin
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.people.row_list import TAKEN_OUT
from safeguard_app.ui.referrals.form_outline import FormOutline
from safeguard_app.ui.referrals.form_part_panels import FieldPanel, OfferPanel, SectionPanel
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, link
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.headed_section import HeadedSection
from safeguard_app.ui.widgets.layouts import WrapLayout
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.text_label import muted
from safeguard_app.ui.widgets.tick_box import TickBox

FORM = "The form"
"""As what a draft keeps the sections and fields."""


@dataclass(frozen=True, slots=True)
class FormTools:
    """What the editor asks of the services, none of which touches the log."""

    face_of: Callable[[EditedForm], FormFace]
    with_face: Callable[[EditedForm, FormFace], EditedForm]
    field_face: Callable[[EditedForm, str], FieldFace]
    with_field: Callable[[EditedForm, FieldFace], EditedForm]
    section_face: Callable[[EditedForm, str], SectionFace]
    with_section: Callable[[EditedForm, SectionFace], EditedForm]
    with_offer: Callable[[EditedForm, str, SourceOffer], EditedForm]
    offers_for: Callable[[EditedForm, str], Sequence[SourceOffer]]
    outline_of: Callable[[EditedForm, dict[str, str]], Sequence[OutlineLine]]
    within_choices: Callable[[EditedForm], Sequence[tuple[WrittenWithin | None, str]]]
    as_text: Callable[[EditedForm], str]
    from_text: Callable[[str], EditedForm | None]
    confirm: str
    """That authorities differ in how soon they want the form, in the nation's words."""


class FormEditor(EntryPanel):
    """One form at a time; its parts open in the place of the list of them.

    Signals:
        looked_over(object): it was changed, so look again what is wrong with it; carries the EditedForm.
        blank_asked(): show it with nothing in it.
        filled_asked(object): show it filled from a record; carries the Reference.
        news_taken(): what is new in ours was looked at.
    """

    looked_over = Signal(object)
    blank_asked = Signal()
    filled_asked = Signal(object)
    news_taken = Signal()

    def __init__(
        self, edited: EditedForm, tools: FormTools, news: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        """``news``: what is new in ours since the copy was made, one sentence each."""
        kept = edited.reference is not None
        super().__init__(
            "Change the form" if kept else "Make a copy",
            "Keep the form",
            "Nothing is kept before you say so. Forms that were begun on an earlier version stay as they were begun.",
            parent,
        )
        self._tools = tools
        self._edited = edited
        self._faults: dict[str, str] = {}
        self.part: FieldPanel | SectionPanel | OfferPanel | None = None
        self._face_boxes(tools, edited)
        self.outline = FormOutline()
        self.parts_section = HeadedSection("What it asks", space=tokens.SPACE_2)
        self.parts_section.add(self.outline)
        self.reason_box = TextBox("Why is it changed?", lines=1)
        self.record_box = ChoiceBox("Record to try it on")
        self.blank_button = Button("See it blank", "file-text")
        self.filled_button = Button("See it filled", "file-text")
        if news:
            self._show_news(news)
        self._build()
        self._show_face(tools.face_of(edited))
        self._show_outline()
        self._connect()
        self.mark_fresh()

    @property
    def edited(self) -> EditedForm:
        """The form as it stands, with everything that is typed; an open part is in it."""
        return self._tools.with_face(self._with_part(self._edited), self._face())

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """What is wrong, beside what it stands in; nobody is taken away from what they type."""
        self._faults = dict(faults)
        self._show_outline()
        for field in self._named:
            field.set_error(faults.get(field.name, ""))

    def show_records(self, records: Sequence[tuple[object, str]]) -> None:
        """Records that the form can be tried on."""
        self.record_box.set_choices(records or [(None, "No record here fits this form")])
        self.filled_button.setEnabled(bool(records))

    def show_errors(self, errors: Mapping[str, str], sentence: str) -> None:
        """Above the form, each with a link to where it stands."""
        self.show_faults(errors)
        super().show_errors(errors, sentence)

    # ------------------------------------------------------------ as a form of which a draft is kept

    def filled(self) -> Filled:
        """What a draft keeps: the boxes, and the sections and fields with what is typed in an open part."""
        base = super().filled()
        form = self._tools.as_text(self._with_part(self._edited))
        return Filled((*base.texts, (FORM, form)), base.choices, base.people)

    def put_back(self, filled: Filled, *, for_new: bool = False) -> None:
        """Show what a draft kept."""
        form = dict(filled.texts).get(FORM, "")
        texts = tuple(one for one in filled.texts if one[0] != FORM)
        known = self._tools.from_text(form)
        if known is not None:
            self._drop_part()
            self._edited = replace(known, reference=self._edited.reference, version=self._edited.version)
            self._show_outline()
        super().put_back(Filled(texts, filled.choices, filled.people), for_new=for_new)
        self.looked_over.emit(self.edited)

    # ------------------------------------------------------------ parts of the form

    def open_part(self, line: object) -> None:
        """Open a field or a section in the place of the list."""
        assert isinstance(line, OutlineLine)
        if line.is_section:
            face = self._tools.section_face(self._edited, line.section)
            self._open(SectionPanel(face, line.fault))
        else:
            field = self._tools.field_face(self._edited, line.field)
            self._open(FieldPanel(field, self._sections(), line.fault))

    def add_own_field(self) -> None:
        """Ask for a field that the form asks by itself."""
        kind = FieldKind.TEXT
        face = FieldFace(
            "", self.outline.section, "", "", kind, required=False, allowed=(), unknown=("Not known",)
        )
        self._open(FieldPanel(face, self._sections()))

    def add_offered(self) -> None:
        """Ask for a field that the program fills."""
        section = self.outline.section
        offers = self._tools.offers_for(self._edited, section)
        self._open(OfferPanel(section, dict(self._sections())[section], offers))

    def add_section(self) -> None:
        """Ask for a section."""
        self._open(SectionPanel(SectionFace("", "", "")))

    def move_marked(self, by: int) -> None:
        """The marked field or section one place up or down."""
        line = self.outline.marked
        if line is None:
            return
        form = self._edited.form
        moved = (
            parts.moved_section(form, line.section, by)
            if line.is_section
            else parts.moved_field(form, line.field, by)
        )
        self._take(replace(self._edited, form=moved))

    def take_out(self) -> None:
        """The marked field or section leaves the form; until it is kept, leaving the editor brings it back."""
        line = self.outline.marked
        if line is None:
            return
        form = self._edited.form
        left = (
            parts.without_section(form, line.section)
            if line.is_section
            else parts.without_field(form, line.field)
        )
        self.outline.mark_next()
        self._take(replace(self._edited, form=left))

    def close_part(self) -> None:
        """The open part goes; what was typed in it goes with it."""
        if self.part is not None:
            self._drop_part()
            self.outline.focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape first puts an open part away."""
        if event.key() == Qt.Key.Key_Escape and self.part is not None:
            self.close_part()
            return
        super().keyPressEvent(event)

    def _drop_part(self) -> None:
        if self.part is not None:
            part, self.part = self.part, None
            part.hide()
            part.setParent(None)
            part.deleteLater()
            self.outline.show()

    def _open(self, panel: FieldPanel | SectionPanel | OfferPanel) -> None:
        self._drop_part()
        self.part = panel
        panel.setProperty(
            TAKEN_OUT, True
        )  # what stands in it is kept within the form, not as a box beside it
        self.outline.hide()
        self.parts_section.add(panel)
        panel.submitted.connect(self._part_given)
        panel.put_away.connect(self.close_part)
        panel.show()
        panel.focus_first()

    def _part_given(self) -> None:
        before = {line.key for line in self._tools.outline_of(self._edited, {})}
        edited, panel, key = self._with_part(self._edited), self.part, ""
        if isinstance(panel, OfferPanel) and (offer := panel.given()) is not None:
            edited = self._tools.with_offer(edited, panel.section, offer)
        if isinstance(panel, FieldPanel | SectionPanel) and panel.face.id:
            key = f"{'field' if isinstance(panel, FieldPanel) else 'section'}:{panel.face.id}"
        self.close_part()
        self._take(edited)
        made = [line.key for line in self._tools.outline_of(edited, {}) if line.key not in before]
        self.outline.mark(key or next(iter(made), ""))

    def _with_part(self, edited: EditedForm) -> EditedForm:
        """With what is typed in the part that is open; a part to be added counts once it has words."""
        match self.part:
            case FieldPanel() as panel:
                given = panel.given()
                return self._tools.with_field(edited, given) if given.id or given.label.strip() else edited
            case SectionPanel() as panel:
                face = panel.given()
                return self._tools.with_section(edited, face) if face.id or face.title.strip() else edited
            case _:
                return edited

    def _take(self, edited: EditedForm) -> None:
        self._edited = edited
        self._show_outline()
        self.looked_over.emit(self.edited)

    def _sections(self) -> list[tuple[str, str]]:
        lines = self._tools.outline_of(self._edited, {})
        return [(line.section, line.words) for line in lines if line.is_section]

    def _show_outline(self) -> None:
        self.outline.show_lines(self._tools.outline_of(self._edited, self._faults))

    # ------------------------------------------------------------ what the form says of itself

    def _face(self) -> FormFace:
        packaging, within = self.packaging_box.value(), self.within_box.value()
        assert isinstance(packaging, Packaging)
        return FormFace(
            title=self.title_line.text(),
            authority=self.authority_line.text(),
            recipient=self.recipient_line.text(),
            contact=self.contact_box.text(),
            marking=self.marking_line.text(),
            packaging=packaging,
            within=within if isinstance(within, WrittenWithin) else None,
            unknown=_lines(self.unknown_box),
            signatures=_lines(self.signatures_box),
            instead=self.instead_tick.isChecked(),
            printed=_lines(self.printed_box),
        )

    def _show_face(self, face: FormFace) -> None:
        self.title_line.setText(face.title)
        self.authority_line.setText(face.authority)
        self.recipient_line.setText(face.recipient)
        self.contact_box.set_text(face.contact)
        self.marking_line.setText(face.marking)
        self.packaging_box.set_value(face.packaging)
        self.within_box.set_value(face.within)
        self.unknown_box.set_text("\n".join(face.unknown))
        self.signatures_box.set_text("\n".join(face.signatures))
        self.instead_tick.setChecked(face.instead)
        self.printed_box.set_text("\n".join(face.printed))

    def _face_boxes(self, tools: FormTools, edited: EditedForm) -> None:
        self.title_line = LineField("What the form is called", limit=TITLE_LIMIT)
        self.authority_line = LineField("Whose form it is", limit=TITLE_LIMIT)
        self.recipient_line = LineField("Who receives it", limit=LABEL_LIMIT)
        self.contact_box = TextBox("Where it is sent, whom to ring", lines=2, limit=HELP_LIMIT)
        self.marking_line = LineField("Protective marking", limit=TITLE_LIMIT)
        self.packaging_box = ChoiceBox("How many forms a record gives", list(PACKAGING_WORDS.items()))
        self.within_box = ChoiceBox("In writing after a call within", list(tools.within_choices(edited)))
        self.unknown_box = TextBox("Wordings where nothing is known", lines=1, limit=HELP_LIMIT)
        self.signatures_box = TextBox("Signed as", lines=1, limit=HELP_LIMIT)
        self.printed_box = TextBox("Printed above the form", lines=1, limit=3 * HELP_LIMIT)
        self.instead_tick = TickBox(
            "Offer it in place of ours", detail="Ours is offered again once this one is switched off."
        )

    def _build(self) -> None:
        optional = {"optional": True}
        self.add_field("What the form is called", self.title_line, "title")
        self.add_field(
            "Whose form it is", self.authority_line, "authority", help_text="The authority by its name."
        )
        self.add_field(
            "Who receives it",
            self.recipient_line,
            "recipient",
            help_text="Empty: the service it goes to, and the authority.",
            **optional,
        )
        contact = "Printed on no page: it stands beside the form."
        self.add_field(
            "Where it is sent, whom to ring", self.contact_box, "contact", help_text=contact, **optional
        )
        self.add_field("Protective marking", self.marking_line, "marking")
        self.add_field("How many forms a record gives", self.packaging_box, "packaging")
        self.add_field(
            "In writing after a call within", self.within_box, "within", help_text=self._tools.confirm
        )
        self.add_field(
            "Wordings where nothing is known", self.unknown_box, "unknown", help_text="One to a line."
        )
        self.add_field(
            "Signed as", self.signatures_box, "signatures", help_text="One to a line, in their order."
        )
        above = "One sentence to a line; empty prints none."
        self.add_field("Printed above the form", self.printed_box, "notes", help_text=above, **optional)
        self.fields.addWidget(self.instead_tick)
        self.fields.addWidget(self.parts_section)
        try_section = HeadedSection("See it before it is kept", space=tokens.SPACE_2)
        acts = WrapLayout(tokens.SPACE_2, tokens.SPACE_2)
        acts.addWidget(self.blank_button)
        acts.addWidget(self.filled_button)
        try_section.add(
            muted("Filled from a record it is only looked at. That the record was seen is noted.", wrap=True)
        )
        try_section.add(self.record_box, acts)
        self.fields.addWidget(try_section)
        why = "Kept with this version, such as “new form of 1 November”."
        self.add_field("Why is it changed?", self.reason_box, "reason", help_text=why)

    def _show_news(self, news: Sequence[str]) -> None:
        notice = NoticePanel(
            Meaning.NOTE, "New in ours since this copy was made", "\n".join(news), icon="pencil"
        )
        taken = link("I have looked at it")
        taken.clicked.connect(self._news_seen)
        notice.add(taken)
        self.news_notice = notice
        self.fields.addWidget(notice)

    def _news_seen(self) -> None:
        self.news_notice.hide()
        self.news_taken.emit()

    def take_over(self, edited: EditedForm) -> None:
        """The form counts as made from ours as it is now."""
        self._edited = edited

    def _connect(self) -> None:
        outline = self.outline
        outline.opened.connect(self.open_part)
        outline.moved.connect(self.move_marked)
        outline.taken_out.connect(self.take_out)
        outline.own_field_asked.connect(self.add_own_field)
        outline.offered_field_asked.connect(self.add_offered)
        outline.section_asked.connect(self.add_section)
        self.errors.jumped.connect(self._jump)
        self.packaging_box.chosen.connect(self._face_chosen)
        self.blank_button.clicked.connect(self.blank_asked)
        self.filled_button.clicked.connect(self._filled_asked)

    def _face_chosen(self, _value: object) -> None:
        self.looked_over.emit(self.edited)

    def _filled_asked(self) -> None:
        self.filled_asked.emit(self.record_box.value())

    def _jump(self, key: str) -> None:
        if self.part is None:
            self.outline.mark(key)
            self.outline.focus()


def _lines(box: TextBox) -> tuple[str, ...]:
    return tuple(line.strip() for line in box.text().split("\n") if line.strip())
