"""Measures of the printed page, in points (design tokens, "Paper"). Nothing depends on colour or grey."""

from dataclasses import dataclass

from safeguard_app.documents.engine.page import MM, PAPER_HEIGHT, PAPER_WIDTH

LEFT = 20 * MM  # binding edge
RIGHT = PAPER_WIDTH - 15 * MM
WIDTH = RIGHT - LEFT
HEAD_BASELINE = 16 * MM
HEAD_RULE = 18.6 * MM
FOOT_RULE = PAPER_HEIGHT - 18.6 * MM
FOOT_BASELINES = (PAPER_HEIGHT - 14.6 * MM, PAPER_HEIGHT - 10.4 * MM)
CONTINUED_BASELINE = 21.6 * MM
TOP = 23.5 * MM
BOTTOM = FOOT_RULE - 3 * MM
ROOM = BOTTOM - TOP

HEAD_SIZE, FOOT_SIZE, CONTINUED_SIZE = 10.0, 9.0, 8.0
LABEL_GREY = 0xEC / 255
LINE_GREY = 0x76 / 255
LINE_WEIGHT = 0.6
HEAVY_WEIGHT = 1.6
BAR_WIDTH = 3.75
SIGNATURE_HEIGHT = 18 * MM
RULED_LINE = 8 * MM

ASCENT, DESCENT = 1.069, 0.293


@dataclass(frozen=True, slots=True)
class Type:
    """A size of type with its line height. ``strong`` sets all of it bold."""

    size: float
    leading: float
    strong: bool = False

    @property
    def baseline(self) -> float:
        """From the top of a line to its baseline."""
        return (self.leading - self.size * (ASCENT + DESCENT)) / 2 + self.size * ASCENT


@dataclass(frozen=True, slots=True)
class Look:
    """Sizes and spaces of one document: the usual ones, or tighter for a form that fits one page."""

    title: Type = Type(18, 24, strong=True)
    section: Type = Type(13, 18, strong=True)
    subsection: Type = Type(11, 15, strong=True)
    body: Type = Type(11, 15)
    small: Type = Type(9, 12.5)
    key: Type = Type(15, 24, strong=True)
    before_section: float = 9.0
    before_subsection: float = 6.0
    after_heading: float = 3.0
    between: float = 6.0
    padding: float = 3.0
    side_padding: float = 6.0
    ruled_line: float = RULED_LINE
    passage_padding: float = 4.5


USUAL = Look()
COMPACT = Look(
    title=Type(16, 20, strong=True),
    body=Type(11, 14),
    section=Type(11, 15, strong=True),
    passage_padding=3.5,
    before_section=6.0,
    after_heading=2.0,
    between=3.5,
    padding=2.0,
    ruled_line=7 * MM,
)
