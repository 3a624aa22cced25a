"""The chronology of a case on paper: its records, people across them, suspected accounts, what is to do."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from safeguard_app.documents.content import (
    Block,
    Column,
    DataTable,
    Document,
    PageFrame,
    Run,
    Section,
    Words,
    strong,
)
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.records import Stored
from safeguard_app.services.case_pages import open_case
from safeguard_app.services.case_views import CasePage, CasePerson
from safeguard_app.services.cases import records_of, stored_case
from safeguard_app.services.copy_people import Behind
from safeguard_app.services.identified import behind_a_copy
from safeguard_app.services.labels import today
from safeguard_app.services.lines_for_parents import lines_for, without_others
from safeguard_app.services.of_others import OF_OTHERS, of_others
from safeguard_app.services.paper_bound import Binding, bound, clauses_appendix, kept_appendix
from safeguard_app.services.paper_frames import page_frame
from safeguard_app.services.paper_prepared import Prepared, entries_of
from safeguard_app.services.paper_views import CasePaper
from safeguard_app.services.policy_clauses import of_incident
from safeguard_app.services.session import Session
from safeguard_app.services.withheld_copies import named_anyway
from safeguard_app.services.withheld_names import Withheld, names_of, without_names

KIND = "case_chronology"
EVERYTHING = "everything"
"""Of what it is a version where it says more than the significant events: its versions are counted by themselves."""


def case_paper(session: Session, job: CasePaper) -> Prepared:
    """Kept with the case, and so in the part that it stands in."""
    place = job.case
    page = open_case(session, place, on_paper=True)
    stored = stored_case(session, place)
    frame, copy = page_frame(session, place.compartment, place, KIND)
    records = records_of(session, stored)
    shown, lacks = _for_audience(session, job, page, records)
    body = case_document(session, shown, records, frame, everything=job.everything)
    if lacks:
        body = replace(body, standing=(*body.standing, OF_OTHERS))
    document = bound(
        session, body, Binding(appendices=_appendices(session, place.compartment, records, frame))
    )
    return Prepared(
        document,
        place.compartment,
        place,
        KIND,
        copy,
        "Chronology.pdf",
        stored.number,
        records=tuple(one.reference for one in records),
        version_of=EVERYTHING if job.everything else "",
        withheld=_withheld(session, records),
    )


def _for_audience(
    session: Session, job: CasePaper, page: CasePage, records: list[Stored[Incident]]
) -> tuple[CasePage, bool]:
    """The page as an audience may have it, and whether that lacks what is about others alone.

    A record of the case on which nobody stands whose copy it is goes with everything of it.
    """
    behind = [Behind(one, entries_of(session, one.reference)) for one in records]
    left = of_others(session, job.audience, behind, job.subjects)
    apart = {str(one.content.case) for one in records if one.reference in left.records}
    lines = without_others(page.chronology, left)
    shown = replace(
        page,
        chronology=lines_for(job.audience, lines),
        records=tuple(one for one in page.records if one.reference not in left.records),
        people=tuple(_without_roles(page.people, apart)),
        suspected=tuple(one for one in page.suspected if not left.has(one.record, one.entry)),
        actions=tuple(one for one in page.actions if not left.has(one.reference, one.entry)),
    )
    return shown, bool(apart) or bool(left.entries)


def _without_roles(people: Iterable[CasePerson], numbers: Collection[str]) -> Iterator[CasePerson]:
    """People with their roles in the records that stay; nobody who has none there."""
    for person in people:
        roles = tuple(one for one in person.roles if one.rpartition(" in ")[2] not in numbers)
        if roles:
            yield replace(person, roles=roles)


def _appendices(
    session: Session, part: Compartment, records: list[Stored[Incident]], frame: PageFrame
) -> tuple[Section, ...]:
    """How it was kept, in the part that the case stands in, and where the clauses of its records stand."""
    found = (
        kept_appendix(session, part, (), frame.chain_head),
        clauses_appendix(of_incident(session, one.content) for one in records),
    )
    return tuple(one for one in found if one is not None)


def case_document(
    session: Session, page: CasePage, records: list[Stored[Incident]], frame: PageFrame, *, everything: bool
) -> Document:
    """The case as a document. Whoever asked in one of its records not to be named stands nowhere in it."""
    shown = without_names(page, _withheld(session, records))
    lines = [one for one in shown.chronology if everything or one.significant]
    extent = "Everything that stands on the records." if everything else "Significant events only."
    blocks = [
        _table(
            "Records",
            (("Record", 1), ("What", 2.4), ("Why it belongs here", 2.6)),
            [(one.number, f"{one.kind}, {one.day}. {one.status}.", one.reason) for one in shown.records],
        ),
        _table(
            "People in these records",
            (("Person", 1.6), ("Role, and in which record", 4.4)),
            [(one.name, "\n".join(one.roles)) for one in shown.people],
        ),
        _table(
            "Suspected accounts: a suspicion, until it is shown",
            (("Account", 1.6), ("Perhaps", 1.5), ("Rests on", 2.9)),
            [
                ("\n".join(filter(None, (one.account, one.where, one.shown_by))), one.suspected, one.basis)
                for one in shown.suspected
            ],
        ),
        _table(
            "Chronology",
            (("When", 1.35), ("Record", 1.05), ("What", 3.6)),
            [(one.when, one.number, _what(one.what, one.detail)) for one in lines],
        ),
        _table(
            "Still to be done",
            (("What", 2.8), ("Record", 0.9), ("Who", 1.2), ("Due", 1.1)),
            [(one.what, one.number, one.who, one.due) for one in shown.actions],
        ),
    ]
    standing = f"{shown.title}, as it stood on {day_words(today(session))}. {extent}"
    return Document(
        title="Chronology of a case",
        file_title="Chronology of a case",
        frame=frame,
        blocks=tuple(one for one in blocks if one is not None),
        standing=(standing, f"{shown.opened.rstrip('.')}."),
        running=shown.title,
    )


def _what(what: str, detail: str) -> Words:
    head = strong(what if not detail else f"{what}. ")
    return (head, Run(detail)) if detail else (head,)


def _table(
    title: str, columns: tuple[tuple[str, float], ...], rows: list[tuple[Words, ...]]
) -> Section | None:
    if not rows:
        return None
    blocks: tuple[Block, ...] = (
        DataTable(
            tuple(Column(heading, share) for heading, share in columns), tuple(rows), row_headings=True
        ),
    )
    return Section(title, blocks)


def _withheld(session: Session, records: list[Stored[Incident]]) -> Withheld | None:
    """Over every record of the case: who asked in one of them is left out of what the others say too.

    Also by the name that somebody unknown in one of them turned out to have.
    """
    people = [
        one
        for stored in records
        for there in [stored.content.participants]
        for one in (*there, *behind_a_copy(session, there, stored.reference))
    ]
    hidden = [one.person.name for one in people if one.name_withheld and one.person.name.strip()]
    others = [one.person.name for one in people if one.person.name not in hidden]
    kept = named_anyway(session, [stored.content for stored in records])
    return names_of(list(dict.fromkeys(hidden)), others, kept) if hidden else None
