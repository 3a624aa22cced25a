"""Letters drafted from a record: plain words for the school's letterhead, and what became of them.

A letter to a parent has no case number, no marking and no chain head. Printing or copying it is not sending it: that it
was sent, when and how, is said by a person.
"""

import re
from dataclasses import dataclass
from datetime import date

from safeguard_app.domain.moments import Moment
from safeguard_app.domain.people import Withdrawal

_GAP = re.compile(r"\[[^\[\]\n]+\]")


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter as it was last kept; ``template`` is its code in the catalogue.

    ``child`` is the addressee's own child, the only child it may name. ``names_kept`` says why another child's name
    stays in it all the same, ``goes_despite`` why it goes to somebody whom the record keeps from being told. ``body``
    is what stands between the greeting and the ending.
    """

    template: str
    to: str
    day: date
    subject: str
    greeting: str
    body: str
    ending: str
    signed_by: str
    signed_as: str
    address: str = ""
    child: str = ""
    names_kept: str = ""
    sent: Moment | None = None
    sent_how: str = ""
    withdrawn: Withdrawal | None = None
    goes_despite: str = ""

    @property
    def gaps(self) -> tuple[str, ...]:
        """What is still to be filled in, as it stands in square brackets."""
        return tuple(dict.fromkeys(_GAP.findall("\n".join((self.subject, self.greeting, self.body)))))
