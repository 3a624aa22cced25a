"""Audit trail slip: how far the log had come on a day, kept on paper where whoever alters a log cannot reach it."""

from dataclasses import dataclass

from safeguard_app.documents.content import (
    Block,
    Box,
    Document,
    KeyGroups,
    PageFrame,
    QrCode,
    Section,
    Signature,
    Signatures,
    TextList,
    strong,
)

_GROUP = 4
_GROUPS_ON_A_LINE = 8
_QR_MM = 22


@dataclass(frozen=True, slots=True)
class PartHead:
    """How far one part of the log had come: its name as a heading, the newest event's number, its hash in hex."""

    part: str
    number: int
    digest_hex: str


@dataclass(frozen=True, slots=True)
class ChainSlip:
    """The content of one slip.

    ``made`` completes "Made ..."; ``keeper`` is who keeps it ("the Headteacher"), ``place`` where, as a sentence.
    """

    frame: PageFrame
    made: str
    parts: tuple[PartHead, ...]
    keeper: str
    place: str


def to_document(slip: ChainSlip) -> Document:
    """The slip as a document of one page. It names no person and no case."""
    return Document(
        title="Audit trail slip",
        file_title="Audit trail slip",
        frame=slip.frame,
        standing=(slip.made,),
        numbered=False,
        compact=True,
        blocks=(
            Box(
                (
                    "This page says how far the safeguarding log had come. Kept on paper away from the computer, it "
                    "shows if the log is ever replaced by an older or an altered copy.",
                    (strong(slip.place),),
                )
            ),
            *(_part(head) for head in slip.parts),
            Section("How to check it", (TextList(_CHECK, numbered=True),)),
            Signatures((Signature("Handed over by"), Signature(f"Received for {slip.keeper} by"))),
        ),
    )


_CHECK = (
    "Open the log, go to Audit, choose the part named above and “Compare with paper…”.",
    "Type the event number and the first four groups of digits, or all sixteen groups.",
    "If it says “older”, “altered” or “does not add up”, change nothing, keep this page and ask for help.",
)


def _part(head: PartHead) -> Section:
    digits = head.digest_hex
    groups = tuple(digits[start : start + _GROUP] for start in range(0, len(digits), _GROUP))
    blocks: tuple[Block, ...] = (
        KeyGroups(groups, per_line=_GROUPS_ON_A_LINE, begins=f"Event {head.number:,}"),
        QrCode(
            f"{head.part}, event {head.number}, SHA-256 {digits}",
            f"QR code holding the name of this part, event number {head.number:,} and the same digits as the "
            "groups above",
            _QR_MM,
        ),
    )
    return Section(head.part, blocks)
