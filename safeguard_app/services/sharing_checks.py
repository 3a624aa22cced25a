"""A second person's check of what is to be shared: by their own passphrase at this computer, on paper, or not at all.

Whoever is signed in stays so: the check is the other person's event, signed with their key, and says at whose computer.
Who may check: a reader of the part of the log that the record stands in, other than whoever prepared it. The key is the
wall: that their passphrase opens that part is tried, and not read from a list alone.
"""

from dataclasses import replace

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.identifiers import UserId
from safeguard_app.domain.moments import Moment, Order, exactly, order
from safeguard_app.domain.records import Stored
from safeguard_app.domain.sharings import CheckedBy, SecondCheck, Sharing
from safeguard_app.services.cleaning import Cleaning
from safeguard_app.services.labels import entered
from safeguard_app.services.own_passphrase import proved
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.services.sharing import KINDS, write
from safeguard_app.services.sharing_reading import incident_of, may_check, require_newest, stored_sharing
from safeguard_app.services.sharing_signers import against_signer
from safeguard_app.services.sharing_views import SharingView
from safeguard_app.vault.unlocking import open_keys


class CannotCheck(KnownProblem):
    """Somebody who may not check this tried to."""

    code = "cannot_check"
    sentence = (
        "This person cannot check it: they prepared it themselves, or their key does not open this record."
    )
    next_step = "Ask another person who reads this part of the log, or have it checked and signed on paper."


def check_here(session: Session, view: SharingView, checker: UserId, passphrase: str) -> Changes:
    """Keep that ``checker`` looked at what was prepared, signed with their own passphrase.

    Raises CannotCheck, WrongPassphrase (noted in the audit), StaleVersion, RuleViolation. Slow (the key is stretched).
    """
    stored = _unchecked(session, view)
    user = next((one for one in may_check(session, stored) if one.id == checker), None)
    if user is None:
        raise CannotCheck
    if not passphrase:
        raise RuleViolation({"passphrase": f"{user.name} types their own passphrase."})
    refusal = f"That is not the passphrase of {user.name}. Nothing was checked."
    part = stored.reference.compartment
    identity = proved(session, passphrase, "sharing", refusal, user.id, to_sign=True, part=part)
    if part not in open_keys(session.vault.file, identity):
        raise CannotCheck
    check = SecondCheck(CheckedBy.PASSPHRASE, user.name, session.now(), session.user.id, by=user.id)
    beside = {} if user.id == session.user.id else {"beside": session.user.id}
    about = incident_of(stored)
    with session.vault.compartment(about.compartment).write(
        EventKind.SHARING_CHECKED,
        user.id,
        session.now(),
        record=about.id,
        facts={"check": CheckedBy.PASSPHRASE.value, **beside},
        signer=identity.sign,
    ) as work:
        work.put(
            stored.reference.id,
            replace(stored.content, check=check),
            about=about.id,
            replacing=stored.number,
        )
    return changed(stored.reference, about, kinds=KINDS, said=f"Checked and signed by {user.name}.")


def check_on_paper(session: Session, view: SharingView, who: str, signed_at: Moment) -> Changes:
    """Enter that somebody checked it and signed on paper: who, and when."""
    stored = _unchecked(session, view)
    cleaning = Cleaning()
    name = cleaning.name(who, "who", needed="Enter who signed.")
    if name and (refused := against_signer(session, stored, name)):
        cleaning.say("who", refused)
    at = cleaning.passed(signed_at, "signed_at", session.now())
    if not at.is_known:
        cleaning.say("signed_at", "Enter when it was signed.")
    prepared_at = stored.content.prepared_at
    if order(at, exactly(prepared_at)) is Order.BEFORE:
        made = entered(session, prepared_at)
        cleaning.say("signed_at", f"The documents were made only on {made}. Check the date and the time.")
    cleaning.finish()
    check = SecondCheck(CheckedBy.INK, name, session.now(), session.user.id, signed_at=at)
    return _entered(session, stored, check, f"Entered: checked and signed by {name}.")


def urgent(session: Session, view: SharingView) -> Changes:
    """It is too urgent for a check: from here on it may go out. One key, and an event."""
    stored = _unchecked(session, view)
    check = SecondCheck(CheckedBy.URGENT, session.user.name, session.now(), session.user.id)
    return _entered(session, stored, check, "Urgent, not checked. The audit says so.")


def _entered(session: Session, stored: Stored[Sharing], check: SecondCheck, said: str) -> Changes:
    return write(
        session,
        stored,
        replace(stored.content, check=check),
        EventKind.SHARING_CHECKED,
        said=said,
        facts={"check": check.how.value},
    )


def _unchecked(session: Session, view: SharingView) -> Stored[Sharing]:
    """The sharing as it was looked at. A check after "urgent" is welcome; a second one is not."""
    stored = stored_sharing(session, view.reference)
    require_newest(stored, view.version)
    known = stored.content.check
    if stored.content.withdrawn is not None or (known is not None and known.how is not CheckedBy.URGENT):
        raise RuleViolation({"check": "This was checked already, or taken back. Nothing was changed."})
    return stored
