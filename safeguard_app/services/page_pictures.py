"""Pages of a finished document as pictures, handed on to the window, which reaches down no further than services."""

from safeguard_app.documents.page_images import (
    DocumentUnreadable,
    PageImage,
    page_count,
    page_image,
    page_images,
    page_text,
)

__all__ = ["DocumentUnreadable", "PageImage", "page_count", "page_image", "page_images", "page_text"]
