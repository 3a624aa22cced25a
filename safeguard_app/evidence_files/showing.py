"""A picture, or a page of a PDF, made into plain pixels. Only the process apart comes here: it decodes."""

import io
from typing import Any

from PIL import Image, ImageOps

from safeguard_app.evidence_files import heif_pictures
from safeguard_app.evidence_files.pixels import MOST_PIXELS, MOST_SHOWN, SMALL_SIDE, NotShown, Pixels, Refusal

_PAGE_DOTS = 110
_FINE_DOTS = 200
"""Dots to an inch of a page that a copy is made from."""
_PAGE_SIDE = 2_400
_FINE_SIDE = 3_400
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


def shown(
    content: bytes,
    media_type: str,
    page: int = 0,
    *,
    small: bool = False,
    fine: bool = False,
    forms: bool = False,
) -> Pixels:
    """The picture, or a page of the document counted from 0. Raises :class:`NotShown`.

    ``small`` is for a contact sheet, ``fine`` for a copy to be made of it; ``forms``: with the boxes of a form.
    """
    if media_type == _PDF:
        return _page(content, page, fine=fine, forms=forms)
    return _picture(content, media_type, small=small)


def _picture(content: bytes, media_type: str, *, small: bool) -> Pixels:
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
            if small:
                return _pixels(_on_white(picture), pages=1)
            reduced = picture.width * picture.height > MOST_SHOWN
            return _pixels(_within(picture, MOST_SHOWN), pages=1, reduced=reduced)
    except NotShown:
        raise
    except Exception as damage:  # decoders raise whatever a hostile file makes them
        raise NotShown(Refusal.DAMAGED) from damage


def _on_white(picture: Image.Image) -> Image.Image:
    """For paper: small, and without holes that would print black."""
    seen = picture.convert("RGBA")
    seen.thumbnail((SMALL_SIDE, SMALL_SIDE))
    paper = Image.new("RGBA", seen.size, "white")
    paper.alpha_composite(seen)
    return paper.convert("RGB")


def _within(picture: Image.Image, most: int) -> Image.Image:
    width, height = picture.size
    if width * height <= most:
        return picture
    share = (most / (width * height)) ** 0.5
    return picture.convert("RGBA").resize((max(1, int(width * share)), max(1, int(height * share))))


def _pixels(picture: Image.Image, pages: int, *, reduced: bool = False) -> Pixels:
    plain = picture if picture.mode in ("RGB", "RGBA") else picture.convert("RGBA")
    return Pixels(plain.width, plain.height, len(plain.mode), pages, plain.tobytes(), reduced)


def _page(content: bytes, page: int, *, fine: bool, forms: bool) -> Pixels:
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
        if forms:
            document.init_forms()  # of a form the school chose to fill; this build of the library runs no scripts
        return _rendered(document[page], len(document), fine=fine, forms=forms)
    except pypdfium2.PdfiumError as damage:
        raise NotShown(Refusal.DAMAGED) from damage


def _rendered(page: Any, pages: int, *, fine: bool, forms: bool) -> Pixels:
    """Annotations are painted as they stand. Of evidence no form is ever opened, so that nothing of one acts."""
    width, height = page.get_size()
    dots, side = (_FINE_DOTS, _FINE_SIDE) if fine else (_PAGE_DOTS, _PAGE_SIDE)
    scale = min(dots / 72, side / max(width, height, 1))
    picture = page.render(scale=scale, rev_byteorder=True, may_draw_forms=forms).to_pil()
    return _pixels(picture, pages)
