"""What printing needs is answered without the mouse."""

from safeguard_app.ui.desktop.page_painting import SheetSize
from safeguard_app.ui.desktop.printing import Sides
from safeguard_app.ui.paper.print_sheet import PrintAnswer, PrintSheet
from tests.ui.conftest import Stage
from tests.ui.keyboard import focused, press, write


def _opened(stage: Stage) -> tuple[PrintSheet, list[object]]:
    window = stage.show(width=900, height=700)
    sheet = PrintSheet("Incident record")
    answers: list[object] = []
    sheet.answered.connect(answers.append)
    sheet.open_over(window)
    return sheet, answers


def test_enter_after_who_collects_it_prints(stage: Stage) -> None:
    sheet, answers = _opened(stage)
    sheet.show_printers(("Office",))
    for box in (sheet.sheet_box, sheet.sides_box, sheet.collected_line):
        press("Tab")
        assert focused() is box
    write("Mrs Hall")
    press("Enter")
    assert answers == [PrintAnswer("Office", 1, "Mrs Hall")] and not sheet.isVisible()


def test_paper_and_sides_are_chosen_by_keyboard(stage: Stage) -> None:
    sheet, answers = _opened(stage)
    sheet.show_printers(("Office",))
    press("Tab")
    press("Down")
    press("Tab")
    press("Down")
    press("Down")
    press("Tab")
    press("Enter")
    assert answers == [PrintAnswer("Office", 1, "", SheetSize.A3, Sides.BOTH)]


def test_enter_prints_nothing_before_a_printer_was_found(stage: Stage) -> None:
    sheet, answers = _opened(stage)
    sheet.collected_line.setFocus()
    press("Enter")
    assert answers == [] and sheet.isVisible()
