"""Writes values into a fillable PDF and draws them, so that every reader shows the same. Only the process apart.

Every box that is filled gets an appearance of ours: a page drawn before, with our own embedded fonts, becomes a form
within the box (ISO 32000-1, 12.5.5). Nothing is left for a reader to work out: ``NeedAppearances`` goes. What is
filled is read-only from then on; what stays blank stays open, for whoever it is meant for. Whatever acts goes:
scripts, actions, files within; and the file claims no standard any more that it may not keep.
"""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

from safeguard_app.domain.authority_forms import (
    FieldFill,
    FieldPlace,
    FieldSort,
    FormFill,
    FormFilled,
    FormRefusal,
    PdfField,
)
from safeguard_app.evidence_files.form_fields import (
    OFF,
    FormRefused,
    Node,
    array_of,
    box_of,
    fields_of,
    nodes_of,
    opened,
    state_of,
    turn_of,
)
from safeguard_app.evidence_files.pdf_objects import PdfNames

_READ_ONLY = 1
_PRINTED = 1 << 2
_LOOK_DOTS = 72
_EDGE = 2.0
"""Dots at each side of a box in which its border may stand."""
_LEAST_GREY_STEP = 24
_HARMLESS = frozenset({"/GoTo", "/URI", "/Named"})
_TICKED = (
    "q 0 0 0 RG {weight:.2f} w 1 J {near:.2f} {low:.2f} m {far:.2f} {high:.2f} l "
    "{near:.2f} {high:.2f} m {far:.2f} {low:.2f} l S Q"
)


def filled(form: bytes, drawn: bytes, sheet: bytes, fill: FormFill) -> tuple[FormFilled, bytes]:
    """The form with its values, then the pages of ``sheet``; and what it says when it is read again.

    ``drawn`` has a page for every box that shows words. Raises :class:`~.form_fields.FormRefused` as :func:`opened`.
    """
    with opened(form) as pdf, pikepdf.open(io.BytesIO(drawn)) as looks:
        _take_out_what_acts(pdf)
        pages = _Looks(pdf, looks)
        wanted = {one.name: one for one in fill.fields}
        for node in nodes_of(pdf):
            if (value := wanted.get(node.name)) is not None:
                _write(pdf, node, value, pages)
        if fill.stamp >= 0:
            for page in pdf.pages:
                page.add_overlay(looks.pages[fill.stamp], None)
        if sheet:
            _append(pdf, sheet)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    made = out.getvalue()
    if PdfNames(made).is_active:
        raise FormRefused(FormRefusal.ACTS)
    return _read_again(made, fill), made


class _Looks:
    """Drawn pages as forms that a box may show, each brought over once."""

    def __init__(self, pdf: pikepdf.Pdf, looks: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._looks = looks
        self._found: dict[int, pikepdf.Object] = {}

    def of(self, page: int) -> pikepdf.Object:
        found = self._found.get(page)
        if found is None:
            shape = self._looks.pages[page].as_form_xobject(handle_transformations=False)
            found = self._found[page] = self._pdf.copy_foreign(self._looks.make_indirect(shape))
        return found


def _write(pdf: pikepdf.Pdf, node: Node, fill: FieldFill, looks: _Looks) -> None:
    field = node.dictionary
    kind = str(node.inherited("/FT"))
    for key in ("/RV", "/I", "/AA"):
        if key in field:
            del field[key]
    field["/Ff"] = node.flags | _READ_ONLY
    if kind == "/Btn":
        field["/V"] = pikepdf.Name(f"/{fill.value}") if fill.value else pikepdf.Name.Off
        for _, widget in node.widgets:
            _tick(pdf, widget, fill.value)
        return
    field["/V"] = pikepdf.String(fill.value)
    for (page, widget), look in zip(node.widgets, fill.drawn, strict=True):
        turn = turn_of(pdf.pages[page].obj, widget)
        inner = looks.of(look) if look >= 0 else None
        widget["/AP"] = pikepdf.Dictionary(N=_appearance(pdf, widget, turn, inner))
        widget["/F"] = int(widget.get("/F", 0)) | _PRINTED


def _tick(pdf: pikepdf.Pdf, widget: pikepdf.Dictionary, value: str) -> None:
    own = state_of(widget)
    looks = widget.get("/AP", pikepdf.Dictionary()).get("/N")
    if not isinstance(looks, pikepdf.Dictionary) or f"/{own}" not in looks:
        empty = _appearance(pdf, widget, 0, None)
        ticked = _appearance(pdf, widget, 0, None, cross=True)
        widget["/AP"] = pikepdf.Dictionary(N=pikepdf.Dictionary({f"/{own}": ticked, f"/{OFF}": empty}))
    widget["/AS"] = pikepdf.Name(f"/{own}") if value == own else pikepdf.Name.Off
    widget["/F"] = int(widget.get("/F", 0)) | _PRINTED


def _appearance(
    pdf: pikepdf.Pdf,
    widget: pikepdf.Dictionary,
    turn: int,
    inner: pikepdf.Object | None,
    *,
    cross: bool = False,
) -> pikepdf.Object:
    """What a box shows: its own ground and border, and within them what was drawn."""
    left, bottom, right, top = box_of(widget)
    wide, high = right - left, top - bottom
    across, up = (high, wide) if turn in (90, 270) else (wide, high)
    code = [*_ground(widget, across, up)]
    resources = pikepdf.Dictionary()
    if inner is not None:
        resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(T=inner))
        code.append("/T Do")
    if cross:
        inset = min(across, up) * 0.2
        code.append(
            _TICKED.format(
                weight=max(0.8, min(across, up) * 0.1),
                near=inset,
                low=inset,
                far=across - inset,
                high=up - inset,
            )
        )
    turns: dict[int, list[float]] = {
        0: [1, 0, 0, 1, 0, 0],
        90: [0, 1, -1, 0, wide, 0],
        180: [-1, 0, 0, -1, wide, high],
        270: [0, -1, 1, 0, 0, high],
    }
    turned = turns[turn]
    stream = pdf.make_stream("\n".join(code).encode("ascii"))
    stream["/Type"], stream["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
    stream["/BBox"] = pikepdf.Array([0, 0, round(across, 3), round(up, 3)])
    stream["/Matrix"] = pikepdf.Array([round(one, 3) for one in turned])
    stream["/Resources"] = resources
    return stream


def _ground(widget: pikepdf.Dictionary, across: float, up: float) -> Iterator[str]:
    """The ground and the border that the file gives the box."""
    look = widget.get("/MK", pikepdf.Dictionary())
    if ground := _colour(look.get("/BG"), "g", "rg", "k"):
        yield f"q {ground} 0 0 {across:.3f} {up:.3f} re f Q"
    if border := _colour(look.get("/BC"), "G", "RG", "K"):
        width = float(widget.get("/BS", pikepdf.Dictionary()).get("/W", 1))
        if 0 < width <= 12:
            yield (
                f"q {border} {width:.3f} w {width / 2:.3f} {width / 2:.3f} "
                f"{across - width:.3f} {up - width:.3f} re S Q"
            )


def _colour(numbers: Any, *operators: str) -> str:
    parts = [min(1.0, max(0.0, float(one))) for one in array_of(numbers)]
    named = dict(zip((1, 3, 4), operators, strict=True)).get(len(parts), "")
    return " ".join([*(f"{one:.3f}" for one in parts), named]) if named else ""


def _append(pdf: pikepdf.Pdf, sheet: bytes) -> None:
    """The pages of our own sheet behind the form. What ties them to their own structure goes."""
    with pikepdf.open(io.BytesIO(sheet)) as ours:
        first = len(pdf.pages)
        pdf.pages.extend(ours.pages)
        for page in list(pdf.pages)[first:]:
            for key in ("/StructParents", "/Tabs"):
                if key in page.obj:
                    del page.obj[key]


def _take_out_what_acts(pdf: pikepdf.Pdf) -> None:
    """Scripts, actions and files go, and what would make a reader work the form out anew, or believe a claim."""
    _take_out_of_root(pdf)
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary):
            _disarm(one)
    for page in pdf.pages:
        annotations = page.obj.get("/Annots")
        for one in array_of(annotations):
            if isinstance(one, pikepdf.Dictionary):
                _disarm(one)


def _take_out_of_root(pdf: pikepdf.Pdf) -> None:
    """What stands at the head of the file."""
    root, form = pdf.Root, pdf.Root.AcroForm
    for key in (
        "/OpenAction",
        "/AA",
        "/Perms",
        "/Collection",
        "/AF",
        "/Metadata",
        "/Extensions",
        "/Requirements",
    ):
        if key in root:
            del root[key]
    names = root.get("/Names")
    if isinstance(names, pikepdf.Dictionary):
        for key in ("/JavaScript", "/EmbeddedFiles", "/Renditions"):
            if key in names:
                del names[key]
    for key in ("/NeedAppearances", "/CO", "/SigFlags"):
        if key in form:
            del form[key]


def _disarm(one: pikepdf.Dictionary) -> None:
    """No further act of a page, a field or an annotation but going to a place."""
    if "/AA" in one:
        del one["/AA"]
    act = one.get("/A")
    if isinstance(act, pikepdf.Dictionary) and (
        str(act.get("/S", "/GoTo")) not in _HARMLESS or "/Next" in act
    ):
        del one["/A"]
    if str(one.get("/Type", "")) == "/Action" or str(one.get("/S", "")) in ("/JavaScript", "/Launch"):
        for key in ("/JS", "/F", "/Next", "/Win"):
            if key in one and str(one.get("/S", "")) not in _HARMLESS:
                del one[key]
        if str(one.get("/S", "")) == "/JavaScript":
            one["/S"] = pikepdf.Name.GoTo


# ---------------------------------------------------------------- read again


def _read_again(made: bytes, fill: FormFill) -> FormFilled:
    """The values as the finished file has them, and which of its boxes look as empty as before."""
    reading = fields_of(made)
    if reading.refusal is not None:
        return FormFilled(refusal=reading.refusal)
    with opened(made) as pdf:
        values = tuple((node.name, _value_of(node)) for node in nodes_of(pdf))
    wanted = {one.name: one for one in fill.fields}
    shown = [one for one in reading.fields if one.name in wanted and _shows(one, wanted[one.name])]
    return FormFilled(tuple(one for one in values if one[0] in wanted), _unseen(made, shown))


def _value_of(node: Node) -> str:
    value = node.inherited("/V")
    if isinstance(value, pikepdf.Name):
        return "" if str(value) == f"/{OFF}" else str(value)[1:]
    return str(value) if isinstance(value, pikepdf.String) else ""


def _shows(field: PdfField, fill: FieldFill) -> bool:
    return (
        bool(fill.value.strip()) if field.sort in (FieldSort.TICK, FieldSort.RADIO) else max(fill.drawn) >= 0
    )


def _unseen(made: bytes, fields: list[PdfField]) -> tuple[str, ...]:
    """Fields of which some box that should show something is of one tone within its border."""
    import pypdfium2  # type: ignore[import-untyped]

    found: dict[str, None] = {}
    document = pypdfium2.PdfDocument(made)
    try:
        document.init_forms()  # the boxes of a form are drawn by nobody else; this build of the library runs no scripts
        for page in sorted({place.page for field in fields for place in field.places}):
            look = _look(document, page)
            for field in fields:
                tones = [_tones_in(look, one) for one in field.places if one.page == page]
                if field.sort is not FieldSort.RADIO and min(tones, default=255) < _LEAST_GREY_STEP:
                    found[field.name] = None
    finally:
        document.close()
    return tuple(found)


def _look(document: Any, page: int) -> Any:
    """A page in greys, with its boxes as they stand."""
    return document[page].render(scale=_LOOK_DOTS / 72, grayscale=True).to_pil().convert("L")


def _tones_in(picture: Any, place: FieldPlace) -> int:
    """How far the greys within a box differ, without its border."""
    wide, high = picture.size
    left, top = place.left * wide, place.top * high
    right, foot = left + place.width * wide, top + place.height * high
    edge = min(_EDGE, (right - left) / 4, (foot - top) / 4)
    first, last = (int(left + edge), int(top + edge)), (int(right - edge), int(foot - edge))
    inner = picture.crop((*first, max(first[0] + 1, last[0]), max(first[1] + 1, last[1])))
    darkest, lightest = inner.getextrema()
    return int(lightest - darkest)
