"""The writing coach of an open log: its rules in the nation's words, and the short forms that need no explanation here.

Looking at a text is pure and quick, so that the window may ask while somebody pauses; nothing of it is kept.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace

from safeguard_app.catalogue.catalogue import Catalogue
from safeguard_app.catalogue.nations import NationProfile, Terms
from safeguard_app.domain.coaching import Check, CoachRule, Remark, Where, Written, look
from safeguard_app.domain.nations import Nation
from safeguard_app.services.session import Session

_SHORT_FORM = re.compile(r"\b[A-Z]{2,4}\b")
_WHERE: Mapping[Where, str] = {
    Where.ACCOUNT: "the account",
    Where.NOTE: "notes",
    Where.DECISION: "decisions",
}


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule as people read it: what it looks for and where, what it says, why, and its list of words."""

    title: str
    looks_in: str
    remark: str
    reason: str
    source: str
    words: str


@dataclass(frozen=True, slots=True)
class Coach:
    """Rules, and the short forms that the nation and the school explain."""

    rules: tuple[CoachRule, ...]
    known: frozenset[str]

    def remarks(
        self,
        written: Written,
        names: Iterable[str] = (),
        put_away: frozenset[tuple[str, str]] = frozenset(),
    ) -> tuple[Remark, ...]:
        """What is to be said of a text; short forms that stand in the ``names`` of people involved are explained."""
        return look(self.rules, replace(written, known=self.known | _short_forms(names)), put_away)


def coach_of(session: Session) -> Coach:
    """The coach of an open log."""
    fill = session.words().fill
    rules = tuple(
        replace(rule, remark=fill(rule.remark), reason=fill(rule.reason))
        for rule in session.catalogue.coach.values()
    )
    known = known_in(session.catalogue.nations[session.nation])
    return Coach(rules, known | _short_forms((session.school.name,)))


def known_in(profile: NationProfile) -> frozenset[str]:
    """The short forms that a nation's own terms and agencies are called by: DSL, LADO, MASH."""
    terms = (getattr(profile.terms, field.name).text for field in fields(Terms))
    agencies = (words for agency in profile.agencies for words in (agency.name, agency.contact_label))
    return _short_forms((*terms, *agencies))


def rule_lines(catalogue: Catalogue, nation: Nation) -> tuple[RuleLine, ...]:
    """The whole list of rules, to read."""
    fill = catalogue.words(nation).fill
    return tuple(
        RuleLine(
            fill(rule.title),
            _looked_into(catalogue, nation, rule),
            _beginning(fill(rule.remark)),
            fill(rule.reason),
            fill(rule.source),
            _listed(rule),
        )
        for rule in catalogue.coach.values()
    )


def rules_page(intro: str, catalogue: Catalogue, nation: Nation) -> str:
    """The page of the help with the list of rules behind its introduction."""
    parts = [intro.rstrip(), "", "## The rules"]
    for line in rule_lines(catalogue, nation):
        parts += [
            "",
            f"### {line.title}",
            "",
            f"{line.remark} {line.reason}",
            "",
            f"- Looks into: {line.looks_in}.",
        ]
        if line.words:
            parts.append(f"- {line.words}")
        parts.append(f"- From: {line.source}.")
    return "\n".join(parts) + "\n"


def _looked_into(catalogue: Catalogue, nation: Nation, rule: CoachRule) -> str:
    fill = catalogue.words(nation).fill

    def kinds(codes: Iterable[str]) -> str:
        return ", ".join(fill(catalogue.categories[code].name) for code in codes)

    told = " and ".join(filter(None, (", ".join(_WHERE[one] for one in rule.looks_in[:-1]), "")))
    last = _WHERE[rule.looks_in[-1]]
    told = f"{told} and {last}" if told else last
    if rule.least_characters:
        told += f", from {rule.least_characters} characters on"
    if rule.categories:
        told += f"; for these kinds: {kinds(rule.categories)}"
    if rule.except_categories:
        told += f"; not for these kinds: {kinds(rule.except_categories)}"
    return told


def _listed(rule: CoachRule) -> str:
    if rule.check is Check.INITIALS:
        return (
            f"Needs no explanation: {', '.join(rule.explained)}, and what your nation’s bodies are called by."
        )
    if rule.check is Check.NO_ACTION:
        return f"Counts as something done: {', '.join(rule.words)}."
    return f"Words: {', '.join(rule.words)}." if rule.words else ""


def _beginning(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _short_forms(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(found for text in texts for found in _SHORT_FORM.findall(text))
