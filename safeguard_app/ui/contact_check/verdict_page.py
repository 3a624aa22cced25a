"""Step 2: what the register shows, drawn and in words, with the entries it rests on and what it cannot say."""

from collections.abc import Sequence
from datetime import tzinfo
from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.domain.contact_check import VerdictCode, WarningCode
from safeguard_app.services.contact_check_views import CautionLine, EntryLine, KeptView, VerdictView
from safeguard_app.services.incident_choices import ChoiceLine
from safeguard_app.ui.contact_check.timeline_of import points_of, spans_of, unplaced
from safeguard_app.ui.contact_check.verdict_panel import VerdictPanel
from safeguard_app.ui.incidents.status_words import meaning_of
from safeguard_app.ui.people.word_table import WordTable
from safeguard_app.ui.people.wrapped import wrapped
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, filled, small
from safeguard_app.ui.widgets.contact_timeline import ContactTimeline
from safeguard_app.ui.widgets.form_footer import FormFooter
from safeguard_app.ui.widgets.headed_section import HeadedSection, Line
from safeguard_app.ui.widgets.layouts import column, row
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.scroll_page import PageWithPanel, ScrollPage
from safeguard_app.ui.widgets.status_text import IconWords
from safeguard_app.ui.widgets.text_label import TextLabel, muted, rich

_ICONS = {
    VerdictCode.NONE_ON_REGISTER: "circle-slash",
    VerdictCode.SAME_DAY_ORDER_UNKNOWN: "circle-question-mark",
    VerdictCode.ORDER_UNKNOWN: "circle-question-mark",
}
_DECIDE = frozenset(
    {
        WarningCode.REGISTER_NOT_COMPLETE,
        WarningCode.CONDITIONS,
        WarningCode.NO_SIGNED_SHEET,
        WarningCode.OWN_ACKNOWLEDGEMENT,
    }
)
"""Cautions somebody has to act on; the others are worth knowing."""
STAYS = "It stays; this one is added."
NO_ENTRIES = "No entry of the register is about these two."
WRITE_IT_DOWN = "If so, a new record opens with the two people and the time filled in. It needs no verdict."


class VerdictPage(QWidget):
    """The verdict. Wording comes from the services alone.

    Signals:
        keep_requested(): go on to keep it.
        question_requested(): change the question.
        leave_requested(): leave without keeping.
        worry_requested(): something in the content worries them.
    """

    keep_requested = Signal()
    question_requested = Signal()
    leave_requested = Signal()
    worry_requested = Signal()

    def __init__(self, zone: tzinfo, threshold: Sequence[ChoiceLine], parent: QWidget | None = None) -> None:
        """``threshold`` are the limbs of the harm threshold, shown on request."""
        super().__init__(parent)
        self.setAccessibleName("Contact check, step 2 of 3, verdict")
        self._zone = zone
        self.view: VerdictView | None = None
        self.question_button = small("Change the question")
        self.keep_button = filled("Keep this verdict", "check", hint="Ctrl+Enter")
        self.leave_button = Button("Leave without keeping")
        self.worry_button = Button("Yes, write it down", "notebook-pen")
        self.panel = VerdictPanel(threshold)
        self._page = ScrollPage("Verdict", margins=(24, 14, 24, 20))
        self._content: QWidget = QWidget()
        self._build()
        self._connect()

    def show_verdict(self, view: VerdictView, earlier: Sequence[KeptView] = (), case: str = "") -> None:
        """Show a verdict, with those kept before with the incident it began from."""
        self.view = view
        self.keep_button.setText(f"Keep with {case}" if case else "Keep this verdict")
        self.keep_button.updateGeometry()
        fresh = QWidget()
        fresh.setLayout(column(*self._parts(view, earlier), space=tokens.SPACE_4))
        self._page.column.replaceWidget(self._content, fresh)
        self._content.hide()
        self._content.deleteLater()
        self._content = fresh
        self.panel.show_verdict(view)
        self._page.verticalScrollBar().setValue(0)

    def forget(self) -> None:
        """Leave nothing of the verdict behind."""
        self.view = None
        fresh = QWidget()
        self._page.column.replaceWidget(self._content, fresh)
        self._content.hide()
        self._content.deleteLater()
        self._content = fresh
        self.panel.forget()

    def _build(self) -> None:
        head = row(
            TextLabel("Contact check", tokens.PAGE), muted("Step 2 of 3, verdict"), None, self.question_button
        )
        head.setSpacing(tokens.SPACE_4)
        self._page.column.addLayout(head)
        self._page.column.addWidget(Line("line2"))
        self._page.column.addWidget(self._content)
        self._page.column.addWidget(self._closing())
        self._page.column.addStretch(1)
        footer = FormFooter()
        footer.add(self.keep_button)
        footer.add_right(muted("Not kept yet"), self.leave_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(PageWithPanel(self._page, self.panel, footer=footer))

    def _closing(self) -> HeadedSection:
        self._question = HeadedSection("", line=False, space=tokens.SPACE_2)
        self._question.add(muted(WRITE_IT_DOWN, wrap=True), wrapped(self.worry_button))
        return self._question

    def _connect(self) -> None:
        self.keep_button.clicked.connect(self.keep_requested)
        self.question_button.clicked.connect(self.question_requested)
        self.leave_button.clicked.connect(self.leave_requested)
        self.worry_button.clicked.connect(self.worry_requested)

    def _parts(self, view: VerdictView, earlier: Sequence[KeptView]) -> list[QWidget]:
        self._question.set_heading(view.closing_question)
        meaning = meaning_of(view.status.meaning)
        icon = _ICONS.get(view.code, "calendar-clock" if meaning is Meaning.DUE else "")
        verdict = NoticePanel(meaning, view.title, " ".join(view.sentences), icon=icon, large=True)
        parts: list[QWidget] = [_facts(view.facts), verdict]
        if view.conditions or view.protocol:
            parts.append(_conditions(view))
        timeline = ContactTimeline()
        timeline.show_history(points_of(view.timeline, self._zone), spans_of(view.timeline))
        parts.append(timeline)
        parts.extend(muted(words) for words in unplaced(view.timeline))
        if view.credits:
            parts.append(_credits(view.credits))
        if view.cautions:
            parts.append(_cautions(view.cautions))
        parts.append(_entries(view.entries, view.frozen))
        parts.extend(IconWords("history", f"{kept.line}. {STAYS}", "text") for kept in earlier)
        return parts


def _facts(facts: Sequence[tuple[str, str]]) -> QWidget:
    """Adult, pupil, contact, where ... side by side, the name or day in bold."""
    blocks = []
    for label, words in facts:
        block = QWidget()
        first, comma, rest = words.partition(", ")
        value = rich(f"<b>{escape(first)}</b>{comma}{escape(rest)}")
        value.setWordWrap(False)
        block.setLayout(column(muted(label), value, space=0))
        block.setAccessibleName(f"{label}: {words}")
        blocks.append(block)
    holder = QWidget()
    holder.setLayout(
        column(wrapped(*blocks, space=32, line_space=tokens.SPACE_2), Line("line2"), space=tokens.SPACE_2)
    )
    return holder


def _conditions(view: VerdictView) -> HeadedSection:
    section = HeadedSection("Conditions", style=tokens.SUB, line=False, space=2)
    section.add(*(TextLabel(f"•  {words}", wrap=True) for words in view.conditions))
    if view.protocol:
        section.add(TextLabel(f"Agreed protocol: {view.protocol}", wrap=True))
    return section


def _credits(sentences: Sequence[str]) -> HeadedSection:
    section = HeadedSection("To the adult’s credit", style=tokens.SUB, line=False, space=tokens.SPACE_1)
    section.add(*(IconWords(Meaning.DONE.icon, words, Meaning.DONE.value) for words in sentences))
    return section


def _cautions(cautions: Sequence[CautionLine]) -> HeadedSection:
    section = HeadedSection("Also to know", style=tokens.SUB, line=False, space=tokens.SPACE_1)
    for caution in cautions:
        meaning = Meaning.DUE if caution.code in _DECIDE else Meaning.NOTE
        section.add(IconWords(meaning.icon, caution.sentence, meaning.value))
    return section


def _entries(entries: Sequence[EntryLine], frozen: str) -> HeadedSection:
    aside = IconWords("lock", frozen, "muted")
    section = HeadedSection(
        "Register entries this verdict rests on",
        style=tokens.SUB,
        aside=aside,
        line=False,
        space=tokens.SPACE_1,
    )
    if not entries:
        section.add(muted(NO_ENTRIES))
        return section
    heads = ("Entry", "Took effect", "Entered", "By", "What it says")
    table = WordTable("Register entries this verdict rests on", heads, (3, 3, 4, 3, 5))
    for entry in entries:
        table.add_row(entry.entry, entry.took_effect, entry.entered, entry.by, entry.says)
    section.add(table)
    return section
