"""A pasted policy is read clause by clause, and like clauses are found by the words they share."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguard_app.domain.school_policies import (
    LikeClauses,
    PolicyClause,
    SchoolPolicy,
    read_clauses,
)

PASTED = """
Social Media Policy

Adopted by the governing body.

6. Social contact
6.1 Adults do not follow pupils,
    and do not accept their requests.
6.2. The exceptions are:
a) members of the family, acknowledged beforehand;
b) accounts of the school.

7) Photographs are posted only with consent. Staff:
• ask first
• name nobody
13 years is the lowest age of most platforms.
§ 8.2.1 Everything is reported on the same day.
"""


def places(text: str) -> list[str]:
    return [one.place for one in read_clauses(text)]


def test_numbers_letters_and_points_become_places_and_broken_lines_are_joined() -> None:
    read = {one.place: one.words for one in read_clauses(PASTED)}
    assert read["6.1"] == "Adults do not follow pupils, and do not accept their requests."
    assert read["6.2(a)"] == "members of the family, acknowledged beforehand;"
    assert read["7, point 2"] == "name nobody 13 years is the lowest age of most platforms."
    assert read["8.2.1"] == "Everything is reported on the same day."


def test_a_heading_over_clauses_of_its_number_is_none_and_one_that_says_something_is() -> None:
    assert "6" not in places(PASTED)
    assert places(
        "6. Staff never give their number to pupils, and say so when asked.\n6.1 Not by e-mail."
    ) == [
        "6",
        "6.1",
    ]


def test_a_policy_without_numbers_is_read_by_paragraphs() -> None:
    text = "Our policy\n\nAdults are careful.\nAlways.\n\nPupils report at once.\n"
    assert [(one.place, one.words) for one in read_clauses(text)] == [
        ("paragraph 1", "Adults are careful. Always."),
        ("paragraph 2", "Pupils report at once."),
    ]


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("6.7 Words", "6.7"),
        ("6.7. Words", "6.7"),
        ("§6.7 Words", "6.7"),
        ("§ 6.7: Words", "6.7"),
        ("Section 3. Words", "3"),
        ("clause 12) Words", "12"),
        ("(4) Words", "4"),
        ("4) Words", "4"),
        ("4:\tWords", "4"),
        ("4\tWords", "4"),
    ],
)
def test_every_usual_way_of_numbering_is_known(line: str, place: str) -> None:
    assert read_clauses(line) == (PolicyClause(place, "Words"),)


@pytest.mark.parametrize("line", ["13 years is the age.", "2026 was a year.", "8 people wrote this."])
def test_a_sentence_that_begins_with_a_count_is_no_clause_of_that_number(line: str) -> None:
    assert read_clauses(line) == (PolicyClause("paragraph 1", line),)


def test_a_number_that_comes_twice_is_told_apart() -> None:
    assert places("1. One thing.\n1. Another.\n1. A third.") == ["1", "1 (2)", "1 (3)"]


def test_nothing_of_two_documents_pasted_together_is_left_out() -> None:
    assert len(read_clauses("\n".join(f"{n}. Words" for n in range(1, 999)))) == 998


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("1.2 a)(§•-\n\tWördsÄ.,;:"), max_size=400))
def test_whatever_is_pasted_no_word_is_lost_but_headings_and_no_place_comes_twice(text: str) -> None:
    read = read_clauses(text)
    found = [one.place for one in read]
    assert len(set(found)) == len(found)
    assert all(one.place and one.words.strip() for one in read)
    assert len(" ".join(one.words for one in read)) <= len(text) + len(read)


def test_like_clauses_are_found_by_rare_words_they_share() -> None:
    known = {
        "A": "Adults never follow or befriend pupils on social media.",
        "B": "Photographs of pupils are posted with written consent of parents only.",
        "C": "Staff report cyberbullying to the headteacher and keep the messages.",
    }
    like = LikeClauses(known)
    assert like.nearest("We post a photograph only when a parent has consented in writing.")[0] == "B"
    assert like.nearest("Keep messages of cyberbullying and report them.")[:1] == ("C",)
    assert like.nearest("Lunch is at noon.") == ()
    assert like.nearest("") == ()


def test_a_policy_holds_from_its_day_until_the_day_before_it_was_superseded() -> None:
    policy = SchoolPolicy("T", "T", date(2026, 9, 1), (), superseded_on=date(2026, 11, 1))
    assert not policy.held_between(date(2026, 8, 1), date(2026, 8, 31))
    assert policy.held_between(date(2026, 9, 1), date(2026, 9, 1))
    assert policy.held_between(date(2026, 10, 31), date(2026, 12, 1))
    assert not policy.held_between(date(2026, 11, 1), date(2026, 11, 1))
