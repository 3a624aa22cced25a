"""An account that is known is told of beneath the field it is typed in, and its links open list and person."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from safeguard_app.domain.evidence import CaptureFacts
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import Handle, Person, PersonKind, PersonRef
from safeguard_app.services import people
from safeguard_app.ui.incidents.facts_panel import FactsPanel
from safeguard_app.ui.incidents.handle_lines import HandleLines
from tests.ui.incidents.conftest import IncidentsDesk
from tests.ui.incidents.test_form import _begin

SEEN = "@larch.truth: said to be Mr Dean Halloway’s on Facebook (suspected). Seen in 1 record."


def _known(at_desk: IncidentsDesk) -> tuple[Reference, Reference]:
    """Somebody with an account, and a record that names it."""
    person = Person("Mr Dean Halloway", PersonKind.PARENT_CARER, handles=(Handle("facebook", "Larch.Truth"),))
    reference = at_desk.desk.wait(lambda: people.add(at_desk.session, person))[0]
    account = (PersonRef(None, "@larch.truth", ""), "account")
    return reference, at_desk.file("CB", (at_desk.cast.tyler, "target"), account)


def _press(lines: HandleLines, label: str) -> None:
    """Press a link with the keyboard."""
    button = next(one for one in lines.findChildren(QAbstractButton) if one.text() == label)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def test_the_line_comes_once_typing_pauses_and_puts_nothing_in(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    _known(at_desk)
    form = _begin(at_desk)
    qtbot.keyClicks(form.core.account.editor, "It was @larch.truth")
    lines = form.core.account_handles
    assert lines.words() == () and lines.isHidden()
    qtbot.waitUntil(lambda: lines.words() == (SEEN,), timeout=10_000)
    assert lines.isVisible() and form.core.account.editor.hasFocus()
    assert form.form().account == "It was @larch.truth" and form.form().participants == ()
    form.core.account.editor.clear()
    qtbot.waitUntil(lambda: lines.words() == (), timeout=10_000)
    assert lines.isHidden()


def test_leaving_the_field_is_enough_and_the_address_has_its_own(
    qtbot: QtBot, at_desk: IncidentsDesk
) -> None:
    _known(at_desk)
    form = _begin(at_desk)
    qtbot.keyClicks(form.core.account.editor, "By larch.truth.")
    form.core.told_by.setFocus()
    at_desk.settle()
    assert form.core.account_handles.words() == (SEEN,)
    form.full.show()
    form.full.location.setFocus()
    qtbot.keyClicks(form.full.location, "https://facebook.example/Larch.Truth")
    form.full.summary.setFocus()
    at_desk.settle()
    assert form.full.location_handles.words() == (SEEN,)


def test_links_open_the_list_and_the_person_and_the_words_are_kept(
    qtbot: QtBot, at_desk: IncidentsDesk
) -> None:
    person, record = _known(at_desk)
    at_desk.file("CB", (at_desk.cast.demi, "target"))
    form = _begin(at_desk)
    qtbot.keyClicks(form.core.account.editor, "It was @larch.truth")
    form.core.told_by.setFocus()
    at_desk.settle()
    _press(form.core.account_handles, "Open Mr Dean Halloway")
    assert at_desk.asked["person_requested"] == [person]
    _press(form.core.account_handles, "Show the record")
    at_desk.settle()
    pane = at_desk.presenter.page.list_pane
    assert pane.list.model().rowCount() == 1 and pane.choose(record)
    assert pane.only_button.text() == "Only with @larch.truth"
    assert not at_desk.presenter.page.shows_form
    assert at_desk.presenter.form is not None
    assert at_desk.presenter.form.page.form().account == "It was @larch.truth"
    pane.only_button.click()
    at_desk.settle()
    assert pane.list.model().rowCount() == 2


def test_the_facts_of_an_exhibit_tell_of_its_account(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    _, record = _known(at_desk)
    form = _begin(at_desk)
    panel = FactsPanel(form.tools, "Facts of Ex1", CaptureFacts(), record=record.id)
    qtbot.addWidget(panel)
    panel.show()
    qtbot.keyClicks(panel.handle, "Larch.Truth")
    assert panel.handle_watch is not None
    panel.handle_watch.look_now()
    at_desk.settle()
    assert panel.known_handles.words() == (SEEN.replace("Seen in 1 record", "Seen in no other record"),)


def test_whoever_cannot_open_the_part_sees_no_line(qtbot: QtBot, sit_down: object) -> None:
    at_desk = sit_down("dsl")  # type: ignore[operator]
    at_desk.file("SPC", (at_desk.cast.shona, "adult_of_concern"), account="She wrote as @odd.one.")
    form = _begin(at_desk)
    qtbot.keyClicks(form.core.account.editor, "It was @odd.one")
    form.core.told_by.setFocus()
    at_desk.settle()
    assert form.core.account_handles.words() == ("@odd.one: seen in 1 record.",)
    at_desk = sit_down("deputy")  # type: ignore[operator]
    form = _begin(at_desk)
    qtbot.keyClicks(form.core.account.editor, "It was @odd.one")
    form.core.told_by.setFocus()
    at_desk.settle()
    assert form.core.account_handles.words() == () and form.core.account_handles.isHidden()
