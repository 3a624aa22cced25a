"""What a record's page shows of the school's response: its ladder, bans, letters and support, every string decided."""

from dataclasses import dataclass
from enum import StrEnum

from safeguard_app.catalogue.ladders import StepField
from safeguard_app.domain.entries import Whom
from safeguard_app.domain.identifiers import RecordId
from safeguard_app.domain.letters import Letter
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.responses import BanTerms, RungKind
from safeguard_app.domain.support import SupportAnswer
from safeguard_app.services.status import StatusLine


class StepAct(StrEnum):
    """What can be done with a step that was taken."""

    RESULT = "result"
    CHASED = "chased"
    TOLD = "heard"


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step that was taken. ``entry`` is its record; a note or a telling that counts as the step has no acts."""

    entry: RecordId
    title: str
    when: str
    by: str
    lines: tuple[str, ...]
    status: StatusLine | None
    acts: tuple[StepAct, ...] = ()
    may_withdraw: bool = True


@dataclass(frozen=True, slots=True)
class RungLine:
    """One step that the ladder offers, with the steps that were taken on it."""

    code: str
    name: str
    kind: RungKind
    text: str
    caution: str
    records: tuple[StepField, ...]
    steps: tuple[StepLine, ...]
    taken: bool
    any_time: bool
    says_capture_first: bool
    """Whether evidence has to be on the record before it, and none is."""
    letter: str = ""
    letter_name: str = ""
    whom: Whom | None = None
    standing: str = ""
    """How far it is, in a few words, where the steps beneath do not say it: "2 exhibits"."""
    towards: str = ""
    """Whom this step is about, as far as the record says."""


@dataclass(frozen=True, slots=True)
class LadderView:
    """The ladder of a record's category. ``next_code`` is the step that is offered; empty where none is."""

    code: str
    name: str
    about: str
    rungs: tuple[RungLine, ...]
    next_code: str
    next_when: str
    """By when it is due, where a ban says so."""
    towards: str
    """Whom the steps are usually about."""

    def rung(self, code: str) -> RungLine | None:
        """The step of that code, or None."""
        return next((one for one in self.rungs if one.code == code), None)


@dataclass(frozen=True, slots=True)
class BanView:
    """A ban, and how it stands today, with ``why`` where that needs words. ``terms`` prefill its next step."""

    notice: RecordId
    person: str
    status: StatusLine
    why: str
    lines: tuple[str, ...]
    terms: BanTerms
    open: bool


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter that was drafted. ``open`` says what has to be seen to before it can go, a sentence for each."""

    entry: RecordId
    title: str
    to: str
    status: StatusLine
    open: tuple[str, ...]
    letter: Letter
    version: int = 0


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One offer of support with its answer."""

    entry: RecordId
    title: str
    when: str
    by: str
    lines: tuple[str, ...]
    status: StatusLine
    answer: SupportAnswer


@dataclass(frozen=True, slots=True)
class SupportView:
    """Somebody affected, and what was offered to them."""

    person: PersonRef
    role: str
    offers: tuple[OfferLine, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One of a list's choices."""

    code: str
    label: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class ResponseChoices:
    """Lists of the forms, in the nation's words. ``report_caution`` is said where nobody may look."""

    results: tuple[Option, ...]
    platform_results: tuple[Option, ...]
    decisions: tuple[Option, ...]
    reviews: tuple[Option, ...]
    support_kinds: tuple[Option, ...]
    support_answers: tuple[Option, ...]
    platforms: tuple[Option, ...]
    platform: str
    head: str
    report_caution: str
    chase_words: str


@dataclass(frozen=True, slots=True)
class ResponseView:
    """Everything of a record's response. ``earlier`` are steps on a ladder that its category has no more.

    ``drafts`` are letters as they would be drafted now, by their code.
    """

    ladder: LadderView | None
    earlier: tuple[StepLine, ...]
    bans: tuple[BanView, ...]
    letters: tuple[LetterLine, ...]
    drafts: dict[str, Letter]
    support: tuple[SupportView, ...]
    choices: ResponseChoices

    @property
    def is_shown(self) -> bool:
        """Whether a record has this section at all."""
        return self.ladder is not None or bool(self.earlier or self.bans or self.letters)

    @property
    def steps(self) -> int:
        """How many steps were taken."""
        on_ladder = sum(len(rung.steps) for rung in self.ladder.rungs) if self.ladder is not None else 0
        return on_ladder + len(self.earlier)
