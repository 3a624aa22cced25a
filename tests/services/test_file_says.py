"""What a file says stands beside what people say: in words, with questions where the two disagree."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from PIL import Image

from safeguard_app.domain.evidence import CaptureFacts
from safeguard_app.domain.file_statements import FileReading, FileStatement, FileWarning, StatementKind
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.moments import not_known
from safeguard_app.services import evidence, evidence_items, file_says
from safeguard_app.services.file_says import FileSays, file_to_read, in_words, reading_of
from safeguard_app.services.session import Session
from tests.evidence_files.made_files import picture
from tests.services.conftest import at, moment
from tests.services.test_evidence import logged, permit_for

SUMMER = timezone(timedelta(hours=1))


def _says(
    session: Session, kind: StatementKind, words: str, at: datetime | None = None, **facts: object
) -> FileSays:
    given = CaptureFacts(**facts)  # type: ignore[arg-type]  # each test gives facts of the right type
    return in_words(session, FileReading((FileStatement(kind, words, at),)), given)


def test_a_time_with_its_offset_is_told_in_the_schools_time_and_proposed(session: Session) -> None:
    (line,) = _says(session, StatementKind.TAKEN, "x", datetime(2026, 9, 12, 7, 41, 30, tzinfo=UTC)).lines
    assert (line.label, line.words) == ("Taken", "Sat 12 Sep 2026, 08:41")
    assert line.fact == "captured_at"
    assert line.moment is not None
    assert line.moment.start == datetime(2026, 9, 12, 8, 41, tzinfo=SUMMER)
    assert line.moment.source == "the file itself"


def test_a_time_without_an_offset_says_whose_clock_it_is(session: Session) -> None:
    (line,) = _says(session, StatementKind.TAKEN, "x", datetime(2026, 9, 12, 8, 41)).lines  # noqa: DTZ001 - as in the file
    assert line.words == "Sat 12 Sep 2026, 08:41, by the clock of its device"
    assert line.moment is not None
    assert line.moment.start == datetime(2026, 9, 12, 8, 41, tzinfo=SUMMER)
    assert line.moment.source == "the file itself, by the clock of its device"


@pytest.mark.parametrize("year", [1, 1900, 2199, 9999])
def test_a_year_without_sense_stays_words(session: Session, year: int) -> None:
    (line,) = _says(session, StatementKind.TAKEN, f"{year}:01:01", datetime(year, 1, 1, tzinfo=UTC)).lines
    assert (line.words, line.fact, line.moment) == (f"{year}:01:01", "", None)


@pytest.mark.parametrize(
    ("kind", "fact"),
    [
        (StatementKind.DEVICE, "device"),
        (StatementKind.SAVED_FROM, "url"),
        (StatementKind.FROM, "handle"),
        (StatementKind.TITLE, ""),
        (StatementKind.PLACE, ""),
    ],
)
def test_what_stands_for_a_fact_is_proposed_and_the_rest_is_told(
    session: Session, kind: StatementKind, fact: str
) -> None:
    (line,) = _says(session, kind, "Words of the file").lines
    assert (line.words, line.fact) == ("Words of the file", fact)
    assert line.text == ("Words of the file" if fact else "")


def test_an_address_that_is_cut_is_read_and_never_used(session: Session, incident: Reference) -> None:
    address = "https://social.example/" + "x" * 600
    page = f"Subject: A page\r\nSnapshot-Content-Location: {address}\r\nContent-Type: text/html\r\n\r\n<p>x"
    content = f"From: <Saved by Larkbrowse>\r\n{page}".encode()
    item = (
        evidence.take_in_bytes(session, permit_for(session, incident), content, "a.mhtml", CaptureFacts())
        .taken[0]
        .item
    )
    opened = file_to_read(session, item)
    assert opened is not None
    said = in_words(session, reading_of(opened), CaptureFacts(url="https://social.example/"))
    (saved,) = (line for line in said.lines if line.label == "Saved from")
    assert saved.words.startswith(address[:400]) and saved.words.endswith("…")
    assert (saved.fact, saved.text, said.queries) == ("", "", ())


def test_when_a_message_was_sent_is_proposed_as_it_stands_there(session: Session) -> None:
    sent = "Fri, 11 Sep 2026 20:14:00 +0100"
    (line,) = _says(session, StatementKind.SENT, sent, datetime(2026, 9, 11, 20, 14, tzinfo=SUMMER)).lines
    assert line.words == "Fri 11 Sep 2026, 20:14"
    assert (line.fact, line.text) == ("posted_as_shown", sent)


@pytest.mark.parametrize("kind", list(StatementKind))
def test_every_kind_of_statement_has_a_label(session: Session, kind: StatementKind) -> None:
    assert _says(session, kind, "x").lines[0].label


@pytest.mark.parametrize("warning", list(FileWarning))
def test_every_warning_is_a_sentence(session: Session, warning: FileWarning) -> None:
    (words,) = in_words(session, FileReading((), (warning,)), CaptureFacts()).warnings
    assert words.endswith(".")


def test_a_file_newer_than_its_capture_is_asked_about(session: Session) -> None:
    later = datetime(2026, 9, 12, 18, 0, tzinfo=SUMMER)
    (query,) = _says(session, StatementKind.TAKEN, "x", later, captured_at=moment("2026-09-12 10:00")).queries
    assert "Sat 12 Sep 2026, 18:00, which is after the capture as given, Sat 12 Sep 2026, 10:00" in query
    assert "Ask who captured it" in query


def test_a_file_older_than_its_capture_is_asked_about(session: Session) -> None:
    before = datetime(2026, 9, 10, 18, 0, tzinfo=SUMMER)
    (query,) = _says(
        session, StatementKind.TAKEN, "x", before, captured_at=moment("2026-09-12 10:00")
    ).queries
    assert "which is before the capture as given" in query


@pytest.mark.parametrize(
    "said",
    [
        datetime(2026, 9, 12, 10, 2, tzinfo=SUMMER),
        datetime(2026, 9, 12, 9, 58, tzinfo=SUMMER),
        datetime(2026, 9, 12, 11, 0),  # noqa: DTZ001 - without an offset, an hour away
        datetime(2026, 9, 12, 9, 0),  # noqa: DTZ001
    ],
)
def test_the_same_time_by_another_clock_is_no_question(session: Session, said: datetime) -> None:
    assert (
        _says(session, StatementKind.TAKEN, "x", said, captured_at=moment("2026-09-12 10:00")).queries == ()
    )


def test_nothing_is_asked_where_no_capture_is_given(session: Session) -> None:
    said = datetime(2020, 1, 1, tzinfo=UTC)
    assert _says(session, StatementKind.TAKEN, "x", said).queries == ()
    assert _says(session, StatementKind.TAKEN, "x", said, captured_at=not_known()).queries == ()


def test_a_time_that_has_not_come_is_asked_about(session: Session) -> None:
    (query,) = _says(session, StatementKind.TAKEN, "x", at("2026-09-14 09:30")).queries
    assert "has not come yet" in query
    assert _says(session, StatementKind.TAKEN, "x", at("2026-09-14 09:01")).queries == ()


def test_another_address_than_the_one_given_is_asked_about(session: Session) -> None:
    address = "https://social.example/p/1"
    (query,) = _says(session, StatementKind.SAVED_FROM, address, url="https://social.example/p/2").queries
    assert "another address" in query
    assert _says(session, StatementKind.SAVED_FROM, address, url=f"{address} ").queries == ()
    assert _says(session, StatementKind.SAVED_FROM, address).queries == ()


def test_a_photograph_says_when_it_was_taken_and_leaves_no_event(
    session: Session, incident: Reference
) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Larkphone", "Larkphone 9"
    inner = exif.get_ifd(0x8769)
    inner[0x9003], inner[0x9011] = "2026:09:12 08:41:30", "+01:00"
    content = picture("JPEG", 4, 3, (9, 9, 9, 255), exif=exif)
    item = (
        evidence.take_in_bytes(session, permit_for(session, incident), content, "a.jpg", CaptureFacts())
        .taken[0]
        .item
    )
    before = len(logged(session))

    opened = file_to_read(session, item)
    assert opened is not None
    said = in_words(session, reading_of(opened), CaptureFacts())

    assert {line.label: line.words for line in said.lines} == {
        "Taken": "Sat 12 Sep 2026, 08:41",
        "Device": "Larkphone 9",
        "Size of the picture": "4 × 3",
    }
    assert len(logged(session)) == before


def test_what_is_very_large_or_taken_back_is_not_looked_into(
    session: Session, incident: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = evidence.take_in_bytes(session, permit_for(session, incident), b"Words.", "a.txt", CaptureFacts())
    item = made.taken[0].item
    assert file_to_read(session, item) is not None
    with monkeypatch.context() as patched:
        patched.setattr(file_says, "MOST_LOOKED_INTO", 5)
        assert file_to_read(session, item) is None
    evidence_items.withdraw(session, item, "Not of this case.", version=1)
    assert file_to_read(session, item) is None
