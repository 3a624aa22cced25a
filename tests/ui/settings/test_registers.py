"""The switches of the registers in Settings, by keyboard."""

from safeguard_app.ui.messages import Messages
from safeguard_app.ui.settings.registers_presenter import RegisterSwitches
from safeguard_app.ui.settings.registers_section import RegistersSection
from tests.ui.accessibility import check_page
from tests.ui.conftest import Stage
from tests.ui.demo_log import OpenDemo
from tests.ui.keyboard import press


def test_a_register_is_switched_with_space_and_the_log_has_it(demo: OpenDemo, stage: Stage) -> None:
    section = RegistersSection()
    switches = RegisterSwitches(demo.session, demo.tasks, Messages(section), section)
    said: list[str] = []
    switches.changed.connect(lambda changes: said.append(changes.said))
    stage.present(section)
    switches.read()
    demo.settle()
    check_page(section)
    assert not section.boxes["training"].isChecked()
    section.boxes["training"].setFocus()
    press("Space")
    demo.settle()
    assert demo.session.school.logbooks_on == ("training",)
    assert said == ["Training: kept from now on."]
    section.boxes["prevention"].setFocus()
    press("Space")
    demo.settle()
    assert demo.session.school.logbooks_off == ("prevention",)
    switches.read()
    demo.settle()
    assert section.boxes["training"].isChecked()
    assert not section.boxes["prevention"].isChecked()
