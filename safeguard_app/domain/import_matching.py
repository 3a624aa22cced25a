"""Who on the register a row of an export is: by the school system's own numbers, else by name and date of birth.

Nobody is taken for somebody by name alone. Where anything speaks against it, or two entries could be meant, it is a
question, and until somebody answers it that row changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from safeguard_app.domain.identifiers import RecordId
from safeguard_app.domain.import_fields import NUMBER_WORDS
from safeguard_app.domain.import_rows import RowFault, RowPerson
from safeguard_app.domain.people import NumberKind, Person, PersonKind, PersonNumber
from safeguard_app.domain.person_names import plain_person_name


@dataclass(frozen=True, slots=True)
class OnRegister:
    """Somebody on the register, and the version of their entry that was looked at."""

    id: RecordId
    version: int
    person: Person


@dataclass(frozen=True, slots=True)
class Match:
    """A row and the one person it is about."""

    row: RowPerson
    known: OnRegister


@dataclass(frozen=True, slots=True)
class MatchQuestion:
    """A row that may be one of these, or somebody new: only a person can say."""

    row: RowPerson
    candidates: tuple[OnRegister, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Matching:
    """Every row of a file against the register."""

    matches: tuple[Match, ...]
    new: tuple[RowPerson, ...]
    questions: tuple[MatchQuestion, ...]
    faults: tuple[RowFault, ...]


TWO_HOLD = "Its numbers belong to different people on the register."
NUMBER_ONLY = "The number is theirs, but name and date of birth are both other."
OTHER_NUMBER = "Name and date of birth are the same, but the number is another."
SEVERAL = "Several people on the register have this name and date of birth."
NAME_ALONE = "The name is the same; nothing else says that it is the same person."
NOBODY = "Nobody who works here, or did, has this name on the register."
OTHER_DATE = "The name is the same, but the date of birth is another."
TAKEN = "Row {row} is already this person."


class Register:
    """People on the register, found by number, by name and date of birth, and by name."""

    def __init__(self, people: Iterable[OnRegister]) -> None:
        """Look through everybody once."""
        self.numbers: dict[PersonNumber, list[OnRegister]] = defaultdict(list)
        self.names: dict[str, list[OnRegister]] = defaultdict(list)
        for one in people:
            for number in one.person.numbers:
                self.numbers[number].append(one)
            for name in {one.person.name, _called(one.person)}:
                if name:
                    self.names[plain_person_name(name)].append(one)

    def of_number(self, numbers: Sequence[PersonNumber]) -> list[OnRegister]:
        """Everybody who has one of these numbers."""
        found = {one.id: one for number in numbers for one in self.numbers.get(number, ())}
        return list(found.values())

    def of_name(self, row: RowPerson) -> list[OnRegister]:
        """Everybody of this name whom the row could mean: pupils, or adults who work here."""
        names = {plain_person_name(row.name)}
        if row.known_as:
            names.add(plain_person_name(f"{row.known_as} {row.name.split()[-1]}"))
        found = {one.id: one for name in names for one in self.names.get(name, ())}
        return [one for one in found.values() if _could_be(one.person, row.kind)]


def _called(person: Person) -> str:
    """A name somebody goes by: the forename they are known as, with their surname."""
    return f"{person.known_as} {person.name.split()[-1]}" if person.known_as and person.name else ""


def _could_be(person: Person, kind: PersonKind) -> bool:
    if kind is PersonKind.STAFF:
        return person.kind is PersonKind.STAFF or bool(person.posts)
    return person.kind in {PersonKind.PUPIL, PersonKind.FORMER_PUPIL} or bool(person.on_roll)


def match_rows(rows: Sequence[RowPerson], register: Register) -> Matching:
    """Who each row is. Rows that say the same person twice are not read, and say so."""
    faults = list(doubled(rows))
    wrong = {fault.row for fault in faults}
    matches: list[Match] = []
    new: list[RowPerson] = []
    questions: list[MatchQuestion] = []
    for row in rows:
        if row.row in wrong:
            continue
        found = _who(row, register)
        if isinstance(found, MatchQuestion):
            questions.append(found)
        elif found is None:
            new.append(row)
        else:
            matches.append(Match(row, found))
    matches, taken = _once(matches)
    return Matching(tuple(matches), tuple(new), tuple(questions), (*faults, *taken))


def _who(row: RowPerson, register: Register) -> OnRegister | MatchQuestion | None:
    by_number = register.of_number(row.numbers)
    if len(by_number) > 1:
        return MatchQuestion(row, tuple(by_number), TWO_HOLD)
    if by_number:
        person = by_number[0].person
        same_name = by_number[0] in register.of_name(row)
        other_day = (
            row.born is not None and person.date_of_birth is not None and row.born != person.date_of_birth
        )
        doubtful = not same_name and (other_day or row.born is None or person.date_of_birth is None)
        return MatchQuestion(row, tuple(by_number), NUMBER_ONLY) if doubtful else by_number[0]
    return _by_name(row, register.of_name(row))


def _by_name(row: RowPerson, named: Sequence[OnRegister]) -> OnRegister | MatchQuestion | None:
    named = [one for one in named if not _surely_another(one.person, row)]
    if not named:
        return None
    same_day = [one for one in named if row.born is not None and one.person.date_of_birth == row.born]
    if len(same_day) > 1:
        return MatchQuestion(row, tuple(same_day), SEVERAL)
    if same_day:
        other = _has_other_number(same_day[0].person, row)
        return MatchQuestion(row, tuple(same_day), OTHER_NUMBER) if other else same_day[0]
    unknown = row.born is None or any(one.person.date_of_birth is None for one in named)
    return MatchQuestion(row, tuple(named), NAME_ALONE if unknown else OTHER_DATE)


def _has_other_number(person: Person, row: RowPerson) -> bool:
    """Whether the entry has a number of a kind that the row has too, and they differ."""
    own: Mapping[NumberKind, set[str]] = defaultdict(set)
    for number in person.numbers:
        own[number.kind].add(number.value)
    return any(own.get(number.kind) and number.value not in own[number.kind] for number in row.numbers)


def _surely_another(person: Person, row: RowPerson) -> bool:
    """A namesake: born on another day, and the school's system has another number for them."""
    born = person.date_of_birth
    return born is not None and row.born is not None and born != row.born and _has_other_number(person, row)


def adult_of(row: RowPerson, register: Register, near: Sequence[OnRegister]) -> OnRegister | MatchQuestion:
    """Which adult an entry of a register is about: by number, else the only one of that name.

    An entry changes nobody, so that a name that one adult alone has is enough; nobody of the name, several, or a number
    that says otherwise is a question. ``near`` are offered where nobody has the name.
    """
    found = _who(row, register)
    if found is None:
        return MatchQuestion(row, tuple(near), NOBODY)
    if isinstance(found, MatchQuestion) and found.why == NAME_ALONE and len(found.candidates) == 1:
        only = found.candidates[0]
        return MatchQuestion(row, (only,), OTHER_NUMBER) if _has_other_number(only.person, row) else only
    return found


def doubled(rows: Sequence[RowPerson]) -> Iterable[RowFault]:
    """Rows that stand in each other's way: the same number twice, or the same person without a number twice."""
    by_key: dict[tuple[str, str], list[RowPerson]] = defaultdict(list)
    for row in rows:
        for number in row.numbers:
            by_key[NUMBER_WORDS[number.kind], number.value].append(row)
        if not row.numbers:
            by_key["Name and date of birth", f"{plain_person_name(row.name)} {row.born}"].append(row)
    said: set[int] = set()
    for (column, _), same in by_key.items():
        if len(same) < 2:
            continue
        numbers = sorted(row.row for row in same)
        for row in same:
            if row.row not in said:
                said.add(row.row)
                others = ", ".join(str(number) for number in numbers if number != row.row)
                yield RowFault(row.row, column, f"The same stands in row {others}. Neither is brought in.")


def _once(matches: Sequence[Match]) -> tuple[list[Match], list[RowFault]]:
    """One row for one person: what another row already is stays as it is."""
    first: dict[RecordId, int] = {}
    kept, faults = [], []
    for match in matches:
        row = first.setdefault(match.known.id, match.row.row)
        if row == match.row.row:
            kept.append(match)
        else:
            faults.append(RowFault(match.row.row, "Name", TAKEN.format(row=row)))
    return kept, faults
