"""How wide each column of a table is: by its share, but never so narrow that an ordinary word or a case number is cut.

A number cut in two is found by no search of the file, and read wrong by whoever types it again.
"""

from collections.abc import Iterable

from safeguard_app.documents.content import DataTable, ToWrite, Words, runs_of
from safeguard_app.documents.engine.look import Type
from safeguard_app.documents.engine.setting import Setter

_ORDINARY = 16
"""Signs of the longest word that keeps its column wide: addresses and what somebody typed without blanks are cut."""
_LOOKED_AT = 4
"""Of the longest words so many are measured, as the one with the most signs is not always the widest."""
_WIDEST_SIGN = 0.85
"""Of the size of the letters: a column as wide as its longest word of such signs has room for any."""


def column_widths(setter: Setter, table: DataTable, width: float, inset: float) -> list[float]:
    """The width of each column in points; ``inset`` is what a cell loses at its sides together."""
    total = sum(column.share for column in table.columns)
    shares = [column.share / total * width for column in table.columns]
    body = setter.look.body
    strong = Type(body.size, body.leading, strong=True)
    roomy = _ORDINARY * body.size * _WIDEST_SIGN + inset
    needs = []
    for place, (column, share) in enumerate(zip(table.columns, shares, strict=True)):
        if share >= roomy:
            needs.append(0.0)
            continue
        cells = (row[place] for row in table.rows if place < len(row))
        heads = table.row_headings and place == 0
        needed = max(
            _widest(setter, [column.heading], strong), _widest(setter, cells, strong if heads else body)
        )
        needs.append(needed + inset)
    return shares if sum(needs) > width else _with_room(shares, needs, width)


def _with_room(shares: list[float], needs: list[float], width: float) -> list[float]:
    """Whoever has too little gets what it needs; the rest is parted by shares among the others."""
    raised: set[int] = set()
    while True:
        left = width - sum(needs[place] for place in raised)
        among = sum(share for place, share in enumerate(shares) if place not in raised)
        found = [
            needs[place] if place in raised else share / among * left for place, share in enumerate(shares)
        ]
        short = {place for place, one in enumerate(found) if one < needs[place] - 0.01}
        if not short:
            return found
        raised |= short


def _widest(setter: Setter, cells: Iterable[Words | ToWrite], kind: Type) -> float:
    """The widest of the longest ordinary words of some cells, in points."""
    words = {
        word
        for cell in cells
        if not isinstance(cell, ToWrite)
        for run in runs_of(cell)
        for word in run.text.split()
        if len(word) <= _ORDINARY
    }
    longest = sorted(words, key=lambda word: (-len(word), word))[:_LOOKED_AT]
    return max((setter.line(word, kind).width for word in longest), default=0.0)
