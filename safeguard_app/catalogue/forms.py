"""Referral forms as data: the sections and fields an agency asks for, in its order."""

from dataclasses import dataclass
from enum import StrEnum

from safeguard_app.domain.nations import Nation


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


@dataclass(frozen=True, slots=True)
class FormField:
    """One field. ``source`` says where its value comes from, as a dotted path (``adult.name``).

    ``allowed`` are the answers the form offers (empty: free). ``unknown`` are the wordings that may stand where nothing
    is known; the first is the default, so a field is never blank on paper. ``not_about_head``: left out when the
    head is the subject.
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

    def serves(self, nation: Nation) -> bool:
        """Whether the form has this field in ``nation``."""
        return not self.nations or nation in self.nations


@dataclass(frozen=True, slots=True)
class FormSection:
    """A headed part of a form. ``repeats`` names the list it is printed for each of (``children``), or is empty."""

    id: str
    title: str
    fields: tuple[FormField, ...]
    repeats: str = ""
    help: str = ""
    filled_by_agency: bool = False


@dataclass(frozen=True, slots=True)
class FormNote:
    """A sentence that stands above the form, in all nations or some."""

    text: str
    nations: tuple[Nation, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A form: ``title`` is a template; ``agency`` the id of the agency it goes to."""

    id: str
    title: str
    agency: str
    marking: str
    version: str
    sections: tuple[FormSection, ...]
    notes: tuple[FormNote, ...] = ()

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
