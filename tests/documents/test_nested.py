"""Lists within lists and tables within answers: what they are, in what order, and that none of it is lost or cut."""

from safeguard_app.documents.content import (
    AnsweredTable,
    Column,
    DataTable,
    Field,
    FieldTable,
    ListItem,
    TextList,
)
from safeguard_app.documents.render import render
from tests.documents.reading import failures, pages, structure
from tests.documents.samples import AT, LONG, nested, simple


def test_a_list_within_an_item_is_a_list_within_its_body() -> None:
    inner = TextList(("inner one", "inner two"), numbered=True)
    (outer,) = structure(render(simple(TextList(("first", ListItem("second", inner), "third"))), AT)).all(
        "L"
    )[:1]
    items = [part for part in outer.parts if getattr(part, "tag", "") == "LI"]
    assert [item.all("LBody")[0].text for item in items] == [  # type: ignore[union-attr]
        "first",
        "second1.inner one2.inner two",
        "third",
    ]
    (below,) = items[1].all("L")  # type: ignore[union-attr]
    assert [node.text for node in below.all("Lbl")] == ["1.", "2."]


def test_each_level_stands_further_in_and_stays_on_the_page() -> None:
    deepest = TextList((LONG * 3,))
    for _ in range(30):
        deepest = TextList((ListItem(LONG, deepest),))
    pdf = render(simple(deepest), AT)
    assert failures(pdf) == []
    found = structure(pdf)
    assert sum(node.text.count(LONG.strip()) for node in found.all("L")[:1]) == 33


def test_a_table_within_an_answer_is_a_table_within_its_cell() -> None:
    rows = (("Mon", "one line"), ("Tue", "a\nb"))
    table = DataTable((Column("Day"), Column("What", 2)), rows, row_headings=True)
    found = structure(render(simple(FieldTable((Field("When", AnsweredTable(table)),))), AT))
    outer, within = found.all("Table")
    assert outer.all("Table")[1] is within
    assert [node.text for node in within.all("THead")[0].all("TH")] == ["Day", "What"]
    assert [(node.text, node.scope) for node in within.all("TBody")[0].all("TH")] == [
        ("Mon", "Row"),
        ("Tue", "Row"),
    ]
    assert [node.text for node in within.all("TD")] == ["one line", "ab"]


def test_a_table_within_an_answer_runs_over_pages_with_nothing_lost() -> None:
    words = [f"w{number}" for number in range(4000)]
    table = DataTable((Column("A"), Column("B")), ((" ".join(words), "x"), ("after", "y")))
    pdf = render(simple(FieldTable((Field("Label", AnsweredTable(table)),))), AT)
    assert len(pages(pdf)) > 3
    cells = structure(pdf).all("Table")[1].all("TD")
    assert cells[0].text.split() == words
    assert cells[2].text == "after"


def test_an_answer_without_rows_says_so() -> None:
    found = structure(render(nested(), AT))
    assert "Nobody was asked." in found.text
