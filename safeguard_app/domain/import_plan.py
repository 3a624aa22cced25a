"""What bringing a file in would do, worked out before anything is written."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import RecordId
from safeguard_app.domain.import_changes import FieldChange, changed_person, is_here, new_person
from safeguard_app.domain.import_fields import FIELD_WORDS, ImportField
from safeguard_app.domain.import_matching import (
    Match,
    Matching,
    MatchQuestion,
    OnRegister,
    Register,
    match_rows,
)
from safeguard_app.domain.import_rows import ReadRows, RowFault, RowPerson, RowRemark
from safeguard_app.domain.people import Person, PersonKind
from safeguard_app.domain.person_checks import checked_person

_FIELDS = {
    "name": FIELD_WORDS[ImportField.FULL_NAME],
    "date_of_birth": FIELD_WORDS[ImportField.DATE_OF_BIRTH],
    "on_roll": FIELD_WORDS[ImportField.STARTED],
    "posts": FIELD_WORDS[ImportField.POST],
}
Step = Callable[[int, int], None]
SOMEBODY_NEW = "new"
LEAVE_OUT = ""
"""Answers to a question beside the id of a candidate."""


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody who would be added."""

    row: RowPerson
    person: Person


@dataclass(frozen=True, slots=True)
class ChangedPerson:
    """Somebody who would be changed, and in what."""

    row: RowPerson
    known: OnRegister
    person: Person
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """All of it. ``leaving`` came from a file before and stand in this one no more; ``by_hand`` were typed in."""

    new: tuple[NewPerson, ...]
    changed: tuple[ChangedPerson, ...]
    same: tuple[Match, ...]
    questions: tuple[MatchQuestion, ...]
    faults: tuple[RowFault, ...]
    remarks: tuple[RowRemark, ...]
    leaving: tuple[OnRegister, ...] = ()
    by_hand: tuple[OnRegister, ...] = ()

    @property
    def does_something(self) -> bool:
        """Whether bringing it in would write anything of the people in the file."""
        return bool(self.new or self.changed)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is needed to work it out beside the rows: the register, what was answered, who came from files before."""

    people: tuple[OnRegister, ...]
    today: date
    brought_in: Mapping[RecordId, PersonKind] = field(default_factory=dict)
    everybody: frozenset[PersonKind] = frozenset()
    """Of whom the file holds everybody: who is missing of these has left."""
    answers: Mapping[int, str] = field(default_factory=dict)
    """By row: the id of the person it is, ``SOMEBODY_NEW``, or ``LEAVE_OUT``."""


def import_plan(read: ReadRows, asked: Asked, step: Step = lambda _done, _all: None) -> ImportPlan:
    """What bringing the rows in would do."""
    matching = match_rows(read.people, Register(asked.people))
    matches, new, faults = _answered(matching, asked)
    making = _Making(asked.today)
    total = len(matches) + len(new)
    for place, match in enumerate(matches):
        making.change(match)
        _tell(step, place, total)
    for place, row in enumerate(new):
        making.add(row)
        _tell(step, len(matches) + place, total)
    leaving, by_hand = _missing(read, matching, matches, asked)
    every_fault = sorted((*read.faults, *faults, *making.faults), key=lambda one: one.row)
    return ImportPlan(
        tuple(making.new),
        tuple(making.changed),
        tuple(making.same),
        matching.questions,
        tuple(every_fault),
        read.remarks,
        leaving,
        by_hand,
    )


def _tell(step: Step, place: int, total: int) -> None:
    if place % 200 == 0:
        step(place, total)


class _Making:
    """Makes each entry as it would be, and looks at it as the form does."""

    def __init__(self, today: date) -> None:
        self.new: list[NewPerson] = []
        self.changed: list[ChangedPerson] = []
        self.same: list[Match] = []
        self.faults: list[RowFault] = []
        self._today = today

    def add(self, row: RowPerson) -> None:
        person = self._checked(row, new_person(row, self._today))
        if person is not None:
            self.new.append(NewPerson(row, person))

    def change(self, match: Match) -> None:
        made, changes = changed_person(match.known.person, match.row, self._today)
        if not changes:
            self.same.append(match)
            return
        person = self._checked(match.row, made)
        if person is not None:
            self.changed.append(ChangedPerson(match.row, match.known, person, changes))

    def _checked(self, row: RowPerson, person: Person) -> Person | None:
        try:
            return checked_person(person, self._today)
        except RuleViolation as wrong:
            for name, sentence in wrong.fields.items():
                self.faults.append(
                    RowFault(row.row, _FIELDS.get(name, name.replace("_", " ").capitalize()), sentence)
                )
            return None


def _answered(matching: Matching, asked: Asked) -> tuple[list[Match], list[RowPerson], list[RowFault]]:
    """Questions with an answer become matches and new people; a person can be said to be one row only."""
    matches, new, faults = list(matching.matches), list(matching.new), list(matching.faults)
    taken = {match.known.id: match.row.row for match in matches}
    for question in matching.questions:
        answer = asked.answers.get(question.row.row, LEAVE_OUT)
        if answer == SOMEBODY_NEW:
            new.append(question.row)
            continue
        chosen = next((one for one in question.candidates if one.id == answer), None)
        if chosen is None:
            continue
        if chosen.id in taken:
            faults.append(
                RowFault(question.row.row, "Name", f"Row {taken[chosen.id]} is already this person.")
            )
            continue
        taken[chosen.id] = question.row.row
        matches.append(Match(question.row, chosen))
    return matches, sorted(new, key=lambda row: row.row), faults


def _missing(
    read: ReadRows, matching: Matching, matches: Sequence[Match], asked: Asked
) -> tuple[tuple[OnRegister, ...], tuple[OnRegister, ...]]:
    """Who is here by the register and in no row of the file: from earlier files, and typed in by hand."""
    if not asked.everybody:
        return (), ()
    seen = {match.known.id for match in matches}
    seen |= {one.id for question in matching.questions for one in question.candidates}
    seen |= _of_faulty_rows(read, matching, asked.people)
    missing = [one for one in asked.people if one.id not in seen and _here_as(one, asked)]
    leaving = tuple(one for one in missing if one.id in asked.brought_in)
    return leaving, tuple(one for one in missing if one.id not in asked.brought_in)


def _here_as(one: OnRegister, asked: Asked) -> bool:
    return any(is_here(one.person, kind, asked.today) for kind in asked.everybody)


def _of_faulty_rows(read: ReadRows, matching: Matching, people: Iterable[OnRegister]) -> set[RecordId]:
    """Whoever a row speaks of that cannot be brought in: they are in the file all the same."""
    faulty = {fault.row for fault in matching.faults}
    rows = [*(row for row in read.people if row.row in faulty), *read.unread]
    if not rows:
        return set()
    register = Register(people)
    return {one.id for row in rows for one in (*register.of_number(row.numbers), *register.of_name(row))}
