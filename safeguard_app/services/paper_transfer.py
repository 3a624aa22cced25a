"""The transfer pack of a child who leaves: what of their file stands in it, gathered for one entry of the register.

One part of the log, the daily one: what concerns an adult who works here is kept elsewhere and is not copied into a
child's file (domain.md 7.2). The entry holds when the child leaves, where the file goes, when it was sent and that it
arrived: each is entered once, there.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import partial

from safeguard_app.documents import transfer_pack as paper
from safeguard_app.documents.content import Column, DataTable, PageFrame
from safeguard_app.domain.date_words import count_words, day_words
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.import_fields import NUMBER_WORDS
from safeguard_app.domain.logbook_standing import day_of
from safeguard_app.domain.logbooks import EntryPaper, EntryState
from safeguard_app.domain.people import KnownPerson, PersonRef
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.transfer_codes import transfer_code
from safeguard_app.services.chronology import chronology_of
from safeguard_app.services.chronology_views import ChronologyLine, LineKind, Speed
from safeguard_app.services.incidents import current
from safeguard_app.services.labels import entered, today
from safeguard_app.services.lines_for_parents import without_others
from safeguard_app.services.logbook_facts import book_of, stored_entry
from safeguard_app.services.logbook_words import answer_words
from safeguard_app.services.of_others import LeftOut
from safeguard_app.services.one_person import present, with_present_relatives
from safeguard_app.services.paper_chronology import PrintedLines
from safeguard_app.services.paper_frames import note_views, page_frame
from safeguard_app.services.paper_prepared import Prepared, entries_of
from safeguard_app.services.paper_views import TransferPackPaper
from safeguard_app.services.people import PersonPage, open_person
from safeguard_app.services.person_details import PersonDetails, details_of
from safeguard_app.services.session import Session
from safeguard_app.services.transfer_records import (
    ChildRecord,
    about_others,
    letters_of,
    naming_records,
    plans_of,
    record_document,
    records_of,
    referrals_of,
    title_of,
)

KIND = "transfer_pack"
RECORDS_PART = 5
"""Which section of the pack the records stand in."""
ARCHIVED = (
    "Nobody knows where the child goes, so nothing is sent. The file stays here, archived securely, until a school asks"
    " for it."
)
AGAIN = "Once a school is known, enter it with “Record a change”, and make the pack then."
NO_SCHOOL = "It is not entered which school the file goes to, so no pack was made."
TOO_EARLY = "The child leaves on {day}. The file does not go before, unless something cannot wait."
NOBODY = "The file is of one child on the register, and this entry names nobody there. No pack was made."
ANSWER = "Choose “Record a change” on the entry, answer it there, and make the pack then."
NOT_SUMMED_UP = "No summary was written. Ring {sender} before you read on."


class PackNotReady(KnownProblem):
    """Something has to be answered before the pack can be made."""

    code = "pack_not_ready"


def transfer_paper(session: Session, job: TransferPackPaper) -> Prepared:
    """The pack of one entry, kept with it. Raises PackNotReady where the file may not go yet."""
    stored = stored_entry(session, job.entry)
    book = book_of(session, stored.content.logbook)
    if book.paper is not EntryPaper.TRANSFER_PACK or stored.content.entered_in_error is not None:
        raise KeyError(job.entry)
    told = _Told(session, stored.content.newest)
    told.check()
    child = present(session, told.child).reference
    if child is None:
        raise PackNotReady(NOBODY, ANSWER)
    page = open_person(session, child)
    files = records_of(session, page.reference)
    note_views(session, *(one.stored.reference for one in files))
    frame, copy = page_frame(session, Compartment.DAILY, job.entry, KIND)
    made = _pack(session, job.entry, told, page, files, frame)
    name = "Child protection file.pdf"
    document = paper.to_document(made)
    records = naming_records(session, page.reference)
    return Prepared(document, Compartment.DAILY, job.entry, KIND, copy, name, stored.number, records=records)


class _Told:
    """What the entry says."""

    def __init__(self, session: Session, state: EntryState) -> None:
        self._session = session
        self._state = state
        self._book = book_of(session, "files-sent-on")
        people = state.answer("child")
        self.child = people.people[0] if people is not None and people.people else PersonRef(None, "")
        self.left_on = day_of(state.answer("left_on"), session.zone)

    def words(self, field: str) -> str:
        """One answer in words; empty where there is none."""
        asked, answer = self._book.field(field), self._state.answer(field)
        return answer_words(self._session, asked, answer) if asked is not None and answer is not None else ""

    def code(self, field: str) -> str:
        """The code of a choice."""
        answer = self._state.answer(field)
        return answer.texts[0] if answer is not None and answer.texts else ""

    @property
    def is_early(self) -> bool:
        """Whether the child is still here."""
        return self.left_on is not None and self.left_on > today(self._session)

    def check(self) -> None:
        """Refuse a pack that may not go: to nobody, or before the child leaves without a reason."""
        if self.code("destination") == "not_known":
            raise PackNotReady(ARCHIVED, AGAIN)
        if not self.words("new_school"):
            raise PackNotReady(NO_SCHOOL, ANSWER)
        if self.is_early and self.left_on is not None and not self.words("ahead_why"):
            raise PackNotReady(TOO_EARLY.format(day=day_words(self.left_on)), ANSWER)


def _pack(
    session: Session,
    entry: Reference,
    told: _Told,
    page: PersonPage,
    files: Sequence[ChildRecord],
    frame: PageFrame,
) -> paper.TransferPack:
    words, school = session.words(), session.school
    lead = words.term("school_lead")
    sender = tuple(part for part in (school.dsl_name, school.name, school.address, school.phone) if part)
    copied = [one for one in files if not one.about_an_adult]
    apart = [one for one in files if one.about_an_adult]
    addressed = (f"For the {lead} of {told.words('new_school')}.", told.words("new_lead"))
    left_out = {entry, *(one.stored.reference for one in apart)}
    chronology, lines = _chronology(session, page.reference, left_out, copied)
    parts = paper.TransferPack(
        frame=frame,
        code=transfer_code(entry.id),
        lead=lead,
        to=tuple(filter(None, addressed)),
        sender=sender or (school.name,),
        facts=_facts(session, told, page, sender, transfer_code(entry.id)),
        rules=_rules(lead),
        warning=_warning(told),
        summary=told.words("main_issues") or NOT_SUMMED_UP.format(sender=", ".join(sender) or school.name),
        child=_child(session, page),
        family=tuple((one.name, one.relation, one.note or "Nothing more") for one in page.family),
        professionals=tuple(
            (f"{one.name}, {one.role}" if one.role else one.name, one.reach or "Not known")
            for one in _details(session, page).professionals
        ),
        chronology=chronology,
        records=tuple(
            (title_of(session, one), record_document(session, one, page.reference, frame)) for one in copied
        ),
        referrals=tuple(referrals_of(session, copied, told.child, frame)),
        plans=tuple(plans_of(session, copied, told.child, frame)),
        enclosed=(),
        beside=tuple(line.strip() for line in told.words("enclosed").splitlines() if line.strip()),
        left_out=_left_out(session, apart, letters_of(session, copied, told.child)),
    )
    return replace(parts, enclosed=tuple(_enclosed(parts, lines)))


def _facts(
    session: Session, told: _Told, page: PersonPage, sender: Sequence[str], code: str
) -> tuple[tuple[str, str], ...]:
    born = page.person.date_of_birth
    left = day_words(told.left_on) if told.left_on is not None else ""
    return (
        ("Child", page.name),
        ("Date of birth", day_words(born) if born is not None else "Not known"),
        ("Leaves on" if told.is_early else "Left on", left),
        ("Goes to", told.words("new_school")),
        ("Addressed to", told.words("new_lead") or "Not known: ring the school and ask"),
        ("From", "\n".join(sender)),
        ("Made", f"{entered(session, session.now())}, by {session.user.name}, {session.user.label}"),
        ("How it goes", told.words("way") or "Entered once it is sent"),
        ("Code of this file", code),
    )


def _rules(lead: str) -> tuple[str, ...]:
    return (
        f"This file goes from one {lead} to another, apart from the pupil file: by hand to the person it is addressed"
        " to, by post that is signed for, by secure e-mail or through a safeguarding system.",
        "Parents and carers cannot prevent it, and they never carry it.",
        "Sign the receipt slip at its end, and send that back. If anything is missing, ring at once.",
    )


def _warning(told: _Told) -> str:
    if not told.is_early or told.left_on is None:
        return ""
    return f"Shared before the child leaves, on {day_words(told.left_on)}. Why: {told.words('ahead_why')}"


def _details(session: Session, page: PersonPage) -> PersonDetails:
    known = KnownPerson(page.reference, with_present_relatives(session, page.person))
    return details_of(session, known)


def _child(session: Session, page: PersonPage) -> tuple[tuple[str, str], ...]:
    person, details = page.person, _details(session, page)
    numbers = "\n".join(f"{NUMBER_WORDS[one.kind]}: {one.value}" for one in person.numbers)
    statuses = "\n".join(
        ". ".join(part for part in (f"{one.label}, {one.days}", one.note) if part) for one in details.statuses
    )
    telling = "\n".join(f"{one.name}: {one.says}. {one.why}".rstrip(". ") + "." for one in details.telling)
    return (
        ("Name", page.name),
        ("Also known by", "\n".join(filter(None, (person.known_as, *details.names))) or "No other name"),
        ("Date of birth", day_words(person.date_of_birth) if person.date_of_birth is not None else ""),
        ("Class and year", ", ".join(filter(None, (person.class_name, person.year_group)))),
        ("Numbers", numbers),
        ("Status and plans", statuses or "None entered"),
        ("Who may be told, and who not", telling or "Nothing entered"),
        ("Not to be used", "\n".join(details.not_to_be_used) or "Nothing entered"),
    )


def _chronology(
    session: Session, child: Reference, left_out: Collection[Reference], copied: Sequence[ChildRecord]
) -> tuple[DataTable, int]:
    """Everything that was seen and done, but what stands on records that are not copied, and this entry itself.

    Each line says in which part of the pack its record stands. Of a record in which the child was a witness or only
    mentioned it says that it is there: what was said there is another child's.
    """
    parts = {
        one.stored.reference: f"{one.number}\nPart {RECORDS_PART}.{place}"
        for place, one in enumerate(copied, start=1)
    }
    printed = PrintedLines(session, Speed(), (child,))
    shown = chronology_of(session, child).shown(everything=True, newest_first=False)
    lines = [
        replace(one, number=parts.get(one.record, one.number))
        for one in map(
            partial(_without_others, frozenset(parts)),
            without_others(shown, _about_others(session, child, shown)),
        )
        if one is not None and one.part is Compartment.DAILY and one.record not in left_out
    ]
    columns = (Column("When", 1.15), Column("Record", 1.05), Column("What was seen and done", 3.8))
    return DataTable(columns, tuple(printed.row(one) for one in lines), empty="No lines."), len(lines)


def _without_others(copied: Collection[Reference], line: ChronologyLine) -> ChronologyLine | None:
    """Of a record that is not copied the line that names it alone, without what happened there."""
    if line.opens is not RecordKind.INCIDENT or line.record in copied:
        return line
    return replace(line, detail="", by="") if line.kind is LineKind.INCIDENT else None


def _about_others(session: Session, child: Reference, lines: Iterable[ChronologyLine]) -> LeftOut:
    """Over every record that a line is of: also those on which the child was a witness."""
    records = dict.fromkeys(
        one.record for one in lines if one.opens is RecordKind.INCIDENT and one.part is Compartment.DAILY
    )
    files = [ChildRecord(current(session, one), tuple(entries_of(session, one))) for one in records]
    return about_others(session, files, child)


def _left_out(session: Session, apart: Sequence[ChildRecord], letters: Iterable[str]) -> tuple[str, ...]:
    lead = session.words().term("school_lead")
    exhibits = (
        "Pictures and files that were kept as evidence. The records list them with their SHA-256; ask for those you"
        " need. Nothing that is or may be an indecent image of a child is ever copied."
    )
    adults = (
        "Files about adults who work or worked here, whether there are any or not. What of them concerns this child is"
        f" told by the {lead} who sends this file, if it is needed to keep the child safe."
    )
    named = tuple(f"{title_of(session, one)}: kept with the file of an adult." for one in apart)
    return (
        adults,
        *named,
        *(f"{one} Ask for it if you need it." for one in letters),
        exhibits,
        "Records in which the child was a witness or only mentioned: the chronology names them, without what was said.",
        "What the records hold about other children or other people alone.",
        "What other parts of the log hold, if there is anything: this file is of the daily log.",
    )


def _enclosed(pack: paper.TransferPack, lines: int) -> Iterable[paper.Enclosed]:
    """The contents, in order: the same list stands on the slip."""
    yield paper.Enclosed("Summary of the main issues", "Part 2")
    yield paper.Enclosed("The child and the family", "Part 3")
    yield paper.Enclosed(f"Chronology, {count_words(lines, 'line')}", "Part 4")
    section = RECORDS_PART
    for kind, documents in (("Record", pack.records), ("Referral", pack.referrals), ("Plan", pack.plans)):
        for place, (name, _document) in enumerate(documents, start=1):
            yield paper.Enclosed(f"{kind} {name}", f"Part {section}.{place}")
        section += bool(documents)
    for line in pack.beside:
        yield paper.Enclosed(line, "On paper")
