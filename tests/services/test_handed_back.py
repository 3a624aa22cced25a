"""A PDF that was handed back: byte for byte as issued, or what differs, for each kind of change; each an event."""

import io
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.handed_back import Outcome
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.services import handed_back, incidents, paper, paper_protected
from safeguard_app.services.audit_log import record_of
from safeguard_app.services.handed_back_words import HandedBack
from safeguard_app.services.paper_views import IncidentPaper, Issued, LetterPaper
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from safeguard_app.vault import reading
from safeguard_app.vault.problems import EvidenceDamaged
from tests.services.conftest import MadeSchool, adult, log_incident, pupil
from tests.services.test_letters import keep_filled, record

__all__ = ["record"]

_SCRIPT = b"<</Type/Action/S/JavaScript/JS(app.alert\\(1\\))>>"


@pytest.fixture
def made(made_school: MadeSchool) -> Iterator[tuple[Session, Reference, Issued]]:
    """A record of the daily log, printed twice; the first copy is the one that comes back."""
    session = made_school.sign_in()
    made_school.clock.set("2026-09-22 15:24")
    child = pupil(session, "Tyler Pike", date(2018, 3, 9))
    incident = log_incident(session, "CB", (child, "target"), account="He said nine comments. " * 200)
    first = paper.issue(session, IncidentPaper(incident))
    paper.printed(session, first.document, 2, "Mr Sol Marsh")
    made_school.clock.set("2026-09-22 15:26")
    paper.issue(session, IncidentPaper(incident))
    yield session, incident, first


def again(pdf: bytes, change: Callable[[pikepdf.Pdf], None] = lambda _pdf: None) -> bytes:
    """Opened and saved by other software, with something done to it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        opened.save(out)
    return out.getvalue()


def said(found: HandedBack) -> str:
    """Every sentence of an answer."""
    return " ".join((found.line.words, found.sentence, *found.found, *(words for _, words in found.facts)))


def newest(session: Session, part: Compartment = Compartment.DAILY) -> tuple[EventKind, dict[str, str | int]]:
    """Kind and facts of the newest event."""
    opened = session.vault.compartment(part)
    event = reading.event_numbered(opened.connection, opened.head.number)
    assert event is not None
    return event.kind, dict(event.facts)


def test_the_very_bytes_are_known_and_the_check_is_an_event(made: tuple[Session, Reference, Issued]) -> None:
    session, incident, first = made
    found = handed_back.check(session, first.pdf)
    assert found.outcome is Outcome.SAME and found.is_as_issued
    facts = dict(found.facts)
    assert facts["Record"] == incidents.case_of(session, incident)
    assert facts["Document"].endswith("copy 1")
    assert "Miss Jo Abbey" in facts["Made"]
    assert "Printed" in facts["Went out"]
    kind, noted = newest(session)
    assert kind is EventKind.DOCUMENT_CHECKED
    assert noted["found"] == "same" and noted["document"] == first.document.id


def test_one_byte_changed_anywhere_is_found_and_placed(made: tuple[Session, Reference, Issued]) -> None:
    """In the head, in a stream, in the table that finds objects, in the identifier and at the very end."""
    session, _, first = made
    for place in (5, 12, 200, -2_000, -100, -1):
        changed = bytearray(first.pdf)
        changed[place] ^= 0x20
        found = handed_back.check(session, bytes(changed))
        at = place % len(changed) + 1
        assert found.outcome in (Outcome.CHANGED, Outcome.SAME_PAGES), (place, said(found))
        assert not found.is_as_issued
        assert f"One byte differs of {len(changed):,}, the first at place {at:,}." in said(found)
        assert "copy 1" in dict(found.facts)["Document"]
    assert handed_back.check(session, b"\x05" + first.pdf[1:]).outcome is Outcome.NOT_PDF


def test_what_was_added_after_its_end_is_counted(made: tuple[Session, Reference, Issued]) -> None:
    session, _, first = made
    found = handed_back.check(session, first.pdf + b"\n% signed by somebody\n")
    assert found.outcome is Outcome.SAME_PAGES and not found.is_as_issued
    assert found.line.words == "The pages are as issued; some bytes of the file are not"
    assert "22 were added after their end" in said(found)
    assert "Every page reads and looks as it was issued" in said(found)


def test_a_file_cut_short_is_known_by_what_is_left_of_it(made: tuple[Session, Reference, Issued]) -> None:
    """With its end went what it is known by; that it begins as one document did, and as no other, is told."""
    session, _, first = made
    for left in (len(first.pdf) - 1, len(first.pdf) // 2, 1_100):
        found = handed_back.check(session, first.pdf[:left])
        assert found.outcome is Outcome.CUT_SHORT and found.line.meaning is StatusMeaning.DUE, (
            left,
            said(found),
        )
        assert f"It ends early: {left:,} of {len(first.pdf):,} bytes are there." in said(found)
        assert dict(found.facts)["Document"].endswith("copy 1")
        assert newest(session)[1] == {
            "found": "cut_short",
            "document": first.document.id,
            "sha256": sha256(first.pdf[:left]).hexdigest(),
        }
    for content in (first.pdf[:900], first.pdf[: len(first.pdf) // 2 - 1] + b"?"):
        assert handed_back.check(session, content).outcome is Outcome.UNREADABLE


def test_saved_by_other_software_it_shows_the_same_and_nobody_is_accused(
    made: tuple[Session, Reference, Issued],
) -> None:
    session, _, first = made
    for handed in (again(first.pdf), again(first.pdf, _unmarked)):
        found = handed_back.check(session, handed)
        assert found.outcome is Outcome.SAME_PAGES and found.line.meaning is StatusMeaning.DUE
        assert not found.is_as_issued, "its bytes are others"
        assert found.line.words == "The pages are as issued; the file was saved anew"
        assert "Every page reads and looks as it was issued" in said(found)
        assert "changed" not in said(found) and "handed this back" not in said(found)
        assert newest(session)[1]["found"] == "same_pages"


def _unmarked(pdf: pikepdf.Pdf) -> None:
    """Everything that says what it is was taken out, but for the identifier."""
    del pdf.Root["/Metadata"]
    pdf.trailer["/Info"] = pikepdf.Dictionary()


def test_the_number_in_a_letter_without_its_properties_is_looked_up(
    record: tuple[Session, Reference],
) -> None:
    """A letter has no chain head and no number on its pages: only its identifier is left of what it is known by."""
    session, incident = record
    issued = paper.issue(session, LetterPaper(incident, keep_filled(session, incident)))
    for change in (_unmarked, _redated, _line_of_page_one_gone):
        found = handed_back.check(session, again(issued.pdf, change))
        assert newest(session)[1]["document"] == issued.document.id, said(found)
        wanted = Outcome.CHANGED if change is _line_of_page_one_gone else Outcome.SAME_PAGES
        assert found.outcome is wanted, said(found)


def _redated(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as properties:
        properties["xmp:CreateDate"] = "2026-09-16T10:00:00Z"


def _line_of_page_one_gone(pdf: pikepdf.Pdf) -> None:
    _unmarked(pdf)
    _line_gone(pdf, 0)


def test_printed_to_a_file_it_is_known_by_the_number_at_its_foot(
    made: tuple[Session, Reference, Issued],
) -> None:
    """Of two copies with one chain head, the number tells which."""
    session, incident, _ = made
    second = paper.issue(session, IncidentPaper(incident))
    source = pypdfium2.PdfDocument(second.pdf)
    fresh = pypdfium2.PdfDocument.new()
    fresh.import_pages(source)
    out = io.BytesIO()
    fresh.save(out)
    for opened in (source, fresh):
        opened.close()
    found = handed_back.check(session, out.getvalue())
    assert newest(session)[1]["document"] == second.document.id
    assert found.outcome is Outcome.SAME_PAGES, said(found)


def test_pictures_alone_are_sent_on_to_the_number_on_the_page(
    made: tuple[Session, Reference, Issued],
) -> None:
    session, _, first = made
    source = pypdfium2.PdfDocument(first.pdf)
    pages = [source[number].render().to_pil().convert("RGB") for number in range(len(source))]
    source.close()
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:])
    found = handed_back.check(session, out.getvalue())
    assert found.outcome is Outcome.UNKNOWN and found.document is None
    assert found.line.words == "This PDF is pictures alone, such as a scan"
    assert "number at their foot, after “document”, or a code" in found.sentence


def _box_drawn(pdf: pikepdf.Pdf) -> None:
    """Something is blacked out, with the text still beneath it."""
    page = pdf.pages[1]
    page.contents_add(b"q 0 0 0 rg 60 60 200 100 re f Q")


def _line_gone(pdf: pikepdf.Pdf, number: int = 1) -> None:
    """A text in the middle of page 2, or of another, is not drawn any more."""
    page = pdf.pages[number]
    page.contents_coalesce()
    operations = list(pikepdf.parse_content_stream(page))
    texts = [at for at, one in enumerate(operations) if str(one.operator) in ("Tj", "TJ")]
    del operations[texts[len(texts) // 2]]
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(operations))


def _note_laid_over(pdf: pikepdf.Pdf) -> None:
    note = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[50, 50, 80, 80], Contents="Seen"
        )
    )
    pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([note]))


def _file_attached(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["more.txt"] = b"more"


def _script_added(pdf: pikepdf.Pdf) -> None:
    action = pdf.make_indirect(pikepdf.Object.parse(_SCRIPT))
    pdf.Root.Names = pikepdf.Dictionary(
        JavaScript=pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("a"), action]))
    )


def _page_gone(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[-1]


def _page_added(pdf: pikepdf.Pdf) -> None:
    pdf.add_blank_page()


def _pages_turned(pdf: pikepdf.Pdf) -> None:
    pdf.pages.reverse()


def _second_gone(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[1]


def _blank_between(pdf: pikepdf.Pdf) -> None:
    pdf.add_blank_page()
    pdf.pages.insert(1, pdf.pages[-1])
    del pdf.pages[-1]


def _second_once_more(pdf: pikepdf.Pdf) -> None:
    pdf.pages.append(pdf.pages[1])


def _second_rewritten_behind_a_blank(pdf: pikepdf.Pdf) -> None:
    _line_gone(pdf)
    pdf.add_blank_page()
    pdf.pages.insert(0, pdf.pages[-1])
    del pdf.pages[-1]


def test_each_kind_of_change_is_named(made: tuple[Session, Reference, Issued]) -> None:
    session, _, first = made
    for change, words in (
        (_box_drawn, "Page 2 reads the same and looks otherwise"),
        (_line_gone, "The text of page 2 differs"),
        (_note_laid_over, "Something is laid over page 1"),
        (_file_attached, "1 file attached"),
        (_script_added, "It holds a script"),
        (_page_gone, "Missing: page"),
        (_page_added, "Added: page"),
        (_pages_turned, "of what was issued stand elsewhere"),
        (_second_once_more, "Page 2 comes once more, as page"),
    ):
        found = handed_back.check(session, again(first.pdf, change))
        assert found.outcome is Outcome.CHANGED
        assert words in said(found), said(found)
        assert "Every page reads and looks" not in said(found), change
        assert newest(session)[1]["found"] == "changed"


def test_a_page_taken_out_or_put_in_makes_no_others_of_those_after_it(
    made: tuple[Session, Reference, Issued],
) -> None:
    session, _, first = made
    for change, words in (
        (_second_gone, ("Missing: page 2 of what was issued.",)),
        (_blank_between, ("Added: page 2 of this file, which was not issued with it.",)),
        (
            _second_rewritten_behind_a_blank,
            (
                "The text of page 2 (page 3 of this file) differs from what was issued.",
                "Added: page 1 of this file, which was not issued with it.",
            ),
        ),
    ):
        found = handed_back.check(session, again(first.pdf, change))
        assert found.outcome is Outcome.CHANGED and found.line.meaning is StatusMeaning.LATE
        assert found.found[1:] == words


def test_a_document_of_a_part_that_is_not_open_is_unknown_and_leaves_no_hint(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    made_school.clock.set("2026-09-22 15:24")
    aunt = adult(session, "Shona Pike", "Midday supervisor")
    incident = log_incident(session, "SPC", (aunt, "adult_of_concern"))
    issued = paper.issue(session, IncidentPaper(incident))
    deputy = made_school.sign_in("deputy")
    for handed in (issued.pdf, issued.pdf + b" "):
        found = handed_back.check(deputy, handed)
        assert found.outcome is Outcome.UNKNOWN
        assert not {"Document", "Record", "Made"} & set(dict(found.facts))
        kind, noted = newest(deputy)
        assert kind is EventKind.DOCUMENT_CHECKED and set(noted) == {"sha256", "found"}


def test_what_is_no_document_gets_a_clear_sentence(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    for content, outcome in (
        (b"", Outcome.NOT_PDF),
        (b"PK\x03\x04 a letter", Outcome.NOT_PDF),
        (b"%PDF-1.7\n" + b"\0" * 4_000, Outcome.UNREADABLE),
    ):
        found = handed_back.check(session, content)
        assert found.outcome is outcome
        assert found.sentence and newest(session)[1]["found"] == outcome.value


def test_another_document_and_a_locked_one_are_told_apart(made: tuple[Session, Reference, Issued]) -> None:
    session, _, first = made
    out = io.BytesIO()
    pikepdf.new().save(out)
    assert handed_back.check(session, out.getvalue()).outcome in (Outcome.UNKNOWN, Outcome.UNREADABLE)
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(first.pdf)) as opened:
        opened.save(locked, encryption=pikepdf.Encryption(owner="a", user="b", R=6))
    assert handed_back.check(session, locked.getvalue()).outcome is Outcome.LOCKED


def test_a_protected_copy_is_known_by_its_hash_and_a_changed_one_by_its_mark(
    made: tuple[Session, Reference, Issued], tmp_path: Path
) -> None:
    session, incident, first = made
    place = tmp_path / "protected.pdf"
    copy = paper_protected.save_protected(session, first.document, place)
    handed = place.read_bytes()
    found = handed_back.check(session, handed)
    assert found.outcome is Outcome.PROTECTED and found.is_as_issued
    assert dict(found.facts)["Record"] == incidents.case_of(session, incident)
    assert "protected by a passphrase" in dict(found.facts)["Went out"]
    changed = handed_back.check(session, handed + b"\n")
    assert changed.outcome is Outcome.LOCKED
    assert dict(changed.facts)["Document"].endswith("copy 1")
    assert "locked by a passphrase" in said(changed) and changed.line.meaning is StatusMeaning.DUE
    with pikepdf.open(io.BytesIO(handed), password=copy.passphrase) as opened:
        bare = io.BytesIO()
        opened.save(bare)
    unlocked = handed_back.check(session, bare.getvalue())
    assert unlocked.outcome is Outcome.SAME_PAGES and unlocked.line.meaning is StatusMeaning.DUE
    assert "Every page reads and looks as it was issued" in said(unlocked)


def test_the_passphrase_of_a_protected_copy_is_kept_nowhere(
    made: tuple[Session, Reference, Issued], tmp_path: Path
) -> None:
    session, _, first = made
    copy = paper_protected.save_protected(session, first.document, tmp_path / "out.pdf")
    assert copy.passphrase not in repr(copy)
    kind, noted = newest(session)
    assert kind is EventKind.PROTECTED_OUT
    assert noted["protected"] == copy.sha256 and noted["sha256"] == first.sha256
    assert not any(copy.passphrase in str(value) for value in noted.values())


def test_a_file_that_cannot_be_read_or_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(handed_back.FileNotThere):
        handed_back.read_path(tmp_path / "gone.pdf")
    with pytest.raises(handed_back.FileNotThere):
        handed_back.read_path(tmp_path)
    monkeypatch.setattr(handed_back, "MOST_BYTES", 10)
    large = tmp_path / "large.pdf"
    large.write_bytes(b"%PDF-1.7 large")
    with pytest.raises(handed_back.FileTooLarge):
        handed_back.read_path(large)


def test_bytes_that_are_damaged_in_the_log_are_still_known_by_their_hash(
    made: tuple[Session, Reference, Issued], monkeypatch: pytest.MonkeyPatch
) -> None:
    session, _, first = made

    def damaged(_session: Session, _document: object) -> bytes:
        raise EvidenceDamaged

    monkeypatch.setattr(handed_back, "issued_bytes", damaged)
    assert handed_back.check(session, first.pdf).is_as_issued
    found = handed_back.check(session, first.pdf + b" ")
    assert "cannot be opened here any more" in said(found)


def test_the_event_stands_with_its_record(made: tuple[Session, Reference, Issued]) -> None:
    session, incident, first = made
    handed_back.check(session, first.pdf)
    daily = session.vault.daily
    event = reading.event_numbered(daily.connection, daily.head.number)
    assert event is not None
    assert record_of(session, daily, event.record)[1] == incidents.case_of(session, incident)
