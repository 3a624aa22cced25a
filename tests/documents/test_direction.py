"""The order of lines is that of the Unicode bidirectional algorithm, as other people's library has it."""

import pytest
from bidi import get_display
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguard_app.documents.engine.direction import base_level, in_order, levels, mirrored

ALPHABET = 'abzאבגاهم0123٠١٢۴+-*/.,:;%$£() []{}<>"!?، ّ  «»“”家か'


def _displayed(text: str) -> str:
    base = base_level(text)
    found = levels(text, base)
    end = len(text)
    while end and text[end - 1].isspace():
        end -= 1
    found[end:] = [base] * (len(text) - end)
    return "".join(mirrored(text[place]) if found[place] % 2 else text[place] for place in in_order(found))


@settings(max_examples=400, deadline=None)
@given(st.text(st.sampled_from(ALPHABET), max_size=24))
def test_lines_stand_as_another_implementation_orders_them(text: str) -> None:
    theirs = get_display(text, base_dir="R" if base_level(text) else "L")
    assert _fold(_displayed(text)) == _fold(theirs)


def _fold(text: str) -> str:
    """Brackets of either side as one: that library leaves them as typed."""
    return text.translate(str.maketrans(")]}>»", "([{<«"))


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("abc אבג def", "abc גבא def"),
        ("אבג 12/9 דה", "הד 12/9 גבא"),
        ("he said אבג (דה) so", "he said (הד) גבא so"),
        ("אבג (abc) דה", "הד (abc) גבא"),
        ("اب ٣٤٥", "٣٤٥ با"),
    ],
)
def test_examples(typed: str, seen: str) -> None:
    assert _displayed(typed) == seen


def test_a_paragraph_takes_the_direction_of_its_first_letter() -> None:
    assert base_level("12 “אבג” abc") == 1
    assert base_level("12 abc אבג") == 0
    assert base_level("12 – 😀") == 0


def test_many_brackets_are_no_burden() -> None:
    text = "א" + "(" * 60 + "a" + ")" * 60 + "()" * 20_000
    assert len(levels(text, 1)) == len(text)
