"""A finished document made into one that opens with a passphrase alone: AES-256, revision 6 (ISO 32000-2, 7.6.4.3).

The copy is made from memory to memory. It says no longer that it follows PDF/UA and PDF/A: PDF/A forbids encryption
(ISO 19005-3, 6.1.3), and so it would not be true. Its tags and language stay, and a screen reader is let in.
"""

import io
import re
import secrets
from typing import TYPE_CHECKING, Final

from safeguard_app.domain.errors import KnownProblem

if TYPE_CHECKING:
    import pikepdf

REVISION: Final = 6
_CLAIMS = (
    re.compile(rb"<(pdfaid|pdfuaid):([A-Za-z]+)>[^<]*</\1:\2>"),
    re.compile(rb"<pdfaExtension:schemas>.*?</pdfaExtension:schemas>", re.DOTALL),
    re.compile(rb"\s*xmlns:pdf(?:aid|uaid|aExtension|aSchema|aProperty)=\"[^\"]*\""),
)
"""What of the metadata says which standards a file follows; as it is written in ``engine/metadata``."""
_OWNER_BYTES = 32


class NotProtected(KnownProblem):
    """What was made does not open with its passphrase, or opens without."""

    code = "not_protected"
    sentence = (
        "The protected copy could not be made, so nothing was saved. The document is kept with its record."
    )
    next_step = "Try again. If it happens again, print it, or hand it over as an encrypted bundle."


def protected(pdf: bytes, passphrase: str) -> bytes:
    """The document, opened by ``passphrase`` and by nothing else. Raises NotProtected where that does not hold.

    The owner's passphrase is drawn at random and forgotten at once, so that nobody can lift the passphrase by it.
    """
    import pikepdf  # takes a moment to load, and hardly any document is protected

    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            _drop_claims(document)
            document.save(
                out,
                encryption=pikepdf.Encryption(
                    user=passphrase,
                    owner=secrets.token_urlsafe(_OWNER_BYTES),
                    R=REVISION,
                    allow=pikepdf.Permissions(
                        modify_annotation=False, modify_assembly=False, modify_form=False, modify_other=False
                    ),
                ),
            )
            pages = len(document.pages)
    except pikepdf.PdfError as failed:
        raise NotProtected from failed
    made = out.getvalue()
    if not _opens_with(made, passphrase, pages) or _opens_without(made):
        raise NotProtected
    return made


def _drop_claims(document: "pikepdf.Pdf") -> None:
    """Take out that it follows PDF/A and PDF/UA, and the colours it names for PDF/A."""
    root = document.Root
    if "/OutputIntents" in root:
        del root.OutputIntents
    if "/Metadata" not in root:
        return
    packet = bytes(root.Metadata.read_bytes())
    for claim in _CLAIMS:
        packet = claim.sub(b"", packet)
    root.Metadata.write(packet)


def _opens_with(made: bytes, passphrase: str, pages: int) -> bool:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(made), password=passphrase) as opened:
            return opened.encryption.R == REVISION and len(opened.pages) == pages
    except pikepdf.PdfError:
        return False


def _opens_without(made: bytes) -> bool:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(made)):
            return True
    except pikepdf.PasswordError:
        return False
