"""The log held against a printed chain head: whole, altered, older, mistyped, from another part, not to be read."""

import shutil

import pytest

from safeguard_app.domain.audit_trail import ChainHead, EventKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.services.paper_comparison import Comparison, Outcome, compare
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from safeguard_app.vault.problems import NoKey
from tests.services.conftest import MadeSchool


def note(session: Session, times: int = 1, part: Compartment = Compartment.DAILY) -> None:
    """Events, so that there is a chain to speak of."""
    for _ in range(times):
        session.vault.compartment(part).note(EventKind.CHECKED, session.user.id, session.now())


def head_of(session: Session, part: Compartment = Compartment.DAILY) -> ChainHead:
    """The newest event."""
    return session.vault.compartment(part).head


def as_printed(session: Session, head: ChainHead, part: Compartment = Compartment.DAILY) -> Comparison:
    """Compared as it stands at the foot of a document."""
    number, _, digits = head.printed.partition(": ")
    return compare(session, part, number, digits)


def test_what_was_printed_earlier_matches_and_nothing_is_written(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    printed = head_of(session)
    note(session, 3)
    newest = head_of(session)

    found = as_printed(session, printed)

    assert found.outcome is Outcome.MATCHES
    assert found.line.meaning is StatusMeaning.DONE
    assert found.line.words == "Daily log matches the page"
    assert f"Event {printed.number:,} has these digits." in found.sentence
    assert head_of(session) == newest


def test_spaces_capitals_commas_and_all_sixty_four_digits_are_taken(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    head = head_of(session)
    whole = head.hash.hex().upper()
    for number, digits in (
        (f" {head.number}: ", f"  {whole[:8]}  {whole[8:16]} "),
        (f"{head.number:,}", " ".join(whole[start : start + 4] for start in range(0, 64, 4))),
    ):
        assert compare(session, Compartment.DAILY, number, digits).outcome is Outcome.MATCHES


def test_a_number_of_thousands_is_taken_as_printed(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    found = compare(session, Compartment.DAILY, "1,214", "70af 2c91 d6e4 0b53")
    assert found.outcome is Outcome.ENDS_BEFORE
    assert "the page has 1,214" in found.sentence


def test_an_older_copy_put_in_place_is_shown_before_and_after_it_grew_past_the_page(
    made_school: MadeSchool,
) -> None:
    session = made_school.sign_in()
    both_have = head_of(session)
    made_school.close()
    kept = made_school.folder.with_name("kept")
    shutil.copytree(made_school.folder, kept)
    made_school.clock.forward(hours=1)
    session = made_school.sign_in()
    note(session, 9)
    printed = head_of(session)
    made_school.close()
    shutil.rmtree(made_school.folder)
    kept.rename(made_school.folder)
    made_school.clock.forward(hours=1)
    session = made_school.sign_in()
    newest = head_of(session).number
    assert newest < printed.number

    ends = as_printed(session, printed)
    note(session, printed.number)
    differs = as_printed(session, printed)

    assert (ends.outcome, ends.line.meaning) == (Outcome.ENDS_BEFORE, StatusMeaning.LATE)
    assert f"Its newest event is {newest:,}, and the page has {printed.number:,}." in ends.sentence
    assert "this is an older copy of the log. Keep this folder" in ends.sentence
    assert (differs.outcome, differs.line.meaning) == (Outcome.ANOTHER_HASH, StatusMeaning.LATE)
    assert differs.line.words == f"Event {printed.number:,} of “Daily log” has other digits"
    assert "altered, or another copy was put in its place. Keep this folder" in differs.sentence
    assert as_printed(session, both_have).outcome is Outcome.MATCHES, "what both copies share tells nothing"


@pytest.mark.parametrize("places", [(5,), (14, 15)])
def test_a_slip_in_typing_is_no_alarm_and_names_the_group(
    made_school: MadeSchool, places: tuple[int, ...]
) -> None:
    session = made_school.sign_in()
    head = head_of(session)
    digits = list(head.hash.hex()[:16])
    for place in places:
        digits[place] = "0" if digits[place] != "0" else "1"

    found = compare(session, Compartment.DAILY, str(head.number), "".join(digits))

    assert found.outcome is Outcome.TYPED_AMISS
    assert found.line.meaning is StatusMeaning.DUE
    assert f"Look at group {places[0] // 4 + 1} on the page again" in found.sentence


def test_three_digits_amiss_are_another_hash(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    head = head_of(session)
    digits = list(head.hash.hex()[:16])
    for place in (0, 6, 11):
        digits[place] = "0" if digits[place] != "0" else "1"
    found = compare(session, Compartment.DAILY, str(head.number), "".join(digits))
    assert found.outcome is Outcome.ANOTHER_HASH


def test_a_page_of_another_open_part_is_recognised(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    found = as_printed(session, head_of(session, Compartment.ADULTS), Compartment.DAILY)
    assert found.outcome is Outcome.MATCHES_ANOTHER_PART
    assert found.line.words == "Concerns about adults matches the page"
    assert "not from “Daily log”" in found.sentence


def test_a_part_that_is_closed_is_not_compared_with(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    note(session, 4, Compartment.ADULTS)
    adults = head_of(session, Compartment.ADULTS)
    session = made_school.sign_in("deputy")
    with pytest.raises(NoKey):
        as_printed(session, adults, Compartment.ADULTS)
    found = as_printed(session, adults)
    assert found.outcome in {Outcome.ENDS_BEFORE, Outcome.ANOTHER_HASH}
    assert "adults" not in f"{found.line.words} {found.sentence}".lower()


def test_digits_that_stand_there_prove_nothing_where_the_chain_does_not_follow(
    made_school: MadeSchool,
) -> None:
    session = made_school.sign_in()
    note(session, 3)
    head = head_of(session)
    with session.vault.daily.without_guard() as connection:
        connection.execute("DROP TRIGGER event_kept_update")
        connection.execute("UPDATE event SET payload = payload || ' ' WHERE number = 2")

    found = as_printed(session, head)

    assert found.outcome is Outcome.DOES_NOT_FOLLOW
    assert found.line.meaning is StatusMeaning.LATE
    assert "event 2 does not follow" in found.sentence


def test_an_event_taken_out_of_the_middle_is_no_older_copy(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    printed = head_of(session)
    note(session, 3)
    with session.vault.daily.without_guard() as connection:
        connection.execute("DROP TRIGGER event_kept_delete")
        connection.execute("DELETE FROM event WHERE number = ?", (printed.number,))

    found = as_printed(session, printed)

    assert found.outcome is Outcome.DOES_NOT_FOLLOW
    assert f"Event {printed.number:,} is missing, and later ones are there." in found.sentence
    assert "older copy" not in found.sentence


@pytest.mark.parametrize(
    ("number", "digits", "field", "words"),
    [
        ("", "70af 2c91 d6e4 0b53", "number", "Type the event number"),
        ("  ", "70af 2c91 d6e4 0b53", "number", "Type the event number"),
        ("0", "70af 2c91 d6e4 0b53", "number", "as printed, in figures"),
        ("-4", "70af 2c91 d6e4 0b53", "number", "as printed, in figures"),
        ("two", "70af 2c91 d6e4 0b53", "number", "as printed, in figures"),
        ("²", "70af 2c91 d6e4 0b53", "number", "as printed, in figures"),
        ("٣", "70af 2c91 d6e4 0b53", "number", "as printed, in figures"),
        ("9" * 20, "70af 2c91 d6e4 0b53", "number", "as printed, in figures"),
        ("9" * 9000, "70af 2c91 d6e4 0b53", "number", "as printed, in figures"),
        ("2", "", "digits", "Type the digits, in"),
        ("2", "70af 2c91 d6e4 0b5o", "digits", "no “o”"),
        ("2", "70af 2c91 d6e4 0b5", "digits", "That is 15 of 16 digits."),
        ("2", "70af 2c91 d6e4 0b53 7", "digits", "That is 17 digits. Type the first four groups"),
        ("2", "7" * 65, "digits", "That is 65 digits, and a page has 64 at most."),
    ],
)
def test_what_cannot_stand_on_a_page_is_named_by_field(
    made_school: MadeSchool, number: str, digits: str, field: str, words: str
) -> None:
    session = made_school.sign_in()
    with pytest.raises(RuleViolation) as refused:
        compare(session, Compartment.DAILY, number, digits)
    assert list(refused.value.fields) == [field]
    assert words in refused.value.fields[field]


def test_both_fields_are_named_at_once(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    with pytest.raises(RuleViolation) as refused:
        compare(session, Compartment.DAILY, "", "")
    assert set(refused.value.fields) == {"number", "digits"}
