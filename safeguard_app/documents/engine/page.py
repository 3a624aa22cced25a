"""One page being drawn: text and pictures belong to elements of the structure, rules and frames to nobody.

Places are in points from the top left corner of the paper; the file itself counts from the bottom.
"""

import zlib
from collections.abc import Iterable

from safeguard_app.documents.engine.pdf_file import number
from safeguard_app.documents.engine.spans import SetLine, Span
from safeguard_app.documents.engine.structure import LEFTWARD, Element, box_of

MM = 72 / 25.4
PAPER_WIDTH, PAPER_HEIGHT = 210 * MM, 297 * MM


class Page:
    """Collects the drawing of one page. ``index`` counts from 0; ``kind`` says what its artefacts are."""

    def __init__(self, index: int, kind: str = "/Artifact BMC") -> None:
        """An empty page."""
        self.index = index
        self._kind = kind
        self._code: list[str] = []
        self._owner: Element | None = None
        self._artefact = False
        self._contents = 0
        self.waiting = 0

    def line(self, owner: Element | None, left: float, baseline: float, line: SetLine, size: float) -> None:
        """A line of text; what of it is in another language or direction is an element within its owner's."""
        if not line.stretches:
            self.text(owner, left, baseline, line.spans, size)
            return
        if owner is not None and line.leftward and not owner.attributes:
            owner.attributes = LEFTWARD
        before = left
        for stretch in line.stretches:
            own = owner
            if owner is not None and (stretch.language or stretch.typed):
                own = owner.add("Span")
                own.language, own.typed = stretch.language, stretch.typed
            for place, spans in stretch.pieces:
                self.text(own, left + place, baseline, spans, size, after=before)
                before = left + place

    def text(
        self,
        owner: Element | None,
        left: float,
        baseline: float,
        spans: Iterable[Span],
        size: float,
        *,
        after: float | None = None,
    ) -> None:
        """A line of text; with no owner it is an artefact, such as a header repeated.

        ``after`` is where the piece of the same line before it began, which may be at its other side. A reader that
        takes a leap to the right for a blank is kept from it by a size at which that leap is none.
        """
        drawn = [
            f"/F{span.face} {number(size * span.scale)} Tf <{span.glyphs}> Tj"
            for span in spans
            if span.glyphs
        ]
        if not drawn:
            return
        self._open(owner)
        up = number(PAPER_HEIGHT - baseline)
        place = f"1 0 0 1 {number(left)} {up} Tm"
        if after is not None and after < left:
            place = f"1000 0 0 1000 {number(after)} {up} Tm {place}"
        self._code.append(f"BT {place} {' '.join(drawn)} ET")

    def keep_place(self, owner: Element) -> int:
        """A place in the order of reading for a line that is not known yet; the page waits until it is filled."""
        self._open(owner)
        self._code.append("")
        self.waiting += 1
        return len(self._code) - 1

    def fill_place(self, place: int, right: float, baseline: float, line: SetLine, size: float) -> None:
        """Draw a line that ends at ``right`` in the place that was kept for it."""
        self._code[place] = _drawn(line.spans, size, right - line.width, baseline)
        self.waiting -= 1

    def rule(
        self, left: float, top: float, right: float, bottom: float, weight: float, *, dotted: bool = False
    ) -> None:
        """A straight line."""
        self._open(None)
        line = (
            f"{number(weight)} w {number(left)} {number(PAPER_HEIGHT - top)} m"
            f" {number(right)} {number(PAPER_HEIGHT - bottom)} l S"
        )
        self._code.append(f"q [0.6 2.4] 0 d {line} Q" if dotted else line)

    def frame(
        self, box: tuple[float, float, float, float], weight: float, grey: float, *, dashed: bool
    ) -> None:
        """An empty rectangle: left, top, width, height."""
        self._open(None)
        dash = "[2 1.5] 0 d " if dashed else ""
        self._code.append(f"q {dash}{number(weight)} w {number(grey)} G {_rectangle(*box)} re S Q")

    def fill(self, box: tuple[float, float, float, float], grey: float) -> None:
        """A filled rectangle: left, top, width, height."""
        self._open(None)
        self._code.append(f"q {number(grey)} g {_rectangle(*box)} re f Q")

    def picture(self, owner: Element, name: str, box: tuple[float, float, float, float]) -> None:
        """A picture of the file's resources, in a rectangle: left, top, width, height."""
        self._open(owner)
        left, top, width, height = box
        bottom = PAPER_HEIGHT - top - height
        self._code.append(
            f"q {number(width)} 0 0 {number(height)} {number(left)} {number(bottom)} cm /{name} Do Q"
        )
        owner.attributes = box_of(left, bottom, left + width, bottom + height)

    def squares(
        self, owner: Element, dark: Iterable[tuple[int, int]], count: int, box: tuple[float, float, float]
    ) -> None:
        """A pattern of dark squares (column, row) in a square of ``count`` by ``count``: left, top, width."""
        self._open(owner)
        left, top, width = box
        unit = width / count
        cells = " ".join(
            f"{_rectangle(left + column * unit, top + row * unit, unit, unit)} re" for column, row in dark
        )
        self._code.append(f"q 0 g {cells} f Q")
        bottom = PAPER_HEIGHT - top - width
        owner.attributes = box_of(left, bottom, left + width, bottom + width)

    def drawing(self, owner: Element, operators: str, box: tuple[float, float, float, float]) -> None:
        """Lines and areas counted from the bottom left corner of a rectangle: left, top, width, height."""
        self._open(owner)
        left, top, width, height = box
        bottom = PAPER_HEIGHT - top - height
        self._code.append(f"q 1 0 0 1 {number(left)} {number(bottom)} cm {operators} Q")
        owner.attributes = box_of(left, bottom, left + width, bottom + height)

    def stamp(self, spans: Iterable[Span], size: float, width: float) -> None:
        """Outlined letters across the middle of the page, ``width`` points wide, under the text."""
        self._open(None)
        drawn = " ".join(f"/F{span.face} {number(size)} Tf <{span.glyphs}> Tj" for span in spans)
        cosine = sine = 0.70711
        left = PAPER_WIDTH / 2 - width / 2 * cosine + size * 0.25
        bottom = PAPER_HEIGHT / 2 - width / 2 * sine - size * 0.25
        place = f"{cosine} {sine} -{sine} {cosine} {number(left)} {number(bottom)} Tm"
        self._code.append(f"q 0.8 w 0.75 G BT 1 Tr {place} {drawn} ET Q")

    def finish(self) -> bytes:
        """The page's drawing, compressed."""
        self._close()
        return zlib.compress("\n".join(self._code).encode("ascii"), 6)

    def _open(self, owner: Element | None) -> None:
        """Make what follows belong to ``owner``, or to nobody."""
        if owner is None:
            if not self._artefact:
                self._close()
                self._code.append(self._kind)
                self._artefact = True
            return
        if owner is self._owner:
            return
        self._close()
        owner.kids.append((self.index, self._contents))
        self._code.append(f"/{owner.tag} <</MCID {self._contents}>> BDC")
        self._owner = owner
        self._contents += 1

    def _close(self) -> None:
        """End what was open."""
        if self._artefact or self._owner is not None:
            self._code.append("EMC")
        self._artefact, self._owner = False, None


def _drawn(spans: Iterable[Span], size: float, left: float, baseline: float) -> str:
    """A line of text of one direction at a place."""
    drawn = [f"/F{span.face} {number(size * span.scale)} Tf <{span.glyphs}> Tj" for span in spans]
    return f"BT 1 0 0 1 {number(left)} {number(PAPER_HEIGHT - baseline)} Tm {' '.join(drawn)} ET"


def _rectangle(left: float, top: float, width: float, height: float) -> str:
    """The operands of a rectangle."""
    return f"{number(left)} {number(PAPER_HEIGHT - top - height)} {number(width)} {number(height)}"
