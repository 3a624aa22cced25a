"""Tables: forms with a label beside each answer, and lists of rows under headings."""

from collections.abc import Iterator

from safeguard_app.documents.content import AnsweredTable, DataTable, Field, FieldTable, ToWrite, Words
from safeguard_app.documents.engine.columns import column_widths
from safeguard_app.documents.engine.flow import Cell, Heading, Row
from safeguard_app.documents.engine.look import WIDTH, Type
from safeguard_app.documents.engine.nested import NestedTable
from safeguard_app.documents.engine.setting import Setter
from safeguard_app.documents.engine.structure import Element, scope_of

_LABEL_SHARE = 0.315
_PAIR_SHARES = (0.21, 0.29, 0.21, 0.29)


def field_rows(setter: Setter, table: FieldTable, parent: Element) -> Iterator[Row]:
    """The rows of a form; in pairs, two fields to a row. A form of no fields is no table."""
    if not table.fields:
        return
    own = parent.add("Table")
    step = 2 if table.pairs else 1
    shares = _PAIR_SHARES if table.pairs else (_LABEL_SHARE, 1 - _LABEL_SHARE)
    before = setter.look.between
    for start in range(0, len(table.fields), step):
        row = own.add("TR")
        group = table.fields[start : start + step]
        cells = []
        left = 0.0
        for place, field in enumerate(group):
            widths = [share * WIDTH for share in shares[2 * place : 2 * place + 2]]
            if table.pairs and len(group) == 1:
                widths[1] = WIDTH - widths[0]
            cells += _field_cells(setter, field, row, left, (widths[0], widths[1]), alone=len(group) == 1)
            left += sum(widths)
        left_over = len(table.fields) - start - step
        keep = left_over > 0 and (table.together or left_over <= step)
        yield Row(cells, setter.look.padding, setter.look.side_padding, before, keep)
        before = 0.0


def _field_cells(
    setter: Setter, field: Field, row: Element, left: float, widths: tuple[float, float], *, alone: bool
) -> list[Cell]:
    """The label and the answer of one field."""
    inset = 2 * setter.look.side_padding
    label_kind = Type(setter.look.body.size, setter.look.body.leading, strong=True)
    label = setter.text(field.label, label_kind, widths[0] - inset, row.add("TH", attributes=scope_of("Row")))
    spans = "<</O/Table/ColSpan 3>>" if alone and widths[0] < _LABEL_SHARE * WIDTH - 1 else ""
    cell, room = row.add("TD", attributes=spans), widths[1] - inset
    if isinstance(field.answer, AnsweredTable):
        answer = NestedTable(setter, field.answer.table, room).strips(cell)
    else:
        answer = setter.answer(field.answer, room, cell)
    return [Cell(left, widths[0], label, label=True), Cell(left + widths[0], widths[1], answer)]


def data_rows(setter: Setter, table: DataTable, parent: Element) -> Iterator[Row]:
    """The header row, then every row; the header is repeated by the paginator."""
    own = parent.add("Table")
    widths = column_widths(setter, table, WIDTH, 2 * setter.look.side_padding)
    heading = Heading()
    head = own.add("THead").add("TR")
    kind = Type(setter.look.body.size, setter.look.body.leading, strong=True)
    cells, left = [], 0.0
    for column, width in zip(table.columns, widths, strict=True):
        own_cell = head.add("TH", attributes=scope_of("Column"))
        strips = setter.text(column.heading, kind, width - 2 * setter.look.side_padding, own_cell)
        cells.append(Cell(left, width, strips, label=True))
        left += width
    header = Row(cells, setter.look.padding, setter.look.side_padding, setter.look.between, keep=True)
    heading.rows.append(header)
    yield header
    body = own.add("TBody")
    for row in table.rows:
        yield _data_row(setter, row, widths, body.add("TR"), heading, headed=table.row_headings)


def _data_row(
    setter: Setter,
    row: tuple[Words | ToWrite, ...],
    widths: list[float],
    own: Element,
    heading: Heading,
    *,
    headed: bool,
) -> Row:
    """One row of a table."""
    cells, left = [], 0.0
    inset = 2 * setter.look.side_padding
    for place, (content, width) in enumerate(zip(row, widths, strict=True)):
        heads = headed and place == 0
        cell = own.add("TH", attributes=scope_of("Row")) if heads else own.add("TD")
        if isinstance(content, ToWrite):
            strips = setter.room_to_write(content.lines, width - inset)
        else:
            strips = setter.text(content, setter.look.body, width - inset, cell)
        cells.append(Cell(left, width, strips))
        left += width
    return Row(cells, setter.look.padding, setter.look.side_padding, heading=heading)
