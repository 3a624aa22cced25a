"""A table within a cell: set line by line, so that its cell may be cut between lines like any other."""

from dataclasses import replace

from safeguard_app.documents.content import DataTable, ToWrite, Words
from safeguard_app.documents.engine.columns import column_widths
from safeguard_app.documents.engine.flow import Panel, Rule, Strip, TextStrip
from safeguard_app.documents.engine.look import Type
from safeguard_app.documents.engine.setting import Setter
from safeguard_app.documents.engine.structure import Element, scope_of

_SIDE, _PADDING = 4.0, 2.0
_WEIGHT = 0.4


class NestedTable:
    """Sets one table in ``width`` points."""

    def __init__(self, setter: Setter, table: DataTable, width: float) -> None:
        """Take the table and its room."""
        self._setter = setter
        self._table = table
        self._widths = column_widths(setter, table, width, 2 * _SIDE)
        self._edges = [sum(self._widths[:place]) for place in range(len(self._widths) + 1)]

    def strips(self, cell: Element) -> list[Strip]:
        """Every line of it, its structure within that of the cell; its sentence where it has no rows."""
        table, body = self._table, self._setter.look.body
        if not table.rows:
            return self._setter.text(table.empty, body, self._edges[-1], cell)
        own = cell.add("Table")
        head = own.add("THead").add("TR")
        strong = replace(body, strong=True)
        headings = tuple(column.heading for column in table.columns)
        found = self._row(headings, [head.add("TH", attributes=scope_of("Column")) for _ in headings], strong)
        rows = own.add("TBody")
        for row in table.rows:
            line = rows.add("TR")
            cells = [
                line.add("TH", attributes=scope_of("Row"))
                if table.row_headings and place == 0
                else line.add("TD")
                for place in range(len(row))
            ]
            found += self._row(row, cells, body)
        last = found[-1]
        last.marks.append(Rule(0, last.height, self._edges[-1], last.height, _WEIGHT))
        return list(found)

    def _row(self, row: tuple[Words | ToWrite, ...], cells: list[Element], kind: Type) -> list[Panel]:
        """A panel for each line of the tallest cell, framed at the sides; the first at its top as well."""
        columns = [
            self._cell(content, kind, width - 2 * _SIDE, cell)
            for content, width, cell in zip(row, self._widths, cells, strict=True)
        ]
        tallest = max(len(column) for column in columns)
        return [self._line(columns, place, tallest, kind) for place in range(tallest)]

    def _cell(self, content: Words | ToWrite, kind: Type, width: float, cell: Element) -> list[TextStrip]:
        if isinstance(content, ToWrite):
            return [TextStrip(self._setter.line("", kind), kind, None)] * (2 * content.lines)
        strips = self._setter.text(content, kind, width, cell)
        return [strip for strip in strips if isinstance(strip, TextStrip)]

    def _line(self, columns: list[list[TextStrip]], place: int, tallest: int, kind: Type) -> Panel:
        above = _PADDING if place == 0 else 0.0
        panel = Panel(kind.leading + above + (_PADDING if place == tallest - 1 else 0.0))
        for left, column in zip(self._edges, columns, strict=False):
            if place < len(column):
                panel.texts.append((left + _SIDE, above, column[place]))
        panel.marks += [Rule(edge, 0, edge, panel.height, _WEIGHT) for edge in self._edges]
        if place == 0:
            panel.marks.append(Rule(0, 0, self._edges[-1], 0, _WEIGHT))
        return panel
