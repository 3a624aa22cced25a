"""Problems a user can act on. Everything else that is raised is a bug.

A :class:`KnownProblem` carries a stable code (for tests, the audit and the help), a sentence that says what
happened and what was kept, and a sentence that says what to do next. None of them may hold the name of a person:
they are shown, and their codes are logged.
"""

from collections.abc import Mapping


class KnownProblem(Exception):  # noqa: N818 - "problem" is the word shown to people
    """Something the user or the computer can put right.

    ``code`` is stable and content-free; ``sentence`` says what happened and what was kept; ``next_step`` says what
    to do now.
    """

    code = "problem"
    sentence = "Something went wrong. Nothing was changed."
    next_step = "Try again. If it happens again, ask your IT support."

    def __init__(self, sentence: str | None = None, next_step: str | None = None) -> None:
        """Use the class's own sentences unless the occasion has better ones."""
        if sentence is not None:
            self.sentence = sentence
        if next_step is not None:
            self.next_step = next_step
        super().__init__(f"{self.code}: {self.sentence}")


class RuleViolation(KnownProblem):
    """What was entered breaks a rule; ``fields`` maps a field's name to the sentence shown beside it."""

    code = "rule"
    sentence = "Some answers need another look. Nothing was lost."
    next_step = "Go to each answer named below."

    def __init__(self, fields: Mapping[str, str]) -> None:
        """Take the sentences to show, one per field."""
        self.fields = dict(fields)
        super().__init__()


class Cancelled(KnownProblem):
    """The user stopped a task. Shown nowhere."""

    code = "cancelled"
    sentence = "Stopped. Nothing was changed."
    next_step = "Nothing to do."
