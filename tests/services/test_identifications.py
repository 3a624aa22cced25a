"""Who somebody unknown turned out to be: beside the record, never in it; on whose page; in which part; taken back."""

from datetime import date

import pytest

from safeguard_app.domain.contact_check import ContactQuestion
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.moments import not_known
from safeguard_app.domain.people import (
    AdultType,
    Handle,
    HandleConfidence,
    OfficeKind,
    Person,
    PersonKind,
    PersonRef,
)
from safeguard_app.domain.users import Role
from safeguard_app.services import (
    contact_checks,
    identifications,
    identified,
    incident_pages,
    incidents,
    people,
    users,
)
from safeguard_app.services.identifications import Identifying
from safeguard_app.services.opening import PersonWithKey
from safeguard_app.services.session import Session
from safeguard_app.services.subject_of_concern import MustBeRefiled, require_home
from safeguard_app.services.withheld_names import withheld_names, without_names
from tests.services.conftest import PASSPHRASES, MadeSchool, adult, log_incident, moment, pupil

KNOWN = moment("2026-10-12 08:45")
BASIS = "His sister knew the coat."


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """The DSL at work on 12 October."""
    made_school.clock.set("2026-10-12 09:00")
    return made_school.sign_in()


def _unknown(session: Session, name: str = "boy in red coat") -> PersonRef:
    reference, _ = people.add(session, Person(name, PersonKind.UNKNOWN_PERSON))
    return people.ref_of(session, reference)


def _page_of(person: PersonRef) -> Reference:
    assert person.reference is not None
    return person.reference


def _say(session: Session, unknown: PersonRef, person: PersonRef, incident: Reference | None = None) -> None:
    sure = HandleConfidence.PROBABLE
    identifications.identify(session, Identifying(unknown, person, KNOWN, BASIS, sure, incident))


def test_the_record_keeps_its_words_and_says_beside_them_who_it_is(session: Session) -> None:
    """Nothing of the incident is written anew; the identified pupil's page lists it under the words it has."""
    boy, rhys = _unknown(session), pupil(session, "Rhys Oakes", date(2017, 5, 21))
    record = log_incident(session, "CB", (boy, "alleged"))
    before = incidents.current(session, record)
    given = Identifying(boy, rhys, KNOWN, BASIS, HandleConfidence.PROBABLE)
    assert record in identifications.identify(session, given).touched, "its page is read again"
    assert incidents.current(session, record) == before
    page = incident_pages.open_record(session, record)
    assert page.people[0].name == "boy in red coat"
    (said,) = page.people[0].known_to_be
    assert said[0] == f"Identified as Rhys Oakes on Mon 12 Oct 2026, 08:45 (probable): {BASIS}"
    (line,) = people.open_person(session, _page_of(rhys)).records
    assert line.reference == record and "as “boy in red coat”, identified" in line.role
    assert len(identifications.identities_of(session, _page_of(boy))) == 1


def test_taken_back_with_a_reason_it_is_said_nowhere(session: Session) -> None:
    """And can be entered anew, as somebody else."""
    boy, rhys = _unknown(session), pupil(session, "Rhys Oakes", date(2017, 5, 21))
    record = log_incident(session, "CB", (boy, "alleged"))
    _say(session, boy, rhys)
    with pytest.raises(RuleViolation):
        _say(session, boy, rhys)
    (line,) = identifications.identities_of(session, _page_of(boy))
    with pytest.raises(RuleViolation):
        identifications.take_back(session, line.identification, " ")
    identifications.take_back(session, line.identification, "His brother.")
    assert incident_pages.open_record(session, record).people[0].known_to_be == ()
    assert people.open_person(session, _page_of(rhys)).records == ()
    _say(session, boy, pupil(session, "Kai Oakes", date(2016, 5, 21)))
    assert len(identified.identified_as(session, boy)) == 1


def test_somebody_in_words_only_is_identified_in_the_one_record(session: Session) -> None:
    """The same words in another record stay unknown."""
    words, rhys = (
        PersonRef(None, "Girl with a phone", "Unknown person"),
        pupil(session, "Ria Oakes", date(2017, 5, 21)),
    )
    one, other = (log_incident(session, "CB", (words, "witness")) for _ in range(2))
    _say(session, words, rhys, one)
    assert len(incident_pages.open_record(session, one).people[0].known_to_be) == 1
    assert incident_pages.open_record(session, other).people[0].known_to_be == ()
    assert [line.reference for line in people.open_person(session, _page_of(rhys)).records] == [one]


def test_an_adult_who_works_here_is_named_only_to_who_reads_that_part(
    made_school: MadeSchool, session: Session
) -> None:
    """The deputy still sees a man nobody knows; the lead is told to consider filing the record elsewhere."""
    man, pell = _unknown(session, "man by the gate"), adult(session, "Mr Simon Pell", "Teacher")
    record = log_incident(session, "CB", (man, "alleged"))
    _say(session, man, pell)
    assert "Consider filing" in incident_pages.open_record(session, record).people[0].elsewhere
    assert identifications.to_file_elsewhere(session, man) == (record,)
    deputy = made_school.sign_in("deputy")
    line = incident_pages.open_record(deputy, record).people[0]
    assert (line.known_to_be, line.elsewhere) == ((), "")
    assert people.open_person(deputy, _page_of(pell)).records == ()
    assert identifications.identities_of(deputy, _page_of(man)) == ()


def test_a_record_about_whoever_is_now_known_to_be_the_headteacher_has_to_move_when_it_is_corrected(
    session: Session,
) -> None:
    """By the rule that holds for everybody whose conduct a record is about."""
    woman, head = _unknown(session, "woman in a car"), adult(session, "Mrs Carol Denning", "Headteacher")
    record = log_incident(session, "CB", (woman, "alleged"))
    people_in_it = incidents.current(session, record).content.participants
    require_home(session, people_in_it, Compartment.ADULTS)
    _say(session, woman, head)
    (line,) = identifications.identities_of(session, _page_of(woman))
    assert line.identification.compartment is Compartment.NOT_HEAD
    with pytest.raises(MustBeRefiled):
        require_home(session, people_in_it, Compartment.ADULTS)


def test_what_was_learned_from_a_record_kept_apart_stays_apart(
    made_school: MadeSchool, session: Session
) -> None:
    """A child unknown in a staff record only is not named to who reads the daily log alone."""
    child, rhys = _unknown(session, "child in the picture"), pupil(session, "Rhys Oakes", date(2017, 5, 21))
    log_incident(
        session,
        "SPC",
        (adult(session, "Mr Simon Pell", "Teacher"), "adult_of_concern"),
        (child, "child_contacted"),
    )
    _say(session, child, rhys)
    (line,) = identifications.identities_of(session, _page_of(child))
    assert line.identification.compartment is Compartment.ADULTS
    assert identifications.identities_of(made_school.sign_in("deputy"), _page_of(rhys)) == ()


def test_whoever_asked_not_to_be_named_is_not_named_by_the_name_they_turned_out_to_have(
    session: Session,
) -> None:
    """In copies that leave the school."""
    girl, ria = _unknown(session, "girl in Year 5"), pupil(session, "Ria Oakes", date(2017, 5, 21))
    record = log_incident(session, "CB", (girl, "witness"), withheld="witness")
    _say(session, girl, ria)
    incident = incidents.current(session, record).content
    behind = identified.people_behind(session, incident.participants, record)
    assert without_names("Ria Oakes saw it.", withheld_names(incident, behind)) == "[name withheld] saw it."


def test_what_is_missing_or_cannot_be_is_said_at_its_field(session: Session) -> None:
    """Nobody chosen, somebody unknown too, no time, no basis, a time to come; nothing is kept."""
    boy, other = _unknown(session), _unknown(session, "boy in a blue coat")
    rhys = pupil(session, "Rhys Oakes", date(2017, 5, 21))

    def fault(given: Identifying, field: str) -> str:
        with pytest.raises(RuleViolation) as refused:
            identifications.identify(session, given)
        return refused.value.fields[field]

    assert fault(Identifying(boy, PersonRef(None, "Rhys"), KNOWN, BASIS), "person")
    assert fault(Identifying(boy, other, KNOWN, BASIS), "person")
    assert fault(Identifying(boy, rhys, not_known(), BASIS), "at")
    assert fault(Identifying(boy, rhys, moment("2026-10-13 09:00"), BASIS), "at")
    assert fault(Identifying(boy, rhys, KNOWN, " "), "basis")
    assert identified.identified_as(session, boy) == ()


def test_a_contact_check_is_asked_about_whoever_the_account_is_known_to_be(session: Session) -> None:
    """Not silently: it is said whom to choose."""
    account, _ = people.add(
        session, Person("", PersonKind.ACCOUNT_ONLY, handles=(Handle("tiktok", "@rhys.9"),))
    )
    unknown, rhys = people.ref_of(session, account), pupil(session, "Rhys Oakes", date(2017, 5, 21))
    shona = adult(session, "Shona Pike", "Midday supervisor")
    question = ContactQuestion(adult=shona, pupil=unknown, platform="tiktok", began=KNOWN)
    contact_checks.check(session, question)
    _say(session, unknown, rhys)
    with pytest.raises(RuleViolation) as refused:
        contact_checks.check(session, question)
    assert "Rhys Oakes" in refused.value.fields["pupil"]


def _about_the_head(session: Session, unknown: PersonRef) -> Reference:
    """A concern about the Headteacher, in which somebody unknown stands beside her."""
    head = adult(session, "Mrs Carol Denning", "Headteacher")
    return log_incident(session, "SPC", (head, "adult_of_concern"), (unknown, "witness"), about_head=True)


@pytest.mark.parametrize("in_words", [False, True], ids=["on the register", "in words only"])
def test_a_colleague_identified_in_a_record_about_the_head_is_not_named_so_to_the_head(
    made_school: MadeSchool, session: Session, in_words: bool
) -> None:
    """What concerns a colleague alone stands where the Headteacher reads; this was learned where she does not."""
    man = PersonRef(None, "man in the office", "") if in_words else _unknown(session, "man in the office")
    record = _about_the_head(session, man)
    pell = adult(session, "Mr Simon Pell", "Teacher")
    _say(session, man, pell, record if in_words else None)
    (line,) = identifications.identities_of(session, _page_of(pell))
    assert line.identification.compartment is Compartment.NOT_HEAD
    assert len(incident_pages.open_record(session, record).people[1].known_to_be) == 1
    head = made_school.sign_in("head")
    assert identifications.identities_of(head, _page_of(pell)) == ()
    assert all(part.get(line.identification.id) is None for part in head.vault)


def test_what_would_be_told_to_whom_a_record_is_kept_from_is_refused(
    made_school: MadeSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lead, recognised in a record about the Headteacher: what is about her stands where the Headteacher reads."""
    made_school.clock.set("2026-10-12 09:00")
    let_in = PersonWithKey("Ms Una Vane", (Role.DEPUTY,), "green harbour lamp", reads_adult_concerns=True)
    dsl = made_school.sign_in()
    users.add(dsl, let_in, made_school.recovery)
    added = next(user for user in dsl.roster.current() if user.name == "Ms Una Vane")
    made_school.users["vane"] = added.id
    monkeypatch.setitem(PASSPHRASES, "vane", "green harbour lamp")
    woman = _unknown(dsl, "woman in a car")
    lead = adult(dsl, "Miss Jo Abbey", "Assistant head", AdultType.EMPLOYEE, OfficeKind.DSL)
    record = _about_the_head(dsl, woman)
    vane = made_school.sign_in("vane")
    for incident in (None, record):
        with pytest.raises(RuleViolation) as refused:
            _say(vane, woman, lead, incident)
        assert "note on the record" in refused.value.fields["person"]
    assert identified.identified_as(vane, woman) == ()


def test_who_was_identified_in_a_record_goes_with_it_where_it_is_filed(
    made_school: MadeSchool, session: Session
) -> None:
    """Filed apart since, it leaves nothing behind that says there was somebody unknown, or who it was."""
    words, ria = PersonRef(None, "Girl with a phone", ""), pupil(session, "Ria Oakes", date(2017, 5, 21))
    record = log_incident(session, "CB", (words, "witness"))
    _say(session, words, ria, record)
    (line,) = identifications.identities_of(session, _page_of(ria))
    assert line.identification.compartment is Compartment.DAILY
    moved, _ = incidents.refile(session, record, Compartment.ADULTS, "About an adult.")
    (line,) = identifications.identities_of(session, _page_of(ria))
    assert line.identification.compartment is Compartment.ADULTS
    assert len(incident_pages.open_record(session, moved).people[0].known_to_be) == 1
    deputy = made_school.sign_in("deputy")
    assert identifications.identities_of(deputy, _page_of(ria)) == ()
    assert people.open_person(deputy, _page_of(ria)).records == ()
