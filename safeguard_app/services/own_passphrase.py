"""A user proves who they are with their passphrase: for what may not be done at a computer that was left open."""

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.identifiers import Compartment, UserId
from safeguard_app.services.session import Session
from safeguard_app.vault.keys.identities import Identity
from safeguard_app.vault.problems import WrongPassphrase

WHILE = {
    "acknowledging": "while acknowledging",
    "older_copy": "while acknowledging an older copy",
    "sharing": "while checking what is to be shared",
    "recovery_key": "while making or taking over a recovery key",
}
"""What was about to be done when a passphrase was not right, by the code that the event keeps."""


def proved(
    session: Session,
    passphrase: str,
    doing: str,
    refusal: str,
    user: UserId | None = None,
    *,
    to_sign: bool = False,
    part: Compartment = Compartment.DAILY,
) -> Identity:
    """The identity of a user (None: whoever is signed in), from their passphrase.

    A wrong one is an event and :class:`WrongPassphrase`. ``to_sign``: also one whose key the roster does not know, such
    as that of a way in which somebody who can write the key file put in another's place. ``doing`` is a key of
    :data:`WHILE`, ``refusal`` what is said. ``part`` keeps the event: nothing done in another part than the daily log
    leaves a hint there. Slow (the key is stretched). Raises KeyError for somebody without a way in.
    """
    who = user or session.user.id
    slot = session.vault.file.slot(who)
    identity = Identity.from_passphrase(
        passphrase, bytes.fromhex(slot.salt), slot.cost, cheap_allowed=session.vault.is_demo
    )
    known = session.roster.user(who)
    is_known = known is not None and known.verifying == identity.verifying
    if identity.recipient != slot.recipient or (to_sign and not is_known):
        session.vault.compartment(part).note(
            EventKind.UNLOCK_FAILED, who, session.now(), facts={"when": doing}
        )
        raise WrongPassphrase(refusal)
    return identity
