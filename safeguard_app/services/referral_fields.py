"""The fields of a referral form with their answers: given by a person, filled from the record, or still empty."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from safeguard_app.catalogue.words import Words
from safeguard_app.domain.documents_issued import STILL_ASKED, AnswerState, FormAnswer, Referral
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.records import Stored
from safeguard_app.services.form_facts import NOTHING, words_with_rest
from safeguard_app.services.form_groups import Member, members_of
from safeguard_app.services.form_places import Place, place_of
from safeguard_app.services.form_subjects import ReferredPeople
from safeguard_app.services.reference import Form, FormField, FormSection
from safeguard_app.services.referral_facts import facts_of
from safeguard_app.services.referral_views import FieldView, SectionView
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusLine, StatusMeaning

_ANSWERED = frozenset({AnswerState.ANSWERED, AnswerState.WITHHELD})
_LEAVES_A_PART = frozenset({AnswerState.PART, AnswerState.NOT_KNOWN, AnswerState.NOT_ASKED})
"""How a field can stand so that what the log knows of it goes on being shown."""


def sections_of(
    session: Session,
    form: Form,
    referral: Referral,
    incident: Incident,
    entries: Sequence[Stored[Any]],
    people: ReferredPeople,
    earlier: str,
    sent: date | None = None,
) -> tuple[SectionView, ...]:
    """Every section a person fills in, in printed order; one for each child where the form asks of each.

    ``sent``: the day on which it went out, if it did.
    """
    words = session.words(head_is_subject=incident.head_is_subject)
    given = {one.field: one for one in referral.answers}
    facts = facts_of(session, form, incident, entries, people, earlier, sent)
    subject = people.subject.reference if people.subject is not None else None
    asked = form.fields_for(session.nation, head_is_subject=incident.head_is_subject)
    questions = _questions(session, incident)
    sections = []
    for section in form.sections:
        if section.filled_by_agency:
            continue
        if section.repeats is None:
            whose = Member("", "", facts, subject)
            sections.append(_section(words, section, asked, given, whose, questions))
            continue
        ids = {field.id for field in section.fields}
        kept = {key.removeprefix(one) for one in ids for key in given if key.startswith(f"{one}@")}
        members = members_of(session, section.repeats, incident, entries, people, kept)
        sections += [_section(words, section, asked, given, member, questions) for member in members]
    return tuple(section for section in sections if section.fields)


def field_of(sections: Sequence[SectionView], key: str) -> FieldView | None:
    """The field of that key, or None."""
    return next((field for section in sections for field in section.fields if field.key == key), None)


def _section(
    words: Words,
    section: FormSection,
    asked: Collection[FormField],
    given: dict[str, FormAnswer],
    whose: Member,
    questions: Collection[str],
) -> SectionView:
    suffix, title = whose.suffix, words.fill(section.title)
    fields = tuple(
        _field(words, field, given.get(field.id + suffix), whose, questions)
        for field in section.fields
        if field in asked
    )
    answered = sum(field.state in _ANSWERED for field in fields)
    empty = any(field.state in STILL_ASKED for field in fields)
    count = f"{answered} of {len(fields)}"
    return SectionView(
        id=section.id + suffix,
        title=f"{title}: {whose.name}" if whose.name else title,
        help=words.fill(section.help),
        fields=fields,
        answered=answered,
        asked=len(fields),
        count=count,
        status=StatusLine(StatusMeaning.DUE if empty else StatusMeaning.DONE, count),
    )


def _questions(session: Session, incident: Incident) -> frozenset[str]:
    """The questions that this record is asked, for the people it names."""
    category = session.catalogue.categories.get(incident.category)
    if category is None:
        return frozenset()
    roles = {one.role for one in incident.participants}
    return frozenset(one.id for one in category.questions_for(session.nation, roles=roles))


def _field(
    words: Words, field: FormField, given: FormAnswer | None, whose: Member, questions: Collection[str]
) -> FieldView:
    fact = whose.facts.get(field.source, NOTHING).for_kind(field.kind)
    place = place_of(field.source, questions)
    unknown = tuple(words.fill(wording) for wording in field.unknown)
    state, text = (given.state, given.text) if given is not None else (fact.state, fact.text)
    if state is AnswerState.NOT_KNOWN and not text and unknown:
        text = unknown[0]
    in_part = fact.state is AnswerState.PART and state in _LEAVES_A_PART
    printed = printed_words(state, text, unknown)
    if in_part:
        printed = with_part(fact.text, fact.rest, printed, given is not None)
    return FieldView(
        key=field.id + whose.suffix,
        label=words.fill(field.label),
        help=words.fill(field.help),
        kind=field.kind,
        required=field.required,
        state=state,
        text=text,
        printed=printed,
        from_record=given is None and state is not AnswerState.EMPTY,
        allowed=tuple(words.fill(allowed) for allowed in field.allowed),
        unknown=unknown,
        place=place if place is not Place.PERSON or whose.person is not None else Place.HERE,
        person=whose.person if place is Place.PERSON else None,
        known=fact.text if in_part else "",
        rest=fact.rest if in_part else "",
        verbatim=field.verbatim,
    )


def with_part(known: str, rest: str, said: str, answered: bool) -> str:
    """What is known in part as it prints; ``said`` of the rest, once somebody said that it is not known."""
    return f"{known}\n{rest[:1].upper()}{rest[1:]}: {said}" if answered else words_with_rest(known, rest)


def printed_words(state: AnswerState, text: str, unknown: tuple[str, ...]) -> str:
    """A field as it prints: nothing is ever blank."""
    match state:
        case AnswerState.ANSWERED:
            return text
        case AnswerState.NOT_KNOWN:
            return text if text in unknown else f"Not known. {text}".strip()
        case AnswerState.NOT_ASKED:
            return f"Not asked. {text}".strip()
        case AnswerState.WITHHELD:
            return f"Withheld because {text}"
        case AnswerState.EMPTY:
            return "Not answered yet"
        case AnswerState.PART:
            return text
