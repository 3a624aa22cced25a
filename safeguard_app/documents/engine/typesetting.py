"""From typed text to glyphs: nothing typed is dropped, hidden or drawn as an empty box.

A character no shipped font covers, a control character or a mark that turns the direction of reading is printed as
its number, ``[U+202E]``. Emoji made of several characters are drawn as one where the font can, and stand for all the
characters typed. Scripts with a font of their own are cut into clusters, each of which is drawn as one.
"""

import re
from collections.abc import Iterator

from safeguard_app.documents.content import Run
from safeguard_app.documents.engine import clusters
from safeguard_app.documents.engine.clusters import CLUSTER
from safeguard_app.documents.engine.faces import BOLD, DRAWN, REGULAR, FontUse, ShapeUse, TextUse, face
from safeguard_app.documents.engine.outlines import NOTHING, Shape
from safeguard_app.documents.engine.scripts import broken, has_script, is_japanese
from safeguard_app.documents.engine.spans import Span, Word, joined

_TOKEN = re.compile(" {1,8}|[^ ]+")
_LINE_END = re.compile("\r\n|[\r\n\u2028\u2029]")
_ADDRESS = re.compile(r"(?i)(?:[a-z][a-z0-9+.-]{1,12}://|www\.)")
_ADDRESS_PART = re.compile(r"[^/?&=#]*[/?&=#]+|[^/?&=#]+")
_LONGEST_WORD = 200
_TAB = "    "


def lines_typed(text: str) -> list[str]:
    """The lines as typed; tabs become four spaces."""
    return _LINE_END.split(text.replace("\t", _TAB))


class Typesetter:
    """Turns words into glyphs for one document and remembers which glyphs it used."""

    def __init__(self) -> None:
        """Nothing set yet."""
        self.uses: dict[int, FontUse] = {}
        self._words: dict[tuple[str, bool], Word] = {}
        self._singles: dict[tuple[int, str, str], Word] = {}
        self._units: dict[tuple[str, bool], tuple[Span, ...]] = {}
        self._clusters: dict[tuple[str, Shape, bool], tuple[Span, ...]] = {}
        self._script: dict[tuple[str, bool, bool], Word] = {}

    def words(self, run: Run) -> Iterator[Word]:
        """The words and spaces of a run that has no line end in it; overlong words in parts."""
        if has_script(run.text):
            yield from self._script_words(run)
            return
        known = self._words
        for token in _TOKEN.findall(run.text):
            key = (token, run.strong)
            word = known.get(key)
            if word is None:
                if token.isascii() and _ADDRESS.search(token):
                    yield self._address(token, strong=run.strong)
                    continue
                if len(token) > _LONGEST_WORD:
                    yield from self._parts(token, strong=run.strong)
                    continue
                word = known[key] = self._word(token, strong=run.strong)
            yield word

    def _address(self, token: str, *, strong: bool) -> Word:
        """A web address: words, never a link, as nothing here opens a network. It ends a line between its parts."""
        parts = [
            part
            for found in _ADDRESS_PART.findall(token)
            for part in (
                [self._word(found, strong=strong)]
                if len(found) <= _LONGEST_WORD
                else self._parts(found, strong=strong)
            )
        ]
        spans = joined([span for part in parts for span in part.spans])
        return Word(spans, sum([part.width for part in parts]), blank=False, parts=tuple(parts))

    def single_glyphs(self, word: Word) -> Iterator[Word]:
        """The same word glyph by glyph, for one that fits no line."""
        for span in word.spans:
            for start in range(0, len(span.glyphs), 4):
                yield self._single_glyph(span, span.glyphs[start : start + 4], blank=word.blank)

    def _single_glyph(self, span: Span, glyph: str, *, blank: bool) -> Word:
        """One glyph as a word of its own, made once."""
        key = (span.face, glyph, span.language)
        single = self._singles.get(key)
        if single is None:
            width = self.uses[span.face].width(int(glyph, 16)) * span.scale
            alone = Span(span.face, span.scale, glyph, width, span.language)
            single = self._singles[key] = Word((alone,), width, blank)
        return single

    def _parts(self, token: str, *, strong: bool) -> Iterator[Word]:
        """An overlong word in parts that end between clusters; not remembered."""
        if token.isascii():
            for start in range(0, len(token), _LONGEST_WORD):
                yield self._word(token[start : start + _LONGEST_WORD], strong=strong)
            return
        part = ""
        for found in CLUSTER.finditer(token):
            if part and len(part) + len(found[0]) > _LONGEST_WORD:
                yield self._word(part, strong=strong)
                part = ""
            part += found[0]
        if part:
            yield self._word(part, strong=strong)

    def _word(self, token: str, *, strong: bool) -> Word:
        """Set one word: its spans, neighbours of one font joined."""
        spans: list[Span] = []
        for found in CLUSTER.finditer(token):
            key = (found[0], strong)
            units = self._units.get(key)
            if units is None:
                drawn = clusters.plain(found, strong=strong)
                units = self._units[key] = tuple(
                    [self._span(one.index, one.code, one.typed) for one in drawn]
                )
            spans.extend(units)
        return Word(joined(spans), sum([span.width for span in spans]), token[0] == " ")

    def _span(self, index: int, code: int, typed: str) -> Span:
        """One glyph, which stands for ``typed``."""
        use = self.uses.get(index)
        if use is None:
            use = self.uses[index] = TextUse(face(index))
        glyph = use.glyph(code, typed)
        return Span(index, use.scale, glyph, use.width_of(code) * use.scale)

    # ------------------------------------------------------------ scripts of their own

    def shape(self, typed: str, shape: Shape, language: str = "") -> Span:
        """One shape, which stands for ``typed``."""
        use = self.uses.get(DRAWN)
        if use is None:
            use = self.uses[DRAWN] = ShapeUse()
        return Span(DRAWN, 1.0, use.glyph(shape, typed), shape.advance, language)

    def shapes(self, typed: str, shape: Shape, language: str = "") -> Iterator[Span]:
        """One shape, which stands for the first character typed; the others are drawn as nothing after it.

        By the first character alone a reader sees which way the cluster runs.
        """
        yield self.shape(typed[0], shape, language)
        if len(typed) > 1:
            yield self.shape(typed[1:], NOTHING, language)

    def cluster(self, typed: str, shape: Shape, *, leftward: bool) -> tuple[Span, ...]:
        """The glyphs of a cluster from left to right: its last letter first where it is read leftward."""
        key = (typed, shape, leftward)
        found = self._clusters.get(key)
        if found is None:
            found = (self.shape(typed, shape),)
            if leftward and len(typed) > 1:
                rest = [self.shape(character, NOTHING) for character in reversed(typed[1:])]
                found = (*rest, self.shape(typed[0], shape))
            self._clusters[key] = found
        return found

    def is_blank(self, span: Span) -> bool:
        """Whether a span draws spaces only."""
        if span.face not in {REGULAR, BOLD}:
            return False
        space = self.uses[span.face].glyph(0x20, " ")
        return not span.glyphs.replace(space, "")

    def blanks_like(self, before: Span, blank: Span) -> list[Span]:
        """A span of blanks, from the font of what stands before it: a blank alone in a string is lost on readers."""
        if before.face != DRAWN:
            return [blank]
        space = clusters.shape_of(blank.face, 0x20)
        return [self.shape(" ", space, before.language)] * (len(blank.glyphs) // 4)

    def _script_words(self, run: Run) -> Iterator[Word]:
        """The words of a run that has scripts of their own in it, parted where a line may end."""
        japanese = is_japanese(run.text)
        for token in _TOKEN.findall(run.text):
            for part in broken(token):
                if len(part) > _LONGEST_WORD:
                    yield from self._long_script_word(part, strong=run.strong, japanese=japanese)
                    continue
                key = (part, run.strong, japanese)
                word = self._script.get(key)
                if word is None:
                    spans = list(self._script_spans(part, strong=run.strong, japanese=japanese))
                    width = sum([span.width for span in spans])
                    word = self._script[key] = Word(joined(spans), width, part[0] == " ")
                yield word

    def _script_spans(self, part: str, *, strong: bool, japanese: bool) -> Iterator[Span]:
        """One span for each cluster."""
        for unit in clusters.units(part, 0, len(part), strong=strong, japanese=japanese):
            if isinstance(unit, clusters.Shaped):
                yield joined(list(self.shapes(unit.typed, unit.shape, unit.language)))[0]
            else:
                yield self._span(unit.index, unit.code, unit.typed)

    def _long_script_word(self, part: str, *, strong: bool, japanese: bool) -> Iterator[Word]:
        """An overlong word in parts that end between clusters; not remembered."""
        spans: list[Span] = []
        for span in self._script_spans(part, strong=strong, japanese=japanese):
            spans.append(span)
            if len(spans) == _LONGEST_WORD:
                yield Word(joined(spans), sum([one.width for one in spans]), blank=False)
                spans = []
        if spans:
            yield Word(joined(spans), sum([one.width for one in spans]), blank=False)
