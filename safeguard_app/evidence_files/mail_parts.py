"""The parts of a message, found by their boundaries in its bytes, without building them: a message may have thousands.

The library's own parser builds every part before it hands out the first, and calls itself once for each depth. Here
only heads are parsed, up to a number of parts, a depth and a length.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email import policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import collapse_rfc2231_value

MOST_PARTS = 200
MOST_DEPTH = 20
MOST_HEAD_BYTES = 128 * 1024
MOST_HEADER_LETTERS = 4_000
_HEAD_END = re.compile(rb"(?:\A|\n)\r?\n")
_BLANK = re.compile(r"\r?\n[ \t]*")
_HEADER_FAULTS = (MessageError, ValueError, IndexError, TypeError, KeyError, AttributeError, RecursionError)
"""What the library is known to raise on headers made to confuse it (its own errors, and slips in its parser)."""


@dataclass(frozen=True, slots=True)
class Headers:
    """The headers of a message or of a part, each decoded only when it is asked for."""

    _message: "Message[str, str]"
    start: int = 0
    end: int = 0
    """Where the body of a part begins and ends in the message."""

    @property
    def size(self) -> int:
        """About how many bytes a part has once it is decoded."""
        packed = self.end - self.start
        return packed * 3 // 4 if self._encoding == "base64" else packed

    @property
    def charset(self) -> str:
        """How its letters are written, as far as it says."""
        return self._parameter("content-type", "charset")

    @property
    def _encoding(self) -> str:
        return self.raw("content-transfer-encoding").lower()

    def body(self, content: bytes, most: int) -> bytes:
        """The beginning of the body of a part, decoded from how it travelled."""
        only = Message()
        only["Content-Transfer-Encoding"] = self._encoding
        only.set_payload(
            content[self.start : min(self.end, self.start + 2 * most)].decode("ascii", "surrogateescape")
        )
        try:
            decoded_body = only.get_payload(decode=True)
        except _HEADER_FAULTS:
            decoded_body = None
        return (
            decoded_body[:most] if isinstance(decoded_body, bytes) else content[self.start : self.end][:most]
        )

    @property
    def are_there(self) -> bool:
        """Whether there is any header at all."""
        return len(self._message) > 0

    def raw(self, name: str) -> str:
        """The first header of a name on one line, as it stands; empty where there is none."""
        for key, value in self._message.raw_items():
            if key.casefold() == name:
                letters = str(value)[:MOST_HEADER_LETTERS].encode("utf-8", "surrogateescape")
                return _BLANK.sub(" ", letters.decode("utf-8", "replace")).strip()
        return ""

    def words(self, name: str) -> str:
        """The same with its encoded words decoded; as it stands where they cannot be."""
        return decoded(self.raw(name))

    @property
    def content_type(self) -> str:
        """The type of a part, small letters; text/plain where none is given that makes sense."""
        kind = self.raw("content-type").partition(";")[0].strip().lower()
        return kind if re.fullmatch(r"[!-.0-~]+/[!-.0-~]+", kind) else "text/plain"

    @property
    def disposition(self) -> str:
        """Attachment or inline, small letters; empty where it is not said."""
        return self.raw("content-disposition").partition(";")[0].strip().lower()

    @property
    def file_name(self) -> str:
        """The name that a part has as a file; empty where it has none."""
        return self._parameter("content-disposition", "filename") or self._parameter("content-type", "name")

    @property
    def boundary(self) -> str:
        """What stands between the parts; empty where it is not said."""
        return self._parameter("content-type", "boundary").rstrip()

    def _parameter(self, header: str, name: str) -> str:
        only = Message()
        only[header] = self.raw(header)
        try:
            value = only.get_param(name, "", header)
            return decoded(collapse_rfc2231_value(value)) if value else ""
        except (*_HEADER_FAULTS, LookupError):
            return ""


def decoded(raw: str) -> str:
    """A header with its encoded words decoded; as it stands where they cannot be."""
    if "=?" not in raw:
        return raw
    try:
        return str(make_header(decode_header(raw)))
    except (*_HEADER_FAULTS, LookupError):
        return raw


def header_of(block: str, name: str) -> str:
    """A header of a block of them, decoded; empty where there is none."""
    raw = block[:MOST_HEAD_BYTES].encode("utf-8", "replace")
    return Headers(BytesHeaderParser(policy=policy.compat32).parsebytes(raw)).words(name)


@dataclass(slots=True)
class MailParts:
    """A message: its own headers, those of its parts, and whether it is whole."""

    content: bytes
    headers: Headers = field(init=False)
    leaves: list[Headers] = field(default_factory=list)
    is_whole: bool = True
    has_more: bool = False
    """Whether there are more parts than were looked at."""
    _seen: int = 0

    def __post_init__(self) -> None:
        self.headers, body = self._head(0, len(self.content))
        self._walk(self.headers, body, len(self.content), 0)

    def _head(self, start: int, end: int) -> tuple[Headers, int]:
        """The headers that begin there, and where the body begins."""
        found = _HEAD_END.search(self.content, start, min(end, start + MOST_HEAD_BYTES))
        # a part without headers begins with the blank line itself
        stop = found.end() if found is not None else min(end, start + MOST_HEAD_BYTES)
        head = self.content[start:stop].lstrip(b"\r\n") if start == 0 else self.content[start:stop]
        return Headers(BytesHeaderParser(policy=policy.compat32).parsebytes(head)), stop

    def _walk(self, headers: Headers, start: int, end: int, depth: int) -> None:
        boundary = headers.boundary if headers.content_type.startswith("multipart/") else ""
        if not boundary:
            self.leaves.append(replace(headers, start=start, end=end))
            return
        if depth >= MOST_DEPTH:
            self.has_more = True
            return
        for part_start, part_end in self._between(boundary, start, end):
            self._seen += 1
            if self._seen > MOST_PARTS:
                self.has_more = True
                return
            part, body = self._head(part_start, part_end)
            self._walk(part, body, part_end, depth + 1)

    def _between(self, boundary: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Where each part between two boundaries begins and ends."""
        mark = re.escape(boundary.encode("utf-8", "surrogateescape"))
        line = re.compile(rb"(?:\A|(?<=\n))--" + mark + rb"(--)?[ \t]*(?:\r?\n|\Z)")
        at: int | None = None
        for found in line.finditer(self.content, start, end):
            if at is not None:
                yield at, found.start()
            at = found.end()
            if found[1]:
                return
        self.is_whole = False
        if at is not None and at < end:
            yield at, end
