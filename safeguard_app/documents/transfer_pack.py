"""The transfer pack on paper (domain.md 7.2): a child's whole file of one part of the log, for the next school.

Cover, contents, summary, child and family, chronology, records, referrals, plans, what lies in it besides, what is not
in it, and a slip that comes back signed.
"""

from dataclasses import dataclass, replace

from safeguard_app.documents.content import (
    Answered,
    Block,
    Box,
    Column,
    Contents,
    Cover,
    DataTable,
    Document,
    Field,
    FieldTable,
    NewPage,
    NotKnown,
    PageFrame,
    Paragraph,
    QrCode,
    Section,
    Signature,
    Signatures,
    TextList,
    ToTick,
    ToWrite,
    only,
    strong,
)

_CODE_MM = 28.0
_LINE = ToWrite()
CHRONOLOGY = "Chronology"
RECORDS = "Records"
REFERRALS = "Referrals"
PLANS = "Plans"


@dataclass(frozen=True, slots=True)
class Enclosed:
    """One thing in the pack: what it is, and in which section it stands, or that it lies in it on paper."""

    what: str
    where: str


@dataclass(frozen=True, slots=True)
class TransferPack:
    """The content of a pack; every string is printed as it stands.

    ``to`` and ``sender`` are lines of an address; ``rules`` what holds for the way it goes; ``child`` and ``family``
    fields and rows; ``chronology`` its table; ``records``, ``referrals`` and ``plans`` are documents of their own.
    """

    frame: PageFrame
    code: str
    lead: str
    """What the nation calls the person it is addressed to."""
    to: tuple[str, ...]
    sender: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    rules: tuple[str, ...]
    warning: str
    summary: str
    child: tuple[tuple[str, str], ...]
    family: tuple[tuple[str, str, str], ...]
    professionals: tuple[tuple[str, str], ...]
    chronology: DataTable
    records: tuple[tuple[str, Document], ...]
    referrals: tuple[tuple[str, Document], ...]
    plans: tuple[tuple[str, Document], ...]
    enclosed: tuple[Enclosed, ...]
    beside: tuple[str, ...]
    """What lies in the pack on paper: records of earlier schools, minutes."""
    left_out: tuple[str, ...]


def to_document(pack: TransferPack) -> Document:
    """The pack as a document."""
    return Document(
        title="Child protection and safeguarding file",
        file_title="Child protection file",
        frame=pack.frame,
        standing=pack.to,
        cover=Cover(pack.facts),
        blocks=only(
            *_cover(pack),
            NewPage(),
            Contents(),
            Section("What is in this file", (_contents(pack.enclosed),)),
            Section("Summary of the main issues", (Paragraph(pack.summary),)),
            _child(pack),
            Section(CHRONOLOGY, (pack.chronology,)),
            _documents(RECORDS, pack.records),
            _documents(REFERRALS, pack.referrals),
            _documents(PLANS, pack.plans),
            Section("Enclosed on paper", (TextList(pack.beside),)) if pack.beside else None,
            Section("What is not in this file", (TextList(pack.left_out),)),
            NewPage(),
            _slip(pack),
        ),
    )


def _cover(pack: TransferPack) -> tuple[Block, ...]:
    return (
        Box(((strong("Private and confidential. "),), f"To be opened by the {pack.lead} alone."), heavy=True),
        *((Box((pack.warning,), heavy=True),) if pack.warning else ()),
        TextList(pack.rules),
    )


def _answer(words: str) -> Answered | NotKnown:
    return Answered(words) if words else NotKnown()


def _contents(enclosed: tuple[Enclosed, ...]) -> DataTable:
    rows = tuple((str(place), one.what, one.where) for place, one in enumerate(enclosed, start=1))
    return DataTable((Column("No.", 0.4), Column("What", 4.2), Column("Where", 1.4)), rows)


def _child(pack: TransferPack) -> Section:
    fields = FieldTable(tuple(Field(label, _answer(words)) for label, words in pack.child))
    family = DataTable(
        (Column("Who", 1.6), Column("Relation", 1.4), Column("What is known", 3)),
        pack.family,
        row_headings=True,
        empty="Nobody is entered.",
    )
    others = DataTable(
        (Column("Who", 2.4), Column("How to reach them", 3.6)), pack.professionals, empty="Nobody is entered."
    )
    return Section(
        "The child and the family",
        (fields, Section("Family and household", (family,)), Section("Professionals", (others,))),
    )


def _documents(title: str, documents: tuple[tuple[str, Document], ...]) -> Section | None:
    """Each in full, without places to sign: this is a copy."""
    if not documents:
        return None
    blocks: list[Block] = []
    for name, made in documents:
        standing = tuple(Paragraph(line, small=True) for line in made.standing)
        blocks.append(Section(name, (*standing, *unsigned(made.blocks))))
    return Section(title, tuple(blocks))


def unsigned(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks of a paper without places to sign, for one that it is a part of."""
    made: list[Block] = []
    for block in blocks:
        if isinstance(block, Section):
            inner = unsigned(block.blocks)
            made += [replace(block, blocks=inner)] if inner else []
        elif not isinstance(block, Signatures | NewPage):
            made.append(block)
    return tuple(made)


def _slip(pack: TransferPack) -> Section:
    """What the receiving lead signs and sends back: the list again, since the slip leaves the pack."""
    received = FieldTable(
        (
            Field("School", _LINE),
            Field("How it came", _LINE),
            Field("All of it is there", ToTick((("Yes", False), ("No", False)))),
            Field("What is missing", _LINE),
        ),
        together=True,
    )
    sentence = (
        f"Sign this page and send it back to {', '.join(pack.sender)}. Its code is {pack.code}; the school enters it"
        " with the receipt."
    )
    return Section(
        "Receipt slip",
        (
            Paragraph(sentence),
            QrCode(pack.code, f"The code of this file: {pack.code}", _CODE_MM),
            _contents(pack.enclosed),
            received,
            Signatures((Signature(f"Received by the {pack.lead}"),)),
        ),
    )
