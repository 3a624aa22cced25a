"""What the Chair signs here: the Headteacher's own declarations, at the computer of whoever is signed in.

The Chair's account opens no part of the log. Somebody who does open it shows what waits; the Chair reads it, decides,
and types their own passphrase. The event is theirs and signed with their key; who was signed in stands beside it.
"""

from dataclasses import dataclass
from functools import partial

from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.declarations import Declaration
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import UserId
from safeguard_app.domain.people import OfficeKind, PersonRef
from safeguard_app.domain.person_rules import describe_person, holds_office
from safeguard_app.domain.users import RosterUser
from safeguard_app.services.declaration_forms import Decided
from safeguard_app.services.declaration_queue import Decider, goes_to_chair, queue_items, sign
from safeguard_app.services.declaration_views import Queue
from safeguard_app.services.labels import today
from safeguard_app.services.register_facts import acknowledgers, person_of_user, same_name
from safeguard_app.services.session import Changes, Session


@dataclass(frozen=True, slots=True)
class ChairWaits:
    """What waits for an account that signs, in a sentence."""

    signer: UserId
    sentence: str


class NoSigner(KnownProblem):
    """The account that was to sign is not there any more."""

    code = "no_signer"
    sentence = "This account signs nothing any more. Nothing was acknowledged."
    next_step = "Look under Settings who signs, or enter the signed sheet instead."


def chair_waits(session: Session) -> ChairWaits | None:
    """What waits for the Chair, where the Chair has an account here and anything does. Leaves no trace."""
    for user in session.roster.current():
        if user.signs_only and (count := len(awaiting_chair(session, user.id).items)):
            waits = f"{count_words(count, 'declaration')} {'waits' if count == 1 else 'wait'}"
            return ChairWaits(user.id, f"{waits} for {user.name}, {user.label}, to read and sign here.")
    return None


def awaiting_chair(session: Session, signer: UserId) -> Queue:
    """What waits for this account's decision, and nothing else. Leaves no trace. Raises NoSigner."""
    user = _signer(session, signer)
    items = tuple(item for item in queue_items(session, partial(_refusal, session, user)) if item.may_decide)
    return Queue(f"Awaiting the {user.label}", items, len(items), "", f"{user.name}, {user.label}")


def acknowledge_as_chair(
    session: Session, signer: UserId, decisions: tuple[Decided, ...], passphrase: str
) -> Changes:
    """Keep what the Chair decided, signed with the Chair's own passphrase.

    Raises NoSigner, WrongPassphrase (noted in the audit), StaleVersion, RuleViolation; as
    :func:`.declaration_queue.acknowledge`. Slow (the key is stretched): not on the window's thread.
    """
    user = _signer(session, signer)
    decider = Decider(user.id, _person(session, user), _office(session, user))
    refusal = f"That is not the passphrase of {user.name}. Nothing was acknowledged."
    return sign(session, decisions, passphrase, decider, partial(_refusal, session, user), refusal)


def _signer(session: Session, signer: UserId) -> RosterUser:
    user = session.roster.user(signer)
    if user is None or user.until is not None or not user.signs_only:
        raise NoSigner
    return user


def _refusal(session: Session, user: RosterUser, content: Declaration) -> str:
    """Why this account may not decide a declaration; empty where it may."""
    words = session.words()
    if not goes_to_chair(session, content):
        return f"Decided by the {words.term('head')}."
    if same_name(content.adult.name, user.name):
        return "Nobody decides their own declaration."
    return ""


def _person(session: Session, user: RosterUser) -> PersonRef:
    """The account's owner by their record on the people register, where they have one."""
    known = person_of_user(session, user)
    if known is None:
        return PersonRef(None, user.name, user.label)
    return PersonRef(known.reference, user.name, describe_person(known.person, today(session)))


def _office(session: Session, user: RosterUser) -> OfficeKind:
    """The office they decide in: the one the register has for them, else the first of those in the head's place."""
    offered = acknowledgers(session).for_head
    known = person_of_user(session, user)
    held = known.person.offices if known is not None else ()
    return next((kind for kind in offered if holds_office(held, (kind,), today(session))), offered[0])
