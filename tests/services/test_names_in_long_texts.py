"""Four times the text is about four times the work, wherever names are looked for: calls are counted, no time."""

import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_app.services.names_in_text import Called, Match, NameFinder
from safeguard_app.services.numbers_in_text import MAIL
from safeguard_app.services.redaction import Redacted, _replaced
from safeguard_app.services.redaction_search import _is_a_name, _Watch
from safeguard_app.services.withheld_names import names_of, without_names

HIDDEN = ("Will Grant", "Jess Kane")
MOST = 6
"""Of four: what is put in order takes a little more than so many times as long."""
FINDER = NameFinder([Called("Child B", HIDDEN)], [Called("", ("Mia Rowe",))], unsure="[somebody]")
WATCH = _Watch(Redacted(None, None, forbidden=(Called("Child B", HIDDEN),)))  # type: ignore[arg-type]
WITHHELD = names_of(HIDDEN, [])
TEXTS = {
    "names": "so Jess Kane and Will ran, Mia Rowe too, ",
    "initials": "so J.K. and W.G. ran, ",
    "accounts": "JessK will2010 wgrant ",
    "one word": "abcdefghij",
    "one word of another script": "żółwęśćź",
    "changing": "aB1",
    "signs": "a.b-",
}


class Line(str):
    """A text that counts the signs that are taken out of it."""

    __slots__ = ()
    taken = 0

    def __getitem__(self, where: Any) -> str:
        found = super().__getitem__(where)
        Line.taken += len(found)
        return found


def calls(work: Callable[[], object]) -> int:
    """How many functions were called, and generators gone on with."""
    counted = 0

    def count(frame: FrameType, event: str, what: object) -> None:
        nonlocal counted
        counted += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return counted


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(
    "look",
    [
        pytest.param(FINDER.find, id="found"),
        pytest.param(lambda text: [*WATCH.within(text, ""), *WATCH.words_too(text, "")], id="searched"),
        pytest.param(lambda text: without_names(text, WITHHELD), id="left out"),
    ],
)
def test_four_times_the_text_is_about_four_times_the_work(look: Callable[[str], object], text: str) -> None:
    few, many = TEXTS[text] * 40, TEXTS[text] * 160
    look(many)  # what is compiled and kept is there
    once, four = calls(lambda: look(few)), calls(lambda: look(many))
    assert four <= MOST * once + 200, (once, four)


def test_a_text_of_many_pieces() -> None:
    def work(many: int) -> int:
        matches = [Match(at * 10, at * 10 + 5, "Child B", "x") for at in range(many)]
        whole = "0123456789" * many
        return calls(lambda: [_replaced(whole, at * 10, at * 10 + 10, matches) for at in range(many)])

    assert work(400) <= MOST * work(100)


@pytest.mark.parametrize("text", ["so Will ran, ", "so   (Will) ran 4 times, ", "Will"])
def test_whether_a_word_is_a_name_is_seen_by_what_stands_beside_it(text: str) -> None:
    def work(many: int) -> int:
        line, Line.taken = Line(text * many), 0
        places = [at for at in range(len(line)) if str(line).startswith("Will", at)]
        for at in places:
            _is_a_name(line, at, at + 4, "will")
        return Line.taken

    assert work(400) <= MOST * work(100)


@pytest.mark.parametrize(
    ("line", "named"),
    [
        *(("so Will ran", True), ("so (Will) ran", True), ("so   (Will", True), ("Will ran", False)),
        *(("so. Will ran", False), ("(Will ran", False), ("  Will", False), ("so ((Will", False)),
        *(
            ("so(Will", False),
            ("so, Will", True),
            ("so Will 2", False),
            ("so Will2", False),
            ("“so” Will", True),
        ),
    ],
)
def test_within_a_sentence(line: str, named: bool) -> None:
    at = line.index("Will")
    assert _is_a_name(line, at, at + 4, "will") is named


def addresses(text: str) -> Iterator[str]:
    """Each address, sought from every sign of a short text."""
    at = 0
    while at < len(text):
        end = at
        while end < len(text) and (text[end].isalnum() or text[end] in "_.+-"):
            end += 1
        start, at = at, max(end, at + 1)
        if start == end or text[end : end + 1] != "@":
            continue
        host = end + 1
        while host < len(text) and (text[host].isalnum() or text[host] in "_.-"):
            host += 1
        pieces = text[end + 1 : host].split(".")
        good = next((many for many, one in enumerate(pieces) if not one), len(pieces))
        if good > 1:
            yield text[start : end + 1] + ".".join(pieces[:good])
            at = end + 1 + len(".".join(pieces[:good]))


@given(st.text("ab.@-+ é1", max_size=30))
def test_an_address_is_found_wherever_it_stands(text: str) -> None:
    assert MAIL.findall(text) == [*addresses(text)]


@pytest.mark.parametrize("run", ["a", "a.", "a-", "é"])
def test_a_long_run_without_an_address_is_gone_through_once(run: str) -> None:
    """From each of its signs anew, this would take hours."""
    assert MAIL.findall(run * 500_000) == []
