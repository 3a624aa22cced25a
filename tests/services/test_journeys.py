"""Journeys without names: which records are proposed, what stands on the paper, and what keeps it from being made."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.assessments import Assessment, Measure, Risk, RiskLevel
from safeguard_app.domain.entries import (
    Considered,
    Consulted,
    Decision,
    DecisionKind,
    Note,
    NoteKind,
    Outcome,
    Telling,
    TellingState,
    Whom,
)
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.people import FamilyLink, Handle, Person, PersonKind, PersonRef, Relation
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.referral_steps import ReferralStep, StepTaken
from safeguard_app.domain.support import Support, SupportAnswer
from safeguard_app.services import assessments, entries, journeys, paper, people
from safeguard_app.services import support as support_service
from safeguard_app.services.journey_search import NamesFound
from safeguard_app.services.paper_views import JourneysPaper
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from tests.documents.reading import pages
from tests.services.conftest import MadeSchool, adult, log_incident, moment, pupil

TYPED = "What was said in the corridor."


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """A school on a morning in October."""
    made_school.clock.set("2026-10-01 09:00")
    return made_school.sign_in()


@pytest.fixture
def wren(session: Session) -> PersonRef:
    """A pupil with an account, whose mother is on the register."""
    found = pupil(session, "Wren Marlow", date(2017, 1, 1), "Year 4")
    assert found.reference is not None
    mother = Person(
        "Ines Calloway",
        PersonKind.PARENT_CARER,
        family=(FamilyLink(found.reference.id, Relation.CHILD),),
        handles=(Handle("instagram", "@ines.c"),),
    )
    people.add(session, mother)
    return found


@pytest.fixture
def referred(session: Session, made_school: MadeSchool, wren: PersonRef) -> Reference:
    """A concern with everything: told, decided, referred, planned, supported, closed two weeks on."""
    happened, told = moment("2026-09-29 20:00"), moment("2026-10-01 08:50")
    record = log_incident(session, "CB", (wren, "target"), account=TYPED, happened=happened, told=told)
    made_school.clock.set("2026-10-03 12:00")
    parent = Telling(Whom.PARENT, "Ines Calloway", TellingState.TOLD, moment("2026-10-01 15:30"), what=TYPED)
    entries.add_telling(session, record, parent)
    held = Telling(
        Whom.OTHER,
        "Brother",
        TellingState.NOT_TOLD,
        moment("2026-10-01 15:40"),
        ground="not_relevant",
        advised_by="Ms Quill",
        until=date(2026, 10, 10),
    )
    entries.add_telling(session, record, held)
    decision = Decision(
        DecisionKind.REFER,
        "Referred to the front door",
        "It had gone on since July",
        "Miss Jo Abbey",
        moment("2026-10-02 10:00"),
        considered=(Considered("school_support", "Not enough by itself"),),
        consultations=(Consulted("Ms Quill", "Social worker", moment("2026-10-02 09:30"), TYPED),),
        review_on=date(2026, 10, 9),
    )
    entries.add_decision(session, record, decision)
    for taken, at in ((StepTaken.PHONED, "2026-10-02 10:20"), (StepTaken.ACCEPTED, "2026-10-03 11:00")):
        step = ReferralStep(
            "", "front_door", taken, moment(at), about="Wren", with_whom="Ms Quill", text=TYPED
        )
        entries.add_step(session, record, step)
    plan = Assessment(
        wren,
        moment("2026-10-02 14:00"),
        "Miss Jo Abbey",
        (Risk("It may go on.", RiskLevel.LOW),),
        (Measure("A key adult"),),
        review_on=date(2026, 10, 12),
    )
    assessments.make(session, record, plan)
    (kept,) = reading.about(session.vault.daily.connection, record, (RecordKind.ASSESSMENT,))
    support_given = Support(
        wren, ("key_adult",), "Miss Jo Abbey", moment("2026-10-02 15:00"), SupportAnswer.ACCEPTED
    )
    support_service.offer(session, record, support_given)
    made_school.clock.set("2026-10-12 09:00")
    looked = replace(plan, at=moment("2026-10-12 08:50"), found="Better", review_on=date(2026, 10, 14))
    assessments.review(session, record, kept.reference, looked, replacing=kept.number)
    made_school.clock.set("2026-10-14 09:00")
    assessments.end(session, record, kept.reference, "It is not needed")
    entries.close(session, record, Outcome.SUPPORT_IN_PLACE, "It has stopped.", TYPED)
    return record


@pytest.fixture
def in_school(session: Session, made_school: MadeSchool) -> Reference:
    """A concern handled in school and closed."""
    made_school.clock.set("2026-10-05 09:00")
    record = log_incident(session, "TR", (pupil(session, "Olu Ferris", date(2016, 5, 5)), "target"))
    note = Note(NoteKind.MEETING, moment("2026-10-05 08:55"), TYPED, with_whom="Ines Calloway")
    entries.add_note(session, record, note)
    entries.close(session, record, Outcome.RESOLVED, "It has stopped.")
    made_school.clock.set("2026-10-14 09:00")
    return record


def said(session: Session, *records: Reference, words: tuple[Reference, ...] = ()) -> str:
    """The text of the pages, as a reader copies it out of the PDF."""
    made = paper.preview(session, JourneysPaper(records, words))
    return "\n".join(pages(made.pdf))


def test_one_referred_and_one_handled_in_school_are_proposed(
    session: Session, referred: Reference, in_school: Reference
) -> None:
    found = journeys.proposal(session)
    assert found.proposed == (referred, in_school)
    assert [(one.record, one.referred) for one in found.offered] == [(referred, True), (in_school, False)]
    assert "2026-0001" in found.offered[0].words


def test_what_is_open_or_was_closed_more_than_a_year_ago_is_not_offered(
    session: Session, made_school: MadeSchool, referred: Reference, wren: PersonRef
) -> None:
    log_incident(session, "CB", (wren, "target"))
    assert [one.record for one in journeys.proposal(session).offered] == [referred]
    made_school.clock.set("2027-10-15 09:00")
    assert journeys.proposal(made_school.sign_in()).offered == ()


@pytest.mark.parametrize("how", ["target", "author behind", "officer", "another part"])
def test_what_concerns_an_adult_who_works_here_is_neither_offered_nor_printed(
    session: Session, wren: PersonRef, how: str
) -> None:
    joel = adult(session, "Joel Merrin", "Coach")
    match how:
        case "target":
            record = log_incident(session, "TR", (joel, "target"))
        case "author behind":
            record = log_incident(session, "TR", (wren, "target"), (joel, "alleged"))
        case "officer":
            record = log_incident(session, "CB", (wren, "target"))
            entries.add_note(session, record, Note(NoteKind.LADO_CONTACT, moment("2026-10-01 08:30"), TYPED))
        case _:
            record = log_incident(session, "SPC", (joel, "adult_of_concern"))
    if how != "another part":
        entries.close(session, record, Outcome.RESOLVED, "It has stopped.")
    assert journeys.proposal(session).offered == ()
    with pytest.raises(RuleViolation) as refused:
        paper.preview(session, JourneysPaper((record,)))
    assert set(refused.value.fields) == {"records"}


def test_an_adult_who_only_told_of_it_keeps_nothing_from_being_offered(
    session: Session, wren: PersonRef
) -> None:
    joel = adult(session, "Joel Merrin", "Coach")
    record = log_incident(session, "CB", (wren, "target"), (joel, "reporter"))
    entries.close(session, record, Outcome.RESOLVED, "It has stopped.")
    assert [one.record for one in journeys.proposal(session).offered] == [record]
    body = said(session, record)
    assert "Adult B" in body and "Reporter" in body and "Merrin" not in body


def test_the_journey_goes_step_by_step_in_days(session: Session, referred: Reference) -> None:
    body = said(session, referred)
    plain = " ".join(body.split())
    for wanted in (
        "Told after it happened 2 days",
        "First action after that The same day",
        "Child A Target Key stage 2",
        "Day 1 Told: Parent of child A",
        "Day 1 Not told: Somebody else There is no need for them to know To be looked at again on day 10",
        "Day 2 Decision: Refer Considered and not chosen: Support in school Asked for advice first: 1 person To be"
        " looked at again on day 9",
        "Day 2 Referral, Children’s social care front door (MASH) Rang, and spoke to somebody",
        "Day 3 Referral, Children’s social care front door (MASH) They decided to act on it",
        "Day 2 Safety plan made: Child A 1 measure To be looked at again on day 12",
        "Day 2 Support offered: Child A",
        "Day 12 Safety plan looked at again: Child A",
        "Day 14 Safety plan ended: Child A",
        "Closed Support in place",
    ):
        assert wanted in plain, wanted


def test_no_name_number_date_or_word_that_was_typed_stands_on_it(
    session: Session, referred: Reference, in_school: Reference
) -> None:
    body = said(session, referred, in_school)
    for word in (
        "Wren",
        "Marlow",
        "Ines",
        "Calloway",
        "ines.c",
        "Quill",
        "Abbey",
        "Brother",
        "Olu",
        "Ferris",
    ):
        assert word not in body
    for typed in ("corridor", "front door\n", "gone on since", "not enough", "has stopped", "2026-0001"):
        assert typed.lower() not in body.lower().replace("children’s social care front door (mash)", "")
    assert "Sep 2026" not in body and "1 Oct 2026" not in body


def test_what_was_typed_comes_where_it_is_ticked_and_nobody_stands_in_it(
    session: Session, referred: Reference, in_school: Reference
) -> None:
    body = said(session, referred, in_school, words=(in_school,))
    assert "It has stopped." in body
    assert "Referred to the front door" not in body


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("Wren has settled.", "the name “Wren”"),
        ("wren has settled", "the name “wren”"),
        ("MARLOW was told.", "the name “MARLOW”"),
        ("As Ines Calloway asked.", "the name “ines calloway”"),
        ("Olu’s sister knew.", "the name “Olu”"),
        ("WM is content.", "initials “WM”"),
        ("“W.M.” is content.", "initials “W.M.”"),
        ("Posted by @ines.c again.", "the account “@ines.c”"),
        ("Posted by ines.c again.", "the account “ines.c”"),
        ("As in 2026-0001.", "the case number “2026-0001”"),
        ("It ended on 12 October.", "the date “12 October”"),
        ("Miss Jo Abbey spoke to them.", "the name “jo abbey”"),
        ("Wr\u00aden has settled.", "the name “Wren”"),
        ("Adébọ̀wá has settled.", "the name “Adébọ̀wá”"),
        ("प्रिया has settled.", "the name “प्रिया”"),
        ("我告诉李小龙说了。", "the name “李小龙”"),
        ("Written from kit.cat77@example.org.", "the address “kit.cat77@example.org”"),
        ("Rung on 07700 900 123 twice.", "the number “07700 900 123”"),
        ("It ended on October 12th.", "the date “October 12”"),
        ("Lukasz has settled.", "the name “Lukasz”"),
        ("As Lukasz Wojcik asked.", "the name “lukasz wojcik”"),
        ("Adebowa has settled.", "the name “Adebowa”"),
        ("L.W. is content.", "initials “L.W.”"),
        ("José has settled.", "the name “José”"),
    ],
)
def test_words_that_would_name_somebody_keep_the_paper_from_being_made(
    session: Session, wren: PersonRef, typed: str, what: str
) -> None:
    """Said what they are and where; of the children of other records too; and nothing is kept."""
    for name in ("Olu Ferris", "Adébọ̀wá Ọ̀kọ́", "प्रिया शर्मा", "李小龙", "Łukasz Wójcik", "Jose Lark"):
        pupil(session, name, date(2016, 5, 5))
    record = log_incident(session, "CB", (wren, "target"))
    entries.close(session, record, Outcome.RESOLVED, typed)
    job = JourneysPaper((record,), (record,))
    with pytest.raises(NamesFound) as refused:
        paper.issue(session, job)
    assert what in refused.value.sentence
    assert "in what was typed" in refused.value.sentence
    assert "Wren" not in str(refused.value)
    assert "Marlow" not in said(session, record)


def test_ordinary_words_are_no_names(session: Session, wren: PersonRef) -> None:
    """A pupil whose name is a word: the word in small letters keeps nothing from being printed."""
    pupil(session, "May Price", date(2016, 5, 5))
    pupil(session, "Çan Bär", date(2016, 5, 5))
    record = log_incident(session, "CB", (wren, "target"))
    typed = "It may come again at a price, so PE is watched; she can go to the bar of the gym."
    entries.close(session, record, Outcome.RESOLVED, typed)
    assert "at a price" in said(session, record, words=(record,))


def test_a_pupil_who_is_called_as_the_program_speaks_keeps_no_paper_from_being_made(session: Session) -> None:
    child = pupil(session, "Summer Child", date(2016, 5, 5))
    record = log_incident(session, "CB", (child, "target"))
    entries.close(session, record, Outcome.RESOLVED, "It has stopped.")
    assert "Child A" in said(session, record)


def test_a_name_that_came_in_by_the_programs_own_words_is_found(
    session: Session, wren: PersonRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Should a name ever stand in a label, the paper is not made."""
    record = log_incident(session, "CB", (wren, "target"))
    entries.close(session, record, Outcome.RESOLVED, "It has stopped.")
    monkeypatch.setattr("safeguard_app.services.journey_steps.category_name", lambda *_: "Bullying of Wren")
    with pytest.raises(NamesFound, match="could name somebody") as refused:
        said(session, record)
    assert "in the program’s own words" in refused.value.sentence


def test_both_journeys_may_not_be_nothing_and_each_view_is_noted(
    session: Session, referred: Reference
) -> None:
    with pytest.raises(RuleViolation):
        paper.preview(session, JourneysPaper(()))
    before = session.vault.daily.head.number
    said(session, referred)
    assert session.vault.daily.head.number == before + 1


def test_two_parents_are_told_apart_and_one_of_nobody_is_a_parent(session: Session, wren: PersonRef) -> None:
    assert wren.reference is not None
    father = Person(
        "Abel Calloway", PersonKind.PARENT_CARER, family=(FamilyLink(wren.reference.id, Relation.CHILD),)
    )
    people.add(session, father)
    record = log_incident(session, "CB", (wren, "target"), (PersonRef(None, "Nia Tam"), "target"))
    for name in ("Ines Calloway", "Abel Calloway", "Somebody’s aunt"):
        told = Telling(Whom.PARENT, name, TellingState.TOLD, moment("2026-10-01 08:30"))
        entries.add_telling(session, record, told)
    entries.close(session, record, Outcome.RESOLVED, "It has stopped.")
    plain = " ".join(said(session, record).split())
    assert "Told: Parent of child A (2)" in plain
    assert "Told: A parent or carer" in plain
    assert "Child B" in plain


def test_times_not_known_exactly_are_said_as_they_are_known(session: Session, wren: PersonRef) -> None:
    record = log_incident(session, "CB", (wren, "target"))
    decision = Decision(DecisionKind.MONITOR, "Watch", "To see", "Miss Jo Abbey", moment("2026-10-01 08:40"))
    entries.add_decision(session, record, replace(decision, review_on=date(2026, 9, 1)))
    entries.close(session, record, Outcome.RESOLVED, "It has stopped.")
    assert Compartment.DAILY is record.compartment
    assert "before day 1" in said(session, record)
