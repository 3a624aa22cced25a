"""What a record holds for a form beyond the allegation form's own paths: kind, words, people by part, bans.

Read off the record and never guessed. :data:`NAMES_NOBODY` are the paths whose words can name nobody: all that is
filled into a form that must not name anybody, such as the report of a serious breach to those who govern the school.
"""

from collections.abc import Callable, Sequence
from typing import Any

from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.entries import (
    Closing,
    Decision,
    Note,
    NoteKind,
    Whom,
    counts,
)
from safeguard_app.domain.evidence import EvidenceItem, HeldKind
from safeguard_app.domain.incidents import Incident, PassageKind
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.records import Stored
from safeguard_app.domain.text_rules import folded, visible
from safeguard_app.services import policy_clauses
from safeguard_app.services.form_facts import Fact, Given, in_part
from safeguard_app.services.form_part_facts import DID, DONE_TO, decision_words, described
from safeguard_app.services.held_words import held_lines
from safeguard_app.services.labels import (
    category_name,
    entered,
    label,
    labels,
    platform_name,
    role_label,
    today,
    when,
)
from safeguard_app.services.reference import ListName
from safeguard_app.services.referral_tellings import parents_told_whose, told_words
from safeguard_app.services.responses import bans_among
from safeguard_app.services.session import Session

NAMES_NOBODY = frozenset(
    {
        "answer.author_is",
        "answer.prior_steps",
        "incident.attention_time",
        "incident.case_number",
        "incident.category",
        "incident.happened",
        "incident.platform",
        "incident.policy",
        "referral.date",
        "referrer.email",
        "referrer.name",
        "referrer.phone",
        "referrer.post",
        "response.bans",
        "response.dates",
        "response.decided",
        "response.police_dates",
        "response.support",
        "school.address",
        "school.name",
    }
)
"""Paths filled into a form that names nobody: days, kinds and the school's own words, and who writes the report."""

_SAW = ("witness", "bystander")


def record_facts(session: Session, incident: Incident, entries: Sequence[Stored[Any]]) -> dict[str, Given]:
    """Paths below ``incident``, ``people``, ``response``, ``evidence`` and ``form``."""
    live = [one for one in entries if counts(one.content)]
    return {
        **_incident(session, incident),
        **_people(session, incident),
        "response.bans": "\n".join(_bans(session, live)),
        "response.decided": "\n".join(
            f"{label(session, ListName.DECISIONS, one.kind.value)}, {when(session, one.at)}"
            for one in _of(live, Decision)
        ),
        "response.decisions": "\n".join(decision_words(session, one) for one in _of(live, Decision)),
        "response.advice": _advice(session, live),
        "response.outcome": outcome_words(session, live),
        "people.parents_told": told_words(session, live, Whom.PARENT),
        "people.parents_told_whose": parents_told_whose(session, incident, live),
        "documents.devices": _devices(session, live),
        "evidence.held": _held(session, live),
        "form.completed": f"{session.user.name}, {entered(session, session.now())}",
    }


def _incident(session: Session, incident: Incident) -> dict[str, Given]:
    author = incident.author()
    written = [one.written for one in incident.accounts if one.written.is_known]
    return {
        "incident.category": category_name(session, incident.category),
        "incident.summary": incident.summary,
        "incident.platform": platform_name(session, incident.platform) if incident.platform else "",
        "incident.own_words": _marked(incident, PassageKind.OWN_WORDS),
        "incident.opinion": _marked(incident, PassageKind.OPINION),
        "incident.hearsay": _marked(incident, PassageKind.HEARSAY),
        "incident.author": in_part(
            described(incident, author), "" if author.description else "their position"
        )
        if author is not None
        else "",
        "incident.written": when(session, written[0]) if written else "",
        "incident.wishes": incident.child_wishes,
        "incident.characteristics": labels(
            session, ListName.PROTECTED_CHARACTERISTICS, incident.protected_characteristics
        ),
        "incident.policy": policy_clauses.of_incident(session, incident).sentence,
    }


def own_words_of(incident: Incident, child: PersonRef, children: Sequence[PersonRef]) -> str:
    """The words that are marked as a child's, of this child: not another's, nor of nobody where there are several."""
    own = set(folded(child.name).split())
    others = [set(folded(one.person.name).split()) for one in incident.participants if one.person != child]

    def said_by_child(speaker: str) -> bool:
        said = set(folded(speaker).split())
        if not said:
            return len(children) == 1
        return said <= own or not any(said <= other for other in others)

    return _marked(incident, PassageKind.OWN_WORDS, said_by_child)


def _marked(incident: Incident, kind: PassageKind, by: Callable[[str], bool] = lambda _speaker: True) -> str:
    """The passages of that mark, each with who said it."""
    lines = []
    for account in incident.accounts:
        for one in sorted(account.passages, key=lambda passage: passage.start):
            if one.kind is kind and by(one.speaker):
                words = visible(account.text[one.start : one.end].strip())
                quoted = words if words[:1] in "“\"‘'" else f"“{words}”"
                lines.append(f"{one.speaker}: {quoted}" if one.speaker else quoted)
    return "\n".join(lines)


def _people(session: Session, incident: Incident) -> dict[str, str]:
    return {
        "people.all": "\n".join(
            f"{described(incident, one.person)}: {role_label(session, one.role).lower()}"
            for one in incident.participants
        ),
        "people.experiencing": _named(incident, *DONE_TO),
        "people.displaying": _named(incident, *DID),
        "people.witnesses": _named(incident, *_SAW),
        "people.accounts": _named(incident, "account"),
    }


def _named(incident: Incident, *roles: str) -> str:
    return "\n".join(dict.fromkeys(described(incident, one.person) for one in incident.with_role(*roles)))


def _bans(session: Session, live: Sequence[Stored[Any]]) -> list[str]:
    """How each ban stands, with its days and what it covers; whom it keeps out is not said."""
    lines = []
    for ban in bans_among(session, live):
        standing = label(session, ListName.BAN_STANDINGS, ban.standing(today(session)).value)
        until = f"to {day_words(ban.terms.end)}" if ban.terms.end is not None else "until it is lifted"
        covers = [
            word
            for word, ticked in (("premises", ban.terms.premises), ("events", ban.terms.events))
            if ticked
        ]
        where = f": {' and '.join(covers)}" if covers else ""
        lines.append(f"{standing}, from {day_words(ban.terms.start)} {until}{where}")
    return lines


def _advice(session: Session, live: Sequence[Stored[Any]]) -> str:
    """Advice that was given: when, by whom, and what it was. A contact that gave none is not advice."""
    return "\n".join(
        f"{when(session, note.at)}, {', '.join(filter(None, (note.with_whom, note.organisation)))}: "
        f"{note.advised}".replace(", :", ":")
        for note in _of(live, Note)
        if note.advised and note.kind in {NoteKind.ADVICE, NoteKind.LADO_CONTACT, NoteKind.POLICE}
    )


def outcome_words(session: Session, live: Sequence[Stored[Any]]) -> str:
    """With what the record was closed last, and why; empty where it is open."""
    last = next(iter(reversed(_of(live, Closing))), None)
    if last is None or not last.closed:
        return ""
    outcome = (
        label(session, ListName.CLOSING_OUTCOMES, last.outcome.value)
        if last.outcome is not None
        else "Closed"
    )
    return f"{outcome}, {entered(session, last.at)}. {last.reason}"


def _devices(session: Session, live: Sequence[Stored[Any]]) -> Fact:
    """The devices among what is held: which, and whose; who has them is never without an answer."""
    devices = [
        item.held
        for item in _of(live, EvidenceItem)
        if item.held is not None and item.is_live and item.held.kind is HeldKind.DEVICE
    ]
    return in_part(
        _held(session, live, frozenset({HeldKind.DEVICE})),
        "" if all(one.owner for one in devices) else "whose",
    )


def _held(
    session: Session, live: Sequence[Stored[Any]], kinds: frozenset[HeldKind] = frozenset(HeldKind)
) -> str:
    """What is held and was never taken in as a file: devices and material that is described in words."""
    return "\n".join(
        f"{item.name}: {'. '.join((item.held.what, *held_lines(session, item.held)))}"
        for item in _of(live, EvidenceItem)
        if item.held is not None and item.is_live and item.held.kind in kinds
    )


def _of(entries: Sequence[Stored[Any]], kind: type[Any]) -> list[Any]:
    return [one.content for one in entries if isinstance(one.content, kind)]
