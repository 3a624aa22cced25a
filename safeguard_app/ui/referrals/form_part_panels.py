"""The panels of the form editor: one field, one section, or a field to be taken from those the program can fill."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from safeguard_app.services.form_faces import KIND_WORDS, FieldFace, SectionFace, SourceOffer
from safeguard_app.services.form_faults import HELP_LIMIT, LABEL_LIMIT
from safeguard_app.services.reference import FieldKind
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.text_label import muted
from safeguard_app.ui.widgets.tick_box import TickBox

Sections = Sequence[tuple[str, str]]
"""Sections to choose from: id and heading."""
_LINES_LIMIT = 12_000
_NO_TABLE = tuple(kind for kind in FieldKind if kind is not FieldKind.TABLE)


class FieldPanel(EntryPanel):
    """One field: what it asks, how it is answered, where it stands."""

    def __init__(
        self, face: FieldFace, sections: Sections, fault: str = "", parent: QWidget | None = None
    ) -> None:
        """A face without an id is a field to be added."""
        super().__init__(
            "A field of your own" if not face.id else f"Field: {face.label}",
            "Put it in the form",
            f"Filled from: {face.source}." if face.id else "It is answered in the form, by whoever makes it.",
            parent,
        )
        self.face = face
        self.label_line = LineField("What the form asks", limit=LABEL_LIMIT)
        self.section_box = ChoiceBox("In which section", [(key, words) for key, words in sections])
        kinds = _NO_TABLE if face.kind is not FieldKind.TABLE else tuple(FieldKind)
        self.kind_box = ChoiceBox("How it is answered", [(kind, KIND_WORDS[kind]) for kind in kinds])
        self.required_tick = TickBox("It must be answered, or said to be not known")
        self.help_box = TextBox("Help beside it", lines=1, limit=HELP_LIMIT)
        self.allowed_box = TextBox("Answers to choose from", lines=2, limit=_LINES_LIMIT)
        self.unknown_box = TextBox("Wordings for what is not known", lines=2, limit=_LINES_LIMIT)
        self.asked = self.add_field("What the form asks", self.label_line, "label")
        self.add_field("In which section", self.section_box, "section")
        self.add_field("How it is answered", self.kind_box, "kind")
        self.fields.addWidget(self.required_tick)
        self.allowed_field = self.add_field(
            "Answers to choose from",
            self.allowed_box,
            "allowed",
            help_text="One to a line, as the form prints them.",
        )
        self.add_field(
            "Wordings for what is not known",
            self.unknown_box,
            "unknown",
            help_text="One to a line. The first is what one press on “Not known” prints.",
        )
        self.add_field("Help beside it", self.help_box, "help", optional=True)
        self._show(face)
        self.asked.set_error(fault)
        self.kind_box.chosen.connect(self._kind_chosen)

    def given(self) -> FieldFace:
        """The field as it stands in the panel."""
        kind, section = self.kind_box.value(), self.section_box.value()
        assert isinstance(kind, FieldKind)
        allowed = _lines(self.allowed_box) if self.allowed_field.isVisibleTo(self) else ()
        return FieldFace(
            id=self.face.id,
            section=str(section),
            label=self.label_line.text(),
            help=self.help_box.text(),
            kind=kind,
            required=self.required_tick.isChecked(),
            allowed=allowed,
            unknown=_lines(self.unknown_box),
            source=self.face.source,
        )

    def _show(self, face: FieldFace) -> None:
        self.label_line.setText(face.label)
        self.section_box.set_value(face.section)
        self.kind_box.set_value(face.kind)
        self.required_tick.setChecked(face.required)
        self.help_box.set_text(face.help)
        self.allowed_box.set_text("\n".join(face.allowed))
        self.unknown_box.set_text("\n".join(face.unknown))
        self._kind_chosen(face.kind)

    def _kind_chosen(self, kind: object) -> None:
        """Only what is chosen from a list has one."""
        chosen = kind in {FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.YES_NO_UNKNOWN}
        self.allowed_field.setVisible(chosen)
        if kind is FieldKind.YES_NO_UNKNOWN and not self.allowed_box.text().strip():
            self.allowed_box.set_text("Yes\nNo\nNot known")


class SectionPanel(EntryPanel):
    """One section: its heading, and a sentence under it."""

    def __init__(self, face: SectionFace, fault: str = "", parent: QWidget | None = None) -> None:
        """A face without an id is a section to be added."""
        hint = f"Printed {face.whose}." if face.whose else ""
        super().__init__(
            f"Section: {face.title}" if face.id else "A new section", "Put it in the form", hint, parent
        )
        self.face = face
        self.title_line = LineField("Heading", limit=LABEL_LIMIT)
        self.help_box = TextBox("Sentence under the heading", lines=1, limit=HELP_LIMIT)
        self.title_line.setText(face.title)
        self.help_box.set_text(face.help)
        self.heading_field = self.add_field("Heading", self.title_line, "title")
        self.add_field("Sentence under the heading", self.help_box, "help", optional=True)
        self.heading_field.set_error(fault)

    def given(self) -> SectionFace:
        """The section as it stands in the panel."""
        face = self.face
        return SectionFace(face.id, self.title_line.text(), self.help_box.text(), face.whose, face.by_agency)


class OfferPanel(EntryPanel):
    """A field to be taken from those that the program knows."""

    def __init__(
        self, section: str, heading: str, offers: Sequence[SourceOffer], parent: QWidget | None = None
    ) -> None:
        """``offers`` are those that fit the section and that the form does not ask."""
        super().__init__(
            f"A known field for “{heading}”",
            "Put it in the form",
            "Fields that other forms here have. What the record, the register or Settings holds is filled in.",
            parent,
        )
        self.section = section
        self.offer_box = ChoiceBox("What it asks", [(offer, offer.words) for offer in offers])
        self.add_field("What it asks", self.offer_box, "offer")
        if not offers:
            self.fields.addWidget(
                muted("The form asks everything there is for this section already.", wrap=True)
            )
            self.save_button.setEnabled(False)

    def given(self) -> SourceOffer | None:
        """The field that is chosen."""
        value = self.offer_box.value()
        return value if isinstance(value, SourceOffer) else None


def _lines(box: TextBox) -> tuple[str, ...]:
    return tuple(line.strip() for line in box.text().split("\n") if line.strip())
