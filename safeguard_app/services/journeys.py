"""Two journeys without names, as inspectors ask for them: proposed from what was closed, looked through, then printed.

Only records of the daily log come into it, and none that concerns an adult who works here. Nothing that anybody typed
stands on the paper unless that is asked for, and then only once it was looked through for everybody's name.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from safeguard_app.catalogue.choices import ListName
from safeguard_app.documents.content import Document, PageFrame
from safeguard_app.documents.journeys import JourneyPart, Journeys, to_document
from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.entries import Closing, Consulted, Decision, Note, NoteKind, Telling, Whom, counts
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.incidents import Incident, IncidentState
from safeguard_app.domain.index_lines import IncidentLine
from safeguard_app.domain.people import PersonKind
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.referral_steps import ReferralStep
from safeguard_app.domain.text_rules import folded
from safeguard_app.domain.word_edges import words_in
from safeguard_app.services.clock_words import LEVEL_WORDS, STEP_WORDS
from safeguard_app.services.identified import people_behind
from safeguard_app.services.incidents import current
from safeguard_app.services.journey_search import NameSearch, NamesFound
from safeguard_app.services.journey_steps import Journey, journey_of
from safeguard_app.services.labels import category_name, entered, label, today
from safeguard_app.services.name_found import NameFound
from safeguard_app.services.paper_frames import note_views, page_frame
from safeguard_app.services.paper_prepared import Prepared
from safeguard_app.services.paper_views import JourneysPaper
from safeguard_app.services.register_facts import known_person
from safeguard_app.services.session import Session
from safeguard_app.vault import reading

JOURNEYS_KIND = "journeys"
JOURNEYS_FILE = "Journeys without names.pdf"
MOST = 2
_YEAR = timedelta(days=365)
_LOOKED_INTO = 300
"""So many of the records closed last are looked into: each is read whole."""
_ABOUT_ADULTS = "allegations"
_ONLY_SEEN = frozenset({"reporter", "witness", "mentioned", "supporter"})
"""Roles in which an adult who works here may stand on a record that does not concern them."""
SAID = (
    "Days are counted from the day on which the concern came to the school’s attention, which is day 1. People are "
    "called by letters that mean nothing outside this journey.",
    "What is rare can point to a child without a name. Read this through with that in mind before it leaves the room.",
)
NOT_OFFERED = "This record cannot stand among journeys without names. Choose another one."


@dataclass(frozen=True, slots=True)
class Offered:
    """A record that may be chosen: its case number and kind for whoever chooses, and whether it was referred."""

    record: Reference
    words: str
    referred: bool
    fullness: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """What may be chosen, the fullest first, and what is proposed: one referred, one handled in school."""

    offered: tuple[Offered, ...]
    proposed: tuple[Reference, ...]


def proposal(session: Session) -> Proposal:
    """The records closed within a year, the fullest first, and two of them. Leaves no trace: no record is shown."""
    found = sorted(_candidates(session), key=lambda one: one.fullness, reverse=True)
    referred = next((one.record for one in found if one.referred), None)
    in_school = next((one.record for one in found if not one.referred), None)
    chosen = [one for one in (referred, in_school) if one is not None]
    chosen += [one.record for one in found if one.record not in chosen][: MOST - len(chosen)]
    return Proposal(tuple(found), tuple(chosen))


def may_be_chosen(session: Session, reference: Reference) -> bool:
    """Whether a record may stand on such a paper, closed or not."""
    try:
        _checked(session, reference)
    except RuleViolation:
        return False
    return True


def journeys_paper(session: Session, job: JourneysPaper) -> Prepared:
    """The journeys, kept with the daily log; each record was seen."""
    note_views(session, *job.records)
    frame, copy = page_frame(session, Compartment.DAILY, None, JOURNEYS_KIND)
    made = journeys_document(session, job, frame)
    return Prepared(made, Compartment.DAILY, None, JOURNEYS_KIND, copy, JOURNEYS_FILE)


def journeys_document(session: Session, job: JourneysPaper, frame: PageFrame) -> Document:
    """The paper, looked through. Raises RuleViolation for a record that may not stand on it, and NamesFound."""
    records = dict.fromkeys(job.records)
    if not records:
        raise RuleViolation({"records": "Choose at least one record."})
    stored = [_checked(session, one) for one in records]
    journeys = [journey_of(session, one, typed=one.reference in job.with_words) for one in stored]
    made = Journeys(
        frame,
        (f"How each concern stood when this was made, {entered(session, session.now())}.",),
        tuple(_part(place, one) for place, one in enumerate(journeys, 1)),
        SAID,
    )
    document = to_document(made)
    found = tuple(dict.fromkeys(_found(session, stored, journeys, made)))
    if found:
        raise NamesFound(found)
    return document


def _candidates(session: Session) -> Iterator[Offered]:
    since = today(session) - _YEAR
    lines = session.vault.daily.listing.lines(RecordKind.INCIDENT, (IncidentState.CLOSED.value,))
    closed = [(record, line) for record, line in lines if isinstance(line, IncidentLine)]
    closed.sort(key=lambda one: one[1].entered_at, reverse=True)
    for record, line in closed[:_LOOKED_INTO]:
        reference = Reference(Compartment.DAILY, record)
        if _line_says_no(line):
            continue
        stored = current(session, reference)
        entries = _entries(session, reference)
        closing = next((one for one in reversed(entries) if isinstance(one, Closing)), None)
        if closing is None or _local(session, closing) < since or _concerns_staff(session, stored, entries):
            continue
        yield _offered(session, stored, line, entries)


def _offered(
    session: Session, stored: Stored[Incident], line: IncidentLine, entries: Sequence[Any]
) -> Offered:
    referred = any(one.reached or one.sent for one in line.referrals)
    kinds = {type(one) for one in entries}
    fullness = 10 * len(kinds) + min(len(entries), 30) + 10 * any(one.decided for one in line.referrals)
    how = "referred" if referred else "handled in school"
    words = (
        f"{line.case}, {category_name(session, line.category)}, {how}, {count_words(len(entries), 'step')}"
    )
    return Offered(stored.reference, words, referred, fullness)


def _checked(session: Session, reference: Reference) -> Stored[Incident]:
    """A record that may stand on the paper, whoever chose it."""
    if reference.compartment is not Compartment.DAILY:
        raise RuleViolation({"records": NOT_OFFERED})
    stored = current(session, reference)
    entries = _entries(session, reference)
    if stored.content.entered_in_error is not None or _concerns_staff(session, stored, entries):
        raise RuleViolation({"records": NOT_OFFERED})
    return stored


def _line_says_no(line: IncidentLine) -> bool:
    return any(one.agency == _ABOUT_ADULTS for one in line.referrals) or line.head_is_subject


def _concerns_staff(session: Session, stored: Stored[Incident], entries: Sequence[Any]) -> bool:
    """Whether an adult who works here is on it who did more than see it or tell of it, or the officer was asked."""
    incident = stored.content
    people = (*incident.participants, *people_behind(session, incident.participants, stored.reference))
    for one in people:
        known = known_person(session, one.person)
        works_here = known is not None and (known.person.kind is PersonKind.STAFF or bool(known.person.posts))
        if one.role == "adult_of_concern" or (works_here and one.role not in _ONLY_SEEN):
            return True
    return any(_is_about_adults(one) for one in entries)


def _is_about_adults(entry: Any) -> bool:
    match entry:
        case ReferralStep():
            return entry.agency == _ABOUT_ADULTS
        case Telling():
            return entry.whom in (Whom.ALLEGATIONS_OFFICER, Whom.ADULT, Whom.EMPLOYER, Whom.HR)
        case Note():
            return entry.kind is NoteKind.LADO_CONTACT
        case Decision():
            return entry.kind.value in ("low_level_concern", "harm_threshold_met") or bool(entry.limbs)
    return False


def _entries(session: Session, reference: Reference) -> list[Any]:
    connection = session.vault.compartment(reference.compartment).connection
    return [one.content for one in reading.about(connection, reference) if counts(one.content)]


def _local(session: Session, closing: Closing) -> date:
    return closing.at.astimezone(session.zone).date()


def _part(place: int, journey: Journey) -> JourneyPart:
    steps = tuple((one.day, one.what, "\n".join((*one.lines, *one.typed))) for one in journey.steps)
    people = tuple((one.called, one.role, one.stage) for one in journey.people)
    return JourneyPart(f"Journey {place}", journey.facts, people, steps)


def _found(
    session: Session, stored: Sequence[Stored[Incident]], journeys: Sequence[Journey], made: Journeys
) -> Iterator[NameFound]:
    """Everything that may not stand there, in what would be printed."""
    typed = {text for journey in journeys for step in journey.steps for text in step.typed}
    entries = [entry for one in stored for entry in _entries(session, one.reference)]
    search = NameSearch(session, [one.content for one in stored], _names_in(entries))
    yield from search.in_typed(sorted(typed))
    own = (text for text in _texts(made.parts) for text in _without(text, typed))
    yield from search.in_own(own, _catalogue_words(session))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, JourneyPart):
        yield from _texts((value.title, value.facts, value.people, value.steps))


def _without(text: str, typed: set[str]) -> Iterator[str]:
    """The lines of a cell that the program says itself."""
    for one in sorted(typed, key=len, reverse=True):
        text = text.replace(one, "\n")
    yield from (line for line in text.split("\n") if line.strip())


def _names_in(entries: Sequence[Any]) -> Iterator[str]:
    """Names in fields of entries that hold one."""
    for entry in entries:
        for field in (
            "name",
            "by",
            "with_whom",
            "decided_by",
            "advised_by",
            "assigned_to",
            "signed_by",
            "child",
        ):
            value = getattr(entry, field, "")
            yield value if isinstance(value, str) else getattr(value, "name", "")
        consulted: tuple[Consulted, ...] = getattr(entry, "consultations", ())
        yield from (one.who for one in consulted)


def _catalogue_words(session: Session) -> frozenset[str]:
    """Every word that the catalogue may put on such a paper: none of them is a name there."""
    catalogue = session.catalogue
    profile = catalogue.nations[session.nation]
    fill = session.words().fill
    texts = [
        *(label(session, name, choice.code) for name in ListName for choice in catalogue.lists[name].choices),
        *(fill(one.name) for one in catalogue.categories.values()),
        *(fill(one.label) for one in catalogue.roles.values()),
        *(fill(one.name) for one in catalogue.letters.values()),
        *(fill(rung.name) for ladder in catalogue.ladders.values() for rung in ladder.rungs),
        *(fill(one.name) for one in profile.agencies),
        *(one.name for one in profile.stages),
        *(session.words(head_is_subject=about).term("school_lead") for about in (False, True)),
        *STEP_WORDS.values(),
        *LEVEL_WORDS.values(),
        _PLAIN,
    ]
    return frozenset(folded(word) for text in texts for word in words_in(text))


_PLAIN = """
Journey Child Parent Relative Account Adult Person of Kind concern Area online risk Severity Told after it happened
First action after that nothing is entered The child’s wishes and feelings On the record Not Evidence exhibit exhibits
Actions actions done Considered and not chosen Asked for advice first person people To be looked at again on day days
before known to Decision Told yet Not told Advice Agreed Referral Another agency Step of the response Support offered
Somebody Safety plan made ended measure measures Letter sent Opened Closed It came to the school’s attention It reached
same Something else
"""
