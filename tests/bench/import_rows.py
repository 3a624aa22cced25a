"""A list of three thousand people from a school's system: what it would do, and bringing it in."""

import csv
import io
import random
from collections.abc import Iterator
from functools import partial
from time import perf_counter

from safeguard_app.domain.import_plan import ImportPlan
from safeguard_app.domain.import_rows import HowRead
from safeguard_app.services import opening, people_import, people_import_undo
from safeguard_app.services.people_import import Leavers, Offered
from safeguard_app.services.session import Session
from tests.bench.course import Course
from tests.bench.rows import Baseline, Row, median, told, within

PEOPLE = 3_000


def rows(course: Course) -> Iterator[Row]:
    """The preview of a first list, bringing it in, and the preview of the next term's."""
    session = course.log.unlock()
    try:
        yield from _imported(course, session)
    finally:
        opening.lock(session)


def _imported(course: Course, session: Session) -> Iterator[Row]:
    content = list_of_people(moved=False)
    times = course.times(5)
    beside = Baseline("the csv module alone, every row", median(partial(_plain, content), times))
    name = f"a list of {PEOPLE:,} people"
    yield within(f"{name}, what it would do", median(partial(preview, session, content), times), beside, 3.0)
    file, how, plan = preview(session, content)
    begun = perf_counter()
    record, _ = people_import.bring_in(session, file, how, plan, Leavers(), _nobody)
    yield told(f"{name}, brought in with one act", perf_counter() - begun, beside)
    again = list_of_people(moved=True)
    ours = median(partial(preview, session, again), times)
    yield within(f"{name} of the next term, what it would do", ours, beside, 3.0)
    begun = perf_counter()
    people_import_undo.undo_preview(session, record)
    yield told(f"{name}, what undoing it would do", perf_counter() - begun, beside)
    begun = perf_counter()
    people_import_undo.undo_import(session, record, "The list of another school")
    yield told(f"{name}, undone with one act", perf_counter() - begun, beside)


def preview(session: Session, content: bytes) -> tuple[Offered, HowRead, ImportPlan]:
    """As the window does it: read, understood, held against the register."""
    file = people_import.offered(session, content)
    seen = people_import.understood(session, file)
    how = HowRead(seen.columns, seen.who, dict(seen.said_before))
    now = people_import.register_now(session)
    return file, how, people_import.plan_of(file, how, now, {}, everybody=True)


def list_of_people(*, moved: bool) -> bytes:
    """Invented people; of the next term's list every tenth has another class, and fifty are others."""
    chance = random.Random(11)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        ("UPN", "Legal Surname", "Legal Forename", "DOB", "Year Group", "Reg Group", "Email", "House")
    )
    for place in range(PEOPLE):
        number = place + (50 if moved else 0)
        born = f"{chance.randint(1, 28):02d}/{chance.randint(1, 12):02d}/{chance.randint(2008, 2021)}"
        group = "9Z" if moved and place % 10 == 0 else f"{place % 13}{'ABCD'[place % 4]}"
        names = (f"Sur{number % 900}stone", f"For{number // 900}wyn{number % 7}")
        writer.writerow(
            (f"Z{number:012d}", *names, born, str(place % 13), group, f"p{number}@school.example", "Heron")
        )
    return out.getvalue().encode("utf-8-sig")


def _plain(content: bytes) -> int:
    return sum(1 for _ in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def _nobody(_done: int, _total: int) -> None:
    """Nobody watches."""
