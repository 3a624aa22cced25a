"""Family relationship acknowledgement sheet (policy 004 6.7-6.9; domain.md 8), filled in or blank."""

from dataclasses import dataclass, field

from safeguard_app.documents.content import (
    Answer,
    Answered,
    Block,
    Column,
    DataTable,
    Document,
    FieldTable,
    PageFrame,
    Paragraph,
    Section,
    Signature,
    Signatures,
    TextList,
    ToTick,
    ToWrite,
    Words,
    WritingSpace,
    fields,
)

LINE = ToWrite(1)
_DECLARER_SIGNS = Signature("Adult declaring")
_OUTCOMES = ToTick(
    (
        ("Acknowledged", False),
        ("With conditions", False),
        ("Not acknowledged", False),
        ("More information needed", False),
    )
)


@dataclass(frozen=True, slots=True)
class DeclaredPupil:
    """A pupil the declarer is related to, or somebody they are connected with; then ``household`` says who they are."""

    name: str
    year_and_class: str
    relationship: str
    household: str


@dataclass(frozen=True, slots=True)
class DeclaredContact:
    """A way they are in touch: platform or channel, the adult's handle, the pupil's handle.

    ``pupil`` says whose account that is, where the declaration is about several pupils.
    """

    channel: str
    adult_handle: str
    pupil_handle: str
    pupil: str = ""


@dataclass(frozen=True, slots=True)
class Declarer:
    """The adult who declares."""

    name: Answer = LINE
    role: Answer = LINE
    start_date: Answer = LINE
    teaches_or_supervises: Answer = LINE
    parents_aware: Answer = LINE
    adult_type: Answer = LINE
    department: Answer = LINE
    line_manager: Answer = LINE
    mitigations: Answer = LINE


@dataclass(frozen=True, slots=True)
class Steps:
    """Declared, discussed, decided: each with its own date, time and how, apart from when it was entered.

    ``taken`` names the step that made the outcome ("Acknowledged", "Ended"). ``before`` says what stood before it, or
    stands until it; empty prints nothing.
    """

    declared: Answer = LINE
    discussed: Answer = LINE
    present: Answer = LINE
    before: str = ""
    outcome: Answer = _OUTCOMES
    taken: str = "Decided"
    decided: Answer = LINE
    review: Answer = LINE
    entered: Answer = LINE
    risk: Answer = LINE
    mitigations: Answer = LINE
    copy_to: Answer = LINE


@dataclass(frozen=True, slots=True)
class AcknowledgementSheet:
    """The content of one sheet. With no pupils, contacts, protocol or conditions it leaves room to write them.

    ``acknowledger`` is the nation's word for whoever acknowledges: the Headteacher, or the Chair when the
    Headteacher declares. ``policy`` names the clauses relied on. ``notes`` are (label, words).

    ``connection`` names what is declared where that is not a family relationship: the sheet is then no exception to
    the rule of no contact, and says so instead of what an acknowledgement covers (policy 004 §6.7).
    """

    frame: PageFrame
    acknowledger: str
    acknowledger_signature: Signature
    standing: tuple[str, ...] = ()
    declarer: Declarer = field(default_factory=Declarer)
    pupils: tuple[DeclaredPupil, ...] = ()
    contacts: tuple[DeclaredContact, ...] = ()
    nature: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    protocol: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    steps: Steps = field(default_factory=Steps)
    declarer_signature: Signature = _DECLARER_SIGNS
    policy: str = ""
    connection: str = ""
    title: str = "Family relationship acknowledgement"
    details: tuple[tuple[str, str], ...] = ()
    """(label, words): what else was declared of how the two are connected."""
    with_a_pupil: bool = True
    """Whether it is about a pupil, so that teaching them and their parents' knowledge are asked."""


def to_document(sheet: AcknowledgementSheet) -> Document:
    """The sheet as a document ready to print and sign."""
    declarer = sheet.declarer
    sections = (
        Section(
            "Adult declaring",
            (
                fields(
                    ("Name", declarer.name),
                    ("Role", declarer.role),
                    ("Type (employee, agency, volunteer ...)", declarer.adult_type),
                    ("Department", declarer.department),
                    ("Line manager", declarer.line_manager),
                    ("In post since", declarer.start_date),
                    *_about_pupil(sheet),
                ),
            ),
        ),
        Section("People and connection" if sheet.connection else "Pupils and relationship", _declared(sheet)),
        Section("How they are in touch", _touch(sheet)),
        *_notes(sheet.notes),
        Section(
            "Agreed protocol", _listed(sheet.protocol, "Channels, groups, photographs, what must be reported")
        ),
        Section("Conditions", _listed(sheet.conditions, "Conditions set when acknowledged, or “none”")),
        Section("Declared, discussed, decided", (_steps(sheet.steps),)),
        Section("Signatures", _signatures(sheet)),
    )
    return Document(
        title=sheet.title,
        file_title=f"{sheet.title} sheet",
        frame=sheet.frame,
        standing=sheet.standing,
        blocks=sections,
    )


def _declared(sheet: AcknowledgementSheet) -> tuple[Block, ...]:
    if not sheet.connection:
        return (
            _pupils(sheet.pupils, ("Pupil", "Year, class", "Relationship", "Household")),
            *_details(sheet),
        )
    table = _pupils(sheet.pupils, ("Person", "Year, class or role", "Connection", "Who they are"))
    return (fields(("What is declared", Answered(sheet.connection))), table, *_details(sheet))


def _details(sheet: AcknowledgementSheet) -> tuple[Block, ...]:
    found = tuple((label, Answered(words)) for label, words in sheet.details)
    return (fields(*found),) if found else ()


def _about_pupil(sheet: AcknowledgementSheet) -> tuple[tuple[str, Answer], ...]:
    if not sheet.with_a_pupil:
        return ()
    return (
        ("Teaches, assesses or supervises the pupil?", sheet.declarer.teaches_or_supervises),
        ("If so, what is done about it?", sheet.declarer.mitigations),
        ("Pupil’s parents aware?", sheet.declarer.parents_aware),
    )


def _steps(steps: Steps) -> FieldTable:
    before = (("Before that", Answered(steps.before)),) if steps.before else ()
    return fields(
        (_dated("Declared", steps.declared), steps.declared),
        (_dated("Discussed", steps.discussed), steps.discussed),
        ("Present at the discussion", steps.present),
        *before,
        ("Risk considered", steps.risk),
        ("Asked for where the adult teaches", steps.mitigations),
        ("Outcome", steps.outcome),
        (_dated(steps.taken, steps.decided), steps.decided),
        ("Review", steps.review),
        ("Copy to, on", steps.copy_to),
        ("Entered in the log", steps.entered),
    )


def _touch(sheet: AcknowledgementSheet) -> tuple[Block, ...]:
    """The accounts, and in words what contact there is, where that was declared."""
    table = _contacts(sheet.contacts, with_a_pupil=sheet.with_a_pupil)
    return (table, fields(("Nature of contact", Answered(sheet.nature)))) if sheet.nature else (table,)


def _notes(notes: tuple[tuple[str, str], ...]) -> tuple[Section, ...]:
    answers = tuple((label, Answered(words)) for label, words in notes)
    return (Section("Notes", (fields(*answers),)),) if answers else ()


def _dated(label: str, answer: Answer) -> str:
    """A label that says what to write, where there is room to write it."""
    return f"{label} (date, time, how)" if isinstance(answer, ToWrite) else label


def _pupils(pupils: tuple[DeclaredPupil, ...], titles: tuple[str, str, str, str]) -> DataTable:
    columns = tuple(Column(title, width) for title, width in zip(titles, (1.5, 1, 1.4, 1.4), strict=True))
    rows: tuple[tuple[Words | ToWrite, ...], ...] = tuple(
        (one.name, one.year_and_class, one.relationship, one.household) for one in pupils
    )
    return DataTable(columns, rows or _empty_rows(3, 4), row_headings=bool(pupils))


def _contacts(contacts: tuple[DeclaredContact, ...], *, with_a_pupil: bool) -> DataTable:
    columns = (
        Column("Channel or platform", 1.4),
        Column("Adult’s account", 1.4),
        Column("Pupil’s account" if with_a_pupil else "Their account", 1.4),
    )
    rows: tuple[tuple[Words | ToWrite, ...], ...] = tuple(
        (one.channel, one.adult_handle, _account_of(one)) for one in contacts
    )
    return DataTable(columns, rows or _empty_rows(2, 3), row_headings=bool(contacts))


def _account_of(contact: DeclaredContact) -> str:
    """The pupil's account, and whose it is."""
    if not contact.pupil:
        return contact.pupil_handle
    return f"{contact.pupil}: {contact.pupil_handle or 'none entered'}"


def _empty_rows(rows: int, columns: int) -> tuple[tuple[Words | ToWrite, ...], ...]:
    return tuple(tuple(LINE for _ in range(columns)) for _ in range(rows))


def _listed(items: tuple[str, ...], to_write: str) -> tuple[Block, ...]:
    return (TextList(items),) if items else (WritingSpace(to_write, 3),)


def _covers(sheet: AcknowledgementSheet) -> str:
    """What an acknowledgement is worth."""
    if sheet.connection:
        return (
            "An acknowledgement records that the connection is openly known, with the protocol and conditions above. "
            "It is no exception to the rule of no contact with pupils (004 §6.7)."
        )
    return (
        "An acknowledgement covers contact from its date on, within the protocol and conditions above, and nothing "
        "else."
    )


def _signatures(sheet: AcknowledgementSheet) -> tuple[Block, ...]:
    policy = f" {sheet.policy}" if sheet.policy else ""
    declared = (
        "I declare that the above is complete and true, that I will say so if it changes, and that contact which is "
        f"not declared and acknowledged in advance may be treated as a serious breach of conduct.{policy}"
    )
    acknowledged = (
        f"Decided by the {sheet.acknowledger}. Nobody acknowledges their own declaration. {_covers(sheet)}"
    )
    return (
        Paragraph(declared),
        Paragraph(acknowledged),
        Signatures((sheet.declarer_signature, sheet.acknowledger_signature)),
    )
