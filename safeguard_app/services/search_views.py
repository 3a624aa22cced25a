"""What search and type-ahead show: merged rows over the compartments that are open."""

from dataclasses import dataclass

from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import PersonKind, PersonRef
from safeguard_app.domain.records import RecordKind
from safeguard_app.services.status import StatusLine


@dataclass(frozen=True, slots=True)
class SnippetPart:
    """A stretch of a snippet; ``matched`` words are shown strong."""

    text: str
    matched: bool = False


@dataclass(frozen=True, slots=True)
class SearchRow:
    """One result. ``title`` and ``second`` are one line each; ``status`` only for incidents."""

    reference: Reference
    kind: RecordKind
    title: str
    second: str
    snippet: tuple[SnippetPart, ...]
    status: StatusLine | None = None


@dataclass(frozen=True, slots=True)
class SearchResults:
    """Everything found, people first when a name was typed, a case number typed whole before all."""

    query: str
    rows: tuple[SearchRow, ...]
    more: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One person of the type-ahead: namesakes are told apart by class, year and handle in ``second``."""

    person: PersonRef
    name: str
    second: str
    kind: PersonKind
    matched_handle: str = ""
