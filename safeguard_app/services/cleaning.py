"""Cleaning what a form holds, field by field: everything that needs another look is named at once.

Nothing that was typed reaches the log, a draft sealed to others included, without passing here: text that cannot be
stored, hidden characters in names and lines, and megabytes are answered beside the field they stand in.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.moments import Moment, check_moment
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.text_rules import LINE_LIMIT, TEXT_LIMIT, checked_line, checked_name, checked_text

IN_THE_FUTURE = "This lies in the future. Check the date and the time."


class Cleaning:
    """Cleans one field after another and remembers what is wrong with each; :meth:`finish` says it."""

    def __init__(self) -> None:
        """Start with nothing wrong."""
        self.problems: dict[str, str] = {}

    def line(self, text: str, field: str, limit: int = LINE_LIMIT, *, needed: str = "") -> str:
        """One line. ``needed`` is what to say where it is empty and may not be."""
        return self._needed(self._try(lambda: checked_line(text, field, limit), text), field, needed)

    def name(self, text: str, field: str, *, needed: str = "") -> str:
        """A name on one line."""
        return self._needed(self._try(lambda: checked_name(text, field, required=False), text), field, needed)

    def text(self, text: str, field: str, *, needed: str = "", limit: int = TEXT_LIMIT) -> str:
        """Several lines in their writer's words."""
        return self._needed(self._try(lambda: checked_text(text, field, limit), text), field, needed)

    def lines(self, texts: tuple[str, ...], field: str) -> tuple[str, ...]:
        """Several one-line values of one field."""
        return tuple(self.line(text, field) for text in texts)

    def person(self, person: PersonRef, field: str) -> PersonRef:
        """Somebody named: a name there has to be."""
        name = self.name(person.name, field, needed="Enter a name.")
        return replace(person, name=name, description=self.line(person.description, field))

    def passed(self, moment: Moment, field: str, now: datetime) -> Moment:
        """When something happened: whole, and not still to come."""
        if moment.start is not None and moment.start > now:
            self.say(field, IN_THE_FUTURE)
        return self.moment(moment, field)

    def moment(self, moment: Moment, field: str) -> Moment:
        """A time with what it rests on."""
        source = self.line(moment.source, field)
        try:
            check_moment(moment, field)
        except RuleViolation as problem:
            self._add(problem)
        return moment if source == moment.source else replace(moment, source=source)

    def say(self, field: str, sentence: str) -> None:
        """Something else is wrong with a field; what was found first stands."""
        self.problems.setdefault(field, sentence)

    def finish(self) -> None:
        """Raise :class:`RuleViolation` naming every field that needs another look."""
        if self.problems:
            raise RuleViolation(self.problems)

    def _needed(self, cleaned: str, field: str, needed: str) -> str:
        if needed and not cleaned.strip():
            self.say(field, needed)
        return cleaned

    def _try(self, clean: Callable[[], str], typed: str) -> str:
        try:
            return clean()
        except RuleViolation as problem:
            self._add(problem)
            return typed

    def _add(self, problem: RuleViolation) -> None:
        for field, sentence in problem.fields.items():
            self.say(field, sentence)
