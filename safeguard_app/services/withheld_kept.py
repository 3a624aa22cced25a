"""What stays named in a copy although somebody who asked not to be named shares a word with it.

A school is called Baylis Lane, its lead Mrs Farah Aziz. Were "Lane" or "Aziz" left out there, whoever knows the school
would read the surname of whoever asked off the gap, and an answer that must be given would be spoilt. So what the
school, its people and those whom the copy names anyway are called stands whole; the same word by itself is left out as
ever, and so is the whole name of whoever asked, wherever it stands.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from safeguard_app.domain.folded_text import FoldedText, fold, folded_name
from safeguard_app.domain.stretches import Stretches
from safeguard_app.services.name_forms import is_description, parts_of_name
from safeguard_app.services.names_in_text import key_of, whole_forms
from safeguard_app.services.register_facts import bare_name, without_title

_LEAST_OF_A_PLACE = 2
"""Words of a name or address that together can be nobody: "Lane" alone may be a child."""
_BETWEEN = "[ ,-]+"
_STOPS = ".,;:()"
_CUT = " . "
"""What stands for words that were taken out of a text: nothing goes on over it."""


@dataclass(frozen=True, slots=True)
class KeptNames:
    """What a copy names anyway: people by whole names, places by two words of theirs, and phrases as they stand.

    Of a phrase that is one word, only an e-mail address and its domain count: any other could be a name alone.
    """

    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()


NOTHING_KEPT = KeptNames()


@dataclass(frozen=True, slots=True)
class KeptWords:
    """Of what a copy names anyway: that which shares a word with a hidden name.

    ``shared`` are these words as they are written, ``folded`` the same to compare with.
    """

    pattern: re.Pattern[str]
    shared: tuple[str, ...] = ()

    def stretches(self, seen: FoldedText) -> Stretches:
        """Where it stands in a text."""
        return Stretches(one.span() for one in self.pattern.finditer(seen.text))

    def cut_from(self, text: str) -> str:
        """The text without it, for whoever looks for what is left."""
        seen, pieces, at = fold(text, capitals=True), [], 0
        for one in self.pattern.finditer(seen.text):
            begins, ends = seen.span(*one.span())
            pieces += [text[at:begins], _CUT]
            at = ends
        return "".join((*pieces, text[at:]))


def kept_words(hidden: Sequence[str], kept: KeptNames) -> KeptWords:
    """Which of ``kept`` shares a word with any of ``hidden``. Whoever stands among both asked, and is not kept."""
    wanted = {piece: part for name in hidden for part in parts_of_name(name) for piece in _pieces(part)}
    asked = {bare_name(name) for name in hidden}
    theirs = {key_of(form) for name in hidden for form in whole_forms(name)}
    forms = [
        _words(form)
        for name in kept.people
        if bare_name(name) not in asked
        for form in _forms(name)
        if key_of(form) not in theirs
    ]
    forms += [run for place in kept.places for run in _runs(_words(place))]
    forms += [words for one in kept.phrases if len(words := _words(one)) >= _LEAST_OF_A_PLACE or "@" in one]
    forms += [_words(one.partition("@")[2]) for one in kept.phrases if "@" in one]
    found = {form for form in forms if form and not wanted.keys().isdisjoint(_all_pieces(form))}
    spelt = sorted((_spelt(form) for form in found), key=lambda one: (-len(one), one))
    shared = {wanted[piece] for form in found for piece in _all_pieces(form) if piece in wanted}
    pattern = rf"(?<!\w)(?:{'|'.join(spelt)})(?!\w)" if spelt else r"(?!)"
    return KeptWords(re.compile(pattern, re.IGNORECASE), tuple(sorted(shared)))


def _forms(name: str) -> Iterator[str]:
    """Whole, with the title that it has, title and last name, and with the first name as an initial."""
    yield from whole_forms(name)
    plain = without_title(name)
    words = plain.split()
    if len(words) > 1 and not is_description(plain):
        short = f"{words[0][0]} {words[-1]}"
        yield short
        if plain != " ".join(name.split()):
            yield f"{name.split(maxsplit=1)[0]} {short}"


def _words(text: str) -> tuple[str, ...]:
    plain = re.split(r"[ ,]+", folded_name(text))
    return tuple(word for one in plain if (word := one.strip(_STOPS)))


def _runs(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for start in range(len(words)):
        for end in range(start + _LEAST_OF_A_PLACE, len(words) + 1):
            yield words[start:end]


def _pieces(word: str) -> Iterator[str]:
    plain = folded_name(word)
    yield plain
    yield from (one for one in plain.split("-") if one and one != plain)


def _all_pieces(words: Sequence[str]) -> set[str]:
    """Each word of a form, and each piece of an address."""
    return {piece for word in words for one in re.split(r"[@.]|'s$", word) for piece in _pieces(one)}


def _spelt(words: Sequence[str]) -> str:
    """A pattern for folded words: whatever blanks, commas or stops stand between them."""
    return rf"\.?{_BETWEEN}".join("'?".join(re.escape(one) for one in word.split("'")) for word in words)
