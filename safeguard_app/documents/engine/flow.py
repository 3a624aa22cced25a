"""What runs down the pages: strips that are never cut, and rows of cells that may be cut between strips."""

from dataclasses import dataclass, field, replace

from safeguard_app.documents.engine.look import (
    BAR_WIDTH,
    LABEL_GREY,
    LINE_GREY,
    LINE_WEIGHT,
    Type,
)
from safeguard_app.documents.engine.page import PAPER_HEIGHT, Page
from safeguard_app.documents.engine.spans import SetLine
from safeguard_app.documents.engine.structure import Element, Link


@dataclass(slots=True)
class TextStrip:
    """One line of text, ``indent`` points in. With no ``owner`` it is an artefact."""

    line: SetLine
    type: Type
    owner: Element | None
    indent: float = 0.0

    @property
    def height(self) -> float:
        """What it takes of the page."""
        return self.type.leading

    def paint(self, page: Page, left: float, top: float, *, artefact: bool = False) -> None:
        """Draw it with its top left corner there."""
        owner = None if artefact else self.owner
        across = left + self.indent + self.line.shift
        page.line(owner, across, top + self.type.baseline, self.line, self.type.size)


@dataclass(frozen=True, slots=True)
class Rule:
    """A line within a panel: from left, top to right, bottom."""

    left: float
    top: float
    right: float
    bottom: float
    weight: float = LINE_WEIGHT

    def moved(self, across: float) -> "Rule":
        """The same further right."""
        return replace(self, left=self.left + across, right=self.right + across)


@dataclass(frozen=True, slots=True)
class Frame:
    """An empty rectangle within a panel."""

    left: float
    top: float
    width: float
    height: float
    weight: float = LINE_WEIGHT
    grey: float = LINE_GREY
    dashed: bool = False

    def moved(self, across: float) -> "Frame":
        """The same further right."""
        return replace(self, left=self.left + across)


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture by its resource name, a pattern of dark squares, or lines and areas drawn, within a panel."""

    owner: Element
    left: float
    top: float
    width: float
    height: float
    name: str = ""
    squares: tuple[tuple[int, int], ...] = ()
    count: int = 0
    drawn: str = ""
    """Drawing operators, counted from its bottom left corner."""

    def moved(self, across: float, down: float = 0.0) -> "Placed":
        """The same further right and down."""
        return replace(self, left=self.left + across, top=self.top + down)


@dataclass(slots=True)
class Panel:
    """A strip with parts at set places: a signature box, ruled lines, a dashed box, a picture."""

    height: float
    texts: list[tuple[float, float, TextStrip]] = field(default_factory=list)
    marks: list[Rule | Frame] = field(default_factory=list)
    pictures: list[Placed] = field(default_factory=list)

    def paint(self, page: Page, left: float, top: float, *, artefact: bool = False) -> None:
        """Draw marks, then pictures, then texts."""
        for mark in self.marks:
            if isinstance(mark, Rule):
                page.rule(left + mark.left, top + mark.top, left + mark.right, top + mark.bottom, mark.weight)
            else:
                box = (left + mark.left, top + mark.top, mark.width, mark.height)
                page.frame(box, mark.weight, mark.grey, dashed=mark.dashed)
        for placed in self.pictures:
            where = (left + placed.left, top + placed.top, placed.width)
            if placed.name:
                page.picture(placed.owner, placed.name, (*where, placed.height))
            elif placed.drawn:
                page.drawing(placed.owner, placed.drawn, (*where, placed.height))
            else:
                page.squares(placed.owner, placed.squares, placed.count, where)
        for across, down, text in self.texts:
            text.paint(page, left + across, top + down, artefact=artefact)


@dataclass(slots=True)
class ContentsLine:
    """One entry of the contents: the lines of its title, dots, and room for a page number that comes last of all."""

    texts: list[TextStrip]
    owner: Element
    link: Link
    width: float
    number_room: float
    page: Page | None = None
    place: int = 0
    baseline: float = 0.0

    @property
    def height(self) -> float:
        """What it takes of the page."""
        return sum(text.height for text in self.texts)

    def paint(self, page: Page, left: float, top: float, *, artefact: bool = False) -> None:
        """Draw the title and the dots, and remember where the number belongs and what the link covers."""
        down = top
        for text in self.texts:
            text.paint(page, left, down, artefact=artefact)
            down += text.height
        last = self.texts[-1]
        self.baseline = down - last.height + last.type.baseline
        self.place, self.page = page.keep_place(self.owner), page
        edge = PAPER_HEIGHT - top
        self.link.page = page.index
        self.link.box = (left, edge - self.height, left + self.width, edge)
        begun = left + last.indent + last.line.shift + last.line.width + 4.0
        ended = left + self.width - self.number_room
        if begun < ended:
            page.rule(begun, self.baseline, ended, self.baseline, 0.6, dotted=True)


Strip = TextStrip | Panel | ContentsLine


@dataclass(slots=True)
class Piece:
    """A strip on its way to a page. ``keep`` ties it to what follows; ``bookmark`` learns where it was drawn."""

    strip: Strip
    before: float = 0.0
    keep: bool = False
    bookmark: "Bookmark | None" = None


@dataclass(slots=True)
class Bookmark:
    """An entry of the outline: its title, its depth from 0, and the page and height it leads to."""

    title: str
    depth: int
    page: int = 0
    top: float = 0.0


@dataclass(slots=True)
class Cell:
    """A cell: its place in the row, its strips, and how far it has been drawn.

    ``label`` is shaded and, where its row runs over a page, repeats as an artefact; ``bar`` is the black bar at the
    left of a child's own words.
    """

    left: float
    width: float
    strips: list[Strip]
    label: bool = False
    bar: bool = False
    begun: int = 0

    def measure(self, room: float, *, force: bool) -> tuple[int, float]:
        """How many strips not yet drawn fit in ``room``, and their height; ``force`` takes one at least."""
        taken, used = self.begun, 0.0
        while taken < len(self.strips) and (
            used + self.strips[taken].height <= room + 0.01 or (force and taken == self.begun)
        ):
            used += self.strips[taken].height
            taken += 1
        return taken, used


@dataclass(slots=True)
class Heading:
    """The header rows of a table, to be repeated on each page it runs over."""

    rows: list["Row"] = field(default_factory=list)


@dataclass(slots=True)
class Row:
    """A row of cells, framed. It may be cut between strips when it is taller than a third of a page."""

    cells: list[Cell]
    padding: float
    side_padding: float
    before: float = 0.0
    keep: bool = False
    weight: float = LINE_WEIGHT
    heading: Heading | None = None

    @property
    def height(self) -> float:
        """Of all that is not yet drawn."""
        return max(sum(s.height for s in cell.strips[cell.begun :]) for cell in self.cells) + 2 * self.padding

    @property
    def done(self) -> bool:
        """Whether all of it is drawn."""
        return all(cell.begun >= len(cell.strips) for cell in self.cells)

    def least(self, whole_below: float) -> float:
        """The least room it can be begun in: all of it when shorter than ``whole_below``, else two strips."""
        total = 0.0
        for cell in self.cells:
            tall = 0.0
            for place in range(cell.begun, len(cell.strips)):
                tall += cell.strips[place].height
                if tall > whole_below:
                    break
            total = max(total, tall)
        if total <= whole_below:
            return total + 2 * self.padding
        first = max(sum(s.height for s in cell.strips[cell.begun : cell.begun + 2]) for cell in self.cells)
        return first + 2 * self.padding

    @property
    def tail(self) -> float:
        """The height of its last two strips."""
        return max(sum(s.height for s in cell.strips[cell.begun :][-2:]) for cell in self.cells)

    def paint(
        self, page: Page, left: float, top: float, room: float, *, artefact: bool = False, force: bool = False
    ) -> float:
        """Draw what fits in ``room``; gives the height used.

        ``artefact`` repeats it for the eye only; ``force`` makes progress even where nothing fits.
        """
        fits = [cell.measure(room - 2 * self.padding, force=force) for cell in self.cells]
        height = max(used for _, used in fits) + 2 * self.padding
        for cell in self.cells:
            if cell.label:
                page.fill((left + cell.left, top, cell.width, height), LABEL_GREY)
        for cell in self.cells:
            box = (left + cell.left, top, cell.width, height)
            page.frame(box, self.weight, LINE_GREY if self.weight == LINE_WEIGHT else 0.0, dashed=False)
            if cell.bar:
                page.fill((left + cell.left, top, BAR_WIDTH, height), 0.0)
        for cell, (taken, _) in zip(self.cells, fits, strict=True):
            self._paint_cell(page, cell, left, top, taken, artefact=artefact)
        return height

    def _paint_cell(
        self, page: Page, cell: Cell, left: float, top: float, taken: int, *, artefact: bool
    ) -> None:
        """Draw a cell's strips up to ``taken``; a label that is drawn out repeats."""
        strips, again = cell.strips[cell.begun : taken], artefact
        if cell.label and not strips and cell.strips:
            strips, again = cell.strips[:1], True
        down = top + self.padding
        for strip in strips:
            strip.paint(page, left + cell.left + self.side_padding, down, artefact=again)
            down += strip.height
        if not artefact:
            cell.begun = taken


Item = Piece | Row | None
"""What the paginator takes: None starts a new page."""
