"""Leaving the names of people who asked not to be named out of a copy, wherever in the copy they stand.

Their full name, the name with a title, and their first and last name alone where nobody else in the record bears it,
so that an account that says "Mia showed me", or "mia" or "MIA" as a child would write, does not give Mia away. "Lukasz"
is Łukasz and "José" Jose, whichever of the two the record has: people leave off what their keyboard has not. A name
that is a word as well ("will", "rose") counts with a capital letter only, and so does one of two letters. What is left
out is marked, so that a reader sees that words are missing; too much is left out rather than too little. A description
can still point to somebody: the copy is read through before it is handed over.
"""

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from safeguard_app.domain.folded_text import FoldedText, fold, folded_name, readings
from safeguard_app.domain.incidents import Incident, Participant
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.person_rules import is_the_one
from safeguard_app.domain.word_edges import standing_alone
from safeguard_app.services.account_forms import initial_forms_of, is_an_account, is_beside, with_digits
from safeguard_app.services.name_forms import (
    DATE_AROUND,
    LEAST_PIECE,
    in_one_word,
    initials_of,
    is_also_a_word,
    is_description,
    is_number,
    is_of_a_date,
    is_part,
    joined_forms,
    may_be_owned,
    parts_of_name,
)
from safeguard_app.services.numbers_in_text import number_keys, number_pattern
from safeguard_app.services.one_person import present
from safeguard_app.services.own_words import is_own
from safeguard_app.services.register_facts import TITLE, bare_name, without_title
from safeguard_app.services.session import Session
from safeguard_app.services.withheld_kept import NOTHING_KEPT, KeptNames, KeptWords, kept_words

T = TypeVar("T")
WHOLE = "Name withheld"
WITHIN = "[name withheld]"


@dataclasses.dataclass(frozen=True, slots=True)
class Withheld:
    """What stays out of a copy: texts that are a name as a whole, and a pattern for names within a text.

    Both are of folded texts (``domain/folded_text``), the pattern of one whose capitals stay.
    """

    whole: frozenset[str]
    within: re.Pattern[str]
    beside: re.Pattern[str]
    """Names that count beside digits, or joined to an initial, where they stand as an account does."""
    accounts: Mapping[str, bool]
    """Initials joined to a name, each with whether it is that wherever it stands."""
    hidden: tuple[str, ...]
    others: tuple[str, ...]
    """Whose names these are, and who may stand beside them: the finished paper is searched by the same."""
    kept: KeptWords
    """What stands in every copy, and shares a word with a hidden name."""

    def spans(self, text: str, *, own: bool = False) -> Iterator[tuple[int, int]]:
        """Where a name stands in a text, in order, marks that nobody sees within it too.

        ``own``: the program's own words, in which a part of a name is a word of theirs.
        """
        found = {one for seen in readings(text, capitals=True) for one in self._in(text, seen)}
        if own:
            found = {one for one in found if self._is_whole(text[slice(*one)])}
        past = 0
        for begins, ends in sorted(found, key=lambda one: (one[0], -one[1])):
            if ends > past:
                yield max(begins, past), ends
                past = ends

    def _in(self, text: str, seen: FoldedText) -> Iterator[tuple[int, int]]:
        kept, (before, behind) = self.kept.stretches(seen), DATE_AROUND
        for one in self.within.finditer(seen.text):
            begins, ends = seen.span(*one.span())
            if is_of_a_date(one[0], text[max(0, begins - before) : begins], text[ends : ends + behind]):
                continue
            if not kept.touch(*one.span()) or self._is_whole(one[0]):
                yield begins, ends
        for one in self.beside.finditer(seen.text):
            begins, ends = seen.span(*one.span())
            alone = self.accounts.get(one[0].lower())
            there = text[begins:ends], text[max(0, begins - 1) : begins], text[ends : ends + 6]
            if kept.touch(*one.span()):
                continue
            if is_beside(*there) if alone is None else is_an_account(*there, alone=alone):
                yield begins, ends

    def _is_whole(self, found: str) -> bool:
        """Whether what was found is all of a name in several words, and no part of one."""
        plain = folded_name(without_title(found))
        return " " in plain and plain in self.whole

    def stands_in(self, text: str) -> bool:
        """Whether a text names them."""
        return next(self.spans(text), None) is not None or folded_name(text) in self.whole


def withheld_names(
    incident: Incident, behind: Sequence[Participant] = (), kept: KeptNames = NOTHING_KEPT
) -> Withheld | None:
    """What stays out of copies of a record; None where nobody asked.

    ``behind`` are those who were identified later behind somebody unknown in it: whoever asked not to be named is not
    named by the name that they turned out to have either. ``kept`` is what the copy names anyway.
    """
    everybody = (*incident.participants, *behind)
    hidden = [one.person.name for one in everybody if one.name_withheld and one.person.name.strip()]
    if not hidden:
        return None
    return names_of(hidden, [one.person.name for one in everybody if not one.name_withheld], kept)


def with_named(session: Session, incident: Incident, whose: Iterable[PersonRef | None]) -> Incident:
    """The incident with some of its people named, whether or not they asked: a paper of theirs is about them."""
    theirs = [present(session, one) for one in whose if one is not None]
    people = tuple(
        dataclasses.replace(one, name_withheld=False)
        if any(is_the_one(present(session, one.person), other) for other in theirs)
        else one
        for one in incident.participants
    )
    return dataclasses.replace(incident, participants=people)


def names_of(hidden: Sequence[str], others: Sequence[str], kept: KeptNames = NOTHING_KEPT) -> Withheld:
    """How ``hidden`` names may stand in a text: whole, with a title, and each part that nobody of ``others`` bears.

    Whoever stands among both, in another role or on another record, is no other.
    """
    asked = {bare_name(name) for name in hidden}
    nobody_else = [name for name in others if bare_name(name) not in asked]
    shared = {word for name in nobody_else for word in bare_name(name).split()}
    theirs = {form for name in nobody_else for form in (*joined_forms(name), *initials_of(name))}
    patterns: list[str] = []
    for name in hidden:
        plain = without_title(name)
        words = plain.split()
        if is_number(plain):
            patterns += map(number_pattern, number_keys(plain))
            continue
        if is_description(plain):
            patterns.append(standing_alone(f"(?i:{_spelt(plain)})", folded_name(plain)))
            continue
        patterns += [
            _as_a_name(rf"(?i:(?:{TITLE})?{_spelt(plain)})", words[-1]),
            _as_a_name(rf"(?i:(?:{TITLE}){_spelt(words[-1])})", words[-1]),
        ]
        patterns += [
            _as_a_name(_as_written(part), part)
            for word in words
            for part in (word, *_pieces(word))
            if folded_name(part) not in shared and is_part(part)
        ]
        patterns += [f"(?i:{in_one_word(form)})" for form in joined_forms(name) - theirs]
        patterns += [_with_stops(form) for form in initials_of(name) - theirs]
    ordered = sorted(dict.fromkeys(patterns), key=len, reverse=True)
    whole = frozenset(folded_name(text) for name in hidden for text in (name, without_title(name)))
    accounts = initial_forms_of(hidden)
    for form in initial_forms_of(nobody_else):
        accounts.pop(form, None)
    words = [part for name in hidden for part in parts_of_name(name) if is_also_a_word(part)]
    beside = [with_digits(part) for part in words if folded_name(part) not in shared]
    beside += [in_one_word(form) for form in accounts]
    return Withheld(
        whole,
        re.compile("|".join(ordered)),
        re.compile("|".join(beside) or r"(?!)", re.IGNORECASE),
        accounts,
        tuple(hidden),
        tuple(nobody_else),
        kept_words(hidden, kept),
    )


def _as_a_name(pattern: str, last: str) -> str:
    return standing_alone(pattern, folded_name(last), owned=may_be_owned(last))


def _pieces(word: str) -> Iterator[str]:
    """ "Anna" and "Maria" of "Anna-Maria": each alone is what somebody is called."""
    pieces = re.split("[-‐‑]", word)
    yield from (one for one in pieces if len(one) >= LEAST_PIECE and len(pieces) > 1)


def _with_stops(initials: str) -> str:
    """ "T.O." and "T. O.": without stops they may be anything."""
    return r"(?<![\w.])(?<!\d )" + r"\.\s?".join(initials) + r"(?:\.|(?![\w.]))"


def _spelt(name: str) -> str:
    """A pattern for a folded name: hyphen or blanks between its words, an apostrophe or none."""
    words = re.split("[ -]+", folded_name(name))
    return "[ -]+".join("'?".join(re.escape(piece) for piece in word.split("'")) for word in words)


def _as_written(word: str) -> str:
    """A part of a name in whatever letters, unless small ones make it another word."""
    if not is_also_a_word(word):
        return f"(?i:{_spelt(word)})"
    bare = fold(word, capitals=True).text
    forms = dict.fromkeys((bare[:1].upper() + bare[1:], bare.upper()))
    return f"(?:{'|'.join(re.escape(one) for one in forms)})"


def without_names(value: T, names: Withheld | None) -> T:
    """The same content with every withheld name left out of every text in it, however deep."""
    if names is None:
        return value
    result: T = _without(value, names)
    return result


def own_without(text: str, names: Withheld | None) -> str:
    """Words of the program, such as a heading, without any whole name in them."""
    return text if names is None else _text_without(text, names, own=True)


def _without(value: Any, names: Withheld, *, own: bool = False) -> Any:
    if type(value) is str:
        return _text_without(value, names, own=own)
    if isinstance(value, tuple):
        return tuple(_without(one, names, own=own) for one in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {
            field.name: _without(
                getattr(value, field.name), names, own=own or is_own(type(value), field.name)
            )
            for field in dataclasses.fields(value)
        }
        return dataclasses.replace(value, **fields)
    return value


def _text_without(text: str, names: Withheld, *, own: bool) -> str:
    if folded_name(text) in names.whole:
        return WHOLE
    kept, at = [], 0
    for begins, ends in names.spans(text, own=own):
        kept += [text[at:begins], WITHIN]
        at = ends
    return "".join((*kept, text[at:]))
