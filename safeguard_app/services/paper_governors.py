"""The report to those who govern: the annual one and the termly one (domain.md 9), from one part of the log or two.

Counted are the daily log and, where that is asked for and the key opens it, the part about adults who work here. What
concerns the Headteacher or the lead is on no such paper, nor is there a hint of it. Small numbers are left out before
anything is drawn or printed; nothing that was typed into a record stands on it; all of it is looked through for names.
"""

from collections.abc import Iterator
from dataclasses import replace

from safeguard_app.documents.content import Block, ChartKind, Column, DataTable, Document, PageFrame, Section
from safeguard_app.documents.governors_report import GovernorsReport, ReportPart, to_document
from safeguard_app.documents.render import runs_over
from safeguard_app.domain.date_words import day_words, joined_words
from safeguard_app.domain.entries import DecisionKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.incidents import IncidentState
from safeguard_app.domain.logbook_standing import months_later
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.periods import Period, check_period
from safeguard_app.domain.school import DaysKind
from safeguard_app.domain.school_year import year_begins
from safeguard_app.domain.suppression import LEFT_OUT, merged_years, of_staff
from safeguard_app.domain.terms import terms_within
from safeguard_app.domain.text_rules import folded
from safeguard_app.domain.users import Role
from safeguard_app.domain.word_edges import words_in
from safeguard_app.services import (
    bans_list,
    governors_kinds,
    insight_standing,
    insight_topics,
    school_policies,
)
from safeguard_app.services import governors_numbers as numbers
from safeguard_app.services.cleaning import Cleaning
from safeguard_app.services.governors_kinds import NOT_ONE_BY_ONE, Kinds, kinds_of
from safeguard_app.services.governors_tables import (
    Printing,
    Published,
    by_itself,
    merged,
    published,
    published_list,
    published_states,
)
from safeguard_app.services.insight_records import LEFT, Gathered, gather
from safeguard_app.services.insight_tallies import Tally, days_of_all
from safeguard_app.services.journey_search import NameSearch, NamesFound
from safeguard_app.services.labels import category_name, entered, today
from safeguard_app.services.name_found import NameFound
from safeguard_app.services.paper_bound import UNBOUND_PAGES, Binding, bound
from safeguard_app.services.paper_frames import page_frame
from safeguard_app.services.paper_prepared import Prepared
from safeguard_app.services.paper_views import GovernorsPaper, ReportKind, ReportTyped
from safeguard_app.services.redaction import texts_of
from safeguard_app.services.session import Session

GOVERNORS_KIND = "governors_report"
GOVERNORS_TITLE = "Report to those who govern"
"""What it is called before it says which one it is."""
GOVERNORS_FILE = "Safeguarding report.pdf"
TYPED_LIMIT = 4000
RECRUITMENT = "Safer recruitment"
_CONFIDENTIAL = "For the confidential part of the meeting, and kept with its minutes."
_NAMES = {ReportKind.ANNUAL: "Annual safeguarding report", ReportKind.TERMLY: "Termly safeguarding report"}
_NOT_SAID = "Not said"
_NOT_NOTED = insight_topics.NOT_NOTED
_NOTHING_TYPED = "Nothing was entered."
_PLATFORM = "Another platform"
_PARTICULAR = (
    ("II", "Nudes, semi-nudes and sexual images, those made with AI included"),
    ("UA", "Accounts under the minimum age"),
    ("PCA", "Pupils’ attempts to contact an adult"),
    ("PV", "{prevent_concern}"),
)
_COMPLAINTS = ("DEF", "MISINFO")
_POLICY_MONTHS = 12
_LOW = DecisionKind.LOW_LEVEL_CONCERN
_OFFICER = "allegations"


def governors_paper(session: Session, job: GovernorsPaper) -> Prepared:
    """The report, kept with its part."""
    part = part_of(job)
    frame, copy = page_frame(session, part, None, GOVERNORS_KIND)
    made = governors_document(session, job, frame)
    if runs_over(made, UNBOUND_PAGES):
        made = bound(session, governors_document(session, job, frame, covered=True), Binding())
    return Prepared(made, part, None, GOVERNORS_KIND, copy, GOVERNORS_FILE)


def part_of(job: GovernorsPaper) -> Compartment:
    """The part that it is kept with: the most closely kept one that it counts."""
    return Compartment.ADULTS if job.adults else Compartment.DAILY


def governors_document(
    session: Session, job: GovernorsPaper, frame: PageFrame, *, covered: bool = False
) -> Document:
    """The report as the log stands now; ``covered`` for a cover, which says by whom and when it was made.

    Raises NoKey, RuleViolation and NamesFound.
    """
    if job.adults:
        session.vault.compartment(Compartment.ADULTS)
    check_period(job.period, "last")
    if job.period.start is None or job.period.end is None:
        raise RuleViolation({"period": "Choose from which day to which the report goes."})
    job = replace(job, typed=_cleaned(job.typed))
    daily = gather(session, job.period, (Compartment.DAILY,))
    wide = gather(session, counted_days(job.kind, job.period, session.nation), (Compartment.DAILY,))
    printing = Printing(job.to_five, numbers.is_one_class(session))
    report = GovernorsReport(
        frame,
        _NAMES[job.kind],
        _standing(session, job, covered=covered),
        _rule(printing),
        tuple(_parts(session, job, daily, wide, printing)),
    )
    document = to_document(report)
    found = tuple(dict.fromkeys(_names_found(session, job, document)))
    if found:
        raise NamesFound(found)
    return document


def offices(session: Session) -> tuple[tuple[str, str], ...]:
    """The offices a report names that nobody enters elsewhere, as far as the nation has them."""
    words = session.words()
    found = [
        ("prevent_lead", "Lead for Prevent" if words.term("prevent_panel") else ""),
        ("governor", f"Link of the {words.term('governing_body')}"),
        ("looked_after", "Teacher for children looked after"),
    ]
    return tuple((key, label) for key, label in found if label)


def _cleaned(typed: ReportTyped) -> ReportTyped:
    cleaning = Cleaning()
    made = ReportTyped(
        actions=cleaning.text(typed.actions, "actions", limit=TYPED_LIMIT),
        voice=cleaning.text(typed.voice, "voice", limit=TYPED_LIMIT),
        offices=tuple((key, cleaning.name(name, key)) for key, name in typed.offices),
        recruitment=cleaning.text(typed.recruitment, "recruitment", limit=TYPED_LIMIT),
    )
    cleaning.finish()
    return made


def _standing(session: Session, job: GovernorsPaper, *, covered: bool) -> tuple[str, ...]:
    assert job.period.start is not None and job.period.end is not None
    days = f"From {day_words(job.period.start)} to {day_words(job.period.end)}."
    made = f"Made by {session.user.name}, {session.user.label}, {entered(session, session.now())}."
    governors = session.words().term("governing_body")
    said = f"For the {governors}. {days}" if governors else days
    said = f"{said} {_CONFIDENTIAL}"
    return (said,) if covered else (said, made)


def _rule(printing: Printing) -> tuple[str, ...]:
    """How small numbers are treated, as people who read numbers need to know it."""
    if printing.one_class:
        return ("Every pupil is in one class, so numbers of records are given as “none” or “some”.",)
    rounded = " Other numbers are rounded to five." if printing.to_five else ""
    return (
        f"So that nobody can be recognised, a number from 1 to 4 is printed as “<5”, and none as “0”.{rounded} "
        f"Where a total would give such a number away, the next smallest is “{LEFT_OUT}” as well, or all of a table, "
        "and what is added up of such numbers. Lines stand in the order of their words, never of their numbers. Year "
        "groups of fewer than ten pupils are counted together. Nothing is divided by more than two things at once. Of "
        "allegations against adults who work here it is only said that there are any. What the school did towards "
        "adults outside it, a ladder of steps or a ban, is given as it is.",
    )


def counted_days(kind: ReportKind, period: Period, nation: Nation) -> Period:
    """An annual report over a school year so far has the year before beside it."""
    start, end = period.start, period.end
    assert start is not None and end is not None
    if kind is ReportKind.ANNUAL and start == year_begins(end, nation):
        return Period(start.replace(year=start.year - 1), end)
    return period


def _parts(
    session: Session, job: GovernorsPaper, daily: Gathered, wide: Gathered, printing: Printing
) -> Iterator[ReportPart]:
    kinds = kinds_of(session, wide, printing)
    yield _people(session, job)
    if job.kind is ReportKind.ANNUAL:
        yield _training(session, job.period)
        yield _policies(session)
        yield ReportPart(RECRUITMENT, says=(job.typed.recruitment or _NOTHING_TYPED,))
    yield _concerns(session, daily, wide, printing, kinds)
    yield _particular(session, kinds.table)
    yield ReportPart("Bullying", blocks=tuple(_bullying(kinds, daily, printing)))
    yield ReportPart("Where and when", blocks=tuple(_where(session, daily, printing)))
    yield _referrals(session, daily, printing)
    yield _promptly(kinds, daily, printing)
    yield _children(session, printing)
    yield _relationships(session, printing)
    yield _adults(session, job, printing)
    yield _kept_up(session, job.period, printing)
    yield ReportPart("Actions from the last report", says=(job.typed.actions or _NOTHING_TYPED,))
    yield ReportPart("What pupils say", says=(job.typed.voice or _NOTHING_TYPED,))


def _people(session: Session, job: GovernorsPaper) -> ReportPart:
    school, words, named = session.school, session.words(), dict(job.typed.offices)
    deputies = [user.name for user in session.roster.current() if Role.DEPUTY in user.roles]
    facts = [
        ("School", school.name),
        (words.fill("{head}"), school.head_name or _NOT_SAID),
        (words.fill("{school_lead}"), school.dsl_name or _NOT_SAID),
        (words.fill("{deputy}"), joined_words(deputies) or _NOT_SAID),
        (words.fill("{chair}"), school.chair_name or _NOT_SAID),
        *((label, named.get(key, "") or _NOT_SAID) for key, label in offices(session)),
    ]
    return ReportPart("People in post", tuple(facts))


def _training(session: Session, period: Period) -> ReportPart:
    rows = tuple((one.what, day_words(one.on), str(one.adults)) for one in numbers.trainings(session, period))
    columns = (Column("Training", 2.4), Column("When", 1.2), Column("Adults", 0.7))
    empty = "No training is entered in the register in these days."
    return ReportPart("Training", blocks=(DataTable(columns, rows, row_headings=True, empty=empty),))


def _policies(session: Session) -> ReportPart:
    """Those in force, and by when each is looked at again: every year (policy 001 L105-109)."""
    begun = [
        (one.title, one.policy.in_force_from) for one in school_policies.policies(session) if one.is_in_force
    ]
    rows = tuple(
        (title, day_words(day), day_words(months_later(day, _POLICY_MONTHS))) for title, day in begun
    )
    columns = (Column("Policy", 2.4), Column("In force since", 1.2), Column("Review by", 1.2))
    empty = "No policy of the school’s own is entered in Settings."
    table = DataTable(columns, rows, row_headings=True, empty=empty)
    return ReportPart("Policies", says=("Each policy is reviewed every year.",), blocks=(table,))


def _concerns(
    session: Session, daily: Gathered, wide: Gathered, printing: Printing, kinds: Kinds
) -> ReportPart:
    closed = sum(one.line.state is IncidentState.CLOSED for one in daily.records)
    stands = (("Of these closed", closed), ("Of these open", len(daily.records) - closed))
    facts = (
        ("Records that came to attention", printing.number(len(daily.records))),
        *published_list(stands, printing),
        ("Open from before these days", printing.number(daily.earlier_open)),
    )
    area = governors_kinds.areas(kinds, wide, printing)
    by_term = published(insight_topics.by_term(session, wide), printing, _years_of_terms(session, wide))
    shared = published(insight_topics.by_characteristic(session, wide), printing, apart=_NOT_NOTED)
    charts = (by_term.chart(ChartKind.LINES), kinds.table.chart(), area.chart(), shared.chart())
    return ReportPart("Concerns about children", facts, blocks=charts)


def _years_of_terms(session: Session, daily: Gathered) -> tuple[tuple[int, ...], ...]:
    """Terms by the school year that they add up to."""
    first, last = days_of_all(daily)
    known = [(one.name, one.period) for one in session.school.days if one.kind is DaysKind.TERM]
    groups: dict[object, list[int]] = {}
    for place, term in enumerate(terms_within(first, last, known, year_begins(last, session.nation).month)):
        assert term.period.start is not None
        groups.setdefault(year_begins(term.period.start, session.nation), []).append(place)
    return tuple(tuple(group) for group in groups.values())


def _particular(session: Session, kinds: Published) -> ReportPart:
    """Numbers that governors ask for by name: each taken from the table of kinds, so that the two never differ."""
    latest = len(kinds.series) - 1
    fill = session.words().fill
    facts = [
        (fill(words), kinds.said(category_name(session, code), latest))
        for code, words in _PARTICULAR
        if code in session.catalogue.categories and fill(words)
    ]
    complaints = joined_words([category_name(session, code) for code in _COMPLAINTS])
    says = f"What is said of the school on social media is counted under {complaints}."
    return ReportPart(f"In particular, {kinds.series[latest]}", tuple(facts), (says,))


def _bullying(kinds: Kinds, daily: Gathered, printing: Printing) -> Iterator[Block]:
    for motives in (True, False):
        yield governors_kinds.bullying(kinds, daily.records, printing, motives=motives).chart()


def _where(session: Session, daily: Gathered, printing: Printing) -> Iterator[Block]:
    yield published(_year_groups(session, daily), printing, apart=insight_topics.NO_PUPIL).chart()
    platforms = published(_platforms(session, daily), printing)
    yield by_itself(platforms, NOT_ONE_BY_ONE).chart()
    yield published(insight_topics.by_place(session, daily), printing).chart()
    yield published(insight_topics.by_time(session, daily), printing).chart()


def _year_groups(session: Session, daily: Gathered) -> Tally:
    """Every year group of the register, the small ones together; who left the school is in none of them."""
    tally, sizes = insight_topics.by_year_group(session, daily), numbers.cohorts(session)
    names = sorted((name for name in sizes if name), key=insight_topics.school_order)
    rows = dict(zip(tally.labels, tally.cells, strict=True))
    nobody = tuple(() for _ in tally.series)
    rest = [name for name in tally.labels if name not in sizes and name != LEFT]
    whole = replace(
        tally,
        labels=(*names, *rest),
        cells=tuple(rows.get(name, nobody) for name in (*names, *rest)),
    )
    groups = merged_years([sizes[name] for name in names])
    return merged(whole, [*groups, *((len(names) + place,) for place in range(len(rest)))])


def _platforms(session: Session, daily: Gathered) -> Tally:
    """Platforms of the catalogue; what was typed in its place stands nowhere."""
    tally = insight_topics.by_platform(session, daily).by_label((_NOT_NOTED,))
    known = {one.name for one in session.catalogue.platforms.values()} | {insight_topics.NOT_NOTED}
    own = [(place,) for place, name in enumerate(tally.labels) if name in known]
    others = tuple(place for place, name in enumerate(tally.labels) if name not in known)
    made = merged(tally, [*own, others] if others else own)
    labels = (*made.labels[: len(own)], *((_PLATFORM,) if others else ()))
    return replace(made, labels=labels)


def _referrals(session: Session, daily: Gathered, printing: Printing) -> ReportPart:
    made = published_states(insight_topics.referrals(session, _without_staff(daily)), printing)
    says = "Referrals about adults who work here are not among them."
    return ReportPart("Referrals", says=(says,), blocks=(made.chart(),))


def _without_staff(daily: Gathered) -> Gathered:
    """The same records without referrals about an adult: those have a section of their own."""
    records = tuple(
        replace(
            one,
            line=replace(
                one.line, referrals=tuple(ref for ref in one.line.referrals if ref.agency != _OFFICER)
            ),
        )
        for one in daily.records
    )
    return replace(daily, records=records)


def _promptly(kinds: Kinds, daily: Gathered, printing: Printing) -> ReportPart:
    first = published(insight_topics.first_action(kinds.session, daily), printing)
    limits = governors_kinds.limits(kinds, daily.records, printing)
    return ReportPart("Promptly", blocks=(first.chart(), limits.chart()))


def _children(session: Session, printing: Printing) -> ReportPart:
    facts = tuple((name, printing.number(count)) for name, count in numbers.statuses(session))
    return ReportPart(f"Children with a status on {day_words(today(session))}", facts)


def _relationships(session: Session, printing: Printing) -> ReportPart:
    nothing = Gathered(Period(today(session), today(session)), ())
    declared = published(insight_standing.declarations(session, nothing), printing)
    response = bans_list.response_numbers(session, (Compartment.DAILY,))
    facts = (
        ("Records with a ladder of steps towards an adult outside", str(response.ladder_cases)),
        ("Bans from the premises in force", str(response.bans)),
    )
    return ReportPart(
        f"Relationships, ladders and bans on {day_words(today(session))}", facts, blocks=(declared.chart(),)
    )


def _adults(session: Session, job: GovernorsPaper, printing: Printing) -> ReportPart:
    title = "Adults who work here"
    if not job.adults:
        return ReportPart(
            title,
            says=("Numbers about adults who work here are given by whoever keeps that part of the log.",),
        )
    gathered = gather(session, job.period, (Compartment.ADULTS,))
    found = numbers.staff_numbers(session, gathered)
    below = [one for one in gathered.records if numbers.decided(one, _LOW)]
    themes = kinds_of(session, replace(gathered, records=tuple(below)), printing).table
    named = replace(themes, title="Concerns below the harm threshold, by kind")
    officer = session.words().term("staff_allegation_contact")
    in_time = {None: "None was needed", True: "Yes, each time", False: "No"}[found.in_time]
    facts = [
        ("Allegations that may meet the harm threshold", of_staff(found.allegations)),
        *([(f"Matters on which the {officer} was spoken to", of_staff(found.contacts))] if officer else []),
        ("Spoken to within the time limit", in_time),
        ("Concerns below the harm threshold", printing.number(found.below)),
    ]
    return ReportPart(title, tuple(facts), blocks=(named.chart(),) if below else ())


def _kept_up(session: Session, period: Period, printing: Printing) -> ReportPart:
    checked = numbers.last_filtering_check(session)
    last = day_words(checked) if checked is not None else "Not entered"
    sent = numbers.files_sent(session, period)
    counted = (
        ()
        if sent is None
        else (
            ("Files of children who left, sent on in time", sent.in_time),
            ("Sent on late", sent.late),
            ("Not sent on yet", sent.not_yet),
        )
    )
    return ReportPart(
        "Kept up",
        (("Filtering and monitoring last checked", last), *published_list(counted, printing)),
    )


def _names_found(session: Session, job: GovernorsPaper, document: Document) -> Iterator[NameFound]:
    """What would name somebody: in what was typed any part of a name, elsewhere whole names, accounts and numbers.

    Whoever holds an office is named on purpose, and days are no names here.
    """
    search = NameSearch(session, ())
    typed = [one for one in (job.typed.actions, job.typed.voice, job.typed.recruitment) if one.strip()]
    registered = [one.what for one in numbers.trainings(session, job.period)]
    people, *_ = (one for one in document.blocks if isinstance(one, Section))
    rest = replace(document, standing=(), blocks=tuple(one for one in document.blocks if one is not people))
    said = [text for _, text in texts_of(rest)]
    own = [text for text in said if text not in typed]
    words = frozenset(folded(word) for text in own for word in words_in(text))
    for found in (*search.in_typed((*typed, *registered)), *search.in_own(own, words)):
        if found.what != "the date":
            yield found
