"""The key of a record's copies, kept beside it: who is called what, what was left out besides, what was put back.

It is written with the document that is issued, in the same act; a choice is written when it is made. It stands in the
same part of the log as its record, and in no copy.
"""

from dataclasses import dataclass, replace

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference, new_record_id
from safeguard_app.domain.names_keys import Choice, Lettered, NamesKey
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services.cleaning import Cleaning
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.vault import reading
from safeguard_app.vault.compartment import Work

LONGEST = 5_000
"""Characters of one passage that is left out."""


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """Where a key is kept, whoever's copy it is: its part, the incident it hangs on (or None) and what it is of."""

    part: Compartment
    about: Reference | None
    anchor: str


@dataclass(frozen=True, slots=True)
class CopyOf:
    """Which copies a choice is over: of which key, for which audience, of which kind of paper.

    ``whose`` are the people whose copies they are, as ``domain.names_keys.whose_of`` has them.
    """

    place: KeyPlace
    audience: Audience
    paper: str
    whose: str = ""

    def chosen(self, key: NamesKey) -> tuple[Choice, ...]:
        """What was chosen over them."""
        return key.of(self.audience, self.paper, self.whose)


@dataclass(frozen=True, slots=True)
class SaidOfPicture:
    """Of which picture it is said that it shows nobody else, and which words in it were looked at and name nobody."""

    sha256: str
    seen: tuple[str, ...] = ()


def key_of(session: Session, place: KeyPlace) -> Stored[NamesKey] | None:
    """The key of a record, person or part as it is kept; None where no copy called anybody by a letter yet."""
    part = session.vault.compartment(place.part)
    found: list[Stored[NamesKey]]
    if place.about is not None:
        found = reading.about(part.connection, place.about, (RecordKind.NAMES_KEY,))
    else:
        found = reading.of_kind(part.connection, part.id, RecordKind.NAMES_KEY)
    return next((one for one in found if one.content.anchor == place.anchor), None)


def put_key(
    work: Work, place: KeyPlace, key: NamesKey, kept: Stored[NamesKey] | None, reason: str | None = None
) -> None:
    """Write the key in an act that is under way, where it says more than the one kept."""
    if kept is not None and kept.content == key:
        return
    about = place.about.id if place.about is not None else None
    record = RecordId(kept.reference.id) if kept is not None else new_record_id()
    work.put(record, key, about=about, reason=reason, replacing=kept.number if kept is not None else None)


def lettered(session: Session, incident: Reference) -> tuple[Lettered, ...]:
    """Who is called what in copies of a record: shown on its page, and nowhere outside."""
    kept = key_of(session, KeyPlace(incident.compartment, incident, incident.id))
    return kept.content.lettered if kept is not None else ()


def leave_out(session: Session, copy: CopyOf, words: str, reason: str) -> Changes:
    """Leave further words out of one kind of paper for one audience, wherever they stand in it."""
    return _choose(session, copy.place, _checked(session, copy, words, reason, put_back=False))


def put_back(
    session: Session,
    copy: CopyOf,
    words: str,
    reason: str,
    *,
    picture: SaidOfPicture | None = None,
    despite: bool = False,
) -> Changes:
    """Put back words that name nobody here, or with ``picture`` that of an exhibit, which shows nobody else.

    ``despite``: the words are what stands against this copy going out, and it goes all the same.
    """
    choice = replace(_checked(session, copy, words, reason, put_back=True), despite=despite)
    if picture is not None:
        choice = replace(choice, picture=True, sha256=picture.sha256, seen=picture.seen)
    return _choose(session, copy.place, choice)


def take_back(session: Session, copy: CopyOf, words: str, reason: str) -> Changes:
    """Undo a choice over words or a picture: the rule holds again. It stays in the earlier version of the key."""
    cleaning = Cleaning()
    why = cleaning.line(reason, "reason", needed="Say why.")
    cleaning.finish()
    kept = key_of(session, copy.place)
    ours = copy.chosen(kept.content) if kept is not None else ()
    gone = [one for one in ours if one.words == words.strip()]
    if kept is None or not gone:
        raise RuleViolation({"words": "This stands in no choice of this paper and audience."})
    rest = tuple(one for one in kept.content.choices if one not in gone)
    return _write(session, copy.place, kept, replace(kept.content, choices=rest), why)


def _checked(session: Session, copy: CopyOf, words: str, reason: str, *, put_back: bool) -> Choice:
    cleaning = Cleaning()
    clean = cleaning.text(words, "words", needed="Enter the words.", limit=LONGEST)
    why = cleaning.line(reason, "reason", needed="Say why.")
    cleaning.finish()
    by, at = session.user.name, session.now()
    return Choice(copy.audience, copy.paper, clean.strip(), why, by, at, put_back, whose=copy.whose)


def _choose(session: Session, place: KeyPlace, choice: Choice) -> Changes:
    kept = key_of(session, place)
    key = kept.content if kept is not None else NamesKey(place.anchor)
    rest = tuple(
        one
        for one in key.choices
        if _over(one) != _over(choice) or (one.put_back and one.whose != choice.whose)
    )
    return _write(session, place, kept, replace(key, choices=(*rest, choice)), choice.reason)


def _over(choice: Choice) -> tuple[object, ...]:
    """What a choice is over: a later one over the same takes its place, for those whose copy it is."""
    return choice.audience, choice.paper, choice.words, choice.picture


def _write(
    session: Session, place: KeyPlace, kept: Stored[NamesKey] | None, key: NamesKey, reason: str
) -> Changes:
    part = session.vault.compartment(place.part)
    record = place.about.id if place.about is not None else None
    with part.write(EventKind.REDACTION_CHOSEN, session.user.id, session.now(), record=record) as work:
        put_key(work, place, key, kept, reason)
    touched = (place.about,) if place.about is not None else ()
    return changed(
        *touched,
        kinds=(RecordKind.NAMES_KEY,),
        said="Kept. It holds for this kind of paper; what is put back, for these people’s copies alone.",
    )
