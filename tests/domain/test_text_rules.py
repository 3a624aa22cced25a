"""Cleaning and limits of typed text."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.text_rules import (
    FILE_NAME_LIMIT,
    LINE_LIMIT,
    NAME_LIMIT,
    TEXT_LIMIT,
    as_line,
    checked_line,
    checked_name,
    checked_text,
    display_file_name,
    has_hidden,
    masked_addresses,
    pasted_text,
    visible,
)

STORABLE = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=LINE_LIMIT // 4
)


@given(STORABLE)
def test_a_line_is_clean_and_cleaning_twice_changes_nothing(text: str) -> None:
    line = checked_line(text, "note")
    assert checked_line(line, "note") == line
    assert unicodedata.is_normalized("NFC", line)
    assert line == line.strip()
    assert not has_hidden(line)
    assert not any(unicodedata.category(c) == "Cc" for c in line)


@given(STORABLE)
def test_a_text_keeps_every_character_but_line_ends(text: str) -> None:
    kept = checked_text(text, "account")
    assert checked_text(kept, "account") == kept
    for hidden in "\u202e\u200b\x07":
        assert kept.count(hidden) == text.count(hidden)


@given(STORABLE)
def test_a_pasted_text_loses_control_characters_and_nothing_else(text: str) -> None:
    kept = pasted_text(text)
    assert pasted_text(kept) == kept
    assert checked_text(kept, "account") == unicodedata.normalize("NFC", kept)
    assert not any(unicodedata.category(c) in ("Cc", "Zl", "Zp") and c not in "\t\n" for c in kept)
    others = [c for c in text if unicodedata.category(c) not in ("Cc", "Zl", "Zp")]
    assert [c for c in kept if c not in "\t\n"] == others


def test_line_ends_of_every_kind_stay_line_ends_in_a_paste() -> None:
    assert pasted_text("a\r\nb\rc\u2029d\x0be\x0cf\x85g\x07h\ti") == "a\nb\nc\nd\ne\nf\ngh\ti"


def test_megabytes_are_cleaned_at_once() -> None:
    begun = time.process_time()
    assert pasted_text("\x07\u202e" * 2_000_000) == "\u202e" * 2_000_000
    assert time.process_time() - begun < 5


def test_a_line_being_typed_keeps_its_spaces() -> None:
    assert as_line("  Zoë \u202e O’Neill\r\n\u2028x") == "  Zoë  O’Neill  x"
    assert as_line("a\u180e\u206ab") == "ab"


@given(st.text(st.characters(exclude_categories=[])))
def test_visible_never_hides_and_always_encodes(text: str) -> None:
    shown = visible(text)
    assert not has_hidden(shown)
    shown.encode()


@given(st.text(st.characters(exclude_categories=[]), max_size=400))
def test_a_shown_file_name_is_safe(name: str) -> None:
    shown = display_file_name(name)
    assert 0 < len(shown) <= FILE_NAME_LIMIT
    assert not set(shown) & set('/\\<>:"|?*\n\t')
    assert shown not in {".", ".."}
    assert not has_hidden(shown)


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\Public\shot.png", "shot.png"),
        ("CON", "_CON"),
        ("con.txt", "_con.txt"),
        ("LPT1.tar.gz", "_LPT1.tar.gz"),
        ("console.png", "console.png"),
        ("..", "file without a name"),
        ("", "file without a name"),
        ("a:b.png", "a_b.png"),
        ("photo\u202egnp.exe", "photo[U+202E]gnp.exe"),
        ("trailing. . ", "trailing"),
    ],
)
def test_file_names(given_name: str, shown: str) -> None:
    assert display_file_name(given_name) == shown


def test_a_long_file_name_keeps_its_ending() -> None:
    shown = display_file_name("x" * 300 + ".png")
    assert shown.endswith(".png")
    assert "…" in shown


def test_names_lose_overrides_and_keep_their_letters() -> None:
    assert checked_name("  Zoë\u202e  O’Neill\u200b\n", "name") == "Zoë O’Neill"
    assert checked_name("Zoe\u0308", "name") == "Zoë"
    assert checked_name("e\u202e\u0301", "name") == "é"


def test_emoji_sequences_stay_whole() -> None:
    family = "👩\u200d👧 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f ❤\ufe0f"
    assert checked_line(family, "line") == family
    assert checked_text(family, "text") == family


def test_the_limit_itself_passes_and_one_more_is_refused() -> None:
    assert checked_name("a" * NAME_LIMIT, "name") == "a" * NAME_LIMIT
    with pytest.raises(RuleViolation) as refused:
        checked_name("a" * (NAME_LIMIT + 1), "name")
    assert list(refused.value.fields) == ["name"]
    assert "200 characters" in refused.value.fields["name"]
    with pytest.raises(RuleViolation):
        checked_text("a" * (TEXT_LIMIT + 1), "account")
    with pytest.raises(RuleViolation):
        checked_text("a" * 10_000_000, "account")


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b"])
def test_what_cannot_be_kept_is_refused_and_never_repeated(text: str) -> None:
    for check in (checked_line, checked_text):
        with pytest.raises(RuleViolation) as refused:
            check(text, "field")
        assert text not in refused.value.fields["field"]


@pytest.mark.parametrize("empty", ["", "   ", "\n\t", "\u202e"])
def test_required_lines_need_something(empty: str) -> None:
    assert checked_line(empty, "name") == ""
    with pytest.raises(RuleViolation):
        checked_line(empty, "name", required=True)


def test_required_text_needs_more_than_space() -> None:
    with pytest.raises(RuleViolation):
        checked_text(" \n ", "account", required=True)


def test_line_ends_become_one_kind() -> None:
    assert checked_text("a\r\nb\rc\u2029d", "account") == "a\nb\nc\nd"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://files.example/manual.pdf?a=b.c", "hxxps://files[.]example/manual.pdf?a=b.c"),
        ("HTTP://www.Files.example:80/x", "hxxp://www[.]Files[.]example:80/x"),
        ("see files.example/a and b.example", "see files[.]example/a and b[.]example"),
        ("write to head@school.example", "write to head@school.example"),
        ("not_known", "not_known"),
        ("He left. She stayed.", "He left. She stayed."),
    ],
)
def test_an_address_is_kept_so_that_nobody_opens_it_by_accident(typed: str, kept: str) -> None:
    assert masked_addresses(typed) == kept
    assert masked_addresses(kept) == kept


@given(STORABLE)
def test_masking_twice_is_masking_once(text: str) -> None:
    once = masked_addresses(text)
    assert masked_addresses(once) == once and "http://" not in once.lower().replace("http://.", "")
