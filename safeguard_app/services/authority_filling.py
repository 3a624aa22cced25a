"""What is written into each field of an authority's form, measured against its box; what does not fit goes on a sheet.

Nothing is cut and nothing left out unsaid: an answer that does not fit stands in full on the sheet, under a number
that the field names. A box that is not ticked says no, so an answer that is neither yes nor no stands there too.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from safeguard_app.documents.form_text import FormText, TextBox
from safeguard_app.domain.authority_forms import (
    AuthorityForm,
    FieldFill,
    FieldPlace,
    FieldSort,
    FieldSource,
    FormFill,
    PdfField,
)
from safeguard_app.domain.form_matching import chosen_option, written_day

_NO_ROOM = "Does not fit the field"
_NO_BOX = "No box of the form says this"
_DAY_ALONE = "The field has the day alone"
_AND_MORE = "… continued on sheet, item {number}"
_ELSEWHERE = (
    "Continued on sheet, item {number}",
    "See sheet, item {number}",
    "Sheet, item {number}",
    "Item {number}",
    "{number}",
)


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it prints. ``said``: it is an answer, and not that nobody knows, asked or answered it."""

    text: str
    said: bool = True


@dataclass(frozen=True, slots=True)
class SheetItem:
    """An answer that stands on the sheet: which field it belongs to, on which page, and why it is not there."""

    number: int
    field: str
    page: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """All that goes into a form: what is written, the pages its boxes show, and the items of the sheet."""

    fill: FormFill
    drawn: bytes
    items: tuple[SheetItem, ...]


@dataclass(slots=True)
class _Under:
    """What is under way with one form."""

    text: FormText = field(default_factory=FormText)
    fills: list[FieldFill] = field(default_factory=list)
    items: list[SheetItem] = field(default_factory=list)
    numbers: dict[tuple[str, int, str], int] = field(default_factory=dict)

    def on_sheet(self, one: PdfField, source: FieldSource, text: str, why: str) -> int:
        """Put an answer on the sheet, once for all the fields that it goes into; gives its number there."""
        number = self.numbers.setdefault(
            (source.question or source.field, source.member, text), len(self.items) + 1
        )
        if number <= len(self.items):
            return number
        self.items.append(SheetItem(number, one.words, one.page + 1, text, why))
        return number


def work_out(
    form: AuthorityForm, answer: Callable[[FieldSource], Given | None], *, demo: bool = False
) -> WorkedOut:
    """Every field that takes something, in the order of the pages. ``answer`` gives None for what there is none of."""
    under = _Under()
    for one in form.fields:
        source = form.source_of(one.name)
        if source.is_blank or not one.sort.is_filled:
            continue
        given = Given(source.fixed) if not source.question else answer(source)
        if given is None:
            continue
        if one.sort.is_text:
            _write(under, one, source, given)
        else:
            _choose(under, one, source, given)
    stamp = under.text.add_stamp() if demo else -1
    return WorkedOut(FormFill(tuple(under.fills), stamp), under.text.finish(), tuple(under.items))


def _write(under: _Under, one: PdfField, source: FieldSource, given: Given) -> None:
    whole, more = written_day(given.text, source.dates)
    text = (
        whole if one.sort is FieldSort.LINES else "; ".join(filter(None, map(str.strip, whole.split("\n"))))
    )
    if not _fits(under, one, text):
        number = under.on_sheet(one, source, given.text, _NO_ROOM)
        text = _pointing(under, one, text, number)
    elif more:
        under.on_sheet(one, source, given.text, _DAY_ALONE)
    _put(under, one, text)


def _pointing(under: _Under, one: PdfField, text: str, number: int) -> str:
    """What the field says of the item: as much of the answer as there is room for, and where it goes on."""
    if one.sort is FieldSort.COMB:
        return ""
    ways = [way.format(number=number) for way in _ELSEWHERE]
    if one.sort is FieldSort.LINES and len(one.places) == 1:
        ways.insert(
            0, under.text.beginning(_box(one, one.places[0]), text, " " + _AND_MORE.format(number=number))
        )
    return next((way for way in ways if way and _fits(under, one, way)), "")


def _choose(under: _Under, one: PdfField, source: FieldSource, given: Given) -> None:
    if not source.question:
        option = source.fixed if source.fixed in {known.name for known in one.options} else ""
    else:
        option = chosen_option(source, given.text)
    if not option and not (one.sort is FieldSort.TICK and given.said):
        under.on_sheet(one, source, given.text, _NO_BOX)
    if one.sort in (FieldSort.TICK, FieldSort.RADIO):
        under.fills.append(FieldFill(one.name, option))
        return
    words = next((known.words for known in one.options if known.name == option), "")
    if words and not all(under.text.fits(_box(one, place), words) for place in one.places):
        under.on_sheet(one, source, words, _NO_ROOM)
        option = words = ""
    _put(under, one, option, words)


def _put(under: _Under, one: PdfField, value: str, shown: str | None = None) -> None:
    words = value if shown is None else shown
    drawn = tuple(under.text.add(_box(one, place), words) if words.strip() else -1 for place in one.places)
    under.fills.append(FieldFill(one.name, value, drawn))


def _fits(under: _Under, one: PdfField, text: str) -> bool:
    if one.most and len(text) > one.most:
        return False
    return all(under.text.fits(_box(one, place), text) for place in one.places)


def _box(one: PdfField, place: FieldPlace) -> TextBox:
    cells = one.most if one.sort is FieldSort.COMB else 0
    lines = one.sort in (FieldSort.LINES, FieldSort.LIST)
    return TextBox(place.across, place.up, one.size, lines, cells, one.side)
