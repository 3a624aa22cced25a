"""What set text is made of: spans of glyphs, words of spans, lines of both."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Glyphs of one font set side by side: which font, its scale, the glyph numbers in hex and their width.

    The width is in thousandths of the size of the text around it. ``language`` is empty where it is the document's.
    """

    face: int
    scale: float
    glyphs: str
    width: float
    language: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or a run of spaces, that fits one weight.

    ``parts`` are those of a web address, which may end a line where the word fits none; ``fresh`` begins a line.
    """

    spans: tuple[Span, ...]
    width: float
    blank: bool
    parts: tuple["Word", ...] = ()
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a line in one language, as it is typed: what of it stands where, in points from the line's left.

    ``typed`` is its text, where it is not drawn from left to right.
    """

    language: str
    typed: str
    pieces: tuple[tuple[float, tuple[Span, ...]], ...]


@dataclass(slots=True)
class SetLine:
    """One line of set text. ``width`` is in points and leaves out spaces at its end.

    ``stretches`` are there when not all of it is in the document's language and direction: then they hold it all, in
    the order of reading. ``shift`` is how far in a line stands that begins at the right.
    """

    spans: tuple[Span, ...]
    width: float
    stretches: tuple[Stretch, ...] = ()
    leftward: bool = False
    shift: float = 0.0

    @property
    def empty(self) -> bool:
        """Whether nothing is drawn."""
        return not self.spans and not self.stretches


def joined(spans: list[Span]) -> tuple[Span, ...]:
    """Neighbouring spans of one font as one."""
    together: list[Span] = []
    start = 0
    while start < len(spans):
        end, first = start + 1, spans[start]
        while end < len(spans) and spans[end].face == first.face and spans[end].language == first.language:
            end += 1
        if end == start + 1:
            together.append(spans[start])
        else:
            group = spans[start:end]
            glyphs = "".join([span.glyphs for span in group])
            width = sum([span.width for span in group])
            together.append(Span(first.face, first.scale, glyphs, width, first.language))
        start = end
    return tuple(together)
