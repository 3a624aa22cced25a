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

_TITLE = "Nothing was added"
_SENTENCES = {
    IntakeAnswer.YES_OR_POSSIBLY: "You said it shows, or may show, an indecent image of a child.",
    IntakeAnswer.NOT_SEEN: (
        "You have not seen it, so it is treated as though it might show an indecent image of a child. Nobody opens it "
        "to find out."
    ),
    IntakeAnswer.NO_SEEN_ALL: "",
}
_DO_NOT = (
    "Do not look at it, copy it, photograph it, print it, save it or send it on.",
    "Ask nobody to show it, send it, download it or send it again.",
    "Delete nothing, and let nobody delete anything, until the police have said so.",
    "Do not search through a pupil’s pictures.",
)
_DO_NOW = (
    "If a child is in danger now, ring 999 first. Stay with the child, or see that somebody does. Do not promise to "
    "keep it secret.",
    "Tell the {school_lead} at once, and the {head} as soon as you can.",
    "A device that is in your hands: switch it off if you can without looking, lock it away, and note who has had it.",
    "A post or page: leave it where it is and write its address and account down in words, from what you were told.",
    "Ring {police} or {social_care} as listed here, and do what they say about the device and the material. At once "
    "if an adult is involved, if there is blackmail or pressure, if a child is under 13, or may come to harm.",
    "A child can ask for a picture of themselves to be taken down: Report Remove, by Childline and the IWF.",
    "If somebody has already seen it by accident, write down who, when and how. They have done nothing wrong.",
)
_COPIES = (
    "On the device of whoever showed or sent it, and in its backups and cloud storage.",
    "In the message, e-mail or chat it arrived in, and in its deleted items.",
    "On this computer, if it was opened or copied here before: the Downloads folder, recent files, the clipboard and "
    "its history. This program has neither copied nor cleared anything.",
)
_MATERIAL_TITLE = "Nothing was added"
_MATERIAL_SENTENCE = (
    "It is, or may be, a manual, propaganda or an attack video. To collect or keep such material can be an offence, "
    "for a school too (Terrorism Act 2000, section 58)."
)
_MATERIAL_DO_NOT = (
    "Do not download, open, copy, print or forward it, and follow no link to it.",
    "Do not ask the pupil, or anybody else, to send or show it.",
    "Delete nothing, and let nobody delete anything, until the police have said so.",
)
_MATERIAL_DO_NOW = (
    "If anybody is in danger, or an attack, a weapon or travel is spoken of: ring 999, or the anti-terrorist hotline.",
    "Write its address, title and account, when it was seen, and what it was said to be, into a note on this record. "
    "Addresses in words, so that nobody opens one by accident.",
    "Ask {police} or the {prevent_contact} before anything of it is kept, and write down who answered, when, and their "
    "reference. What they say may be kept can then be added.",
    "What the person themselves wrote or posted may be kept as a picture.",
)
_MATERIAL_COPIES = (
    "On the device or account it was seen on, and in what the filter or the browser keeps.",
    "On this computer, if it was opened here before: the Downloads folder, the browser’s history. This program has "
    "neither copied nor cleared anything.",
)
_MATERIAL_AGENCIES = ("emergency", "anti_terrorist_hotline", "prevent", "police", "terrorist_content")
_AGENCIES = ("emergency", "police", "front_door", "out_of_hours", "report_remove", "iwf", "ceop")


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
        title=_TITLE,
        sentence=_SENTENCES[answer],
        do_now=tuple(words.fill(line) for line in _DO_NOW),
        do_not=_DO_NOT,
        ring=to_ring(session),
        copies=_COPIES,
        form=form,
    )


def material_advice(session: Session, *, about_head: bool) -> StopAdvice:
    """What to do about a manual, propaganda or an attack video: words on this record, whom to ask (domain.md 5.4)."""
    words = session.words(head_is_subject=about_head)
    return StopAdvice(
        title=_MATERIAL_TITLE,
        sentence=_MATERIAL_SENTENCE,
        do_now=tuple(words.fill(line) for line in _MATERIAL_DO_NOW),
        do_not=_MATERIAL_DO_NOT,
        ring=to_ring(session, _MATERIAL_AGENCIES),
        copies=_MATERIAL_COPIES,
        form=None,
    )


def to_ring(session: Session, agencies: tuple[str, ...] = _AGENCIES) -> tuple[ToRing, ...]:
    """Whom to ring, first about an indecent image of a child: the school's own contacts at the nation's agencies."""
    profile = session.catalogue.nations[session.nation]
    found = (profile.agency(agency) for agency in agencies)
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
