"""The contents of a document: its sections with their pages, which are known when everything else is drawn."""

from collections.abc import Iterator

from safeguard_app.documents.content import Block, Contents, Section
from safeguard_app.documents.engine.flow import Bookmark, ContentsLine, Piece, TextStrip
from safeguard_app.documents.engine.look import RIGHT, WIDTH, Type
from safeguard_app.documents.engine.page import PAPER_HEIGHT
from safeguard_app.documents.engine.setting import Setter
from safeguard_app.documents.engine.structure import Element, Link

_INDENT = 18.0
_NUMBER_ROOM = 30.0
_MOST_LINES = 45
"""More entries than a page holds: then only the first level is listed."""
_LONGEST_TITLE = 200
"""Characters of a title in the contents: an entry is never cut over two pages, and whole it stands where it begins."""


def sections_of(
    blocks: tuple[Block, ...], *, numbered: bool, number: str = "", depth: int = 0
) -> Iterator[tuple[str, int]]:
    """The title of every section as it is printed, and its depth from 0, in order."""
    for block, own in numbered_sections(blocks, number if numbered else None):
        if isinstance(block, Section):
            yield titled(block, own), depth
            yield from sections_of(block.blocks, numbered=bool(own), number=own, depth=depth + 1)


def numbered_sections(blocks: tuple[Block, ...], number: str | None) -> Iterator[tuple[Block, str]]:
    """Each block, with its number where it is a section that has one; below an appendix nothing is numbered."""
    count = 0
    for block in blocks:
        if not isinstance(block, Section) or block.appendix or number is None:
            yield block, ""
            continue
        count += 1
        yield block, f"{number}.{count}" if number else str(count)


def titled(section: Section, number: str) -> str:
    """A section's title as it is printed."""
    return f"{number} {section.title}" if number else section.title


class ContentsSetter:
    """Sets the contents of one document, and puts the page numbers in at the end."""

    def __init__(self, setter: Setter, sections: list[tuple[str, int]]) -> None:
        """Take every section there is, in order."""
        self._setter = setter
        self._sections = sections
        self._lines: list[tuple[int, ContentsLine]] = []

    def pieces(self, contents: Contents, parent: Element) -> Iterator[Piece]:
        """The heading and a line for each section; a level below stands in a list of its own within."""
        look = self._setter.look
        heading = self._setter.text(contents.title, look.section, WIDTH, parent.add("H2"))
        for strip in heading:
            yield Piece(strip, look.before_section if strip is heading[0] else 0.0, keep=True)
        deepest = contents.depth if self._count(contents.depth) <= _MOST_LINES else 1
        lists = [parent.add("TOC")]
        before = look.after_heading
        listed = [(place, *one) for place, one in enumerate(self._sections) if one[1] < deepest]
        for place, title, depth in listed:
            while len(lists) <= depth:
                lists.append(lists[-1].add("TOC"))
            del lists[depth + 1 :]
            yield Piece(self._line(place, title, depth, lists[depth]), before, keep=place != listed[-1][0])
            before = 0.0

    def _count(self, depth: int) -> int:
        return sum(at < depth for _, at in self._sections)

    def _line(self, place: int, title: str, depth: int, parent: Element) -> ContentsLine:
        body = self._setter.look.body
        kind = Type(body.size, body.leading)
        owner = parent.add("TOCI").add("Reference").add("Link")
        if len(title) > _LONGEST_TITLE:
            title = f"{title[:_LONGEST_TITLE].rstrip()}…"
        indent = depth * _INDENT
        lines = [
            line
            for lines in self._setter.lines(title, kind, WIDTH - indent - _NUMBER_ROOM - 12)
            for line in lines
        ]
        link = Link(0, (0.0, 0.0, 0.0, 0.0), words=title)
        texts = [TextStrip(line, kind, owner, indent) for line in lines]
        made = ContentsLine(texts, owner, link, WIDTH, _NUMBER_ROOM)
        self._lines.append((place, made))
        return made

    def finish(self, bookmarks: list[Bookmark]) -> list[Link]:
        """Put the page numbers in; gives the links. ``bookmarks`` are those of every section, in order."""
        links = []
        for place, line in self._lines:
            bookmark = bookmarks[place]
            page = str(bookmark.page + 1)
            assert line.page is not None
            body = self._setter.look.body
            number = self._setter.line(
                f" {page}", body
            )  # a blank keeps it from the title where text is copied
            line.page.fill_place(line.place, RIGHT, line.baseline, number, body.size)
            line.link.target = (bookmark.page, PAPER_HEIGHT - bookmark.top)
            line.link.words = f"{line.link.words}, page {page}"
            line.owner.kids.append(line.link)
            links.append(line.link)
        return links
