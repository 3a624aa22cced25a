"""Drives a subject-access bundle from the page of a person: decided on, looked at, printed or saved."""

from functools import partial

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.services import access_bundles, access_items
from safeguard_app.services.access_bundles import AccessForm, AccessView
from safeguard_app.services.audience_outlook import CopyOffer, OfferedPerson
from safeguard_app.services.form_drafts import FormName, new_draft
from safeguard_app.services.paper_views import AccessBundlePaper, AccessLogPaper
from safeguard_app.services.part_names import capital, part_name
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.copies.access_sheet import AccessSheet
from safeguard_app.ui.copies.audience_desk import AudienceDesk
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.people.sheet_keeper import SheetKeeper
from safeguard_app.ui.tasks import TaskRunner

Parts = tuple[tuple[Compartment, str], ...]


class AccessDesk(QObject):
    """One over the page of people.

    Signals:
        changed(object): something was kept; carries Changes.
        said(str): a sentence for the status bar.
        preview_requested(object): look at the bundle or its log; carries the job.
        share_requested(object): share the bundle with whoever asked; carries the job.
        drafts_changed(): a draft was begun, kept or ended.
    """

    changed = Signal(object)
    said = Signal(str)
    preview_requested = Signal(object)
    share_requested = Signal(object)
    drafts_changed = Signal()

    def __init__(
        self, session: Session, tasks: TaskRunner, messages: Messages, over: QWidget, parent: QObject
    ) -> None:
        """The sheets open over ``over``."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._over = over
        self.sheets = SheetKeeper(session, tasks, messages, self)
        self.words = SheetKeeper(session, tasks, messages, self)
        self.copies = AudienceDesk(session, tasks, messages, self.words, over, self)
        self.sheet: AccessSheet | None = None
        for keeper in (self.sheets, self.words):
            keeper.drafts_changed.connect(self.drafts_changed)
        self.copies.changed.connect(self.changed)
        self.copies.said.connect(self.said)
        self.copies.preview_requested.connect(self.preview_requested)

    def open(self, person: Reference, part: Compartment | None = None) -> None:
        """Decide what somebody is given of one part of the log, the first that holds something unless given."""
        operation = partial(_read, self._session, person, part)
        self._tasks.run(operation, partial(self._read, person), self._problem, owner=self)

    def flush(self, then: object) -> None:
        """Keep what is typed, then go on: before locking."""
        assert callable(then)
        self.sheets.flush(partial(self.words.flush, then))

    def _read(self, person: Reference, found: object) -> None:
        assert isinstance(found, tuple)
        shown, parts = found
        assert isinstance(shown, AccessView)
        sheet = AccessSheet(shown, parts)
        self.sheet = sheet
        sheet.kept.connect(partial(self._keep, person))
        sheet.part_chosen.connect(partial(self._other_part, person))
        for pressed, asked, kind in (
            (sheet.bundle_requested, self.preview_requested, AccessBundlePaper),
            (sheet.log_requested, self.preview_requested, AccessLogPaper),
            (sheet.share_requested, self.share_requested, AccessBundlePaper),
        ):
            pressed.connect(partial(self._ask_for, asked, kind))
        sheet.left_out_requested.connect(self._left_out)
        sheet.closed.connect(partial(self._closed, sheet))
        draft = new_draft(FormName.ACCESS, person, name=shown.person.name, of=shown.part.value)
        self.sheets.open(sheet, sheet.boxes, draft, self._over)

    def _keep(self, person: Reference, form: object) -> None:
        assert isinstance(form, AccessForm) and self.sheet is not None
        operation = partial(access_bundles.keep, self._session, self.sheet.shown, form)
        self._tasks.run(
            operation, partial(self._kept, person, self.sheet.shown.part), self._problem, owner=self
        )

    def _kept(self, person: Reference, part: Compartment, result: object) -> None:
        assert isinstance(result, tuple)
        changes = result[1]
        assert isinstance(changes, Changes)
        self.changed.emit(changes)
        self.said.emit(changes.said)
        if self.sheet is not None:
            self.sheet.accept()
        self.sheets.came_about()
        self.open(person, part)

    def _other_part(self, person: Reference, part: object) -> None:
        assert isinstance(part, Compartment)
        if self.sheet is not None:
            self.sheet.reject()
        self.open(person, part)

    def _ask_for(self, asked: SignalInstance, kind: type[AccessBundlePaper] | type[AccessLogPaper]) -> None:
        if self.sheet is not None and (bundle := self.sheet.shown.bundle) is not None:
            asked.emit(kind(bundle.reference))

    def _left_out(self) -> None:
        """What the bundle leaves out of what is given, and what is chosen over it."""
        if self.sheet is None or (bundle := self.sheet.shown.bundle) is None:
            return
        people = tuple(OfferedPerson(one, one.name) for one in bundle.content.subjects)
        offer = CopyOffer(
            bundle.reference, ((AccessBundlePaper(bundle.reference), "Subject-access bundle"),), people
        )
        person = bundle.content.person
        draft = new_draft(
            FormName.ACCESS_CHOICE, person.reference, name=person.name, of=bundle.reference.compartment.value
        )
        self.copies.show(offer, draft, Audience.SUBJECT_ACCESS)

    def _problem(self, problem: KnownProblem) -> None:
        if isinstance(problem, RuleViolation) and self.sheet is not None:
            self.sheet.show_errors(problem.fields)
        else:
            self._messages.show_problem(problem, "Nothing was changed")

    def _closed(self, sheet: AccessSheet) -> None:
        if self.sheet is sheet:
            self.sheet = None


def _read(session: Session, person: Reference, part: Compartment | None) -> tuple[AccessView, Parts]:
    there = access_items.parts_with(session, person) or (Compartment.DAILY,)
    chosen = part if part in there else there[0]
    named = tuple((one, capital(part_name(session, one))) for one in there)
    return access_bundles.view(session, person, chosen), named
