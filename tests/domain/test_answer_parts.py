"""Parts of an answer: halves of a name, a time, a postcode, what is left unsaid; and when a box is ticked."""

import pytest

from safeguard_app.domain.answer_parts import left_of, part_of, says_no, ticks
from safeguard_app.domain.authority_forms import AnswerPart, DateStyle, FieldSource, TickWhen


def part(text: str, which: AnswerPart) -> str:
    return part_of(text, FieldSource("f", "q", part=which)).text


@pytest.mark.parametrize(
    ("name", "first", "last", "sure"),
    [
        ("Leon Marr", "Leon", "Marr", True),
        ("Anna Maria Lund", "Anna Maria", "Lund", False),
        ("Ruth van der Berg", "Ruth", "van der Berg", False),
        ("Siân O’Neil-Ward", "Siân", "O’Neil-Ward", True),
        ("Marr, Leon", "Leon", "Marr", False),
        ("Aisha", "", "Aisha", False),
        ("يوسف حسن", "يوسف", "حسن", True),
        ("Leon Marr (known as Lee)", "", "Leon Marr (known as Lee)", False),
        ("A child of 12, name unknown", "", "A child of 12, name unknown", False),
    ],
)
def test_a_name_is_taken_apart_and_what_is_no_plain_name_stays_whole(
    name: str, first: str, last: str, sure: bool
) -> None:
    halves = [
        part_of(name, FieldSource("f", "q", part=one))
        for one in (AnswerPart.FIRST_NAMES, AnswerPart.LAST_NAME)
    ]
    assert [one.text for one in halves] == [first, last]
    assert {one.sure for one in halves} == {sure}
    assert left_of(name, [piece for one in halves for piece in one.pieces]) == ""


@pytest.mark.parametrize(
    ("text", "time", "left"),
    [
        ("Fri 6 Nov 2026, 15:40", "15:40", False),
        ("Fri 6 Nov 2026, about 15:40", "about 15:40", False),
        ("Sun 25 Oct 2026, 01:30 BST", "01:30 BST", False),
        ("Fri 6 Nov 2026, 15:40, as far as he remembers", "15:40", True),
        ("Fri 6 Nov 2026, between 15:00 and 16:00", "Fri 6 Nov 2026, between 15:00 and 16:00", False),
        ("In the evening", "In the evening", False),
    ],
)
def test_a_time_stands_alone_beside_its_day(text: str, time: str, left: bool) -> None:
    day = part_of(text, FieldSource("d", "q", dates=DateStyle.SLASHES))
    alone = part_of(text, FieldSource("t", "q", part=AnswerPart.TIME))
    assert alone.text == time
    assert bool(left_of(text, (*day.pieces, *alone.pieces))) is left


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("12 Long Lane\nEastmarch\nZZ9 9ZZ", "ZZ9 9ZZ"),
        ("12 Long Lane, EC1A 1BB, Eastmarch", "EC1A 1BB"),
        ("12 Long Lane, Eastmarch", ""),
        ("At ZZ9 9ZZ, before that at ZZ8 8ZZ", ""),
    ],
)
def test_a_postcode_is_found_where_there_is_one_and_no_more(address: str, code: str) -> None:
    assert part(address, AnswerPart.POSTCODE) == code


def test_what_no_piece_says_is_left() -> None:
    assert left_of("Yes", ("Yes",)) == ""
    assert left_of("Physical\nNeglect", ("Physical",)) == "Neglect"
    assert left_of("Yes, but not to his father", ("Yes",)) == ", but not to his father"
    assert left_of("Female", ("Male",)) == "Female"
    assert left_of("Anything at all", ()) == "Anything at all"


def test_no_is_a_word_by_itself() -> None:
    assert says_no("No") and says_no("no, not yet") and says_no("No.")
    assert not any(map(says_no, ("Not told", "Nobody", "None known", "Held: no", "")))


@pytest.mark.parametrize(
    ("answer", "ticked"),
    [
        ("Dawn Marr told Mon 9 Nov 2026, 13:00", True),
        ("Dawn Marr told Fri 8 May 2026, 13:00 by Miss Jo Abbey", True),
        ("Fri 6 Nov 2026, 15:20, reference CT-88", True),
        ("Told by telephone on Monday", True),
        ("Dawn Marr: held until Thu 12 Nov 2026 on the advice of PC 3391. A police investigation", False),
        ("Dawn Marr: not told. Another person at risk", False),
        ("Dawn Marr told Mon 9 Nov 2026, 13:00\nDawn Marr: held on the advice of PC 3391", False),
        ("Not told yet", False),
        ("We will have told her by Monday", False),
        ("She hasn’t been told", False),
        ("To be told on Monday", False),
        ("She may be told once the police agree", False),
        ("Must not be told", False),
        ("No", False),
        ("Yes", False),
        ("Her views are known", False),
        ("", False),
    ],
)
def test_a_box_for_told_is_ticked_by_nothing_but_told(answer: str, ticked: bool) -> None:
    assert ticks(FieldSource("f", "q", ticks=TickWhen.TOLD), answer) is ticked


def test_a_box_for_answered_is_ticked_by_words_that_deny_nothing() -> None:
    answered = FieldSource("f", "q", ticks=TickWhen.ANSWERED)
    assert ticks(answered, "A plan since March 2026")
    assert not any(
        ticks(answered, one) for one in ("None known", "Not since March", "A plan\nnot signed", " ")
    )
    assert not ticks(FieldSource("f", "q"), "Told on Monday"), (
        "for certain answers: those are looked at elsewhere"
    )
