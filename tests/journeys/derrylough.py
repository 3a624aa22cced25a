"""Derrylough Primary, a school of Northern Ireland: its people, and what no page and no paper may say there."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from safeguard_app.domain.people import OfficeKind
from safeguard_app.services import opening
from tests.derrylough_school import GROUP, TARGET, derrylough
from tests.journeys.driver import Journey, SetClock
from tests.journeys.perceiving import texts_on_screen
from tests.journeys.schools import SCHOOL, MadeLog, add_adult, add_pupil, make_log, sign_in
from tests.journeys.tasks_on_paper import words_of

DERRYLOUGH = replace(derrylough(SCHOOL), address="2 Lough Road, Derrylough")
_ELSEWHERE = re.compile(
    r"\bLADO\b|\bChannel\b|Headteacher|Chair of Governors|Designated Safeguarding|\bDSL\b|\bMASH\b|\bMARF\b"
    r"|\bKCSIE\b|[Ll]ocal authority|governing body|[Ff]ront door"
)


def make_derrylough(home: Path, clock: SetClock) -> MadeLog:
    """Its Principal, a classroom assistant, Tomasz and the six of the group, all of P7 and eleven years old."""
    made = make_log(home / "school.safeguard", clock, DERRYLOUGH)
    session = sign_in(made, "dsl", home, clock)
    add_adult(session, "Mrs Heather Moffett", "Principal", OfficeKind.HEADTEACHER)
    add_adult(session, "Miss Orla Quinn", "Classroom assistant")
    for day, name in enumerate((TARGET, *GROUP), 1):
        add_pupil(session, name, date(2015, 3, day), "P7", "P7A")
    opening.lock(session)
    return made


class Reader:
    """Reads along: everything that comes into view on the way, and what is printed."""

    def __init__(self, journey: Journey, monkeypatch: pytest.MonkeyPatch) -> None:
        """From now on."""
        self._journey = journey
        self.read: set[str] = set()
        monkeypatch.setattr(journey, "sees", self._sees)

    def every_page(self) -> None:
        """Each page of the rail is looked at once more."""
        for number in range(1, 9):
            self._journey.keys.press(f"Ctrl+{number}")
            self._journey.settle()
            self._sees("")

    def papers(self) -> list[str]:
        """The words of each paper that was printed."""
        return [words_of(job.pdf) for job in self._journey.printing.jobs]

    def assert_nothing_of_elsewhere(self, *said: str) -> None:
        """Nothing read or printed is another nation's, and all of ``said`` was read."""
        texts = (*self.read, *self.papers())
        for text in texts:
            found = _ELSEWHERE.search(text)
            assert found is None, text[max(0, found.start() - 60) : found.end() + 60]
        everything = " ".join(texts)
        for words in said:
            assert words in everything, words

    def _sees(self, words: str) -> bool:
        texts = texts_on_screen()
        self.read.update(texts)
        return any(words in text for text in texts)


def begin_reading(
    begin: Callable[..., Journey], log: MadeLog, monkeypatch: pytest.MonkeyPatch
) -> tuple[Journey, Reader]:
    """The window of a log, and somebody who reads along."""
    journey = begin(log)
    return journey, Reader(journey, monkeypatch)
