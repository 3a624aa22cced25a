"""A document that was issued stays as it was, and says beside it what became of its record since. It names nobody."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.incidents import Participant
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import incidents, issued_since, paper, people, wrong_person
from safeguard_app.services.paper_views import IncidentPaper, RegisterPaper
from safeguard_app.services.search import search
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from tests.services.conftest import MadeSchool, log_incident, pupil

WHY = "Another pupil of that name."
TELL = "Tell whoever received it."


class Case:
    """A record with two pupils on it, and a document of it issued on 12 October."""

    def __init__(self, school: MadeSchool) -> None:
        school.clock.set("2026-10-12 09:00")
        self.clock = school.clock
        self.session: Session = school.sign_in()
        self.wrong = pupil(self.session, "Wrongly Named", date(2016, 5, 1))
        self.right = pupil(self.session, "Rosa Lindqvist", date(2016, 5, 2))
        self.record: Reference = log_incident(
            self.session, "CB", (self.wrong, "target"), (self.right, "witness")
        )
        self.made = paper.issue(self.session, IncidentPaper(self.record))

    def since(self) -> list[str]:
        """What stands beside each document, the newest first."""
        return [line.since for line in paper.issued(self.session, self.record)]

    def participants(self, *who: Participant) -> None:
        """Correct who is on the record."""
        stored = incidents.current(self.session, self.record)
        changed = replace(stored.content, participants=who)
        incidents.correct(self.session, self.record, changed, "As it was.", replacing=stored.number)


@pytest.fixture
def case(made_school: MadeSchool) -> Case:
    """A record with its document."""
    return Case(made_school)


def test_one_made_before_somebody_was_taken_off_says_so_and_one_made_after_does_not(case: Case) -> None:
    assert case.since() == [""]
    assert paper.open_issued(case.session, case.made.document).since == ""

    case.clock.set("2026-10-14 11:00")
    wrong_person.take_off_person(case.session, case.record, case.wrong, WHY)
    paper.issue(case.session, IncidentPaper(case.record))

    words = f"Made before a person was taken off this record on Wed 14 Oct 2026. {TELL}"
    assert case.since() == ["", words]
    assert paper.open_issued(case.session, case.made.document).since == words


def test_the_document_itself_stays_byte_for_byte(case: Case, tmp_path: Path) -> None:
    wrong_person.take_off_person(case.session, case.record, case.wrong, WHY)
    assert paper.open_issued(case.session, case.made.document).pdf == case.made.pdf
    paper.save_copy(case.session, case.made.document, tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == case.made.pdf
    paper.printed(case.session, case.made.document, collector="Mrs Carol Denning")
    assert "taken off" in case.since()[0], (
        "a further version of its entry changes nothing of when it was made"
    )


def test_no_page_or_search_of_whom_it_took_off_reaches_it(case: Case) -> None:
    wrong_person.take_off_person(case.session, case.record, case.wrong, WHY)
    assert "Wrongly" not in repr(paper.issued(case.session, case.record)), "the line names nobody"
    assert case.wrong.reference is not None
    page = repr((people.open_person(case.session, case.wrong.reference), search(case.session, "Wrongly")))
    assert case.record.id not in page
    assert case.made.document.id not in page


def test_a_record_entered_in_error_says_so_beside_its_documents(case: Case) -> None:
    case.clock.set("2026-10-14 11:00")
    incidents.enter_in_error(case.session, case.record, "Filed twice.")
    words = f"Made before this record was marked as entered in error on Wed 14 Oct 2026. {TELL}"
    assert case.since() == [words]
    assert paper.open_issued(case.session, case.made.document).since == words


def test_both_are_said_in_one_sentence(case: Case) -> None:
    wrong_person.take_off_person(case.session, case.record, case.wrong, WHY)
    case.clock.set("2026-10-14 11:00")
    incidents.enter_in_error(case.session, case.record, "Filed twice.")
    assert case.since() == [
        "Made before a person was taken off this record on Mon 12 Oct 2026 and before it was marked as entered in"
        f" error on Wed 14 Oct 2026. {TELL}"
    ]


def test_several_are_counted_with_the_last_day(case: Case) -> None:
    wrong_person.take_off_person(case.session, case.record, case.wrong, WHY)
    case.clock.set("2026-10-14 11:00")
    wrong_person.take_off_person(case.session, case.record, case.right, WHY)
    assert case.since() == [
        f"Made before 2 people were taken off this record, the last on Wed 14 Oct 2026. {TELL}"
    ]


def test_other_corrections_leave_it_as_it_is(case: Case) -> None:
    """Another role, a name in words put on the register, somebody added, somebody taken off and put back."""
    typed = PersonRef(None, "Sam Okafor", "Pupil")
    case.participants(
        Participant(case.wrong, "target"), Participant(typed, "witness"), Participant(typed, "reporter")
    )
    changed = "Made before the people on this record were changed on Mon 12 Oct 2026."
    assert case.since() == [f"{changed} {TELL}"], (
        "one pupil went and another came, or they are one under two names"
    )
    second = paper.issue(case.session, IncidentPaper(case.record))
    known = pupil(case.session, "Sam Okafor", date(2016, 5, 3))
    case.participants(
        Participant(case.wrong, "witness"), Participant(known, "witness"), Participant(case.right, "witness")
    )
    assert paper.open_issued(case.session, second.document).since == ""
    assert case.since()[1] == "", "who was put back has not gone"


def test_a_namesake_who_stays_hides_nobody(case: Case) -> None:
    namesake = PersonRef(None, case.wrong.name, "Unknown person")
    case.participants(Participant(case.wrong, "target"), Participant(namesake, "witness"))
    document = paper.issue(case.session, IncidentPaper(case.record)).document
    wrong_person.take_off_person(case.session, case.record, case.wrong, WHY)
    assert "a person was taken off" in paper.open_issued(case.session, document).since


def test_filed_elsewhere_it_still_says_so_and_names_no_day_it_does_not_know(case: Case) -> None:
    case.clock.set("2026-10-13 11:00")
    wrong_person.take_off_person(case.session, case.record, case.wrong, WHY)
    paper.issue(case.session, IncidentPaper(case.record))
    case.clock.set("2026-10-14 11:00")
    case.record, _ = incidents.refile(case.session, case.record, Compartment.ADULTS, "About an adult.")
    assert case.since() == ["", f"Made before a person was taken off this record. {TELL}"]


def test_a_document_from_before_versions_were_kept_is_placed_by_its_time(case: Case) -> None:
    case.clock.set("2026-10-14 11:00")
    wrong_person.take_off_person(case.session, case.record, case.wrong, WHY)
    case.clock.set("2026-10-15 11:00")
    later = paper.issue(case.session, IncidentPaper(case.record)).document

    def words(document: Reference) -> str:
        stored = reading.current(case.session.vault.daily.connection, document)
        assert stored is not None
        old = replace(stored, content=replace(stored.content, made_of=0))
        return issued_since.since_made(case.session, old, issued_since.record_versions(case.session, old))

    assert "on Wed 14 Oct 2026" in words(case.made.document)
    assert words(later) == ""


def test_where_neither_version_nor_times_tell_nothing_is_said(case: Case) -> None:
    """Filed elsewhere, all versions have the time of the move; an old document does not say what it was made of."""
    wrong_person.take_off_person(case.session, case.record, case.wrong, WHY)
    case.clock.set("2026-10-14 11:00")
    case.record, _ = incidents.refile(case.session, case.record, Compartment.ADULTS, "About an adult.")
    made = reading.of_kind(
        case.session.vault.compartment(Compartment.ADULTS).connection, Compartment.ADULTS, RecordKind.DOCUMENT
    )
    old = replace(made[0], content=replace(made[0].content, made_of=0))
    assert issued_since.since_made(case.session, old, issued_since.record_versions(case.session, old)) == ""


def test_a_register_has_no_record_to_change(case: Case) -> None:
    paper.issue(case.session, RegisterPaper())
    assert [line.since for line in paper.issued(case.session)] == [""]
