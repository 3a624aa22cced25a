"""Exhibits to be read: opened with an event, chats asked for their dates, names held against what is in the file."""

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.evidence import CaptureFacts
from safeguard_app.domain.file_texts import DateOrder, FileText, SectionKind, TextNote
from safeguard_app.domain.identifiers import Compartment, Reference, new_record_id
from safeguard_app.evidence_files.pixels import Refusal
from safeguard_app.evidence_files.texts import text_of
from safeguard_app.services import evidence, evidence_items, evidence_showing, evidence_text, media_types
from safeguard_app.services.evidence_showing import CannotShow, OpenedFile
from safeguard_app.services.evidence_text import LETTERS_OF_A_PAGE, in_pages, readable, words_of
from safeguard_app.services.session import Session
from tests.evidence_files.made_texts import ANDROID_CHAT, IPHONE_CHAT, archive, outlook, sound, video, word
from tests.evidence_files.samples import MAIL
from tests.services.test_evidence import FACTS, logged, permit_for


def sealed(session: Session, incident: Reference, content: bytes, name: str = "a.txt") -> Reference:
    """An exhibit with that content."""
    return (
        evidence.take_in_bytes(session, permit_for(session, incident), content, name, CaptureFacts())
        .taken[0]
        .item
    )


def opened(
    session: Session, content: bytes, media_type: str = "text/plain", name: str = "a.txt"
) -> OpenedFile:
    """A file on its way, without a log behind it."""
    nowhere = Reference(Compartment.DAILY, new_record_id())
    return OpenedFile(content, media_type, "Ex1", session.looking_in, nowhere, name)


def page(session: Session, content: bytes, order: DateOrder = DateOrder.NOT_KNOWN) -> str:
    """The words of a plain text as they stand on the sheet."""
    (only,) = readable(session, opened(session, content), text_of(content, "text/plain"), order).pages
    return only


def test_a_message_is_read_after_its_event_with_what_it_says_above(
    session: Session, incident: Reference
) -> None:
    item = sealed(session, incident, MAIL, "letter.eml")
    file = evidence_showing.open_file(session, item)
    event = logged(session)[0].event
    assert (event.kind, event.facts) == (EventKind.EVIDENCE_VIEWED, {"exhibit": 1})
    read = readable(session, file, words_of(file))
    assert ("From", "Zoë Fernside <zoe@example.org>") in read.lines
    assert ("Sent", "Wed 14 Oct 2026, 21:07") in read.lines
    assert read.notes == ("Other files are embedded in it.",)
    assert read.pages == (
        "Please look at these.\n\n\nFILES IN IT, NOT OPENED\n\nphoto.jpg, image/jpeg, 6 bytes\n"
        "list of names.pdf, application/pdf, 6 bytes",
    )


def test_a_chat_stands_by_its_days(session: Session) -> None:
    assert page(session, ANDROID_CHAT.encode()) == (
        "Wed 14 Oct 2026\n"
        "21:07  – Messages and calls are end-to-end encrypted. Only people in this chat can read them.\n"
        "21:08  Kai: hello\n        there\n"
        "21:09  Ella T: [file: IMG-1.jpg] look at this: all of it"
    )


@pytest.mark.parametrize(
    ("order", "days"),
    [
        (
            DateOrder.NOT_KNOWN,
            ["03/04/26: Fri 3 Apr 2026 or Wed 4 Mar 2026", "03/05/26: Sun 3 May 2026 or Thu 5 Mar 2026"],
        ),
        (DateOrder.DAY_FIRST, ["Fri 3 Apr 2026", "Sun 3 May 2026"]),
        (DateOrder.MONTH_FIRST, ["Wed 4 Mar 2026", "Thu 5 Mar 2026"]),
    ],
)
def test_both_readings_of_a_chat_stand_until_somebody_says(
    session: Session, order: DateOrder, days: list[str]
) -> None:
    content = IPHONE_CHAT.encode()
    assert "00:09:00  Ella: [file: 0001-PHOTO.jpg] mine" in page(session, content, order)
    assert [line for line in page(session, content, order).splitlines() if "2026" in line] == days
    read = readable(session, opened(session, content), text_of(content, "text/plain"), order)
    assert read.readings == ("Fri 3 Apr 2026", "Wed 4 Mar 2026"), "and it can be said otherwise"


def test_what_a_chat_proves_goes_before_what_somebody_says(session: Session) -> None:
    content = ANDROID_CHAT.encode()
    assert "Wed 14 Oct 2026" in page(session, content, DateOrder.MONTH_FIRST)
    assert readable(session, opened(session, content), text_of(content, "text/plain")).readings == ()


def test_a_long_text_stands_in_pages_of_whole_lines() -> None:
    text = "\n".join(f"{number} words in a line" for number in range(5_000))
    pages = tuple(in_pages(text))
    assert len(pages) > 2 and all(len(one) <= LETTERS_OF_A_PAGE for one in pages)
    assert "\n".join(pages) == text
    assert [len(one) for one in in_pages("x" * (2 * LETTERS_OF_A_PAGE + 5))] == [
        LETTERS_OF_A_PAGE,
        LETTERS_OF_A_PAGE,
        5,
    ]
    assert tuple(in_pages("")) == ("",)
    lines = tuple(in_pages("\n" * 2_500))
    assert [one.count("\n") for one in lines] == [999, 999, 500]


def test_sound_and_video_are_kept_and_never_played(session: Session, incident: Reference) -> None:
    for content, words in ((video(), "Video (MOV)"), (sound(), "Sound (WAV)")):
        item = sealed(session, incident, content, "a.mov")
        view = evidence_items.exhibits(session, incident).items[-1]
        assert (view.type_words, view.opens_as, view.why_not) == (words, "", evidence_showing.NOT_PLAYED)
        with pytest.raises(CannotShow) as refused:
            evidence_showing.open_file(session, item)
        assert refused.value.sentence == evidence_showing.NOT_PLAYED


@pytest.mark.parametrize(
    ("content", "opens_as"),
    [
        (word(), "text"),
        (archive({"_chat.txt": IPHONE_CHAT, "a.jpg": "x"}), "list"),
        (outlook({"EncryptedPackage": b"x"}), "text"),
        (MAIL, "e-mail"),
    ],
)
def test_what_is_read_has_its_button(
    session: Session, incident: Reference, content: bytes, opens_as: str
) -> None:
    sealed(session, incident, content)
    assert evidence_items.exhibits(session, incident).items[0].opens_as == opens_as


def test_a_file_behind_a_password_says_so(session: Session) -> None:
    file = opened(session, outlook({"EncryptedPackage": b"x"}), "application/vnd.ms-outlook")
    with pytest.raises(CannotShow) as refused:
        words_of(file)
    assert "password" in refused.value.sentence


@pytest.mark.parametrize(
    ("name", "media_type", "said"),
    [
        ("photo.jpg", "image/jpeg", ""),
        ("PHOTO.JPEG", "image/jpeg", ""),
        ("photo", "image/png", ""),
        ("notes.v2", "text/plain", ""),
        ("list.csv", "text/plain", ""),
        ("page.html", "text/plain", ""),
        ("page.mht", "message/rfc822", ""),
        ("film.mp4", "video/quicktime", ""),
        ("plan.docx", "application/vnd.ms-outlook", ""),
        ("photo.jpg", "application/pdf", "Its name ends in .jpg (Picture (JPEG)), but"),
        ("photo.jpg", "image/png", "Its name ends in .jpg (Picture (JPEG)), but"),
        ("photo.jpg", "application/octet-stream", "File of unknown type"),
        ("photo.jpg.exe", "application/octet-stream", "as programs do"),
    ],
)
def test_a_name_is_held_against_what_is_in_the_file(name: str, media_type: str, said: str) -> None:
    warned = media_types.mislabelled(name, media_type)
    assert said in warned and bool(said) is bool(warned)


def test_a_false_name_stands_with_the_words(session: Session) -> None:
    read = readable(
        session, opened(session, b"no picture", name="photo.png"), text_of(b"no picture", "text/plain")
    )
    assert read.notes[0].startswith("Its name ends in .png (Picture (PNG)), but")


def test_every_note_and_every_section_has_words(session: Session) -> None:
    read = readable(session, opened(session, b""), FileText(notes=tuple(TextNote)))
    assert len(set(read.notes)) == len(TextNote) and all(one.endswith(".") for one in read.notes)
    assert set(evidence_text._HEADINGS) == set(SectionKind)
    assert set(evidence_showing.WHY) == set(Refusal)


def test_facts_may_be_given_for_what_is_only_kept(session: Session, incident: Reference) -> None:
    made = evidence.take_in_bytes(session, permit_for(session, incident), b"\0\1\2", "a.bin", FACTS)
    (view,) = evidence_items.exhibits(session, incident).items
    assert (view.type_words, view.opens_as) == ("File of unknown type", "")
    with pytest.raises(CannotShow):
        evidence_showing.open_file(session, made.taken[0].item)
