"""Room for the words of a chart, and the steps of its scale."""

from collections.abc import Callable

Measure = Callable[[str, float], float]
"""How wide words are in type of a size."""
_MORE = "…"


def wrapped(text: str, room: float, measure: Measure, size: float, most: int = 2) -> tuple[str, ...]:
    """Words on at most so many lines, the last cut where they do not fit: the table has them whole."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most:
        taken = 1
        while taken < len(words) and measure(" ".join(words[: taken + 1]), size) <= room:
            taken += 1
        if len(lines) == most - 1:
            taken = len(words)
        lines.append(cut(" ".join(words[:taken]), room, measure, size))
        words = words[taken:]
    return tuple(lines) or ("",)


def cut(text: str, room: float, measure: Measure, size: float) -> str:
    """Words that fit, with a mark where some were left out."""
    if measure(text, size) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle].rstrip() + _MORE, size) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + _MORE


def nice_top(most: int) -> tuple[int, int]:
    """Where a scale ends that holds ``most``, and its steps: whole numbers, at most five of them."""
    step = 1
    while step * 5 < most:
        step = _next_step(step)
    return max(-(-most // step), 1) * step, step


def _next_step(step: int) -> int:
    """1, 2, 5, 10, 20, 50 ..."""
    return step * 5 // 2 if str(step).startswith("2") else step * 2
