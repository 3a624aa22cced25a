"""What pages show of a contact check: a verdict in words, with its clauses, entries, timeline and earlier verdicts."""

from dataclasses import dataclass

from safeguard_app.domain.contact_check import PointKind, Verdict, VerdictCode, WarningCode
from safeguard_app.domain.declarations import StepKind
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.moments import Moment
from safeguard_app.services.policy_clauses import CitedClauses
from safeguard_app.services.status import StatusLine


@dataclass(frozen=True, slots=True)
class CautionLine:
    """One thing to know beside the verdict."""

    code: WarningCode
    sentence: str


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One register entry the verdict rests on."""

    declaration: Reference
    entry: str
    took_effect: str
    entered: str
    by: str
    says: str

    @property
    def sentence(self) -> str:
        """The entry in one sentence, both dates in it, for records and paper."""
        return (
            f"{self.entry}, took effect {self.took_effect}, entered {self.entered}: {self.says.rstrip('.')}."
        )


@dataclass(frozen=True, slots=True)
class PointLine:
    """One point of the drawn timeline: ``at`` places it, ``label`` and ``when`` name it."""

    kind: PointKind
    step: StepKind | None
    label: str
    when: str
    at: Moment


@dataclass(frozen=True, slots=True)
class VerdictView:
    """A verdict ready to show or print. ``frozen`` says when it was given, and by whom once it is kept."""

    code: VerdictCode
    title: str
    status: StatusLine
    sentences: tuple[str, ...]
    conditions: tuple[str, ...]
    protocol: str
    facts: tuple[tuple[str, str], ...]
    """(label, words): Adult, Pupil, Contact, Where, Who contacted whom ..."""
    credits: tuple[str, ...]
    """What speaks for the adult: a report of their own, a request rejected outright."""
    cautions: tuple[CautionLine, ...]
    clauses: CitedClauses
    entries: tuple[EntryLine, ...]
    timeline: tuple[PointLine, ...]
    frozen: str
    cannot_say: str
    before_you_decide: tuple[str, ...]
    closing_question: str
    decides: str
    verdict: Verdict

    @property
    def more(self) -> tuple[str, ...]:
        """What stands under the sentences of a kept verdict, on the record and on paper."""
        agreed = "; ".join(self.conditions)
        said = any(agreed in sentence for sentence in self.sentences)
        conditions = f"Conditions: {agreed}." if agreed and not said else ""
        protocol = f"Agreed protocol: {self.protocol.rstrip('.')}." if self.protocol else ""
        lines = (
            conditions,
            protocol,
            *self.credits,
            *(caution.sentence for caution in self.cautions),
            *(f"Rests on: {entry.sentence}" for entry in self.entries),
            self.clauses.sentence,
        )
        return tuple(line for line in lines if line)


@dataclass(frozen=True, slots=True)
class KeptView:
    """One verdict kept with an incident. The earliest stands first; none replaces another."""

    record: Reference
    line: str
    """ "First verdict on this contact, Tue 22 Sep 2026, 15:24: nothing on file. It stays; this one is added."""
    view: VerdictView
