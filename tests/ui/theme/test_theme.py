"""The look: palette and sheet follow the choice, icons follow the look, the ring follows the keyboard."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from safeguard_app.system.resources import ResourceMissing
from safeguard_app.ui.shell.main_window import MainWindow
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colours, scaled, text_scale, theme_name
from safeguard_app.ui.theme.icons import app_icon, pixmap
from safeguard_app.ui.theme.style_sheet import build_style_sheet
from safeguard_app.ui.theme.theme import Theme, ThemeChoice
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.text_label import TextLabel
from tests.ui.conftest import Stage

UI = Path(__file__).resolve().parents[3] / "safeguard_app" / "ui"


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK, ThemeChoice.HIGH_CONTRAST])
def test_the_chosen_look_is_what_painters_ask_for(theme: Theme, choice: ThemeChoice) -> None:
    theme.choose(choice)
    assert theme_name().value == choice.value
    assert colours() == tokens.THEMES[theme_name()]


@pytest.mark.parametrize("choice", [ThemeChoice.DARK, ThemeChoice.HIGH_CONTRAST])
def test_a_window_wears_the_sheet_of_the_look_and_follows_it(
    theme: Theme, choice: ThemeChoice, qtbot: QtBot
) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    label = TextLabel("Late", tone="late", parent=window)
    theme.choose(choice)
    theme.set_text_scale(2.0)
    look = tokens.THEMES[theme.name]
    assert window.styleSheet() == build_style_sheet(look, 2.0)
    label.ensurePolished()
    assert label.palette().color(QPalette.ColorRole.WindowText).name() == look.late.lower()
    theme.choose(ThemeChoice.LIGHT)
    assert window.styleSheet() == build_style_sheet(tokens.LIGHT, 2.0)


def test_a_widget_with_a_sheet_of_its_own_keeps_it(theme: Theme, qtbot: QtBot) -> None:
    tip = QWidget()
    qtbot.addWidget(tip)
    tip.setStyleSheet("/* a tool tip has one, of Qt's own making */")
    theme.choose(ThemeChoice.DARK)
    assert tip.styleSheet() == "/* a tool tip has one, of Qt's own making */"


def test_following_the_system_gives_one_of_the_three(theme: Theme, qapp: QApplication) -> None:
    theme.choose(ThemeChoice.SYSTEM)
    dark = qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark
    assert theme_name() in (
        tokens.ThemeName.DARK if dark else tokens.ThemeName.LIGHT,
        tokens.ThemeName.HIGH_CONTRAST,
    )


def test_text_at_200_per_cent_grows_heights_with_it(theme: Theme) -> None:
    theme.set_text_scale(2.0)
    assert text_scale() == 2.0
    assert scaled(tokens.BUTTON) == 64


@pytest.mark.parametrize("look", list(tokens.THEMES.values()))
def test_the_sheet_has_no_colour_of_its_own(look: tokens.Colours) -> None:
    known = {look.named(token).lower() for token in tokens.Colours.__slots__}
    found = {colour.lower() for colour in re.findall(r"#[0-9A-Fa-f]{6}", build_style_sheet(look))}
    assert found
    assert found <= known


def test_no_colour_is_written_outside_the_token_file() -> None:
    offenders = [
        str(file.relative_to(UI))
        for file in UI.rglob("*.py")
        if file.name != "tokens.py"
        and re.search(r"[\"']#[0-9A-Fa-f]{3,8}[\"']", file.read_text(encoding="utf-8"))
    ]
    assert offenders == []


def test_an_icon_is_drawn_in_the_colour_of_the_look(theme: Theme) -> None:
    theme.choose(ThemeChoice.DARK)
    image = pixmap("minus", "late", 24, 1.0).toImage()
    inks = {
        image.pixelColor(x, y).name()
        for x in range(24)
        for y in range(24)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert inks == {QColor(tokens.DARK.late).name()}


def test_an_icon_takes_the_pixels_of_its_screen() -> None:
    drawn = pixmap("check", "text", 16, 2.0)
    assert (drawn.width(), drawn.devicePixelRatio()) == (32, 2.0)


def test_a_name_that_is_not_shipped_is_refused() -> None:
    with pytest.raises(ResourceMissing):
        pixmap("no-such-icon")


def test_the_window_has_an_icon(qapp: QApplication) -> None:
    assert not app_icon().isNull()


def test_the_ring_floats_around_the_focused_button_and_moves_nothing(stage: Stage) -> None:
    first, second = Button("One"), Button("Two")
    window = stage.show(first, second)
    before = [button.geometry() for button in (first, second)]
    second.setFocus()
    assert _rings(window) == [second.geometry().adjusted(-3, -3, 3, 3)]
    assert [button.geometry() for button in (first, second)] == before
    first.setFocus()
    assert _rings(window) == [first.geometry().adjusted(-3, -3, 3, 3)]


def test_a_second_theme_of_one_application_draws_no_second_ring(qapp: QApplication, stage: Stage) -> None:
    Theme(qapp)
    Theme(qapp)
    button = Button("One")
    window = stage.show(button)
    button.clearFocus()
    button.setFocus()
    assert len(_rings(window)) == 1


def _rings(window: QWidget) -> list[QRect]:
    rings = [child for child in window.findChildren(QWidget) if type(child).__name__ == "_RingWidget"]
    return [ring.geometry() for ring in rings if ring.isVisible()]
