"""Spoiled files of every kind taken in, then asked what they say and shown: nothing crashes, hangs or is half there.

All goes through the real intake into a real log. Looking into a file is done by a process of its own: forked from the
trial for most of them, started anew as the program does for a few. Such a process may end as it likes, and is counted.
The full form spoils 10,000 files; HOSTILE_FILES=100000 in the environment asks for so many instead, in either form.
"""

import faulthandler
import os
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Reference
from safeguard_app.evidence_files.apart import LookingIn
from safeguard_app.evidence_files.pixels import NotShown
from safeguard_app.evidence_files.question import LIMITS
from safeguard_app.services import evidence, evidence_showing, evidence_text, file_says
from safeguard_app.services.evidence_views import BatchStep, Intake
from safeguard_app.services.session import Session
from tests.trials.forked_looking import Ends, ForkedLooking
from tests.trials.intake_desk import begin, get_up, half_there, offered, sit_down, wrong_after_unlock
from tests.trials.spoiled_files import spoiled, whole_files
from tests.trials.trial import Setting, Tally
from tests.vault.made_log import make_log

_BATCH = 40
_STARTED_ANEW = 80
"""One of so many is looked into by a process started anew, which takes a second."""
_HANG = 10.0
_STUCK = 600
"""Seconds after which a batch that does not end ends the trial, and says where it stood."""
_LOG = 2_000
"""Files that one log takes before it is locked, unlocked and checked, and a fresh one begun."""


@dataclass(slots=True)
class _Course:
    forked: ForkedLooking
    anew: LookingIn
    tally: Tally
    session: Session = field(init=False)
    looked_at: int = 0
    slowest: float = 0.0
    types: set[str] = field(default_factory=set)

    def timed(self, what: str, began: float, allowed: float) -> None:
        """Fail where something hung."""
        took = time.monotonic() - began
        self.slowest = max(self.slowest, took)
        if took > allowed:
            self.tally.failure(f"{what} took {took:.0f} s")


def run(setting: Setting) -> Tally:
    """Batch after batch, each under an incident of its own."""
    tally, ends = Tally(), Ends()
    sources = setting.folder / "sources"
    whole = list(whole_files().values())
    course = _Course(ForkedLooking(ends), LookingIn(), tally)
    files = int(os.environ.get("HOSTILE_FILES", "0")) or setting.tries(400, 10_000)
    for first in range(0, files, _LOG):
        log = make_log(setting.folder / f"log{first}")
        course.session = sit_down(log)
        for begun in range(first, min(first + _LOG, files), _BATCH):
            numbers = range(begun, min(begun + _BATCH, files))
            contents = [spoiled(whole[number % len(whole)], whole, setting.random) for number in numbers]
            faulthandler.dump_traceback_later(_STUCK, exit=True)
            _one_batch(course, sources, contents)
            faulthandler.cancel_dump_traceback_later()
        get_up(log, course.session)
        course.session = sit_down(log)
        wrong = wrong_after_unlock(course.session)
        tally.expect(not wrong, f"the log after all of them: {wrong[:2]}")
        get_up(log, course.session)
        shutil.rmtree(log.folder.parent)
    course.anew.end()
    tally.noted("kinds spoiled", len(whole))
    tally.noted("types told", len(course.types))
    tally.noted("looks into a file", ends.count)
    tally.noted("looking was stopped by its time", ends.out_of_time)
    tally.noted("slowest ms", round(course.slowest * 1000))
    for name, count in ends.killed.items():
        tally.noted(f"looking ended by {name}", count)
    for what, count in ends.raised.items():
        tally.noted(f"looking raised {what}", count)
    return tally


def _one_batch(course: _Course, sources: Path, contents: list[bytes]) -> None:
    shutil.rmtree(sources, ignore_errors=True)
    sources.mkdir()
    paths = [sources / f"file {place}" for place in range(len(contents))]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    tally = course.tally
    about, permit = begin(course.session)
    clock = [time.monotonic(), 0.0]

    def told(step: BatchStep) -> bool:
        if step.place != clock[1]:
            course.timed("taking in", clock[0], _HANG)
            clock[:] = [time.monotonic(), step.place]
        return True

    try:
        intake = evidence.take_in(course.session, permit, offered(paths), told)
    except Exception as bug:  # noqa: BLE001 - a trial counts whatever gets out
        tally.failure(f"taking in: {type(bug).__name__} {bug}")
        return
    for one in intake.refused:
        tally.noted(f"refused {one.problem.code}")
    wrong = half_there(course.session, about, contents) + _miscounted(course, about, contents, intake)
    tally.expect(not wrong, f"half there: {wrong[:2]}")
    for taken in intake.taken:
        _look(course, taken.item)
        course.session.looking_in = course.forked  # which a lock does not end


def _miscounted(course: _Course, about: Reference, contents: list[bytes], intake: Intake) -> list[str]:
    """Every file is an exhibit or refused, an empty one always; nothing else is there."""
    exhibits = evidence.exhibits_of(course.session, about)
    wrong = []
    if len(exhibits) != len(intake.taken) or len(exhibits) + len(intake.refused) != len(contents):
        wrong.append(f"{len(exhibits)} exhibits and {len(intake.refused)} refused of {len(contents)}")
    if {one.place for one in intake.refused} != {at for at, one in enumerate(contents) if not one}:
        wrong.append("refused something that is a file")
    return wrong


def _look(course: _Course, item: Reference) -> None:
    """What it says of itself, and what is to be seen or read in it, as the window asks."""
    session, tally = course.session, course.tally
    course.looked_at += 1
    anew = course.looked_at % _STARTED_ANEW == 0
    session.looking_in = course.anew if anew else course.forked
    began = time.monotonic()
    try:
        to_read = file_says.file_to_read(session, item)
        if to_read is not None:
            course.types.add(to_read.media_type)
            said = file_says.reading_of(to_read)
            stored = evidence_showing.stored_item(session, item)
            file_says.in_words(session, said, stored.content.facts, to_read)
        course.timed("asking", began, LIMITS.seconds + _HANG)
        began = time.monotonic()
        opened = evidence_showing.open_file(session, item)
        if opened.is_read:
            evidence_text.readable(session, opened, evidence_text.words_of(opened))
        else:
            evidence_showing.shown(opened)
            if opened.media_type.startswith("image/"):
                session.looking_in.read_picture(opened.content, opened.media_type)
                tally.noted("read by a machine")
        tally.noted("shown")
    except NotShown as refused:
        tally.noted(f"not read: {refused.refusal.name}")
    except KnownProblem as problem:
        tally.noted(f"said {problem.code}")
    except Exception as bug:  # noqa: BLE001 - a trial counts whatever gets out
        tally.failure(f"looking: {type(bug).__name__} {bug}")
        return
    course.timed("showing", began, 2 * LIMITS.seconds + _HANG)
    tally.passed()
