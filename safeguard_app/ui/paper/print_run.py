"""One answer to the sheet of printing: documents go to the printer one after the other, and the log says how far.

Each is noted before its first page goes. Where the printer refuses one, that is noted too before anybody is told; what
is sent again is noted again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject

from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.errors import Cancelled, KnownProblem
from safeguard_app.services.session import Changes
from safeguard_app.ui.desktop.printing import Printing, PrintJob
from safeguard_app.ui.messages import Answer, Message, Messages
from safeguard_app.ui.paper.print_sheet import PrintAnswer
from safeguard_app.ui.tasks import Lane, TaskRunner
from safeguard_app.ui.theme.meanings import Meaning

AGAIN = "again"
_ANSWERS = (Answer(AGAIN, "Send it again"), Answer("close", "Close"))


@dataclass(frozen=True, slots=True)
class Sheaf:
    """The documents of one run, made or opened. ``kept`` says where they are kept; empty for what is not."""

    pdfs: tuple[bytes, ...]
    changes: Changes
    kept: str = ""


class Prints(Protocol):
    """What goes to the printer, and what the log says of it. All of it runs where the log is read and written."""

    def ready(self) -> Sheaf:
        """Make or open all of it. Nothing is noted as printed yet."""

    def going(self, number: int, answer: PrintAnswer) -> Changes:
        """Note that a document goes to the printer now."""

    def refused(self, number: int, answer: PrintAnswer) -> Changes:
        """The printer did not take it: only those before it were printed."""

    def done(self, sent: int, answer: PrintAnswer) -> Changes:
        """So many were taken: all, or those before one that could not be noted."""


@dataclass(frozen=True, slots=True)
class PrintEnds:
    """What a run tells whoever asked for it: what was written, a sentence to say, and what was not made at all."""

    changed: Callable[[Changes], None]
    said: Callable[[str], None]
    not_made: Callable[[KnownProblem], None]


class PrintRun(QObject):
    """From the answer to the last document, or to the message that one was refused."""

    def __init__(
        self,
        tasks: TaskRunner,
        messages: Messages,
        printing: Printing,
        prints: Prints,
        answer: PrintAnswer,
        ends: PrintEnds,
        parent: QObject,
    ) -> None:
        """``parent`` is the desk: nothing comes back once it is gone."""
        super().__init__(parent)
        self._tasks, self._messages, self._printing = tasks, messages, printing
        self._prints, self._answer, self._ends = prints, answer, ends
        self._sheaf = Sheaf((), Changes())
        self._sent = 0

    def start(self) -> None:
        """Make or open the documents, and send the first."""
        self._tasks.run(self._prints.ready, self._ready, self._ends.not_made, owner=self)

    def _ready(self, sheaf: Sheaf) -> None:
        self._sheaf = sheaf
        self._ends.changed(sheaf.changes)
        self._next()

    def _next(self) -> None:
        if self._sent == len(self._sheaf.pdfs):
            self._enter(self._all_sent, self._ends.not_made)
            return
        self._tasks.run(
            partial(self._prints.going, self._sent, self._answer),
            self._send,
            self._not_noted,
            owner=self,
        )

    def _enter(self, then: Callable[[Changes], None], failed: Callable[[KnownProblem], None]) -> None:
        self._tasks.run(partial(self._prints.done, self._sent, self._answer), then, failed, owner=self)

    def _not_noted(self, problem: KnownProblem) -> None:
        """What cannot be noted is not sent; what went before it is entered."""
        if self._sent:
            self._enter(partial(self._entered, problem), partial(self._not_entered, problem))
        else:
            self._ends.not_made(problem)

    def _send(self, noted: Changes) -> None:
        self._ends.changed(noted)
        answer = self._answer
        pdf = self._sheaf.pdfs[self._sent]
        job = PrintJob(pdf, answer.copies, answer.printer, answer.sheet, answer.sides)
        self._tasks.run(
            partial(self._printing.send, job), self._taken, self._refused, owner=self, lane=Lane.GENERAL
        )

    def _taken(self, _nothing: object) -> None:
        self._sent += 1
        self._next()

    def _all_sent(self, entered: Changes) -> None:
        self._ends.changed(entered)
        copies = count_words(self._answer.copies, "copy", "copies")
        self._ends.said(f"Sent to the printer, {copies}. Printing is not sending.")
        self.deleteLater()

    def _refused(self, problem: KnownProblem) -> None:
        if isinstance(problem, Cancelled):
            return
        self._tasks.run(
            partial(self._prints.refused, self._sent, self._answer),
            partial(self._entered, problem),
            partial(self._not_entered, problem),
            owner=self,
        )

    def _entered(self, problem: KnownProblem, entered: Changes) -> None:
        self._ends.changed(entered)
        self._tell(problem)

    def _not_entered(self, problem: KnownProblem, _other: KnownProblem) -> None:
        self._tell(problem)

    def _tell(self, problem: KnownProblem) -> None:
        many = len(self._sheaf.pdfs)
        heading, count = "Not printed", ""
        if many > 1:
            heading = "Not everything was printed" if self._sent else heading
            were = "was" if self._sent == 1 else "were"
            count = f" The first {self._sent} of {many} {were} printed." if self._sent else ""
            count = count or f" None of the {many} documents was printed whole."
        kept = f" {self._sheaf.kept}" if self._sheaf.kept else ""
        message = Message(
            heading, f"{problem.sentence}{count}{kept}", problem.next_step, Meaning.LATE, answers=_ANSWERS
        )
        self._messages.show(message, self._answered)

    def _answered(self, pressed: str) -> None:
        if pressed == AGAIN:
            self._next()
        else:
            self.deleteLater()
