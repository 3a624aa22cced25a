"""Leaving the names of people who asked not to be named out of a copy, wherever in the copy they stand.

Their full name, the name with a title, and their first and last name alone where nobody else in the record bears it,
so that an account that says "Mia showed me", or "mia" or "MIA" as a child would write, does not give Mia away. A name
that is a word as well ("will", "rose") counts with a capital letter only, and so does one of two letters. What is left
out is marked, so that a reader sees that words are missing; too much is left out rather than too little. A description
can still point to somebody: the copy is read through before it is handed over.
"""

import dataclasses
import re
from collections.abc import Sequence
from typing import Any, TypeVar

from safeguard_app.domain.incidents import Incident, Participant
from safeguard_app.domain.text_rules import as_line, folded
from safeguard_app.domain.word_edges import standing_alone
from safeguard_app.services.register_facts import TITLE, plain_name, without_title

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
_SHOWN_MARK = re.compile(r"\[U\+[0-9A-F]{4,5}\]")
"""How a copy shows a mark that nobody would see."""
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
    """What stays out of a copy: texts that are a name as a whole, and a pattern for names within a text."""

    whole: frozenset[str]
    within: re.Pattern[str]


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
    asked = {plain_name(name) for name in hidden}
    nobody_else = [name for name in others if plain_name(name) not in asked]
    shared = {word.casefold() for name in nobody_else for word in without_title(name).split()}
    patterns: list[str] = []
    for name in hidden:
        plain = without_title(name)
        words = plain.split()
        if is_description(plain):
            patterns.append(standing_alone(f"(?i:{_blanks(plain)})", plain, lines_part=True))
            continue
        patterns += [
            _as_a_name(rf"(?i:(?:{TITLE})?{_blanks(plain)})", words[-1]),
            _as_a_name(rf"(?i:(?:{TITLE}){re.escape(words[-1])})", words[-1]),
        ]
        patterns += [
            _as_a_name(rf"(?<!\d ){_as_written(word)}", word)
            for word in words
            if word.casefold() not in shared and _is_name(word)
        ]
    ordered = sorted(dict.fromkeys(patterns), key=len, reverse=True)
    whole = frozenset(folded(text) for name in hidden for text in (name, without_title(name)))
    return Withheld(whole, re.compile(_any_apostrophe("|".join(ordered))))


def parts_of_name(name: str) -> tuple[str, ...]:
    """The words of a name by which alone somebody can be known: no title, no initial, no particle."""
    plain = without_title(name)
    return () if is_description(plain) else tuple(word for word in plain.split() if _is_name(word))


def is_also_a_word(part: str) -> bool:
    """Whether a part of a name is a word of a sentence too, so that it counts with a capital letter only."""
    return len(part) <= _SHORTEST or part.casefold() in _ALSO_WORDS


def may_be_owned(part: str) -> bool:
    """Whether "Tylers" may be written for "Tyler's": of three letters and more, and where no word comes of it."""
    plain = part.casefold()
    if len(plain) <= _SHORTEST or plain.endswith("s") or is_also_a_word(plain):
        return False
    return plain + "s" not in _WORDS_IN_S and not is_also_a_word(plain + "s")


def _as_a_name(pattern: str, last: str) -> str:
    return standing_alone(pattern, last, owned=may_be_owned(last), lines_part=True)


def _blanks(plain: str) -> str:
    """A name in the name of a file has lines for its blanks."""
    return "[ _]+".join(re.escape(word) for word in plain.split())


def _is_name(word: str) -> bool:
    """No initial, and no particle: "de" is nobody's name."""
    return len(word) >= _SHORTEST and word.casefold() not in _PARTICLES


def _as_written(word: str) -> str:
    """A part of a name in whatever letters, unless small ones make it another word."""
    if not is_also_a_word(word):
        return f"(?i:{re.escape(word)})"
    return f"(?:{re.escape(word)}|{re.escape(word.upper())})"


def _any_apostrophe(pattern: str) -> str:
    """A name is written with one apostrophe on a form and with another in an account; both are that name."""
    return re.sub("['’]", "['’]", pattern)


def is_description(name: str) -> bool:
    """Whether "A parent of a Year 4 pupil" stands where a name would: its words are nobody's name."""
    return any(word[:1].islower() and word.casefold() not in _PARTICLES for word in name.split())


def without_names(value: T, names: Withheld | None) -> T:
    """The same content with every withheld name left out of every text in it, however deep."""
    if names is None:
        return value
    result: T = _without(value, names)
    return result


def _read(text: str, names: Withheld) -> str:
    """A text as somebody reads it, where marks that nobody sees stand within a name; else as it is."""
    bare = "\n".join(as_line(line) for line in _SHOWN_MARK.sub("", text).split("\n"))
    hides = bare != text and len(names.within.findall(bare)) > len(names.within.findall(text))
    return bare if hides else text


def _without(value: Any, names: Withheld) -> Any:
    if type(value) is str:
        return (
            WHOLE if folded(value.strip()) in names.whole else names.within.sub(WITHIN, _read(value, names))
        )
    if isinstance(value, tuple):
        return tuple(_without(one, names) for one in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {
            field.name: _without(getattr(value, field.name), names) for field in dataclasses.fields(value)
        }
        return dataclasses.replace(value, **fields)
    return value
