"""What waits for the Headteacher, and deciding all of it in one sitting with their own passphrase.

Each decision is an event of its own, signed with the Headteacher's key. The Headteacher's own declaration is not
theirs to decide: it goes to the Chair, who signs it here (:mod:`.chair_signing`) or on a sheet that somebody enters.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.contact_sentences import HOW_WORDS
from safeguard_app.domain.date_words import count_words, day_words, joined_words
from safeguard_app.domain.declaration_rules import DECISIONS, checked_declaration, declares_as_head, with_step
from safeguard_app.domain.declarations import Declaration, How, Step, StepKind, Teaches
from safeguard_app.domain.declared_words import connected_words
from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.identifiers import UserId
from safeguard_app.domain.moments import Moment, days_of, exactly
from safeguard_app.domain.people import OfficeKind, PersonRef
from safeguard_app.domain.person_rules import HEAD_OFFICES, describe_person, holds_office
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.standing import StandingCode, State
from safeguard_app.services.contact_rules import proposed_review
from safeguard_app.services.declaration_forms import Decided, StepInput
from safeguard_app.services.declaration_views import OtherPerson, Queue, QueueItem
from safeguard_app.services.declarations import as_step, check_new_step
from safeguard_app.services.declared_facts import adult_facts, pupil_lines
from safeguard_app.services.labels import label, today, when
from safeguard_app.services.own_passphrase import proved
from safeguard_app.services.reference import ListName
from safeguard_app.services.register_facts import (
    declaration,
    is_signed_in,
    known_person,
    name_now,
    offices_of,
    person_of_user,
    standing_now,
    stored_declarations,
)
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.vault.problems import StaleVersion


@dataclass(frozen=True, slots=True)
class Decider:
    """Whoever decides on screen: their way in, as whom they stand on the record, and the office they decide in."""

    user: UserId
    by: PersonRef
    capacity: OfficeKind


Refusal = Callable[[Declaration], str]
"""Why somebody may not decide a declaration; empty when they may."""


class NotTheHeadteacher(KnownProblem):
    """Only whoever is Headteacher, or acting Headteacher today, decides on screen."""

    code = "not_the_headteacher"
    sentence = (
        "Declarations are decided by whoever leads the school, signed in as themselves. Nothing was changed."
    )
    next_step = "Enter the signed sheet instead, or ask them to sign in."


def reviews_due(session: Session) -> int:
    """How many declarations in force are to be looked at again by today. Leaves no trace."""
    day, due = today(session), 0
    for stored in stored_declarations(session):
        due += is_to_review(standing_now(session, stored.content).state, day)
    return due


def is_to_review(state: State, day: date) -> bool:
    """Whether an acknowledgement in force is to be looked at again by a day."""
    return state.is_acknowledged and state.review_on is not None and state.review_on <= day


def awaiting(session: Session) -> Queue:
    """Every declaration that was declared and is not decided, the longest waiting first. Leaves no trace."""
    items = tuple(queue_items(session, partial(why_not, session)))
    mine = sum(item.may_decide for item in items)
    title = f"Awaiting the {session.words().term('head')}"
    return Queue(title, items, mine, _sentence(session, len(items), mine))


def queue_items(session: Session, refusal: Refusal) -> Iterator[QueueItem]:
    """Every declaration that waits, the longest waiting first, for whoever ``refusal`` speaks of."""
    now = session.now()
    found = []
    for stored in stored_declarations(session):
        state = standing_now(session, stored.content).state
        if is_waiting(state) and state.declared_by is not None:
            found.append((state.declared_by.at.start or now, stored, state))
    found.sort(key=lambda entry: entry[0])
    for _, stored, state in found:
        yield _item(session, stored, state, now, refusal(stored.content))


def is_waiting(state: State) -> bool:
    """Whether something was declared that nobody has decided yet."""
    return state.code is StandingCode.DECLARED or state.change_waiting


def acknowledge(session: Session, decisions: tuple[Decided, ...], passphrase: str) -> Changes:
    """Decide declarations on screen, now, with the signed-in user's own passphrase. All are checked before any is kept.

    Raises :class:`NotTheHeadteacher`, WrongPassphrase (noted in the audit), StaleVersion where a declaration changed
    since it was in view, RuleViolation where a rule is broken. Slow (the key is stretched): not on the window's thread.
    """
    capacity = deciding_office(session)
    if capacity is None:
        head = session.words().term("head")
        raise NotTheHeadteacher(
            f"Declarations are decided on screen by the {head}, signed in as themselves. Nothing was changed."
        )
    decider = Decider(session.user.id, _me(session), capacity)
    refusal = "That is not your passphrase. Nothing was acknowledged."
    return sign(session, decisions, passphrase, decider, partial(why_not, session), refusal)


def sign(
    session: Session,
    decisions: tuple[Decided, ...],
    passphrase: str,
    decider: Decider,
    refusal: Refusal,
    not_theirs: str,
) -> Changes:
    """Keep decisions as those of ``decider``, each an event signed with their key; ``not_theirs`` is what is said of a
    wrong passphrase. Raises as :func:`acknowledge` does. Slow.
    """
    if not decisions:
        raise RuleViolation({"declarations": "Choose at least one declaration to decide."})
    if len({one.reference for one in decisions}) < len(decisions):
        raise RuleViolation({"declarations": "Decide each declaration once."})
    identity = proved(session, passphrase, "acknowledging", not_theirs, decider.user, to_sign=True)
    ready = [_decided(session, one, decider, refusal) for one in decisions]
    beside = {} if decider.user == session.user.id else {"beside": session.user.id}
    done = Changes()
    for one, made in ready:
        with session.vault.daily.write(
            EventKind.ACKNOWLEDGED,
            decider.user,
            session.now(),
            record=one.reference.id,
            facts={"step": one.kind.value, "how": How.ON_SCREEN.value, **beside},
            signer=identity.sign,
        ) as work:
            work.put(one.reference.id, made, replacing=one.version)
        done |= changed(one.reference, kinds=(RecordKind.DECLARATION,))
    return done | Changes(said=f"Decided and signed: {count_words(len(ready), 'declaration')}.")


def deciding_office(session: Session) -> OfficeKind | None:
    """The office in which the signed-in user decides on screen today: Headteacher, acting Headteacher, or none.

    The register's from-to dates count where it has any for them; else the role they hold in this log.
    """
    me = person_of_user(session)
    offices = me.person.offices if me is not None else ()
    for kind in (OfficeKind.HEADTEACHER, OfficeKind.ACTING_HEADTEACHER):
        if holds_office(offices, (kind,), today(session)):
            return kind
    if any(office.kind in HEAD_OFFICES for office in offices):
        return None
    return OfficeKind.HEADTEACHER if session.user.is_head else None


def why_not(session: Session, content: Declaration) -> str:
    """Why the signed-in user may not decide a declaration on screen; empty when they may."""
    words = session.words()
    if goes_to_chair(session, content):
        own = f"The {words.term('head')}’s own goes to the {words.term('chair')}"
        signs_here = any(user.signs_only for user in session.roster.current())
        return f"{own}, signed here or on a signed sheet." if signs_here else f"{own}, on a signed sheet."
    if is_signed_in(session, content.adult):
        return "Nobody decides their own declaration."
    if deciding_office(session) is None:
        return (
            f"Decided by the {words.term('head')}, signed in with their own passphrase, or on a signed sheet."
        )
    return ""


def decides_words(session: Session, content: Declaration) -> str:
    """The title of whoever decides a declaration."""
    return session.words().term("chair" if goes_to_chair(session, content) else "head")


def goes_to_chair(session: Session, content: Declaration) -> bool:
    """Whether the adult of a declaration is Headteacher now, so that it is not the Headteacher's to decide."""
    now = _probe(session, content.adult)
    return declares_as_head(offices_of(session, content.adult), now, session.zone)


def others_of(session: Session, content: Declaration, on: date | None = None) -> tuple[OtherPerson, ...]:
    """The pupils of a declaration as they were on a day (None: now), each with what the adult is to them."""
    day = on or today(session)
    found = []
    for declared in content.pupils:
        known = known_person(session, declared.pupil)
        described = describe_person(known.person, day) if known is not None else declared.pupil.description
        found.append(OtherPerson(name_now(session, declared.pupil), described, connected_words(declared)))
    return tuple(found)


def role_of(session: Session, person: PersonRef, on: date | None = None) -> str:
    """What an adult did here on a day (None: does now), by the people register."""
    known = known_person(session, person)
    return describe_person(known.person, on or today(session)) if known is not None else person.description


def _probe(session: Session, adult: PersonRef) -> Step:
    """A step now, to ask whether the adult is Headteacher now."""
    now = session.now()
    return Step(
        StepKind.DECLARED, exactly(now), How.IN_PERSON, adult, now, session.user.id, session.user.name
    )


def _decided(
    session: Session, one: Decided, decider: Decider, refusal: Refusal
) -> tuple[Decided, Declaration]:
    stored = declaration(session, one.reference)
    if stored.number != one.version:
        raise StaleVersion
    if one.kind not in DECISIONS:
        raise RuleViolation(
            {"kind": "Choose acknowledged, with conditions, not acknowledged, or more information wanted."}
        )
    content = stored.content
    if why := refusal(content):
        raise RuleViolation({"by": why})
    by = decider.by
    if one.discussed is not None:
        talk = StepInput(StepKind.DISCUSSED, one.discussed, How.IN_PERSON, by, present=one.present)
        content = _with(session, content, _step(session, talk, decider))
    entered = StepInput(
        kind=one.kind,
        at=_at(session),
        how=How.ON_SCREEN,
        by=by,
        capacity=decider.capacity,
        conditions=one.conditions,
        protocol=one.protocol,
        note=one.note,
        review_on=one.review_on,
        risk=one.risk,
        mitigations=one.mitigations,
        copy_to=one.copy_to,
        copy_on=one.copy_on,
    )
    content = _with(session, content, _step(session, entered, decider))
    return one, checked_declaration(content, session.zone)


def _step(session: Session, entered: StepInput, decider: Decider) -> Step:
    """A step as entered by whoever signs it, whoever else is signed in."""
    return replace(as_step(session, entered), entered_by=decider.user, entered_by_name=decider.by.name)


def _with(session: Session, content: Declaration, step: Step) -> Declaration:
    check_new_step(session, content, step)
    return with_step(content, step)


def _at(session: Session) -> Moment:
    return exactly(session.now(), "signed on screen")


def _me(session: Session) -> PersonRef:
    """The signed-in user, by their record on the people register where they have one."""
    me = person_of_user(session)
    if me is None:
        return session.myself()
    return PersonRef(me.reference, session.user.name, describe_person(me.person, today(session)))


def _item(
    session: Session, stored: Stored[Declaration], state: State, now: datetime, refusal: str
) -> QueueItem:
    content = stored.content
    declared = content.steps.index(state.declared_by) if state.declared_by is not None else 0
    talks = [s for s in content.steps[declared:] if s.kind is StepKind.DISCUSSED and s.withdrawn is None]
    wanted = [
        s for s in content.steps[declared:] if s.kind is StepKind.MORE_INFORMATION and s.withdrawn is None
    ]
    others = others_of(session, content)
    return QueueItem(
        reference=stored.reference,
        version=stored.number,
        adult=name_now(session, content.adult),
        adult_role=role_of(session, content.adult),
        others=others,
        pupils=pupil_lines(session, content, others),
        kind_words=label(session, ListName.DECLARATION_KINDS, content.kind.value),
        nature=content.nature,
        note=content.note,
        declared=_step_words(session, state.declared_by),
        discussed=_step_words(session, talks[-1] if talks else None),
        waiting=_waiting(session, state, now),
        is_change=state.change_waiting,
        conditions_now=state.conditions,
        protocol_now=state.protocol,
        decides=decides_words(session, content),
        may_decide=not refusal,
        why_not=refusal,
        asked_for=f"{_step_words(session, wanted[-1])}: {wanted[-1].note}" if wanted else "",
        review_proposed=proposed_review(session, today(session)),
        about_adult=adult_facts(session, content),
        teaches=any(one.teaches_or_supervises is Teaches.YES for one in content.pupils),
    )


def _step_words(session: Session, step: Step | None) -> str:
    """ "Thu 24 Sep 2026, on signed paper"; with who was present."""
    if step is None:
        return ""
    present = f", with {joined_words([person.name for person in step.present])}" if step.present else ""
    return f"{when(session, step.at)}, {HOW_WORDS[step.how]}{present}"


def _waiting(session: Session, state: State, now: datetime) -> str:
    days = days_of(state.declared_by.at, session.zone) if state.declared_by is not None else None
    if days is None:
        return ""
    waited = (now.astimezone(session.zone).date() - days[0]).days
    return "since today" if waited <= 0 else f"{count_words(waited, 'day')}, since {day_words(days[0])}"


def _sentence(session: Session, count: int, mine: int) -> str:
    head = session.words().term("head")
    if not count:
        return "Nothing waits for a decision."
    waits = f"{count_words(count, 'declaration')} {'waits' if count == 1 else 'wait'} for a decision."
    if deciding_office(session) is None:
        return f"{waits} The {head} decides, signed in or on a signed sheet."
    if mine == count:
        return f"{waits} Read each, then sign with your own passphrase."
    return f"{waits} {mine} of them {'is' if mine == 1 else 'are'} yours to decide."
