"""Charts on paper: a tagged figure of lines and areas, its words set in the fonts of the document, and its table."""

from collections.abc import Iterator
from typing import Any

from safeguard_app.documents.content import Chart
from safeguard_app.documents.engine import tables
from safeguard_app.documents.engine.flow import Item, Panel, Piece, Placed, TextStrip
from safeguard_app.documents.engine.look import WIDTH, Type
from safeguard_app.documents.engine.pdf_file import number
from safeguard_app.documents.engine.setting import Setter
from safeguard_app.documents.engine.structure import Element

_CURVE = 0.5523
"""How far the control points of a quarter of a circle lie from its ends, in radii."""


def chart_items(setter: Setter, chart: Chart, parent: Element) -> Iterator[Item]:
    """The title, the figure, the table of its numbers, and the note; title, figure and table head stay together."""
    from safeguard_app.documents import charts

    look = setter.look
    kind = Type(look.body.size, look.body.leading, strong=True)
    before = look.between
    for strip in setter.text(chart.title, kind, WIDTH, parent.add("P")):
        yield Piece(strip, before, keep=True)
        before = 0.0
    if chart.labels:
        if charts.is_worth_drawing(chart):
            owner = parent.add("Figure", charts.alternative_of(chart))
            yield Piece(_panel(setter, chart, owner), 2.0, keep=True)
        yield from tables.data_rows(setter, charts.table_of(chart), parent)
    else:
        yield from _plain(setter, charts.table_of(chart).empty, parent)
    if chart.note:
        yield from _plain(setter, chart.note, parent, look.small)


def _plain(setter: Setter, words: str, parent: Element, kind: Type | None = None) -> Iterator[Piece]:
    before = 2.0
    for strip in setter.text(words, kind or setter.look.body, WIDTH, parent.add("P")):
        yield Piece(strip, before)
        before = 0.0


def _panel(setter: Setter, chart: Chart, owner: Element) -> Panel:
    """The picture: areas and lines as operators, words as text, all of it the figure's."""
    from reportlab.graphics.shapes import String

    from safeguard_app.documents import charts

    kind = setter.look.small

    def measure(text: str, _size: float) -> float:
        return setter.line(text, kind).width

    made = charts.drawing_of(chart, WIDTH, kind.size, measure)
    shapes = [shape for shape in made.contents if not isinstance(shape, String)]
    drawn = " ".join(_operators(shape) for shape in shapes)
    panel = Panel(made.height, pictures=[Placed(owner, 0, 0, made.width, made.height, drawn=drawn)])
    for shape in made.contents:
        if isinstance(shape, String):
            line = setter.line(shape.text, kind)
            left = shape.x - {"end": line.width, "middle": line.width / 2}.get(shape.textAnchor, 0.0)
            top = made.height - shape.y - kind.baseline
            panel.texts.append((left, top, TextStrip(line, kind, owner)))
    return panel


def _operators(shape: Any) -> str:
    """One shape: its path, how it is filled and stroked."""
    fill = getattr(shape, "fillColor", None)
    dashes = " ".join(number(one) for one in shape.strokeDashArray or ())
    look = f"[{dashes}] 0 d {number(shape.strokeWidth)} w {number(shape.strokeColor.red)} G"
    ground = f" {number(fill.red)} g" if fill is not None else ""
    return f"{look}{ground} {_path(shape)} {'B' if fill is not None else 'S'}"


def _path(shape: Any) -> str:
    from reportlab.graphics.shapes import Circle, Line, Polygon, Rect

    if isinstance(shape, Rect):
        return f"{_point(shape.x, shape.y)} {_point(shape.width, shape.height)} re"
    if isinstance(shape, Line):
        return f"{_point(shape.x1, shape.y1)} m {_point(shape.x2, shape.y2)} l"
    if isinstance(shape, Circle):
        return _circle(shape.cx, shape.cy, shape.r)
    points = [
        _point(shape.points[place], shape.points[place + 1]) for place in range(0, len(shape.points), 2)
    ]
    closed = " h" if isinstance(shape, Polygon) else ""
    return f"{points[0]} m {' '.join(f'{point} l' for point in points[1:])}{closed}"


def _circle(x: float, y: float, reach: float) -> str:
    """Four curves."""
    bend = reach * _CURVE
    quarters = (
        (x + reach, y + bend, x + bend, y + reach, x, y + reach),
        (x - bend, y + reach, x - reach, y + bend, x - reach, y),
        (x - reach, y - bend, x - bend, y - reach, x, y - reach),
        (x + bend, y - reach, x + reach, y - bend, x + reach, y),
    )
    return f"{_point(x + reach, y)} m " + " ".join(
        f"{' '.join(number(one) for one in quarter)} c" for quarter in quarters
    )


def _point(x: float, y: float) -> str:
    return f"{number(x)} {number(y)}"
