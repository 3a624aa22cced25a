"""The head and foot of every page, and the stamp of a demo; artefacts all, drawn when the pages are counted."""

from dataclasses import dataclass
from datetime import datetime

from safeguard_app.documents.content import PageFrame
from safeguard_app.documents.engine.flow import Bookmark
from safeguard_app.documents.engine.look import (
    CONTINUED_BASELINE,
    CONTINUED_SIZE,
    FOOT_BASELINES,
    FOOT_RULE,
    FOOT_SIZE,
    HEAD_BASELINE,
    HEAD_RULE,
    HEAD_SIZE,
    LEFT,
    RIGHT,
    TOP,
    WIDTH,
    Type,
)
from safeguard_app.documents.engine.page import Page
from safeguard_app.documents.engine.setting import Setter
from safeguard_app.documents.engine.spans import SetLine

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PAGINATION = "/Artifact <</Type/Pagination>> BDC"
_RULE_WEIGHT = 0.9
_SMALLEST = 6.0
_LONGEST = 300
_AT_LEFT, _MIDDLE, _AT_RIGHT = 0.0, 0.5, 1.0
_STAMP_SIZE = 190.0
DEMO_WORDS = "DEMO. Invented people."


def printed_date(at: datetime) -> str:
    """A day as it is printed: "Mon 12 Oct 2026"."""
    return f"{_DAYS[at.weekday()]} {at.day} {_MONTHS[at.month - 1]} {at.year}"


def continued_sections(bookmarks: list[Bookmark], pages: int) -> list[str]:
    """For each page the section of the first level that runs on from the page before; empty where one begins."""
    found: list[str] = []
    running, reached = "", 0
    tops = [one for one in bookmarks if one.depth == 0]
    for page in range(pages):
        while reached < len(tops) and (tops[reached].page, tops[reached].top) <= (page, TOP):
            running = "" if (tops[reached].page, tops[reached].top) == (page, TOP) else tops[reached].title
            reached += 1
        found.append(running)
        if reached and not running:
            running = tops[reached - 1].title
    return found


class Furniture:
    """Draws head, foot and stamp for the pages of one document."""

    def __init__(
        self, frame: PageFrame, setter: Setter, at: datetime, number: str = "", running: str = ""
    ) -> None:
        """Set what is the same on every page; the document's ``number`` stands beside the chain head.

        ``running``, what it is of, stands last on its line: where there is no room for all of that, its end is cut.
        """
        self._setter = setter
        self._demo = frame.demo
        first, second = FOOT_BASELINES
        case = f"Case {frame.case_number}" if frame.case_number else ""
        left = ", ".join(part for part in (case, frame.version, frame.copy, running) if part)
        document = f", document {number}" if number else ""
        chain = f"Chain head {frame.chain_head}{document}" if frame.chain_head else ""
        printed = f"Printed {printed_date(at)}" if frame.dated else ""
        school_room = WIDTH * (0.33 if frame.demo else 0.6)
        self._lines = [
            self._line(frame.school, HEAD_BASELINE, HEAD_SIZE, school_room, _AT_LEFT),
            self._line(frame.marking, HEAD_BASELINE, HEAD_SIZE, WIDTH * 0.33, _AT_RIGHT, strong=True),
            self._line(left[:1].upper() + left[1:], first, FOOT_SIZE, WIDTH * 0.65, _AT_LEFT),
            self._line(chain, second, FOOT_SIZE, WIDTH * 0.65, _AT_LEFT),
            self._line(printed, second, FOOT_SIZE, WIDTH * 0.33, _AT_RIGHT),
        ]
        if frame.demo:
            words = self._line(DEMO_WORDS, HEAD_BASELINE, HEAD_SIZE, WIDTH * 0.3, _MIDDLE, strong=True)
            self._lines.append(words)

    def draw(self, index: int, total: int, continued: str = "") -> bytes:
        """The furniture of one page, counted from 0; ``continued`` is the section that runs on from the page before."""
        page = Page(index, _PAGINATION)
        if self._demo:
            stamp = self._setter.line("DEMO", Type(_STAMP_SIZE, _STAMP_SIZE, strong=True))
            page.stamp(stamp.spans, _STAMP_SIZE, stamp.width)
        page.rule(LEFT, HEAD_RULE, RIGHT, HEAD_RULE, _RULE_WEIGHT)
        page.rule(LEFT, FOOT_RULE, RIGHT, FOOT_RULE, _RULE_WEIGHT)
        counted = f"Page {index + 1} of {total}"
        number = self._line(counted, FOOT_BASELINES[0], FOOT_SIZE, WIDTH * 0.33, _AT_RIGHT)
        lines = [*self._lines, number]
        if continued:
            words = f"{continued}, continued"
            lines.append(self._line(words, CONTINUED_BASELINE, CONTINUED_SIZE, WIDTH, _AT_LEFT))
        for placed in lines:
            page.line(None, placed.left, placed.baseline, placed.line, placed.size)
        return page.finish()

    def _line(
        self, text: str, baseline: float, size: float, room: float, where: float, *, strong: bool = False
    ) -> "_PlacedLine":
        """One line, made smaller where it has to be: ``where`` is 0 at the left, 1 at the right."""
        line, fitted = self._fitted(" ".join(text[:_LONGEST].split()), size, room, strong=strong)
        return _PlacedLine(line, fitted, LEFT + (WIDTH - line.width) * where, baseline)

    def _fitted(self, text: str, size: float, room: float, *, strong: bool) -> tuple[SetLine, float]:
        """The line and its size: down to 6 points, then cut with an ellipsis."""
        line = self._setter.line(text, Type(size, size, strong))
        if line.width <= room:
            return line, size
        smaller = max(_SMALLEST, size * room / line.width)
        line = self._setter.line(text, Type(smaller, smaller, strong))
        if line.width > room * 1.01:
            kept = max(1, int(len(text) * room / line.width) - 1)
            line = self._setter.line(text[:kept] + "\u2026", Type(smaller, smaller, strong))
        return line, smaller


@dataclass(frozen=True, slots=True)
class _PlacedLine:
    """A set line, its size and where it stands."""

    line: SetLine
    size: float
    left: float
    baseline: float
