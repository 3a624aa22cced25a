"""Evidence on paper: what stands in the schedule, in custody records, on the handover form and on how it was kept.

Whoever asked not to be named stands nowhere in them, as in every copy that leaves.
"""

from collections.abc import Sequence
from dataclasses import replace

from safeguard_app.documents import evidence_papers as papers
from safeguard_app.documents.content import Document, Figure, PageFrame, Picture
from safeguard_app.domain.date_words import day_words, joined_words
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.evidence import EvidenceItem
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.records import Stored
from safeguard_app.domain.text_rules import display_file_name
from safeguard_app.services import media_types
from safeguard_app.services.capture_facts import FACT_LABELS, capture_queries, fact_words
from safeguard_app.services.cleaning import Cleaning
from safeguard_app.services.custody import record_of
from safeguard_app.services.disclosures import chosen
from safeguard_app.services.evidence import exhibits_of
from safeguard_app.services.evidence_showing import about_of, open_file, stored_item, thumbnail
from safeguard_app.services.held_words import KINDS as HELD_KINDS
from safeguard_app.services.held_words import NO_FILE_WORDS, held_facts, held_lines
from safeguard_app.services.incidents import current
from safeguard_app.services.labels import entered, today
from safeguard_app.services.paper_frames import note_views, page_frame
from safeguard_app.services.paper_prepared import Prepared, printable
from safeguard_app.services.paper_views import CustodyPaper, EvidencePaper, HandoverPaper, SchedulePaper
from safeguard_app.services.session import Session
from safeguard_app.services.withheld_copies import left_out_of, told_of
from safeguard_app.services.withheld_names import without_names

KINDS: dict[type[EvidencePaper], str] = {
    CustodyPaper: "custody",
    SchedulePaper: "evidence_schedule",
    HandoverPaper: "handover_form",
}
"""As what each is kept."""
_NOT_GIVEN = "Not given"
_IN_THE_SCHEDULE = (
    "child",
    "captured_at",
    "captured_by",
    "posted_as_shown",
    "url",
    "handle",
    "platform",
    "device",
    "device_owner",
    "supplied_by",
    "reached",
    "whole_thread",
    "original_kept",
    "note",
)
_ALWAYS = frozenset({"captured_at", "captured_by", "posted_as_shown", "url", "handle"})
"""Facts that a reader in court asks for: where one is not given, that is said."""


def evidence_paper(session: Session, job: EvidencePaper) -> Prepared:
    """A paper of evidence, kept with its record."""
    if isinstance(job, CustodyPaper):
        place = about_of(stored_item(session, job.item))
        stored = current(session, place)
    else:
        place = job.incident
        stored = printable(session, place)
    note_views(session, place)
    pictures = pictures_for(session, job)  # looked at, which is an event: before the head is read
    kind = KINDS[type(job)]
    frame, copy = page_frame(session, place.compartment, place, kind, stored.content)
    document = evidence_document(session, job, stored.content, pictures, frame)
    name = f"{stored.content.case} {kind.replace('_', ' ')}.pdf"
    made = Prepared(document, place.compartment, place, kind, copy, name, stored.number, pictures.shown)
    hidden = left_out_of(session, stored.content, place)
    return replace(made, withheld=hidden, told=told_of(hidden))


def evidence_document(
    session: Session, job: EvidencePaper, incident: Incident, pictures: "Pictures", frame: PageFrame
) -> Document:
    """The document that was asked for."""
    match job:
        case CustodyPaper(item):
            return custody_paper(session, incident, (stored_item(session, item),), frame)
        case SchedulePaper(place):
            return schedule_paper(session, incident, live_exhibits(session, place), frame, pictures)
        case HandoverPaper(place, wanted):
            cleaning = Cleaning()
            exhibits = chosen(session, place, wanted, cleaning)
            cleaning.finish()
            return _handover(session, incident, exhibits, frame)


class Pictures:
    """The pictures of a contact sheet, and what could not be shown on it, in words."""

    def __init__(
        self,
        figures: tuple[Figure, ...] = (),
        left_out: tuple[str, ...] = (),
        shown: tuple[RecordId, ...] = (),
    ) -> None:
        """Nothing, unless given. ``shown`` are the exhibits of the figures."""
        self.figures = figures
        self.left_out = left_out
        self.shown = shown


def pictures_for(session: Session, job: EvidencePaper) -> Pictures:
    """Every picture of the record made small, if the job asks for it: each is looked at, which is an event."""
    return (
        pictures_of(session, job.incident) if isinstance(job, SchedulePaper) and job.pictures else Pictures()
    )


def pictures_of(session: Session, incident: Reference) -> Pictures:
    """Every picture of a record made small, and in words what is not shown; what is in quarantine is no part of it."""
    figures, left_out, shown = [], [], []
    for stored in live_exhibits(session, incident):
        item = stored.content
        if media_types.shown_as(item.stored.media_type) != "picture":
            left_out.append(f"{item.name} is no picture this program shows, so it is not on this sheet.")
            continue
        try:
            small = thumbnail(open_file(session, stored.reference))
        except KnownProblem as problem:
            left_out.append(f"{item.name} is not on this sheet. {problem.sentence}")
            continue
        what = item.facts.what or media_types.type_words(item.stored.media_type)
        captured = fact_words(session, item.facts, "captured_at")
        said = ", ".join(filter(None, (item.name, what, captured and f"captured {captured}")))
        picture = Picture(small.width, small.height, small.pixels)
        figures.append(Figure(picture, said, said, exhibit=stored.reference.id))
        shown.append(stored.reference.id)
    return Pictures(tuple(figures), tuple(left_out), tuple(shown))


def live_exhibits(session: Session, incident: Reference) -> list[Stored[EvidenceItem]]:
    """Every exhibit that was not taken back and is not in quarantine."""
    return [one for one in exhibits_of(session, incident) if one.content.is_live]


def schedule_paper(
    session: Session,
    incident: Incident,
    exhibits: Sequence[Stored[EvidenceItem]],
    frame: PageFrame,
    pictures: Pictures | None = None,
) -> Document:
    """The schedule of these exhibits."""
    shown = pictures or Pictures()
    schedule = papers.Schedule(
        frame,
        _standing(session, incident, exhibits),
        tuple(_schedule_line(session, one.content) for one in exhibits),
        shown.figures,
        shown.left_out,
    )
    return _named(session, incident, exhibits, papers.schedule_document(schedule), frame)


def custody_paper(
    session: Session, incident: Incident, exhibits: Sequence[Stored[EvidenceItem]], frame: PageFrame
) -> Document:
    """Who had each of these exhibits."""
    parts = []
    for stored in exhibits:
        record = record_of(session, stored.reference)
        lines = tuple((line.when, line.who, line.what, f"{line.event:,}") for line in record.lines)
        sha256 = _hash_words(stored.content)
        held = stored.content.held
        facts = (("What it is", held.what), *held_facts(session, held)) if held is not None else ()
        what = HELD_KINDS[held.kind].lower() if held is not None else record.file_words
        parts.append(papers.CustodyPart(record.title, what, sha256, lines, facts))
    custody = papers.Custody(frame, _standing(session, incident, exhibits), tuple(parts))
    return _named(session, incident, exhibits, papers.custody_document(custody), frame)


def how_kept_paper(
    session: Session, incident: Incident, exhibits: Sequence[Stored[EvidenceItem]], frame: PageFrame
) -> Document:
    """How it was kept, for somebody who has never seen the program."""
    school, user = session.school, session.user
    speaks = (
        (session.words().term("school_lead"), school.dsl_name),
        ("School", school.name),
        ("Telephone", school.phone),
        ("E-mail", school.email),
        ("Made by", f"{user.name}, {user.label}, {day_words(today(session))}"),
    )
    how = papers.HowKept(
        frame,
        _standing(session, incident, exhibits),
        tuple((label, words) for label, words in speaks if words),
    )
    return papers.how_kept_document(how)


def _handover(
    session: Session, incident: Incident, exhibits: Sequence[Stored[EvidenceItem]], frame: PageFrame
) -> Document:
    school = session.school
    lines = []
    for stored in exhibits:
        item = stored.content
        facts = item.facts
        where = facts.url or facts.device
        found: tuple[str, ...] = (facts.captured_by, fact_words(session, facts, "captured_at"), where)
        if item.held is not None:
            found = held_lines(session, item.held)
        lines.append(
            papers.HandoverLine(
                item.name,
                _what(item),
                "\n".join(part for part in found if part) or _NOT_GIVEN,
                _hash_words(item),
            )
        )
    form = papers.Handover(
        frame,
        _standing(session, incident, exhibits),
        (
            ("School", school.name),
            ("Telephone", school.phone or _NOT_GIVEN),
            ("Address", school.address or _NOT_GIVEN),
            ("Contact", session.user.name),
        ),
        tuple(lines),
    )
    return _named(session, incident, exhibits, papers.handover_document(form), frame)


def _schedule_line(session: Session, item: EvidenceItem) -> papers.ScheduleLine:
    if item.held is not None:
        made = ("Recorded", f"{entered(session, item.entered_at)}, by {session.name_of(item.entered_by)}")
        return papers.ScheduleLine(
            item.name, item.held.what, (*held_facts(session, item.held), made), NO_FILE_WORDS
        )
    facts = [
        (FACT_LABELS[name], words or _NOT_GIVEN)
        for name in _IN_THE_SCHEDULE
        if (words := fact_words(session, item.facts, name)) or name in _ALWAYS
    ]
    kept = item.stored
    own_name = display_file_name(kept.original_name) if kept.original_name else _NOT_GIVEN
    sealed = f"{entered(session, item.entered_at)}, by {session.name_of(item.entered_by)}"
    facts += [
        ("File as received", f"{own_name}, {media_types.type_words(kept.media_type)}, {kept.size:,} bytes"),
        ("Sealed", sealed),
    ]
    asked = capture_queries(session, item.facts) if item.derived is None else ()
    return papers.ScheduleLine(item.name, _what(item), tuple(facts), kept.sha256, asked)


def _hash_words(item: EvidenceItem) -> str:
    if item.quarantine is not None:
        return "Not told: in quarantine"
    return item.stored.sha256 if item.has_file else NO_FILE_WORDS


def _what(item: EvidenceItem) -> str:
    return item.facts.what or media_types.type_words(item.stored.media_type)


def _standing(
    session: Session, incident: Incident, exhibits: Sequence[Stored[EvidenceItem]]
) -> tuple[str, ...]:
    which = joined_words([one.content.name for one in exhibits])
    about = f", {which}" if which else ""
    return (f"Case {incident.case}{about}, as it stood on {day_words(today(session))}.",)


def _named(
    session: Session,
    incident: Incident,
    exhibits: Sequence[Stored[EvidenceItem]],
    document: Document,
    frame: PageFrame,
) -> Document:
    """Without the names of whoever asked not to be named; the school's own name is nobody's."""
    about = next(
        (Reference(one.reference.compartment, RecordId(one.about)) for one in exhibits if one.about), None
    )
    return replace(without_names(document, left_out_of(session, incident, about)), frame=frame)
