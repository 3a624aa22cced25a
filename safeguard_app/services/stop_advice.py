"""What to do when nothing may be read: after "Yes, or possibly" or "I have not seen it" (domain.md 5.1-5.3).

Nothing was chosen, opened, read, previewed or copied. The advice says what to do now, what not to do, whom to ring
from the school's own contacts and the nation's agencies, where copies may be, and opens a record in words only.
"""

from dataclasses import replace

from safeguard_app.domain.evidence import IntakeAnswer
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.incidents import INDECENT_IMAGE, Incident, Participant
from safeguard_app.services.evidence_views import StopAdvice, ToRing
from safeguard_app.services.incident_form import IncidentForm, Typed
from safeguard_app.services.incidents import new_form
from safeguard_app.services.labels import when
from safeguard_app.services.reference import Agency
from safeguard_app.services.session import Session

_TITLES = {
    IntakeAnswer.YES_OR_POSSIBLY: "Nothing was read. Keep no copy",
    IntakeAnswer.NOT_SEEN: "Not seen: treated as if it might",
    IntakeAnswer.NO_SEEN_ALL: "",
}
_SENTENCES = {
    IntakeAnswer.YES_OR_POSSIBLY: (
        "No file was chosen, opened or copied. Your answer is in the audit, without any file name."
    ),
    IntakeAnswer.NOT_SEEN: (
        "Do not open it to find out. No file was chosen, opened or copied. Your answer is in the audit, "
        "without any file name."
    ),
    IntakeAnswer.NO_SEEN_ALL: "",
}
_DO_NOW = (
    "If a child is in danger now, ring 999 first.",
    "Tell the {school_lead} at once, and the {head} as soon as you can.",
    "If it is on a device: do not look through it. Switch it off if you can, keep it safe, and note who has had it.",
    "If it is online: leave it up. Write down the address and the account name in words, from what you were told.",
    "Ring {police} or {social_care} as listed here, and do what they say about the device and the material.",
    "Write down what you were told, by whom, and when. Describe it only in the words of whoever saw it.",
    "If somebody has already seen it by accident, write down who, when and how. They have done nothing wrong.",
)
_DO_NOT = (
    "Do not view it, copy it, photograph it, print it, send it on or save it.",
    "Do not ask a child to show it, send it or delete it.",
    "Do not delete it yourself, and do not ask the person it came from to send it again.",
)
_COPIES = (
    "On the device of whoever showed or sent it, and in its backups and cloud storage.",
    "In the message, e-mail or chat it arrived in, and in its deleted items.",
    "In this computer’s downloads folder, recent files or clipboard, if it was opened or copied here before. "
    "This program has neither copied nor cleared anything.",
)
_AGENCIES = ("police", "front_door", "out_of_hours", "report_remove", "iwf", "ceop")


def stop_advice(
    session: Session, about: Reference, incident: Incident | None, answer: IntakeAnswer
) -> StopAdvice:
    """The advice for an answer that lets nothing in, with a prefilled form for a record in words only."""
    form = _text_only_form(session, about, incident) if incident is not None else None
    return _advice(session, answer, form, head_is_subject=incident is not None and incident.head_is_subject)


def stop_advice_for_form(session: Session, form: IncidentForm, answer: IntakeAnswer) -> StopAdvice:
    """The same for a concern that is still being written: its own form goes on, in words only."""
    return _advice(session, answer, form, head_is_subject=form.about_head)


def _advice(
    session: Session, answer: IntakeAnswer, form: IncidentForm | None, *, head_is_subject: bool
) -> StopAdvice:
    words = session.words(head_is_subject=head_is_subject)
    return StopAdvice(
        answer=answer,
        title=_TITLES[answer],
        sentence=_SENTENCES[answer],
        do_now=tuple(words.fill(line) for line in _DO_NOW),
        do_not=_DO_NOT,
        ring=_to_ring(session),
        copies=_COPIES,
        form=form,
    )


def _to_ring(session: Session) -> tuple[ToRing, ...]:
    profile = session.catalogue.nations[session.nation]
    found = (profile.agency(agency) for agency in _AGENCIES)
    return tuple(_ring(session, agency) for agency in found if agency is not None)


def _ring(session: Session, agency: Agency) -> ToRing:
    """The school's own contact at an agency, or the national number; never an invented one."""
    own = session.school.contact(agency.id)
    words = session.words()
    number = (own.phone if own is not None else "") or agency.telephone
    return ToRing(
        agency=words.fill(agency.name),
        name=own.name if own is not None else "",
        number=number or "number not entered: see Settings, school contacts",
        what_for=words.fill(agency.when),
    )


def _text_only_form(session: Session, about: Reference, incident: Incident) -> IncidentForm:
    """A form for category II with what the incident already says of who, when and where; no account."""
    form = new_form(session, quick=False, category=INDECENT_IMAGE)
    return replace(
        form,
        happened=Typed(when(session, incident.happened), incident.happened),
        told=Typed(when(session, incident.attention.moment), incident.attention.moment),
        first_told=incident.attention.first_told,
        participants=_participants(session, incident),
        platform=incident.platform,
        online_location=incident.online_location,
        place=incident.place,
        equipment=incident.equipment,
        about_head=about.compartment is Compartment.NOT_HEAD,
        about_lead=about.compartment is Compartment.NOT_DSL,
        intake_closed=True,
    )


def _participants(session: Session, incident: Incident) -> tuple[Participant, ...]:
    """The same people; a role that this category does not know becomes "mentioned only" until somebody sorts it."""
    category = session.catalogue.categories.get(INDECENT_IMAGE)
    known = frozenset(category.roles) if category is not None else frozenset()
    keeps_home = session.catalogue.roles
    return tuple(
        one
        if one.role in known or (one.role in keeps_home and keeps_home[one.role].home is not None)
        else replace(one, role="mentioned")
        for one in incident.participants
    )
