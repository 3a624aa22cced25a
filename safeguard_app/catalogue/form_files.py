"""Puts a form together from its own file and the sections it shares with others."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from safeguard_app.catalogue.placed import Placed
from safeguard_app.catalogue.problems import shown
from safeguard_app.domain.forms import Form, FormField, FormNote, FormSection, Group, Packaging, WrittenWithin
from safeguard_app.domain.nations import Nation

EMPTY: Mapping[str, "FormFile"] = {}
_OWN_WORDINGS = FormField("", "", "").unknown
"""What a field says that has no wordings of its own."""


@dataclass(frozen=True, slots=True)
class SectionEntry:
    """A section as it stands in a form's file: its own, or, with ``shared``, one of ``form-sections.toml``.

    A shared section may be given another ``title``; ``leave_out`` are ids of fields of it that this form does not ask.
    """

    id: str = ""
    title: str = ""
    fields: tuple[FormField, ...] = ()
    repeats: Group | None = None
    help: str = ""
    filled_by_agency: bool = False
    shared: str = ""
    leave_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormFile:
    """``forms/*.toml``: as :class:`~safeguard_app.domain.forms.Form`, with sections that may be shared.

    A variant of another form has none of its own.
    """

    id: str
    title: str
    packaging: Packaging
    marking: str
    version: str
    sections: tuple[SectionEntry, ...] = ()
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


@dataclass(frozen=True, slots=True)
class FormSectionsFile:
    """``form-sections.toml``: sections that several forms have."""

    sections: tuple[FormSection, ...]


def completed(
    file: Placed[FormFile], shared: Mapping[str, FormSection], others: Mapping[str, FormFile] = EMPTY
) -> Placed[Form]:
    """The form a file stands for. CatalogueProblem where a section is neither its own nor a shared one.

    ``others`` are the files by the id of their form: one of them is what a variant varies.
    """
    entries = _entries(file, others)
    own = {field.name: getattr(file.item, field.name) for field in dataclasses.fields(Form)}
    own["sections"] = tuple(
        _section(file, f"sections[{number}]", entry, shared) for number, entry in enumerate(entries)
    )
    return Placed(file.file, file.key, Form(**own))


def _entries(file: Placed[FormFile], others: Mapping[str, FormFile]) -> tuple[SectionEntry, ...]:
    if not file.item.variant_of:
        return file.item.sections
    base = others.get(file.item.variant_of)
    if base is None or base.variant_of:
        raise file.problem(
            "variant_of", f"expected the id of a form that is no variant, got {shown(file.item.variant_of)}"
        )
    if file.item.sections:
        raise file.problem("sections", "expected none in a variant, which asks what the other form asks")
    return base.sections


def _section(
    file: Placed[FormFile], key: str, entry: SectionEntry, shared: Mapping[str, FormSection]
) -> FormSection:
    if entry.shared:
        section = _shared(file, key, entry, shared)
    else:
        for name in ("id", "title"):
            if not getattr(entry, name).strip():
                raise file.problem(f"{key}.{name}", "expected text, got nothing")
        if not entry.fields:
            raise file.problem(f"{key}.fields", "expected at least one field, got none")
        section = FormSection(
            entry.id, entry.title, entry.fields, entry.repeats, entry.help, entry.filled_by_agency
        )
    wordings = file.item.unknown
    if not wordings:
        return section
    fields = tuple(
        dataclasses.replace(field, unknown=wordings) if field.unknown == _OWN_WORDINGS else field
        for field in section.fields
    )
    return dataclasses.replace(section, fields=fields)


def _shared(
    file: Placed[FormFile], key: str, entry: SectionEntry, shared: Mapping[str, FormSection]
) -> FormSection:
    section = shared.get(entry.shared)
    if section is None:
        raise file.problem(
            f"{key}.shared", f"expected an id of form-sections.toml, got {shown(entry.shared)}"
        )
    if entry.fields:
        raise file.problem(f"{key}.fields", "expected none beside a shared section")
    known = [field.id for field in section.fields]
    for place, field in enumerate(entry.leave_out):
        if field not in known:
            raise file.problem(
                f"{key}.leave_out[{place}]",
                f"expected a field of the section {shown(entry.shared)}, got {shown(field)}",
            )
    left = tuple(field for field in section.fields if field.id not in entry.leave_out)
    return dataclasses.replace(section, title=entry.title or section.title, fields=left)
