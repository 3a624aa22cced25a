"""Bytes as tables: what parts columns, quoted line ends, rows and columns without end, and titles below a heading."""

import pytest

from safeguard_app.domain.import_fields import ImportField, guessed_columns
from safeguard_app.domain.import_tables import (
    Encoding,
    FileNotRead,
    TableReading,
    read_table,
    titles_row,
    with_titles_at,
)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_what_parts_the_columns_is_guessed(mark: str) -> None:
    """Also where another mark stands within the cells."""
    rows = (("Surname", "Forename", "Note"), ("Pike", "Una", "a, b; c"), ("Doyle", "Edd", "d"))
    text = "\n".join(mark.join(f'"{cell}"' for cell in row) for row in rows)
    table = read_table(text.encode())
    assert table.reading == TableReading(Encoding.UTF_8, mark)
    assert table.rows == (("Pike", "Una", "a, b; c"), ("Doyle", "Edd", "d"))


def test_a_line_end_in_a_cell_is_part_of_it_and_rows_keep_their_numbers() -> None:
    """As a spreadsheet counts them, whatever ends their lines."""
    table = read_table(b'Surname,Note\r\n"Pike","one\r\ntwo"\r\n\r\nDoyle,x\rVale,y\n')
    assert table.rows == (("Pike", "one\r\ntwo"), ("Doyle", "x"), ("Vale", "y"))
    assert table.numbers == (2, 4, 5)


def test_three_hundred_columns_are_read_and_a_thousand_are_not() -> None:
    """Too many come of the wrong mark, which is said."""
    many = ",".join(f"c{place}" for place in range(300))
    assert len(read_table(f"{many}\n{many}\n".encode()).header) == 300
    with pytest.raises(FileNotRead, match="columns"):
        read_table(",".join("c" for _ in range(1_000)).encode())


def test_titles_may_stand_below_a_heading() -> None:
    """The row with most titles that exports use; none where nothing is recognised."""
    table = read_table(b"Pupils of Baylis Lane,,\nprinted 1 Sep,,\nSurname,Forename,DOB\nPike,Una,1/2/2018\n")
    known = frozenset({"surname", "forename", "dob"})
    found = with_titles_at(table, titles_row(table, known))
    assert found.header == ("Surname", "Forename", "DOB")
    assert found.numbers == (4,)
    assert titles_row(table, frozenset()) == 0


def test_of_several_titles_the_likeliest_is_taken_and_no_column_twice() -> None:
    """A full name is not needed beside its parts."""
    known = {
        ImportField.SURNAME: ("Surname", "Legal Surname"),
        ImportField.FORENAME: ("Forename",),
        ImportField.FULL_NAME: ("Name",),
        ImportField.KNOWN_AS: ("Forename",),
    }
    found = guessed_columns(("Legal Surname", "SUR NAME", "Forename", "Name"), known)
    assert dict(found.columns) == {ImportField.SURNAME: 1, ImportField.FORENAME: 2}


def test_hidden_characters_in_titles_do_not_hide_them() -> None:
    """A mark of byte order, or a zero-width space, is no letter."""
    table = read_table("\ufeffSur\u200bname,Forename\nPike,Una\n".encode())
    assert table.header == ("Surname", "Forename")


@pytest.mark.parametrize("before", ["Surname,Forename\n", ""], ids=["below titles", "at the start"])
def test_a_quotation_mark_that_is_never_closed_is_said(before: str) -> None:
    """However long what follows it is: nothing is half read, and nothing breaks."""
    content = f'{before}"Pike,{"Una and on " * 40_000}'
    with pytest.raises(FileNotRead, match="goes on for pages"):
        read_table(content.encode())
