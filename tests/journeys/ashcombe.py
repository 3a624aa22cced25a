"""Ashcombe Academy on 14 and 15 September: the people of scenario 2, and the first request as he reported it."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from safeguard_app.domain.entries import Telling, TellingState, Whom
from safeguard_app.domain.incidents import Participant
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.people import AdultType, FamilyLink, OfficeKind, Person, PersonKind, Post, Relation
from safeguard_app.domain.periods import Period
from safeguard_app.services import entries, opening, people
from safeguard_app.services.incident_lists import IncidentFilter, StateFilter, rows
from tests.journeys.driver import ZONE, SetClock
from tests.journeys.schools import SCHOOL, MadeLog, add_adult, add_pupil, make_log, sign_in
from tests.journeys.tasks_with_evidence import filed

ASHCOMBE = replace(
    SCHOOL,
    name="Ashcombe Academy",
    chair_name="Mrs Imogen Vale",
    head_name="Ms Laura Finch",
    dsl_name="Mr Ken Osei",
)
AGENCY = "Brightstaff Supply"
FIRST = "Freya asked to follow him. He rejected it."


def make_ashcombe(home: Path, clock: SetClock) -> MadeLog:
    """Its log: Joel Merrin from an agency, Freya, Mia; his first report, and that her mother was told of it."""
    made = make_log(home / "school.safeguard", clock, ASHCOMBE)
    session = sign_in(made, "dsl", home, clock)
    add_adult(session, "Ms Laura Finch", "Headteacher", OfficeKind.HEADTEACHER)
    post = Post(AdultType.AGENCY, "Teaching assistant", Period(date(2026, 9, 1)), AGENCY)
    joel = Person("Joel Merrin", PersonKind.STAFF, date_of_birth=date(2004, 5, 2), posts=(post,))
    merrin = people.ref_of(session, people.add(session, joel)[0])
    mother, _ = people.add(session, Person("Mrs Anna Linden", PersonKind.PARENT_CARER))
    link = FamilyLink(mother.id, Relation.PARENT, "mother", parental_responsibility=True)
    freya = add_pupil(session, "Freya Linden", date(2012, 3, 3), "Year 10", "10F", link)
    add_pupil(session, "Mia Rowe", date(2012, 5, 21), "Year 10", "10F")
    clock.set("2026-09-14 16:20")
    whose = ((freya, "child_contacted"), (merrin, "adult_contacted"), (merrin, "reporter"))
    involved = (Participant(person, role) for person, role in whose)
    filed(session, "PCA", FIRST, "2026-09-14 16:05", "2026-09-14 15:00", *involved)
    clock.set("2026-09-15 09:00")
    (row,) = rows(session, IncidentFilter(StateFilter.ALL))
    at = exactly(datetime(2026, 9, 15, 8, 40, tzinfo=ZONE))
    told = Telling(Whom.PARENT, "Mrs Anna Linden", TellingState.TOLD, at, by="Mr Ken Osei")
    entries.add_telling(session, row.reference, told)
    opening.lock(session)
    return made
