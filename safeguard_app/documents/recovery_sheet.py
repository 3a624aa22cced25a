"""The recovery key on paper, with the advice where to keep it, and a sheet of whom to ring."""

from dataclasses import dataclass

from safeguard_app.documents.content import (
    Box,
    Column,
    DataTable,
    Document,
    KeyGroups,
    PageFrame,
    Paragraph,
    QrCode,
    Run,
    Section,
    Signature,
    Signatures,
    TextList,
    strong,
)


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """The content of a recovery sheet.

    ``begins`` is what every recovery key begins with; ``groups`` the rest of it, in groups, as it is typed back;
    ``qr_payload`` the whole key for the QR code; ``made`` completes "Made ..."; ``opens`` says what the key opens;
    ``seal_with`` who should keep it ("the Chair of Governors or the trust").
    """

    frame: PageFrame
    begins: str
    groups: tuple[str, ...]
    qr_payload: str
    made: str
    opens: tuple[str, ...]
    seal_with: str
    headteacher: str


@dataclass(frozen=True, slots=True)
class ContactLine:
    """Someone to ring: who, for what, number, when they answer."""

    who: str
    for_what: str
    number: str
    hours: str = ""


@dataclass(frozen=True, slots=True)
class ContactSheet:
    """The content of a sheet of whom to ring, to pin beside the telephone. It names no pupil and no case."""

    frame: PageFrame
    contacts: tuple[ContactLine, ...]
    checked: str = ""


def to_document(sheet: RecoverySheet) -> Document:
    """The recovery key as a document of one page. Its text is the key: it is printed, sealed and never saved."""
    keep = (
        strong(f"Seal this sheet and give it to {sheet.seal_with}. "),
        Run(
            f"Not the {sheet.headteacher}’s safe: whoever holds this sheet and a copy of the log can read all of it, "
            "and the log may hold a concern about anyone who works here."
        ),
    )
    return Document(
        title="Recovery key of the safeguarding log",
        file_title="Recovery key",
        frame=sheet.frame,
        standing=(sheet.made,),
        numbered=False,
        blocks=(
            Box((keep,), heavy=True),
            Section(
                "The key",
                (
                    KeyGroups(sheet.groups, begins=sheet.begins),
                    QrCode(sheet.qr_payload, "QR code holding the same recovery key as the groups above", 36),
                ),
            ),
            Section("What it opens", (TextList(sheet.opens),)),
            Section("How to use it", (TextList(_USE, numbered=True),)),
            Section(
                "Sealed and handed over",
                (
                    Paragraph("Sign across the seal as well."),
                    Signatures((Signature("Handed over by"), Signature("Received and kept by"))),
                ),
            ),
        ),
    )


_USE = (
    "It is needed when nobody who can read the log remembers a passphrase.",
    "On the unlock page choose the recovery key and type the groups in order, line by line. Spaces and capitals do not "
    "matter, and the line above the groups may be left out.",
    "Once it has been used, seal it again in a new envelope, signed and dated by both.",
)


def contact_sheet_document(sheet: ContactSheet) -> Document:
    """Whom to ring, as a document."""
    rows = tuple((line.who, line.for_what, (strong(line.number),), line.hours) for line in sheet.contacts)
    columns = (Column("Who", 1.5), Column("For what", 2.2), Column("Number", 1.4), Column("When", 1.1))
    blocks = (
        Box(((strong("Is anyone in danger now? Ring 999."),),), heavy=True),
        DataTable(columns, rows, row_headings=True, empty="No numbers have been entered yet."),
    )
    checked = (f"Numbers checked {sheet.checked}.",) if sheet.checked else ()
    return Document(
        title="Whom to ring",
        file_title="Whom to ring",
        frame=sheet.frame,
        standing=checked,
        numbered=False,
        blocks=blocks,
    )
