"""What search shows: merged rows over the compartments that are open."""

from dataclasses import dataclass

from safeguard_app.domain.identifiers import Reference
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
    """Everything found, people first when a name was typed; before all a number of a case or document typed whole."""

    query: str
    rows: tuple[SearchRow, ...]
    more: bool
    sentence: str
