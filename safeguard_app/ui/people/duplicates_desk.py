"""People who may be entered twice, at work: the list, merging, telling apart, and taking merged entries apart again."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.services import merging, people
from safeguard_app.services.form_drafts import FormDraft, FormName, new_draft
from safeguard_app.services.merging import EntryWords, PairWords
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.people.duplicates_sheet import DuplicatesSheet, MergeSheet, SamePersonSheet
from safeguard_app.ui.people.people_page import PeoplePage
from safeguard_app.ui.people.reason_sheet import ReasonSheet
from safeguard_app.ui.people.sheet_keeper import SheetKeeper
from safeguard_app.ui.tasks import Lane, TaskControl, TaskRunner, Urgency
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.people_field import PersonRow

APART = (
    "The two entries become two people again, by further versions with your reason. Records go back to the entry they"
    " name. What was typed since the merge stays on the entry that went on."
)


@dataclass(frozen=True, slots=True)
class _Seen:
    """How many pairs there were when the daily log had so many events."""

    head: int
    pairs: int


class DuplicatesDesk(QObject):
    """Sheets over the page of people.

    Signals:
        changed(object): two entries became one, or two again; carries Changes for the broadcast.
    """

    changed = Signal(object)

    def __init__(
        self, session: Session, tasks: TaskRunner, messages: Messages, page: PeoplePage, parent: QObject
    ) -> None:
        """Nothing is read yet."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._people = page
        self.open_sheet: ModalSheet | None = None
        self.sheets = SheetKeeper(session, tasks, messages, self)
        self._seen = -1
        page.list_pane.duplicates_requested.connect(self.open)
        page.record.part_requested.connect(self._ask_part)
        page.record.same_requested.connect(self._ask_who)
        page.came_up.connect(self.look)

    def open(self) -> None:
        """Look through the register and show who may be entered twice."""
        self._tasks.run(
            partial(merging.duplicates, self._session),
            self._show,
            self._messages.show_problem,
            owner=self._people,
        )

    def look(self) -> None:
        """Behind everything else: how many pairs there are, said over the list; asked again only after a change."""
        self._tasks.run_long(
            partial(_counted, self._session, self._seen),
            self._looked,
            self._messages.show_problem,
            owner=self._people,
            lane=Lane.VAULT,
            urgency=Urgency.UNHURRIED,
        )

    def _looked(self, found: object) -> None:
        if isinstance(found, _Seen):
            self._seen = found.head
            self._people.list_pane.propose(found.pairs)

    def _show(self, pairs: object) -> None:
        assert isinstance(pairs, tuple)
        sheet = DuplicatesSheet(pairs)
        sheet.merge_asked.connect(self._ask_merge)
        sheet.apart_asked.connect(self._tell_apart)
        self._open(sheet)

    def _ask_who(self) -> None:
        view = self._people.record.view
        if view is None:
            return
        sheet = SamePersonSheet(view.page.name)
        sheet.searched.connect(partial(self._search, sheet, view.reference))
        sheet.chosen.connect(partial(self._pair, view.reference))
        self._open(sheet)

    def _search(self, sheet: SamePersonSheet, own: Reference, words: str) -> None:
        operation = partial(people.suggest, self._session, words)
        self._tasks.run(operation, partial(_offer, sheet, own, words), owner=sheet)

    def _pair(self, own: Reference, other: object) -> None:
        assert isinstance(other, Reference)
        operation = partial(merging.pair_of, self._session, own, other)
        self._tasks.run(operation, self._ask_merge, self._messages.show_problem, owner=self._people)

    def _ask_merge(self, pair: object) -> None:
        assert isinstance(pair, PairWords)
        sheet = MergeSheet(pair)
        sheet.looked.connect(partial(self._look, sheet))
        sheet.given.connect(partial(self._merge, sheet))
        self.open_sheet = sheet
        one, other = sorted((pair.one, pair.other), key=lambda entry: entry.reference.id)
        name = f"{one.name} and {other.name}"
        draft = new_draft(FormName.MERGED, one.reference, name=name, of=other.reference.id)
        self.sheets.open(sheet, sheet.boxes, draft, self._people)
        self._look(sheet, pair.one)

    def _look(self, sheet: MergeSheet, _kept: object) -> None:
        operation = partial(
            merging.would_take_over, self._session, sheet.kept.reference, sheet.gone.reference
        )
        self._tasks.run(operation, sheet.show_taken, sheet.show_problem, owner=sheet)

    def _merge(self, sheet: MergeSheet, kept: object, reason: str) -> None:
        assert isinstance(kept, EntryWords)
        operation = partial(merging.merge, self._session, kept.reference, sheet.gone.reference, reason)
        self._tasks.run(operation, partial(self._merged, sheet), sheet.show_problem, owner=sheet)

    def _merged(self, sheet: MergeSheet, changes: object) -> None:
        sheet.done_well()
        self.sheets.came_about()
        self._written(changes)
        self.open()

    def _tell_apart(self, pair: object) -> None:
        assert isinstance(pair, PairWords)
        operation = partial(merging.tell_apart, self._session, pair.one.reference, pair.other.reference)
        self._tasks.run(operation, self._told_apart, self._messages.show_problem, owner=self._people)

    def _told_apart(self, changes: object) -> None:
        self._written(changes)
        self.open()

    def _ask_part(self, kept: object, gone: str) -> None:
        assert isinstance(kept, Reference)
        sheet = ReasonSheet("Take merged entries apart?", APART, "Take them apart")
        sheet.given.connect(partial(self._part, kept, RecordId(gone)))
        self.open_sheet = sheet
        self.sheets.open(sheet, sheet.fields, new_draft(FormName.MERGED_APART, kept, of=gone), self._people)

    def resume(self, draft: FormDraft) -> None:
        """Ask again why two entries are merged, or taken apart, with the words that were left."""
        assert draft.about is not None
        if draft.form_name is FormName.MERGED_APART:
            self._ask_part(draft.about, draft.of)
            return
        other = Reference(draft.about.compartment, RecordId(draft.of))
        self._tasks.run(
            partial(merging.pair_of, self._session, draft.about, other),
            self._ask_merge,
            partial(self._not_paired, draft),
            owner=self._people,
        )

    def _not_paired(self, draft: FormDraft, problem: KnownProblem) -> None:
        """Two that are one by now: there is nothing to go on with."""
        if isinstance(problem, merging.AlreadyOne):
            self.sheets.let_go(draft.id)
        self._messages.show_problem(problem, "Not merged")

    def _part(self, kept: Reference, gone: RecordId, reason: str) -> None:
        operation = partial(merging.part, self._session, kept, gone, reason)
        self._tasks.run(operation, self._parted, self._not_parted, owner=self._people)

    def _parted(self, changes: object) -> None:
        self.sheets.came_about()
        self._written(changes)

    def _not_parted(self, problem: KnownProblem) -> None:
        self._messages.show_problem(problem, "Not taken apart")

    def _written(self, changes: object) -> None:
        assert isinstance(changes, Changes)
        self.changed.emit(changes)
        self.look()

    def _open(self, sheet: ModalSheet) -> None:
        self.open_sheet = sheet
        sheet.open_over(self._people)


def _counted(session: Session, seen: int, control: TaskControl) -> _Seen | None:
    head = session.vault.daily.head.number
    return None if head == seen else _Seen(head, len(merging.duplicates(session, control)))


def _offer(sheet: SamePersonSheet, own: Reference, words: str, found: object) -> None:
    assert isinstance(found, list)
    rows = [
        PersonRow(one.person.reference, one.name, one.detail, one.count)
        for one in found
        if one.person.reference != own
    ]
    sheet.people.offer(rows, words)
