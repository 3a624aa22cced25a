"""A school's own forms: copied from ours, changed inside the program, kept in versions, switched off and on.

A copy speaks in the nation's words. A text that was not changed keeps its placeholders, so that a record about the
Headteacher goes on naming who takes their place; what was typed stands as it was typed.
"""

from dataclasses import dataclass, replace

from safeguard_app.catalogue.form_checks import clocks_for
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.form_profiles import FormProfile, new_since, own_id, record_of
from safeguard_app.domain.forms import Form, FormSection, WrittenWithin
from safeguard_app.domain.identifiers import RecordId, Reference, new_record_id
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services.form_faults import checked_form
from safeguard_app.services.form_offers import recipient_of
from safeguard_app.services.incidents import required_reason
from safeguard_app.services.labels import entered
from safeguard_app.services.own_forms import offered_forms, own_profiles
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.vault import record_codec
from safeguard_app.vault.problems import DatabaseDamaged

_KINDS = (RecordKind.FORM_PROFILE,)
WITHIN_WORDS = {
    WrittenWithin.HOURS_24: "24 hours",
    WrittenWithin.HOURS_48: "48 hours",
    WrittenWithin.WORKING_DAY: "One working day",
    WrittenWithin.WORKING_DAYS_2: "Two working days",
}


@dataclass(frozen=True, slots=True)
class EditedForm:
    """A form of the school's own on the desk: nothing of it is kept before it is saved. ``base`` is ours by its id."""

    form: Form
    base: str
    instead: bool = False
    reference: Reference | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class FormLine:
    """A form in the list: ours, or one of the school's own."""

    form: str
    title: str
    to: str
    made: str
    """ "Ours, version 2026.11", or what it was made from and when it was changed last."""
    counts: str
    offered: bool
    own: bool
    reason: str = ""
    news: str = ""
    """What is new in ours since the copy was made, in short; empty where nothing is."""


def form_lines(session: Session) -> tuple[FormLine, ...]:
    """The school's own first, in the order in which they were made; then ours, in theirs."""
    offered = {form.id for form in offered_forms(session)}
    own = [_own_line(session, one, offered) for one in own_profiles(session)]
    ours = [form for form in session.catalogue.forms.values() if form.serves(session.nation)]
    return (*own, *(_our_line(session, form, offered) for form in ours))


def copy_of(session: Session, form: str) -> EditedForm:
    """A copy of one of ours, to be changed. KeyError for none such."""
    narrowed = _narrowed(session, session.catalogue.forms[form])
    title = f"{session.words().fill(narrowed.title)}, {session.school.local_authority or 'our own'}"
    made = replace(narrowed, title=title, authority=session.school.local_authority, variant_of="")
    return EditedForm(made, form)


def opened(session: Session, form: str) -> EditedForm:
    """One of the school's own, to be changed. KeyError for none such."""
    stored = _stored(session, form)
    content = stored.content
    return EditedForm(content.form, content.made_from.id, content.instead, stored.reference, stored.number)


def faults(session: Session, edited: EditedForm) -> dict[str, str]:
    """What is wrong with it as it stands, by the key of what it stands in; empty where nothing is."""
    try:
        checked_form(session.catalogue, edited.form, base_of(session, edited))
    except RuleViolation as problem:
        return dict(problem.fields)
    return {}


def save(session: Session, edited: EditedForm, reason: str) -> tuple[str, Changes]:
    """Keep it as the next version, or as a new form; gives its id. Referrals begun before stay on theirs.

    Raises RuleViolation with every fault by its key, or StaleVersion.
    """
    why = required_reason(reason)
    before = _stored(session, own_id(edited.reference.id)) if edited.reference is not None else None
    ours = base_of(session, edited)
    record = before.reference.id if before is not None else new_record_id()
    form = replace(
        checked_form(session.catalogue, edited.form, ours),
        id=own_id(record),
        version=ours.version,
        variant_of="",
    )
    off = before is not None and before.content.switched_off
    profile = FormProfile(form, ours, edited.instead, off)
    daily = session.vault.daily
    with daily.write(EventKind.FORM_KEPT, session.user.id, session.now(), record=record) as work:
        work.put(record, profile, reason=why, replacing=edited.version if before is not None else None)
    said = (
        f"{session.words().fill(form.title)} is kept. Forms that were begun before stay as they were begun."
    )
    return form.id, changed(Reference(daily.id, record), kinds=_KINDS, said=said)


def take_over(session: Session, edited: EditedForm) -> EditedForm:
    """The news in ours were looked at: the copy counts as made from ours as it is now, once it is saved."""
    return replace(edited, form=replace(edited.form, version=session.catalogue.forms[edited.base].version))


def switch(session: Session, form: str, reason: str, *, on: bool) -> Changes:
    """Offer one of the school's own from now on, or offer it no more. What was begun on it goes on."""
    why = required_reason(reason)
    stored = _stored(session, form)
    title = session.words().fill(stored.content.form.title)
    if stored.content.switched_off is not on:
        return Changes(said="Nothing was changed.")
    made = replace(stored.content, switched_off=not on)
    record = stored.reference.id
    with session.vault.daily.write(
        EventKind.FORM_SWITCHED, session.user.id, session.now(), record=record
    ) as work:
        work.put(record, made, reason=why, replacing=stored.number)
    said = (
        f"{title}: offered from now on." if on else f"{title}: offered no more. What was begun on it goes on."
    )
    return changed(stored.reference, kinds=_KINDS, said=said)


def news_of(session: Session, edited: EditedForm) -> tuple[str, ...]:
    """What is new in ours since the copy was made, one sentence each, in the nation's words."""
    if edited.reference is None:
        return ()
    return _news(session, _stored(session, own_id(edited.reference.id)).content)


def within_choices(session: Session, edited: EditedForm) -> tuple[tuple[WrittenWithin | None, str], ...]:
    """How soon the form may be wanted after the call; only one where no clock is met by sending it."""
    clocks = clocks_for(session.catalogue, edited.form.agency, session.nation)
    if not clocks:
        return ((None, "No time limit is known for this form"),)
    return ((None, "As the program has it"), *WITHIN_WORDS.items())


def with_within(session: Session, edited: EditedForm, within: WrittenWithin | None) -> EditedForm:
    """With another time limit for confirming in writing."""
    form, ours = edited.form, session.catalogue.forms[edited.base]
    clocks = clocks_for(session.catalogue, form.agency, session.nation)
    known = {clock.id for clock in clocks}
    clock = ours.written_clock if ours.written_clock in known else ""
    if within is not None and not clock and clocks:
        clock = clocks[0].id
    return replace(edited, form=replace(form, within=within, written_clock=clock))


def base_of(session: Session, edited: EditedForm) -> Form:
    """What the copy was made from: of one that is kept, as ours was then, unless its news were taken over."""
    now = session.catalogue.forms.get(edited.base)
    if edited.reference is not None:
        kept = _stored(session, own_id(edited.reference.id)).content.made_from
        taken = now is not None and edited.form.version == now.version != kept.version
        return _narrowed(session, now) if taken and now is not None else kept
    if now is None:
        raise KeyError(edited.base)
    return _narrowed(session, now)


def as_text(edited: EditedForm) -> str:
    """The form for a draft."""
    return record_codec.encode(edited)


def from_text(text: str) -> EditedForm | None:
    """The form that a draft kept; None where this program cannot read it."""
    try:
        return record_codec.decode_as(EditedForm, text.encode())
    except DatabaseDamaged:
        return None


def _stored(session: Session, form: str) -> Stored[FormProfile]:
    wanted = RecordId(record_of(form))
    found = next((one for one in own_profiles(session) if one.reference.id == wanted), None)
    if found is None:
        raise KeyError(form)
    return found


def _narrowed(session: Session, form: Form) -> Form:
    """One of ours as this nation has it: nothing in it that is asked elsewhere alone."""
    nation = session.nation
    asked = set(form.fields_for(nation))

    def section(one: FormSection) -> FormSection:
        return replace(one, fields=tuple(replace(each, nations=()) for each in one.fields if each in asked))

    sections = tuple(made for one in form.sections if (made := section(one)).fields)
    notes = tuple(replace(one, nations=()) for one in form.notes_for(nation))
    clock = session.catalogue.clocks.get(form.written_clock)
    kept = form.written_clock if clock is not None and clock.serves(nation) else ""
    return replace(form, sections=sections, notes=notes, nations=(nation,), written_clock=kept)


def _news(session: Session, profile: FormProfile) -> tuple[str, ...]:
    ours = session.catalogue.forms.get(profile.made_from.id)
    if ours is None:
        return ("Ours is not among the forms of this program any more.",)
    fill = session.words().fill
    said = {"added": "Asked now", "changed": "Asked otherwise", "left_out": "Asked no more"}
    return tuple(
        f"{said[one.what]}: {fill(one.label)} ({fill(one.section)})"
        for one in new_since(profile.made_from, _narrowed(session, ours))
    )


def _own_line(session: Session, stored: Stored[FormProfile], offered: set[str]) -> FormLine:
    profile, fill = stored.content, session.words().fill
    form = profile.form
    news = _news(session, profile)
    base = fill(profile.made_from.title)
    when = f"changed {entered(session, stored.recorded_at)}, by {session.name_of(stored.recorded_by)}"
    return FormLine(
        form=own_id(stored.reference.id),
        title=fill(form.title),
        to=recipient_of(session, form, session.words()),
        made=f"From “{base}” of {profile.made_from.version}, {when}",
        counts=_counts(form),
        offered=own_id(stored.reference.id) in offered,
        own=True,
        reason=stored.reason or "",
        news=f"{count_words(len(news), 'change')} in ours since" if news else "",
    )


def _our_line(session: Session, form: Form, offered: set[str]) -> FormLine:
    return FormLine(
        form=form.id,
        title=session.words().fill(form.title),
        to=recipient_of(session, form, session.words()),
        made=f"Ours, version {form.version}",
        counts=_counts(_narrowed(session, form)),
        offered=form.id in offered,
        own=False,
    )


def _counts(form: Form) -> str:
    fields = sum(len(one.fields) for one in form.sections)
    return f"{count_words(len(form.sections), 'section')}, {count_words(fields, 'field')}"
