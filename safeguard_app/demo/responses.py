"""Steps of the demo school's responses, letters and offers of support, read from resources/demo."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from safeguard_app.demo.register import Cast
from safeguard_app.domain.entries import counts
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.responses import (
    BanOutcome,
    BanTerms,
    PlatformReport,
    PlatformResult,
    ResponseStep,
    StepResult,
)
from safeguard_app.domain.support import Support, SupportAnswer
from safeguard_app.services import letters, responses, support
from safeguard_app.services.incidents import current
from safeguard_app.services.letter_drafts import drafted
from safeguard_app.services.session import Session
from safeguard_app.vault import reading


def add_step(session: Session, cast: Cast, incident: Reference, added: Mapping[str, Any]) -> None:
    """A step on the ladder of the record's category."""
    ladder = session.catalogue.ladder_for(current(session, incident).content.category)
    rung = ladder.rung(added["rung"]) if ladder is not None else None
    if ladder is None or rung is None:
        raise ValueError(f"no step {added['rung']} on the ladder of this record")
    deadline = added.get("deadline")
    report = added.get("report")
    step = ResponseStep(
        ladder=ladder.code,
        rung=rung.code,
        kind=rung.kind,
        at=exactly(cast.at(added["days"], added["time"])),
        by=added["by"],
        with_whom=added.get("with", ""),
        said=added.get("said", ""),
        answer=added.get("answer", ""),
        deadline=exactly(cast.at(deadline["days"], deadline["time"])) if deadline else None,
        result=StepResult(added["result"]) if "result" in added else None,
        reference=added.get("reference", ""),
        platform=PlatformReport(
            report["platform"],
            report["what"],
            report.get("link", ""),
            result=PlatformResult(report.get("result", "waiting")),
            told_by=report.get("told_by", ""),
        )
        if report
        else None,
        ban=_terms(cast, added["ban"]) if "ban" in added else None,
    )
    responses.add_step(session, incident, step)


def add_letter(session: Session, cast: Cast, incident: Reference, added: Mapping[str, Any]) -> None:
    """A letter as the program drafts it, with its gaps filled; sent where the story says so."""
    connection = session.vault.compartment(incident.compartment).connection
    live = [one for one in reading.about(connection, incident) if counts(one.content)]
    letter = drafted(session, current(session, incident), live, session.catalogue.letters[added["letter"]])
    body = letter.body
    for gap, words in added.get("fill", {}).items():
        body = body.replace(f"[{gap}]", words)
    kept = replace(
        letter,
        body=body,
        address=added.get("address", ""),
        day=cast.at(added["days"], "12:00").date(),
        goes_despite=added.get("goes_despite", ""),
    )
    letters.keep(session, incident, kept)
    if "sent" in added:
        newest = reading.about(connection, incident, (RecordKind.LETTER,))[-1]
        at = exactly(cast.at(added["days"], added["time"]))
        letters.sent(session, incident, RecordId(newest.reference.id), at, added["sent"])


def add_support(session: Session, cast: Cast, incident: Reference, added: Mapping[str, Any]) -> None:
    """An offer of support to somebody on the record."""
    made = Support(
        to=cast.person(session, added["to"]),
        offered=tuple(added["offered"]),
        by=added["by"],
        at=exactly(cast.at(added["days"], added["time"])),
        answer=SupportAnswer(added["answer"]),
        note=added.get("note", ""),
        follow_up=_day(cast, added.get("follow_up")),
    )
    support.offer(session, incident, made)


def _terms(cast: Cast, ban: Mapping[str, Any]) -> BanTerms:
    start = _day(cast, ban["start"])
    assert start is not None
    return BanTerms(
        start=start,
        end=_day(cast, ban.get("end")),
        premises=ban.get("premises", True),
        events=ban.get("events", False),
        scope=ban.get("scope", ""),
        reason=ban["reason"],
        collection=ban.get("collection", ""),
        representations_until=_day(cast, ban.get("representations")),
        review_on=_day(cast, ban.get("review")),
        outcome=BanOutcome(ban["outcome"]) if "outcome" in ban else None,
    )


def _day(cast: Cast, days: int | None) -> date | None:
    """The day so many days before the end of the story; after it for a number below nothing."""
    return None if days is None else cast.end.date() - timedelta(days=days)
