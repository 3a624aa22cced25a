"""Words for the boxes of an authority's own form: measured against each box, set in our own embedded fonts.

One page of a PDF for each box. The process that fills the form makes each page what its box shows: so every script
that a document of ours can print stands in the form too, and looks the same on every reader.
"""

from dataclasses import dataclass

from safeguard_app.documents.content import Run
from safeguard_app.documents.engine.furniture import DEMO_WORDS
from safeguard_app.documents.engine.lines import break_lines, break_paragraphs
from safeguard_app.documents.engine.page import PAPER_HEIGHT, PAPER_WIDTH, Page
from safeguard_app.documents.engine.pdf_file import PdfFile, number, reference
from safeguard_app.documents.engine.spans import SetLine
from safeguard_app.documents.engine.typesetting import Typesetter
from safeguard_app.domain.authority_forms import LEAST_SIZE

_USUAL, _LARGEST_LINE = 11.0, 12.0
_SIDE = 2.0
_LEADING = 1.2
_STEP = 0.5
_ABOVE_BASELINE = 0.74
"""Share of the size that capitals and the marks on them take, by which a single line stands in its middle."""
_NARROWEST = 0.1
"""A share of the size that hardly a letter is narrower than."""
_STAMP_SIZE = 190.0
_WORDS_OF_FORM = "/Tx BMC"


@dataclass(frozen=True, slots=True)
class TextBox:
    """A box of a form, and what is to stand in it.

    ``across`` and ``up`` in points; ``size`` as the form says, 0 where it leaves that open; ``lines``: it may run over
    several; ``cells``: one character to each; ``side`` 0 left, 1 middle, 2 right.
    """

    across: float
    up: float
    size: float = 0.0
    lines: bool = False
    cells: int = 0
    side: int = 0


class FormText:
    """The boxes of one form."""

    def __init__(self) -> None:
        """Nothing is set yet."""
        self._typesetter = Typesetter()
        self._pages: list[tuple[bytes, float, float]] = []

    def fits(self, box: TextBox, text: str) -> bool:
        """Whether all of a text can be read in a box."""
        return len(text) <= self._most(box) and self._at(box, text, _least(box)) is not None

    def beginning(self, box: TextBox, text: str, ending: str) -> str:
        """As much of the beginning of a text as fits with ``ending`` after it; empty where not even a word does."""
        words = text[: self._most(box) + 1].split(" ")
        least, most = 0, len(words)
        while least < most:
            middle = (least + most + 1) // 2
            if self.fits(box, " ".join(words[:middle]) + ending):
                least = middle
            else:
                most = middle - 1
        kept = " ".join(words[:least]).rstrip(" ,;.:\n")
        return kept + ending if kept else ""

    def add(self, box: TextBox, text: str) -> int:
        """Draw a text that fits; gives its page, counted from 0. ValueError for one that does not fit."""
        found = self._set(box, text)
        if found is None:
            raise ValueError("the text does not fit its box")
        size, lines = found
        page = Page(len(self._pages), _WORDS_OF_FORM)
        if box.cells:
            self._draw_cells(page, box, size, text)
        else:
            self._draw_lines(page, box, size, lines)
        self._pages.append((page.finish(), box.across, box.up))
        return len(self._pages) - 1

    def add_stamp(self) -> int:
        """A page that says across it that all of this is invented, to lie over every page of a demo's form."""
        page = Page(len(self._pages))
        stamp = next(break_lines(self._typesetter, (Run("DEMO", strong=True),), _STAMP_SIZE, float("inf")))
        page.stamp(stamp.spans, _STAMP_SIZE, stamp.width)
        words = next(break_lines(self._typesetter, (Run(DEMO_WORDS, strong=True),), 10.0, float("inf")))
        page.line(None, (PAPER_WIDTH - words.width) / 2, 22.0, words, 10.0)
        self._pages.append((page.finish(), PAPER_WIDTH, PAPER_HEIGHT))
        return len(self._pages) - 1

    def finish(self) -> bytes:
        """Every page that was drawn, with the fonts it needs."""
        file = PdfFile()
        fonts = "".join(
            f"/F{one} {reference(use.write(file))}" for one, use in sorted(self._typesetter.uses.items())
        )
        resources = reference(file.add(f"<</Font<<{fonts}>>>>"))
        tree = file.reserve()
        pages = []
        for drawing, across, up in self._pages or [(Page(0).finish(), 1.0, 1.0)]:
            content = reference(file.add_stream(drawing, "/Filter/FlateDecode", compress=False))
            pages.append(
                file.add(
                    f"<</Type/Page/Parent {reference(tree)}/MediaBox[0 0 {number(across)} {number(up)}]"
                    f"/Contents {content}/Resources {resources}>>"
                )
            )
        listed = " ".join(reference(one) for one in pages)
        file.put(tree, f"<</Type/Pages/Count {len(pages)}/Kids[{listed}]>>")
        return file.finish(file.add(f"<</Type/Catalog/Pages {reference(tree)}>>"))

    # ------------------------------------------------------------ measuring

    def _set(self, box: TextBox, text: str) -> tuple[float, list[list[SetLine]]] | None:
        """The size at which a text fits, with its lines; None where it fits at none that can be read."""
        if len(text) > self._most(box):
            return None
        size = box.size or (_USUAL if box.lines else min(_LARGEST_LINE, max(LEAST_SIZE, box.up / _LEADING)))
        least = _least(box)
        while size > least:
            if (lines := self._at(box, text, size)) is not None:
                return size, lines
            size -= _STEP
        lines = self._at(box, text, least)
        return (least, lines) if lines is not None else None

    def _at(self, box: TextBox, text: str, size: float) -> list[list[SetLine]] | None:
        if box.cells:
            widest = max((self._line(one, size).width for one in text), default=0.0)
            fits = len(text) <= box.cells and widest <= box.across / box.cells and size <= box.up
            return [] if fits else None
        room = box.across - 2 * _SIDE
        if room <= 0:
            return None
        if not box.lines:
            line = self._line(text, size)
            return [[line]] if "\n" not in text and line.width <= room and size <= box.up else None
        lines = list(break_paragraphs(self._typesetter, text, size, room))
        count = sum(len(paragraph) for paragraph in lines)
        wide = max((line.width for paragraph in lines for line in paragraph), default=0.0)
        tall = size + (count - 1) * size * _LEADING
        return lines if tall <= box.up and wide <= room + 0.01 else None

    def _most(self, box: TextBox) -> int:
        """More characters than could ever be read in a box: a text of a hundred thousand is not set to see that."""
        least = _least(box)
        lines = int(box.up / (least * _LEADING)) + 2 if box.lines else 1
        return int(box.across / (least * _NARROWEST) + 1) * lines

    def _line(self, text: str, size: float) -> SetLine:
        return next(break_lines(self._typesetter, (Run(text),), size, float("inf")))

    # ------------------------------------------------------------ drawing

    def _draw_lines(self, page: Page, box: TextBox, size: float, lines: list[list[SetLine]]) -> None:
        every = [line for paragraph in lines for line in paragraph]
        if box.lines:
            above = min(_SIDE, max(0.0, (box.up - size - (len(every) - 1) * size * _LEADING) / 2))
            down = above + size * 0.92
        else:
            down = (box.up + size * _ABOVE_BASELINE) / 2
        for line in every:
            left = _SIDE + line.shift
            spare = box.across - 2 * _SIDE - line.width
            if box.side:
                left = _SIDE + spare * box.side / 2
            elif line.leftward and not line.shift:
                left = _SIDE + spare
            page.line(None, left, PAPER_HEIGHT - box.up + down, line, size)
            down += size * _LEADING

    def _draw_cells(self, page: Page, box: TextBox, size: float, text: str) -> None:
        cell = box.across / box.cells
        down = PAPER_HEIGHT - box.up + (box.up + size * _ABOVE_BASELINE) / 2
        for place, character in enumerate(text):
            line = self._line(character, size)
            page.line(None, place * cell + (cell - line.width) / 2, down, line, size)


def _least(box: TextBox) -> float:
    """The smallest size in a box: ours, or the form's own where that is smaller."""
    return min(LEAST_SIZE, box.size or LEAST_SIZE)
