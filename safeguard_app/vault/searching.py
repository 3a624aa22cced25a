"""Full-text search of one open compartment."""

import re
from dataclasses import dataclass

from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.index_lines import Line
from safeguard_app.domain.records import RecordKind
from safeguard_app.vault.compartment import OpenCompartment
from safeguard_app.vault.database import database_problems

_ROWS = "SELECT rowid FROM search WHERE search MATCH ?"
_SOME_ROWS = "SELECT rowid FROM search WHERE search MATCH ? LIMIT ?"
_BEST = """
SELECT rowid, snippet(search, 0, char(2), char(3), ' ... ', 12) FROM search WHERE search MATCH ?
ORDER BY rank LIMIT ?
"""
_NEWEST = """
SELECT rowid, snippet(search, 0, char(2), char(3), ' ... ', 12) FROM search WHERE search MATCH ?
ORDER BY rowid DESC LIMIT ?
"""
_WORD = re.compile(r"[\w@.'’-]+", re.UNICODE)
LONGEST_QUERY = 200
RANKED_UP_TO = 500
"""Weighing how well each of thousands of texts matches would take longer than a person wants to wait for a letter."""


@dataclass(frozen=True, slots=True)
class Found:
    """One search hit: the record, its list line, and a snippet with the matched words between \\x02 and \\x03."""

    reference: Reference
    kind: RecordKind
    line: Line
    snippet: str


def search(compartment: OpenCompartment, query: str, limit: int) -> list[Found]:
    """Records whose text holds every word, the last one as a beginning: best match first.

    Where very many match, no order of merit would help: then those written to last come first.
    """
    expression = match_expression(query)
    if not expression:
        return []
    with database_problems():
        many = compartment.connection.execute(_SOME_ROWS, (expression, RANKED_UP_TO + 1)).fetchall()
        statement = _BEST if len(many) <= RANKED_UP_TO else _NEWEST
        rows = compartment.connection.execute(statement, (expression, limit)).fetchall()
    found = []
    for row, snippet in rows:
        for record in compartment.listing.of_search_rows((int(row),)):
            kind_and_line = compartment.listing.line(record)
            if kind_and_line is not None:
                found.append(Found(Reference(compartment.id, record), *kind_and_line, str(snippet)))
    return found


def matching(compartment: OpenCompartment, query: str) -> list[RecordId]:
    """Every record whose text holds every word, the last one as a beginning; in no particular order."""
    expression = match_expression(query)
    if not expression:
        return []
    with database_problems():
        rows = compartment.connection.execute(_ROWS, (expression,)).fetchall()
    return compartment.listing.of_search_rows(int(row) for (row,) in rows)


def match_expression(query: str) -> str:
    """An FTS5 expression of quoted words; nothing a person types can become an operator."""
    words = [word.replace('"', "") for word in _WORD.findall(query[:LONGEST_QUERY])]
    quoted = [f'"{word}"' for word in words if word]
    if not quoted:
        return ""
    return " AND ".join([*quoted[:-1], quoted[-1] + "*"])
