"""The Headteacher's summary of a month: one page of one part of the log, by case numbers, without a name.

Each part has a page of its own, as the day sheet has; what concerns the Headteacher is in a part that no summary is of.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from safeguard_app.documents.content import Document, PageFrame
from safeguard_app.documents.monthly_summary import MonthlySummary, SummaryLine, to_document
from safeguard_app.domain.bans import bans_of
from safeguard_app.domain.date_words import MONTHS, day_words
from safeguard_app.domain.entries import Closing, Whom
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.head_meetings import AWAITING, Tile
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.incidents import IncidentState
from safeguard_app.domain.index_lines import IncidentLine
from safeguard_app.domain.moments import Moment
from safeguard_app.domain.periods import Period, check_period
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import follow_ups
from safeguard_app.services.day_sheet import DayParts, day_parts, due_in
from safeguard_app.services.declaration_queue import awaiting, reviews_due
from safeguard_app.services.governors_numbers import trainings_lapse
from safeguard_app.services.head_meetings import meeting
from safeguard_app.services.insight_records import raised_on
from safeguard_app.services.labels import entered, today
from safeguard_app.services.paper_frames import page_frame
from safeguard_app.services.paper_prepared import Prepared
from safeguard_app.services.paper_views import MonthlyPaper
from safeguard_app.services.part_names import part_name
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from safeguard_app.vault import reading

MONTHLY_KIND = "monthly_summary"
MONTHLY_TITLE = "Summary of a month"
"""What it is called before it says whose it is."""
MONTHLY_FILE = "Monthly summary.pdf"
_NOT_FOR = frozenset({Compartment.NOT_HEAD, Compartment.NOT_DSL})
_TRAINING_AHEAD = timedelta(days=60)


def parts(session: Session) -> DayParts:
    """The parts that a summary is made of: what concerns the Headteacher or the lead is in none."""
    return DayParts(tuple(one for one in day_parts(session).parts if one[0] not in _NOT_FOR))


def months(session: Session) -> tuple[tuple[Period, str], ...]:
    """The month so far, and the two before it, each in words."""
    last = today(session)
    found: list[tuple[Period, str]] = []
    for _ in range(3):
        first = last.replace(day=1)
        words = f"{MONTHS[first.month - 1]} {first.year}"
        found.append((Period(first, last), f"{words} so far" if not found else words))
        last = first - timedelta(days=1)
    return tuple(found)


def records_told(session: Session, part: Compartment) -> tuple[Reference, ...]:
    """The records of a part that a summary may tell of; none of a part that none is of. Raises NoKey."""
    if part in _NOT_FOR:
        return ()
    return tuple(Reference(part, record) for record, _ in _told_of(session, part))


def monthly_paper(session: Session, job: MonthlyPaper) -> Prepared:
    """The summary of one part, kept where its readers are."""
    frame, copy = page_frame(session, job.part, None, MONTHLY_KIND)
    made = monthly_document(session, job, frame)
    return Prepared(made, job.part, None, MONTHLY_KIND, copy, MONTHLY_FILE)


def monthly_document(session: Session, job: MonthlyPaper, frame: PageFrame) -> Document:
    """The summary of one part over a month, what is open and due as it stands now. Raises NoKey or RuleViolation."""
    session.vault.compartment(job.part)
    if job.part in _NOT_FOR:
        raise RuleViolation({"part": "No summary is made of this part of the log."})
    period = job.period or months(session)[0][0]
    check_period(period, "last")
    lines = tuple(_lines(session, job.part, period))
    covers = part_name(session, job.part)
    left_out = f"This page covers {covers} and nothing else. It names nobody and no kind of concern."
    return to_document(
        MonthlySummary(
            frame,
            session.words().fill("Summary for the {head}").replace("the the", "the"),
            (
                _days(period),
                f"What is open, late and due stands as at {entered(session, session.now())}.",
            ),
            lines,
            (left_out,),
        )
    )


def _days(period: Period) -> str:
    assert period.end is not None
    start = f"From {day_words(period.start)} to" if period.start is not None else "Up to"
    return f"{start} {day_words(period.end)}."


def _lines(session: Session, part: Compartment, period: Period) -> Iterator[SummaryLine]:
    found = _told_of(session, part)
    known = {line.case for _, line in found}
    new = [line.case for _, line in found if period.covers(raised_on(session, line))]
    is_open = [line.case for _, line in found if line.state is not IncidentState.CLOSED]
    closed = _closed(session, part, found, period)
    yield SummaryLine("New", len(new), tuple(new))
    yield SummaryLine("Still open", len(is_open), tuple(is_open))
    yield SummaryLine("Closed", len(closed), tuple(closed))
    late = [
        item.case
        for item in due_in(session, (part,))
        if item.meaning is StatusMeaning.LATE and item.case in known
    ]
    yield SummaryLine("With something late", len(set(late)), tuple(sorted(set(late))))
    yield _awaiting(session, part)
    if part is Compartment.DAILY:
        queue = awaiting(session)
        head = session.words().term("head")
        yield SummaryLine("Declarations to acknowledge", sum(one.decides == head for one in queue.items))
        yield SummaryLine("Declarations to review", reviews_due(session))
    made = [
        line.case
        for _, line in found
        for one in line.referrals
        if _within(session, one.reached or one.sent, period)
    ]
    yield SummaryLine("Referrals made", len(made), tuple(dict.fromkeys(made)))
    bans = _bans(session, part)
    yield SummaryLine("Bans from the premises in force", len(bans), tuple(dict.fromkeys(bans)))
    if part is Compartment.DAILY:
        count = trainings_lapse(session, today(session) + _TRAINING_AHEAD)
        yield SummaryLine("Training that has lapsed or lapses within sixty days", count)


def _told_of(session: Session, part: Compartment) -> list[tuple[RecordId, IncidentLine]]:
    found = [
        (record, line)
        for record, line in session.vault.compartment(part).listing.lines(RecordKind.INCIDENT)
        if isinstance(line, IncidentLine) and _may_be_told(line)
    ]
    return sorted(found, key=lambda one: one[1].case)


def _may_be_told(line: IncidentLine) -> bool:
    """Nothing of a record of which telling the Headteacher is held stands on a page for them."""
    return not line.head_is_subject and all(hold.whom is not Whom.HEAD for hold in line.holds)


def _awaiting(session: Session, part: Compartment) -> SummaryLine:
    """What waits for the Headteacher by the rule of the meeting, declarations apart."""
    title = session.words().fill("Awaiting the {head}")
    ours = [
        line.item
        for line in meeting(session).lines
        if line.item.part is part and line.item.tile in AWAITING and line.item.tile is not Tile.DECLARATIONS
    ]
    return SummaryLine(title, len(ours), tuple(dict.fromkeys(one.case for one in ours if one.case)))


def _closed(
    session: Session, part: Compartment, found: Sequence[tuple[RecordId, IncidentLine]], period: Period
) -> list[str]:
    """The records that are closed and were closed last in these days."""
    closed = {record: line for record, line in found if line.state is IncidentState.CLOSED}
    connection = session.vault.compartment(part).connection
    ended: dict[RecordId, date] = {}
    for _, about, content in reading.contents_of_kind(connection, RecordKind.CLOSING):
        if about in closed and isinstance(content, Closing) and content.closed:
            ended[about] = content.at.astimezone(session.zone).date()
    return [line.case for record, line in closed.items() if record in ended and period.covers(ended[record])]


def _within(session: Session, at: Moment | None, period: Period) -> bool:
    return at is not None and at.start is not None and period.covers(at.start.astimezone(session.zone).date())


def _bans(session: Session, part: Compartment) -> list[str]:
    on, found = today(session), []
    for reference in follow_ups.with_bans(session):
        known = session.vault.compartment(reference.compartment).listing.line(reference.id)
        if reference.compartment is not part or known is None:
            continue
        if not isinstance(known[1], IncidentLine) or not _may_be_told(known[1]):
            continue
        steps = follow_ups.steps_of(session, Reference(part, reference.id))
        found += [known[1].case for ban in bans_of(steps, session.zone) if ban.in_force(on)]
    return found
