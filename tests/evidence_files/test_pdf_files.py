"""What a PDF says of itself, and what it is warned of: password, actions, files in it, damage, other types."""

import struct
import zlib
from datetime import datetime, timedelta, timezone

import pytest

from safeguard_app.domain.file_statements import FileReading, FileWarning, StatementKind
from safeguard_app.evidence_files import pdf_files, pdf_objects
from safeguard_app.evidence_files.reading import read
from tests.evidence_files.samples import object_stream, pdf, pdf_stream

INFORMATION = (
    b"/Title (\xfe\xff\x00C\x00h\x00a\x00t\x20\x13) /Author (Z. Fernside) /Creator (Word) /Producer (Printer)"
    b" /CreationDate (D:20261014210711+01'00') /ModDate (D:20261015)"
)


def test_all_that_a_pdf_says() -> None:
    reading = read(pdf(info=INFORMATION, pages=3), "application/pdf")
    made, changed, software, author, title, pages = reading.statements
    assert (made.kind, made.words) == (StatementKind.MADE, "D:20261014210711+01'00'")
    assert made.moment == datetime(2026, 10, 14, 21, 7, 11, tzinfo=timezone(timedelta(hours=1)))
    assert (changed.kind, changed.words, changed.moment) == (StatementKind.CHANGED, "D:20261015", None)
    assert (software.kind, software.words) == (StatementKind.SOFTWARE, "Word")
    assert (author.kind, author.words) == (StatementKind.AUTHOR, "Z. Fernside")
    assert (title.kind, title.words) == (StatementKind.TITLE, "Chat\u2013")
    assert (pages.kind, pages.words) == (StatementKind.PAGES, "3")
    assert reading.warnings == ()


def test_the_producer_stands_where_no_creator_does() -> None:
    software = read(pdf(info=b"/Creator ( ) /Producer (Printer 2)"), "application/pdf").of(
        StatementKind.SOFTWARE
    )
    assert software is not None
    assert software.words == "Printer 2"


def test_a_pdf_of_the_programs_own() -> None:
    from safeguard_app.documents.content import Paragraph
    from safeguard_app.documents.render import render
    from tests.documents.samples import AT, simple

    reading = read(render(simple(Paragraph("Hello")), AT), "application/pdf")
    assert [(one.kind, one.words) for one in reading.statements] == [(StatementKind.PAGES, "1")]
    assert reading.warnings == ()


def test_half_a_character_in_a_title() -> None:
    title = read(pdf(info=b"/Title (\xfe\xff\xd8\x00\x00A)"), "application/pdf").of(StatementKind.TITLE)
    assert title is not None
    title.words.encode("utf-8")


def test_a_long_title_is_cut() -> None:
    title = read(pdf(info=b"/Title (" + b"x" * 1_000_000 + b")"), "application/pdf").of(StatementKind.TITLE)
    assert title is not None
    assert len(title.words) == 500


ENCRYPTED = b"/Encrypt 50 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]"


def encrypt(handler: bytes = b"Standard") -> bytes:
    """An encryption dictionary whose password nobody knows."""
    return (
        b"<< /Filter /"
        + handler
        + b" /V 2 /R 3 /Length 128 /P -44 /O <"
        + b"41" * 32
        + b"> /U <"
        + b"42" * 32
        + b"> >>"
    )


@pytest.mark.parametrize("handler", [b"Standard", b"Acme.Rights"])
def test_a_password(handler: bytes) -> None:
    reading = read(pdf(encrypt(handler), info=INFORMATION, trailer=ENCRYPTED), "application/pdf")
    assert reading == FileReading(warnings=(FileWarning.LOCKED,))


def test_a_password_that_the_documents_own_library_made() -> None:
    import io

    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    for password, warnings in (("rowan", (FileWarning.LOCKED,)), ("", ())):
        out = io.BytesIO()
        canvas = Canvas(out, encrypt=StandardEncryption(password, ownerPassword="owner", strength=128))
        canvas.drawString(10, 10, "Hello")
        canvas.save()
        assert read(out.getvalue(), "application/pdf").warnings == warnings


JAVASCRIPT = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"


@pytest.mark.parametrize(
    ("objects", "catalogue"),
    [
        ([JAVASCRIPT], b"/OpenAction 50 0 R"),
        ([JAVASCRIPT], b"/Names << /JavaScript << /Names [(a) 50 0 R] >> >>"),
        ([], b"/OpenAction " + JAVASCRIPT),
        ([b"<< /Type /Annot /Subtype /Widget /AA << /K " + JAVASCRIPT + b" >> >>"], b""),
        ([b"<< /S /J#61vaScript /JS (x) >>"], b""),
        ([b"<< /S /Launch /F (calc.exe) >>"], b""),
        ([b"<</S/Launch/F(calc.exe)>>"], b""),
        ([b"<< /S /SubmitForm /F (https://collect.example) >>"], b""),
        ([b"<< /S /URI /URI (https://collect.example) >>"], b"/OpenAction 50 0 R"),
        (
            [b"<< /S /GoTo /D [10 0 R /Fit] /Next << /S /URI /URI (https://x.example) >> >>"],
            b"/OpenAction 50 0 R",
        ),
        ([], b"/OpenAction << /S /URI /URI (https://collect.example) >>"),
        ([], b"/OpenAction 77 0 R"),
        ([object_stream(b"<< /S /Launch /F (calc.exe) >>")], b""),
        ([object_stream(b"<< /D 1 >>", b"<< /S /URI /URI (https://x.example) >>")], b"/OpenAction 61 0 R"),
        ([], b"/AcroForm << /XFA 55 0 R /Fields [] >>"),
    ],
)
def test_what_runs_or_opens_other_things(objects: list[bytes], catalogue: bytes) -> None:
    reading = read(pdf(*objects, catalogue=catalogue), "application/pdf")
    assert reading.warnings == (FileWarning.ACTIVE,)


@pytest.mark.parametrize(
    ("objects", "catalogue"),
    [
        ([], b"/OpenAction [10 0 R /Fit]"),
        ([], b"/OpenAction << /S /GoTo /D [10 0 R /Fit] >>"),
        ([b"<< /S /GoTo /D [10 0 R /Fit] >>", b"<< /S /URI >>"], b"/OpenAction 50 0 R"),
        ([b"[10 0 R /Fit]"], b"/OpenAction 50 0 R"),
        ([object_stream(b"<< /D 1 >>", b"<< /S /GoTo >>", b"<< /S /URI >>")], b"/OpenAction 61 0 R"),
        ([b"<< /Type /Annot /Subtype /Link /A << /S /URI /URI (https://x.example) >> >>"], b""),
        ([b"<< /JavaScripted true /Launcher 1 /XFAb 2 /EmbeddedFiles [] >>"], b""),
        ([pdf_stream(b"/Filter /FlateDecode", zlib.compress(b"/S /Launch"))], b""),
        ([pdf_stream(b"/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode", b"\x99 no zlib")], b""),
    ],
)
def test_what_only_shows_pages(objects: list[bytes], catalogue: bytes) -> None:
    assert read(pdf(*objects, catalogue=catalogue), "application/pdf").warnings == ()


def test_files_in_a_pdf() -> None:
    attached = (
        pdf_stream(b"/Type /EmbeddedFile", b"secret"),
        b"<< /Type /Filespec /F (list.xlsx) /EF << /F 50 0 R >> >>",
    )
    names = b"/Names << /EmbeddedFiles << /Names [(list.xlsx) 51 0 R] >> >>"
    assert read(pdf(*attached, catalogue=names), "application/pdf").warnings == (FileWarning.HOLDS_FILES,)
    untyped = (pdf_stream(b"", b"secret"), attached[1])
    assert read(pdf(*untyped, catalogue=names), "application/pdf").warnings == (FileWarning.HOLDS_FILES,)
    note = b"<< /Type /Annot /Subtype /FileAttachment /FS 51 0 R >>"
    assert read(pdf(untyped[0], attached[1], note), "application/pdf").warnings == (FileWarning.HOLDS_FILES,)


def test_a_cut_pdf() -> None:
    reading = read(pdf(info=INFORMATION)[:-5], "application/pdf")
    assert FileWarning.CUT_SHORT in reading.warnings
    assert reading.of(StatementKind.PAGES) is not None


def test_a_pdf_that_is_none() -> None:
    assert read(b"%PDF-1.7\n" + b"just words " * 300, "application/pdf").warnings == (
        FileWarning.CUT_SHORT,
        FileWarning.OTHER_TYPE,
    )
    assert read(b"Dear Head", "application/pdf") == FileReading(warnings=(FileWarning.OTHER_TYPE,))


def test_a_pdf_that_also_opens_as_something_else() -> None:
    assert read(pdf() + b"PK\x05\x06" + bytes(18), "application/pdf").warnings == (FileWarning.OTHER_TYPE,)
    assert read(pdf() + b"<script>", "application/pdf").warnings == (FileWarning.OTHER_TYPE,)


def test_a_pdf_that_is_too_large_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    content = pdf(JAVASCRIPT, info=INFORMATION)
    monkeypatch.setattr(pdf_files, "MOST_BYTES", len(content))
    assert read(content, "application/pdf").of(StatementKind.PAGES) is not None
    monkeypatch.setattr(pdf_files, "MOST_BYTES", len(content) - 1)
    assert read(content, "application/pdf") == FileReading(warnings=(FileWarning.ACTIVE,))


def test_an_object_stream_is_unpacked_up_to_its_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    blanks = b" " * 5_000_000
    late = object_stream(b"<< /A 1 >>" + blanks + b"<< /S /Launch >>")
    assert read(pdf(late), "application/pdf").warnings == ()
    monkeypatch.setattr(pdf_objects, "MOST_UNPACKED", 6_000_000)
    assert read(pdf(late), "application/pdf").warnings == (FileWarning.ACTIVE,)
    monkeypatch.setattr(pdf_objects, "MOST_UNPACKED_TOGETHER", 5_000_000)
    assert read(pdf(late), "application/pdf").warnings == ()


def test_more_actions_at_opening_than_are_looked_at_count_as_active() -> None:
    openings = [
        b"<< /OpenAction %d 0 R >>" % (60 + number) for number in range(pdf_objects.MOST_OPENINGS + 1)
    ]
    goals = [b"<< /S /GoTo /D [10 0 R /Fit] >>"] * (pdf_objects.MOST_OPENINGS + 1)
    few = openings[:3] + [b"null"] * 7 + goals[:3]
    assert read(pdf(*few), "application/pdf").warnings == ()
    many = [*openings, b"null", *goals]
    assert read(pdf(*many), "application/pdf").warnings == (FileWarning.ACTIVE,)


def test_an_action_at_opening_that_was_changed_counts_as_the_last_one_too() -> None:
    goal, other = (
        b"50 0 obj << /S /GoTo /D [] >> endobj\n",
        b"50 0 obj << /S /URI /URI (https://x.example) >> endobj\n",
    )
    content = pdf(catalogue=b"/OpenAction 50 0 R").replace(
        b"1 0 obj", goal * 9 + b"150 0 obj 250 0 obj 1 0 obj", 1
    )
    assert read(content, "application/pdf").warnings == ()
    assert read(content.replace(goal, goal + other, 1), "application/pdf").warnings == (FileWarning.ACTIVE,)
    others = content.replace(goal, b"150 0 obj null endobj\n" * pdf_objects.MOST_LABELLED + goal, 1)
    assert read(others, "application/pdf").warnings == ()
    many = content.replace(goal, goal * pdf_objects.MOST_LABELLED, 1)
    assert read(many, "application/pdf").warnings == (FileWarning.ACTIVE,)


def test_more_names_than_are_looked_at_count_as_active(monkeypatch: pytest.MonkeyPatch) -> None:
    content = pdf(b"[" + b" /Times#20Roman" * 50 + b"]")
    assert read(content, "application/pdf").warnings == ()
    monkeypatch.setattr(pdf_objects, "MOST_NAMES", 40)
    assert read(content, "application/pdf").warnings == (FileWarning.ACTIVE,)


def hidden_in_an_uncommon_stream(catalogue: bytes, *objects: bytes) -> bytes:
    """A PDF whose objects from 60 lie in an object stream of two filters, which only pdfium looks into."""
    packed = (
        object_stream(*objects).partition(b"stream\n")[2].removesuffix(b"\nendstream").hex().encode() + b">"
    )
    first = len(
        b"".join(b"%d %d " % (60 + n, sum(len(one) + 1 for one in objects[:n])) for n in range(len(objects)))
    )
    dictionary = b"/Type /ObjStm /N %d /First %d /Filter [/ASCIIHexDecode /FlateDecode]" % (
        len(objects),
        first,
    )
    parts = {
        1: b"<< /Type /Catalog /Pages 2 0 R " + catalogue + b" >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        4: pdf_stream(dictionary, packed),
    }
    out, entries = bytearray(b"%PDF-1.7\n"), {}
    for number, content in parts.items():
        entries[number] = struct.pack(">BIH", 1, len(out), 0)
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    entries |= {60 + n: struct.pack(">BIH", 2, 4, n) for n in range(len(objects))}
    table = b"".join(entries.get(number, bytes(7)) for number in range(70))
    start = len(out)
    index = pdf_stream(b"/Type /XRef /Size 70 /W [1 4 2] /Root 1 0 R", table)
    return bytes(out + b"5 0 obj\n" + index + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % start)


def test_what_only_pdfium_sees() -> None:
    script = hidden_in_an_uncommon_stream(
        b"/Names 60 0 R",
        b"<< /JavaScript << /Names [(a) 61 0 R] >> >>",
        b"<< /S /JavaScript /JS (app.alert) >>",
    )
    assert b"JavaScript" not in script
    assert read(script, "application/pdf").warnings == (FileWarning.ACTIVE,)
    holding = hidden_in_an_uncommon_stream(
        b"/Names 60 0 R",
        b"<< /EmbeddedFiles << /Names [(a) 61 0 R] >> >>",
        b"<< /Type /Filespec /F (a) /EF << >> >>",
    )
    assert read(holding, "application/pdf").warnings == (FileWarning.HOLDS_FILES,)
