"""The school's calendar at work: typed, read from a file, shown before it counts, and saved with its reason."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.moments import describe
from safeguard_app.services import school_calendar
from safeguard_app.services.calendar_reading import ReadCalendar
from safeguard_app.services.form_drafts import FormDraft, FormName
from safeguard_app.services.school_calendar import CalendarView
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.incidents.time_readers import ahead_reader
from safeguard_app.ui.messages import Message, Messages
from safeguard_app.ui.people.day_field import DayField
from safeguard_app.ui.settings.calendar_panels import CalendarPanel, EventsPanel
from safeguard_app.ui.settings.calendar_section import CalendarSection
from safeguard_app.ui.settings.section_keeper import SectionKeeper
from safeguard_app.ui.tasks import TaskRunner

ChooseFile = Callable[[QWidget, Callable[[Path], None]], None]
"""Ask for a calendar file over a widget and hand it over; nothing when the user thinks better of it."""


class CalendarPresenter(QObject):
    """Belongs to the Settings page.

    Signals:
        changed(object): the calendar was saved; carries Changes.
        brought_up(): the section is to be scrolled to.
    """

    changed = Signal(object)
    brought_up = Signal()

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        messages: Messages,
        section: CalendarSection,
        parent: QObject | None = None,
    ) -> None:
        """Nothing is shown yet."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._section = section
        self._view: CalendarView | None = None
        self._wanted = False
        self._resuming: FormDraft | None = None
        self.keeper = SectionKeeper(session, tasks, messages, section, self)
        self.choose_file: ChooseFile = _system_dialog
        section.change_asked.connect(self._change)
        section.file_asked.connect(self._ask_file)

    def read(self) -> None:
        """Read the calendar again."""
        operation = partial(school_calendar.calendar_view, self._session)
        self._tasks.run(operation, self._show, self._messages.show_problem, owner=self)

    def bring_up(self) -> None:
        """Bring the calendar into view once it is read."""
        self._wanted = True
        self.read()

    def _show(self, view: object) -> None:
        assert isinstance(view, CalendarView)
        self._view = view
        self._section.facts.show_calendar(view)
        draft, self._resuming = self._resuming, None
        if draft is not None:
            self._open(draft)
        if self._wanted:
            self._wanted = False
            self._section.change_button.setFocus()
            self.brought_up.emit()

    def resume(self, draft: FormDraft) -> None:
        """Go on with a draft, once the calendar is read."""
        self._resuming = draft
        self.bring_up()

    def _change(self) -> None:
        self._open()

    def _open(self, draft: FormDraft | None = None) -> None:
        if self._view is not None:
            self.keeper.open(FormName.CALENDAR, partial(self._panel, self._view), draft=draft)

    def _panel(self, view: CalendarView) -> CalendarPanel:
        panel = CalendarPanel(self._day_field, view)
        panel.preview_wanted.connect(partial(self._preview, panel))
        panel.submitted.connect(partial(self._save, panel))
        return panel

    def _day_field(self, label: str) -> DayField:
        zone = self._session.zone
        reader = ahead_reader(self._session.now, zone)
        return DayField(label, reader, partial(describe, zone=zone, long=True), zone, placeholder="3/9/2026")

    def _preview(self, panel: CalendarPanel, entries: object) -> None:
        assert isinstance(entries, tuple)
        self._tasks.run(
            partial(school_calendar.preview, self._session, entries),
            panel.show_preview,
            panel.show_problem,
            owner=panel,
        )

    def _save(self, panel: CalendarPanel) -> None:
        panel.set_busy(True)
        self._tasks.run(
            partial(
                school_calendar.change,
                self._session,
                panel.entries(),
                panel.reason.text(),
                version=panel.version,
            ),
            self._saved,
            panel.show_problem,
            owner=panel,
        )

    def _saved(self, changes: object) -> None:
        assert isinstance(changes, Changes)
        self.keeper.done()
        self.read()
        self.changed.emit(changes)

    def _ask_file(self) -> None:
        self.choose_file(self._section, self._read_file)

    def _read_file(self, path: Path) -> None:
        self._tasks.run(
            partial(school_calendar.read_file, self._session, path),
            self._file_read,
            self._messages.show_problem,
            owner=self,
        )

    def _file_read(self, read: object) -> None:
        assert isinstance(read, ReadCalendar)
        if not read.events:
            why = " ".join(read.left_out) or "It holds no event with a day."
            self._messages.show(Message("Calendar file", "Nothing in this file could be taken.", why))
            return
        self.keeper.leave()
        panel = EventsPanel(read)
        panel.submitted.connect(partial(self._take, panel))
        self._section.open_panel(panel)

    def _take(self, panel: EventsPanel) -> None:
        try:
            days = panel.days()
        except RuleViolation as problem:
            panel.show_problem(problem)
            return
        self._open()
        opened = self._section.panel
        if isinstance(opened, CalendarPanel):
            opened.take_in(days, "Dates taken from a calendar file")


def _system_dialog(over: QWidget, chosen: Callable[[Path], None]) -> None:
    dialog = QFileDialog(over.window(), "The calendar file with the dates of terms")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(["Calendar files (*.ics)", "All files (*)"])

    def accepted(name: str) -> None:
        chosen(Path(name))

    dialog.fileSelected.connect(accepted)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
