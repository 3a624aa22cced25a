"""What is wrong with a form of the school's own, in words for whoever writes it, each beside what it stands in.

The checks are those that the forms which ship have to pass (``catalogue/form_checks``); beside them, every text is
cleaned as any other that is typed, and no text may be filled with words that nobody chose.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from safeguard_app.catalogue.catalogue import Catalogue
from safeguard_app.catalogue.checks import CODE
from safeguard_app.catalogue.form_checks import FaultKind, FormFault, faults_of
from safeguard_app.catalogue.texts import texts_in
from safeguard_app.domain.forms import FieldKind, Form, FormField, FormSection, Packaging
from safeguard_app.services.cleaning import Cleaning

TITLE_LIMIT, LABEL_LIMIT, HELP_LIMIT, OPTION_LIMIT = 160, 300, 1000, 200
MOST_SECTIONS, MOST_FIELDS, MOST_OPTIONS = 40, 250, 60
_SOURCE = re.compile(r"[a-z][a-z0-9_.-]{0,119}")
_PLACE = re.compile(r"sections\[(?P<section>\d+)\](?:\.fields\[(?P<field>\d+)\])?")
BRACES = "Leave out the braces { and }: they stand for words of the program."
_WHOSE = {"adult": "an adult", "child": "one child", "parent": "one parent or carer"}
_ONE = {
    Packaging.ADULT: "one form for each adult",
    Packaging.CHILD: "one form for each child",
    Packaging.ADULT_AND_CHILD: "one form for each adult and child",
    Packaging.INCIDENT: "one form for the record",
}
_WORDS = {
    FaultKind.CATEGORY: "It is meant for a kind of record that this program does not know. Make the copy again.",
    FaultKind.NO_SECTIONS: "A form needs at least one section.",
    FaultKind.NO_FIELDS: "This section asks nothing. Add a field to it, or take the section out.",
    FaultKind.NO_SIGNATURE: "Say as what it is signed, one to a line.",
    FaultKind.NO_RECIPIENT: "Say who receives it.",
    FaultKind.AGENCY: "Whom it goes to does not exist in this nation. Make the copy again.",
    FaultKind.CLOCK: "No time limit here is met by sending this form. Choose none.",
    FaultKind.TWICE: "This stands in the form twice. Take one of them out.",
    FaultKind.PARENTS: "Parents have a part of their own only in one form for each child.",
    FaultKind.SOURCE: "What fills this field is not known to the program. Take it out and add it again.",
    FaultKind.QUESTION: "The question that fills this field is asked no more. Take it out and add one of your own.",
    FaultKind.UNKNOWN: "Give at least one wording for what is not known: nothing prints blank.",
}


def section_key(section: str) -> str:
    """As what a fault of a section is named."""
    return f"section:{section}"


def field_key(field: str) -> str:
    """As what a fault of a field is named."""
    return f"field:{field}"


def checked_form(catalogue: Catalogue, form: Form, ours: Form) -> Form:
    """The form with its texts cleaned. Raises RuleViolation that names everything in need of another look.

    ``ours`` is the form it was made from: its texts, and those of the catalogue, may hold placeholders.
    """
    cleaning = Cleaning()
    known = {text.text for text in texts_in(ours) if "{" in text.text}
    known |= {one.text for form_ in catalogue.forms.values() for one in texts_in(form_) if "{" in one.text}
    clean = _FormCleaning(cleaning, known).form(form)
    for key, sentence in _catalogue_faults(catalogue, clean):
        cleaning.say(key, sentence)
    cleaning.finish()
    return clean


class _FormCleaning:
    """Cleans one form, text by text."""

    def __init__(self, cleaning: Cleaning, known: Collection[str]) -> None:
        self._cleaning = cleaning
        self._known = known

    def form(self, form: Form) -> Form:
        line, text = self._line, self._text
        sections = form.sections
        if len(sections) > MOST_SECTIONS:
            self._cleaning.say("sections", f"A form here has at most {MOST_SECTIONS} sections.")
        if sum(len(one.fields) for one in sections) > MOST_FIELDS:
            self._cleaning.say("sections", f"A form here has at most {MOST_FIELDS} fields.")
        for name in ("agency", "written_clock", "variant_of"):
            line(getattr(form, name), "title", TITLE_LIMIT)
        return replace(
            form,
            title=line(form.title, "title", TITLE_LIMIT, "Enter what the form is called."),
            marking=line(form.marking, "marking", TITLE_LIMIT, "Enter the protective marking."),
            recipient=line(form.recipient, "recipient", LABEL_LIMIT),
            purpose=text(form.purpose, "purpose"),
            authority=line(form.authority, "authority", TITLE_LIMIT),
            contact=text(form.contact, "contact"),
            unknown=self._options(form.unknown, "unknown"),
            signatures=self._options(form.signatures, "signatures"),
            categories=tuple(line(one, "title", TITLE_LIMIT) for one in form.categories),
            notes=tuple(replace(one, text=text(one.text, "notes")) for one in form.notes),
            sections=tuple(self._section(one) for one in sections),
        )

    def _section(self, section: FormSection) -> FormSection:
        key = section_key(section.id)
        self._code(section.id, key)
        return replace(
            section,
            title=self._line(section.title, key, LABEL_LIMIT, "Give the section a heading."),
            help=self._text(section.help, key),
            fields=tuple(self._field(one) for one in section.fields),
        )

    def _field(self, field: FormField) -> FormField:
        key = field_key(field.id)
        self._code(field.id, key)
        if not _SOURCE.fullmatch(field.source):
            self._cleaning.say(key, _WORDS[FaultKind.SOURCE])
        return replace(
            field,
            label=self._line(field.label, key, LABEL_LIMIT, "Write what the form asks here."),
            help=self._text(field.help, key),
            allowed=self._options(field.allowed, key),
            unknown=self._options(field.unknown, key),
        )

    def _code(self, code: str, key: str) -> None:
        if len(code) > TITLE_LIMIT or not CODE.fullmatch(code):
            self._cleaning.say(key, "This part cannot be named. Take it out and add it again.")

    def _line(self, text: str, key: str, limit: int, needed: str = "") -> str:
        return self._without_braces(self._cleaning.line(text, key, limit, needed=needed), key)

    def _text(self, text: str, key: str) -> str:
        return self._without_braces(self._cleaning.text(text, key, limit=HELP_LIMIT).strip(), key)

    def _options(self, options: tuple[str, ...], key: str) -> tuple[str, ...]:
        if len(options) > MOST_OPTIONS:
            self._cleaning.say(key, f"At most {MOST_OPTIONS} wordings, one to a line.")
        clean = (self._line(one, key, OPTION_LIMIT) for one in options[:MOST_OPTIONS])
        kept = tuple(one for one in clean if one)
        if len({one.casefold() for one in kept}) != len(kept):
            self._cleaning.say(key, "One wording stands there twice.")
        return kept

    def _without_braces(self, text: str, key: str) -> str:
        if ("{" in text or "}" in text) and text not in self._known:
            self._cleaning.say(key, BRACES)
        return text


def _catalogue_faults(catalogue: Catalogue, form: Form) -> Iterator[tuple[str, str]]:
    for fault in faults_of(catalogue, form):
        found = _PLACE.match(fault.key)
        section = form.sections[int(found["section"])] if found is not None else None
        if section is None:
            yield _FORM_KEYS.get(fault.kind, "title"), _said(fault, form, None)
        elif found is not None and found["field"] is not None:
            field = section.fields[int(found["field"])]
            yield field_key(field.id), _said(fault, form, field)
        else:
            yield section_key(section.id), _said(fault, form, None)


_FORM_KEYS = {
    FaultKind.NO_SECTIONS: "sections",
    FaultKind.NO_SIGNATURE: "signatures",
    FaultKind.NO_RECIPIENT: "recipient",
    FaultKind.CLOCK: "within",
}


def _said(fault: FormFault, form: Form, field: FormField | None) -> str:
    if fault.kind is FaultKind.NOBODY and field is not None:
        whose = _WHOSE[field.source.partition(".")[0]]
        return (
            f"This is asked of {whose}, and in {_ONE[form.packaging]} it is not clear of whom here. "
            "Move it to a section where it is, take it out, or choose another packaging."
        )
    if fault.kind is FaultKind.ALLOWED and field is not None:
        if field.kind in {FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.YES_NO_UNKNOWN}:
            return "Write the answers to choose from, one to a line."
        return "Only a field with answers to choose from has a list of them. Take the list out, or choose its kind."
    return _WORDS.get(fault.kind, f"This does not hold together: {fault.finding}.")
