"""What differs between two versions of a record, field by field, in words."""

import dataclasses
from collections.abc import Iterator, Sequence

from safeguard_app.catalogue.words import Words
from safeguard_app.domain.authority_forms import AuthorityForm
from safeguard_app.domain.documents_issued import AnswerState, FormAnswer, Referral
from safeguard_app.domain.evidence import CaptureFacts
from safeguard_app.domain.identifiers import RecordId
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.logbooks import LogbookEntry
from safeguard_app.domain.sharings import Sharing
from safeguard_app.services.answer_words import answer_words, question_of, question_text
from safeguard_app.services.audit_views import FieldChange
from safeguard_app.services.authority_changes import form_changes
from safeguard_app.services.capture_facts import FACT_LABELS
from safeguard_app.services.kept_words import KeptWords, is_plain
from safeguard_app.services.logbook_changes import entry_changes
from safeguard_app.services.own_forms import form_begun_on
from safeguard_app.services.referral_fields import printed_words
from safeguard_app.services.register_facts import person_on_register
from safeguard_app.services.session import Session
from safeguard_app.services.sharing_pages import way_words

_LABELS = {
    "at": "Time",
    "attention": "Came to attention",
    "danger": "Anyone in danger",
    "danger_asked_at": "Danger asked",
    "earlier_concerns": "Earlier concerns to print",
    "entered_in_error": "Entered in error",
    "facts": "Facts",
    "intake_closed": "Words only",
    "on_roll": "On roll",
    "participants": "People",
    "review_on": "Review",
    "urgent_not_checked": "Sent as it stands, urgent",
    "withdrawn": "Taken back",
}
_UNSHOWN = frozenset({"catalogue_version", "entered_at", "entered_by", "stored"})


def changes_between(
    session: Session, before: object, after: object, *, head_is_subject: bool = False
) -> list[FieldChange]:
    """The fields that differ, in the order of the record. Versions of different types differ as a whole."""
    if type(before) is not type(after) or not dataclasses.is_dataclass(after) or isinstance(after, type):
        return []
    if isinstance(before, LogbookEntry) and isinstance(after, LogbookEntry):
        return entry_changes(session, before, after)
    if isinstance(before, AuthorityForm) and isinstance(after, AuthorityForm):
        return form_changes(session, before, after)
    about_head = head_is_subject or getattr(after, "head_is_subject", False)
    told = KeptWords(session, head_is_subject=about_head)
    found: list[FieldChange] = []
    for field in dataclasses.fields(after):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old == new or field.name in _UNSHOWN:
            continue
        if field.name == "answers" and isinstance(before, Incident) and isinstance(after, Incident):
            found += _answers(told, before, after)
        elif field.name == "answers" and isinstance(before, Referral) and isinstance(after, Referral):
            found += _form_answers(told, before, after)
        elif field.name == "ways" and isinstance(before, Sharing) and isinstance(after, Sharing):
            was, now = (
                "; ".join(way_words(session, one, way) for way in one.ways) for one in (before, after)
            )
            found += _shown(FieldChange("Went out", was, now), always=False)
        elif is_plain(old) and type(old) is type(new):
            found += changes_between(session, old, new, head_is_subject=about_head)
        else:
            change = FieldChange(
                _label(after, field.name), told.of(field.name, old), told.of(field.name, new)
            )
            found += _shown(change, always=isinstance(after, Incident))
    return found


def _shown(change: FieldChange, *, always: bool) -> Iterator[FieldChange]:
    """A change in words; where the words are the same, ``always`` says that something in it is not."""
    if change.before != change.after:
        yield change
    elif always:
        yield FieldChange(change.label, change.before, f"{change.after} (details changed)")


def _label(record: object, name: str) -> str:
    if isinstance(record, CaptureFacts):
        return FACT_LABELS[name]
    return _LABELS.get(name, name.replace("_", " ").capitalize())


def _answers(told: KeptWords, before: Incident, after: Incident) -> Iterator[FieldChange]:
    """Each question whose answer differs, by its text: as the record's kind puts it, now or then."""
    old = {answer.question: answer for answer in before.answers}
    new = {answer.question: answer for answer in after.answers}
    about_head = told.head_is_subject
    for code in dict.fromkeys((*old, *new)):
        if old.get(code) == new.get(code):
            continue
        kinds = (after.category, before.category)
        asked = question_of(told.session, code, *kinds)
        was, now = (
            answer_words(told.session, asked, given.get(code), head_is_subject=about_head)
            for given in (old, new)
        )
        text = question_text(told.session, code, *kinds, head_is_subject=about_head)
        yield from _shown(FieldChange(text, was, now), always=True)


def _form_answers(told: KeptWords, before: Referral, after: Referral) -> Iterator[FieldChange]:
    """Each field of a form whose answer differs, by its label; of a child's, with whose it is."""
    old, new = ({answer.field: answer for answer in one.answers} for one in (before, after))
    words = told.session.words(head_is_subject=told.head_is_subject)
    for key in dict.fromkeys((*old, *new)):
        label, unknown = _form_field(told, words, after, key)
        was, now = (_form_words(given.get(key), unknown) for given in (old, new))
        if old.get(key) != new.get(key):
            yield from _shown(FieldChange(label, was, now), always=True)


def _form_field(told: KeptWords, words: Words, referral: Referral, key: str) -> tuple[str, Sequence[str]]:
    """The label of a form's field, and the wordings that say it is not known; its key only where there is none such."""
    code, _, child = key.partition("@")
    try:
        sections = form_begun_on(told.session, referral).sections
    except KeyError:
        sections = ()
    field = next((one for section in sections for one in section.fields if one.id == code), None)
    label = words.fill(field.label) if field is not None else f"Field {code}"
    if child:
        label = f"{label} ({_child(told.session, child)})"
    return label, tuple(words.fill(one) for one in field.unknown) if field is not None else ()


def _child(session: Session, child: str) -> str:
    """Whose field it is: a child of the register, or one known by a name alone, by their place."""
    if child.isdecimal():
        return f"child {child}"
    known = person_on_register(session, RecordId(child))
    return known.person.name if known is not None else "a child"


def _form_words(answer: FormAnswer | None, unknown: Sequence[str]) -> str:
    if answer is None or answer.state is AnswerState.EMPTY:
        return ""
    return printed_words(answer.state, answer.text, tuple(unknown))
