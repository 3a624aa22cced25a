"""Everything that can be done with a document, for every page of the window: look, print, save.

What goes out of an open log is issued first: its exact bytes are kept and the audit knows their hash before anything
leaves the program. With no log open a blank form is printed or saved as it is; the recovery key's sheet always is,
because to keep it would be to keep the key.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from safeguard_app.domain.errors import Cancelled, KnownProblem
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import page_pictures, paper, paper_leaving, paper_protected
from safeguard_app.services.paper_leaving import MayLeave, Outside
from safeguard_app.services.paper_protected import ProtectedCopy
from safeguard_app.services.paper_views import Issued, PaperJob, Preview
from safeguard_app.services.session import Changes, Session
from safeguard_app.services.ways_out import NOT_ASKED, OWN_FILE, Leaving
from safeguard_app.system.atomic_files import write_whole
from safeguard_app.system.paths import documents_folder
from safeguard_app.ui.desktop.printing import Printing, printing_here
from safeguard_app.ui.evidence.passphrase_sheet import PassphraseSheet, of_protected
from safeguard_app.ui.messages import Answer, Message, Messages
from safeguard_app.ui.paper.own_or_outside import INSTEAD, NO_RECORD, OUTSIDE, OWN, question
from safeguard_app.ui.paper.preview_sheet import PreviewSheet
from safeguard_app.ui.paper.print_run import PrintEnds, PrintRun, Prints, Sheaf
from safeguard_app.ui.paper.print_sheet import PrintAnswer, PrintSheet
from safeguard_app.ui.tasks import Lane, TaskRunner
from safeguard_app.ui.theme.meanings import Meaning

NO_CHANGES = Changes()
KEPT = "The document is kept with its record."
ChoosePlace = Callable[[QWidget, Path], Path | None]
"""Asks where to save, proposing a file; None when the user thinks better of it."""
_ABOUT_TO_SAVE = Message(
    "Save a readable copy",
    "The saved file can be read by anyone who can open it. The log cannot protect it or take it back.",
    "Save it where only those who need it can reach it, and delete it when it is no longer needed.",
    Meaning.DUE,
    answers=(Answer("save", "Choose where to save", filled=True), Answer("cancel", "Cancel")),
)


@dataclass(frozen=True, slots=True)
class RecordPaper:
    """A document of a record. ``title`` names its kind for title bars: no person's name."""

    title: str
    job: PaperJob
    leaving: Leaving = NOT_ASKED
    """Whether somebody said that it is for the school's own file."""


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """A document that was issued earlier, as it is kept."""

    title: str
    document: Reference
    leaving: Leaving = NOT_ASKED


@dataclass(frozen=True, slots=True)
class FormPaper:
    """A form that belongs to no record: ``make`` gives its preview. ``may_save`` is False for the recovery key.

    ``only_to_look``: it is not printed either, as nothing of it is kept yet.
    """

    title: str
    make: Callable[[], Preview]
    may_save: bool = True
    only_to_look: bool = False


Asked = RecordPaper | IssuedPaper
Paper = Asked | FormPaper


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Bytes on their way out. ``document`` is None for what is not kept."""

    title: str
    pdf: bytes
    file_name: str
    document: Reference | None
    changes: Changes = NO_CHANGES
    leaving: Leaving = NOT_ASKED


class PaperDesk(QObject):
    """One for the window, from unlock to lock.

    Signals:
        changed(object): something was written; carries Changes for the broadcast.
        said(str): a sentence for the status bar.
        outside_asked(object): what was to be printed or saved is for somebody outside; carries the Outside to share.
    """

    changed = Signal(object)
    said = Signal(str)
    outside_asked = Signal(object)

    def __init__(
        self,
        session: Session | None,
        tasks: TaskRunner,
        messages: Messages,
        window: QWidget,
        *,
        printing: Printing | None = None,
        choose_place: ChoosePlace | None = None,
    ) -> None:
        """``window`` is what sheets lie over; printing and the file dialog are those of the system unless given.

        Without a ``session`` no log is open: then only forms that belong to no record can be shown.
        """
        super().__init__(window)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._window = window
        self._pictures = page_pictures.PagePictures(session.looking_in if session is not None else None)
        self._printing = printing if printing is not None else printing_here(self._pictures.images)
        self._choose_place = choose_place if choose_place is not None else choose_place_by_dialog
        self.open_sheet: PreviewSheet | None = None
        self.open_print_sheet: PrintSheet | None = None
        self.told: PassphraseSheet | None = None

    def preview(self, wanted: Paper) -> None:
        """Open the document over the window."""
        sheet = PreviewSheet(wanted.title, self._tasks, self._pictures.image)
        only_to_look = isinstance(wanted, FormPaper) and wanted.only_to_look
        may_save = not isinstance(wanted, FormPaper) or wanted.may_save
        sheet.save_button.setVisible(may_save and not only_to_look)
        sheet.print_button.setVisible(not only_to_look)
        sheet.print_asked.connect(partial(self.print, wanted))
        sheet.save_asked.connect(partial(self.save, wanted))
        sheet.protect_button.setVisible(not isinstance(wanted, FormPaper))
        sheet.protect_asked.connect(partial(self.protect, wanted))
        self.open_sheet = sheet
        sheet.closed.connect(self._preview_closed)
        sheet.open_over(self._window)
        self._tasks.run(
            partial(_looked_at, self._session, wanted),
            partial(self._show_in, sheet),
            partial(self._preview_failed, sheet),
            owner=sheet,
        )

    def print(self, wanted: Paper) -> None:
        """Ask for whom and how, make and keep the document, then send it to the printer."""
        self._ask_for_whom(wanted, self._ask_how)

    def save(self, wanted: Paper) -> None:
        """Ask for whom, warn, ask where, make and keep the document, then write the file."""
        self._ask_for_whom(wanted, self._warn)

    def protect(self, wanted: Paper) -> None:
        """The same, for a copy that a passphrase opens, which is shown once."""
        self._ask_for_whom(wanted, self._name_protected)

    def share(self, wanted: Asked) -> None:
        """A page's own key for sharing what it would print. What stands in no record says so."""
        self._tasks.run(
            partial(_outside, _opened(self._session), wanted), self._hand_over, self._problem, owner=self
        )

    def _hand_over(self, outside: MayLeave | None) -> None:
        """It is for somebody outside: sharing takes the place of the sheet in view, or why it cannot is said."""
        if not isinstance(outside, Outside):
            self._messages.show(INSTEAD[outside] if outside is not None else NO_RECORD)
            return
        if self.open_sheet is not None:
            self.open_sheet.reject()
        self.outside_asked.emit(outside)

    def _ask_for_whom(self, wanted: Paper, go: Callable[[Paper], None]) -> None:
        """What may leave the school is asked about once; everything else goes on."""
        if self._session is None or isinstance(wanted, FormPaper):
            go(wanted)
            return
        self._tasks.run(
            partial(_outside, self._session, wanted),
            partial(self._for_whom, wanted, go),
            self._problem,
            owner=self,
        )

    def _for_whom(self, wanted: Asked, go: Callable[[Paper], None], outside: MayLeave | None) -> None:
        if outside is None or (isinstance(outside, Outside) and not outside.asked):
            go(wanted)
        else:
            self._messages.show(question(wanted.title), partial(self._for_whom_said, wanted, go, outside))

    def _for_whom_said(
        self, wanted: Asked, go: Callable[[Paper], None], outside: MayLeave, pressed: str
    ) -> None:
        if pressed == OWN:
            go(replace(wanted, leaving=OWN_FILE))
        elif pressed == OUTSIDE:
            self._hand_over(outside)

    def _ask_how(self, wanted: Paper) -> None:
        self._ask_printer(wanted.title, partial(self._print, wanted))

    def _ask_printer(self, title: str, answered: Callable[[PrintAnswer], None]) -> None:
        sheet = PrintSheet(title)
        self.open_print_sheet = sheet
        sheet.answered.connect(answered)
        sheet.open_over(self._window)
        self._tasks.run(
            self._printing.printers, sheet.show_printers, self._problem, owner=sheet, lane=Lane.GENERAL
        )

    def _warn(self, wanted: Paper) -> None:
        self._messages.show(_ABOUT_TO_SAVE, partial(self._save_answered, wanted))

    def _name_protected(self, wanted: Paper) -> None:
        self._tasks.run(
            partial(_protected_name, self._session, wanted),
            partial(self._ask_protected_place, wanted),
            self._problem,
            owner=self,
        )

    def _print(self, wanted: Paper, answer: PrintAnswer) -> None:
        self._run(_OnePrint(self._session, wanted), answer)

    def print_together(self, title: str, prints: Prints) -> None:
        """Ask how, then send several documents one after the other; ``prints`` notes that, and gives their bytes."""
        self._ask_printer(title, partial(self._run, prints))

    def _run(self, prints: Prints, answer: PrintAnswer) -> None:
        ends = PrintEnds(self._tell, self.said.emit, self._problem)
        PrintRun(self._tasks, self._messages, self._printing, prints, answer, ends, self).start()

    def _save_answered(self, wanted: Paper, pressed: str) -> None:
        if pressed != "save":
            return
        self._tasks.run(
            partial(_proposed_name, self._session, wanted),
            partial(self._ask_place, wanted),
            self._problem,
            owner=self,
        )

    def _ask_place(self, wanted: Paper, file_name: str) -> None:
        place = self._choose_place(self._window, documents_folder() / file_name)
        if place is None:
            return
        self._tasks.run(
            partial(_made, self._session, wanted), partial(self._write, place), self._problem, owner=self
        )

    def _ask_protected_place(self, wanted: Paper, file_name: str) -> None:
        place = self._choose_place(self._window, documents_folder() / file_name)
        if place is None:
            return
        self._tasks.run(
            partial(_made, self._session, wanted),
            partial(self._write_protected, place),
            self._problem,
            owner=self,
        )

    def _write_protected(self, place: Path, outgoing: Outgoing) -> None:
        assert outgoing.document is not None
        self._tell(outgoing.changes)
        self._tasks.run(
            partial(
                paper_protected.save_protected,
                _opened(self._session),
                outgoing.document,
                place,
                leaving=outgoing.leaving,
            ),
            self._show_passphrase,
            partial(self._not_written, outgoing),
            owner=self,
        )

    def _show_passphrase(self, made: ProtectedCopy) -> None:
        sheet = PassphraseSheet(of_protected(made))
        self.told = sheet
        sheet.closed.connect(self._told)
        sheet.open_over(self._window)
        self._tell(made.changes)

    def _told(self) -> None:
        self.told = None

    def _write(self, place: Path, outgoing: Outgoing) -> None:
        self._tell(outgoing.changes)
        self._tasks.run(
            partial(_written, self._session, outgoing, place),
            self._tell,
            partial(self._not_written, outgoing),
            owner=self,
        )

    def _not_written(self, outgoing: Outgoing, problem: KnownProblem) -> None:
        if isinstance(problem, Cancelled):
            return
        kept = f" {KEPT}" if outgoing.document is not None else ""
        self._messages.show(
            Message("The file was not saved", f"{problem.sentence}{kept}", problem.next_step, Meaning.LATE)
        )

    def _tell(self, changes: Changes) -> None:
        if changes.kinds:
            self.changed.emit(changes)
        if changes.said:
            self.said.emit(changes.said)

    def _show_in(self, sheet: PreviewSheet, shown: tuple[Preview, MayLeave | None]) -> None:
        preview, outside = shown
        sheet.show_document(preview.pdf, preview.pages, preview.since)
        sheet.share_button.setVisible(isinstance(outside, Outside))
        sheet.share_asked.connect(partial(self._hand_over, outside))
        if preview.waits:
            sheet.only_to_look()

    def _preview_closed(self) -> None:
        self.open_sheet = None

    def _preview_failed(self, sheet: PreviewSheet, problem: KnownProblem) -> None:
        sheet.reject()
        self._problem(problem)

    def _problem(self, problem: KnownProblem) -> None:
        self._messages.show_problem(problem, "The document was not made")


def choose_place_by_dialog(window: QWidget, proposed: Path) -> Path | None:
    """The system's own dialog. It only ever sees the place of a copy that the user wants outside the log."""
    chosen, _ = QFileDialog.getSaveFileName(window, "Save PDF", str(proposed), "PDF (*.pdf)")
    if not chosen:
        return None
    place = Path(chosen)
    return place if place.suffix else place.with_suffix(".pdf")


def _opened(session: Session | None) -> Session:
    """The open log. Asking for a record's document without one is a mistake in the program."""
    if session is None:
        raise LookupError("no log is open")
    return session


def _look(session: Session | None, wanted: Paper) -> Preview:
    match wanted:
        case RecordPaper():
            return paper.preview(_opened(session), wanted.job)
        case FormPaper():
            return wanted.make()
        case IssuedPaper():
            kept = paper.open_issued(_opened(session), wanted.document)
            pages = page_pictures.PagePictures(_opened(session).looking_in).count(kept.pdf)
            return Preview(kept.pdf, wanted.title, pages, kept.file_name, kept.since, kept.waits)


def _looked_at(session: Session | None, wanted: Paper) -> tuple[Preview, MayLeave | None]:
    shown = _look(session, wanted)
    if session is None or isinstance(wanted, FormPaper):
        return shown, None
    return shown, _outside(session, wanted)


def _made(session: Session | None, wanted: Paper) -> Outgoing:
    """The bytes that go out: issued now, as issued before, or of a sheet that is not kept."""
    match wanted:
        case RecordPaper():
            made = paper.issue(_opened(session), wanted.job)
        case IssuedPaper():
            made = paper.open_issued(_opened(session), wanted.document)
        case FormPaper():
            preview = wanted.make()
            if session is None or not wanted.may_save:
                return Outgoing(wanted.title, preview.pdf, preview.file_name, None)
            made = paper.issue_form(session, preview)
    leaving = NOT_ASKED if isinstance(wanted, FormPaper) else wanted.leaving
    return replace(_outgoing(wanted.title, made), leaving=leaving)


def _outside(session: Session, wanted: Asked) -> MayLeave | None:
    """What would be shared of it, where it may be for somebody outside."""
    if isinstance(wanted, RecordPaper):
        return paper_leaving.may_leave(session, wanted.job)
    return paper_leaving.outside_of_issued(session, wanted.document)


def _outgoing(title: str, made: Issued) -> Outgoing:
    return Outgoing(title, made.pdf, made.file_name, made.document, made.changes)


class _OnePrint:
    """One document on its way to a printer: made or opened, and noted where it is kept."""

    def __init__(self, session: Session | None, wanted: Paper) -> None:
        self._session, self._wanted = session, wanted
        self._made: Outgoing | None = None

    def ready(self) -> Sheaf:
        """Make it, once: what is sent again are the same bytes."""
        self._made = made = _made(self._session, self._wanted)
        return Sheaf((made.pdf,), made.changes, KEPT if made.document is not None else "")

    def going(self, _number: int, answer: PrintAnswer) -> Changes:
        """Its event, where it is kept."""
        made = self._made
        if made is None or made.document is None:
            return NO_CHANGES
        return paper.printed(
            _opened(self._session),
            made.document,
            answer.copies,
            answer.collected_by,
            leaving=made.leaving,
        )

    def refused(self, _number: int, _answer: PrintAnswer) -> Changes:
        """Its event came to nothing."""
        made = self._made
        if made is None or made.document is None:
            return NO_CHANGES
        return paper.not_printed(_opened(self._session), made.document)

    def done(self, _sent: int, _answer: PrintAnswer) -> Changes:
        """Nothing more is to be said of it."""
        return NO_CHANGES


def _proposed_name(session: Session | None, wanted: Paper) -> str:
    """The name to propose, a case number or what the form is: nothing is issued before a place was chosen."""
    return _look(session, wanted).file_name


def _protected_name(session: Session | None, wanted: Paper) -> str:
    return paper_protected.protected_name(_proposed_name(session, wanted))


def _written(session: Session | None, outgoing: Outgoing, place: Path) -> Changes:
    if outgoing.document is None:
        write_whole(place, outgoing.pdf, for_good=False)
        return Changes(said="Saved.")
    return paper.save_copy(_opened(session), outgoing.document, place, leaving=outgoing.leaving)
