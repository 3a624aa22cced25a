"""Whom a text mentions though no record names them in a field: people of the register, accounts and addresses.

A whole name, a name they are known by with the rest, an account or an address makes somebody on the register one of the
people of a copy. A part of a child's name alone, which may be any of several children, is left out as such.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from safeguard_app.domain.folded_text import folded_name, readings
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.index_lines import PersonLine
from safeguard_app.domain.letter_shapes import as_letters
from safeguard_app.domain.people import PersonKind, PersonRef
from safeguard_app.domain.postcodes import postcodes_in, same_postcode
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.word_edges import runs_on, word_readings
from safeguard_app.services.name_forms import is_also_a_word, is_description, may_be_owned, parts_of_name
from safeguard_app.services.names_in_text import Called, key_of
from safeguard_app.services.numbers_in_text import MAIL, number_keys, telephones
from safeguard_app.services.one_person import going_on
from safeguard_app.services.register_facts import bare_name, without_title
from safeguard_app.services.session import Session

_CHILDREN = frozenset({PersonKind.PUPIL, PersonKind.FORMER_PUPIL})
_ACCOUNT = re.compile(r"(?<![\w.])@[\w.]{2,}")
_LEAST_HANDLE = 4


@dataclass(frozen=True, slots=True)
class Mentioned:
    """People of the register by whole name or account; words that are a part of a child's name; accounts; addresses,
    telephone numbers and postcodes.
    """

    people: tuple[PersonRef, ...]
    words: tuple[str, ...]
    accounts: tuple[str, ...]
    addresses: tuple[str, ...]


def mentioned_in(
    session: Session,
    texts: Sequence[str],
    known: Sequence[PersonRef],
    theirs: Sequence[Called],
    allowed: Sequence[Called],
    entries: Sequence[str] = (),
) -> Mentioned:
    """What texts say of people beyond ``known``, whose names are ``theirs``; ``allowed`` of them may be named.

    Numbers and postcodes of ``entries``, texts of the register about whoever a copy is for, are known to be theirs.
    """
    whole = " ".join(" ".join(seen.text.split()) for text in texts for seen in readings(text))
    written = {word for text in texts for words in word_readings(text) for _, word in words}
    words = {folded_name(word) for word in written} | {
        folded_name(piece) for word in written for piece in re.split("['’-]", word)
    }
    capital = {folded_name(word) for word in written if word[:1].isupper()}
    ids = {one.reference.id for one in known if one.reference is not None}
    taken = {key_of(part) for one in (*theirs, *allowed) for name in one.names for part in _parts(name)}
    capital -= taken
    people: dict[Reference, PersonRef] = {}
    alone: set[str] = set()
    daily = session.vault.daily
    for record, line in daily.listing.lines(RecordKind.PERSON):
        if not isinstance(line, PersonLine) or line.kind is PersonKind.STAFF or record in ids:
            continue
        names = [line.name, line.known_as]
        if any(_stands_whole(name, words, whole) for name in names) or _by_account(line, whole):
            place = going_on(session, Reference(daily.id, record))
            people.setdefault(place, PersonRef(place, line.name))
        elif line.kind in _CHILDREN:
            alone |= {
                folded_name(part)
                for name in names
                for part in _parts(name)
                if _stands_alone(part, words, capital, whole) and key_of(part) not in taken
            }
    return Mentioned(
        tuple(people.values()),
        tuple(sorted(alone)),
        tuple(sorted(_accounts(texts, allowed))),
        tuple(sorted((*_addresses(session, texts, allowed), *_places(session, texts, allowed, entries)))),
    )


def _parts(name: str) -> Iterator[str]:
    plain = without_title(name)
    yield from parts_of_name(name)
    if len(plain.split()) == 1 and len(plain) > 1:
        yield plain


def _stands_whole(name: str, words: set[str], whole: str) -> bool:
    """Whether a name of several words, or one of a script without blanks, stands in the texts."""
    plain = bare_name(name)
    split = re.split("[ -]+", plain)
    if is_description(name) or not plain:
        return False
    if runs_on(plain):
        return len(plain) > 1 and plain in whole
    if len(split) < 2 or not all(word in words or len(word) == 1 for word in split):
        return False
    return re.search(rf"(?<!\w){'[ -]+'.join(map(re.escape, split))}(?!\w)", whole) is not None


def _stands_alone(part: str, words: set[str], capital: set[str], whole: str) -> bool:
    plain = folded_name(part)
    if runs_on(plain):
        return len(plain) > 1 and plain in whole
    if f"{plain}s" in capital and may_be_owned(part):
        return True
    return plain in (capital if is_also_a_word(part) else words)


def _by_account(line: PersonLine, whole: str) -> bool:
    plain = (folded_name(one.lstrip("@")) for one in line.handles)
    return any(len(one) >= _LEAST_HANDLE and not one.isalpha() and one in whole for one in plain) or any(
        f"@{one.lstrip('@').casefold()}" in whole for one in line.handles
    )


def _accounts(texts: Iterable[str], allowed: Sequence[Called]) -> set[str]:
    own = {handle.lstrip("@").casefold() for one in allowed for handle in one.handles}
    found = {one.rstrip(".") for text in texts for one in _ACCOUNT.findall(as_letters(text))}
    return {one for one in found if one.lstrip("@").casefold() not in own}


def _addresses(session: Session, texts: Iterable[str], allowed: Sequence[Called]) -> set[str]:
    """E-mail addresses that are neither the school's nor of somebody who may be named."""
    own = {number.casefold() for one in allowed for number in one.numbers}
    ours = (session.school.email, session.school.secure_email)
    at_school = {one.rpartition("@")[2].casefold() for one in ours if one}
    found = {one for text in texts for one in MAIL.findall(as_letters(text))}
    return {
        one
        for one in found
        if one.casefold() not in own and one.rpartition("@")[2].casefold() not in at_school
    }


def _places(
    session: Session, texts: Iterable[str], allowed: Sequence[Called], entries: Sequence[str]
) -> Iterator[str]:
    """Telephone numbers and postcodes that nobody says are the school's, an agency's, or of who may be named.

    The register has no address, and not every number: whose they are, nobody knows here.
    """
    school = session.school
    own = {key for somebody in allowed for one in somebody.numbers for key in number_keys(one)}
    own |= {key for one in school.contacts for key in number_keys(one.phone)}
    ours = [as_letters(text) for text in (school.address, school.phone, *entries)]
    own |= {key for text in ours for one in telephones(text) for key in number_keys(one)}
    our_codes = {same_postcode(one) for text in ours for one in postcodes_in(text)}
    for text in dict.fromkeys(as_letters(one) for one in texts):
        yield from (one for one in telephones(text) if own.isdisjoint(number_keys(one)))
        yield from (one for one in postcodes_in(text) if same_postcode(one) not in our_codes)
