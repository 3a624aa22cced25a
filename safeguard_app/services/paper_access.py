"""The subject-access bundle on paper, and its exemption and decision log: two papers, of which one is given.

The bundle always stands as whoever asked may have it: others left out, and searched before it is issued. The log says
what was left out and why; it is marked not to be shown to whoever asked, and names nobody who was left out.
"""

from safeguard_app.catalogue.choices import ListName
from safeguard_app.documents import incident_record
from safeguard_app.documents.content import (
    Block,
    Box,
    Column,
    DataTable,
    Document,
    PageFrame,
    Paragraph,
    Section,
    TextList,
)
from safeguard_app.domain.access_bundles import AccessBundle, AccessItem
from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.date_words import count_words, day_words
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services.access_bundles import stored_bundle, undecided
from safeguard_app.services.access_items import FoundItem, items_of
from safeguard_app.services.labels import entered, label, today
from safeguard_app.services.names_keys import CopyOf, KeyPlace, key_of
from safeguard_app.services.one_person import present
from safeguard_app.services.paper_audience import for_audience
from safeguard_app.services.paper_bound import Binding, bound
from safeguard_app.services.paper_frames import note_views, page_frame
from safeguard_app.services.paper_incident import incident_content
from safeguard_app.services.paper_prepared import Prepared, entries_of
from safeguard_app.services.paper_views import AccessBundlePaper, AccessLogPaper, AudiencePaper
from safeguard_app.services.part_names import part_name
from safeguard_app.services.session import Session

BUNDLE_KIND, LOG_KIND = "access_bundle", "access_log"
NOT_TO_BE_SHOWN = "NOT TO BE SHOWN TO WHOEVER ASKED"
_ONE_PART = "Looked into: {part} alone. What another part of the log holds has a bundle of its own."
_CONFIRM = "Each exemption is confirmed with the data protection officer before the answer leaves."


def access_bundle_paper(session: Session, job: AccessBundlePaper) -> Prepared:
    """What they are given, kept with its part of the log. Raises RuleViolation where something is not decided on."""
    stored, bundle, person = _read(session, job.bundle)
    part = stored.reference.compartment
    undecided(session, stored)
    found = {one.record: one for one in items_of(session, person, part)}
    given = [found[one.record] for one in bundle.items if one.given and one.record in found]
    incidents = [one.record for one in given if one.kind is RecordKind.INCIDENT]
    note_views(session, person, *incidents)
    frame, copy = page_frame(session, part, None, BUNDLE_KIND)
    body = _bundle_document(session, given, part_name(session, part), frame)
    document = bound(session, body, Binding(facts=(("About", bundle.person.name),)))
    made = Prepared(
        document,
        part,
        None,
        BUNDLE_KIND,
        copy,
        "Records.pdf",
        stored.number,
        listed_as="Subject-access bundle",
        version_of=stored.reference.id,
    )
    wanted = AudiencePaper(job, Audience.SUBJECT_ACCESS, bundle.subjects)
    others = tuple(one.record for one in given if one.kind is not RecordKind.INCIDENT)
    return for_audience(session, wanted, made, (*incidents, *others), person.id)


def access_log_paper(session: Session, job: AccessLogPaper) -> Prepared:
    """What was left out and why, and each decision, for the school's own file and the Commissioner."""
    stored, bundle, person = _read(session, job.bundle)
    part = stored.reference.compartment
    undecided(session, stored)
    frame, copy = page_frame(
        session, part, None, LOG_KIND, marking=NOT_TO_BE_SHOWN, version_of=stored.reference.id
    )
    found = {one.record: one for one in items_of(session, person, part)}
    place = KeyPlace(part, None, person.id)
    document = _log_document(session, bundle, found, place, frame)
    return Prepared(
        document,
        part,
        None,
        LOG_KIND,
        copy,
        "Exemption log.pdf",
        stored.number,
        version_of=stored.reference.id,
    )


def _read(session: Session, place: Reference) -> tuple[Stored[AccessBundle], AccessBundle, Reference]:
    stored = stored_bundle(session, place)
    person = present(session, stored.content.person).reference
    if person is None:
        raise KeyError(place.id)
    return stored, stored.content, person


def _bundle_document(session: Session, given: list[FoundItem], part: str, frame: PageFrame) -> Document:
    """Every record that is given, whole: what is left out of it is left out afterwards."""
    contents = TextList(tuple(one.words for one in given), numbered=True) if given else Paragraph("None.")
    sections = [_section(session, one) for one in given]
    return Document(
        title="Records held",
        file_title="Records held",
        frame=frame,
        blocks=(
            Section("What is in this bundle", (contents, Paragraph(_ONE_PART.format(part=part), small=True))),
            *sections,
        ),
        standing=(f"As at {day_words(today(session))}. {count_words(len(given), 'record')}.",),
    )


def _section(session: Session, item: FoundItem) -> Section:
    """One record. Of an incident the whole of its own paper."""
    stored = session.vault.compartment(item.record.compartment).get(item.record.id)
    if stored is None or not isinstance(stored.content, Incident):
        return Section(item.title, tuple(Paragraph(line) for line in item.lines) or (Paragraph(item.day),))
    frame = PageFrame("")
    inner = incident_record.to_document(
        incident_content(session, stored, entries_of(session, item.record), frame)
    )
    standing: tuple[Block, ...] = tuple(Paragraph(line) for line in inner.standing)
    return Section(f"{stored.content.case}. {inner.title}", (*standing, *inner.blocks))


def _log_document(
    session: Session,
    bundle: AccessBundle,
    found: dict[Reference, FoundItem],
    place: KeyPlace,
    frame: PageFrame,
) -> Document:
    shown = [one for one in bundle.items if one.record in found]
    rows = tuple(
        (
            found[one.record].words,
            "Given" if one.given else "Left out",
            _grounds(session, one),
            one.reason or "None",
        )
        for one in shown
    )
    table = DataTable(
        (Column("Record", 2.2), Column("Decided", 0.8), Column("Exemption", 1.6), Column("Why", 1.6)),
        rows,
        row_headings=True,
        empty="Nothing is held.",
    )
    return Document(
        title="Exemption log",
        file_title="Exemption log",
        frame=frame,
        blocks=(
            Box(("This log is for the school’s own file. It is not given to whoever asked.",), heavy=True),
            Section("Records and exemptions", (table, Paragraph(_CONFIRM, small=True))),
            Section("Left out of what is given", _left_out(session, place)),
            Section("Decisions", _decisions(session, bundle)),
        ),
        standing=(
            f"Request about {bundle.person.name}, as at {day_words(today(session))}.",
            f"{count_words(sum(one.given for one in shown), 'record')} given,"
            f" {count_words(sum(not one.given for one in shown), 'record')} left out.",
        ),
    )


def _grounds(session: Session, item: AccessItem) -> str:
    return "\n".join(label(session, ListName.ACCESS_EXEMPTIONS, code) for code in item.exemptions) or "None"


def _left_out(session: Session, place: KeyPlace) -> tuple[Block, ...]:
    """By letters, and what a person chose besides: who is who stands in the log alone."""
    kept = key_of(session, place)
    key = kept.content if kept is not None else None
    called = tuple(f"{one.called}: somebody else’s personal data." for one in (key.lettered if key else ()))
    choices = CopyOf(place, Audience.SUBJECT_ACCESS, BUNDLE_KIND).chosen(key) if key is not None else ()
    rows = tuple(
        (
            "The picture of an exhibit" if one.picture else "Words",
            "Put back" if one.put_back else "Left out",
            one.reason,
            f"{one.by_name}, {entered(session, one.at)}",
        )
        for one in choices
    )
    letters: Block = (
        TextList(called) if called else Paragraph("Nobody was called by a letter in a bundle yet.")
    )
    columns = (Column("What", 1.2), Column("Decided", 0.8), Column("Why", 2.4), Column("By", 1.8))
    return (letters, DataTable(columns, rows, empty="No further words were left out or put back."))


def _decisions(session: Session, bundle: AccessBundle) -> tuple[Block, ...]:
    rows = tuple(
        (
            entered(session, one.at),
            one.by_name,
            "\n".join((*one.what, *((one.note,) if one.note else ()))) or "Looked at again, nothing changed",
        )
        for one in bundle.decisions
    )
    return (DataTable((Column("When", 1.2), Column("By", 1.0), Column("What", 4.0)), rows),)
