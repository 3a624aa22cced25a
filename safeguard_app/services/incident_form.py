"""The incident form as a person is filling it in: what a draft holds, and what filing checks.

A draft keeps the words exactly as typed beside what was understood, so that after a power cut the form comes back as
it was, half a sentence included.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from safeguard_app.domain.contact_check import Verdict
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.evidence import IntakeAnswer, Material
from safeguard_app.domain.identifiers import Compartment, RecordId
from safeguard_app.domain.incidents import (
    NOT_SORTED,
    Answer,
    Danger,
    Participant,
    Passage,
    Place,
    SchoolEquipment,
    Severity,
)
from safeguard_app.domain.moments import Moment
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.text_rules import URL_LIMIT, checked_line, checked_text, masked_addresses
from safeguard_app.services.cleaning import Cleaning
from safeguard_app.services.emergency_call import Rung, fault_of_call
from safeguard_app.services.incident_cleaning import (
    cleaned_answers,
    cleaned_participants,
    cleaned_speakers,
    cleaned_time,
)
from safeguard_app.services.incident_times import TIMES, impossible_times
from safeguard_app.services.session import Session
from safeguard_app.services.subject_of_concern import checked_adult, contradictions, filed_twice

REPORTER = "reporter"


@dataclass(frozen=True, slots=True)
class Typed:
    """A time as typed, and what was understood of it (None: nothing yet)."""

    text: str = ""
    moment: Moment | None = None


@dataclass(frozen=True, slots=True)
class IntakeAnswered:
    """An answer to the question about indecent images, and when it was given."""

    answer: IntakeAnswer
    at: datetime
    material: Material | None = None


@dataclass(frozen=True, slots=True)
class IncidentForm:
    """Everything the form holds. ``id`` becomes the incident's own id when filed, so filing twice is impossible.

    ``author`` None: the signed-in user writes. With ``on_paper`` the account is a slip typed as its writer's words.
    """

    id: RecordId
    begun_at: datetime
    quick: bool = True
    category: str = NOT_SORTED
    danger: Danger = Danger.NOT_ASKED
    danger_asked_at: datetime | None = None
    danger_note: str = ""
    account: str = ""
    passages: tuple[Passage, ...] = ()
    on_paper: bool = False
    author: PersonRef | None = None
    written: Typed = Typed()
    handed_over: Typed = Typed()
    original_kept: str = ""
    told_by: PersonRef | None = None
    told_by_withheld: bool = False
    told: Typed = Typed()
    first_told: PersonRef | None = None
    reached_lead: Typed = Typed()
    happened: Typed = Typed()
    seen: Typed = Typed()
    participants: tuple[Participant, ...] = ()
    answers: tuple[Answer, ...] = ()
    summary: str = ""
    platform: str = ""
    online_location: str = ""
    place: Place = Place.NOT_KNOWN
    equipment: tuple[SchoolEquipment, ...] = ()
    protected_characteristics: tuple[str, ...] = ()
    online_risks: tuple[str, ...] = ()
    child_wishes: str = ""
    severity: Severity | None = None
    severity_reason: str = ""
    review_on: date | None = None
    review_owner: str = ""
    about_head: bool = False
    """The Headteacher is the subject: goes to the compartment the Headteacher cannot open."""
    about_lead: bool = False
    """The DSL is the subject: goes to the compartment the DSL cannot open."""
    intake_closed: bool = False
    intake_answers: tuple[IntakeAnswered, ...] = ()
    """Every answer that was given on the form to the question about indecent images."""
    files_chosen: tuple[str, ...] = ()
    """Names of files chosen on the form and not read yet. A draft keeps no more of them."""
    verdict: Verdict | None = None
    """A contact check the concern began with: kept with the incident in the same write as it is filed."""
    coach_put_away: tuple[tuple[str, str], ...] = ()
    """Remarks of the writing coach that were put away for this record, as rule and word. No part of what is filed."""
    rung: Typed = Typed()
    """When 999 or 101 was rung, before any of this was written. Filed as a note; a correction holds none of it."""
    rung_whom: Rung | None = None
    rung_reference: str = ""


@dataclass(frozen=True, slots=True)
class Readiness:
    """How far a quick concern has come: "4 of 5 answered. Before filing: who was involved"."""

    answered: int
    asked: int
    missing: tuple[tuple[str, str], ...]
    """(field, words) of what filing still needs."""


def readiness(form: IncidentForm) -> Readiness:
    """The five things a concern needs before it can be filed."""
    needed = (
        ("danger", "is anyone in danger now", form.danger is not Danger.NOT_ASKED),
        ("account", "what you have seen or been told", bool(form.account.strip())),
        ("told", "who told you, and when", form.told.moment is not None),
        ("happened", "when it happened", form.happened.moment is not None),
        ("participants", "who was involved", bool(form.participants)),
    )
    missing = tuple((field, words) for field, words, given in needed if not given)
    return Readiness(len(needed) - len(missing), len(needed), missing)


_NEEDED_SENTENCES = {
    "danger": "Say whether anyone is in danger now. If yes, ring 999 first.",
    "account": "Write what you have seen or been told.",
    "told": "Say when this came to the school’s attention. “Not known” is an answer.",
    "happened": "Say when it happened. “Unknown” is an answer.",
    "participants": "Name at least one person involved, even as an unknown person.",
}


_CHECK_COUNTS = "The contact check that this began with is kept with it, and counts as well."


def checked(session: Session, form: IncidentForm, *, correcting: Compartment | None = None) -> IncidentForm:
    """The form with its texts made canonical. Raises :class:`RuleViolation` naming every field that needs a look.

    ``correcting`` is where the record stands that the form corrects: what it is about was settled when it was filed.
    """
    problems = {field: _NEEDED_SENTENCES[field] for field, _ in readiness(form).missing}
    moments = {field: getattr(form, field).moment for field in TIMES}
    problems.update(impossible_times(session, moments, form.participants, on_paper=form.on_paper))
    problems.update(_not_understood(form))
    if (fault := fault_of_call(form.rung.moment, form.rung_whom, form.rung_reference)) and correcting is None:
        problems.setdefault("rung", fault)
    if form.category not in session.catalogue.categories:
        problems["category"] = "Choose a kind from the list, or leave it as not sorted yet."
    if form.on_paper and form.author is None:
        problems["author"] = "Say who wrote the slip."
    if correcting is None:
        problems.update(_about_whom(session, form))
    cleaned = _clean(_cleaned_parts(session, form, problems), problems)
    if problems:
        raise RuleViolation(problems)
    return _masked(session, cleaned)


def _masked(session: Session, form: IncidentForm) -> IncidentForm:
    """Where material is spoken of that nobody may open, addresses are kept so that nobody does so by accident.

    Whoever wrote an account is left their words as they are.
    """
    if not masks_addresses(session, form.category, intake_closed=form.intake_closed):
        return form
    return replace(
        form,
        online_location=masked_addresses(form.online_location),
        answers=tuple(
            replace(one, values=tuple(masked_addresses(value) for value in one.values))
            for one in form.answers
        ),
    )


def masks_addresses(session: Session, category: str, *, intake_closed: bool) -> bool:
    """Whether a record of this category speaks of material that nobody may open."""
    found = session.catalogue.categories.get(category)
    return intake_closed or (found is not None and (found.evidence_closed or found.asks_material))


def _not_understood(form: IncidentForm) -> dict[str, str]:
    """Dates that were typed and could not be read."""
    sentence = "This date was not understood. Answer the question beside it, or leave it empty."
    typed: dict[str, Typed] = {field: getattr(form, field) for field in TIMES}
    return {field: sentence for field, one in typed.items() if one.moment is None and one.text.strip()}


def _cleaned_parts(session: Session, form: IncidentForm, problems: dict[str, str]) -> IncidentForm:
    """People, answers and times made canonical; what is wrong with them goes to ``problems``."""
    cleaning = Cleaning()

    def when(field: str, typed: Typed) -> Typed:
        return Typed(*cleaned_time(typed.text, typed.moment, field, cleaning))

    def who(field: str, person: PersonRef | None) -> PersonRef | None:
        return cleaning.person(person, field) if person is not None else None

    made = replace(
        form,
        told=when("told", form.told),
        happened=when("happened", form.happened),
        seen=when("seen", form.seen),
        reached_lead=when("reached_lead", form.reached_lead),
        written=when("written", form.written),
        handed_over=when("handed_over", form.handed_over),
        rung=when("rung", form.rung),
        told_by=who("told", form.told_by),
        first_told=who("first_told", form.first_told),
        author=who("author", form.author),
        participants=cleaned_participants(session, form.participants, cleaning),
        answers=cleaned_answers(form.answers, cleaning),
        passages=cleaned_speakers(form.passages, cleaning),
        protected_characteristics=cleaning.lines(form.protected_characteristics, "protected_characteristics"),
        online_risks=cleaning.lines(form.online_risks, "online_risks"),
    )
    for field, sentence in cleaning.problems.items():
        problems.setdefault(field, sentence)
    return made


def home_of(session: Session, form: IncidentForm) -> Compartment:
    """Where a concern belongs: by its category and roles, unless the Headteacher or the DSL is its subject."""
    if form.about_head:
        return Compartment.NOT_HEAD
    if form.about_lead:
        return Compartment.NOT_DSL
    return session.catalogue.home_of(form.category, [one.role for one in form.participants])


def about_whom(form: IncidentForm) -> tuple[Participant, ...]:
    """The people of a form, with the adult of the check that it carries, also where they were taken off it since."""
    return form.participants if form.verdict is None else (*form.participants, checked_adult(form.verdict))


def _about_whom(session: Session, form: IncidentForm) -> dict[str, str]:
    if form.about_head and form.about_lead:
        return {"about_head": filed_twice()}
    known = form.category in session.catalogue.categories
    if not known or any(one.role not in session.catalogue.roles for one in form.participants):
        return {}  # said of the field itself
    at = home_of(session, form)
    named = contradictions(session, form.participants, at)
    if named or form.verdict is None:
        return named
    asked = contradictions(session, about_whom(form), at)
    return {field: f"{sentence} {_CHECK_COUNTS}" for field, sentence in asked.items()}


def _clean(form: IncidentForm, problems: dict[str, str]) -> IncidentForm:
    cleaned: dict[str, str] = {}
    for field, clean in _CLEANERS.items():
        try:
            cleaned[field] = clean(getattr(form, field), field)
        except RuleViolation as problem:
            problems.update(problem.fields)
    if problems:
        return form
    return replace(
        form,
        account=cleaned["account"],
        child_wishes=cleaned["child_wishes"],
        summary=cleaned["summary"],
        platform=cleaned["platform"],
        online_location=cleaned["online_location"],
        original_kept=cleaned["original_kept"],
        danger_note=cleaned["danger_note"],
        rung_reference=cleaned["rung_reference"],
        severity_reason=cleaned["severity_reason"],
        review_owner=cleaned["review_owner"],
        passages=_moved_passages(form, cleaned["account"]),
    )


def _moved_passages(form: IncidentForm, account: str) -> tuple[Passage, ...]:
    """Passages at their places in the canonical text, which may be shorter than what was typed."""
    moved = []
    for passage in form.passages:
        start = len(checked_text(form.account[: passage.start], "account"))
        end = len(checked_text(form.account[: passage.end], "account"))
        if 0 <= start < end <= len(account):
            moved.append(replace(passage, start=start, end=end))
    return tuple(moved)


def _location(text: str, field: str) -> str:
    return checked_line(text, field, URL_LIMIT)


_CLEANERS: dict[str, Callable[[str, str], str]] = {
    "account": checked_text,
    "child_wishes": checked_text,
    "summary": checked_line,
    "platform": checked_line,
    "online_location": _location,
    "original_kept": checked_line,
    "danger_note": checked_line,
    "rung_reference": checked_line,
    "severity_reason": checked_line,
    "review_owner": checked_line,
}
