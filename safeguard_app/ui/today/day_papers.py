"""What of the day goes out of the program: the sheet of paper for each part, and dates for a calendar."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from safeguard_app.domain.identifiers import Compartment
from safeguard_app.services import day_sheet
from safeguard_app.services.day_sheet import CALENDAR_FILE, CalendarWish, DayParts
from safeguard_app.services.session import Changes, Session
from safeguard_app.system.paths import documents_folder
from safeguard_app.ui.messages import Answer, Message, Messages
from safeguard_app.ui.tasks import TaskRunner
from safeguard_app.ui.today.calendar_sheet import CalendarSheet

ChoosePlace = Callable[[QWidget, Path], Path | None]
_CANCEL = Answer("cancel", "Cancel")


class DayPapers(QObject):
    """Asked for on Today.

    Signals:
        sheet_requested(object): show the day sheet of a part, to be printed; carries the Compartment.
        said(str): a sentence for the status bar.
    """

    sheet_requested = Signal(object)
    said = Signal(str)

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        messages: Messages,
        over: QWidget,
        parent: QObject | None = None,
    ) -> None:
        """``over`` is the page that sheets lie over."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._over = over
        self.choose_place: ChoosePlace = _place_by_dialog
        self.open_sheet: CalendarSheet | None = None

    def print_day(self) -> None:
        """The sheet of the one part there is, or of the part that is chosen."""
        self._read(self._choose_part)

    def for_calendar(self) -> None:
        """Ask what goes in, then where to save."""
        self._read(self._open_sheet)

    def _read(self, then: Callable[[object], None]) -> None:
        self._tasks.run(
            partial(day_sheet.day_parts, self._session), then, self._messages.show_problem, owner=self
        )

    def _choose_part(self, found: object) -> None:
        assert isinstance(found, DayParts)
        if len(found.parts) == 1:
            self.sheet_requested.emit(found.parts[0][0])
            return
        answers = [
            Answer(part.value, _capital(name), filled=not place)
            for place, (part, name) in enumerate(found.parts)
        ]
        message = Message(
            "Day sheet",
            "Each part of the log has a sheet of its own.",
            "A case number of a part that few people read tells whoever sees the sheet that there is such a case. Each "
            "sheet is kept where its readers are.",
            answers=(*answers, _CANCEL),
        )
        self._messages.show(message, self._part_chosen)

    def _part_chosen(self, pressed: str) -> None:
        if pressed != _CANCEL.key:
            self.sheet_requested.emit(Compartment(pressed))

    def _open_sheet(self, found: object) -> None:
        assert isinstance(found, DayParts)
        sheet = CalendarSheet(may_have_others=len(found.parts) > 1)
        sheet.chosen.connect(self._save)
        self.open_sheet = sheet
        sheet.open_over(self._over.window())

    def _save(self, wish: object) -> None:
        assert isinstance(wish, CalendarWish)
        place = self.choose_place(self._over.window(), documents_folder() / CALENDAR_FILE)
        if place is not None:
            self._tasks.run(
                partial(day_sheet.save_calendar, self._session, place, wish),
                self._saved,
                self._messages.show_problem,
                owner=self,
            )

    def _saved(self, changes: object) -> None:
        assert isinstance(changes, Changes)
        self.said.emit(changes.said)


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _place_by_dialog(window: QWidget, proposed: Path) -> Path | None:
    """The system's own dialog. It only ever sees the place of the file."""
    chosen, _ = QFileDialog.getSaveFileName(window, "Save due dates", str(proposed), "Calendar (*.ics)")
    if not chosen:
        return None
    place = Path(chosen)
    return place if place.suffix else place.with_suffix(".ics")
