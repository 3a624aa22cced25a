"""Charts, each drawn once with ``reportlab.graphics`` and shown twice: in the window as SVG, on paper as vectors.

Readable in black and white: series differ by pattern, mark and dash, and every number stands beside its bar or in the
table that goes with the chart. Colours are four roles, which the window fills with those of its look.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from reportlab.graphics.shapes import Circle, Drawing, Line, Polygon, PolyLine, Rect, String
from reportlab.lib.colors import Color

from safeguard_app.documents.chart_layout import Measure, cut, nice_top, wrapped
from safeguard_app.documents.content import Chart, ChartKind, ChartSeries, Column, DataTable, Run
from safeguard_app.documents.engine.lines import break_lines
from safeguard_app.documents.engine.typesetting import Typesetter

INK, LINE, FILL, GROUND = Color(0, 0, 0), Color(0.6, 0.6, 0.6), Color(0.28, 0.28, 0.28), Color(1, 1, 1)
"""Words and edges; the grid; a filled bar; what is behind it all."""
ROLES = {INK: "text", LINE: "line2", FILL: "note", GROUND: "paper"}
"""The name of each in the SVG, as ``$text$``: the window puts its own colour there."""
FONT = "$font$"
_KIND_WORDS = {ChartKind.BARS: "Bar chart", ChartKind.STACKED: "Bars in parts", ChartKind.LINES: "Line chart"}
_DASHES = ((), (4, 2), (1, 2), (6, 2, 1, 2), (2, 4))
_WINDOW_WIDER = 1.2
"""How much wider the type of a window may be than that of our papers."""
_LABEL_SHARE = 0.36
_FIGURE_SHARE = 0.4
_LINES_TALL = 13.0
"""How tall the field of a line chart is, in sizes of its type."""
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def table_of(chart: Chart) -> DataTable:
    """The same numbers as a table."""
    columns = (Column(chart.heading, 2.0), *(Column(one.name) for one in chart.series))
    rows = tuple(
        (label, *(one.amounts[place].words for one in chart.series))
        for place, label in enumerate(chart.labels)
    )
    return DataTable(columns, rows, row_headings=True, empty="Nothing to count.")


def alternative_of(chart: Chart) -> str:
    """Words that stand for the picture: what it shows, and every number in it."""
    several = len(chart.series) > 1
    said = [
        f"{label}: "
        + ", ".join(
            f"{one.name} {one.amounts[place].words}" if several else one.amounts[place].words
            for one in chart.series
        )
        for place, label in enumerate(chart.labels)
    ]
    return f"{_KIND_WORDS[chart.kind]}. {chart.title}. {'; '.join(said) or 'Nothing to count'}."


def is_worth_drawing(chart: Chart) -> bool:
    """Whether there are two numbers to compare: else the table alone says it."""
    return sum(bool(amount.value) for one in chart.series for amount in one.amounts) > 1


def drawing_of(chart: Chart, width: float, size: float, measure: Measure) -> Drawing:
    """The chart ``width`` wide, its words in type of ``size``; how tall it is follows from what it holds."""
    pen = _Pen(size, measure)
    body = _lines if chart.kind is ChartKind.LINES else _bars
    tall = body(pen, chart, width)
    legend = _legend(pen, chart, width, tall) if len(chart.series) > 1 else 0.0
    made = Drawing(width, tall + legend)
    for shape in pen.shapes:
        made.add(shape)
    return made


def to_svg(chart: Chart, width: float, size: float) -> bytes:
    """The chart as SVG, with roles for colours and ``$font$`` for the family."""
    made = drawing_of(chart, width, size, _measured)
    body = "".join(_svg(shape, made.height) for shape in made.contents)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(made.width)}" height="{_n(made.height)}"'
        f' viewBox="0 0 {_n(made.width)} {_n(made.height)}">{body}</svg>'
    ).encode()


# ---------------------------------------------------------------- drawing


@dataclass(slots=True)
class _Pen:
    """Collects shapes. Heights count from the bottom, as in ``reportlab.graphics``."""

    size: float
    measure: Measure
    shapes: list[Any]

    def __init__(self, size: float, measure: Measure) -> None:
        self.size, self.measure, self.shapes = size, measure, []

    def words(self, x: float, y: float, text: str, anchor: str = "start", *, over: bool = False) -> None:
        """A line of words; ``y`` is the middle of it. ``over`` clears what is behind it."""
        if text and over:
            wide = self.measure(text, self.size) + self.size * 0.3
            ground = {"fillColor": GROUND, "strokeColor": GROUND, "strokeWidth": 0}
            self.shapes.append(Rect(x - wide / 2, y - self.size * 0.45, wide, self.size * 0.9, **ground))
        if text:
            low = y - self.size * 0.34
            made = String(x, low, text, fontSize=self.size, textAnchor=anchor, fillColor=INK)
            self.shapes.append(made)

    def line(self, ends: tuple[float, float, float, float], colour: Color = INK, weight: float = 0.6) -> None:
        """A straight line."""
        self.shapes.append(Line(*ends, strokeColor=colour, strokeWidth=weight))

    def area(self, x: float, y: float, width: float, height: float, place: int) -> None:
        """A rectangle in the pattern of a series."""
        ground = FILL if place == 0 else GROUND
        made = Rect(x, y, width, height, fillColor=ground, strokeColor=INK, strokeWidth=0.6)
        self.shapes.append(made)
        for ends in _pattern(place, x, y, width, height, self.size * 0.45):
            self.line(ends, weight=0.5)

    def mark(self, x: float, y: float, place: int) -> None:
        """The mark of a point of a series: a disc, an empty square, a triangle, an empty disc, a diamond."""
        reach = self.size * 0.28
        look = {"strokeColor": INK, "strokeWidth": 0.8}
        if place in {0, 3}:
            self.shapes.append(Circle(x, y, reach, fillColor=FILL if place == 0 else GROUND, **look))
            return
        corners = {
            1: (x - reach, y - reach, x + reach, y - reach, x + reach, y + reach, x - reach, y + reach),
            2: (x - reach, y - reach, x + reach, y - reach, x, y + reach),
            4: (x, y - reach, x + reach, y, x, y + reach, x - reach, y),
        }[place]
        self.shapes.append(Polygon(list(corners), fillColor=FILL if place == 2 else GROUND, **look))


def _pattern(
    place: int, x: float, y: float, width: float, height: float, step: float
) -> Iterator[tuple[float, float, float, float]]:
    """The lines that tell a series from the others: none for the first, filled, and the fifth, empty."""
    if place in {1, 3}:
        yield from _slanted(x, y, width, height, step)
    if place == 3:
        for x1, y1, x2, y2 in _slanted(x, y, width, height, step):
            yield x1, 2 * y + height - y1, x2, 2 * y + height - y2
    if place == 2:
        across = x + step
        while across < x + width:
            yield across, y, across, y + height
            across += step


def _slanted(
    x: float, y: float, width: float, height: float, step: float
) -> Iterator[tuple[float, float, float, float]]:
    """Lines that rise to the right, cut off at the edges."""
    start = step - height
    while start < width:
        left, right = max(start, 0.0), min(start + height, width)
        if right > left:
            yield x + left, y + left - start, x + right, y + right - start
        start += step


def _bars(pen: _Pen, chart: Chart, width: float) -> float:
    """Bars that lie, a row for each label; gives the height."""
    size = pen.size
    names = [wrapped(label, width * _LABEL_SHARE, pen.measure, size) for label in chart.labels]
    left = max((pen.measure(line, size) for lines in names for line in lines), default=0.0) + size * 1.2
    stacked = chart.kind is ChartKind.STACKED
    figures = [_row_figures(pen, chart, place, width) for place in range(len(chart.labels))]
    right = max((pen.measure(words, size) for row in figures for words in row), default=0.0) + size
    room = max(width - left - right, size * 4)
    most = max((_reach(chart, place) for place in range(len(chart.labels))), default=0) or 1
    bars = 1 if stacked else len(chart.series)
    talls = [max(bars * size * 1.25, len(lines) * size * 1.25) + size * 0.5 for lines in names]
    top = tall = sum(talls)
    for place, lines in enumerate(names):
        middle = top - talls[place] / 2
        for row, line in enumerate(lines):
            pen.words(left - size * 0.7, middle + (len(lines) / 2 - row - 0.5) * size * 1.25, line, "end")
        if stacked:
            _stacked_row(pen, chart, place, (left, middle), room / most, figures[place][0])
        else:
            _bar_row(pen, chart, place, (left, middle), room / most, figures[place])
        top -= talls[place]
    pen.line((left, 0, left, tall))
    return tall


def _bar_row(
    pen: _Pen, chart: Chart, place: int, at: tuple[float, float], unit: float, figures: list[str]
) -> None:
    left, middle = at
    size, count = pen.size, len(chart.series)
    for row, one in enumerate(chart.series):
        across = (one.amounts[place].value or 0) * unit
        y = middle + (count / 2 - row - 0.5) * size * 1.25
        if across:
            pen.area(left, y - size * 0.45, across, size * 0.9, row)
        pen.words(left + across + size * 0.4, y, figures[row])


def _stacked_row(
    pen: _Pen, chart: Chart, place: int, at: tuple[float, float], unit: float, figures: str
) -> None:
    left, middle = at
    size = pen.size
    for row, one in enumerate(chart.series):
        across = (one.amounts[place].value or 0) * unit
        if across:
            pen.area(left, middle - size * 0.5, across, size, row)
        left += across
    pen.words(left + size * 0.4, middle, figures)


def _row_figures(pen: _Pen, chart: Chart, place: int, width: float) -> list[str]:
    """What is printed at the end of the bars of one label: each number, or of bars in parts all of them.

    Of very many parts as much as there is room for: the table beside the chart has each.
    """
    words = [one.amounts[place].words for one in chart.series]
    whole = [" + ".join(words)] if chart.kind is ChartKind.STACKED else words
    return [cut(one, width * _FIGURE_SHARE, pen.measure, pen.size) for one in whole]


def _reach(chart: Chart, place: int) -> int:
    values = [one.amounts[place].value or 0 for one in chart.series]
    return sum(values) if chart.kind is ChartKind.STACKED else max(values)


def _lines(pen: _Pen, chart: Chart, width: float) -> float:
    """Lines over labels from left to right, on a grid that begins at nothing; gives the height."""
    size = pen.size
    top_value, step = nice_top(max((_reach(chart, place) for place in range(len(chart.labels))), default=0))
    left = pen.measure(str(top_value), size) + size
    each = (width - left - size) / max(len(chart.labels), 1)
    names = [wrapped(label, each - size * 0.5, pen.measure, size, most=3) for label in chart.labels]
    foot = max((len(lines) for lines in names), default=1) * size * 1.25 + size * 0.6
    field = size * _LINES_TALL
    for value in range(0, top_value + 1, step):
        y = foot + field * value / top_value
        pen.line((left, y, width, y), INK if value == 0 else LINE, 0.6 if value == 0 else 0.4)
        pen.words(left - size * 0.4, y, str(value), "end")
    middles = [left + size * 0.5 + each * (place + 0.5) for place in range(len(chart.labels))]
    for x, lines in zip(middles, names, strict=True):
        for row, line in enumerate(lines):
            pen.words(x, foot - size * 0.9 - row * size * 1.25, line, "middle")
    for place, one in enumerate(chart.series):
        _one_line(pen, one, place, middles, (foot, field / top_value), alone=len(chart.series) == 1)
    return foot + field + size * 1.8


def _one_line(
    pen: _Pen, one: ChartSeries, place: int, middles: Sequence[float], at: tuple[float, float], *, alone: bool
) -> None:
    """A series as a line; where an amount is not said the line is broken."""
    foot, unit = at
    run: list[float] = []
    points: list[tuple[float, float, str]] = []
    for x, amount in zip(middles, one.amounts, strict=True):
        if amount.value is None:
            _stroke(pen, run, place)
            run = []
            pen.words(x, foot + pen.size * 0.8, amount.words, "middle")
            continue
        y = foot + amount.value * unit
        run += [x, y]
        points.append((x, y, amount.words))
    _stroke(pen, run, place)
    for x, y, words in points:
        pen.mark(x, y, place)
        if alone:
            pen.words(x, y + pen.size, words, "middle", over=True)


def _stroke(pen: _Pen, run: list[float], place: int) -> None:
    if len(run) > 2:
        dashes = list(_DASHES[place]) or None
        pen.shapes.append(PolyLine(run, strokeColor=INK, strokeWidth=1.2, strokeDashArray=dashes))


def _legend(pen: _Pen, chart: Chart, width: float, foot: float) -> float:
    """Which series is which, above the chart; gives the height it takes."""
    size, rows, across = pen.size, 0, 0.0
    placed: list[tuple[int, float, int, str]] = []
    for place, one in enumerate(chart.series):
        name = cut(one.name, width - size * 3, pen.measure, size)
        wide = pen.measure(name, size) + size * 4
        if across and across + wide > width + size:
            rows, across = rows + 1, 0.0
        placed.append((rows, across, place, name))
        across += wide
    tall = (rows + 1) * size * 1.6 + size * 0.5
    for row, x, place, name in placed:
        y = foot + tall - (row + 0.5) * size * 1.6
        if chart.kind is ChartKind.LINES:
            _stroke(pen, [x, y, x + size * 2, y], place)
            pen.mark(x + size, y, place)
        else:
            pen.area(x, y - size * 0.4, size * 2, size * 0.8, place)
        pen.words(x + size * 2.5, y, name)
    return tall


# ---------------------------------------------------------------- SVG


def _svg(shape: Any, tall: float) -> str:
    if isinstance(shape, String):
        text = escape(_NOT_XML.sub("\ufffd", shape.text))
        return (
            f'<text x="{_n(shape.x)}" y="{_n(tall - shape.y)}" font-size="{_n(shape.fontSize)}"'
            f' font-family={quoteattr(FONT)} text-anchor="{shape.textAnchor}" fill="{_role(shape.fillColor)}">'
            f"{text}</text>"
        )
    return f"<{_outline(shape, tall)} {_look(shape)}/>"


def _outline(shape: Any, tall: float) -> str:
    if isinstance(shape, Rect):
        return (
            f'rect x="{_n(shape.x)}" y="{_n(tall - shape.y - shape.height)}" width="{_n(shape.width)}"'
            f' height="{_n(shape.height)}"'
        )
    if isinstance(shape, Line):
        return f'line x1="{_n(shape.x1)}" y1="{_n(tall - shape.y1)}" x2="{_n(shape.x2)}" y2="{_n(tall - shape.y2)}"'
    if isinstance(shape, Circle):
        return f'circle cx="{_n(shape.cx)}" cy="{_n(tall - shape.cy)}" r="{_n(shape.r)}"'
    points = " ".join(f"{_n(x)},{_n(tall - y)}" for x, y in _pairs(shape.points))
    return f'{"polygon" if isinstance(shape, Polygon) else "polyline"} points="{points}"'


def _look(shape: Any) -> str:
    fill = _role(shape.fillColor) if getattr(shape, "fillColor", None) is not None else "none"
    dashes = (
        f' stroke-dasharray="{" ".join(map(_n, shape.strokeDashArray))}"' if shape.strokeDashArray else ""
    )
    weight = _n(shape.strokeWidth)
    return f'fill="{fill}" stroke="{_role(shape.strokeColor)}" stroke-width="{weight}"{dashes}'


def _role(colour: Color) -> str:
    return f"${ROLES[colour]}$"


def _pairs(points: Sequence[float]) -> Iterator[tuple[float, float]]:
    return zip(points[::2], points[1::2], strict=True)


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


@lru_cache(maxsize=4096)
def _measured(text: str, size: float) -> float:
    """How wide words may be in the window, whose type is not known here."""
    line = next(break_lines(Typesetter(), (Run(text),), size, float("inf")))
    return line.width * _WINDOW_WIDER
