"""The type-ahead people field: rows, keys, chips, namesakes, unknown persons."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.people_field import Chosen, PeopleField, PersonRow, UnknownPerson
from safeguard_app.ui.widgets.person_chip import PersonChip
from tests.ui.accessibility import check_page
from tests.ui.conftest import Stage

PEOPLE = (
    PersonRow(1, "Tyler Pike", "Pupil, 4B, Year 4, aged 8", "in 2 records"),
    PersonRow(2, "Tyler Pike", "Pupil, 6C, Year 6, aged 11"),
    PersonRow(3, "Shona Pike", "Midday supervisor", "in 1 record"),
)


def find(text: str) -> Sequence[PersonRow]:
    return [row for row in PEOPLE if text.casefold() in row.name.casefold()]


def shown(stage: Stage, field: PeopleField) -> LineField:
    stage.show(field)
    line = field.findChild(LineField)
    assert line is not None
    line.setFocus()
    return line


def test_rows_tell_namesakes_apart_and_end_with_the_unknown_person(qtbot: QtBot, stage: Stage) -> None:
    field = PeopleField("Who was involved", find)
    line = shown(stage, field)
    qtbot.keyClicks(line, "pik")
    qtbot.waitUntil(lambda: bool(field.suggestions()))
    rows = field.suggestions()
    assert [row.detail for row in rows[:2]] == ["Pupil, 4B, Year 4, aged 8", "Pupil, 6C, Year 6, aged 11"]
    assert rows[-1].text == "Add unknown person “pik”"


def test_down_and_enter_choose_and_clear_the_line(qtbot: QtBot, stage: Stage) -> None:
    field = PeopleField("Who was involved", find)
    line = shown(stage, field)
    qtbot.keyClicks(line, "pik")
    qtbot.waitUntil(lambda: bool(field.suggestions()))
    qtbot.keyClick(line, Qt.Key.Key_Down)
    with qtbot.waitSignal(field.added) as added:
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert added.args == [Chosen(2, "Tyler Pike", "Pupil, 6C, Year 6, aged 11")]
    assert (line.text(), field.suggestions()) == ("", ())


def test_enter_before_the_pause_ends_asks_at_once(qtbot: QtBot, stage: Stage) -> None:
    field = PeopleField("Who was involved", find)
    line = shown(stage, field)
    qtbot.keyClicks(line, "shona")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert [person.name for person in field.people()] == ["Shona Pike"]


def test_an_unknown_person_becomes_a_chip_with_what_was_typed(qtbot: QtBot, stage: Stage) -> None:
    field = PeopleField("Who was involved", find)
    line = shown(stage, field)
    qtbot.keyClicks(line, "@nobody")
    qtbot.waitUntil(lambda: bool(field.suggestions()))
    with qtbot.waitSignal(field.unknown_added) as added:
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert added.args == ["@nobody"]
    assert field.people()[0].key == UnknownPerson("@nobody")


def test_the_same_person_is_not_added_twice(qtbot: QtBot, stage: Stage) -> None:
    field = PeopleField("Who was involved", find)
    line = shown(stage, field)
    for _ in range(2):
        qtbot.keyClicks(line, "shona")
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert len(field.people()) == 1


def test_backspace_in_an_empty_line_takes_the_last_one_out(qtbot: QtBot, stage: Stage) -> None:
    field = PeopleField("Who was involved", find)
    line = shown(stage, field)
    field.set_people([Chosen(1, "Tyler Pike"), Chosen(3, "Shona Pike")])
    with qtbot.waitSignal(field.removed) as removed:
        qtbot.keyClick(line, Qt.Key.Key_Backspace)
    assert removed.args == [Chosen(3, "Shona Pike")]
    assert [person.name for person in field.people()] == ["Tyler Pike"]


def test_the_cross_of_a_chip_takes_it_out(qtbot: QtBot, stage: Stage) -> None:
    field = PeopleField("Who told you", find, limit=1)
    shown(stage, field)
    field.set_people([Chosen(3, "Shona Pike", "Midday supervisor")])
    chip = field.findChild(PersonChip)
    assert chip is not None
    with qtbot.waitSignal(field.removed):
        qtbot.mouseClick(chip._cross, Qt.MouseButton.LeftButton)
    assert field.people() == ()


def test_a_field_for_one_person_replaces_them(qtbot: QtBot, stage: Stage) -> None:
    field = PeopleField("Who told you", find, limit=1)
    line = shown(stage, field)
    field.set_people([Chosen(3, "Shona Pike")])
    qtbot.keyClicks(line, "tyler")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert [person.key for person in field.people()] == [1]


def test_a_stale_answer_is_passed_over(qtbot: QtBot, stage: Stage) -> None:
    field = PeopleField("Who was involved")
    line = shown(stage, field)
    qtbot.keyClicks(line, "tyl")
    field.offer(PEOPLE, "ty")
    assert field.suggestions() == ()
    field.offer(PEOPLE[:2], "tyl")
    assert len(field.suggestions()) == 3


def test_enter_waits_for_an_answer_on_its_way_and_takes_the_only_one_found(
    qtbot: QtBot, stage: Stage
) -> None:
    field = PeopleField("Who was involved")
    line = shown(stage, field)
    qtbot.keyClicks(line, "shona")
    with qtbot.waitSignal(field.searched):
        qtbot.keyClick(line, Qt.Key.Key_Return)
    field.offer(PEOPLE[2:], "shona")
    assert [person.name for person in field.people()] == ["Shona Pike"]


def test_enter_chooses_nobody_unseen_among_namesakes(qtbot: QtBot, stage: Stage) -> None:
    field = PeopleField("Who was involved")
    line = shown(stage, field)
    qtbot.keyClicks(line, "tyler")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    field.offer(PEOPLE[:2], "tyler")
    assert field.people() == ()
    assert len(field.suggestions()) == 3


def test_enter_takes_nobody_from_the_rows_for_fewer_letters(qtbot: QtBot, stage: Stage) -> None:
    field = PeopleField("Who was involved")
    line = shown(stage, field)
    qtbot.keyClicks(line, "s")
    field.offer(PEOPLE[2:], "s")
    qtbot.keyClicks(line, "ara")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert field.people() == ()
    field.offer((), "sara")
    assert [person.key for person in field.people()] == [UnknownPerson("sara")]


def test_everything_in_it_has_a_name(qtbot: QtBot, stage: Stage) -> None:
    field = PeopleField("Who was involved", find)
    shown(stage, field)
    field.set_people([Chosen(1, "Tyler Pike", "4B")])
    check_page(field)
