"""One thing that the log gives a form: whole, withheld, said to be not known, or known in part.

Many a question of a form asks for more than one thing ("received: when, and from whom"). Where the record holds one
half of it, that half is shown and the question still counts as one to be answered: a form that looks answered and is
not is worse than one with a gap. ``rest`` says what is still asked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from safeguard_app.domain.documents_issued import AnswerState
from safeguard_app.services.reference import FieldKind

ALL_ELSE = "the rest of what is asked"
"""What is still open where a yes stands in place of an account of it."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Its words and how it stands; ``rest`` of a part: what is asked besides, as it reads after "not answered yet:".

    ``asked``: these words answer that question of the log with yes or no, which an open question is not answered by.
    """

    text: str
    state: AnswerState = AnswerState.ANSWERED
    rest: str = ""
    asked: str = ""

    def for_kind(self, kind: FieldKind) -> "Fact":
        """As it stands in a field of that kind: outside a yes-or-no field a yes is a part, beside what was asked."""
        if not self.asked or kind is FieldKind.YES_NO_UNKNOWN:
            return self
        return replace(self, text=f"{self.asked} {self.text}", state=state_of(self.text, self.rest))


Facts = Mapping[str, Fact]
Given = str | Fact
"""What a source gives: words that answer all of it, or a fact with its state."""
NOTHING = Fact("", AnswerState.EMPTY)


def state_of(text: str, rest: str) -> AnswerState:
    """How words stand that leave ``rest`` open."""
    if not text:
        return AnswerState.EMPTY
    return AnswerState.PART if rest else AnswerState.ANSWERED


def in_part(text: str, *lacking: str) -> Fact:
    """Words that leave open what is ``lacking`` (empty ones are not): whole where nothing is."""
    rest = joined(lacking)
    return Fact(text, state_of(text, rest), rest if text else "")


def joined(parts: Iterable[str]) -> str:
    """What is lacking, in one phrase."""
    return ", ".join(dict.fromkeys(part for part in parts if part))


def as_facts(found: Mapping[str, Given]) -> dict[str, Fact]:
    """What sources gave, without those that gave nothing."""
    facts = {path: Fact(one) if isinstance(one, str) else one for path, one in found.items()}
    return {path: one for path, one in facts.items() if one.text}


def words_with_rest(text: str, rest: str) -> str:
    """A part as it prints: what is known, and on a line of its own what is not answered yet."""
    return f"{text}\n{open_words(rest)}"


def open_words(rest: str) -> str:
    """What is still open, in a line."""
    return f"Not answered yet: {rest}"
