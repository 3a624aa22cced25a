"""Breaks text into lines: at spaces, and inside a word only when it fits no line."""

from collections.abc import Iterator
from dataclasses import dataclass

from safeguard_app.documents.content import Run, Words, runs_of
from safeguard_app.documents.engine.typesetting import Span, Typesetter, Word, joined, lines_typed


@dataclass(slots=True)
class SetLine:
    """One line of set text. ``width`` is in points and leaves out spaces at its end."""

    spans: tuple[Span, ...]
    width: float


def break_paragraphs(
    typesetter: Typesetter, words: Words, size: float, width: float
) -> Iterator[list[SetLine]]:
    """The lines of each paragraph typed, at most ``width`` points wide; a line end typed ends a paragraph."""
    for runs in _paragraph_runs(runs_of(words)):
        yield list(break_lines(typesetter, runs, size, width))


def break_lines(
    typesetter: Typesetter, runs: tuple[Run, ...], size: float, width: float
) -> Iterator[SetLine]:
    """The lines of one paragraph. No text gives one empty line, so that a row never collapses."""
    room = width * 1000 / size
    spans: list[Span] = []
    filled = inked = 0.0
    for word in _fitting_words(typesetter, runs, room):
        full = filled >= room if word.blank else filled + word.width > room
        if full and spans:
            yield SetLine(joined(spans), inked * size / 1000)
            spans, filled, inked = [], 0.0, 0.0
        spans.extend(word.spans)
        filled += word.width
        if not word.blank:
            inked = filled
    yield SetLine(joined(spans), inked * size / 1000)


def _fitting_words(typesetter: Typesetter, runs: tuple[Run, ...], room: float) -> Iterator[Word]:
    """The words of the runs; one wider than a line comes glyph by glyph."""
    for run in runs:
        for word in typesetter.words(run):
            if word.width > room:
                yield from typesetter.single_glyphs(word)
            else:
                yield word


def _paragraph_runs(runs: tuple[Run, ...]) -> Iterator[tuple[Run, ...]]:
    """The runs of each paragraph: a line end typed in any of them starts the next."""
    current: list[Run] = []
    for run in runs:
        first, *others = lines_typed(run.text)
        current.append(Run(first, run.strong))
        for text in others:
            yield tuple(current)
            current = [Run(text, run.strong)]
    yield tuple(current)
