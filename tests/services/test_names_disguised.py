"""The search of a copy finds names as pupils write them; of innocent words it finds none."""

import pytest

from safeguard_app.services.names_disguised import Disguises
from safeguard_app.services.names_in_text import Called
from safeguard_app.services.redaction import Redacted
from safeguard_app.services.redaction_search import _Watch

HIDDEN = (
    *(Called("Child B", ("Tomasz Zielinski",)), Called("Child C", ("Kacper Nowak",))),
    *(Called("Child D", ("Will Grant",)), Called("Child E", ("Tyler Okonkwo",))),
    *(Called("Child F", ("Martin Allen",)), Called("Child G", ("Ellen Norman",))),
)
THEIRS = (Called("", ("Reece Moss",)), Called("", ("Martina Sharma",)))


def found(text: str) -> list[str]:
    watch = _Watch(Redacted(None, None, forbidden=HIDDEN, theirs=THEIRS))  # type: ignore[arg-type]
    return [one.text for one in (*watch.within(text, ""), *watch.words_too(text, ""))]


@pytest.mark.parametrize(
    "text",
    [
        *("#justicefortomasz", "tomaszisugly.jpg", "KacperAndWill", "#hatetyler", "@itstyleragain"),
        *("It was TZ15", "So Mrs Z said", "Kaaaacper", "TOMASZZZZ", "Tylerrrr", "Tomasza", "o Tomaszu"),
        *("tom-asz", "T o m a s z", "t.o.m.a.s.z", "t_o_m_a_s_z", "Tom4sz", "T0masz", "TYLER👑", "zsamot"),
        *("he wrote Tom\nasz", "he wrote Tom-\nasz", "“Tom”\n> “asz”"),
    ],
)
def test_as_a_pupil_writes_a_name(text: str) -> None:
    assert found(text), text


@pytest.mark.parametrize(
    "text",
    [
        *("an excellent challenge", "normally", "martinet", "Martina came", "Mr M said", "Mrs S and Mr Moss"),
        *("Year 6, 6A, KS2", "TN15 3AB", "hmmmm", "Nooooo", "a b c d", "w.w.w", "3 x 4 m", "room 101"),
        *("her\nman", "well-known", "IMG_2031.jpg", "screenshot.png", "a challenge"),
    ],
)
def test_innocent_words(text: str) -> None:
    assert not found(text), found(text)


def test_each_token_of_a_long_run_reads_no_more_than_the_name_of_a_file() -> None:
    disguises = Disguises(("tomasz",), (), (), str.lower)
    assert list(disguises.names_in("abcd-" * 100_000 + " tomaszek.png")) == ["tomaszek"]
