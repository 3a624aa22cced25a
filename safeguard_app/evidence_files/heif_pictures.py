"""What a HEIC or AVIF picture says of itself: its size, and what the telephone wrote into it."""

import io

from pi_heif import register_heif_opener
from PIL import Image

from safeguard_app.domain.file_statements import FileWarning
from safeguard_app.evidence_files.boxes import warn_of_ends
from safeguard_app.evidence_files.camera_statements import say_exif
from safeguard_app.evidence_files.findings import Findings

FORMATS = ("HEIF", "AVIF")


def get_ready() -> None:
    """Let Pillow open HEIC. In one thread: the process apart may start no other."""
    Image.MAX_IMAGE_PIXELS = None  # sizes are looked at here, by one rule for every format
    register_heif_opener(decode_threads=1, thumbnails=False, depth_images=False, aux_images=False)


def say_heif(content: bytes, findings: Findings) -> None:
    """All that a picture of this family says."""
    warn_of_ends(content, findings)
    if content[4:8] != b"ftyp":
        return
    get_ready()
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            findings.say_size(picture.size)
            exif = picture.info.get("exif")
    except (OSError, ValueError, SyntaxError, RuntimeError, EOFError, MemoryError, IndexError):
        findings.warn(FileWarning.CUT_SHORT)
        return
    if isinstance(exif, bytes):
        say_exif(exif, findings)
