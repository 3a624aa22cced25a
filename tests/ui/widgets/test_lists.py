"""Tables and lists over frozen rows: models are sound, the marked row survives new rows, keys open rows."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from safeguard_app.ui.theme.meanings import Meaning, Status, held
from safeguard_app.ui.widgets.data_table import CELL_ROLE, SORT_ROLE, Column, DataTable
from safeguard_app.ui.widgets.record_list import ListRow, RecordList
from safeguard_app.ui.widgets.table_cell import Cell, CellStyle, status_cell

DONE = Status(Meaning.DONE, "Acknowledged")


@dataclass(frozen=True)
class Adult:
    """One row of a register."""

    id: int
    name: str
    post: str = "Teacher"
    status: Status = DONE


def name_cell(adult: Adult) -> Cell:
    return Cell(adult.name, adult.post, CellStyle.STRONG)


def adult_status(adult: Adult) -> Cell:
    return status_cell(adult.status)


def number_cell(adult: Adult) -> Cell:
    return Cell(str(adult.id), style=CellStyle.LINK)


def id_of(adult: Adult) -> int:
    return adult.id


def name_key(adult: Adult) -> str:
    return adult.name.casefold()


COLUMNS = (
    Column("Adult", name_cell, sort_key=name_key),
    Column("Record", number_cell, 90),
    Column("Status", adult_status, 150),
)
ROWS = (
    Adult(1, "Shona Pike", "Midday supervisor"),
    Adult(2, "Idris Vaughan", status=held("Held")),
    Adult(3, "Mr Simon Pell"),
)


def table(qtbot: QtBot) -> DataTable:
    made = DataTable("Declarations", COLUMNS, id_of, two_lines=True)
    qtbot.addWidget(made)
    made.set_rows(ROWS)
    made.resize(600, 300)
    made.show()
    return made


def test_the_model_is_sound(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    made = table(qtbot)
    qtmodeltester.check(made.model_rows)
    made.set_rows(ROWS[:1])
    made.set_rows(())


def test_a_cell_speaks_both_its_lines(qtbot: QtBot) -> None:
    model = table(qtbot).model_rows
    index = model.index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Shona Pike, Midday supervisor"
    assert index.data(SORT_ROLE) == "shona pike"
    assert isinstance(index.data(CELL_ROLE), Cell)


def test_the_marked_row_survives_new_rows(qtbot: QtBot) -> None:
    made = table(qtbot)
    assert made.choose(2)
    made.set_rows((Adult(9, "New"), *ROWS))
    assert made.chosen().id == 2
    assert not made.choose(77)


def test_enter_opens_the_marked_row(qtbot: QtBot) -> None:
    made = table(qtbot)
    made.choose(3)
    with qtbot.waitSignal(made.row_opened) as opened:
        qtbot.keyClick(made, Qt.Key.Key_Return)
    assert opened.args == [ROWS[2]]


def test_a_click_on_a_link_opens_its_row(qtbot: QtBot) -> None:
    made = table(qtbot)
    spot = made.visualRect(made.model_rows.index(1, 1)).center()
    with qtbot.waitSignal(made.row_opened) as opened:
        qtbot.mouseClick(made.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert opened.args == [ROWS[1]]


def test_a_fitted_table_shows_every_row_without_a_bar_of_its_own(qtbot: QtBot) -> None:
    made = DataTable("Clocks", COLUMNS, id_of, fit_rows=True)
    qtbot.addWidget(made)
    made.resize(600, 50)
    made.show()
    made.set_rows(ROWS)
    bottom = made.visualRect(made.model_rows.index(2, 0)).bottom()
    assert bottom <= made.viewport().height()


def rows(count: int) -> list[ListRow]:
    return [
        ListRow(place, f"Incident {place}", "22 Sep", "Tyler Pike", f"2026-{place:04d}")
        for place in range(count)
    ]


def test_the_list_keeps_its_choice_quietly_and_tells_when_it_is_gone(qtbot: QtBot) -> None:
    made = RecordList("Incidents")
    qtbot.addWidget(made)
    made.set_rows(rows(5))
    told: list[object] = []
    made.choose(3)
    made.row_chosen.connect(told.append)
    made.set_rows(list(reversed(rows(5))))
    chosen = made.chosen()
    assert chosen is not None
    assert (chosen.id, told) == (3, [])
    made.set_rows(rows(2))
    assert told == [None]


def test_arrows_move_and_enter_opens(qtbot: QtBot) -> None:
    made = RecordList("Incidents")
    qtbot.addWidget(made)
    made.set_rows(rows(5))
    made.choose(0)
    qtbot.keyClick(made, Qt.Key.Key_Down)
    with qtbot.waitSignal(made.row_opened) as opened:
        qtbot.keyClick(made, Qt.Key.Key_Return)
    assert opened.args[0].id == 1


def test_the_list_model_is_sound(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    made = RecordList("Incidents")
    qtbot.addWidget(made)
    made.set_rows(rows(3))
    qtmodeltester.check(made.model())


def test_of_ten_thousand_only_the_rows_in_view_are_made(qtbot: QtBot) -> None:
    made: list[int] = []

    def row(number: int) -> ListRow:
        made.append(number)
        return ListRow(number, f"Incident {number}")

    shown = RecordList("Incidents")
    qtbot.addWidget(shown)
    shown.resize(360, 700)
    shown.set_rows(range(10_000), row, lambda number: number)
    shown.show()
    shown.choose(9_000)
    shown.viewport().repaint()
    chosen = shown.chosen()
    assert chosen is not None and chosen.title == "Incident 9000"
    assert 0 < len(made) < 100
    shown.viewport().repaint()
    assert len(made) == len(set(made)), "each once"


def test_a_row_speaks_its_status(qtbot: QtBot) -> None:
    row = ListRow(1, "Trolling", "16 Sep", "Ms Nandra", "2026-0026", Status(Meaning.LATE, "Late"))
    assert row.spoken == "Trolling, 16 Sep, Ms Nandra, 2026-0026, Late"


def test_ten_thousand_rows_are_painted_where_they_are_seen_only(qtbot: QtBot) -> None:
    painted: list[int] = []

    def counted(adult: Adult) -> Cell:
        painted.append(adult.id)
        return Cell(adult.name)

    made = DataTable("All", (Column("Adult", counted),), id_of)
    qtbot.addWidget(made)
    made.resize(300, 300)
    made.set_rows([Adult(place, "x") for place in range(10_000)])
    painted.clear()
    made.show()
    made.grab()
    assert 0 < len(set(painted)) < 40
