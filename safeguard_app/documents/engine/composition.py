"""Turns the blocks of a document into strips and rows, and names each part in the structure tree."""

from collections.abc import Iterable, Iterator

from safeguard_app.documents.content import (
    Block,
    Box,
    Chart,
    ContactSheet,
    Contents,
    DataTable,
    Document,
    FieldTable,
    Figure,
    KeyGroups,
    ListItem,
    NewPage,
    Paragraph,
    Passages,
    QrCode,
    Section,
    Signatures,
    TextList,
    TickBoxes,
    Words,
    WritingSpace,
)
from safeguard_app.documents.engine import boxes, drawn_charts, pictures, tables
from safeguard_app.documents.engine.contents import ContentsSetter, numbered_sections, sections_of, titled
from safeguard_app.documents.engine.cover import Opening
from safeguard_app.documents.engine.flow import Bookmark, Item, Panel, Piece, TextStrip
from safeguard_app.documents.engine.look import COMPACT, USUAL, WIDTH, Type
from safeguard_app.documents.engine.pictures import PictureShelf
from safeguard_app.documents.engine.setting import Setter, ticked
from safeguard_app.documents.engine.structure import Element, Link, numbering_of
from safeguard_app.documents.engine.typesetting import Typesetter

_LIST_INDENT = 16.0
_TICK_INDENT = 18.0
_DEEPEST_INDENT = 12 * _LIST_INDENT
_BULLETS = ("\u2022", "\u2013")


class Composer:
    """Composes one document. ``root`` is its structure, ``bookmarks`` its outline in order."""

    def __init__(self, document: Document, typesetter: Typesetter, shelf: PictureShelf) -> None:
        """Take the document, what remembers its glyphs and what keeps its pictures."""
        self.root = Element("Document")
        self.bookmarks: list[Bookmark] = []
        self._document = document
        self._shelf = shelf
        self._setter = Setter(typesetter, COMPACT if document.compact else USUAL)
        self._look = self._setter.look
        self._contents = ContentsSetter(
            self._setter, list(sections_of(document.blocks, numbered=document.numbered))
        )

    def items(self) -> Iterator[Item]:
        """Everything the document prints, in order, made as it is asked for."""
        yield from Opening(self._document, self._setter, self._shelf, self.root).items()
        yield from self._blocks(self._document.blocks, self.root, "" if self._document.numbered else None, 0)

    def links(self) -> list[Link]:
        """The links of the contents, once every page is drawn."""
        return self._contents.finish(self.bookmarks)

    def _blocks(
        self, blocks: tuple[Block, ...], parent: Element, number: str | None, depth: int
    ) -> Iterator[Item]:
        """The items of blocks that stand one after another; sections are not numbered where ``number`` is None."""
        for place, (block, own_number) in enumerate(numbered_sections(blocks, number)):
            if isinstance(block, Section):
                yield from self._section(block, parent.add("Sect"), own_number, depth)
                continue
            before_signing = place + 1 < len(blocks) and isinstance(blocks[place + 1], Signatures)
            items = self._block(block, parent)
            yield from _tied_at_end(items) if before_signing else items

    def _section(self, section: Section, own: Element, number: str, depth: int) -> Iterator[Item]:
        """A heading, tied to what stands under it."""
        look = self._look
        kind = look.section if depth == 0 else look.subsection
        title = titled(section, number)
        strips = self._setter.text(title, kind, WIDTH, own.add(f"H{min(depth, 4) + 2}"))
        pieces = _tied([Piece(strip) for strip in strips])
        pieces[0].before = look.before_section if depth == 0 else look.before_subsection
        pieces[0].bookmark = Bookmark(title, depth)
        self.bookmarks.append(pieces[0].bookmark)
        yield from pieces
        for place, item in enumerate(self._blocks(section.blocks, own, number or None, depth + 1)):
            if place == 0 and item is not None:
                item.before = look.after_heading
            yield item

    def _block(self, block: Block, parent: Element) -> Iterator[Item]:  # noqa: PLR0912, C901 - one line each
        """The items of one block that is not a section."""
        match block:
            case Paragraph(words, small, leads):
                lines = self._paragraph(words, self._look.small if small else self._look.body, parent)
                yield from _tied_at_end(lines) if leads else lines
            case TextList():
                yield from self._list(block, parent)
            case TickBoxes():
                yield from self._tick_boxes(block, parent)
            case FieldTable():
                yield from tables.field_rows(self._setter, block, parent)
            case DataTable(rows=()):
                yield from self._paragraph(block.empty, self._look.body, parent)
            case DataTable():
                yield from tables.data_rows(self._setter, block, parent)
            case Box():
                yield from boxes.box_rows(self._setter, block, parent)
            case Passages():
                yield from boxes.passage_rows(self._setter, block, parent)
            case WritingSpace():
                yield from boxes.writing_rows(self._setter, block, parent)
            case KeyGroups():
                yield from boxes.key_rows(self._setter, block, parent)
            case Signatures():
                yield from boxes.signature_pieces(self._setter, block, parent)
            case Figure():
                panel = self._shelf.figure(block, parent)
                yield Piece(panel, self._look.between, keep=bool(block.caption))
                if block.caption:
                    yield from self._paragraph(block.caption, self._look.small, parent, before=2.0)
            case ContactSheet():
                yield from pictures.sheet_pieces(self._setter, self._shelf, block, parent)
            case QrCode():
                yield Piece(self._shelf.qr_code(block, parent), self._look.between)
            case Chart():
                yield from drawn_charts.chart_items(self._setter, block, parent)
            case NewPage():
                yield None
            case Contents():
                yield from self._contents.pieces(block, parent)
            case Section():
                raise TypeError("a section is composed by its parent")

    def _paragraph(
        self, words: Words, kind: Type, parent: Element, before: float | None = None
    ) -> Iterator[Item]:
        """A paragraph for each line typed; its first two lines stay together, and its last two."""
        space = self._look.between if before is None else before
        for lines in self._setter.lines(words, kind, WIDTH):
            own = None if lines[0].empty else parent.add("P")
            last = len(lines) - 1
            for place, line in enumerate(lines):
                keep = place < last and place in {0, last - 1}
                yield Piece(TextStrip(line, kind, own), space if place == 0 else 0.0, keep)
            space = 0.0

    def _list(self, block: TextList, parent: Element, left: float = 0.0) -> Iterator[Item]:
        """A list, its labels hanging; a list within an item stands further in."""
        own = parent.add("L", attributes=numbering_of("Decimal" if block.numbered else "Disc"))
        for place, entry in enumerate(block.items, 1):
            label = f"{place}." if block.numbered else _BULLETS[left > 0]
            item = own.add("LI")
            inner = entry.inner if isinstance(entry, ListItem) else None
            words = entry.words if isinstance(entry, ListItem) else entry
            mark, body = item.add("Lbl"), item.add("LBody")
            text = body.add("P") if inner is not None else body
            yield from self._hanging(label, words, (left, _LIST_INDENT), (mark, text), first=place == 1)
            if inner is not None:
                yield from self._list(inner, body, min(left + _LIST_INDENT, _DEEPEST_INDENT))

    def _tick_boxes(self, block: TickBoxes, parent: Element) -> Iterator[Item]:
        """Statements with a box before each: a list, or one paragraph across the page."""
        if block.across:
            words = "     ".join(ticked(text, chosen=chosen) for text, chosen in block.options)
            yield from self._paragraph(words, self._look.body, parent)
            return
        own = parent.add("L", attributes=numbering_of("None"))
        for place, (words, chosen) in enumerate(block.options):
            item = own.add("LI")
            box = ticked("", chosen=chosen).strip()
            owners = (item.add("Lbl"), item.add("LBody"))
            yield from self._hanging(box, words, (0.0, _TICK_INDENT), owners, first=place == 0)

    def _hanging(
        self,
        label: str,
        words: Words,
        places: tuple[float, float],
        owners: tuple[Element, Element],
        *,
        first: bool,
    ) -> Iterator[Item]:
        """A list item: a label ``places[0]`` from the left, the text ``places[1]`` further in; owners in that order."""
        body, (left, further) = self._look.body, places
        indent = left + further
        mark = TextStrip(self._setter.line(label, body), body, owners[0])
        strips = self._setter.text(words, body, WIDTH - indent, owners[1])
        top, *others = strips
        assert isinstance(top, TextStrip)
        panel = Panel(body.leading, [(left, 0.0, mark), (indent, 0.0, top)])
        yield Piece(panel, self._look.between if first and not left else 2.0, keep=len(others) > 0)
        for strip in others:
            assert isinstance(strip, TextStrip)
            strip.indent = indent
            yield Piece(strip)


def _tied(pieces: list[Piece]) -> list[Piece]:
    """Pieces that stay together and with what follows."""
    for piece in pieces:
        piece.keep = True
    return pieces


def _tied_at_end(items: Iterable[Item]) -> Iterator[Item]:
    """Items whose last two stay with what follows."""
    held: list[Item] = []
    for item in items:
        held.append(item)
        if len(held) > 2:
            yield held.pop(0)
    for item in held:
        if item is not None:
            item.keep = True
        yield item
