"""The words of files: what is shown of each kind, what is said of it, and what is never unpacked or fetched."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime

import pytest

from safeguard_app.domain.file_statements import FileWarning, StatementKind
from safeguard_app.domain.file_texts import MOST_LETTERS, FileText, HeldFile, SectionKind, TextNote
from safeguard_app.evidence_files import archives
from safeguard_app.evidence_files.apart import LookingIn
from safeguard_app.evidence_files.pixels import NotShown, Refusal
from safeguard_app.evidence_files.reading import read
from safeguard_app.evidence_files.text_limits import text_within_limits
from safeguard_app.evidence_files.texts import text_of
from safeguard_app.system.limited_process import ProcessStopped
from tests.evidence_files.made_texts import (
    ANDROID_CHAT,
    CORE,
    HEIC,
    IPHONE_CHAT,
    archive,
    outlook,
    outlook_message,
    sound,
    video,
    word,
)
from tests.evidence_files.samples import MAIL, PAGE, SAVED_PAGE_AS_MAIL

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OUTLOOK = "application/vnd.ms-outlook"
MAIL_HEAD = b"From: a@example.org\nSubject: x\nMIME-Version: 1.0\n"
STRANGE_LETTERS = MAIL_HEAD + (
    b"Content-Disposition: inline; filename*=x-foo''a.txt\nContent-Type: text/plain; charset=cp9999\n\nplain"
)
"""Ways of writing letters that there are not, which the process has to tell although it can open nothing."""


def words(content: bytes, media_type: str = "text/plain") -> str:
    """All the words of a file that has one section."""
    text = text_of(content, media_type)
    assert text_within_limits(text)
    return "\n".join(one.text for one in text.sections)


@pytest.fixture(scope="module")
def looking_in() -> Iterator[LookingIn]:
    """Looks in, and leaves no process behind."""
    made = LookingIn()
    yield made
    made.end()


@pytest.mark.parametrize(
    ("content", "media_type", "said"),
    [
        (b"\xef\xbb\xbfName,Class\nKai,4B\n", "text/plain", "Name,Class\nKai,4B"),
        (ANDROID_CHAT.encode("utf-16"), "text/plain", ""),
        (PAGE.encode(), "text/html", "Hello"),
        (MAIL, "message/rfc822", "Please look at these."),
        (STRANGE_LETTERS, "message/rfc822", "plain"),
        (outlook_message(), OUTLOOK, "Please look at these.\nZoë"),
        (word(), WORD, "Dear Head"),
        (archive({"_chat.txt": IPHONE_CHAT}), "application/zip", ""),
    ],
)
def test_every_kind_is_read_in_the_process_that_can_open_nothing(
    looking_in: LookingIn, content: bytes, media_type: str, said: str
) -> None:
    text = looking_in.words(content, media_type)
    assert "\n".join(one.text for one in text.sections) == said
    assert text == text_of(content, media_type)
    assert bool(text.chat) is not bool(said)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(HEIC, "image/heic"), (video(), "video/mp4"), (sound(), "audio/wav"), (PAGE.encode(), "text/html")],
)
def test_every_kind_says_the_same_there(looking_in: LookingIn, content: bytes, media_type: str) -> None:
    reading = looking_in.read(content, media_type)
    assert reading.statements
    assert reading == read(content, media_type)


def test_a_heic_photograph_is_shown_and_says_who_took_it(looking_in: LookingIn) -> None:
    shown = looking_in.show(HEIC, "image/heic")
    assert (shown.width, shown.height) == (64, 48)
    assert all(abs(one - wanted) < 12 for one, wanted in zip(shown.pixels, (200, 30, 90), strict=False))
    reading = read(HEIC, "image/heic")
    assert {one.kind: one.words for one in reading.statements} == {
        StatementKind.TAKEN: "2026:10:14 21:07:11 +01:00",
        StatementKind.DEVICE: "Apple iPhone 12",
        StatementKind.SIZE: "64 × 48",
    }
    assert reading.warnings == ()


def test_a_heic_photograph_cut_short_or_followed_by_something_else(looking_in: LookingIn) -> None:
    assert FileWarning.CUT_SHORT in read(HEIC[:-40], "image/heic").warnings
    assert read(HEIC + b"PK\x03\x04", "image/heic").warnings == (FileWarning.OTHER_TYPE,)
    assert read(MAIL, "image/heic").warnings == (FileWarning.OTHER_TYPE,)
    with pytest.raises(NotShown):
        looking_in.show(HEIC[:-60], "image/heic")


def test_a_heic_photograph_that_crashes_its_library_ends_nothing_else(looking_in: LookingIn) -> None:
    """Found by changing one byte at a time: pi-heif 1.4.0 follows a pointer to nowhere. Run apart only."""
    content = bytearray(HEIC)
    content[178] = 136
    with pytest.raises((ProcessStopped, NotShown)):
        looking_in.show(bytes(content), "image/heic")
    with suppress(ProcessStopped):  # a library that is mended says something
        assert looking_in.read(bytes(content), "image/heic").statements is not None
    assert looking_in.show(HEIC, "image/heic").width == 64


def test_a_heic_photograph_too_large_by_its_head_is_not_decoded(looking_in: LookingIn) -> None:
    at = HEIC.index(b"ispe") + 8
    content = HEIC[:at] + (20_000).to_bytes(4, "big") * 2 + HEIC[at + 8 :]
    with pytest.raises(NotShown) as refused:
        looking_in.show(content, "image/heic")
    assert refused.value.refusal in {Refusal.TOO_LARGE, Refusal.DAMAGED}
    assert read(content, "image/heic").warnings or read(content, "image/heic").of(StatementKind.SIZE)


def test_a_video_says_when_and_with_what_it_was_made_and_how_long_it_is() -> None:
    reading = read(video(), "video/quicktime")
    assert [(one.kind, one.words) for one in reading.statements] == [
        (StatementKind.TAKEN, "2026-10-14T21:07:11+0100"),
        (StatementKind.MADE, "2026-10-14 20:07:11 UTC"),
        (StatementKind.DEVICE, "iPhone 12"),
        (StatementKind.DURATION, "0:07"),
    ]
    assert reading.warnings == ()
    made = reading.of(StatementKind.MADE)
    assert made is not None
    assert made.moment == datetime(2026, 10, 14, 20, 7, 11, tzinfo=UTC)


def test_a_sound_file_says_its_title_and_who_made_it() -> None:
    frames = [
        (b"TIT2", b"\x03Voice note"),
        (b"TPE1", "\x03Zoë".encode()),
        (b"TDRC", b"\x032026-10-14T21:07:11"),
    ]
    tags = b"".join(name + len(raw).to_bytes(4, "big") + bytes(2) + raw for name, raw in frames)
    content = b"ID3\x04\0\0" + bytes((0, 0, 0, len(tags))) + tags + (b"\xff\xfb\x90\0" + bytes(413)) * 80
    reading = read(content, "audio/mpeg")
    assert [(one.kind, one.words) for one in reading.statements] == [
        (StatementKind.MADE, "2026-10-14T21:07:11"),
        (StatementKind.AUTHOR, "Zoë"),
        (StatementKind.TITLE, "Voice note"),
        (StatementKind.DURATION, "0:02"),
    ]
    made = reading.of(StatementKind.MADE)
    assert made is not None and made.moment == datetime(2026, 10, 14, 21, 7, 11)  # noqa: DTZ001 - as it is written
    assert read(content + archive({"a": "x"}), "audio/mpeg").warnings == (FileWarning.OTHER_TYPE,)


def test_a_video_whose_clock_was_never_set_cut_short_or_of_two_kinds() -> None:
    assert read(video(0), "video/mp4").of(StatementKind.MADE) is None
    assert FileWarning.CUT_SHORT in read(video()[:-50], "video/mp4").warnings
    assert FileWarning.CUT_SHORT in read(video()[:60], "video/mp4").warnings
    assert read(video() + archive({"a.txt": "x"}), "video/mp4").warnings == (FileWarning.OTHER_TYPE,)
    assert FileWarning.CUT_SHORT in read(sound()[:-9_000], "audio/wav").warnings
    assert FileWarning.CUT_SHORT in read(b"OggS nothing more", "audio/ogg").warnings


@pytest.mark.parametrize(
    ("raw", "said", "guessed"),
    [
        ("Zoë – “so”\r\nand".encode(), "Zoë – “so”\nand", False),
        ("Zoë".encode("utf-16"), "Zoë", False),
        ("Zoë – “so”".encode("cp1252"), "Zoë – “so”", True),
        ("Zoë – “so”".encode() + b"\xff!", "Zoë – “so”\ufffd!", True),
        (b"a\x00b \xe2\x80\xaegpj\x1b[31m", "a[U+0000]b [U+202E]gpj[U+001B][31m", False),
    ],
)
def test_letters_are_read_as_they_are_written_and_nothing_is_hidden(
    raw: bytes, said: str, *, guessed: bool
) -> None:
    assert words(raw) == said
    assert (TextNote.GUESSED in text_of(raw, "text/plain").notes) is guessed


def test_a_long_text_is_cut_and_that_is_said() -> None:
    text = text_of(b"line\n" * 500_000, "text/plain")
    assert text.notes == (TextNote.CUT,)
    assert MOST_LETTERS - 10 < len(text.sections[0].text) <= MOST_LETTERS
    hidden = text_of(b"\x1b" * 400_000, "text/plain")
    assert hidden.notes == (TextNote.CUT,)
    assert text_within_limits(hidden)


@pytest.mark.parametrize("raw", [b"", b" \n\n", b"\xff\xfe"])
def test_nothing_to_read_is_said(raw: bytes) -> None:
    assert TextNote.NO_WORDS in text_of(raw, "text/plain").notes


def test_a_page_gives_its_visible_words_and_nothing_else() -> None:
    page = (
        b"<html><head><title>no</title><style>p{}</style></head><body><script>no()</script><h1>Posts</h1>"
        b"<ul><li>one<li>two &amp; three</ul><p>a<br>b <img src='https://x.example/y.png' alt='a cat'></p>"
        b"<iframe src='https://x.example/'>no</iframe><table><tr><td>1</td><td>2</td></tr></table><!-- no -->"
    )
    assert words(page, "text/html") == "Posts\n\n– one\n– two & three\n\na\nb [picture: a cat]\n\n1\t2"


@pytest.mark.parametrize("charset", [b"utf-8", b"iso-8859-15", b"no-such-thing", b"rot13", b"zlib_codec"])
def test_a_page_is_read_by_the_letters_it_names_where_there_are_such(charset: bytes) -> None:
    page = b'<html><meta charset="' + charset + b'"><p>plain</p></html>'
    assert words(page, "text/html") == "plain"


def test_a_message_shows_its_words_and_lists_its_files() -> None:
    text = text_of(MAIL, "message/rfc822")
    assert [one.text for one in text.sections] == ["Please look at these."]
    assert text.files == (
        HeldFile("photo.jpg", "image/jpeg", 6),
        HeldFile("list of names.pdf", "application/pdf", 6),
    )
    assert text.says == read(MAIL, "message/rfc822")


def test_a_message_whose_two_forms_differ_shows_both() -> None:
    text = text_of(MAIL.replace(b"<p>Please look", b"<p>Never look"), "message/rfc822")
    assert [(one.kind, one.text) for one in text.sections] == [
        (SectionKind.WORDS, "Please look at these."),
        (SectionKind.AS_PAGE, "Never look at these."),
    ]


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n", b"Wm/Dqw=="),
        (
            b"Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n",
            b"Zo=EB",
        ),
        (b"Content-Type: text/html; charset=utf-8\n", b"<b>Zo\xc3\xab</b>"),
        (b"", b"Zo\xc3\xab"),
    ],
)
def test_a_message_is_read_however_it_travelled(head: bytes, body: bytes) -> None:
    assert words(MAIL_HEAD + head + b"\n" + body, "message/rfc822") == "Zoë"


def test_a_saved_page_shows_the_page_and_no_attachments() -> None:
    page = SAVED_PAGE_AS_MAIL.replace(b"</title>", b"</title><p>Who said that?</p>")
    text = text_of(page, "message/rfc822")
    assert [one.text for one in text.sections] == ["Who said that?"]
    assert text.files == ()
    assert text.says.of(StatementKind.SAVED_FROM) is not None


@pytest.mark.parametrize(("parts", "listed"), [(150, 150), (10_000, 200)])
def test_a_message_of_many_parts_lists_some_and_says_so(parts: int, listed: int) -> None:
    part = b"--b\nContent-Disposition: attachment; filename=a.jpg\n\nx\n"
    content = MAIL_HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + part * parts + b"--b--\n"
    text = text_of(content, "message/rfc822")
    assert len(text.files) == listed
    assert (TextNote.MORE_PARTS in text.notes) is (parts > listed)


def test_an_outlook_message_says_what_it_is() -> None:
    reading = read(outlook_message(), OUTLOOK)
    assert {one.kind: one.words for one in reading.statements} == {
        StatementKind.SENT: "2026-10-14 20:07:11 UTC",
        StatementKind.FROM: "Zoë Fernside <zoe@example.org>",
        StatementKind.TO: "Head; Office",
        StatementKind.TITLE: "Photos – please",
        StatementKind.ATTACHMENTS: "1: photo.jpg",
    }
    assert reading.warnings == (FileWarning.HOLDS_FILES,)
    text = text_of(outlook_message(**{"10130102": b"<p>Something else</p>"}), OUTLOOK)
    assert [one.text for one in text.sections] == ["Please look at these.\nZoë", "Something else"]
    assert text.files == (HeldFile("photo.jpg", "image/jpeg", 5_000),)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (outlook({"WordDocument": b"x"}), Refusal.NO_WORDS),
        (outlook({"EncryptedPackage": b"x"}), Refusal.LOCKED),
        (outlook_message()[:1_000], Refusal.DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Refusal.DAMAGED),
    ],
)
def test_other_files_of_the_same_kind_say_why_they_are_not_shown(content: bytes, why: Refusal) -> None:
    with pytest.raises(NotShown) as refused:
        text_of(content, OUTLOOK)
    assert refused.value.refusal is why
    assert read(content, OUTLOOK).statements == ()


def test_a_word_document_gives_paragraphs_comments_and_what_was_deleted() -> None:
    body = (
        "<w:p><w:r><w:t>One</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t></w:r></w:p>"
        "<w:p><w:del><w:r><w:delText>never mind</w:delText></w:r></w:del></w:p>"
    )
    text = text_of(word(body, comments="<w:p><w:r><w:t>Not so.</w:t></w:r></w:p>"), WORD)
    assert [(one.kind, one.text) for one in text.sections] == [
        (SectionKind.WORDS, "One\ttwo\nthree\n[deleted: never mind]"),
        (SectionKind.COMMENTS, "Not so."),
    ]
    assert text.notes == (TextNote.DELETED,)


def test_a_word_document_says_who_wrote_it_and_when_and_what_in_it_runs() -> None:
    files = {
        "word/document.xml": "<x/>",
        "docProps/core.xml": CORE,
        "docProps/app.xml": "<P><Application>Writer</Application></P>",
    }
    reading = read(archive(files), WORD)
    assert [(one.kind, one.words) for one in reading.statements] == [
        (StatementKind.MADE, "2026-10-14T20:07:11Z"),
        (StatementKind.CHANGED, "2026-10-15T08:00:00Z"),
        (StatementKind.SOFTWARE, "Writer"),
        (StatementKind.AUTHOR, "Z. Fernside"),
        (StatementKind.AUTHOR, "Office"),
        (StatementKind.TITLE, "Statement"),
    ]
    made = reading.of(StatementKind.MADE)
    assert made is not None and made.moment == datetime(2026, 10, 14, 20, 7, 11, tzinfo=UTC)
    assert reading.warnings == ()
    files |= {"word/vbaProject.bin": "x", "word/embeddings/a.bin": "x"}
    assert read(archive(files), WORD).warnings == (FileWarning.ACTIVE, FileWarning.HOLDS_FILES)
    assert read(archive(files)[:-30], WORD).warnings == (FileWarning.CUT_SHORT,)
    bomb = archive({"word/document.xml": "<x/>", "docProps/core.xml": BOMB + "<P><title>&i;</title></P>"})
    assert read(bomb, WORD).statements == ()


def test_an_archive_with_a_program_in_it_is_warned_of() -> None:
    assert read(archive({"a/photo.jpg.EXE": "x"}), "application/zip").warnings == (FileWarning.ACTIVE,)
    assert read(archive({"a/photo.jpg": "x"}), "application/zip").warnings == ()


BOMB = (
    '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


@pytest.mark.parametrize(
    "before",
    [
        BOMB,
        '<!DOCTYPE w [<!ENTITY i SYSTEM "file:///etc/hostname">]>',
        "<!DOCTYPE w SYSTEM 'http://x.example/w'>",
    ],
)
def test_a_word_document_that_declares_entities_is_not_opened(before: str) -> None:
    entity = "&i;" if "ENTITY i" in before else ""
    content = word(f"<w:p><w:r><w:t>{entity}</w:t></w:r></w:p>", before=before)
    with pytest.raises(NotShown) as refused:
        text_of(content, WORD)
    assert refused.value.refusal is Refusal.DAMAGED


def test_a_damaged_word_document_gives_what_was_before_the_damage() -> None:
    text = text_of(word("<w:p><w:r><w:t>whole</w:t></w:r></w:p><w:p><oops"), WORD)
    assert (text.sections[0].text, text.notes) == ("whole", (TextNote.DAMAGED,))


def test_an_archive_lists_its_files_and_opens_none() -> None:
    text = text_of(archive({"folder/photo.jpg": b"x" * 30, "../../climb.exe": b"y"}), "application/zip")
    assert text.files == (HeldFile("photo.jpg", size=30), HeldFile("climb.exe", size=1))
    assert text.chat is None and text.sections == ()


def test_a_zip_bomb_stays_packed() -> None:
    text = text_of(archive({"_chat.txt": b"0" * 5_000_000}), "application/zip")
    assert text.notes == (TextNote.BOMB,)
    assert (text.chat, text.sections) == (None, ())
    assert text.files == (HeldFile("_chat.txt", size=5_000_000),)
    assert text_of(word("<w:p/>" * 900_000), WORD).notes == (TextNote.BOMB,)


def test_a_size_that_is_not_true_unpacks_no_more_than_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_UNPACKED", 1_000)
    text = text_of(archive({"_chat.txt": ANDROID_CHAT * 50}), "application/zip")
    assert TextNote.BOMB in text.notes


def test_an_archive_of_more_files_than_are_listed_or_behind_a_password() -> None:
    with pytest.raises(NotShown) as refused:
        text_of(archive({f"{number}.jpg": b"" for number in range(1_001)}), "application/zip")
    assert refused.value.refusal is Refusal.TOO_MANY
    locked = bytearray(archive({"_chat.txt": ANDROID_CHAT}))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + flags] |= 1
    text = text_of(bytes(locked), "application/zip")
    assert text.notes == (TextNote.LOCKED,)
    assert text.says.warnings == (FileWarning.LOCKED,)
    assert text.files == (HeldFile("_chat.txt", size=len(ANDROID_CHAT.encode())),)


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", archive({"a": "b" * 99})[:-30], MAIL],
    ids=["empty", "head", "cut", "mail"],
)
@pytest.mark.parametrize("media_type", ["application/zip", WORD])
def test_what_is_no_archive_is_damaged(content: bytes, media_type: str) -> None:
    with pytest.raises(NotShown) as refused:
        text_of(content, media_type)
    assert refused.value.refusal is Refusal.DAMAGED


def test_an_archive_whose_bytes_are_damaged_says_so() -> None:
    content = bytearray(archive({"_chat.txt": ANDROID_CHAT}))
    content[60] ^= 0xFF
    text = text_of(bytes(content), "application/zip")
    assert text.notes == (TextNote.DAMAGED,)


def test_more_than_a_file_may_hold_is_not_believed() -> None:
    assert text_within_limits(FileText())
    assert not text_within_limits(FileText(files=(HeldFile("x"),) * 1_001))
    assert not text_within_limits(FileText(files=(HeldFile("turned \u202e"),)))
    assert not text_within_limits(FileText(files=(HeldFile("x" * 500),)))
    too_long = text_of(b"x", "text/plain").sections[0].__class__(SectionKind.WORDS, "x" * (MOST_LETTERS + 1))
    assert not text_within_limits(FileText(sections=(too_long,)))


def test_files_made_by_other_tools_are_archives_too() -> None:
    out = io.BytesIO(b"before it ")
    out.seek(0, io.SEEK_END)
    with zipfile.ZipFile(out, "a") as made:
        made.writestr("WhatsApp Chat with Kai.txt", ANDROID_CHAT)
    text = text_of(out.getvalue(), "application/zip")
    assert text.chat is not None and len(text.chat.messages) == 3
