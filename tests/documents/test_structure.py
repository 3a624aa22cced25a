"""What people who listen to a document hear: tags, headings, table headings, alternatives, bookmarks, language."""

import io

import pikepdf

from safeguard_app.documents.content import (
    Column,
    DataTable,
    Field,
    FieldTable,
    Figure,
    NotAnsweredYet,
    Paragraph,
    Passage,
    PassageKind,
    Passages,
    Picture,
    QrCode,
    Section,
    TextList,
    ToWrite,
)
from safeguard_app.documents.render import render
from tests.documents.reading import structure
from tests.documents.samples import AT, every_block, incident, simple


def test_headings_are_numbered_and_nested() -> None:
    inner = Section("Inner", (Paragraph("x"), Section("Deep", (Paragraph("x"),))))
    found = structure(render(simple(Section("One", (inner,)), Section("Two", (Paragraph("x"),))), AT))
    assert [node.text for node in found.all("H1")] == ["Record"]
    assert [node.text for node in found.all("H2")] == ["1 One", "2 Two"]
    assert [node.text for node in found.all("H3")] == ["1.1 Inner"]
    assert [node.text for node in found.all("H4")] == ["1.1.1 Deep"]


def test_bookmarks_follow_the_headings() -> None:
    inner = Section("Inner", (Paragraph("x"),))
    pdf = render(
        simple(Section("One", (Paragraph("x " * 3000), inner)), Section("Two ж", (Paragraph("x"),))), AT
    )
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        outline = opened.open_outline().root
        assert [entry.title for entry in outline] == ["1 One", "2 Two ж"]
        assert [entry.title for entry in outline[0].children] == ["1.1 Inner"]
        target = outline[1].destination
        assert isinstance(target, pikepdf.Array)
        assert target[0].objgen == opened.pages[-1].obj.objgen


def test_the_catalogue_names_language_and_title() -> None:
    with pikepdf.open(io.BytesIO(render(incident(), AT))) as opened:
        assert str(opened.Root.Lang) == "en-GB"
        assert bool(opened.Root.MarkInfo.Marked)
        assert bool(opened.Root.ViewerPreferences.DisplayDocTitle)


def test_a_form_has_row_headings_and_a_table_column_headings() -> None:
    table = DataTable((Column("A"), Column("B")), (("1", "2"),), row_headings=True)
    found = structure(
        render(simple(FieldTable((Field("Label", NotAnsweredYet()), Field("L", ToWrite()))), table), AT)
    )
    form, rows = found.all("Table")
    assert [(node.text, node.scope) for node in form.all("TH")] == [("Label", "Row"), ("L", "Row")]
    assert [node.text for node in form.all("TD")] == ["Not answered yet", ""]
    assert [(node.text, node.scope) for node in rows.all("THead")[0].all("TH")] == [
        ("A", "Column"),
        ("B", "Column"),
    ]
    assert [(node.text, node.scope) for node in rows.all("TBody")[0].all("TH")] == [("1", "Row")]


def test_a_list_has_labels_and_bodies() -> None:
    (found,) = structure(render(simple(TextList(("one", "two"), numbered=True)), AT)).all("L")
    assert [node.text for node in found.all("Lbl")] == ["1.", "2."]
    assert [node.text for node in found.all("LBody")] == ["one", "two"]


def test_own_words_are_a_quotation_and_labels_stand_first() -> None:
    kinds = Passages(tuple(Passage(kind, "words") for kind in PassageKind))
    found = structure(render(simple(kinds), AT))
    assert [node.text for node in found.all("BlockQuote")] == ["Child’s own words. words"]
    texts = [node.text for node in found.all("P")]
    assert texts == [
        "words",
        "Fact. words",
        "Child’s own words. words",
        "Opinion. words",
        "Hearsay, not checked. words",
    ]


def test_pictures_and_codes_have_words() -> None:
    picture = Picture(1, 1, b"\x00", grey=True)
    blocks = (Figure(picture, "A dark square", "Caption"), QrCode("text", "A code"), Figure(picture, " "))
    found = structure(render(simple(*blocks), AT)).all("Figure")
    assert [node.alternative for node in found] == [
        "A dark square",
        "A code",
        "Picture without a description",
    ]


def test_everything_is_read_in_order() -> None:
    text = structure(render(every_block(), AT)).text
    places = [text.index(f"{number} {title}") for number, title in enumerate(_TITLES, 1)]
    assert places == sorted(places)


_TITLES = ("Words", "Tables", "Boxes", "Pictures", "Charts", "Codes", "Ticks", "Signing")
