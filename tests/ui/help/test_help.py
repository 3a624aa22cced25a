"""F1 in the window: the page that belongs to what is in view, links, search, and nothing from outside."""

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from safeguard_app.ui.help.help_presenter import HelpPresenter
from safeguard_app.ui.help.help_sheet import HelpSheet
from safeguard_app.ui.shell.main_window import MainWindow
from safeguard_app.ui.shell.page import PageKey, PlainPage
from safeguard_app.ui.theme.theme import Theme
from tests.ui.accessibility import check_page
from tests.ui.clipping import clipped
from tests.ui.conftest import Stage


class Desk:
    """A window with a page in it, and its help."""

    def __init__(self, stage: Stage, key: PageKey | None = PageKey.REFERRALS) -> None:
        self.window = MainWindow()
        if key is None:
            self.window.show_face(QWidget())
        else:
            self.window.add_page(key, PlainPage(key.words, QWidget()))
            self.window.show_work(key)
        stage.present(self.window)
        self.help = HelpPresenter(self.window)

    @property
    def sheet(self) -> HelpSheet:
        assert self.help.sheet is not None
        return self.help.sheet


@pytest.mark.parametrize(
    ("key", "page"),
    [
        (PageKey.REFERRALS, "referrals-and-printing"),
        (PageKey.AUDIT, "audit"),
        (PageKey.INSIGHTS, "patterns"),
        (None, "locking"),
    ],
)
def test_help_opens_at_what_is_in_view(stage: Stage, key: PageKey | None, page: str) -> None:
    at = Desk(stage, key)
    at.help.open_here()
    assert at.sheet.page == page
    item = at.sheet.list.currentItem()
    assert item is not None
    assert item.data(Qt.ItemDataRole.UserRole) == page
    assert at.sheet.browser.hasFocus()


def test_the_page_begins_at_its_top_and_scrolls_by_keyboard(stage: Stage, qtbot: QtBot) -> None:
    at = Desk(stage)
    at.help.open_here()
    stage.settle()
    bar = at.sheet.browser.verticalScrollBar()
    assert bar.value() == 0
    QTest.keyClick(at.sheet.browser, Qt.Key.Key_PageDown)
    assert bar.value() > 0


def test_links_lead_to_other_pages_and_back(stage: Stage) -> None:
    at = Desk(stage)
    at.help.open_page("starting")
    assert not at.sheet.back_button.isEnabled()
    at.sheet.browser.anchorClicked.emit(QUrl("help:backup"))
    assert at.sheet.page == "backup"
    assert "Back up now" in at.sheet.browser.toPlainText()
    at.sheet.back_button.click()
    assert at.sheet.page == "starting"
    assert not at.sheet.back_button.isEnabled()


@pytest.mark.parametrize("address", ["https://example.org/", "file:///etc/passwd", "help:no-such-page", ""])
def test_no_link_leads_out(stage: Stage, address: str) -> None:
    at = Desk(stage)
    at.help.open_page("starting")
    before = at.sheet.browser.toPlainText()
    at.sheet.browser.anchorClicked.emit(QUrl(address))
    assert at.sheet.page == "starting"
    assert at.sheet.browser.toPlainText() == before


def test_nothing_is_loaded_for_a_page_from_anywhere(stage: Stage) -> None:
    at = Desk(stage)
    at.help.open_page("starting")
    at.sheet.browser.show_markdown("# A picture\n\n![of something](file:///etc/hostname)\n")
    assert at.sheet.browser.loadResource(2, QUrl("file:///etc/hostname")) is None


def test_a_search_lists_pages_and_opens_the_first(stage: Stage) -> None:
    at = Desk(stage)
    at.help.open_page("starting")
    at.sheet.search.setText("recovery key")
    at.sheet.find_now()
    assert at.sheet.page == "recovery-key"
    found = at.sheet.list.count()
    assert at.sheet.counted_label.text() == f"{found} pages found."
    at.sheet.search.setText("zebra")
    at.sheet.find_now()
    assert at.sheet.list.count() == 0
    assert at.sheet.counted_label.text() == "Nothing found for “zebra”."
    assert at.sheet.page == "recovery-key", "what is read stays in view"
    at.sheet.search.clear()
    at.sheet.find_now()
    assert at.sheet.list.count() > found


def test_typing_searches_after_a_pause(stage: Stage, qtbot: QtBot) -> None:
    at = Desk(stage)
    at.help.open_page("starting")
    QTest.keyClicks(at.sheet.search, "hibernat")
    qtbot.waitUntil(lambda: at.sheet.page == "protection")


def test_the_list_is_gone_through_by_keyboard(stage: Stage) -> None:
    at = Desk(stage)
    at.help.open_page("starting")
    at.sheet.list.setFocus()
    QTest.keyClick(at.sheet.list, Qt.Key.Key_Down)
    assert at.sheet.page == "recording"


def test_asked_for_again_it_turns_the_page_and_opens_no_second_sheet(stage: Stage) -> None:
    at = Desk(stage)
    at.help.open_here()
    first = at.sheet
    at.help.open_page("about")
    assert at.sheet is first
    assert first.page == "about"
    QTest.keyClick(first, Qt.Key.Key_Escape)
    assert at.help.sheet is None


@pytest.mark.parametrize(("width", "height", "scale"), [(1366, 736, 1.0), (1024, 608, 1.0), (1024, 608, 2.0)])
def test_every_control_is_named_and_nothing_clipped(
    stage: Stage, theme: Theme, width: int, height: int, scale: float
) -> None:
    theme.set_text_scale(scale)
    at = Desk(stage)
    stage.present(at.window, width, height)
    at.help.open_page("way-out")
    stage.settle()
    check_page(at.sheet)
    assert clipped(at.sheet) == []


def test_another_look_is_put_on_an_open_page(stage: Stage, theme: Theme) -> None:
    from safeguard_app.ui.theme.theme import ThemeChoice

    at = Desk(stage)
    at.help.open_page("starting")
    theme.choose(ThemeChoice.DARK)
    stage.settle()
    cursor = at.sheet.browser.textCursor()
    ink = cursor.block().begin().fragment().charFormat().foreground().color()
    assert ink.lightness() > 180
