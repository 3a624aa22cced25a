"""A declaration drive at work: beginning, entering what comes back, the slips, and the form of what is declared."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from safeguard_app.domain.declaration_drives import ReturnKind
from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import declaration_drives, drive_pages
from safeguard_app.services.drive_views import DriveRow, DriveView
from safeguard_app.services.form_drafts import FormDraft, FormName, new_draft
from safeguard_app.services.paper_views import DrivePaper, DriveSheet
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.declarations.drive_page import DrivePage
from safeguard_app.ui.declarations.drive_panel import DrivePanel
from safeguard_app.ui.declarations.signed_sheet import SignedSheetIntake
from safeguard_app.ui.messages import Answer, Message, Messages
from safeguard_app.ui.people.day_field import DayField
from safeguard_app.ui.people.reason_sheet import ReasonSheet
from safeguard_app.ui.people.register_tools import SchoolTime
from safeguard_app.ui.people.sheet_keeper import SheetKeeper
from safeguard_app.ui.tasks import TaskRunner
from safeguard_app.ui.theme.meanings import Meaning

_END = Message(
    "End the drive",
    "Nothing more can be entered in it. Who returned what, and who did not, stays as it stands.",
    "",
    Meaning.DUE,
    answers=(Answer("end", "End the drive", filled=True), Answer("cancel", "Go on with it")),
)
_TAKE_BACK = "The return stays on file, marked as taken back, and the slip is waited for again."


class DriveFlow(QObject):
    """Drives the page. Everything of the log runs on the vault's thread.

    Signals:
        wrote(object): something was written; carries Changes.
        declares(object): open the form of a declaration; carries the PersonRef of the adult.
        declaration_opened(object): show a declaration; carries its Reference.
        print_requested(object): preview slips or the chase list; carries the DrivePaper.
        sheet_opened(object): see a scanned slip; carries the Reference of the evidence item.
    """

    wrote = Signal(object)
    declares = Signal(object)
    declaration_opened = Signal(object)
    print_requested = Signal(object)
    sheet_opened = Signal(object)

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        messages: Messages,
        sheets: SheetKeeper,
        intake: SignedSheetIntake,
        parent: QObject | None = None,
    ) -> None:
        """Build the page; nothing is read yet. ``intake`` asks the question before a slip's scan is chosen."""
        super().__init__(parent)
        self._intake = intake
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._sheets = sheets
        times = SchoolTime(session)
        today = session.now().astimezone(session.zone).date()
        day = DayField("Day on the slip", times.read, times.say, session.zone, "14/9")
        self.page = DrivePage(DrivePanel(day, today))
        self._wanted: Reference | None = None
        self._declaring: tuple[Reference, str] | None = None
        self._connect()

    @property
    def panel(self) -> DrivePanel:
        """The panel of the page."""
        return self.page.panel

    @property
    def declaring(self) -> bool:
        """Whether the form of a declaration is open for what a slip declares."""
        return self._declaring is not None

    def open(self, *, focus: bool = True) -> None:
        """Read it afresh; with ``focus`` the keyboard goes to the code, or to beginning one."""
        self._run(partial(drive_pages.view, self._session, self._wanted), partial(self._read, focus))

    def resume(self, draft: FormDraft) -> None:
        """Ask again for a reason that was being typed."""
        self._wanted = draft.about
        operation = partial(drive_pages.view, self._session, self._wanted)
        self._run(operation, partial(self._ask_again, draft))

    def kept(self, reference: Reference) -> bool:
        """A declaration was entered: where it is what a slip declares, it is linked. Whether it was that."""
        declaring, self._declaring = self._declaring, None
        day = self.panel.day.day()
        if declaring is None or day is None:
            return False
        drive, code = declaring
        operation = partial(
            declaration_drives.enter_return,
            self._session,
            drive,
            code,
            ReturnKind.DECLARED,
            day,
            how=self.panel.how_given(),
            declaration_made=reference,
        )
        self._run(operation, self._written)
        return True

    def forget(self) -> None:
        """The form was left: nothing is linked."""
        self._declaring = None

    def _connect(self) -> None:
        page, panel = self.page, self.page.panel
        page.begin_requested.connect(self._begin)
        page.code_given.connect(self._code_given)
        page.drive_chosen.connect(self._drive_chosen)
        page.join_requested.connect(self._join)
        page.end_requested.connect(self._end_asked)
        page.slips_requested.connect(partial(self._print, DriveSheet.SLIPS))
        page.chase_requested.connect(partial(self._print, DriveSheet.CHASE))
        panel.nil_requested.connect(partial(self._enter, ReturnKind.NIL))
        panel.left_requested.connect(partial(self._enter, ReturnKind.LEFT))
        panel.declares_requested.connect(self._declares)
        panel.take_back_requested.connect(self._take_back_asked)
        panel.slip_requested.connect(self._print_slip)
        panel.opened.connect(self.declaration_opened)
        panel.link_requested.connect(self._link)
        panel.sheet_opened.connect(self.sheet_opened)
        panel.sheet.asked.connect(self._ask_sheet)

    def _run(self, operation: Callable[[], object], done: Callable[[object], None]) -> None:
        self._tasks.run(operation, done, self._refused, owner=self.page)

    def _read(self, focus: bool, view: object) -> None:
        assert isinstance(view, DriveView)
        self.page.show_view(view)
        if focus:
            self.page.first_focus().setFocus()

    def _drive(self) -> Reference | None:
        view = self.page.view
        return view.page.reference if view is not None and view.page is not None else None

    def _chosen(self) -> tuple[Reference, DriveRow] | None:
        drive, shown = self._drive(), self.panel.row
        return (drive, shown) if drive is not None and shown is not None else None

    def _begin(self, title: str) -> None:
        self._run(partial(declaration_drives.begin, self._session, title), self._begun)

    def _begun(self, result: object) -> None:
        assert isinstance(result, tuple)
        self._wanted, changes = result
        self._written(changes)

    def _drive_chosen(self, drive: object) -> None:
        assert isinstance(drive, Reference)
        self._wanted = drive
        self.open(focus=False)

    def _code_given(self, typed: str) -> None:
        if (drive := self._drive()) is not None:
            self._run(partial(declaration_drives.code_of, self._session, drive, typed), self._found)

    def _found(self, code: object) -> None:
        """The row of the slip opens, and the one key that most slips need has the keyboard."""
        self._faults({})
        if isinstance(code, str) and self.page.choose(code):
            panel = self.panel
            target = panel.declares_button if panel.nil_button.isHidden() else panel.nil_button
            target.setFocus()

    def _enter(self, kind: ReturnKind) -> None:
        found, day = self._chosen(), self.panel.day_typed()
        if found is None or day is None:
            return
        drive, shown = found
        how = self.panel.how_given()
        sheet = self.panel.sheet.sheet if kind is ReturnKind.NIL else None
        operation = partial(
            declaration_drives.enter_return, self._session, drive, shown.code, kind, day, how=how, sheet=sheet
        )
        self._run(operation, self._written)

    def _ask_sheet(self) -> None:
        if (drive := self._drive()) is not None:
            self._intake.ask(self.panel.sheet, drive)

    def _link(self, declaration: object) -> None:
        found = self._chosen()
        if found is not None and isinstance(declaration, Reference) and self.panel.day_typed() is not None:
            self._declaring = (found[0], found[1].code)
            self.kept(declaration)

    def _declares(self) -> None:
        found = self._chosen()
        if found is not None and self.panel.day_typed() is not None:
            self._declaring = (found[0], found[1].code)
            self.declares.emit(found[1].adult)

    def _join(self) -> None:
        if (drive := self._drive()) is not None:
            self._run(partial(declaration_drives.ask_joiners, self._session, drive), self._written)

    def _end_asked(self) -> None:
        self._messages.show(_END, self._end_answered)

    def _end_answered(self, pressed: str) -> None:
        drive = self._drive()
        if pressed == "end" and drive is not None:
            self._run(partial(declaration_drives.end, self._session, drive), self._written)

    def _take_back_asked(self) -> None:
        if (found := self._chosen()) is not None:
            self._ask_take_back(*found)

    def _ask_take_back(self, drive: Reference, shown: DriveRow) -> None:
        sheet = ReasonSheet(f"Take back: {shown.name}", _TAKE_BACK, "Take the return back")
        sheet.given.connect(partial(self._take_back, drive, shown.code))
        draft = new_draft(FormName.RETURN_TAKEN_BACK, drive, 0, shown.name, of=shown.code)
        self._sheets.open(sheet, sheet.fields, draft, self.page)

    def _ask_again(self, draft: FormDraft, view: object) -> None:
        self._read(True, view)
        if self.page.choose(draft.of):
            self._take_back_asked()

    def _take_back(self, drive: Reference, code: str, reason: str) -> None:
        operation = partial(declaration_drives.take_back, self._session, drive, code, reason)
        self._run(operation, self._written)

    def _print(self, sheet: DriveSheet) -> None:
        if (drive := self._drive()) is not None:
            codes = self.page.slips() if sheet is DriveSheet.SLIPS else ()
            self.print_requested.emit(DrivePaper(drive, sheet, codes))

    def _print_slip(self) -> None:
        if (found := self._chosen()) is not None:
            self.print_requested.emit(DrivePaper(found[0], DriveSheet.SLIPS, (found[1].code,)))

    def _written(self, changes: object) -> None:
        assert isinstance(changes, Changes)
        self._sheets.came_about()
        self._faults({})
        self.panel.sheet.clear()
        self.page.code.clear()
        self.wrote.emit(changes)
        self.open()

    def _refused(self, problem: KnownProblem) -> None:
        """What was refused is said beside its field; nothing typed is lost, nor a scan that was not read yet."""
        self.panel.sheet.not_kept()
        if isinstance(problem, RuleViolation) and problem.fields.keys() <= {"title", "code", "on"}:
            self._faults(problem.fields)
            return
        self._messages.show_problem(problem, "Nothing was entered")

    def _faults(self, fields: dict[str, str]) -> None:
        self.page.title_field.set_error(fields.get("title", ""))
        self.page.code_field.set_error(fields.get("code", ""))
        self.panel.day_field.set_error(fields.get("on", ""))
        if "code" in fields:
            self.page.code.setFocus()
