"""Copies of a picture that were cut, covered or marked: what was done to the original, told so that it can be redone.

The original is write-once (domain.md 6.2): whatever is hidden or marked stands on a copy, which carries its parent's
exhibit number and SHA-256, what was hidden, why, and by whom. Measures are pixels of the picture the copy was made
from, counted from its top left corner.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.text_rules import LINE_LIMIT, checked_line

MOST_MARKS = 200
WORDS_LIMIT = 120
"""Letters of one text on a picture."""
_STROKES = 300
_THINNEST = 2


class MarkKind(StrEnum):
    """What can be put on a copy."""

    HIDE = "hide"
    """An opaque box: nothing of what was there is left."""
    BOX = "box"
    ARROW = "arrow"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a picture: its left and top pixel, and how many across and down."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first pixel to the right of it."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """The first pixel below it."""
        return self.top + self.height

    def within(self, other: "Area") -> "Area":
        """What both share; nothing across or down where they share nothing."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        right, bottom = min(self.right, other.right), min(self.bottom, other.bottom)
        return Area(left, top, max(0, right - left), max(0, bottom - top))

    def wider(self, by: int) -> "Area":
        """The same with ``by`` more pixels on every side."""
        return Area(self.left - by, self.top - by, self.width + 2 * by, self.height + 2 * by)


@dataclass(frozen=True, slots=True)
class Mark:
    """One box, arrow or text. An arrow points from its first corner to its second; a text fills its box."""

    kind: MarkKind
    x0: int
    y0: int
    x1: int
    y1: int
    words: str = ""

    @property
    def area(self) -> Area:
        """The part between its corners; at least a pixel."""
        left, top = min(self.x0, self.x1), min(self.y0, self.y1)
        return Area(left, top, max(1, abs(self.x1 - self.x0)), max(1, abs(self.y1 - self.y0)))


@dataclass(frozen=True, slots=True)
class Alterations:
    """All that a copy differs in: marks, opaque boxes over everything else, and what was cut away around ``crop``."""

    marks: tuple[Mark, ...] = ()
    crop: Area | None = None

    @property
    def hides(self) -> bool:
        """Whether anything is covered."""
        return any(one.kind is MarkKind.HIDE for one in self.marks)

    @property
    def is_empty(self) -> bool:
        """Whether the copy would be the picture itself."""
        return not self.marks and self.crop is None

    @property
    def name(self) -> str:
        """What such a copy is called."""
        if self.hides:
            return "Redacted copy"
        return "Marked copy" if self.marks else "Cropped copy"

    def told(self) -> str:
        """ "2 opaque boxes, 1 arrow; cropped"."""
        parts = []
        for kind, one, several in _COUNTED:
            count = sum(mark.kind is kind for mark in self.marks)
            if count:
                parts.append(f"{count} {one if count == 1 else several}")
        counted = ", ".join(parts)
        return "; ".join(part for part in (counted, "cropped" if self.crop is not None else "") if part)


_COUNTED = (
    (MarkKind.HIDE, "opaque box", "opaque boxes"),
    (MarkKind.BOX, "box", "boxes"),
    (MarkKind.ARROW, "arrow", "arrows"),
    (MarkKind.TEXT, "text", "texts"),
)


@dataclass(frozen=True, slots=True)
class Derivation:
    """Where a copy comes from and how it differs. ``copy`` counts from 1, which is A; ``page`` from 1, 0 a picture.

    ``smaller``: the original is so large that the copy was made from a smaller picture of it.
    """

    copy: int
    parent_sha256: str
    page: int
    alterations: Alterations
    hidden: str = ""
    why: str = ""
    smaller: bool = False


def copy_letters(copy: int) -> str:
    """1 is A, 26 is Z, 27 is AA."""
    letters = ""
    while copy > 0:
        copy, rest = divmod(copy - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def exhibit_name(exhibit: int, copy: int = 0) -> str:
    """ "Ex3"; "Ex3-A" for the first copy made of it."""
    return f"Ex{exhibit}-{copy_letters(copy)}" if copy else f"Ex{exhibit}"


def stroke_of(width: int, height: int) -> int:
    """How thick a line is on a picture of this size, in pixels."""
    return max(_THINNEST, max(width, height) // _STROKES)


def touched(mark: Mark, width: int, height: int) -> Area:
    """Every pixel that a mark may change; none outside the picture."""
    area = mark.area
    if mark.kind in {MarkKind.BOX, MarkKind.ARROW}:
        area = area.wider(3 * stroke_of(width, height))
    return area.within(Area(0, 0, width, height))


Point = tuple[float, float]


def arrow_head(mark: Mark, stroke: int) -> tuple[Point, Point, Point, Point]:
    """The tip of an arrow, the two corners behind it, and where its line ends."""
    across, down = mark.x1 - mark.x0, mark.y1 - mark.y0
    length = max(1.0, math.hypot(across, down))
    along = (across / length, down / length)
    head = min(6.0 * stroke, length)
    wide = head / 2.4
    neck = (mark.x1 - along[0] * head, mark.y1 - along[1] * head)
    left = (neck[0] - along[1] * wide, neck[1] + along[0] * wide)
    right = (neck[0] + along[1] * wide, neck[1] - along[0] * wide)
    return (float(mark.x1), float(mark.y1)), left, right, neck


def checked_alterations(alterations: Alterations, width: int, height: int) -> Alterations:
    """The same with its texts cleaned. Raises RuleViolation for what cannot be drawn on a picture of this size."""
    if alterations.is_empty:
        raise RuleViolation(
            {"marks": "Nothing is covered, marked or cut away yet, so there is no copy to keep."}
        )
    if len(alterations.marks) > MOST_MARKS:
        raise RuleViolation({"marks": f"More than {MOST_MARKS} marks cannot be put on one copy."})
    _refuse_outside((one.area for one in alterations.marks), width, height)
    if alterations.crop is not None:
        _refuse_outside((alterations.crop,), width, height)
    marks = tuple(_checked(one) for one in alterations.marks)
    return Alterations(marks, alterations.crop)


def checked_reasons(alterations: Alterations, hidden: str, why: str) -> tuple[str, str]:
    """What was hidden and why, cleaned; both are required as soon as anything is covered. Raises RuleViolation."""
    problems: dict[str, str] = {}
    cleaned = {"hidden": "", "why": ""}
    asked = {
        "hidden": "Say what is hidden, without repeating it.",
        "why": "Say why this copy hides something.",
    }
    for field, words in (("hidden", hidden), ("why", why)):
        try:
            cleaned[field] = checked_line(words, field, LINE_LIMIT)
        except RuleViolation as refused:
            problems.update(refused.fields)
            continue
        if alterations.hides and not cleaned[field]:
            problems[field] = asked[field]
    if problems:
        raise RuleViolation(problems)
    return cleaned["hidden"] if alterations.hides else "", cleaned["why"]


def _checked(mark: Mark) -> Mark:
    words = checked_line(mark.words, "marks", WORDS_LIMIT)
    if mark.kind is not MarkKind.TEXT:
        return Mark(mark.kind, mark.x0, mark.y0, mark.x1, mark.y1)
    if not words:
        raise RuleViolation({"marks": "A text on the picture has no words yet. Write them, or remove it."})
    return Mark(mark.kind, mark.x0, mark.y0, mark.x1, mark.y1, words)


def _refuse_outside(areas: Iterable[Area], width: int, height: int) -> None:
    picture = Area(0, 0, width, height)
    if any(area.within(picture) != area or not (area.width and area.height) for area in areas):
        raise RuleViolation({"marks": "A mark reaches outside the picture. Move it inside."})
