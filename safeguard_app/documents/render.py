"""Makes the PDF: the same content at the same moment gives the same bytes.

Every file follows PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3). Nothing here opens a file or a database; fonts
are read from the program's own resources.
"""

from collections.abc import Iterator
from datetime import datetime

from safeguard_app.documents.content import Document
from safeguard_app.documents.engine.composition import Composer
from safeguard_app.documents.engine.flow import Bookmark, Item
from safeguard_app.documents.engine.furniture import Furniture, continued_sections
from safeguard_app.documents.engine.look import USUAL
from safeguard_app.documents.engine.metadata import add_metadata, add_output_intent
from safeguard_app.documents.engine.page import PAPER_HEIGHT, PAPER_WIDTH
from safeguard_app.documents.engine.pagination import Paginator
from safeguard_app.documents.engine.pdf_file import PdfFile, number, reference, shown_string, text_string
from safeguard_app.documents.engine.pictures import PictureShelf
from safeguard_app.documents.engine.setting import Setter
from safeguard_app.documents.engine.structure import Link, write_structure
from safeguard_app.documents.engine.typesetting import Typesetter

_COMPRESSED = "/Filter/FlateDecode"


def render(document: Document, at: datetime) -> bytes:
    """The document as a PDF, printed at ``at`` (which carries its time zone; its date stands in the footer)."""
    if at.tzinfo is None:
        raise ValueError("the moment of printing needs its time zone")
    with PictureShelf() as shelf:
        return _rendered(document, at, shelf)


def runs_over(document: Document, pages: int) -> bool:
    """Whether a document takes more than so many pages: set no further than it takes to say so, and not written."""
    with PictureShelf() as shelf:
        paginator = Paginator()

        def as_needed() -> Iterator[Item]:
            for item in Composer(document, Typesetter(), shelf).items():
                if len(paginator.finished) >= pages:
                    return
                yield item

        return len(paginator.run(as_needed())) > pages


def _rendered(document: Document, at: datetime, shelf: PictureShelf) -> bytes:
    typesetter, file = Typesetter(), PdfFile()
    composer = Composer(document, typesetter, shelf)
    drawn = Paginator().run(composer.items())
    links = composer.links()
    for link in links:
        link.number = file.reserve()
    identity = document.identity
    number_words = identity.printed if identity is not None else ""
    furniture = Furniture(document.frame, Setter(typesetter, USUAL), at, number_words, document.running)
    continued = continued_sections(composer.bookmarks, len(drawn))
    heads = [furniture.draw(index, len(drawn), words) for index, words in enumerate(continued)]
    bodies = [one if isinstance(one, bytes) else one.finish() for one in drawn]
    pages, tree = _write_pages(file, list(zip(heads, bodies, strict=True)), links, typesetter, shelf)
    structure = write_structure(file, composer.root, pages)
    outline = _write_outline(file, composer.bookmarks, pages)
    known_by = identity.payload if identity is not None else ""
    metadata = add_metadata(file, document.file_title, document.language, at, known_by)
    intent = add_output_intent(file)
    root = file.add(
        f"<</Type/Catalog/Pages {reference(tree)}/StructTreeRoot {reference(structure)}/MarkInfo<</Marked true>>"
        f"/Lang {text_string(document.language)}/ViewerPreferences<</DisplayDocTitle true>>"
        f"/Metadata {reference(metadata)}/OutputIntents[{reference(intent)}]{outline}>>"
    )
    return file.finish(root, identity.document if identity is not None else "")


def _write_pages(
    file: PdfFile,
    drawn: list[tuple[bytes, bytes]],
    links: list[Link],
    typesetter: Typesetter,
    shelf: PictureShelf,
) -> tuple[list[int], int]:
    """Write pages (each its furniture and its body), fonts and pictures; gives the pages' numbers and their list's."""
    contents = []
    for furniture, drawing in drawn:
        head_and_foot = file.add_stream(furniture, _COMPRESSED, compress=False)
        body = file.add_stream(drawing, _COMPRESSED, compress=False)
        contents.append(f"[{reference(head_and_foot)} {reference(body)}]")
    fonts = "".join(
        f"/F{index} {reference(use.write(file))}" for index, use in sorted(typesetter.uses.items())
    )
    resources = reference(file.add(f"<</Font<<{fonts}>>/XObject<<{shelf.write(file)}>>>>"))
    tree = file.reserve()
    box = f"[0 0 {number(PAPER_WIDTH)} {number(PAPER_HEIGHT)}]"
    pages = [
        file.add(
            f"<</Type/Page/Parent {reference(tree)}/MediaBox {box}/Contents {content}/Resources {resources}"
            f"/StructParents {index}/Tabs/S{_annotations(links, index)}>>"
        )
        for index, content in enumerate(contents)
    ]
    listed = " ".join(reference(page) for page in pages)
    file.put(tree, f"<</Type/Pages/Count {len(pages)}/Kids[{listed}]>>")
    return pages, tree


def _annotations(links: list[Link], page: int) -> str:
    """The links of one page, as its entry."""
    here = " ".join(reference(link.number) for link in links if link.page == page)
    return f"/Annots[{here}]" if here else ""


def _write_outline(file: PdfFile, bookmarks: list[Bookmark], pages: list[int]) -> str:
    """Write the bookmarks as a tree; gives the catalogue's entry, empty when there are none."""
    if not bookmarks:
        return ""
    root = file.reserve()
    numbers = [file.reserve() for _ in bookmarks]
    children: dict[int, list[int]] = {root: []}
    parents: list[int] = []
    open_at: list[int] = [root]
    for bookmark, own in zip(bookmarks, numbers, strict=True):
        del open_at[bookmark.depth + 1 :]
        parents.append(open_at[-1])
        children[open_at[-1]].append(own)
        children[own] = []
        open_at.append(own)
    for bookmark, own, parent in zip(bookmarks, numbers, parents, strict=True):
        siblings = children[parent]
        place = siblings.index(own)
        links = f"/Prev {reference(siblings[place - 1])}" if place else ""
        if place + 1 < len(siblings):
            links += f"/Next {reference(siblings[place + 1])}"
        target = f"[{reference(pages[bookmark.page])}/XYZ null {number(PAPER_HEIGHT - bookmark.top)} null]"
        file.put(
            own,
            f"<</Title {shown_string(bookmark.title)}/Parent {reference(parent)}/Dest {target}{links}"
            f"{_first_and_last(children[own])}>>",
        )
    top = children[root]
    links = f"/First {reference(top[0])}/Last {reference(top[-1])}/Count {len(top)}"
    file.put(root, f"<</Type/Outlines{links}>>")
    return f"/Outlines {reference(root)}/PageMode/UseOutlines"


def _first_and_last(children: list[int]) -> str:
    """The links of an outline entry to its children; closed, so that the count is negative."""
    if not children:
        return ""
    return f"/First {reference(children[0])}/Last {reference(children[-1])}/Count {-len(children)}"
