"""Cases: linking over one part and over several, what nobody may learn, people and chronology across, on paper."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.documents.content import Paragraph, Section
from safeguard_app.documents.render import render
from safeguard_app.domain.allegations import Duties, DutyDecision, DutyState, Management
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.cases import Attribution, Case, home_of_both, may_hold
from safeguard_app.domain.entries import (
    Action,
    Consulted,
    Note,
    NoteKind,
    Outcome,
    Telling,
    TellingState,
    Whom,
)
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.evidence import CaptureFacts, Way
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.incidents import Participant
from safeguard_app.domain.moments import not_known
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.referral_steps import ReferralStep, StepTaken
from safeguard_app.services import (
    allegations,
    case_pages,
    cases,
    entries,
    evidence,
    evidence_items,
    identifications,
    incidents,
    paper,
    wrong_person,
)
from safeguard_app.services.case_views import CasePage
from safeguard_app.services.evidence_views import Offered
from safeguard_app.services.identifications import Identifying
from safeguard_app.services.paper_case import case_paper
from safeguard_app.services.paper_views import CasePaper
from safeguard_app.services.redaction_search import findings
from safeguard_app.services.session import Session
from safeguard_app.vault import reading, verifying
from tests.services.conftest import MadeSchool, adult, log_incident, moment, pupil
from tests.services.test_evidence import permit_for, png

C1, C2, C3, C4 = Compartment.DAILY, Compartment.ADULTS, Compartment.NOT_HEAD, Compartment.NOT_DSL
WHY = "The same page wrote both."


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """The DSL at work."""
    made_school.clock.set("2026-10-12 09:00")
    return made_school.sign_in()


def two(session: Session) -> tuple[Reference, Reference]:
    """Two records of the daily log that name one pupil."""
    tyler = pupil(session, "Tyler Pike", date(2018, 3, 4))
    return log_incident(session, "CB", (tyler, "target")), log_incident(session, "TR", (tyler, "witness"))


def apart(session: Session) -> Reference:
    """A record about an adult."""
    return log_incident(
        session, "SPC", (adult(session, "Shona Pike", "Midday supervisor"), "adult_of_concern")
    )


def page(session: Session, case: Reference) -> CasePage:
    """The page of a case."""
    return case_pages.open_case(session, case)


@pytest.mark.parametrize(
    ("case", "record", "holds"),
    [
        (C1, C1, True),
        (C1, C2, False),
        (C2, C1, True),
        (C2, C3, False),
        (C3, C2, True),
        (C3, C4, False),
        (C4, C3, False),
        (C4, C1, True),
    ],
)
def test_a_case_holds_only_what_all_its_readers_read(
    case: Compartment, record: Compartment, holds: bool
) -> None:
    assert may_hold(case, record) is holds


def test_a_case_stands_with_the_more_closely_kept_record() -> None:
    assert home_of_both(C1, C1) is C1
    assert home_of_both(C1, C2) is C2 and home_of_both(C2, C1) is C2
    assert home_of_both(C3, C2) is C3
    assert home_of_both(C3, C4) is None


def test_linking_two_records_starts_a_case_and_a_third_joins_it(session: Session) -> None:
    first, second = two(session)
    case, changes = cases.link(session, first, second, WHY)
    assert {first, second, case} <= changes.touched
    (row,) = cases.of_record(session, first)
    assert (row.title, row.counts) == ("Cyberbullying and trolling", "2 records")
    third = log_incident(session, "PID", (PersonRef(None, "Ella Thorn", "Year 5"), "depicted"))
    joined, _ = cases.link(session, third, second, "The second post names her.")
    assert joined == case
    assert [one.number for one in page(session, case).records] == ["2026-0001", "2026-0002", "2026-0003"]
    assert (
        page(session, case).records[2].reason == "The second post names her. Miss Jo Abbey, Mon 12 Oct 2026."
    )
    assert cases.rows(session)[0].counts == "3 records"
    assert verifying.verify(session.vault) == []


def test_a_record_in_no_case_joins_the_one_of_the_record_it_is_linked_from(session: Session) -> None:
    first, second = two(session)
    case, _ = cases.link(session, first, second, WHY)
    third = log_incident(session, "PID", (PersonRef(None, "Ella Thorn", "Year 5"), "depicted"))
    joined, changes = cases.link(session, second, third, "The second post names her.")
    assert joined == case and third in changes.touched
    assert [one.number for one in page(session, case).records] == ["2026-0001", "2026-0002", "2026-0003"]
    assert len(cases.rows(session)) == 1


def test_what_cannot_be_linked_is_said_by_field(session: Session) -> None:
    first, second = two(session)
    for reason, target in (("", second), (WHY, first)):
        with pytest.raises(RuleViolation) as refused:
            cases.link(session, first, target, reason)
        assert set(refused.value.fields) == {"reason" if not reason else "target"}
    case, _ = cases.link(session, first, second, WHY)
    with pytest.raises(RuleViolation) as again:
        cases.link(session, first, case, WHY)
    assert set(again.value.fields) == {"target"}
    with pytest.raises(RuleViolation) as below:
        cases.link(session, apart(session), case, WHY)
    assert set(below.value.fields) == {"target"}


def test_a_title_names_nobody(session: Session) -> None:
    first, second = two(session)
    with pytest.raises(RuleViolation) as refused:
        cases.link(session, first, second, WHY, "The posts about Tyler Pike")
    assert set(refused.value.fields) == {"title"}
    case, _ = cases.link(session, first, second, WHY, "Posts of September")
    assert page(session, case).title == "Posts of September"


def test_taking_out_needs_a_reason_and_stays_on_file(session: Session) -> None:
    first, second = two(session)
    case, _ = cases.link(session, first, second, WHY)
    with pytest.raises(RuleViolation):
        cases.unlink(session, case, second.id, " ")
    cases.unlink(session, case, second.id, "Another page after all.")
    assert cases.of_record(session, second) == ()
    kept = session.vault.compartment(C1).get(case.id).content
    assert isinstance(kept, Case)
    assert kept.links[1].unlinked is not None and kept.links[1].unlinked.reason == "Another page after all."
    with pytest.raises(RuleViolation):
        cases.unlink(session, case, second.id, "Again.")
    cases.link(session, second, case, "The page again.")
    assert page(session, case).records[1].reason.startswith("The page again.")


def test_the_daily_log_learns_nothing_of_a_case_with_a_record_apart(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    first, _ = two(session)
    hidden = apart(session)
    head = session.vault.daily.head
    case, _ = cases.link(session, first, hidden, WHY, "Messages after lessons")
    assert case.compartment is C2
    assert session.vault.daily.head == head, "no row and no event there"
    assert [one.title for one in cases.of_record(session, first)] == ["Messages after lessons"]
    page(session, case)
    paper.issue(session, CasePaper(case, everything=True))
    deputy = made_school.sign_in("deputy")
    assert C2 not in deputy.vault.compartments
    assert cases.of_record(deputy, first) == () and cases.rows(deputy) == ()
    assert cases.targets(deputy, first, "messages") == ()
    daily = deputy.vault.daily
    assert reading.of_kind(daily.connection, C1, RecordKind.CASE) == []
    assert reading.of_kind(daily.connection, C1, RecordKind.DOCUMENT) == []
    kinds = (EventKind.CASE_STARTED, EventKind.CASE_LINKED, EventKind.CASE_UNLINKED)
    assert reading.events_of_kinds(daily.connection, kinds) == []
    with pytest.raises(KeyError):
        case_pages.open_case(deputy, Reference(C1, case.id))


def test_a_record_in_a_daily_case_is_linked_apart_in_a_case_of_its_own(session: Session) -> None:
    first, second = two(session)
    daily, _ = cases.link(session, first, second, WHY)
    hidden = apart(session)
    other, _ = cases.link(session, hidden, first, "She was there.")
    assert other.compartment is C2 and other != daily
    assert {one.reference for one in cases.of_record(session, first)} == {daily, other}
    assert [one.reference.id for one in page(session, daily).records] == [first.id, second.id]


def test_a_record_filed_apart_since_leaves_the_daily_case_and_its_papers(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    first, second = two(session)
    case, _ = cases.link(session, first, second, WHY)
    incidents.refile(session, second, C2, "It is about an adult.")
    assert [one.reference.id for one in page(session, case).records] == [first.id]
    assert all(line.reference.id == first.id for line in page(session, case).chronology)
    (row,) = cases.rows(session)
    assert row.counts == "1 record" and "2026-0002" not in row.search


def test_an_entry_in_error_leaves_the_case(session: Session) -> None:
    first, second = two(session)
    case, _ = cases.link(session, first, second, WHY)
    incidents.enter_in_error(session, second, "Another child.")
    assert [one.reference for one in page(session, case).records] == [first]


def test_what_can_be_linked_is_found_by_number_person_and_words(session: Session) -> None:
    first, second = two(session)
    third = log_incident(session, "PID", (PersonRef(None, "Ella Thorn", "Year 5"), "depicted"))
    found = cases.targets(session, first, "2026-0002")
    assert [(one.reference, one.is_case) for one in found] == [(second, False)]
    assert [one.reference for one in cases.targets(session, first, "Ella")] == [third]
    assert cases.targets(session, first, " ") == ()
    case, _ = cases.link(session, second, third, WHY, "Posts of September")
    for words in ("september", "ella", "2026-0003"):
        assert cases.targets(session, first, words)[0].reference == case, words
    assert all(not one.is_case for one in cases.targets(session, second, "september"))


def test_people_across_stand_once_with_each_role(session: Session) -> None:
    first, second = two(session)
    case, _ = cases.link(session, first, second, WHY)
    (tyler,) = page(session, case).people
    assert (tyler.name, tyler.roles) == ("Tyler Pike", ("Target in 2026-0001", "Witness in 2026-0002"))
    assert tyler.record is not None


def _with_entries(session: Session) -> tuple[Reference, Reference, Reference]:
    first, second = two(session)
    entries.add_note(session, first, Note(NoteKind.NOTE, moment("2026-10-12 08:10"), "A plain note."))
    entries.add_note(
        session, second, Note(NoteKind.POLICE, moment("2026-10-12 08:20"), "Rang.", reference="EM-0416")
    )
    told = Telling(Whom.PARENT, "Mrs Pike", TellingState.TOLD, moment("2026-10-12 08:15"), by="Miss Jo Abbey")
    entries.add_telling(session, second, told)
    entries.add_note(session, first, Note(NoteKind.ADVICE, not_known(), "Some day before.", advised="Wait."))
    entries.add_action(session, second, Action("Ring again", "Mr Reed", date(2026, 10, 9)))
    entries.add_action(session, first, Action("Ask the tutor", "Miss Jo Abbey"))
    case, _ = cases.link(session, first, second, WHY)
    return case, first, second


def test_one_chronology_of_them_all_in_order(session: Session) -> None:
    case, _, _ = _with_entries(session)
    lines = page(session, case).chronology
    assert list(lines) == sorted(lines, key=lambda one: one.at)
    plain = [one.what for one in lines if not one.significant]
    assert plain == ["Note"], "a plain note stands in the long chronology alone"
    told = next(one for one in lines if one.what.startswith("Told: ") and one.what.endswith(", Mrs Pike"))
    police = next(one for one in lines if one.what.startswith("Contact with the police"))
    assert lines.index(told) < lines.index(police) and police.number == "2026-0002"
    undated = next(one for one in lines if one.what == "Advice taken")
    assert undated.when == "Not known, entered Mon 12 Oct 2026, 09:00"


def test_steps_of_referrals_and_allegation_files_stand_in_the_chronology_at_their_own_time(
    session: Session,
) -> None:
    joel = PersonRef(None, "Joel Larkspur", "Teaching assistant")
    apart = log_incident(session, "SPC", (joel, "adult_of_concern"))
    other = log_incident(session, "COND", (joel, "adult_of_concern"))
    case, _ = cases.link(session, apart, other, WHY)
    sent, advised = moment("2026-10-05 09:10"), moment("2026-10-05 11:00")
    entries.add_step(session, apart, ReferralStep("", "allegations", StepTaken.SENT, sent, about=joel.name))
    asked = Consulted("Ms Ayo", "Eastmarch", advised, "Do not speak to him.")
    allegations.give(session, apart, joel, Management("Mrs Carol Denning", "", (asked,)), replacing=0)
    duties = Duties(
        (),
        DutyDecision(DutyState.MADE, "By post.", advised),
        DutyDecision(DutyState.NOT_YET, "", not_known()),
    )
    allegations.give(session, apart, joel, duties, replacing=1)
    found = {one.what: (one.when, one.detail) for one in page(session, case).chronology}
    (step,) = [what for what in found if what.startswith("Referral to the")]
    assert step.endswith("Sent the form, or handed it over") and found[step][0] == "Mon 5 Oct 2026, 09:10"
    at, said = found["Advice of the LADO"]
    assert at == "Mon 5 Oct 2026, 11:00" and "Do not speak to him" in said
    assert "referral made" in found["Barring and regulator"][1], "what is not decided yet has no line"


def test_open_actions_across_the_soonest_first(session: Session) -> None:
    case, first, _ = _with_entries(session)
    actions = page(session, case).actions
    assert [(one.what, one.late) for one in actions] == [("Ring again", True), ("Ask the tutor", False)]
    done = reading.about(session.vault.daily.connection, first, (RecordKind.ACTION,))[0]
    entries.complete_action(session, first, done.reference.id, "Asked.")
    assert [one.what for one in page(session, case).actions] == ["Ring again"]
    entries.close(session, first, Outcome.RESOLVED, "It has stopped.")
    whats = [one.what for one in page(session, case).chronology]
    assert "Done: Ask the tutor" in whats and "Closed: Resolved" in whats


def test_looking_at_a_case_is_looking_at_its_records(session: Session) -> None:
    first, second = two(session)
    case, _ = cases.link(session, first, second, WHY)
    page(session, case)
    seen = {
        one.record for one in reading.events_of_kinds(session.vault.daily.connection, (EventKind.VIEWED,))
    }
    assert {first.id, second.id, case.id} <= seen


def _suspect(session: Session, record: Reference, person: PersonRef) -> None:
    entries.add_attribution(
        session,
        record,
        Attribution(
            "@LarkbridgeTruth", "facebook", person, "It repeats his words.", moment("2026-10-12 08:30")
        ),
    )


def test_a_suspected_account_is_never_shown_as_theirs(session: Session) -> None:
    first, second = two(session)
    dean = adult(session, "Dean Halloway", "Parent")
    assert dean.reference is not None
    _suspect(session, second, dean)
    case, _ = cases.link(session, first, second, WHY)
    (line,) = page(session, case).suspected
    assert line.account == "@LarkbridgeTruth on Facebook" and line.suspected == "Dean Halloway"
    (entry,) = case_pages.suspected_on(session, second)
    assert "not an account of theirs" in " ".join(entry.lines)
    assert session.vault.daily.get(dean.reference.id).content.handles == ()
    linked = reading.linked_to(session.vault.daily.connection, dean.reference.id)
    assert linked == [], "the record does not come onto their page by a suspicion"
    found = session.vault.daily.listing.line(second.id)
    assert found is not None and found[1].handles == ("larkbridgetruth",)  # type: ignore[union-attr]
    entries.withdraw(session, second, entry.entry, "It was somebody else.")
    assert page(session, case).suspected == () and case_pages.suspected_on(session, second) == ()


@pytest.mark.parametrize("field", ["handle", "basis", "suspected"])
def test_a_suspicion_says_what_it_rests_on(session: Session, field: str) -> None:
    first, _ = two(session)
    person = PersonRef(None, "" if field == "suspected" else "Dean Halloway", "Parent")
    made = Attribution("@x1", "", person, "His words.", moment("2026-10-12 08:30"))
    wrong = {"handle": replace(made, handle=" "), "basis": replace(made, basis=" ")}.get(field, made)
    with pytest.raises(RuleViolation) as refused:
        entries.add_attribution(session, first, wrong)
    assert set(refused.value.fields) == {field}


def test_whoever_is_taken_off_a_record_is_suspected_on_it_no_more(session: Session) -> None:
    first, _ = two(session)
    tyler = incidents.current(session, first).content.participants[0].person
    _suspect(session, first, tyler)
    wrong_person.take_off_person(session, first, tyler, "Another Tyler.")
    assert case_pages.suspected_on(session, first) == ()


def _printed(session: Session, case: Reference, *, everything: bool) -> str:
    prepared = case_paper(session, CasePaper(case, everything=everything))
    return repr(prepared.document)


def test_the_chronology_on_paper(session: Session) -> None:
    case, first, _ = _with_entries(session)
    short, whole = _printed(session, case, everything=False), _printed(session, case, everything=True)
    assert "EM-0416" in short and "A plain note." not in short and "A plain note." in whole
    assert "Target in 2026-0001" in short and "Ring again" in short
    issued = paper.issue(session, CasePaper(case))
    assert issued.file_name == "Chronology.pdf" and issued.pdf.startswith(b"%PDF")
    (line,) = paper.issued(session, case)
    assert line.title == "Chronology of a case" and paper.issued(session, first) == ()
    assert paper.open_issued(session, line.document).pdf == issued.pdf


def test_whoever_asked_not_to_be_named_stands_in_no_line_of_the_paper(session: Session) -> None:
    first, second = two(session)
    stored = incidents.current(session, second)
    mia = Participant(PersonRef(None, "Mia Rowlands", "Year 4"), "witness", name_withheld=True)
    people_there = (*stored.content.participants, mia)
    incidents.correct(
        session, second, replace(stored.content, participants=people_there), "She saw it.", replacing=1
    )
    entries.add_note(session, first, Note(NoteKind.NOTE, moment("2026-10-12 08:10"), "Mia Rowlands told us."))
    case, _ = cases.link(session, first, second, WHY)
    assert "Mia Rowlands" in " ".join(one.name for one in page(session, case).people)
    assert "Mia" not in _printed(session, case, everything=True)
    _is_searched(session, CasePaper(case, everything=True), "Mia Rowlands told us.")


def _is_searched(session: Session, job: CasePaper, told: str) -> None:
    """It is issued as it stands, and not where a name came in once names were left out."""
    assert paper.issue(session, job).pdf
    made = case_paper(session, job)
    more = Section("More", (Paragraph(told),))
    made = replace(made, document=replace(made.document, blocks=(*made.document.blocks, more)))
    assert {"under “More”", "in the text"} <= {
        one.place for one in findings(made, render(made.document, session.now()))
    }


def test_nor_by_the_name_that_somebody_unknown_turned_out_to_have(session: Session) -> None:
    """Whoever asked not to be named and was not known then is left out by either name."""
    first, second = two(session)
    girl = PersonRef(None, "Girl with a phone", "")
    ria = pupil(session, "Ria Oakes", date(2017, 5, 21))
    stored = incidents.current(session, second)
    there = (*stored.content.participants, Participant(girl, "witness", name_withheld=True))
    incidents.correct(session, second, replace(stored.content, participants=there), "Saw it.", replacing=1)
    known = Identifying(girl, ria, moment("2026-10-12 08:05"), "Her sister said so.", incident=second)
    identifications.identify(session, known)
    entries.add_note(session, first, Note(NoteKind.NOTE, moment("2026-10-12 08:10"), "Ria Oakes told us."))
    case, _ = cases.link(session, first, second, WHY)
    assert "Ria" not in _printed(session, case, everything=True)
    _is_searched(session, CasePaper(case, everything=True), "It was riao9.")


def test_a_suspected_account_is_shown_by_the_exhibits_that_stand_and_by_no_other(session: Session) -> None:
    first, second = two(session)
    _suspect(session, second, PersonRef(None, "Dean Halloway"))
    case, _ = cases.link(session, first, second, WHY)
    facts = [
        CaptureFacts(what="A post", handle=one) for one in ("larkbridgetruth", "@LarkbridgeTruth", "@nan", "")
    ]
    batch = tuple(
        Offered(Way.FILE, one, content=png(place, 1), name="a.png") for place, one in enumerate(facts, 1)
    )
    taken = evidence.take_in(session, permit_for(session, first), batch).taken
    (line,) = page(session, case).suspected
    assert line.shown_by == "Shown by Ex1 in 2026-0001 and Ex2 in 2026-0001"
    evidence_items.withdraw(session, taken[0].item, "Of another account.", version=1)
    (line,) = page(session, case).suspected
    assert line.shown_by == "Shown by Ex2 in 2026-0001"
