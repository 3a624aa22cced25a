"""Rows of a person's time: tasks done key by key in the real window, and what the keystroke-level model makes of them.

The baseline of each is its budget (interface page): nobody has counted the keys of another program for the same task.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication

from safeguard_app.services import opening
from tests.bench.course import Course
from tests.bench.key_counter import KeyCounter
from tests.bench.keystroke_level import seconds_of, seconds_of_words
from tests.bench.rows import Baseline, LeftOut, Row, no_more, within
from tests.journeys.driver import Journey, SetClock
from tests.journeys.schools import add_adult, add_pupil, make_log, picture, sign_in
from tests.journeys.tasks_at_the_desk import (
    Capture,
    Named,
    add_evidence,
    ask_the_register,
    file_concern,
    save_panel,
    tell,
    unlock,
    write_concern,
)

_ACCOUNT = "What have you seen or been told?"
_APART = frozenset({_ACCOUNT})
_MOST_FIELDS = 12
_FEW_WORDS = "Rhys says four boys call him names in a group chat."
_FEW_WORDS = "Rhys says four boys call him names in a group chat."
_STORY = (
    "Rhys showed me the group chat at break. Four of them call him names and he has stopped coming to lunch. "
    "It began on Friday after swimming. Two screenshots are on his mother's telephone."
)


@dataclass(frozen=True, slots=True)
class _Task:
    name: str
    budget: float
    act: Callable[[Journey], None]
    with_words: bool = False
    """Whether the words of the account count as well: a few words do, a whole account does not."""


def rows(course: Course) -> Iterator[Row | LeftOut]:
    """Each task in turn, in one log."""
    application = QApplication.instance() or QApplication(["bench"])
    assert isinstance(application, QApplication)
    home = course.scratch / "desk"
    home.mkdir()
    journey = _at_the_desk(application, home)
    try:
        for task in (
            _Task("write and file a quick concern", 60, _quick_concern, with_words=True),
            _Task("check a contact, to the verdict", 90, _contact_check),
            _Task("a complete cyberbullying record, two screenshots", 240, _complete_record),
            _Task("a decision with its reason", 45, _decision),
        ):
            yield from _counted(application, journey, task)
    finally:
        journey.close()
        shutil.rmtree(home)
    yield LeftOut("a LADO referral from a complete record", "no journey goes that way yet")


def _counted(application: QApplication, journey: Journey, task: _Task) -> Iterator[Row]:
    with KeyCounter(application, _APART) as counter:
        task.act(journey)
    words, taken = seconds_of_words(counter), seconds_of(counter)
    note = f"{counter.fingers} keys, {counter.decisions} units to think about, {len(counter.fields)} fields"
    if words:
        counted = "in it" if task.with_words else "besides"
        note += f"; the words of the account {counted}: {words:.0f} s at 40 words a minute"
    total = taken + words if task.with_words else taken
    budget = Baseline("its budget", task.budget)
    yield within(f"a person: {task.name}", total, budget, task.budget, note=note)
    if task.act is _quick_concern:
        fields, most = len(counter.fields), Baseline("its budget", _MOST_FIELDS)
        yield no_more("a person: fields touched in a quick concern", fields, most, _MOST_FIELDS, "fields")


def _at_the_desk(application: QApplication, home: Path) -> Journey:
    clock = SetClock("2026-09-07 08:00")
    made = make_log(home / "school.safeguard", clock)
    session = sign_in(made, "dsl", home, clock)
    add_adult(session, "Shona Pike", "Midday supervisor")
    add_adult(session, "Priya Nandra", "Class teacher")
    add_pupil(session, "Tyler Pike", date(2018, 3, 3), "Year 4", "4B")
    add_pupil(session, "Rhys Oakes", date(2017, 5, 21), "Year 5", "5N")
    opening.lock(session)
    clock.set("2026-09-14 15:40")
    journey = Journey(application, home, clock, made.folder)
    journey.start()
    unlock(journey)
    return journey


def _quick_concern(journey: Journey) -> None:
    write_concern(
        journey,
        _FEW_WORDS,
        told_by=Named("nandra", row="Priya Nandra"),
        happened="today 1045",
        people=(Named("rhys", "Target", row="Rhys Oakes"),),
    )
    file_concern(journey)


def _contact_check(journey: Journey) -> None:
    ask_the_register(journey, "Shona Pike", "Tyler Pike", "fri 1900", "TikTok")


def _complete_record(journey: Journey) -> None:
    write_concern(
        journey,
        _STORY,
        kind=("Cyberbullying",),
        told_by=Named("nandra", row="Priya Nandra"),
        happened="fri 1800",
        precision="About",
        people=(
            Named("rhys", "Target", row="Rhys Oakes"),
            Named("tyler", "Person alleged to have caused harm", row="Tyler Pike"),
        ),
    )
    file_concern(journey)
    facts = Capture(
        what="Group chat",
        at="today 1100",
        by="Priya Nandra",
        posted="Fri 18:02",
        platform="WhatsApp",
        whose="His mother's",
        reached="Shown by somebody who had it",
    )
    pictures = (picture(journey.home / "one.png", 20), picture(journey.home / "two.png", 90))
    add_evidence(journey, facts, *pictures)
    tell(journey, "Headteacher", when="now", how="In person")
    tell(journey, "Parent or carer", name="Mrs Oakes", when="now", how="Telephone")


def _decision(journey: Journey) -> None:
    keys = journey.keys
    keys.press("Ctrl+D")
    journey.wait_for("Save decision")
    journey.settle()
    keys.choose("Decision", "Monitor")
    keys.fill("Why", "It has stopped since Friday, both families know, and he feels safe at school.")
    save_panel(journey, "Save decision")
