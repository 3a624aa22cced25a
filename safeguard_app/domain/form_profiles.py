"""A form of the school's own: a copy of one of ours, changed as the authority changes its form, and kept in versions.

A referral begun on one version stays on it: whoever reads it later sees the questions that were asked. What ours was
when the copy was made is kept beside it, so that what is new in ours since can be said.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from safeguard_app.domain.forms import Form, FormField, FormSection

OWN = "own-"
"""What the id of a school's own form begins with; then comes the id of its record."""
OWN_SOURCE = "form.own_"
"""What the source of a field begins with that a school added: nothing fills it but a person, in the form."""


@dataclass(frozen=True, slots=True)
class FormProfile:
    """One form of the school's own. ``instead``: the form it was made from is not offered beside it."""

    form: Form
    made_from: Form
    instead: bool = False
    switched_off: bool = False


def own_id(record: str) -> str:
    """The id of the form that a record holds."""
    return f"{OWN}{record}"


def record_of(form: str) -> str:
    """The record that a form's id names; empty for one of ours."""
    return form.removeprefix(OWN) if form.startswith(OWN) else ""


# ---------------------------------------------------------------- changing a form, one step at a time


def section_of(form: Form, field: str) -> FormSection | None:
    """The section in which a field stands."""
    return next((one for one in form.sections if any(each.id == field for each in one.fields)), None)


def field_of(form: Form, field: str) -> FormField | None:
    """A field by its id."""
    return next((each for one in form.sections for each in one.fields if each.id == field), None)


def with_section(form: Form, section: FormSection) -> Form:
    """With a section changed, or added before the part that whoever receives the form fills in."""
    if any(one.id == section.id for one in form.sections):
        changed = tuple(section if one.id == section.id else one for one in form.sections)
        return replace(form, sections=changed)
    at = next((at for at, one in enumerate(form.sections) if one.filled_by_agency), len(form.sections))
    return replace(form, sections=(*form.sections[:at], section, *form.sections[at:]))


def without_section(form: Form, section: str) -> Form:
    """Without a section and all it asks."""
    return replace(form, sections=tuple(one for one in form.sections if one.id != section))


def with_field(form: Form, section: str, field: FormField) -> Form:
    """With a field changed where it stands, or moved to or added at the end of a section."""
    home = section_of(form, field.id)
    if home is not None and home.id == section:
        fields = tuple(field if one.id == field.id else one for one in home.fields)
        return with_section(form, replace(home, fields=fields))
    left = without_field(form, field.id)
    goal = next(one for one in left.sections if one.id == section)
    return with_section(left, replace(goal, fields=(*goal.fields, field)))


def without_field(form: Form, field: str) -> Form:
    """Without a field."""
    home = section_of(form, field)
    if home is None:
        return form
    return with_section(form, replace(home, fields=tuple(one for one in home.fields if one.id != field)))


def moved_section(form: Form, section: str, by: int) -> Form:
    """With a section one place up (-1) or down (1)."""
    ids = [one.id for one in form.sections]
    at = ids.index(section)
    to = at + by
    if not 0 <= to < len(ids):
        return form
    sections = list(form.sections)
    sections[at], sections[to] = sections[to], sections[at]
    return replace(form, sections=tuple(sections))


def moved_field(form: Form, field: str, by: int) -> Form:
    """With a field one place up (-1) or down (1), across the edge of its section into the next."""
    home = section_of(form, field)
    if home is None:
        return form
    at = [one.id for one in home.fields].index(field)
    to = at + by
    if 0 <= to < len(home.fields):
        fields = list(home.fields)
        fields[at], fields[to] = fields[to], fields[at]
        return with_section(form, replace(home, fields=tuple(fields)))
    place = [one.id for one in form.sections].index(home.id) + by
    if not 0 <= place < len(form.sections):
        return form
    asked = home.fields[at]
    goal = form.sections[place]
    left = without_field(form, field)
    fields_there = (*goal.fields, asked) if by < 0 else (asked, *goal.fields)
    return with_section(left, replace(goal, fields=fields_there))


def fresh_id(form: Form, begin: str) -> str:
    """An id that no section and no field of the form has yet."""
    taken = {one.id for one in form.sections} | {each.id for one in form.sections for each in one.fields}
    number = 1
    while f"{begin}_{number}" in taken:
        number += 1
    return f"{begin}_{number}"


# ---------------------------------------------------------------- what is new in ours since


@dataclass(frozen=True, slots=True)
class FormDifference:
    """One thing in which a form of ours differs from what it was. ``what``: added, left_out, changed."""

    what: str
    section: str
    label: str


def new_since(before: Form, now: Form) -> Iterator[FormDifference]:
    """What ours asks now and did not ask then, what it asks no more, and what it asks otherwise; templates unfilled."""
    then = {each.id: (one, each) for one in before.sections for each in one.fields}
    today = {each.id: (one, each) for one in now.sections for each in one.fields}
    for key, (section, field) in today.items():
        if key not in then:
            yield FormDifference("added", section.title, field.label)
        elif then[key][1] != field:
            yield FormDifference("changed", section.title, field.label)
    for key, (section, field) in then.items():
        if key not in today:
            yield FormDifference("left_out", section.title, field.label)
