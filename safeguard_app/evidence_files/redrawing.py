"""A copy of a picture drawn from plain pixels, written as a PNG that holds nothing else.

Nothing from outside is decoded here: pixels come in, and go out. Texts are drawn in the program's own typeface.
"""

import io
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from safeguard_app.domain.derivatives import Alterations, Area, Mark, MarkKind, arrow_head, stroke_of, touched
from safeguard_app.evidence_files.pixels import Pixels
from safeguard_app.system.resources import resource_path

BLACK = (0, 0, 0)
"""The colour of an opaque box: of every pixel of it, exactly."""
INK = (190, 20, 30)
"""Marks are red with a white edge, so that they are seen on dark and on red."""
EDGE = (255, 255, 255)
_INSET = 0.12
"""Space above and below a text, as a share of its box's height."""


def on_white(picture: Pixels) -> Pixels:
    """The picture without transparency, on white: what lies beneath transparent pixels does not come along."""
    if picture.depth == 3:
        return picture
    size = (picture.width, picture.height)
    seen = Image.new("RGBA", size, (*EDGE, 255))
    seen.alpha_composite(Image.frombytes("RGBA", size, picture.pixels))
    return Pixels(*size, 3, picture.pages, seen.convert("RGB").tobytes(), picture.reduced)


def redrawn(picture: Pixels, alterations: Alterations) -> Pixels:
    """A copy with its marks, opaque boxes over them all, cut to its crop. ``picture`` has no transparency."""
    size = (picture.width, picture.height)
    image = Image.frombytes("RGB", size, picture.pixels)
    for mark in alterations.marks:
        if mark.kind is not MarkKind.HIDE:
            _put(image, mark)
    draw = ImageDraw.Draw(image)
    for mark in alterations.marks:
        if mark.kind is MarkKind.HIDE:
            draw.rectangle(_corners(mark.area), fill=BLACK)
    if alterations.crop is not None:
        crop = alterations.crop
        image = image.crop((crop.left, crop.top, crop.right, crop.bottom))
    return Pixels(image.width, image.height, 3, 1, image.tobytes())


def as_png(picture: Pixels) -> bytes:
    """A PNG of the pixels: no words, no times, no profile, nothing after its end."""
    image = Image.frombytes("RGB", (picture.width, picture.height), picture.pixels)
    written = io.BytesIO()
    image.save(written, format="PNG", compress_level=6)
    return written.getvalue()


def _put(image: Image.Image, mark: Mark) -> None:
    """Draw a mark on the part of the picture that it may touch, and on nothing else."""
    part = touched(mark, image.width, image.height)
    patch = image.crop((part.left, part.top, part.right, part.bottom))
    draw = ImageDraw.Draw(patch)
    here = Mark(
        mark.kind,
        mark.x0 - part.left,
        mark.y0 - part.top,
        mark.x1 - part.left,
        mark.y1 - part.top,
        mark.words,
    )
    stroke = stroke_of(image.width, image.height)
    match mark.kind:
        case MarkKind.ARROW:
            _arrow(draw, here, stroke)
        case MarkKind.TEXT:
            _text(draw, here, stroke)
        case _:
            left, top, right, bottom = _corners(here.area)
            edge = max(1, stroke // 2)
            draw.rectangle(
                (left - edge, top - edge, right + edge, bottom + edge), outline=EDGE, width=stroke + 2 * edge
            )
            draw.rectangle((left, top, right, bottom), outline=INK, width=stroke)
    image.paste(patch, (part.left, part.top))


def _arrow(draw: ImageDraw.ImageDraw, mark: Mark, stroke: int) -> None:
    edge = max(1, stroke // 2)
    tip, left, right, neck = arrow_head(mark, stroke)
    start = (mark.x0, mark.y0)
    draw.line((start, neck), fill=EDGE, width=stroke + 2 * edge)
    draw.polygon((tip, left, right), fill=EDGE, outline=EDGE, width=2 * edge)
    draw.line((start, neck), fill=INK, width=stroke)
    draw.polygon((tip, left, right), fill=INK)


def _text(draw: ImageDraw.ImageDraw, mark: Mark, stroke: int) -> None:
    """On white within a red line, as large as its box allows."""
    area = mark.area
    edge = min(stroke, max(1, min(area.width, area.height) // 8))
    draw.rectangle(_corners(area), fill=EDGE, outline=INK, width=edge)
    room_across, room_down = area.width - 4 * edge, area.height * (1 - 2 * _INSET) - 2 * edge
    font = _font(max(1, int(room_down / 1.36)))
    wide = font.getlength(mark.words)
    if wide > room_across > 0:
        font = _font(max(1, int(font.size * room_across / wide)))
    middle = (area.left + area.width / 2, area.top + area.height / 2)
    draw.text(middle, mark.words, font=font, fill=INK, anchor="mm")


@lru_cache(maxsize=8)
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(resource_path("fonts/text-bold.ttf")), size)


def _corners(area: Area) -> tuple[int, int, int, int]:
    """The first and last pixel of an area, as they are given to whoever fills it."""
    return area.left, area.top, area.right - 1, area.bottom - 1
