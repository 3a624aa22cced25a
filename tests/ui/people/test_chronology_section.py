"""The chronology on a person's page by keyboard: two speeds, marks that are kept, days, and others beside."""

from functools import partial

from PySide6.QtWidgets import QLabel

from safeguard_app.services import chronology_marks
from safeguard_app.services.chronologies import side_by_side
from safeguard_app.services.chronology_views import LineKind
from safeguard_app.services.paper_views import ChronologyPaper
from safeguard_app.ui.people.chronology_lines import LineCell
from safeguard_app.ui.people.chronology_section import ChronologySection
from safeguard_app.ui.widgets.people_field import Chosen
from tests.ui.accessibility import check_page
from tests.ui.keyboard import focused, press, write
from tests.ui.people.test_people import Opened, opened

__all__ = ["opened"]


def section_of(opened: Opened, who: str = "tyler", *, everything: bool = True) -> ChronologySection:
    opened.open(who)
    section = opened.presenter.page.record.chronology
    section.show_button.click()
    opened.settle()
    if everything:
        section.length.set_value(True)
        section.length.chosen.emit(True)
        opened.settle()
    return section


def cells(section: ChronologySection) -> list[LineCell]:
    assert section.table is not None
    return section.table.cells


def said(section: ChronologySection) -> list[str]:
    return [one.text() for one in section.findChildren(QLabel) if one.isVisible()]


def test_a_line_is_shown_whole_by_a_key_and_the_paper_follows(opened: Opened) -> None:
    section = section_of(opened)
    asked: list[object] = []
    section.print_requested.connect(asked.append)
    section.speed.set_value(False)
    section.speed.chosen.emit(False)
    opened.settle()
    cell = next(one for one in cells(section) if one.line.can_be_shortened)
    assert cell.said.text() == cell.line.short and cell.turn_button.text() == "Show whole"
    cell.turn_button.setFocus()
    press("Space")
    assert cell.said.text() == cell.line.whole and focused() is cell.turn_button
    section.print_menu.actions()[0].trigger()
    (job,) = asked
    assert isinstance(job, ChronologyPaper)
    assert (job.whole, job.turned, job.everything) == (False, (cell.line.key,), True)
    section.speed.set_value(True)
    section.speed.chosen.emit(True)
    opened.settle()
    assert all(one.said.text() == one.line.whole for one in cells(section)), "all of them, turned or not"


def test_a_mark_is_kept_at_once_and_the_keyboard_stays_with_the_line(opened: Opened) -> None:
    section = section_of(opened)
    line = next(one.line for one in cells(section) if not one.line.significant)
    button = section.table.mark_button(line.key) if section.table is not None else None
    assert button is not None and button.accessibleName() == f"Mark as significant: {line.what}"
    button.setFocus()
    press("Space")
    opened.settle()
    again = next(one for one in cells(section) if one.line.key == line.key)
    assert again.line.significant and focused() is again.mark_button
    assert any(words.startswith("Marked as significant by ") for words in said(section))
    check_page(opened.presenter.page)
    person, demo = opened.demo.reference("tyler"), opened.demo
    demo.wait(partial(chronology_marks.mark, demo.session, person, again.line, significant=False))


def test_only_some_days_and_days_the_wrong_way_round(opened: Opened) -> None:
    section = section_of(opened)
    before = len(cells(section))
    section.more_button.setFocus()
    press("Space")
    opened.settle()
    assert section.period is not None
    section.period.end.set_focus() if hasattr(
        section.period.end, "set_focus"
    ) else section.period.end.setFocus()
    write("1/1/2020")
    press("Tab")
    opened.settle()
    assert section.table is None and "Nothing of this kind is entered that your keys open." in said(section)
    section.period.start.setFocus()
    write("1/2/2020")
    press("Tab")
    opened.settle()
    assert "This ends before it starts. Check both days." in said(section)
    assert len(cells(section)) == before, "what cannot be is no reason to hide a line"


def test_another_child_beside_in_columns_or_one_list_and_on_paper(opened: Opened) -> None:
    section = section_of(opened)
    asked: list[object] = []
    section.print_requested.connect(asked.append)
    kai = opened.demo.reference("kai")
    name = opened.demo.wait(partial(side_by_side, opened.demo.session, (kai,))).names[0]
    section.show_more()
    assert not section.layout_choice.isVisible()
    section.people.setFocus()
    write(name[:4])
    opened.settle()
    section.people.set_people([Chosen(kai, name)])
    section.people.added.emit(Chosen(kai, name))
    opened.settle()
    assert section.layout_choice.isVisible() and name in said(section)
    assert "Whose" not in said(section)
    section.layout_choice.set_value(False)
    section.layout_choice.chosen.emit(False)
    opened.settle()
    assert "Whose" in said(section)
    section.kind.set_value(LineKind.INCIDENT.value)
    section.kind.chosen.emit(LineKind.INCIDENT.value)
    opened.settle()
    check_page(opened.presenter.page)
    section.print_menu.actions()[0].trigger()
    (job,) = asked
    assert isinstance(job, ChronologyPaper)
    assert job.beside == (kai,) and not job.columns
    opened.open("kai")
    assert section.beside == () and section.show_button.isVisible(), "somebody else begins alone"


def test_it_is_shared_from_where_it_stands_as_it_is_in_view(opened: Opened) -> None:
    section = section_of(opened)
    asked: list[object] = []
    section.share_requested.connect(asked.append)
    section.share_menu.actions()[0].trigger()
    (job,) = asked
    assert isinstance(job, ChronologyPaper) and job.everything
    assert section.share_button.accessibleName() == "Share the chronology"
