"""An authority's own PDF form: what fields it has, and which answer of ours goes into which of them.

What is read of the file comes out of a stranger's hands and is bounded here (:func:`FormReading.is_sound`). A mapping
names fields by their full names in the file: a later version of the form keeps what it calls by the same name.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.evidence import StoredFile
from safeguard_app.domain.people import Withdrawal

MOST_BYTES = 20 * 1024 * 1024
MOST_PAGES, MOST_FIELDS, MOST_PLACES, MOST_OPTIONS = 100, 2_000, 5_000, 500
LONGEST_NAME = 400
LEAST_SIZE = 8.0
"""Points below which nothing is set: an officer reads forty of these a day."""


class FieldSort(StrEnum):
    """What a field of a PDF form takes."""

    TEXT = "text"
    LINES = "lines"
    COMB = "comb"
    """One character to a cell."""
    TICK = "tick"
    RADIO = "radio"
    """One of several boxes."""
    CHOICE = "choice"
    LIST = "list"
    SIGNATURE = "signature"
    BUTTON = "button"

    @property
    def is_text(self) -> bool:
        """Whether words are written into it."""
        return self in (FieldSort.TEXT, FieldSort.LINES, FieldSort.COMB)

    @property
    def is_filled(self) -> bool:
        """Whether this program fills such a field: it signs nothing and presses no button."""
        return self not in (FieldSort.SIGNATURE, FieldSort.BUTTON)


class FormRefusal(StrEnum):
    """Why a file is not taken as a form."""

    NOT_PDF = "not_pdf"
    DAMAGED = "damaged"
    LOCKED = "locked"
    XFA = "xfa"
    SIGNED = "signed"
    NO_FIELDS = "no_fields"
    TOO_MANY = "too_many"
    TOO_LARGE = "too_large"
    ACTS = "acts"
    """It is full of things that act, and not all of them could be taken out."""


_SENTENCES = {
    FormRefusal.NOT_PDF: (
        "This file is not a PDF.",
        "Choose the PDF form itself. A Word or web form is filled from the answers of a form here, one by one.",
    ),
    FormRefusal.DAMAGED: (
        "This PDF is damaged or cut short, so fields of it could be missing.",
        "Download it again from the authority, or open it in a PDF program, save it anew and choose that.",
    ),
    FormRefusal.LOCKED: (
        "This PDF is encrypted: its authority does not let other programs fill it.",
        "Ask the authority for a copy without a password or restrictions.",
    ),
    FormRefusal.XFA: (
        "This is an XFA form, which only Adobe’s own programs fill. In all others it opens empty or wrong.",
        "Ask the authority for an ordinary fillable PDF (an AcroForm), or fill it in Adobe Reader from the answers "
        "of a form here.",
    ),
    FormRefusal.SIGNED: (
        "This PDF is signed electronically. Filling it would break the signature.",
        "Ask the authority for the form before it was signed.",
    ),
    FormRefusal.NO_FIELDS: (
        "This PDF has no fields to fill: it is made to be printed and written on.",
        "Ask the authority for the fillable form, or print it and write from the answers of a form here.",
    ),
    FormRefusal.TOO_MANY: (
        f"This PDF has more than {MOST_PAGES} pages or {MOST_FIELDS:,} fields, which no form has.",
        "Check that it is the form itself and not a whole handbook.",
    ),
    FormRefusal.TOO_LARGE: (
        f"This file is larger than {MOST_BYTES // (1024 * 1024)} MB, which no form is.",
        "Check that it is the form itself. If it holds scanned pages, ask the authority for the fillable form.",
    ),
    FormRefusal.ACTS: (
        "This PDF holds scripts that could not be taken out of the filled form.",
        "Ask the authority for the form without scripts, or send our own form in its place.",
    ),
}


class FormNotTaken(KnownProblem):
    """A file is not taken as a form, and why."""

    code = "authority_form_not_taken"
    sentence = "This file is not taken as a form. Nothing was kept of it."
    next_step = "Choose another file."

    def __init__(self, refusal: FormRefusal) -> None:
        """Say why, and what to do next."""
        super().__init__()
        self.refusal = refusal
        why, next_step = _SENTENCES[refusal]
        self.sentence, self.next_step = f"{why} Nothing was kept of it.", next_step


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """Where a field is seen: on which page, in shares of the page as it is shown from its top left corner.

    ``across`` and ``up`` are the room in points, as it is read; ``state`` is what its box is called when it is ticked.
    """

    page: int
    left: float
    top: float
    width: float
    height: float
    across: float
    up: float
    state: str = ""


@dataclass(frozen=True, slots=True)
class FieldOption:
    """One of the answers a field offers: its name in the file, and its words."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class PdfField:
    """A field of a form. ``most`` characters, 0 where nothing is said; ``size`` in points, 0 where it is chosen to fit.

    ``side`` is 0 for text from the left, 1 for the middle, 2 for the right. ``is_date``: the file itself says so.
    """

    name: str
    label: str
    sort: FieldSort
    places: tuple[FieldPlace, ...]
    most: int = 0
    options: tuple[FieldOption, ...] = ()
    size: float = 0.0
    side: int = 0
    is_date: bool = False
    value: str = ""

    @property
    def words(self) -> str:
        """What a person calls it: its label, or its own name."""
        return self.label or self.name

    @property
    def page(self) -> int:
        """The first page it is on, counted from 0."""
        return self.places[0].page

    def is_sound(self, pages: int) -> bool:
        """Whether it holds what a field can hold, and no more."""
        texts = (self.name, self.label, *(text for one in self.options for text in (one.name, one.words)))
        sized = all(len(text) <= LONGEST_NAME for text in (*texts, *(one.state for one in self.places)))
        placed = all(
            0 <= one.page < pages and one.across > 0 and one.up > 0 and one.across + one.up < 50_000
            for one in self.places
        )
        few = len(self.options) <= MOST_OPTIONS and len(self.places) <= MOST_PLACES
        return bool(self.places) and sized and placed and few and 0 <= self.most <= 1_000_000


@dataclass(frozen=True, slots=True)
class FormReading:
    """What the process apart read of a file: its fields in the order of its pages, or why there are none."""

    fields: tuple[PdfField, ...] = ()
    pages: int = 0
    acts: bool = False
    """Whether the file holds scripts or other things that act, which are taken out of whatever is filled."""
    refusal: FormRefusal | None = None

    def is_sound(self) -> bool:
        """Whether it is within bounds: the process that said it may be in a stranger's hands."""
        if self.refusal is not None:
            return not self.fields
        named = len({one.name for one in self.fields}) == len(self.fields)
        bounded = 0 < self.pages <= MOST_PAGES and 0 < len(self.fields) <= MOST_FIELDS
        return named and bounded and all(one.is_sound(self.pages) for one in self.fields)


# ---------------------------------------------------------------- the mapping


class DateStyle(StrEnum):
    """How a day is written into a field."""

    WORDS = "words"
    """As the answer has it."""
    SLASHES = "slashes"
    """03/09/2026"""
    DIGITS = "digits"
    """03092026, for fields of eight cells."""
    DAY = "day"
    """Of a day that is written into three fields: 03 into this one."""
    MONTH = "month"
    YEAR = "year"


class AnswerPart(StrEnum):
    """Which part of an answer a field takes."""

    WHOLE = "whole"
    FIRST_NAMES = "first names"
    """Of a name: all but the last name. Most authorities ask for a name in two fields."""
    LAST_NAME = "last name"
    TIME = "time alone"
    POSTCODE = "postcode"


class TickWhen(StrEnum):
    """When a box is ticked."""

    ANSWERS = "answers"
    """For certain answers, such as yes."""
    TOLD = "told"
    """When the answer says that somebody was told: never for one who is held back, or not told yet."""
    ANSWERED = "answered"
    """When it is answered, and with nothing that says no, not or not yet."""


@dataclass(frozen=True, slots=True)
class OptionWhen:
    """An option of a field, and the answers for which it is chosen."""

    option: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldSource:
    """What goes into one field: the answer to a question of the form (``question``), always the same, or nothing.

    ``member`` counts those a section is printed for, from 1; 0 for a question asked once.
    """

    field: str
    question: str = ""
    member: int = 0
    fixed: str = ""
    when: tuple[OptionWhen, ...] = ()
    dates: DateStyle = DateStyle.WORDS
    part: AnswerPart = AnswerPart.WHOLE
    ticks: TickWhen = TickWhen.ANSWERS

    @property
    def is_blank(self) -> bool:
        """Whether nothing goes into the field."""
        return not self.question and not self.fixed


@dataclass(frozen=True, slots=True)
class AuthorityForm:
    """An authority's form as the school keeps it: the file as it came, its fields, and what goes into each.

    ``form`` is the form of the catalogue whose answers it takes; ``version_words`` is what the authority calls this
    version. ``mapped``: somebody looked at what was proposed. ``vanished``: sources of fields that an earlier version
    of the form had and this one has not.
    """

    authority: str
    title: str
    dated: date | None
    form: str
    stored: StoredFile
    pages: int
    fields: tuple[PdfField, ...]
    sources: tuple[FieldSource, ...] = ()
    acts: bool = False
    mapped: bool = False
    vanished: tuple[FieldSource, ...] = ()
    withdrawn: Withdrawal | None = None

    def source_of(self, field: str) -> FieldSource:
        """What goes into a field; nothing where nobody said."""
        return next((one for one in self.sources if one.field == field), FieldSource(field))


@dataclass(frozen=True, slots=True)
class Differences:
    """What a later version of a form has changed, by the words of its fields."""

    new: tuple[str, ...]
    gone: tuple[str, ...]
    gone_mapped: tuple[str, ...]
    changed: tuple[str, ...]
    """Same name, but takes something else: other kind, other options, other length."""


def differences(before: AuthorityForm, now: FormReading) -> Differences:
    """How the fields of a later version differ from those that were kept."""
    old, new = ({one.name: one for one in fields} for fields in (before.fields, now.fields))
    gone = [one for name, one in old.items() if name not in new]
    mapped = {one.field for one in before.sources if not one.is_blank}
    return Differences(
        tuple(one.words for name, one in new.items() if name not in old),
        tuple(one.words for one in gone),
        tuple(one.words for one in gone if one.name in mapped),
        tuple(one.words for name, one in new.items() if name in old and not _takes_the_same(old[name], one)),
    )


def carried_over(before: AuthorityForm, now: FormReading, proposed: tuple[FieldSource, ...]) -> AuthorityForm:
    """The form with the fields of a later version: what is called the same keeps its source, the rest is proposed."""
    new = {one.name: one for one in now.fields}
    kept = {one.field: _still_offered(one, new[one.field]) for one in before.sources if one.field in new}
    left = tuple(one for one in before.sources if one.field not in new and not one.is_blank)
    fresh = {one.field: one for one in proposed if one.field not in {old.name for old in before.fields}}
    sources = tuple(kept.get(name) or fresh.get(name) or FieldSource(name) for name in new)
    return replace(
        before,
        pages=now.pages,
        fields=now.fields,
        sources=sources,
        acts=now.acts,
        mapped=False,
        vanished=left,
    )


def _takes_the_same(one: PdfField, other: PdfField) -> bool:
    same_names = {option.name for option in one.options} == {option.name for option in other.options}
    return one.sort is other.sort and one.most == other.most and same_names


def _still_offered(source: FieldSource, field: PdfField) -> FieldSource:
    """Without options that the field has no more."""
    names = {one.name for one in field.options}
    when = tuple(one for one in source.when if one.option in names)
    fixed = source.fixed if field.sort.is_text or source.fixed in names else ""
    return replace(source, when=when, fixed=fixed)


# ---------------------------------------------------------------- filling


@dataclass(frozen=True, slots=True)
class FieldFill:
    """What is written into one field: its value, and for each place the page that shows it (-1: the box as it is)."""

    name: str
    value: str
    drawn: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FormFill:
    """What the process apart is asked to write: fields, and a page to lay over every page (-1: none)."""

    fields: tuple[FieldFill, ...]
    stamp: int = -1


@dataclass(frozen=True, slots=True)
class FormFilled:
    """What the filled form says when it is read again: values by field, and fields whose place shows nothing."""

    values: tuple[tuple[str, str], ...] = ()
    unseen: tuple[str, ...] = ()
    refusal: FormRefusal | None = None
