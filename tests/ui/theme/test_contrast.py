"""Every pair of colours that meets on a page can be read, in all three looks (WCAG 2.2 relative luminance)."""

import pytest

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.tokens import Colours

GROUNDS = ("window", "rail", "paper", "sunken", "hover", "tint")
MEANINGS = ("late", "due", "done", "note")
TEXT_PAIRS = (
    *((ink, ground) for ink in ("text", "muted", "accent") for ground in GROUNDS),
    *(
        (meaning, ground)
        for meaning in MEANINGS
        for ground in (f"{meaning}bg", "window", "paper", "sunken", "hover", "tint")
    ),
    *((ink, f"{meaning}bg") for ink in ("text", "muted") for meaning in MEANINGS),
    ("onaccent", "accent"),
    ("onaccent", "accenthover"),
)
CONTROL_PAIRS = (
    *(("control", ground) for ground in ("window", "rail", "paper", "sunken")),
    *(("focus", ground) for ground in ("window", "rail", "paper", "sunken", "tint")),
    *(("accent", ground) for ground in ("window", "rail", "paper", "tint")),
    ("disabled", "paper"),
)


def luminance(colour: str) -> float:
    """Relative luminance of ``#RRGGBB``."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(colours: Colours, ink: str, ground: str) -> float:
    """Contrast of two tokens, 1 to 21."""
    high, low = sorted((luminance(colours.named(ink)), luminance(colours.named(ground))), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme_name", list(tokens.THEMES))
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_can_be_read(theme_name: tokens.ThemeName, ink: str, ground: str) -> None:
    assert ratio(tokens.THEMES[theme_name], ink, ground) >= 4.5


@pytest.mark.parametrize("theme_name", list(tokens.THEMES))
@pytest.mark.parametrize(("ink", "ground"), CONTROL_PAIRS)
def test_controls_can_be_seen(theme_name: tokens.ThemeName, ink: str, ground: str) -> None:
    assert ratio(tokens.THEMES[theme_name], ink, ground) >= 3.0


def test_black_on_white_is_21() -> None:
    assert round((luminance("#FFFFFF") + 0.05) / (luminance("#000000") + 0.05), 6) == 21
