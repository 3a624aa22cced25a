"""A part of a picture that is being chosen by keys or by the pointer; it never leaves the picture."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize

_LEAST = 4


@dataclass(frozen=True, slots=True)
class Region:
    """``part`` of a picture of ``size``, in its pixels."""

    size: QSize
    part: QRect

    @classmethod
    def whole(cls, size: QSize) -> "Region":
        """All of it."""
        return cls(size, QRect(QPoint(0, 0), size))

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return self.part == QRect(QPoint(0, 0), self.size)

    def between(self, one: QPoint, other: QPoint) -> "Region":
        """From corner to corner, as the pointer was drawn."""
        return self._within(QRect(one, other).normalized())

    def moved(self, right: int, down: int) -> "Region":
        """The same part elsewhere; from all of it, its middle begins to move."""
        if self.is_whole:
            return self._middle()
        part = self.part.translated(right, down)
        part.moveLeft(min(max(0, part.left()), self.size.width() - part.width()))
        part.moveTop(min(max(0, part.top()), self.size.height() - part.height()))
        return Region(self.size, part)

    def stretched(self, wider: int, higher: int) -> "Region":
        """Its right and lower edge moved."""
        if self.is_whole:
            return self._middle()
        width = max(_LEAST, self.part.width() + wider)
        height = max(_LEAST, self.part.height() + higher)
        return self._within(QRect(self.part.topLeft(), QSize(width, height)))

    def _middle(self) -> "Region":
        width, height = max(_LEAST, self.size.width() // 2), max(_LEAST, self.size.height() // 2)
        left, top = (self.size.width() - width) // 2, (self.size.height() - height) // 2
        return self._within(QRect(left, top, width, height))

    def _within(self, part: QRect) -> "Region":
        inside = part.intersected(QRect(QPoint(0, 0), self.size))
        if inside.width() < _LEAST or inside.height() < _LEAST:
            return Region.whole(self.size)
        return Region(self.size, inside)
