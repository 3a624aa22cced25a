"""Invented work of the desk for a large log: responses, support, referrals, limits, plans, letters, registers, a drive.

What is asked by Today stands open on records that are open, and was answered long ago on the others.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random

from safeguard_app.domain.assessments import Assessment, Measure, PlanEnd, Risk, RiskLevel
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.cases import Attribution
from safeguard_app.domain.clock_acts import ActOnClock, ClockAct
from safeguard_app.domain.declaration_drives import (
    SLIP_LETTERS,
    Asked,
    DeclarationDrive,
    Return,
    ReturnKind,
    check_sign,
)
from safeguard_app.domain.entries import Note, NoteKind
from safeguard_app.domain.letters import Letter
from safeguard_app.domain.logbooks import EntryAnswer, EntryState, EntryStep, EntryStepKind, LogbookEntry
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.people import OfficeKind, PersonRef
from safeguard_app.domain.person_entries import PersonNote
from safeguard_app.domain.referral_steps import ReferralStep, StepTaken
from safeguard_app.domain.responses import (
    BanOutcome,
    BanTerms,
    PlatformReport,
    PlatformResult,
    ResponseStep,
    RungKind,
    StepResult,
)
from safeguard_app.domain.support import Support, SupportAnswer
from safeguard_app.domain.users import RosterUser
from tests.bench import word_lists as words
from tests.bench.invented import passage, sentence

Hung = tuple[EventKind, object]
_BY = "Miss Jo Abbey"
_HEAD = PersonRef(None, "Mrs Carol Denning", "Headteacher")
_LATELY = timedelta(days=60)
CONSENT = "photo-consent"
"""The register that has an entry for every second pupil."""
BOOKS = ("permissions", "sanctions", "moderation")
"""Registers of the daily log that fill up in a school, in the order in which their entries take turns."""


def hung_on(
    record: str, age: timedelta, at: datetime, involved: Sequence[PersonRef], chance: Random
) -> list[Hung]:
    """What the desk adds to a record of some age: each with the event that it is."""
    lately, made = age < _LATELY, list[Hung]()
    who = involved[0]
    if chance.random() < 0.5:
        made.append((EventKind.RESPONSE_ADDED, _step(at, who, chance, waits=lately)))
    if chance.random() < 0.02:
        made.append((EventKind.RESPONSE_ADDED, _ban(at, who, chance)))
    if chance.random() < 0.2:
        made.append((EventKind.SUPPORT_OFFERED, _support(at, who, chance, waits=lately)))
    if chance.random() < 0.1:
        made += _referral(record, at, chance, answered=not lately)
    if chance.random() < 0.05:
        began = ClockAct("subject-access", ActOnClock.STARTED, exactly(at), text=sentence(chance))
        made.append((EventKind.CLOCK_ACT, began))
    if chance.random() < 0.12:
        made.append((EventKind.PLAN_MADE, _plan(at, who, chance, runs=lately)))
    if chance.random() < 0.08:
        made.append((EventKind.LETTER_KEPT, _letter(at, who, chance)))
    if chance.random() < 0.03:
        handle = f"@{chance.choice(words.FIRST_NAMES).lower()}.{chance.randint(1, 99)}"
        suspected = Attribution(handle, chance.choice(words.PLATFORMS), who, sentence(chance), exactly(at))
        made.append((EventKind.ACCOUNT_SUSPECTED, suspected))
    return made


def _step(at: datetime, who: PersonRef, chance: Random, *, waits: bool) -> ResponseStep:
    if chance.random() < 0.5:
        return ResponseStep(
            "adult_author",
            "phone",
            RungKind.STEP,
            exactly(at),
            _BY,
            with_whom=who.name,
            said=passage(chance, 1, 3),
            deadline=exactly(at + timedelta(days=7)),
            result=StepResult.WAITING if waits else StepResult.DONE,
        )
    told = PlatformResult.WAITING if waits else PlatformResult.GONE
    report = PlatformReport(chance.choice(words.PLATFORMS), sentence(chance), result=told)
    return ResponseStep(
        "platform_reports", "platform", RungKind.PLATFORM_REPORT, exactly(at), _BY, platform=report
    )


def _ban(at: datetime, who: PersonRef, chance: Random) -> ResponseStep:
    terms = BanTerms(
        start=at.date(),
        reason=passage(chance, 1, 2),
        representations_until=(at + timedelta(days=10)).date(),
        review_on=(at + timedelta(days=chance.randint(60, 365))).date(),
        outcome=BanOutcome.CONFIRMED,
    )
    return ResponseStep("adult_author", "ban", RungKind.BAN, exactly(at), _BY, with_whom=who.name, ban=terms)


def _support(at: datetime, who: PersonRef, chance: Random, *, waits: bool) -> Support:
    follow_up = (at + timedelta(days=chance.randint(5, 40))).date() if waits else None
    answer = SupportAnswer.THINKING if waits else SupportAnswer.ACCEPTED
    return Support(who, ("key_adult",), _BY, exactly(at), answer, note=sentence(chance), follow_up=follow_up)


def _referral(record: str, at: datetime, chance: Random, *, answered: bool) -> list[Hung]:
    taken = [StepTaken.PHONED, StepTaken.SENT] + ([StepTaken.ACCEPTED] if answered else [])
    return [
        (
            EventKind.REFERRAL_STEP,
            ReferralStep(
                f"{record[:16]}-r",
                "front_door",
                one,
                exactly(at + timedelta(hours=place)),
                by=_BY,
                how="by telephone",
                text=sentence(chance),
            ),
        )
        for place, one in enumerate(taken)
    ]


def _plan(at: datetime, who: PersonRef, chance: Random, *, runs: bool) -> Assessment:
    on = (at + timedelta(days=chance.randint(7, 60))).date()
    return Assessment(
        who,
        exactly(at),
        _BY,
        (Risk(sentence(chance), RiskLevel.MEDIUM), Risk(sentence(chance), RiskLevel.LOW)),
        (Measure(sentence(chance), _BY), Measure(sentence(chance), "The class teacher")),
        wishes=sentence(chance),
        review_on=on if runs else None,
        ended=None if runs else PlanEnd(on, _BY, sentence(chance)),
    )


def _letter(at: datetime, who: PersonRef, chance: Random) -> Letter:
    return Letter(
        "contact_attempt",
        f"The parents of {who.name}",
        at.date(),
        "What happened online",
        "Dear parents",
        passage(chance, 4, 8),
        "Yours sincerely",
        _BY,
        "Designated safeguarding lead",
        child=who.name,
        sent=exactly(at),
        sent_how="post",
    )


def person_note(who: PersonRef, at: datetime, chance: Random) -> PersonNote:
    """A call about somebody that belongs to no record."""
    return PersonNote(who, Note(NoteKind.CALL, exactly(at), passage(chance, 1, 3)))


def register_entry(
    book: str, pupil: PersonRef, adult: PersonRef, at: datetime, user: RosterUser, chance: Random
) -> LogbookEntry:
    """An entry of a register as it was first entered, with the decision of the head where the register wants one."""
    on = at.date()
    until = on + timedelta(days=chance.randint(20, 400))
    given: dict[str, dict[str, PersonRef | str | date | datetime]] = {
        "photo-consent": {"child": pupil, "uses": "website", "asked_on": on, "how": "signed"},
        "permissions": {
            "who": adult,
            "what": "photographs",
            "details": passage(chance, 1, 2),
            "asked_on": on,
        },
        "sanctions": {
            "pupil": pupil,
            "what": "supervised",
            "why": sentence(chance),
            "from": on,
            "until": until,
        },
        "moderation": {
            "account": "The school’s page",
            "done_at": at,
            "what": "hidden",
            "why": sentence(chance),
        },
    }
    answers = _answers(given[book])
    state = EntryState(answers, "1", at, user.id, user.name)
    if book not in {"photo-consent", "permissions"} or chance.random() < 0.1:
        return LogbookEntry(book, (state,))
    decided = EntryStep(
        EntryStepKind.GIVEN,
        on,
        _HEAD if book == "permissions" else PersonRef(None, "A parent"),
        at,
        user.id,
        user.name,
        capacity=OfficeKind.HEADTEACHER if book == "permissions" else None,
        review_on=on + timedelta(days=365),
    )
    return LogbookEntry(book, (state,), (decided,))


def _answers(given: Mapping[str, PersonRef | str | date | datetime]) -> tuple[EntryAnswer, ...]:
    made = []
    for field, value in given.items():
        if isinstance(value, PersonRef):
            made.append(EntryAnswer(field, people=(value,)))
        elif isinstance(value, datetime):
            made.append(EntryAnswer(field, at=exactly(value)))
        elif isinstance(value, date):
            made.append(EntryAnswer(field, day=value))
        else:
            made.append(EntryAnswer(field, (value,)))
    return tuple(made)


def drive(adults: Sequence[PersonRef], at: datetime, user: RosterUser, chance: Random) -> DeclarationDrive:
    """Everybody who works here was asked, and two of three have answered."""
    asked = []
    for adult, code in zip(adults, _codes(len(adults), chance), strict=True):
        nothing = Return(ReturnKind.NIL, at.date(), at, user.id, user.name)
        asked.append(Asked(adult, code, at.date(), (nothing,) if chance.random() < 0.66 else ()))
    return DeclarationDrive("September 2026", at.date(), user.id, user.name, tuple(asked))


def _codes(count: int, chance: Random) -> tuple[str, ...]:
    made: dict[str, None] = {}
    while len(made) < count:
        body = "".join(chance.choice(SLIP_LETTERS) for _ in range(5))
        made[body + check_sign(body)] = None
    return tuple(made)
