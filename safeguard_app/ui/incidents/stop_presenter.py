"""Acts of the stop on a record: quarantine, police directions, a record closed to files, and things held elsewhere."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import held_items, quarantine, words_only
from safeguard_app.services.evidence_views import EvidenceView
from safeguard_app.services.form_drafts import FormName
from safeguard_app.services.quarantine import QuarantineView
from safeguard_app.services.session import Changes
from safeguard_app.ui.evidence.held_item_sheet import HeldItemSheet
from safeguard_app.ui.evidence.police_direction_sheet import PoliceDirectionSheet
from safeguard_app.ui.evidence.quarantine_sheet import QuarantineSheet
from safeguard_app.ui.incidents.over_record import OverRecord, RecordDesk
from safeguard_app.ui.messages import Answer, Message
from safeguard_app.ui.people.reason_sheet import ReasonSheet
from safeguard_app.ui.theme.meanings import Meaning

_ASK = (
    "It is hidden at once from every page, list, search and document, and is not opened again. Nothing is deleted, and "
    "nothing is copied: the sealed file is put apart as it is, for the police."
)
_CLOSE = (
    "No file, paste, drop or screen capture is taken into this record from now on. What is kept in it stays; an "
    "exhibit that should not have been kept is put in quarantine."
)
_OPEN = "Files can be added again, after the question. Only if you know that it concerns no indecent image of a child."


class StopPresenter(OverRecord):
    """Drives them for the record in view. See :class:`OverRecord` for its signals."""

    def __init__(self, desk: RecordDesk, parent: QObject | None = None) -> None:
        """Nothing is asked."""
        super().__init__(desk, parent)
        self.sheet: QWidget | None = None
        """The sheet opened last, for tests."""

    def quarantine(self, exhibit: EvidenceView) -> None:
        """It should never have been kept: hide it now. Asked once."""
        question = Message(
            f"Put {exhibit.exhibit} in quarantine?",
            "For an image that may be an indecent image of a child, or anything else nobody may keep.",
            _ASK,
            Meaning.DUE,
            answers=(Answer("go", "Quarantine now", filled=True), Answer("leave", "Cancel, change nothing")),
            keyboard="leave",
        )
        self._messages.show(question, partial(self._quarantine_answered, exhibit))

    def show(self, exhibit: EvidenceView) -> None:
        """What to do about one in quarantine."""
        self._show(exhibit.item)

    def close_to_files(self, incident: Reference) -> None:
        """No file into this record any more, with a reason."""
        sheet = ReasonSheet("Words only from now on", _CLOSE, "Take no more files")
        act = partial(words_only.close_to_files, self._session, incident)
        self._ask_reason(sheet, act, FormName.WORDS_ONLY, incident)

    def open_to_files(self, incident: Reference) -> None:
        """The flag was a mistake."""
        sheet = ReasonSheet("Allow files again", _OPEN, "Allow files again")
        act = partial(words_only.open_to_files, self._session, incident)
        self._ask_reason(sheet, act, FormName.FILES_AGAIN, incident)

    def record_held(self) -> None:
        """A device or a paper that is kept elsewhere: recorded in words, on a record in words only too."""
        view = self._page.view
        if view is not None:
            sheet = HeldItemSheet(self._tools.time_field("Since when"))
            sheet.entered.connect(partial(self._held_entered, sheet, view.reference))
            self.sheet = sheet
            self._ask_over(sheet, sheet.boxes, FormName.HELD_ITEM, view.reference)

    def _held_entered(self, sheet: HeldItemSheet, incident: Reference) -> None:
        def kept(changes: object) -> None:
            sheet.accept()
            self._done(changes)

        operation = partial(held_items.add, self._session, incident, sheet.item())
        self._tasks.run(operation, kept, sheet.show_problem, owner=sheet)

    def _ask_reason(
        self, sheet: ReasonSheet, act: Callable[[str], Changes], form: FormName, incident: Reference
    ) -> None:
        sheet.given.connect(lambda reason: self._run(partial(act, reason), self._done))
        self.sheet = sheet
        self._ask_over(sheet, sheet.fields, form, incident)

    def _quarantine_answered(self, exhibit: EvidenceView, key: str) -> None:
        if key == "go":
            self._run(
                partial(quarantine.quarantine, self._session, exhibit.item, version=exhibit.version),
                partial(self._done_and_show, exhibit.item),
            )

    def _show(self, item: Reference) -> None:
        self._run(partial(quarantine.view, self._session, item), self._viewed)

    def _viewed(self, view: object) -> None:
        assert isinstance(view, QuarantineView)
        sheet = QuarantineSheet(view)
        sheet.direction_requested.connect(partial(self._direct, view))
        sheet.carry_out_requested.connect(partial(self._carry_out, view))
        self._open(sheet)

    def _direct(self, view: QuarantineView) -> None:
        sheet = PoliceDirectionSheet(view.exhibit, self._tools.time_field("When they said so"))
        sheet.entered.connect(partial(self._direction_entered, sheet, view))
        self.sheet = sheet
        self._ask_over(sheet, sheet.boxes, FormName.POLICE_DIRECTION, view.item)

    def _direction_entered(self, sheet: PoliceDirectionSheet, view: QuarantineView) -> None:
        def kept(changes: object) -> None:
            sheet.accept()
            self.desk.sheets.came_about()
            self._done_and_show(view.item, changes)

        operation = partial(
            quarantine.direct, self._session, view.item, *sheet.answer(), version=view.version
        )
        self._tasks.run(operation, kept, sheet.show_problem, owner=sheet)

    def _carry_out(self, view: QuarantineView) -> None:
        question = Message(
            "Carry out what the police directed?",
            view.direction,
            "A removal cannot be undone: the file and its key are destroyed. What was done, and by whom, stays.",
            Meaning.DUE,
            answers=(
                Answer("back", "Back to what was directed"),
                Answer("go", "Carry it out", filled=True),
                Answer("leave", "Cancel, change nothing"),
            ),
        )
        self._messages.show(question, partial(self._carry_out_answered, view))

    def _carry_out_answered(self, view: QuarantineView, key: str) -> None:
        if key == "go":
            self._run(
                partial(quarantine.carry_out, self._session, view.item, version=view.version), self._tell
            )
        elif key == "back":
            self._show(view.item)

    def _open(self, sheet: QuarantineSheet | PoliceDirectionSheet | ReasonSheet | HeldItemSheet) -> None:
        self.sheet = sheet
        sheet.open_over(self._page)

    def _done_and_show(self, item: Reference, changes: object) -> None:
        self._tell(changes)
        self._show(item)
