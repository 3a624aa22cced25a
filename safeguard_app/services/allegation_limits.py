"""The limits of an allegation that its file and its referral begin: how long it may take, and the outcome in writing.

Worked out of the record's entries, which Today reads only for records that name an adult of concern.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from safeguard_app.catalogue.categories import ADULT_OF_CONCERN
from safeguard_app.catalogue.clocks import Clock, StartEvent
from safeguard_app.domain.allegations import AllegationFile, Findings, InvestigationOutcome
from safeguard_app.domain.entries import DecisionKind, Telling, TellingState, Whom, counts
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.index_lines import IncidentLine, LinePerson
from safeguard_app.domain.moments import Moment, sort_key
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services.allegation_clock import AllegationClock, no_allegation
from safeguard_app.services.clock_limits import limit_of
from safeguard_app.services.referral_contact import ALLEGATIONS
from safeguard_app.services.running_clocks import Running, begun_by_word, said_done
from safeguard_app.services.session import Session
from safeguard_app.vault import reading

_KINDS = (RecordKind.ALLEGATION_FILE, RecordKind.TELLING)


def stored_limits(
    session: Session, reference: Reference, line: IncidentLine, allegation: AllegationClock | None
) -> list[Running]:
    """The same as :func:`limits_of`, of a record that is not open: for Today."""
    if not _adults_of(line):
        return []
    connection = session.vault.compartment(reference.compartment).connection
    return limits_of(session, line, allegation, reading.about(connection, reference, _KINDS))


def limits_of(
    session: Session, line: IncidentLine, allegation: AllegationClock | None, entries: Sequence[Stored[Any]]
) -> list[Running]:
    """The limits that run because an allegation is managed, or because an investigation ended."""
    live = [one for one in entries if counts(one.content)]
    clocks = [one for one in session.catalogue.clocks.values() if one.serves(session.nation)]
    found: list[Running] = []
    for clock in clocks:
        if clock.starts is StartEvent.INVESTIGATION_ENDED:
            found += _outcomes_to_tell(session, clock, line, live)
        elif clock.starts is StartEvent.ALLEGATION_MANAGED:
            found += _managed(session, clock, line, allegation, live)
    return found


def _outcomes_to_tell(
    session: Session, clock: Clock, line: IncidentLine, live: Sequence[Stored[Any]]
) -> Iterator[Running]:
    """One for each adult whose investigation ended. What another body took over is not the school's to tell."""
    words = session.words(head_is_subject=line.head_is_subject)
    adults = _adults_of(line)
    for one in _files(live):
        started = investigation_ended(one.content)
        if started is None:
            continue
        limit = limit_of(session, clock, started)
        told = any(tells_outcome(entry.content, one.content, adults) for entry in live)
        yield Running(
            clock,
            words.fill(clock.text),
            one.reference.id,
            started,
            limit,
            met=told or said_done(line, clock, one.reference.id),
            held=any(hold.whom is Whom.ADULT for hold in line.holds),
            by_word=True,
        )


def investigation_ended(file: AllegationFile) -> datetime | None:
    """When the school's investigation about an adult ended, so that they are owed its outcome; else None."""
    findings: Findings | None = file.findings
    if findings is None or findings.outcome in {None, InvestigationOutcome.STOPPED}:
        return None
    return findings.ended.start


def tells_outcome(content: object, file: AllegationFile, adults: Sequence[LinePerson]) -> bool:
    """Whether an entry says that the adult was told, by letter or otherwise, on the day it ended or since.

    Where a record is about several adults, by the name of this one.
    """
    ended = investigation_ended(file)
    if not isinstance(content, Telling) or content.whom is not Whom.ADULT or ended is None:
        return False
    if content.state is not TellingState.TOLD or content.at.start is None:
        return False
    if content.at.start.date() < ended.astimezone(content.at.start.tzinfo).date():
        return False
    return len(adults) < 2 or _name_key(content.name) == _name_key(file.adult.name)


def _managed(
    session: Session,
    clock: Clock,
    line: IncidentLine,
    allegation: AllegationClock | None,
    live: Sequence[Stored[Any]],
) -> Iterator[Running]:
    """How long an allegation may take, once the threshold was decided on or the officer has the referral.

    It counts from when the allegation came to the school's attention, and ends with the outcome in the file of every
    adult. Where somebody began it by hand, before this was worked out, theirs stands.
    """
    if allegation is None or allegation.started is None or begun_by_word(line, clock):
        return
    referred = any(
        one.agency == ALLEGATIONS and (one.sent is not None or one.agreed is not None)
        for one in line.referrals
    )
    if not referred and DecisionKind.HARM_THRESHOLD_MET not in line.decided:
        return
    yield Running(
        clock,
        session.words(head_is_subject=line.head_is_subject).fill(clock.text),
        "",
        allegation.started,
        limit_of(session, clock, allegation.started),
        met=_ended(_adults_of(line), live) is not None or said_done(line, clock, ""),
        stopped=no_allegation(line),
        by_word=True,
    )


def outcome_at(entries: Sequence[Stored[Any]], incident: Incident) -> Moment | None:
    """When the last outcome about the adults of a record was decided; None while one of them waits for theirs."""
    return _ended(_adults_on(incident), entries)


def tells_of(entries: Sequence[Stored[Any]], run: str, incident: Incident) -> list[Moment]:
    """When the adult was told of the outcome of the investigation that began a limit."""
    file = _file(entries, run)
    adults = _adults_on(incident)
    return [
        one.content.at
        for one in entries
        if file is not None and tells_outcome(one.content, file, adults) and isinstance(one.content, Telling)
    ]


def ended_at(entries: Sequence[Stored[Any]], run: str) -> Moment | None:
    """When the investigation ended that began a limit; None where something else did."""
    file = _file(entries, run)
    return file.findings.ended if file is not None and file.findings is not None else None


def _ended(adults: Sequence[LinePerson], entries: Sequence[Stored[Any]]) -> Moment | None:
    files = [one.content for one in _files(entries)]
    outcomes = [next((one.outcome for one in files if _is_about(one, adult)), None) for adult in adults]
    known = [one.at for one in outcomes if one is not None]
    if not known or len(known) < len(adults):
        return None
    return max(known, key=sort_key)


def _adults_of(line: IncidentLine) -> list[LinePerson]:
    return [person for person in line.people if person.role == ADULT_OF_CONCERN]


def _adults_on(incident: Incident) -> list[LinePerson]:
    found = (one.person for one in incident.with_role(ADULT_OF_CONCERN))
    return [
        LinePerson(one.reference.id if one.reference is not None else "", one.name, ADULT_OF_CONCERN)
        for one in found
    ]


def _is_about(file: AllegationFile, adult: LinePerson) -> bool:
    if adult.id and file.adult.reference is not None:
        return file.adult.reference.id == adult.id
    return _name_key(file.adult.name) == _name_key(adult.name)


def _name_key(name: str) -> str:
    """A name for comparing: without regard to case and blanks."""
    return " ".join(name.split()).casefold()


def _file(entries: Sequence[Stored[Any]], run: str) -> AllegationFile | None:
    return next((one.content for one in _files(entries) if one.reference.id == run), None) if run else None


def _files(entries: Sequence[Stored[Any]]) -> list[Stored[AllegationFile]]:
    return [one for one in entries if isinstance(one.content, AllegationFile)]
