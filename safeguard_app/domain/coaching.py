"""The writing coach: what a later reader would ask of a text, found by plain lists of words (domain.md 2.7).

The rules are data of the catalogue; here they are held against a text. Nothing is ever changed or refused because of a
remark, and the child's own words are never remarked upon, whatever stands in them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from safeguard_app.domain.incidents import Passage, PassageKind

MOST_SHOWN = 4
"""So many words are named in one remark; further ones come when these are put away or mended."""
MOST_CHARACTERS = 20_000
"""A longer text is a transcript or a copy, and nothing a person writes here while the coach looks on."""
_LONGEST_QUOTE = 600
Spans = tuple[tuple[int, int], ...]
_NEAR = 60
"""So many characters around a letter say what it is."""
_SHOUTED = 4
"""A word of so many capitals beside a short one: somebody shouts, and the short one is no initials."""


class Check(StrEnum):
    """What a rule looks for."""

    WORDS = "words"
    INITIALS = "initials"
    NO_OWN_WORDS = "no-own-words"
    NO_ACTION = "no-action"


class Where(StrEnum):
    """The texts a rule looks into."""

    ACCOUNT = "account"
    NOTE = "note"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class CoachRule:
    """One rule. ``words`` are whole words or phrases, in any case; an apostrophe of either kind is the same.

    For ``words``: what is remarked upon. For ``no-action``: what counts as something done.
    For ``initials``: ``explained`` short forms need no explanation; a single capital letter is none of anybody's after
    the words of ``letter_after`` (plan B) or before those of ``letter_before`` (T shirt).
    Passages marked as one of ``leaves`` are passed over besides the child's own words. Without ``categories`` every
    kind is looked at, apart from ``except_categories``. Texts shorter than ``least_characters`` are left in peace.
    """

    id: str
    title: str
    check: Check
    looks_in: tuple[Where, ...]
    remark: str
    reason: str
    source: str
    words: tuple[str, ...] = ()
    explained: tuple[str, ...] = ()
    letter_after: tuple[str, ...] = ()
    letter_before: tuple[str, ...] = ()
    leaves: tuple[PassageKind, ...] = ()
    categories: tuple[str, ...] = ()
    except_categories: tuple[str, ...] = ()
    least_characters: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """A text as it stands. ``passages`` are its marks; ``known`` short forms that its people or the nation explain.

    ``voice_elsewhere``: the child's wishes or words stand in another field; ``action_elsewhere``: so does what was
    done.
    """

    where: Where
    text: str
    category: str = ""
    passages: tuple[Passage, ...] = ()
    known: frozenset[str] = frozenset()
    voice_elsewhere: bool = False
    action_elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """What one rule found: the words, or none where something is missing."""

    rule: str
    found: tuple[str, ...]
    remark: str
    reason: str

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """What is put away with it: the rule with each word found."""
        return tuple((self.rule, word) for word in self.found or ("",))


def look(
    rules: Iterable[CoachRule], written: Written, put_away: frozenset[tuple[str, str]] = frozenset()
) -> tuple[Remark, ...]:
    """What the rules say of a text, in their order, without what was put away."""
    made: list[Remark] = []
    if len(written.text) > MOST_CHARACTERS:
        return ()
    quotes = tuple(_quotes(written.text))
    for rule in rules:
        if not _concerns(rule, written):
            continue
        found = _found(rule, written, quotes)
        if found is None:
            continue
        left = tuple(word for word in found if (rule.id, word) not in put_away)
        missing = not found and (rule.id, "") not in put_away
        if left or missing:
            made.append(Remark(rule.id, left[:MOST_SHOWN], rule.remark, rule.reason))
    return tuple(made)


def _concerns(rule: CoachRule, written: Written) -> bool:
    return (
        written.where in rule.looks_in
        and len(written.text.strip()) >= max(1, rule.least_characters)
        and (not rule.categories or written.category in rule.categories)
        and written.category not in rule.except_categories
    )


def _found(rule: CoachRule, written: Written, quotes: Spans) -> tuple[str, ...] | None:
    """The words a rule remarks upon; empty where something is missing; None where all is well."""
    if rule.check is Check.NO_OWN_WORDS:
        said = any(one.kind is PassageKind.OWN_WORDS for one in written.passages)
        return None if said or written.voice_elsewhere or quotes else ()
    if rule.check is Check.NO_ACTION:
        return None if written.action_elsewhere or any(_words(rule.words, written.text)) else ()
    text = _without_others_words(rule, written, quotes)
    words = _words(rule.words, text) if rule.check is Check.WORDS else _initials(rule, text, written)
    return tuple({word.lower(): word for word in reversed(list(words))}.values())[::-1] or None


def _without_others_words(rule: CoachRule, written: Written, quotes: Spans) -> str:
    """The author's own words alone: marked and quoted passages are blanked, so that places stay what they are."""
    left = {PassageKind.OWN_WORDS, *rule.leaves}
    spans = [(one.start, one.end) for one in written.passages if one.kind in left]
    letters = list(written.text)
    for start, end in (*spans, *quotes):
        letters[start:end] = [" "] * len(letters[start:end])
    return "".join(letters)


_QUOTE = re.compile(
    rf"“[^”]{{1,{_LONGEST_QUOTE}}}”|\"[^\"\n]{{1,{_LONGEST_QUOTE}}}\"|"
    rf"(?<!\w)‘[^‘\n]{{1,{_LONGEST_QUOTE}}}?’(?!\w)|(?<!\w)'[^'\n]{{1,{_LONGEST_QUOTE}}}'(?!\w)"
)


def _quotes(text: str) -> Iterator[tuple[int, int]]:
    """Where somebody's words stand between quotation marks."""
    return (found.span() for found in _QUOTE.finditer(text))


def _words(words: tuple[str, ...], text: str) -> Iterator[str]:
    """Each word or phrase of the list in the text, as it stands there. Goes through the text once."""
    by_first = _by_first_word(words)
    tokens = list(_TOKEN.finditer(text))
    plain = [token[0].lower().replace("'", "’") for token in tokens]
    for place, first in enumerate(plain):
        for phrase in by_first.get(first, ()):
            end = place + len(phrase)
            if tuple(plain[place:end]) == phrase and _spaced(text, tokens[place:end]):
                yield " ".join(token[0] for token in tokens[place:end])
                break


_TOKEN = re.compile(r"\w+(?:['’-]\w+)*")


@lru_cache(maxsize=64)
def _by_first_word(words: tuple[str, ...]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The words of each phrase by the first of them, longer phrases first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for word in sorted(words, key=len, reverse=True):
        phrase = tuple(token.lower() for token in _TOKEN.findall(word))
        found.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(phrases) for first, phrases in found.items()}


def _spaced(text: str, tokens: Sequence[re.Match[str]]) -> bool:
    """Whether nothing but space stands between the words of a phrase: no full stop, no comma."""
    pairs = pairwise(tokens)
    return all(text[one.end() : other.start()].isspace() for one, other in pairs)


_UNBROKEN = re.compile(r"\S+")
_ADDRESSED = ("://", "www.", "@")
_EXPLAINED = re.compile(r"\(([A-Z]{2,4})\)")
_SHORT = re.compile(r"(?<![\w./&@#_-])(?:[A-Z](?:\.[A-Z]){1,3}\.?|[A-Z]{2,3})(?![\w/&_@-])")
_LETTER = re.compile(
    r"(?:(?<=\s)|(?<=\()|^)(?P<letter>[B-HJ-WYZ])(?=['’]s\b|[\s,;:)?!]|\.(?!\w)|$)", re.MULTILINE
)
_BEFORE = re.compile(r"([\w’']+)[ ]$")
_AFTER = re.compile(r"(?:['’]s)?[ ]+([\w’'-]+)")


def _initials(rule: CoachRule, text: str, written: Written) -> Iterator[str]:
    """Short forms and single letters that may stand for somebody."""
    known = {*rule.explained, *written.known, *_EXPLAINED.findall(written.text)}
    text = _UNBROKEN.sub(_without_address, text)
    for found in _SHORT.finditer(text):
        plain = found[0].replace(".", "")
        if plain not in known and not _is_shouted(text, found.start(), found.end(), known):
            yield found[0].rstrip(".") if found[0].count(".") < 2 else found[0]
    yield from _single_letters(rule, text, known)


def _without_address(found: re.Match[str]) -> str:
    """Spaces in place of an address or a handle."""
    word = found[0]
    return " " * len(word) if any(mark in word for mark in _ADDRESSED) else word


def _single_letters(rule: CoachRule, text: str, known: set[str]) -> Iterator[str]:
    for found in _LETTER.finditer(text):
        start, end = found.span("letter")
        near = text[max(0, start - _NEAR) : start]
        begins = not near.rpartition("\n")[2].strip() and ("\n" in near or len(near) == start)
        if begins and text[end : end + 1] in (".", ")"):
            continue  # "B. What was seen": a list
        before = _BEFORE.search(near)
        after = _AFTER.match(text, end)
        word = before[1] if before is not None else ""
        if word.lower() in rule.letter_after or (after and after[1].lower() in rule.letter_before):
            continue
        if _is_shouted(text, start, end, known):
            continue
        named = word[:1].isupper() and word[1:].islower()
        yield f"{word} {found['letter']}" if named else found["letter"]


def _is_shouted(text: str, start: int, end: int, known: set[str]) -> bool:
    """Whether the words about it are in capitals as well: a heading, or somebody shouting."""
    before = text[max(0, start - _NEAR) : start].split()[-1:]
    after = text[end : end + _NEAR].split()[:1]
    for word in (*before, *after):
        letters = "".join(letter for letter in word if letter.isalpha())
        if len(letters) >= _SHOUTED and letters.isupper() and letters not in known:
            return True
    return False
