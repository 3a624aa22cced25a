"""What an evidence file says of itself, told from its bytes alone.

Nothing is written, executed, fetched or shown, and no bytes make it fail: of a damaged file it tells what could be
read, with a warning. Still meant for a process of its own, because a library may crash where no language can catch it.
"""

from collections.abc import Callable

from safeguard_app.domain.file_statements import FileReading
from safeguard_app.evidence_files.archive_statements import say_archive, say_document
from safeguard_app.evidence_files.findings import Findings
from safeguard_app.evidence_files.heif_pictures import say_heif
from safeguard_app.evidence_files.mails import say_mail
from safeguard_app.evidence_files.outlook import say_outlook
from safeguard_app.evidence_files.pdf_files import say_pdf
from safeguard_app.evidence_files.pictures import PICTURES
from safeguard_app.evidence_files.recordings import say_sound, say_video
from safeguard_app.evidence_files.web_pages import say_web_page

_READERS: dict[str, Callable[[bytes, Findings], None]] = {
    **PICTURES,
    "image/heic": say_heif,
    "image/avif": say_heif,
    **dict.fromkeys(("video/mp4", "video/quicktime", "audio/mp4"), say_video),
    **dict.fromkeys(("audio/mpeg", "audio/ogg", "audio/wav"), say_sound),
    "application/pdf": say_pdf,
    "message/rfc822": say_mail,
    "application/vnd.ms-outlook": say_outlook,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": say_document,
    "application/vnd.openxmlformats-officedocument": say_document,
    "application/zip": say_archive,
    "text/plain": say_web_page,
    "text/html": say_web_page,
}


def read(content: bytes, media_type: str) -> FileReading:
    """All that a file of a type says of itself; nothing for a type without a reader."""
    findings = Findings()
    reader = _READERS.get(media_type)
    if reader is not None:
        reader(content, findings)
    return findings.reading()
