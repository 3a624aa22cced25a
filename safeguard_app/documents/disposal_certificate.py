"""The certificate of a disposal (domain.md 7.5): what went, by which rule, who reviewed and who authorised it."""

from dataclasses import dataclass

from safeguard_app.documents.content import (
    Answered,
    Box,
    Document,
    Field,
    FieldTable,
    NotKnown,
    PageFrame,
    Paragraph,
    Run,
    Section,
    Signature,
    Signatures,
    TextList,
    only,
    strong,
)
from safeguard_app.documents.incident_record import grouped_hash


@dataclass(frozen=True, slots=True)
class DisposalCertificate:
    """The content of a certificate; it names no subject. ``manifest`` are the lines that ``digest`` is the hash of."""

    frame: PageFrame
    number: str
    what: tuple[tuple[str, str], ...]
    rule: tuple[tuple[str, str], ...]
    looked_for: tuple[str, ...]
    not_looked_for: tuple[str, ...]
    found: str
    manifest: tuple[str, ...]
    digest: str
    done: tuple[tuple[str, str], ...]
    backups: str
    reviewed: tuple[str, str, str]
    """Name, role, day; so too ``authorised``."""
    authorised: tuple[str, str, str]
    limits: tuple[str, ...]
    """What the certificate does not say."""


def to_document(made: DisposalCertificate) -> Document:
    """The certificate as a document."""
    looked = TextList(made.looked_for)
    left = Paragraph(f"Not ticked: {'; '.join(made.not_looked_for)}.") if made.not_looked_for else None
    found = Paragraph(made.found) if made.found else None
    return Document(
        title="Certificate of disposal",
        file_title="Certificate of disposal",
        frame=made.frame,
        standing=(f"Certificate {made.number}.",),
        blocks=(
            Box(made.limits, heavy=True),
            Section("What was disposed of", (_table(made.what, pairs=True),)),
            Section("By which rule", (_table(made.rule),)),
            Section("Holds and exceptions looked for", only(looked, left, found)),
            Section(
                "Manifest",
                (
                    TextList(made.manifest, numbered=True),
                    Paragraph((strong("SHA-256 of these lines "), Run(grouped_hash(made.digest)))),
                ),
            ),
            Section("Done", (_table((*made.done, ("Backups of other systems", made.backups)), pairs=True),)),
            Signatures(
                (Signature("Reviewed by", *made.reviewed), Signature("Authorised by", *made.authorised))
            ),
        ),
        numbered=False,
        compact=True,
    )


def _table(lines: tuple[tuple[str, str], ...], *, pairs: bool = False) -> FieldTable:
    fields = (Field(label, Answered(words) if words else NotKnown()) for label, words in lines)
    return FieldTable(tuple(fields), pairs=pairs)
