"""How a document begins: its title with the code in the foot, or a cover with everything that says what it is."""

from collections.abc import Iterator
from dataclasses import replace

from safeguard_app.documents.content import Answered, Box, Cover, Document, Field, FieldTable, QrCode, strong
from safeguard_app.documents.engine import boxes, tables
from safeguard_app.documents.engine.flow import Item, Panel, Piece, Strip, TextStrip
from safeguard_app.documents.engine.look import CONTINUED_BASELINE, FOOT_RULE, TOP, WIDTH, Type
from safeguard_app.documents.engine.pictures import PictureShelf
from safeguard_app.documents.engine.setting import Setter
from safeguard_app.documents.engine.structure import Element

_FOOT_CODE_MM = 14.0
_UNDER_RULE = 2.0
_HEAD_NOTE = Type(8, 10)
_FOOT_CODE_LEFT = 0.66 * WIDTH
_COVER_CODE_MM = 30.0
_BESIDE_CODE = 10.0
_COVER_TITLE = Type(24, 31, strong=True)
_COVER_SCHOOL = Type(14, 20, strong=True)
_BEFORE_TITLE = 30.0
_CHECK = (
    "Whoever holds this document, on paper or as a file, can ask the school whether it is as the school made it: the "
    "school’s log finds it by this number."
)


class Opening:
    """Sets the beginning of one document."""

    def __init__(self, document: Document, setter: Setter, shelf: PictureShelf, root: Element) -> None:
        """Take the document and where its parts belong."""
        self._document = document
        self._setter = setter
        self._shelf = shelf
        self._root = root

    def items(self) -> Iterator[Item]:
        """The title with what stands under it; on a cover, all that says what the document is."""
        cover = self._document.cover
        if cover is not None:
            yield from self._cover(cover)
        else:
            yield from self._heading()

    @property
    def _code(self) -> QrCode | None:
        """The code with the document’s identity; letters carry none, as they carry no chain head."""
        identity = self._document.identity
        if identity is None or not self._document.frame.chain_head:
            return None
        said = f"Code with the number of this document, {identity.printed}, and a hash of its content"
        return QrCode(identity.payload, said)

    def _heading(self) -> Iterator[Item]:
        code = self._code
        if code is None:
            yield from _kept(self._words(WIDTH))
        else:
            yield from self._code_at_the_foot(code)
        yield from self._head()

    def _head(self) -> Iterator[Item]:
        """To whom a form goes, made when, by whom, and which version: what its receiver looks for first."""
        document = self._document
        if document.head:
            version = document.frame.version.removeprefix("version ")
            facts = (*document.head, *((("Version", version),) if version else ()))
            table = FieldTable(tuple(Field(label, Answered(words)) for label, words in facts if words))
            yield from tables.field_rows(self._setter, table, self._root)

    def _code_at_the_foot(self, code: QrCode) -> Iterator[Piece]:
        """The code in the foot, and what changed in the head if a line holds it: neither takes a form any room."""
        first, *others = self._words(WIDTH, with_note=False)
        assert isinstance(first, TextStrip)
        panel = Panel(first.height, [(0.0, 0.0, first)])
        if self._document.version_note:
            note = self._setter.text(self._document.version_note, _HEAD_NOTE, WIDTH, self._root.add("P"))
            if len(note) == 1 and isinstance(note[0], TextStrip):
                panel.texts.append((0.0, CONTINUED_BASELINE - _HEAD_NOTE.baseline - TOP, note[0]))
            else:
                others = [*others, *note]
        picture = self._shelf.qr_code(replace(code, width_mm=_FOOT_CODE_MM), self._root)
        down = FOOT_RULE + _UNDER_RULE - TOP
        panel.pictures = [one.moved(_FOOT_CODE_LEFT, down) for one in picture.pictures]
        yield Piece(panel, keep=True)
        yield from _kept(others)

    def _words(self, width: float, *, with_note: bool = True) -> list[Strip]:
        """Title, standing lines, and what changed since the version before."""
        document, look = self._document, self._setter.look
        strips = self._setter.text(document.title, look.title, width, self._root.add("H1"))
        for line in document.standing:
            strips += self._setter.text(line, look.body, width, self._root.add("P"))
        if document.version_note and with_note:
            strips += self._setter.text(document.version_note, look.small, width, self._root.add("P"))
        return strips

    def _cover(self, cover: Cover) -> Iterator[Item]:
        document, look = self._document, self._setter.look
        frame = document.frame
        if frame.marking:
            yield from boxes.box_rows(self._setter, Box(((strong(frame.marking),),), heavy=True), self._root)
        yield from _kept(self._text(frame.school, _COVER_SCHOOL), _BEFORE_TITLE)
        yield from _kept(self._setter.text(document.title, _COVER_TITLE, WIDTH, self._root.add("H1")))
        for line in document.standing:
            yield from _kept(self._setter.text(line, look.body, WIDTH, self._root.add("P")))
        facts = tuple(Field(label, Answered(words)) for label, words in self._facts(cover) if words)
        if facts:
            yield from tables.field_rows(self._setter, FieldTable(facts), self._root)
        code = self._code
        if code is not None:
            yield self._code_and_words(code)

    def _facts(self, cover: Cover) -> tuple[tuple[str, str], ...]:
        document = self._document
        identity = document.identity
        return (
            *cover.facts,
            ("Version", document.version_note or document.frame.version.removeprefix("version ")),
            ("Chain head", document.frame.chain_head),
            ("Document", identity.printed[:1].upper() + identity.printed[1:] if identity is not None else ""),
        )

    def _code_and_words(self, code: QrCode) -> Piece:
        """The code at the left, and beside it what it is for."""
        picture = self._shelf.qr_code(replace(code, width_mm=_COVER_CODE_MM), self._root)
        panel = Panel(picture.height, pictures=picture.pictures)
        left = picture.height + _BESIDE_CODE
        down = 6.0
        for strip in self._setter.text(_CHECK, self._setter.look.small, WIDTH - left, self._root.add("P")):
            assert isinstance(strip, TextStrip)
            panel.texts.append((left, down, strip))
            down += strip.height
        panel.height = max(panel.height, down)
        return Piece(panel, self._setter.look.between)

    def _text(self, words: str, kind: Type) -> list[Strip]:
        return self._setter.text(words, kind, WIDTH, self._root.add("P"))


def _kept(strips: list[Strip], before: float = 0.0) -> Iterator[Piece]:
    """Strips that stay together and with what follows, ``before`` under what stands above."""
    for place, strip in enumerate(strips):
        yield Piece(strip, before if place == 0 else 0.0, keep=True)
