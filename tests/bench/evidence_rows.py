"""Rows of evidence: taking a file in, opening a screenshot, and checking a whole log, beside stock tools."""

import os
import statistics
import time
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from PySide6.QtGui import QImage

from safeguard_app.domain.evidence import CaptureFacts, IntakeAnswer
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import evidence, evidence_showing, incident_lists, keeping, opening
from safeguard_app.services.evidence_views import IntakePermit, TakenIn
from safeguard_app.services.incident_lists import IncidentFilter, StateFilter
from safeguard_app.services.session import Session
from safeguard_app.ui.desktop.page_painting import image_of
from tests.bench import screenshot, stock_tools
from tests.bench.course import MEGABYTE, Course
from tests.bench.rows import Baseline, LeftOut, Row, at_most, in_turn, seconds, told

IMPORT = "sha256sum, age -e, sync, age -d | sha256sum"
"""Taking one file in, with stock tools."""
_CHECK = "age -d | sha256sum of each of the files"


def rows(course: Course) -> Iterator[Row | LeftOut]:
    """All of them. Rows beside the age command are left out where it is not installed."""
    session = course.log.unlock()
    try:
        yield from _opening(course, session)
        missing = stock_tools.missing()
        if missing:
            for name in ("take in a file", "check the whole log"):
                yield LeftOut(name, f"not installed: {', '.join(missing)}")
            return
        yield from _taking_in(course, session)
        yield _checking(course, session)
    finally:
        opening.lock(session)


def _taking_in(course: Course, session: Session) -> Iterator[Row]:
    tools = stock_tools.StockTools(course.scratch / "stock")
    about = incident_of(session)
    for megabytes, times in ((3, course.times(15)), (100, 3)):
        content = os.urandom(megabytes * MEGABYTE)
        path = course.scratch / f"{megabytes}.bin"
        path.write_bytes(content)
        ours, plain = in_turn(partial(_take_in, session, about, path), partial(tools.take_in, path), times)
        path.unlink()
        yield at_most(f"take in a file of {megabytes} MB", ours, Baseline(IMPORT, plain), 1.3)


def _take_in(session: Session, about: Reference, path: Path) -> TakenIn:
    permit = evidence.declare(session, about, IntakeAnswer.NO_SEEN_ALL)
    if not isinstance(permit, IntakePermit):
        raise TypeError("a file that was seen may be taken in")
    return evidence.take_in_file(session, permit, path, CaptureFacts()).taken[0]


def _opening(course: Course, session: Session) -> Iterator[Row]:
    """Decrypt, check the hash, record that it was seen, and decode apart; beside decoding the same file from the disk.

    A process stands ready, as it does once the keyboard or the pointer comes to the button that shows a picture.
    """
    path = course.scratch / "screenshot.png"
    path.write_bytes(screenshot.of_size(3 * MEGABYTE))
    item = _take_in(session, incident_of(session), path).item
    plain = partial(QImage, str(path))
    ready, cold, bare = [], [], []
    for _ in range(course.times(15)):
        session.looking_in.get_ready()
        time.sleep(_STARTING_SECONDS)
        ready.append(seconds(partial(_show, session, item)))
        bare.append(seconds(plain))
        cold.append(seconds(partial(_show, session, item)))
    beside = Baseline("QImage of the same file from the disk", statistics.median(bare))
    yield at_most("open a screenshot of 3 MB", statistics.median(ready), beside, 3)
    yield told("open a screenshot of 3 MB, no process ready", statistics.median(cold), beside)


_STARTING_SECONDS = 1.0


def _show(session: Session, item: Reference) -> QImage:
    drawn = evidence_showing.shown(evidence_showing.open_file(session, item))
    return image_of(drawn, drawn.depth)


def _checking(course: Course, session: Session) -> Row:
    """Rows, chain, signatures, lists, search and every file, beside checking the files alone."""
    tools = stock_tools.StockTools(course.scratch / "same")
    about = incident_of(session)
    total = (64 if course.quick else 1000) * MEGABYTE
    sizes = [3 * MEGABYTE] * (total // (6 * MEGABYTE))
    sizes += [20 * MEGABYTE] * ((total - sum(sizes)) // (20 * MEGABYTE))
    for place, size in enumerate(sizes):
        path = course.scratch / f"kept{place}.bin"
        path.write_bytes(os.urandom(size))
        _take_in(session, about, path)
        tools.keep(path)
        path.unlink()
    ours, plain = in_turn(partial(_check, session), tools.check_kept, 3)
    name = f"check the whole log with {sum(sizes) / MEGABYTE:,.0f} MB of evidence"
    note = f"{course.log.versions:,} versions and {course.log.events:,} events besides"
    if course.quick:  # what is promised is promised beside a gigabyte
        return told(name, ours, Baseline(_CHECK, plain), note=note)
    return at_most(name, ours, Baseline(_CHECK, plain), 1.5, note=note)


def _check(session: Session) -> None:
    report = keeping.check(session)
    if not report.whole:
        raise AssertionError(f"the large log is not whole: {report.lines[:3]}")


def incident_of(session: Session, number: int = 0) -> Reference:
    """An open incident of the daily log, by its place in the list."""
    found = incident_lists.rows(session, IncidentFilter(StateFilter.OPEN))
    daily = (row.reference for row in found if row.reference.compartment is session.vault.daily.id)
    return next(islice(daily, number, None))
