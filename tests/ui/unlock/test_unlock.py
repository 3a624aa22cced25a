"""Unlocking: school before passphrase, one-second pace after a wrong one, the recovery key, secrets not kept."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.ui.tasks import TaskRunner
from safeguard_app.ui.unlock.unlock_page import WRONG_PACE_MS, UnlockFace, UnlockPage
from safeguard_app.ui.unlock.unlock_presenter import UnlockPresenter, UnlockServices
from safeguard_app.ui.widgets.new_passphrase import Judgement
from tests.ui.accessibility import check_page
from tests.ui.conftest import Stage

RIGHT = "harbour velvet ninety orchard tin"


class Wrong(KnownProblem):
    """As the vault says it."""

    code = "wrong_passphrase"
    sentence = "That passphrase is not right."


class Damaged(KnownProblem):
    """As the vault says it."""

    code = "database_damaged"
    sentence = "The log is damaged."
    next_step = "Restore a backup."


class FakeLog:
    """Opens with one passphrase and one recovery key."""

    def __init__(self) -> None:
        self.damaged = False
        self.asked: list[object] = []

    def unlock(self, way_in: object, passphrase: str) -> object:
        self.asked.append(way_in)
        if self.damaged:
            raise Damaged
        if passphrase != RIGHT:
            raise Wrong
        return "session"

    def recover(self, way_in: object, key: str, passphrase: str) -> object:
        self.asked.append((way_in, key, passphrase))
        return "recovered"


def judge(text: str) -> Judgement:
    return Judgement(round(12.5 * len(text.split())))


@pytest.fixture
def runner() -> Iterator[TaskRunner]:
    bugs: list[BaseException] = []
    made = TaskRunner(bugs.append)
    yield made
    made.shut_down()
    assert bugs == []


@pytest.fixture
def log() -> FakeLog:
    return FakeLog()


@pytest.fixture
def page(stage: Stage, runner: TaskRunner, log: FakeLog) -> UnlockPage:
    made = UnlockPage()
    made.show_face(
        UnlockFace("Baylis Lane Primary", (("dsl", "Designated Safeguarding Lead"), ("head", "Headteacher")))
    )
    presenter = UnlockPresenter(made, UnlockServices(log.unlock, log.recover, judge, lambda: RIGHT), runner)
    made.setProperty("presenter", presenter)
    stage.present(made)
    return made


def presenter_of(page: UnlockPage) -> UnlockPresenter:
    presenter = page.findChild(UnlockPresenter)
    assert presenter is not None
    return presenter


def test_the_school_is_shown_and_the_passphrase_has_the_keyboard(page: UnlockPage) -> None:
    page.passphrase.setFocus()
    assert page.school_label.text() == "Baylis Lane Primary"
    assert QApplication.focusWidget() is page.passphrase
    check_page(page)


def test_the_right_passphrase_opens_and_is_not_kept(qtbot: QtBot, page: UnlockPage, log: FakeLog) -> None:
    page.role_box.set_value("head")
    page.passphrase.setText(RIGHT)
    with qtbot.waitSignal(presenter_of(page).opened) as opened:
        qtbot.keyClick(page.passphrase, Qt.Key.Key_Return)
    assert (opened.args, log.asked) == (["session"], ["head"])
    assert page.passphrase.text() == ""


def test_a_wrong_one_is_said_and_rests_a_second_without_a_lock_out(qtbot: QtBot, page: UnlockPage) -> None:
    page.passphrase.setText("something else")
    page.unlock_button.click()
    qtbot.waitUntil(lambda: page.notice is not None)
    assert page.notice is not None
    assert page.notice.words()[0] == "That passphrase is not right."
    assert not page.unlock_button.isEnabled()
    assert page._pause.interval() == WRONG_PACE_MS
    assert page.passphrase.selectedText() == page.passphrase.text()
    page._pause.timeout.emit()
    assert page.unlock_button.isEnabled()


def test_damage_is_another_sentence_with_its_next_step(qtbot: QtBot, page: UnlockPage, log: FakeLog) -> None:
    log.damaged = True
    page.passphrase.setText(RIGHT)
    page.unlock_button.click()
    qtbot.waitUntil(lambda: page.notice is not None)
    assert page.notice is not None
    assert page.notice.words() == ("The log is damaged.", "Restore a backup.")
    assert page.unlock_button.isEnabled()


def test_nothing_is_asked_without_a_passphrase(page: UnlockPage, log: FakeLog) -> None:
    page.unlock_button.click()
    assert log.asked == []
    assert page.notice is not None


def test_the_recovery_key_needs_a_new_passphrase_that_is_strong(
    qtbot: QtBot, page: UnlockPage, log: FakeLog
) -> None:
    page.recovery_button.click()
    form = page.recovery_form
    form.key_field.setPlainText("q9v7k m2xpa")
    for line in (form.new_passphrase.first, form.new_passphrase.second):
        line.setText("baylis lane")
    form.open_button.click()
    assert log.asked == []
    for line in (form.new_passphrase.first, form.new_passphrase.second):
        line.setText(RIGHT)
    with qtbot.waitSignal(presenter_of(page).opened) as opened:
        form.open_button.click()
    assert opened.args == ["recovered"]
    assert log.asked == [("dsl", "q9v7k m2xpa", RIGHT)]
    assert form.key_field.toPlainText() == ""
    assert form.new_passphrase.text() == ""


def test_going_back_from_the_recovery_key_empties_it(page: UnlockPage) -> None:
    page.recovery_button.click()
    page.recovery_form.key_field.setPlainText("q9v7k")
    check_page(page)
    page.recovery_form.back_button.click()
    assert page.recovery_form.key_field.toPlainText() == ""
    assert page.passphrase.isVisible()


def test_what_needs_no_passphrase_is_at_the_foot(qtbot: QtBot, page: UnlockPage) -> None:
    for signal, words in ((page.blank_form_asked, "Print a blank concern form"), (page.help_asked, "Help")):
        with qtbot.waitSignal(signal):
            next(b for b in page.strip.findChildren(type(page.unlock_button)) if b.text() == words).click()
