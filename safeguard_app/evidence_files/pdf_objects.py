"""What stands in the bytes of a PDF: the names that make it do things, or hold files.

Looked at: all bytes of the file as they lie, and the object streams (PDF 1.5) that are packed in the common way,
unpacked up to a limit each and together. Names written with ``#`` escapes are read as what they mean. An action at
opening counts as active unless it only goes to a page.

What stays hidden, and is not warned of: names in an encrypted object stream, in one packed in an uncommon way (LZW,
several filters, a predictor) or beyond the limits. A warning may also be one too many: where a name only stands in an
uncompressed text, or belongs to an object that the file no longer uses.
"""

import re
import zlib
from collections.abc import Iterator
from itertools import islice

MOST_PACKED, MOST_UNPACKED = 1024 * 1024, 4 * 1024 * 1024
"""Bytes of one object stream, before and after."""
MOST_UNPACKED_TOGETHER = 64 * 1024 * 1024
MOST_OBJECT_STREAMS = 2_000
MOST_LABELS = 400_000
"""Bytes of the numbers at the beginning of an object stream."""
MOST_OPENINGS = 8
"""Different actions at opening that are looked at: a file has one, and one more each time it was changed."""
MOST_LABELLED = 200
"""Times that the action's number may stand before an object; it does once, and once more for each change of it."""
MOST_NAMES = 100_000
"""Telling or escaped names that are looked at, in each part of the file."""
_LETTERS_OF_ACTION = 400

ACTIVE_NAMES = frozenset({b"JavaScript", b"Launch", b"SubmitForm", b"ImportData", b"RichMedia", b"XFA"})
_HOLDING_NAMES = frozenset({b"EmbeddedFile", b"FileAttachment"})
_OPENING_NAME = b"OpenAction"
_TELLING = b"|".join(sorted({*ACTIVE_NAMES, *_HOLDING_NAMES, _OPENING_NAME}))
_NAME = re.compile(
    rb"/(" + _TELLING + rb"|[A-Za-z]{0,20}#[0-9A-Fa-f]{2}(?:[A-Za-z]|#[0-9A-Fa-f]{2}){0,20})"
    rb"(?![^\x00\t\n\f\r ()<>\[\]{}/%])"
)
"""The telling names, and all that are escaped: they may be one."""
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_OPENING = re.compile(rb"[\x00\t\n\f\r ]*(?:(<<)|([0-9]{1,10})[\x00\t\n\f\r ]+[0-9]{1,5}[\x00\t\n\f\r ]+R)")
_KIND_OF_ACTION = re.compile(rb"/S[\x00\t\n\f\r ]*/([A-Za-z]{1,40})")
_GOES_TO_PAGE = {b"GoTo"}
_OBJECT_STREAM = re.compile(rb"/ObjStm(?![A-Za-z])")
_STREAM = re.compile(rb"stream\r?\n")
_FIRST = re.compile(rb"/First[\x00\t\n\f\r ]+([0-9]{1,9})(?![0-9])")
_LETTERS_OF_DICTIONARY = 2_000


class PdfNames:
    """The telling names of a PDF."""

    def __init__(self, content: bytes) -> None:
        texts = [content, *_object_streams(content)]
        self.is_active = self.holds_files = False
        openings: set[bytes] = set()
        for text in texts:
            for number, found in enumerate(_NAME.finditer(text)):
                name = found[1] if b"#" not in found[1] else _ESCAPE.sub(_meant, found[1])
                self.is_active = self.is_active or name in ACTIVE_NAMES
                self.holds_files = self.holds_files or name in _HOLDING_NAMES
                if name == _OPENING_NAME and len(openings) <= MOST_OPENINGS:
                    openings |= _opening(text, found.end())
                if number >= MOST_NAMES:
                    self.is_active = True  # so many are only written to hide one
                    break
        if not self.is_active:
            self.is_active = len(openings) > MOST_OPENINGS or any(_acts(one, texts) for one in openings)


def _meant(escape: "re.Match[bytes]") -> bytes:
    return bytes([int(escape[1], 16)])


def _opening(text: bytes, at: int) -> set[bytes]:
    """What /OpenAction names: the number of an object, or an action itself; nothing where it is a place."""
    found = _OPENING.match(text, at)
    if found is None:
        return set()
    return {found[2] or text[found.end() : found.end() + _LETTERS_OF_ACTION]}


def _acts(opening: bytes, texts: list[bytes]) -> bool:
    """Whether an action, or the object of a number, does more than go to a page."""
    if not opening.isdigit():
        return _does_more(opening)
    label = re.compile(opening + rb"[\x00\t\n\f\r ]+[0-9]{1,5}[\x00\t\n\f\r ]+obj\b")
    all_written = (
        text[place.end() : place.end() + _LETTERS_OF_ACTION]
        for text in texts
        for place in label.finditer(text)
        if not text[max(0, place.start() - 1) : place.start()].isdigit()  # 50 is not 150
    )
    written = list(islice(all_written, MOST_LABELLED))
    return not 0 < len(written) < MOST_LABELLED or any(_does_more(action) for action in written)


def _does_more(action: bytes) -> bool:
    if action.lstrip(b"\0\t\n\f\r ").startswith(b"["):
        return False
    kinds = set(_KIND_OF_ACTION.findall(action.partition(b"endobj")[0]))
    return kinds != _GOES_TO_PAGE


def _object_streams(content: bytes) -> Iterator[bytes]:
    """Each object stream unpacked, its objects labelled as outside of one: ``12 0 obj``."""
    left, end, view = MOST_UNPACKED_TOGETHER, 0, memoryview(content)
    for found in islice(_OBJECT_STREAM.finditer(content), MOST_OBJECT_STREAMS):
        start = _STREAM.search(content, found.end(), found.end() + _LETTERS_OF_DICTIONARY)
        if start is None or left <= 0:
            continue
        if end < start.end():
            end = content.find(b"endstream", start.end())
            end = len(content) if end < 0 else end
        packed = view[start.end() : min(end, start.end() + MOST_PACKED)]
        try:
            unpacked = zlib.decompressobj().decompress(packed, min(MOST_UNPACKED, left))
        except zlib.error:
            continue
        left -= len(unpacked)
        dictionary = content[max(0, found.start() - _LETTERS_OF_DICTIONARY) : start.start()]
        yield _labelled(unpacked, dictionary.rpartition(b" obj")[2])


def _labelled(unpacked: bytes, dictionary: bytes) -> bytes:
    """The objects of a stream, each after its number; the stream as it is where its numbers are not in order."""
    first = _FIRST.search(dictionary)
    body = int(first[1]) if first is not None else MOST_LABELS + 1
    if body > MOST_LABELS:
        return unpacked
    numbers = unpacked[:body].split()
    if not all(number.isdigit() and len(number) <= 10 for number in numbers):
        return unpacked
    places = sorted((int(at), number) for number, at in zip(numbers[::2], numbers[1::2], strict=False))
    if not places:
        return unpacked
    ends = [at for at, _ in places[1:]] + [len(unpacked)]
    return b"\n".join(
        number + b" 0 obj " + unpacked[body + at : body + end] + b" endobj"
        for (at, number), end in zip(places, ends, strict=True)
    )
