"""Longer documents: a cover, contents with pages and links, appendices, what runs on, and by what each is known."""

import io
import re
from dataclasses import replace

import pikepdf
import pytest

from safeguard_app.documents.content import Block, Contents, Cover, NewPage, PageFrame, Paragraph, Section
from safeguard_app.documents.render import render
from safeguard_app.domain.document_identity import DocumentIdentity, identity_in, identity_typed, number_wrong
from tests.documents.reading import artefacts, failures, pages, structure
from tests.documents.samples import (
    AT,
    EVERY_DOCUMENT,
    FRAME,
    IDENTITY,
    LONG,
    bound_record,
    handover_form,
    incident,
    letter,
    simple,
)

NOTE = "Version 2. Changed since version 1 (issued Mon 12 Oct 2026, 15:20): Steps, 1 added; 3 further parts changed."


def test_the_cover_says_what_the_document_is_and_the_body_begins_on_the_next_page() -> None:
    found = pages(render(bound_record(), AT))
    for words in (
        "OFFICIAL-SENSITIVE",
        "Baylis Lane Primary",
        "Incident record: staff-pupil contact",
        "Larkshire County Council",
        "Mon 12 Oct 2026, 15:20, by Mrs Denning",
        "Version 2. Changed since version 1",
        "96: c3d2 8e04 57ab f911",
        "7F3A 91C2 04BE 11D0",
        "Contents",
    ):
        assert words in " ".join(found[0].split()), words
    assert "A parent reported public comments." not in found[0]
    assert "A parent reported public comments." in found[1]


def test_the_title_is_the_only_first_heading_and_contents_are_a_heading_below_it() -> None:
    found = structure(render(bound_record(), AT))
    assert [node.text for node in found.all("H1")] == ["Incident record: staff-pupil contact"]
    assert found.all("H2")[0].text == "Contents"


def test_every_section_stands_in_the_contents_with_the_page_it_is_on_and_a_link_to_it() -> None:
    found = structure(render(bound_record(), AT))
    headings = [node for tag in ("H2", "H3") for node in found.all(tag) if node.text != "Contents"]
    expected = {f"{node.text} {min(node.on_pages) + 1}" for node in headings}
    entries = found.all("TOCI")
    assert {entry.text for entry in entries} == expected
    for entry in entries:
        (link,) = entry.all("Link")
        printed = next(min(one.on_pages) + 1 for one in headings if entry.text.startswith(one.text))
        assert link.leads_to == [printed - 1]
        (words,) = link.link_words
        assert words == f"{entry.text.removesuffix(f' {printed}')}, page {printed}"


def test_a_level_below_is_a_list_within_the_contents() -> None:
    inner = Section("Inner", (Paragraph("x"),))
    blocks: tuple[Block, ...] = (Section("One", (inner, inner)), Section("Two", (Paragraph("x"),)))
    found = structure(render(simple(Contents(), *blocks), AT))
    (outer,) = [part for part in found.parts if getattr(part, "tag", "") == "TOC"]
    below = outer.all("TOC")[1]  # type: ignore[union-attr]
    assert [entry.text for entry in below.all("TOCI")] == ["1.1 Inner 1", "1.2 Inner 1"]
    only_first = structure(render(simple(Contents(depth=1), *blocks), AT))
    assert [entry.text for entry in only_first.all("TOCI")] == ["1 One 1", "2 Two 1"]


def test_contents_longer_than_a_page_list_the_first_level_and_run_on() -> None:
    inner = Section("Inner", (Paragraph("x"),))
    blocks: tuple[Block, ...] = (
        Contents(),
        NewPage(),
        *(Section(f"Part {n} {LONG}", (inner,)) for n in range(60)),
    )
    pdf = render(simple(*blocks), AT)
    found = structure(pdf)
    assert len(found.all("TOCI")) == 60
    assert len(found.all("TOC")) == 1
    assert len({page for entry in found.all("TOCI") for page in entry.on_pages}) > 1
    assert failures(pdf) == []


def test_contents_of_nothing_are_a_heading_alone() -> None:
    assert failures(render(simple(Contents(), Paragraph("x")), AT)) == []


def test_appendices_and_what_is_within_them_have_no_number() -> None:
    found = structure(render(bound_record(), AT))
    assert [node.text for node in found.all("H2")][-2:] == [
        "Appendix A: contact sheet",
        "Appendix B: sources",
    ]
    assert [node.text for node in found.all("H3")] == ["Within an appendix"]


def test_a_page_says_which_section_runs_on_and_says_nothing_where_one_begins() -> None:
    blocks = (
        Section("First", (Paragraph(LONG * 150),)),
        NewPage(),
        Section("Second", (Paragraph("x"),)),
        Section("Third", (Paragraph(LONG * 100), Section("Below", (Paragraph(LONG * 100),)))),
    )
    found = [
        re.findall(r"(?<=Page \d of \d).*continued", one) for one in artefacts(render(simple(*blocks), AT))
    ]
    said = [one[0] if one else "" for one in found]
    assert said[0] == ""
    assert set(said[1 : said.index("", 1)]) == {"1 First, continued"}
    after = said[said.index("", 1) :]
    assert after[0] == ""
    assert set(after[1:]) == {"3 Third, continued"}


def test_the_words_of_the_contents_link_somewhere_inside_the_file_only() -> None:
    with pikepdf.open(io.BytesIO(render(bound_record(), AT))) as opened:
        found = [note for one in opened.pages for note in one.obj.get("/Annots", [])]
        assert found
        assert all(note.Subtype == "/Link" and "/A" not in note and "/Dest" in note for note in found)


# ---------------------------------------------------------------- identity


def test_a_file_and_its_first_page_hold_the_same_identity_and_no_name() -> None:
    pdf = render(replace(incident(), identity=IDENTITY), AT)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert bytes(opened.trailer.ID[0]).hex() == IDENTITY.document
        assert bytes(opened.trailer.ID[1]).hex() != IDENTITY.document
        packet = bytes(opened.Root.Metadata.read_bytes()).decode("utf-8")
    assert identity_in(packet) == IDENTITY
    assert failures(pdf) == []
    found = structure(pdf)
    (code,) = found.all("Figure")
    assert code.on_pages == {0}
    assert "7F3A 91C2 04BE 11D0" in code.alternative
    assert all("document 7F3A 91C2 04BE 11D0" in one for one in artefacts(pdf))


def test_identity_is_read_back_from_a_code_and_from_what_is_typed() -> None:
    assert identity_in(f"... {IDENTITY.payload.lower()} ...") == IDENTITY
    assert identity_in("SAFEGUARD LOG DOCUMENT 12") is None
    assert identity_typed(IDENTITY.payload.replace(" ", "\n ")) == IDENTITY
    half = DocumentIdentity("7f3a91c204be11d0", "")
    for typed in (
        " 7f3a 91C2 04be 11D0 ",
        "7F3A91C204BE11D0",
        "7F3A-91C2-04BE-11D0",
        "Document: 7F3A 91C2 04BE 11D0",
    ):
        assert number_wrong(typed) == "" and identity_typed(typed) == half, typed
    assert identity_typed(IDENTITY.document) == DocumentIdentity(IDENTITY.document, "")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (" ", "four groups of four"),
        ("7f3a 91c2 04be 11d", "15 of 16 digits"),
        ("7f3a 91c2 04be 11d0 5", "17 digits, and 16 are printed"),
        ("7f3a 91c2 O4be 11d0", "no “O”"),
        ("7f3a91c204be11d0 or so", "no “O”"),
        ("SAFEGUARD LOG DOCUMENT 7F3A91C204", "a part of what the code holds"),
        ("0000 0000 0000 0000", "only looked at"),
        (DocumentIdentity.of(None, "9f0a" * 4).payload, "only looked at"),
    ],
)
def test_what_cannot_be_a_number_says_why(typed: str, said: str) -> None:
    assert said in number_wrong(typed)
    assert identity_typed(typed) is None


def test_what_is_only_looked_at_says_that_it_has_no_number_yet() -> None:
    seen = DocumentIdentity.of(None, "9f0a" * 4)
    assert not seen.is_issued
    assert "document not issued yet" in pages(render(replace(incident(), identity=seen), AT))[0]


def test_a_letter_holds_its_number_in_the_file_and_shows_none() -> None:
    plain = pages(render(letter(), AT))
    pdf = render(replace(letter(), identity=IDENTITY), AT)
    assert pages(pdf) == plain
    assert structure(pdf).all("Figure") == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert bytes(opened.trailer.ID[0]).hex() == IDENTITY.document


@pytest.mark.parametrize("name", ["acknowledgement", "handover form", "concern form", "declared connection"])
def test_code_and_version_take_a_form_no_room(name: str) -> None:
    form = EVERY_DOCUMENT[name]()
    frame = replace(
        form.frame, case_number=FRAME.case_number, chain_head=FRAME.chain_head, version="version 1"
    )
    with_code = replace(form, identity=IDENTITY, version_note=NOTE, frame=frame)
    pdf = render(with_code, AT)
    assert len(pages(render(form, AT))) == len(pages(pdf))
    assert NOTE in [node.text for node in structure(pdf).all("P")]
    assert failures(pdf) == []


@pytest.mark.parametrize("words", [LONG, LONG * 60])
def test_a_long_title_and_a_long_note_run_on_and_lose_nothing(words: str) -> None:
    document = replace(incident(), title=words, identity=IDENTITY, version_note=words)
    pdf = render(document, AT)
    assert failures(pdf) == []
    found = structure(pdf)
    assert found.all("H1")[0].text == words
    assert words in [node.text for node in found.all("P")]
    assert found.all("Figure")[0].on_pages == {0}


def test_case_version_and_copy_stand_in_the_foot() -> None:
    frame = PageFrame(
        "School", case_number="2026-0001", version="version 3", copy="copy 4", chain_head="1: ab"
    )
    assert "Case 2026-0001, version 3, copy 4" in artefacts(render(simple(frame=frame), AT))[0]


def test_a_cover_with_no_facts_and_no_marking_is_whole() -> None:
    bare = replace(simple(Contents(), NewPage(), Paragraph("x"), frame=PageFrame("School")), cover=Cover())
    pdf = render(bare, AT)
    assert failures(pdf) == []
    assert len(pages(pdf)) == 2


def test_the_handover_form_keeps_its_signature_on_its_page() -> None:
    assert "Handed over by" in pages(render(handover_form(), AT))[0]
