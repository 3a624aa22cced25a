"""What has been found so far in a file, cleaned and within its limits: a damaged file keeps what it has said."""

from collections import Counter
from datetime import datetime

from safeguard_app.domain.file_statements import FileReading, FileStatement, FileWarning, StatementKind
from safeguard_app.domain.text_rules import pasted_text, visible

MOST_LETTERS = 500
"""Letters of the words of one statement."""
MOST_OF_A_KIND = 3
"""Statements of one kind: a file may say the same thing differently in two places, not in a thousand."""
LETTERS_READ = 4 * MOST_LETTERS
"""Letters of a file's words that are looked at, before they are cleaned and cut."""

_ORDER = (
    *(StatementKind.TAKEN, StatementKind.SENT, StatementKind.SAVED_AT, StatementKind.MADE),
    *(StatementKind.CHANGED, StatementKind.DEVICE, StatementKind.SOFTWARE),
    *(
        StatementKind.AUTHOR,
        StatementKind.FROM,
        StatementKind.TO,
        StatementKind.COPIED_TO,
        StatementKind.TITLE,
    ),
    *(StatementKind.SAVED_FROM, StatementKind.PLACE, StatementKind.MESSAGE_ID),
    *(StatementKind.ATTACHMENTS, StatementKind.SIZE, StatementKind.DURATION, StatementKind.PAGES),
)
"""When, with what, who, where, how large."""


class Findings:
    """Statements and warnings, collected while a file is read."""

    def __init__(self) -> None:
        self._statements: list[FileStatement] = []
        self._warnings: set[FileWarning] = set()

    def say(self, kind: StatementKind, words: str, moment: datetime | None = None) -> None:
        """Keep what the file says, unless it says nothing or the same again."""
        said, cut = _on_one_line(words)
        same_kind = [one.words for one in self._statements if one.kind is kind]
        if said and said not in same_kind and len(same_kind) < MOST_OF_A_KIND:
            self._statements.append(FileStatement(kind, said, moment, is_cut=cut))

    def say_size(self, size: tuple[int, int] | None) -> None:
        """Width and height, as they stand in a picture's head; a picture without any is damaged."""
        if size is not None and min(size) > 0:
            self.say(StatementKind.SIZE, f"{size[0]} × {size[1]}")
        else:
            self.warn(FileWarning.CUT_SHORT)

    def has(self, kind: StatementKind) -> bool:
        """Whether the file has said anything of a kind."""
        return any(one.kind is kind for one in self._statements)

    def warn(self, warning: FileWarning) -> None:
        """Keep a warning; given twice it stands once."""
        self._warnings.add(warning)

    def reading(self) -> FileReading:
        """All of it, in the order in which a person asks."""
        statements = sorted(self._statements, key=lambda one: _ORDER.index(one.kind))
        return FileReading(tuple(statements), tuple(one for one in FileWarning if one in self._warnings))


def within_limits(reading: FileReading) -> bool:
    """Whether a reading is as :class:`Findings` makes one: what comes through a pipe may be a stranger's."""
    kinds = Counter(one.kind for one in reading.statements)
    return max(kinds.values(), default=0) <= MOST_OF_A_KIND and all(
        one.words and one.words == cleaned(one.words) for one in reading.statements
    )


def cleaned(words: str) -> str:
    """A file's words on one line: no control characters, hidden ones shown as ``[U+202E]``, at most 500 letters."""
    return _on_one_line(words)[0]


def _on_one_line(words: str) -> tuple[str, bool]:
    """The same, and whether there were more."""
    line = visible(" ".join(pasted_text(words[:LETTERS_READ]).split()))
    if len(line) <= MOST_LETTERS:
        return line, len(words) > LETTERS_READ
    return f"{line[: MOST_LETTERS - 1]}…", True
