"""What the page of a form's fields shows and keeps: what may go into a field, in words, and a mapping in a draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from safeguard_app.domain.authority_forms import (
    AnswerPart,
    DateStyle,
    FieldSort,
    FieldSource,
    PdfField,
    TickWhen,
)
from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.form_matching import Question
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import authority_forms, own_forms
from safeguard_app.services.authority_forms import AuthorityFormLine
from safeguard_app.services.session import Session

BLANK, FIXED = "", "="
"""Keys of a choice that is no question: nothing goes into the field, or always the same."""
DATE_WORDS = {
    DateStyle.WORDS: "In words, as the answer has it",
    DateStyle.SLASHES: "As 03/09/2026",
    DateStyle.DIGITS: "As 03092026",
    DateStyle.DAY: "The day alone, as 03",
    DateStyle.MONTH: "The month alone, as 09",
    DateStyle.YEAR: "The year alone, as 2026",
}
PART_WORDS = {
    AnswerPart.WHOLE: "The whole answer",
    AnswerPart.FIRST_NAMES: "First names alone",
    AnswerPart.LAST_NAME: "Last name alone",
    AnswerPart.TIME: "The time alone",
    AnswerPart.POSTCODE: "The postcode alone",
}
TICK_WORDS = {
    TickWhen.ANSWERS: "For certain answers",
    TickWhen.TOLD: "When the answer says that they were told",
    TickWhen.ANSWERED: "When it is answered, and not with no or not",
}
NAME_HELP = (
    "All but the last word are first names. A name of one word goes whole into the field for the last name. Names that "
    "were taken apart are listed above every form that is filled, to be checked."
)
_SORTS = {
    FieldSort.TEXT: "One line of text",
    FieldSort.LINES: "Text over several lines",
    FieldSort.TICK: "A box to tick",
    FieldSort.SIGNATURE: "To be signed by hand",
    FieldSort.BUTTON: "A button, never pressed",
}


@dataclass(frozen=True, slots=True)
class MappingView:
    """A form whose fields are looked at: its line, its bytes for its pages, and every question of ours by its key."""

    line: AuthorityFormLine
    content: bytes = field(repr=False)
    questions: Mapping[str, Question] = field(repr=False)


def mapping_view(session: Session, reference: Reference) -> MappingView:
    """Everything the page needs. KeyError where the form was taken back."""
    line = authority_forms.line_of(session, reference)
    form = own_forms.known_forms(session).get(line.form.form)
    asked = authority_forms.questions(session, form) if form is not None else ()
    return MappingView(
        line,
        authority_forms.content_of(session, line.form),
        {key_of(one.id, one.member): one for one in asked},
    )


def key_of(question: str, member: int) -> str:
    """What names a question, and which of those it is asked of."""
    return f"{question}#{member}" if member else question


def choice_of(source: FieldSource) -> str:
    """The key of what goes into a field."""
    if source.question:
        return key_of(source.question, source.member)
    return FIXED if source.fixed else BLANK


def question_words(question: Question) -> str:
    """A question in a list of all of them."""
    return f"{question.section}: {question.label}"


def sort_words(one: PdfField) -> str:
    """What kind of field it is, and where."""
    return f"{_kind(one)}, page {one.page + 1}"


def parts_of(question: Question, one: PdfField) -> tuple[AnswerPart, ...]:
    """What of an answer a field may take, the whole first; none where there is nothing to choose."""
    return (AnswerPart.WHOLE, *question.parts) if question.parts and one.sort.is_text else ()


def ticked_by_words(question: Question, one: PdfField) -> bool:
    """Whether a box is to be ticked by a question that is answered in words, and neither yes nor no."""
    return one.sort is FieldSort.TICK and not question.allowed


def source_words(source: FieldSource, one: PdfField, questions: Mapping[str, Question]) -> str:
    """What goes into a field."""
    if not one.sort.is_filled:
        return "Stays as it is"
    if source.question:
        found = questions.get(key_of(source.question, source.member))
        if found is None:
            return "A question our form does not ask any more"
        return ", ".join((question_words(found), *_how(source, one)))
    if not source.fixed:
        return "Stays blank"
    return next((option.words for option in one.options if option.name == source.fixed), source.fixed)


def _how(source: FieldSource, one: PdfField) -> list[str]:
    """Which part of the answer, or when a box is ticked, where that is not the usual."""
    if one.sort.is_text and source.part is not AnswerPart.WHOLE:
        return [PART_WORDS[source.part].lower()]
    ticked = one.sort is FieldSort.TICK and source.ticks is not TickWhen.ANSWERS
    return [f"ticked {TICK_WORDS[source.ticks][:1].lower()}{TICK_WORDS[source.ticks][1:]}"] if ticked else []


def kept_text(sources: Sequence[FieldSource]) -> str:
    """A mapping as a draft keeps it."""
    return msgspec.json.encode(sources).decode()


def read_text(text: str) -> tuple[FieldSource, ...] | None:
    """A mapping that a draft kept; None where it is none."""
    try:
        return msgspec.json.decode(text.encode(), type=tuple[FieldSource, ...])
    except msgspec.DecodeError:
        return None


def _kind(one: PdfField) -> str:
    match one.sort:
        case FieldSort.COMB:
            return f"{count_words(one.most, 'cell')}, one character each"
        case FieldSort.RADIO:
            return f"One of {count_words(len(one.options), 'box', 'boxes')} to tick"
        case FieldSort.CHOICE | FieldSort.LIST:
            return f"One of {count_words(len(one.options), 'answer')} to choose"
    limit = f", {count_words(one.most, 'character')} at most" if one.most else ""
    return _SORTS[one.sort] + limit
