"""Words being typed on a filed record: a note, a decision, who was told, kept so that a power cut loses nothing.

Kept beside the drafts of incidents, readable by their author alone, and ended when the entry is saved.
"""

from dataclasses import dataclass, replace

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.people import PersonRef
from safeguard_app.services.form_drafts import Filled
from safeguard_app.services.session import Session
from safeguard_app.vault import drafts, record_codec
from safeguard_app.vault.problems import DatabaseDamaged


class ChangedSinceBegun(KnownProblem):
    """Words come back to a form, and what it changes was changed meanwhile: by somebody else, or in another form."""

    code = "changed_since_begun"
    sentence = "What this form changes was changed by somebody since you began."
    next_step = "Compare your words with what stands on the page now, take in what is to stay, then save."


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """What stands in a form on a record: ``form`` names the form, ``texts`` are its boxes by name, in order.

    ``choices`` and ``people`` are what was chosen in it, as in :class:`Filled`.
    """

    id: RecordId
    about: Reference
    form: str
    texts: tuple[tuple[str, str], ...]
    version: int = 0
    """Marks what the form changes, as it stood when it was begun; 0 where it changes nothing that is kept."""
    choices: tuple[tuple[str, str], ...] = ()
    people: tuple[tuple[str, tuple[PersonRef, ...]], ...] = ()

    @property
    def filled(self) -> Filled:
        """What stands in the boxes of the form."""
        return Filled(self.texts, self.choices, self.people)

    @property
    def first_words(self) -> str:
        """What somebody wrote first in it."""
        return next((text for _, text in self.texts if text.strip()), "")


def save(session: Session, draft: EntryDraft) -> None:
    """Keep the words as they stand."""
    drafts.save(session.vault, draft.id, record_codec.encode(draft).encode())


def end(session: Session, draft: RecordId) -> None:
    """The entry was saved, or its words were let go of."""
    drafts.end(session.vault, draft)


def open_entries(session: Session) -> list[EntryDraft]:
    """The signed-in user's unsaved entries, newest first, each about its record wherever that is filed now.

    Those in parts that no key opens are left out.
    """
    rows = sorted(drafts.list_of(session.vault), key=lambda row: row.saved_at, reverse=True)
    found = (read(drafts.load(session.vault, row.id)) for row in rows)
    placed = (_placed(session, one) for one in found if one is not None)
    return [one for one in placed if session.opens(one.about.compartment)]


def _placed(session: Session, draft: EntryDraft) -> EntryDraft:
    stored = session.vault.find(draft.about.id)
    return replace(draft, about=stored.reference) if stored is not None else draft


def on_record(session: Session, about: Reference) -> list[EntryDraft]:
    """Unsaved entries on one record."""
    return [draft for draft in open_entries(session) if draft.about == about]


def read(content: bytes) -> EntryDraft | None:
    """The entry a draft holds; None where it holds an incident form."""
    try:
        return record_codec.decode_as(EntryDraft, content)
    except DatabaseDamaged:
        return None
