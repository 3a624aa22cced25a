"""The proof of a copy, at its edges: the last pixel, the end of the file, and what was decoded smaller than it is."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from safeguard_app.domain.derivatives import Alterations, Area, Mark, MarkKind
from safeguard_app.evidence_files import redaction_proof, showing
from safeguard_app.evidence_files.pixels import Pixels
from safeguard_app.evidence_files.redaction_proof import NotProven
from tests.services.test_derivatives import HIGH, ORIGINAL, WIDE, chunk, made_of

WHOLE = Area(0, 0, WIDE, HIGH)
CROP = Area(3, 2, WIDE - 8, HIGH - 6)
INSIDE = Mark(MarkKind.HIDE, 5, 4, 15, 9)
TO_THE_EDGE = Mark(MarkKind.HIDE, 20, 10, WIDE, HIGH)
END = chunk(b"IEND", b"")


def made(alterations: Alterations) -> tuple[bytes, Pixels]:
    """A copy that is proven, and what was decoded of it."""
    copy = made_of(ORIGINAL, alterations)
    decoded = showing.shown(copy, "image/png")
    redaction_proof.prove(ORIGINAL, alterations, copy, decoded)
    return copy, decoded


def leaking(decoded: Pixels, across: int, down: int) -> Pixels:
    """The same with one pixel a little lighter in its last colour."""
    at = 3 * (down * decoded.width + across) + 2
    lighter = bytes([(decoded.pixels[at] + 1) % 256])
    return replace(decoded, pixels=decoded.pixels[:at] + lighter + decoded.pixels[at + 1 :])


@pytest.mark.parametrize("frame", [WHOLE, CROP])
@pytest.mark.parametrize("mark", [INSIDE, TO_THE_EDGE])
def test_a_leak_in_any_corner_of_a_covered_area_is_found(mark: Mark, frame: Area) -> None:
    alterations = Alterations((mark,), None if frame is WHOLE else frame)
    copy, decoded = made(alterations)
    left, top = mark.x0 - frame.left, mark.y0 - frame.top
    right = min(mark.x1 - frame.left, frame.width) - 1
    bottom = min(mark.y1 - frame.top, frame.height) - 1
    for across in (left, right):
        for down in (top, bottom):
            with pytest.raises(NotProven, match="covered"):
                redaction_proof.prove(ORIGINAL, alterations, copy, leaking(decoded, across, down))


@pytest.mark.parametrize("frame", [WHOLE, CROP])
def test_a_change_just_outside_a_covered_area_and_in_the_last_pixel_is_found(frame: Area) -> None:
    alterations = Alterations((INSIDE,), None if frame is WHOLE else frame)
    copy, decoded = made(alterations)
    right, below = INSIDE.x1 - frame.left, INSIDE.y1 - frame.top
    for across, down in ((right, below - 1), (right - 1, below), (frame.width - 1, frame.height - 1), (0, 0)):
        with pytest.raises(NotProven, match="rest"):
            redaction_proof.prove(ORIGINAL, alterations, copy, leaking(decoded, across, down))


SPOILT: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "an end with a body": ("chunk", lambda copy: copy.removesuffix(END) + chunk(b"IEND", b"left over")),
    "a palette": ("chunk", lambda copy: copy[:33] + chunk(b"PLTE", bytes(3)) + copy[33:]),
    "a second head": ("order", lambda copy: copy[:33] + copy[8:33] + copy[33:]),
    "no pixels": ("order", lambda copy: copy[:33] + END),
    "pixels after the end": ("order", lambda copy: copy + chunk(b"IDAT", b"")),
    "a head that is too long": (
        "head",
        lambda copy: copy[:8] + chunk(b"IHDR", copy[16:29] + b"x") + copy[33:],
    ),
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_file_with_more_than_a_head_pixels_and_an_end_is_refused(how: str) -> None:
    alterations = Alterations((INSIDE,))
    copy, decoded = made(alterations)
    assert copy.endswith(END)
    why, spoil = SPOILT[how]
    with pytest.raises(NotProven, match=why):
        redaction_proof.prove(ORIGINAL, alterations, spoil(copy), decoded)


def test_what_was_decoded_smaller_or_otherwise_than_it_is_proves_nothing() -> None:
    alterations = Alterations((INSIDE,))
    copy, decoded = made(alterations)
    wrong = {
        "length": (replace(decoded, reduced=True), replace(decoded, pixels=decoded.pixels[:-1])),
        "size": (replace(decoded, width=WIDE - 1), replace(decoded, depth=4)),
    }
    for why, several in wrong.items():
        for one in several:
            with pytest.raises(NotProven, match=why):
                redaction_proof.prove(ORIGINAL, alterations, copy, one)
