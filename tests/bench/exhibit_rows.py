"""Rows of many exhibits: their record opened, a batch of small files taken in, and the memory that large ones take."""

import os
import random
import statistics
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from safeguard_app.domain.evidence import CaptureFacts, IntakeAnswer, Way
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import evidence, opening
from safeguard_app.services.evidence_views import IntakePermit, Offered
from safeguard_app.services.session import Session
from safeguard_app.ui.incidents.record_page import RecordPage
from safeguard_app.ui.incidents.record_view import RecordView, gather
from safeguard_app.ui.theme.current import dress
from safeguard_app.ui.theme.theme import Theme, ThemeChoice
from tests.bench import stock_tools
from tests.bench.course import MEGABYTE, Course
from tests.bench.evidence_rows import IMPORT, incident_of
from tests.bench.rows import Baseline, LeftOut, Row, at_most, median, seconds, told, within
from tests.evidence_files.made_files import picture

EXHIBITS = 200
_BUTTONS = ("Show the picture", "Facts", "Redact or mark", "Who had it", "Take back", "Quarantine")
_SMALL = 20_000
"""Bytes of a small file: a screenshot of a few lines of a chat."""
_FLAT = 32
"""Megabytes that a batch may take on top, however large its files are."""


def rows(course: Course) -> Iterator[Row | LeftOut]:
    """All of them."""
    session = course.log.unlock()
    try:
        yield from _opened(course, session)
        yield from _batch(course, session)
        yield _memory(course, session)
    finally:
        opening.lock(session)


def _take_in(session: Session, about: Reference, paths: list[Path]) -> None:
    """A batch under one answer."""
    permit = evidence.declare(session, about, IntakeAnswer.NO_SEEN_ALL)
    if not isinstance(permit, IntakePermit):
        raise TypeError("a file that was seen may be taken in")
    facts = CaptureFacts(what="A page of the chat", handle="@invented")
    intake = evidence.take_in(session, permit, tuple(Offered(Way.FILE, facts, path) for path in paths))
    if len(intake.taken) != len(paths):
        raise AssertionError("not all of the batch was taken in")


def take_in_pictures(course: Course, session: Session, number: int) -> Reference:
    """Two hundred pictures, each of its own colour and size, into the incident of a number."""
    about = incident_of(session, number)
    paths = [course.scratch / f"picture {place} of {number}.png" for place in range(EXHIBITS)]
    for place, path in enumerate(paths):
        path.write_bytes(picture("PNG", 60 + place, 40, (place, 90, number, 255)))
    _take_in(session, about, paths)
    return about


def at_the_window() -> QApplication:
    """The application that widgets need, as light as most see it."""
    application = QApplication.instance() or QApplication(["bench"])
    assert isinstance(application, QApplication)
    Theme(application, ThemeChoice.LIGHT)
    return application


def _opened(course: Course, session: Session) -> Iterator[Row]:
    """As the window does it: read on the vault's thread, then put in and painted on its own."""
    application = at_the_window()
    about = take_in_pictures(course, session, 1)
    page, plain = RecordPage(), QScrollArea()
    for widget in (page, plain):
        dress(widget)
        widget.resize(900, 700)
        widget.show()
        QTest.qWaitForWindowExposed(widget)
    beside = Baseline(
        f"{EXHIBITS} times three labels and six buttons of Qt's own, made and painted",
        median(partial(_plain, application, plain), course.times(9)),
    )
    reading = median(partial(gather, session, about), course.times(9))
    view, other = gather(session, about), gather(session, incident_of(session, 4))
    taken = []
    for _ in range(course.times(9)):
        _show(application, page, other)
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        taken.append(seconds(partial(_show, application, page, view)))
    showing = statistics.median(taken)
    name = f"open a record with {EXHIBITS} exhibits, until painted"
    note = f"of it {showing * 1000:.0f} ms on the window's thread; warm"
    yield within(name, reading + showing, beside, 0.5, note=note)
    yield told(f"a record with {EXHIBITS} exhibits, read on the vault's thread", reading, beside)
    page.close()
    plain.close()


def _show(application: QApplication, page: RecordPage, view: RecordView) -> None:
    """Put in, laid out and painted, every section of it."""
    page.show_record(view)
    application.processEvents()
    while not page.stands:
        application.processEvents()
    page.repaint()


def _plain(application: QApplication, area: QScrollArea) -> None:
    held = QWidget()
    lines = QVBoxLayout(held)
    for place in range(EXHIBITS):
        for words in (f"Ex{place + 1}", "Picture (PNG)", "A page of the chat"):
            lines.addWidget(QLabel(words))
        row = QHBoxLayout()
        for words in _BUTTONS:
            row.addWidget(QPushButton(words))
        lines.addLayout(row)
    area.setWidget(held)
    application.processEvents()
    area.repaint()


def _batch(course: Course, session: Session) -> Iterator[Row | LeftOut]:
    """Every file different, so that each is kept."""
    count = 60 if course.quick else 500
    name = f"take in a batch of {count} small files"
    missing = stock_tools.missing()
    if missing:
        yield LeftOut(name, f"not installed: {', '.join(missing)}")
        return
    paths = [course.scratch / f"small {place}.bin" for place in range(count)]
    for path in paths:
        path.write_bytes(os.urandom(_SMALL))
    tools = stock_tools.StockTools(course.scratch / "stock-small")
    ours = seconds(partial(_take_in, session, incident_of(session, 2), paths))
    plain = seconds(partial(_by_tools, tools, paths))
    note = f"{count / ours:.0f} files a second"
    yield at_most(name, ours, Baseline(f"{IMPORT}, for each of them", plain), 1.3, note=note)
    more = [path.with_suffix(".more") for path in paths]
    for path in more:
        path.write_bytes(os.urandom(_SMALL))
    again = seconds(partial(_take_in, session, incident_of(session, 2), more))
    name = f"take in {count} more on the same record"
    yield at_most(name, again, Baseline("the batch before it", ours), 1.5, note="its text for search grows")


def _by_tools(tools: stock_tools.StockTools, paths: list[Path]) -> None:
    for path in paths:
        tools.take_in(path)


def _memory(course: Course, session: Session) -> Row:
    """What the process held at most, beyond what it held before (Linux)."""
    size, count = (100, 3) if course.quick else (1_000, 3)
    paths = [course.scratch / f"large {place}.bin" for place in range(count)]
    chance = random.Random(5)
    piece = chance.randbytes(MEGABYTE)
    for place, path in enumerate(paths):
        with path.open("wb") as made:
            made.write(bytes([place]))
            for _ in range(size):
                made.write(piece)
    about, before = incident_of(session, 3), _held("VmRSS:")
    _forget_the_most()
    _take_in(session, about, paths)
    grown = max(0.0, _held("VmHWM:") - before)
    for path in paths:
        path.unlink()
    name = f"memory that a batch of {count} files of {size} MB takes"
    return within(name, grown, Baseline("one of the files", float(size)), _FLAT, "MB")


def _forget_the_most() -> None:
    """The most that is held is counted from now on."""
    counter = Path("/proc/self/clear_refs")
    if counter.exists():
        counter.write_text("5", encoding="ascii")


def _held(what: str) -> float:
    """Megabytes of memory of this process (Linux), 0 where that cannot be told."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(one for one in status.read_text(encoding="ascii").splitlines() if one.startswith(what))
    return float(line.split()[1]) * 1024 / MEGABYTE
