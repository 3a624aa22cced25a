"""What a chronology of a person shows: dated lines, each of one record, in two lengths and at two speeds."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from enum import StrEnum

from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.one_sentence import is_longer, one_sentence
from safeguard_app.domain.periods import ALWAYS, Period
from safeguard_app.domain.records import RecordKind


class LineKind(StrEnum):
    """What a line of a chronology is about, to narrow it by."""

    INCIDENT = "incident"
    DECISION = "decision"
    TOLD = "told"
    STEP = "step"
    REFERRAL = "referral"
    ALLEGATION = "allegation"
    CHECK = "check"
    EVIDENCE = "evidence"
    STATUS = "status"
    NOTE = "note"
    DECLARED = "declared"
    REGISTER = "register"
    SCHOOL = "school"
    IDENTITY = "identity"


KIND_WORDS = {
    LineKind.INCIDENT: "Incidents",
    LineKind.DECISION: "Decisions and closings",
    LineKind.TOLD: "Who was told",
    LineKind.STEP: "Steps, letters, support and plans",
    LineKind.REFERRAL: "Referrals",
    LineKind.ALLEGATION: "Allegations",
    LineKind.CHECK: "Contact checks",
    LineKind.EVIDENCE: "Evidence",
    LineKind.STATUS: "Statuses",
    LineKind.NOTE: "Notes and contacts",
    LineKind.DECLARED: "Declarations",
    LineKind.REGISTER: "Registers and training",
    LineKind.SCHOOL: "Class, roll and post",
    LineKind.IDENTITY: "Who it is",
}


@dataclass(frozen=True, slots=True)
class ChronologyLine:
    """One dated line. ``record`` of ``opens`` is opened by it; ``part`` is where it is kept.

    ``key`` is the line's own name, by which it is marked, and shown short or whole. ``number`` is the case number of
    the record that it is of, or what it is of where that has none.
    """

    at: datetime
    day: str
    kind: LineKind
    what: str
    detail: str
    opens: RecordKind
    record: Reference
    significant: bool
    part: Compartment
    key: str = ""
    number: str = ""
    by: str = ""
    marked: str = ""
    """Who said that it is significant, or not, and when; empty where the rule decides."""

    @property
    def whole(self) -> str:
        """Everything behind its heading, and by whom it was done."""
        by = f"By {self.by}." if self.by and self.by not in f"{self.what} {self.detail}" else ""
        return " ".join(part for part in (self.detail, by) if part)

    @property
    def short(self) -> str:
        """One sentence of it."""
        return one_sentence(self.detail)

    @property
    def can_be_shortened(self) -> bool:
        """Whether there is more than one sentence."""
        return is_longer(self.whole)


@dataclass(frozen=True, slots=True)
class Speed:
    """The two-speed switch: every line ``whole`` or one sentence of it, but those ``turned`` the other way."""

    whole: bool = True
    turned: frozenset[str] = frozenset()

    def is_whole(self, line: ChronologyLine) -> bool:
        """Whether a line stands whole."""
        return self.whole is not (line.key in self.turned)

    def words(self, line: ChronologyLine) -> str:
        """What stands behind the heading of a line."""
        return line.whole if self.is_whole(line) else line.short

    def with_turned(self, key: str) -> "Speed":
        """The switch with one line turned over."""
        return Speed(self.whole, self.turned ^ {key})


@dataclass(frozen=True, slots=True)
class Chronology:
    """All lines, oldest first; narrowed by :meth:`shown`. ``parts`` were looked into."""

    lines: tuple[ChronologyLine, ...]
    parts: tuple[Compartment, ...]
    person: Reference
    part_words: tuple[tuple[Compartment, str], ...] = ()
    """The parts that have a line, each as it is called in a sentence."""
    name: str = ""
    """Whose it is, where several stand side by side."""
    zone: tzinfo = UTC
    """The school's own, in which a line has its day."""

    def shown(
        self,
        *,
        everything: bool,
        newest_first: bool,
        kind: LineKind | None = None,
        period: Period = ALWAYS,
    ) -> tuple[ChronologyLine, ...]:
        """The lines wanted, in the order wanted."""
        found = [
            one
            for one in self.lines
            if (everything or one.significant)
            and (kind is None or one.kind is kind)
            and (period == ALWAYS or period.covers(one.at.astimezone(self.zone).date()))
        ]
        return tuple(reversed(found)) if newest_first else tuple(found)
