"""What has been put on a picture so far, and the way back: marks, the cut, which is chosen, undo and redo.

No widget: keys and the mouse both end here.
"""

from dataclasses import dataclass, replace

from safeguard_app.domain.derivatives import Alterations, Area, Mark, MarkKind

_LEAST = 4
"""Pixels across and down below which a box is a slip of the mouse."""
_MOST_BACK = 300


@dataclass(frozen=True, slots=True)
class Step:
    """How it stood at one moment. ``chosen`` is a place in ``marks``, or :data:`CROP`, or None."""

    marks: tuple[Mark, ...] = ()
    crop: Mark | None = None
    chosen: int | None = None


CROP = -1


class MarkingSteps:
    """The marks on a picture of a size. What moves on and on under one key or drag is one step back."""

    def __init__(self, width: int, height: int) -> None:
        """Nothing is on it yet."""
        self.width = width
        self.height = height
        self._now = Step()
        self._back: list[Step] = []
        self._forward: list[Step] = []
        self._going_on: object = None

    @property
    def now(self) -> Step:
        """How it stands."""
        return self._now

    @property
    def chosen_mark(self) -> Mark | None:
        """The mark, or the cut, that keys act on."""
        chosen = self._now.chosen
        if chosen is None:
            return None
        return self._now.crop if chosen == CROP else self._now.marks[chosen]

    @property
    def alterations(self) -> Alterations:
        """What a copy would differ in."""
        crop = self._now.crop.area if self._now.crop is not None else None
        return Alterations(self._now.marks, crop)

    @property
    def can_undo(self) -> bool:
        """Whether there is a way back."""
        return bool(self._back)

    @property
    def can_redo(self) -> bool:
        """Whether something was taken back."""
        return bool(self._forward)

    def put_back(self, alterations: Alterations) -> None:
        """Marks that were left before, as far as they fit on the picture; nothing is chosen."""
        marks = tuple(self._inside(mark) for mark in alterations.marks)
        crop = alterations.crop
        cut = (
            None
            if crop is None
            else self._inside(Mark(MarkKind.BOX, crop.left, crop.top, crop.right, crop.bottom))
        )
        self._change(Step(marks, cut))

    def put(self, kind: MarkKind | None, area: Area) -> None:
        """Put a mark, or for None the cut, on a part of the picture, and choose it."""
        mark = self._inside(Mark(kind or MarkKind.BOX, area.left, area.top, area.right, area.bottom))
        now = self._now
        if kind is None:
            self._change(replace(now, crop=mark, chosen=CROP))
        else:
            self._change(replace(now, marks=(*now.marks, mark), chosen=len(now.marks)))

    def drawn(self, kind: MarkKind | None, x0: int, y0: int, x1: int, y1: int) -> None:
        """A mark was drawn with the mouse from one corner to another; a slip leaves nothing."""
        if max(abs(x1 - x0), abs(y1 - y0)) < _LEAST:
            return
        if kind is MarkKind.ARROW:
            now, mark = self._now, self._inside(Mark(kind, x0, y0, x1, y1))
            self._change(replace(now, marks=(*now.marks, mark), chosen=len(now.marks)))
        else:
            self.put(kind, Area(min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0)))

    def choose(self, chosen: int | None) -> None:
        """Choose a mark, the cut, or nothing. This is no step back."""
        self._now, self._going_on = replace(self._now, chosen=chosen), None

    def choose_next(self, by: int) -> None:
        """The next mark, or the one before, round and round; the cut is the last."""
        places = [*range(len(self._now.marks)), *((CROP,) if self._now.crop is not None else ())]
        if not places:
            return
        chosen = self._now.chosen
        at = places.index(chosen) + by if chosen in places else (0 if by > 0 else -1)
        self.choose(places[at % len(places)])

    def move(self, across: int, down: int, drag: object = "move") -> None:
        """Move what is chosen, as far as the picture goes."""
        mark = self.chosen_mark
        if mark is None:
            return
        area = mark.area
        across = max(-area.left, min(across, self.width - area.right))
        down = max(-area.top, min(down, self.height - area.bottom))
        moved = replace(mark, x0=mark.x0 + across, y0=mark.y0 + down, x1=mark.x1 + across, y1=mark.y1 + down)
        self._replace_chosen(moved, ("move", drag, self._now.chosen))

    def resize(self, across: int, down: int, drag: object = "resize") -> None:
        """Move the second corner of what is chosen; the tip of an arrow goes anywhere, a box stays a box."""
        mark = self.chosen_mark
        if mark is None:
            return
        x1, y1 = mark.x1 + across, mark.y1 + down
        if mark.kind is not MarkKind.ARROW:
            x1, y1 = max(x1, mark.x0 + _LEAST), max(y1, mark.y0 + _LEAST)
        x1, y1 = max(0, min(x1, self.width)), max(0, min(y1, self.height))
        self._replace_chosen(replace(mark, x1=x1, y1=y1), ("resize", drag, self._now.chosen))

    def set_words(self, words: str) -> None:
        """Write what a text says."""
        mark = self.chosen_mark
        if (
            mark is not None
            and mark.kind is MarkKind.TEXT
            and self._now.chosen != CROP
            and words != mark.words
        ):
            self._replace_chosen(replace(mark, words=words), ("words", self._now.chosen))

    def remove(self) -> None:
        """Take what is chosen away again."""
        chosen = self._now.chosen
        if chosen is None:
            return
        if chosen == CROP:
            self._change(replace(self._now, crop=None, chosen=None))
            return
        marks = self._now.marks
        self._change(replace(self._now, marks=(*marks[:chosen], *marks[chosen + 1 :]), chosen=None))

    def undo(self) -> None:
        """One step back."""
        if self._back:
            self._forward.append(self._now)
            self._now, self._going_on = self._back.pop(), None

    def redo(self) -> None:
        """One step on again."""
        if self._forward:
            self._back.append(self._now)
            self._now, self._going_on = self._forward.pop(), None

    def at(self, x: int, y: int) -> int | None:
        """The mark at a pixel, the one on top; None where there is none. The cut is taken by its key."""
        order = sorted(
            range(len(self._now.marks)), key=lambda one: (self._now.marks[one].kind is MarkKind.HIDE, one)
        )
        pixel = Area(x, y, 1, 1)
        return next(
            (one for one in reversed(order) if self._now.marks[one].area.within(pixel) == pixel), None
        )

    def _replace_chosen(self, mark: Mark, going_on: object) -> None:
        chosen = self._now.chosen
        if chosen == CROP:
            self._change(replace(self._now, crop=mark), going_on)
        elif chosen is not None:
            marks = self._now.marks
            self._change(replace(self._now, marks=(*marks[:chosen], mark, *marks[chosen + 1 :])), going_on)

    def _change(self, made: Step, going_on: object = None) -> None:
        if made == self._now:
            return
        if going_on is None or going_on != self._going_on:
            self._back = [*self._back[-_MOST_BACK:], self._now]
        self._now, self._going_on = made, going_on
        self._forward.clear()

    def _inside(self, mark: Mark) -> Mark:
        """As far as the picture goes; a box from its top left to its bottom right, and large enough to take hold of."""
        xs = [max(0, min(one, self.width)) for one in (mark.x0, mark.x1)]
        ys = [max(0, min(one, self.height)) for one in (mark.y0, mark.y1)]
        if mark.kind is not MarkKind.ARROW:
            xs, ys = _least(sorted(xs), self.width), _least(sorted(ys), self.height)
        return replace(mark, x0=xs[0], y0=ys[0], x1=xs[1], y1=ys[1])


def _least(ends: list[int], most: int) -> list[int]:
    first, last = ends
    last = min(most, max(last, first + _LEAST))
    return [max(0, min(first, last - _LEAST)), last]
