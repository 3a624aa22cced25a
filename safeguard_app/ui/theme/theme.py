"""Puts a look on the application: follows the system, or what the user chose."""

import sys
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import dress, is_dressed
from safeguard_app.ui.theme.focus_ring import FocusRing
from safeguard_app.ui.theme.style_sheet import build_palette
from safeguard_app.ui.theme.tokens import ThemeName

_STYLE: Final = "Fusion"


class ThemeChoice(StrEnum):
    """What the user can choose; ``SYSTEM`` follows the computer's own setting, contrast included."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high-contrast"


class Theme(QObject):
    """The application's look: font and palette for all, and the sheet of every window that was dressed.

    Create one, after QApplication and before any widget.

    Signals:
        changed(str): another look or text size was put on; carries the ThemeName value.
    """

    changed = Signal(str)

    def __init__(self, application: QApplication, choice: ThemeChoice = ThemeChoice.SYSTEM) -> None:
        """Apply the look at once and follow the system's setting from then on."""
        super().__init__(application)
        self._application = application
        self._choice = choice
        self._text_scale = 1.0
        if (
            application.style().name().lower() != _STYLE.lower()
        ):  # another one takes the old one from under windows
            application.setStyle(_STYLE)
        self._ring = FocusRing.of(application)
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._follow)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow)
        self._apply()

    @property
    def name(self) -> ThemeName:
        """The look in force."""
        if self._choice is not ThemeChoice.SYSTEM:
            return ThemeName(self._choice.value)
        hints = self._application.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return ThemeName.HIGH_CONTRAST
        return ThemeName.DARK if hints.colorScheme() == Qt.ColorScheme.Dark else ThemeName.LIGHT

    @property
    def text_scale(self) -> float:
        """How large text is: 1.0 at the design's size."""
        return self._text_scale

    def choose(self, choice: ThemeChoice) -> None:
        """Put on the look the user chose; the look already on stays as it is."""
        if choice is not self._choice:
            self._choice = choice
            self._apply()

    def set_text_scale(self, scale: float) -> None:
        """Make all text larger or smaller: 1.0 is the design's size, 2.0 is 200 %."""
        if scale != self._text_scale:
            self._text_scale = scale
            self._apply()

    def _follow(self) -> None:
        if self._choice is ThemeChoice.SYSTEM:
            self._apply()

    def _apply(self) -> None:
        colours = tokens.THEMES[self.name]
        dressed = [window for window in self._application.topLevelWidgets() if is_dressed(window)]
        # One sheet put over another has Qt match every rule again for every change it makes: six times as slow.
        for window in dressed:
            window.setStyleSheet("")
        self._application.setFont(base_font(self._text_scale))
        self._application.setPalette(build_palette(colours))
        for window in dressed:
            dress(window)
        self.changed.emit(self.name.value)


def base_font(text_scale: float = 1.0) -> QFont:
    """The system's interface font (on Linux the first present of a short list), with figures of equal width."""
    font = QFont()
    if sys.platform.startswith("linux"):
        font.setFamilies(list(tokens.LINUX_FONTS))
    font.setPointSizeF(tokens.BASE.points * text_scale)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
