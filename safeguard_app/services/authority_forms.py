"""Authorities' own PDF forms: taken in as they come, their fields mapped once, and kept with every version.

The file comes from outside: it is read up to a size, and parsed in the process apart. Its bytes are sealed like those
of any file; what goes into which of its fields is a record of the daily log, so that whoever may write a referral may
fill the form. Documents made with an earlier version stay as they were.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.authority_forms import (
    MOST_BYTES,
    AnswerPart,
    AuthorityForm,
    Differences,
    FieldSource,
    FormNotTaken,
    FormReading,
    FormRefusal,
    OptionWhen,
    carried_over,
    differences,
)
from safeguard_app.domain.date_words import count_words, day_words
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.evidence import StoredFile
from safeguard_app.domain.form_likeness import Likeness, WordsOfForms
from safeguard_app.domain.form_matching import Question
from safeguard_app.domain.form_profiles import own_id
from safeguard_app.domain.identifiers import Reference, new_record_id
from safeguard_app.domain.people import Withdrawal
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.text_rules import display_file_name
from safeguard_app.evidence_files.pixels import NotShown, Pixels
from safeguard_app.services import own_forms
from safeguard_app.services.cleaning import Cleaning
from safeguard_app.services.incidents import required_reason
from safeguard_app.services.reference import FieldKind, Form, FormField
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.services.unclaimed_files import gone_unless_named
from safeguard_app.system.limited_process import ProcessStopped
from safeguard_app.system.regular_files import NotRegular, read_regular, require_here
from safeguard_app.vault import reading, sealed_files
from safeguard_app.vault.problems import EvidenceDamaged

MEMBERS = 4
"""How many of the children or parents of a record a form may be mapped for."""
_PDF = "application/pdf"
_ABOUT = {
    **{one: one for one in ("child", "parent", "adult", "referrer", "school")},
    "reporter": "maker",
}
"""Whom the sources of a form are about, by the words of the catalogue for people."""
_WITH_DAY = frozenset({FieldKind.DATE, FieldKind.MOMENT})
_NAMES = frozenset({"child.name", "parent.name", "adult.name", "referrer.name", "reporter.name"})
"""Sources that give the name of one person, which a form may ask for in two fields."""
_LINE = 200
_WORDS = 2_000


class FormFileGone(KnownProblem):
    """The file that was chosen cannot be opened."""

    code = "authority_form_file_gone"
    sentence = "This file could not be opened. Nothing was kept of it."
    next_step = "Check that it is still there and not open in another program, then choose it again."


@dataclass(frozen=True, slots=True)
class OfferedForm:
    """A file that was read, before anything of it is kept."""

    content: bytes = field(repr=False)
    file_name: str
    reading: FormReading


@dataclass(frozen=True, slots=True)
class FormInput:
    """What a person says of a form. ``form`` is the form of ours whose answers it takes."""

    authority: str
    title: str
    dated: date | None
    form: str


@dataclass(frozen=True, slots=True)
class AuthorityFormLine:
    """A form in a list, in ready words."""

    reference: Reference
    version: int
    form: AuthorityForm
    title: str
    authority: str
    of: str
    dated: str
    counts: str
    vanished: tuple[str, ...] = ()
    """Questions that went into fields which the authority's later version has no more."""
    serves: tuple[str, ...] = ()
    """Every form whose answers it takes: the one that was chosen, and the school's own copies of it."""


def read_path(path: Path) -> bytes:
    """A chosen file, whole, up to a size. Raises FormNotTaken, InTheCloud or :class:`FormFileGone`."""
    try:
        require_here(path)
        content = read_regular(path, MOST_BYTES + 1)
    except (OSError, NotRegular):
        raise FormFileGone from None
    return content


def offered(session: Session, content: bytes, file_name: str = "") -> OfferedForm:
    """The fields of a form. Touches no database. Raises FormNotTaken or ProcessStopped."""
    if len(content) > MOST_BYTES:
        raise FormNotTaken(FormRefusal.TOO_LARGE)
    found = session.looking_in.form_fields(content)
    if found.refusal is not None:
        raise FormNotTaken(found.refusal)
    return OfferedForm(content, display_file_name(file_name or "Form.pdf"), found)


def forms_to_answer(session: Session) -> tuple[tuple[str, str], ...]:
    """The forms of the nation whose answers an authority's form may take: id and title of each."""
    words = session.words()
    return tuple((one.id, words.fill(one.title)) for one in own_forms.offered_forms(session))


def questions(session: Session, form: Form) -> tuple[Question, ...]:
    """What a form of ours asks, in its order; once for each of those a section may be printed for."""
    words = session.words()
    also = session.catalogue.form_words.asked
    found = []
    for section in form.sections:
        if section.filled_by_agency:
            continue
        heading = words.fill(section.title)
        for member in range(1, MEMBERS + 1) if section.repeats is not None else (0,):
            headed = f"{heading} {member}" if member else heading
            found += [
                Question(
                    one.id,
                    words.fill(one.label),
                    headed,
                    member,
                    tuple(words.fill(answer) for answer in one.allowed),
                    one.kind in _WITH_DAY or "birth" in one.label.lower(),
                    _parts(one),
                    not one.allowed and _asks_whether_told(one),
                    _ABOUT.get(one.source.partition(".")[0], ""),
                    also.get(one.id, ()),
                )
                for one in section.fields
                if one.serves(session.nation)
            ]
    return tuple(found)


def _parts(one: FormField) -> tuple[AnswerPart, ...]:
    """What of the answer to a question may go into a field by itself."""
    if one.source in _NAMES:
        return (AnswerPart.FIRST_NAMES, AnswerPart.LAST_NAME)
    if one.kind is FieldKind.MOMENT:
        return (AnswerPart.TIME,)
    return (AnswerPart.POSTCODE,) if "address" in one.label.lower() else ()


def _asks_whether_told(one: FormField) -> bool:
    """Whether somebody was told, and not who must not be."""
    words = re.findall(r"[a-z]+", f"{one.label} {one.source}".lower().replace("_", " "))
    return "told" in words and "must_not" not in one.source


def proposed(session: Session, form: Form, found: FormReading) -> tuple[FieldSource, ...]:
    """For each field the question that it seems to ask."""
    words = session.catalogue.form_words
    known = WordsOfForms(words.meanings(), frozenset(words.passed_over), words.persons())
    return Likeness(questions(session, form), known).sources_for(found.fields)


def lines(session: Session) -> tuple[AuthorityFormLine, ...]:
    """Every form that was not taken back, by authority and title. A list: it leaves no trace."""
    found = [_line(session, one) for one in _stored(session)]
    return tuple(sorted(found, key=lambda one: (one.authority.casefold(), one.title.casefold())))


def line_of(session: Session, reference: Reference) -> AuthorityFormLine:
    """One of them. KeyError for none such."""
    return _line(session, stored_form(session, reference))


def stored_form(session: Session, reference: Reference) -> Stored[AuthorityForm]:
    """The record of a form. KeyError where it is none, or was taken back."""
    found = next((one for one in _stored(session) if one.reference == reference), None)
    if found is None:
        raise KeyError(reference.id)
    return found


def content_of(session: Session, form: AuthorityForm) -> bytes:
    """The file as it came. Raises EvidenceDamaged where it is not what was sealed."""
    daily = session.vault.daily
    secret = daily.file_secret(form.stored.file)
    if secret is None:
        raise EvidenceDamaged
    return sealed_files.read(daily.files, form.stored.file, secret, form.stored.sha256)


def page_picture(session: Session, content: bytes, page: int) -> Pixels:
    """A page of a form as pixels, drawn in the process apart. Raises ProcessStopped."""
    try:
        return session.looking_in.form_page(content, page)
    except NotShown as refused:
        raise ProcessStopped from refused


def add(session: Session, file: OfferedForm, given: FormInput) -> tuple[Reference, Changes]:
    """Keep a form with what is proposed for its fields; somebody looks at that next. Raises RuleViolation."""
    clean = _checked(session, given)
    sources = proposed(session, own_forms.form_of(session, clean.form), file.reading)
    record, daily = new_record_id(), session.vault.daily
    sealed = sealed_files.take_in_bytes(daily.files, file.content)
    stored = StoredFile(sealed.file, sealed.sha256, sealed.size, _PDF, file.file_name)
    read = file.reading
    made = AuthorityForm(
        clean.authority,
        clean.title,
        clean.dated,
        clean.form,
        stored,
        read.pages,
        read.fields,
        sources,
        read.acts,
    )
    facts: dict[str, str | int] = {"sha256": sealed.sha256}
    with (
        gone_unless_named(daily, sealed.file),
        daily.write(
            EventKind.AUTHORITY_FORM_ADDED, session.user.id, session.now(), record=record, facts=facts
        ) as work,
    ):
        work.put_file_key(sealed.file, sealed.secret)
        work.put(record, made)
    reference = Reference(daily.id, record)
    return reference, _written(reference, f"{made.title} is kept. Look at what goes into its fields.")


def compared(session: Session, reference: Reference, file: OfferedForm) -> Differences:
    """How the fields of a later version differ from those that are kept."""
    return differences(stored_form(session, reference).content, file.reading)


def renew(
    session: Session, reference: Reference, file: OfferedForm, given: FormInput, *, replacing: int
) -> Changes:
    """A later version of the form takes the place of the one that is kept; fields of the same name keep their source.

    The reason of the change is the new version itself. Raises RuleViolation or StaleVersion.
    """
    clean = _checked(session, given)
    before = stored_form(session, reference).content
    daily = session.vault.daily
    sealed = sealed_files.take_in_bytes(daily.files, file.content)
    fresh = proposed(session, own_forms.form_of(session, clean.form), file.reading)
    made = replace(
        carried_over(before, file.reading, fresh),
        authority=clean.authority,
        title=clean.title,
        dated=clean.dated,
        form=clean.form,
        stored=StoredFile(sealed.file, sealed.sha256, sealed.size, _PDF, file.file_name),
    )
    facts: dict[str, str | int] = {"sha256": sealed.sha256}
    with (
        gone_unless_named(daily, sealed.file),
        daily.write(
            EventKind.AUTHORITY_FORM_CHANGED, session.user.id, session.now(), record=reference.id, facts=facts
        ) as work,
    ):
        work.put_file_key(sealed.file, sealed.secret)
        why = f"Later version of the form{f', {day_words(clean.dated)}' if clean.dated is not None else ''}"
        work.put(reference.id, made, reason=why, replacing=replacing)
    return _written(
        reference, f"The later version of {made.title} is kept. Look at what goes into its fields."
    )


def settle(
    session: Session, reference: Reference, sources: Sequence[FieldSource], reason: str, *, replacing: int
) -> Changes:
    """What goes into each field, as somebody looked at it; a change of what was settled before has a reason."""
    stored = stored_form(session, reference)
    why = required_reason(reason) if stored.content.mapped else "Looked at for the first time"
    known = {one.name: one for one in stored.content.fields}
    cleaning = Cleaning()
    kept = tuple(_cleaned(one, cleaning) for one in sources if one.field in known)
    cleaning.finish()
    made = replace(stored.content, sources=kept, mapped=True, vanished=())
    return _put(session, stored, made, why, replacing, f"{made.title} can be filled.")


def take_back(session: Session, reference: Reference, reason: str, *, replacing: int) -> Changes:
    """The form is not used any more: it is offered for no record. What was issued with it stays."""
    why = required_reason(reason)
    stored = stored_form(session, reference)
    made = replace(stored.content, withdrawn=Withdrawal(session.now(), session.user.name, why))
    return _put(session, stored, made, why, replacing, f"{made.title} is not offered any more.")


def _put(
    session: Session, stored: Stored[AuthorityForm], made: AuthorityForm, why: str, replacing: int, said: str
) -> Changes:
    record = stored.reference.id
    with session.vault.daily.write(
        EventKind.AUTHORITY_FORM_CHANGED, session.user.id, session.now(), record=record
    ) as work:
        work.put(record, made, reason=why, replacing=replacing)
    return _written(stored.reference, said)


def _written(reference: Reference, said: str) -> Changes:
    return changed(reference, kinds=(RecordKind.AUTHORITY_FORM,), said=said)


def _checked(session: Session, given: FormInput) -> FormInput:
    cleaning = Cleaning()
    authority = cleaning.name(given.authority, "authority", needed="Enter whose form it is.")
    title = cleaning.line(given.title, "title", _LINE, needed="Enter what the form is called.")
    if given.form not in {one for one, _ in forms_to_answer(session)}:
        cleaning.say("form", "Choose the form whose answers it takes.")
    cleaning.finish()
    return replace(given, authority=authority, title=title)


def _cleaned(source: FieldSource, cleaning: Cleaning) -> FieldSource:
    fixed = cleaning.text(source.fixed, "fields", limit=_WORDS)
    when = tuple(
        OptionWhen(one.option, tuple(answer for answer in cleaning.lines(one.answers, "fields") if answer))
        for one in source.when
    )
    return replace(source, fixed=fixed, when=when)


def _stored(session: Session) -> list[Stored[AuthorityForm]]:
    daily = session.vault.daily
    found: list[Stored[AuthorityForm]] = reading.of_kind(
        daily.connection, daily.id, RecordKind.AUTHORITY_FORM
    )
    return [one for one in found if one.content.withdrawn is None]


def _line(session: Session, stored: Stored[AuthorityForm]) -> AuthorityFormLine:
    form = stored.content
    ours = own_forms.known_forms(session).get(form.form)
    asked = {one.id: one.label for one in questions(session, ours)} if ours is not None else {}
    filled = sum(one.sort.is_filled for one in form.fields)
    taken = sum(not one.is_blank for one in form.sources)
    counts = f"{taken} of {count_words(filled, 'field')} filled"
    return AuthorityFormLine(
        reference=stored.reference,
        version=stored.number,
        form=form,
        title=form.title,
        authority=form.authority,
        of=session.words().fill(ours.title) if ours is not None else "",
        dated=f"Version of {day_words(form.dated)}" if form.dated is not None else "No date on it",
        counts=counts if form.mapped else f"{counts}. Nobody has looked at that yet",
        vanished=tuple(asked.get(one.question, one.fixed) for one in form.vanished),
        serves=(form.form, *_copies_of(session, form.form)),
    )


def _copies_of(session: Session, form: str) -> tuple[str, ...]:
    """The school's own forms that are copies of it: they ask what it asks, under the same names."""
    own = own_forms.own_profiles(session)
    return tuple(own_id(one.reference.id) for one in own if one.content.made_from.id == form)
