"""Which way each character of a paragraph is read: the Unicode bidirectional algorithm (UAX 9, revision 48).

Written here because a line can be put in order only after it is broken: what sets lines needs the level of each
character, and the library for it (python-bidi, which the tests compare this with) gives finished lines only. Marks
that turn the direction are never obeyed in a document, they are printed as their numbers; so its rules for
embeddings, overrides and isolates (X1 to X8) are not needed, and a paragraph is one run.
"""

import unicodedata
from collections.abc import Sequence

_STRONG = {"L": 0, "R": 1, "AL": 1}
_NEUTRAL = frozenset({"B", "S", "WS", "ON"})
_PAIRS = (
    "()[]{}\u2045\u2046\u207d\u207e\u208d\u208e\u2308\u2309\u230a\u230b\u2329\u232a\u2768\u2769\u276a\u276b"
)
_PAIRS += "\u276c\u276d\u276e\u276f\u2770\u2771\u2772\u2773\u2774\u2775\u27c5\u27c6\u27e6\u27e7\u27e8\u27e9\u27ea\u27eb"
_PAIRS += "\u27ec\u27ed\u27ee\u27ef\u3008\u3009\u300a\u300b\u300c\u300d\u300e\u300f\u3010\u3011\u3014\u3015\u3016\u3017"
_PAIRS += "\u3018\u3019\u301a\u301b\uff08\uff09\uff3b\uff3d\uff5b\uff5d\uff5f\uff60\uff62\uff63"
_CLOSES = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_OPENS = {closing: opening for opening, closing in _CLOSES.items()}
_ALIKE = {"\u2329": "\u3008", "\u232a": "\u3009"}
_DEEPEST = 63
_OTHER_PAIRS = "<>\u00ab\u00bb\u2039\u203a\u2264\u2265\u226a\u226b\u2282\u2283\u2286\u2287\u2208\u220b"
_MIRRORED = _CLOSES | _OPENS
_MIRRORED |= dict(zip(_OTHER_PAIRS[::2], _OTHER_PAIRS[1::2], strict=True))
_MIRRORED |= dict(zip(_OTHER_PAIRS[1::2], _OTHER_PAIRS[::2], strict=True))


def mirrored(character: str) -> str:
    """The character whose shape a character has where it is read from right to left (rule L4)."""
    return _MIRRORED.get(character, character)


def base_level(text: str) -> int:
    """1 when the first character that has a direction is read from right to left, else 0 (rules P2 and P3)."""
    for character in text:
        level = _STRONG.get(unicodedata.bidirectional(character))
        if level is not None:
            return level
    return 0


def levels(text: str, base: int) -> list[int]:
    """The level of each character of a paragraph: even ones are read from left to right."""
    kinds = [unicodedata.bidirectional(character) or "L" for character in text]
    original = list(kinds)
    _weak(kinds, "R" if base else "L")
    _brackets(text, kinds, original, base)
    _neutral(kinds, base)
    # I1, I2
    if base:
        return [1 if kind == "R" else 2 for kind in kinds]
    return [{"L": 0, "R": 1}.get(kind, 2) for kind in kinds]


def _weak(kinds: list[str], outside: str) -> None:
    """Rules W1 to W7: numbers, their signs, and marks."""
    before = outside
    for place, kind in enumerate(kinds):
        if kind in {"NSM", "BN"}:
            kinds[place] = before
        before = kinds[place]
    strong = outside
    for place, kind in enumerate(kinds):
        if kind in _STRONG:
            strong = kind
        elif kind == "EN" and strong == "AL":
            kinds[place] = "AN"
    for place, kind in enumerate(kinds):
        if kind == "AL":
            kinds[place] = "R"
    _between_numbers(kinds)
    _beside_numbers(kinds)
    strong = outside
    for place, kind in enumerate(kinds):
        if kind in {"ES", "ET", "CS"}:
            kinds[place] = "ON"
        elif kind in _STRONG:
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[place] = "L"


def _between_numbers(kinds: list[str]) -> None:
    """Rule W4: one sign between two numbers belongs to them."""
    for place in range(1, len(kinds) - 1):
        left, kind, right = kinds[place - 1 : place + 2]
        if left == right and ((kind in {"ES", "CS"} and left == "EN") or (kind == "CS" and left == "AN")):
            kinds[place] = left


def _beside_numbers(kinds: list[str]) -> None:
    """Rule W5: signs beside a European number belong to it."""
    place = 0
    while place < len(kinds):
        if kinds[place] != "ET":
            place += 1
            continue
        end = place
        while end < len(kinds) and kinds[end] == "ET":
            end += 1
        if (place and kinds[place - 1] == "EN") or (end < len(kinds) and kinds[end] == "EN"):
            kinds[place:end] = ["EN"] * (end - place)
        place = end


def _brackets(text: str, kinds: list[str], original: Sequence[str], base: int) -> None:
    """Rule N0: a pair of brackets is read the way of what it holds, or of what stands before it."""
    embedding, other = ("R", "L") if base else ("L", "R")
    for opening, closing in _bracket_pairs(text, kinds):
        inside = {_as_strong(kinds[place]) for place in range(opening + 1, closing)}
        if embedding in inside:
            way = embedding
        elif other in inside:
            before = next(
                (s for place in range(opening - 1, -1, -1) if (s := _as_strong(kinds[place]))), embedding
            )
            way = before
        else:
            continue
        for place in (opening, closing):
            kinds[place] = way
            after = place + 1
            while after < len(kinds) and original[after] == "NSM":
                kinds[after] = way
                after += 1


def _bracket_pairs(text: str, kinds: list[str]) -> list[tuple[int, int]]:
    """The pairs of brackets in a paragraph (BD16), in the order of their opening ones."""
    waiting: list[tuple[str, int]] = []
    found: list[tuple[int, int]] = []
    for place, character in enumerate(text):
        if kinds[place] != "ON":
            continue
        if character in _CLOSES:
            if len(waiting) == _DEEPEST:
                return []
            closing = _CLOSES[character]
            waiting.append((_ALIKE.get(closing, closing), place))
        elif character in _OPENS:
            wanted = _ALIKE.get(character, character)
            for depth in range(len(waiting) - 1, -1, -1):
                if waiting[depth][0] == wanted:
                    found.append((waiting[depth][1], place))
                    del waiting[depth:]
                    break
    return sorted(found)


def _as_strong(kind: str) -> str:
    """The direction a kind has among neutral ones: numbers count as right to left. Empty: none."""
    return "R" if kind in {"R", "EN", "AN"} else "L" if kind == "L" else ""


def _neutral(kinds: list[str], base: int) -> None:
    """Rules N1 and N2: what has no direction takes that of both its sides, or that of the paragraph."""
    embedding = "R" if base else "L"
    place = 0
    while place < len(kinds):
        if kinds[place] not in _NEUTRAL:
            place += 1
            continue
        end = place
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        left = _as_strong(kinds[place - 1]) if place else embedding
        right = _as_strong(kinds[end]) if end < len(kinds) else embedding
        kinds[place:end] = [left if left == right else embedding] * (end - place)
        place = end


def in_order(line: Sequence[int]) -> list[int]:
    """The places of a line's parts from left to right, from their levels (rule L2)."""
    order = list(range(len(line)))
    odd = [level for level in line if level % 2]
    for level in range(max(line, default=0), min(odd, default=1) - 1, -1):
        place = 0
        while place < len(order):
            if line[order[place]] < level:
                place += 1
                continue
            end = place
            while end < len(order) and line[order[end]] >= level:
                end += 1
            order[place:end] = order[place:end][::-1]
            place = end
    return order
