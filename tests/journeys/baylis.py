"""Baylis Lane Primary, the school of the register of family relationships: its people, and how things stood one day."""

import shutil
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from safeguard_app.domain.contact_check import ContactQuestion, Direction
from safeguard_app.domain.declarations import DeclarationKind, DeclaredPupil, How, StepKind
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Danger, Participant
from safeguard_app.domain.logbooks import EntryAnswer, EntryStepKind
from safeguard_app.domain.moments import Moment, about, exactly
from safeguard_app.domain.people import AdultType, FamilyLink, OfficeKind, PersonRef, Relation
from safeguard_app.services import contact_checks, declarations, incidents, logbooks, opening
from safeguard_app.services.declaration_forms import DeclarationInput, StepInput
from safeguard_app.services.incident_form import Typed
from safeguard_app.services.logbook_facts import stored_entry
from safeguard_app.services.logbooks import EntryStepInput
from safeguard_app.services.session import Session
from tests.journeys.driver import ZONE, SetClock
from tests.journeys.schools import (
    SCHOOL,
    MadeLog,
    add_adult,
    add_former_pupil,
    add_pupil,
    make_log,
    sign_in,
)

BAYLIS = replace(
    SCHOOL,
    name="Baylis Lane Primary",
    chair_name="Mr Paul Strand",
    head_name="Mrs Carol Denning",
    dsl_name="Miss Jo Abbey",
)
HARVEST = ("Poppy Vale", "Tyler Pike", "Archie Cole", "Wren Ashdown", "Otto Lindley", "Freya Dunmore")


@dataclass(frozen=True)
class BaylisLog:
    """Its log, locked; who is on the register, by name; and the case of 22 September once there is one."""

    made: MadeLog
    people: dict[str, PersonRef]
    case: str = ""

    def copied_to(self, home: Path) -> "BaylisLog":
        """A copy for one journey."""
        folder = home / self.made.folder.name
        shutil.copytree(self.made.folder, folder)
        return replace(self, made=replace(self.made, folder=folder))

    def sign_in(self, clock: SetClock) -> Session:
        """Its DSL, without a window."""
        return sign_in(self.made, "dsl", self.made.folder.parent, clock)


def make_baylis(home: Path, clock: SetClock) -> BaylisLog:
    """Everybody, and nothing on the register: Demi left in July, her brother Tyler is in Year 4."""
    made = make_log(home / "school.safeguard", clock, BAYLIS)
    session = sign_in(made, "dsl", home, clock)
    tyler = add_pupil(session, "Tyler Pike", date(2018, 3, 9), "Year 4", "4B")
    assert tyler.reference is not None
    brother = FamilyLink(tyler.reference.id, Relation.SIBLING, "brother")
    everybody = (
        add_adult(session, "Mrs Carol Denning", "Headteacher", OfficeKind.HEADTEACHER),
        add_adult(session, "Mr Paul Strand", "Chair of Governors", OfficeKind.CHAIR, kind=AdultType.GOVERNOR),
        add_adult(session, "Shona Pike", "Midday supervisor"),
        add_adult(session, "Idris Vaughan", "Caretaker"),
        tyler,
        add_former_pupil(session, "Demi Pike", date(2014, 11, 20), date(2026, 7, 21), brother),
        add_pupil(session, "Archie Cole", date(2022, 1, 9), "Reception", "RA"),
        add_pupil(session, "Poppy Vale", date(2019, 11, 2), "Year 2", "2C"),
    )
    opening.lock(session)
    return BaylisLog(made, {person.name: person for person in everybody})


def told_of_the_comments(log: BaylisLog, clock: SetClock) -> BaylisLog:
    """As things stood on 22 September: Idris's friendship acknowledged, Shona's contact told and checked."""
    clock.set("2026-09-14 09:30")
    session = log.sign_in(clock)
    people = log.people
    idris, shona = people["Idris Vaughan"], people["Shona Pike"]
    friend = DeclaredPupil(people["Poppy Vale"], Relation.FRIEND_OF_FAMILY)
    declared = _declared(session, DeclarationKind.FRIENDSHIP, idris, friend, "2026-09-14 09:00")
    clock.set("2026-09-16 16:10")
    _acknowledged(session, declared, "2026-09-16 16:00", people["Mrs Carol Denning"])
    clock.set("2026-09-22 15:24")
    case = _comments_filed(session, shona, people["Tyler Pike"])
    opening.lock(session)
    return replace(log, case=case)


def shona_acknowledged(log: BaylisLog, clock: SetClock) -> None:
    """Her declaration about Tyler, of 24 September, and what was acknowledged on the 28th."""
    clock.set("2026-09-24 15:10")
    session = log.sign_in(clock)
    aunt = DeclaredPupil(log.people["Tyler Pike"], Relation.AUNT_OR_UNCLE, "aunt")
    shona = log.people["Shona Pike"]
    declared = _declared(session, DeclarationKind.FAMILY_RELATIONSHIP, shona, aunt, "2026-09-24 15:00")
    clock.set("2026-09-28 16:20")
    conditions = ("Family group only", "No public comments")
    _acknowledged(session, declared, "2026-09-28 16:00", log.people["Mrs Carol Denning"], *conditions)
    opening.lock(session)


def harvest_children(log: BaylisLog, clock: SetClock) -> tuple[str, ...]:
    """The six children of the harvest photograph; of three the register of photograph consent says something.

    Poppy's mother agreed, Tyler's refused, and Archie's agreed and took it back in September.
    """
    clock.set("2026-09-08 09:00")
    session = log.sign_in(clock)
    more = [add_pupil(session, name, date(2019, 11, 2), "Year 2", "2C") for name in HARVEST[3:]]
    assert len(more) == 3
    steps = {
        "Poppy Vale": ((EntryStepKind.GIVEN, date(2026, 9, 8)),),
        "Tyler Pike": ((EntryStepKind.REFUSED, date(2026, 9, 8)),),
        "Archie Cole": (
            (EntryStepKind.GIVEN, date(2026, 9, 8)),
            (EntryStepKind.WITHDRAWN, date(2026, 9, 21)),
        ),
    }
    for name, decided in steps.items():
        clock.set("2026-09-08 09:30")
        answers = (
            EntryAnswer("child", people=(log.people[name],)),
            EntryAnswer("uses", ("website", "display")),
            EntryAnswer("asked_on", day=date(2026, 9, 7)),
        )
        entry, _ = logbooks.enter(session, "photo-consent", answers)
        for kind, day in decided:
            clock.set(f"{day} 10:00")
            parent = PersonRef(None, f"Parent of {name}", "Parent or carer")
            made = EntryStepInput(kind, day, parent)
            logbooks.add_step(session, entry, made, version=stored_entry(session, entry).number)
    opening.lock(session)
    return HARVEST


def _moment(text: str) -> Moment:
    return exactly(datetime.fromisoformat(text).replace(tzinfo=ZONE))


def _declared(
    session: Session, kind: DeclarationKind, adult: PersonRef, about_whom: DeclaredPupil, when: str
) -> Reference:
    step = StepInput(StepKind.DECLARED, _moment(when), How.SIGNED_PAPER, adult)
    return declarations.enter(session, DeclarationInput(kind, adult, (about_whom,), (step,)))[0]


def _acknowledged(
    session: Session, declared: Reference, when: str, head: PersonRef, *conditions: str
) -> None:
    step = StepInput(
        StepKind.ACKNOWLEDGED_WITH_CONDITIONS if conditions else StepKind.ACKNOWLEDGED,
        _moment(when),
        How.SIGNED_PAPER,
        head,
        OfficeKind.HEADTEACHER,
        conditions=conditions,
    )
    declarations.add_step(session, declared, step, version=1)


def _comments_filed(session: Session, shona: PersonRef, tyler: PersonRef) -> str:
    """What a parent told, with the verdict of the day kept beside it; the case number."""
    contact = about(datetime(2026, 9, 19, 19, tzinfo=ZONE))
    form = replace(
        incidents.new_form(session, quick=True, category="SPC"),
        danger=Danger.NO,
        danger_asked_at=session.now(),
        account="A parent says that Shona comments on Tyler’s live videos.",
        told=Typed("", _moment("2026-09-22 15:10")),
        happened=Typed("", contact),
        participants=(Participant(shona, "adult_of_concern"), Participant(tyler, "child_contacted")),
        platform="tiktok",
    )
    incident, _ = incidents.file(session, form)
    asked = ContactQuestion(shona, tyler, "tiktok", contact, direction=Direction.ADULT_TO_PUPIL)
    contact_checks.keep(session, incident, contact_checks.check(session, asked))
    return incidents.case_of(session, incident)
