"""Another recovery key in place of one that was lost or seen: made, and taken over where it is owed."""

from dataclasses import dataclass

from safeguard_app.domain.date_words import joined_words
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.records import RecordKind
from safeguard_app.services.labels import entered
from safeguard_app.services.opening import RecoveryKey
from safeguard_app.services.own_passphrase import proved
from safeguard_app.services.part_names import capital, part_name, part_names
from safeguard_app.services.session import Changes, Session
from safeguard_app.services.users import may_change_users
from safeguard_app.vault import recovery_key, recovery_owed
from safeguard_app.vault.keys.identities import Identity, tidied_recovery_key

_KINDS = frozenset({RecordKind.ROSTER})
_REFUSAL = "That is not your passphrase. Nothing was changed."


@dataclass(frozen=True, slots=True)
class RecoveryState:
    """How the log stands with its recovery key.

    ``made`` says when the present one was made, empty for the first. ``owed`` has a sentence for each part that it does
    not open yet. ``to_take_over`` says what this user can do about that now; empty where nothing.
    """

    may_replace: bool
    whom_to_ask: str
    made: str
    owed: tuple[str, ...]
    to_take_over: str
    out_of_reach: str
    """What a new key made by this user would not open without the former one; empty for nothing."""


def state(session: Session) -> RecoveryState:
    """What Settings says of the recovery key."""
    words = session.words()
    return RecoveryState(
        may_replace=may_change_users(session),
        whom_to_ask=f"The {words.term('school_lead')} or the {words.term('head')} can make a new one.",
        made=_made(session),
        owed=tuple(_owed(session, part) for part in recovery_owed.owed(session.vault.daily)),
        to_take_over=waiting_words(session),
        out_of_reach=_out_of_reach(session),
    )


def replace(session: Session, key: RecoveryKey, passphrase: str, former: str = "") -> Changes:
    """From now on ``key`` is the recovery key: it was shown, and partly typed back from paper.

    ``former`` is the one before, where it is at hand: then nothing is owed. Raises RuleViolation for somebody who may
    not change users, WrongPassphrase (noted in the audit), WrongRecoveryKey. Slow (the key is stretched).
    """
    if not may_change_users(session):
        raise RuleViolation({"": state(session).whom_to_ask})
    proved(session, passphrase, "recovery_key", _REFUSAL)
    typed = tidied_recovery_key(former) if former.strip() else None
    owed = recovery_key.replace(session.vault, Identity.from_text(key.text), typed)
    session.refresh()
    said = "The new recovery key counts. The former one opens nothing that is written from now on."
    if owed:
        said = f"The new recovery key counts. It does not open {part_names(session, owed)} yet: see Settings."
    return Changes(_KINDS, said=said)


def take_over(session: Session, passphrase: str) -> Changes:
    """Seal what this user reads, and the new recovery key does not open yet, to it. Raises WrongPassphrase. Slow."""
    if not recovery_key.to_take_over(session.vault):
        raise RuleViolation({"": "Everything you read is sealed to the present recovery key already."})
    proved(session, passphrase, "recovery_key", _REFUSAL)
    done = recovery_key.take_over(session.vault)
    session.refresh()
    return Changes(_KINDS, said=f"The new recovery key opens {part_names(session, done)} now.")


def maker_words(session: Session) -> str:
    """Who made the present recovery key, and when; empty where it is the first."""
    event = recovery_owed.last_replaced(session.vault.daily)
    return f"{session.name_of(event.actor)}, {entered(session, event.at)}" if event is not None else ""


def _made(session: Session) -> str:
    maker = maker_words(session)
    if not maker:
        return ""
    return f"The present recovery key was made by {maker}. Backups from before open with the former one."


def _owed(session: Session, part: Compartment) -> str:
    labels = [f"the {reader.label}" for reader in session.roster.readers(part)]
    name = capital(part_name(session, part))
    if not labels:
        return (
            f"{name} still opens with the former key alone: nobody who opens the log reads it now. If that sheet turns"
            " up, make a new key once more and type it in as well."
        )
    return (
        f"{name} still opens with the former key. {capital(joined_words(labels, 'or'))} can change that: unlock, and"
        " take the new key over here in Settings."
    )


def waiting_words(session: Session) -> str:
    """What a reader is asked who could take the present key over; empty where there is nothing to take over."""
    parts = recovery_key.to_take_over(session.vault)
    if not parts:
        return ""
    chair = session.words().term("chair")
    does = "does" if len(parts) == 1 else "do"
    return (
        f"It was made by {maker_words(session)}. {capital(part_names(session, parts))}, which you read, {does} not open"
        f" with it yet. Ask whoever made it whether they did, and the {chair} whether the sheet lies sealed with them:"
        " whoever has seen the key can read what it opens."
    )


def _out_of_reach(session: Session) -> str:
    parts = tuple(
        part for part in Compartment if any(session.roster.readers(part)) and not session.opens(part)
    )
    return part_names(session, parts)
