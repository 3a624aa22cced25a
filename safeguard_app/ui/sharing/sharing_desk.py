"""Drives sharing, from wherever it is asked for: what goes to whom, the check, the ways out, the receipt."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.errors import Cancelled, KnownProblem, RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.moments import Moment, describe
from safeguard_app.services import (
    outgoing_register,
    sharing,
    sharing_asked,
    sharing_checks,
    sharing_choices,
    sharing_in_view,
    sharing_since,
)
from safeguard_app.services.form_drafts import FormDraft, FormName, new_draft
from safeguard_app.services.opening import user_id
from safeguard_app.services.outgoing_register import WentLine, WentOut
from safeguard_app.services.paper_leaving import Outside
from safeguard_app.services.paper_protected import ProtectedCopy
from safeguard_app.services.paper_views import OutgoingPaper, SharingPaper
from safeguard_app.services.session import Changes, Session
from safeguard_app.services.sharing_asked import LeftOutOf
from safeguard_app.services.sharing_views import (
    PaperChoice,
    ReceiptInput,
    SharingChoices,
    SharingInput,
    SharingView,
)
from safeguard_app.services.ways_out import NotAllSaved
from safeguard_app.ui.copies.words_first import WordsFirst
from safeguard_app.ui.evidence.passphrase_sheet import PassphraseSheet, of_protected
from safeguard_app.ui.incidents.time_field import TimeField
from safeguard_app.ui.incidents.time_readers import ahead_reader, past_reader
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.paper.paper_desk import IssuedPaper, PaperDesk, RecordPaper
from safeguard_app.ui.people.form_part import FormPage
from safeguard_app.ui.people.reason_sheet import ReasonSheet
from safeguard_app.ui.people.sheet_keeper import SheetKeeper
from safeguard_app.ui.sharing.check_sheet import CheckSheet
from safeguard_app.ui.sharing.register_sheet import RegisterSheet
from safeguard_app.ui.sharing.said_sheet import SaidSheet
from safeguard_app.ui.sharing.saving_places import (
    ABOUT_TO_SAVE,
    ANOTHER,
    OVER,
    ChoosePlaces,
    about_to_write_over,
    choose_places_by_dialog,
    file_names,
    in_the_way,
)
from safeguard_app.ui.sharing.shared_prints import SharedPrints
from safeguard_app.ui.sharing.sharing_page import SharingPage
from safeguard_app.ui.sharing.sharing_sheet import SharingSheet
from safeguard_app.ui.tasks import TaskRunner
from safeguard_app.ui.widgets.modal_sheet import ModalSheet


class SharingDesk(QObject):
    """One for the window, from unlock to lock.

    Signals:
        changed(object): something was written; carries Changes.
        said(str): a sentence for the status bar.
        drafts_changed(): a draft was begun, kept or ended.
        record_asked(object): open a record that something went out of; carries its Reference.
    """

    changed = Signal(object)
    said = Signal(str)
    drafts_changed = Signal()
    record_asked = Signal(object)

    def __init__(
        self, session: Session, tasks: TaskRunner, messages: Messages, window: QWidget, papers: PaperDesk
    ) -> None:
        """``window`` is what sheets lie over; ``papers`` shows and prints."""
        super().__init__(window)
        self._session, self._tasks, self._messages = session, tasks, messages
        self._window, self._papers = window, papers
        self.choose_places: ChoosePlaces = choose_places_by_dialog
        self.sheets = SheetKeeper(session, tasks, messages, self)
        self.sheets.drafts_changed.connect(self.drafts_changed)
        self._words = WordsFirst(tasks, self)
        self.sheet: SharingSheet | None = None
        self.page: SharingPage | None = None
        self.over: ModalSheet | None = None
        """What is asked over the page: a passphrase, a signature, a receipt, a reason."""
        self.told: PassphraseSheet | None = None
        self.register: RegisterSheet | None = None
        papers.changed.connect(self._heard)
        papers.outside_asked.connect(self._share)

    def flush(self, then: Callable[[], None]) -> None:
        """Keep what is typed, then go on: before locking."""
        self.sheets.flush(then)

    def begin(self, incident: Reference, ticked: str = "") -> None:
        """Choose what of a record goes to whom. ``ticked`` is the key of a document that was in view."""
        self._begin(Outside(incident, ticked))

    def _begin(self, wanted: Outside) -> None:
        if self.sheet is None:
            operation = partial(sharing_in_view.offered, self._session, wanted)
            self._run(operation, partial(self._offer, wanted))

    def _share(self, wanted: object) -> None:
        """What somebody was about to print or save is for somebody outside."""
        assert isinstance(wanted, Outside)
        if wanted.sharing is not None:
            self.show(wanted.sharing)
        else:
            self._begin(wanted)

    def show(self, place: Reference) -> None:
        """One sharing as it stands."""
        if self.page is None:
            self._run(partial(sharing_since.page_of, self._session, place), self._show)

    def resume(self, draft: FormDraft) -> None:
        """Open the sheet again that a draft was left in; its words are found there."""
        assert draft.about is not None
        if draft.form_name is FormName.SHARE:
            self._begin(Outside(draft.about, apart=draft.of))
            return
        asks = {
            FormName.SHARING_INK: self._ask_ink,
            FormName.SHARING_RECEIPT: self._ask_receipt,
            FormName.SHARING_BACK: self._ask_back,
        }
        ask = asks[draft.form_name]

        def go(view: SharingView) -> None:
            self._show(view)
            ask()

        self._run(partial(sharing_since.page_of, self._session, draft.about), go)

    # ------------------------------------------------------------ what went out

    def list_all(self) -> None:
        """Everything that ever went out."""
        self.list_with("")

    def list_with(self, text: str) -> None:
        """What of everything that went out holds ``text``, such as a case number."""
        if self.register is None:
            self._run(partial(outgoing_register.went_out, self._session), partial(self._show_register, text))

    def _show_register(self, text: str, found: WentOut) -> None:
        sheet = RegisterSheet(found, text)
        sheet.line_opened.connect(self._open_line)
        sheet.print_asked.connect(self._print_register)
        sheet.closed.connect(self._register_closed)
        self.register = sheet
        sheet.open_over(self._window)

    def _register_closed(self) -> None:
        self.register = None

    def _open_line(self, line: object) -> None:
        assert isinstance(line, WentLine)
        if line.sharing is not None:
            self.show(line.sharing)
        elif line.document is not None:
            self._papers.preview(IssuedPaper("Issued document", line.document))
        elif line.record is not None and self.register is not None:
            self.register.accept()
            self.record_asked.emit(line.record)

    def _print_register(self, job: object) -> None:
        assert isinstance(job, OutgoingPaper)
        self._papers.preview(RecordPaper("Register of what went out", job))

    # ------------------------------------------------------------ what goes

    def _offer(self, wanted: Outside, choices: SharingChoices) -> None:
        due = TimeField(
            "Receipt wanted by", ahead_reader(self._session.now, self._session.zone), self._describe
        )
        sheet = SharingSheet(choices, due, wanted)
        sheet.given.connect(self._prepare)
        sheet.outlook_asked.connect(self._work_out)
        sheet.closed.connect(self._sheet_closed)
        self.sheet = sheet
        draft = new_draft(FormName.SHARE, choices.incident, name=choices.case, of=wanted.apart)
        draft = replace(draft, in_view=sharing_in_view.kept_of(choices))
        self.sheets.open(sheet, sheet.boxes, draft, self._window)

    def _work_out(self, given: object) -> None:
        """Read only, as for a copy for somebody: nothing is made or kept."""
        self._run_over(sharing_asked.left_out, given, self._worked_out)

    def _run_over(self, operation: Callable[..., object], given: object, done: Callable[..., None]) -> None:
        """With the words in the pictures that would go read before, beside everything else."""
        assert isinstance(given, SharingInput) and self.sheet is not None
        asked = (self._session, given, self._in_view())
        then = partial(self._run, partial(operation, *asked), done, self._not_made)
        self._words.begin(partial(sharing_asked.read_first, *asked), self.sheet.reading, then, self._not_made)

    def _in_view(self) -> tuple[PaperChoice, ...]:
        """Documents that were in view where sharing was asked for, and are none of the record's own."""
        return self.sheet.choices.beside if self.sheet is not None else ()

    def _worked_out(self, found: tuple[LeftOutOf, ...]) -> None:
        if self.sheet is not None:
            self.sheet.show_left_out(found)

    def _prepare(self, given: object) -> None:
        self._run_over(_prepared, given, self._made)

    def _made(self, made: tuple[SharingView, Changes]) -> None:
        view, changes = made
        if self.sheet is not None:
            self.sheet.accept()
        self.sheets.came_about()
        self._tell(changes)
        self._show(view)

    def _not_made(self, problem: KnownProblem) -> None:
        if isinstance(problem, RuleViolation) and self.sheet is not None:
            self.sheet.show_errors(problem.fields)
            return
        if self.sheet is not None:
            self.sheet.set_busy(False)
            self.sheet.left_out.forget()
        self._messages.show_problem(problem, "The documents were not made")

    def _sheet_closed(self) -> None:
        self._words.stop()
        self.sheet = None

    # ------------------------------------------------------------ one sharing

    def _show(self, view: SharingView) -> None:
        if self.page is not None:
            self.page.show_view(view)
            return
        page = SharingPage(view)
        self.page = page
        page.document_asked.connect(self._look)
        page.passphrase_asked.connect(self._ask_passphrase)
        page.ink_asked.connect(self._ask_ink)
        page.line_asked.connect(self._print_line)
        page.urgent_asked.connect(self._urgent)
        page.print_asked.connect(self._print)
        page.save_asked.connect(self._save)
        page.protect_asked.connect(self._protect)
        page.receipt_asked.connect(self._ask_receipt)
        page.back_asked.connect(self._ask_back)
        page.closed.connect(self._page_closed)
        page.open_over(self._window)

    def _page_closed(self) -> None:
        self.page = None

    def _look(self, document: object) -> None:
        assert isinstance(document, Reference)
        self._papers.preview(IssuedPaper("Document to be shared", document))

    def _print_line(self) -> None:
        if self.page is not None:
            self._papers.preview(RecordPaper("Sharing sheet", SharingPaper(self.page.view.reference)))

    def _urgent(self) -> None:
        self._act(lambda view: partial(sharing_checks.urgent, self._session, view))

    def _ask_passphrase(self) -> None:
        if self.page is None:
            return
        sheet = CheckSheet(self.page.view)
        sheet.signed.connect(self._sign)
        self._open_over(sheet)
        sheet.open_over(self._window)

    def _sign(self, user: object, passphrase: str) -> None:
        sheet, page = self.over, self.page
        if page is None or not isinstance(sheet, CheckSheet):
            return
        operation = partial(sharing_checks.check_here, self._session, page.view, user_id(user), passphrase)
        self._run(self._then_view(operation, page.view.reference), self._acted, sheet.show_problem)

    def _ask_ink(self) -> None:
        if self.page is None:
            return
        at = self._past("When it was signed")
        sheet = SaidSheet(
            "A signature on paper",
            "Somebody other than whoever prepared it has looked at the documents and signed the sheet. Keep the paper "
            "with the file.",
            ("who", "Who signed?"),
            ("signed_at", "When?", at),
        )
        sheet.given.connect(self._ink)
        self._ask(sheet, sheet.boxes, FormName.SHARING_INK)

    def _ink(self, who: str, at: object, _how: str) -> None:
        assert isinstance(at, Moment)
        self._act(lambda view: partial(sharing_checks.check_on_paper, self._session, view, who, at))

    def _ask_receipt(self) -> None:
        if self.page is None:
            return
        at = self._past("When it arrived")
        sheet = SaidSheet(
            "Receipt",
            f"That {self.page.view.to} has what was shared.",
            ("by_name", "Who has it now?"),
            ("at", "When did it arrive?", at),
            self._hows(),
        )
        sheet.given.connect(self._receive)
        self._ask(sheet, sheet.boxes, FormName.SHARING_RECEIPT)

    def _receive(self, who: str, at: object, how: str) -> None:
        assert isinstance(at, Moment)
        given = ReceiptInput(at, who, how)
        self._act(lambda view: partial(sharing.receive, self._session, view.reference, given))

    def _ask_back(self) -> None:
        if self.page is None:
            return
        sheet = ReasonSheet(
            "Not shared after all",
            "Nothing of it goes out any more. The line stays on the record and in the register, and says so.",
            "Do not share it",
        )
        sheet.given.connect(self._back)
        self._ask(sheet, sheet.fields, FormName.SHARING_BACK)

    def _back(self, reason: str) -> None:
        self._act(lambda view: partial(sharing.take_back, self._session, view.reference, reason))

    # ------------------------------------------------------------ ways out

    def _print(self) -> None:
        if self.page is not None:
            place = self.page.view.reference
            self._papers.print_together("Shared documents", SharedPrints(self._session, place))

    def _heard(self, changes: object) -> None:
        """The desk of papers noted that something was printed: the page in view may be what it was of."""
        assert isinstance(changes, Changes)
        if self.page is not None and self.page.view.reference in changes.touched:
            place = self.page.view.reference
            self._run(partial(sharing_since.page_of, self._session, place), self._show_again)

    def _show_again(self, view: SharingView) -> None:
        if self.page is not None:
            self.page.show_view(view)

    def _save(self) -> None:
        self._messages.show(ABOUT_TO_SAVE, self._save_answered)

    def _save_answered(self, pressed: str) -> None:
        if pressed == "save":
            self._choose("", self._save_at)

    def _save_at(self, places: tuple[Path, ...]) -> None:
        self._act(lambda view: partial(sharing.save_out, self._session, view.reference, places))

    def _protect(self) -> None:
        self._choose(" protected", self._protect_at)

    def _protect_at(self, places: tuple[Path, ...]) -> None:
        if self.page is not None:
            place = self.page.view.reference
            operation = partial(sharing.protect_out, self._session, place, places)
            self._run(operation, self._protected, self._not_acted)

    def _choose(self, ending: str, go: Callable[[tuple[Path, ...]], None]) -> None:
        """Ask where the files go, and once more where there are some of their names in a folder."""
        if self.page is None:
            return
        places = self.choose_places(self._window, file_names(self.page.view, ending))
        if places:
            self._run(partial(in_the_way, places), partial(self._look_first, ending, go, places))

    def _look_first(
        self,
        ending: str,
        go: Callable[[tuple[Path, ...]], None],
        places: tuple[Path, ...],
        there: tuple[str, ...],
    ) -> None:
        def said(pressed: str) -> None:
            if pressed == ANOTHER:
                self._choose(ending, go)
            elif pressed == OVER:
                go(places)

        if there:
            self._messages.show(about_to_write_over(there), said)
        else:
            go(places)

    def _protected(self, made: tuple[tuple[ProtectedCopy, ...], Changes]) -> None:
        copies, changes = made
        sheet = PassphraseSheet(of_protected(*copies))
        self.told = sheet
        sheet.closed.connect(self._forget)
        sheet.open_over(self._window)
        self._tell(changes)
        self._heard(changes)

    def _forget(self) -> None:
        self.told = None

    # ------------------------------------------------------------ doing it

    def _ask(self, sheet: ModalSheet, boxes: FormPage, form: FormName) -> None:
        """Open a sheet over the page of which a draft is kept."""
        assert self.page is not None
        self._open_over(sheet)
        view = self.page.view
        self.sheets.open(sheet, boxes, new_draft(form, view.reference, name=view.case), self._window)

    def _open_over(self, sheet: ModalSheet) -> None:
        self.over = sheet
        sheet.closed.connect(self._over_closed)

    def _over_closed(self) -> None:
        self.over = None

    def _act(self, act: Callable[[SharingView], Callable[[], Changes]]) -> None:
        if self.page is not None:
            view = self.page.view
            self._run(self._then_view(act(view), view.reference), self._acted, self._not_acted)

    def _then_view(
        self, operation: Callable[[], Changes], place: Reference
    ) -> Callable[[], tuple[SharingView, Changes]]:
        """The act and how it stands after it. Reads no page: that may be closed before the act is done."""
        return partial(_done, self._session, operation, place)

    def _acted(self, done: tuple[SharingView, Changes]) -> None:
        view, changes = done
        if self.over is not None:
            self.over.accept()
        self.sheets.came_about()
        self._show_again(view)
        if self.page is not None:
            self.page.first_focus().setFocus()
        self._tell(changes)

    def _not_acted(self, problem: KnownProblem) -> None:
        if isinstance(problem, RuleViolation) and isinstance(self.over, SaidSheet):
            self.over.show_errors(problem.fields)
        elif isinstance(problem, NotAllSaved):
            self._tell(problem.changes)
            self._heard(problem.changes)
            self._messages.show_problem(problem, problem.heading)
        elif not isinstance(problem, Cancelled):
            self._messages.show_problem(problem, "Nothing was changed")

    def _run(
        self,
        operation: Callable[[], object],
        done: Callable[..., None],
        failed: Callable[[KnownProblem], None] | None = None,
    ) -> None:
        self._tasks.run(operation, done, failed or self._messages.show_problem, owner=self)

    def _tell(self, changes: Changes) -> None:
        self.changed.emit(changes)
        self.said.emit(changes.said)

    def _past(self, label: str) -> TimeField:
        reader = past_reader(self._session.now, self._session.zone)
        return TimeField(label, reader, self._describe, placeholder="today 1430")

    def _describe(self, moment: Moment) -> str:
        return describe(moment, zone=self._session.zone, long=True)

    def _hows(self) -> tuple[tuple[str, str], ...]:
        return sharing_choices.receipt_ways(self._session)


def _done(
    session: Session, operation: Callable[[], Changes], place: Reference
) -> tuple[SharingView, Changes]:
    changes = operation()
    return sharing_since.page_of(session, place), changes


def _prepared(
    session: Session, given: SharingInput, beside: tuple[PaperChoice, ...]
) -> tuple[SharingView, Changes]:
    place, changes = sharing.prepare(session, given, beside)
    return sharing_since.page_of(session, place), changes
