"""Drafts that their author cannot open any more: said in words, kept until the author lets go of them.

A draft is sealed to its author's passphrase alone. After somebody was given a new one with the recovery key, what they
were typing before still needs the old one; nobody else was ever meant to read it.
"""

from dataclasses import dataclass
from datetime import datetime

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.identifiers import RecordId
from safeguard_app.services import correction_drafts, entry_drafts, form_drafts
from safeguard_app.services.incidents import read_form
from safeguard_app.services.labels import entered
from safeguard_app.services.session import Changes, Session
from safeguard_app.vault import drafts, reading
from safeguard_app.vault.drafts import DraftRow


@dataclass(frozen=True, slots=True)
class LostDraft:
    """A draft that cannot be opened: what happened, what was kept, what to do."""

    id: RecordId
    heading: str
    text: str


def lost_drafts(session: Session) -> tuple[LostDraft, ...]:
    """The signed-in user's drafts that do not open, oldest first."""
    sealed = drafts.unreadable(session.vault)
    strange = [row for row in drafts.list_of(session.vault) if not _makes_sense(session, row)]
    return tuple(_lost(session, row) for row in sorted((*sealed, *strange), key=lambda row: row.saved_at))


def let_go(session: Session, draft: RecordId) -> Changes:
    """Remove a draft that does not open, because its author said so. One that opens is never removed here."""
    if draft in {one.id for one in lost_drafts(session)}:
        drafts.end(session.vault, draft)
    return Changes(said="The draft is gone. The audit keeps that there was one.")


def _makes_sense(session: Session, row: DraftRow) -> bool:
    content = drafts.load(session.vault, row.id)
    return (
        entry_drafts.read(content) is not None
        or correction_drafts.read(content) is not None
        or form_drafts.read(content) is not None
        or read_form(content) is not None
    )


def _lost(session: Session, row: DraftRow) -> LostDraft:
    heading = f"Your draft of {entered(session, row.saved_at)} cannot be opened"
    recovered = _recovered_after(session, row.saved_at)
    if recovered is not None:
        day = day_words(recovered.astimezone(session.zone).date())
        text = (
            f"A draft is sealed to its author’s passphrase alone, and on {day} you were given a new one with the"
            " recovery key. It is kept as it was, and nobody can read it. If you know the old passphrase, open a backup"
            " from before that day with it: the draft is in there. Otherwise write down again what you remember, and"
            " say that you do so from memory."
        )
    else:
        text = (
            "What was kept of it is damaged. It is left as it is, and your filed records are not concerned. The newest"
            " backup may hold it whole. Otherwise write down again what you remember, and say that you do so from"
            " memory. Then ask your IT support to check the disk, and choose “Check now” under Audit."
        )
    return LostDraft(row.id, heading, text)


def _recovered_after(session: Session, saved_at: datetime) -> datetime | None:
    """When this user was first given a new passphrase with the recovery key after a draft was kept."""
    events = reading.events_of_kinds(session.vault.daily.connection, (EventKind.RECOVERED,))
    found = [one.at for one in events if one.facts.get("user") == session.user.id and one.at >= saved_at]
    return found[0] if found else None
