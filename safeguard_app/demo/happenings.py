"""The demo's incidents, read from resources/demo and logged through the same services as anybody's, in story order."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from safeguard_app.demo import allegation_parts, pictures, responses
from safeguard_app.demo.register import Cast, Happening, data
from safeguard_app.demo.story_clock import story_day
from safeguard_app.domain.assessments import Assessment, Measure, Risk, RiskLevel
from safeguard_app.domain.contact_check import ContactQuestion, ContentSeen, Direction, Extent, Visibility
from safeguard_app.domain.entries import (
    Action,
    Considered,
    Consulted,
    Decision,
    DecisionKind,
    Note,
    NoteKind,
    Outcome,
    Telling,
    TellingState,
    Whom,
)
from safeguard_app.domain.evidence import CaptureFacts, IntakeAnswer, Reached
from safeguard_app.domain.identifiers import Reference, new_record_id
from safeguard_app.domain.incidents import (
    Answer,
    Danger,
    Participant,
    Passage,
    PassageKind,
    Place,
    SchoolEquipment,
    Severity,
)
from safeguard_app.domain.moments import Moment, about, between, exactly
from safeguard_app.services import assessments, contact_checks, entries, evidence, incidents
from safeguard_app.services.evidence_views import IntakePermit
from safeguard_app.services.incident_form import IncidentForm, Typed
from safeguard_app.services.session import Session

_MARK = re.compile(r"\[(own|fact|opinion|hearsay)(?::([^\]]+))?\](.*?)\[/\]", re.DOTALL)
_KINDS = {
    "own": PassageKind.OWN_WORDS,
    "fact": PassageKind.FACT,
    "opinion": PassageKind.OPINION,
    "hearsay": PassageKind.HEARSAY,
}
_MINUTE = timedelta(minutes=1)


def incident_happenings(cast: Cast) -> list[Happening]:
    """Filing each incident and everything added to it, each at its time."""
    found: list[Happening] = []
    for entry in data("incidents")["incidents"]:
        filed = cast.at(entry["filed"]["days"], entry["filed"]["time"])
        found.append((filed, _filing(cast, entry)))
        later = filed + _MINUTE
        for exhibit in entry.get("evidence", ()):
            found.append((later, _adding_evidence(cast, entry["key"], exhibit, filed)))
            later += _MINUTE
        if "check" in entry:
            found.append((later, _checking(cast, entry)))
        for added in entry.get("entries", ()):
            at = max(cast.at(added["days"], added["time"]), later)
            found.append((at, _adding(cast, entry["key"], added)))
        if "close" in entry:
            at = max(cast.at(entry["close"]["days"], entry["close"]["time"]), later)
            found.append((at, _closing(cast, entry)))
    return found


def draft_happenings(cast: Cast) -> list[Happening]:
    """Words somebody began to write and did not file."""
    return [
        (cast.at(entry["begun"]["days"], entry["begun"]["time"]), _beginning(entry))
        for entry in data("incidents")["drafts"]
    ]


def _beginning(entry: Mapping[str, Any]) -> Callable[[Session], None]:
    def begin(session: Session) -> None:
        form = replace(incidents.new_form(session), account=entry["account"], category=entry["category"])
        incidents.save_draft(session, form)

    return begin


def marked(text: str) -> tuple[str, tuple[Passage, ...]]:
    """The account without its marks, and the passages they marked."""
    plain, passages, at = "", [], 0
    for found in _MARK.finditer(text):
        plain += text[at : found.start()]
        start = len(plain)
        plain += found[3]
        passages.append(Passage(start, len(plain), _KINDS[found[1]], found[2] or ""))
        at = found.end()
    return plain + text[at:], tuple(passages)


def _before(cast: Cast, entry: Mapping[str, Any], part: str) -> Moment:
    """Something that came before the school was told: moved with it where that fell on a weekend."""
    days = entry["told"]["days"]
    moved = story_day(cast.end, days, at_school=False) - story_day(cast.end, days, at_school=True)
    return moment(cast, entry[part], earlier=moved)


def moment(
    cast: Cast, entry: Mapping[str, Any], *, at_school: bool = False, earlier: timedelta = timedelta()
) -> Moment:
    """When, from a data file: exactly, about, or between."""
    start = cast.at(entry["days"], entry["time"], at_school=at_school) - earlier
    source = entry.get("source", "")
    if "until_time" in entry:
        until = cast.at(entry.get("until_days", entry["days"]), entry["until_time"], at_school=at_school)
        return between(start, until - earlier, source)
    return about(start, source) if entry.get("about") else exactly(start, source)


def _filing(cast: Cast, entry: Mapping[str, Any]) -> Callable[[Session], None]:
    def file(session: Session) -> None:
        cast.incidents[entry["key"]], _ = incidents.file(session, _form(session, cast, entry))

    return file


def _form(session: Session, cast: Cast, entry: Mapping[str, Any]) -> IncidentForm:
    account, passages = marked(entry["account"])
    told = moment(cast, entry["told"], at_school=True)
    review = entry.get("review")
    return IncidentForm(
        id=new_record_id(),
        begun_at=session.now(),
        quick=entry.get("quick", True),
        category=entry["category"],
        danger=Danger(entry["danger"]),
        danger_asked_at=told.start,
        danger_note=entry.get("danger_note", ""),
        account=account,
        passages=passages,
        told_by=cast.person(session, entry["told_by"]),
        told_by_withheld=entry.get("told_by_withheld", False),
        told=Typed("", told),
        first_told=cast.person(session, entry["first_told"]) if "first_told" in entry else None,
        reached_lead=Typed("", exactly(told.start + 5 * _MINUTE) if told.start else None),
        happened=Typed("", _before(cast, entry, "happened")),
        seen=Typed("", _before(cast, entry, "seen")) if "seen" in entry else Typed(),
        participants=tuple(
            Participant(cast.person(session, one["who"]), one["role"]) for one in entry["people"]
        ),
        answers=tuple(Answer(one["question"], tuple(one["values"])) for one in entry.get("answers", ())),
        summary=entry.get("summary", ""),
        platform=entry.get("platform", ""),
        online_location=entry.get("url", ""),
        place=Place(entry.get("place", "not_known")),
        equipment=tuple(SchoolEquipment(one) for one in entry.get("equipment", ())),
        protected_characteristics=tuple(entry.get("characteristics", ())),
        child_wishes=entry.get("child_wishes", ""),
        severity=Severity(entry["severity"]) if "severity" in entry else None,
        severity_reason=entry.get("severity_reason", ""),
        review_on=cast.end.date() - timedelta(days=review["days"]) if review else None,
        review_owner=review["owner"] if review else "",
    )


def _adding_evidence(
    cast: Cast, key: str, exhibit: Mapping[str, Any], filed: datetime
) -> Callable[[Session], None]:
    def add(session: Session) -> None:
        permit = evidence.declare(session, cast.incidents[key], IntakeAnswer.NO_SEEN_ALL)
        if not isinstance(permit, IntakePermit):
            raise TypeError("the demo’s pictures are all declared as seen")
        taken = filed - 30 * _MINUTE
        facts = CaptureFacts(
            what=exhibit["what"],
            captured_at=exactly(taken, "from the picture"),
            captured_by=exhibit.get("by", ""),
            posted_as_shown=exhibit.get("posted", ""),
            url=exhibit.get("url", ""),
            handle=exhibit.get("handle", ""),
            device=exhibit.get("device", ""),
            device_owner=exhibit.get("owner", ""),
            supplied_by=exhibit.get("supplied", ""),
            reached=Reached(exhibit.get("reached", "not_known")),
        )
        picture = pictures.draw(exhibit["picture"], taken)
        evidence.take_in_bytes(session, permit, picture, f"{exhibit['picture']}.png", facts)

    return add


def _checking(cast: Cast, entry: Mapping[str, Any]) -> Callable[[Session], None]:
    asked = entry["check"]

    def check(session: Session) -> None:
        question = ContactQuestion(
            adult=cast.person(session, asked["adult"]),
            pupil=cast.person(session, asked["pupil"]),
            platform=asked["platform"],
            began=_before(cast, entry, "happened"),
            direction=Direction(asked["direction"]),
            visibility=Visibility(asked["visibility"]),
            extent=Extent(asked["extent"]),
            how_it_came_to_light=asked["light"],
            came_to_attention=moment(cast, entry["told"], at_school=True),
            content_seen=ContentSeen(asked["seen"]),
        )
        contact_checks.keep(session, cast.incidents[entry["key"]], contact_checks.check(session, question))

    return check


def _adding(cast: Cast, key: str, added: Mapping[str, Any]) -> Callable[[Session], None]:
    def add(session: Session) -> None:
        _ADDERS[added["kind"]](session, cast, cast.incidents[key], added)

    return add


def _add_telling(session: Session, cast: Cast, incident: Reference, added: Mapping[str, Any]) -> None:
    until = added.get("until")
    telling = Telling(
        whom=Whom(added["whom"]),
        name=added["name"],
        state=TellingState(added["state"]),
        at=exactly(cast.at(added["days"], added["time"])),
        by=session.user.name,
        how=added.get("how", ""),
        response=added.get("response", ""),
        ground=added.get("ground", ""),
        advised_by=added.get("advised", ""),
        until=None if until is None else cast.end.date() - timedelta(days=until),
    )
    entries.add_telling(session, incident, telling)


def _add_decision(session: Session, cast: Cast, incident: Reference, added: Mapping[str, Any]) -> None:
    decision = Decision(
        kind=DecisionKind(added["decision"]),
        what=added["what"],
        reason=added["reason"],
        decided_by=added["by"],
        at=exactly(cast.at(added["days"], added["time"])),
        consulted=added.get("consulted", ""),
        limbs=tuple(added.get("limbs", ())),
        limbs_why=added.get("limbs_why", ""),
        considered=tuple(Considered(one["option"], one["why_not"]) for one in added.get("considered", ())),
        consultations=tuple(
            Consulted(one["who"], one["role"], exactly(cast.at(one["days"], one["time"])), one["advised"])
            for one in added.get("asked", ())
        ),
    )
    entries.add_decision(session, incident, decision)


def _add_note(session: Session, cast: Cast, incident: Reference, added: Mapping[str, Any]) -> None:
    note = Note(
        kind=NoteKind(added["note"]),
        at=exactly(cast.at(added["days"], added["time"])),
        text=added["text"],
        with_whom=added.get("with", ""),
        organisation=added.get("organisation", ""),
        advised=added.get("advised", ""),
        reference=added.get("reference", ""),
    )
    entries.add_note(session, incident, note)


def _add_action(session: Session, cast: Cast, incident: Reference, added: Mapping[str, Any]) -> None:
    due = cast.end.date() - timedelta(days=added["due"])
    entries.add_action(session, incident, Action(added["what"], added["who"], due))


def _add_plan(session: Session, cast: Cast, incident: Reference, added: Mapping[str, Any]) -> None:
    plan = Assessment(
        child=cast.person(session, added["who"]),
        at=exactly(cast.at(added["days"], added["time"])),
        by=session.user.name,
        risks=tuple(Risk(one["what"], RiskLevel(one["level"]), one.get("why", "")) for one in added["risks"]),
        measures=tuple(Measure(one["what"], one.get("by", "")) for one in added["measures"]),
        needs=added.get("needs", ""),
        wishes=added.get("wishes", ""),
        shared_with=added.get("shared", ""),
        review_on=cast.end.date() - timedelta(days=added["review"]),
    )
    assessments.make(session, incident, plan)


_ADDERS: dict[str, Callable[[Session, Cast, Reference, Mapping[str, Any]], None]] = {
    "telling": _add_telling,
    "decision": _add_decision,
    "note": _add_note,
    "action": _add_action,
    "step": responses.add_step,
    "letter": responses.add_letter,
    "support": responses.add_support,
    "plan": _add_plan,
    "file": allegation_parts.add_part,
}


def _closing(cast: Cast, entry: Mapping[str, Any]) -> Callable[[Session], None]:
    def close(session: Session) -> None:
        entries.close(
            session,
            cast.incidents[entry["key"]],
            Outcome(entry["close"]["outcome"]),
            entry["close"]["reason"],
        )

    return close
