"""What differs between two versions of an authority's form: field by field, by the words of the form."""

from collections.abc import Iterator

from safeguard_app.domain.authority_forms import AuthorityForm, FieldSource, PdfField, TickWhen
from safeguard_app.domain.date_words import count_words, day_words
from safeguard_app.domain.form_matching import Question
from safeguard_app.services import authority_forms
from safeguard_app.services.audit_views import FieldChange
from safeguard_app.services.authority_mapping import key_of, source_words
from safeguard_app.services.session import Session

_BETWEEN = "; "


def form_changes(session: Session, before: AuthorityForm, after: AuthorityForm) -> list[FieldChange]:
    """What it is called, what of its file is another, and what goes into which field."""
    return [one for one in _changes(session, before, after) if one.before != one.after]


def _changes(session: Session, before: AuthorityForm, after: AuthorityForm) -> Iterator[FieldChange]:
    titles = dict(authority_forms.forms_to_answer(session))
    yield FieldChange("Whose form it is", before.authority, after.authority)
    yield FieldChange("What it is called", before.title, after.title)
    yield FieldChange(
        "Date of the version", *(day_words(one.dated) if one.dated else "" for one in (before, after))
    )
    yield FieldChange("Takes the answers of", *(titles.get(one.form, one.form) for one in (before, after)))
    yield FieldChange("File", *(f"SHA-256 {one.stored.sha256}" for one in (before, after)))
    yield FieldChange("Fields", *(count_words(len(one.fields), "field") for one in (before, after)))
    yield FieldChange("Looked at", *("Yes" if one.mapped else "No" for one in (before, after)))
    yield FieldChange("Taken back", *("Yes" if one.withdrawn else "No" for one in (before, after)))
    asked = _asked(session, before) | _asked(session, after)
    old, new = ({one.name: one for one in form.fields} for form in (before, after))
    for name in dict.fromkeys((*old, *new)):
        was = _words(before.source_of(name), old.get(name), asked)
        now = _words(after.source_of(name), new.get(name), asked)
        yield FieldChange((new.get(name) or old[name]).words, was, now)


def _words(source: FieldSource, field: PdfField | None, asked: dict[str, Question]) -> str:
    """What goes into a field, when each of its options is chosen, and how a day is written."""
    if field is None:
        return "No such field"
    known = not source.question or key_of(source.question, source.member) in asked
    parts = [source_words(source, field, asked) if known else f"The answer called {source.question}"]
    if source.question and not field.sort.is_text and source.ticks is TickWhen.ANSWERS:
        words = {one.name: one.words for one in field.options}
        parts += [
            f"“{words.get(one.option, one.option)}” for {', '.join(one.answers)}" for one in source.when
        ]
    elif source.question and field.sort.is_text:
        parts += [source.dates.value] if source.dates.value != "words" else []
    return _BETWEEN.join(parts)


def _asked(session: Session, form: AuthorityForm) -> dict[str, Question]:
    found = session.catalogue.forms.get(form.form)
    asked = authority_forms.questions(session, found) if found is not None else ()
    return {key_of(one.id, one.member): one for one in asked}
