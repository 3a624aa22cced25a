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
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from safeguard_app.domain.folded_text import FoldedText, fold, folded_name
from safeguard_app.domain.incidents import Incident, Participant
from safeguard_app.domain.word_edges import runs_on, standing_alone
from safeguard_app.services.register_facts import TITLE, bare_name, without_title

T = TypeVar("T")
WHOLE = "Name withheld"
WITHIN = "[name withheld]"
_SHORTEST = 2
_ALSO_WORDS = frozenset(
    """
    an art ash autumn baker bay bell bill bishop black bob bond booth brook brown candy carol case cash chance
    chase christian cook cope cross crystal daisy dale dawn dean don drew duke earl early east eve faith fay field
    ford fox frank gene glen gold good grace grant gray green guy hall hand head heath hill holly home hope horn
    hunt hunter iris ivy jack jade jay jean jewel joy june key king knight lake lance lane laurel law lily link
    little lock long lord love major mark marsh mason may melody miles miller mills mine moon nick noble noel
    north olive page park pat patience pearl penny pier pike pond pool poppy post potter price randy ray read reed
    rich ring rob robin rock rose rowan ruby rush rusty sage sandy savage sharp shore short silver singer skip sky
    smith speed spring star steel stone strong sue summer sunny swan tan taylor turner van victor violet wade
    walker ward water waters way weaver west white wild will wills winter wise wood woods wren young
    """.split()  # noqa: SIM905 - a word a line would be two hundred lines
)
"""Names that children and adults bear and that are words of a sentence too, or beginnings of one."""
_WORDS_IN_S = frozenset({"gens", "lens", "mars", "news", "this", "ties"})
"""Words that a short name becomes with an s behind it: "Thi" is a name, and "this" is not hers."""
LEAST_PIECE = 3
"""Letters of a piece of a hyphenated name that alone is somebody's name: "Anna" of "Anna-Maria"."""
_LEAST_JOINED = 5
"""Letters of a whole name in one word: "moali" is nobody's word."""
_MONTHS = frozenset({"april", "august", "june", "may", "jan"})
_DAY_BEFORE = re.compile(r"(?<!\d)\d{1,2}(?:st|nd|rd|th)? $")
_BARE_WORDS = frozenset(
    """
    ache ala and anger ant as bar bat be beer boss bout but can cut dale den do done dose dot drag fete for fur gun
    has hat he her his hot in is it jam join lame led let lime los lot man mar mat men met mole more mug mule none
    nor not nun old on or our ours out pan pate pen pet pin pot put ran rat rule run sad same sane sat saw sea see
    sen set she sin so some son sore sort sun ten the then this tie ton too top tot tour tune us use was we were who
    yes yet you zone
    """.split()  # noqa: SIM905 - as above
)
"""Words that a name with marks becomes without them, as "Çan", "Sön" or "Mülé" does."""
_PARTICLES = frozenset(
    {
        "al",
        "bin",
        "da",
        "de",
        "del",
        "den",
        "der",
        "di",
        "dos",
        "du",
        "el",
        "ibn",
        "la",
        "le",
        "of",
        "van",
        "von",
    }
)


@dataclasses.dataclass(frozen=True, slots=True)
class Withheld:
    """What stays out of a copy: texts that are a name as a whole, and a pattern for names within a text.

    Both are of folded texts (``domain/folded_text``), the pattern of one whose capitals stay.
    """

    whole: frozenset[str]
    within: re.Pattern[str]

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where a name stands in a text, in order, marks that nobody sees within it too."""
        found = {*self._in(text, fold(text, capitals=True))}
        if not text.isascii() or "[U+" in text:
            found |= {
                *self._in(text, fold(text, unseen=" ", capitals=True))
            }  # what nobody sees may part two names
        past = 0
        for begins, ends in sorted(found, key=lambda one: (one[0], -one[1])):
            if ends > past:
                yield max(begins, past), ends
                past = ends

    def _in(self, text: str, seen: FoldedText) -> Iterator[tuple[int, int]]:
        for one in self.within.finditer(seen.text):
            begins, ends = seen.span(*one.span())
            if one[0].casefold() in _MONTHS and _DAY_BEFORE.search(text[max(0, begins - 6) : begins]):
                continue
            yield begins, ends

    def stands_in(self, text: str) -> bool:
        """Whether a text names them."""
        return next(self.spans(text), None) is not None or folded_name(text) in self.whole


def withheld_names(incident: Incident, behind: Sequence[Participant] = ()) -> Withheld | None:
    """What stays out of copies of a record; None where nobody asked.

    ``behind`` are those who were identified later behind somebody unknown in it: whoever asked not to be named is not
    named by the name that they turned out to have either.
    """
    everybody = (*incident.participants, *behind)
    hidden = [one.person.name for one in everybody if one.name_withheld and one.person.name.strip()]
    if not hidden:
        return None
    return names_of(hidden, [one.person.name for one in everybody if not one.name_withheld])


def names_of(hidden: Sequence[str], others: Sequence[str]) -> Withheld:
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
            if folded_name(part) not in shared and _is_name(part)
        ]
        patterns += [_in_one_word(form) for form in joined_forms(name) - theirs]
        patterns += [_with_stops(form) for form in initials_of(name) - theirs]
    ordered = sorted(dict.fromkeys(patterns), key=len, reverse=True)
    whole = frozenset(folded_name(text) for name in hidden for text in (name, without_title(name)))
    return Withheld(whole, re.compile("|".join(ordered)))


def parts_of_name(name: str) -> tuple[str, ...]:
    """The words of a name by which alone somebody can be known: no title, no initial, no particle."""
    plain = without_title(name)
    return () if is_description(plain) else tuple(word for word in plain.split() if _is_name(word))


def is_also_a_word(part: str) -> bool:
    """Whether a part of a name is a word of a sentence too, so that it counts with a capital letter only."""
    bare = folded_name(part)
    if len(part) <= _SHORTEST or bare in _ALSO_WORDS:
        return True
    return bare != part.casefold() and bare in _BARE_WORDS


def may_be_owned(part: str) -> bool:
    """Whether "Tylers" may be written for "Tyler's": of three letters and more, and where no word comes of it."""
    plain = folded_name(part)
    if len(plain) <= _SHORTEST or plain.endswith("s") or is_also_a_word(part):
        return False
    return plain + "s" not in _WORDS_IN_S and not is_also_a_word(plain + "s")


def initials_of(name: str) -> frozenset[str]:
    """ "TZ" of "Tomasz Zielinski", and all three where there is a name between; none of a name in one word."""
    words = [word for word in re.split("[ -]+", without_title(name)) if word]
    if len(words) < 2 or is_description(name):
        return frozenset()
    plain = [folded_name(word)[:1].upper() for word in words]
    forms = {"".join(plain), plain[0] + plain[-1]}
    return frozenset(one for one in forms if one.isascii() and one.isalpha())


def joined_forms(name: str) -> set[str]:
    """A whole name in one word, "tylerokonkwo": all of it, and first and last name either way round."""
    plain = without_title(name)
    words = re.sub("['.]", "", folded_name(plain)).split()
    if len(words) < 2 or is_description(plain) or runs_on(plain):
        return set()
    forms = {"".join(words).replace("-", "")}
    for first in (words[0].replace("-", ""), *words[0].split("-")):
        for last in (words[-1].replace("-", ""), *words[-1].split("-")):
            forms |= {first + last, last + first} if len(first) > 1 and len(last) > 1 else set()
    return {one for one in forms if len(one) >= _LEAST_JOINED}


def _as_a_name(pattern: str, last: str) -> str:
    return standing_alone(pattern, folded_name(last), owned=may_be_owned(last))


def _pieces(word: str) -> Iterator[str]:
    """ "Anna" and "Maria" of "Anna-Maria": each alone is what somebody is called."""
    pieces = re.split("[-‐‑]", word)
    yield from (one for one in pieces if len(one) >= LEAST_PIECE and len(pieces) > 1)


def _in_one_word(form: str) -> str:
    """A whole name without blanks, as in the name of a file or an account: "TylerOkonkwo2.png"."""
    letter = r"[^\W\d_]"
    return f"(?<!{letter})(?i:{re.escape(form)})(?:(?!{letter})|(?=[sS](?!{letter})))"


def _with_stops(initials: str) -> str:
    """ "T.O." and "T. O.": without stops they may be anything."""
    return r"(?<![\w.])(?<!\d )" + r"\.\s?".join(initials) + r"(?:\.|(?![\w.]))"


def _spelt(name: str) -> str:
    """A pattern for a folded name: hyphen or blanks between its words, an apostrophe or none."""
    words = re.split("[ -]+", folded_name(name))
    return "[ -]+".join("'?".join(re.escape(piece) for piece in word.split("'")) for word in words)


def _is_name(word: str) -> bool:
    """No initial, and no particle: "de" is nobody's name."""
    return len(word) >= _SHORTEST and word.casefold() not in _PARTICLES


def _as_written(word: str) -> str:
    """A part of a name in whatever letters, unless small ones make it another word."""
    if not is_also_a_word(word):
        return f"(?i:{_spelt(word)})"
    bare = fold(word, capitals=True).text
    forms = dict.fromkeys((bare[:1].upper() + bare[1:], bare.upper()))
    return f"(?:{'|'.join(re.escape(one) for one in forms)})"


def is_description(name: str) -> bool:
    """Whether "A parent of a Year 4 pupil" stands where a name would: its words are nobody's name."""
    return any(word[:1].islower() and word.casefold() not in _PARTICLES for word in name.split())


def without_names(value: T, names: Withheld | None) -> T:
    """The same content with every withheld name left out of every text in it, however deep."""
    if names is None:
        return value
    result: T = _without(value, names)
    return result


def _without(value: Any, names: Withheld) -> Any:
    if type(value) is str:
        return _text_without(value, names)
    if isinstance(value, tuple):
        return tuple(_without(one, names) for one in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {
            field.name: _without(getattr(value, field.name), names) for field in dataclasses.fields(value)
        }
        return dataclasses.replace(value, **fields)
    return value


def _text_without(text: str, names: Withheld) -> str:
    if folded_name(text) in names.whole:
        return WHOLE
    kept, at = [], 0
    for begins, ends in names.spans(text):
        kept += [text[at:begins], WITHIN]
        at = ends
    return "".join((*kept, text[at:]))
