"""Copying answers out by keyboard: one key copies and moves on, and what was copied is taken back."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.ui.desktop.clipboard import ClipboardPolicy
from safeguard_app.ui.referrals.copy_window import END, CopyWindow
from safeguard_app.vault import reading
from tests.ui.accessibility import check_page
from tests.ui.demo_fixture import Work
from tests.ui.referrals.test_referrals import Desk

KEY = Qt.Key


class Copying:
    """The form about Mr Merrin, laid out to be copied."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.at = Desk(work)
        self.at.page.copy_button.click()
        work.settle()

    @property
    def window(self) -> CopyWindow:
        window = self.at.presenter.copy_out.window
        assert window is not None
        return window

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.window, key, modifier)
        self.work.settle()

    def events(self) -> list[int]:
        session = self.at.session
        connection = session.vault.compartment(Compartment.ADULTS).connection
        found = self.work.demo.wait(lambda: reading.events(connection, newest=10**9))
        return [
            int(one.event.facts["answers"]) for one in found if one.event.kind is EventKind.REFERRAL_COPIED
        ]


@pytest.fixture
def clipboard() -> Iterator[QClipboard]:
    found = QGuiApplication.clipboard()
    found.clear()
    yield found
    found.clear()


def test_one_key_copies_and_moves_on_and_a_use_is_one_event(work: Work, clipboard: QClipboard) -> None:
    copying = Copying(work)
    window = copying.window
    check_page(window)
    first = window.answer
    assert first is not None and window.question_label.text() == first.label
    assert clipboard.text() == "" and copying.events() == []
    copying.press(KEY.Key_Return)
    assert clipboard.text() == first.text
    assert window.copied_label.text() == f"Copied: {first.label}"
    second = window.answer
    assert second is not None and second != first and window.place_label.text().startswith("2 of ")
    copying.press(KEY.Key_Right)
    assert clipboard.text() == first.text, "skipping copies nothing"
    third = window.answer
    copying.press(KEY.Key_Left)
    assert window.answer == second
    copying.press(KEY.Key_Right)
    copying.press(KEY.Key_Return)
    assert third is not None and clipboard.text() == third.text
    assert window._sheet is not None
    assert copying.events() == [len(window._sheet.answers)]
    window.close()


def test_two_presses_before_the_first_is_noted_are_one_use(work: Work, clipboard: QClipboard) -> None:
    copying = Copying(work)
    window = copying.window
    first = window.answer
    for _ in range(2):
        QTest.keyClick(window, KEY.Key_Return)
    work.settle()
    assert first is not None and clipboard.text() == first.text
    assert len(copying.events()) == 1
    window.close()
    assert window.accessibleDescription() == "", "nor may a screen reader say it afterwards"


def test_leaving_takes_back_what_was_copied_and_nothing_of_others(work: Work, clipboard: QClipboard) -> None:
    copying = Copying(work)
    copying.press(KEY.Key_Return)
    QTest.keyClick(copying.window, KEY.Key_Escape)
    work.settle()
    assert clipboard.text() == "" and copying.at.presenter.copy_out.window is None
    copying = Copying(work)
    copying.press(KEY.Key_Return)
    clipboard.setText("somebody else’s")
    QTest.keyClick(copying.window, KEY.Key_Escape)
    work.settle()
    assert clipboard.text() == "somebody else’s"


def test_the_programs_own_timeout_takes_it_back_and_the_window_says_so(
    work: Work, clipboard: QClipboard
) -> None:
    policy = ClipboardPolicy(clipboard)
    copying = Copying(work)
    copying.press(KEY.Key_Return)
    assert policy._timer.isActive(), "what the window copied is guarded as whatever else is copied"
    policy._timer.timeout.emit()
    work.settle()
    assert clipboard.text() == "" and copying.window.copied_label.text() == "What was copied is taken back."
    copying.window.close()
    policy.deleteLater()


def test_the_last_answer_says_so_and_the_curtain_covers_the_window(work: Work, clipboard: QClipboard) -> None:
    copying = Copying(work)
    window = copying.window
    assert window._sheet is not None
    window._go(len(window._sheet.answers) - 1)
    last = window.answer
    copying.press(KEY.Key_Return)
    assert window.answer == last and window.hint_label.text() == END
    asked: list[str] = []
    copying.at.presenter.copy_out.curtain_asked.connect(lambda: asked.append("curtain"))
    copying.at.presenter.copy_out.lock_asked.connect(lambda: asked.append("lock"))
    copying.press(KEY.Key_F8)
    copying.press(KEY.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert asked == ["curtain", "lock"]
    copying.at.presenter.copy_out.cover()
    assert not window.isVisible()
    copying.at.presenter.copy_out.uncover()
    assert window.isVisible() and window.answer == last
    window.close()
    copying.at.presenter.copy_out.uncover()
    assert not window.isVisible()


def test_an_answer_that_is_changed_meanwhile_is_shown_as_it_is_now(work: Work, clipboard: QClipboard) -> None:
    copying = Copying(work)
    window = copying.window
    assert window._sheet is not None
    place = next(at for at, one in enumerate(window._sheet.answers) if one.key == "safeguards")
    window._go(place)
    copying.at.answer("safeguards", "He is at home.")
    copying.at.presenter.refresh(copying.at.told[-1])
    work.settle()
    assert window.answer_label.text() == "He is at home."
    window.close()


def test_it_need_not_stay_in_front(work: Work, clipboard: QClipboard) -> None:
    window = Copying(work).window
    window.front_tick.click()
    assert not window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint and window.isVisible()
    window.close()
