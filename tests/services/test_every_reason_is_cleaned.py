"""Texts that stand alone: reasons, answers of a referral, names of users. What cannot be kept is refused, and nothing
is written; and a text with emoji and several scripts is taken.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.declarations import How, StepKind
from safeguard_app.domain.entries import Action, Note, NoteKind, Outcome
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.import_rows import HowRead
from safeguard_app.domain.incidents import Severity
from safeguard_app.domain.logbooks import EntryAnswer, EntryStepKind
from safeguard_app.domain.people import OfficeKind, PersonRef
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.users import Role
from safeguard_app.services import (
    cases,
    declaration_queue,
    declarations,
    entries,
    form_profiles,
    head_meetings,
    incident_correction,
    incidents,
    logbooks,
    merging,
    paper,
    people,
    people_import,
    people_import_undo,
    possible_laws,
    referrals,
    relation_questions,
    sharing,
    sharing_checks,
    sharing_pages,
    users,
    wrong_person,
)
from safeguard_app.services.declaration_forms import Decided, StepInput
from safeguard_app.services.logbooks import EntryStepInput
from safeguard_app.services.opening import PersonWithKey
from safeguard_app.services.paper_views import IncidentPaper
from safeguard_app.services.people_import import Leavers
from safeguard_app.services.session import Session
from safeguard_app.services.sharing_views import SharingInput, SharingView
from safeguard_app.vault import reading
from tests.services.conftest import PASSPHRASES, MadeSchool, adult, log_incident, moment, pupil
from tests.services.test_declarations import declared
from tests.services.test_every_text_is_cleaned import NEVER
from tests.services.written_forms import SOMEBODY

Give = Callable[[str], object]
KEPT = "Zażółć, 👩\u200d👧 Ωμέγα: ёлка"


def _on_record(act: Callable[[Session, Reference, str], object]) -> Callable[[Session], Give]:
    def begin(session: Session) -> Give:
        record = log_incident(session, "CB", (SOMEBODY, "target"))
        return lambda text: act(session, record, text)

    return begin


def _correct(session: Session) -> Give:
    record = log_incident(session, "CB", (SOMEBODY, "target"))
    stored = incidents.current(session, record)
    form = replace(incident_correction.form_of(record, stored.content), summary="Another summary")
    return lambda text: incident_correction.correct_from_form(
        session, record, form, text, replacing=stored.number
    )


def _reopen(session: Session) -> Give:
    record = log_incident(session, "CB", (SOMEBODY, "target"))
    entries.close(session, record, next(iter(Outcome)), "Done with.")
    return lambda text: entries.reopen(session, record, text)


def _done(session: Session) -> Give:
    record = log_incident(session, "CB", (SOMEBODY, "target"))
    entries.add_action(session, record, Action("Ring", "Mr Reed"))
    action = _entry(session, record.id, RecordKind.ACTION)
    return lambda text: entries.complete_action(session, record, action, text)


def _withdraw(session: Session) -> Give:
    record = log_incident(session, "CB", (SOMEBODY, "target"))
    entries.add_note(session, record, Note(NoteKind.CALL, moment("2026-10-06 09:00"), "Rang."))
    note = _entry(session, record.id, RecordKind.NOTE)
    return lambda text: entries.withdraw(session, record, note, text)


def _entry(session: Session, record: RecordId, kind: RecordKind) -> RecordId:
    found = session.vault.find(record)
    assert found is not None
    return reading.about(session.vault.daily.connection, found.reference, (kind,))[0].reference.id


def _referral(act: str) -> Callable[[Session], Give]:
    def begin(session: Session) -> Give:
        who = adult(session, "Shona Pike", "Midday supervisor")
        record = log_incident(session, "SPC", (who, "adult_of_concern"))
        referral, _ = referrals.begin(session, record)
        version, said = session.vault.get(referral).number, getattr(referrals, act)
        return lambda text: said(session, referral, "who_knows", text, version=version)

    return begin


def _collector(session: Session) -> Give:
    record = log_incident(session, "CB", (SOMEBODY, "target"))
    made = paper.issue(session, IncidentPaper(record))
    return lambda text: paper.printed(session, made.document, collector=text)


def _shared(session: Session) -> SharingView:
    record = log_incident(session, "CB", (SOMEBODY, "target"))
    given = SharingInput(record, ("record",), "For", "public_task", "safeguarding", "Ms Sandhu", "Police")
    return sharing_pages.view_of(session, sharing.prepare(session, given)[0])


def _not_shared(session: Session) -> Give:
    place = _shared(session).reference
    return lambda text: sharing.take_back(session, place, text)


def _signed_on_paper(session: Session) -> Give:
    view = _shared(session)
    return lambda text: sharing_checks.check_on_paper(session, view, text, moment("2026-10-12 09:00"))


def _user(session: Session) -> Give:
    def add(text: str) -> object:
        return users.add(session, PersonWithKey(text, (Role.DEPUTY,), "crumpet gazebo lantern ivy quartz"))

    return add


def _declared(session: Session) -> tuple[Reference, int]:
    tyler, shona = pupil(session, "Tyler Pike", date(2018, 5, 1)), adult(session, "Shona Pike", "Supervisor")
    reference = declared(session, shona, tyler, "2026-09-07 07:50")
    return reference, session.vault.get(reference).number


def _in_error(session: Session) -> Give:
    reference, version = _declared(session)
    return lambda text: declarations.enter_in_error(session, reference, text, version=version)


def _step_back(session: Session) -> Give:
    reference, version = _declared(session)
    return lambda text: declarations.take_back_step(session, reference, 0, text, version=version)


def _later_step(session: Session) -> Give:
    reference, version = _declared(session)
    head = PersonRef(None, "Mrs Carol Denning", "Headteacher")

    def add(text: str) -> object:
        step = StepInput(
            StepKind.ACKNOWLEDGED_WITH_CONDITIONS,
            moment("2026-09-09 10:00"),
            How.SIGNED_PAPER,
            head,
            OfficeKind.HEADTEACHER,
            conditions=(text,),
        )
        return declarations.add_step(session, reference, step, version=version)

    return add


def _person_in_error(session: Session) -> Give:
    child = pupil(session, "Typed Twice", date(2017, 5, 1)).reference
    assert child is not None
    return lambda text: people.enter_in_error(session, child, text)


def _import_undone(session: Session) -> Give:
    file = people_import.offered(session, b"Surname,Forename,UPN\nMaple,Fern,E1\n")
    seen = people_import.understood(session, file)
    how = HowRead(seen.columns, seen.who, {})
    plan = people_import.plan_of(file, how, people_import.register_now(session), {}, everybody=False)
    record, _ = people_import.bring_in(session, file, how, plan, Leavers(), lambda _done, _all: None)
    return lambda text: people_import_undo.undo_import(session, record, text)


def _merged(session: Session) -> Give:
    one, other = (pupil(session, "Typed Twice", date(2017, 5, 1)).reference for _ in range(2))
    assert one is not None
    assert other is not None
    return lambda text: merging.merge(session, one, other, text)


def _parted(session: Session) -> Give:
    one, other = (pupil(session, "Typed Twice", date(2017, 5, 1)).reference for _ in range(2))
    assert one is not None
    assert other is not None
    merging.merge(session, one, other, "Typed in twice")
    return lambda text: merging.part(session, one, other.id, text)


def _related(session: Session) -> Give:
    asked = adult(session, "Ms Ida Quill", "Teacher")
    child = pupil(session, "Nell Quill", date(2018, 3, 9))
    assert asked.reference is not None and child.reference is not None
    relation_questions.answer_no(session, asked.reference, child.reference, date(2026, 10, 12))
    (kept,) = relation_questions.view(session).answered
    assert kept.answer is not None
    answer = kept.answer
    return lambda text: relation_questions.take_back(session, answer, text)


def _met(session: Session) -> Give:
    return lambda text: head_meetings.record(session, date(2026, 10, 12), text, ())


def _met_back(session: Session) -> Give:
    head_meetings.record(session, date(2026, 10, 12), "Both", ())
    (held,) = head_meetings.meetings(session)
    return lambda text: head_meetings.take_back(session, held.reference, text)


def _logbook(act: str) -> Callable[[Session], Give]:
    def begin(session: Session) -> Give:
        day, wren = date(2026, 9, 7), pupil(session, "Wren Maple", date(2018, 5, 1))
        answers = (
            EntryAnswer("child", people=(wren,)),
            EntryAnswer("uses", ("print",)),
            EntryAnswer("asked_on", day=day),
        )
        given = EntryStepInput(EntryStepKind.GIVEN, day, SOMEBODY)
        entry, _ = logbooks.enter(session, "photo-consent", answers, given)
        acts: dict[str, Give] = {
            "correct": lambda text: logbooks.correct(session, entry, answers, text, version=1),
            "change": lambda text: logbooks.change(session, entry, answers, day, text, version=1),
            "step back": lambda text: logbooks.take_back_step(session, entry, 0, text, version=1),
            "in error": lambda text: logbooks.enter_in_error(session, entry, text, version=1),
        }
        return acts[act]

    return begin


def _linked(act: Callable[[Session, Reference, Reference, str], object]) -> Callable[[Session], Give]:
    def begin(session: Session) -> Give:
        first, second = (log_incident(session, "CB", (SOMEBODY, "target")) for _ in range(2))
        return lambda text: act(session, first, second, text)

    return begin


def _taken_out(session: Session) -> Give:
    first, second = (log_incident(session, "CB", (SOMEBODY, "target")) for _ in range(2))
    case, _ = cases.link(session, first, second, "One page")
    return lambda text: cases.unlink(session, case, second.id, text)


def _own_form(act: Callable[[Session, str, str], object]) -> Callable[[Session], Give]:
    def begin(session: Session) -> Give:
        form, _ = form_profiles.save(session, form_profiles.copy_of(session, "child_referral"), "Theirs.")
        return lambda text: act(session, form, text)

    return begin


TEXTS: dict[str, Callable[[Session], Give]] = {
    "correct": _correct,
    "entered in error": _on_record(incidents.enter_in_error),
    "wrong person": _on_record(lambda s, r, t: wrong_person.take_off_person(s, r, SOMEBODY, t)),
    "filed elsewhere": _on_record(lambda s, r, t: incidents.refile(s, r, Compartment.ADULTS, t)),
    "triage": _on_record(
        lambda s, r, t: incident_correction.set_triage(s, r, Severity.HIGH, t, "CB", "Looked at")
    ),
    "triage, why": _on_record(
        lambda s, r, t: incident_correction.set_triage(s, r, Severity.HIGH, "High", "CB", t)
    ),
    "laws": _on_record(lambda s, r, t: possible_laws.set_laws(s, r, ("network_2003",), t)),
    "close": _on_record(lambda s, r, t: entries.close(s, r, next(iter(Outcome)), t)),
    "lessons": _on_record(lambda s, r, t: entries.close(s, r, next(iter(Outcome)), "Done", t)),
    "reopen": _reopen,
    "action done": _done,
    "withdraw": _withdraw,
    "referral answer": _referral("answer"),
    "referral not known": _referral("not_known"),
    "referral not asked": _referral("not_asked"),
    "referral withheld": _referral("withhold"),
    "collector": _collector,
    "not shared after all": _not_shared,
    "signed on paper that it was checked": _signed_on_paper,
    "user": _user,
    "declaration in error": _in_error,
    "step taken back": _step_back,
    "later step": _later_step,
    "person in error": _person_in_error,
    "linked": _linked(cases.link),
    "called": _linked(lambda s, r, other, t: cases.link(s, r, other, "One page", t)),
    "taken out of a case": _taken_out,
    "import undone": _import_undone,
    "form changed": _own_form(lambda s, form, t: form_profiles.save(s, form_profiles.opened(s, form), t)),
    "form switched off": _own_form(lambda s, form, t: form_profiles.switch(s, form, t, on=False)),
    "merged": _merged,
    "taken apart": _parted,
    "not related, taken back": _related,
    "who met": _met,
    "meeting taken back": _met_back,
    "entry corrected": _logbook("correct"),
    "entry changed": _logbook("change"),
    "entry’s step taken back": _logbook("step back"),
    "entry in error": _logbook("in error"),
}


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """The DSL at work on 12 October."""
    made_school.clock.set("2026-10-12 09:00")
    return made_school.sign_in()


def _heads(session: Session) -> list[object]:
    return [compartment.head for compartment in session.vault]


def _rows(session: Session) -> list[object]:
    """How many versions each part holds; to look at a record is an event and no version."""
    count = "SELECT count(*) FROM version"
    return [compartment.connection.execute(count).fetchone() for compartment in session.vault]


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_what_cannot_be_kept_is_refused_and_what_can_is_taken(session: Session, name: str) -> None:
    give = TEXTS[name](session)
    rows = _rows(session)
    for what, text in NEVER.items():
        with pytest.raises(RuleViolation) as refused:
            give(text)
        assert refused.value.fields, what
        assert _rows(session) == rows, f"{what}: something was written"
    before = _heads(session)
    give(KEPT)
    assert _heads(session) != before


def test_the_headteachers_conditions_in_the_queue(made_school: MadeSchool) -> None:
    made_school.clock.set("2026-10-12 09:00")
    session = made_school.sign_in()
    tyler, shona = pupil(session, "Tyler Pike", date(2018, 5, 1)), adult(session, "Shona Pike", "Supervisor")
    reference = declared(session, shona, tyler, "2026-09-07 07:50")
    head = made_school.sign_in("head")
    version, kind = head.vault.get(reference).number, StepKind.ACKNOWLEDGED_WITH_CONDITIONS
    for text in NEVER.values():
        for one in (
            Decided(reference, version, kind, (text,)),
            Decided(reference, version, kind, ("Only at home",), protocol=text),
            Decided(reference, version, kind, ("Only at home",), note=text),
        ):
            with pytest.raises(RuleViolation) as refused:
                declaration_queue.acknowledge(head, (one,), PASSPHRASES["head"])
            assert refused.value.fields
    assert head.vault.get(reference).number == version
