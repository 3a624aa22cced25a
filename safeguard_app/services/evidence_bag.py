"""What lies in an evidence bundle, and by what names: a BagIt 1.0 bag (RFC 8493), checked with stock tools alone.

Names are neutral ("Ex1.png"): in an encrypted zip the list of names can be read without the passphrase. An exhibit's
own name stands in the schedule, which is encrypted.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from safeguard_app.domain.evidence import EvidenceItem
from safeguard_app.domain.text_rules import as_line, visible
from safeguard_app.services import media_types

FOLDER = "evidence"
READ_ME = "READ ME FIRST.txt"
MANIFEST = "manifest-sha256.txt"
SCHEDULE = "data/evidence-schedule.pdf"
CUSTODY = "data/custody.pdf"
HOW_KEPT = "data/how-this-evidence-was-kept.pdf"
_EXHIBITS = "data/exhibits"
_ENDINGS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/bmp": "bmp",
    "image/tiff": "tif",
    "image/heic": "heic",
    "application/pdf": "pdf",
    "message/rfc822": "eml",
    "application/vnd.ms-outlook": "msg",
    "text/plain": "txt",
    "text/html": "html",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    media_types.UNKNOWN: "bin",
}
"""By what a file is, never by its own name: nothing unpacked starts a program when it is clicked."""
_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


@dataclass(frozen=True, slots=True)
class Packed:
    """A file in the bag: its path in it, its length, and its hash."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class BagInfo:
    """What the bag says of itself: who made it, of which case, for which purpose."""

    school: str
    identifier: str
    made_on: date


def exhibit_paths(items: Sequence[EvidenceItem]) -> tuple[str, ...]:
    """Where each exhibit lies in the bag; two of one number and kind are told apart."""
    paths: list[str] = []
    for item in items:
        ending = _ENDINGS.get(item.stored.media_type, _ENDINGS[media_types.UNKNOWN])
        stem, again = f"{_EXHIBITS}/{item.name}", 1
        while f"{stem}{f'-{again}' if again > 1 else ''}.{ending}" in paths:
            again += 1
        paths.append(f"{stem}{f'-{again}' if again > 1 else ''}.{ending}")
    return tuple(paths)


def tag_files(info: BagInfo, payload: Sequence[Packed], read_me: str) -> tuple[tuple[str, bytes], ...]:
    """Every file of the bag that is not payload, by its name; the list of these files comes last."""
    written = [
        ("bagit.txt", _DECLARATION),
        ("bag-info.txt", _bag_info(info, payload)),
        (MANIFEST, _manifest([(one.path, one.sha256) for one in payload])),
        (READ_ME, read_me.replace("\n", "\r\n")),  # the plainest editor of Windows shows it line by line
    ]
    made = [(name, text.encode()) for name, text in written]
    tags = _manifest([(name, hashlib.sha256(content).hexdigest()) for name, content in made])
    return (*made, ("tagmanifest-sha256.txt", tags.encode()))


def read_me_text(school: str, telephone: str, first: str) -> str:
    """The one page that says how to check everything without this program. ``first`` is the path of one exhibit."""
    ring = f" ({telephone};\nlook the number up yourself as well)" if telephone else ""
    shown = first.replace("/", "\\")
    return f"""\
READ ME FIRST

This is evidence from the safeguarding log of {school}.
It was encrypted. The passphrase was given to you by another way than the file:
by telephone or face to face. If it came with the file, ring the school{ring}.

WHAT IS HERE
  data/exhibits/                        the exhibits, exactly as they were sealed
  data/evidence-schedule.pdf            what each exhibit is, with its own name and its hash
  data/custody.pdf                      who had each exhibit, and when
  data/how-this-evidence-was-kept.pdf   how the school kept it
  {MANIFEST}                   the SHA-256 of every file in the folder data

CHECK THAT NOTHING WAS CHANGED
On Windows, open the Command Prompt in this folder and type, for each file:
  certutil -hashfile "{shown}" SHA256
and compare what it says with the line of that file in {MANIFEST}.

On macOS or Linux, open a terminal in this folder and type:
  sha256sum -c {MANIFEST}      (on a Mac: shasum -a 256 -c {MANIFEST})
Every line must end in OK.

The folder is a BagIt bag (RFC 8493): any BagIt tool checks it too.

HANDLE WITH CARE
It is about children. Keep it encrypted, give it to nobody who does not need it, and
delete the readable copies when they are no longer needed. Saved web pages and files of
unknown type (.html, .bin) are as they were received: open them on a computer kept for that.
"""


def _bag_info(info: BagInfo, payload: Sequence[Packed]) -> str:
    octets = sum(one.size for one in payload)
    lines = (
        ("Source-Organization", info.school),
        ("External-Identifier", info.identifier),
        ("Bagging-Date", info.made_on.isoformat()),
        ("Bag-Software-Agent", "Safeguard Log"),
        ("Payload-Oxum", f"{octets}.{len(payload)}"),
    )
    return "".join(f"{label}: {visible(as_line(value))}\n" for label, value in lines)


def _manifest(hashes: Sequence[tuple[str, str]]) -> str:
    return "".join(f"{sha256}  {path}\n" for path, sha256 in sorted(hashes))
