"""Everything the DSL does with a concern about the Headteacher, and after each act every row the Headteacher can open.

Not what pages show (that is ``test_head_is_subject``), but what stands in the files that the Headteacher's key opens.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from safeguard_app.domain.contact_check import ContactQuestion, Verdict
from safeguard_app.domain.entries import Action, Note, NoteKind
from safeguard_app.domain.evidence import CaptureFacts, IntakeAnswer
from safeguard_app.domain.identifiers import Compartment, Reference, new_record_id
from safeguard_app.domain.incidents import Danger, Participant
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.people import AdultType, OfficeKind, PersonRef
from safeguard_app.services import (
    contact_check_keeping,
    contact_checks,
    correction_drafts,
    entries,
    entry_drafts,
    evidence,
    handing_in,
    incident_correction,
    incidents,
    paper,
    people,
    referrals,
    wrong_person,
)
from safeguard_app.services.evidence_views import IntakePermit
from safeguard_app.services.incident_form import IncidentForm, Typed
from safeguard_app.services.paper_views import IncidentPaper, ReferralPaper
from safeguard_app.services.search import search
from safeguard_app.services.session import Session
from safeguard_app.vault import verifying
from tests.services.conftest import MadeSchool, adult, log_incident, moment, pupil
from tests.services.test_evidence import png

MARK = "zqxvunmistakable"
"""Nothing else in a log begins like it: a search index may keep only the end of a word that shares its beginning."""
TRACE = re.compile(rb"qxvunmis|uillfeather", re.IGNORECASE)
"""Long enough that no sealed text and no checksum holds it by chance."""
WITNESS = PersonRef(None, "Zebedee Quillfeatherby", "Unknown person")


@dataclass
class Case:
    """A concern about Mrs Denning in the making."""

    school: MadeSchool
    head: PersonRef
    child: PersonRef
    session: Session
    form: IncidentForm = field(init=False)
    record: Reference = field(init=False)
    referral: Reference = field(init=False)

    def draft(self) -> None:
        """Begun from a contact check, and kept as a draft."""
        begun = contact_check_keeping.new_incident_with(self.session, self.check())
        now = exactly(self.session.now())
        self.form = replace(
            begun,
            danger=Danger.NO,
            account=f"What was {MARK} seen.",
            told_by=WITNESS,
            told=Typed("", now),
            summary=f"{MARK} in short",
            participants=(*begun.participants, Participant(WITNESS, "witness")),
        )
        incidents.save_draft(self.session, self.form)

    def check(self) -> Verdict:
        """A check about her, written nowhere."""
        asked = ContactQuestion(
            self.head, self.child, "tiktok", moment("2026-09-05 19:00"), how_it_came_to_light=MARK
        )
        return contact_checks.check(self.session, asked)

    def file(self) -> None:
        """The draft becomes a record."""
        self.record, _ = incidents.file(self.session, self.form)
        assert self.record.compartment is Compartment.NOT_HEAD

    def note(self) -> None:
        """A note begun, saved, and something to do."""
        begun = entry_drafts.EntryDraft(new_record_id(), self.record, "note", (("text", MARK),))
        entry_drafts.save(self.session, begun)
        entries.add_note(
            self.session, self.record, Note(NoteKind.NOTE, exactly(self.session.now()), f"The {MARK} matter.")
        )
        entry_drafts.end(self.session, begun.id)
        entries.add_action(
            self.session, self.record, Action(f"{MARK} action", WITNESS.name, date(2026, 9, 9))
        )

    def evidence(self) -> None:
        """A picture with its facts."""
        permit = evidence.declare(self.session, self.record, IntakeAnswer.NO_SEEN_ALL)
        assert isinstance(permit, IntakePermit)
        facts = CaptureFacts(what=f"{MARK} picture", captured_by=WITNESS.name)
        evidence.take_in_bytes(self.session, permit, png(), f"{MARK}.png", facts)

    def contact_check(self) -> None:
        """A second check, kept with the record."""
        contact_checks.keep(self.session, self.record, self.check())

    def print_referral(self) -> None:
        """Its referral and the record itself, on paper."""
        self.referral = referrals.begin(self.session, self.record)[0]
        referrals.answer(self.session, self.referral, "description", f"{MARK} said.", version=1)
        for job in (ReferralPaper(self.referral), IncidentPaper(self.record)):
            paper.issue(self.session, job)

    def begin_correction(self) -> None:
        """A correction that is not filed yet."""
        begun = incident_correction.begin(self.session, self.record).draft
        changed = replace(begun.form, account=f"What was {MARK} heard.")
        correction_drafts.save(self.session, replace(begun, form=changed, reason=f"{MARK} reason"))

    def file_correction(self) -> None:
        """The same, filed."""
        (draft,) = correction_drafts.open_corrections(self.session)
        incident_correction.file_correction(self.session, draft)

    def look_for_it(self) -> None:
        """Search, the type-ahead, and the pages of the two."""
        assert search(self.session, MARK).rows
        people.suggest(self.session, "Zeb")
        for person in (self.head, self.child):
            assert person.reference is not None
            people.open_person(self.session, person.reference)

    def wrong_person(self) -> None:
        """The witness was somebody else; in the end she was, too."""
        wrong_person.take_off_person(self.session, self.record, WITNESS, f"{MARK} namesake")
        wrong_person.take_off_person(self.session, self.record, self.head, f"{MARK} namesake")

    def hand_in(self) -> None:
        """A deputy hands one in about her as well."""
        deputy = self.school.sign_in("deputy")
        form = replace(self.form, id=new_record_id())
        incidents.save_draft(deputy, form)
        handing_in.hand_over(deputy, form)

    def take_in(self) -> None:
        """And the DSL takes it in."""
        assert handing_in.take_in_handed(self.session) == 1

    def move_there(self) -> None:
        """A record of the part about adults turns out to be about her: corrected and filed there in one."""
        staff = adult(self.session, "Shona Pike", "Midday supervisor")
        wrong = log_incident(
            self.session, "SPC", (staff, "adult_of_concern"), (WITNESS, "witness"), account=f"{MARK} moved."
        )
        entries.add_note(
            self.session, wrong, Note(NoteKind.NOTE, exactly(self.session.now()), f"The {MARK} matter.")
        )
        stands = [table for where, table in traces(self.session) if where is Compartment.ADULTS]
        assert any(one.startswith("version") for one in stands) and any("search" in one for one in stands)
        form = incident_correction.form_of(wrong, incidents.current(self.session, wrong).content)
        about_her = replace(form, participants=(Participant(self.head, "adult_of_concern"),))
        self.record, _ = incident_correction.refile_corrected(
            self.session, wrong, about_her, "It was her.", replacing=1, to=Compartment.NOT_HEAD
        )


ACTS: tuple[Callable[[Case], None], ...] = (
    Case.draft,
    Case.file,
    Case.note,
    Case.evidence,
    Case.contact_check,
    Case.print_referral,
    Case.begin_correction,
    Case.file_correction,
    Case.look_for_it,
    Case.wrong_person,
    Case.hand_in,
    Case.take_in,
    Case.move_there,
)


@pytest.fixture
def case(made_school: MadeSchool) -> Case:
    """The Headteacher and a pupil on the register, the DSL signed in."""
    session = made_school.sign_in("dsl")
    head = adult(session, "Carol Denning", "Headteacher", AdultType.EMPLOYEE, OfficeKind.HEADTEACHER)
    child = pupil(session, "Ella Tan", date(2016, 4, 2))
    made_school.clock.set("2026-09-08 09:00")
    return Case(made_school, head, child, session)


def test_no_act_leaves_a_trace_in_what_the_headteacher_opens(case: Case) -> None:
    for act in ACTS:
        case.session = case.school.sign_in("dsl")
        act(case)
        case.school.clock.forward(minutes=5)
        head = case.school.sign_in("head")
        handing_in.take_in_handed(head)
        assert Compartment.NOT_HEAD not in head.vault.compartments
        assert traces(head) == [], f"after {act.__name__}"
        assert head.notices == (), f"after {act.__name__}"
        assert verifying.verify(head.vault) == []
    for compartment in ("c1", "c2"):
        files = case.school.folder / f"{compartment}.files"
        assert not [one for one in files.rglob("*") if one.is_file()], "its files lie with it"
    dsl = case.school.sign_in("dsl")
    assert {where for where, _ in traces(dsl)} == {Compartment.NOT_HEAD}, "the search for traces finds them"


def traces(session: Session) -> list[tuple[Compartment, str]]:
    """Each cell of each table this key opens that holds a trace: its part, and its table with the beginning of it."""
    found = []
    for opened in session.vault:
        tables = opened.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        for (table,) in tables:
            for row in opened.connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - names come from the schema
                cells = (cell if isinstance(cell, bytes) else str(cell).encode() for cell in row)
                found += [(opened.id, f"{table}: {cell[:80]!r}") for cell in cells if TRACE.search(cell)]
    return found
