"""One search over every open compartment: incidents, people and declarations, merged. It leaves no trace.

A document is found by its number alone, typed whole: its words are those of its record.

What this user holds no key for does not exist here: not as a row, not as a count. People for a field being typed in
are found by :func:`safeguard_app.services.people.suggest`.
"""

import re

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.identifiers import CaseNumber, Compartment, RecordId, Reference
from safeguard_app.domain.index_lines import (
    DeclarationLine,
    IdentificationLine,
    IncidentLine,
    LogbookLine,
    PersonLine,
    PersonNoteLine,
)
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.text_rules import folded
from safeguard_app.services.evidence_showing import stored_item
from safeguard_app.services.incident_lists import row_of
from safeguard_app.services.labels import label, when
from safeguard_app.services.logbook_words import logbook_names
from safeguard_app.services.machine_reading import may_be_shown_small
from safeguard_app.services.numbered_documents import rows_of_number
from safeguard_app.services.people import line_detail, words_of
from safeguard_app.services.search_views import SearchResults, SearchRow, SnippetPart
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusLine
from safeguard_app.vault import reading, searching
from safeguard_app.vault.compartment import OpenCompartment
from safeguard_app.vault.searching import Found

EMPTY = SearchResults("", (), False, "Type a name, a case number, an account or a word.")
_MARKED = re.compile("\x02([^\x03]*)\x03")
_EXACT, _NAME, _REST, _PICTURES = 0, 1, 2, 3


def search(session: Session, query: str, limit: int = 50) -> SearchResults:
    """Everything that holds every word of ``query``, the last one as a beginning.

    A case number or a document's number typed whole comes first, then people whose name the query begins, then the
    rest, each compartment's best before any one's second best; last what a machine alone read in the picture of an
    exhibit, which is marked.
    """
    words = " ".join(query.split())
    if not words:
        return EMPTY
    ranked: dict[Reference, tuple[int, int, Found]] = {}
    read_in: dict[Reference, RecordId] = {}
    for found in _by_case(session, words):
        ranked[found.reference] = (_EXACT, 0, found)
    for compartment in session.vault:
        hits = searching.search(compartment, words, limit + 1)
        if len(hits) > limit:
            hits = [*hits, *_named(session, compartment, words, limit)]
        for place, found in enumerate(hits):
            if found.reference not in ranked:
                ranked[found.reference] = (_rank(session, found, words), place, found)
        for place, hit in enumerate(searching.search_pictures(compartment, words, limit + 1)):
            if hit.found.reference not in ranked and may_be_shown_small(session, hit.found.reference):
                read_in[hit.found.reference] = hit.exhibit
                ranked[hit.found.reference] = (_PICTURES, place, hit.found)
    ordered = [found for _, _, found in sorted(ranked.values(), key=lambda entry: entry[:2])]
    numbered = rows_of_number(session, words)
    count = len(numbered) + len(ordered)
    rows = tuple(  # the rest is counted, not put in words
        _row(session, found, read_in.get(found.reference)) for found in ordered[: limit - len(numbered)]
    )
    return SearchResults(words, (*numbered, *rows), count > limit, _sentence(count, limit, words))


def _by_case(session: Session, words: str) -> list[Found]:
    """The incident of a case number, in whichever open compartment has its letter."""
    try:
        case = CaseNumber.parse(words)
    except ValueError:
        return []
    found = []
    for compartment in session.vault:
        if session.vault.series(compartment.id).letter != case.letter:
            continue
        stored = reading.by_case(compartment.connection, compartment.id, case.year, case.serial)
        line = reading.line(compartment.connection, stored.reference.id) if stored is not None else None
        if stored is not None and line is not None:
            found.append(Found(stored.reference, *line, ""))
    return found


def _named(session: Session, compartment: OpenCompartment, words: str, limit: int) -> list[Found]:
    """People by the beginning of a name: among very many matches they would not be the ones written last."""
    wanted = folded(words)
    named = []
    for record, line in compartment.listing.lines(RecordKind.PERSON):
        if isinstance(line, PersonLine) and words_of(session, record, line).begins(wanted):
            named.append(Found(Reference(compartment.id, record), RecordKind.PERSON, line, ""))
            if len(named) == limit:
                break
    return named


def _rank(session: Session, found: Found, words: str) -> int:
    line = found.line
    named = isinstance(line, PersonLine) and words_of(session, found.reference.id, line).begins(folded(words))
    return _NAME if named else _REST


def _row(session: Session, found: Found, read_in: RecordId | None) -> SearchRow:
    reference, line, snippet = found.reference, found.line, _snippet(found)
    if read_in is not None:
        exhibit = stored_item(session, Reference(reference.compartment, read_in)).content.name
        snippet = (SnippetPart(f"Read by a machine in {exhibit}: "), *snippet)
    match line:
        case IncidentLine():
            shown = row_of(session, reference, line)
            second = ", ".join(part for part in (shown.case, shown.day, shown.people) if part)
            status = StatusLine(shown.meaning, shown.status) if shown.meaning is not None else None
            return SearchRow(reference, RecordKind.INCIDENT, shown.title, second, snippet, status)
        case PersonLine():
            name = line.name or (line.handles[0] if line.handles else "Unknown person")
            return SearchRow(reference, RecordKind.PERSON, name, line_detail(session, line), snippet)
        case DeclarationLine():
            pupils = ", ".join(person.name for person in line.pupils)
            return SearchRow(
                reference, RecordKind.DECLARATION, f"Declaration of {line.adult.name}", pupils, snippet
            )
        case LogbookLine():
            title, second = logbook_names(session, line.entry)
            return SearchRow(reference, RecordKind.LOGBOOK_ENTRY, title, second, snippet)
        case PersonNoteLine():
            about = Reference(Compartment.DAILY, RecordId(line.person.id))
            kind = label(session, ListName.NOTE_KINDS, line.kind)
            second = f"{kind}, {when(session, line.at)}"
            return SearchRow(about, RecordKind.PERSON_NOTE, f"Note on {line.person.name}", second, snippet)
        case IdentificationLine():
            about = Reference(Compartment.DAILY, RecordId(line.person.id))
            second = f"Identified as {line.person.name}"
            return SearchRow(about, RecordKind.IDENTIFICATION, line.unknown.name, second, snippet)


def _snippet(found: Found) -> tuple[SnippetPart, ...]:
    """The snippet cut into plain and matched stretches; line ends become spaces."""
    text = " ".join(found.snippet.split())
    parts: list[SnippetPart] = []
    at = 0
    for match in _MARKED.finditer(text):
        if match.start() > at:
            parts.append(SnippetPart(text[at : match.start()]))
        parts.append(SnippetPart(match[1], matched=True))
        at = match.end()
    if at < len(text):
        parts.append(SnippetPart(text[at:]))
    return tuple(parts)


def _sentence(count: int, limit: int, words: str) -> str:
    if not count:
        return f"Nothing found for “{words}”."
    if count > limit:
        return f"The first {limit}. Type more to narrow it down."
    return "1 found." if count == 1 else f"{count} found."
