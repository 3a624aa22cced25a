"""Looking into a file apart: pixels and words come back; a hostile file ends the process that looks, no other."""

import io
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from safeguard_app.domain.file_statements import FileReading, FileStatement, StatementKind
from safeguard_app.evidence_files.apart import LookingIn
from safeguard_app.evidence_files.findings import Findings, within_limits
from safeguard_app.evidence_files.pixels import MOST_SHOWN, NotShown, Pixels, Refusal, unpacked
from safeguard_app.system import limited_process
from safeguard_app.system.limited_process import LimitedProcess, Limits, ProcessStopped
from tests.evidence_files.made_files import pdf, picture

COLOUR = (200, 30, 90, 255)


@pytest.fixture
def looking_in() -> Iterator[LookingIn]:
    """Looks in, and leaves no process behind."""
    made = LookingIn()
    yield made
    made.end()


@pytest.mark.parametrize(
    ("form", "media_type"),
    [
        *(("PNG", "image/png"), ("GIF", "image/gif"), ("WEBP", "image/webp")),
        *(("BMP", "image/bmp"), ("TIFF", "image/tiff")),
    ],
)
def test_a_picture_comes_back_as_its_pixels(looking_in: LookingIn, form: str, media_type: str) -> None:
    shown = looking_in.show(picture(form, 5, 3, COLOUR), media_type)
    assert (shown.width, shown.height, shown.pages, shown.reduced) == (5, 3, 1, False)
    assert shown.depth in (3, 4)
    assert all(abs(one - COLOUR[place % shown.depth]) <= 3 for place, one in enumerate(shown.pixels))


def test_a_photograph_stands_as_it_was_held(looking_in: LookingIn) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn a quarter to the right
    shown = looking_in.show(picture("JPEG", 40, 20, COLOUR, exif=exif), "image/jpeg")
    assert (shown.width, shown.height) == (20, 40)


def test_a_large_picture_comes_back_smaller(looking_in: LookingIn) -> None:
    shown = looking_in.show(picture("PNG", 6000, 4000, COLOUR), "image/png")
    assert 0.95 * MOST_SHOWN < shown.width * shown.height <= MOST_SHOWN
    assert shown.width / shown.height == pytest.approx(1.5, rel=0.01)
    assert shown.reduced, "whoever makes a copy of it has to know"


def test_a_picture_for_paper_comes_back_small_and_on_white(looking_in: LookingIn) -> None:
    small = looking_in.small(picture("PNG", 2000, 1000, (0, 0, 0, 0)), "image/png")
    assert (small.width, small.height, small.depth) == (640, 320, 3)
    assert small.pixels == b"\xff" * (640 * 320 * 3), "what is clear would print black"
    tiny = looking_in.small(picture("PNG", 5, 3, COLOUR), "image/png")
    assert (tiny.width, tiny.height) == (5, 3)


def test_pages_of_a_document_come_one_by_one(looking_in: LookingIn) -> None:
    document = pdf(pages=3)
    first, last = (
        looking_in.show(document, "application/pdf"),
        looking_in.show(document, "application/pdf", 2),
    )
    assert first.pages == last.pages == 3
    assert first.width < first.height
    assert first.pixels != last.pixels
    with pytest.raises(NotShown) as refused:
        looking_in.show(document, "application/pdf", 3)
    assert refused.value.refusal is Refusal.NO_SUCH_PAGE


@pytest.mark.parametrize(
    ("content", "media_type", "why"),
    [
        (b"", "image/png", Refusal.DAMAGED),
        (picture("PNG", 300, 300, COLOUR)[:200], "image/png", Refusal.DAMAGED),
        (picture("PNG", 3, 3, COLOUR), "image/jpeg", Refusal.DAMAGED),
        (picture("PNG", 3, 3, COLOUR), "video/mp4", Refusal.DAMAGED),
        (b"%PDF-1.7\nnothing more", "application/pdf", Refusal.DAMAGED),
        (pdf(locked=True), "application/pdf", Refusal.LOCKED),
    ],
)
def test_what_cannot_be_shown_says_why(
    looking_in: LookingIn, content: bytes, media_type: str, why: Refusal
) -> None:
    with pytest.raises(NotShown) as refused:
        looking_in.show(content, media_type)
    assert refused.value.refusal is why


def test_a_picture_too_large_is_refused_by_its_head(looking_in: LookingIn) -> None:
    head = bytearray(picture("PNG", 3, 3, COLOUR))
    head[16:24] = (20_000).to_bytes(4, "big") * 2
    import zlib

    head[29:33] = zlib.crc32(bytes(head[12:29])).to_bytes(4, "big")
    with pytest.raises(NotShown) as refused:
        looking_in.show(bytes(head), "image/png")
    assert refused.value.refusal is Refusal.TOO_LARGE


def _waiting(looking_in: LookingIn) -> LimitedProcess | None:
    return looking_in._ready


def test_one_process_stands_ready_and_serves_one_file(looking_in: LookingIn) -> None:
    looking_in.get_ready()
    ready = _waiting(looking_in)
    assert ready is not None
    assert ready.is_waiting
    looking_in.get_ready()
    assert _waiting(looking_in) is ready
    assert looking_in.show(picture("PNG", 2, 2, COLOUR), "image/png").width == 2
    assert _waiting(looking_in) is None
    looking_in.get_ready()
    looking_in.end()
    assert _waiting(looking_in) is None


def test_one_that_died_while_it_waited_is_replaced(looking_in: LookingIn) -> None:
    looking_in.get_ready()
    ready = _waiting(looking_in)
    assert ready is not None
    ready.end()
    assert looking_in.show(picture("PNG", 2, 2, COLOUR), "image/png").width == 2


@pytest.mark.parametrize(
    "code",
    [
        "import sys; sys.stdin.read(); sys.exit(1)",
        "import sys; sys.stdout.write('no picture at all')",
        "import sys; sys.stdout.buffer.write(bytes(20))",
        "import os; os._exit(99)",
    ],
)
def test_a_process_in_a_strangers_hands_is_not_believed(
    looking_in: LookingIn, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limited_process, "program_arguments", lambda: ["-c", code])
    with pytest.raises(ProcessStopped):
        looking_in.show(b"x", "image/png")
    with pytest.raises(ProcessStopped):
        looking_in.read(b"x", "image/png")


@pytest.mark.parametrize(
    ("width", "height", "depth", "pages", "length"),
    [(0, 4, 4, 1, 0), (4, 4, 4, 0, 64), (4, 4, 4, 1, 60), (9_000, 9_000, 4, 1, 64), (4, 4, 2, 1, 32)],
)
def test_sizes_that_do_not_add_up_are_no_picture(
    width: int, height: int, depth: int, pages: int, length: int
) -> None:
    pipe = io.BytesIO()
    Pixels(width, height, depth, pages, bytes(length)).put(pipe)
    with pytest.raises(ValueError, match="picture"):
        unpacked(pipe.getvalue())


_HOLDS_THE_FILE = "import sys, time; sys.stdin.buffer.read(); print('read', flush=True); time.sleep(60)"


def test_a_lock_ends_the_process_that_holds_a_file_and_none_is_started_after_it(
    looking_in: LookingIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limited_process, "program_arguments", lambda: ["-c", _HOLDS_THE_FILE])
    stopped: list[ProcessStopped] = []

    def look() -> None:
        with pytest.raises(ProcessStopped) as raised:
            looking_in.show(b"x", "image/png")
        stopped.append(raised.value)

    looker = threading.Thread(target=look)
    looker.start()
    while not looking_in._asked:
        time.sleep(0.01)
    (process,) = looking_in._asked
    looking_in.end()
    looker.join(5)
    assert not looker.is_alive() and stopped
    assert not process.is_waiting and not looking_in._asked
    with pytest.raises(ProcessStopped):
        looking_in.get_ready()
    with pytest.raises(ProcessStopped):
        looking_in.show(b"x", "image/png")


@pytest.mark.parametrize(
    "statements",
    [
        [FileStatement(StatementKind.TITLE, "x" * 501)],
        [FileStatement(StatementKind.TITLE, "turned \u202e round")],
        [FileStatement(StatementKind.TITLE, "two\nlines")],
        [FileStatement(StatementKind.TITLE, "")],
        [FileStatement(StatementKind.TITLE, str(number)) for number in range(4)],
    ],
)
def test_more_than_a_file_may_say_is_not_believed(
    looking_in: LookingIn, statements: list[FileStatement], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = msgspec.json.encode(FileReading(tuple(statements)))
    code = f"import sys; sys.stdin.buffer.read(); sys.stdout.buffer.write({said!r})"
    monkeypatch.setattr(limited_process, "program_arguments", lambda: ["-c", code])
    with pytest.raises(ProcessStopped):
        looking_in.read(b"x", "image/png")


@given(st.lists(st.text(max_size=3_000), max_size=6))
def test_whatever_is_found_is_within_the_limits(words: list[str]) -> None:
    findings = Findings()
    for one in words:
        findings.say(StatementKind.TITLE, one)
    assert within_limits(findings.reading())
    assert all(one.is_cut for one in findings.reading().statements if len(one.words) == 500)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells another process's limits")
def test_the_process_that_stands_ready_has_shut_itself_out(looking_in: LookingIn) -> None:
    looking_in.get_ready()
    ready = _waiting(looking_in)
    assert ready is not None
    limits = Path(f"/proc/{ready._child.pid}/limits")
    wanted = {"Max open files": 3, "Max file size": 0, "Max core file size": 0, "Max cpu time": 10}
    end = time.monotonic() + 30
    while _hard(limits, "Max open files") != 3:
        assert ready.is_waiting and time.monotonic() < end, "it never shuts itself out"
        time.sleep(0.05)
    assert {name: _hard(limits, name) for name in wanted} == wanted
    assert _hard(limits, "Max address space") == Limits().memory


def _hard(limits: Path, name: str) -> int:
    """A hard limit as the system tells it; -1 where there is none."""
    line = next(one for one in limits.read_text().splitlines() if one.startswith(name))
    told = line.removeprefix(name).split()[1]
    return int(told) if told.isdigit() else -1
