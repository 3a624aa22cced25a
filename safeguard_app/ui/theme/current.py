"""The look in force, as painters ask for it.

The application palette is the only state: its window colour says which of the three looks is on, and the
application font says how large text is. So nothing has to be handed from widget to widget, nothing is kept twice,
and a test that sets no look gets the light one.
"""

from functools import lru_cache
from typing import Final

from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.style_sheet import build_style_sheet
from safeguard_app.ui.theme.tokens import Colours, ThemeName, TypeStyle

_DRESSED: Final = "dressed"
_BY_WINDOW: Final = {colours.window.lower(): name for name, colours in tokens.THEMES.items()}


def theme_name() -> ThemeName:
    """Which look is on; light until one was applied."""
    window = QGuiApplication.palette().color(QPalette.ColorRole.Window).name()
    return _BY_WINDOW.get(window, ThemeName.LIGHT)


def colours() -> Colours:
    """The colours of the look in force."""
    return tokens.THEMES[theme_name()]


def colour(token: str) -> QColor:
    """One token of the look in force, ready to paint with."""
    return QColor(colours().named(token))


def text_scale() -> float:
    """How large text is: 1.0 at the size of the design, 2.0 at 200 %."""
    points = QGuiApplication.font().pointSizeF()
    return points / tokens.BASE.points if points > 0 else 1.0


def scaled(pixels: int) -> int:
    """A height or width that holds text, grown with the size of text."""
    return round(pixels * max(1.0, text_scale()))


def font(style: TypeStyle = tokens.BASE, *, strong: bool = False) -> QFont:
    """The font of a type style at the text size in force; ``strong`` is weight 600."""
    application = QGuiApplication.font()
    key = style.name, style.points, 600 if strong else style.weight
    made = _MADE.get(key)
    if made is None or made[0] != application:
        made = _MADE[key] = application, _made(application, *key)
    return QFont(made[1])


def _made(application: QFont, name: str, points: float, weight: int) -> QFont:
    chosen = QFont(application)
    chosen.setPointSizeF(points * text_scale())
    chosen.setWeight(QFont.Weight(weight))
    if name == tokens.CODE.name:
        chosen.setFamilies(list(tokens.CODE_FONTS))
    return chosen


_MADE: Final[dict[tuple[str, float, int], tuple[QFont, QFont]]] = {}
"""Fonts that were asked for, each with the application's font it was made of: a page asks for thousands."""


def dress(window: QWidget) -> None:
    """Put the look's sheet on a window; it follows every change of look from then on.

    The sheet is the window's and not the application's: under one of the application's, Qt tells every part of a page
    anew with each box it is put into, and a long form took twice as long to make.
    """
    sheet = _sheet(theme_name(), text_scale())
    if window.styleSheet() != sheet:
        window.setProperty(_DRESSED, True)
        window.setStyleSheet(sheet)


def is_dressed(window: QWidget) -> bool:
    """Whether it follows the look. A tool tip has a sheet too, of Qt's own making."""
    return bool(window.property(_DRESSED))


@lru_cache(maxsize=4)
def _sheet(name: ThemeName, scale: float) -> str:
    return build_style_sheet(tokens.THEMES[name], scale)
