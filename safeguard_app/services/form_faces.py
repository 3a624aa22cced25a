"""A form of the school's own as its editor shows it: in the nation's words, and back into what is kept.

What is shown and not changed keeps the placeholders it was written with; what was typed stands as it was typed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from safeguard_app.catalogue.form_checks import fits_here
from safeguard_app.domain.form_profiles import (
    OWN_SOURCE,
    field_of,
    fresh_id,
    section_of,
    with_field,
    with_section,
)
from safeguard_app.domain.forms import (
    FieldKind,
    Form,
    FormField,
    FormNote,
    FormSection,
    Group,
    Packaging,
    WrittenWithin,
)
from safeguard_app.services.form_faults import field_key, section_key
from safeguard_app.services.form_profiles import EditedForm, with_within
from safeguard_app.services.session import Session

KIND_WORDS = {
    FieldKind.TEXT: "A line",
    FieldKind.LONG_TEXT: "Several lines",
    FieldKind.DATE: "A day",
    FieldKind.MOMENT: "A day and time",
    FieldKind.YES_NO_UNKNOWN: "Yes, no or not known",
    FieldKind.CHOICE: "One of the answers below",
    FieldKind.CHOICES: "Any of the answers below",
    FieldKind.TABLE: "A table of the exhibits",
}
PACKAGING_WORDS = {
    Packaging.ADULT: "One form for each adult, with every child in it",
    Packaging.CHILD: "One form for each child",
    Packaging.ADULT_AND_CHILD: "One form for each adult and each child",
    Packaging.INCIDENT: "One form for the record as a whole",
}
GROUP_WORDS = {Group.CHILDREN: "for each child", Group.PARENTS: "for each parent or carer"}
YES_NO = ("Yes", "No", "Not known")
_ASKED_HERE = "Asked in the form"
_ROOTS = {
    "action": "What was done",
    "adult": "The adult",
    "agency": "For whom it goes to",
    "allegation": "The allegation",
    "answer": "Questions of the record",
    "bullying": "Bullying",
    "child": "The child",
    "documents": "Exhibits and documents",
    "evidence": "Evidence",
    "form": _ASKED_HERE,
    "incident": "The record",
    "parent": "Parent or carer",
    "people": "People of the record",
    "referral": "This referral",
    "referrer": "Who refers",
    "reporter": "Who reported it",
    "response": "Decisions and steps",
    "school": "The school",
    "verdict": "Contact check",
}


@dataclass(frozen=True, slots=True)
class FormFace:
    """What a form says of itself, as it is shown and typed."""

    title: str
    authority: str
    recipient: str
    contact: str
    marking: str
    packaging: Packaging
    within: WrittenWithin | None
    unknown: tuple[str, ...]
    signatures: tuple[str, ...]
    instead: bool
    printed: tuple[str, ...] = ()
    """Sentences that stand above the form on paper."""


@dataclass(frozen=True, slots=True)
class FieldFace:
    """One field, as it is shown and typed. ``source``: what fills it, in words."""

    id: str
    section: str
    label: str
    help: str
    kind: FieldKind
    required: bool
    allowed: tuple[str, ...]
    unknown: tuple[str, ...]
    source: str = _ASKED_HERE


@dataclass(frozen=True, slots=True)
class SectionFace:
    """One section, as it is shown and typed."""

    id: str
    title: str
    help: str
    whose: str = ""
    by_agency: bool = False


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """A section or a field in the order of the form. ``key`` names it, as a fault does."""

    key: str
    section: str
    field: str
    words: str
    filled_by: str
    kind: str
    required: bool
    fault: str = ""

    @property
    def is_section(self) -> bool:
        """Whether it is the head of a section."""
        return not self.field


@dataclass(frozen=True, slots=True)
class SourceOffer:
    """A field that another form of the program has and this one does not ask: what would fill it, and as what."""

    field: FormField
    words: str


def face_of(session: Session, edited: EditedForm) -> FormFace:
    """The form as its editor shows it."""
    form, fill = edited.form, session.words().fill
    return FormFace(
        title=fill(form.title),
        authority=form.authority,
        recipient=fill(form.recipient),
        contact=form.contact,
        marking=form.marking,
        packaging=form.packaging,
        within=form.within,
        unknown=tuple(fill(one) for one in _unknown_of(form)),
        signatures=tuple(fill(one) for one in form.signatures),
        instead=edited.instead,
        printed=tuple(fill(one.text) for one in form.notes if one.printed),
    )


def with_face(session: Session, edited: EditedForm, face: FormFace) -> EditedForm:
    """With what was typed of the form itself. Fields with the form's wordings for unknowns take its new ones."""
    form = edited.form
    before, after = _unknown_of(form), _again_each(session, _unknown_of(form), face.unknown)
    sections = form.sections
    if after != before:
        sections = tuple(
            replace(
                one,
                fields=tuple(
                    replace(each, unknown=after) if each.unknown == before else each for each in one.fields
                ),
            )
            for one in sections
        )
    printed = _again_each(session, [one.text for one in form.notes if one.printed], face.printed)
    made = replace(
        form,
        notes=(
            *(one for one in form.notes if not one.printed),
            *(FormNote(text, printed=True) for text in printed),
        ),
        title=_again(session, form.title, face.title),
        authority=face.authority,
        recipient=_again(session, form.recipient, face.recipient),
        contact=face.contact,
        marking=face.marking,
        packaging=face.packaging,
        unknown=after if after != before or form.unknown else (),
        signatures=_again_each(session, form.signatures, face.signatures),
        sections=sections,
    )
    return with_within(session, replace(edited, form=made, instead=face.instead), face.within)


def section_face(session: Session, edited: EditedForm, section: str) -> SectionFace:
    """One section as its editor shows it."""
    one, fill = _section(edited.form, section), session.words().fill
    whose = GROUP_WORDS[one.repeats] if one.repeats is not None else ""
    return SectionFace(one.id, fill(one.title), fill(one.help), whose, one.filled_by_agency)


def with_section_face(session: Session, edited: EditedForm, face: SectionFace) -> EditedForm:
    """With a section renamed, or a new one where the form has none of that id."""
    known = next((one for one in edited.form.sections if one.id == face.id), None)
    if known is None:
        made = FormSection(
            face.id or fresh_id(edited.form, "section"), face.title.strip(), (), help=face.help.strip()
        )
    else:
        made = replace(
            known,
            title=_again(session, known.title, face.title),
            help=_again(session, known.help, face.help),
        )
    return replace(edited, form=with_section(edited.form, made))


def field_face(session: Session, edited: EditedForm, field: str) -> FieldFace:
    """One field as its editor shows it."""
    one, home, fill = _field(edited.form, field), section_of(edited.form, field), session.words().fill
    assert home is not None, "a field stands in a section"
    return FieldFace(
        id=one.id,
        section=home.id,
        label=fill(one.label),
        help=fill(one.help),
        kind=one.kind,
        required=one.required,
        allowed=tuple(fill(each) for each in one.allowed),
        unknown=tuple(fill(each) for each in one.unknown),
        source=source_words(one.source),
    )


def with_field_face(session: Session, edited: EditedForm, face: FieldFace) -> EditedForm:
    """With a field changed or moved to another section; with a new one, asked in the form, where it has no id yet."""
    form = edited.form
    known = field_of(form, face.id) if face.id else None
    if known is None:
        key = fresh_id(form, "own")
        known = FormField(key, "", f"{OWN_SOURCE}{key}", unknown=_unknown_of(form))
    allowed = _again_each(session, known.allowed, face.allowed)
    if face.kind is FieldKind.YES_NO_UNKNOWN and not allowed:
        allowed = YES_NO
    made = replace(
        known,
        label=_again(session, known.label, face.label),
        help=_again(session, known.help, face.help),
        kind=face.kind,
        required=face.required,
        allowed=allowed,
        unknown=_again_each(session, known.unknown, face.unknown),
    )
    return replace(edited, form=with_field(form, face.section, made))


def with_offer(edited: EditedForm, section: str, offer: SourceOffer) -> EditedForm:
    """With a field that another form of the program has, in a section."""
    form = edited.form
    taken = {each.id for one in form.sections for each in one.fields}
    key = offer.field.id if offer.field.id not in taken else fresh_id(form, offer.field.id)
    return replace(edited, form=with_field(form, section, replace(offer.field, id=key)))


def offers_for(session: Session, edited: EditedForm, section: str) -> tuple[SourceOffer, ...]:
    """What could be asked in a section besides: what other forms ask, but for what one of them asks alone."""
    form, goal = edited.form, _section(edited.form, section)
    asked = {each.source for one in form.sections for each in one.fields}
    of_one_form = tuple(
        f"{root}." for root in ("form", "agency") if root != "agency" or not goal.filled_by_agency
    )
    fill, found = session.words().fill, {}
    for other in session.catalogue.forms.values():
        for one in other.sections if other.serves(session.nation) and not other.unnamed else ():
            for field in one.fields:
                fits = fits_here(form.packaging, field.source, goal.repeats)
                wanted = one.filled_by_agency is goal.filled_by_agency and field.serves(session.nation)
                known = field.source not in asked and not field.source.startswith(of_one_form)
                if fits and wanted and known and field.source not in found:
                    words = f"{_ROOTS[field.source.partition('.')[0]]}: {fill(field.label)}"
                    found[field.source] = SourceOffer(replace(field, nations=()), words)
    return tuple(sorted(found.values(), key=lambda one: one.words))


def outline_of(session: Session, edited: EditedForm, faults: dict[str, str]) -> tuple[OutlineLine, ...]:
    """Every section and field in the form's order, each with what is wrong with it."""
    fill, lines = session.words().fill, []
    for one in edited.form.sections:
        key = section_key(one.id)
        who = "for whom it goes to" if one.filled_by_agency else ""
        whose = who or (GROUP_WORDS[one.repeats] if one.repeats is not None else "")
        title = fill(one.title) or "Without a heading"
        lines.append(
            OutlineLine(key, one.id, "", title, "", whose, required=False, fault=faults.get(key, ""))
        )
        for field in one.fields:
            key = field_key(field.id)
            lines.append(
                OutlineLine(
                    key,
                    one.id,
                    field.id,
                    fill(field.label) or "Without words",
                    source_words(field.source),
                    KIND_WORDS[field.kind],
                    field.required,
                    faults.get(key, ""),
                )
            )
    return tuple(lines)


def source_words(source: str) -> str:
    """What fills a field, in words."""
    return _ROOTS.get(source.partition(".")[0], _ASKED_HERE)


def _section(form: Form, section: str) -> FormSection:
    return next(one for one in form.sections if one.id == section)


def _field(form: Form, field: str) -> FormField:
    found = field_of(form, field)
    assert found is not None, "asked of a field that the form has"
    return found


def _unknown_of(form: Form) -> tuple[str, ...]:
    return form.unknown or FormField("", "", "").unknown


def _again(session: Session, template: str, typed: str) -> str:
    """The template where its words are unchanged, else what was typed."""
    return template if typed.strip() == session.words().fill(template) else typed.strip()


def _again_each(session: Session, templates: Sequence[str], typed: Sequence[str]) -> tuple[str, ...]:
    known = {session.words().fill(one): one for one in templates}
    return tuple(known.get(one.strip(), one.strip()) for one in typed if one.strip())
