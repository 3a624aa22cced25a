"""The structure tree: what each part of a page is, in the order it is read (ISO 32000-1, 14.7; PDF/UA-1, 7)."""

from dataclasses import dataclass, field

from safeguard_app.documents.engine.pdf_file import PdfFile, number, reference, shown_string, text_string


@dataclass(slots=True, eq=False)
class Link:
    """A place on a page that leads to another page of the same file; ``number`` is that of its object.

    ``box`` is left, bottom, right, top; ``target`` the page, from 0, and the height from its bottom; ``words`` say
    where it leads, for people who listen.
    """

    page: int
    box: tuple[float, float, float, float]
    number: int = 0
    target: tuple[int, float] = (0, 0.0)
    words: str = ""


@dataclass(slots=True, eq=False)
class Element:
    """One element: its tag, its children and the pieces of pages it owns.

    ``kids`` holds elements, links and (page index, marked content number) pairs in reading order. ``attributes``
    are the entries of its attribute dictionary, ready to write. ``language`` is said where it is not the document's;
    ``typed`` is its text where a reader could not tell its order from how it is drawn (ISO 32000-1, 14.9.4).
    """

    tag: str
    alternative: str = ""
    attributes: str = ""
    kids: list["Element | Link | tuple[int, int]"] = field(default_factory=list)
    language: str = ""
    typed: str = ""

    def add(self, tag: str, alternative: str = "", attributes: str = "") -> "Element":
        """A new last child."""
        child = Element(tag, alternative, attributes)
        self.kids.append(child)
        return child


LEFTWARD = "<</O/Layout/WritingMode/RlTb>>"
"""Attributes of a paragraph that is read from right to left."""


def scope_of(direction: str) -> str:
    """Attributes of a heading cell: it heads its "Row" or its "Column"."""
    return f"<</O/Table/Scope/{direction}>>"


def numbering_of(style: str) -> str:
    """Attributes of a list: how its items are labelled ("Disc" or "Decimal")."""
    return f"<</O/List/ListNumbering/{style}>>"


def box_of(left: float, bottom: float, right: float, top: float) -> str:
    """Attributes of a figure: where on the page it stands."""
    edges = " ".join(number(edge) for edge in (left, bottom, right, top))
    return f"<</O/Layout/BBox[{edges}]>>"


def write_structure(file: PdfFile, document: Element, pages: list[int]) -> int:
    """Write the tree, and the links in it; gives the number of its root. ``pages`` are the numbers of the pages."""
    root = file.reserve()
    owners: list[dict[int, int]] = [{} for _ in pages]
    links: list[tuple[Link, int]] = []
    top = _write(file, document, root, pages, owners, links)
    numbers = []
    for index, owned in enumerate(owners):
        listed = " ".join(reference(owned[content]) for content in range(len(owned)))
        numbers.append(f"{index} {reference(file.add(f'[{listed}]'))}")
    for key, (link, owner) in enumerate(links, len(pages)):
        _write_link(file, link, pages, key)
        numbers.append(f"{key} {reference(owner)}")
    tree = file.add(f"<</Nums[{' '.join(numbers)}]>>")
    file.put(
        root,
        f"<</Type/StructTreeRoot/K[{reference(top)}]/ParentTree {reference(tree)}"
        f"/ParentTreeNextKey {len(pages) + len(links)}>>",
    )
    return root


def _write_link(file: PdfFile, link: Link, pages: list[int], key: int) -> None:
    """A link within the file, printed as nothing (ISO 14289-1, 7.18; ISO 19005-3, 6.3)."""
    box = " ".join(number(edge) for edge in link.box)
    page, up = link.target
    file.put(
        link.number,
        f"<</Type/Annot/Subtype/Link/F 4/Rect[{box}]/Border[0 0 0]/P {reference(pages[link.page])}"
        f"/Dest[{reference(pages[page])}/XYZ null {number(up)} null]/Contents {shown_string(link.words)}"
        f"/StructParent {key}>>",
    )


def _write(
    file: PdfFile,
    element: Element,
    parent: int,
    pages: list[int],
    owners: list[dict[int, int]],
    links: list[tuple[Link, int]],
) -> int:
    """Write one element and all below it; gives its number."""
    own = file.reserve()
    first_page = next((kid[0] for kid in element.kids if isinstance(kid, tuple)), None)
    kids = []
    for kid in element.kids:
        if isinstance(kid, Element):
            kids.append(reference(_write(file, kid, own, pages, owners, links)))
            continue
        if isinstance(kid, Link):
            links.append((kid, own))
            kids.append(f"<</Type/OBJR/Obj {reference(kid.number)}/Pg {reference(pages[kid.page])}>>")
            continue
        page, content = kid
        owners[page][content] = own
        if page == first_page:
            kids.append(str(content))
        else:
            kids.append(f"<</Type/MCR/Pg {reference(pages[page])}/MCID {content}>>")
    parts = [f"<</Type/StructElem/S/{element.tag}/P {reference(parent)}"]
    if first_page is not None:
        parts.append(f"/Pg {reference(pages[first_page])}")
    if element.alternative:
        parts.append(f"/Alt {shown_string(element.alternative)}")
    if element.typed:
        parts.append(f"/ActualText {text_string(element.typed)}")
    if element.language:
        parts.append(f"/Lang {text_string(element.language)}")
    if element.attributes:
        parts.append(f"/A {element.attributes}")
    parts.append(f"/K[{' '.join(kids)}]>>")
    file.put(own, "".join(parts))
    return own
