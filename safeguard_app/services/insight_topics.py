"""The topics of Insights: each counts the same records by something else, and says what it cannot know."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from safeguard_app.catalogue.choices import ListName
from safeguard_app.documents.content import ChartKind
from safeguard_app.domain.date_words import WEEKDAYS, day_words
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.moments import Grain, Moment, Precision
from safeguard_app.domain.school import DaysKind
from safeguard_app.domain.school_year import year_begins
from safeguard_app.domain.terms import terms_within
from safeguard_app.services.insight_records import LEFT, Counted, Gathered, Want
from safeguard_app.services.insight_tallies import (
    Tally,
    days_of_all,
    state_tally,
    tally_of,
    year_name,
    years_of,
)
from safeguard_app.services.labels import category_name, label, platform_name, today
from safeguard_app.services.session import Session

NOT_NOTED, NO_PUPIL = "Not noted", "No pupil of the register"
_UNDERAGE, _ATTEMPT = "UA", "PCA"
_ONE_EACH = "A record counts once in each line that it belongs to."
PERIODS: tuple[tuple[str, int, int], ...] = (
    ("Before school, 5:00 to 8:30", 300, 510),
    ("Morning, 8:30 to 12:00", 510, 720),
    ("Midday, 12:00 to 13:30", 720, 810),
    ("Afternoon, 13:30 to 15:30", 810, 930),
    ("After school, 15:30 to 18:00", 930, 1080),
    ("Evening, 18:00 to 22:00", 1080, 1320),
    ("Night, 22:00 to 5:00", 1320, 300),
)
"""Times of day from minute to minute."""
_NO_TIME = "Time not known"
FIRST_ACTS = ("The same day", "The next day", "Within a week", "Later", "Nothing yet")
_WITHIN = (0, 1, 7)


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing to count by. ``key`` never changes; ``count`` gives its tally."""

    key: str
    name: str
    count: Callable[[Session, Gathered], Tally]
    want: tuple[Want, ...] = ()


def by_term(session: Session, gathered: Gathered) -> Tally:
    """Records of each term, one after another."""
    first, last = days_of_all(gathered)
    known = [(one.name, one.period) for one in session.school.days if one.kind is DaysKind.TERM]
    terms = terms_within(first, last, known, year_begins(last, session.nation).month)
    found: list[list[Reference]] = [[] for _ in terms]
    place = 0
    for one in gathered.records:
        while place < len(terms) - 1 and not terms[place].period.covers(one.day):
            place += 1
        found[place].append(one.reference)
    note = (
        ""
        if known
        else "No term dates are entered in Settings: terms begin with September, January and April."
    )
    if not known and year_begins(last, session.nation).month != 9:
        note = note.replace("September", "August")
    rows = {term.name: [found[place]] for place, term in enumerate(terms)}
    return state_tally("Records by term", "Term", ("Records",), rows, kind=ChartKind.LINES, note=note)


def by_year(session: Session, gathered: Gathered) -> Tally:
    """Records of each school year."""
    rows: dict[str, list[list[Reference]]] = {}
    first, last = days_of_all(gathered)
    begins = year_begins(first, session.nation)
    while begins <= last:
        rows[year_name(begins)] = [[]]
        begins = begins.replace(year=begins.year + 1)
    for one in gathered.records:
        rows[year_name(year_begins(one.day, session.nation))][0].append(one.reference)
    note = f"{list(rows)[-1]} is counted up to {last.day} {last:%B %Y}." if rows else ""
    return state_tally(
        "Records by school year", "School year", ("Records",), rows, kind=ChartKind.BARS, note=note
    )


def by_kind(session: Session, gathered: Gathered) -> Tally:
    """Records of each kind of concern."""
    return tally_of(
        "Records by kind of concern",
        "Kind of concern",
        gathered,
        years_of(session, gathered),
        lambda one: (one.line.category,),
        lambda code: category_name(session, str(code)),
    )


def by_area(session: Session, gathered: Gathered) -> Tally:
    """The four Cs, as noted on the record, or as its kind has it."""
    areas = session.catalogue.lists[ListName.RISK_AREAS].choices
    own = {code: one.risk_area for code, one in session.catalogue.categories.items()}
    known = {one.code for one in areas}

    def keys(one: Counted) -> Iterable[Hashable]:
        if one.noted.online_risks:
            return one.noted.online_risks
        area = str(own.get(one.line.category, ""))
        return (area,) if area in known else ("",)

    return tally_of(
        "Records by area of online risk",
        "Area of online risk",
        gathered,
        years_of(session, gathered),
        keys,
        lambda code: label(session, ListName.RISK_AREAS, str(code)) if code else NOT_NOTED,
        order=[*(one.code for one in areas), ""],
        note=f"Where nobody noted an area, that of the kind of concern counts. {_ONE_EACH}",
    )


def by_characteristic(session: Session, gathered: Gathered) -> Tally:
    """Protected characteristics, as noted."""
    choices = session.catalogue.choices(ListName.PROTECTED_CHARACTERISTICS, session.nation)
    return tally_of(
        "Records by protected characteristic",
        "Characteristic",
        gathered,
        years_of(session, gathered),
        lambda one: one.noted.protected_characteristics or ("",),
        lambda code: label(session, ListName.PROTECTED_CHARACTERISTICS, str(code)) if code else NOT_NOTED,
        order=[*(one.code for one in choices), ""],
        note=_ONE_EACH,
    )


def by_year_group(session: Session, gathered: Gathered) -> Tally:
    """The year groups of the pupils who have a part."""
    years = {year for one in gathered.records for year in one.years}
    order = sorted(years - {LEFT}, key=school_order) + ([LEFT] if LEFT in years else [])
    return tally_of(
        "Records by year group",
        "Year group",
        gathered,
        years_of(session, gathered),
        lambda one: one.years or ("",),
        lambda year: str(year) or NO_PUPIL,
        order=[*order, ""],
        note=f"The year group in which each pupil is on {day_words(today(session))}. {_ONE_EACH}",
    )


def school_order(year: str) -> tuple[int, str]:
    """Nursery and Reception come before Year 1, and Year 9 before Year 10."""
    digits = "".join(one for one in year if one.isdigit())
    return (int(digits[:4]) if digits else 0, year)


def by_platform(session: Session, gathered: Gathered) -> Tally:
    """Platforms, as noted."""
    return tally_of(
        "Records by platform",
        "Platform",
        gathered,
        years_of(session, gathered),
        lambda one: (one.noted.platform,),
        lambda code: platform_name(session, str(code)) if code else NOT_NOTED,
    )


def by_place(session: Session, gathered: Gathered) -> Tally:
    """Where the people were."""
    choices = session.catalogue.choices(ListName.PLACES, session.nation)
    order = [one.code for one in choices]
    return tally_of(
        "Records by where the people were",
        "Where the people were",
        gathered,
        years_of(session, gathered),
        lambda one: (one.noted.place if one.noted.place in order else "not_known",),
        lambda code: label(session, ListName.PLACES, str(code)),
        order=order,
    )


def by_time(session: Session, gathered: Gathered) -> Tally:
    """The time of day at which it happened, as far as it is known to within a part of a day."""
    return tally_of(
        "Records by time of day",
        "When it happened",
        gathered,
        years_of(session, gathered),
        lambda one: (_time_of_day(session, one.line.happened),),
        str,
        order=[*(name for name, _, _ in PERIODS), _NO_TIME],
        note="Counted by when it happened, not by when it was told.",
    )


def _time_of_day(session: Session, at: Moment) -> str:
    if at.start is None or at.grain is not Grain.MINUTE:
        return _NO_TIME
    first = _period_of(at.start.astimezone(session.zone))
    if at.precision is Precision.BETWEEN and at.end is not None:
        same = (
            at.end - at.start < timedelta(hours=12) and _period_of(at.end.astimezone(session.zone)) == first
        )
        return first if same else _NO_TIME
    return first


def _period_of(at: datetime) -> str:
    minute = at.hour * 60 + at.minute
    return next((name for name, low, high in PERIODS if low <= minute < high), PERIODS[-1][0])


def by_weekday(session: Session, gathered: Gathered) -> Tally:
    """The day of the week on which it happened."""

    def day(one: Counted) -> Iterable[Hashable]:
        at = one.line.happened
        if at.start is None:
            return ("Day not known",)
        first = at.start.astimezone(session.zone).date()
        last = at.end.astimezone(session.zone).date() if at.end is not None else first
        vague = at.precision is Precision.ABOUT and at.grain is Grain.DAY
        return ("Day not known",) if vague or first != last else (WEEKDAYS[first.weekday()],)

    return tally_of(
        "Records by day of the week",
        "When it happened",
        gathered,
        years_of(session, gathered),
        day,
        str,
        order=[*WEEKDAYS, "Day not known"],
        note="Counted by when it happened, not by when it was told.",
    )


REFERRAL_STATES = ("Decided", "Answered, not decided", "No answer yet", "Begun, nobody reached")


def referrals(session: Session, gathered: Gathered) -> Tally:
    """Referrals to each agency, by what came of them."""
    rows: dict[str, list[list[Reference]]] = {}
    for one in gathered.records:
        for referral in one.line.referrals:
            name = agency_name(session, referral.agency)
            state = 3
            if referral.decided or referral.answered:
                state = 0 if referral.decided else 1
            elif referral.reached is not None or referral.sent is not None:
                state = 2
            rows.setdefault(name, [[] for _ in REFERRAL_STATES])[state].append(one.reference)
    ordered = dict(sorted(rows.items(), key=lambda row: (-sum(map(len, row[1])), row[0])))
    note = "Each referral counts, also where several were made of one record."
    return state_tally("Referrals and what came of them", "Agency", REFERRAL_STATES, ordered, note=note)


def agency_name(session: Session, agency: str) -> str:
    """What the nation calls whom a referral goes to."""
    known = session.catalogue.nations[session.nation].agency(agency)
    return session.words().fill(known.name) if known is not None else agency


def first_action(session: Session, gathered: Gathered) -> Tally:
    """How long it took from coming to attention until something was done (policy 004 §4: investigated promptly)."""
    return tally_of(
        "Time to the first action",
        "After it came to attention",
        gathered,
        years_of(session, gathered),
        lambda one: (FIRST_ACTS[first_action_band(session, one)],),
        str,
        order=FIRST_ACTS,
        note=(
            "The first note, decision, telling, referral, step, offer of support or closing. Days count weekends and "
            "holidays too."
        ),
    )


def first_action_band(session: Session, one: Counted) -> int:
    """Which of :data:`FIRST_ACTS` holds of a record."""
    if one.first_act is None:
        return len(FIRST_ACTS) - 1
    days = (one.first_act.astimezone(session.zone).date() - one.day).days
    return next((place for place, within in enumerate(_WITHIN) if days <= within), len(_WITHIN))


def accounts_and_attempts(session: Session, gathered: Gathered) -> Tally:
    """Accounts under the minimum age, and pupils' attempts to contact an adult."""
    return tally_of(
        "Accounts under the minimum age, and attempts at contact",
        "Kind of concern",
        gathered,
        years_of(session, gathered),
        lambda one: (one.line.category,) if one.line.category in {_UNDERAGE, _ATTEMPT} else (),
        lambda code: category_name(session, str(code)),
        order=(_UNDERAGE, _ATTEMPT),
    )


TOPICS: tuple[Topic, ...] = (
    Topic("term", "Term on term", by_term),
    Topic("year", "Year on year", by_year),
    Topic("kind", "Kind of concern", by_kind),
    Topic("area", "Area of online risk", by_area, (Want.NOTED,)),
    Topic("characteristic", "Protected characteristic", by_characteristic, (Want.NOTED,)),
    Topic("year_group", "Year group", by_year_group, (Want.YEARS,)),
    Topic("platform", "Platform", by_platform, (Want.NOTED,)),
    Topic("place", "Where the people were", by_place, (Want.NOTED,)),
    Topic("time", "Time of day", by_time),
    Topic("weekday", "Day of the week", by_weekday),
    Topic("referrals", "Referrals", referrals),
    Topic("first_action", "Time to first action", first_action, (Want.FIRST_ACT,)),
    Topic("accounts", "Accounts and attempts", accounts_and_attempts),
)
"""Those that count records, in the order in which they are offered."""
