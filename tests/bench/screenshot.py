"""A picture like a screenshot of a chat: plain areas, text, and some photographs, of about a given size as PNG."""

from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

_WIDTH = 1170
_BLOCK = 220


def of_size(wanted: int) -> bytes:
    """PNG of at least ``wanted`` bytes and not much more: as tall as that takes, up to a very long chat."""
    photographs = 1
    while True:
        made = _drawn(photographs)
        if len(made) >= wanted:
            return made
        photographs += max(1, (wanted - len(made)) // 700_000)


def _drawn(photographs: int) -> bytes:
    chance = Random(7)
    height = 600 + photographs * (_BLOCK * 3)
    image = Image.new("RGB", (_WIDTH, height), (244, 246, 248))
    pen = ImageDraw.Draw(image)
    for place in range(photographs):
        top = 300 + place * _BLOCK * 3
        for line in range(6):
            pen.rounded_rectangle(
                (40, top - 260 + line * 40, 700, top - 232 + line * 40), 12, fill=(255, 255, 255)
            )
            pen.text((60, top - 256 + line * 40), f"invented message {place}.{line}", fill=(20, 24, 28))
        noise = Image.frombytes("RGB", (600, 380), chance.randbytes(600 * 380 * 3))
        image.paste(noise, (60, top))
    stored = BytesIO()
    image.save(stored, "PNG")
    return stored.getvalue()
