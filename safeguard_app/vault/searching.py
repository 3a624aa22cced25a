"""Full-text search of one open compartment."""

import heapq
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.index_lines import Line
from safeguard_app.domain.records import RecordKind
from safeguard_app.vault import record_codec
from safeguard_app.vault.compartment import OpenCompartment
from safeguard_app.vault.database import Row, database_problems

_ROWS = "SELECT rowid FROM search WHERE search MATCH ?"
_TEXTS = "SELECT rowid, text FROM search WHERE search MATCH ?"
_TEXTS_WITH_AT = "SELECT rowid, text FROM search WHERE search MATCH ? AND instr(text, '@') > 0"
_BEST = """
SELECT rowid, snippet(search, 0, char(2), char(3), ' ... ', 12) FROM search WHERE search MATCH ?
ORDER BY rank LIMIT ?
"""
_FROM = """
SELECT rowid, snippet(search, 0, char(2), char(3), ' ... ', 12) FROM search WHERE search MATCH ? AND rowid >= ?
"""
"""In rising order, which the index is kept in: to be asked for falling order costs it four times as much."""
_READ = """
SELECT item, about, snippet(machine_search, 0, char(2), char(3), ' ... ', 12)
FROM machine_search JOIN machine_reading ON machine_reading.row = machine_search.rowid
WHERE machine_search MATCH ? ORDER BY rank
"""
_READ_ROWS = "SELECT rowid FROM machine_search WHERE machine_search MATCH ?"
_ABOUT = "SELECT row, about FROM machine_reading"
_READ_FROM = """
SELECT item, about, snippet(machine_search, 0, char(2), char(3), ' ... ', 12), machine_search.rowid
FROM machine_search JOIN machine_reading ON machine_reading.row = machine_search.rowid
WHERE machine_search MATCH ? AND machine_search.rowid >= ?
"""
_READ_IN = """
SELECT DISTINCT about FROM machine_search JOIN machine_reading ON machine_reading.row = machine_search.rowid
WHERE machine_search MATCH ?
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


@dataclass(frozen=True, slots=True)
class FoundInPicture:
    """A hit in words that a machine read in the picture of an exhibit of ``found``."""

    exhibit: RecordId
    found: Found


def search(compartment: OpenCompartment, query: str, limit: int) -> list[Found]:
    """Records whose text holds every word, the last one as a beginning: best match first.

    Where very many match, no order of merit would help: then those written to last come first.
    """
    expression = match_expression(query)
    if not expression:
        return []
    with database_problems():
        matches = [int(row) for (row,) in compartment.connection.execute(_ROWS, (expression,))]
        if len(matches) <= RANKED_UP_TO:
            rows = compartment.connection.execute(_BEST, (expression, limit)).fetchall()
        else:
            newest = heapq.nlargest(limit, matches)
            shown = compartment.connection.execute(_FROM, (_marked_in(query), newest[-1])).fetchall()
            wanted = frozenset(newest)
            rows = [one for one in reversed(shown) if one[0] in wanted]
    found = []
    for row, snippet in rows:
        for record in compartment.listing.of_search_rows((int(row),)):
            kind_and_line = compartment.listing.line(record)
            if kind_and_line is not None:
                found.append(Found(Reference(compartment.id, record), *kind_and_line, str(snippet)))
    return found


def search_pictures(compartment: OpenCompartment, query: str, limit: int) -> list[FoundInPicture]:
    """Records with an exhibit in whose picture a machine read every word, the last one as a beginning.

    Each with its best match: a record with hundreds of pictures does not crowd out the others.
    """
    expression = match_expression(query)
    if not expression:
        return []
    connection = compartment.connection
    with database_problems():
        matches = [int(row) for (row,) in connection.execute(_READ_ROWS, (expression,))]
        if len(matches) <= RANKED_UP_TO:
            rows = _first_of_each(connection.execute(_READ, (expression,)), limit)
        else:
            about_of: dict[int, str] = dict(connection.execute(_ABOUT).fetchall())
            known = ((row, about_of[row]) for row in sorted(matches, reverse=True) if row in about_of)
            wanted = {row for row, _ in _first_of_each(known, limit)}
            shown = connection.execute(_READ_FROM, (_marked_in(query), min(wanted, default=0))).fetchall()
            rows = [one[:3] for one in reversed(shown) if one[3] in wanted]
    found = []
    for item, about, snippet in rows:
        record = record_codec.record_id(about)
        kind_and_line = compartment.listing.line(record)
        if kind_and_line is not None:
            hit = Found(Reference(compartment.id, record), *kind_and_line, str(snippet))
            found.append(FoundInPicture(record_codec.record_id(item), hit))
    return found


def _first_of_each(rows: Iterable[Row], limit: int) -> list[Row]:
    """The first row of each record, whose id is the second of a row, of at most so many records."""
    first: dict[str, Row] = {}
    for row in rows:
        first.setdefault(row[1], row)
        if len(first) == limit:
            break
    return list(first.values())


def matching(compartment: OpenCompartment, query: str) -> list[RecordId]:
    """Every record whose text holds every word, the last one as a beginning; in no particular order."""
    return compartment.listing.of_search_rows(int(row) for row in _every(compartment, _ROWS, query))


def texts_with(
    compartment: OpenCompartment, word: str, *, with_at: bool = False
) -> list[tuple[RecordId, str]]:
    """Every record whose text holds what a word is made of, in that order, with that text: the caller looks closer.

    ``with_at``: only texts with an @ anywhere.
    """
    expression = match_expression(word).rstrip("*")
    if not expression:
        return []
    with database_problems():
        statement = _TEXTS_WITH_AT if with_at else _TEXTS
        rows = compartment.connection.execute(statement, (expression,)).fetchall()
    listing = compartment.listing
    return [(record, str(text)) for row, text in rows for record in listing.of_search_rows((int(row),))]


def matching_pictures(compartment: OpenCompartment, query: str) -> list[RecordId]:
    """Every record with an exhibit in whose picture a machine read every word, the last one as a beginning."""
    return [record_codec.record_id(about) for about in _every(compartment, _READ_IN, query)]


def _every(compartment: OpenCompartment, statement: str, query: str) -> list[Any]:
    expression = match_expression(query)
    if not expression:
        return []
    with database_problems():
        return [found for (found,) in compartment.connection.execute(statement, (expression,))]


def match_expression(query: str) -> str:
    """An FTS5 expression of quoted words; nothing a person types can become an operator."""
    words = [word.replace('"', "") for word in _WORD.findall(query[:LONGEST_QUERY])]
    quoted = [f'"{word}"' for word in words if word]
    if not quoted:
        return ""
    return " AND ".join([*quoted[:-1], quoted[-1] + "*"])


def _marked_in(query: str) -> str:
    """What is marked in the snippets of very many matches: not the one letter that a further word begins with.

    Thousands of words begin with a letter, and to look for them all again would take longer than all the rest.
    """
    words = query[:LONGEST_QUERY].split()
    whole = len(words) > 1 and len(words[-1]) == 1
    marked = match_expression(" ".join(words[:-1])).rstrip("*") if whole else ""
    return marked or match_expression(query)
