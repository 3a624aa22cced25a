"""What the log knows of an account while it is typed: whose it is said to be, and in how many records it stands.

Told over what this user's keys open, and never written anywhere: whoever reads a form learns nothing by it that search
would not tell them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.cases import Attribution
from safeguard_app.domain.date_words import joined_words
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.named_accounts import accounts_in, plain_handle
from safeguard_app.domain.people import Handle, HandleConfidence, PersonKind, PersonRef
from safeguard_app.domain.person_rules import shown_name
from safeguard_app.domain.records import RecordKind
from safeguard_app.services.handle_records import asked_for, holders, records_naming_account
from safeguard_app.services.identified import identified_as
from safeguard_app.services.labels import label, platform_name
from safeguard_app.services.one_person import present
from safeguard_app.services.people import stored_person
from safeguard_app.services.session import Session
from safeguard_app.vault import reading

MOST_LINES = 4
"""Accounts that are told of beneath one field; how many more there are is said."""
MOST_LOOKED_UP = 40
"""Accounts of one text that are looked for, those first that are known for certain: a page of a network that is pasted
whole names hundreds, and each takes a search of every part that is open."""
_MOST_SAID = 3


class Asked(Enum):
    """What a field asks for, and so which of its words may be an account."""

    ACCOUNT = auto()
    """An account and nothing else."""
    ADDRESS = auto()
    """Where something was: an account stands in it among other parts."""
    TEXT = auto()
    """Running words."""


@dataclass(frozen=True, slots=True)
class TypedWords:
    """What stands in a field. ``besides`` is the record in hand, which is not counted."""

    text: str
    asked: Asked = Asked.TEXT
    platform: str = ""
    besides: RecordId | None = None


@dataclass(frozen=True, slots=True)
class KnownHandle:
    """One account that is known: what is said of it, how many records name it, and whose pages can be opened."""

    handle: str
    words: str
    records: int
    people: tuple[PersonRef, ...]


@dataclass(frozen=True, slots=True)
class KnownHandles:
    """The accounts in a text that are known, the first few in the order they stand there, and how many are left."""

    lines: tuple[KnownHandle, ...] = ()
    more: int = 0


def known_handles(session: Session, typed: TypedWords) -> KnownHandles:
    """What is known of the accounts in what is typed. Leaves no trace, as a search does not."""
    on_register = holders(session)
    suspected: list[Attribution] | None = None
    found = []
    for handle in _named(session, typed, on_register):
        if suspected is None:  # read once, and only where an account is named
            suspected = _suspicions(session)
        line = _line(session, typed, handle, on_register.get(handle, ()), suspected)
        if line is not None:
            found.append(line)
    return KnownHandles(tuple(found[:MOST_LINES]), max(len(found) - MOST_LINES, 0))


def _named(
    session: Session, typed: TypedWords, on_register: Mapping[str, tuple[Reference, ...]]
) -> tuple[str, ...]:
    if not typed.text.strip():
        return ()
    known = on_register.keys() | asked_for(session).keys()
    found = accounts_in(typed.text, known, every_word=typed.asked is not Asked.TEXT)
    whole = plain_handle(typed.text) if typed.asked is Asked.ACCOUNT else ""
    named = tuple(dict.fromkeys(one for one in (whole, *found) if one))
    if len(named) <= MOST_LOOKED_UP:
        return named
    certain_first = sorted(named, key=lambda one: one not in known)
    looked_up = frozenset(certain_first[:MOST_LOOKED_UP])
    return tuple(one for one in named if one in looked_up)


def _line(
    session: Session,
    typed: TypedWords,
    handle: str,
    people: tuple[Reference, ...],
    suspected: Sequence[Attribution],
) -> KnownHandle | None:
    naming = records_naming_account(session, handle)
    records = len([one for one in naming if one.id != typed.besides])
    said = [*_on_register(session, typed, handle, people), *_suspected(session, handle, suspected)]
    if not said and not records:
        return None
    other = "other " if len(naming) > records else ""
    count = f"Seen in {records} {other}record{'' if records == 1 else 's'}."
    if not records:
        count = f"Seen in no {other}record{'' if other else ' yet'}."
    told = list(dict.fromkeys(words for words, _ in said))[:_MOST_SAID]
    who = dict.fromkeys(person for _, person in said if person is not None)
    words = f"@{handle}: {joined_words(told)}. {count}" if told else f"@{handle}: {_lower(count)}"
    return KnownHandle(handle, words, records, tuple(who)[:_MOST_SAID])


_Said = Iterator[tuple[str, PersonRef | None]]


def _on_register(session: Session, typed: TypedWords, handle: str, people: tuple[Reference, ...]) -> _Said:
    """What the register says of an account. Where the platform is known, those of that platform come first."""
    found = [
        (one, reference)
        for reference in people
        for one in stored_person(session, reference).content.handles
        if plain_handle(one.name) == handle
    ]
    here = [pair for pair in found if not typed.platform or pair[0].platform in ("", typed.platform)]
    for one, reference in here or found:
        yield from _holder(session, one, reference)


def _holder(session: Session, handle: Handle, reference: Reference) -> _Said:
    person = stored_person(session, reference).content
    name = shown_name(person)
    where = f" on {platform_name(session, handle.platform)}" if handle.platform else ""
    if person.kind is PersonKind.ACCOUNT_ONLY:
        ref = PersonRef(reference, name)
        known = [(_lower(one.words), one.person) for one in identified_as(session, ref)]
        yield from known or [(f"on the register{where}, owner not known", ref)]
        return
    sure = label(session, ListName.HANDLE_CONFIDENCE, handle.confidence).lower()
    said = "" if handle.confidence is HandleConfidence.CONFIRMED else "said to be "
    yield f"{said}{name}’s{where} ({sure})", PersonRef(reference, name)


def _suspicions(session: Session) -> list[Attribution]:
    """Every suspicion that stands on a record which this user's keys open."""
    return [
        content
        for part in session.vault
        for _, about, content in reading.contents_of_kind(part.connection, RecordKind.ATTRIBUTION)
        if isinstance(content, Attribution)
        and content.withdrawn is None
        and about is not None
        and part.listing.line(about) is not None
    ]


def _suspected(session: Session, handle: str, suspected: Sequence[Attribution]) -> _Said:
    """What a record that is open says of who may be behind an account."""
    for one in suspected:
        if plain_handle(one.handle) == handle:
            person = present(session, one.suspected)
            page = person if person.reference is not None else None
            yield f"suspected on a record to be {person.name}’s", page


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
