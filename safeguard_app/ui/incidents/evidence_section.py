"""Evidence on a record: each exhibit with its facts and completeness, what is missing, and the way to add more."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from safeguard_app.services.evidence_views import EvidenceList, EvidenceView
from safeguard_app.ui.incidents.line_label import LineLabel, quiet
from safeguard_app.ui.incidents.status_words import status_of
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, ButtonKind
from safeguard_app.ui.widgets.fact_row import fact_row
from safeguard_app.ui.widgets.headed_section import Line
from safeguard_app.ui.widgets.layouts import WrapLayout, column, row
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.status_text import IconWords, StatusText
from safeguard_app.ui.widgets.text_label import muted

_ICONS = {
    "picture": "image",
    "document": "file-text",
    "text": "file-text",
    "e-mail": "mail",
    "list": "archive",
}
_SHOWN = {"list": "chat or list of files"}


_WORTH_AN_OVERVIEW = 2
"""Pictures of a record from which on they can be looked at together."""
_FIRST, _LAST, _MORE = 15, 5, 20
"""Exhibits shown at once of a record with many: the first, the last, and as many more at each press."""


class ExhibitRow(QWidget):
    """One exhibit.

    Signals:
        image_requested(object): show the picture; carries the EvidenceView.
        facts_requested(object): correct its facts; carries the EvidenceView.
        withdraw_requested(object): take it back; carries the EvidenceView.
        custody_requested(object): who had it; carries the EvidenceView.
        quarantine_requested(object): it should not have been kept; carries the EvidenceView.
        advice_requested(object): what to do about one in quarantine; carries the EvidenceView.
        copy_requested(object): make a redacted or marked copy of it; carries the EvidenceView.
        nearly_opened(): the keyboard or the pointer came to the button that shows it.
    """

    image_requested = Signal(object)
    facts_requested = Signal(object)
    withdraw_requested = Signal(object)
    custody_requested = Signal(object)
    quarantine_requested = Signal(object)
    advice_requested = Signal(object)
    copy_requested = Signal(object)
    nearly_opened = Signal()

    def __init__(self, view: EvidenceView, parent: QWidget | None = None) -> None:
        """Show an exhibit; one taken back shows why, and nothing else."""
        super().__init__(parent)
        self._view = view
        self.setAccessibleName(f"{view.exhibit}, {view.title}")
        head = WrapLayout(tokens.SPACE_3, 0)
        head.addWidget(LineLabel(view.exhibit, tokens.STRONG))
        head.addWidget(LineLabel(view.title, tokens.STRONG))
        if view.withdrawn:
            head.addWidget(IconWords("circle-slash", view.withdrawn, "muted"))
            acts = WrapLayout(tokens.SPACE_3, tokens.SPACE_1)
            if not (view.is_held or view.quarantine):
                acts.addWidget(self._quarantine_button())
            self.setLayout(column(_held(head), _held(acts), Line("line"), margins=(0, 4, 0, 0)))
            return
        if view.quarantine:
            lines_ = (IconWords("file-lock", view.quarantine, "muted"), self._acts_in_quarantine())
            self.setLayout(column(_held(head), *lines_, Line("line"), space=2, margins=(0, 4, 0, 0)))
            return
        if not (view.copied or view.is_held):
            head.addWidget(StatusText(status_of(view.completeness)))
        about = ", ".join(filter(None, (view.type_words, view.size_words, view.file_name)))
        lines: list[QWidget] = [muted(about, wrap=True), muted(view.sealed, wrap=True)]
        if view.copied:
            lines.insert(0, IconWords("corner-down-right", view.copied, "text"))
            lines.append(muted(view.made_from, wrap=True))
        lines += [fact_row(one.label, one.words) for one in view.fact_lines if one.words]
        lines += [IconWords("circle-alert", query, "due") for query in view.queries]
        if view.missing:
            lines.append(IconWords("circle-dashed", f"Not given yet: {', '.join(view.missing)}", "muted"))
        self.setLayout(column(_held(head), *lines, self._acts(), Line("line"), space=2, margins=(0, 4, 0, 0)))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Somebody is about to press it."""
        if event.type() in (QEvent.Type.Enter, QEvent.Type.FocusIn):
            self.nearly_opened.emit()
        return False

    def _acts(self) -> QWidget:
        acts = WrapLayout(tokens.SPACE_3, tokens.SPACE_1)
        if self._view.opens_as:
            words = f"Show the {_SHOWN.get(self._view.opens_as, self._view.opens_as)}"
            self.image_button = Button(words, _ICONS[self._view.opens_as], small=True)
            self.image_button.setAccessibleName(f"{words} {self._view.exhibit}")
            self.image_button.clicked.connect(partial(self.image_requested.emit, self._view))
            self.image_button.installEventFilter(self)
            acts.addWidget(self.image_button)
        elif self._view.why_not:
            acts.addWidget(quiet(self._view.why_not))
        if not (self._view.copied or self._view.is_held):
            facts = Button("Facts", "pencil", small=True)
            facts.setAccessibleName(f"Complete or correct the facts of {self._view.exhibit}")
            facts.clicked.connect(partial(self.facts_requested.emit, self._view))
            acts.addWidget(facts)
        if self._view.can_be_copied:
            self.copy_button = Button("Redact or mark", "eraser", small=True)
            self.copy_button.setAccessibleName(f"Make a redacted or marked copy of {self._view.exhibit}")
            self.copy_button.clicked.connect(partial(self.copy_requested.emit, self._view))
            self.copy_button.installEventFilter(self)
            acts.addWidget(self.copy_button)
        acts.addWidget(self._custody_button())
        back = Button("Take back", kind=ButtonKind.QUIET, small=True)
        back.setAccessibleName(f"Take {self._view.exhibit} back, with a reason")
        back.clicked.connect(partial(self.withdraw_requested.emit, self._view))
        acts.addWidget(back)
        if self._view.is_held:
            return _held(acts)
        acts.addWidget(self._quarantine_button())
        return _held(acts)

    def _quarantine_button(self) -> Button:
        away = Button("Quarantine", kind=ButtonKind.QUIET, small=True)
        away.setAccessibleName(f"Quarantine {self._view.exhibit}: it should not have been kept")
        away.clicked.connect(partial(self.quarantine_requested.emit, self._view))
        return away

    def _acts_in_quarantine(self) -> QWidget:
        acts = WrapLayout(tokens.SPACE_2, tokens.SPACE_1)
        advice = Button("What to do now", "info", small=True)
        advice.setAccessibleName(f"What to do now about {self._view.exhibit}")
        advice.clicked.connect(partial(self.advice_requested.emit, self._view))
        acts.addWidget(advice)
        acts.addWidget(self._custody_button())
        return _held(acts)

    def _custody_button(self) -> Button:
        custody = Button("Who had it", "history", small=True)
        custody.setAccessibleName(f"Who had {self._view.exhibit}")
        custody.clicked.connect(partial(self.custody_requested.emit, self._view))
        return custody


class EvidenceSection(QWidget):
    """All exhibits of a record.

    Signals:
        add_requested(): add evidence; the question comes first.
        image_requested(object), facts_requested(object), withdraw_requested(object), custody_requested(object),
            quarantine_requested(object), advice_requested(object), copy_requested(object): carry the EvidenceView.
        nearly_opened(): somebody is about to open one.
        held_requested(): record a thing that is no file.
        give_out_requested(): hand exhibits to somebody outside.
        overview_requested(): look at all of them, small.
    """

    add_requested = Signal()
    image_requested = Signal(object)
    facts_requested = Signal(object)
    withdraw_requested = Signal(object)
    custody_requested = Signal(object)
    quarantine_requested = Signal(object)
    advice_requested = Signal(object)
    held_requested = Signal()
    copy_requested = Signal(object)
    nearly_opened = Signal()
    give_out_requested = Signal()
    overview_requested = Signal()

    def __init__(
        self, evidence: EvidenceList, *, may_go_out: bool = True, parent: QWidget | None = None
    ) -> None:
        """Show the exhibits, or why there are none; nothing goes out of a record entered in error."""
        super().__init__(parent)
        self.setAccessibleName("Evidence")
        self.rows: list[ExhibitRow] = []
        body = column(space=tokens.SPACE_2)
        intake = evidence.intake
        if not intake.is_open:
            body.addWidget(NoticePanel(Meaning.NOTE, "Words only", intake.why_closed, icon="file-lock"))
        pictures = sum(view.opens_as == "picture" for view in evidence.items)
        if intake.is_open and pictures >= _WORTH_AN_OVERVIEW:
            self.overview_button = Button("All at a glance", "image", small=True)
            self.overview_button.clicked.connect(self.overview_requested)
            body.addLayout(row(self.overview_button, quiet("small pictures, blurred until you ask"), None))
        self._between = column(space=tokens.SPACE_2)
        self._waiting = list(evidence.items[_FIRST:-_LAST]) if len(evidence.items) > _FIRST + _LAST else []
        self.more_button = Button("", "chevron-down", small=True)
        self.more_button.clicked.connect(self._show_more)
        first = evidence.items[:_FIRST] if self._waiting else evidence.items
        for view in first:
            body.addWidget(self._row(view))
        body.addLayout(self._between)
        body.addWidget(self.more_button)
        for view in evidence.items[-_LAST:] if self._waiting else ():
            body.addWidget(self._row(view))
        if not evidence.items and intake.is_open:
            body.addWidget(
                muted("Nothing is kept here yet. The question about indecent images comes first.", wrap=True)
            )
        for label, help_text in evidence.missing if evidence.items else ():
            body.addWidget(IconWords("circle-dashed", f"{label}. {help_text}", "muted"))
        if intake.is_open:
            if intake.note:
                body.addWidget(muted(intake.note, wrap=True))
            self.add_button = Button("Add evidence", "paperclip", small=True, hint="Ctrl+E")
            self.add_button.clicked.connect(self.add_requested)
            body.addLayout(row(self.add_button, quiet("or drop files on this record"), None))
        self.held_button = Button("Item held elsewhere", "lock-keyhole", small=True)
        self.held_button.clicked.connect(self.held_requested)
        body.addLayout(row(self.held_button, quiet("a device or a paper, recorded without a file"), None))
        if may_go_out and any(not view.withdrawn for view in evidence.items):
            self.give_out_button = Button("Hand evidence out", "handshake", small=True)
            self.give_out_button.clicked.connect(self.give_out_requested)
            body.addLayout(row(self.give_out_button, None))
        self.setLayout(body)
        self._say_more()  # only now: a button without a page would come up as a window of its own

    def _row(self, view: EvidenceView) -> ExhibitRow:
        exhibit = ExhibitRow(view)
        exhibit.image_requested.connect(self.image_requested)
        exhibit.facts_requested.connect(self.facts_requested)
        exhibit.withdraw_requested.connect(self.withdraw_requested)
        exhibit.custody_requested.connect(self.custody_requested)
        exhibit.quarantine_requested.connect(self.quarantine_requested)
        exhibit.advice_requested.connect(self.advice_requested)
        exhibit.copy_requested.connect(self.copy_requested)
        exhibit.nearly_opened.connect(self.nearly_opened)
        self.rows.append(exhibit)
        return exhibit

    def _show_more(self) -> None:
        """The next of those between; the keyboard goes to the first of them."""
        shown, self._waiting = self._waiting[:_MORE], self._waiting[_MORE:]
        made = [self._row(view) for view in shown]
        for one in made:
            self._between.addWidget(one)
        self._say_more()
        buttons = made[0].findChildren(Button)
        if buttons:
            buttons[0].setFocus()

    def _say_more(self) -> None:
        left = len(self._waiting)
        words = f"Show {min(left, _MORE)} more" if left > _MORE else f"Show the other {left}"
        between = f", {self._waiting[0].exhibit} to {self._waiting[-1].exhibit}" if self._waiting else ""
        self.more_button.setText(f"{words}{between}")
        self.more_button.setVisible(bool(left))


def _held(layout: WrapLayout) -> QWidget:
    holder = QWidget()
    holder.setLayout(layout)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    return holder
