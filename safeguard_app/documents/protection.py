"""A finished document made into one that opens with a passphrase alone: AES-256, revision 6 (ISO 32000-2, 7.6.4.3).

The copy is made from memory to memory. It says no longer that it follows PDF/UA and PDF/A: PDF/A forbids encryption
(ISO 19005-3, 6.1.3), and so it would not be true. Its tags and language stay, and a screen reader is let in.

What our engine wrote is protected here. An authority's form, whose bytes came from outside, is taken to pieces by
nothing but a process apart (``protection_child``): decision 0040.
"""

import io
import re
import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.system.limited_process import Limits, ProcessStopped

if TYPE_CHECKING:
    import pikepdf

REVISION: Final = 6
_MOST_METADATA = 128 * 1024
"""Bytes of a packet that is gone over; ours has a few thousand. A longer one is a stranger's, and goes as a whole."""
_CLAIMS = (
    re.compile(rb"<(pdfaid|pdfuaid):([A-Za-z]{1,40})>[^<]{0,400}</\1:\2>"),
    re.compile(rb"<pdfaExtension:schemas>.{0,20000}?</pdfaExtension:schemas>", re.DOTALL),
    re.compile(rb"\s{0,100}xmlns:pdf(?:aid|uaid|aExtension|aSchema|aProperty)=\"[^\"]{0,400}\""),
)
"""What of the metadata says which standards a file follows; as it is written in ``engine/metadata``."""
_CLAIMED = re.compile(rb"pdf(?:aid|uaid|aExtension|aSchema|aProperty)")
_OWNER_BYTES = 32
MOST_PROTECTED: Final = 256 * 1024 * 1024
"""Bytes of a file that is protected apart: a form with scanned pages may be long."""
PROTECT_LIMITS = Limits(seconds=60, output=MOST_PROTECTED)
"""Of the process apart."""
MAKE, CHECK = b"make\n", b"check\n"
"""What the process apart is asked first: to make a protected copy, or whether one is protected."""
HOLDS = b"protected"
"""What it says where one is."""


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
    try:
        made, pages = _encrypted(pdf, passphrase)
        holds = _opens_with(made, passphrase, pages) and not _opens_without(made)
    except Exception as failed:
        raise NotProtected from failed
    if not holds:
        raise NotProtected
    return made


def protected_apart(pdf: bytes, passphrase: str, ask: Callable[..., bytes]) -> bytes:
    """The same of a file from outside, by ``ask``, which gives pieces to a process apart and returns what it says.

    Raises NotProtected, for whatever reason it could not be done. What comes back is of a process that may be in a
    stranger's hands: it has to be encrypted to be believed, and has another asked whether the passphrase opens it.
    """
    try:
        made = ask(MAKE, passphrase.encode(), b"\n", pdf)
        if not made.startswith(b"%PDF-") or pdf in made:
            raise NotProtected
        if ask(CHECK, passphrase.encode(), b"\n", made) != HOLDS:
            raise NotProtected
    except ProcessStopped as stopped:
        raise NotProtected from stopped
    return made


def is_protected(made: bytes, passphrase: str) -> bool:
    """Whether a file opens with the passphrase and not without it."""
    try:
        return _opens_with(made, passphrase, None) and not _opens_without(made)
    except Exception:  # noqa: BLE001 - a stranger's file may do anything to the library: it is not proved
        return False


def _encrypted(pdf: bytes, passphrase: str) -> tuple[bytes, int]:
    """The protected file, and how many pages it has."""
    import pikepdf  # takes a moment to load, and hardly any document is protected

    out = io.BytesIO()
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
    return out.getvalue(), pages


def _drop_claims(document: "pikepdf.Pdf") -> None:
    """Take out that it follows PDF/A and PDF/UA, and the colours it names for PDF/A."""
    import pikepdf

    root = document.Root
    if "/OutputIntents" in root:
        del root.OutputIntents
    if "/Metadata" not in root:
        return
    try:
        packet = without_claims(bytes(root.Metadata.read_bytes()))
    except (
        pikepdf.PdfError,
        AttributeError,
        TypeError,
    ):  # a stranger's file: no stream, or one that is damaged
        packet = b""
    if packet:
        root.Metadata.write(packet)
    else:
        del root.Metadata


def without_claims(packet: bytes) -> bytes:
    """Metadata without which standards a file follows; nothing where they cannot be told apart from the rest."""
    if len(packet) > _MOST_METADATA:
        return b""
    for claim in _CLAIMS:
        packet = claim.sub(b"", packet)
    return b"" if _CLAIMED.search(packet) else packet


def _opens_with(made: bytes, passphrase: str, pages: int | None) -> bool:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(made), password=passphrase) as opened:
            return opened.encryption.R == REVISION and pages in (None, len(opened.pages))
    except pikepdf.PdfError:
        return False


def _opens_without(made: bytes) -> bool:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(made)):
            return True
    except pikepdf.PasswordError:
        return False
