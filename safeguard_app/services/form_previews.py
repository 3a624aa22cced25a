"""Looking at a form that is not kept yet: blank, and filled from a record, by the same code that makes the real one."""

from dataclasses import replace

from safeguard_app.documents.content import PageFrame
from safeguard_app.documents.page_images import page_count
from safeguard_app.documents.render import render
from safeguard_app.domain.documents_issued import Referral
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.form_profiles import own_id
from safeguard_app.domain.forms import Form
from safeguard_app.domain.identifiers import Reference, new_record_id
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services.form_faults import checked_form
from safeguard_app.services.form_offers import subjects_of
from safeguard_app.services.form_profiles import EditedForm, base_of
from safeguard_app.services.incident_lists import all_lines
from safeguard_app.services.incidents import current
from safeguard_app.services.labels import category_name
from safeguard_app.services.paper_frames import note_views, page_frame
from safeguard_app.services.paper_prepared import entries_of, printable
from safeguard_app.services.paper_referral import blank_document, referral_document
from safeguard_app.services.paper_views import Preview
from safeguard_app.services.referrals import view_of
from safeguard_app.services.session import Session

MOST_RECORDS = 30
_NOBODY = "This record names nobody whom such a form could be about. Choose another record."


def blank_preview(session: Session, edited: EditedForm) -> Preview:
    """The form with nothing in it. Raises RuleViolation where it does not hold together."""
    form = _checked(session, edited)
    frame = PageFrame(session.school.name, marking=form.marking.upper(), demo=session.is_demo)
    document = blank_document(session, form, frame)
    pdf = render(document, session.now().astimezone(session.zone))
    return Preview(pdf, document.title, page_count(pdf), f"{document.title}.pdf")


def records_to_try(session: Session, edited: EditedForm) -> tuple[tuple[Reference, str], ...]:
    """The newest records that the form could be begun on, by case number and kind: what this user's keys open."""
    found: list[tuple[Reference, str]] = []
    lines = sorted(all_lines(session), key=lambda one: one[1].entered_at, reverse=True)
    for reference, line in lines:
        if edited.form.categories and line.category not in edited.form.categories:
            continue
        if subjects_of(session, edited.form, current(session, reference).content):
            found.append((reference, f"{line.case}, {category_name(session, line.category)}"))
        if len(found) == MOST_RECORDS:
            break
    return tuple(found)


def filled_preview(session: Session, edited: EditedForm, incident: Reference) -> Preview:
    """The form filled from a record, as a referral begun now would be. Nothing is kept but that the record was seen."""
    form = _checked(session, edited)
    stored = printable(session, incident)
    subjects = subjects_of(session, form, stored.content)
    if not subjects:
        raise RuleViolation({"record": _NOBODY})
    adult, child = subjects[0]
    referral = Stored(
        reference=Reference(incident.compartment, new_record_id()),
        kind=RecordKind.REFERRAL,
        number=1,
        content=Referral(form.id, (), adult=adult, child=child),
        about=incident.id,
        reason=None,
        recorded_at=session.now(),
        recorded_by=session.user.id,
        row=0,
        event=0,
    )
    note_views(session, stored.reference)
    entries = entries_of(session, stored.reference)
    view = view_of(session, referral, stored, entries, form)
    place = stored.reference
    frame, _ = page_frame(session, place.compartment, place, form.id, stored.content, form.marking)
    subject = referral.content.subject
    document = referral_document(
        session, view, form, stored, entries, replace(frame, copy="not kept"), subject
    )
    pdf = render(document, session.now().astimezone(session.zone))
    return Preview(pdf, document.title, page_count(pdf), f"{document.title}.pdf")


def _checked(session: Session, edited: EditedForm) -> Form:
    form = replace(edited.form, id=own_id(edited.reference.id if edited.reference is not None else "new"))
    return checked_form(session.catalogue, form, base_of(session, edited))
