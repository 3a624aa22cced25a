"""Topics of Insights that say how things stand today: time limits, declarations, bans."""

from collections.abc import Sequence
from datetime import date

from safeguard_app.documents.content import ChartKind
from safeguard_app.domain.bans import bans_of
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.incidents import IncidentState
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.responses import BanStanding
from safeguard_app.domain.standing import StandingCode
from safeguard_app.services import follow_ups
from safeguard_app.services.allegation_clock import allegation_clock, reclassified_at
from safeguard_app.services.declaration_queue import is_to_review, is_waiting
from safeguard_app.services.insight_records import Counted, Gathered
from safeguard_app.services.insight_tallies import Tally, state_tally
from safeguard_app.services.labels import today
from safeguard_app.services.referral_contact import ALLEGATIONS
from safeguard_app.services.register_facts import standing_now, stored_declarations
from safeguard_app.services.running_clocks import Running, clocks_of
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from safeguard_app.vault.giving_way import NOBODY_WAITS, GiveWay

CLOCK_STATES = ("Met", "Runs", "Late", "Held, waits or need not be", "Not met when closed")
_AT_ONCE = 200
"""Records between two pauses."""
WAITING, REVIEWS = "Waiting to be decided", "In force, review overdue"
IN_FORCE, PROVISIONAL, BAN_REVIEW = "In force, confirmed", "In force, provisional", "In force, review overdue"


def time_limits(session: Session, gathered: Gathered, ways: GiveWay = NOBODY_WAITS) -> Tally:
    """Each time limit of the records, by how it stands: worked out of their lines by the rule that Today asks."""
    rows: dict[str, list[list[Reference]]] = {}
    forms = _with_a_form(session)
    memory = session.worked_out("limits counted", today(session))
    for place, one in enumerate(gathered.records):
        if place % _AT_ONCE == 0:
            ways.pause()
        record, begun = one.reference.id, one.reference.id in forms
        kept = memory.get(record)
        if kept is None or kept[0] is not one.line or kept[1] != begun:
            kept = memory[record] = (one.line, begun, _named(session, one, form_begun=begun))
        for name, running in kept[2]:
            cells = rows.setdefault(name, [[] for _ in CLOCK_STATES])
            cells[_state(session, running, one)].append(one.reference)
    ordered = dict(sorted(rows.items(), key=lambda row: (-sum(map(len, row[1])), row[0])))
    note = "Whether one was met in time stands on its record and, counted, on the report to those who govern."
    return state_tally("Time limits and how they stand", "What begins it", CLOCK_STATES, ordered, note=note)


def _named(session: Session, one: Counted, *, form_begun: bool) -> list[tuple[str, Running]]:
    """The limits of a record that something on it can meet, each with what begins it in words."""
    line = one.line
    since = reclassified_at(session, one.reference, line)
    allegation = allegation_clock(session, line, form_begun=form_begun, since=since)
    fill = session.words(head_is_subject=line.head_is_subject).fill
    found = clocks_of(session, line, allegation)
    return [(fill(running.clock.trigger), running) for running in found if running.asked]


def _with_a_form(session: Session) -> frozenset[RecordId]:
    """The records on which the form of an allegation is begun: the same as is asked of one record, of all at once."""
    forms = session.catalogue.forms
    return frozenset(
        about
        for compartment in session.vault
        for _, about, form in reading.contents_of_kind(compartment.connection, RecordKind.REFERRAL)
        if about is not None and form.withdrawn is None
        if form.form in forms and forms[form.form].agency == ALLEGATIONS
    )


def _state(session: Session, running: Running, one: Counted) -> int:
    if running.met:
        return 0
    if not running.runs:
        return 3
    if one.line.state is IncidentState.CLOSED:
        return 4
    due = running.limit.due
    late = due is not None and not running.clock.aim and due.is_over(session.now())
    return 2 if late else 1


def declarations(session: Session, _gathered: Gathered) -> Tally:
    """Declarations as they stand today; of those in force, whose review is overdue too."""
    on = today(session)
    names = {
        StandingCode.DECLARED: WAITING,
        StandingCode.ACKNOWLEDGED: "In force",
        StandingCode.ACKNOWLEDGED_WITH_CONDITIONS: "In force, with conditions",
        StandingCode.REFUSED: "Refused",
        StandingCode.SUPERSEDED: "Ended or replaced",
        StandingCode.ENDED: "Ended or replaced",
    }
    order = (WAITING, "In force", "In force, with conditions", REVIEWS, "Refused", "Ended or replaced")
    rows: dict[str, list[list[Reference]]] = {name: [[]] for name in order}
    for stored in stored_declarations(session):
        state = standing_now(session, stored.content).state
        if is_waiting(state):
            rows[WAITING][0].append(stored.reference)
        elif state.code in names:
            rows[names[state.code]][0].append(stored.reference)
        if is_to_review(state, on):
            rows[REVIEWS][0].append(stored.reference)
    note = f"As they stand on {day_words(on)}. One whose review is overdue stands among those in force too."
    return _today(on, "Declarations of relationships and friendships", "How it stands", rows, note)


def bans(session: Session, _gathered: Gathered) -> Tally:
    """The bans in force today, by how each stands."""
    on = today(session)
    rows: dict[str, list[list[Reference]]] = {name: [[]] for name in (IN_FORCE, PROVISIONAL, BAN_REVIEW)}
    for reference in follow_ups.with_bans(session):
        if session.vault.compartment(reference.compartment).listing.line(reference.id) is None:
            continue  # entered in error
        for ban in bans_of(follow_ups.steps_of(session, reference), session.zone):
            if ban.in_force(on):
                confirmed = ban.standing(on) is BanStanding.CONFIRMED
                rows[IN_FORCE if confirmed else PROVISIONAL][0].append(reference)
                if ban.terms.review_on is not None and ban.terms.review_on < on:
                    rows[BAN_REVIEW][0].append(reference)
    note = f"As they stand on {day_words(on)}. One whose review is overdue stands among those in force too."
    return _today(on, "Bans from the premises", "How it stands", rows, note)


def _today(on: date, title: str, heading: str, rows: dict[str, list[list[Reference]]], note: str) -> Tally:
    series: Sequence[str] = (day_words(on),)
    return state_tally(title, heading, series, rows, kind=ChartKind.BARS, note=note)
