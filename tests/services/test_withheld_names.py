"""Names left out of copies: whole, with a title, first and last name alone, and nobody else's."""

import pytest

from safeguard_app.domain.identifiers import CaseNumber, UserId
from safeguard_app.domain.incidents import Attention, Danger, Incident, Participant
from safeguard_app.domain.moments import not_known
from safeguard_app.domain.people import PersonRef
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
    for given, written in (("Mia O'Dwyer", "O’Dwyer"), ("Mia O’Dwyer", "O'Dwyer")):
        assert left(f"Mia {written} said so. {written} left.", (given, True)) == (
            "[name withheld] said so. [name withheld] left."
        )
        assert left(f"mia {written}", (given, True)) == "Name withheld"


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
