"""An older or altered copy of the log: what it means, who has acknowledged it, and acknowledging it.

Said at every unlock and on every document until two people in two roles have. The log stays writable meanwhile.
"""

from dataclasses import dataclass

from safeguard_app.domain.date_words import joined_words
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.older_copies import RECOVERY_VOICE, OlderCopyAccepted, would_settle
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.text_rules import checked_text
from safeguard_app.services.labels import entered
from safeguard_app.services.own_passphrase import proved
from safeguard_app.services.part_names import capital, part_name, part_names
from safeguard_app.services.session import Changes, Session
from safeguard_app.vault import older_copy
from safeguard_app.vault.keys.identities import tidied_recovery_key
from safeguard_app.vault.older_copy import Occasion

LONGEST_REASON = 500
_KINDS = frozenset({RecordKind.OLDER_COPY})
_ON_PAPER = (
    "The log that this was printed from is older than what this computer saw of it before, or differs from it."
    " Two people in two roles have to acknowledge that, and have not yet."
)


@dataclass(frozen=True, slots=True)
class OlderPart:
    """One part that is older: what is missing, who acknowledged it with their reasons, and who has to as well."""

    compartment: Compartment
    name: str
    missing: str
    accepted: tuple[str, ...]
    waits_for: str


@dataclass(frozen=True, slots=True)
class OlderCopy:
    """What is shown of it. ``mine_to_do``: this user has not acknowledged every part yet.

    ``recovery_asked`` says, in words, why the recovery key can be typed here; empty where it settles nothing.
    """

    heading: str
    meaning: str
    to_do: tuple[str, ...]
    parts: tuple[OlderPart, ...]
    mine_to_do: bool
    recovery_asked: str

    @property
    def may_act(self) -> bool:
        """Whether this user can do something about it now."""
        return self.mine_to_do or bool(self.recovery_asked)


def older_copy_of(session: Session) -> OlderCopy | None:
    """What is to be said of the parts this user opens; None where none is older."""
    found = older_copy.occasions(session.vault)
    if not found:
        return None
    names = part_names(session, tuple(one.compartment for one in found))
    be, differ = ("is", "differs") if len(found) == 1 else ("are", "differ")
    return OlderCopy(
        heading=capital(f"{names} {be} older than what this computer saw before, or {differ} from it"),
        meaning="That is right after a backup was put back, or where the log was used on another computer meanwhile."
        " Otherwise somebody may have put an older copy in its place. What was written since is not in it.",
        to_do=(
            "If neither was done, look for the newer copy and ask your IT support before anybody acknowledges this."
            " Write only what cannot wait.",
            "If it was, enter again what is missing. Printed pages and your notes help.",
            "Two people in two roles acknowledge it, each signed in with their own passphrase. Until then it is said at"
            " every unlock and on every document.",
        ),
        parts=tuple(_part(session, one) for one in found),
        mine_to_do=any(one.lacks(session.user.id) for one in found),
        recovery_asked=_recovery_asked(session, found),
    )


def acknowledge(session: Session, reason: str, passphrase: str, recovery_key: str = "") -> Changes:
    """The signed-in user acknowledges every part that is older, and the holder of the recovery key where one is typed.

    Raises RuleViolation without a reason or with nothing left to do, WrongPassphrase (noted in the audit),
    WrongRecoveryKey. Slow (the key is stretched): not on the window's thread.
    """
    shown = older_copy_of(session)
    if shown is None or not (shown.mine_to_do or (shown.recovery_asked and recovery_key.strip())):
        raise RuleViolation({"": "You have acknowledged it. It waits for somebody else now."})
    why = checked_text(reason, "reason", LONGEST_REASON, required=True)
    proved(session, passphrase, "older_copy", "That is not your passphrase. Nothing was acknowledged.")
    typed = tidied_recovery_key(recovery_key) if recovery_key.strip() else None
    settled = older_copy.accept(session.vault, why, typed)
    left = older_copy_of(session)
    said = "Acknowledged and signed."
    if settled:
        be, they = ("is", "it stands") if len(settled) == 1 else ("are", "they stand")
        said += f" {capital(part_names(session, settled))} {be} taken as {they}."
    if left is not None:
        said += f" {capital(left.parts[0].waits_for)}"
    return Changes(_KINDS, said=said)


def sentence_on_paper(session: Session, compartment: Compartment) -> str:
    """What a document says that draws on an older part: its own, or the daily log with its people. Empty for none."""
    return _ON_PAPER if session.vault.older & {compartment, Compartment.DAILY} else ""


def _part(session: Session, occasion: Occasion) -> OlderPart:
    missing = (
        f"This computer saw event {occasion.seen:,} ({_in_fours(occasion.head)}). Now it ends at event"
        f" {occasion.stands:,}, and that one is missing or is another."
    )
    return OlderPart(
        compartment=occasion.compartment,
        name=capital(part_name(session, occasion.compartment)),
        missing=missing,
        accepted=tuple(_accepted(session, one) for one in occasion.accepted),
        waits_for=_waits_for(session, occasion),
    )


def _accepted(session: Session, stored: Stored[OlderCopyAccepted]) -> str:
    by = stored.content.by
    user = session.roster.user(by)
    who = f"{user.name}, {user.label}" if user is not None else ""
    if by == RECOVERY_VOICE:
        who = f"The holder of the recovery key, with {session.name_of(stored.recorded_by)}"
    return f"{who}, {entered(session, stored.recorded_at)}: {stored.reason}"


def _waits_for(session: Session, occasion: Occasion) -> str:
    """Who has to acknowledge as well."""
    if not occasion.accepted:
        return f"Waits for two: {_whoever(session, occasion)}."
    if occasion.needs_recovery_key:
        if occasion.lacks(RECOVERY_VOICE):
            return f"Waits for {_holder(session)}."
        labels = [reader.label for reader in occasion.readers]
    else:
        labels = [one.label for one in occasion.readers if would_settle(occasion.contents, one)]
    return f"Waits for {joined_words([f'the {label}' for label in labels], 'or')}."


def _whoever(session: Session, occasion: Occasion) -> str:
    labels = [f"the {reader.label}" for reader in occasion.readers]
    if occasion.needs_recovery_key:
        return f"{joined_words(labels, 'or')}, and {_holder(session)}"
    return f"{joined_words(labels, 'or')}, in two different roles"


def _holder(session: Session) -> str:
    return f"whoever keeps the recovery key, such as the {session.words().term('chair')}"


def _recovery_asked(session: Session, found: tuple[Occasion, ...]) -> str:
    parts = tuple(one.compartment for one in found if one.needs_recovery_key and one.lacks(RECOVERY_VOICE))
    if not parts:
        return ""
    return (
        f"Nobody in a second role reads {part_names(session, parts)}. The second is {_holder(session)}: they type it"
        " here, now or later. It is kept nowhere; seal it again in a new envelope."
    )


def _in_fours(digits: str) -> str:
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))
