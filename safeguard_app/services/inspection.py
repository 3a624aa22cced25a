"""The list for an inspection: concerns raised, referred, resolved or open, of one part of the log, without names.

Inspectors ask for it at eight in the morning (Ofsted school inspection handbook: confirm what yours asks for). It holds
case numbers and words of the catalogue alone: nothing that anybody typed. Referrals about adults who work here stand on
the papers of the closed parts only.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from safeguard_app.catalogue.choices import ListName
from safeguard_app.documents.content import Document, PageFrame
from safeguard_app.documents.inspection_list import InspectionList, ListedCase, to_document
from safeguard_app.domain.date_words import day_range_words, day_words
from safeguard_app.domain.entries import Closing, Note, NoteKind, Telling, TellingState, Whom, counts
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.incidents import IncidentState
from safeguard_app.domain.index_lines import IncidentLine
from safeguard_app.domain.moments import Moment, days_of
from safeguard_app.domain.periods import Period, check_period
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.school_year import year_begins
from safeguard_app.services.labels import category_name, entered, label, today
from safeguard_app.services.paper_frames import page_frame
from safeguard_app.services.paper_prepared import Prepared
from safeguard_app.services.paper_views import InspectionPaper
from safeguard_app.services.part_names import capital, part_name
from safeguard_app.services.session import Session
from safeguard_app.vault import reading

INSPECTION_KIND = "inspection_list"
INSPECTION_FILE = "Concerns and referrals.pdf"
_ALLEGATIONS = "allegations"
_ENTRIES = (RecordKind.CLOSING, RecordKind.NOTE, RecordKind.TELLING)
"""What on a record says how it stands, and who was told."""
_AGENCY = {
    Whom.SOCIAL_CARE: "front_door",
    Whom.POLICE: "police",
    Whom.PREVENT: "prevent",
    Whom.ALLEGATIONS_OFFICER: _ALLEGATIONS,
}
_NOTED = {NoteKind.LADO_CONTACT: Whom.ALLEGATIONS_OFFICER, NoteKind.POLICE: Whom.POLICE}


@dataclass(frozen=True, slots=True)
class _Reported:
    """One record of the part as it is listed. ``agencies`` are whom it was referred to, in words."""

    raised: date
    line: IncidentLine
    listed: ListedCase
    agencies: tuple[str, ...]


def periods(session: Session) -> tuple[tuple[Period, str], ...]:
    """The stretches of days that are offered, each in words; this school year comes first."""
    now = today(session)
    begins = year_begins(now, session.nation)
    eve = begins - timedelta(days=1)
    before = year_begins(eve, session.nation)
    made = [
        ("This school year", Period(begins, now)),
        ("This school year and the one before", Period(before, now)),
        ("The school year before", Period(before, eve)),
        ("Everything in the log", Period(None, now)),
    ]
    return tuple((period, f"{words}, {days_said(period)}") for words, period in made)


def inspection_paper(session: Session, job: InspectionPaper) -> Prepared:
    """The list of one part, kept where its readers are."""
    frame, copy = page_frame(session, job.part, None, INSPECTION_KIND)
    made = inspection_document(session, job, frame)
    return Prepared(made, job.part, None, INSPECTION_KIND, copy, INSPECTION_FILE)


def inspection_document(session: Session, job: InspectionPaper, frame: PageFrame) -> Document:
    """The list of one part over a stretch of days, as the log stands now. Raises NoKey or RuleViolation."""
    session.vault.compartment(job.part)
    period = job.period or periods(session)[0][0]
    check_period(period, "last")
    found = sorted(_reported(session, job.part, period), key=lambda one: (one.raised, one.listed.case))
    raised = [one for one in found if period.covers(one.raised)]
    earlier = [
        one
        for one in found
        if period.start is not None
        and one.raised < period.start
        and one.line.state is not IncidentState.CLOSED
    ]
    days = days_said(period)
    standing = (
        f"{capital(part_name(session, job.part))}, {days}.",
        f"How each concern stood when this was made, {entered(session, session.now())}.",
    )
    return to_document(
        InspectionList(
            frame,
            standing,
            _figures(session, job.part, raised, earlier),
            tuple(one.listed for one in raised),
            tuple(one.listed for one in earlier),
            _left_out(session, job.part),
        )
    )


def _reported(session: Session, part: Compartment, period: Period) -> list[_Reported]:
    """Every record that is listed; of the others nothing is read."""
    opened = session.vault.compartment(part)
    wanted = {
        record: line
        for record, line in opened.listing.lines(RecordKind.INCIDENT, ())
        if isinstance(line, IncidentLine) and _may_be_listed(session, line, period)
    }
    hanging = reading.contents_about(opened.connection, list(wanted), _ENTRIES)
    return [
        _report(session, part, line, [one for one in hanging.get(record, ()) if counts(one)])
        for record, line in wanted.items()
    ]


def _may_be_listed(session: Session, line: IncidentLine, period: Period) -> bool:
    raised = _raised_on(session, line)
    return period.covers(raised) or (
        period.start is not None and raised < period.start and line.state is not IncidentState.CLOSED
    )


def _raised_on(session: Session, line: IncidentLine) -> date:
    known = days_of(line.attention, session.zone)
    return known[0] if known is not None else line.entered_at.astimezone(session.zone).date()


def _report(session: Session, part: Compartment, line: IncidentLine, entries: Sequence[object]) -> _Reported:
    sent = _referrals(session, part, line)
    told = _tellings(session, part, entries, line)
    closing = next((one for one in reversed(entries) if isinstance(one, Closing)), None)
    is_closed = line.state is IncidentState.CLOSED
    outcome = closing.outcome if is_closed and closing is not None else None
    stands = f"Closed {_day(session, closing.at)}" if is_closed and closing is not None else "Open"
    if outcome is not None:
        stands = f"{stands}\n{label(session, ListName.CLOSING_OUTCOMES, outcome)}"
    day = _raised_on(session, line)
    listed = ListedCase(
        case=line.case,
        kind=category_name(session, line.category),
        raised=_raised_words(session, line, day),
        referred="\n".join((*(words for _, words in sent), *told)) or "No",
        stands=stands,
        plan="Yes" if line.plans else "No",
    )
    return _Reported(day, line, listed, tuple(dict.fromkeys(name for name, _ in sent)))


def _raised_words(session: Session, line: IncidentLine, day: date) -> str:
    """The day on which it came to the school's attention, or what is known of it."""
    known = days_of(line.attention, session.zone)
    if known is None:
        return f"Entered {_plain(day)}"
    return _plain(known[0]) if known[0] == known[1] else day_range_words(*known)


def _referrals(session: Session, part: Compartment, line: IncidentLine) -> list[tuple[str, str]]:
    """To whom it was referred, and that with the day of the first step that reached them."""
    found = []
    for one in line.referrals:
        first = one.reached or one.sent
        if first is None or (one.agency == _ALLEGATIONS and part is Compartment.DAILY):
            continue
        name = _agency_name(session, one.agency)
        found.append((name, f"{name}, {_moment_day(session, first)}"))
    return found


def _agency_name(session: Session, agency: str) -> str:
    known = session.catalogue.nations[session.nation].agency(agency)
    return session.words().fill(known.name) if known is not None else agency


def _tellings(
    session: Session, part: Compartment, entries: Sequence[object], line: IncidentLine
) -> tuple[str, ...]:
    """Agencies that were told or spoken to with no referral kept as such, each once with its first day."""
    found: dict[Whom, Moment] = {}
    for one in entries:
        if isinstance(one, Telling) and one.whom in _AGENCY and one.state is TellingState.TOLD:
            found.setdefault(one.whom, one.at)
        elif isinstance(one, Note) and one.kind in _NOTED:
            found.setdefault(_NOTED[one.kind], one.at)
    referred = {one.agency for one in line.referrals}
    words = (
        (label(session, ListName.WHOM_TOLD, whom, head_is_subject=line.head_is_subject), at)
        for whom, at in found.items()
        if _AGENCY[whom] not in referred
        and not (whom is Whom.ALLEGATIONS_OFFICER and part is Compartment.DAILY)
    )
    return tuple(f"Spoken to: {name}, {_moment_day(session, at)}" for name, at in words)


def _figures(
    session: Session, part: Compartment, raised: Sequence[_Reported], earlier: Sequence[_Reported]
) -> tuple[tuple[str, str], ...]:
    """The headline counts; for each agency how many of those raised went to it, the officer's even where none did."""
    is_open = [one for one in raised if one.line.state is not IncidentState.CLOSED]
    both = [*raised, *earlier]
    referred = Counter(name for one in raised for name in one.agencies)
    if part is not Compartment.DAILY:
        referred.setdefault(_agency_name(session, _ALLEGATIONS), 0)
    made = [
        ("Concerns raised", len(raised)),
        ("Of these closed", len(raised) - len(is_open)),
        ("Of these open", len(is_open)),
        ("Raised earlier and open", len(earlier)),
        ("With a safety plan in force", sum(bool(one.line.plans) for one in both)),
        ("Referred, of those raised", sum(bool(one.agencies) for one in raised)),
        *((f"To {name}", number) for name, number in sorted(referred.items())),
    ]
    return tuple((words, str(number)) for words, number in made)


def _left_out(session: Session, part: Compartment) -> tuple[str, ...]:
    """What does not stand on the paper, said whether there is any of it or not."""
    said = [
        f"This paper covers {part_name(session, part)} and nothing else. It names nobody and holds nothing that was "
        "typed into a record. A referral is listed from the first step that reached the agency."
    ]
    if part is Compartment.DAILY:
        said.append(
            session.words().fill(
                "Concerns about adults who work here, and contact with the {staff_allegation_contact}, are not on it."
            )
        )
    return tuple(said)


def days_said(period: Period) -> str:
    """ "1 Sep 2026 to 12 Oct 2026"."""
    assert period.end is not None
    if period.start is None:
        return f"up to {_plain(period.end)}"
    return f"{_plain(period.start)} to {_plain(period.end)}"


def _plain(day: date) -> str:
    """ "12 Oct 2026"."""
    return day_words(day).partition(" ")[2]


def _day(session: Session, at: datetime) -> str:
    return _plain(at.astimezone(session.zone).date())


def _moment_day(session: Session, at: Moment) -> str:
    known = days_of(at, session.zone)
    return _plain(known[0]) if known is not None else "day not known"
