"""The clock of an allegation: whether it runs on a record, what stopped it, and when it is out. One rule for all.

Today's list and the referral form both ask here. The clock runs where the category proposes to ring the officer, where
the harm threshold was found to be met, and where a referral form is begun. A contact with the officer meets it, a
message left included; printing or sending the form meets nothing (domain.md 0.6, 4.1).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from safeguard_app.catalogue.catalogue import Catalogue
from safeguard_app.catalogue.categories import ADULT_OF_CONCERN
from safeguard_app.catalogue.clocks import Clock, MetBy, StartEvent
from safeguard_app.domain.entries import Decision, DecisionKind, counts
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import IncidentState
from safeguard_app.domain.index_lines import IncidentLine
from safeguard_app.domain.moments import sort_key
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.working_time import Due
from safeguard_app.services.clock_limits import limit_of
from safeguard_app.services.own_forms import known_forms
from safeguard_app.services.referral_contact import ALLEGATIONS, contact_made
from safeguard_app.services.session import Session
from safeguard_app.vault import reading

_NO_ALLEGATION = frozenset(
    {DecisionKind.LOW_LEVEL_CONCERN, DecisionKind.NO_FURTHER_ACTION, DecisionKind.CONSIDERED_NOT_REFERRED}
)


RECLASSIFIED = "when it was decided that it may meet the harm threshold after all"


class Standing(StrEnum):
    """How the clock of an allegation stands on a record, apart from what time it is."""

    RUNS = "runs"
    CONTACT_MADE = "contact_made"
    NOT_REFERRED = "not_referred"
    """A reasoned decision says that there is no allegation to refer."""
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class AllegationClock:
    """The nation's clock on one record: how it stands, since when, and when it is out, as far as that is known."""

    clock: Clock
    standing: Standing
    started: datetime | None
    limit: Due | None

    @property
    def runs(self) -> bool:
        """Whether anybody still has to ring."""
        return self.standing is Standing.RUNS


def allegation_clock(
    session: Session, line: IncidentLine, *, form_begun: bool, since: datetime | None = None
) -> AllegationClock | None:
    """The clock of an allegation on a record; None where the nation has none, or this record is no allegation.

    ``since``: what :func:`reclassified_at` says of the record.
    """
    clock = _nations_clock(session.catalogue, session.nation)
    if clock is None:
        return None
    threshold_met = DecisionKind.HARM_THRESHOLD_MET in line.decided
    if not (form_begun or threshold_met or proposes_to_ring(session, line)):
        return None
    started = since or started_at(clock, line)
    limit = clock_due(session, clock, started) if started is not None else None
    return AllegationClock(clock, standing(line), started, limit)


def standing(line: IncidentLine) -> Standing:
    """What the record holds that stops the clock, or that it runs.

    A reasoned decision that there is no allegation to refer stops it, unless the harm threshold was found to be met
    before or since. What is closed waits for nobody.
    """
    if contact_made(line):
        return Standing.CONTACT_MADE
    if line.state is IncidentState.CLOSED:
        return Standing.CLOSED
    return Standing.NOT_REFERRED if no_allegation(line) else Standing.RUNS


def no_allegation(line: IncidentLine) -> bool:
    """Whether a reasoned decision says that there is none, and none that the harm threshold may be met."""
    refused = any(kind in _NO_ALLEGATION for kind in line.decided)
    return refused and DecisionKind.HARM_THRESHOLD_MET not in line.decided


def reclassified_at(session: Session, reference: Reference, line: IncidentLine) -> datetime | None:
    """When a concern that was decided on as below the harm threshold was found to meet it after all; else None.

    Until then it was no allegation, so the time limit counts from that decision and not from when the concern came
    first. Where the first decision of all was that the threshold may be met, nothing later begins it anew.
    """
    if not {DecisionKind.LOW_LEVEL_CONCERN, DecisionKind.HARM_THRESHOLD_MET} <= set(line.decided):
        return None
    connection = session.vault.compartment(reference.compartment).connection
    return reclassified_among(reading.about(connection, reference, (RecordKind.DECISION,)))


def reclassified_among(entries: Iterable[Stored[Any]]) -> datetime | None:
    """The same, of the entries of a record."""
    asked = (DecisionKind.LOW_LEVEL_CONCERN, DecisionKind.HARM_THRESHOLD_MET)
    found = [
        one
        for one in entries
        if isinstance(one.content, Decision) and counts(one.content) and one.content.kind in asked
    ]
    found.sort(key=lambda one: sort_key(one.content.at))
    if not found or found[0].content.kind is DecisionKind.HARM_THRESHOLD_MET:
        return None
    met = next((one for one in found if one.content.kind is DecisionKind.HARM_THRESHOLD_MET), None)
    return (met.content.at.start or met.recorded_at) if met is not None else None


def proposes_to_ring(session: Session, line: IncidentLine) -> bool:
    """Whether the category of a record, with the people it names, proposes what meets this clock."""
    roles = (person.role for person in line.people)
    asked = session.catalogue.clocked_actions(line.category, session.nation, roles)
    return any(clock.met_by is MetBy.ALLEGATION_CONTACT for _, clock in asked)


def form_begun(session: Session, reference: Reference, line: IncidentLine) -> bool:
    """Whether the form of an allegation is begun on a record: asked of those only that name an adult of concern."""
    if not any(person.role == ADULT_OF_CONCERN for person in line.people):
        return False
    connection = session.vault.compartment(reference.compartment).connection
    found = reading.about(connection, reference, (RecordKind.REFERRAL,))
    forms = known_forms(session)
    return any(
        one.content.withdrawn is None
        and one.content.form in forms
        and forms[one.content.form].agency == ALLEGATIONS
        for one in found
    )


def started_at(clock: Clock, line: IncidentLine) -> datetime | None:
    """When a clock of this record began to run; None for one that something else will start."""
    if clock.starts in {StartEvent.CAME_TO_ATTENTION, StartEvent.REACHED_LEAD}:
        return line.attention.start
    return line.happened.start if clock.starts is StartEvent.HAPPENED else None


def clock_due(session: Session, clock: Clock, started: datetime) -> Due | None:
    """When a clock that started then runs out, by the nation's bank holidays; None where the school sets the date.

    School days are those of the school's calendar. Where it does not reach they count as working days: in a holiday
    that is sooner than needed, never later.
    """
    return limit_of(session, clock, started).due


def _nations_clock(catalogue: Catalogue, nation: Nation) -> Clock | None:
    for clock in catalogue.clocks.values():
        if clock.met_by is MetBy.ALLEGATION_CONTACT and clock.serves(nation):
            return clock
    return None
