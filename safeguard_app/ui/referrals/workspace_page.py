"""The referral workspace: what is still open at the left, the pages as they will print at the right."""

from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from safeguard_app.domain.documents_issued import AnswerState
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services.reference import Packaging
from safeguard_app.services.referral_life import PRINTING_WORDS, LifeView
from safeguard_app.services.referral_views import EarlierConcern, FieldView, ReferralView
from safeguard_app.ui.incidents.step_panel import StepPanel
from safeguard_app.ui.paper.preview_panel import PreviewPanel
from safeguard_app.ui.referrals.answer_panel import AnswerPanel
from safeguard_app.ui.referrals.authority_section import AuthorityButton
from safeguard_app.ui.referrals.field_list import FieldList
from safeguard_app.ui.referrals.readiness_meter import ReadinessMeter
from safeguard_app.ui.referrals.section_counts import SectionCounts
from safeguard_app.ui.referrals.workspace_header import WorkspaceHeader
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, link
from safeguard_app.ui.widgets.form_footer import FormFooter
from safeguard_app.ui.widgets.headed_section import HeadedSection
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.scroll_page import ScrollPage
from safeguard_app.ui.widgets.text_label import TextLabel, muted
from safeguard_app.ui.widgets.tick_box import TickBox

_BESIDE = 980
"""From this width on the pages stand beside the fields."""
_HIGH = 480
"""From this height on head and footer stay in view."""
EARLIER_WORDS = (
    "Only what is ticked is printed. Concerns that fewer people may read than this form are never offered."
)
NO_EARLIER_WORDS = (
    "None found for this form. Concerns that fewer people may read than this form are never offered."
)
_EARLIER = {
    Packaging.ADULT: "Earlier concerns about this adult",
    Packaging.ADULT_AND_CHILD: "Earlier concerns about this adult",
    Packaging.CHILD: "Earlier concerns about this child",
}
URGENT_WORDS = (
    "Urgent: it is shared without waiting for a second person’s check. The audit and the form say so."
)


class WorkspacePage(QWidget):
    """Shows one :class:`ReferralView` and lets its fields be answered.

    Signals:
        answer_asked(str): open a field; carries its key.
        not_known_asked(str): let a field stand as not known.
        place_asked(object): go to where a field is answered for every form; carries its FieldView.
        section_asked(str): show all fields of a section; empty for the overview.
        earlier_chosen(object): the ticked earlier concerns; carries a tuple of References.
        preview_asked(): show the pages over the window.
    """

    answer_asked = Signal(str)
    not_known_asked = Signal(str)
    place_asked = Signal(object)
    section_asked = Signal(str)
    earlier_chosen = Signal(object)
    preview_asked = Signal()

    def __init__(self, preview: PreviewPanel, parent: QWidget | None = None) -> None:
        """``preview`` is taken over."""
        super().__init__(parent)
        self.setAccessibleName("Referral")
        self.preview = preview
        self.header = WorkspaceHeader()
        self.meter = ReadinessMeter()
        self.urgent_notice = NoticePanel(Meaning.DUE, URGENT_WORDS, icon="zap")
        self.empty_list = FieldList("Still to be answered")
        self.unknown_list = FieldList("Not known, reason printed on the form")
        self.section_list = FieldList("", all_at_once=True)
        self.earlier_section = HeadedSection(_EARLIER[Packaging.ADULT])
        self.sections_section = HeadedSection("By section", line=False)
        self.section_counts = SectionCounts()
        self.sections_section.add(self.section_counts)
        self.life_section = HeadedSection("What became of it")
        self.overview_link = link("Back to the whole form", "chevron-left")
        self._nothing_up = muted("", wrap=True)
        self.scroller = ScrollPage("Fields of the form", margins=(24, 14, 16, 16))
        self.ticks: dict[Reference, TickBox] = {}
        self._contact: StepPanel | None = None
        self._footer = FormFooter()
        self.print_button = Button("Print", "printer")
        self.save_button = Button("Save PDF")
        self.share_button = Button("Share", "handshake")
        self.sent_button = Button("Record a step", "send")
        self.copy_button = Button("Copy out", "copy")
        self.pages_button = Button("See the pages", "file-text")
        self.authority_button = AuthorityButton()
        self.urgent_button = Button("Urgent, not checked", "zap")
        self._rule = QFrame()
        self._left = QVBoxLayout()
        self._low = False
        self._build()
        self._connect()

    @property
    def contact_panel(self) -> StepPanel | None:
        """The contact being noted, if any."""
        return self._contact

    def show_view(self, view: ReferralView, section: str = "", panel: AnswerPanel | None = None) -> None:
        """Show a referral: the overview, or one section; with a field open for answering."""
        self.header.show_view(view)
        unknown = sum(field.state.value in ("not_known", "not_asked") for field in _fields(view))
        self.meter.show_counts(
            view.counts,
            answered=view.answered,
            unknown=unknown,
            empty=len(view.empty),
            part=sum(field.state is AnswerState.PART for field in view.empty),
            asked=view.asked,
        )
        self.urgent_notice.setVisible(view.urgent_not_checked)
        self.urgent_button.setEnabled(not view.urgent_not_checked)
        chosen = next((one for one in view.sections if one.id == section), None)
        self.overview_link.setVisible(chosen is not None)
        open_key = panel.form_field.key if panel is not None else ""
        if chosen is not None:
            self.section_list.set_heading(f"{chosen.title}: {chosen.count}")
            self.section_list.show_fields(chosen.fields, panel)
            self.empty_list.hide()
            self.unknown_list.hide()
        else:
            self.section_list.hide()
            ordered = sorted(view.empty, key=_most_wanted)
            in_empty = panel if any(field.key == open_key for field in ordered) else None
            self.empty_list.show_fields(ordered, in_empty)
            self.unknown_list.show_fields(view.not_known, panel if in_empty is None else None)
        self._show_life(view.life, shown=chosen is None and view.steps)
        self.earlier_section.set_heading(_EARLIER.get(view.packaging, ""))
        self.earlier_section.setVisible(chosen is None and view.packaging in _EARLIER)
        self.sent_button.setVisible(view.steps)
        self.urgent_button.setVisible(view.steps)
        self._show_earlier(view.earlier)
        self.sections_section.setVisible(chosen is None)
        self.section_counts.show_sections(view.sections)
        self._nothing_up.setText("\n".join((view.holds_nothing_up, *view.notes)))
        self._lead_on(open_key)

    def open_contact(self, panel: StepPanel) -> None:
        """Show the form that notes a contact, above all else."""
        self.close_contact()
        self._contact = panel
        self.scroller.column.insertWidget(1 if self._low else 0, panel)
        panel.focus_first()
        self.scroller.verticalScrollBar().setValue(0)

    def close_contact(self) -> None:
        """Put it away."""
        if self._contact is not None:
            panel, self._contact = self._contact, None
            self.scroller.column.removeWidget(panel)
            panel.hide()
            panel.deleteLater()
            self.sent_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def bring_up(self, panel: AnswerPanel) -> None:
        """Bring a field that was opened into view, whole, and give it the keyboard."""
        panel.focus_first()
        QTimer.singleShot(0, panel, partial(self._scroll_to, panel))

    def _scroll_to(self, panel: AnswerPanel) -> None:
        """Once the layout has given the panel its place, unless it was put away meanwhile."""
        if self.scroller.content().isAncestorOf(panel):
            self.scroller.scroll_to(panel, tokens.SPACE_4)

    def focus_first(self) -> None:
        """Give the keyboard to the next thing to answer, or to Print."""
        rows = self.section_list.rows if self.section_list.isVisible() else self.empty_list.rows
        target: QWidget = rows[0].answer_button if rows else self.print_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The pages give way in a narrow window."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Text grew or shrank."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_rule"):
            self._arrange()

    def _arrange(self) -> None:
        beside = self.width() >= scaled(_BESIDE)
        self.preview.setVisible(beside)
        self._rule.setVisible(beside)
        self.pages_button.setVisible(not beside)
        low = self.height() < scaled(_HIGH)
        if low != self._low:
            self._low = low
            self._place_edges()

    def _place_edges(self) -> None:
        """Head and footer stay in view where there is room for them, and scroll along where there is not."""
        self.header.set_edges(scrolled=self._low)
        if self._low:
            self.scroller.column.insertWidget(0, self.header)
            self.scroller.column.addWidget(self._footer)
        else:
            self._left.insertWidget(0, self.header)
            self._left.addWidget(self._footer)

    def _lead_on(self, open_key: str) -> None:
        """The next empty field's button stands out, unless a field is open already."""
        for place, field_row in enumerate(self.empty_list.rows):
            field_row.stand_out(yes=not place and not open_key)

    def _show_life(self, life: LifeView | None, *, shown: bool) -> None:
        """Its steps so far, shortly: they are corrected on the record."""
        self.life_section.clear()
        self.life_section.setVisible(shown)
        for step in life.steps if life is not None else ():
            self.life_section.add(TextLabel(step.title, tokens.STRONG, wrap=True))
            self.life_section.add(muted(". ".join((step.when, *step.lines)), wrap=True))
        if life is None or not life.steps:
            self.life_section.add(muted(PRINTING_WORDS, wrap=True))

    def _show_earlier(self, earlier: tuple[EarlierConcern, ...]) -> None:
        self.earlier_section.clear()
        self.ticks = {}
        self.earlier_section.add(muted(EARLIER_WORDS if earlier else NO_EARLIER_WORDS, wrap=True))
        for concern in earlier:
            tick = TickBox(
                f"{concern.when}: {concern.category}", detail=f"{concern.summary} ({concern.case})"
            )
            tick.setChecked(concern.ticked)
            tick.clicked.connect(self._ticked)
            self.ticks[concern.incident] = tick
            self.earlier_section.add(tick)

    def _ticked(self) -> None:
        self.earlier_chosen.emit(
            tuple(reference for reference, tick in self.ticks.items() if tick.isChecked())
        )

    def _build(self) -> None:
        column = self.scroller.column
        column.setSpacing(tokens.SPACE_4)
        for part in (
            self.meter,
            self.urgent_notice,
            self.life_section,
            self.overview_link,
            self.empty_list,
            self.unknown_list,
            self.section_list,
            self.earlier_section,
            self.sections_section,
            self._nothing_up,
        ):
            column.addWidget(part)
        column.addStretch(1)
        self._footer.add(
            *(self.print_button, self.save_button, self.share_button, self.copy_button, self.sent_button),
            *(self.pages_button, self.authority_button),
        )
        self._footer.add_right(self.urgent_button)
        self._left.setSpacing(0)
        self._left.addWidget(self.header)
        self._left.addWidget(self.scroller, 1)
        self._left.addWidget(self._footer)
        self._rule.setFixedWidth(1)
        self._rule.setProperty("ground", "line2")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._left, 46)
        layout.addWidget(self._rule)
        layout.addWidget(self.preview, 54)

    def _connect(self) -> None:
        for fields in (self.empty_list, self.unknown_list, self.section_list):
            fields.answer_asked.connect(self.answer_asked)
            fields.not_known_asked.connect(self.not_known_asked)
            fields.place_asked.connect(self.place_asked)
        self.section_counts.section_asked.connect(self.section_asked)
        self.overview_link.clicked.connect(partial(self.section_asked.emit, ""))
        self.pages_button.clicked.connect(self.preview_asked)


def _fields(view: ReferralView) -> tuple[FieldView, ...]:
    return tuple(field for section in view.sections for field in section.fields)


def _most_wanted(field: FieldView) -> bool:
    """What the form must have comes before what it may have; otherwise the form's own order."""
    return not field.required
