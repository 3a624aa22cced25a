"""Records read back from JSON as they were written, so that the vault can keep them without code of its own."""

from dataclasses import replace
from datetime import date, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_app.domain.contact_check import Caution, ContactQuestion, Extent, Verdict, WarningCode
from safeguard_app.domain.contact_verdict import ContactFacts, check_contact
from safeguard_app.domain.declarations import Declaration, FiledDeclaration, How
from safeguard_app.domain.derivatives import Alterations, Area, Derivation, Mark, MarkKind
from safeguard_app.domain.evidence import EvidenceItem, IntakeAnswer, StoredFile, Way
from safeguard_app.domain.identifiers import UserId
from safeguard_app.domain.moments import (
    Moment,
    about,
    about_day,
    at_wall_clock,
    between_days,
    describe,
    exactly,
    not_known,
    on_day,
)
from safeguard_app.domain.people import Handle, HandleConfidence, Person, PersonRef, Withdrawal
from safeguard_app.domain.typed_time import understand
from safeguard_app.domain.working_time import Due, SchoolCalendar
from tests.domain.register_builders import (
    AUNT,
    CAROL,
    DEMI,
    FILED_AUNT,
    FRIEND,
    HEADS_OWN,
    LONDON,
    PAUL,
    SHONA,
    TYLER,
    at,
    ref,
)
from tests.domain.titles import ENGLAND


def again(value: object) -> object:
    """Written as JSON and read back as the same kind of record."""
    written = msgspec.json.encode(value)
    assert msgspec.json.encode(msgspec.json.decode(written, type=type(value))) == written
    return msgspec.json.decode(written, type=type(value))


FULL_PERSON = replace(
    TYLER.person,
    handles=(Handle("TikTok", "@tyler.pike4", HandleConfidence.CONFIRMED, "Mrs Pike, 22 Sep"),),
    entered_in_error=Withdrawal(at(10, 1), "Miss Jo Abbey", "Entered twice"),
)
FULL_STEP = replace(
    AUNT.steps[2],
    present=(ref(PAUL), PersonRef(None, "Miss Jo Abbey")),
    protocol="Family group",
    how=How.ON_SCREEN,
)
FULL_DECLARATION = replace(AUNT, steps=(*AUNT.steps[:2], FULL_STEP))


@pytest.mark.parametrize(
    "record",
    [
        SHONA.person,
        DEMI,
        CAROL,
        FULL_PERSON,
        FILED_AUNT,
        FRIEND,
        HEADS_OWN,
        FULL_DECLARATION,
        Due(at(10, 19, 23, 59), whole_day=True),
        SchoolCalendar(),
    ],
)
def test_records_read_back_as_they_were(record: Person | Declaration | FiledDeclaration) -> None:
    assert again(record) == record


def test_a_verdict_reads_back_as_it_was() -> None:
    question = ContactQuestion(
        ref(SHONA),
        ref(TYLER),
        "TikTok",
        about(at(9, 19, 19)),
        on_day(date(2026, 9, 30), LONDON),
        extent=Extent.CONTINUING,
        came_to_attention=on_day(date(2026, 9, 22), LONDON),
    )
    facts = ContactFacts(SHONA.person, TYLER.person, (SHONA,), (FILED_AUNT,))
    verdict = check_contact(question, facts, at(12, 1), LONDON, ENGLAND)
    assert isinstance(again(verdict), Verdict)
    assert again(verdict) == verdict


def test_a_verdict_kept_before_unscanned_paper_was_named_stays_as_it_was_given() -> None:
    question = ContactQuestion(ref(SHONA), ref(TYLER), "TikTok", about(at(10, 3, 19)))
    facts = ContactFacts(SHONA.person, TYLER.person, (), (FILED_AUNT,))
    today = check_contact(question, facts, at(12, 1), LONDON, ENGLAND)
    earlier = tuple(c for c in today.cautions if c.code is not WarningCode.NO_SIGNED_SHEET)
    late = "“Declared” is dated Thu 24 Sep 2026, entered here on Mon 12 Oct 2026, from a signed sheet."
    kept = replace(today, cautions=(*earlier, Caution(WarningCode.LATE_ENTRY, late)))
    assert len(earlier) < len(today.cautions)
    assert again(kept) == kept


COPY = EvidenceItem(
    exhibit=3,
    stored=StoredFile("a" * 32, "b" * 64, 12, "image/png", ""),
    way=Way.DERIVED,
    declared=IntakeAnswer.NO_SEEN_ALL,
    declared_at=at(10, 1),
    entered_at=at(10, 2),
    entered_by=UserId("u"),
    derived=Derivation(
        copy=2,
        parent_sha256="c" * 64,
        page=4,
        alterations=Alterations(
            (Mark(MarkKind.HIDE, 1, 2, 3, 4), Mark(MarkKind.TEXT, 5, 6, 9, 9, "Here")), Area(0, 0, 20, 20)
        ),
        hidden="A name",
        why="For the parents",
        smaller=True,
    ),
)


def test_a_copy_of_an_exhibit_reads_back_and_an_exhibit_from_before_there_were_any_is_an_original() -> None:
    assert again(COPY) == COPY
    assert COPY.name == "Ex3-B"
    earlier = msgspec.json.decode(msgspec.json.encode(replace(COPY, way=Way.DROP)))
    del earlier["derived"]
    back = msgspec.json.decode(msgspec.json.encode(earlier), type=EvidenceItem)
    assert (back.derived, back.name) == (None, "Ex3")


@given(
    st.datetimes(
        datetime.combine(date(2020, 1, 1), datetime.min.time()),
        datetime.combine(date(2035, 1, 1), datetime.min.time()),
        timezones=st.just(LONDON),
        allow_imaginary=False,
    )
)
def test_a_moment_reads_back_with_its_offset_and_its_words(instant: datetime) -> None:
    day = instant.date()
    for moment in (
        exactly(instant),
        about(instant),
        on_day(day, LONDON),
        about_day(day, LONDON),
        between_days(day, date(2035, 6, 1), LONDON),
        not_known("Not said"),
    ):
        back = again(moment)
        assert isinstance(back, Moment)
        assert back == moment
        assert describe(back, LONDON) == describe(moment, LONDON)


def test_the_second_half_past_one_stays_the_second() -> None:
    second = understand("25/10/2026 0130", at(11, 1), LONDON).choices[1].moment
    back = again(second)
    assert isinstance(back, Moment)
    assert (
        back.start
        == at_wall_clock(date(2026, 10, 25), datetime(2026, 1, 1, 1, 30, tzinfo=LONDON).time(), LONDON)[1]
    )
    assert describe(back, LONDON) == "Sun 25 Oct 2026, 01:30 GMT"
