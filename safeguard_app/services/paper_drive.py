"""A declaration drive on paper: a slip for each adult, to be signed and given back, and the list of who has not yet.

The code on a slip says whose it is and in which drive, so that a returned one is found without reading a name by hand.
"""

from safeguard_app.catalogue.choices import ListName
from safeguard_app.documents.content import (
    Answered,
    Block,
    Column,
    DataTable,
    Document,
    KeyGroups,
    NewPage,
    PageFrame,
    Paragraph,
    Section,
    Signature,
    Signatures,
    TextList,
    TickBoxes,
    ToWrite,
    WritingSpace,
    fields,
)
from safeguard_app.domain.date_words import count_words, day_words
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.services.contact_rules import kinds_kept
from safeguard_app.services.drive_facts import stored_drive
from safeguard_app.services.drive_pages import page
from safeguard_app.services.drive_views import DrivePage, DriveRow
from safeguard_app.services.labels import label, today
from safeguard_app.services.paper_frames import page_frame
from safeguard_app.services.paper_prepared import Prepared
from safeguard_app.services.paper_views import DrivePaper, DriveSheet
from safeguard_app.services.session import Session

DRIVE_KINDS = {DriveSheet.SLIPS: "declaration_slips", DriveSheet.CHASE: "declaration_chase_list"}
DRIVE_FILES = {DriveSheet.SLIPS: "Declaration slips.pdf", DriveSheet.CHASE: "Slips not returned.pdf"}
_ROOM = 6
"""Lines to write on: what fits a page of its own with everything that is asked."""


def drive_paper(session: Session, job: DrivePaper) -> Prepared:
    """What is printed of a drive, ready to go out."""
    kind = f"{DRIVE_KINDS[job.sheet]}_{job.drive.id}"  # each drive's have copies of their own
    frame, copy = page_frame(session, Compartment.DAILY, None, kind)
    document = drive_document(session, job, frame)
    return Prepared(document, Compartment.DAILY, None, kind, copy, DRIVE_FILES[job.sheet])


def drive_document(session: Session, job: DrivePaper, frame: PageFrame) -> Document:
    """The slips, or the list of who has not returned theirs."""
    shown = page(session, stored_drive(session, job.drive))
    if job.sheet is DriveSheet.CHASE:
        return _chase_list(session, shown, frame)
    rows = [row for row in shown.rows if row.code in job.codes] if job.codes else _to_print(shown)
    if not rows:
        raise RuleViolation({"code": "Every slip has come back, so there is none to print."})
    return _slips(session, shown, rows, frame)


def _to_print(shown: DrivePage) -> list[DriveRow]:
    return [row for row in shown.rows if row.waits]


def _slips(session: Session, shown: DrivePage, rows: list[DriveRow], frame: PageFrame) -> Document:
    """One page for each adult; before several, a page that says who gets one."""
    if len(rows) == 1:
        return Document(
            title=f"Declaration slip, {shown.title}",
            file_title="Declaration slip",
            frame=frame,
            blocks=_slip(session, rows[0]),
            numbered=False,
            compact=True,
        )
    blocks: list[Block] = [_handing_out(rows)]
    for row in rows:
        blocks += [NewPage(), Section(f"Declaration slip, {shown.title}", _slip(session, row))]
    return Document(
        title=f"Declaration slips, {shown.title}",
        file_title="Declaration slips",
        frame=frame,
        blocks=tuple(blocks),
        standing=(f"{count_words(len(rows), 'slip')}, one page each. This page stays with you.",),
        numbered=False,
        compact=True,
    )


def _slip(session: Session, row: DriveRow) -> tuple[Block, ...]:
    head, lead = session.words().term("head"), session.words().term("school_lead")
    asked = tuple(label(session, ListName.DECLARATION_SLIPS, kind.value) for kind in kinds_kept(session))
    return (
        fields(("Name", Answered(row.name)), ("Post", Answered(row.role) if row.role else ToWrite(1))),
        KeyGroups((row.printed,), begins="Code of this slip"),
        Paragraph(
            "Every adult who works here is asked. Such connections are natural and no fault: what matters is that they "
            "are known. Does any of these hold for you?"
        ),
        TextList(asked),
        TickBoxes(
            (
                ("Nothing to declare, beyond what I have declared before and what has not changed", False),
                ("I declare the following, or a change to what I declared before", False),
            )
        ),
        WritingSpace("Whom, how you are connected, and how you are in touch", _ROOM),
        Paragraph(
            f"Give this slip to the {lead} or the {head}. What you declare is talked over with you before anything is "
            "decided. If something changes later, say so then.",
            small=True,
        ),
        Signatures((Signature("Signed", row.name, row.role),)),
    )


def _handing_out(rows: list[DriveRow]) -> DataTable:
    columns = (Column("Name", 2), Column("Post", 2), Column("Code", 1), Column("Given out", 1))
    lines = tuple((row.name, row.role, row.printed, ToWrite(1)) for row in rows)
    return DataTable(columns, lines, row_headings=True)


def _chase_list(session: Session, shown: DrivePage, frame: PageFrame) -> Document:
    waiting = _to_print(shown)
    columns = (
        Column("Name", 1.6),
        Column("Post", 1.6),
        Column("Code", 1.1),  # the widest letters in one line
        Column("Asked", 1.6),
        Column("Asked again", 1.3),
    )
    lines = tuple(
        (row.name, row.role, row.printed, f"{row.asked}\n{since_words(row.days)}".strip(), ToWrite(1))
        for row in waiting
    )
    return Document(
        title=f"Declaration slips not returned, {shown.title}",
        file_title="Declaration slips not returned",
        frame=frame,
        blocks=(DataTable(columns, lines, row_headings=True, empty="Every slip has come back."),),
        standing=(
            f"As at {day_words(today(session))}. {shown.counts}",
            "That a slip is not returned says nothing about an adult but that they are to be asked again.",
        ),
        numbered=False,
    )


def since_words(days: int) -> str:
    """How long before the list was made somebody was asked; empty on the day itself."""
    return f"{count_words(days, 'day')} before this list" if days else ""
