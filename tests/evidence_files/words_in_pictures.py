"""Screenshots of an invented chat, drawn for tests: what a machine reads in them is known."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from safeguard_app.system.resources import resource_path

SAID = ("You are such a wombat Tyler", "nobody wants a quokka here", "go and hide behind the gym")
LIGHT, NIGHT = ("white", "#e9e9eb", "black"), ("#0b141a", "#005c4b", "#e9edef")
"""Paper, bubble and ink."""


def chat(lines: Sequence[str] = SAID, look: tuple[str, str, str] = LIGHT, down: int = 0) -> bytes:
    """A telephone's screen with a bubble for each line, everything ``down`` so many pixels; a PNG."""
    paper, bubble, ink = look
    font = ImageFont.truetype(str(resource_path("fonts/text-regular.ttf")), 40)
    made = Image.new("RGB", (1080, 1200), paper)
    drawing = ImageDraw.Draw(made)
    for place, line in enumerate(lines):
        top = 150 + down + place * 250
        drawing.rounded_rectangle((80, top, 1000, top + 140), 40, fill=bubble)
        drawing.text((120, top + 40), line, fill=ink, font=font)
    kept = io.BytesIO()
    made.save(kept, "PNG")
    return kept.getvalue()
