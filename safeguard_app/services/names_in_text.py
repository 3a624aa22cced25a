"""Finding people in a text by every name they may stand under there, and saying which of them it is.

A name stands whole, over a line end, with a title, in whatever letters, with or without its hyphens, apostrophes and
accents; by each of its parts that nobody else bears who may be named; by an initial with the rest of it, and by
initials alone; and so do accounts, addresses and numbers. One that is a word too counts with a capital letter only.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from safeguard_app.domain.folded_text import FoldedText, folded_name, readings
from safeguard_app.domain.letter_shapes import as_letters
from safeguard_app.domain.stretches import Stretches
from safeguard_app.domain.word_edges import runs_on, standing_alone
from safeguard_app.services.account_forms import initial_forms, initial_forms_of, is_an_account
from safeguard_app.services.name_forms import (
    DATE_AROUND,
    LEAST_PIECE,
    in_one_word,
    initials_of,
    is_also_a_word,
    is_description,
    is_of_a_date,
    joined_forms,
    may_be_owned,
    parts_of_name,
)
from safeguard_app.services.numbers_in_text import number_keys, number_pattern
from safeguard_app.services.register_facts import without_title

_TITLES = r"(?:mrs|miss|mr|ms|mx|dr|prof|professor|rev|reverend|fr|sr|sir|dame)\.?[ ]+"
_HAS_TITLE = re.compile(rf"^{_TITLES}")
_BETWEEN = "[ -]+"
LEFT_OUT = "[left out]"
"""What stands in the place of a number, an address, and of whatever a person chose."""
_LEAST_HANDLE = 3
_LETTER = re.compile(r"[^\W\d_]")
_INITIALS = re.compile(r"(?<![\w.-])(?:[A-Z](?:\.\s?[A-Z]){1,3}\b\.?|[A-Z]{2,3}(?![\w-]))")


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody with every name, account, address and number by which a text may tell who they are.

    ``label`` is what stands in its place. ``numbers`` are telephone and pupil numbers, dates of birth and addresses.
    """

    label: str
    names: tuple[str, ...]
    handles: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of a text that names somebody, and what stands in its place."""

    start: int
    end: int
    label: str
    word: str


@dataclass(slots=True)
class _Claim:
    """Whom a stretch of text may mean."""

    labels: set[str] = field(default_factory=set)
    needs_capital: bool = False
    whole: bool = False


class NameFinder:
    """Finds ``hidden`` people in texts.

    What also is a part of a name of somebody the copy is about (``theirs``) is theirs. Of others who may be named it is
    so only as the whole name, or with a title: a part alone may mean whoever may not.
    """

    def __init__(
        self,
        hidden: Iterable[Called],
        theirs: Iterable[Called],
        named: Iterable[Called] = (),
        *,
        unsure: str,
        put_back: Iterable[str] = (),
        further: Iterable[str] = (),
        explained: frozenset[str] = frozenset(),
        phrases: Iterable[str] = (),
    ) -> None:
        """``unsure`` stands for what may mean several; ``further`` are single words that name somebody unknown.

        ``put_back`` are words that a person said name nobody here; ``explained`` short forms that are no initials;
        ``phrases`` are what the school is called: nobody stands within them.
        """
        self._unsure = unsure
        self._put_back = {key_of(word) for word in put_back}
        self._explained = explained
        self._claims: dict[str, _Claim] = {}
        self._patterns: dict[str, int] = {}
        """Each with the letters it is about: the longest name goes first."""
        self._initials: dict[str, set[str]] = {}
        own, others = tuple(theirs), tuple(named)
        self._theirs = {key for one in own for key in keys_of(one)}
        self._theirs |= {key for one in others for key in _whole_keys_of(one)}
        self._their_initials = {
            form for one in (*own, *others) for name in one.names for form in initials_of(name)
        }
        self._numbers: dict[str, re.Pattern[str]] = {}
        self._their_numbers = {
            key for one in (*own, *others) for number in one.numbers for key in number_keys(number)
        }
        self._their_joined = {
            form for one in (*own, *others) for name in one.names for form in joined_forms(name)
        }
        self._accounts: dict[str, _Claim] = {}
        self._alone: dict[str, bool] = {}
        self._their_accounts = initial_forms_of(name for one in (*own, *others) for name in one.names)
        self._shared = {key for one in others for key in keys_of(one)}
        for one in hidden:
            self._claim(one)
        for word in further:
            self._add(word, word, self._unsure, owned=may_be_owned(word))
        wholes = [form for one in (*own, *others) for name in one.names for form in whole_forms(name)]
        plain = {folded_name(one) for one in (*phrases, *wholes) if one.strip()}
        self._shield = (
            re.compile("|".join(standing_alone(_loose(one), one) for one in plain)) if plain else None
        )

    def find(self, text: str, *, own: bool = False) -> list[Match]:
        """Every stretch that names somebody, none over another. ``own``: words of the program, such as a heading."""
        seen = [*readings(text)]
        found = [one for reading in seen for one in self._by_name(reading, own)]
        found = list(_longest_of((*found, *self._by_number(seen[0]))))
        if not own:
            found += self._by_initials(text, found)
        return sorted(found, key=lambda one: one.start)

    def _by_name(self, seen: FoldedText, own: bool) -> Iterator[Match]:
        kept_apart = self._shielded(seen)
        letter = _LETTER.search(seen.text)
        begins = letter.start() if letter is not None else 0
        for one in self._pattern.finditer(seen.text) if self._pattern is not None else ():
            match = self._match(seen, one.start(), one.end(), own=own and one.start() <= begins)
            if match is not None and not kept_apart.touch(one.start(), one.end()):
                yield match

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        if not self._patterns:
            return None
        ordered = sorted(self._patterns.items(), key=lambda one: (-one[1], one[0]))
        return re.compile("|".join(pattern for pattern, _ in ordered))

    def _claim(self, one: Called) -> None:
        for name in one.names:
            self._claim_name(name, one.label)
        for handle in one.handles:
            plain = handle.strip().lstrip("@")
            if len(plain) >= _LEAST_HANDLE:
                self._add(f"@{plain}", f"@{plain}", one.label, whole=True)
                if not plain.isalpha():  # one that is a word counts with its sign only
                    self._add(plain, plain, one.label, whole=True)
        for number in one.numbers:
            self._claim_number(number)

    def _claim_number(self, number: str) -> None:
        keys = set(number_keys(number))
        if keys and keys <= self._their_numbers:
            return
        self._add(number, number, LEFT_OUT, whole=True)
        for key in keys - self._their_numbers:
            self._numbers[key] = re.compile(number_pattern(key))

    def _claim_name(self, name: str, label: str) -> None:
        plain = without_title(name)
        words = plain.split()
        if not words:
            return
        if is_description(plain) or len(words) > 1:
            self._add(plain, plain, label, whole=True, owned=may_be_owned(words[-1]))
        if is_description(plain):
            return
        self._claim_joined(name, label)
        self._claim_parts(name, label)

    def _claim_parts(self, name: str, label: str) -> None:
        """With its title, by initials, and by each part."""
        titled, plain = folded_name(name), without_title(name)
        words = plain.split()
        if _HAS_TITLE.match(titled):
            self._add(titled, plain, label, whole=True)
            self._add(f"{titled.split()[0]} {words[-1]}", words[-1], label, whole=True)
        if len(words) > 1:
            first, last = words[0], words[-1]
            for short in (f"{first} {last[0]}", f"{first[0]} {last}"):
                self._add(short, short, label, whole=True)
            for form in initials_of(name):
                self._initials.setdefault(form, set()).add(label)
        for part in (*parts_of_name(name), *(words if len(words) == 1 and len(words[0]) > 1 else ())):
            self._add(part, part, label, capital=is_also_a_word(part), owned=may_be_owned(part))
            self._add_titled(part, label)
            for piece in re.split("['’-]", part):
                if len(piece) >= LEAST_PIECE and piece != part:
                    self._add(piece, piece, label, capital=is_also_a_word(piece), owned=may_be_owned(piece))

    def _claim_joined(self, name: str, label: str) -> None:
        """The whole name in one word, as in the name of a file: "TylerOkonkwo2.png"."""
        for form in joined_forms(name) - self._their_joined:
            self._claims.setdefault(form, _Claim(whole=True)).labels.add(label)
            self._patterns[in_one_word(form)] = len(form)
        for form, alone in initial_forms(name).items():
            if form not in self._their_accounts:
                self._accounts.setdefault(form, _Claim(whole=True)).labels.add(label)
                self._alone[form] = self._alone.get(form, False) or alone
                self._patterns.setdefault(in_one_word(form), len(form))

    def _add_titled(self, part: str, label: str) -> None:
        """With any title before it: "Mrs Rowe" for somebody whose title nobody knew. No child has one."""
        if label.startswith("Child"):
            label = self._unsure
        plain = folded_name(part)
        self._patterns.setdefault(standing_alone(rf"{_TITLES}{_loose(plain)}", plain), len(plain))
        self._claims.setdefault(f"* {key_of(part)}", _Claim()).labels.add(label)

    def _add(
        self,
        words: str,
        name: str,
        label: str,
        *,
        whole: bool = False,
        capital: bool = False,
        owned: bool = False,
    ) -> None:
        key = key_of(words)
        if not key or key in self._theirs:
            return
        claim = self._claims.setdefault(key, _Claim())
        claim.labels.add(self._unsure if not whole and key in self._shared else label)
        claim.needs_capital = claim.needs_capital or capital
        claim.whole = claim.whole or whole
        plain, last = folded_name(words), folded_name(name)
        title = rf"(?:{_TITLES})?" if whole and " " in plain and not _HAS_TITLE.match(plain) else ""
        self._patterns[standing_alone(f"{title}{_loose(plain)}", last, owned=owned)] = len(plain)

    def _match(self, seen: FoldedText, start: int, end: int, *, own: bool) -> Match | None:
        key = key_of(seen.text[start:end])
        begins, ends = seen.span(start, end)
        while ends > begins and seen.given[ends - 1].isspace():
            ends -= 1
        word = seen.given[begins:ends]
        claim = self._claims.get(key) or self._account(key, seen, begins, ends)
        if claim is None:
            return self._titled(key, _HAS_TITLE.sub("", seen.text[start:end]), Match(begins, ends, "", word))
        if key in self._put_back or (
            claim.needs_capital and not claim.whole and not self._counts(seen, start, end, own)
        ):
            return None
        if seen.text[end : end + 1] != "s":
            return Match(begins, ends, self._label(claim), word)
        longer = f"{key}s"  # "Roberts" is somebody else than "Robert"
        if longer in self._theirs or longer in self._put_back:
            return None
        return Match(begins, ends, self._unsure if longer in self._shared else self._label(claim), word)

    def _account(self, key: str, seen: FoldedText, begins: int, ends: int) -> _Claim | None:
        """Whose initial and name a word is in one, where it stands as an account."""
        claim = self._accounts.get(key)
        before, after = seen.given[max(0, begins - 1) : begins], seen.given[ends : ends + 6]
        if claim is None or not is_an_account(seen.given[begins:ends], before, after, alone=self._alone[key]):
            return None
        return claim

    def _titled(self, key: str, bare: str, match: Match) -> Match | None:
        """A title with a name: of whoever bears the whole of it, or the part; unsure where others bear it too."""
        short = key_of(bare)
        claim = self._claims.get(short)
        if claim is None or not claim.whole:
            claim = self._claims.get(f"* {short}") or claim
        if claim is None or key in self._theirs or not self._put_back.isdisjoint((key, short)):
            return None
        return replace(match, label=self._unsure if short in self._theirs else self._label(claim))

    def _counts(self, seen: FoldedText, start: int, end: int, own: bool) -> bool:
        """Whether a name that is a word too stands as one. ``own``: it begins a heading, as any word may."""
        first = as_letters(seen.given[seen.places[start]])
        if not first.isupper() or own:
            return False
        at = seen.places[start]
        before, after = seen.given[max(0, at - DATE_AROUND[0]) : at], seen.text[end : end + DATE_AROUND[1]]
        of_a_date = is_of_a_date(seen.text[start:end], before, after)
        return not of_a_date and not re.match(r" \d", after)

    def _label(self, claim: _Claim) -> str:
        return next(iter(claim.labels)) if len(claim.labels) == 1 else self._unsure

    def _by_number(self, seen: FoldedText) -> Iterator[Match]:
        """Telephone numbers and days of birth, however they are written."""
        for pattern in self._numbers.values():
            for one in pattern.finditer(seen.text):
                begins, ends = seen.span(*one.span())
                word = seen.given[begins:ends]
                if key_of(word) not in self._put_back:
                    yield Match(begins, ends, LEFT_OUT, word)

    def _by_initials(self, text: str, found: list[Match]) -> Iterator[Match]:
        taken = Stretches((one.start, one.end) for one in found)
        for one in _INITIALS.finditer(as_letters(text)):
            form = re.sub(r"[^A-Z]", "", one[0])
            labels = self._initials.get(form)
            stopped = "." in one[0]
            if labels is None or form in self._their_initials or key_of(one[0]) in self._put_back:
                continue
            if not stopped and form in self._explained:
                continue
            if taken.touch(one.start(), one.end()):
                continue
            yield Match(
                one.start(),
                one.end(),
                next(iter(labels)) if len(labels) == 1 else self._unsure,
                text[one.start() : one.end()],
            )

    def _shielded(self, seen: FoldedText) -> Stretches:
        """Where the school's own name stands, or the whole name of somebody who may be named."""
        return Stretches(
            one.span() for one in (self._shield.finditer(seen.text) if self._shield is not None else ())
        )


class WholeNameFinder(NameFinder):
    """Finds whole names, accounts, addresses and numbers alone: a surname, a first name, an initial are of many."""

    def _claim_parts(self, name: str, label: str) -> None:
        """None of them, but of a script without blanks the whole name."""
        plain = without_title(name)
        if len(plain) > 1 and " " not in plain and runs_on(plain):
            self._add(plain, plain, label, whole=True)


def key_of(words: str) -> str:
    """Words as claims are compared: folded, without apostrophes and full stops, one blank for blanks and hyphens."""
    plain = folded_name(words).replace("'", "").replace(". ", " ")
    return re.sub("[ -]+", " ", plain).strip(" .")


def whole_forms(name: str) -> Iterator[str]:
    """The forms of a name that mean one person alone: in several words, with its own title, title and last name."""
    plain = without_title(name)
    words = plain.split()
    if len(words) > 1 and not is_description(plain):
        yield plain
    if words and plain != " ".join(name.split()):
        yield name
        yield f"{name.split(maxsplit=1)[0]} {words[-1]}"


def _whole_keys_of(one: Called) -> Iterator[str]:
    """What is somebody's as a whole: the forms of their names, accounts and numbers."""
    for name in one.names:
        yield from (key_of(form) for form in whole_forms(name))
    for handle in one.handles:
        yield from (key_of(handle), key_of(handle.lstrip("@")))
    yield from (key_of(number) for number in one.numbers)


def keys_of(one: Called) -> Iterator[str]:
    """What is somebody's own: whole names, parts, accounts and numbers."""
    for name in one.names:
        plain = without_title(name)
        yield key_of(plain)
        yield key_of(name)
        for part in (*parts_of_name(name), *(plain.split() if len(plain.split()) == 1 else ())):
            yield key_of(part)
            yield from (key_of(piece) for piece in re.split("['’-]", part) if len(piece) >= LEAST_PIECE)
    yield from _whole_keys_of(one)


def _loose(folded: str) -> str:
    """A pattern for a folded name: hyphen or blank between its words, an apostrophe or none."""
    if runs_on(folded):
        return r"[ -]*".join(re.escape(word) for word in re.split("[ -]+", folded))
    words = [r"'?".join(re.escape(piece) for piece in word.split("'")) for word in re.split(_BETWEEN, folded)]
    joined = words[0]
    for word in words[1:]:
        joined += (r"\.?" if len(joined) == 1 else "") + _BETWEEN + word
    return joined


def _longest_of(matches: Iterable[Match]) -> Iterator[Match]:
    """None over another: the longest stretch goes first, of those that are alike the first one found."""
    kept = Stretches()
    for one in sorted(matches, key=lambda one: one.start - one.end):
        if not kept.touch(one.start, one.end):
            kept.add(one.start, one.end)
            yield one
