"""Checking a contact against the register, and keeping a verdict with an incident.

A check reads the daily log alone and leaves no trace anywhere, so that asking about a colleague shows nothing to
anybody. Keeping a verdict writes it into the incident's own compartment. A second check adds a second, dated verdict.
"""

from collections.abc import Sequence
from dataclasses import replace

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.contact_check import (
    ContactQuestion,
    ContentSeen,
    Direction,
    EntryReliedOn,
    Extent,
    Handling,
    HeadToldBy,
    Initiator,
    Protocol,
    TimelinePoint,
    Verdict,
    VerdictCode,
    Visibility,
)
from safeguard_app.domain.contact_rules import ContactRules
from safeguard_app.domain.contact_verdict import ContactFacts, check_contact
from safeguard_app.domain.declarations import FiledDeclaration, OtherSide
from safeguard_app.domain.documents_issued import KeptVerdict
from safeguard_app.domain.identifiers import Reference, new_record_id
from safeguard_app.domain.moments import certainly_before, days_of
from safeguard_app.domain.people import PersonKind
from safeguard_app.domain.person_rules import same_person
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services import policy_clauses
from safeguard_app.services.cleaning import IN_THE_FUTURE, Cleaning
from safeguard_app.services.contact_check_views import (
    CautionLine,
    EntryLine,
    KeptView,
    PointLine,
    VerdictView,
)
from safeguard_app.services.contact_check_words import CANNOT_SAY, verdict_status
from safeguard_app.services.contact_rules import rules_for
from safeguard_app.services.identified import identified_as
from safeguard_app.services.incident_times import lies_ahead
from safeguard_app.services.incidents import current
from safeguard_app.services.labels import entered, label, person_words, platform_name, when
from safeguard_app.services.minimum_age import held_minimum_age
from safeguard_app.services.one_person import present_declaration, present_question
from safeguard_app.services.reference import ListName
from safeguard_app.services.register_facts import (
    before_birth_words,
    filed,
    known_person,
    not_yet_born,
    offices_of,
    register_state,
    relatives_of,
    stored_declarations,
)
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.services.subject_of_concern import require_kept_apart
from safeguard_app.vault import reading

_NO_DECISION = frozenset({VerdictCode.ACKNOWLEDGED_BEFORE})


def check(session: Session, question: ContactQuestion) -> Verdict:
    """What the register shows about a contact, as known now. Writes nothing, not even an event.

    Raises RuleViolation naming ``adult``, ``pupil``, ``platform``, ``began``, ``ended`` or ``came_to_attention``.
    """
    asked = present_question(session, _checked(session, question))
    facts = _facts(session, asked)
    verdict = check_contact(asked, facts, session.now(), session.zone, session.titles())
    return replace(verdict, clauses=policy_clauses.held_for_contact(session, verdict))


def keep(session: Session, incident: Reference, verdict: Verdict) -> Changes:
    """Freeze a verdict into an incident, in the incident's own compartment. Earlier verdicts stay.

    Raises :class:`KeptApart`, before anything is written, where the adult is somebody who can read it there.
    """
    current(session, incident)
    require_kept_apart(session, verdict, incident.compartment)
    kept = KeptVerdict(verdict, session.now(), session.user.id)
    compartment = session.vault.compartment(incident.compartment)
    with compartment.write(
        EventKind.CHECK_KEPT,
        session.user.id,
        session.now(),
        record=incident.id,
        facts={"verdict": verdict.code.value},
    ) as work:
        work.put(new_record_id(), kept, about=incident.id)
    return changed(incident, kinds=(RecordKind.VERDICT, RecordKind.INCIDENT), said="The verdict is kept.")


def kept(session: Session, incident: Reference) -> tuple[KeptView, ...]:
    """The verdicts kept with an incident, earliest first. Viewing the incident is the audit event."""
    compartment = session.vault.compartment(incident.compartment)
    compartment.note_view(incident.id, session.user.id, session.now())
    found: list[Stored[KeptVerdict]] = reading.about(compartment.connection, incident, (RecordKind.VERDICT,))
    live = [stored for stored in found if stored.content.withdrawn is None]
    return tuple(_kept(session, live[:place], stored) for place, stored in enumerate(live))


def view(session: Session, verdict: Verdict) -> VerdictView:
    """A verdict in words, not kept yet."""
    return _view(session, verdict, f"Given {entered(session, verdict.known_at)}, not kept yet")


def _checked(session: Session, question: ContactQuestion) -> ContactQuestion:
    cleaning = Cleaning()
    if not question.adult.name.strip():
        cleaning.say("adult", "Choose the adult, or enter the name.")
    if not question.pupil.name.strip():
        cleaning.say("pupil", "Choose the pupil, or enter the name.")
    _check_sides(session, question, cleaning)
    _check_identified(session, question, cleaning)
    _check_times(session, question, cleaning)
    told, ended, head = question.came_to_attention, question.ended, question.head_told
    if head is not None and question.head_told_by is HeadToldBy.NOBODY:
        cleaning.say("head_told", "Nobody told them yet, and a time is given. Check both answers.")
    clean = replace(
        question,
        adult=cleaning.person(question.adult, "adult"),
        pupil=cleaning.person(question.pupil, "pupil"),
        platform=cleaning.line(question.platform, "platform"),
        began=cleaning.moment(question.began, "began"),
        ended=cleaning.moment(ended, "ended") if ended is not None else None,
        how_it_came_to_light=cleaning.line(question.how_it_came_to_light, "how_it_came_to_light"),
        came_to_attention=cleaning.moment(told, "came_to_attention") if told is not None else None,
        head_told=cleaning.moment(head, "head_told") if head is not None else None,
    )
    cleaning.finish()
    return clean


def _check_sides(session: Session, question: ContactQuestion, cleaning: Cleaning) -> None:
    """Two people in each other's place would be answered about a relationship that nobody asked of."""
    adult, pupil = known_person(session, question.adult), known_person(session, question.pupil)
    if adult is not None and adult.person.kind is PersonKind.PUPIL and not adult.person.posts:
        cleaning.say("adult", f"{adult.person.name} is on the register as a pupil. Choose the adult here.")
    if pupil is not None and pupil.person.kind is PersonKind.STAFF and not pupil.person.on_roll:
        cleaning.say(
            "pupil",
            f"{pupil.person.name} is on the register as somebody who works here. Choose the pupil here.",
        )


def _check_identified(session: Session, question: ContactQuestion, cleaning: Cleaning) -> None:
    """The register is asked about people: of an account that is known to be somebody's, about them."""
    for field, person in (("adult", question.adult), ("pupil", question.pupil)):
        for found in identified_as(session, person):
            cleaning.say(
                field, f"{found.words} Choose {found.person.name}, so that the register is asked about them."
            )


def _check_times(session: Session, question: ContactQuestion, cleaning: Cleaning) -> None:
    """Nothing that has happened lies ahead, nobody is told before, and nobody is contacted before their birth."""
    told = question.came_to_attention
    for field, moment in (
        ("began", question.began),
        ("ended", question.ended),
        ("came_to_attention", told),
        ("head_told", question.head_told),
    ):
        if lies_ahead(moment, session.now()):
            cleaning.say(field, IN_THE_FUTURE)
    if told is not None and certainly_before(told, question.began):
        cleaning.say("came_to_attention", "The school was told before the contact began. Check both times.")
    if question.head_told is not None and certainly_before(question.head_told, question.began):
        cleaning.say("head_told", "They were told before the contact began. Check both times.")
    if sentence := before_birth_words(
        not_yet_born(session, question.began, (question.adult, question.pupil))
    ):
        cleaning.say("began", sentence)


def _facts(session: Session, question: ContactQuestion) -> ContactFacts:
    adult, pupil = known_person(session, question.adult), known_person(session, question.pupil)
    offices = offices_of(session, question.adult)
    held = held_minimum_age(session, question.platform, question.began)
    return ContactFacts(
        adult=replace(adult.person, offices=offices) if adult is not None else None,
        pupil=pupil.person if pupil is not None else None,
        relatives=relatives_of(session, pupil) if pupil is not None else (),
        declarations=tuple(_as_one(session, filed(stored)) for stored in stored_declarations(session)),
        register=register_state(session),
        minimum_age=held.age if held is not None else None,
        platform_name=platform_name(session, question.platform),
        rules=_rules(session, question),
    )


def _as_one(session: Session, declared: FiledDeclaration) -> FiledDeclaration:
    return replace(declared, declaration=present_declaration(session, declared.declaration))


def _rules(session: Session, question: ContactQuestion) -> ContactRules | None:
    """The school's switches on the first day of the contact; those of today where that day is not known."""
    days = days_of(question.began, session.zone)
    return rules_for(session, days[0] if days is not None else None)


def kept_view(session: Session, stored: Stored[KeptVerdict]) -> VerdictView:
    """A kept verdict in words, with when it was frozen and by whom."""
    content = stored.content
    by = session.name_of(content.checked_by)
    return _view(session, content.verdict, f"Frozen {entered(session, content.checked_at)}, by {by}")


def _kept(session: Session, earlier: list[Stored[KeptVerdict]], stored: Stored[KeptVerdict]) -> KeptView:
    seen = kept_view(session, stored)
    line = f"{which_verdict(session, earlier, stored)}: {seen.title.lower()}"
    return KeptView(stored.reference, line, seen)


def which_verdict(
    session: Session, earlier: Sequence[Stored[KeptVerdict]], stored: Stored[KeptVerdict]
) -> str:
    """Whether it is the first on this contact, and as of when the register was asked: an earlier one stays."""
    content = stored.content
    asked = present_question(session, content.verdict.question)
    others = (present_question(session, one.content.verdict.question) for one in earlier)
    again = any(
        same_person(other.adult, asked.adult) and same_person(other.pupil, asked.pupil) for other in others
    )
    which = "Further verdict" if again else "First verdict"
    return f"{which} on this contact, {entered(session, content.verdict.known_at)}"


def _view(session: Session, verdict: Verdict, frozen: str) -> VerdictView:
    return VerdictView(
        code=verdict.code,
        title=verdict.title,
        status=verdict_status(verdict.code),
        sentences=verdict.sentences,
        conditions=verdict.conditions,
        protocol=verdict.protocol,
        facts=_question_facts(session, verdict),
        credits=verdict.credits,
        cautions=tuple(CautionLine(caution.code, caution.sentence) for caution in verdict.cautions),
        clauses=policy_clauses.of_contact(session, verdict),
        entries=tuple(_entry(session, entry) for entry in verdict.entries),
        timeline=tuple(_point(session, point) for point in verdict.timeline),
        frozen=frozen,
        cannot_say=CANNOT_SAY,
        before_you_decide=_before(session, verdict),
        closing_question=verdict.closing_question,
        decides=verdict.decides,
        verdict=verdict,
    )


def _question_facts(session: Session, verdict: Verdict) -> tuple[tuple[str, str], ...]:
    asked = verdict.question
    pupil = person_words(asked.pupil)
    if verdict.pupil_age_words and verdict.pupil_age_words not in pupil:
        pupil = f"{pupil}; {verdict.pupil_age_words}"
    known = [
        ("Adult", person_words(asked.adult)),
        (_OTHER_SIDES[verdict.other_side], pupil),
        ("Contact", when(session, asked.began)),
        ("Until", when(session, asked.ended)),
        ("Where", platform_name(session, asked.platform)),
        (
            "Who contacted whom",
            _unless(session, ListName.CONTACT_DIRECTIONS, asked.direction, Direction.NOT_KNOWN),
        ),
        ("Who could see it", _unless(session, ListName.VISIBILITIES, asked.visibility, Visibility.NOT_KNOWN)),
        ("Once or over time", _unless(session, ListName.CONTACT_EXTENTS, asked.extent, Extent.NOT_KNOWN)),
        ("Content seen", label(session, ListName.CONTENT_SEEN, ContentSeen(asked.content_seen).value)),
        ("Who began it", _unless(session, ListName.INITIATORS, asked.initiated, Initiator.NOT_KNOWN)),
        ("Request", _unless(session, ListName.REQUEST_HANDLING, asked.handled, Handling.NOT_KNOWN)),
        ("What was agreed", _unless(session, ListName.PROTOCOL_KEPT, asked.protocol, Protocol.NOT_KNOWN)),
        (f"{verdict.decides} told", _head_told(session, asked)),
        ("Came to light", _came_to_light(session, asked.how_it_came_to_light)),
        ("Came to attention", when(session, asked.came_to_attention)),
    ]
    return tuple(fact for fact in known if fact[1])


_OTHER_SIDES = {
    OtherSide.PUPIL: "Pupil",
    OtherSide.FORMER_PUPIL: "Former pupil",
    OtherSide.PARENT: "Parent",
}


def _head_told(session: Session, asked: ContactQuestion) -> str:
    by = _unless(session, ListName.HEAD_TOLD_BY, asked.head_told_by, HeadToldBy.NOT_KNOWN)
    return ", ".join(filter(None, (when(session, asked.head_told), f"{by[:1].lower()}{by[1:]}")))


def _unless(session: Session, name: ListName, code: str, unknown: str) -> str:
    return "" if code == unknown else label(session, name, str(code))


def _came_to_light(session: Session, said: str) -> str:
    codes = {choice.code for choice in session.catalogue.lists[ListName.CAME_TO_LIGHT].choices}
    return label(session, ListName.CAME_TO_LIGHT, said) if said in codes else said


def _entry(session: Session, entry: EntryReliedOn) -> EntryLine:
    return EntryLine(
        declaration=entry.declaration,
        entry=entry.label,
        took_effect=when(session, entry.took_effect),
        entered=f"{entered(session, entry.entered_at)}, {entry.entered_by}",
        by=entry.by.name,
        says=entry.says,
    )


def _point(session: Session, point: TimelinePoint) -> PointLine:
    return PointLine(point.kind, point.step, point.label, when(session, point.at), point.at)


def _before(session: Session, verdict: Verdict) -> tuple[str, ...]:
    """What to do before deciding, in the nation's words."""
    words = session.words()
    lines = [
        words.fill(
            "If the harm threshold may be met, contact the {lado} within the time it asks for, and before "
            "anything else is looked into."
        ),
        f"Do not question {verdict.question.adult.name} first.",
    ]
    if verdict.code not in _NO_DECISION:
        lines.append(f"The {verdict.decides} decides what follows, and writes down why.")
    return tuple(lines)
