"""What messages say of themselves, and how saved pages in the form of messages are told apart."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from safeguard_app.domain.file_statements import FileReading, FileWarning, StatementKind
from safeguard_app.evidence_files.mail_parts import MOST_HEAD_BYTES
from safeguard_app.evidence_files.reading import read
from tests.evidence_files.samples import MAIL, SAVED_PAGE_AS_MAIL

CLOCK = datetime(2026, 10, 14, 21, 7, 11)  # noqa: DTZ001 - the wall clock of whoever sent it
SUMMER = timezone(timedelta(hours=1))


def said(content: bytes) -> dict[StatementKind, str]:
    """The words of each kind of statement."""
    return {one.kind: one.words for one in read(content, "message/rfc822").statements}


def test_all_that_a_message_says() -> None:
    reading = read(MAIL, "message/rfc822")
    assert said(MAIL) == {
        StatementKind.SENT: "Wed, 14 Oct 2026 21:07:11 +0100",
        StatementKind.FROM: "Zoë Fernside <zoe@example.org>",
        StatementKind.TO: "Head <head@example.net>, Office <office@example.net>",
        StatementKind.TITLE: "Photos of the trip – please remove",
        StatementKind.MESSAGE_ID: "<20261014.1@example.org>",
        StatementKind.ATTACHMENTS: "2: photo.jpg, list of names.pdf",
    }
    sent = reading.of(StatementKind.SENT)
    assert sent is not None
    assert sent.moment == CLOCK.replace(tzinfo=SUMMER)
    assert reading.warnings == (FileWarning.HOLDS_FILES,)


def test_windows_line_ends_make_no_difference() -> None:
    assert read(MAIL.replace(b"\n", b"\r\n"), "message/rfc822") == read(MAIL, "message/rfc822")


@pytest.mark.parametrize("zone", [b"-0000", b""])
def test_a_date_without_a_known_zone_is_a_wall_clock(zone: bytes) -> None:
    sent = read(MAIL.replace(b" +0100", b" " + zone, 1), "message/rfc822").of(StatementKind.SENT)
    assert sent is not None
    assert sent.moment == CLOCK
    assert sent.moment.tzinfo is None


def test_a_date_that_is_none_keeps_its_words() -> None:
    sent = read(b"Date: a fine day\nFrom: a@example.org\n\nHello", "message/rfc822").of(StatementKind.SENT)
    assert sent is not None
    assert (sent.words, sent.moment) == ("a fine day", None)


def test_a_plain_message_has_no_attachments() -> None:
    reading = read(
        b"From: a@example.org\nSubject: Hello\n\n--x\nContent-Disposition: attachment\n", "message/rfc822"
    )
    assert [one.kind for one in reading.statements] == [StatementKind.FROM, StatementKind.TITLE]
    assert reading.warnings == ()


def test_a_message_that_is_all_attachment() -> None:
    content = b'From: a@example.org\nSubject: x\nContent-Type: application/pdf; name="plan.pdf"\n\n%PDF-'
    assert said(content)[StatementKind.ATTACHMENTS] == "1: plan.pdf"


def parts(*heads: bytes) -> bytes:
    """A message of parts with such heads."""
    body = b"".join(b"--b\n" + head + b"\n\nx\n" for head in heads)
    return (
        b"From: a@example.org\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n" + body + b"--b--\n"
    )


@pytest.mark.parametrize(
    ("head", "attachments"),
    [
        (b"Content-Disposition: attachment", "1: file without a name"),
        (b"Content-Type: message/rfc822", "1: file without a name"),
        (b'Content-Disposition: inline; filename="IMG_1.jpeg"', "1: IMG_1.jpeg"),
        (b'Content-Type: text/calendar; name="trip.ics"', "1: trip.ics"),
        (b"Content-Type: image/png", "1: file without a name"),
        (b'Content-Disposition: attachment; filename="..\\\\..\\\\CON.txt"', "1: _CON.txt"),
        (b'Content-Disposition: attachment; filename="=?utf-8?q?Zo=C3=AB=2Epdf?="', "1: Zoë.pdf"),
        (b"Content-Disposition: attachment; filename*0=lo; filename*1=ng.pdf", "1: long.pdf"),
        ('Content-Disposition: attachment; filename="a\u202efdp.exe"'.encode(), "1: a[U+202E]fdp.exe"),
        ('Content-Disposition: attachment; filename="Zoë.pdf"'.encode(), "1: Zoë.pdf"),
        (b"Content-Type: text/html", None),
        (b"X-Nothing: 1", None),
        (b"", None),
    ],
)
def test_what_is_an_attachment(head: bytes, attachments: str | None) -> None:
    assert said(parts(head)).get(StatementKind.ATTACHMENTS) == attachments


def test_a_message_without_its_end() -> None:
    reading = read(MAIL[: MAIL.index(b"--=_outer--")], "message/rfc822")
    assert reading.warnings == (FileWarning.HOLDS_FILES, FileWarning.CUT_SHORT)
    assert said(MAIL[: MAIL.index(b"/9j/")])[StatementKind.ATTACHMENTS] == "1: photo.jpg"


def test_what_has_no_headers_is_no_message() -> None:
    assert read(b"Dear Head\n\nplease", "message/rfc822") == FileReading(warnings=(FileWarning.OTHER_TYPE,))
    assert read(b"", "message/rfc822") == FileReading(warnings=(FileWarning.OTHER_TYPE,))


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (b"Subject: =?unknown-8bit?q?=ff?=", "\ufffd"),
        (b"Subject: =?nonsense?q?Chat?=", "=?nonsense?q?Chat?="),
        (b"Subject: =?utf-8?b?%%%?= x", None),
        ("Subject: Zoë".encode(), "Zoë"),
        (b"Subject: \xff\xfe", "\ufffd\ufffd"),
        (b"Subject: a\x00b\x07c", "abc"),
        (b"Subject:" + b" \n x" * 9, None),
        (b"Subject: " + b"x" * 100_000, None),
    ],
)
def test_headers_that_cannot_be_decoded_stand_as_they_are(header: bytes, words: str | None) -> None:
    found = said(b"From: a@example.org\n" + header + b"\n\nHello")
    assert found[StatementKind.FROM] == "a@example.org"
    assert words is None or found[StatementKind.TITLE] == words
    assert len(found.get(StatementKind.TITLE, "")) <= 500


def test_a_saved_page_was_saved_and_not_sent() -> None:
    reading = read(SAVED_PAGE_AS_MAIL, "message/rfc822")
    assert said(SAVED_PAGE_AS_MAIL) == {
        StatementKind.SAVED_AT: "Wed, 14 Oct 2026 20:07:11 -0000",
        StatementKind.SOFTWARE: "Saved by Blink",
        StatementKind.TITLE: "Fernside parents | Social",
        StatementKind.SAVED_FROM: "https://social.example/post/17?lang=en",
    }
    saved = reading.of(StatementKind.SAVED_AT)
    assert saved is not None
    assert saved.moment == datetime(2026, 10, 14, 20, 7, 11)  # noqa: DTZ001
    assert reading.warnings == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Snapshot-Content-Location", b"X-Other"),
        (b"Snapshot-Content-Location", b"Content-Location"),
        (b"From: <Saved by Blink>\n", b""),
        (b"From: <Saved by Blink>", b'From: "Saved by Windows Internet Explorer 11"'),
    ],
)
def test_other_ways_to_save_a_page(old: bytes, new: bytes) -> None:
    found = said(SAVED_PAGE_AS_MAIL.replace(old, new))
    assert found[StatementKind.SAVED_FROM] == "https://social.example/post/17?lang=en"
    assert StatementKind.SENT not in found


def test_the_address_of_the_page_when_only_its_first_part_has_it() -> None:
    bare = SAVED_PAGE_AS_MAIL.replace(b"Snapshot-Content-Location", b"X").replace(b"<Saved by Blink>", b"")
    assert said(bare)[StatementKind.SAVED_FROM] == "https://social.example/post/17?lang=en"


@pytest.mark.parametrize(
    "header", [b"To: head@example.net\n", b"Received: by x\n", b"Message-ID: <1@example.org>\n"]
)
def test_a_message_with_pictures_that_have_addresses_was_sent(header: bytes) -> None:
    content = header + SAVED_PAGE_AS_MAIL.replace(b"Snapshot-Content-Location", b"X").replace(
        b"<Saved by Blink>", b'"Saved by grace" <a@example.org>'
    )
    found = said(content)
    assert found[StatementKind.SENT] == "Wed, 14 Oct 2026 20:07:11 -0000"
    assert StatementKind.SAVED_AT not in found


def test_a_file_hidden_in_a_saved_page_is_an_attachment() -> None:
    hidden = SAVED_PAGE_AS_MAIL.replace(
        b"Content-Type: image/png", b"Content-Disposition: attachment; filename=a.exe"
    )
    assert said(hidden)[StatementKind.ATTACHMENTS] == "1: a.exe"
    assert read(hidden, "message/rfc822").warnings == (FileWarning.HOLDS_FILES,)


def test_utc_is_an_offset() -> None:
    sent = read(MAIL.replace(b" +0100", b" GMT", 1), "message/rfc822").of(StatementKind.SENT)
    assert sent is not None
    assert sent.moment == CLOCK.replace(tzinfo=UTC)


def test_only_the_beginning_of_a_head_is_read() -> None:
    for filling, title in ((MOST_HEAD_BYTES - 200, "late"), (MOST_HEAD_BYTES, None)):
        content = b"From: a@example.org\n" + b"X: y\n" * (filling // 5) + b"Subject: late\n\nHello"
        assert said(content).get(StatementKind.TITLE) == title
