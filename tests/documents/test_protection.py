"""A protected copy: opens with its passphrase in other software and with nothing else, and claims no standard."""

import io

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest

from safeguard_app.documents import protection
from safeguard_app.documents.page_images import page_count, page_text
from safeguard_app.documents.protection import (
    CHECK,
    HOLDS,
    NotProtected,
    protected,
    protected_apart,
    without_claims,
)
from safeguard_app.documents.render import render
from safeguard_app.system.limited_process import ProcessStopped
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


@pytest.mark.parametrize(
    "packet",
    [
        b"<pdfaExtension:schemas>" * 5_000,
        b" " * 130_000 + b"x",
        b"<pdfaid:part>" + b"a" * 130_000,
        b"<pdfaid:" + b"a" * 130_000,
        b'xmlns:pdfaid="' * 9_000,
        b"x" * 1_000_000 + b"<pdfaid:part>3</pdfaid:part>",
        b"<pdfaid:part>" + b"3" * 500 + b"</pdfaid:part>",
    ],
    ids=["opened and never closed", "blanks", "endless", "endless name", "names", "huge", "a claim too long"],
)
def test_metadata_of_a_stranger_are_gone_over_in_bounded_time_and_claim_nothing(packet: bytes) -> None:
    """Unbounded patterns would take minutes for the first four."""
    assert b"pdfaid" not in without_claims(packet) and b"pdfaExtension" not in without_claims(packet)


def test_metadata_that_claim_nothing_stay() -> None:
    packet = b"<x:xmpmeta><dc:title>Form</dc:title></x:xmpmeta>"
    assert without_claims(packet) == packet


def test_damaged_metadata_go(plain: bytes) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain)) as document:
        document.Root.Metadata = pikepdf.Stream(document, b"junk", Filter=pikepdf.Name.FlateDecode)
        document.save(out, fix_metadata_version=False)
    with pikepdf.open(io.BytesIO(protected(out.getvalue(), WORDS)), password=WORDS) as opened:
        assert "/Metadata" not in opened.Root


@pytest.mark.parametrize("failure", [RuntimeError, ValueError, RecursionError, KeyError, MemoryError])
def test_whatever_goes_wrong_is_said_in_words(
    plain: bytes, monkeypatch: pytest.MonkeyPatch, failure: type[Exception]
) -> None:
    def fails(_document: object) -> None:
        raise failure

    monkeypatch.setattr(protection, "_drop_claims", fails)
    with pytest.raises(NotProtected, match="nothing was saved"):
        protected(plain, WORDS)


@pytest.mark.parametrize("answer", ["nothing", "junk", "as it was", "within", "another passphrase"])
def test_a_process_apart_that_lies_is_not_believed(plain: bytes, locked: bytes, answer: str) -> None:
    said = {
        "nothing": b"",
        "junk": b"%PDF-1.7 junk",
        "as it was": plain,
        "within": b"%PDF-1.7\n" + plain,
        "another passphrase": locked,
    }

    def ask(what: bytes, *pieces: bytes) -> bytes:
        if what != CHECK:
            return said[answer]
        return HOLDS if protection.is_protected(pieces[-1], pieces[0].decode()) else b""

    with pytest.raises(NotProtected):
        protected_apart(plain, f"{WORDS} else", ask)


def test_a_process_apart_that_stops_is_said_in_words(plain: bytes) -> None:
    def ask(*_pieces: bytes) -> bytes:
        raise ProcessStopped

    with pytest.raises(NotProtected):
        protected_apart(plain, WORDS, ask)
