"""Names left out of copies: whole, with a title, first and last name alone, and nobody else's."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from safeguard_app.domain.folded_text import folded_name
from safeguard_app.domain.identifiers import CaseNumber, UserId
from safeguard_app.domain.incidents import Attention, Danger, Incident, Participant
from safeguard_app.domain.moments import not_known
from safeguard_app.domain.people import PersonRef
from safeguard_app.services.name_forms import is_also_a_word, may_be_owned
from safeguard_app.services.withheld_names import withheld_names, without_names
from tests.services.conftest import at


def incident(*people: tuple[str, bool]) -> Incident:
    """An incident with people, each withheld or not."""
    return Incident(
        case=CaseNumber(2026, "", 1),
        category="CB",
        catalogue_version="1",
        danger=Danger.NO,
        danger_asked_at=None,
        happened=not_known(),
        attention=Attention(not_known()),
        accounts=(),
        participants=tuple(
            Participant(PersonRef(None, name), "reporter", name_withheld=hidden) for name, hidden in people
        ),
        entered_at=at("2026-09-07 08:00"),
        entered_by=UserId("0" * 32),
    )


def left(text: str, *people: tuple[str, bool]) -> str:
    """A text as a copy would have it."""
    return without_names(text, withheld_names(incident(*people)))


def test_a_whole_name_a_title_and_each_part_alone_are_left_out() -> None:
    mia = ("Mia Rowe", True)

    assert left("Mia Rowe", mia) == "Name withheld"
    assert left("mia rowe", mia) == "Name withheld"
    assert left("Mia showed me.", mia) == "[name withheld] showed me."
    assert left("Miss Rowe’s telephone", mia) == "[name withheld]’s telephone"
    assert left("Mrs Mia Rowe said so", mia) == "[name withheld] said so"


def test_a_name_that_others_bear_stays_theirs() -> None:
    people = (("Mrs Anna Pike", True), ("Tyler Pike", False))

    assert left("Tyler Pike told Mrs Pike and Anna.", *people) == (
        "Tyler Pike told [name withheld] and [name withheld]."
    )


def test_words_that_only_contain_a_name_stay() -> None:
    assert left("Miami, and Rowenna", ("Mia Rowe", True)) == "Miami, and Rowenna"


def test_a_name_is_left_out_whichever_apostrophe_it_is_written_with() -> None:
    for known, written in (("Mia O'Dwyer", "O’Dwyer"), ("Mia O’Dwyer", "O'Dwyer")):
        assert left(f"Mia {written} said so. {written} left.", (known, True)) == (
            "[name withheld] said so. [name withheld] left."
        )
        assert left(f"mia {written}", (known, True)) == "Name withheld"


def test_a_month_in_a_date_is_no_name() -> None:
    assert left("On Fri 1 May 2026 May Carter rang.", ("May Carter", True)) == (
        "On Fri 1 May 2026 [name withheld] rang."
    )


def test_a_name_counts_in_small_letters_and_in_capitals() -> None:
    assert (
        left("mia told me. MIA ROWE did!", ("Mia Rowe", True))
        == "[name withheld] told me. [name withheld] did!"
    )
    assert left("Jo told me, jo and all.", ("Jo Abbey", True)) == "[name withheld] told me, jo and all."


def test_a_name_that_is_a_word_too_counts_with_a_capital_letter_only() -> None:
    assert (
        left("Will said: I will. WILL!", ("Will Rowe", True))
        == "[name withheld] said: I will. [name withheld]!"
    )


def test_a_particle_and_an_initial_are_no_names() -> None:
    assert left("De facto, O Romeo.", ("Ana de Souza O", True)) == "De facto, O Romeo."


def test_nobody_asked_nothing_changes() -> None:
    assert left("Mia Rowe", ("Mia Rowe", False)) == "Mia Rowe"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Adébọ̀ Ọ̀kọ́", "Adébọ̀ Ọ̀kọ́ said so, then Adébọ̀ left with Mrs Ọ̀kọ́."),
        ("प्रिया शर्मा", "प्रिया शर्मा said so, then प्रिया left with शर्मा."),
        ("মিতা", "Told by মিতা, then মিতা left."),
        ("عَلِيّ نور", "Told by عَلِيّ نور, then عَلِيّ left."),
        ("李小龙", "我告诉李小龙说了。"),
        ("김민지", "김민지는 왔다."),
        ("ณัฐ", "ฉันบอกณัฐแล้ว"),
    ],
)
def test_a_name_of_any_script_is_left_out(name: str, text: str) -> None:
    """One that ends in a mark over or under a letter, and one that stands between other words without a blank."""
    copied = left(text, (name, True))

    assert not [part for part in name.split() if part in copied], copied


def test_a_longer_name_that_begins_alike_is_somebody_elses() -> None:
    assert left("प्रियांशु left.", ("प्रिया शर्मा", True)) == "प्रियांशु left."


def test_whoever_asked_in_one_role_is_left_out_though_another_names_them() -> None:
    people = (("Mrs Anna Pike", True), ("Anna Pike", False), ("Tyler Pike", False))

    assert left("Anna said so.", *people) == "[name withheld] said so."


def test_a_name_typed_in_small_letters_is_left_out_however_it_is_written_elsewhere() -> None:
    assert left("Mia Rowe said so.", ("mia rowe", True)) == "[name withheld] said so."


@pytest.mark.parametrize("hidden", ["\u00ad", "\u200b", "\u202e", "[U+00AD]"])
def test_a_mark_that_nobody_sees_within_a_name_keeps_it_in_no_copy(hidden: str) -> None:
    """As words come that were pasted from a page, and as a copy shows such marks."""
    copied = left(f"Mi{hidden}a said so.", ("Mia Rowe", True))

    assert copied == "[name withheld] said so."
    assert left(f"Some{hidden}body said so.", ("Mia Rowe", True)) == f"Some{hidden}body said so."


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Łukasz Zieliński", "Lukasz told me. Then LUKASZ ZIELINSKI and lukasz; Mr Zielinski rang."),
        ("Lukasz Zielinski", "Łukasz told me. Then ŁUKASZ ZIELIŃSKI and łukasz; Mr Zieliński rang."),
        ("José Núñez", "Jose Nunez, jose and Mrs Nunez."),
        ("Jose Nunez", "José Núñez, josé and Mrs Núñez."),
        ("Zoë O’Dwyer", "Zoe O'Dwyer, ZOE ODWYER, zoë and Miss ODwyer."),
        ("Søren Æbelø", "Soren Aebelo and soren."),
        ("Anna-Maria Groß", "anna maria gross and Anna-Maria."),
        ("عَلِيّ نور", "Told by علي نور, then علي left."),
    ],
)
def test_a_name_is_left_out_with_its_marks_and_without(name: str, text: str) -> None:
    copied = folded_name(left(f"Note. {text}", (name, True)))

    for part in folded_name(name).split():
        assert part not in copied.replace("name withheld", ""), copied


def test_letters_taken_apart_go_with_their_marks() -> None:
    taken_apart = unicodedata.normalize("NFD", "So José, then Zieliński said.")

    assert left(taken_apart, ("José Zieliński", True)) == "So [name withheld], then [name withheld] said."


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Çan Öz", "I can see the bag."),
        ("Şen Ünal", "The sen register."),
        ("Rosé Bär", "The rose at the bar."),
        ("Thí Nguyễn", "In this, thin voice."),
        ("Łoś Kowal", "A los, a lost cause; Kowalski knew."),
        ("Zoë Rowe", "The zoes of Chloe and Joey."),
    ],
)
def test_a_word_that_a_name_becomes_without_its_marks_is_no_name(name: str, text: str) -> None:
    expected = text.replace("A los,", "A [name withheld],").replace("zoes", "[name withheld]s")

    assert left(text, (name, True)) in (text, expected)


def test_with_a_capital_letter_it_is_one() -> None:
    assert left("I saw Can there, and Çan.", ("Çan Öz", True)) == (
        "I saw [name withheld] there, and [name withheld]."
    )


@pytest.mark.parametrize(
    "text", ["In Year 4 Mia said so.", "At 10:15 Mia said so.", "12 Mia Rowe", "in room 1\nMia"]
)
def test_a_number_before_a_name_hides_nobody(text: str) -> None:
    assert "Mia" not in left(f"Note: {text}", ("Mia Rowe", True))


def test_a_month_is_a_name_where_no_day_stands_before_it() -> None:
    assert left("Seen in room 1\nMay said so.", ("May Carter", True)) == (
        "Seen in room 1\n[name withheld] said so."
    )


@pytest.mark.parametrize(
    ("name", "text", "copy"),
    [
        ("Tyler Okonkwo", "tylerokonkwo2.png, OkonkwoTyler", "[name withheld]2.png, [name withheld]"),
        (
            "Tyler Okonkwo",
            "T.O. and T. O. ran to TO; at 3 T.O.",
            "[name withheld] and [name withheld] ran to TO; at 3 T.O.",
        ),
        (
            "Anna-Maria Okonkwo-Smith",
            "Anna; Maria; okonkwo",
            "[name withheld]; [name withheld]; [name withheld]",
        ),
        ("Tyler Okonkwo", "Mia\u200bTyler, Tyler\u200bOkonkwo", "Mia\u200b[name withheld], [name withheld]"),
    ],
)
def test_in_one_word_by_a_piece_and_by_initials_with_stops(name: str, text: str, copy: str) -> None:
    assert left(text, (name, True)) == copy


_MARKS = "\u0300\u0301\u0302\u0303\u0308\u030a\u030c\u0327\u0328"
_BARE = st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=9)


@st.composite
def marked_words(draw: st.DrawFn) -> tuple[str, str]:
    """A word of plain letters, and the same as people write it who have the marks."""
    bare = draw(_BARE)
    stroke = str.maketrans("lod", "łøđ") if draw(st.booleans()) else {}
    over = draw(st.lists(st.sampled_from(["", *_MARKS]), min_size=len(bare), max_size=len(bare)))
    marked = "".join(letter + mark for letter, mark in zip(bare.translate(stroke), over, strict=True))
    return bare, unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD"])), marked)


@given(marked_words(), st.booleans())
def test_both_spellings_of_any_name_are_left_out(spelt: tuple[str, str], turned: bool) -> None:
    known, typed = (one.capitalize() for one in (spelt if turned else spelt[::-1]))
    copied = left(f"So {typed} said, and {typed}.", (f"Tom {known}", True))

    assert copied == "So [name withheld] said, and [name withheld]."


@given(marked_words(), st.lists(_BARE, max_size=12).map(" ".join))
@example(("zoe", "zoë"), "zo zoey azoe")
@example(("can", "çan"), "i can candle scan")
def test_no_other_word_is_left_out(spelt: tuple[str, str], text: str) -> None:
    name = f"Xq {spelt[1].capitalize()}"
    expected = " ".join(
        "[name withheld]" + word[len(spelt[0]) :]
        if not is_also_a_word(spelt[1])
        and (word == spelt[0] or (word == f"{spelt[0]}s" and may_be_owned(spelt[1])))
        else word
        for word in text.split(" ")
    )
    assert left(f"so, {text}", (name, True)) == f"so, {expected}"
