"""The report to those who govern, read as one: whatever it prints is taken together, and no small number is given back.

A reader is thought of who knows the program, which area and which time limits a kind of concern has, which six kinds
the school has records of, and everything that stands on the paper. Of each number from 1 to 4 that is left out, this
reader must find at least two that agree with all of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from itertools import product
from random import Random

import pytest

from safeguard_app.documents.content import PageFrame
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.periods import Period
from safeguard_app.domain.suppression import BELOW, LEAST, LEFT_OUT
from safeguard_app.services import governors_numbers, insight_topics, paper_governors
from safeguard_app.services.governors_kinds import NOT_ONE_BY_ONE
from safeguard_app.services.insight_records import Counted, Gathered, gather
from safeguard_app.services.labels import category_name
from safeguard_app.services.paper_views import GovernorsPaper, ReportKind
from safeguard_app.services.session import Session
from tests.services.conftest import MadeSchool, log_incident, moment, pupil
from tests.services.test_governors_report import SOMEBODY, facts, table

DAYS = Period(date(2026, 9, 1), date(2026, 10, 12))
MOST = {"CB": 20, "TR": 9, "II": 7, "UA": 9, "PV": 5, "EQ": 6}
MOTIVES = ("race", "sex")
Row = tuple[str, ...]


@dataclass
class Printed:
    """What stands on a report: the numbers of the six kinds, and every sum of them."""

    whole: str
    kinds: Mapping[str, str]
    areas: Mapping[str, str]
    limits: Mapping[str, Row]
    bullying: tuple[Mapping[str, Row], ...]
    area_of: Mapping[str, str]
    limit_of: Mapping[str, frozenset[str]]
    possible: dict[tuple[str, str], set[int]] = field(default_factory=dict)


def allowed(words: str, number: int) -> bool:
    """Whether a number may stand behind what is printed."""
    if words == BELOW:
        return 0 < number < LEAST
    return words == LEFT_OUT or str(number) == words


def span(words: str, most: int) -> range:
    if words == LEFT_OUT:
        return range(most + 1)
    return range(1, LEAST) if words == BELOW else range(int(words), int(words) + 1)


def columns_of(printed: Printed, place: int, kind: int) -> list[tuple[str, str]]:
    """What one table of bullying says of one kind."""
    return [(words, row[kind]) for words, row in printed.bullying[place].items()]


def bullying_agrees(cells: Sequence[tuple[str, str]], whole: int) -> list[tuple[int, ...]]:
    """Every reading of one column: those with no motive noted are apart, the others may have several."""
    found = []
    for values in product(*(span(words, whole) for _, words in cells)):
        apart = sum(number for (label, _), number in zip(cells, values, strict=True) if label == "Not noted")
        noted = [number for (label, _), number in zip(cells, values, strict=True) if label != "Not noted"]
        unseen = any(words == LEFT_OUT for _, words in cells)
        if apart + max(noted, default=0) <= whole and (unseen or whole <= apart + sum(noted)):
            found.append(values)
    return found


def readings(printed: Printed, truth: Mapping[str, int]) -> Iterator[dict[str, int]]:
    """Every number of the six kinds that agrees with the number of all records, areas and limits."""
    whole = sum(truth.values())
    codes = sorted(truth, key=lambda code: (printed.kinds[code] == LEFT_OUT, code))

    def longer(place: int, made: dict[str, int], left: int) -> Iterator[dict[str, int]]:
        if place == len(codes):
            if left == 0 and sums_agree(printed, made):
                yield dict(made)
            return
        code = codes[place]
        tried = span(printed.kinds[code], left)
        for number in sorted(tried, key=lambda one: abs(one - truth[code])):
            if number <= left:
                yield from longer(place + 1, {**made, code: number}, left - number)

    totals = [whole] if printed.whole not in {BELOW, LEFT_OUT} else range(1, LEAST)
    for total in totals:
        yield from longer(0, {}, total)


def sums_agree(printed: Printed, made: Mapping[str, int]) -> bool:
    for area, words in printed.areas.items():
        if not allowed(words, sum(made[code] for code in made if printed.area_of[code] == area)):
            return False
    for limit, row in printed.limits.items():
        whole = sum(made[code] for code in made if limit in printed.limit_of[code])
        if LEFT_OUT not in row:
            least = sum(min(span(words, whole)) for words in row)
            most = sum(max(span(words, whole)) for words in row)
            if not least <= whole <= most:
                return False
    return True


def given_back(printed: Printed, truth: Mapping[str, int], bullying: Sequence[str]) -> list[tuple[str, str]]:
    """The small numbers of which every reading says the same."""
    small = {("kind", code): number for code, number in truth.items() if 0 < number < LEAST}
    for area in set(printed.area_of.values()):
        number = sum(count for code, count in truth.items() if printed.area_of[code] == area)
        if 0 < number < LEAST:
            small["area", area] = number
    kept: dict[tuple[str, str], int] = dict(small)

    @cache
    def column(place: int, kind: int, whole: int) -> list[tuple[int, ...]]:
        return bullying_agrees(columns_of(printed, place, kind), whole)

    cells = {
        (f"bullying {kind} {place}", label): set[int]()
        for kind in range(len(bullying))
        for place in (0, 1)
        for label, words in columns_of(printed, place, kind)
        if words == BELOW
    }
    for made in readings(printed, truth):
        if not all(column(place, kind, made[code]) for kind, code in enumerate(bullying) for place in (0, 1)):
            continue
        kept = {key: number for key, number in kept.items() if value(printed, made, key) == number}
        for kind, code in enumerate(bullying):
            for place in (0, 1):
                for values in column(place, kind, made[code]):
                    for (label, words), number in zip(columns_of(printed, place, kind), values, strict=True):
                        if words == BELOW:
                            cells[f"bullying {kind} {place}", label].add(number)
        if not kept and all(len(values) > 1 for values in cells.values()):
            return []
    return [*kept, *(key for key, values in cells.items() if len(values) < 2)]


def value(printed: Printed, made: Mapping[str, int], key: tuple[str, str]) -> int:
    what, name = key
    if what == "kind":
        return made[name]
    return sum(count for code, count in made.items() if printed.area_of[code] == name)


@dataclass
class Log:
    """A log with all the records there may be, of which a report counts some."""

    session: Session
    everything: Gathered
    monkeypatch: pytest.MonkeyPatch
    area_of: dict[str, str] = field(default_factory=dict)
    limit_of: dict[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for code in MOST:
            some = self.of(code)
            areas = insight_topics.by_area(self.session, replace(self.everything, records=some))
            (self.area_of[code],) = (
                words for words, row in zip(areas.labels, areas.cells, strict=True) if any(row)
            )
            self.limit_of[code] = frozenset(governors_numbers.limits_met(self.session, some).labels)

    def of(self, code: str) -> tuple[Counted, ...]:
        return tuple(one for one in self.everything.records if one.line.category == code)

    def printed(self, counts: Mapping[str, int], motives: Mapping[Reference, Sequence[str]]) -> Printed:
        """The report over so many records of each kind."""
        some = tuple(one for code, count in counts.items() for one in self.of(code)[:count])
        chosen = replace(self.everything, records=tuple(sorted(some, key=lambda one: one.day)))
        self.monkeypatch.setattr(paper_governors, "gather", lambda *_: chosen)
        self.monkeypatch.setattr(
            governors_numbers, "_answered", lambda _session, reference, _questions: motives.get(reference, ())
        )
        job = GovernorsPaper(ReportKind.TERMLY, DAYS)
        document = paper_governors.governors_document(self.session, job, PageFrame("School"))
        kinds = table(document, "Concerns", "Kind of concern")
        names = {code: category_name(self.session, code) for code in MOST}
        missing = LEFT_OUT if kinds.get(NOT_ONE_BY_ONE) else "0"
        return Printed(
            facts(document, "Concerns")["Records that came to attention"],
            {code: kinds.get(name, (missing,))[0] for code, name in names.items()},
            {name: row[0] for name, row in table(document, "Concerns", "Area of online risk").items()},
            {
                name: row
                for name, row in table(document, "Promptly", "What begins it").items()
                if name != NOT_ONE_BY_ONE
            },
            (
                table(document, "Bullying", "What was behind it"),
                table(document, "Bullying", "How it was done"),
            ),
            self.area_of,
            self.limit_of,
        )


@pytest.fixture
def whole_log(made_school: MadeSchool, monkeypatch: pytest.MonkeyPatch) -> Log:
    made_school.clock.set("2026-10-12 09:00")
    session = made_school.sign_in()
    pupil(session, "Wren Marlow", date(2015, 1, 1), "Year 6", "6W")
    pupil(session, "Tam Marlow", date(2017, 1, 1), "Year 4", "4B")
    for code, most in MOST.items():
        for day in range(most):
            log_incident(session, code, SOMEBODY, told=moment(f"2026-09-{2 + day:02d} 09:00"))
    return Log(session, gather(session, DAYS), monkeypatch)


def check(log: Log, counts: Mapping[str, int], noted: float = 0.0, draw: Random | None = None) -> None:
    draw = draw or Random(0)
    motives = {
        one.reference: draw.sample(MOTIVES, draw.choice((1, 1, 2)))
        for one in log.everything.records
        if draw.random() < noted
    }
    printed = log.printed(counts, motives)
    found = given_back(printed, counts, governors_numbers.bullying_kinds(log.session))
    assert found == [], f"{counts} {found} {replace(printed, area_of={}, limit_of={})}"


@pytest.mark.parametrize(
    "counts",
    [
        {"CB": 20, "TR": 9, "II": 2},
        {"CB": 20, "UA": 7, "II": 2},
        {"CB": 20, "UA": 7, "PV": 2},
        {"CB": 20, "PV": 2, "II": 1},
        {"CB": 12, "TR": 2},
        {"CB": 2, "TR": 2, "II": 1},
    ],
)
def test_what_was_given_back_once_is_not_now(whole_log: Log, counts: dict[str, int]) -> None:
    check(whole_log, dict.fromkeys(MOST, 0) | counts)


def test_no_small_number_comes_back_from_all_that_is_printed(
    whole_log: Log, request: pytest.FixtureRequest, pytestconfig: pytest.Config
) -> None:
    """Small logs drawn by a seed: twelve, and two hundred with ``--long``."""
    for seed in range(200 if pytestconfig.getoption("--long") else 12):
        draw = Random(seed)
        counts = {code: draw.choice((0, 1, 2, 3, 4, 5, 6, most)) for code, most in MOST.items()}
        counts = {code: min(count, MOST[code]) for code, count in counts.items()}
        if any(counts.values()):
            check(whole_log, counts, draw.choice((0.0, 0.5)), draw)


def test_the_proof_finds_what_the_tables_by_themselves_gave_back(
    whole_log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where sums are printed whatever kinds are in them, the reader finds the two."""
    monkeypatch.setattr("safeguard_app.services.governors_kinds.Kinds.tells", lambda *_: False)
    monkeypatch.setattr("safeguard_app.services.governors_kinds.Kinds.codes_left_out", lambda *_: ())
    with pytest.raises(AssertionError, match="'II'"):
        check(whole_log, dict.fromkeys(MOST, 0) | {"CB": 20, "UA": 7, "II": 2})


@pytest.mark.parametrize("year", [2025, 2026])
def test_an_area_is_left_out_in_each_year_in_which_a_kind_within_it_is(
    made_school: MadeSchool, year: int
) -> None:
    made_school.clock.set("2026-12-12 09:00")
    session = made_school.sign_in()
    pupil(session, "Wren Marlow", date(2015, 1, 1), "Year 6", "6W")
    pupil(session, "Tam Marlow", date(2017, 1, 1), "Year 4", "4B")
    small, large = {"CB": 20, "UA": 7, "II": 2}, {"CB": 20, "UA": 7, "II": 8}
    for begins in (2025, 2026):
        for code, count in (small if begins == year else large).items():
            for day in range(count):
                log_incident(session, code, SOMEBODY, told=moment(f"{begins}-11-{2 + day:02d} 09:00"))
    job = GovernorsPaper(ReportKind.ANNUAL, Period(date(2026, 9, 1), date(2026, 12, 12)))
    document = paper_governors.governors_document(session, job, PageFrame("School"))
    areas = table(document, "Concerns", "Area of online risk")
    column = next(
        place
        for place in (0, 1)
        if LEFT_OUT in [row[place] for row in table(document, "Concerns", "Kind of concern").values()]
    )
    shown = [row for row in areas.values() if row[1 - column] not in ("0", LEFT_OUT)]
    assert shown and all(row[column] == LEFT_OUT for row in shown)
