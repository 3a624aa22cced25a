"""Looks through the words of a paper that names nobody for every name, initial, account, case number and date.

It goes over the strings that would be printed, after everything else was decided, and whatever it finds keeps the
paper from being made. In what the program says itself only whole names, accounts and numbers can be wrong, and parts of
names that are none of its own words; in what somebody typed every part of a name on the register counts, and so do
initials. Too much is held back rather than too little.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from safeguard_app.domain.coaching import Check, Where, Written, look
from safeguard_app.domain.folded_text import folded_name, readings
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.index_lines import IncidentLine, PersonLine
from safeguard_app.domain.letter_shapes import as_letters
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.text_rules import as_line, folded
from safeguard_app.domain.word_edges import runs_on, word_readings, words_in
from safeguard_app.services.name_forms import is_also_a_word, is_description, parts_of_name
from safeguard_app.services.name_found import NameFound, PaperRefused
from safeguard_app.services.numbers_in_text import MAIL
from safeguard_app.services.register_facts import without_title
from safeguard_app.services.session import Session

_CASE = re.compile(r"\b\d{4}-(?:[A-Z]-)?\d{4,6}\b")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_WHOLE_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}\b)"
    rf"|\b(?:{_WHOLE_MONTH})\.?\s+(?:the\s+)?\d{{1,2}}(?!\d)",
    re.IGNORECASE,
)
_QUOTES = re.compile("[“”\"‘’']")
_CAPITALS = re.compile(r"\b[A-Z]{2,3}\b")
_STOPPED = re.compile(r"\b[A-Z](?:\.\s?[A-Z]){1,3}\b\.?")
_HANDLE = re.compile(r"(?<![\w.])@[\w.]{2,}")
_NUMBER = re.compile(r"(?<![\w-])\+?\d(?:[\s()./-]{0,2}\d){8,}")
"""A telephone number, or another that only one person has."""
_LEAST_HANDLE = 3


class NamesFound(PaperRefused):
    """Something on a paper that names nobody would name somebody."""

    code = "names_found"
    begins = "This paper was not made: it would name somebody."
    logged = "Words that could name somebody stand on this paper. It was not made."
    next_step = (
        "Leave out what was typed, correct it on the record if it is wrong there, or choose another record. A word that"
        " is nobody’s name here counts all the same where somebody on the register bears it."
    )


IN_TYPED, IN_OWN = "in what was typed", "in the program’s own words"


class NameSearch:
    """Every name this user's keys know of, once; then any number of texts against it."""

    def __init__(self, session: Session, incidents: Sequence[Incident], more: Iterable[str] = ()) -> None:
        """``incidents`` are those the paper is about; ``more`` are names that stand in their entries."""
        lines = [line for part in session.vault for _, line in part.listing.lines(RecordKind.PERSON)]
        people = [line for line in lines if isinstance(line, PersonLine)]
        records = [
            line
            for part in session.vault
            for _, line in part.listing.lines(RecordKind.INCIDENT)
            if isinstance(line, IncidentLine)
        ]
        school = session.school
        self._names = {
            name
            for name in (
                *(one.name for one in people),
                *(person.name for line in records for person in line.people),
                *(name for incident in incidents for name in _named_in(incident)),
                *(user.name for user in session.roster.users),
                *(school.head_name, school.dsl_name, school.chair_name),
                *more,
            )
            if name.strip()
        }
        self._further = {word for one in people for word in one.known_as.split()}
        self._handles = {
            folded(handle.lstrip("@"))
            for handles in (*(one.handles for one in people), *(line.handles for line in records))
            for handle in handles
            if len(handle.lstrip("@")) >= _LEAST_HANDLE
        }
        own = [name for incident in incidents for name in _named_in(incident)]
        self._own_short = _initials_of(own)
        parts = {part for name in own for part in parts_of_name(name)}
        self._own_parts = frozenset(folded(part) for part in parts)
        """Of those on the records themselves: in whatever letters, also where they are words."""
        self._own_parts |= {folded_name(part) for part in parts if not is_also_a_word(part)}
        self._coach = tuple(one for one in session.catalogue.coach.values() if one.check is Check.INITIALS)

    def in_own(self, texts: Iterable[str], words: frozenset[str]) -> Iterator[NameFound]:
        """What may not stand in the program's own sentences; ``words`` are those of the catalogue."""
        for text in map(as_line, texts):
            yield from self._everywhere(text, IN_OWN)
            for written, word in _words_of(text):
                plain = folded_name(word)
                if words.isdisjoint({plain, folded(word)}) and plain in self._parts and self._counts(word):
                    yield NameFound("the name", written, IN_OWN)

    def in_typed(self, texts: Iterable[str]) -> Iterator[NameFound]:
        """What may not stand in words that somebody typed, marks within them that nobody sees left aside."""
        for text in map(as_line, texts):
            yield from self._everywhere(text, IN_TYPED)
            for written, word in _words_of(text):
                for part in dict.fromkeys((word, *re.split("['’-]", word))):
                    plain = folded_name(part)
                    own = not self._own_parts.isdisjoint({plain, folded(part)})
                    if own or (plain in self._parts and self._counts(part)):
                        yield NameFound("the name", part if written == word else written, IN_TYPED)
            plain_text = folded_name(text)
            yield from (NameFound("the name", one, IN_TYPED) for one in self._joined if one in plain_text)
            yield from self._initials(text)
            letters = as_letters(text)
            yield from (NameFound("the address", one, IN_TYPED) for one in MAIL.findall(letters))
            yield from (NameFound("the number", one, IN_TYPED) for one in _NUMBER.findall(letters))
            yield from (NameFound("the date", one, IN_TYPED) for one in _DATE.findall(letters))

    @cached_property
    def _parts(self) -> frozenset[str]:
        return frozenset(folded_name(one) for one in self._written)

    @cached_property
    def _written(self) -> frozenset[str]:
        """Every part of a name as the register has it."""
        parts = (part for name in self._names for part in parts_of_name(name))
        return frozenset(one for one in (*parts, *self._further) if len(one) > 1)

    @cached_property
    def _also_words(self) -> frozenset[str]:
        """Those that are other words, with their marks or without."""
        return frozenset(folded_name(one) for one in self._written if is_also_a_word(one))

    @cached_property
    def _joined(self) -> tuple[str, ...]:
        """Parts of names that stand within a text without a blank beside them."""
        return tuple(sorted(part for part in self._parts if runs_on(part)))

    @cached_property
    def _whole(self) -> frozenset[tuple[str, ...]]:
        """Names of two words and more, by their words."""
        plain = (without_title(name) for name in self._names)
        split = (tuple(words_in(folded_name(name))) for name in plain if not is_description(name))
        return frozenset(words for words in split if len(words) > 1)

    @cached_property
    def _firsts(self) -> frozenset[str]:
        return frozenset(words[0] for words in self._whole)

    @cached_property
    def _short(self) -> frozenset[str]:
        """The initials of everybody."""
        return _initials_of(self._names)

    def _counts(self, word: str) -> bool:
        """Whether a word that is part of a name stands as one: small letters make some of them other words."""
        also = is_also_a_word(word) or folded_name(word) in self._also_words
        return not also or word[:1].isupper()

    def _everywhere(self, text: str, where: str) -> Iterator[NameFound]:
        for words in (words_in(seen.text) for seen in readings(text)):
            for place, word in enumerate(words):
                if word not in self._firsts:
                    continue
                for length in range(2, 6):
                    if tuple(words[place : place + length]) in self._whole:
                        yield NameFound("the name", " ".join(words[place : place + length]), where)
        letters = as_letters(text)
        yield from (NameFound("the case number", one, where) for one in _CASE.findall(letters))
        yield from (NameFound("the account", one, where) for one in _HANDLE.findall(letters))
        plain = re.split(r"[^\w.@-]+", folded(letters))
        for one in dict.fromkeys(piece.strip(".@-") for piece in plain):
            if one in self._handles and not self._is_plain_word(one, where):
                yield NameFound("the account", one, where)

    def _is_plain_word(self, handle: str, where: str) -> bool:
        """An account that is called as a word the program uses: in its own sentences it is that word."""
        return where == IN_OWN and handle.isalpha()

    def _initials(self, text: str) -> Iterator[NameFound]:
        """As the writing coach finds them, within quotation marks too; and those of the people of the records, and
        any with stops, whatever else the letters may mean."""
        plain = _QUOTES.sub(" ", as_letters(text))
        remarks = look(self._coach, Written(Where.NOTE, plain))
        found = [word for remark in remarks for word in remark.found]
        found += [word for word in _CAPITALS.findall(plain) if word in self._own_short]
        found += [word for word in _STOPPED.findall(plain) if re.sub(r"[^A-Z]", "", word) in self._short]
        yield from (NameFound("initials", word, IN_TYPED) for word in dict.fromkeys(found))


def _words_of(text: str) -> Iterable[tuple[str, str]]:
    """The words as they are written, each with its plain letters, in every reading."""
    return dict.fromkeys(word for words in word_readings(text) for word in words)


def _initials_of(names: Iterable[str]) -> frozenset[str]:
    words = (without_title(name).split() for name in names if not is_description(name))
    return frozenset("".join(folded_name(word)[:1] for word in one).upper() for one in words if len(one) > 1)


def _named_in(incident: Incident) -> Iterator[str]:
    """Everybody who is named in a field of a record that holds a name."""
    yield from (one.person.name for one in incident.participants)
    yield from (account.author.name for account in incident.accounts)
    if incident.attention.first_told is not None:
        yield incident.attention.first_told.name
    yield incident.attention.told_by
