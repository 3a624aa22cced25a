"""Pages of a finished document as pictures, handed on to the window, which reaches down no further than services.

A document of ours is drawn here. One that holds what came from outside, an authority's form that was filled, is drawn
in the process apart (decision 0021).
"""

from collections.abc import Iterator

from safeguard_app.documents.page_images import (
    DocumentUnreadable,
    PageImage,
    is_ours,
    page_count,
    page_image,
    page_images,
    page_text,
)
from safeguard_app.evidence_files.apart import LookingIn
from safeguard_app.evidence_files.pixels import NotShown, Pixels
from safeguard_app.system.limited_process import ProcessStopped

_COARSE_DOTS = 110
"""From this resolution on a page drawn apart is asked for finely."""


class PagePictures:
    """Draws the pages of any document."""

    def __init__(self, looking_in: LookingIn | None) -> None:
        """``looking_in`` is that of the open log; without one there are no documents but ours."""
        self._looking_in = looking_in

    def count(self, pdf: bytes) -> int:
        """How many pages a document has."""
        return page_count(pdf) if self._is_ours(pdf) else self._apart(pdf, 0, fine=False).pages

    def image(self, pdf: bytes, page: int, dots_per_inch: float = 96) -> PageImage:
        """One page, counted from 0."""
        if self._is_ours(pdf):
            return page_image(pdf, page, dots_per_inch)
        return image_of(self._apart(pdf, page, fine=dots_per_inch > _COARSE_DOTS))

    def images(self, pdf: bytes, dots_per_inch: float = 96) -> Iterator[PageImage]:
        """Every page in order, one at a time in memory."""
        if self._is_ours(pdf):
            yield from page_images(pdf, dots_per_inch)
            return
        for page in range(self.count(pdf)):
            yield self.image(pdf, page, dots_per_inch)

    def _is_ours(self, pdf: bytes) -> bool:
        return self._looking_in is None or is_ours(pdf)

    def _apart(self, pdf: bytes, page: int, *, fine: bool) -> Pixels:
        assert self._looking_in is not None
        try:
            return self._looking_in.form_page(pdf, page, fine=fine)
        except (NotShown, ProcessStopped) as stopped:
            raise DocumentUnreadable from stopped


def image_of(pixels: Pixels) -> PageImage:
    """Pixels of the process apart as a page, opaque."""
    if pixels.depth == 4:
        return PageImage(pixels.width, pixels.height, pixels.pixels)
    whole = bytearray(b"\xff" * (pixels.width * pixels.height * 4))
    for channel in range(3):
        whole[channel::4] = pixels.pixels[channel::3]
    return PageImage(pixels.width, pixels.height, bytes(whole))


__all__ = [
    "DocumentUnreadable",
    "PageImage",
    "PagePictures",
    "image_of",
    "page_count",
    "page_image",
    "page_images",
    "page_text",
]
