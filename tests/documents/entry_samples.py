"""Documents of entries of a register to test with: a child's file for the next school, and a disposal. All invented."""

from safeguard_app.documents import disposal_certificate, transfer_pack
from safeguard_app.documents.content import (
    Column,
    DataTable,
    Document,
    PageFrame,
    Paragraph,
    Section,
    Signature,
    Signatures,
)

FRAME = PageFrame(
    school="Baylis Lane Primary",
    marking="OFFICIAL-SENSITIVE",
    copy="copy 1",
    chain_head="96: c3d2 8e04 57ab f911",
)


def _record() -> Document:
    """A record as it stands in a pack: what is signed in it is left out there."""
    blocks = (
        Section("What happened", (Paragraph("Her bag was hidden."),)),
        Signatures((Signature("Seen by"),)),
    )
    return Document("Incident record", "Incident record", FRAME, blocks, standing=("Case 2026-0007.",))


def disposal() -> Document:
    """A certificate of what was shredded."""
    return disposal_certificate.to_document(
        disposal_certificate.DisposalCertificate(
            frame=FRAME,
            number="K7M-4PX",
            what=(("Kind of record", "Bullying record"), ("Number of the file", "")),
            rule=(("Rule, as confirmed", "County schedule of May 2026."),),
            looked_for=("An open case",),
            not_looked_for=("A court",),
            found="Nothing stood in the way.",
            manifest=("One file, 12 pages", "Two prints"),
            digest="c3" * 32,
            done=(("On", "Mon 12 Oct 2026"),),
            backups="None were named.",
            reviewed=("Miss Jo Abbey", "DSL", "Mon 12 Oct 2026"),
            authorised=("Mrs Carol Denning", "Headteacher", "Mon 12 Oct 2026"),
            limits=("It does not say that anything was deleted from the log.",),
        )
    )


def transfer() -> Document:
    """A child's file for the next school, with one record and a slip."""
    lines = DataTable(
        (Column("When", 1.15), Column("Record", 1.05), Column("What was seen and done", 3.8)),
        (("Tue 6 Oct 2026", "2026-0007", "Her bag was hidden."),),
    )
    enclosed = (
        transfer_pack.Enclosed("Chronology, 1 line", "Part 4"),
        transfer_pack.Enclosed("Records of Hill Nursery", "On paper"),
    )
    return transfer_pack.to_document(
        transfer_pack.TransferPack(
            frame=FRAME,
            code="K7M-4PX",
            lead="Designated Safeguarding Lead",
            to=("For the Designated Safeguarding Lead of Derwent Academy.",),
            sender=("Miss Jo Abbey", "Baylis Lane Primary"),
            facts=(("Child", "Wren Maple"), ("Code of this file", "K7M-4PX")),
            rules=("Parents and carers cannot prevent it, and they never carry it.",),
            warning="Shared before the child leaves.",
            summary="Bullied at lunch.",
            child=(("Name", "Wren Maple"), ("Numbers", "")),
            family=(("Mrs Dawn Maple", "Mother", "Parental responsibility"),),
            professionals=(),
            chronology=lines,
            records=(("2026-0007, Cyberbullying", _record()),),
            referrals=(),
            plans=(),
            enclosed=enclosed,
            beside=("Records of Hill Nursery",),
            left_out=("Pictures and files that were kept as evidence.",),
        )
    )
