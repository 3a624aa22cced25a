"""Reports to platforms: when to ask again, that somebody did, and what came of it as somebody told.

Asking again after 48 hours is a habit of this log, not a legal right (domain.md, fact 5). Where what was reported may
show what nobody may look at, staff never look to find out whether it is gone: they say who told them.
"""

from dataclasses import replace
from datetime import datetime

from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.moments import Moment
from safeguard_app.domain.records import Stored
from safeguard_app.domain.responses import PlatformResult, ResponseStep
from safeguard_app.services.incident_form import masks_addresses
from safeguard_app.services.responses import change_step, stored_step
from safeguard_app.services.session import Changes, Session

CHASE_CLOCK = "platform-chase"
"""The clock of the catalogue by which a platform is asked again."""
_LOOKED_AT_BY_NOBODY = frozenset({"GRM", "INAP"})
"""Categories, beside those whose addresses are masked, where what was reported may be what nobody may look at."""


def chased(session: Session, incident: Reference, step: RecordId, at: Moment, said: str = "") -> Changes:
    """Somebody asked the platform again; the clock begins anew."""
    stored = _report(session, incident, step)
    report = stored.content.platform
    assert report is not None
    if not at.is_known:
        raise RuleViolation({"at": "Say when it was asked again."})
    both = "\n".join(part for part in (stored.content.answer, said.strip()) if part)
    content = replace(stored.content, platform=replace(report, chased=(*report.chased, at)), answer=both)
    return change_step(session, incident, stored, content)


def told(
    session: Session,
    incident: Reference,
    step: RecordId,
    result: PlatformResult,
    told_by: str,
    at: Moment,
    said: str = "",
) -> Changes:
    """What came of a report, and who said so."""
    stored = _report(session, incident, step)
    report = stored.content.platform
    assert report is not None
    if result is PlatformResult.WAITING:
        raise RuleViolation({"result": "Choose what came of it."})
    both = "\n".join(part for part in (stored.content.answer, said.strip()) if part)
    content = replace(
        stored.content,
        platform=replace(report, result=result, told_by=told_by),
        result_at=at,
        answer=both,
    )
    return change_step(session, incident, stored, content)


def never_looked_at(session: Session, incident: Incident) -> bool:
    """Whether what was reported may show what nobody here may look at, so that removal is never verified by looking."""
    masks = masks_addresses(session, incident.category, intake_closed=incident.intake_closed)
    return masks or incident.category in _LOOKED_AT_BY_NOBODY


def chase_from(step: ResponseStep) -> datetime | None:
    """From when on the clock of a report runs: the report, or whatever was heard or asked last."""
    report = step.platform
    if report is None or not step.waits:
        return None
    known = [moment.start for moment in (step.at, *report.chased) if moment.start is not None]
    if step.result_at is not None and step.result_at.start is not None:
        known.append(step.result_at.start)
    return max(known) if known else None


def _report(session: Session, incident: Reference, step: RecordId) -> Stored[ResponseStep]:
    stored = stored_step(session, incident, step)
    if stored.content.platform is None:
        raise RuleViolation({"step": "This step is no report to a platform."})
    return stored
