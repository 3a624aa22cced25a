"""The fields of a fillable PDF (AcroForm; ISO 32000-1, 12.7). Only the process apart comes here: it parses.

Nothing of the file acts: scripts are read as text at most, to see that a field asks for a date. A damaged file is not
mended, because a mended form could lack fields and nobody would know.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from safeguard_app.domain.authority_forms import (
    LONGEST_NAME,
    MOST_FIELDS,
    MOST_OPTIONS,
    MOST_PAGES,
    MOST_PLACES,
    FieldOption,
    FieldPlace,
    FieldSort,
    FormReading,
    FormRefusal,
    PdfField,
)
from safeguard_app.domain.text_rules import as_line
from safeguard_app.evidence_files.pdf_objects import PdfNames

_HEAD_BYTES = 1_024
_DEEPEST = 32
_LONGEST_SCRIPT = 20_000
_HIDDEN, _NO_VIEW = 1 << 1, 1 << 5
_MULTILINE, _PASSWORD, _FILE, _COMB = 1 << 12, 1 << 13, 1 << 20, 1 << 24
_RADIO, _PUSH, _COMBO = 1 << 15, 1 << 16, 1 << 17
_SIZE = re.compile(r"([0-9]*\.?[0-9]+)\s+Tf")
_LEAST_ROOM = 2.0
OFF = "Off"


class FormRefused(Exception):  # noqa: N818 - crosses a pipe as its reason
    """The file is not taken as a form."""

    def __init__(self, refusal: FormRefusal) -> None:
        """Carry why."""
        super().__init__(refusal.value)
        self.refusal = refusal


def fields_of(content: bytes) -> FormReading:
    """What fields a form has, in the order of its pages, or why it is not taken."""
    try:
        with opened(content) as pdf:
            found = tuple(_fields(pdf))
            if not any(one.sort.is_filled for one in found):
                return FormReading(refusal=FormRefusal.NO_FIELDS)
            return FormReading(found, len(pdf.pages), PdfNames(content).is_active)
    except FormRefused as refused:
        return FormReading(refusal=refused.refusal)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RuntimeError):
        return FormReading(refusal=_why_not(content))


def opened(content: bytes) -> pikepdf.Pdf:
    """The file, where it may be filled at all. Raises :class:`FormRefused`."""
    if b"%PDF-" not in content[:_HEAD_BYTES]:
        raise FormRefused(FormRefusal.NOT_PDF)
    try:
        pdf = pikepdf.open(io.BytesIO(content), attempt_recovery=False, suppress_warnings=True)
    except pikepdf.PasswordError:
        raise FormRefused(FormRefusal.LOCKED) from None
    except pikepdf.PdfError:
        raise FormRefused(_why_not(content)) from None
    if pdf.is_encrypted:
        raise FormRefused(FormRefusal.LOCKED)
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        raise FormRefused(FormRefusal.NO_FIELDS)
    if "/XFA" in form or pdf.Root.get("/NeedsRendering", False):
        raise FormRefused(FormRefusal.XFA)
    if "/DocMDP" in _dictionary(pdf.Root.get("/Perms")):
        raise FormRefused(FormRefusal.SIGNED)
    if not 0 < len(pdf.pages) <= MOST_PAGES:
        raise FormRefused(FormRefusal.TOO_MANY)
    return pdf


def _why_not(content: bytes) -> FormRefusal:
    """Encrypted, or damaged: a process that can open nothing may lack the cipher to tell them apart."""
    return FormRefusal.LOCKED if b"/Encrypt" in content else FormRefusal.DAMAGED


class Node:
    """A field as the file has it: one name, one kind, and the boxes by which it is seen."""

    def __init__(self, name: str, dictionary: pikepdf.Dictionary) -> None:
        """Nothing is seen of it yet."""
        self.name = name
        self.dictionary = dictionary
        self.widgets: list[tuple[int, pikepdf.Dictionary]] = []

    def inherited(self, key: str) -> Any:
        """A value of the field, or of the nearest above it that has one."""
        node: Any = self.dictionary
        for _ in range(_DEEPEST):
            if not isinstance(node, pikepdf.Dictionary):
                return None
            if key in node:
                return node[key]
            node = node.get("/Parent")
        return None

    @property
    def flags(self) -> int:
        """Its flags (ISO 32000-1, tables 221 and 226 to 230)."""
        return _number(self.inherited("/Ff"))

    @property
    def states(self) -> list[str]:
        """What its boxes are called when they are ticked, in order, each once."""
        return list(dict.fromkeys(state_of(widget) for _, widget in self.widgets))


def nodes_of(pdf: pikepdf.Pdf) -> list[Node]:
    """Every field that is seen on a page, in the order of the pages and their boxes. Raises :class:`FormRefused`."""
    pages = {
        annotation.objgen: (number, place)
        for number, page in enumerate(pdf.pages)
        for place, annotation in enumerate(array_of(page.obj.get("/Annots")))
        if isinstance(annotation, pikepdf.Dictionary) and annotation.is_indirect
    }
    found: dict[str, Node] = {}
    order: dict[str, tuple[int, int]] = {}
    for name, dictionary, widgets in _terminals(array_of(pdf.Root.AcroForm.get("/Fields"))):
        node = found.setdefault(name, Node(name, dictionary))
        for widget in widgets:
            where = pages.get(widget.objgen)
            if where is not None and _is_seen(widget):
                node.widgets.append((where[0], widget))
                order[name] = min(order.get(name, where), where)
        if len(found) > MOST_FIELDS or sum(len(one.widgets) for one in found.values()) > MOST_PLACES:
            raise FormRefused(FormRefusal.TOO_MANY)
    return sorted((one for one in found.values() if one.widgets), key=lambda one: order[one.name])


def state_of(widget: pikepdf.Dictionary) -> str:
    """What a box is called when it is ticked; "Yes" where the file draws none."""
    looks = _dictionary(_dictionary(widget.get("/AP")).get("/N"))
    names = [str(key)[1:] for key in looks if str(key) != f"/{OFF}"]
    if names:
        return names[0]
    kept = widget.get("/AS")
    return str(kept)[1:] if isinstance(kept, pikepdf.Name) and str(kept) != f"/{OFF}" else "Yes"


def turn_of(page: pikepdf.Dictionary, widget: pikepdf.Dictionary) -> int:
    """How far the words of a box are turned against the page's own axes, so that they are read upright."""
    said = _dictionary(widget.get("/MK")).get("/R")
    return _number(said if said is not None else _of_page(page, "/Rotate")) % 360 // 90 * 90


def box_of(widget: pikepdf.Dictionary) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a box on its page. Raises ValueError for what is none."""
    numbers = [float(one) for one in array_of(widget.get("/Rect"))]
    if len(numbers) != 4 or not all(abs(one) < 100_000 for one in numbers):
        raise ValueError("no rectangle")
    (left, right), (bottom, top) = sorted(numbers[::2]), sorted(numbers[1::2])
    return left, bottom, right, top


def _fields(pdf: pikepdf.Pdf) -> Iterator[PdfField]:
    for node in nodes_of(pdf):
        sort = _sort_of(node)
        if sort is None:
            continue
        if sort is FieldSort.SIGNATURE and isinstance(node.inherited("/V"), pikepdf.Dictionary):
            raise FormRefused(FormRefusal.SIGNED)
        places = [_place(pdf.pages[page].obj, page, widget) for page, widget in node.widgets]
        seen = tuple(one for one in places if one.across >= _LEAST_ROOM and one.up >= _LEAST_ROOM)
        if seen:
            yield _field(pdf, node, sort, seen)


def _field(pdf: pikepdf.Pdf, node: Node, sort: FieldSort, places: tuple[FieldPlace, ...]) -> PdfField:
    label = _line(node.inherited("/TU"))
    look = node.inherited("/DA") or node.widgets[0][1].get("/DA") or pdf.Root.AcroForm.get("/DA")
    size = _SIZE.search(str(look)[:LONGEST_NAME]) if isinstance(look, pikepdf.String) else None
    side = node.inherited("/Q")
    return PdfField(
        name=node.name,
        label=label if label != node.name else "",
        sort=sort,
        places=places,
        most=max(0, min(_number(node.inherited("/MaxLen")), 1_000_000)),
        options=_options(node, sort),
        size=min(float(size[1]), 72.0) if size is not None else 0.0,
        side=side if (side := _number(side)) in (1, 2) else 0,
        is_date=_asks_for_date(node),
        value=_line(node.inherited("/V")) if sort.is_text else "",
    )


def _sort_of(node: Node) -> FieldSort | None:
    flags = node.flags
    match str(node.inherited("/FT")):
        case "/Tx":
            if flags & (_PASSWORD | _FILE):
                return None
            comb = flags & _COMB and not flags & _MULTILINE and _number(node.inherited("/MaxLen")) > 0
            return FieldSort.COMB if comb else FieldSort.LINES if flags & _MULTILINE else FieldSort.TEXT
        case "/Btn":
            if flags & _PUSH:
                return FieldSort.BUTTON
            return FieldSort.RADIO if flags & _RADIO or len(node.states) > 1 else FieldSort.TICK
        case "/Ch":
            return FieldSort.CHOICE if flags & _COMBO else FieldSort.LIST
        case "/Sig":
            return FieldSort.SIGNATURE
    return None


def _options(node: Node, sort: FieldSort) -> tuple[FieldOption, ...]:
    written = array_of(node.inherited("/Opt"))[:MOST_OPTIONS]
    if sort in (FieldSort.RADIO, FieldSort.TICK):
        words = [_line(one) for one in written]
        return tuple(
            FieldOption(state, words[place] if len(words) == len(node.states) else _line_of(state))
            for place, state in enumerate(node.states)
        )
    if sort not in (FieldSort.CHOICE, FieldSort.LIST):
        return ()
    found: dict[str, str] = {}
    for one in written:
        pair = list(one) if isinstance(one, pikepdf.Array) else [one, one]
        if len(pair) >= 2:
            found.setdefault(_text(pair[0])[:LONGEST_NAME], _line(pair[1]))
    return tuple(FieldOption(name, words or name) for name, words in found.items() if name)


def _place(page: pikepdf.Dictionary, number: int, widget: pikepdf.Dictionary) -> FieldPlace:
    left, bottom, right, top = box_of(widget)
    page_left, page_bottom, page_right, page_top = _page_box(page)
    wide, high = page_right - page_left, page_top - page_bottom
    from_left, from_right = (left - page_left) / wide, (page_right - right) / wide
    from_foot, from_head = (bottom - page_bottom) / high, (page_top - top) / high
    share, tall = (right - left) / wide, (top - bottom) / high
    shown = {
        0: (from_left, from_head, share, tall),
        90: (from_foot, from_left, tall, share),
        180: (from_right, from_foot, share, tall),
        270: (from_head, from_right, tall, share),
    }[_number(_of_page(page, "/Rotate")) % 360 // 90 * 90]
    across, up = right - left, top - bottom
    if turn_of(page, widget) in (90, 270):
        across, up = up, across
    return FieldPlace(number, *shown, across, up, state_of(widget))


def _page_box(page: pikepdf.Dictionary) -> tuple[float, float, float, float]:
    """What is shown of a page."""
    for key in ("/CropBox", "/MediaBox"):
        numbers = [float(one) for one in array_of(_of_page(page, key))]
        if len(numbers) == 4:
            (left, right), (bottom, top) = sorted(numbers[::2]), sorted(numbers[1::2])
            if right - left >= 1 and top - bottom >= 1:
                return left, bottom, right, top
    raise ValueError("a page without a size")


def _of_page(page: pikepdf.Dictionary, key: str) -> Any:
    node: Any = page
    for _ in range(_DEEPEST):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None


def _terminals(
    fields: list[Any],
) -> Iterator[tuple[str, pikepdf.Dictionary, list[pikepdf.Dictionary]]]:
    """Each field with its full name and its own boxes; a field that is its own child is passed over."""
    waiting = [(one, "", 0) for one in reversed(fields)]
    seen: set[tuple[int, int]] = set()
    while waiting:
        node, above, depth = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary) or depth > _DEEPEST:
            continue
        if node.is_indirect:
            if node.objgen in seen:
                continue
            seen.add(node.objgen)
        if len(seen) > MOST_PLACES * 2:
            raise FormRefused(FormRefusal.TOO_MANY)
        own = _line(node.get("/T"))
        name = ".".join(part for part in (above, own) if part)
        kids = array_of(node.get("/Kids"))
        children = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/T" in kid]
        if children:
            waiting.extend((kid, name, depth + 1) for kid in reversed(children))
            continue
        widgets = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary)] or [node]
        if name and len(name) <= LONGEST_NAME:
            yield name, node, widgets


def _is_seen(widget: pikepdf.Dictionary) -> bool:
    return not _number(widget.get("/F")) & (_HIDDEN | _NO_VIEW)


def _asks_for_date(node: Node) -> bool:
    """Whether the file's own check of a field is one of a date."""
    acts = _dictionary(node.inherited("/AA"))
    for act in (_dictionary(acts.get(key)).get("/JS") for key in ("/F", "/K")):
        script = _text(act) if isinstance(act, pikepdf.String) else ""
        if "AFDate" in script[:_LONGEST_SCRIPT]:
            return True
    return False


def array_of(value: Any) -> list[Any]:
    """What stands in an array of the file; nothing where there is none."""
    return list(value) if isinstance(value, pikepdf.Array) else []


def _dictionary(value: Any) -> Any:
    return value if isinstance(value, pikepdf.Dictionary) else {}


def _number(value: Any) -> int:
    try:
        return int(value) if value is not None else 0
    except (TypeError, ValueError, OverflowError):
        return 0


def _text(value: Any) -> str:
    return str(value).encode("utf-8", "replace").decode() if isinstance(value, pikepdf.String) else ""


def _line(value: Any) -> str:
    """A text of the file on one line, without what nobody sees, cut to a length."""
    return _line_of(_text(value))


def _line_of(text: str) -> str:
    return as_line(text[: LONGEST_NAME * 2])[:LONGEST_NAME]
