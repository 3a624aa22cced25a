"""Forms as data: the sections and fields that whoever receives one asks for, in their order (domain.md 3).

Ours come with the catalogue; a school keeps copies of its own, see :mod:`~safeguard_app.domain.form_profiles`.
"""

from dataclasses import dataclass
from enum import StrEnum

from safeguard_app.domain.nations import Nation
from safeguard_app.domain.working_time import Unit


class FieldKind(StrEnum):
    """What a form field holds."""

    TEXT = "text"
    LONG_TEXT = "long-text"
    DATE = "date"
    MOMENT = "moment"
    YES_NO_UNKNOWN = "yes-no-unknown"
    CHOICE = "choice"
    CHOICES = "choices"
    TABLE = "table"


class Packaging(StrEnum):
    """How many forms a record gives: authorities differ in this more than in what they ask (domain.md 3.1)."""

    ADULT = "adult"
    """One for each adult of concern, with every child in it."""
    CHILD = "child"
    """One for each child."""
    ADULT_AND_CHILD = "adult_and_child"
    """One for each adult of concern and each child with them."""
    INCIDENT = "incident"
    """One for the record as a whole."""


class WrittenWithin(StrEnum):
    """How soon after a call an authority wants its form: they differ, so a school chooses (domain.md 3.2)."""

    HOURS_24 = "24_hours"
    HOURS_48 = "48_hours"
    WORKING_DAY = "working_day"
    WORKING_DAYS_2 = "2_working_days"

    @property
    def amount(self) -> int:
        """How many of its unit."""
        return {WrittenWithin.HOURS_24: 24, WrittenWithin.HOURS_48: 48, WrittenWithin.WORKING_DAYS_2: 2}.get(
            self, 1
        )

    @property
    def unit(self) -> Unit:
        """What is counted."""
        return Unit.HOURS if self in {WrittenWithin.HOURS_24, WrittenWithin.HOURS_48} else Unit.WORKING_DAYS


class Group(StrEnum):
    """What a section may be printed for each of."""

    CHILDREN = "children"
    PARENTS = "parents"
    """The parents and carers of the child of a form."""


@dataclass(frozen=True, slots=True)
class FormField:
    """One field. ``source`` says where its value comes from, as a dotted path (``adult.name``).

    ``allowed`` are the answers the form offers (empty: free). ``unknown`` are the wordings that may stand where nothing
    is known; the first is the default, so a field is never blank on paper. ``not_about_head``: left out when the
    head is the subject. ``verbatim``: the answer is what somebody said or wrote, and prints as a passage of words.
    """

    id: str
    label: str
    source: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = False
    help: str = ""
    allowed: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ("Not known",)
    nations: tuple[Nation, ...] = ()
    not_about_head: bool = False
    verbatim: bool = False

    def serves(self, nation: Nation) -> bool:
        """Whether the form has this field in ``nation``."""
        return not self.nations or nation in self.nations


@dataclass(frozen=True, slots=True)
class FormSection:
    """A headed part of a form. ``repeats`` names what it is printed for each of, or nothing."""

    id: str
    title: str
    fields: tuple[FormField, ...]
    repeats: Group | None = None
    help: str = ""
    filled_by_agency: bool = False


@dataclass(frozen=True, slots=True)
class FormNote:
    """A sentence that stands above the form on its page, in all nations or some; ``printed``: on paper too."""

    text: str
    nations: tuple[Nation, ...] = ()
    printed: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A form: ``title`` is a template; ``agency`` the id of the agency it goes to, empty for one that stays here.

    ``recipient`` (a template) says who receives it where that is not the agency by its name. ``purpose`` says in one
    sentence when it is the right form. ``categories``: only records of these are offered it. ``written_clock``: the
    clock that a call starts and sending the form meets. ``unknown``: the wordings of fields that have none of their
    own. ``unnamed``: it names nobody, so nothing that would is filled in. ``childs_file``: it stands in the file of a
    child, so no record about an adult who works here is offered it (domain.md 7.2). ``signatures``: as what it is
    signed. ``variant_of``: the form whose questions it asks, packaged in another way; it is never offered before that.
    ``authority``: whose form it is, where that is not the school's own authority. ``contact``: where it is sent and
    whom to ring. ``within``: how soon the written clock wants it, where the authority says so.
    ``done_to``: it is proposed for children to whom something was done, not for those alleged to have done it.
    """

    id: str
    title: str
    packaging: Packaging
    marking: str
    version: str
    sections: tuple[FormSection, ...]
    agency: str = ""
    recipient: str = ""
    purpose: str = ""
    order: int = 0
    notes: tuple[FormNote, ...] = ()
    nations: tuple[Nation, ...] = ()
    categories: tuple[str, ...] = ()
    written_clock: str = ""
    unknown: tuple[str, ...] = ()
    unnamed: bool = False
    childs_file: bool = False
    variant_of: str = ""
    signatures: tuple[str, ...] = ("Person making this referral",)
    authority: str = ""
    contact: str = ""
    within: WrittenWithin | None = None
    done_to: bool = False

    def serves(self, nation: Nation) -> bool:
        """Whether schools of ``nation`` have this form."""
        return not self.nations or nation in self.nations

    def notes_for(self, nation: Nation) -> tuple[FormNote, ...]:
        """The notes that stand above the form in ``nation``."""
        return tuple(note for note in self.notes if not note.nations or nation in note.nations)

    def fields_for(self, nation: Nation, *, head_is_subject: bool = False) -> tuple[FormField, ...]:
        """Every field the form has in ``nation``, in printed order."""
        found = (field for section in self.sections for field in section.fields if field.serves(nation))
        return tuple(field for field in found if not (head_is_subject and field.not_about_head))

    def required_for(self, nation: Nation) -> tuple[FormField, ...]:
        """The fields that must be answered, or said to be unknown, before the form is complete."""
        return tuple(field for field in self.fields_for(nation) if field.required)
