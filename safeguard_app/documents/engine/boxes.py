"""Framed parts: verdicts and decisions, accounts and their passages, room to write, keys and signatures."""

from collections.abc import Iterator

from safeguard_app.documents.content import (
    Box,
    KeyGroups,
    Passage,
    PassageKind,
    Passages,
    Run,
    Signature,
    Signatures,
    WritingSpace,
    strong,
)
from safeguard_app.documents.engine.direction import base_level
from safeguard_app.documents.engine.flow import Cell, Panel, Piece, Row, Strip, TextStrip
from safeguard_app.documents.engine.look import BAR_WIDTH, HEAVY_WEIGHT, LINE_WEIGHT, WIDTH, Type
from safeguard_app.documents.engine.setting import Setter, fits_a_signature
from safeguard_app.documents.engine.structure import Element

_SIDE = 8.0
_BETWEEN_SIGNATURES = 18.0
_KEY_SIDE = 12.0
_BETWEEN_GROUPS = 14.0
LABELS = {
    PassageKind.UNMARKED: "",
    PassageKind.FACT: "Fact.",
    PassageKind.OWN_WORDS: "Child’s own words.",
    PassageKind.OPINION: "Opinion.",
    PassageKind.HEARSAY: "Hearsay, not checked.",
}


def box_rows(setter: Setter, box: Box, parent: Element) -> Iterator[Row]:
    """Paragraphs in a frame."""
    own = parent.add("Div")
    strips: list[Strip] = []
    for words in box.paragraphs:
        strips += setter.text(words, setter.look.body, WIDTH - 2 * _SIDE, own.add("P"))
    weight = HEAVY_WEIGHT if box.heavy else LINE_WEIGHT
    padding = setter.look.passage_padding
    yield Row([Cell(0, WIDTH, strips)], padding, _SIDE, setter.look.between, weight=weight)


def passage_rows(setter: Setter, account: Passages, parent: Element) -> Iterator[Row]:
    """The passages of an account, one framed row each; own words moved in behind their bar."""
    before = setter.look.between
    for passage in account.passages:
        own_words = passage.kind is PassageKind.OWN_WORDS
        own = parent.add("BlockQuote" if own_words else "P")
        inner = own.add("P") if own_words else own
        room = WIDTH - 2 * _SIDE - (BAR_WIDTH if own_words else 0)
        strips = setter.text(_labelled(passage), setter.look.body, room, inner)
        if own_words:
            for strip in strips:
                assert isinstance(strip, TextStrip)
                strip.indent = BAR_WIDTH
        yield Row([Cell(0, WIDTH, strips, bar=own_words)], setter.look.passage_padding, _SIDE, before)
        before = 0.0


def _labelled(passage: Passage) -> tuple[Run, ...]:
    """A passage with its label before it, or above it where the passage is read from right to left."""
    label = passage.asked or passage.label or LABELS[passage.kind]
    if not label:
        return (Run(passage.text),)
    if base_level(passage.text):
        return (strong(label), Run(f"\n{passage.text}"))
    return (strong(f"{label} "), Run(passage.text))


def writing_rows(setter: Setter, space: WritingSpace, parent: Element) -> Iterator[Row]:
    """A framed space with ruled lines to write on."""
    kind = Type(setter.look.body.size, setter.look.body.leading, strong=True)
    room = WIDTH - 2 * setter.look.side_padding
    strips = setter.text(space.label, kind, room, parent.add("P"))
    ruled = setter.room_to_write(space.lines, room)
    yield Row(
        [Cell(0, WIDTH, [*strips, *ruled])],
        setter.look.padding,
        setter.look.side_padding,
        setter.look.between,
    )


def key_rows(setter: Setter, key: KeyGroups, parent: Element) -> Iterator[Row]:
    """The groups of a key in large type, one under another."""
    kind = setter.look.key
    own = parent.add("P")
    room = WIDTH - 2 * _KEY_SIDE
    set_groups = [setter.line(f"{group} ", kind) for group in key.groups]
    widest = max((line.width for line in set_groups), default=0.0) + _BETWEEN_GROUPS
    across = max(1, min(key.per_line, int((room + _BETWEEN_GROUPS) / widest)))
    strips: list[Strip] = []
    if key.begins:
        strips += [TextStrip(line, kind, own) for line in setter.lines(f"{key.begins} ", kind, room)[0]]
    if widest - _BETWEEN_GROUPS > room:
        for lines in setter.lines(" ".join(key.groups), kind, room):
            strips += [TextStrip(line, kind, own) for line in lines]
        set_groups = []
    for start in range(0, len(set_groups), across):
        texts = [
            (place * widest, 0.0, TextStrip(line, kind, own))
            for place, line in enumerate(set_groups[start : start + across])
        ]
        strips.append(Panel(kind.leading, texts))
    yield Row([Cell(0, WIDTH, strips)], 8.0, _KEY_SIDE, setter.look.between, weight=HEAVY_WEIGHT)


def signature_pieces(setter: Setter, block: Signatures, parent: Element) -> Iterator[Piece]:
    """Signature boxes, two side by side; words too long to stand under a box are printed before it."""
    width = (WIDTH - _BETWEEN_SIGNATURES) / 2
    for start in range(0, len(block.signatures), 2):
        both = Panel(0.0)
        for place, signature in enumerate(block.signatures[start : start + 2]):
            own = parent.add("Div")
            panel = setter.signature(signature, width, own)
            if not fits_a_signature(panel):
                yield from _spelt_out(setter, signature, parent, own)
                panel = setter.signature(Signature("Signature"), width, own)
            across = place * (width + _BETWEEN_SIGNATURES)
            both.height = max(both.height, panel.height)
            both.texts += [(across + left, down, strip) for left, down, strip in panel.texts]
            both.marks += [mark.moved(across) for mark in panel.marks]
        yield Piece(both, 10.0)


def _spelt_out(setter: Setter, signature: Signature, parent: Element, own: Element) -> Iterator[Piece]:
    """Who signs, as paragraphs: for a name or role longer than half a page."""
    own.kids.clear()
    parent.kids.remove(own)
    for text in (signature.caption, signature.name, signature.role, signature.date):
        if text:
            for strip in setter.text(text, setter.look.body, WIDTH, parent.add("P")):
                yield Piece(strip)
    parent.kids.append(own)
