"""A protected copy: opens with its passphrase in other software and with nothing else, and claims no standard."""

import io

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest

from safeguard_app.documents.page_images import page_count, page_text
from safeguard_app.documents.protection import NotProtected, protected
from safeguard_app.documents.render import render
from tests.documents.samples import AT, every_block, simple

WORDS = "quiet maple river stone window lamp"


@pytest.fixture(scope="module")
def plain() -> bytes:
    """A document with every kind of block."""
    return render(every_block(), AT)


@pytest.fixture(scope="module")
def locked(plain: bytes) -> bytes:
    """The same, protected."""
    return protected(plain, WORDS)


@pytest.mark.parametrize("wrong", ["", "quiet maple river stone window", WORDS.upper(), f"{WORDS} "])
def test_without_its_passphrase_nothing_opens_it(locked: bytes, wrong: str) -> None:
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(locked), password=wrong)
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(locked, password=wrong)


def test_with_it_two_other_readers_show_what_was_issued(plain: bytes, locked: bytes) -> None:
    with pikepdf.open(io.BytesIO(locked), password=WORDS) as opened:
        assert (opened.encryption.R, opened.encryption.bits) == (6, 256)
        assert str(opened.encryption.stream_method) == "EncryptionMethod.aesv3"
        assert opened.allow.accessibility and opened.allow.print_highres
        assert not opened.allow.modify_other
        assert bool(opened.Root.MarkInfo.Marked), "tags stay for whoever listens to it"
    shown = pypdfium2.PdfDocument(locked, password=WORDS)
    assert len(shown) == page_count(plain)
    for number in range(len(shown)):
        text = shown[number].get_textpage().get_text_range().replace("\r\n", "\n")
        assert text == page_text(plain, number)
    shown.close()


def test_nothing_of_it_is_readable_and_no_standard_is_claimed(plain: bytes, locked: bytes) -> None:
    assert b"pdfaid" in plain, "the original does claim it"
    for words in (b"pdfaid", b"pdfuaid", b"xmpmeta", b"/Title", b"DEMO"):
        assert words not in locked
    with pikepdf.open(io.BytesIO(locked), password=WORDS) as opened:
        packet = opened.Root.Metadata.read_bytes()
        assert b"pdfaid" not in packet and b"pdfuaid" not in packet and b"pdfaExtension" not in packet
        assert b"<dc:title>" in packet
        assert "/OutputIntents" not in opened.Root
        with opened.open_metadata() as metadata:
            assert metadata.pdfa_status == "" and metadata["dc:title"]


def test_two_copies_share_no_secret() -> None:
    plain = render(simple(), AT)
    first, second = protected(plain, WORDS), protected(plain, WORDS)
    assert first != second


@pytest.mark.parametrize("broken", [b"", b"no PDF", b"%PDF-1.7\n"])
def test_what_is_no_document_is_refused(broken: bytes) -> None:
    with pytest.raises(NotProtected):
        protected(broken, WORDS)
