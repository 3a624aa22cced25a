"""The contact check itself: question, register and people in, frozen verdict out."""

from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from safeguard_app.domain.contact_answers import answer_cautions, answer_clauses, answer_credits
from safeguard_app.domain.contact_cautions import (
    Coverage,
    age_cautions,
    age_words,
    coverage,
    may_have_left,
    pupil_cautions,
    reading_cautions,
    signed_sheet_cautions,
    staff_cautions,
    undeclared_link_cautions,
)
from safeguard_app.domain.contact_check import (
    Caution,
    ContactQuestion,
    EntryReliedOn,
    PointKind,
    Protocol,
    RegisterState,
    TimelinePoint,
    Verdict,
    VerdictCode,
    WarningCode,
)
from safeguard_app.domain.contact_rules import ContactRules
from safeguard_app.domain.contact_sentences import (
    STEP_LABELS,
    TITLES,
    Telling,
    completeness_words,
    entry_words,
    register_sentences,
)
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.declarations import (
    DeclarationKind,
    DeclaredPupil,
    FiledDeclaration,
    OtherSide,
    StepKind,
)
from safeguard_app.domain.declared_words import connected_words
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.moments import certainly_before, check_moment, days_of, sort_key
from safeguard_app.domain.other_side import (
    DECIDING_KIND,
    age_at,
    other_side,
    parent_cautions,
    rule_clauses,
    rule_sentence,
    under_the_rule,
)
from safeguard_app.domain.people import KnownPerson, Person, PersonRef
from safeguard_app.domain.periods import Period
from safeguard_app.domain.person_rules import age_on, is_head_on, same_person
from safeguard_app.domain.register_reading import Reading, deciding_reading, is_continuing, read_declaration
from safeguard_app.domain.title_words import TitleWords

PUPIL_CLAUSES = ("004 §6.7", "004 §6.8", "004 §6.9")
FORMER_PUPIL_CLAUSE = "004 §6.10"
NOT_AN_ANSWER = "Until the paper file has been read, “none on this register” is not an answer."


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """What the school's registers hold about the two people, as opened for the check.

    ``adult`` and ``pupil`` are None where only the name is known. ``relatives`` are the pupil's relatives on the
    people register, linked from either side. ``declarations`` may hold more than concerns the two: the check picks.
    ``minimum_age`` is that of the platform at the time, where known.
    """

    adult: Person | None = None
    pupil: Person | None = None
    relatives: tuple[KnownPerson, ...] = ()
    declarations: tuple[FiledDeclaration, ...] = ()
    register: RegisterState = RegisterState()  # noqa: RUF009 - frozen, so one instance serves all
    minimum_age: int | None = None
    platform_name: str = ""
    """The platform as people know it, where the question holds the catalogue's code."""
    rules: ContactRules | None = None
    """The school's own switches as they stood on the first day of the contact."""


def check_question(question: ContactQuestion, known_at: datetime) -> None:
    """Refuse a question whose answers do not fit together. Fields: ``adult``, ``pupil``, ``began``, ``ended``."""
    if same_person(question.adult, question.pupil):
        raise RuleViolation({"pupil": "The adult and the pupil are the same person. Choose again."})
    check_moment(question.began, "began")
    if question.began.start is not None and question.began.start > known_at:
        raise RuleViolation({"began": "This is in the future."})
    if question.ended is None:
        return
    check_moment(question.ended, "ended")
    if question.ended.start is not None and question.ended.start > known_at:
        raise RuleViolation({"ended": "This is in the future."})
    if certainly_before(question.ended, question.began):
        raise RuleViolation({"ended": "This is before the contact began. Check both."})


def check_contact(
    question: ContactQuestion,
    facts: ContactFacts,
    known_at: datetime,
    zone: tzinfo,
    words: TitleWords,
) -> Verdict:
    """What the register, as known at ``known_at``, shows about a contact. Raises RuleViolation (check_question).

    ``zone`` is the school's; ``words`` the nation's titles. Nothing entered after ``known_at`` counts, so a later
    acknowledgement never changes what an earlier check said.
    """
    check_question(question, known_at)
    look = _look(question, facts, known_at, zone, words)
    cautions = (*_about_people(look), *_about_register(look))
    ages = _ages(facts.pupil, look.days) if look.side is not OtherSide.PARENT else (None, None)
    in_force = look.reading.certainly_in_force if look.reading is not None else None
    return Verdict(
        code=look.code,
        register_code=look.register_code,
        title=TITLES[look.code],
        sentences=_sentences(look),
        conditions=in_force.conditions if in_force else (),
        protocol=in_force.protocol if in_force else "",
        clauses=_all_clauses(look, cautions),
        pupil_age_from=ages[0],
        pupil_age_to=ages[1],
        pupil_age_words=age_words(*ages) if look.side is not OtherSide.PARENT else "",
        cautions=cautions,
        entries=_entries(question, look.readings),
        timeline=_timeline(question, look.readings),
        question=question,
        known_at=known_at,
        decides=look.tell.decides,
        other_side=look.side,
        credits=answer_credits(look.tell),
    )


@dataclass(frozen=True, slots=True)
class _Look:
    """What was found out about a contact, before any words."""

    question: ContactQuestion
    facts: ContactFacts
    tell: Telling
    days: tuple[date, date] | None
    side: OtherSide
    in_post: Coverage
    on_roll: Coverage
    readings: list[Reading]
    other: list[Reading]
    """Declarations of another kind, on which no verdict rests."""
    reading: Reading | None

    @property
    def register_code(self) -> VerdictCode:
        """What the register alone shows."""
        return VerdictCode.NONE_ON_REGISTER if self.reading is None else self.reading.code

    @property
    def declared(self) -> DeclaredPupil | None:
        """What the declaration that decides says of the other person."""
        return _declared(self.reading.filed, self.question.pupil) if self.reading is not None else None

    @property
    def first_day(self) -> date | None:
        """The first day of the contact, where it is known."""
        return self.days[0] if self.days else None

    @property
    def known_code(self) -> VerdictCode:
        """The verdict before the school's own switch."""
        return _final_code(self.question, self.register_code, self.in_post, self.on_roll, self.side)

    @property
    def code(self) -> VerdictCode:
        """The verdict."""
        known = self.known_code
        if known is VerdictCode.ADULT_NOT_IN_POST:
            return known
        age = age_at(self.facts.pupil, self.first_day)
        return under_the_rule(self.side, known, self.facts.rules, self.declared, age)


def _look(
    question: ContactQuestion, facts: ContactFacts, known_at: datetime, zone: tzinfo, words: TitleWords
) -> _Look:
    days = _contact_days(question, known_at, zone)
    decides = _who_decides(facts.adult, days, known_at.astimezone(zone).date(), words)
    on_roll = coverage(facts.pupil.on_roll if facts.pupil else (), days)
    has_left = facts.pupil is not None and may_have_left(facts.pupil, on_roll, days)
    side = other_side(facts.pupil, on_roll, has_left=has_left)
    tell = Telling(question, zone, words, decides, days)
    if side is OtherSide.PARENT:
        tell = replace(tell, noun="friendship", none_noun="friendship")
    deciding, other = _about_the_two(question, facts.declarations, DECIDING_KIND[side])
    offices = facts.adult.offices if facts.adult is not None else ()
    readings, others = (
        [found for f in some if (found := read_declaration(f, question, known_at, offices, zone)) is not None]
        for some in (deciding, other)
    )
    in_post = coverage(tuple(p.period for p in facts.adult.posts) if facts.adult else (), days)
    return _Look(
        question,
        facts,
        tell,
        days,
        side,
        in_post,
        on_roll,
        readings,
        others,
        reading=deciding_reading(readings),
    )


def _sentences(look: _Look) -> tuple[str, ...]:
    """Who was here, which rule the school kept, what the register shows, and who decides."""
    sentences = _people_sentences(look.known_code, look.question, look.facts, look.days)
    sentences += tuple(filter(None, (rule_sentence(look.side, look.facts.rules),)))
    sentences += register_sentences(look.register_code, look.reading, look.tell)
    follows = look.tell.follows
    if look.reading is None:
        sentence, ask = completeness_words(look.facts.register, look.first_day, look.tell.decides)
        sentences += (sentence,) if ask else (sentence, follows)
    if look.code in _DECIDED and follows not in sentences:
        sentences += (follows,)
    return sentences


def _about_people(look: _Look) -> list[Caution]:
    question, facts, days = look.question, look.facts, look.days
    cautions: list[Caution] = []
    if look.reading is None:
        _, ask = completeness_words(facts.register, look.first_day, look.tell.decides)
        cautions += [Caution(WarningCode.REGISTER_NOT_COMPLETE, NOT_AN_ANSWER)] if ask else []
        cautions += undeclared_link_cautions(question, facts.pupil, facts.relatives)
    cautions += staff_cautions(question, facts.adult, look.in_post, days)
    if look.side is OtherSide.PARENT:
        cautions += parent_cautions(question, facts.pupil, facts.relatives, facts.rules, look.declared, days)
    else:
        cautions += pupil_cautions(question, facts.pupil, facts.relatives, look.on_roll, days)
        cautions += age_cautions(question, facts.pupil, facts.minimum_age, facts.platform_name, days)
    return cautions


def _about_register(look: _Look) -> list[Caution]:
    tell = look.tell
    cautions = answer_cautions(tell, look.reading)
    cautions += signed_sheet_cautions(look.reading, tell.zone, tell.words)
    for_pupil = look.side is not OtherSide.PARENT
    cautions += reading_cautions(
        look.question, look.readings, look.reading, look.other, tell.zone, look.days, for_pupil=for_pupil
    )
    return cautions


def _contact_days(question: ContactQuestion, known_at: datetime, zone: tzinfo) -> tuple[date, date] | None:
    """First and last local day the contact may touch; None when its time is not known."""
    began = days_of(question.began, zone)
    if began is None or not is_continuing(question):
        return began
    ended = days_of(question.ended, zone) if question.ended is not None else None
    last = ended[1] if ended is not None else known_at.astimezone(zone).date()
    return began[0], max(began[1], last)


def _who_decides(adult: Person | None, days: tuple[date, date] | None, today: date, words: TitleWords) -> str:
    """The Headteacher's title; the Chair's where the adult is or was Headteacher at the time."""
    asked = {today, *(days or ())}
    return words.chair if adult is not None and any(is_head_on(adult, day) for day in asked) else words.head


def _about_the_two(
    question: ContactQuestion, declarations: tuple[FiledDeclaration, ...], deciding: DeclarationKind
) -> tuple[list[FiledDeclaration], list[FiledDeclaration]]:
    """Declarations about these two people: those of the kind that a verdict rests on, and others.

    Among the others is a friendship with the parent under whom the pupil is named.
    """
    about = [
        filed
        for filed in declarations
        if same_person(filed.declaration.adult, question.adult) and _touches(filed, question.pupil)
    ]
    family = [
        filed
        for filed in about
        if filed.declaration.kind is deciding and _declared(filed, question.pupil) is not None
    ]
    return family, [filed for filed in about if filed not in family]


def _touches(filed: FiledDeclaration, person: PersonRef) -> bool:
    children = (child for declared in filed.declaration.pupils for child in declared.children)
    return _declared(filed, person) is not None or any(same_person(child, person) for child in children)


def _declared(filed: FiledDeclaration, pupil: PersonRef) -> DeclaredPupil | None:
    return next((d for d in filed.declaration.pupils if same_person(d.pupil, pupil)), None)


_DECIDED = frozenset({VerdictCode.AGAINST_RULE, VerdictCode.OUTSIDE_PROTOCOL})


def _final_code(
    question: ContactQuestion,
    register_code: VerdictCode,
    in_post: Coverage,
    on_roll: Coverage,
    side: OtherSide,
) -> VerdictCode:
    if in_post is Coverage.NONE:
        return VerdictCode.ADULT_NOT_IN_POST
    if on_roll is Coverage.NONE and side is not OtherSide.PARENT:
        return VerdictCode.PUPIL_NOT_ON_ROLL
    if register_code is VerdictCode.ACKNOWLEDGED_BEFORE and question.protocol is Protocol.OUTSIDE:
        return VerdictCode.OUTSIDE_PROTOCOL
    return register_code


def _all_clauses(look: _Look, cautions: tuple[Caution, ...]) -> tuple[str, ...]:
    of_pupil = () if look.side is OtherSide.PARENT else _clauses(look.code, cautions)
    of_rule = rule_clauses(look.side, look.facts.rules)
    return tuple(dict.fromkeys((*of_pupil, *of_rule, *answer_clauses(look.question))))


def _people_sentences(
    code: VerdictCode, question: ContactQuestion, facts: ContactFacts, days: tuple[date, date] | None
) -> tuple[str, ...]:
    """Why the two were not adult in post and pupil on roll at the time; empty when they were."""
    if days is None:
        return ()
    if code is VerdictCode.ADULT_NOT_IN_POST and facts.adult is not None:
        periods = tuple(post.period for post in facts.adult.posts)
        return (_outside(question.adult.name, "in post", periods, days),)
    if code is VerdictCode.PUPIL_NOT_ON_ROLL and facts.pupil is not None:
        return (_outside(question.pupil.name, "on roll", facts.pupil.on_roll, days),)
    return ()


def _outside(name: str, what: str, periods: tuple[Period, ...], days: tuple[date, date]) -> str:
    starts = [period.start for period in periods if period.start is not None and period.start > days[1]]
    ends = [period.end for period in periods if period.end is not None and period.end < days[0]]
    if len(starts) == len(periods):
        return f"{name} was not {what} until {day_words(min(starts))}, after this contact."
    if len(ends) == len(periods):
        return f"{name} was {what} until {day_words(max(ends))}, before this contact."
    return f"{name} was not {what} at the time of this contact."


def _ages(pupil: Person | None, days: tuple[date, date] | None) -> tuple[int | None, int | None]:
    if pupil is None or days is None:
        return None, None
    return age_on(pupil, days[0]), age_on(pupil, days[1])


def _clauses(code: VerdictCode, cautions: tuple[Caution, ...]) -> tuple[str, ...]:
    former = {WarningCode.FORMER_PUPIL, WarningCode.FORMER_PUPIL_UNDER_18, WarningCode.SIBLING_ON_ROLL}
    if not any(caution.code in former for caution in cautions):
        return PUPIL_CLAUSES
    if code in {VerdictCode.PUPIL_NOT_ON_ROLL, VerdictCode.AGAINST_RULE}:
        return (FORMER_PUPIL_CLAUSE,)
    return (*PUPIL_CLAUSES, FORMER_PUPIL_CLAUSE)


def _entries(question: ContactQuestion, readings: list[Reading]) -> tuple[EntryReliedOn, ...]:
    """Every known entry of every family declaration about the two, as it stood."""
    found = []
    for reading in readings:
        declared = _declared(reading.filed, question.pupil)
        relation = connected_words(declared) if declared is not None else ""
        found += [
            EntryReliedOn(
                declaration=reading.filed.reference,
                version=reading.filed.version,
                step=step.kind,
                label=STEP_LABELS[step.kind],
                took_effect=step.at,
                entered_at=step.entered_at,
                entered_by=step.entered_by_name,
                by=step.by,
                says=entry_words(step, relation, question.pupil.name),
            )
            for step in reading.steps
        ]
    return tuple(found)


_DRAWN = frozenset(StepKind) - {StepKind.REVIEW_SET, StepKind.REVIEWED, StepKind.MORE_INFORMATION}


def _timeline(question: ContactQuestion, readings: list[Reading]) -> tuple[TimelinePoint, ...]:
    """Contact, report and steps, in order of time; where two share a start, in this order."""
    label = "Contact began" if is_continuing(question) else "Contact"
    points = [TimelinePoint(PointKind.CONTACT, label, question.began)]
    if question.ended is not None:
        points.append(TimelinePoint(PointKind.CONTACT_ENDED, "Contact ended", question.ended))
    if question.came_to_attention is not None:
        points.append(TimelinePoint(PointKind.REPORTED, "Reported", question.came_to_attention))
    points += [
        TimelinePoint(PointKind.STEP, STEP_LABELS[step.kind], step.at, step.kind)
        for reading in readings
        for step in reading.steps
        if step.kind in _DRAWN
    ]
    return tuple(sorted(points, key=lambda point: sort_key(point.at)))
