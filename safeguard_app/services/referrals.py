"""Preparing a form: begun from an incident, answered field by field, never a hurdle to a call.

What the record already says is filled in and follows the record until somebody answers the field. Nothing is printed
blank: what is not known says so, with the reason. Nothing here holds a referral up, and printing it is not sending it:
the one-day clock is met by the first contact that is noted (policy 004 §3.4; KCSIE Part Four).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.documents_issued import (
    STILL_ASKED,
    AnswerState,
    FormAnswer,
    IssuedDocument,
    Referral,
)
from safeguard_app.domain.entries import counts
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import RecordId, Reference, new_record_id
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.text_rules import checked_text
from safeguard_app.services.form_offers import people_words, recipient_of
from safeguard_app.services.form_subjects import people_of
from safeguard_app.services.incident_views import EntryLine
from safeguard_app.services.incidents import current
from safeguard_app.services.labels import entered
from safeguard_app.services.own_forms import form_begun_on, form_of, newest_version
from safeguard_app.services.reference import FieldKind, Form, Packaging
from safeguard_app.services.referral_clock import clock_words_of
from safeguard_app.services.referral_concerns import earlier_concerns, earlier_sentences, may_print
from safeguard_app.services.referral_fields import field_of, sections_of
from safeguard_app.services.referral_life import AGENCIES, lives
from safeguard_app.services.referral_sent import kind_of, sent_on
from safeguard_app.services.referral_views import FieldView, ReferralLine, ReferralView, SectionView
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.vault import reading

ALLEGATION_FORM = "staff_allegation"
_KINDS = (RecordKind.REFERRAL, RecordKind.INCIDENT)


def begin(
    session: Session,
    incident: Reference,
    adult: PersonRef | None = None,
    form: str = ALLEGATION_FORM,
    child: PersonRef | None = None,
) -> tuple[Reference, Changes]:
    """Begin a form on an incident: about one adult or one child of it (the first, unless one is given), or about it.

    Raises RuleViolation where the incident names nobody whom the form could be about.
    """
    packaging = form_of(session, form).packaging
    stored = current(session, incident)
    people = people_of(session, stored.content, packaging, adult, child)
    if people is None:
        raise RuleViolation(_NOBODY[packaging])
    reference = Reference(incident.compartment, new_record_id())
    version = newest_version(session, form)
    made = Referral(form, (), adult=people.adult, child=people.child, form_version=version)
    _write(session, incident, reference, made, None)
    return reference, changed(incident, reference, kinds=_KINDS, said=BEGUN)


BEGUN = "The form is begun."
_NOBODY = {
    Packaging.ADULT: {"adult": "Name the adult of concern on the record first. Then begin the form."},
    Packaging.CHILD: {"child": "Name the child on the record first. Then begin the form."},
    Packaging.ADULT_AND_CHILD: {
        "child": "Name the adult and the child on the record first. Then begin the form."
    },
}


def of_incident(session: Session, incident: Reference) -> tuple[Reference, ...]:
    """The referrals begun from an incident, in order."""
    compartment = session.vault.compartment(incident.compartment)
    found = reading.about(compartment.connection, incident, (RecordKind.REFERRAL,))
    return tuple(one.reference for one in found if one.content.withdrawn is None)


def view(session: Session, referral: Reference) -> ReferralView:
    """A referral as it stands. Viewing the incident it belongs to is the audit event, written first."""
    stored = stored_referral(session, referral)
    incident = about(stored)
    compartment = session.vault.compartment(referral.compartment)
    compartment.note_view(incident.id, session.user.id, session.now())
    return view_of(
        session, stored, current(session, incident), reading.about(compartment.connection, incident)
    )


def view_of(
    session: Session,
    stored: Stored[Referral],
    incident: Stored[Incident],
    entries: Sequence[Stored[Any]],
    form: Form | None = None,
    *,
    on_paper: bool = False,
) -> ReferralView:
    """A referral in words, without recording a view. ``form``: to look at one that is not kept yet.

    ``on_paper`` each day stands by its date.
    """
    content = stored.content
    form = form or form_begun_on(session, content)
    words = session.words(head_is_subject=incident.content.head_is_subject)
    people = people_of(session, incident.content, form.packaging, content.adult, content.child)
    if people is None:
        raise RuleViolation({"person": "The record names nobody any more whom this form could be about."})
    concerns = earlier_concerns(session, incident.reference, people, content.earlier_concerns)
    earlier = earlier_sentences(concerns)
    sent = sent_on(session, stored, form, entries)
    sections = sections_of(session, form, content, incident.content, entries, people, earlier, sent)
    fields = [field for section in sections for field in section.fields]
    answered = sum(section.answered for section in sections)
    live = [entry for entry in entries if counts(entry.content)]
    due, clock_line = clock_words_of(
        session, form, stored.reference, incident.content, entries, on_paper=on_paper
    )
    required = tuple(field for field in fields if field.required and field.state in STILL_ASKED)
    parts = sum(field.state is AnswerState.PART for field in fields)
    return ReferralView(
        record=stored.reference,
        version=stored.number,
        incident=incident.reference,
        title=words.fill(form.title),
        case=str(incident.content.case),
        people=people_words(form, people),
        to=recipient_of(session, form, words),
        due=due,
        clock_line=clock_line,
        sections=sections,
        answered=answered,
        asked=len(fields),
        empty=_still_empty(sections),
        not_known=tuple(field for field in fields if field.state in _UNKNOWN),
        counts=readiness_words(answered, len(fields), len(required), parts),
        earlier=concerns,
        urgent_not_checked=content.urgent_not_checked,
        contact=form.contact,
        notes=tuple(words.fill(note.text) for note in form.notes_for(session.nation)),
        printed_notes=tuple(words.fill(note.text) for note in form.notes_for(session.nation) if note.printed),
        packaging=form.packaging,
        steps=form.agency in AGENCIES,
        required=required,
        form=form.id,
        life=next((one for one in lives(session, live) if one.referral == stored.reference.id), None),
    )


def readiness_words(known: int, asked: int, required: int, parts: int = 0) -> str:
    """ "23 of 31 known, 3 that must be answered"; not known, not asked and withheld with a reason are answers.

    What is known in part is said by itself, and is still to be answered.
    """
    part = f", {parts} in part" if parts else ""
    left = f"{required} that must be answered" if required else "nothing left that must be answered"
    return f"{known} of {asked} known{part}, {left}"


def _still_empty(sections: Sequence[SectionView]) -> tuple[FieldView, ...]:
    """What nobody answered yet, or not all of it; where the adult and a child are asked the same, it says of whom."""
    often = Counter(field.label for section in sections for field in section.fields)
    return tuple(
        replace(field, help=f"{section.title}. {field.help}".strip()) if often[field.label] > 1 else field
        for section in sections
        for field in section.fields
        if field.state in STILL_ASKED
    )


_UNKNOWN = frozenset({AnswerState.NOT_KNOWN, AnswerState.NOT_ASKED})


def answer(session: Session, referral: Reference, key: str, text: str, *, version: int) -> Changes:
    """Answer a field in words. Choice fields take one of the form's own answers (several, one to a line)."""
    field = _field(session, referral, key)
    said = checked_text(text, key).strip()
    if not said:
        raise RuleViolation({key: "Write the answer, or say that it is not known."})
    chosen = said.split("\n") if field.kind is FieldKind.CHOICES else [said]
    if field.allowed and any(one not in field.allowed for one in chosen):
        raise RuleViolation({key: "Choose one of the answers that the form offers."})
    return _answered(session, referral, FormAnswer(key, AnswerState.ANSWERED, said), version)


def not_known(session: Session, referral: Reference, key: str, reason: str = "", *, version: int) -> Changes:
    """Say that a field is not known, with the reason or one of the form's own wordings; it is printed so."""
    field = _field(session, referral, key)
    why = checked_text(reason, key).strip() or (field.unknown[0] if field.unknown else "")
    return _answered(session, referral, FormAnswer(key, AnswerState.NOT_KNOWN, why), version)


def not_asked(session: Session, referral: Reference, key: str, reason: str, *, version: int) -> Changes:
    """Say that nobody has asked, and why ("so that no question leads her")."""
    _field(session, referral, key)
    why = checked_text(reason, key).strip()
    return _answered(session, referral, FormAnswer(key, AnswerState.NOT_ASKED, why), version)


def withhold(session: Session, referral: Reference, key: str, reason: str, *, version: int) -> Changes:
    """Leave out what is known, and print why."""
    _field(session, referral, key)
    why = checked_text(reason, key).strip()
    if not why:
        raise RuleViolation({key: "Say why it is withheld. The reason is printed."})
    return _answered(session, referral, FormAnswer(key, AnswerState.WITHHELD, why), version)


def follow_record(session: Session, referral: Reference, key: str, *, version: int) -> Changes:
    """Let a field follow the record again: what was answered here before stays in earlier versions."""
    _field(session, referral, key)
    stored = stored_referral(session, referral)
    left = tuple(one for one in stored.content.answers if one.field != key)
    return _save(session, stored, replace(stored.content, answers=left), version)


def tick_earlier(
    session: Session, referral: Reference, ticked: tuple[Reference, ...], *, version: int
) -> Changes:
    """Choose which earlier concerns are printed: only those that were proposed, so only what this user opens.

    Nothing that fewer people read than this form: see :func:`~safeguard_app.services.referral_concerns.may_print`.
    """
    stored = stored_referral(session, referral)
    home = about(stored).compartment
    if not all(may_print(session, one.compartment, home) for one in ticked):
        raise RuleViolation(
            {
                "earlier": "A concern that fewer people may read than this form cannot be printed in it. "
                "The form is kept as it was. Tell the officer about it on the telephone."
            }
        )
    proposed = {one.incident for one in view(session, referral).earlier}
    if any(one not in proposed for one in ticked):
        raise RuleViolation(
            {"earlier": "One of these is not among the concerns found. Look at the list again."}
        )
    return _save(session, stored, replace(stored.content, earlier_concerns=ticked), version)


def urgent_not_checked(session: Session, referral: Reference, *, version: int) -> Changes:
    """Mark the referral as urgent and not checked: it goes as it is, the audit says so, and the form prints it."""
    stored = stored_referral(session, referral)
    made = replace(stored.content, urgent_not_checked=True)
    return _save(session, stored, made, version, facts={"urgent_not_checked": 1})


def referral_lines(session: Session) -> tuple[ReferralLine, ...]:
    """Every referral this user's keys open, newest first. A list: it leaves no trace."""
    lines = []
    for compartment in session.vault:
        found: list[Stored[Referral]] = reading.of_kind(
            compartment.connection, compartment.id, RecordKind.REFERRAL
        )
        for stored in found:
            if stored.content.withdrawn is not None:
                continue
            incident = current(session, about(stored))
            if incident.content.entered_in_error is None:
                entries = reading.about(compartment.connection, incident.reference)
                lines.append((stored.recorded_at, _line(session, stored, incident, entries)))
    return tuple(line for _, line in sorted(lines, key=lambda entry: entry[0], reverse=True))


def kept_as(session: Session, stored: Stored[Referral]) -> str:
    """The kind under which its documents are kept: copies of each child's form are counted by themselves."""
    return kind_of(form_begun_on(session, stored.content), stored)


def stored_referral(session: Session, referral: Reference) -> Stored[Referral]:
    """The newest version of a referral. Raises NoKey or KeyError."""
    stored = session.vault.get(referral)
    if stored.kind is not RecordKind.REFERRAL:
        raise KeyError(referral.id)
    return stored  # type: ignore[return-value]  # the kind says the type


def about(stored: Stored[Referral]) -> Reference:
    """The incident a referral belongs to."""
    return Reference(stored.reference.compartment, RecordId(stored.about or ""))


def _line(
    session: Session, stored: Stored[Referral], incident: Stored[Incident], entries: Sequence[Stored[Any]]
) -> ReferralLine:
    shown = view_of(session, stored, incident, entries)
    compartment = session.vault.compartment(stored.reference.compartment)
    first = reading.versions(compartment.connection, stored.reference)[0]
    issued = [
        one.content
        for one in entries
        if isinstance(one.content, IssuedDocument) and one.content.kind == kept_as(session, stored)
    ]
    return ReferralLine(
        record=stored.reference,
        incident=incident.reference,
        case=shown.case,
        title=shown.title,
        people=shown.people,
        begun=f"Begun {entered(session, first.recorded_at)}, by {session.name_of(first.recorded_by)}",
        counts=shown.counts,
        due=shown.due,
        step=f"{last.title}, {last.when}" if (last := _last_step(shown)) is not None else "",
        issued=(
            f"{count_words(len(issued), 'copy', 'copies')}, last {entered(session, issued[-1].issued_at)}"
            if issued
            else ""
        ),
    )


def _last_step(view: ReferralView) -> EntryLine | None:
    return view.life.steps[-1] if view.life is not None and view.life.steps else None


def _field(session: Session, referral: Reference, key: str) -> FieldView:
    found = field_of(view(session, referral).sections, key)
    if found is None:
        raise RuleViolation({key: "The form has no such field any more. Look at the form again."})
    return found


def _answered(session: Session, referral: Reference, given: FormAnswer, version: int) -> Changes:
    stored = stored_referral(session, referral)
    others = tuple(one for one in stored.content.answers if one.field != given.field)
    return _save(session, stored, replace(stored.content, answers=(*others, given)), version)


def _save(
    session: Session,
    stored: Stored[Referral],
    made: Referral,
    version: int,
    facts: dict[str, str | int] | None = None,
) -> Changes:
    incident = about(stored)
    kept = tuple(
        one for one in made.earlier_concerns if may_print(session, one.compartment, incident.compartment)
    )
    _write(session, incident, stored.reference, replace(made, earlier_concerns=kept), version, facts)
    return changed(incident, stored.reference, kinds=_KINDS, said="Saved in the referral form.")


def _write(
    session: Session,
    incident: Reference,
    referral: Reference,
    made: Referral,
    replacing: int | None,
    facts: dict[str, str | int] | None = None,
) -> None:
    compartment = session.vault.compartment(incident.compartment)
    with compartment.write(
        EventKind.REFERRAL_SAVED, session.user.id, session.now(), record=incident.id, facts=facts
    ) as work:
        work.put(referral.id, made, about=incident.id, replacing=replacing)
