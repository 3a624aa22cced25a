"""How something leaves the log: what the event of it says besides, and what keeps it from leaving."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from safeguard_app.domain.audit_trail import Event, EventKind
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import RecordId
from safeguard_app.services.session import Changes
from safeguard_app.system.problems import DiskFull, FileGone, ReadOnlyFolder

WAY_FACT = "shared"
"""The fact of an event that a document was printed or saved: the way out of a sharing it is part of."""
KEPT_FACT, KEPT_IN_SCHOOL = "kept_in", "school"
"""The fact of such an event where somebody said that it is for the school's own file, and its value."""
KEPT_WORDS = "Kept in the school"
NOTHING_FACT = "nothing"
"""The fact of an event that a document did not leave after all: the number of the event that said so before."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """Why a document is printed or saved: as part of the way out of a sharing, or for the school's own file.

    ``way`` names that way out (:func:`way_key`). Neither stands where nobody was asked.
    """

    way: str = ""
    own_file: bool = False

    @property
    def facts(self) -> dict[str, str | int]:
        """What the event says of it."""
        kept = {KEPT_FACT: KEPT_IN_SCHOOL} if self.own_file else {}
        return {**kept, **({WAY_FACT: self.way} if self.way else {})}


NOT_ASKED = Leaving()
"""It is not said why: a paper that is not asked about."""
OWN_FILE = Leaving(own_file=True)


def came_to_nothing(events: Iterable[Event]) -> frozenset[int]:
    """The numbers of those events by which nothing left: the printer or the disk refused it."""
    return frozenset(int(one.facts[NOTHING_FACT]) for one in events if one.kind is EventKind.NOT_LEFT)


class NotCheckedYet(KnownProblem):
    """Something was to go out that nobody checked, and nobody said that it is urgent."""

    code = "sharing_not_checked"
    sentence = "Nobody has checked this yet, so nothing went out. What was prepared is kept."
    next_step = "Have a second person check it, or say that it is urgent and goes out unchecked."


_OUTSIDE: Mapping[str, tuple[str, str]] = {
    FileGone.code: (
        "The disk, stick or folder that was chosen is not there any more.",
        "Check that it is connected, or choose another place, then save again.",
    ),
    DiskFull.code: (
        "There is no room left in the place that was chosen.",
        "Free some space there, or choose another place, then save again.",
    ),
    ReadOnlyFolder.code: (
        "The folder that was chosen cannot be written to.",
        "Choose another folder, then save again.",
    ),
}
"""What the system refused, of a place outside the log: its own words are about the log, of which nothing is amiss."""
_UNTRUE_HERE = " Nothing was changed."


class NeverShared(KnownProblem):
    """A document was to go out that was made for a sharing which was never kept: the computer stopped in between."""

    code = "never_shared"
    sentence = (
        "This document was made to be shared, and the sharing was not finished, so nothing went out. The document is"
        " kept as it is."
    )
    next_step = "Share it anew from its record, or print the record anew for the school’s own file."


class NotAllSaved(KnownProblem):
    """A file could not be written, or of several not all. The way out says the same, where it had been noted."""

    code = "sharing_not_all_saved"

    def __init__(self, problem: KnownProblem, written: int, of: int, changes: Changes | None) -> None:
        """``problem`` is what kept the next from being written; ``changes`` what the sharing says of it, if it does."""
        self.changes = changes or Changes()
        self.heading = "Not every file was saved" if written else "The file was not saved"
        if of > 1 and not written:
            self.heading = "No file was saved"
        why, next_step = _OUTSIDE.get(
            problem.code, (problem.sentence.removesuffix(_UNTRUE_HERE), problem.next_step)
        )
        were = "was" if written == 1 else "were"
        count = f"The first {written} of {of} {were} written" if written else "No file was written"
        rest = "the sharing says which" if written else "the sharing says so"
        super().__init__(f"{why} {count}{f', and {rest}' if changes is not None else ''}.", next_step)

    @staticmethod
    def is_of_place(problem: KnownProblem) -> bool:
        """Whether a problem is one of the place that was chosen, and none of what was to be saved."""
        return problem.code in _OUTSIDE


def way_key(sharing: RecordId, place: int) -> str:
    """What names one way out of a sharing, by its place: in the register, and in the events of its documents."""
    return f"{sharing}/{place}"
