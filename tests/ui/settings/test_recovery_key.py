"""The recovery key in Settings: shown once, typed back before it counts, what is mistyped said beside it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.services import recovery_keys
from safeguard_app.services.opening import RecoveryKey
from safeguard_app.ui.settings.recovery_panels import NewRecoveryKeyPanel, TakeOverPanel
from safeguard_app.ui.theme.theme import Theme
from tests.ui.accessibility import check_page
from tests.ui.demo_fixture import Work
from tests.ui.keyboard import focused, press, write
from tests.ui.settings.test_settings import Desk


def _panel(at: Desk) -> NewRecoveryKeyPanel:
    """The form, opened with the keyboard."""
    at.page.recovery_section.replace_button.setFocus(Qt.FocusReason.TabFocusReason)
    press("Space")
    panel = at.page.recovery_section.panel
    assert isinstance(panel, NewRecoveryKeyPanel)
    return panel


def _type_back(panel: NewRecoveryKeyPanel) -> None:
    for line, place in zip(panel.card.lines, panel.card.asked_groups, strict=True):
        line.setFocus(Qt.FocusReason.TabFocusReason)
        write(panel.key.groups[place].lower())


def _words(work: Work) -> str:
    return "\n".join(label.text() for label in work.window.findChildren(QLabel) if label.isVisible())


def test_it_is_printed_typed_back_and_signed_and_only_then_counts(work: Work) -> None:
    at = Desk(work)
    printed: list[RecoveryKey] = []
    at.presenter.recovery_print_asked.connect(printed.append)
    panel = _panel(at)
    assert focused() is panel.card.print_button
    press("Space")
    assert printed == [panel.key]
    assert work.events(EventKind.RECOVERY_REPLACED) == 0
    _type_back(panel)
    panel.passphrase_line.setFocus(Qt.FocusReason.TabFocusReason)
    write(work.demo.log.passphrases["lead"])
    press("Enter")
    work.settle()
    assert at.page.recovery_section.panel is None
    assert work.events(EventKind.RECOVERY_REPLACED) == 1
    assert at.told[-1].said.startswith("The new recovery key counts.")
    said = _words(work)
    assert "The present recovery key was made by Miss Jo Abbey" in said
    assert "The part about the DSL still opens with the former key. The Headteacher" in said
    assert panel.key.groups[3] not in said, "it was shown once"
    check_page(work.window)


def test_groups_that_are_not_as_on_the_sheet_change_nothing(work: Work) -> None:
    at = Desk(work)
    panel = _panel(at)
    panel.passphrase_line.setText(work.demo.log.passphrases["lead"])
    panel.card.lines[0].setText("WRONG")
    press("Ctrl+Enter")
    work.settle()
    assert all(field.error for field in panel.card.fields)
    assert panel.card.lines[0].hasFocus()
    assert work.events(EventKind.RECOVERY_REPLACED) == 0


@pytest.mark.parametrize(
    ("passphrase", "former", "beside"),
    [("", "", "passphrase"), ("not it", "", "passphrase"), (None, "X", "former")],
)
def test_what_is_mistyped_is_said_beside_it(
    work: Work, passphrase: str | None, former: str, beside: str
) -> None:
    at = Desk(work)
    panel = _panel(at)
    _type_back(panel)
    panel.former_line.setText(former)
    panel.passphrase_line.setText(work.demo.log.passphrases["lead"] if passphrase is None else passphrase)
    panel.submit()
    work.settle()
    assert at.page.recovery_section.panel is panel
    assert panel.field(beside).error
    assert panel.save_button.isEnabled()
    assert work.events(EventKind.RECOVERY_REPLACED) == 0


def test_with_the_former_key_nothing_is_owed(work: Work) -> None:
    at = Desk(work)
    panel = _panel(at)
    _type_back(panel)
    panel.former_line.setText(work.demo.log.recovery.text)
    panel.passphrase_line.setText(work.demo.log.passphrases["lead"])
    panel.submit()
    work.settle()
    assert at.page.recovery_section.notices() == ()
    assert not at.page.recovery_section.take_over_button.isVisible()


def test_what_is_owed_is_taken_over_by_its_reader(work: Work) -> None:
    at = Desk(work)
    panel = _panel(at)
    _type_back(panel)
    panel.passphrase_line.setText(work.demo.log.passphrases["lead"])
    panel.submit()
    work.settle()
    work.demo.sign_in("head")
    head = Desk(work)
    section = head.page.recovery_section
    assert "Ask whoever made it whether they did" in section.notices()[0].words()[1]
    section.take_over_button.setFocus(Qt.FocusReason.TabFocusReason)
    press("Space")
    taking = section.panel
    assert isinstance(taking, TakeOverPanel)
    write("not it")
    press("Enter")
    work.settle()
    assert taking.field("passphrase").error
    taking.errors.links()[0].click()
    assert focused() is taking.passphrase_line
    press("Ctrl+a")
    write(work.demo.log.passphrases["head"])
    press("Enter")
    work.settle()
    assert section.panel is None and section.notices() == ()
    assert work.demo.wait(lambda: recovery_keys.state(head.session).owed) == ()


def test_put_away_nothing_has_changed_and_the_next_key_is_another(work: Work) -> None:
    at = Desk(work)
    first = _panel(at).key
    press("Escape")
    assert at.page.recovery_section.panel is None
    assert at.page.recovery_section.replace_button.hasFocus()
    assert _panel(at).key != first
    assert work.events(EventKind.RECOVERY_REPLACED) == 0


def test_a_deputy_sees_whom_to_ask(work: Work) -> None:
    work.demo.sign_in("deputy")
    at = Desk(work)
    assert not at.page.recovery_section.replace_button.isEnabled()
    assert "The Designated Safeguarding Lead or the Headteacher can make a new one." in _words(work)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_clipped(work: Work, theme: Theme, scale: float) -> None:
    theme.set_text_scale(scale)
    at = Desk(work)
    work.stage.present(work.window, 1024, 608)
    panel = _panel(at)
    panel.submit()
    work.settle()
    check_page(work.window)
    assert work.clipped() == []
