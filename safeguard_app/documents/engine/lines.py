"""Breaks text into lines: at spaces, and inside a word only when it fits no line."""

from collections.abc import Iterator
from dataclasses import replace

from safeguard_app.documents.content import Run, Words, runs_of
from safeguard_app.documents.engine.bidirectional import lines_in_order
from safeguard_app.documents.engine.scripts import has_script, reads_leftward
from safeguard_app.documents.engine.spans import SetLine, Span, Stretch, Word, joined
from safeguard_app.documents.engine.typesetting import Typesetter, lines_typed


def break_paragraphs(
    typesetter: Typesetter, words: Words, size: float, width: float
) -> Iterator[list[SetLine]]:
    """The lines of each paragraph typed, at most ``width`` points wide; a line end typed ends a paragraph.

    A paragraph that is read from right to left begins at the right, unless it is a single line.
    """
    for runs in _paragraph_runs(runs_of(words)):
        lines = list(break_lines(typesetter, runs, size, width))
        if len(lines) > 1 and lines[0].leftward:
            for line in lines:
                line.shift = width - line.width
        yield lines


def break_lines(
    typesetter: Typesetter, runs: tuple[Run, ...], size: float, width: float
) -> Iterator[SetLine]:
    """The lines of one paragraph. No text gives one empty line, so that a row never collapses."""
    room = width * 1000 / size
    if any(reads_leftward(run.text) for run in runs):
        yield from lines_in_order(typesetter, runs, size, room)
        return
    tongues = any(has_script(run.text) for run in runs)
    spans: list[Span] = []
    filled = inked = 0.0
    for word in _fitting_words(typesetter, runs, room):
        full = word.fresh or (filled >= room if word.blank else filled + word.width > room)
        if full and spans:
            yield _line(typesetter, spans, inked, size, tongues=tongues)
            spans, filled, inked = [], 0.0, 0.0
        spans.extend(word.spans)
        filled += word.width
        if not word.blank:
            inked = filled
    yield _line(typesetter, spans, inked, size, tongues=tongues)


def _line(typesetter: Typesetter, spans: list[Span], inked: float, size: float, *, tongues: bool) -> SetLine:
    """A line of spans, parted by language where there is more than one."""
    if not tongues or not any(span.language for span in spans):
        return SetLine(joined(spans), inked * size / 1000)
    groups: list[tuple[str, float, list[Span]]] = []
    across = 0.0
    for span in spans:
        blank = bool(groups) and typesetter.is_blank(span)
        language = groups[-1][0] if blank else span.language
        if not groups or groups[-1][0] != language:
            groups.append((language, across, []))
        group = groups[-1][2]
        group += typesetter.blanks_like(group[-1], span) if blank else [span]
        across += span.width * size / 1000
    stretches = tuple(Stretch(language, "", ((place, joined(part)),)) for language, place, part in groups)
    return SetLine((), inked * size / 1000, stretches)


def _fitting_words(typesetter: Typesetter, runs: tuple[Run, ...], room: float) -> Iterator[Word]:
    """The words of the runs; one wider than a line comes glyph by glyph, an address part by part on its own line."""
    for run in runs:
        for word in typesetter.words(run):
            if word.width <= room:
                yield word
                continue
            for place, part in enumerate(word.parts or (word,)):
                if part.width > room:
                    yield from typesetter.single_glyphs(part)
                else:
                    yield replace(part, fresh=place == 0 and bool(word.parts))


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
