"""Puts pieces and rows on pages: headings stay with their text, short rows stay whole, table headers repeat."""

from collections import deque
from collections.abc import Iterable, Iterator

from safeguard_app.documents.engine.flow import Heading, Item, Piece, Row
from safeguard_app.documents.engine.look import BOTTOM, LEFT, ROOM, TOP
from safeguard_app.documents.engine.page import Page

_WHOLE_BELOW = ROOM / 3
_LONGEST_CHAIN = 24


class Paginator:
    """Draws items one after another; a page is compressed as soon as it is full, unless it waits for page numbers."""

    def __init__(self) -> None:
        """Begin with one empty page."""
        self.finished: list[bytes | Page] = []
        self._page = Page(0)
        self._down = TOP

    def run(self, items: Iterable[Item]) -> list[bytes | Page]:
        """Draw everything; gives the drawing of each page, or the page itself where something of it is to come."""
        for chain in _chains(iter(items)):
            if chain is None:
                if self._down > TOP:
                    self._turn()
                continue
            needed = sum(item.before + _whole(item) for item in chain[:-1])
            needed += chain[-1].before + _least(chain[-1])
            if self._down > TOP and self._down + needed > BOTTOM and needed <= ROOM:
                self._turn()
                if isinstance(chain[0], Row):
                    self._repeat(chain[0].heading)
            for place, item in enumerate(chain):
                if isinstance(item, Piece):
                    self._place_piece(item)
                else:
                    following = sum(after.before + _least(after) for after in chain[place + 1 :])
                    self._place_row(item, following)
        self._put_away()
        return self.finished

    def _put_away(self) -> None:
        """Keep the page that is full."""
        self.finished.append(self._page if self._page.waiting else self._page.finish())

    def _turn(self) -> None:
        """Start the next page."""
        self._put_away()
        self._page = Page(len(self.finished))
        self._down = TOP

    def _place_piece(self, piece: Piece) -> None:
        """Draw a strip, on the next page if there is no room."""
        if self._down > TOP and self._down + piece.before + piece.strip.height > BOTTOM:
            self._turn()
        if self._down > TOP:
            self._down += piece.before
        if piece.bookmark is not None:
            piece.bookmark.page, piece.bookmark.top = self._page.index, self._down
        piece.strip.paint(self._page, LEFT, self._down)
        self._down += piece.strip.height

    def _place_row(self, row: Row, following: float) -> None:
        """Draw a row, cut where it has to be.

        ``following`` is the height of what is tied to it; if only that has to go over the page, the end of the row
        goes with it.
        """
        if self._down > TOP:
            self._down += row.before
        fresh = False
        while True:
            if not fresh and self._down > TOP and self._down + _least(row) > BOTTOM:
                self._turn_within(row)
                fresh = True
            room = BOTTOM - self._down
            height = row.height if following else 0.0
            if following and height <= room < height + following and height > row.tail + 3 * row.padding:
                room = height - row.tail
            self._down += row.paint(self._page, LEFT, self._down, room, force=fresh)
            if row.done:
                return
            self._turn_within(row)
            fresh = True

    def _turn_within(self, row: Row) -> None:
        """Start the next page within a table."""
        self._turn()
        self._repeat(row.heading)

    def _repeat(self, heading: Heading | None) -> None:
        """Draw the header rows of a table again, as artefacts."""
        if heading is None or any(not row.done for row in heading.rows):
            return
        for row in heading.rows:
            begun = [cell.begun for cell in row.cells]
            for cell in row.cells:
                cell.begun = 0
            if row.height <= _WHOLE_BELOW:
                self._down += row.paint(self._page, LEFT, self._down, BOTTOM - self._down, artefact=True)
            for cell, was in zip(row.cells, begun, strict=True):
                cell.begun = was


def _chains(items: Iterator[Item]) -> Iterator[list[Piece | Row] | None]:
    """Items tied together, as one group each; None where a page has to end."""
    waiting: deque[Piece | Row] = deque()
    for item in items:
        if item is None:
            if waiting:
                yield list(waiting)
                waiting.clear()
            yield None
            continue
        waiting.append(item)
        if not item.keep or len(waiting) >= _LONGEST_CHAIN:
            yield list(waiting)
            waiting.clear()
    if waiting:
        yield list(waiting)


def _whole(item: Piece | Row) -> float:
    """The height of an item."""
    return item.strip.height if isinstance(item, Piece) else item.height


def _least(item: Piece | Row) -> float:
    """The least room an item can be begun in."""
    return item.strip.height if isinstance(item, Piece) else item.least(_WHOLE_BELOW)
