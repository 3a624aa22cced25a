"""Evidence pictures of the demo, drawn here: plainly made-up screens, with nobody's face and nobody's words."""

from datetime import datetime
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from safeguard_app.system.resources import resource_path

_WIDTH, _HEIGHT = 720, 1080
_MARGIN = 40

SCREENS: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "live_comments": (
        "Live video (invented)",
        (
            ("@shona.p_88  19:04", "hiya my lovely boy"),
            ("@other_viewer  19:05", "nice one"),
            ("@shona.p_88  19:09", "love this dance"),
        ),
    ),
    "profile": ("Profile (invented)", (("@shona.p_88", "Auntie. Baker. 212 followers."),)),
    "group_post": (
        "Baylis parents, public group (invented)",
        (("Dean Halloway  Fri 20:14", "That teacher is lazy and lies about homework"), ("14 comments", "")),
    ),
    "group_chat": (
        "5N Legends, group (invented)",
        (
            ("Reece I  19:31", "look at his potato face"),
            ("Reece I  19:33", "[picture: edited face]"),
            ("Kai H  19:40", "haha stop"),
            ("Reece I  20:12", "go home lol"),
        ),
    ),
    "late_messages": (
        "Chat (invented)",
        (
            ("@joel.swims  21:34", "you still up?"),
            ("freya  21:36", "yes why"),
            ("@joel.swims  22:50", "keep it our secret ok"),
            ("@joel.swims  23:06", "delete this"),
        ),
    ),
}


_EXIF_DETAILS = 0x8769
_MAKER, _MODEL, _TAKEN, _TAKEN_OFFSET = 0x010F, 0x0110, 0x9003, 0x9011
"""Where EXIF keeps what a telephone writes into a screenshot."""


def draw(screen: str, taken: datetime) -> bytes:
    """PNG of one invented screen, which says when it was ``taken`` (aware) and with which invented telephone."""
    heading, messages = SCREENS[screen]
    image = Image.new("RGB", (_WIDTH, _HEIGHT), (244, 246, 248))
    pen = ImageDraw.Draw(image)
    regular, strong = _font("text-regular.ttf", 26), _font("text-bold.ttf", 24)
    pen.rectangle((0, 0, _WIDTH, 90), fill=(52, 73, 94))
    pen.text((_MARGIN, 28), heading, font=strong, fill=(255, 255, 255))
    top = 130
    for who, words in messages:
        height = 110 if words else 60
        pen.rounded_rectangle((_MARGIN, top, _WIDTH - _MARGIN, top + height), 16, fill=(255, 255, 255))
        pen.text((_MARGIN + 24, top + 14), who, font=strong, fill=(70, 90, 110))
        pen.text((_MARGIN + 24, top + 56), words, font=regular, fill=(20, 24, 28))
        top += height + 24
    pen.text((_MARGIN, _HEIGHT - 60), "DEMO: an invented screen", font=regular, fill=(120, 130, 140))
    stored = BytesIO()
    exif = Image.Exif()
    exif[_MAKER], exif[_MODEL] = "Larkphone", "Larkphone 9"
    offset = taken.strftime("%z")
    exif.get_ifd(_EXIF_DETAILS).update(
        {_TAKEN: f"{taken:%Y:%m:%d %H:%M:%S}", _TAKEN_OFFSET: f"{offset[:3]}:{offset[3:5]}"}
    )
    image.save(stored, "PNG", exif=exif)
    return stored.getvalue()


def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(resource_path(f"fonts/{name}")), size)
