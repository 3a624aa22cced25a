"""What a search of a paper found that may not stand there, and how a paper that was not made says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from safeguard_app.domain.errors import KnownProblem

_MOST_SAID = 6
HELD = "somebody who must not be told"
"""What is found where a copy would come into the hands of a family of which somebody must not be told."""


@dataclass(frozen=True, slots=True)
class NameFound:
    """One thing that may not stand on a paper: what it is, in which words, and where. A picture has no words.

    ``in_picture``: a machine read it in one, where words can only be covered or decided on.
    """

    what: str
    text: str
    place: str
    in_picture: bool = False

    @property
    def words(self) -> str:
        """ "the name “Tyler”, in what was typed"."""
        if self.what == HELD:
            return self.text
        return f"{self.what} “{self.text}”, {self.place}" if self.text else f"{self.what}, {self.place}"


class PaperRefused(KnownProblem):
    """A paper that names somebody it may not. ``found`` is what and where; the message that may be logged has none."""

    begins: ClassVar[str]
    """The sentence that stands before what was found."""
    logged: ClassVar[str]

    def __init__(self, found: Sequence[NameFound]) -> None:
        """Say what stands where, beside the message that may be logged."""
        super().__init__(self.logged)
        self.found = tuple(found)
        said = "; ".join(one.words for one in self.found[:_MOST_SAID])
        more = len(self.found) - _MOST_SAID
        said += f"; and {more} more" if more > 0 else ""
        self.sentence = f"{self.begins} Found: {said}."


class StillNamed(PaperRefused):
    """A copy for an audience would name, or show, somebody it may not."""

    code = "still_named"
    begins = "This copy was not issued: something stands in it that may not."
    logged = "A copy for an audience would name somebody. It was not issued."
    next_step = (
        "Leave these words out of this copy, or put them back with a reason if they name nobody here. If it is a"
        " picture, or words in one, leave it out or make a redacted copy of the exhibit first. Where somebody must not"
        " be told, it goes out only with a reason."
    )


class StillWithheld(PaperRefused):
    """A paper would name somebody who asked not to be named."""

    code = "still_withheld"
    begins = "This paper was not issued: it would name somebody who asked not to be named."
    logged = "A paper would name somebody who asked not to be named. It was not issued."
    next_step = (
        "Correct these words on the record, or make a copy for somebody and leave them out of it. Nothing was kept or"
        " sent."
    )
