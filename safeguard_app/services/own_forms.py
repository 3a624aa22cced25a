"""Every form there is for this school: ours, and those that it keeps itself; each referral on the one it was begun on.

The school's own are records of the daily log, so they are read once and again only after one was written.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from safeguard_app.catalogue.clocks import Clock
from safeguard_app.domain.documents_issued import Referral
from safeguard_app.domain.form_profiles import FormProfile, own_id, record_of
from safeguard_app.domain.forms import Form
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services.clock_words import unit_words
from safeguard_app.services.session import Session
from safeguard_app.vault import reading

_KIND = RecordKind.FORM_PROFILE


@dataclass(frozen=True, slots=True)
class _Own:
    """One of the school's own: its newest version, and the form of each version by its number."""

    newest: Stored[FormProfile]
    forms: Mapping[int, Form]


def own_profiles(session: Session) -> tuple[Stored[FormProfile], ...]:
    """The school's own forms as they stand, in the order in which they were made."""
    return tuple(one.newest for one in _own(session).values())


def known_forms(session: Session) -> dict[str, Form]:
    """Every form by its id, in the order in which they are offered; of the school's own the newest version."""
    own = [_named(one.newest) for one in _own(session).values()]
    found = sorted([*session.catalogue.forms.values(), *own], key=lambda form: form.order)
    return {form.id: form for form in found}


def offered_forms(session: Session) -> tuple[Form, ...]:
    """The forms that can be begun in this nation: none that is switched off, and none of ours that a copy replaces."""
    own = [one.newest.content for one in _own(session).values()]
    on = [one for one in own if not one.switched_off]
    gone = {one.made_from.id for one in on if one.instead}
    gone |= {one.form.id for one in own if one.switched_off}
    return tuple(
        form for form in known_forms(session).values() if form.serves(session.nation) and form.id not in gone
    )


def form_of(session: Session, form: str, version: int = 0) -> Form:
    """A form by its id: of the school's own that version (0: the newest). KeyError for none such."""
    record = record_of(form)
    if not record:
        return session.catalogue.forms[form]
    own = _own(session)[RecordId(record)]
    return own.forms.get(version) or _named(own.newest)


def form_begun_on(session: Session, referral: Referral) -> Form:
    """The form of a referral, as it was when that was begun. KeyError where this log has it no more."""
    return form_of(session, referral.form, referral.form_version)


def newest_version(session: Session, form: str) -> int:
    """Which version a referral that is begun now stays on; 0 for one of ours."""
    record = record_of(form)
    return _own(session)[RecordId(record)].newest.number if record else 0


def title_of(session: Session, form: str) -> str:
    """What a form is called, for lines about it; its code where this log has it no more."""
    try:
        return session.words().fill(form_of(session, form).title)
    except KeyError:
        return form


def clock_as_wanted(session: Session, clock: Clock, form: Form) -> Clock:
    """The clock of confirming a call in writing, as long as the authority of a form wants it."""
    if form.within is None or form.written_clock != clock.id:
        return clock
    wanted = replace(clock, amount=form.within.amount, unit=form.within.unit)
    length = unit_words(wanted)
    whose = form.authority or f"your {session.words().term('authority')}"
    text = (
        f"Confirm it in writing within {length[:1].lower()}{length[1:]}, as set here for {whose}. "
        "Confirm with your {authority}."
    )
    return replace(wanted, text=text, source=f"set by the school for {whose}")


def clock_of_referral(session: Session, clock: Clock, referral: str) -> Clock:
    """The same for one referral of a record's line; only where any form of the school's own says how soon."""
    if not any(form.within for one in _own(session).values() for form in one.forms.values()):
        return clock
    found = session.vault.find(RecordId(referral))
    if found is None or not isinstance(found.content, Referral):
        return clock
    try:
        return clock_as_wanted(session, clock, form_begun_on(session, found.content))
    except KeyError:
        return clock


def reference_of(session: Session, form: str) -> Reference:
    """Where one of the school's own forms stands."""
    return Reference(session.vault.daily.id, RecordId(record_of(form)))


def _named(stored: Stored[FormProfile]) -> Form:
    """The form under the id of its record, whatever a copy of the record was called before."""
    return replace(stored.content.form, id=own_id(stored.reference.id))


def _own(session: Session) -> dict[RecordId, _Own]:
    daily = session.vault.daily
    state = daily.state_of(_KIND)
    kept = session.worked_out("own_forms", state)
    if not kept and state[0]:
        versions: dict[RecordId, list[Stored[FormProfile]]] = {}
        for one in reading.all_of_kind(daily.connection, daily.id, _KIND):
            versions.setdefault(one.reference.id, []).append(one)
        for record, found in versions.items():
            kept[record] = _Own(found[-1], {one.number: _named(one) for one in found})
    return kept
