"""What is written into each field of an authority's form, measured against its box; what does not fit goes on a sheet.

Nothing is cut and nothing left out unsaid: an answer that does not fit stands in full on the sheet, under a number
that the field names. So does an answer of which the fields say a part: a box ticked or not says yes or no and no more.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from safeguard_app.documents.form_text import FormText, TextBox
from safeguard_app.domain.answer_parts import Part, chosen_by, left_of, part_of, says_no, ticks
from safeguard_app.domain.authority_forms import (
    AnswerPart,
    AuthorityForm,
    FieldFill,
    FieldPlace,
    FieldSort,
    FieldSource,
    FormFill,
    PdfField,
    TickWhen,
)

_NO_ROOM = "Does not fit the field"
_NO_BOX = "No box of the form says this"
_NO_NUMBER = "Does not fit the field, in which there is no room for the number of this item either"
_SAYS_LESS = "The boxes of the form say less than this"
_DAY_ALONE = "The field has the day alone"
_PART_ALONE = {
    AnswerPart.TIME: "The field has the time alone",
    AnswerPart.POSTCODE: "The field is for the postcode alone",
    AnswerPart.FIRST_NAMES: "The form asks for first names and last name apart",
    AnswerPart.LAST_NAME: "The form asks for first names and last name apart",
}
_NAMES = (AnswerPart.FIRST_NAMES, AnswerPart.LAST_NAME)
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
    """An answer as it prints. ``said``: it is an answer, and not that nobody knows, asked or answered it.

    ``known``: what is known of one that is answered in part. ``plain``: no name was left out of it.
    """

    text: str
    said: bool = True
    known: str = ""
    plain: bool = True


@dataclass(frozen=True, slots=True)
class SheetItem:
    """An answer that stands on the sheet: which field it belongs to, on which page, and why it is not there.

    ``also``: further fields that it does not fit, each with its page.
    """

    number: int
    field: str
    page: int
    text: str
    why: str
    also: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """All that goes into a form: what is written, the pages its boxes show, and the items of the sheet.

    ``split``: what stands in fields for a part of a name, and ``bare``: fields for a postcode where there is none.
    """

    fill: FormFill
    drawn: bytes
    items: tuple[SheetItem, ...]
    split: tuple[tuple[str, str], ...] = ()
    bare: tuple[str, ...] = ()


@dataclass(slots=True)
class _InPieces:
    """An answer of which fields say pieces, until one says it all: what they leave unsaid goes on the sheet."""

    one: PdfField
    source: FieldSource
    text: str
    why: str
    pieces: list[str] = field(default_factory=list)
    unsure: bool = False


@dataclass(slots=True)
class _Under:
    """What is under way with one form."""

    text: FormText = field(default_factory=FormText)
    fills: list[FieldFill] = field(default_factory=list)
    items: list[SheetItem] = field(default_factory=list)
    numbers: dict[tuple[str, int, str], int] = field(default_factory=dict)
    pieces: dict[tuple[str, int], _InPieces] = field(default_factory=dict)
    split: list[tuple[str, str]] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)

    def says(
        self, one: PdfField, source: FieldSource, given: Given, why: str, part: Part | None = None
    ) -> None:
        """Note what a field says of an answer: the pieces of ``part``, or nothing of it."""
        if not source.question:
            return
        key = (source.question, max(1, source.member))
        known = self.pieces.setdefault(key, _InPieces(one, source, given.text, why))
        if part is not None:
            known.pieces += part.pieces
            known.unsure = known.unsure or not part.sure
            known.why = why if known.why == _NO_BOX else known.why

    def rest_on_sheet(self) -> None:
        """What no field says of the answers they say in pieces; and names that were taken apart by guess."""
        for known in self.pieces.values():
            if known.unsure or left_of(known.text, known.pieces):
                self.on_sheet(known.one, known.source, known.text, known.why, named=False)

    def on_sheet(self, one: PdfField, source: FieldSource, text: str, why: str, *, named: bool = True) -> int:
        """Put an answer on the sheet, once for all the fields that it goes into; gives its number there."""
        key = (source.question or source.field, max(1, source.member), text)
        number = self.numbers.setdefault(key, len(self.items) + 1)
        if number > len(self.items):
            self.items.append(SheetItem(number, one.words, one.page + 1, text, why))
        elif named:
            item = self.items[number - 1]
            self.items[number - 1] = replace(item, also=(*item.also, (one.words, one.page + 1)))
        return number

    def without_number(self, number: int) -> None:
        """A field has no room for the number of an item: the item says so, for nothing else leads to it."""
        self.items[number - 1] = replace(self.items[number - 1], why=_NO_NUMBER)


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
    under.rest_on_sheet()
    stamp = under.text.add_stamp() if demo else -1
    return WorkedOut(
        FormFill(tuple(under.fills), stamp),
        under.text.finish(),
        tuple(under.items),
        tuple(under.split),
        tuple(under.bare),
    )


def _write(under: _Under, one: PdfField, source: FieldSource, given: Given) -> None:
    part = _part(source, given)
    lines = one.sort is FieldSort.LINES
    text = part.text if lines else "; ".join(filter(None, map(str.strip, part.text.split("\n"))))
    if not _fits(under, one, text):
        number = under.on_sheet(one, source, given.text, _NO_ROOM)
        text = _pointing(under, one, text, number)
        if not text:
            under.without_number(number)
        part = Part(text, (given.text,))
    under.says(one, source, given, _PART_ALONE.get(source.part, _DAY_ALONE), part)
    if source.part in _NAMES and given.said:
        under.split.append((one.words, text))
    if text or source.part is AnswerPart.WHOLE:
        _put(under, one, text)
    elif source.part is AnswerPart.POSTCODE:
        under.bare.append(one.words)


def _part(source: FieldSource, given: Given) -> Part:
    """Only an answer is taken apart: that something is not known, or a name left out, stands whole."""
    if source.part is not AnswerPart.WHOLE and not (given.said and given.plain):
        return Part(given.text, (given.text,))
    return part_of(given.text, source)


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
    option, piece = _chosen(one, source, given)
    if not option and not source.question:
        under.on_sheet(one, source, given.text, _NO_BOX)
    elif option or (one.sort is FieldSort.TICK and given.said and says_no(given.text)):
        under.says(one, source, given, _SAYS_LESS, Part("", (piece if option else "No",)))
    else:
        under.says(one, source, given, _NO_BOX)
    if one.sort in (FieldSort.TICK, FieldSort.RADIO):
        under.fills.append(FieldFill(one.name, option))
        return
    words = next((known.words for known in one.options if known.name == option), "")
    if words and not all(under.text.fits(_box(one, place), words) for place in one.places):
        under.on_sheet(one, source, words, _NO_ROOM)
        option = words = ""
    _put(under, one, option, words)


def _chosen(one: PdfField, source: FieldSource, given: Given) -> tuple[str, str]:
    """The option that is chosen, and which words of the answer it says."""
    if not source.question:
        return (source.fixed if source.fixed in {known.name for known in one.options} else ""), source.fixed
    if source.ticks is TickWhen.ANSWERS or one.sort is not FieldSort.TICK:
        return chosen_by(source, given.text)
    ticked = (given.said or given.known) and ticks(source, given.known or given.text)
    return (one.options[0].name if ticked and one.options else ""), ""


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
