"""Correcting a filed incident through its form: the record as a form, and the form as the record's next version."""

from dataclasses import dataclass, fields, replace

from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference, new_record_id
from safeguard_app.domain.incidents import Account, Attention, Incident, Participant, Severity
from safeguard_app.domain.moments import Moment, not_known
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.person_rules import same_person
from safeguard_app.domain.records import Stored
from safeguard_app.domain.text_rules import checked_line
from safeguard_app.services import correction_drafts, incidents, wrong_person
from safeguard_app.services.correction_drafts import CorrectionDraft
from safeguard_app.services.incident_form import REPORTER, IncidentForm, Typed, checked
from safeguard_app.services.session import Changes, Session
from safeguard_app.services.subject_of_concern import require_home
from safeguard_app.services.version_changes import changes_between
from safeguard_app.vault import reading
from safeguard_app.vault.problems import StaleVersion

_ACCOUNT = ("account", "passages")
_LONGEST_CHANGE = 80


def form_of(reference: Reference, incident: Incident) -> IncidentForm:
    """A filed incident as its form. Only the first account is in it; further ones stay as they are."""
    account = incident.accounts[0] if incident.accounts else None
    reporter = _reporter(incident)
    told_by = PersonRef(None, incident.attention.told_by) if incident.attention.told_by else None
    return IncidentForm(
        id=reference.id,
        begun_at=incident.entered_at,
        quick=False,
        category=incident.category,
        danger=incident.danger,
        danger_asked_at=incident.danger_asked_at,
        danger_note=incident.danger_note,
        account=account.text if account else "",
        passages=account.passages if account else (),
        on_paper=account is not None and _is_on_paper(account),
        author=account.author if account else None,
        written=_typed(account.written if account else None),
        handed_over=_typed(account.handed_over if account else None),
        original_kept=account.original_kept if account else "",
        told_by=reporter.person if reporter is not None else told_by,
        told_by_withheld=reporter is not None and reporter.name_withheld,
        told=_typed(incident.attention.moment),
        first_told=incident.attention.first_told,
        reached_lead=_typed(incident.attention.reached_lead),
        happened=_typed(incident.happened),
        seen=_typed(incident.seen),
        participants=tuple(one for one in incident.participants if one is not reporter),
        answers=incident.answers,
        summary=incident.summary,
        platform=incident.platform,
        online_location=incident.online_location,
        place=incident.place,
        equipment=incident.equipment,
        protected_characteristics=incident.protected_characteristics,
        online_risks=incident.online_risks,
        child_wishes=incident.child_wishes,
        severity=incident.severity,
        severity_reason=incident.severity_reason,
        review_on=incident.review_on,
        review_owner=incident.review_owner,
        about_head=incident.head_is_subject,
        about_lead=reference.compartment is Compartment.NOT_DSL,
        intake_closed=incident.intake_closed,
    )


@dataclass(frozen=True, slots=True)
class Correction:
    """A filed record as the form that corrects it, and what its author needs to know before going on."""

    draft: CorrectionDraft
    case: str
    resumed: bool = False
    """Begun earlier and not filed."""
    newest: str = ""
    """A newer version that was filed meanwhile, in a sentence; empty where none was."""
    changes: tuple[str, ...] = ()
    """What that version changed, field by field. It is in the form, but for fields that were typed in here."""


def begin(session: Session, reference: Reference) -> Correction:
    """Correct a record: go on with what its author began and did not file, or with its newest version."""
    for draft in correction_drafts.open_corrections(session):
        if draft.about.id == reference.id:
            return up_to_date(session, draft, resumed=True)
    stored = incidents.current(session, reference)
    form = form_of(reference, stored.content)
    draft = CorrectionDraft(new_record_id(), reference, stored.number, form, "")
    return Correction(draft, str(stored.content.case))


def resume(session: Session, draft: RecordId) -> Correction | None:
    """Go on with a correction that was not filed; None where there is none such."""
    found = next((one for one in correction_drafts.open_corrections(session) if one.id == draft), None)
    return up_to_date(session, found, resumed=True) if found is not None else None


def up_to_date(session: Session, draft: CorrectionDraft, *, resumed: bool = False) -> Correction:
    """A correction over the record's newest version: fields not typed in here are as somebody else has left them."""
    found = session.vault.find(draft.about.id)
    if found is None:
        raise KeyError(draft.about.id)
    about = found.reference  # it may have been filed elsewhere since
    stored = incidents.current(session, about)
    case = str(stored.content.case)
    if stored.number == draft.version:
        return Correction(replace(draft, about=about), case, resumed)
    connection = session.vault.compartment(about.compartment).connection
    before = next(one for one in reading.versions(connection, about) if one.number == draft.version)
    form = _merged(form_of(about, before.content), draft.form, form_of(about, stored.content))
    changes = tuple(
        f"{change.label}{'' if change.label.endswith('?') else ':'} {_quoted(change.before)}, now"
        f" {_quoted(change.after)}"
        for change in changes_between(session, before.content, stored.content)
    )
    made = replace(draft, about=about, version=stored.number, form=form)
    return Correction(made, case, resumed, _about_version(session, stored), changes)


def _about_version(session: Session, stored: Stored[Incident]) -> str:
    local = stored.recorded_at.astimezone(session.zone)
    why = f" ({stored.reason})" if stored.reason else ""
    by = session.name_of(stored.recorded_by)
    return f"Version {stored.number}, {day_words(local.date())}, {local:%H:%M}, by {by}{why}."


def _quoted(words: str) -> str:
    short = " ".join(words.split())
    short = (
        short if len(short) <= _LONGEST_CHANGE else short[: _LONGEST_CHANGE - 3].rsplit(" ", 1)[0] + " ..."
    )
    return f"“{short}”" if short else "nothing"


def _merged(base: IncidentForm, mine: IncidentForm, theirs: IncidentForm) -> IncidentForm:
    """What was typed here over what stands there now; the account and its marked passages go together."""
    taken = {}
    for field in fields(IncidentForm):
        old, new = getattr(base, field.name), getattr(mine, field.name)
        touched = _account_differs(base, mine) if field.name in _ACCOUNT else not _same(old, new)
        taken[field.name] = new if touched else getattr(theirs, field.name)
    return replace(mine, **taken)


def _account_differs(base: IncidentForm, mine: IncidentForm) -> bool:
    return any(getattr(base, name) != getattr(mine, name) for name in _ACCOUNT)


def _same(old: object, new: object) -> bool:
    """A time that was only written in other words is the same time."""
    if isinstance(old, Typed) and isinstance(new, Typed):
        return old.moment == new.moment
    return old == new


def file_correction(session: Session, draft: CorrectionDraft) -> Changes:
    """File a correction, and end its draft. Raises as :func:`correct_from_form` does; then the draft stays."""
    changes = correct_from_form(session, draft.about, draft.form, draft.reason, replacing=draft.version)
    correction_drafts.end(session, draft.id)
    return changes


def correct_from_form(
    session: Session, reference: Reference, form: IncidentForm, reason: str, *, replacing: int
) -> Changes:
    """File a corrected version. Raises :class:`RuleViolation` naming fields, the reason among them; StaleVersion.

    :class:`MustBeRefiled` where it names somebody who may not read it here: see :func:`refile_corrected`.
    """
    before = incidents.current(session, reference).content
    problems: dict[str, str] = {}
    try:
        incidents.required_reason(reason)
    except RuleViolation as problem:
        problems.update(problem.fields)
    try:
        ready = checked(session, form, correcting=reference.compartment)
    except RuleViolation as problem:
        problems.update(problem.fields)
    if problems:
        raise RuleViolation(problems)
    require_home(session, form.participants, reference.compartment)
    _require_nothing_kept_about(session, reference, before, ready)
    return incidents.correct(session, reference, _corrected(before, ready), reason, replacing=replacing)


_KEPT_ABOUT_THEM = (
    "A contact check or a referral form about somebody you took off is kept with this record. Leave them here and use"
    " “Wrong person” on the record instead: it takes those off as well."
)


def _require_nothing_kept_about(
    session: Session, reference: Reference, before: Incident, form: IncidentForm
) -> None:
    """Refuse to take somebody off whom a check or a referral that stays here is about. A namesake is somebody else."""
    here = [one.person for one in form.participants]
    taken_off = [
        one.person
        for one in before.participants
        if not any(same_person(one.person, person) for person in here)
    ]
    if any(wrong_person.is_kept_about(session, reference, one) for one in taken_off):
        raise RuleViolation({"participants": _KEPT_ABOUT_THEM})


def refile_corrected(
    session: Session,
    reference: Reference,
    form: IncidentForm,
    reason: str,
    *,
    replacing: int,
    to: Compartment,
) -> tuple[Reference, Changes]:
    """File the record where it belongs with this correction in it, and correct it there.

    Raises StaleVersion, before anything moves, where there is a newer version than was in view.
    """
    why = incidents.required_reason(reason)
    ready = checked(session, form, correcting=to)
    require_home(session, ready.participants, to)
    before = incidents.current(session, reference)
    if before.number != replacing:
        raise StaleVersion
    _require_nothing_kept_about(session, reference, before.content, ready)
    moved, changes = incidents.refile(session, reference, to, why)
    stored = incidents.current(session, moved)
    corrected = _corrected(stored.content, ready)
    said = incidents.correct(session, moved, corrected, why, replacing=stored.number)
    return moved, changes | said | Changes(said=changes.said)


def file_refiled(session: Session, draft: CorrectionDraft, to: Compartment) -> tuple[Reference, Changes]:
    """File a correction together with its record where that belongs, and end its draft.

    Raises as :func:`refile_corrected` does; then the draft stays.
    """
    moved, changes = refile_corrected(
        session, draft.about, draft.form, draft.reason, replacing=draft.version, to=to
    )
    correction_drafts.end(session, draft.id)
    return moved, changes


def set_triage(
    session: Session,
    reference: Reference,
    severity: Severity | None,
    severity_reason: str,
    category: str,
    reason: str,
) -> Changes:
    """Set severity and kind at triage, as a version with its reason."""
    stored = incidents.current(session, reference)
    if category not in session.catalogue.categories:
        raise RuleViolation({"category": "Choose a kind from the list."})
    _require_reasons(severity, severity_reason, reason)
    incident = replace(
        stored.content,
        severity=severity,
        severity_reason=checked_line(severity_reason, "severity_reason"),
        category=category,
    )
    return incidents.correct(session, reference, incident, reason, replacing=stored.number)


def _require_reasons(severity: Severity | None, severity_reason: str, reason: str) -> None:
    """A severity is set with its reason; what is missing is all said at once."""
    missing = {}
    if severity is not None and not severity_reason.strip():
        missing["severity_reason"] = "Say why this severity: a few words are enough."
    try:
        incidents.required_reason(reason)
    except RuleViolation as problem:
        missing.update(problem.fields)
    if missing:
        raise RuleViolation(missing)


def _corrected(before: Incident, form: IncidentForm) -> Incident:
    return replace(
        before,
        category=form.category,
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
        accounts=(_account(before, form), *before.accounts[1:]),
        participants=_participants(before, form),
        answers=form.answers,
        summary=form.summary,
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
        intake_closed=before.intake_closed or form.intake_closed,
    )


def _account(before: Incident, form: IncidentForm) -> Account:
    first = before.accounts[0]
    return replace(
        first,
        author=form.author or first.author,
        text=form.account,
        written=form.written.moment or first.written,
        handed_over=form.handed_over.moment if form.on_paper else None,
        original_kept=form.original_kept if form.on_paper else "",
        passages=form.passages,
        on_paper=form.on_paper,
    )


def _reporter(incident: Incident) -> Participant | None:
    """Whoever told of it, among the people of the record; in its form they stand under *Who told you*."""
    told_by = incident.attention.told_by
    found = (one for one in incident.participants if one.role == REPORTER and one.person.name == told_by)
    return next(found, None) if told_by else None


def _participants(before: Incident, form: IncidentForm) -> tuple[Participant, ...]:
    """As filing puts them together, with the reporter in the place the one before had."""
    people, old = incidents.participants_of(form), _reporter(before)
    if old is None or len(people) == len(form.participants):
        return people
    made = people[-1]
    if same_person(old.person, made.person):
        made = replace(made, note=old.note)
    place = before.participants.index(old)
    return (*form.participants[:place], made, *form.participants[place:])


def _is_on_paper(account: Account) -> bool:
    return account.on_paper or account.handed_over is not None or bool(account.original_kept)


def _typed(moment: Moment | None) -> Typed:
    return Typed("", moment)
