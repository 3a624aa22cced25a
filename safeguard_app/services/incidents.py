"""Logging an incident, correcting it, taking it back, filing it elsewhere. A filed record is only ever added to."""

from collections.abc import Callable
from dataclasses import replace

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.documents_issued import KeptVerdict
from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.identifiers import (
    CaseNumber,
    Compartment,
    Reference,
    UserId,
    new_record_id,
)
from safeguard_app.domain.incidents import Account, Attention, Incident, Participant
from safeguard_app.domain.moments import exactly, not_known
from safeguard_app.domain.people import PersonRef, Withdrawal
from safeguard_app.domain.person_rules import same_person
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.text_rules import checked_text
from safeguard_app.services import correction_drafts, entry_drafts, form_drafts
from safeguard_app.services.emergency_call import entries_of_call
from safeguard_app.services.incident_form import REPORTER, IncidentForm, Typed, checked, home_of
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.services.subject_of_concern import MustBeRefiled, checked_adult, require_home
from safeguard_app.vault import drafts, reading, record_codec
from safeguard_app.vault.compartment import Work
from safeguard_app.vault.problems import DatabaseDamaged


class MustBeHandedIn(KnownProblem):
    """The concern belongs where this user's key does not reach: it can be handed in, sealed to its readers."""

    code = "must_be_handed_in"
    sentence = "This concern belongs in a part of the log that your key does not open. Nothing was filed yet."
    next_step = (
        "Hand it in: it is sealed to those who may read it, and afterwards you cannot read it any more."
    )

    def __init__(self, home: Compartment) -> None:
        """Remember where it belongs."""
        self.home = home
        super().__init__()


def new_form(session: Session, *, quick: bool = True, category: str | None = None) -> IncidentForm:
    """An empty form with what can be prefilled: written now, by the signed-in user."""
    now = session.now()
    form = IncidentForm(new_record_id(), now, quick=quick, written=Typed("", exactly(now)))
    return form if category is None else replace(form, category=category)


def save_draft(session: Session, form: IncidentForm) -> None:
    """Keep the form as it stands, readable by its author alone. Needs nothing to be complete."""
    drafts.save(session.vault, form.id, record_codec.encode(form).encode())


def open_drafts(session: Session) -> list[IncidentForm]:
    """The signed-in user's drafts of incidents, newest first.

    Unsaved entries on a record and unfiled corrections of one are in ``entry_drafts`` and ``correction_drafts``.
    """
    rows = sorted(drafts.list_of(session.vault), key=lambda row: row.saved_at, reverse=True)
    contents = [drafts.load(session.vault, row.id) for row in rows]
    others = (entry_drafts.read, correction_drafts.read, form_drafts.read)
    own = [one for one in contents if all(read(one) is None for read in others)]
    forms = (read_form(content) for content in own)
    return [form for form in forms if form is not None]


def read_form(content: bytes) -> IncidentForm | None:
    """The form that a draft holds; None where what it holds makes no sense: see ``lost_drafts``."""
    try:
        return record_codec.decode_as(IncidentForm, content)
    except DatabaseDamaged:
        return None


def file(session: Session, form: IncidentForm) -> tuple[Reference, Changes]:
    """File the form as an incident with a case number.

    Raises :class:`RuleViolation` naming fields, or :class:`MustBeHandedIn` where the key does not reach.
    """
    ready = checked(session, form)
    home = home_of(session, ready)
    if not session.opens(home):
        raise MustBeHandedIn(home)
    reference = file_checked(session, ready, home, session.user.id)
    drafts.end(session.vault, form.id)
    case = case_of(session, reference)
    return reference, changed(reference, kinds=(RecordKind.INCIDENT,), said=f"Filed as {case}.")


def file_checked(
    session: Session,
    form: IncidentForm,
    home: Compartment,
    author: str,
    *,
    handed_in: bool = False,
    with_it: Callable[[Work], None] | None = None,
) -> Reference:
    """File a checked form into ``home``, ``with_it`` in the same write. Twice the same form gives the same record."""
    compartment = session.vault.compartment(home)
    reference = Reference(home, form.id)
    if compartment.get(form.id) is not None:
        return reference
    now = session.now()
    kind = EventKind.TAKEN_IN if handed_in else EventKind.FILED
    with compartment.write(kind, session.user.id, now, record=form.id) as work:
        letter = session.vault.series(home).letter
        case = CaseNumber(now.year, letter, work.next_serial(now.year))
        work.put(form.id, replace(_incident(session, form, case, author), filed_from_hand_in=handed_in))
        if form.verdict is not None:
            kept = KeptVerdict(form.verdict, form.verdict.known_at, UserId(author))
            work.put(new_record_id(), kept, about=form.id)
        for entry in entries_of_call(session, form.rung.moment, form.rung_whom, form.rung_reference):
            work.put(new_record_id(), entry, about=form.id)
        for number, given in enumerate(form.intake_answers, 1):
            work.facts[f"answer_{number}"] = given.answer.value
            work.facts[f"answered_{number}"] = given.at.isoformat()
            if given.material is not None:
                work.facts[f"material_{number}"] = given.material.value
        if with_it is not None:
            with_it(work)
    return reference


def case_of(session: Session, reference: Reference) -> str:
    """The case number of a filed incident."""
    stored: Stored[Incident] = session.vault.get(reference)  # type: ignore[assignment]  # references are typed by use
    return str(stored.content.case)


def _incident(session: Session, form: IncidentForm, case: CaseNumber, author: str) -> Incident:
    return Incident(
        case=case,
        category=form.category,
        catalogue_version=session.catalogue.version,
        danger=form.danger,
        danger_asked_at=form.danger_asked_at,
        danger_note=form.danger_note,
        happened=form.happened.moment or not_known(),
        seen=form.seen.moment,
        attention=Attention(
            form.told.moment or not_known(),
            first_told=form.first_told,
            told_by=form.told_by.name if form.told_by else "",
            reached_lead=form.reached_lead.moment,
        ),
        accounts=(_account(session, form, author),),
        participants=participants_of(form),
        entered_at=session.now(),
        entered_by=session.user.id,
        summary=form.summary,
        answers=form.answers,
        platform=form.platform,
        online_location=form.online_location,
        place=form.place,
        equipment=form.equipment,
        protected_characteristics=form.protected_characteristics,
        online_risks=form.online_risks,
        child_wishes=form.child_wishes,
        severity=form.severity,
        severity_reason=form.severity_reason,
        review_on=form.review_on,
        review_owner=form.review_owner,
        head_is_subject=form.about_head,
        intake_closed=form.intake_closed or session.catalogue.categories[form.category].evidence_closed,
        quick=form.quick,
    )


def _account(session: Session, form: IncidentForm, author: str) -> Account:
    entry = session.roster.user(author)
    writer = PersonRef(None, entry.name, entry.label) if entry else session.myself()
    return Account(
        author=form.author or writer,
        text=form.account,
        written=form.written.moment or exactly(session.now()),
        handed_over=form.handed_over.moment if form.on_paper else None,
        original_kept=form.original_kept if form.on_paper else "",
        passages=form.passages,
        on_paper=form.on_paper,
    )


def participants_of(form: IncidentForm) -> tuple[Participant, ...]:
    """Everybody named, with whoever told of it as reporter, once; who asked not to be named is marked either way."""
    told_by = form.told_by
    if told_by is None:
        return form.participants
    reporters = [
        one for one in form.participants if one.role == REPORTER and same_person(one.person, told_by)
    ]
    if not reporters:
        return (*form.participants, Participant(told_by, REPORTER, name_withheld=form.told_by_withheld))
    if not form.told_by_withheld:
        return form.participants
    return tuple(replace(one, name_withheld=True) if one in reporters else one for one in form.participants)


def current(session: Session, reference: Reference) -> Stored[Incident]:
    """The newest version of an incident. Raises NoKey, or KeyError for none such."""
    stored = session.vault.get(reference)
    if stored.kind is not RecordKind.INCIDENT:
        raise KeyError(reference.id)
    return stored  # type: ignore[return-value]  # the kind says the type


def correct(
    session: Session, reference: Reference, incident: Incident, reason: str, *, replacing: int
) -> Changes:
    """Add a corrected version with its reason. Raises StaleVersion where there is a newer one than was in view."""
    why = required_reason(reason)
    before = current(session, reference).content
    kept = replace(
        incident,
        case=before.case,
        entered_at=before.entered_at,
        entered_by=before.entered_by,
        catalogue_version=session.catalogue.version,
    )
    with session.vault.compartment(reference.compartment).write(
        EventKind.CORRECTED, session.user.id, session.now(), record=reference.id
    ) as work:
        number = work.put(reference.id, kept, reason=why, replacing=replacing)
    return changed(reference, kinds=(RecordKind.INCIDENT,), said=f"Corrected {kept.case}, version {number}.")


def enter_in_error(session: Session, reference: Reference, reason: str) -> Changes:
    """Take a whole record back: off every list, page, count and search at once. The audit keeps that it was made."""
    why = required_reason(reason)
    stored = current(session, reference)
    mark = Withdrawal(session.now(), session.user.name, why)
    with session.vault.compartment(reference.compartment).write(
        EventKind.ENTERED_IN_ERROR, session.user.id, session.now(), record=reference.id
    ) as work:
        work.put(
            reference.id, replace(stored.content, entered_in_error=mark), reason=why, replacing=stored.number
        )
    said = f"{stored.content.case} is marked as entered in error."
    return changed(reference, kinds=(RecordKind.INCIDENT,), said=said)


def refile(session: Session, reference: Reference, to: Compartment, reason: str) -> tuple[Reference, Changes]:
    """Move a wrongly filed record, with every version and entry, and leave tombstones and a reason behind.

    Both compartments must be open. The copy is written and sealed first; only then are the old rows removed.
    Raises :class:`RuleViolation` where the person it is about could read it there.
    """
    from safeguard_app.vault import refiling

    why = required_reason(reason)
    session.vault.require_no_long_work()
    people = (*current(session, reference).content.participants, *_checked_adults(session, reference))
    try:
        require_home(session, people, to)
    except MustBeRefiled as problem:
        raise RuleViolation({"choice": problem.sentence}) from None
    source, target = session.vault.compartment(reference.compartment), session.vault.compartment(to)
    moved = refiling.refile(source, target, reference.id, session.user.id, session.now(), why)
    said = f"Filed again as {case_of(session, moved)}."
    return moved, changed(reference, moved, kinds=(RecordKind.INCIDENT,), said=said)


def _checked_adults(session: Session, reference: Reference) -> list[Participant]:
    """The adults of the checks kept with a record: it is about them, also where they were taken off it since."""
    connection = session.vault.compartment(reference.compartment).connection
    kept: list[Stored[KeptVerdict]] = reading.about(connection, reference, (RecordKind.VERDICT,))
    return [checked_adult(one.content.verdict) for one in kept if one.content.withdrawn is None]


def required_reason(reason: str) -> str:
    """A reason in words. Raises :class:`RuleViolation` where there is none."""
    why = checked_text(reason, "reason").strip()
    if not why:
        raise RuleViolation({"reason": "Say why, in a few words. The reason stays with the record."})
    return why
