"""The demo school's log for pictures, opened once for each user and shared; and what the window's bars say of it."""

import atexit
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from safeguard_app.domain.date_words import day_words
from safeguard_app.services.status import StatusMeaning
from safeguard_app.ui.shell.page import PageKey
from safeguard_app.ui.today.today_view import gather
from tests.ui.demo_log import OpenDemo, made_demo

STAMP = {"lead": "Miss Jo Abbey, DSL", "head": "Mrs Carol Denning, Headteacher"}


@dataclass(frozen=True)
class Bars:
    """What rail and status bar say right after unlock, read from the log."""

    counts: Mapping[PageKey, int]
    backup: str
    backup_ink: str
    user: str


def open_demo(who: str = "lead") -> OpenDemo:
    """The demo's log with somebody signed in; one and the same each time: pictures only look."""
    return _opened(who)[0]


def bars(who: str = "lead") -> Bars:
    """What the bars say when somebody has signed in. Read before any picture: some begin a referral or a draft."""
    return _opened(who)[1]


def opened_anew(who: str = "lead") -> tuple[OpenDemo, Bars]:
    """A demo school of its own, into which no picture has written, and what its bars say."""
    folder = Path(tempfile.mkdtemp(prefix="gallery-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    demo = OpenDemo(made_demo(), folder, who)
    return demo, _read(demo, who)


_opened = cache(opened_anew)


def _read(demo: OpenDemo, who: str) -> Bars:
    view = demo.wait(partial(gather, demo.session))
    day, backup = view.today, view.today.backup
    words = "No backup yet"
    if backup.at is not None:
        words = f"Backup checked {day_words(backup.at.astimezone(demo.session.zone).date(), year=False)}"
    counts = {
        PageKey.TODAY: day.late + day.due,
        PageKey.INCIDENTS: day.open,
        PageKey.DECLARATIONS: len(view.queue.items),
    }
    ink = "muted" if backup.meaning is StatusMeaning.DONE else backup.meaning.value
    return Bars(counts, words, ink, STAMP[who])
