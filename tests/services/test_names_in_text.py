"""Finding people in texts: every script, hyphens, apostrophes, line ends, initials, and words that are words."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguard_app.documents.content import (
    Answered,
    Document,
    PageFrame,
    Passage,
    PassageKind,
    Passages,
    Section,
    fields,
)
from safeguard_app.domain.folded_text import fold
from safeguard_app.services.names_in_text import Called, NameFinder
from safeguard_app.services.redaction import Redaction


def finder(*hidden: str, theirs: tuple[str, ...] = (), named: tuple[str, ...] = ()) -> NameFinder:
    """Finds people in the order of B, C, ..."""
    return NameFinder(
        [Called(f"Child {letter}", (name,)) for letter, name in zip("BCD", hidden, strict=False)],
        [Called("", (name,)) for name in theirs],
        [Called("", (name,)) for name in named],
        unsure="[?]",
        explained=frozenset({"IT"}),
        phrases=("St Thomas Primary",),
    )


def read(text: str, found: NameFinder, *, own: bool = False) -> str:
    """The text as a copy has it."""
    for one in reversed(found.find(text, own=own)):
        text = text[: one.start] + one.label + text[one.end :]
    return text


@pytest.mark.parametrize(
    ("name", "text", "copy"),
    [
        ("Tomasz Zieliński", "TOMASZ ZIELINSKI, tomasz\nzielinski", "Child B, Child B"),
        ("Tomasz Zieliński", "T. Zieliński, Tomasz Z. and T.Z.", "Child B, Child B. and Child B"),
        ("Tomasz Zieliński", "TZ left for TZ-11.", "Child B left for TZ-11."),
        ("Ian Tate", "IT is what I.T. says.", "IT is what Child B says."),
        ("Anna-Maria O’Dwyer", "anna maria, Anna, O'Dwyer, ODWYER, Dwyer", ", ".join(["Child B"] * 5)),
        ("Zoë Smyth", "Zoe and ZOË and zoe\u0308", "Child B and Child B and Child B"),
        ("Will Page", "Will said I will. Page 3.", "Child B said I will. Page 3."),
        ("May Carter", "On 1 May 2026 May cried.", "On 1 May 2026 Child B cried."),
        ("Mia Rowe", "M\u200bia, \u202eMia and Mi[U+200B]a", "Child B, \u202eChild B and Child B"),
        ("Thomas Fell", "At St Thomas Primary Thomas ran.", "At St Thomas Primary Child B ran."),
        ("Adébọ̀ Ọ̀kọ́", "Adébọ̀ Ọ̀kọ́ left; Adebo too.", "Child B left; Child B too."),
        ("प्रिया शर्मा", "प्रिया शर्मा said so. प्रियांशु left.", "Child B said so. प्रियांशु left."),
        ("عَلِيّ نور", "Told by عَلِيّ نور, then علي left.", "Told by Child B, then Child B left."),
        ("李小龙", "我告诉李小龙说了。", "我告诉Child B说了。"),
        ("김민지", "김민지는 왔다.", "Child B는 왔다."),
        ("ณัฐ", "ฉันบอกณัฐแล้ว", "ฉันบอกChild Bแล้ว"),
        ("Mia Rowe", "mia_rowe.png, IMG_mia.png", "Child B.png, IMG_Child B.png"),
        (
            "Tyler Okonkwo-Smith",
            "Tylers bag, okonkwos, TYLERS, Tyler’s",
            "Child Bs bag, Child Bs, Child BS, Child B’s",
        ),
        ("Thi Mai", "this is Mais, this is Thi", "this is Child Bs, this is Child B"),
        ("Tyler Okonkwo-Smith", "TylerOkonkwoSmith.png, tylerokonkwo", "Child B.png, Child B"),
        (
            "Tyler Okonkwo",
            "tyler_okonkwo2.png IMG_TylerOkonkwo2.png",
            "Child B2.png IMG_Child B2.png",
        ),
        (
            "Tyler Okonkwo",
            "OkonkwoTyler, TylerOkonkwos file, tylerokonkwor",
            "Child B, Child Bs file, tylerokonkwor",
        ),
        ("Tyler Okonkwo", "Tyler\u200bOkonkwo said\u200bTyler", "Child B said\u200bChild B"),
        ("Tyler Okonkwo", "so[U+200B]Tyler[U+200B]ran", "so[U+200B]Child B[U+200B]ran"),
        ("Çan Thí", "I can see this, and Can and Çan ran.", "I can see this, and Child B and Child B ran."),
        ("May Carter", "Seen in room 1\nMay cried.", "Seen in room 1\nChild B cried."),
        ("Łukasz Wójcik", "Lukasz did it, LUKASZ WOJCIK and Łukasz.", "Child B did it, Child B and Child B."),
        ("Søren Ærø", "Soren, Sören, Aero, ÆRØ’s", "Child B, Child B, Child B, Child B’s"),
        ("Işıl Đorđević", "Isil told DORDEVIC", "Child B told Child B"),
        ("Jonas Groß", "Gross, GROSS, Groß", "Child B, Child B, Child B"),
        ("boy in red coat", "A Boy in red coat ran, in red.", "A Child B ran, in red."),
    ],
)
def test_a_name_is_found_however_it_is_written(name: str, text: str, copy: str) -> None:
    assert read(text, finder(name)) == copy


def test_a_part_that_several_bear_is_nobodys_letter() -> None:
    found = finder("Sam Rowe", "Mia Rowe", theirs=("Reece Irwin",), named=("Mia Jones",))
    assert read("Rowe, Sam, Mia, Mia Jones, Mia Rowe.", found) == "[?], Child B, [?], Mia Jones, Child C."
    assert read("Irwin and Sam", finder("Sam Irwin", theirs=("Reece Irwin",))) == "Irwin and Child B"


def test_in_the_programs_own_words_what_begins_one_is_that_word_and_a_capital_within_is_a_name() -> None:
    found = finder("Rose Case")
    assert read("4 Case and rose", found, own=True) == "4 Case and rose"
    assert read("Account of Rose", found, own=True) == "Account of Child B"
    assert read("Child: Rose", found, own=True) == "Child: Child B"
    assert read("Account of Rose Case", found, own=True) == "Account of Child B"


def test_the_adult_of_a_name_with_a_title_goes_before_the_child() -> None:
    found = NameFinder(
        [Called("Child B", ("Tomasz Zielinski",)), Called("Adult C", ("Mrs Anna Zielinski",))],
        [],
        unsure="[?]",
    )
    assert (
        read("Mrs Zielinski with Tomasz. Mr Zielinski. Zielinski.", found)
        == "Adult C with Child B. [?]. [?]."
    )


def test_a_name_that_ends_in_s_is_another_name() -> None:
    assert read("Roberts ran", finder("Robert Oak", theirs=("Ned Roberts",))) == "Roberts ran"
    assert read("Roberts ran", finder("Robert Oak", named=("Ned Roberts",))) == "[?]s ran"
    assert read("Roberts and Robert", finder("Robert Oak", "Ned Roberts")) == "Child C and Child B"
    assert read("tylerokonkwo", finder("Tyler Okonkwo", theirs=("Tyler Okonkwo",))) == "tylerokonkwo"


BORN = ("Fri 6 May 2016", "2016-05-06")


def numbered(*numbers: str, theirs: tuple[str, ...] = ()) -> NameFinder:
    """Finds the numbers of one child."""
    return NameFinder(
        [Called("Child B", ("Ned Oak",), numbers=numbers)], [Called("", (), numbers=theirs)], unsure="[?]"
    )


@pytest.mark.parametrize(
    "held", ["07700 900123", "+44 7700 900123", "0044 (0)7700-900-123", "07700900123 (home)"]
)
@pytest.mark.parametrize(
    "written",
    [
        "07700900123",
        "07700 900 123",
        "+447700900123",
        "+44 (0)7700 900123",
        "(07700) 900-123",
        "0044 7700.900.123",
    ],
)
def test_a_telephone_number_is_known_by_its_digits(held: str, written: str) -> None:
    assert read(f"Ring her on {written}, please.", numbered(held)) == "Ring her on [left out], please."


def test_other_digits_and_a_number_of_theirs_stay() -> None:
    text = "Ring 07700900124 or 1077009001230 or 07700 900123."
    assert read(text, numbered("07700 900123", theirs=("+447700900123",))) == text
    assert read("Room 12345, 12 345", numbered("1 2345")) == "Room 12345, 12 345"


@pytest.mark.parametrize(
    "written",
    [
        *("2016-05-06", "06/05/2016", "6/5/16", "06.05.2016", "6 May 2016", "6th May 2016", "May 6 2016"),
        *(
            "May 6th, 2016",
            "6th of May, 2016",
            "6-5-2016",
            "6 may 16",
            "Fri 6 May 2016",
            "06 05 2016",
            "20160506",
        ),
    ],
)
def test_a_day_of_birth_is_known_however_it_is_written(written: str) -> None:
    assert read(f"He was born {written}.", numbered(*BORN)) == "He was born [left out]."


@pytest.mark.parametrize(
    "other", ["7 May 2016", "6 May 2026", "16/5/16", "6/5/161", "6 May at 16:30", "6 May 16:30"]
)
def test_another_day_stays_and_so_does_one_that_is_theirs(other: str) -> None:
    assert read(f"On {other} it was.", numbered(*BORN)) == f"On {other} it was."
    assert read("On 6/5/16 it was.", numbered(*BORN, theirs=("2016-05-06",))) == "On 6/5/16 it was."


MIA = finder("Mia Rowe")


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=40), st.text(max_size=20))
def test_matches_lie_in_the_text_and_not_over_each_other(text: str, more: str) -> None:
    found = MIA.find(f"{text} Mia Rowe {more}Mia")
    assert all(0 <= one.start < one.end for one in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    assert any(one.word.endswith("Mia Rowe") for one in found)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_every_folded_sign_knows_its_place(text: str) -> None:
    seen = fold(text)
    assert len(seen.text) == len(seen.places)
    assert list(seen.places) == sorted(seen.places)


def test_one_sign_that_is_read_as_two_letters_goes_as_a_whole() -> None:
    seen = fold("Æsa")
    assert seen.text == "aesa"
    assert seen.span(0, 1) == (0, 1) and seen.span(0, 2) == (0, 1) and seen.span(2, 4) == (1, 3)


def test_whose_words_a_passage_holds_is_not_told_by_its_label() -> None:
    passage = Passage(PassageKind.OWN_WORDS, "He asked where I live.", "Poppy’s own words.")
    section = Section("Account of Poppy", (Passages((passage,)), fields(("Seen by Poppy", Answered("Yes")))))
    document = Document("Record", "Record", PageFrame("Baylis Lane"), (section,))
    went = Redaction(finder("Poppy Vale"), (), frozenset(), lambda _: None)
    assert "Poppy" not in str(went.of(document))
    assert "Child B’s own words." in str(went.of(document))
