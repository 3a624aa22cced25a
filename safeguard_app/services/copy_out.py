"""The answers of a form one by one, to be copied into a form on the web or in Word that an authority has itself.

They stand in the form's order and in its words: what is not known, not asked or withheld is copied as it would print.
Whoever asked not to be named is left out exactly as on the form's pages. That answers leave the program so is one event
for each use, written before the first of them is on the clipboard.
"""

from dataclasses import dataclass

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.documents_issued import AnswerState
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.records import RecordKind
from safeguard_app.services.incidents import current
from safeguard_app.services.referral_views import FieldView
from safeguard_app.services.referrals import about, stored_referral, view
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.services.withheld_copies import left_out_of
from safeguard_app.services.withheld_names import own_without, with_named, without_names


@dataclass(frozen=True, slots=True)
class CopyAnswer:
    """One answer as it is copied. ``given`` False: the form's wording for what is not there stands in its place."""

    key: str
    section: str
    label: str
    text: str
    given: bool


@dataclass(frozen=True, slots=True)
class CopySheet:
    """Every answer of a form, in its order."""

    referral: Reference
    title: str
    case: str
    answers: tuple[CopyAnswer, ...]


def sheet_of(session: Session, referral: Reference) -> CopySheet:
    """The answers to be copied. Viewing the record is an event, as whenever the form is opened."""
    shown = view(session, referral)
    stored = stored_referral(session, referral)
    incident = current(session, about(stored))
    named = with_named(session, incident.content, (stored.content.subject,))
    hidden = left_out_of(session, named, incident.reference)
    answers = tuple(
        CopyAnswer(
            field.key,
            own_without(section.title, hidden),
            own_without(field.label, hidden),
            without_names(field.printed, hidden),
            _given(field),
        )
        for section in shown.sections
        for field in section.fields
    )
    return CopySheet(referral, shown.title, shown.case, answers)


def _given(field: FieldView) -> bool:
    """Whether there is an answer; half of one is, and what is open stands below it."""
    return field.state is AnswerState.ANSWERED or bool(field.known)


def begun(session: Session, sheet: CopySheet) -> Changes:
    """The first answer is about to be copied: which form it is, and how many answers are laid out. Nothing else."""
    stored = stored_referral(session, sheet.referral)
    incident = about(stored)
    compartment = session.vault.compartment(incident.compartment)
    compartment.note(
        EventKind.REFERRAL_COPIED,
        session.user.id,
        session.now(),
        record=incident.id,
        facts={"form": stored.content.form, "answers": len(sheet.answers)},
    )
    return changed(incident, kinds=(RecordKind.REFERRAL,))
