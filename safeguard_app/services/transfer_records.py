"""The records of a child that go into their transfer pack, each as a document: records, referrals, plans."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from safeguard_app.catalogue.categories import ADULT_OF_CONCERN
from safeguard_app.documents import incident_record
from safeguard_app.documents.content import Document, PageFrame
from safeguard_app.domain.allegations import AllegationFile
from safeguard_app.domain.assessments import Assessment
from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.documents_issued import Referral
from safeguard_app.domain.entries import counts
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.index_lines import IncidentLine
from safeguard_app.domain.letters import Letter
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.person_rules import is_the_one
from safeguard_app.domain.records import Stored
from safeguard_app.services import incidents
from safeguard_app.services.chronology import BESIDE
from safeguard_app.services.copy_people import Behind
from safeguard_app.services.identified import seen_as
from safeguard_app.services.labels import category_name, when
from safeguard_app.services.of_others import NOTHING, LeftOut, live_of, of_others
from safeguard_app.services.one_person import present
from safeguard_app.services.own_forms import form_begun_on
from safeguard_app.services.paper_incident import incident_content, part_for
from safeguard_app.services.paper_plan import plan_document
from safeguard_app.services.paper_prepared import entries_of
from safeguard_app.services.paper_referral import referral_document
from safeguard_app.services.people import naming, ref_of
from safeguard_app.services.referrals import view_of
from safeguard_app.services.register_facts import bare_name
from safeguard_app.services.session import Session
from safeguard_app.services.withheld_copies import left_out_of
from safeguard_app.services.withheld_names import with_named, without_names

Named = tuple[str, Document]
"""A document of the pack, and what it is called in the contents."""


@dataclass(frozen=True, slots=True)
class ChildRecord:
    """One record of the child, with what hangs on it and stands."""

    stored: Stored[Incident]
    entries: tuple[Stored[Any], ...]

    @property
    def number(self) -> str:
        """Its case number."""
        return str(self.stored.content.case)

    @property
    def came(self) -> datetime:
        """When it came to attention."""
        incident = self.stored.content
        return incident.attention.moment.start or incident.entered_at

    @property
    def about_an_adult(self) -> bool:
        """Whether it holds what is said of an adult who works here: that is not copied into a child's file."""
        named = any(one.role == ADULT_OF_CONCERN for one in self.stored.content.participants)
        return named or any(isinstance(one.content, AllegationFile) for one in self.entries)


def records_of(session: Session, child: Reference) -> list[ChildRecord]:
    """The records of the daily log that are about the child, the earliest first; not those they only witnessed."""
    about = {one for one, role in naming(session, child) if role not in BESIDE}
    about |= {one.record for one in seen_as(session, child)}
    found = []
    for reference in naming_records(session, child):
        if reference not in about:
            continue
        stored = incidents.current(session, reference)
        if stored.content.entered_in_error is None:
            live = (one for one in entries_of(session, reference) if counts(one.content))
            found.append(ChildRecord(stored, tuple(live)))
    return sorted(
        found, key=lambda one: one.stored.content.attention.moment.start or one.stored.content.entered_at
    )


def naming_records(session: Session, child: Reference) -> tuple[Reference, ...]:
    """Every record of the daily log that names the child, in whatever role."""
    listing = session.vault.daily.listing
    named = (
        *(one for one, _role in naming(session, child)),
        *(one.record for one in seen_as(session, child)),
    )
    return tuple(
        one
        for one in dict.fromkeys(named)
        if one.compartment is Compartment.DAILY
        and (line := listing.line(one.id)) is not None
        and isinstance(line[1], IncidentLine)
    )


def title_of(session: Session, one: ChildRecord) -> str:
    """Its case number and kind."""
    return f"{one.number}, {category_name(session, one.stored.content.category)}"


def about_others(session: Session, files: Iterable[ChildRecord], child: Reference) -> LeftOut:
    """What of these records is about others alone, and so no part of the child's own file."""
    behind = [Behind(one.stored, one.entries) for one in files]
    left = of_others(session, Audience.TRANSFER, behind, (ref_of(session, child),))
    return LeftOut(left.entries)


def record_document(session: Session, one: ChildRecord, child: Reference, frame: PageFrame) -> Document:
    """The record without what only concerns how the school keeps it: its timeline, versions, limits and policy."""
    stored = one.stored
    left = about_others(session, (one,), child)
    bare = part_for(Audience.TRANSFER, incident_content(session, stored, one.entries, frame, left))
    named = with_named(session, stored.content, (PersonRef(child, ""),))
    hidden = left_out_of(session, named, stored.reference)
    made = incident_record.to_document(replace(without_names(bare, hidden), frame=frame))
    return replace(made, blocks=made.blocks[:-1])  # how this record was kept


def referrals_of(
    session: Session, files: Iterable[ChildRecord], child: PersonRef, frame: PageFrame
) -> Iterator[Named]:
    """The forms that are about this child, or about the record as a whole; none about an adult."""
    for one in files:
        for entry in one.entries:
            content = entry.content
            if not isinstance(content, Referral) or content.adult is not None:
                continue
            if content.child is not None and not _is_child(session, content.child, child):
                continue
            form = form_begun_on(session, content)
            known = present(session, child).reference
            left = about_others(session, (one,), known) if known is not None else NOTHING
            live = live_of(one.entries, left)
            view = view_of(session, entry, one.stored, live, on_paper=True)
            made = referral_document(session, view, form, one.stored, live, frame, content.subject)
            yield f"{one.number}, {view.title}", made


def plans_of(
    session: Session, files: Iterable[ChildRecord], child: PersonRef, frame: PageFrame
) -> Iterator[Named]:
    """The safety plans of this child, those that ended too."""
    for one in files:
        for entry in one.entries:
            plan = entry.content
            if isinstance(plan, Assessment) and _is_child(session, plan.child, child):
                name = f"{one.number}, safety plan of {when(session, plan.at)}"
                yield name, plan_document(session, plan, frame)


def letters_of(session: Session, files: Iterable[ChildRecord], child: PersonRef) -> Iterator[str]:
    """Letters that were sent and are not copied into the pack, by their kind and day; none about another child.

    To whom is not said: it is the letter's own business, and the school that asks for it is told.
    """
    own = bare_name(child.name)
    for one in files:
        for entry in one.entries:
            letter = entry.content
            if not isinstance(letter, Letter) or letter.sent is None:
                continue
            if letter.child and bare_name(letter.child) != own:
                continue
            template = session.catalogue.letters.get(letter.template)
            kind = session.words().fill(template.name) if template is not None else "Letter"
            yield f"{one.number}: {kind}, sent {when(session, letter.sent)}."


def _is_child(session: Session, named: PersonRef, child: PersonRef) -> bool:
    """Whether somebody named in an entry is the child, by whichever entry of the register."""
    return is_the_one(present(session, named), present(session, child))
