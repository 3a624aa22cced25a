"""What a reader of a contact verdict must also know about the two people and about the register entries."""

from datetime import date, timedelta, tzinfo
from enum import StrEnum

from safeguard_app.domain.contact_check import Caution, ContactQuestion, VerdictCode, WarningCode
from safeguard_app.domain.contact_sentences import late_entry_sentence, nothing_signed_sentence
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.declarations import StepKind
from safeguard_app.domain.moments import days_of
from safeguard_app.domain.people import KnownPerson, Person, PersonKind, Relation
from safeguard_app.domain.periods import Period
from safeguard_app.domain.person_rules import age_on, on_roll_on, relation_words, shown_name, turned_relation
from safeguard_app.domain.register_reading import Reading, has_been_discussed, is_continuing
from safeguard_app.domain.standing import STANDING_WORDS
from safeguard_app.domain.title_words import TitleWords

ADULT_AGE = 18
Days = tuple[date, date] | None
ONLY_FAMILY = "Policy makes an exception only for an acknowledged family relationship."
NO_PART = "The verdict does not rest on it."


class Coverage(StrEnum):
    """How far recorded periods cover the days of a contact."""

    ALL = "all"
    PART = "part"
    NONE = "none"
    NOT_KNOWN = "not_known"
    """No periods are recorded, or the days of the contact are not known."""


def coverage(periods: tuple[Period, ...], days: Days) -> Coverage:
    """How far ``periods`` cover every day from the first to the last of ``days``."""
    if not periods or days is None:
        return Coverage.NOT_KNOWN
    first, last = days
    if not any(period.overlaps(Period(first, last)) for period in periods):
        return Coverage.NONE
    day = first
    while day <= last:
        covering = [period for period in periods if period.covers(day)]
        if not covering:
            return Coverage.PART
        day = max(min(period.end or last, last) for period in covering) + timedelta(days=1)
    return Coverage.ALL


def age_words(youngest: int | None, oldest: int | None) -> str:
    """ "aged 8", "aged 8 or 9", "aged 8 to 11", "age not known"."""
    if youngest is None or oldest is None:
        return "age not known"
    if youngest == oldest:
        return f"aged {youngest}"
    return f"aged {youngest} {'or' if oldest - youngest == 1 else 'to'} {oldest}"


def staff_cautions(
    question: ContactQuestion, adult: Person | None, in_post: Coverage, days: Days
) -> list[Caution]:
    """What to know about the adult's dates in post."""
    name = question.adult.name
    if days is None:
        return []
    if in_post is Coverage.PART:
        return [Caution(WarningCode.POST_DATES, f"{name} was in post for only part of the time named.")]
    if in_post is Coverage.NOT_KNOWN or adult is None:
        sentence = f"The people register holds no dates in post for {name}. Check them."
        return [Caution(WarningCode.POST_DATES, sentence)]
    return []


def pupil_cautions(
    question: ContactQuestion,
    pupil: Person | None,
    relatives: tuple[KnownPerson, ...],
    on_roll: Coverage,
    days: Days,
) -> list[Caution]:
    """What to know about the pupil: roll dates, former pupil (policy 004 §6.10), relatives on roll."""
    name = question.pupil.name
    found: list[Caution] = []
    if days is not None and on_roll is Coverage.PART:
        found.append(Caution(WarningCode.ROLL_DATES, f"{name} was on roll for only part of the time named."))
    elif days is not None and on_roll is Coverage.NOT_KNOWN:
        sentence = f"The people register holds no dates on roll for {name}. Check them."
        found.append(Caution(WarningCode.ROLL_DATES, sentence))
    if pupil is None:
        return found
    if may_have_left(pupil, on_roll, days):
        found += _former_pupil(question, pupil, days)
        found += _relatives_on_roll(question, pupil, relatives, days)
    return found


def age_cautions(
    question: ContactQuestion, pupil: Person | None, minimum_age: int | None, platform: str, days: Days
) -> list[Caution]:
    """An account below the platform's minimum age, where both are known."""
    oldest = age_on(pupil, days[1]) if pupil is not None and days is not None else None
    if minimum_age is None or oldest is None or oldest >= minimum_age:
        return []
    where = platform or question.platform or "this platform"
    sentence = f"{question.pupil.name} was {oldest}. The minimum age for {where} was {minimum_age}."
    return [Caution(WarningCode.UNDER_MINIMUM_AGE, sentence)]


def may_have_left(pupil: Person, on_roll: Coverage, days: Days) -> bool:
    """Whether somebody had left by the last day of the contact, as far as the register can tell."""
    if on_roll is Coverage.ALL:
        return False
    if not pupil.on_roll:
        return pupil.kind is PersonKind.FORMER_PUPIL
    ends = [period.end for period in pupil.on_roll if period.end is not None]
    return bool(ends) and (days is None or min(ends) < days[1])


def _former_pupil(question: ContactQuestion, pupil: Person, days: Days) -> list[Caution]:
    name = question.pupil.name
    ends = [period.end for period in pupil.on_roll if period.end is not None]
    left = f", on roll until {day_words(max(ends))}" if ends else ""
    age = age_on(pupil, days[0]) if days is not None else None
    sentence = (
        f"{name} is a former pupil{left}. Policy asks adults to be cautious about contact with former pupils."
    )
    found = [Caution(WarningCode.FORMER_PUPIL, sentence)]
    if age is None:
        sentence = f"{name}’s age at the time is not known. Find out whether they were under 18."
        found.append(Caution(WarningCode.FORMER_PUPIL_UNDER_18, sentence))
    elif age < ADULT_AGE:
        sentence = f"{name} was {age}, so under 18 at the time."
        found.append(Caution(WarningCode.FORMER_PUPIL_UNDER_18, sentence))
    return found


def links_between(
    person: Person, reference: str, relatives: tuple[KnownPerson, ...]
) -> list[tuple[KnownPerson, str, Relation]]:
    """Relatives of ``person`` (whose record id is ``reference``), with what each is to them, from either record."""
    found: dict[str, tuple[KnownPerson, str, Relation]] = {}
    for relative in relatives:
        for link in person.family:
            if link.person == relative.reference.id:
                found[relative.reference.id] = (relative, link.words, link.relation)
        for link in relative.person.family:
            if link.person == reference and relative.reference.id not in found:
                found[relative.reference.id] = (relative, "", turned_relation(link.relation))
    return list(found.values())


def _relatives_on_roll(
    question: ContactQuestion, pupil: Person, relatives: tuple[KnownPerson, ...], days: Days
) -> list[Caution]:
    reference = question.pupil.reference
    found: list[Caution] = []
    for relative, words, relation in links_between(pupil, reference.id if reference else "", relatives):
        if not _may_be_on_roll(relative.person, days):
            continue
        sentence = (
            f"{shown_name(relative.person)}, {relation_words(relation, words)} of {question.pupil.name}, is on roll. "
            "Policy asks for particular caution where a former pupil’s relative attends the school."
        )
        found.append(Caution(WarningCode.SIBLING_ON_ROLL, sentence))
    return found


def _may_be_on_roll(person: Person, days: Days) -> bool:
    if days is None:
        return bool(person.on_roll) or person.kind is PersonKind.PUPIL
    return coverage(person.on_roll, days) not in {Coverage.NONE, Coverage.NOT_KNOWN} or (
        person.kind is PersonKind.PUPIL and on_roll_on(person, days[0]) is None
    )


def undeclared_link_cautions(
    question: ContactQuestion, pupil: Person | None, relatives: tuple[KnownPerson, ...]
) -> list[Caution]:
    """The people register may name a relationship that nobody has declared: that is no declaration."""
    if pupil is None:
        return []
    adult, own = question.adult.reference, question.pupil.reference
    links = links_between(pupil, own.id if own else "", relatives)
    for relative, words, relation in links:
        if adult is not None and relative.reference == adult:
            known = relation_words(relation, words)
            sentence = (
                f"The people register names {question.adult.name} as {known} of {question.pupil.name}. "
                "That is a note, not a declaration."
            )
            return [Caution(WarningCode.FAMILY_LINK_NOTED, sentence)]
    return []


def reading_cautions(
    question: ContactQuestion,
    readings: list[Reading],
    deciding: Reading | None,
    other: list[Reading],
    zone: tzinfo,
    days: Days,
    *,
    for_pupil: bool = True,
) -> list[Caution]:
    """What to know about the register entries themselves."""
    found: list[Caution] = []
    if deciding is not None:
        found += _conditions(deciding)
        found += _state_cautions(deciding, zone, days)
    if len(readings) > 1:
        sentence = (
            f"{len(readings)} declarations about these two people are on the register. Read all of them."
        )
        found.append(Caution(WarningCode.SEVERAL_DECLARATIONS, sentence))
    for step in (step for reading in readings for step in reading.not_counted):
        sentence = (
            f"An acknowledgement entered on {day_words(step.entered_at.astimezone(zone).date())} was not given by "
            "somebody who could give it, and is not counted."
        )
        found.append(Caution(WarningCode.OWN_ACKNOWLEDGEMENT, sentence))
    for step in (step for reading in readings for step in reading.steps if step.kind in _WEIGHTY):
        if sentence := late_entry_sentence(step, zone):
            found.append(Caution(WarningCode.LATE_ENTRY, sentence))
    for one in other:
        kind = one.filed.declaration.kind.value.replace("_", " ")
        stood = STANDING_WORDS[one.governing.code]
        sentence = (
            f"A declaration of another kind ({kind}) is on the register. At the time: "
            f"{stood[:1].lower()}{stood[1:]}. {ONLY_FAMILY if for_pupil else NO_PART}"
        )
        found.append(Caution(WarningCode.OTHER_DECLARATION, sentence))
    if is_continuing(question) and question.ended is None:
        found.append(Caution(WarningCode.CONTINUES, "The contact is not known to have ended."))
    return found


def signed_sheet_cautions(deciding: Reading | None, zone: tzinfo, words: TitleWords) -> list[Caution]:
    """That the verdict rests on an acknowledgement of which nothing signed is kept here: it may be on paper only."""
    steps = deciding.acknowledgements if deciding is not None else ()
    found: list[str] = []
    for step in steps:
        days = days_of(step.at, zone) if len(steps) > 1 else None
        if sentence := nothing_signed_sentence(step, words, days[1] if days is not None else None):
            found.append(sentence)
    return [Caution(WarningCode.NO_SIGNED_SHEET, sentence) for sentence in dict.fromkeys(found)]


_WEIGHTY = frozenset(StepKind) - {
    StepKind.DISCUSSED,
    StepKind.REVIEW_SET,
    StepKind.REVIEWED,
    StepKind.MORE_INFORMATION,
}


def _conditions(reading: Reading) -> list[Caution]:
    acknowledged = [state for state in reading.throughout if state.is_acknowledged]
    if not any(state.conditions for state in acknowledged):
        return []
    found = "Whether the contact kept to the conditions is for a person to judge."
    if len({state.conditions for state in acknowledged}) > 1:
        found += " They changed during the time named, or near it: read each entry."
    return [Caution(WarningCode.CONDITIONS, found)]


def _state_cautions(reading: Reading, zone: tzinfo, days: Days) -> list[Caution]:
    found: list[Caution] = []
    if any(state.change_waiting for state in reading.throughout):
        if all(state.change_waiting for state in reading.began):
            sentence = "A change had been declared before this contact, and was not yet acknowledged."
        else:
            sentence = (
                "A change was declared during the time named, or near it, and not acknowledged at once."
            )
        found.append(Caution(WarningCode.CHANGE_WAITING, sentence))
    review_on = reading.governing.review_on
    if review_on is not None and days is not None and review_on < days[1]:
        sentence = (
            f"No review by {day_words(review_on)} is on the register at that time. An overdue review ends no "
            "acknowledgement: what it was still worth is for a person to judge."
        )
        found.append(Caution(WarningCode.REVIEW_OVERDUE, sentence))
    if reading.code is VerdictCode.ACKNOWLEDGED_BEFORE and not _discussed_in_time(reading, zone, days):
        sentence = "No discussion before this contact is on the register. Policy asks for one in advance."
        found.append(Caution(WarningCode.NOT_DISCUSSED, sentence))
    return found


def _discussed_in_time(reading: Reading, zone: tzinfo, days: Days) -> bool:
    if not has_been_discussed(reading) or days is None:
        return has_been_discussed(reading)
    held = [days_of(step.at, zone) for step in reading.steps if step.kind is StepKind.DISCUSSED]
    return any(span is not None and span[0] <= days[0] for span in held)
