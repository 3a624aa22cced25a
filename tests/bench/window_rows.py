"""Rows in a window drawn off screen: lists, and, in processes of their own, start, unlock to Today, and memory."""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from time import monotonic

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListWidget

from safeguard_app.services import incident_lists, opening
from safeguard_app.services.incident_lists import IncidentFilter, IncidentRow, StateFilter
from safeguard_app.services.session import Session
from safeguard_app.ui.incidents.list_pane import ListPane
from safeguard_app.ui.theme.current import dress
from safeguard_app.ui.theme.theme import Theme, ThemeChoice
from tests.bench.course import Course
from tests.bench.keystroke_level import KEY
from tests.bench.rows import Baseline, Row, median, percentile, seconds, told, within

_FRAMES = 120
_SECOND_RUN = Path(__file__).parent / "second_run.py"
_PLAIN_LIST = "QListWidget with one line of text in each row"
_PLAIN_WINDOW = "a bare PySide6 window with one field"
_FILTERS = {
    "open ones": IncidentFilter(),
    "all": IncidentFilter(StateFilter.ALL),
    "one category": IncidentFilter(StateFilter.ALL, category="PV"),
    "a word of the text": IncidentFilter(StateFilter.ALL, text="swimming"),
}
_TYPICAL = "quiet maple river under seven"
"""As long as five plain words are."""


def rows(course: Course) -> Iterator[Row]:
    """All of them."""
    application = QApplication.instance() or QApplication(["bench"])
    assert isinstance(application, QApplication)
    Theme(application, ThemeChoice.LIGHT)
    session = course.log.unlock()
    try:
        yield from _lists(course, session)
    finally:
        opening.lock(session)
    yield from _processes(course)


def _lists(course: Course, session: Session) -> Iterator[Row]:
    """The list of the incidents page with every incident in it: put in, and scrolled from end to end."""
    shown = incident_lists.rows(session, IncidentFilter(StateFilter.ALL))
    counts = incident_lists.counts(session)
    pane, plain = ListPane(), QListWidget()
    for widget in (pane, plain):
        dress(widget)
        widget.resize(360, 700)
        widget.show()
        QTest.qWaitForWindowExposed(widget)
    putting = median(partial(_put, pane, shown, counts), course.times(9))
    adding = median(partial(_add, plain, [f"{row.case} {row.title}" for row in shown]), course.times(9))
    list_of_lines = Baseline(_PLAIN_LIST, adding)
    yield told("put all incidents into the list, on the window's thread", putting, list_of_lines)
    taken = {
        name: median(partial(_filter, pane, session, wanted), course.times(9))
        for name, wanted in _FILTERS.items()
    }
    slowest = max(taken, key=lambda name: taken[name])
    yield within(
        "a filter of the list, asked for until painted",
        taken[slowest],
        list_of_lines,
        0.05,
        note=f"the slowest of {len(taken)}: {slowest}",
    )
    ours, plainly = _scrolled(pane.list), _scrolled(plain)
    note = f"{len(shown):,} rows, {_FRAMES} frames, median {statistics.median(ours) * 1000:.1f} ms"
    baseline = Baseline(_PLAIN_LIST, percentile(plainly, 0.95))
    yield within(
        "scroll the list: a frame, 95th percentile", percentile(ours, 0.95), baseline, 0.05, note=note
    )
    pane.close()
    plain.close()


def _filter(pane: ListPane, session: Session, wanted: IncidentFilter) -> None:
    """What happens after a filter was chosen: both threads' share, one after the other."""
    pane.set_rows(incident_lists.rows(session, wanted), incident_lists.counts(session))
    pane.list.viewport().repaint()


def _put(pane: ListPane, shown: Sequence[IncidentRow], counts: Mapping[StateFilter, int]) -> None:
    pane.set_rows(shown if pane.list.row_count() != len(shown) else shown[1:], counts)
    pane.list.viewport().repaint()


def _add(plain: QListWidget, texts: Sequence[str]) -> None:
    plain.clear()
    plain.addItems(texts)
    plain.viewport().repaint()


def _scrolled(view: QAbstractItemView) -> list[float]:
    """Seconds for each frame of a scroll from top to bottom."""
    bar = view.verticalScrollBar()
    taken = []
    for frame in range(_FRAMES):
        begun = monotonic()
        bar.setValue(bar.maximum() * frame // (_FRAMES - 1))
        view.viewport().repaint()
        taken.append(monotonic() - begun)
    return taken


def _processes(course: Course) -> Iterator[Row]:
    """Fresh processes take turns: the program, and a bare window."""
    log = course.log
    of_program = ("program", str(log.folder), str(log.computer.state))
    for warming in (("bare",), of_program):  # reads libraries from the disk, and compiles
        _fresh(course.scratch, *warming)
    runs = [
        (_fresh(course.scratch, *of_program), _fresh(course.scratch, "bare")) for _ in range(course.times(7))
    ]
    ours = {name: statistics.median(run[name] for run, _ in runs) for name in runs[0][0]}
    plain = {name: statistics.median(run[name] for _, run in runs) for name in runs[0][1]}
    window = Baseline(_PLAIN_WINDOW, plain["shown"])
    for name, what, limit in (
        ("shown", "program start to the unlock page, warm", 1.0),
        ("today", "Unlock pressed to Today painted, after the KDF", 0.5),
        ("writing", "Ctrl+N to typing the account of a new incident", 0.2),
    ):
        worked, plainly = ours[f"{name}_processor"], plain["shown_processor"]
        note = f"of it a processor worked {worked:.2f} s; for the bare window {plainly:.2f} s"
        yield within(what, ours[name], window, limit, note=note)
    own = Baseline("the program’s own start to the unlock page", ours["shown"])
    yield within("a second run of bootstrap, until it starts the program", second_run(course), own, 2.0)
    note = f"a passphrase of {len(_TYPICAL)} letters takes {len(_TYPICAL) * KEY:.0f} s to type"
    yield told("read the rest of the program behind the unlock page", ours["ahead"], window, note=note)
    yield within("curtain drawn", ours["curtain"], window, 0.1)
    note = "drafts kept, databases closed, lock let go of; the process ends with that, and its memory"
    yield within("locked", ours["locked"], window, 1.0, note=note)
    size = Baseline(_PLAIN_WINDOW, plain["resident"] / 1e6)
    note = "resident after unlock, lists read, rubbish collected; the KDF's own peak is given back before"
    yield within("memory with the log open", ours["resident"] / 1e6, size, 250, "MB", note)
    least = Baseline("the least this program takes: 64 MiB, 3 passes", _least_stretch())
    yield told("stretch a passphrase (KDF) at the default cost", ours["stretched"], least)


def second_run(course: Course) -> float:
    """What bootstrap adds to the program's own start once everything is set up: the median of a few, in seconds."""
    screen = {name: value for name, value in _compiled(course.scratch).items() if name != "QT_QPA_PLATFORM"}
    taken = []
    for _ in range(1 + course.times(7)):  # the first sets up, and compiles
        command = [sys.executable, str(_SECOND_RUN), str(monotonic()), str(course.scratch / "set-up")]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, env=screen | {"DISPLAY": ":0"}
        )
        if done.returncode:
            raise AssertionError(f"bootstrap: {done.stderr[-2000:]}")
        taken.append(float(json.loads(done.stdout)))
    return statistics.median(taken[1:])


def _least_stretch() -> float:
    from safeguard_app.vault.keys.stretching import FLOOR, stretch

    return seconds(partial(stretch, "five plain words of somebody", bytes(16), FLOOR))


def _compiled(scratch: Path) -> dict[str, str]:
    """The environment, in which Python keeps what it compiled, as an installed program's does."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(scratch / "compiled")}


def _fresh(scratch: Path, *arguments: str) -> dict[str, float]:
    """Run :mod:`tests.bench.fresh` in a process of its own; what it measured."""
    command = [sys.executable, "-m", "tests.bench.fresh", str(monotonic()), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=_compiled(scratch))
    if done.returncode:
        raise AssertionError(f"{' '.join(arguments[:1])}: {done.stderr[-2000:]}")
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return answer
