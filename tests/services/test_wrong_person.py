"""Wrong person: the record leaves them everywhere at once; what happened stays in the audit and earlier versions."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.documents.content import PageFrame
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.contact_check import ContactQuestion
from safeguard_app.domain.entries import Note, NoteKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.incidents import Danger, Participant, Passage, PassageKind
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.people import FamilyLink, Person, PersonKind, PersonRef, Relation
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import (
    contact_checks,
    entries,
    incident_correction,
    incident_pages,
    incidents,
    people,
    referrals,
    wrong_person,
)
from safeguard_app.services.contact_check_keeping import new_incident_with, places_to_keep
from safeguard_app.services.declaration_detail import relied_on
from safeguard_app.services.incident_form import Typed
from safeguard_app.services.paper_incident import incident_content
from safeguard_app.services.search import search
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from tests.services.conftest import MadeSchool, adult, log_incident, moment, pupil
from tests.services.test_contact_checks import asked
from tests.services.test_declarations import declared

FRAME = PageFrame("Baylis Lane Primary")
WHY = "Another pupil of that name."


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """The DSL at work on 12 October."""
    made_school.clock.set("2026-10-12 09:00")
    return made_school.sign_in()


class Mistaken:
    """A staff-pupil contact where the wrong pupil stands in every place the program can put a name."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.staff = adult(session, "Shona Pike", "Midday supervisor")
        self.wrong = pupil(session, "Wrongly Named", date(2016, 5, 1))
        verdict = contact_checks.check(
            session,
            ContactQuestion(
                self.staff,
                self.wrong,
                "tiktok",
                moment("2026-10-05 19:00"),
                came_to_attention=moment("2026-10-06 09:00"),
            ),
        )
        form = replace(
            new_incident_with(session, verdict),
            quick=False,
            danger=Danger.NO,
            account="She said he had written.",
            passages=(Passage(0, 8, PassageKind.OWN_WORDS, "Wrongly Named"),),
            told_by=self.wrong,
            first_told=self.wrong,
            on_paper=True,
            author=self.wrong,
            written=Typed("", moment("2026-10-06 09:00")),
        )
        self.incident = incidents.file(session, form)[0]

    def everything(self) -> str:
        """Page, paper, search and lists of the record, in one text."""
        session = self.session
        stored = incidents.current(session, self.incident)
        found = reading.about(session.vault.compartment(self.incident.compartment).connection, self.incident)
        return repr(
            (
                incident_pages.page_of(session, stored, found),
                contact_checks.kept(session, self.incident),
                incident_content(session, stored, found, FRAME),
                search(session, "She said he had written"),
            )
        )


def test_the_name_leaves_page_paper_search_and_verdict_at_once(session: Session) -> None:
    made = Mistaken(session)
    assert made.everything().count("Wrongly Named") > 6
    reference = made.wrong.reference
    assert reference is not None

    wrong_person.take_off_person(session, made.incident, made.wrong, WHY)

    assert "Wrongly Named" not in made.everything()
    assert contact_checks.kept(session, made.incident) == ()
    assert [row for row in search(session, "Wrongly").rows if row.reference == made.incident] == []
    assert made.incident.id not in repr(people.open_person(session, reference))


def test_the_record_is_no_longer_counted_for_who_was_taken_off(session: Session) -> None:
    made = Mistaken(session)
    other = log_incident(session, "CB", (made.wrong, "target"))

    def counted(name: str) -> tuple[str, int]:
        (suggested,) = people.suggest(session, name)
        (listed,) = people.rows(session, name)
        return suggested.count, listed.records

    assert (counted("Wrongly Named"), counted("Shona Pike")) == (("in 2 records", 2), ("in 1 record", 1))

    wrong_person.take_off_person(session, made.incident, made.wrong, WHY)
    assert (counted("Wrongly Named"), counted("Shona Pike")) == (("in 1 record", 1), ("in 1 record", 1))

    wrong_person.take_off_person(session, other, made.wrong, WHY)
    assert counted("Wrongly Named") == ("", 0)


def test_versions_and_audit_keep_that_they_were_named(session: Session) -> None:
    made = Mistaken(session)
    compartment = session.vault.compartment(made.incident.compartment)
    before = compartment.head.number

    wrong_person.take_off_person(session, made.incident, made.wrong, WHY)

    assert compartment.head.number == before + 1, "one act is one event"
    versions = reading.versions(compartment.connection, made.incident)
    assert "Wrongly Named" in repr(versions[0].content)
    assert versions[1].reason == WHY
    (kept,) = reading.about(compartment.connection, made.incident, (RecordKind.VERDICT,))
    assert (kept.number, kept.reason) == (2, WHY)
    assert kept.content.withdrawn is not None and kept.content.withdrawn.reason == WHY


def test_what_somebody_typed_stays_as_typed(session: Session) -> None:
    made = Mistaken(session)
    stored = incidents.current(session, made.incident)
    typed = replace(stored.content, summary="Wrongly Named was asked, and said no.")
    incidents.correct(session, made.incident, typed, "In my words.", replacing=1)
    wrong_person.take_off_person(session, made.incident, made.wrong, WHY)
    assert incidents.current(session, made.incident).content.summary == typed.summary


def test_others_stay_where_they_are(session: Session) -> None:
    made = Mistaken(session)
    namesake = PersonRef(None, "Wrongly Named", "Unknown person")
    stored = incidents.current(session, made.incident)
    also = replace(
        stored.content,
        participants=(*stored.content.participants, Participant(namesake, "witness")),
        attention=replace(stored.content.attention, first_told=made.staff),
    )
    incidents.correct(session, made.incident, also, "There were two.", replacing=1)
    wrong_person.take_off_person(session, made.incident, made.wrong, WHY)
    left = incidents.current(session, made.incident).content
    assert [one.person for one in left.participants] == [made.staff, namesake]
    assert left.attention.first_told == made.staff


def test_a_verdict_about_others_stays(session: Session) -> None:
    made = Mistaken(session)
    other = pupil(session, "Tyler Pike", date(2018, 5, 1))
    verdict = contact_checks.check(
        session, ContactQuestion(made.staff, other, "tiktok", moment("2026-10-05 19:00"))
    )
    contact_checks.keep(session, made.incident, verdict)
    wrong_person.take_off_person(session, made.incident, made.wrong, WHY)
    (left,) = contact_checks.kept(session, made.incident)
    assert left.view.verdict.question.pupil == other


def test_a_referral_about_the_wrong_adult_is_taken_back_with_them(session: Session) -> None:
    wrong = adult(session, "Wrongly Named", "Teacher")
    right = adult(session, "Shona Pike", "Midday supervisor")
    record = log_incident(session, "SPC", (wrong, "adult_of_concern"), (right, "adult_of_concern"))
    referrals.begin(session, record)
    assert referrals.of_incident(session, record)

    wrong_person.take_off_person(session, record, wrong, WHY)

    assert referrals.of_incident(session, record) == ()
    assert "Wrongly Named" not in repr(referrals.referral_lines(session))


def test_somebody_who_is_not_on_the_record_cannot_be_taken_off(session: Session) -> None:
    made = Mistaken(session)
    with pytest.raises(RuleViolation) as refused:
        wrong_person.take_off_person(session, made.incident, PersonRef(None, "Nobody"), WHY)
    assert set(refused.value.fields) == {"person"}


def _verdict_of(session: Session, incident: Reference) -> Reference:
    connection = session.vault.compartment(incident.compartment).connection
    return reading.about(connection, incident, (RecordKind.VERDICT,))[0].reference


def test_a_kept_verdict_is_taken_back_with_its_reason(session: Session) -> None:
    tyler, shona = pupil(session, "Tyler Pike", date(2018, 5, 1)), adult(session, "Shona Pike", "Supervisor")
    declaration = declared(session, shona, tyler, "2026-09-07 07:50")
    record = log_incident(session, "SPC", (shona, "adult_of_concern"), (tyler, "child_contacted"))
    verdict = contact_checks.check(session, asked(shona, tyler))
    contact_checks.keep(session, record, verdict)
    assert len(relied_on(session, declaration)) == 1
    assert [one.kept_before for one in places_to_keep(session, verdict)] == ["1 verdict kept already"]

    entries.withdraw(session, record, _verdict_of(session, record).id, "Kept with the wrong record.")

    assert contact_checks.kept(session, record) == ()
    assert incident_pages.open_record(session, record).checks_count == 0
    assert relied_on(session, declaration) == ()
    assert [one.kept_before for one in places_to_keep(session, verdict)] == [""]
    with pytest.raises(RuleViolation):
        entries.withdraw(session, record, _verdict_of(session, record).id, "Again.")


def test_only_what_can_be_taken_back_is(session: Session) -> None:
    staff = adult(session, "Shona Pike", "Midday supervisor")
    record = log_incident(session, "SPC", (staff, "adult_of_concern"))
    referral = referrals.begin(session, record)[0]
    with pytest.raises(RuleViolation) as refused:
        entries.withdraw(session, record, referral.id, "By mistake.")
    assert set(refused.value.fields) == {"entry"}
    entries.add_note(session, record, Note(NoteKind.NOTE, exactly(session.now()), "Said."))
    note = reading.about(
        session.vault.compartment(record.compartment).connection, record, (RecordKind.NOTE,)
    )[0]
    entries.withdraw(session, record, note.reference.id, "By mistake.")


def test_a_correction_does_not_leave_a_check_about_whom_it_takes_off(session: Session) -> None:
    """Swapped in the form, they would stay in the verdict, on paper and in the referral."""
    made = Mistaken(session)
    stored = incidents.current(session, made.incident)
    form = incident_correction.form_of(made.incident, stored.content)
    left = tuple(one for one in form.participants if one.person.name != made.wrong.name)
    other = Participant(adult(session, "Rightly Meant", "Teacher"), "adult_of_concern")
    swapped = replace(form, participants=(*left, other))
    with pytest.raises(RuleViolation) as refused:
        incident_correction.correct_from_form(session, made.incident, swapped, WHY, replacing=stored.number)
    assert "Wrong person" in refused.value.fields["participants"]
    assert incidents.current(session, made.incident).number == stored.number

    wrong_person.take_off_person(session, made.incident, made.wrong, WHY)
    newest = incidents.current(session, made.incident)
    form = incident_correction.form_of(made.incident, newest.content)
    form = replace(form, participants=(*form.participants, other), told_by=other.person)
    form = replace(form, author=other.person, first_told=None)
    incident_correction.correct_from_form(session, made.incident, form, WHY, replacing=newest.number)
    names = [one.person.name for one in incidents.current(session, made.incident).content.participants]
    assert "Rightly Meant" in names and made.wrong.name not in names


def test_somebody_entered_in_error_is_named_on_no_relatives_page(session: Session) -> None:
    wrong = pupil(session, "Typed Twice", date(2017, 5, 1))
    assert wrong.reference is not None
    link = FamilyLink(wrong.reference.id, Relation.SIBLING)
    sibling = Person("Rosa Twice", PersonKind.PUPIL, date_of_birth=date(2018, 5, 1), family=(link,))
    other, _ = people.add(session, sibling)
    third = pupil(session, "Sam Twice", date(2016, 5, 1)).reference
    assert third is not None
    named_by_them = replace(
        people.stored_person(session, wrong.reference).content,
        family=(FamilyLink(third.id, Relation.SIBLING),),
    )
    people.correct(session, wrong.reference, named_by_them, "A brother", replacing=1)
    for relative in (other, third):
        assert "Typed Twice" in repr(people.open_person(session, relative).family)

    people.enter_in_error(session, wrong.reference, "Entered twice")

    for relative in (other, third):
        assert "Typed Twice" not in repr(people.open_person(session, relative).family)
    last = reading.events_of(session.vault.daily.connection, wrong.reference.id)[-1]
    assert last.event.kind is EventKind.ENTERED_IN_ERROR


def test_a_namesake_is_somebody_else_for_a_correction(session: Session) -> None:
    made = Mistaken(session)
    stored = incidents.current(session, made.incident)
    form = incident_correction.form_of(made.incident, stored.content)
    namesake = adult(session, made.wrong.name, "Caretaker")
    assert namesake.reference != made.wrong.reference
    swapped = tuple(
        replace(one, person=namesake) if one.person.reference == made.wrong.reference else one
        for one in form.participants
    )
    with pytest.raises(RuleViolation) as refused:
        incident_correction.correct_from_form(
            session, made.incident, replace(form, participants=swapped), WHY, replacing=stored.number
        )
    assert "Wrong person" in refused.value.fields["participants"]


def test_nor_does_a_correction_that_files_it_elsewhere(session: Session) -> None:
    made = Mistaken(session)
    stored = incidents.current(session, made.incident)
    form = incident_correction.form_of(made.incident, stored.content)
    head = PersonRef(None, session.school.head_name, "Headteacher")
    swapped = tuple(
        replace(one, person=head) if one.person.reference == made.wrong.reference else one
        for one in form.participants
    )
    with pytest.raises(RuleViolation) as refused:
        incident_correction.refile_corrected(
            session,
            made.incident,
            replace(form, participants=swapped),
            WHY,
            replacing=stored.number,
            to=Compartment.NOT_HEAD,
        )
    assert "Wrong person" in refused.value.fields["participants"]
    assert incidents.current(session, made.incident).number == stored.number, "nothing moved"
