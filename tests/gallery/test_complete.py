"""Everything the window can show has a picture, and the bars around it say what the demo school's log says."""

from PySide6.QtWidgets import QApplication, QWidget

from safeguard_app.services import declaration_queue
from safeguard_app.services import today as today_page
from safeguard_app.ui.settings.settings_page import SettingsPage
from safeguard_app.ui.shell.page import PageKey
from tests.gallery import shown
from tests.gallery.demo_school import opened_anew
from tests.gallery.scenes import all_scenes, shell


def test_every_page_sheet_and_form_has_a_scene() -> None:
    kinds = set(shown.shown_kinds())
    assert len(kinds) > 50, "they are found at all"
    assert kinds - set(shown.SCENE_OF) == set(), "give each a scene, and a line in shown.py"
    assert set(shown.SCENE_OF) - kinds == set(), "gone from the window"
    assert set(shown.SCENE_OF_PAGE) == set(PageKey)


def test_every_line_names_a_scene() -> None:
    named = {*shown.SCENE_OF.values(), *shown.SCENE_OF_PAGE.values()}
    assert named - set(all_scenes()) == set()


def test_only_what_others_are_built_on_needs_none() -> None:
    assert set(shown.shown_kinds()), "reads every module of the window, whichever test ran before"
    assert all(base.__subclasses__() for base in shown.BASES)


def test_a_line_that_is_not_true_is_found(qapp: QApplication) -> None:
    line = "settings.settings_page.SettingsPage"
    assert shown.not_as_said("settings", QWidget()) == [line, "the page Settings"]
    hidden = QWidget()
    SettingsPage().setParent(hidden)
    assert line in shown.not_as_said("settings", hidden), "there, and not in view"


def test_the_bars_say_what_the_log_says(qapp: QApplication) -> None:
    at, _ = opened_anew()  # some scenes prepare a sharing, of which Today tells from then on
    session = at.session
    day = at.wait(lambda: today_page.today(session))
    waiting = len(at.wait(lambda: declaration_queue.awaiting(session)).items)
    assert day.late + day.due and day.open and waiting, "a full day"
    window = shell(PageKey.SETTINGS, SettingsPage())
    said = [entry.accessibleName() for entry in window.rail.findChildren(QWidget)]
    assert f"Today, {day.late + day.due} waiting" in said
    assert f"Incidents, {day.open} waiting" in said
    assert f"Declarations, {waiting} waiting" in said
    window.deleteLater()
