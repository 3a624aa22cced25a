"""Deciding what somebody who asked to see their records is given: kept with its reasons, one bundle for each part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.access_bundles import AccessBundle, AccessDecision, AccessItem, ItemKey
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference, new_record_id
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services.access_found import FoundItem
from safeguard_app.services.access_items import RequestFound, items_of, requests_about
from safeguard_app.services.cleaning import Cleaning
from safeguard_app.services.labels import label
from safeguard_app.services.one_person import present
from safeguard_app.services.people import ref_of
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.vault import reading

NOT_DECIDED = "Something was found or added since this bundle was decided on. Decide on it first: {what}."

FORM_WITHOUT_RECORD = (
    "This form says what its record says, which is left out. Leave the form out as well, or give the record and leave"
    " out words of it."
)

_EARLIER = "earlier"
"""How a record stood that held less when it was decided on, where no more is known: as none stands."""


@dataclass(frozen=True, slots=True)
class DecidedItem:
    """A record that was found, and what was decided on it as it stands.

    ``before`` is what was decided when it held less: to be confirmed, or decided anew.
    """

    found: FoundItem
    decided: AccessItem | None
    before: AccessItem | None = None


@dataclass(frozen=True, slots=True)
class AccessView:
    """A bundle as it is decided on: everything found, what may be left out for which reason, who asked."""

    person: PersonRef
    part: Compartment
    items: tuple[DecidedItem, ...]
    exemptions: tuple[tuple[str, str, str], ...]
    """Code, label and help of each exemption of the nation."""
    requests: tuple[RequestFound, ...]
    bundle: Stored[AccessBundle] | None

    @property
    def open(self) -> tuple[FoundItem, ...]:
        """What is not decided on yet."""
        return tuple(one.found for one in self.items if one.decided is None)


@dataclass(frozen=True, slots=True)
class AccessForm:
    """What is decided now: on each record, for which request, who stays named, and what is said to it."""

    items: tuple[AccessItem, ...]
    request: Reference | None = None
    also_named: tuple[PersonRef, ...] = ()
    note: str = ""


def bundle_of(session: Session, person: Reference, part: Compartment) -> Stored[AccessBundle] | None:
    """What was decided for a person in one part of the log, as it stands; None where nothing was."""
    opened = session.vault.compartment(part)
    found: list[Stored[AccessBundle]] = reading.of_kind(opened.connection, part, RecordKind.ACCESS_BUNDLE)
    ours = [one for one in found if present(session, one.content.person).reference == person]
    return ours[-1] if ours else None


def stored_bundle(session: Session, bundle: Reference) -> Stored[AccessBundle]:
    """The newest version of a bundle. Raises KeyError for none such."""
    stored = session.vault.get(bundle)
    if stored.kind is not RecordKind.ACCESS_BUNDLE:
        raise KeyError(bundle.id)
    return stored  # type: ignore[return-value]  # the kind says the type


def view(session: Session, person: Reference, part: Compartment) -> AccessView:
    """Everything that one part holds about a person, with what was decided on it."""
    bundle = bundle_of(session, person, part)
    items = tuple(_decided(bundle, one) for one in items_of(session, person, part))
    offered = session.catalogue.choices(ListName.ACCESS_EXEMPTIONS, session.nation)
    exemptions = tuple((one.code, one.label, one.help) for one in offered)
    return AccessView(
        ref_of(session, person), part, items, exemptions, requests_about(session, person, part), bundle
    )


def keep(session: Session, shown: AccessView, form: AccessForm) -> tuple[Reference, Changes]:
    """Keep what is decided. Raises RuleViolation where something is left out without an exemption or a reason.

    What was decided before on a record that ``form`` says nothing of stays beside it, to be confirmed.
    """
    clean = _checked(shown, form)
    before = shown.bundle.content if shown.bundle is not None else None
    subjects = tuple(dict.fromkeys((shown.person, *clean.also_named)))
    what = _what_changed(session, shown, before, clean)
    decision = AccessDecision(session.now(), session.user.name, what, clean.note)
    base = before if before is not None else AccessBundle(shown.person, subjects)
    again = {one.key for one in clean.items}
    waiting = tuple(
        replace(one.before, stood=one.before.stood or _EARLIER)
        for one in shown.items
        if one.before is not None and one.found.key not in again
    )
    bundle = replace(
        base,
        subjects=subjects,
        items=(*clean.items, *waiting),
        decisions=(*base.decisions, decision),
        request=clean.request,
    )
    part = session.vault.compartment(shown.part)
    record = RecordId(shown.bundle.reference.id) if shown.bundle is not None else new_record_id()
    replacing = shown.bundle.number if shown.bundle is not None else None
    facts = {
        "given": sum(one.given for one in clean.items),
        "left_out": sum(not one.given for one in clean.items),
    }
    with part.write(
        EventKind.ACCESS_DECIDED, session.user.id, session.now(), record=record, facts=facts
    ) as work:
        work.put(record, bundle, replacing=replacing, reason=clean.note or None)
    reference = Reference(shown.part, record)
    return reference, changed(
        reference, kinds=(RecordKind.ACCESS_BUNDLE,), said="Kept. Nothing was given out."
    )


def undecided(session: Session, bundle: Stored[AccessBundle]) -> None:
    """Raise RuleViolation where something about them was found that is not decided on."""
    person = present(session, bundle.content.person).reference
    assert person is not None
    found = items_of(session, person, bundle.reference.compartment)
    rest = [one.words for one in found if _decided(bundle, one).decided is None]
    if rest:
        raise RuleViolation({"items": NOT_DECIDED.format(what="; ".join(rest[:4]))})


def _decided(bundle: Stored[AccessBundle] | None, found: FoundItem) -> DecidedItem:
    """What was decided on a record as it stands, or before it held something else.

    An earlier version of this program kept no word of what a record held. There the times tell: such a decision holds
    where nothing of the record was written since, a moment of doubt counting as since.
    """
    known = bundle.content.item(*found.key) if bundle is not None else None
    if bundle is None or known is None:
        return DecidedItem(found, None)
    if known.stood:
        holds = known.stood == found.stands
    else:
        holds = found.newest is not None and found.newest < bundle.recorded_at
    return DecidedItem(found, known) if holds else DecidedItem(found, None, known)


def _checked(shown: AccessView, form: AccessForm) -> AccessForm:
    cleaning = Cleaning()
    known = {one.found.key: one.found.stands for one in shown.items}
    offered = {code for code, _, _ in shown.exemptions}
    places = {one.found.key: place for place, one in enumerate(shown.items)}
    items = []
    for one in form.items:
        place = places.get(one.key)
        reason = cleaning.line(one.reason, f"reason/{place}")
        exemptions = tuple(code for code in dict.fromkeys(one.exemptions) if code in offered)
        if one.key not in known:
            continue
        if not one.given and not exemptions:
            cleaning.say(f"exemption/{place}", "Say which exemption, or give the record.")
        if not one.given and not reason:
            cleaning.say(f"reason/{place}", "Say why it is left out.")
        items.append(replace(one, exemptions=exemptions, reason=reason, stood=known[one.key]))
    for key in _forms_without_record(shown, items):
        cleaning.say(f"exemption/{places[key]}", FORM_WITHOUT_RECORD)
    note = cleaning.text(form.note, "note")
    named = tuple(cleaning.person(one, "also_named") for one in form.also_named)
    if form.request is not None and form.request not in {one.entry for one in shown.requests}:
        cleaning.say("request", "This request is not in the register any more.")
    cleaning.finish()
    return AccessForm(tuple(items), form.request, named, note)


def _forms_without_record(shown: AccessView, items: Sequence[AccessItem]) -> Iterator[ItemKey]:
    """Forms that would be given and tell what their record tells, which is left out."""
    given = {one.key for one in items if one.given}
    left_out = {one.record for one in items if not one.given}
    for one in shown.items:
        found = one.found
        if found.kind is RecordKind.REFERRAL and found.key in given and found.hangs_on in left_out:
            yield found.key


def _what_changed(
    session: Session, shown: AccessView, before: AccessBundle | None, form: AccessForm
) -> tuple[str, ...]:
    """Each record on which something else is decided than before, in a sentence."""
    titles = {one.found.key: one.found.words for one in shown.items}
    return tuple(
        f"{titles[one.key]}: {item_words(session, one)}"
        for one in form.items
        if before is None or before.item(*one.key) != one
    )


def item_words(session: Session, item: AccessItem) -> str:
    """ "Left out. A confidential reference. It names nobody else." """
    parts = ["Given" if item.given else "Left out"]
    parts += [label(session, ListName.ACCESS_EXEMPTIONS, code) for code in item.exemptions]
    parts += [item.reason] if item.reason else []
    return " ".join(f"{one.rstrip('.')}." for one in parts)
