"""Today: what must I do before I go home. Numbers are buttons, rows carry the one act they need."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from safeguard_app.services.due import DueItem
from safeguard_app.services.due_limits import DueSource
from safeguard_app.services.lost_drafts import LostDraft
from safeguard_app.services.status import StatusMeaning
from safeguard_app.services.today import DraftLine
from safeguard_app.services.unlock_notices import CALENDAR, OLDER_COPY, RECOVERY_KEY, NoticeLine
from safeguard_app.ui.incidents.status_words import meaning_of
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.theme.meanings import Meaning, Status, held
from safeguard_app.ui.today.away_part import AwayPart
from safeguard_app.ui.today.bans_part import BansPart
from safeguard_app.ui.today.drive_part import DrivePart
from safeguard_app.ui.today.patterns_part import PatternsPart
from safeguard_app.ui.today.side_parts import BackupPart, ByAge, FilesPart, NewToYou, WithHead
from safeguard_app.ui.today.today_view import TodayView
from safeguard_app.ui.widgets.button import Button, link, small
from safeguard_app.ui.widgets.count_strip import Count, CountStrip
from safeguard_app.ui.widgets.empty_state import EmptyState
from safeguard_app.ui.widgets.headed_section import HeadedSection, Line
from safeguard_app.ui.widgets.layouts import WrapLayout, row
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.scroll_page import PageWithPanel, ScrollPage, SidePanel
from safeguard_app.ui.widgets.status_text import StatusText
from safeguard_app.ui.widgets.task_row import TaskItem, TaskRow
from safeguard_app.ui.widgets.task_rows import AT_ONCE, TaskRows
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_ABOVE_ROWS = 160
"""No less than what stands above the first row: command bar, heading and numbers."""
_ONLY = {StatusMeaning.LATE: "Only late", StatusMeaning.DUE: "Only due today"}
_WORDS = {StatusMeaning.LATE: "Late", StatusMeaning.DUE: "Due", StatusMeaning.NOTE: "Note"}


def act_words(item: DueItem) -> str:
    """What the button of a row says: the one act that would meet it."""
    if item.source is DueSource.ACTION and item.action:
        return "Done"
    if item.whom is not None:
        return "Record telling"
    if item.referral:
        return "Record a step"
    return "Record contact" if item.noted is not None else "Open"


class TodayPage(QWidget):
    """The page itself.

    Signals:
        count_opened(str): a number was pressed: ``late``, ``due``, ``head``, ``drafts``, ``open``, and where
            there are any ``chases``, ``platforms`` or ``reviews``.
        acted(object): the button of a row; carries its DueItem.
        item_opened(object): the row itself; carries its DueItem.
        draft_resumed(object): go on with a draft; carries its record id.
        new_requested(): write down a first concern.
        queue_requested(): go to what waits for the Headteacher.
        backup_requested(), backup_cancelled(): back up now, stop.
        older_copy_requested(), settings_requested(), calendar_requested(): what three of the notices lead to instead.
        lost_draft_let_go(object): remove a draft that does not open; carries its LostDraft.
        audit_requested(): look at the audit, from a notice or for all that is new.
        day_sheet_requested(), due_dates_requested(): print the day; save its dates for a calendar.
        news_opened(object): open what others wrote in; carries the NewLine.
        away_requested(): say that the user is away.
        age_opened(str): open records of one age are wanted; carries its name.
        ask_opened(object): open a declaration to be asked about; carries its Reference.
    """

    count_opened = Signal(str)
    acted = Signal(object)
    item_opened = Signal(object)
    draft_resumed = Signal(object)
    new_requested = Signal()
    queue_requested = Signal()
    backup_requested = Signal()
    backup_cancelled = Signal()
    audit_requested = Signal()
    older_copy_requested = Signal()
    settings_requested = Signal()
    calendar_requested = Signal()
    lost_draft_let_go = Signal(object)
    day_sheet_requested = Signal()
    due_dates_requested = Signal()
    news_opened = Signal(object)
    ask_opened = Signal(object)
    away_requested = Signal()
    age_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setAccessibleName("Today")
        self.heading = TextLabel("", tokens.TITLE)
        self.sentence = TextLabel("", tokens.READ, "muted", wrap=True)
        self.counts = CountStrip()
        self.with_head = WithHead("Waiting for a decision")
        self.new_to_you = NewToYou()
        self.patterns = PatternsPart()
        self.drive = DrivePart()
        self.bans = BansPart()
        self.by_age = ByAge()
        self.backup = BackupPart()
        self.files = FilesPart()
        self._before = HeadedSection("Before you go home", space=0)
        self._drafts = HeadedSection("Drafts to go on with", space=0)
        self._lost = HeadedSection("Drafts that cannot be opened", space=tokens.SPACE_2)
        self.lost_buttons: list[Button] = []
        self._coming = HeadedSection("Coming up", space=0)
        self._notices = QVBoxLayout()
        self._notice_panels: list[NoticePanel] = []
        self.sheet_button = small("Day sheet", "printer")
        self.away_button = small("I am away…", "user-check")
        self.away = AwayPart()
        self.dates_button = small("Due dates for a calendar…", "calendar")
        self._papers = QWidget()
        self.new_button = Button("New incident", "plus", hint="Ctrl+N")
        self._empty = EmptyState(
            "calendar-check",
            "Nothing is in the log yet",
            "When somebody tells you something, press Ctrl+N and write it down: what, who told you and when, and who"
            " was involved. What has to be done by when then stands here.",
            self.new_button,
        )
        self._tasks = TaskRows("Things to do")
        self._nothing_due = StatusText(Status(Meaning.DONE, "Nothing has to be done before you go home."))
        self._rest: TodayView | None = None
        self._view: TodayView | None = None
        self._with_head: int | None = None
        """What waits for the Headteacher, counted a moment after the day; None: not yet."""
        self._only: StatusMeaning | None = None
        """What the things to do are narrowed to, after a number was pressed."""
        self.all_button = small("", "x")
        self.all_button.hide()
        self._before.add(row(self.all_button, None), self._tasks, self._nothing_due)
        self._build()
        self._connect()

    def show_first(self, view: TodayView) -> None:
        """Show the day for the first time: what the window has room for. The rest follows when that is painted."""
        in_sight = (self.window().height() - scaled(_ABOVE_ROWS)) // scaled(tokens.ROW_TODAY) + 1
        self.show_view(view, in_sight)

    def show_view(self, view: TodayView, count: int = AT_ONCE) -> None:
        """Show another state of the day. The row under the keyboard keeps it.

        Of rows that do not stand there yet ``count`` are made before the next painting; what stands beneath them waits.
        """
        day = view.today
        focused = next((place for place, line in enumerate(self.rows) if line.button.hasFocus()), -1)
        self.heading.setText(day.day)
        self.sentence.setText(day.sentence)
        self._show_notices(view.notices)
        self.away.show_away(view.own_away, view.covering)
        self.counts.set_counts(self._counts(view))
        self.with_head.show_queue(view.queue, view.head, view.asks)
        self.drive.show_drive(view.drive)
        self.new_to_you.show_news(view.news)
        self.bans.show_bans(view.bans)
        self.by_age.show_ages(day.ages)
        self.backup.show_state(day.backup)
        self.files.show_state(day.files)
        nothing = day.is_empty and not day.drafts
        self._empty.setVisible(nothing)
        self._before.setVisible(not nothing)
        self.counts.setVisible(not nothing)
        self._papers.setVisible(not nothing)
        self.by_age.setVisible(not nothing)
        self._view = view
        self._show_tasks(view, count)
        if 0 <= focused < len(self.rows):
            self.rows[focused].button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_tasks(self, view: TodayView, count: int) -> None:
        day = view.today
        self._rest = view
        self._nothing_due.setVisible(view.whole and not day.before_home)
        shown = [item for item in day.before_home if self._only in (None, item.meaning)]
        if not shown:
            self._only, shown = None, list(day.before_home)
        self._say_narrowed(len(day.before_home) - len(shown))
        self._tasks.show_each(len(shown), lambda place: self._task(view, shown[place]), count)

    def show_only(self, meaning: StatusMeaning | None) -> None:
        """Narrow the things to do to what is late, or due today; None shows all of them again."""
        if self._view is None:
            return
        self._only = meaning
        self._show_tasks(self._view, AT_ONCE)
        if self.rows:
            self._page.verticalScrollBar().setValue(0)  # the rows stand right beneath the numbers
            self.rows[0].button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_narrowed(self, left_out: int) -> None:
        words = _ONLY[self._only] if self._only is not None else ""
        self.all_button.setText(words)
        self.all_button.setAccessibleName(f"{words}: show all again, {left_out} more")
        self.all_button.setVisible(self._only is not None)
        self.all_button.updateGeometry()

    def _show_all(self) -> None:
        self.show_only(None)

    @property
    def rows(self) -> list[TaskRow]:
        """The things to do that stand there."""
        return self._tasks.rows

    def _show_below(self) -> None:
        """What stands beneath the rows, once those do."""
        view, self._rest = self._rest, None
        if view is None:
            return
        self._show_drafts(view.today.drafts)
        self._show_lost_drafts(view.today.lost_drafts)
        self._show_coming(view)

    def focus_first(self) -> None:
        """The first act, or the way to write a first concern."""
        first = self.rows[0].button if self.rows else self.new_button
        if first.isVisible():
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_drafts(self) -> None:
        """The first draft."""
        buttons = self._drafts.findChildren(Button)
        if buttons:
            self._page.ensureWidgetVisible(buttons[0])
            buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def notices(self) -> tuple[NoticePanel, ...]:
        """What unlock noticed, for tests."""
        return tuple(self._notice_panels)

    def _build(self) -> None:
        self._page = ScrollPage("Today")
        column = self._page.column
        column.setSpacing(0)
        self._notices.setSpacing(tokens.SPACE_2)
        column.addLayout(self._notices)
        column.addWidget(self.heading)
        column.addWidget(self.sentence)
        column.addSpacing(tokens.SPACE_3)
        column.addWidget(self.counts)
        column.addSpacing(tokens.SPACE_2)
        papers = WrapLayout(tokens.SPACE_3, tokens.SPACE_1)
        for button in (self.sheet_button, self.dates_button, self.away_button):
            papers.addWidget(button)
        self._papers.setLayout(papers)
        column.addWidget(self._papers)
        column.addSpacing(tokens.SPACE_4)
        column.addWidget(self.away)
        for section in (self._before, self._drafts, self._lost, self._coming):
            column.addWidget(section)
            column.addSpacing(tokens.SPACE_4)
        column.addLayout(row(self._empty, None))
        column.addStretch(1)
        panel = SidePanel("With others, new to you, by age, backup")
        beside = (self.with_head, self.drive, self.new_to_you, self.bans, self.patterns)
        for part in (*beside, self.by_age, self.backup, self.files):
            panel.column.addWidget(part)
        panel.column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(PageWithPanel(self._page, panel))
        for hidden in (self._drafts, self._lost, self._coming, self._empty):
            hidden.hide()

    def _connect(self) -> None:
        self.counts.opened.connect(self.count_opened)
        self.with_head.queue_requested.connect(self.queue_requested)
        self.with_head.opened.connect(self.ask_opened)
        self.new_to_you.opened.connect(self.news_opened)
        self.new_to_you.audit_requested.connect(self.audit_requested)
        self.backup.backup_requested.connect(self.backup_requested)
        self.backup.cancel_requested.connect(self.backup_cancelled)
        self.new_button.clicked.connect(self.new_requested)
        self.sheet_button.clicked.connect(self.day_sheet_requested)
        self.dates_button.clicked.connect(self.due_dates_requested)
        self.away_button.clicked.connect(self.away_requested)
        self.away.opened.connect(self.item_opened)
        self.all_button.clicked.connect(self._show_all)
        self.by_age.bars.opened.connect(self.age_opened)
        self._tasks.acted.connect(self.acted)
        self._tasks.opened.connect(self.item_opened)
        self._tasks.standing.connect(self._show_below)

    def show_with_head(self, number: int) -> None:
        """Show how much waits for the Headteacher."""
        self._with_head = number
        self.counts.set_number("head", number)

    def _counts(self, view: TodayView) -> list[Count]:
        day, waiting = view.today, self._with_head
        drafts = len(day.drafts)
        more = [
            Count("chases", day.chases, "Referrals to chase", "send", "due"),
            Count("platforms", day.platforms, "Platforms to chase", "flag", "due"),
            Count("reviews", view.reviews, "Declarations to review", "handshake", "due"),
        ]
        return [
            Count("late", day.late, "Late", "circle-alert", "late" if day.late else "text"),
            Count("due", day.due, "Due today", "clock", "due" if day.due else "text"),
            Count("head", waiting or 0, f"With the {view.head}", "user-check", known=waiting is not None),
            *(count for count in more if count.number),
            Count("drafts", drafts, "Draft" if drafts == 1 else "Drafts", "pencil"),
            Count("open", day.open, "Open", "folder-open"),
        ]

    def _show_notices(self, notices: Sequence[NoticeLine]) -> None:
        for old in self._notice_panels:
            self._notices.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._notice_panels = []
        for notice in notices:
            panel = NoticePanel(meaning_of(notice.meaning), notice.heading, notice.text)
            panel.add(self._way_on(notice.code))
            self._notice_panels.append(panel)
            self._notices.addWidget(panel)
        self._notices.setContentsMargins(0, 0, 0, tokens.SPACE_4 if notices else 0)

    def _way_on(self, code: str) -> Button:
        """What a notice leads to."""
        ways = {
            OLDER_COPY: ("Read and acknowledge it", self.older_copy_requested),
            RECOVERY_KEY: ("Open Settings", self.settings_requested),
            CALENDAR: ("Enter the next terms", self.calendar_requested),
        }
        words, asked = ways.get(code, ("Look at the audit", self.audit_requested))
        way = link(words)
        way.clicked.connect(asked)
        return way

    def _show_lost_drafts(self, lost: Sequence[LostDraft]) -> None:
        self._lost.clear()
        self._lost.setVisible(bool(lost))
        self.lost_buttons = []
        for draft in lost:
            panel = NoticePanel(Meaning.DUE, draft.heading, draft.text)
            button = link("Let go of this draft")
            button.setAccessibleName(f"Let go of this draft: {draft.heading}")
            button.clicked.connect(partial(self.lost_draft_let_go.emit, draft))
            self.lost_buttons.append(button)
            panel.add(button)
            self._lost.add(panel)

    @staticmethod
    def _task(view: TodayView, item: DueItem) -> TaskItem:
        status = Status(meaning_of(item.meaning), _WORDS[item.meaning])
        kind = view.kind(item)
        return TaskItem(item, status, item.text, item.case, kind, item.when, item.how_late, act_words(item))

    def _show_drafts(self, drafts: Sequence[DraftLine]) -> None:
        self._drafts.clear()
        self._drafts.setVisible(bool(drafts))
        for draft in drafts:
            status = Status(Meaning.NOTE, "Draft", "pencil")
            about = f"{draft.kind}, {draft.begun}"
            line = TaskRow(TaskItem(draft.id, status, draft.first_words, "Draft", about, "", "", "Continue"))
            line.acted.connect(self.draft_resumed)
            line.opened.connect(self.draft_resumed)
            self._drafts.add(line)

    def _show_coming(self, view: TodayView) -> None:
        self._coming.clear()
        self._coming.setVisible(bool(view.today.coming))
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(8, 0, 6, 0)
        grid.setHorizontalSpacing(tokens.SPACE_3)
        grid.setVerticalSpacing(3)
        grid.setColumnMinimumWidth(0, scaled(84))
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(2, scaled(120))
        for place, item in enumerate(view.today.coming):
            self._add_coming(grid, place, item)
        self._coming.add(holder)

    def _add_coming(self, grid: QGridLayout, place: int, item: DueItem) -> None:
        line = 2 * place
        grid.addWidget(muted(item.when), line, 0, Qt.AlignmentFlag.AlignTop)
        words = QWidget()
        inner = QGridLayout(words)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setColumnStretch(2, 1)
        if item.source is DueSource.HOLD:
            inner.addWidget(StatusText(held("Held")), 0, 0, Qt.AlignmentFlag.AlignTop)
        inner.addWidget(TextLabel(item.text, wrap=True), 0, 2)
        grid.addWidget(words, line, 1)
        grid.addWidget(muted(item.how_late), line, 2, Qt.AlignmentFlag.AlignTop)
        opener = link(item.case)
        opener.setAccessibleName(f"Open {item.case}: {item.text}")
        opener.clicked.connect(partial(self.item_opened.emit, item))
        grid.addWidget(opener, line, 3, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Line("line"), line + 1, 0, 1, 4)
