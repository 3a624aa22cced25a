"""Writes the objects of a PDF file: numbered objects, streams, and the table that finds them (ISO 32000-1, 7.5).

Written here and not left to a library because the same content must give the same bytes, whatever else changes.
"""

import hashlib
import re
import zlib

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
"""How every file begins that is written here, and none that another program wrote in our place."""
_OBJECTS_PER_STREAM = 200
_TURNS = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def reference(number: int) -> str:
    """How one object points at another."""
    return f"{number} 0 R"


def text_string(text: str) -> str:
    """A text string of the file: UTF-16 with its mark, in hexadecimal, so that nothing needs escaping."""
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"


def shown_string(text: str) -> str:
    """A text string that a reader shows or says by itself, such as a bookmark: what turns it round is its number."""
    return text_string(_TURNS.sub(lambda found: f"[U+{ord(found[0]):04X}]", text))


def number(value: float) -> str:
    """A number with at most three decimals and no exponent."""
    return f"{value:.3f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))


class PdfFile:
    """Collects numbered objects and gives the bytes of the file."""

    def __init__(self) -> None:
        """An empty file: objects are numbered from 1."""
        self._plain: dict[int, bytes] = {}
        self._streams: dict[int, tuple[bytes, bytes, bytes]] = {}
        self._next = 1

    def reserve(self) -> int:
        """A number for an object that is described later."""
        given = self._next
        self._next += 1
        return given

    def put(self, number_: int, body: str) -> None:
        """Describe a reserved object."""
        self._plain[number_] = body.encode("ascii")

    def add(self, body: str) -> int:
        """A new object; gives its number."""
        given = self.reserve()
        self.put(given, body)
        return given

    def add_stream(self, data: bytes, entries: str = "", *, compress: bool = True) -> int:
        """A new stream with the given dictionary entries; gives its number."""
        given = self.reserve()
        self._streams[given] = _stream(data, entries, compress=compress)
        return given

    def finish(self, root: int, known_by: str = "") -> bytes:
        """The whole file. ``root`` is the number of its catalogue.

        ``known_by`` (32 hexadecimal digits) is the half of its identifier that stays when somebody changes it
        (ISO 32000-1, 14.4); without one it is what the other half is, a hash of what was written.
        """
        within = self._pack_plain_objects()
        out, start, running = [HEADER], len(HEADER), hashlib.blake2b(HEADER, digest_size=16)
        offsets: dict[int, int] = {}
        for given in sorted(self._streams):
            offsets[given] = start
            for part in (f"{given} 0 obj\n".encode("ascii"), *self._streams[given], b"\nendobj\n"):
                out.append(part)
                start += len(part)
                running.update(part)
        table_number = self._next
        offsets[table_number] = start
        table = _cross_reference(table_number + 1, offsets, within)
        identity = running.hexdigest().upper()
        first = known_by.upper() or identity
        entries = (
            f"/Type/XRef/Size {table_number + 1}/W[1 4 2]/Root {reference(root)}/ID[<{first}><{identity}>]"
        )
        out += [f"{table_number} 0 obj\n".encode("ascii"), *_stream(table, entries), b"\nendobj\n"]
        out.append(f"startxref\n{start}\n%%EOF\n".encode("ascii"))
        return b"".join(out)  # once: a paper with pictures is large

    def _pack_plain_objects(self) -> dict[int, tuple[int, int]]:
        """Put plain objects into object streams; where each went: (stream number, place in it)."""
        within: dict[int, tuple[int, int]] = {}
        waiting = sorted(self._plain)
        for first in range(0, len(waiting), _OBJECTS_PER_STREAM):
            batch = waiting[first : first + _OBJECTS_PER_STREAM]
            bodies = [self._plain[given] for given in batch]
            index, offset = [], 0
            for given, body in zip(batch, bodies, strict=True):
                index.append(f"{given} {offset}")
                offset += len(body) + 1
            heading = (" ".join(index) + "\n").encode("ascii")
            stream = self.add_stream(
                heading + b"\n".join(bodies), f"/Type/ObjStm/N {len(batch)}/First {len(heading)}"
            )
            within.update({given: (stream, place) for place, given in enumerate(batch)})
        return within


def _stream(data: bytes, entries: str, *, compress: bool = True) -> tuple[bytes, bytes, bytes]:
    """A stream object's body, in three parts.

    Two characters end the data, so that a reader that strips a line end never strips a byte of data that happens to
    look like one (ISO 19005-3, 6.1.7.1).
    """
    if compress:
        data = zlib.compress(data, 6)
        entries += "/Filter/FlateDecode"
    return f"<<{entries}/Length {len(data)}>>\nstream\n".encode("ascii"), data, b"\r\nendstream"


def _cross_reference(size: int, offsets: dict[int, int], within: dict[int, tuple[int, int]]) -> bytes:
    """The cross-reference stream: one 7-byte row for each object (kind, where, which)."""
    rows = bytearray((0).to_bytes(5, "big") + (65535).to_bytes(2, "big"))
    for given in range(1, size):
        if given in within:
            stream, place = within[given]
            rows += b"\x02" + stream.to_bytes(4, "big") + place.to_bytes(2, "big")
        else:
            rows += b"\x01" + offsets[given].to_bytes(4, "big") + b"\0\0"
    return bytes(rows)
