"""Entries of the school’s registers as tests make them: in few words, dated, through the services."""

from datetime import date

from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.logbooks import EntryAnswer, EntryStepKind
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import incidents, logbooks
from safeguard_app.services.logbook_facts import stored_entry
from safeguard_app.services.logbook_lists import logbook_page
from safeguard_app.services.logbooks import EntryStepInput
from safeguard_app.services.session import Session
from tests.services.conftest import at

DAWN = PersonRef(None, "Ms Dawn Maple", "Parent or carer")


def said(field: str, *texts: str) -> EntryAnswer:
    """An answer in words or codes."""
    return EntryAnswer(field, texts)


def on(field: str, day: date) -> EntryAnswer:
    """A day."""
    return EntryAnswer(field, day=day)


def who(field: str, *named: PersonRef) -> EntryAnswer:
    """People."""
    return EntryAnswer(field, people=named)


def consent(session: Session, child: PersonRef, *uses: str, asked: date = date(2026, 9, 7)) -> Reference:
    """A consent that nobody has answered yet."""
    answers = (who("child", child), said("uses", *uses), on("asked_on", asked))
    return logbooks.enter(session, "photo-consent", answers)[0]


def step(
    session: Session, entry: Reference, kind: EntryStepKind, day: date, by: PersonRef = DAWN, **more: object
) -> None:
    """A step of the version there is now."""
    made = EntryStepInput(kind, day, by, **more)  # type: ignore[arg-type]
    logbooks.add_step(session, entry, made, version=stored_entry(session, entry).number)


def standing(session: Session, logbook: str, day: date | None = None, *, then: bool = False) -> list[str]:
    """How the entries of a register stood."""
    return [row.status.words for row in logbook_page(session, logbook, day, as_known_then=then).rows]


def phone(session: Session, asks: PersonRef, asked: date = date(2026, 10, 1)) -> tuple[EntryAnswer, ...]:
    """What is answered when somebody asks to use their own telephone."""
    return (
        who("who", asks),
        said("what", "own_phone"),
        said("details", "School trip."),
        on("asked_on", asked),
    )


def breach(session: Session, *more: EntryAnswer) -> Reference:
    """A breach found on 9 October at 15:00."""
    found = EntryAnswer("found_at", at=exactly(at("2026-10-09 15:00")))
    return logbooks.enter(session, "data-breaches", (said("what", "A list was left behind."), found, *more))[
        0
    ]


def case(session: Session, incident: Reference) -> EntryAnswer:
    """The case number of an incident, as typed."""
    return said("case", str(incidents.current(session, incident).content.case).lower())


def flag(session: Session, *more: EntryAnswer) -> Reference:
    """A call for a policy review."""
    answers = (said("clause", "004 §6.7"), said("because", "A new app."), on("flagged_on", date(2026, 10, 1)))
    return logbooks.enter(session, "policy-review", (*answers, *more))[0]


def measure(session: Session, about: PersonRef) -> Reference:
    """A measure about an adult who works here."""
    answers = (
        who("adult", about),
        said("what", "advice"),
        said("why", "Own telephone in the playground."),
        said("decided_by", "The Headteacher"),
        on("from", date(2026, 10, 1)),
    )
    return logbooks.enter(session, "staff-measures", answers)[0]
