"""The first sentence of a text: cut where one ends and nowhere else, and always said to be cut."""

import pytest

from safeguard_app.domain.one_sentence import MOST, is_longer, one_sentence


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("", ""),
        ("Told the office.", "Told the office."),
        ("Told the office. The tutor knows.", "Told the office. …"),
        ("Mr. Pell rang. He was refused.", "Mr. Pell rang. …"),
        ("By J. Abbey at 10.30. Nothing since.", "By J. Abbey at 10.30. …"),
        ("She said “Stop it.” Then she left.", "She said “Stop it.” …"),
        ("Two\nlines of one sentence", "Two lines of one sentence"),
        ("Who? It is not known.", "Who? …"),
        ("@ella_t wrote it. @kai saw.", "@ella_t wrote it. @kai saw."),
        ("Élodie came. Élodie left.", "Élodie came. …"),
    ],
)
def test_a_sentence_ends_where_a_reader_hears_it_end(text: str, short: str) -> None:
    assert one_sentence(text) == short
    assert is_longer(text) is short.endswith("…")


def test_a_long_sentence_ends_after_a_whole_word() -> None:
    short = one_sentence("word " * 60)
    assert len(short) <= MOST + 2 and short.endswith("word …")
    assert one_sentence("x" * 300) == "x" * MOST + " …", "what has no word to end after is cut"
    exact = f"{'a' * (MOST - 2)} b"
    assert one_sentence(exact) == exact


def test_what_is_already_short_is_left_alone_at_once() -> None:
    assert not is_longer("Monitored.") and is_longer("Monitored. Again on Friday.")
