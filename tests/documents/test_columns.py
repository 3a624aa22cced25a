"""A column has room for a case number and for ordinary words: a number cut in two is found by no search."""

import pytest

from safeguard_app.documents.content import AnsweredTable, Column, DataTable, Field, FieldTable
from safeguard_app.documents.render import render
from tests.documents.reading import failures, pages
from tests.documents.samples import AT, simple

LONG = "What was seen and said on that day, in order, by whoever was there. " * 3


@pytest.mark.parametrize("within", [False, True])
@pytest.mark.parametrize("word", ["2026-T-0001", "Headteacher", "safeguarding"])
def test_an_ordinary_word_is_not_cut(word: str, *, within: bool) -> None:
    columns = (Column("When", 1.4), Column("Numbered", 0.5), Column("What", 3.7))
    table = DataTable(columns, tuple((f"{day} Sep 2026, about 9:30", word, LONG) for day in range(1, 9)))
    block = FieldTable((Field("Earlier", AnsweredTable(table)),)) if within else table
    pdf = render(simple(block), AT)
    found = "\n".join(pages(pdf))
    assert found.count(word) == 8 and found.count("Numbered") == 1
    assert failures(pdf) == []


def test_a_heading_has_room_too_and_what_is_endless_makes_nothing_wide() -> None:
    columns = (Column("Acknowledged", 0.2), Column("Who", 2), Column("Endless", 0.6))
    table = DataTable(columns, (("Yes", "Mrs Carol Denning", "w" * 300),))
    found = "\n".join(pages(render(simple(table), AT)))
    assert "Acknowledged" in found and "Mrs Carol Denning" in found
    assert found.replace("\r", "").replace("\n", "").count("w" * 4) == 75


def test_more_columns_than_there_is_room_for_keep_their_shares() -> None:
    columns = tuple(Column(f"safeguarding{place}") for place in range(14))
    row = tuple(f"acknowledgement{place}"[:16] for place in range(14))
    found = "\n".join(pages(render(simple(DataTable(columns, (row,))), AT)))
    assert "safeguarding0" not in found, "there is no room for all of them whole"
    said = "".join(found.split())
    assert said.count("safe") >= 14 and said.count("ackno") >= 14, "and nothing is lost"
