"""A picture, or a page of a PDF, made into plain pixels. Only the process apart comes here: it decodes."""

import io
from typing import Any

from PIL import Image, ImageOps

from safeguard_app.evidence_files import heif_pictures
from safeguard_app.evidence_files.pixels import MOST_PIXELS, MOST_SHOWN, NotShown, Pixels, Refusal

_PAGE_DOTS = 110
_PAGE_SIDE = 2_400
_PDF = "application/pdf"
_FORMATS = {
    "image/png": ("PNG",),
    "image/jpeg": ("JPEG",),
    "image/gif": ("GIF",),
    "image/webp": ("WEBP",),
    "image/bmp": ("BMP",),
    "image/tiff": ("TIFF",),
    "image/heic": heif_pictures.FORMATS,
    "image/avif": heif_pictures.FORMATS,
}


def shown(content: bytes, media_type: str, page: int = 0) -> Pixels:
    """The picture, or a page of the document counted from 0. Raises :class:`NotShown`."""
    return _page(content, page) if media_type == _PDF else _picture(content, media_type)


def _picture(content: bytes, media_type: str) -> Pixels:
    if media_type not in _FORMATS:
        raise NotShown(Refusal.DAMAGED)
    heif_pictures.get_ready()
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS[media_type]) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                raise NotShown(Refusal.TOO_LARGE)
            picture.load()
            ImageOps.exif_transpose(picture, in_place=True)
            return _pixels(_within(picture, MOST_SHOWN), pages=1)
    except NotShown:
        raise
    except Exception as damage:  # decoders raise whatever a hostile file makes them
        raise NotShown(Refusal.DAMAGED) from damage


def _within(picture: Image.Image, most: int) -> Image.Image:
    width, height = picture.size
    if width * height <= most:
        return picture
    share = (most / (width * height)) ** 0.5
    return picture.convert("RGBA").resize((max(1, int(width * share)), max(1, int(height * share))))


def _pixels(picture: Image.Image, pages: int) -> Pixels:
    plain = picture if picture.mode in ("RGB", "RGBA") else picture.convert("RGBA")
    return Pixels(plain.width, plain.height, len(plain.mode), pages, plain.tobytes())


def _page(content: bytes, page: int) -> Pixels:
    import pypdfium2  # type: ignore[import-untyped]
    import pypdfium2.raw  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as damage:
        locked = getattr(damage, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise NotShown(Refusal.LOCKED if locked else Refusal.DAMAGED) from damage
    if not 0 <= page < len(document):
        raise NotShown(Refusal.NO_SUCH_PAGE)
    try:
        return _rendered(document[page], len(document))
    except pypdfium2.PdfiumError as damage:
        raise NotShown(Refusal.DAMAGED) from damage


def _rendered(page: Any, pages: int) -> Pixels:
    """Forms and annotations are painted as they stand; nothing of them acts, because no form is ever opened."""
    width, height = page.get_size()
    scale = min(_PAGE_DOTS / 72, _PAGE_SIDE / max(width, height, 1))
    picture = page.render(scale=scale, rev_byteorder=True, may_draw_forms=False).to_pil()
    return _pixels(picture, pages)
