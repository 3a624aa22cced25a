"""What a record holds of questions that ask for several things, or for less than all of it, said as far as it goes.

A form may ask who is in danger *now* of a record that was asked last week, what the school *telephoned* of one that was
written to, why a *referral* of one on which something else was decided. Each has a path of its own here.
"""

from collections.abc import Sequence
from typing import Any

from safeguard_app.domain.entries import Decision, DecisionKind, Note, NoteKind
from safeguard_app.domain.incidents import Danger, Incident
from safeguard_app.domain.moments import Precision
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.person_rules import is_the_one
from safeguard_app.domain.records import Stored
from safeguard_app.domain.referral_steps import ReferralStep
from safeguard_app.services.form_facts import Fact, Given, in_part
from safeguard_app.services.labels import entered, label, platform_name, role_label, today, when
from safeguard_app.services.reference import ListName
from safeguard_app.services.referral_tellings import may_be_pupil
from safeguard_app.services.session import Session

DONE_TO = ("target", "child_of_concern", "child_contacted")
DID = ("alleged", "author")
WHO_DID = ("alleged", "author", "adult_of_concern", "account")
_HOW_NOW = "how it is now"


def part_facts(session: Session, incident: Incident, live: Sequence[Stored[Any]]) -> dict[str, Given]:
    """Paths below ``incident``, ``people`` and ``referral``."""
    return {
        **_danger(session, incident),
        **_people(session, incident),
        "incident.arose": _arose(session, incident),
        "incident.began_and_last": _began_and_last(session, incident),
        "incident.opened": entered(session, incident.entered_at),
        "incident.severity": _severity(session, incident),
        "referral.proportionate": _proportionate(session, live),
        "referral.prevent_advice": _advice(session, live),
    }


def decision_words(session: Session, one: Decision) -> str:
    """A decision with its reason, and what else was considered, each with why it was not chosen."""
    passed = [
        f"Considered, and not chosen: {label(session, ListName.ALTERNATIVES, other.option)}. "
        f"Why not: {other.why_not}"
        for other in one.considered
    ]
    said = " ".join((f"{one.what} Reason: {one.reason}", *passed))
    return f"{label(session, ListName.DECISIONS, one.kind.value)}, {when(session, one.at)}: {said}"


def _danger(session: Session, incident: Incident) -> dict[str, Given]:
    said = {
        Danger.YES: "Somebody was in danger when asked",
        Danger.NO: "Nobody known to be in danger when asked",
        Danger.NOT_SURE: "Not sure whether anybody was in danger when asked",
        Danger.NOT_ASKED: "",
    }[incident.danger]
    if not said:
        return {}
    asked, note = incident.danger_asked_at, incident.danger_note
    at = f", {entered(session, asked)}" if asked is not None else ""
    words = f"{said}{at}.{f' {note}' if note else ''}"
    old = "" if asked is not None and asked.astimezone(session.zone).date() == today(session) else _HOW_NOW
    done = "" if note or incident.danger is Danger.NO else "what was done"
    return {
        "incident.danger": in_part(words, old),
        "incident.danger_and_done": in_part(words, old, done),
        "incident.safe_now": in_part(words, old, "" if note else "what makes the child safe"),
    }


def _arose(session: Session, incident: Incident) -> Fact:
    """When it was noticed, and when that which was noticed had happened."""
    noticed, happened = incident.attention.moment, incident.happened
    lines = [
        f"{words} {when(session, at)}"
        for words, at in (("Noticed:", noticed), ("Happened:", happened))
        if at.is_known
    ]
    return in_part("\n".join(lines), "" if noticed.is_known else "when it was noticed")


def _began_and_last(session: Session, incident: Incident) -> Fact:
    """A single time is when something happened, and says nothing of whether it went on."""
    at = incident.happened
    words = when(session, at) if at.is_known else ""
    whole = at.precision is Precision.BETWEEN
    return in_part(
        f"{words[:1].upper()}{words[1:]}", "" if whole else "whether it went on, and when it was last"
    )


def _severity(session: Session, incident: Incident) -> Fact:
    how = label(session, ListName.SEVERITIES, incident.severity.value) if incident.severity else ""
    why = incident.severity_reason
    text = ". ".join(part for part in (how, why) if part)
    return in_part(text, "" if how else "how serious", "" if why else "why")


def _proportionate(session: Session, live: Sequence[Stored[Any]]) -> Fact:
    """Why it is referred: the decisions to refer, and no other; what else was considered is the second half."""
    decided = [
        one
        for one in _of(live, Decision)
        if one.kind in {DecisionKind.REFER, DecisionKind.ESCALATE, DecisionKind.HARM_THRESHOLD_MET}
    ]
    considered = any(one.considered for one in decided)
    words = "\n".join(decision_words(session, one) for one in decided)
    return in_part(words, "" if considered else "why no more proportionate way would do")


def _advice(session: Session, live: Sequence[Stored[Any]]) -> str:
    """Advice that the Prevent lead, the police or another gave: when, who, what; a contact without advice is none."""
    given = [
        (note.at, ", ".join(filter(None, (note.with_whom, note.organisation))), note.advised)
        for note in _of(live, Note)
        if note.advised and note.kind in {NoteKind.ADVICE, NoteKind.POLICE}
    ]
    given += [
        (step.at, step.with_whom, step.advised)
        for step in _of(live, ReferralStep)
        if step.advised and step.agency in {"prevent", "police"}
    ]
    return "\n".join(
        f"{', '.join(filter(None, (when(session, at), who)))}: {advised}" for at, who, advised in given
    )


def _people(session: Session, incident: Incident) -> dict[str, Given]:
    return {
        "people.others": "\n".join(
            dict.fromkeys(
                f"{described(incident, one.person)}: {role_label(session, one.role).lower()}"
                for one in incident.participants
                if one.role not in {*DONE_TO, *DID}
            )
        ),
        "people.pupils_experiencing": _pupils(session, incident, DONE_TO),
        "people.pupils_displaying": _pupils(session, incident, DID),
        "people.accounts_where": _accounts(session, incident),
    }


def described(incident: Incident, person: PersonRef) -> str:
    """With what they are, but for whoever asked not to be named: that could tell who it is."""
    asked = any(one.name_withheld and is_the_one(one.person, person) for one in incident.participants)
    return person.name if asked else ", ".join(part for part in (person.name, person.description) if part)


def _pupils(session: Session, incident: Incident, roles: Sequence[str]) -> str:
    found = [one for one in incident.with_role(*roles) if may_be_pupil(session, one)]
    return "\n".join(dict.fromkeys(described(incident, one.person) for one in found))


def _accounts(session: Session, incident: Incident) -> Fact:
    """Account names and where; an address stands on the record only where somebody wrote one down."""
    names = dict.fromkeys(one.person.name for one in incident.with_role("account"))
    where = ", ".join(filter(None, (platform_name(session, incident.platform), incident.online_location)))
    if not names:
        return in_part("")
    lines = [*names, *([f"On {where}"] if where else [])]
    platform = "" if incident.platform else "platform"
    return in_part("\n".join(lines), platform, "" if incident.online_location else "profile address")


def _of(entries: Sequence[Stored[Any]], kind: type[Any]) -> list[Any]:
    return [one.content for one in entries if isinstance(one.content, kind)]
