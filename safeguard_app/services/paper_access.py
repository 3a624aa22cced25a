"""The subject-access bundle on paper, and its exemption and decision log: two papers, of which one is given.

The bundle always stands as whoever asked may have it: others left out, and searched before it is issued. The log says
what was left out and why; it is marked not to be shown to whoever asked, and names nobody who was left out.
"""

from dataclasses import dataclass, replace

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
from safeguard_app.documents.transfer_pack import unsigned
from safeguard_app.domain.access_bundles import AccessBundle, AccessItem
from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.date_words import count_words, day_words
from safeguard_app.domain.documents_issued import AnswerState
from safeguard_app.domain.entries import counts
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services.access_bundles import stored_bundle, undecided
from safeguard_app.services.access_entry import entry_blocks, telling_blocks
from safeguard_app.services.access_found import FoundItem
from safeguard_app.services.access_items import ON_REGISTER, TELLING, items_of
from safeguard_app.services.copy_people import Behind
from safeguard_app.services.held_back import NOT_FOR_FAMILY
from safeguard_app.services.incidents import current
from safeguard_app.services.labels import entered, label, today
from safeguard_app.services.names_keys import CopyOf, KeyPlace, key_of
from safeguard_app.services.of_others import OF_OTHERS, LeftOut, live_of, of_others
from safeguard_app.services.one_person import present
from safeguard_app.services.own_forms import form_begun_on
from safeguard_app.services.paper_audience import for_audience
from safeguard_app.services.paper_bound import Binding, bound
from safeguard_app.services.paper_declaration import sheet_document
from safeguard_app.services.paper_frames import note_views, page_frame
from safeguard_app.services.paper_incident import incident_content
from safeguard_app.services.paper_prepared import Prepared, entries_of
from safeguard_app.services.paper_referral import referral_document
from safeguard_app.services.paper_views import AccessBundlePaper, AccessLogPaper, AudiencePaper
from safeguard_app.services.part_names import part_name
from safeguard_app.services.referral_views import ReferralView
from safeguard_app.services.referrals import about, stored_referral, view_of
from safeguard_app.services.register_facts import declaration
from safeguard_app.services.session import Session

BUNDLE_KIND, LOG_KIND = "access_bundle", "access_log"
NOT_TO_BE_SHOWN = "NOT TO BE SHOWN TO WHOEVER ASKED"
_ONE_PART = (
    "Looked into: {part} alone. What another part of the log holds has a bundle of its own. What was taken back as"
    " entered in error is not printed."
)
_FILES = (
    "The files of these exhibits are not printed here: each is looked at, and a copy of what may be given of it goes"
    " beside this bundle."
)
_OF_TELLING = frozenset(
    {"child.must_not_be_told", "child.not_to_be_used", "parent.against_telling", "parent.safe"}
)
"""What a form takes from what the register says of telling others."""
_OF_EARLIER = frozenset({"adult.earlier_concerns", "child.earlier_concerns"})
"""What a form takes from other records: sentences of what happened there."""
_LEFT_OUT = "Left out of this copy"
_FRAME = PageFrame("")
"""Of papers that are a part of this one: it has the frame."""
_NAMING = frozenset(
    {RecordKind.PERSON, RecordKind.DECLARATION, RecordKind.LOGBOOK_ENTRY, RecordKind.RELATION_ANSWER}
)
"""Records of which everybody they name stands in the bundle, besides incidents."""
_CONFIRM = "Each exemption is confirmed with the data protection officer before the answer leaves."


@dataclass(frozen=True, slots=True)
class _Given:
    """What of the register and of records is given, for forms that are filled from both."""

    telling: bool
    incidents: frozenset[Reference]
    apart: LeftOut


def access_bundle_paper(session: Session, job: AccessBundlePaper) -> Prepared:
    """What they are given, kept with its part of the log. Raises RuleViolation where something is not decided on."""
    stored, bundle, person = _read(session, job.bundle)
    part = stored.reference.compartment
    undecided(session, stored)
    decided = {one.key: one for one in bundle.items}
    given = [one for one in items_of(session, person, part) if one.key in decided and decided[one.key].given]
    records = _records_behind(given)
    note_views(session, person, *records)
    frame, copy = page_frame(session, part, None, BUNDLE_KIND)
    apart = _about_others(session, bundle, given)
    body = _bundle_document(session, given, part_name(session, part), frame, apart)
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
    return for_audience(session, wanted, made, records, person.id)


def access_log_paper(session: Session, job: AccessLogPaper) -> Prepared:
    """What was left out and why, and each decision, for the school's own file and the Commissioner."""
    stored, bundle, person = _read(session, job.bundle)
    part = stored.reference.compartment
    undecided(session, stored)
    frame, copy = page_frame(
        session, part, None, LOG_KIND, marking=NOT_TO_BE_SHOWN, version_of=stored.reference.id
    )
    found = {one.key: one for one in items_of(session, person, part)}
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


def _bundle_document(
    session: Session, given: list[FoundItem], part: str, frame: PageFrame, apart: LeftOut
) -> Document:
    """Every record that is given, whole: what is left out of it is left out afterwards."""
    there = _Given(
        any(one.section == TELLING for one in given),
        frozenset(one.record for one in given if one.kind is RecordKind.INCIDENT),
        apart,
    )
    given = [
        one.beside(there.incidents, "Case", f"{_LEFT_OUT}: which records belong to it, and why.")
        for one in given
    ]
    contents = TextList(tuple(one.words for one in given), numbered=True) if given else Paragraph("None.")
    sections = [_section(session, one, there) for one in given]
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


def _section(session: Session, item: FoundItem, given: _Given) -> Section:
    """One record. Of an incident, a form or a declaration the whole of its own paper.

    What is left out stands in no form either, though one is filled from it.
    """
    title = item.words if item.kind is not RecordKind.PERSON else item.title
    if item.section == TELLING:
        return Section(title, telling_blocks(session, item.record))
    lines = tuple(Paragraph(line) for line in item.lines) or (Paragraph(item.day or "Nothing is entered."),)
    match item.kind:
        case RecordKind.INCIDENT:
            return _incident(session, item.record, given.apart)
        case RecordKind.REFERRAL:
            return Section(title, _within(_form(session, item.record, given)))
        case RecordKind.DECLARATION:
            sheet = sheet_document(session, declaration(session, item.record), _FRAME)
            return Section(title, (*_within(sheet), Section("Dated lines", lines)))
        case RecordKind.PERSON if item.title == ON_REGISTER:
            return Section(title, entry_blocks(session, item.record, item.lines, reasons=given.telling))
        case _:
            return Section(title, lines)


def _about_others(session: Session, bundle: AccessBundle, given: list[FoundItem]) -> LeftOut:
    """What of the incidents that are given, or of which a form is, is about others alone: given to nobody."""
    records = dict.fromkeys(
        one.hangs_on or one.record for one in given if one.kind in (RecordKind.INCIDENT, RecordKind.REFERRAL)
    )
    behind = [Behind(current(session, one), entries_of(session, one)) for one in records]
    return of_others(session, Audience.SUBJECT_ACCESS, behind, bundle.subjects)


def _incident(session: Session, record: Reference, apart: LeftOut) -> Section:
    stored = current(session, record)
    entries = entries_of(session, record)
    apart = LeftOut(apart.entries & {one.reference.id for one in entries})
    inner = incident_record.to_document(incident_content(session, stored, entries, _FRAME, apart))
    exhibits = any(counts(one.content) and one.kind is RecordKind.EVIDENCE for one in entries)
    files: tuple[Block, ...] = (Paragraph(_FILES, small=True),) if exhibits else ()
    return Section(f"{stored.content.case}. {inner.title}", (*_within(inner), *files))


def _form(session: Session, record: Reference, given: _Given) -> Document:
    """A form as it stands answered, sent or not."""
    stored = stored_referral(session, record)
    incident = current(session, about(stored))
    entries = live_of(entries_of(session, incident.reference), given.apart)
    view = view_of(session, stored, incident, entries, on_paper=True)
    form = form_begun_on(session, stored.content)
    hidden = _OF_TELLING if not given.telling else frozenset()
    if any(one.ticked and one.incident not in given.incidents for one in view.earlier):
        hidden |= _OF_EARLIER
    asked = (one for section in form.sections for one in section.fields)
    view = _without(view, {one.id for one in asked if one.source in hidden})
    return referral_document(session, view, form, incident, entries, _FRAME, stored.content.subject)


def _without(view: ReferralView, fields: set[str]) -> ReferralView:
    """A form with what some of its fields say withheld."""
    sections = []
    for section in view.sections:
        shown = (
            replace(one, state=AnswerState.WITHHELD, text=_LEFT_OUT)
            if one.key.partition("@")[0] in fields and one.state is not AnswerState.EMPTY
            else one
            for one in section.fields
        )
        sections.append(replace(section, fields=tuple(shown)))
    return replace(view, sections=tuple(sections))


def _within(made: Document) -> tuple[Block, ...]:
    """A paper as a part of this one: without places to sign."""
    return (*(Paragraph(line) for line in made.standing), *unsigned(made.blocks))


def _records_behind(given: list[FoundItem]) -> tuple[Reference, ...]:
    """Whose people stand in the bundle: incidents first, those of forms, letters and sharings of theirs as well."""
    incidents = [one.record for one in given if one.kind is RecordKind.INCIDENT]
    incidents += [one.hangs_on for one in given if one.hangs_on is not None]
    others = [one.record for one in given if one.kind in _NAMING]
    return tuple(dict.fromkeys((*incidents, *others)))


def _log_document(
    session: Session,
    bundle: AccessBundle,
    found: dict[tuple[Reference, str], FoundItem],
    place: KeyPlace,
    frame: PageFrame,
) -> Document:
    shown = [one for one in bundle.items if one.key in found]
    rows = tuple(
        (
            found[one.key].words,
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
            Section(
                "Left out of what is given",
                (
                    *_left_out(session, place),
                    *_not_for_family(shown, found),
                    *_apart(session, bundle, shown, found),
                ),
            ),
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


def _not_for_family(
    shown: list[AccessItem], found: dict[tuple[Reference, str], FoundItem]
) -> tuple[Block, ...]:
    """That a form which is given is without what it keeps from a family."""
    forms = any(one.given and found[one.key].kind is RecordKind.REFERRAL for one in shown)
    return (Paragraph(NOT_FOR_FAMILY, small=True),) if forms else ()


def _apart(
    session: Session,
    bundle: AccessBundle,
    shown: list[AccessItem],
    found: dict[tuple[Reference, str], FoundItem],
) -> tuple[Block, ...]:
    """That an incident which is given is without what is about others alone."""
    given = [found[one.key] for one in shown if one.given]
    return (Paragraph(OF_OTHERS, small=True),) if _about_others(session, bundle, given).entries else ()


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
