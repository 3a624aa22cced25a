"""Charts: drawn once, as SVG and as a tagged figure on paper; told apart without colour; nothing that is not said."""

import re
import xml.etree.ElementTree as Xml

import pytest

from safeguard_app.documents import charts
from safeguard_app.documents.chart_layout import cut, nice_top, wrapped
from safeguard_app.documents.content import Chart, ChartKind, ChartSeries
from safeguard_app.documents.render import render
from tests.documents.reading import failures, pages, structure
from tests.documents.samples import AT, chart, simple

_SVG = "{http://www.w3.org/2000/svg}"


def _svg(made: Chart, width: float = 400) -> Xml.Element:
    return Xml.fromstring(charts.to_svg(made, width, 13))  # noqa: S314 - written here


def _texts(svg: Xml.Element) -> list[str]:
    return [one.text or "" for one in svg.iter(f"{_SVG}text")]


def _bars(svg: Xml.Element) -> list[float]:
    return [float(one.attrib["width"]) for one in svg.iter(f"{_SVG}rect")]


def test_on_paper_it_is_a_figure_with_words_and_the_table_of_its_numbers() -> None:
    pdf = render(simple(chart(ChartKind.BARS, (12, 7))), AT)
    assert failures(pdf) == []
    (figure,) = structure(pdf).all("Figure")
    assert figure.alternative == "Bar chart. Concerns by kind. Cyberbullying: 12; Ż😀 مرحبا <b>: 7."
    cells = [node.text for tag in ("TH", "TD") for node in structure(pdf).all(tag)]
    assert {"Kind of concern", "Year 1", "Cyberbullying", "12", "7"} <= set(cells)
    assert "Counted by kind." in pages(pdf)[0]


@pytest.mark.parametrize("kind", ChartKind)
def test_bars_and_points_are_as_long_as_their_numbers(kind: ChartKind) -> None:
    svg = _svg(chart(kind, (12, 6, 3)))
    if kind is ChartKind.LINES:
        heights = [float(one.attrib["cy"]) for one in svg.iter(f"{_SVG}circle")]
        grid = max(float(one.attrib["y1"]) for one in svg.iter(f"{_SVG}line"))
        first, second, third = (grid - height for height in heights)
    else:
        first, second, third = _bars(svg)
    assert first == pytest.approx(2 * second, rel=0.01) and second == pytest.approx(2 * third, rel=0.01)


@pytest.mark.parametrize("kind", ChartKind)
def test_what_is_not_said_is_drawn_nowhere(kind: ChartKind) -> None:
    """A suppressed number has no bar, no point and no line: its length would say it."""
    svg = _svg(chart(kind, (12, None, 3)))
    marks = list(svg.iter(f"{_SVG}circle")) if kind is ChartKind.LINES else list(svg.iter(f"{_SVG}rect"))
    assert len(marks) == 2
    assert "<5" in " ".join(_texts(svg))
    assert not list(svg.iter(f"{_SVG}polyline")), "the line is broken there"


def test_series_differ_by_pattern_mark_and_dash_and_are_named() -> None:
    rows = tuple((5, 4) for _ in range(5))
    lines = _svg(chart(ChartKind.LINES, *rows))
    dashes = {one.attrib.get("stroke-dasharray", "") for one in lines.iter(f"{_SVG}polyline")}
    assert len(dashes) == 5
    assert {f"Year {place}" for place in range(1, 6)} <= set(_texts(lines))
    bars = _svg(chart(ChartKind.BARS, *rows))
    assert {one.attrib["fill"] for one in bars.iter(f"{_SVG}rect")} == {"$note$", "$paper$"}
    assert len(list(bars.iter(f"{_SVG}line"))) > 20, "the patterns are lines"


def test_patterns_stay_within_their_bars() -> None:
    box = (10.0, 20.0, 30.0, 8.0)
    for place in range(5):
        for x1, y1, x2, y2 in charts._pattern(place, *box, 3.0):
            assert all(10 - 1e-6 <= x <= 40 + 1e-6 for x in (x1, x2))
            assert all(20 - 1e-6 <= y <= 28 + 1e-6 for y in (y1, y2))


def test_colours_are_roles_and_anything_typed_is_only_words() -> None:
    typed = Chart("T", ChartKind.BARS, "H", ("<script>&\"'\x01\ud800",), chart(ChartKind.BARS, (1,)).series)
    text = charts.to_svg(typed, 400, 13).decode()
    assert not re.search("#[0-9a-fA-F]{3,6}", text)
    assert set(re.findall(r"\$(\w+)\$", text)) <= {"text", "line2", "note", "paper", "font"}
    assert "<script>" not in text
    assert _texts(Xml.fromstring(text))[0].startswith("<script>&")  # noqa: S314 - written here


def test_words_that_do_not_fit_are_cut_and_stand_whole_in_the_table() -> None:
    def measure(text: str, size: float) -> float:
        return len(text) * size

    assert wrapped("one two three four", 8, measure, 1) == ("one two", "three f…")
    assert wrapped("", 8, measure, 1) == ("",)
    assert cut("abcdefgh", 0.5, measure, 1) == "…"
    long = "A platform with a name that goes on and on and on " * 4
    made = Chart("T", ChartKind.BARS, "H", (long,), chart(ChartKind.BARS, (1,)).series)
    assert charts.table_of(made).rows == ((long, "1"),)
    assert all(len(text) < len(long) for text in _texts(_svg(made)))


@pytest.mark.parametrize(
    ("most", "found"), [(0, (1, 1)), (1, (1, 1)), (5, (5, 1)), (6, (6, 2)), (31, (40, 10)), (101, (150, 50))]
)
def test_a_scale_has_whole_steps(most: int, found: tuple[int, int]) -> None:
    assert nice_top(most) == found


def test_series_of_other_lengths_or_too_many_are_refused() -> None:
    with pytest.raises(ValueError, match="one amount for each label"):
        Chart("T", ChartKind.BARS, "H", ("a",), (ChartSeries("s", ()),))
    with pytest.raises(ValueError, match="series"):
        Chart("T", ChartKind.BARS, "H", (), tuple(ChartSeries("s", ()) for _ in range(6)))


def test_one_number_alone_is_no_picture() -> None:
    pdf = render(simple(chart(ChartKind.BARS, (12, None, 0))), AT)
    assert not structure(pdf).all("Figure") and len(structure(pdf).all("TD")) == 3
    assert "Concerns by kind" in pages(pdf)[0]


def test_nothing_to_count_is_said() -> None:
    pdf = render(simple(chart(ChartKind.BARS, ())), AT)
    assert "Nothing to count." in pages(pdf)[0]
    assert not structure(pdf).all("Figure")
