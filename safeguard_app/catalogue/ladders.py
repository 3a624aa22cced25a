"""Ladders as data: what a school may do about a kind of incident, step by step, and the letters that go with it.

The order is the usual one. Nothing in the program enforces it: one step is offered, the others are within reach.
"""

from dataclasses import dataclass
from enum import StrEnum

from safeguard_app.domain.entries import NoteKind, Whom
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.responses import RungKind


class StepField(StrEnum):
    """What the form of a plain step asks beside when and by whom."""

    WITH_WHOM = "with_whom"
    SAID = "said"
    ANSWER = "answer"
    DEADLINE = "deadline"
    RESULT = "result"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Rung:
    """One step that a ladder offers. ``text`` says what to do.

    ``any_time``: it may come at any point and is never offered as what comes next. ``capture_first``: evidence belongs
    on the record before it. ``noted``: notes of that kind count as this step. ``whom``: of a telling, who is told.
    ``towards``: roles of whom this step is about, where that is not whom the ladder is usually about.
    ``with_others``: taken with an agency or with those who govern, so nobody of the record is proposed as whom it was
    with. ``stays_here``: a form that goes out says that it was taken and when, and nothing of what was said.
    ``caution`` is shown in ``caution_nations`` (empty: everywhere), ``caution_elsewhere`` in the others; ``confirm``
    adds that the local authority is asked.
    """

    code: str
    name: str
    kind: RungKind
    text: str
    records: tuple[StepField, ...] = ()
    any_time: bool = False
    capture_first: bool = False
    noted: NoteKind | None = None
    whom: Whom | None = None
    letter: str = ""
    caution: str = ""
    caution_nations: tuple[Nation, ...] = ()
    caution_elsewhere: str = ""
    confirm: bool = False
    nations: tuple[Nation, ...] = ()
    towards: tuple[str, ...] = ()
    with_others: bool = False
    stays_here: bool = False

    def serves(self, nation: Nation) -> bool:
        """Whether this step is offered in ``nation``."""
        return not self.nations or nation in self.nations

    def caution_in(self, nation: Nation) -> str:
        """What to be careful about in ``nation``, as a template; empty for nothing."""
        here = not self.caution_nations or nation in self.caution_nations
        return self.caution if here else self.caution_elsewhere


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps for some categories. ``towards`` are roles of whom the steps are usually about, the first first."""

    code: str
    name: str
    about: str
    categories: tuple[str, ...]
    source: str
    rungs: tuple[Rung, ...]
    towards: tuple[str, ...] = ()

    def rung(self, code: str) -> Rung | None:
        """The step of that code, or None."""
        return next((one for one in self.rungs if one.code == code), None)

    def rungs_in(self, nation: Nation) -> tuple[Rung, ...]:
        """The steps offered in ``nation``, in order."""
        return tuple(one for one in self.rungs if one.serves(nation))


@dataclass(frozen=True, slots=True)
class LetterParagraph:
    """One paragraph of a letter, in the nations that have it (empty: all four)."""

    text: str
    nations: tuple[Nation, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """A letter that a ladder drafts. ``[name]`` in it is filled from the record, or stands as a gap to be filled.

    ``to_roles`` are roles of whom it is usually to; ``about_child``: it names the addressee's own child.
    """

    code: str
    name: str
    subject: str
    paragraphs: tuple[LetterParagraph, ...]
    to_roles: tuple[str, ...] = ()
    about_child: bool = False

    def paragraphs_in(self, nation: Nation) -> tuple[str, ...]:
        """The paragraphs of ``nation``, in order."""
        return tuple(one.text for one in self.paragraphs if not one.nations or nation in one.nations)


@dataclass(frozen=True, slots=True)
class LettersFile:
    """``letters/*.toml``."""

    letters: tuple[LetterTemplate, ...]


FILLED_IN: dict[str, str] = {
    "age": "the minimum age",
    "child": "your child’s name",
    "collection": "how the child is brought and collected",
    "day": "the day",
    "deadline": "the day and time",
    "from": "the first day",
    "heard": "whether they answered, and what was taken into account",
    "meeting": "the day and time of the meeting",
    "notice": "the day of the letter before",
    "platform": "the service",
    "reason": "the reason, in your words",
    "representations": "the last day to answer",
    "review": "the day of the review",
    "scope": "onto the school premises, or to school events",
    "until": "the last day",
    "whom": "name and role of whom to ask for",
}
"""What a letter may hold in square brackets, and how each stands as a gap where the record does not say it."""
