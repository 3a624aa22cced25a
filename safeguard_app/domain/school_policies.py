"""The school's own policies, clause by clause: pasted, numbered, and in force between their days.

What stands in the catalogue is a general list in our own words. A school that has put in its own policy has its own
clauses cited instead, as they stood on the day a record is about.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import log, sqrt

from safeguard_app.domain.people import Withdrawal

MOST_CLAUSES = 400
"""A policy with more is several documents pasted together."""
LIKE_ENOUGH = 0.22
"""From how much in common on a clause is proposed to be about the same as one of the catalogue."""


@dataclass(frozen=True, slots=True)
class PolicyClause:
    """One clause. ``place`` is how it is cited ("6.7", "6.7(a)"); ``categories`` are codes of the catalogue."""

    place: str
    words: str
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SchoolPolicy:
    """One policy as the school adopted it. ``text`` is all that was pasted; ``short`` is how records cite it.

    It holds from ``in_force_from`` to the day before ``superseded_on``.
    """

    title: str
    short: str
    in_force_from: date
    clauses: tuple[PolicyClause, ...]
    text: str = ""
    superseded_on: date | None = None
    withdrawn: Withdrawal | None = None

    def held_between(self, first: date, last: date) -> bool:
        """Whether it held on any day from ``first`` to ``last``, both included."""
        return self.in_force_from <= last and (self.superseded_on is None or first < self.superseded_on)

    def clauses_for(self, category: str) -> tuple[PolicyClause, ...]:
        """The clauses that are cited for a category, in their order."""
        return tuple(one for one in self.clauses if category in one.categories)


_NUMBER = re.compile(
    r"(?:(?:§|section|clause|paragraph|para\.?|rule)\s*)(?P<named>\d{1,3}(?:\.\d{1,3})*)\s*[.):]?\s*(?P<named_words>.*)"
    r"|(?P<dotted>\d{1,3}(?:\.\d{1,3})+)\s*[.):]?\s+(?P<dotted_words>\S.*)"
    r"|\(?(?P<plain>\d{1,3})[.):]\s+(?P<plain_words>\S.*)"
    r"|(?P<tabbed>\d{1,3})\t+(?P<tabbed_words>\S.*)",
    re.IGNORECASE,
)
"""How a line begins that has a number of its own: "§ 6.7", "6.7 ...", "6. ...", "(6) ...". "13 years" has none."""
_LETTER = re.compile(r"\(?(?P<letter>[a-z]|[ivx]{2,4})[.)]\s+(?P<words>\S.*)")
_POINT = re.compile(r"[•●▪◦‣o–—*-]\s+(?P<words>\S.*)")
_ENDS = tuple(".;:,!?")
_WORD = re.compile(r"[a-z]{4,}")


class _Reader:
    """Puts lines together to clauses. What stands before the first number is an opening."""

    def __init__(self) -> None:
        """Nothing read yet."""
        self.found: list[tuple[str, list[str]]] = []
        self._stem = ""
        self._points = 0
        self._gap = False

    def line(self, text: str) -> None:
        """One line of the policy."""
        if not text:
            self._gap = True
            return
        number = _NUMBER.fullmatch(text)
        letter = _LETTER.fullmatch(text) if number is None else None
        point = _POINT.fullmatch(text) if number is None and letter is None else None
        if number is not None:
            self._numbered(number)
        elif letter is not None and self._stem:
            self._begin(f"{self._stem}({letter['letter']})", letter["words"])
        elif point is not None:
            self._points += 1
            place = f"{self._stem}, point {self._points}" if self._stem else f"point {self._points}"
            self._begin(place, point["words"])
        else:
            self._plain(text)
        self._gap = False

    def _numbered(self, found: re.Match[str]) -> None:
        kind = next(name for name in ("named", "dotted", "plain", "tabbed") if found[name] is not None)
        self._stem, self._points = found[kind], 0
        self._begin(found[kind], found[f"{kind}_words"])

    def _begin(self, place: str, words: str) -> None:
        self.found.append((place, [words] if words else []))

    def _plain(self, text: str) -> None:
        """A line without a number goes on with the clause before it, or is a paragraph where none has numbers."""
        if self.found and not (self._gap and not self._stem):
            self.found[-1][1].append(text)
        else:
            self._begin("", text)


def read_clauses(text: str) -> tuple[PolicyClause, ...]:
    """The clauses of a pasted policy, in order, each with the number it has there.

    Headings, a few words without an end before the clauses they name, are left out. Paragraphs of
    a policy without numbers are counted; a number that comes twice is told apart.
    """
    reader = _Reader()
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        reader.line(line.strip())
    found = [(place, " ".join(words)) for place, words in reader.found if words]
    kept = [one for place, one in enumerate(found) if not _is_heading(found, place)]
    return tuple(_placed(kept))


def _is_heading(found: list[tuple[str, str]], at: int) -> bool:
    """Whether a clause only names those that follow under its number: "6. Social contact", then "6.1 ..."."""
    place, words = found[at]
    if at + 1 == len(found):
        return False
    follows = found[at + 1][0]
    short = len(words.split()) <= 8 and not words.endswith(_ENDS)
    if not place:
        return short
    return short and follows.startswith((f"{place}.", f"{place}(", f"{place},"))


def _placed(found: Iterable[tuple[str, str]]) -> list[PolicyClause]:
    seen: dict[str, int] = {}
    made = []
    paragraphs = 0
    for place, words in found:
        if not place:
            paragraphs += 1
            place = f"paragraph {paragraphs}"  # noqa: PLW2901 - an unnumbered clause gets its number here
        seen[place] = seen.get(place, 0) + 1
        made.append(PolicyClause(place if seen[place] == 1 else f"{place} ({seen[place]})", words))
    return made


class LikeClauses:
    """Which of the known clauses says about the same, by the words they share; rare words count for more."""

    def __init__(self, known: Mapping[str, str]) -> None:
        """``known`` are the words of each clause by its reference."""
        self._stems = {reference: _stems(words) for reference, words in known.items()}
        counts: dict[str, int] = {}
        for stems in self._stems.values():
            for stem in stems:
                counts[stem] = counts.get(stem, 0) + 1
        self._weights = {stem: log(1 + len(known) / count) for stem, count in counts.items()}

    def nearest(self, words: str, most: int = 2) -> tuple[str, ...]:
        """The references of the most alike, best first; none where nothing is alike enough."""
        mine = _stems(words) & self._weights.keys()
        scored = sorted(
            ((self._alike(mine, theirs), reference) for reference, theirs in self._stems.items()),
            key=lambda one: (-one[0], one[1]),
        )
        return tuple(reference for score, reference in scored[:most] if score >= LIKE_ENOUGH)

    def _alike(self, mine: frozenset[str], theirs: frozenset[str]) -> float:
        if not mine or not theirs:
            return 0.0
        shared = self._weight(mine & theirs)
        return shared / sqrt(self._weight(mine) * self._weight(theirs)) if shared else 0.0

    def _weight(self, stems: frozenset[str]) -> float:
        return sum(self._weights[stem] for stem in stems)


def _stems(words: str) -> frozenset[str]:
    return frozenset(word[:6] for word in _WORD.findall(words.casefold()))
