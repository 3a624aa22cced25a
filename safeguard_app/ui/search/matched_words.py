"""Text with the parts that matched a search in bold, painted on one line."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from safeguard_app.domain.text_rules import folded
from safeguard_app.ui.theme.current import colour, font
from safeguard_app.ui.theme.tokens import TypeStyle


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some characters of a line; ``matched`` ones are bold."""

    text: str
    matched: bool = False


def plain_text(stretches: Sequence[Stretch]) -> str:
    """The line without its marks."""
    return "".join(one.text for one in stretches)


def with_matches(text: str, query: str) -> tuple[Stretch, ...]:
    """The text cut so that every word that begins with a word of the query is marked as far as it matches."""
    plain = folded(text)
    if len(plain) != len(text):
        return (Stretch(text),)
    marks = [False] * len(text)
    for word in folded(query).split():
        start = plain.find(word)
        while start >= 0:
            if start == 0 or not plain[start - 1].isalnum():
                marks[start : start + len(word)] = [True] * len(word)
            start = plain.find(word, start + 1)
    return _cut(text, marks)


def _cut(text: str, marks: Sequence[bool]) -> tuple[Stretch, ...]:
    stretches: list[Stretch] = []
    begin = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or marks[place] != marks[begin]:
            stretches.append(Stretch(text[begin:place], marks[begin]))
            begin = place
    return tuple(stretches)


def width_of(stretches: Sequence[Stretch], style: TypeStyle) -> int:
    """How wide a line is, in pixels."""
    return sum(QFontMetrics(font(style, strong=one.matched)).horizontalAdvance(one.text) for one in stretches)


def paint_stretches(
    painter: QPainter, stretches: Sequence[Stretch], area: QRect, style: TypeStyle, ink: str
) -> None:
    """Paint a line, elided where the room ends."""
    painter.setPen(colour(ink))
    left, flags = area.left(), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
    for one in stretches:
        chosen = font(style, strong=one.matched)
        metrics = QFontMetrics(chosen)
        room = area.right() - left + 1
        words = metrics.elidedText(one.text, Qt.TextElideMode.ElideRight, room)
        painter.setFont(chosen)
        painter.drawText(QRect(left, area.top(), room + 2, area.height()), flags, words)
        left += metrics.horizontalAdvance(one.text)
        if words != one.text:
            return
