"""Evidence on paper: the schedule with its contact sheet, custody records, the handover form, how it was kept."""

from dataclasses import dataclass

from safeguard_app.documents.content import (
    Answered,
    Block,
    Box,
    Column,
    ContactSheet,
    DataTable,
    Document,
    Field,
    FieldTable,
    Figure,
    PageFrame,
    Paragraph,
    Run,
    Section,
    Signature,
    Signatures,
    TextList,
    ToTick,
    ToWrite,
    fields,
    only,
    strong,
)
from safeguard_app.documents.incident_record import asked_of, grouped_hash

_HANDS = 6
_BLANK_EXHIBITS = 4
"""Rows to write in by hand on a form that names no exhibit yet."""
"""Empty rows of the continuity table."""
_LINE = ToWrite()


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """One exhibit: its number, what it is, every fact of it in words, and the hash of its file.

    ``queries`` are questions that its facts leave open: they stand beneath these, and are no facts.
    """

    exhibit: str
    what: str
    facts: tuple[tuple[str, str], ...]
    sha256: str
    queries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Schedule:
    """The schedule. ``pictures`` are those of its contact sheet; ``left_out`` says which are not on it, and why."""

    frame: PageFrame
    standing: tuple[str, ...]
    lines: tuple[ScheduleLine, ...]
    pictures: tuple[Figure, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CustodyPart:
    """Who had one exhibit: each line says when, who, what, and the number of the event.

    ``facts`` tell which thing it is, where it is no file: its make, its bag or seal, who holds it.
    """

    exhibit: str
    what: str
    sha256: str
    lines: tuple[tuple[str, str, str, str], ...]
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Custody:
    """Custody records, one for each exhibit."""

    frame: PageFrame
    standing: tuple[str, ...]
    parts: tuple[CustodyPart, ...]


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """One exhibit on the handover form: ``found`` says by whom, when and where."""

    exhibit: str
    what: str
    found: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Handover:
    """The form that goes with exhibits."""

    frame: PageFrame
    standing: tuple[str, ...]
    school: tuple[tuple[str, str], ...]
    lines: tuple[HandoverLine, ...]


@dataclass(frozen=True, slots=True)
class HowKept:
    """How evidence was kept. ``speaks`` is who can speak to it: name, role, and how to reach them."""

    frame: PageFrame
    standing: tuple[str, ...]
    speaks: tuple[tuple[str, str], ...]


def schedule_document(schedule: Schedule) -> Document:
    """One table for each exhibit, and on further pages the pictures."""
    blocks: list[Block] = [
        Section(
            f"{line.exhibit}, {line.what}",
            (
                FieldTable(
                    (
                        *(Field(label, Answered(words)) for label, words in line.facts),
                        Field("SHA-256", Answered(grouped_hash(line.sha256))),
                    )
                ),
                *(Paragraph(asked_of(words)) for words in line.queries),
            ),
        )
        for line in schedule.lines
    ]
    if not blocks:
        blocks.append(Paragraph("No evidence is kept with this record."))
    if schedule.pictures or schedule.left_out:
        sheet: list[Block] = [ContactSheet(schedule.pictures)] if schedule.pictures else []
        sheet += [Paragraph(words, small=True) for words in schedule.left_out]
        blocks.append(Section("Contact sheet", tuple(sheet)))
    return Document(
        title="Evidence schedule",
        file_title=_titled("Evidence schedule", schedule.frame),
        frame=schedule.frame,
        standing=schedule.standing,
        blocks=tuple(blocks),
        numbered=False,
    )


def custody_document(custody: Custody) -> Document:
    """A table for each exhibit, oldest line first."""
    columns = (Column("When", 1.5), Column("Who", 1.4), Column("What", 3.4), Column("Event", 0.75))
    blocks = tuple(
        Section(
            f"{part.exhibit}, {part.what}",
            only(
                fields(*((label, Answered(words)) for label, words in part.facts)) if part.facts else None,
                Paragraph((strong("SHA-256 "), Run(grouped_hash(part.sha256)))),
                DataTable(columns, part.lines),
            ),
        )
        for part in custody.parts
    )
    return Document(
        title="Custody record",
        file_title=_titled("Custody record", custody.frame),
        frame=custody.frame,
        standing=custody.standing,
        blocks=(
            *blocks,
            Paragraph(
                "Every line is an event of the log’s audit, with its number there. Each event depends on the one "
                "before it, so that a line taken out or changed later shows.",
                small=True,
            ),
        ),
        numbered=False,
    )


def handover_document(form: Handover) -> Document:
    """The form: what is handed over, who receives it, and a row for every pair of hands it goes through."""
    exhibits = DataTable(
        (
            Column("Exhibit", 0.75),
            Column("Description, and SHA-256", 3),
            Column("Found by, when, where", 2.1),
        ),
        tuple((line.exhibit, f"{line.what}\n{grouped_hash(line.sha256)}", line.found) for line in form.lines)
        or ((_LINE,) * 3,) * _BLANK_EXHIBITS,
        row_headings=True,
    )
    received = FieldTable(
        (
            Field("Name", _LINE),
            Field("Rank or role", _LINE),
            Field("Number", _LINE),
            Field("Station, office", _LINE),
            Field("Telephone", _LINE),
            Field("Crime, log no.", _LINE),
            Field("Receipt no.", _LINE),
            Field("Copies kept", ToTick((("Yes", False), ("No", False)))),
        ),
        pairs=True,
        together=True,
    )
    hands = DataTable(
        (
            Column("From", 1.25),
            Column("To", 1.25),
            Column("Date, time", 1.15),
            Column("Reason", 1.3),
            Column("Signature", 1.3),
        ),
        tuple((_LINE,) * 5 for _ in range(_HANDS)),
    )
    return Document(
        title="Exhibit and handover form",
        file_title=_titled("Handover form", form.frame),
        frame=form.frame,
        standing=form.standing,
        blocks=(
            FieldTable(tuple(Field(label, Answered(words)) for label, words in form.school), pairs=True),
            Section("What is handed over", (exhibits,)),
            Section("Received by", (received,)),
            Section("Continuity: every further hand", (hands,)),
            Signatures((Signature("Handed over by"), Signature("Received by"))),
        ),
        numbered=False,
        compact=True,
    )


def how_kept_document(how: HowKept) -> Document:
    """One page in plain words, for somebody who has never seen the program."""
    head = how.frame.chain_head
    chain = (
        f" When this page was made the chain ended at event {head}. The school can show that its log still holds it."
        if head
        else ""
    )
    return Document(
        title="How this evidence was kept",
        file_title=_titled("How this evidence was kept", how.frame),
        frame=how.frame,
        standing=how.standing,
        blocks=(
            Section("Taken in", (TextList(_TAKEN_IN),)),
            Section("Kept", (TextList((*_KEPT, f"{_CHAIN}{chain}")),)),
            Section("This copy", (TextList(_COPY),)),
            Section("What it shows, and what it does not", (Box((_SHOWS, _SHOWS_NOT)),)),
            Section(
                "Who can speak to it", (FieldTable(tuple(Field(a, Answered(b)) for a, b in how.speaks)),)
            ),
        ),
        numbered=False,
    )


_TAKEN_IN = (
    "Before any file was opened, whoever added it was asked whether it shows, or might show, a nude, semi-nude or "
    "sexual image of anyone under 18. A file was read only after the answer “No, I have seen all of it”, which is in "
    "the audit.",
    "Each file was read once. Its SHA-256 was computed while it was read and encrypted, then the encrypted copy was "
    "read back, decrypted and compared. It counted only after that.",
)
_KEPT = (
    "The log is encrypted and lies on the school’s own computer. The program that keeps it opens no network "
    "connection. What a file was when it came in is never edited, and nothing readable of it is put on the disk.",
    "A correction of what is written about an exhibit is a new version with its reason. The earlier one is kept.",
)
_CHAIN = (
    "Every entry, view, check, print and handing over leaves an event in a chain in which each event depends on the "
    "one before it, so that a later change shows."
)
_COPY = (
    "Each exhibit was decrypted straight into the encrypted file you received, and compared on the way with the "
    "SHA-256 of the day it came in. Then the whole file was read back, decrypted and compared once more.",
    "The passphrase was made at random by the program, shown once, and kept nowhere.",
    "The page READ ME FIRST says how to check every file with what Windows, macOS and Linux bring along.",
)
_SHOWS = "The hashes show that the exhibits are, byte for byte, what the school took in at the times of the schedule."
_SHOWS_NOT = (
    "They do not show who made a file, when it was first posted, or that what can be seen in it is true. Times of "
    "taking in are those of the school’s computer. What the school was told about a file stands in the schedule as "
    "it was told."
)


def _titled(title: str, frame: PageFrame) -> str:
    return f"{title} {frame.case_number}".strip()
