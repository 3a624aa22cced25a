"""What a machine makes of a picture, in a process apart: words where there is something to read them with."""

import sys
from collections.abc import Iterator

import msgspec
import pytest
from PIL import Image

from safeguard_app.domain.machine_reading import PictureLook, SmallPicture, taken_apart
from safeguard_app.evidence_files import apart, picture_look
from safeguard_app.evidence_files.apart import LookingIn
from safeguard_app.evidence_files.pixels import NotShown, Refusal
from safeguard_app.evidence_files.question import LIMITS, READING_LIMITS
from safeguard_app.system import limited_process
from safeguard_app.system.limited_process import ProcessStopped
from safeguard_app.system.reading_data import reading_data
from tests.evidence_files.made_files import picture
from tests.evidence_files.words_in_pictures import LIGHT, NIGHT, SAID, chat

READER = "Tesseract 5.5.4, eng"
reads = pytest.mark.skipif(
    reading_data() is None, reason="nothing to read pictures with: on Debian, tesseract-ocr-eng"
)


@pytest.fixture
def looking_in() -> Iterator[LookingIn]:
    """Looks in, and leaves no process behind."""
    made = LookingIn()
    yield made
    made.end()


@reads
@pytest.mark.parametrize("look", [LIGHT, NIGHT], ids=["by day", "by night"])
def test_the_words_of_a_screenshot_are_read(looking_in: LookingIn, look: tuple[str, str, str]) -> None:
    found = looking_in.read_picture(chat(look=look), "image/png")
    assert found.words.splitlines() == list(SAID)
    assert found.reader.startswith("Tesseract 5") and "eng" in found.reader
    assert len(found.likeness) == 64
    assert found.small is not None
    assert (found.small.width, found.small.height) == (144, 160)
    paper = tuple(bytes.fromhex("ffffff" if look == LIGHT else look[0][1:]))
    assert tuple(found.small.pixels[:3]) == paper


@reads
def test_the_same_words_on_another_telephone_are_much_alike(looking_in: LookingIn) -> None:
    one, other = (
        looking_in.read_picture(chat(look=look, down=down), "image/png")
        for look, down in ((LIGHT, 0), (NIGHT, 130))
    )
    assert taken_apart(one).much_like(taken_apart(other))


def test_without_language_data_only_the_look_is_told(
    looking_in: LookingIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "reading_data", lambda: None)
    found = looking_in.read_picture(chat(), "image/png")
    assert (found.words, found.reader) == ("", "")
    assert int(found.likeness, 16)
    again = looking_in.read_picture(chat(), "image/png")
    assert taken_apart(found).much_like(taken_apart(again))


def test_data_that_are_none_turn_reading_off(tmp_path: object) -> None:
    assert picture_look.reader_from(str(tmp_path)) is None
    assert picture_look.reader_from("") is None


def test_what_is_no_picture_says_why(looking_in: LookingIn) -> None:
    with pytest.raises(NotShown) as refused:
        looking_in.read_picture(b"no picture", "image/png")
    assert refused.value.refusal is Refusal.DAMAGED


@pytest.mark.parametrize(
    "said",
    [
        b"no JSON",
        msgspec.json.encode(PictureLook("a\x02b", READER)),
        msgspec.json.encode(PictureLook("a\u202eb", "Tesseract 5.5.4, eng")),
        msgspec.json.encode(PictureLook("a" * 50_001, READER)),
        msgspec.json.encode(PictureLook("a", "Tyler Pike of Year 9")),
        msgspec.json.encode(PictureLook("a", READER, "zz")),
        msgspec.json.encode(PictureLook("a")),
        msgspec.json.encode(PictureLook(small=SmallPicture(2, 2, b"too few"))),
        msgspec.json.encode(PictureLook(small=SmallPicture(161, 1, bytes(483)))),
    ],
)
def test_a_process_in_a_strangers_hands_is_not_believed(
    looking_in: LookingIn, said: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = f"import sys; sys.stdin.buffer.read(); sys.stdout.buffer.write({said!r})"
    monkeypatch.setattr(limited_process, "program_arguments", lambda: ["-c", code])
    with pytest.raises(ProcessStopped):
        looking_in.read_picture(b"x", "image/png")


def test_of_a_copy_no_words_are_believed(looking_in: LookingIn, monkeypatch: pytest.MonkeyPatch) -> None:
    said = msgspec.json.encode(PictureLook("a", READER))
    code = f"import sys; sys.stdin.buffer.read(); sys.stdout.buffer.write({said!r})"
    monkeypatch.setattr(limited_process, "program_arguments", lambda: ["-c", code])
    assert looking_in.read_picture(b"x", "image/png").words == "a"
    with pytest.raises(ProcessStopped):
        looking_in.read_picture(b"x", "image/png", words=False)


def test_after_a_lock_nothing_is_read(looking_in: LookingIn) -> None:
    looking_in.end()
    with pytest.raises(ProcessStopped):
        looking_in.read_picture(chat(), "image/png")


def test_an_empty_page_is_like_nothing(looking_in: LookingIn) -> None:
    blank = picture("PNG", 300, 300, (255, 255, 255, 255))
    grey = Image.new("L", (300, 300), 255)
    assert picture_look._likeness(grey) == "0" * 64
    found = taken_apart(looking_in.read_picture(blank, "image/png"))
    assert not found.much_like(found)


@pytest.mark.skipif(sys.platform == "win32", reason="its parent limits it there")
def test_what_stands_behind_others_is_limited_by_a_processors_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy computer may keep it waiting for minutes; then its words were lost for good."""
    import resource

    said: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(resource, "setrlimit", said.__setitem__)
    limited_process.limit_this_process(READING_LIMITS)
    assert said[resource.RLIMIT_CPU] == (60, 60)
    assert READING_LIMITS.seconds > 200
    limited_process.limit_this_process(LIMITS)
    assert said[resource.RLIMIT_CPU] == (10, 10)
