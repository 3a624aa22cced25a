"""The one place where colours and sizes are written: every page, painter and style sheet reads them here.

Sizes are logical pixels at 100 % (96 dots per inch), type is in points. Contrast of every pair that meets on a
page is computed by a test over this file (text 4.5 to 1, controls and marks 3 to 1, WCAG 2.2).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class ThemeName(StrEnum):
    """The three looks of the window."""

    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high-contrast"


@dataclass(frozen=True, slots=True)
class Colours:
    """One look: each token as ``#RRGGBB``."""

    window: str
    rail: str
    paper: str
    sunken: str
    hover: str
    tint: str
    line: str
    line2: str
    control: str
    text: str
    muted: str
    disabled: str
    accent: str
    accenthover: str
    onaccent: str
    focus: str
    late: str
    latebg: str
    due: str
    duebg: str
    done: str
    donebg: str
    note: str
    notebg: str

    def named(self, token: str) -> str:
        """The colour of a token by its name, such as ``muted``. Raises AttributeError for an unknown name."""
        return str(getattr(self, token))


LIGHT: Final = Colours(
    window="#F4F2EE",
    rail="#EBE8E2",
    paper="#FFFFFF",
    sunken="#F8F6F3",
    hover="#F1EEE9",
    tint="#DDE8F2",
    line="#DEDAD3",
    line2="#BFB9AF",
    control="#7B766D",
    text="#1E1D1B",
    muted="#57534C",
    disabled="#8A857C",
    accent="#1F4E79",
    accenthover="#173C5E",
    onaccent="#FFFFFF",
    focus="#1F4E79",
    late="#9A1B1B",
    latebg="#FBEAE8",
    due="#764700",
    duebg="#FBF0DA",
    done="#1A5E36",
    donebg="#E5F2E9",
    note="#3D4D63",
    notebg="#E9EDF2",
)

DARK: Final = Colours(
    window="#1A1C1E",
    rail="#151718",
    paper="#222527",
    sunken="#1E2022",
    hover="#2B2F32",
    tint="#2A3D51",
    line="#373B3E",
    line2="#53595E",
    control="#8B9197",
    text="#ECEBE8",
    muted="#B7B4AE",
    disabled="#7D8185",
    accent="#8FBBE6",
    accenthover="#AED0F0",
    onaccent="#0E1B28",
    focus="#8FBBE6",
    late="#F5A79F",
    latebg="#43231F",
    due="#ECC378",
    duebg="#3C2F18",
    done="#90D3A7",
    donebg="#1E3828",
    note="#B9C7DA",
    notebg="#2B333E",
)

HIGH_CONTRAST: Final = Colours(
    window="#000000",
    rail="#000000",
    paper="#000000",
    sunken="#000000",
    hover="#1F1F1F",
    tint="#00395C",
    line="#8C8C8C",
    line2="#FFFFFF",
    control="#FFFFFF",
    text="#FFFFFF",
    muted="#FFFFFF",
    disabled="#9C9C9C",
    accent="#7FD4FF",
    accenthover="#B8E7FF",
    onaccent="#000000",
    focus="#FFE500",
    late="#FF9C94",
    latebg="#000000",
    due="#FFD166",
    duebg="#000000",
    done="#86F5A6",
    donebg="#000000",
    note="#D6E4FF",
    notebg="#000000",
)

THEMES: Final = {ThemeName.LIGHT: LIGHT, ThemeName.DARK: DARK, ThemeName.HIGH_CONTRAST: HIGH_CONTRAST}

DIM_ALPHA: Final = 0.42
"""How much black lies over the window behind a modal sheet."""


@dataclass(frozen=True, slots=True)
class TypeStyle:
    """One size of type: name used by the style sheet, points, line in pixels, weight."""

    name: str
    points: float
    line: int
    weight: int


TITLE: Final = TypeStyle("title", 22, 34, 600)
PAGE: Final = TypeStyle("page", 16, 28, 600)
SECTION: Final = TypeStyle("section", 13, 24, 600)
SUB: Final = TypeStyle("sub", 11, 20, 600)
READ: Final = TypeStyle("read", 11, 22, 400)
BASE: Final = TypeStyle("base", 10, 18, 400)
STRONG: Final = TypeStyle("strong", 10, 18, 600)
CODE: Final = TypeStyle("code", 10, 18, 400)
TYPE_STYLES: Final = (TITLE, PAGE, SECTION, SUB, READ, BASE, STRONG, CODE)

LINUX_FONTS: Final = ("Open Sans", "Noto Sans", "DejaVu Sans", "sans-serif")
"""Tried in this order on Linux; Windows and macOS use the system's own interface font."""
CODE_FONTS: Final = ("Cascadia Mono", "Consolas", "Menlo", "DejaVu Sans Mono", "monospace")

SPACE_1: Final = 4
SPACE_2: Final = 8
SPACE_3: Final = 12
SPACE_4: Final = 16
SPACE_5: Final = 24

RADIUS: Final = 6
RADIUS_POPUP: Final = 4
RADIUS_MODAL: Final = 8

COMMAND_BAR: Final = 48
STATUS_BAR: Final = 26
RAIL_WIDTH: Final = 160
RAIL_WIDTH_NARROW: Final = 156
RAIL_ROW: Final = 36
LIST_PANE: Final = 316
SIDE_PANEL: Final = 318
SIDE_PANEL_WIDE: Final = 352
SECTION_INDEX: Final = 188
BUTTON: Final = 32
BUTTON_SMALL: Final = 28
FIELD: Final = 32
SEGMENT: Final = 32
TARGET: Final = 24
ACTION_WIDTH: Final = 124
FORM_FOOTER: Final = 56
TABLE_HEAD: Final = 30
ROW_ONE_LINE: Final = 32
ROW_TWO_LINES: Final = 52
ROW_TODAY: Final = 55
ROW_PEOPLE: Final = 54
ROW_RECORD: Final = 69
MODAL_WIDTH: Final = 660
READING_WIDTH: Final = 760
NARROW_WINDOW: Final = 1180
"""Below this window width the side panel goes under the page and the section index becomes a button."""

ICON_CHIP: Final = 14
ICON_STATUS: Final = 15
ICON_BUTTON: Final = 16
ICON_RAIL: Final = 18
