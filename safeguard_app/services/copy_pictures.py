"""Which pictures of exhibits a copy for an audience shows: none, but where a person said that it shows nobody else.

A redacted copy was made for one person, and what it still shows may be somebody else: so it is said of each anew, for
each audience and each person whose copy it is. What is said holds for one picture, by its SHA-256, and not its name.
A machine reads the words in each picture that is shown, for the search of the finished copy: in the window before it is
made, see ``words_first``, and of so many pictures of one paper at most.
"""

from collections.abc import Sequence

from safeguard_app.documents.content import Document
from safeguard_app.domain.audiences import Audience, keeps_pictures
from safeguard_app.domain.evidence import EvidenceItem
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.names_keys import Choice
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services import machine_reading
from safeguard_app.services.redaction import PictureOut, PictureWords, figures_of
from safeguard_app.services.session import Session
from safeguard_app.vault import reading

MOST_PICTURES = 200
"""Pictures of one paper whose words are read for it. Of any more a person is told to look at them."""


def is_redacted(item: EvidenceItem) -> bool:
    """Whether an exhibit is a copy in which something was covered."""
    return item.derived is not None and item.derived.alterations.hides


def may_be_shown(item: EvidenceItem, choices: Sequence[Choice]) -> bool:
    """Whether a person said that this very picture shows nobody else who may not be named in this copy.

    What was said before pictures were told by their hash holds by the name, and for no redacted copy.
    """
    return any(one.sha256 == item.stored.sha256 for one in _said_of(item, choices)) or (
        not is_redacted(item) and any(not one.sha256 for one in _said_of(item, choices))
    )


def left_out(
    session: Session, part: Compartment, audience: Audience, choices: Sequence[Choice], record: str
) -> PictureOut | None:
    """Why the picture of an exhibit does not go out; None where it does. What nobody knows of does not."""
    if keeps_pictures(audience):
        return None
    stored = session.vault.compartment(part).get(RecordId(record)) if record else None
    item = stored.content if stored is not None else None
    if stored is None or not isinstance(item, EvidenceItem):
        return PictureOut("an exhibit")
    if may_be_shown(item, choices):
        return None
    derived = item.derived
    return PictureOut(
        item.name,
        _instead(session, stored, choices),
        sha256=item.stored.sha256,
        redacted=is_redacted(item),
        told=_told(derived.hidden, derived.why) if derived is not None else "",
        replaced=bool(_said_of(item, choices)),
    )


def words_in(
    session: Session, part: Compartment, audience: Audience, choices: Sequence[Choice], document: Document
) -> tuple[PictureWords, ...]:
    """What a machine reads in each picture that a copy shows, where others are left out of it. Slow the first time.

    After the first ``MOST_PICTURES`` of them only what is known already counts.
    """
    if keeps_pictures(audience):
        return ()
    found = []
    for place, record in enumerate(figures_of(document)):
        stored = session.vault.compartment(part).get(RecordId(record))
        if stored is None or not isinstance(stored.content, EvidenceItem):
            continue  # it is left out: see above
        item, sha256 = stored.content, stored.content.stored.sha256
        seen = tuple(word for one in _said_of(item, choices) if one.sha256 == sha256 for word in one.seen)
        beyond = place >= MOST_PICTURES and machine_reading.is_to_be_read(session, stored)
        text = None if beyond else machine_reading.words_of(session, stored)
        found.append(PictureWords(item.name, sha256, text, seen, beyond))
    return tuple(found)


def _said_of(item: EvidenceItem, choices: Sequence[Choice]) -> tuple[Choice, ...]:
    return tuple(one for one in choices if one.picture and one.words == item.name)


def _instead(session: Session, stored: Stored[EvidenceItem], choices: Sequence[Choice]) -> str:
    """The newest redacted copy of an exhibit that is shown for it; empty where none is."""
    if is_redacted(stored.content):
        return ""
    about = Reference(stored.reference.compartment, RecordId(str(stored.about)))
    connection = session.vault.compartment(about.compartment).connection
    hung = reading.about(connection, about, (RecordKind.EVIDENCE,))
    copies = [
        one.content.name
        for one in hung
        if one.content.is_live
        and one.content.exhibit == stored.content.exhibit
        and is_redacted(one.content)
        and may_be_shown(one.content, choices)
    ]
    return copies[-1] if copies else ""


def _told(hidden: str, why: str) -> str:
    """What whoever made a copy hid, and why: for whoever decides, and for no copy."""
    said = (
        f"Hidden in it: {hidden.rstrip('.')}." if hidden else "",
        f"Made: {why.rstrip('.')}." if why else "",
    )
    return " ".join(filter(None, said))
