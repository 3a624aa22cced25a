"""How pages break: head and foot, headings with their text, headers that repeat, signatures that stay whole."""

import io
import re
from dataclasses import replace

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest

from safeguard_app.documents.content import (
    Answered,
    Block,
    Box,
    Column,
    DataTable,
    Field,
    FieldTable,
    NewPage,
    PageFrame,
    Paragraph,
    Passage,
    PassageKind,
    Passages,
    Section,
    Signature,
    Signatures,
    ToTick,
    WritingSpace,
    chain_head_text,
)
from safeguard_app.documents.engine.look import BOTTOM, LEFT, RIGHT, TOP
from safeguard_app.documents.engine.page import MM, PAPER_HEIGHT
from safeguard_app.documents.render import render
from tests.documents.reading import artefacts, failures, pages, structure
from tests.documents.samples import AT, LONG, blank_concern_form, every_block, recovery, simple

SIGNED = Signatures((Signature("Signed by", "Name of one", "Role of one", "Day of one"), Signature("Other")))
SIGNED_PARTS = ("Signed by", "Name of one", "Role of one", "Day of one", "Other")


def test_head_and_foot_stand_on_every_page() -> None:
    found = artefacts(render(every_block(), AT))
    total = len(found)
    assert total > 5
    for index, text in enumerate(found):
        for words in (
            "Baylis Lane Primary",
            "OFFICIAL-SENSITIVE",
            "Case 2026-K-0007, copy 1 of 2",
            "Chain head 96: c3d2 8e04 57ab f911",
            f"Page {index + 1} of {total}",
            "Printed Mon 12 Oct 2026",
        ):
            assert words in text


def test_a_letter_has_no_case_number_marking_or_chain_head() -> None:
    found = artefacts(render(simple(Paragraph("Dear parent"), frame=PageFrame("Larkbridge Primary")), AT))[0]
    assert found == "Larkbridge Primary" + "Printed Mon 12 Oct 2026" + "Page 1 of 1"


def test_copy_without_a_case_number_begins_with_a_capital() -> None:
    found = artefacts(render(simple(frame=PageFrame("School", copy="copy 2 of 2")), AT))[0]
    assert "Copy 2 of 2" in found


def test_chain_head_is_sixteen_digits_in_fours() -> None:
    assert chain_head_text(214, "70af2c91d6e40b53" + "f" * 48) == "214: 70af 2c91 d6e4 0b53"


def test_a_demo_is_stamped_on_every_page() -> None:
    frame = PageFrame("Baylis Lane Primary", "OFFICIAL-SENSITIVE", demo=True)
    pdf = render(simple(Paragraph(LONG * 200), frame=frame), AT)
    found = artefacts(pdf)
    assert len(found) > 2
    assert all("DEMO. Invented people." in text and "DEMO" in text.replace("DEMO. ", "") for text in found)
    assert failures(pdf) == []
    assert "DEMO" not in artefacts(render(simple(Paragraph("x")), AT))[0]


def test_a_head_too_long_for_its_place_is_cut_and_stays_on_the_page() -> None:
    frame = PageFrame(
        "A school with a name " * 40, "MARKING " * 40, "2026-0001" * 50, "copy", "9: " + "f" * 500
    )
    assert _extent(render(simple(Paragraph("x"), frame=frame), AT))[1] <= RIGHT + 1


@pytest.mark.parametrize("lines", range(0, 60, 3))
def test_a_signature_is_whole_and_never_first_on_a_page(lines: int) -> None:
    blocks: tuple[Block, ...] = (
        *(Paragraph("One line.") for _ in range(lines)),
        Paragraph("Last words."),
        SIGNED,
    )
    _whole_signature(render(simple(*blocks), AT), "Last words.")


@pytest.mark.parametrize("rows", range(0, 34, 3))
def test_a_signature_after_a_table_brings_a_row_with_it(rows: int) -> None:
    table = FieldTable(tuple(Field(f"Label {row}", Answered("Answer.")) for row in range(rows + 1)))
    _whole_signature(render(simple(table, SIGNED), AT), f"Label {rows}")


@pytest.mark.parametrize("sentences", range(60, 100, 4))
def test_a_signature_after_one_long_answer_brings_its_end_with_it(sentences: int) -> None:
    table = FieldTable((Field("Label", Answered(LONG * sentences + "The last words.")),))
    _whole_signature(render(simple(table, SIGNED), AT), "last words.")


def test_a_signature_with_endless_words_is_still_signed() -> None:
    name = "name " * 2000
    pdf = render(simple(Paragraph("x"), Signatures((Signature("As", name, "Role", "Day"),))), AT)
    assert name in "".join(node.text for node in structure(pdf).all("P"))
    assert failures(pdf) == []


def test_a_signature_box_is_eighteen_millimetres_high() -> None:
    with pikepdf.open(io.BytesIO(render(simple(Paragraph("x"), SIGNED), AT))) as opened:
        drawn = opened.pages[0].obj.Contents[1].read_bytes().decode("ascii")
    heights = {round(float(found), 1) for found in re.findall(r" ([0-9.]+) re S", drawn)}
    assert round(18 * MM, 1) in heights


@pytest.mark.parametrize("lines", range(0, 60, 3))
def test_a_heading_stays_with_its_text(lines: int) -> None:
    blocks: tuple[Block, ...] = (
        *(Paragraph("One line.") for _ in range(lines)),
        Section("Heading", (Paragraph(LONG * 3),)),
    )
    found = structure(render(simple(*blocks), AT))
    (heading,) = found.all("H2")
    text = found.all("P")[-1]
    assert heading.on_pages == {min(text.on_pages)}


@pytest.mark.parametrize("lines", range(0, 60, 3))
def test_a_heading_stays_with_the_first_row_of_its_table(lines: int) -> None:
    table = DataTable((Column("Head"), Column("Other")), tuple(("cell", LONG) for _ in range(4)))
    blocks: tuple[Block, ...] = (
        *(Paragraph("One line.") for _ in range(lines)),
        Section("Heading", (table,)),
    )
    found = structure(render(simple(*blocks), AT))
    first = found.all("TD")[0].on_pages
    assert found.all("H2")[0].on_pages == found.all("TH")[0].on_pages == first


def test_table_headers_repeat_as_artefacts() -> None:
    table = DataTable((Column("First"), Column("Second")), tuple((f"row {row}", "x") for row in range(120)))
    pdf = render(simple(table), AT)
    found = structure(pdf)
    assert [node.text for node in found.all("TH")] == ["First", "Second"]
    repeated = artefacts(pdf)
    assert len(repeated) > 3
    assert "First" not in repeated[0]
    assert all("First" in text and "Second" in text for text in repeated[1:])
    assert [node.text for node in found.all("TD")][::2] == [f"row {row}" for row in range(120)]


def test_a_row_longer_than_a_page_keeps_all_its_text_and_repeats_its_label() -> None:
    text = " ".join(f"w{number}" for number in range(6000))
    pdf = render(
        simple(FieldTable((Field("Full description", Answered(text)), Field("Next", Answered("n"))))), AT
    )
    answer = structure(pdf).all("TD")[0]
    assert answer.text == text
    assert len(answer.on_pages) > 4
    assert all("Full description" in artefacts(pdf)[on] for on in sorted(answer.on_pages)[1:])


def test_a_short_row_is_not_cut() -> None:
    rows = tuple((f"row {row}", LONG * 4) for row in range(60))
    for cell in structure(render(simple(DataTable((Column("A"), Column("B", 2)), rows)), AT)).all("TD"):
        assert len(cell.on_pages) == 1


def test_the_childs_own_words_carry_the_bar_on_every_page_they_run_over() -> None:
    own = Passages((Passage(PassageKind.OWN_WORDS, LONG * 150),))
    with pikepdf.open(io.BytesIO(render(simple(own), AT))) as opened:
        drawn = [one.obj.Contents[1].read_bytes().decode("ascii") for one in opened.pages]
    assert len(drawn) > 2
    assert all(re.search(r"q 0 g [0-9.]+ [0-9.]+ 3\.75 [0-9.]+ re f", page) for page in drawn)


def test_a_new_page_starts_one_and_no_page_is_empty() -> None:
    found = pages(render(simple(NewPage(), Paragraph("one"), NewPage(), NewPage(), Paragraph("two")), AT))
    assert len(found) == 3
    assert "one" in found[1]
    assert "two" in found[2]


def test_the_concern_form_fits_one_page_whatever_the_names() -> None:
    found = pages(render(blank_concern_form(), AT))
    assert len(found) == 1
    assert "Ring 999 first." in found[0]


def test_the_recovery_sheet_fits_one_page() -> None:
    assert len(pages(render(recovery(), AT))) == 1


@pytest.mark.parametrize(
    "block",
    [
        Paragraph(LONG * 300),
        Box((LONG * 300,)),
        WritingSpace("Write", 200),
        Passages((Passage(PassageKind.OWN_WORDS, LONG * 300),)),
        DataTable((Column("x" * 3000), Column("b")), (("y" * 3000, LONG * 99),)),
    ],
)
def test_nothing_runs_off_the_page(block: Block) -> None:
    left, right, bottom = _extent(render(simple(block), AT))
    assert left >= LEFT - 1
    assert right <= RIGHT + 4  # a space at the end of a line may hang
    assert bottom <= BOTTOM + 1
    assert TOP > 0


def _whole_signature(pdf: bytes, text_before: str) -> None:
    """The signature's parts stand on one page, with the text before it."""
    with_parts = [
        index for index, text in enumerate(pages(pdf)) if any(part in text for part in SIGNED_PARTS)
    ]
    assert len(with_parts) == 1
    text = pages(pdf)[with_parts[0]]
    assert all(part in text for part in SIGNED_PARTS)
    assert text_before in " ".join(text.split())


def _extent(pdf: bytes) -> tuple[float, float, float]:
    """The leftmost, rightmost and lowest points of the text of all pages, head and foot left out below."""
    document = pypdfium2.PdfDocument(pdf)
    lefts, rights, bottoms = [], [], []
    for one in document:
        text = one.get_textpage()
        for index in range(text.count_rects()):
            left, bottom, right, _ = text.get_rect(index)
            lefts.append(left)
            rights.append(right)
            if PAPER_HEIGHT - bottom < BOTTOM + 2 * MM:
                bottoms.append(PAPER_HEIGHT - bottom)
    document.close()
    return min(lefts), max(rights), max(bottoms)


def test_a_box_to_tick_is_never_parted_from_its_word() -> None:
    options = tuple((f"Word{'x' * length}", False) for length in range(14))
    fields = tuple(Field(f"Field {first}", ToTick(options[first:])) for first in range(14))
    for page in pages(render(simple(FieldTable(fields)), AT)):
        lines = page.splitlines()
        assert any("\u2610" in line for line in lines)
        assert not [line for line in lines if line.rstrip().endswith("\u2610")]


def test_every_page_says_of_what_it_is_where_there_is_no_case_number() -> None:
    running = "Chronology of Wren Maple, and 2 more"
    document = replace(
        simple(Paragraph(LONG * 200), frame=PageFrame("School", copy="copy 2")), running=running
    )
    found = artefacts(render(document, AT))
    assert len(found) > 2 and all(f"Copy 2, {running}" in text for text in found)
    long = replace(document, running="A case with a title " * 20)
    pdf = render(long, AT)
    assert all("Copy 2, A case with a title" in text for text in artefacts(pdf))
    assert failures(pdf) == []


@pytest.mark.parametrize("lines", range(28, 33))
def test_a_label_stays_with_what_it_labels(lines: int) -> None:
    rows = DataTable((Column("Exhibit"), Column("What it shows", 3)), (("Ex1", LONG), ("Ex2", LONG)))
    for follows, begins in ((Paragraph(LONG * 4), LONG[:12]), (rows, "Exhibit")):
        before = tuple(Paragraph("One line.") for _ in range(lines))
        label = Paragraph("Full description", leads=True)
        found = pages(render(simple(*before, label, follows), AT))
        (page,) = (text for text in found if "Full description" in text)
        assert begins in page.partition("Full description")[2]
