"""The parts of an incident in words: clocks, people, accounts, answers, entries, first actions, holds."""

from collections.abc import Sequence
from typing import Any

from safeguard_app.catalogue.categories import Doer, FirstAction, HoldKind, Question
from safeguard_app.catalogue.choices import ListName
from safeguard_app.catalogue.clocks import MetBy
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.entries import Action, Closing, Decision, Note, Telling, TellingState, Whom
from safeguard_app.domain.evidence import EvidenceItem
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.incidents import Account, Answer, Incident, Participant, Passage, PassageKind, Place
from safeguard_app.domain.moments import not_known
from safeguard_app.domain.people import PersonKind, PersonRef
from safeguard_app.domain.records import Stored
from safeguard_app.domain.text_rules import visible
from safeguard_app.services.answer_words import answer_words
from safeguard_app.services.due import DueItem
from safeguard_app.services.due_limits import DueSource
from safeguard_app.services.filed_by_head import filed_by_head
from safeguard_app.services.identified import identified_as
from safeguard_app.services.incident_views import (
    AccountView,
    ClockLine,
    EntryLine,
    FirstActionLine,
    HoldLine,
    LabelledLine,
    PassageLine,
    PersonLine,
)
from safeguard_app.services.labels import entered, label, labels, platform_name, role_label, today, when
from safeguard_app.services.law_words import law_words
from safeguard_app.services.minimum_age import minimum_age_words
from safeguard_app.services.person_details import said_in_records
from safeguard_app.services.register_facts import known_person
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusLine, StatusMeaning
from safeguard_app.services.subject_of_concern import SUBJECT_ROLES

PASSAGE_LABELS = {
    PassageKind.FACT: "Fact",
    PassageKind.OWN_WORDS: "Child’s own words",
    PassageKind.OPINION: "Opinion",
    PassageKind.HEARSAY: "Hearsay",
}
TOLD = "Told"
"""How a telling stands of which somebody was told."""
_TELLING_STATUS = {
    TellingState.TOLD: StatusLine(StatusMeaning.DONE, TOLD),
    TellingState.HELD: StatusLine(StatusMeaning.NOTE, "Held"),
    TellingState.NOT_TOLD: StatusLine(StatusMeaning.NOTE, "Not told"),
}


def role_words(session: Session, code: str) -> str:
    """A role in the middle of a sentence."""
    words = role_label(session, code)
    return words[:1].lower() + words[1:]


def five_clocks(
    session: Session, stored: Stored[Incident], entries: Sequence[Stored[Any]]
) -> tuple[ClockLine, ...]:
    """Happened, seen, came to attention, captured, entered: each with its precision and how it is known."""
    incident = stored.content
    captured = next(
        (
            one.content.facts.captured_at
            for one in entries
            if isinstance(one.content, EvidenceItem) and one.content.facts.captured_at is not None
        ),
        None,
    )
    attention = incident.attention
    to_whom = f", to {attention.first_told.name}" if attention.first_told else ""
    reached = (
        f"reached {_lead(session, stored)} {when(session, attention.reached_lead)}"
        if attention.reached_lead
        else ""
    )
    told_by = f"told by {attention.told_by}" if attention.told_by else ""
    return (
        ClockLine("Happened", when(session, incident.happened), incident.happened.source),
        ClockLine(
            "Seen", when(session, incident.seen or not_known()), incident.seen.source if incident.seen else ""
        ),
        ClockLine(
            "Came to attention",
            when(session, attention.moment) + to_whom,
            ", ".join(part for part in (told_by, reached) if part),
        ),
        ClockLine(
            "Captured", when(session, captured) or "nothing captured", captured.source if captured else ""
        ),
        ClockLine("Entered", entered(session, incident.entered_at), session.name_of(incident.entered_by)),
    )


def _lead(session: Session, stored: Stored[Incident]) -> str:
    """Whom a concern reached, for any reader: of one that the lead is kept from, whoever entered it."""
    if stored.reference.compartment is Compartment.NOT_DSL:
        return session.name_of(stored.content.entered_by)
    return f"the {session.words().term('school_lead')}"


def person_tag(session: Session, one: Participant) -> str:
    """A person in the head of a record: name, role, and a status of a child that others have to be told by."""
    said = (f"{words[:1].lower()}{words[1:]}" for words in said_in_records(session, one.person))
    return ", ".join((one.person.name, role_words(session, one.role), *said))


def person_line(session: Session, one: Participant, incident: Reference) -> PersonLine:
    """One row of *Who*."""
    known_to_be = identified_as(session, one.person, incident)
    known_as = one.person.description or one.note
    if one.name_withheld:
        known_as = f"{known_as}. Name kept out of copies".lstrip(". ")
    return PersonLine(
        one.person,
        one.person.name,
        role_label(session, one.role),
        known_as,
        one.person.reference,
        said_in_records(session, one.person),
        tuple(
            (found.words, found.person.name, found.person.reference)
            for found in known_to_be
            if found.person.reference
        ),
        _elsewhere(one.role, incident, works_here=any(found.works_here for found in known_to_be)),
        _may_be_identified(session, one.person),
    )


def _elsewhere(role: str, incident: Reference, *, works_here: bool) -> str:
    """Said where somebody whose conduct it is about turned out to work here, and the record lies in the daily log."""
    if not works_here or role not in SUBJECT_ROLES or incident.compartment is not Compartment.DAILY:
        return ""
    return (
        "An adult who works here. Consider filing this record elsewhere (More), so that they cannot read it."
    )


def _may_be_identified(session: Session, person: PersonRef) -> bool:
    """Whether somebody stands here as unknown: in words only, or as such on the register."""
    if person.reference is None:
        return True
    known = known_person(session, person)
    return known is not None and known.person.kind in {PersonKind.UNKNOWN_PERSON, PersonKind.ACCOUNT_ONLY}


def account_view(session: Session, account: Account) -> AccountView:
    """An account with its passages in order; hidden characters of quoted words are shown."""
    paper = []
    if account.handed_over is not None:
        paper.append(f"handed over {when(session, account.handed_over)}")
    if account.original_kept:
        paper.append(f"original kept: {account.original_kept}")
    return AccountView(
        author=account.author.name,
        written=f"written {when(session, account.written)}",
        paper=", ".join(paper),
        passages=passages_of(account),
    )


def passages_of(account: Account) -> tuple[PassageLine, ...]:
    """The account cut into labelled and unlabelled stretches, nothing left out, nothing twice."""
    pieces: list[PassageLine] = []
    at = 0
    for passage in sorted(account.passages, key=lambda one: one.start):
        if passage.start < at:
            continue
        _plain(pieces, account.text[at : passage.start])
        pieces.append(
            PassageLine(
                passage.kind, _passage_label(passage), visible(account.text[passage.start : passage.end])
            )
        )
        at = passage.end
    _plain(pieces, account.text[at:])
    return tuple(pieces)


def _plain(pieces: list[PassageLine], text: str) -> None:
    if text.strip():
        pieces.append(PassageLine(None, "", visible(text.strip())))


def _passage_label(passage: Passage) -> str:
    if passage.kind is PassageKind.OWN_WORDS and passage.speaker:
        return f"{passage.speaker}’s own words"
    return PASSAGE_LABELS[passage.kind]


def answers(session: Session, incident: Incident) -> tuple[LabelledLine, ...]:
    """The category's questions with their answers; the open ones too."""
    category = session.catalogue.categories.get(incident.category)
    if category is None:
        return ()
    given = {answer.question: answer for answer in incident.answers}
    roles = {one.role for one in incident.participants}
    fill = session.words(head_is_subject=incident.head_is_subject).fill
    return tuple(
        _answer_line(session, fill(question.text), question, given.get(question.id))
        for question in category.questions_for(session.nation)
        if question.applies_to(roles) or question.id in given
    )


def _answer_line(session: Session, text: str, question: Question, answer: Answer | None) -> LabelledLine:
    if answer is None or (not answer.values and not answer.not_known):
        return LabelledLine(text, "Not answered yet", open=True)
    return LabelledLine(text, answer_words(session, question, answer))


def circumstances(session: Session, incident: Incident) -> tuple[LabelledLine, ...]:
    """What every category shares, as far as it was given."""
    lines = [
        (
            "Where online",
            " ".join(p for p in (platform_name(session, incident.platform), incident.online_location) if p),
        ),
        ("Youngest age it allowed then", minimum_age_words(session, incident)),
        ("Where the people were", _place(session, incident)),
        (
            "School equipment",
            labels(session, ListName.EQUIPMENT, tuple(one.value for one in incident.equipment)),
        ),
        (
            "Protected characteristic",
            labels(session, ListName.PROTECTED_CHARACTERISTICS, incident.protected_characteristics),
        ),
        ("Online risk", labels(session, ListName.RISK_AREAS, incident.online_risks)),
        ("Child’s wishes and feelings", visible(incident.child_wishes)),
        ("Severity", _severity(session, incident)),
        ("Laws that may apply", law_words(session, incident.possible_laws)),
        ("Review", _review(incident)),
    ]
    return tuple(LabelledLine(name, words) for name, words in lines if words)


def _place(session: Session, incident: Incident) -> str:
    return "" if incident.place is Place.NOT_KNOWN else label(session, ListName.PLACES, incident.place)


def _severity(session: Session, incident: Incident) -> str:
    if incident.severity is None:
        return f"Not chosen. {incident.severity_reason}" if incident.severity_reason else ""
    words = label(session, ListName.SEVERITIES, incident.severity)
    return f"{words}. {incident.severity_reason}" if incident.severity_reason else words


def _review(incident: Incident) -> str:
    if incident.review_on is None:
        return f"No date set, {incident.review_owner}" if incident.review_owner else ""
    return f"{day_words(incident.review_on)}{', ' + incident.review_owner if incident.review_owner else ''}"


def note_line(session: Session, stored: Stored[Note]) -> EntryLine:
    """A note in words."""
    note = stored.content
    who = ", ".join(part for part in (note.with_whom, note.organisation) if part)
    lines = [visible(note.text)]
    if note.advised:
        lines.append(f"Advised: {visible(note.advised)}")
    if note.reference:
        lines.append(f"Reference: {note.reference}")
    lines += [
        f"Agreed: {one.what}, {one.by_whom}{f', by {day_words(one.due)}' if one.due else ''}"
        for one in note.agreed
    ]
    title = label(session, ListName.NOTE_KINDS, note.kind) + (f" with {who}" if who else "")
    return EntryLine(
        stored.reference.id, title, when(session, note.at), tuple(lines), session.name_of(stored.recorded_by)
    )


def decision_line(session: Session, stored: Stored[Decision]) -> EntryLine:
    """A decision with its reason."""
    decision = stored.content
    lines = [visible(decision.what), f"Reason: {visible(decision.reason)}", *weighed(session, decision)]
    if decision.review_on:
        lines.append(f"Review {day_words(decision.review_on)}")
    title = label(session, ListName.DECISIONS, decision.kind)
    return EntryLine(
        stored.reference.id, title, when(session, decision.at), tuple(lines), decision.decided_by
    )


def weighed(session: Session, decision: Decision) -> list[str]:
    """What was weighed before deciding: limbs of the threshold, what else was considered, who was asked."""
    lines = []
    if decision.limbs:
        lines.append(f"Threshold: {labels(session, ListName.HARM_THRESHOLD, decision.limbs)}")
    if decision.limbs_why:
        lines.append(f"For or against the threshold: {visible(decision.limbs_why)}")
    for other in decision.considered:
        option = label(session, ListName.ALTERNATIVES, other.option)
        lines.append(f"Considered, and not chosen: {option}. Why not: {visible(other.why_not)}")
    if decision.consulted:
        lines.append(f"Consulted: {decision.consulted}")
    for one in decision.consultations:
        who = ", ".join(part for part in (one.who, one.role, when(session, one.at)) if part)
        lines.append(f"Asked: {who}. Advised: {visible(one.advised)}" if one.advised else f"Asked: {who}")
    return lines


def telling_line(session: Session, stored: Stored[Telling]) -> EntryLine:
    """Who was told, held or not told."""
    telling = stored.content
    lines = []
    if telling.what:
        lines.append(f"What they were told: {visible(telling.what)}")
    if telling.how:
        lines.append(f"How: {telling.how}")
    if telling.response:
        lines.append(f"Response: {visible(telling.response)}")
    if telling.ground:
        lines.append(f"Ground: {label(session, ListName.NOT_TELLING_GROUNDS, telling.ground)}")
    not_told = telling.state is TellingState.NOT_TOLD
    if telling.advised_by:
        lines.append(f"{'Agreed by' if not_told else 'On the advice of'} {telling.advised_by}")
    if telling.until:
        lines.append(f"{'To be looked at again' if not_told else 'Until'} {day_words(telling.until)}")
    if telling.safe_to_contact:
        lines.append(f"Contact: {telling.safe_to_contact}")
    if telling.interpreter:
        lines.append(f"Interpreter: {telling.interpreter}")
    title = telling.name or label(session, ListName.WHOM_TOLD, telling.whom)
    return EntryLine(
        stored.reference.id,
        title,
        when(session, telling.at),
        tuple(lines),
        telling.by or session.name_of(stored.recorded_by),
        _TELLING_STATUS[telling.state],
    )


def action_line(session: Session, stored: Stored[Action]) -> EntryLine:
    """Something to do, or done."""
    action = stored.content
    due = f"due {day_words(action.due)}" if action.due else "no date set"
    if action.done_at is not None:
        status = StatusLine(
            StatusMeaning.DONE, f"Done {day_words(action.done_at.astimezone(session.zone).date())}"
        )
    elif action.due is not None and action.due < today(session):
        status = StatusLine(StatusMeaning.LATE, "Late")
    elif action.due is not None and action.due == today(session):
        status = StatusLine(StatusMeaning.DUE, "Due today")
    else:
        status = StatusLine(StatusMeaning.NOTE, "To do")
    lines = (visible(action.done_note),) if action.done_note else ()
    return EntryLine(
        stored.reference.id,
        action.what,
        due,
        lines,
        action.assigned_to,
        status,
        can_be_done=not action.is_done,
    )


def closing_line(session: Session, stored: Stored[Closing]) -> EntryLine:
    """Closed with an outcome, or opened again."""
    closing = stored.content
    outcome = label(session, ListName.CLOSING_OUTCOMES, closing.outcome) if closing.outcome else ""
    title = f"Closed: {outcome}" if closing.closed else "Opened again"
    lines = [visible(closing.reason)] + ([f"Learned: {visible(closing.lessons)}"] if closing.lessons else [])
    return EntryLine(
        stored.reference.id, title, entered(session, closing.at), tuple(lines), session.name_of(closing.by)
    )


def first_actions(
    session: Session, reference: Reference, incident: Incident, due: Sequence[DueItem]
) -> tuple[FirstActionLine, ...]:
    """The category's first actions with whom to ring and by when, each clock only while it runs.

    What the Headteacher filed themself, the Headteacher is not to be told of.
    """
    category = session.catalogue.categories.get(incident.category)
    if category is None:
        return ()
    fill = session.words(head_is_subject=incident.head_is_subject).fill
    running = {item.text: item for item in due if item.source is DueSource.CLOCK}
    made = []
    knows = not incident.head_is_subject and filed_by_head(session, reference)
    for action in category.actions_for(session.nation, {one.role for one in incident.participants}):
        if knows and tells_head(session, action):
            continue
        text = fill(action.text)
        item = running.get(text)
        status = StatusLine(item.meaning, f"{item.when}, {item.how_late}") if item else None
        made.append(
            FirstActionLine(
                text,
                doer_words(session, action.who, incident),
                ring_words(session, action, head_is_subject=incident.head_is_subject),
                status,
            )
        )
    return tuple(made)


def tells_head(session: Session, action: FirstAction) -> bool:
    """Whether an action is telling the Headteacher."""
    clock = session.catalogue.clocks.get(action.clock)
    return clock is not None and clock.met_by is MetBy.HEAD_TOLD


def doer_words(session: Session, who: Doer, incident: Incident) -> str:
    """Who takes an action, in the nation's words; the Headteacher's place is taken where they are the subject."""
    words = session.words(head_is_subject=incident.head_is_subject)
    return {
        Doer.ANYONE: "Anyone",
        Doer.LEAD: words.term("school_lead_short"),
        Doer.HEAD: words.term("head"),
        Doer.REPORTER: "Whoever reported it",
        Doer.GOVERNORS: words.term("governing_body"),
    }[who]


_OUT_OF_HOURS = {"front_door": "out_of_hours"}
"""The agency that is rung in another's place in the evening, at the weekend or on a bank holiday."""


def ring_words(session: Session, action: FirstAction, *, head_is_subject: bool) -> str:
    """Whom to ring: the school's own contact, else the agency's national number; then out of hours, where entered."""
    rung = action.rings(head_is_subject=head_is_subject)
    agency = session.catalogue.nations[session.nation].agency(rung)
    if agency is None:
        return ""
    words = _own_contact(session, rung)
    if not words and agency.telephone:
        words = f"{agency.name}, {agency.telephone}"
    if not words:
        words = f"{agency.name}: number not entered yet"
    out_of_hours = _own_contact(session, _OUT_OF_HOURS.get(rung, ""))
    return f"{words}; out of hours {out_of_hours}" if out_of_hours else words


def _own_contact(session: Session, agency: str) -> str:
    """The name and number that the school entered for an agency; nothing without a number."""
    contact = session.school.contact(agency)
    if contact is None or not contact.phone:
        return ""
    name = contact.name or (session.school.chair_name if agency == "chair" else "")
    return ", ".join(part for part in (name, contact.phone) if part)


_HOLD_WHOM = {
    HoldKind.SPEAK_TO_ADULT: Whom.ADULT,
    HoldKind.TELL_PARENTS: Whom.PARENT,
    HoldKind.SPEAK_TO_CHILD: Whom.CHILD,
}


def holds(session: Session, incident: Incident, entries: Sequence[Stored[Any]]) -> tuple[HoldLine, ...]:
    """Before you speak to the adult, before you tell parents: with what is recorded so far."""
    category = session.catalogue.categories.get(incident.category)
    if category is None:
        return ()
    fill = session.words(head_is_subject=incident.head_is_subject).fill
    tellings = [one.content for one in entries if isinstance(one.content, Telling)]
    made = []
    for hold in category.holds_for(session.nation, {one.role for one in incident.participants}):
        latest = next((one for one in reversed(tellings) if one.whom is _HOLD_WHOM.get(hold.kind)), None)
        made.append(HoldLine(fill(hold.title), fill(hold.text), _hold_answer(latest)))
    return tuple(made)


def _hold_answer(telling: Telling | None) -> str:
    if telling is None:
        return ""
    if telling.state is TellingState.HELD:
        until = f", until {day_words(telling.until)}" if telling.until else ""
        return f"Held, on the advice of {telling.advised_by}{until}"
    return "Told" if telling.state is TellingState.TOLD else "Not told"
