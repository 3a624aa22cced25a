"""Rows of a person's time: tasks done key by key in the real window, and what the keystroke-level model makes of them.

The baseline of each is its budget: nobody has counted the keys of another program for the same task. Everything typed
counts, the words of an account too; what is said apart is how much of the time those words are.
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
from tests.bench.rows import Baseline, Row, no_more, within
from tests.journeys.driver import Journey, SetClock
from tests.journeys.schools import add_adult, add_pupil, make_log, picture, sign_in
from tests.journeys.tasks_at_the_desk import (
    Capture,
    Further,
    Named,
    add_evidence,
    ask_the_register,
    file_concern,
    save_panel,
    tell,
    unlock,
    write_concern,
)
from tests.journeys.tasks_on_paper import SITE, answer, choose_answer, printed, start_referral

_ACCOUNT = "What have you seen or been told?"
_APART = frozenset({_ACCOUNT})
_MOST_FIELDS = 12
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
    prepare: Callable[[Journey], None] | None = None
    """What is there already when the task begins, and is not counted."""


def rows(course: Course) -> Iterator[Row]:
    """Each task in turn, in one log."""
    application = QApplication.instance() or QApplication(["bench"])
    assert isinstance(application, QApplication)
    home = course.scratch / "desk"
    home.mkdir()
    journey = _at_the_desk(application, home)
    try:
        for task in (
            _Task("write and file a quick concern", 60, _quick_concern),
            _Task("check a contact, to the verdict", 90, _contact_check),
            _Task(
                "check a contact, its further questions answered",
                90,
                _contact_check_in_full,
                _leave_the_check,
            ),
            _Task("a complete cyberbullying record, two screenshots", 240, _complete_record),
            _Task("a decision with its reason", 45, _decision),
            _Task("a LADO referral from a complete record, on paper", 180, _referral, _staff_contact),
        ):
            yield from _counted(application, journey, task)
    finally:
        journey.close()
        shutil.rmtree(home)


def _counted(application: QApplication, journey: Journey, task: _Task) -> Iterator[Row]:
    if task.prepare is not None:
        task.prepare(journey)
    with KeyCounter(application, _APART) as counter:
        task.act(journey)
    words = seconds_of_words(counter)
    note = f"{counter.fingers} keys, {counter.decisions} units to think about, {len(counter.fields)} fields"
    if words:
        note += f"; the words of the account are {words:.0f} s of it, at 40 words a minute"
    budget = Baseline("its budget", task.budget)
    yield within(f"a person: {task.name}", seconds_of(counter) + words, budget, task.budget, note=note)
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


def _leave_the_check(journey: Journey) -> None:
    """The verdict before is not kept; else the same check would be gone on with."""
    journey.keys.activate("Leave without keeping")
    journey.settle()


def _contact_check_in_full(journey: Journey) -> None:
    """The same with who began it, how it was handled, within the protocol or not, when the Headteacher was told."""
    further = Further(
        light="The adult reported it themselves",
        began_by="The other person",
        protocol="Outside it",
        handled="Rejected it",
        head_told_by="The adult themself",
        head_told="today 1530",
    )
    ask_the_register(journey, "Shona Pike", "Tyler Pike", "fri 1900", "TikTok", further)


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


def _staff_contact(journey: Journey) -> None:
    """A record with adult, child, times and account, in view."""
    write_concern(
        journey,
        "She messages Tyler late at night and asked him not to tell.",
        kind=("Staff-pupil contact",),
        told_by=Named("tyler", row="Tyler Pike"),
        told="today 1230",
        happened="yest 9pm",
        people=(
            Named("nandra", "Adult of concern", row="Priya Nandra"),
            Named("tyler", "Child in contact with the adult", row="Tyler Pike"),
        ),
    )
    file_concern(journey)


def _referral(journey: Journey) -> None:
    """The four questions about the position now, which no record holds; the rest stands on the record or goes empty."""
    start_referral(journey)
    answer(journey, SITE, "On site until 15:30 today; next with children tomorrow at 08:30.")
    journey.keys.activate("Not known: Has the adult been spoken to: by whom, and what was said?")
    journey.settle()
    answer(journey, "Who else knows?", "Mrs Denning, the Headteacher.")
    choose_answer(journey, "Is the adult aware of this referral?", "No")
    printed(journey)
