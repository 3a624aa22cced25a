"""Who may open the log, and which compartments each may read. Who reads what is decided here, not in the window."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from safeguard_app.domain.identifiers import Compartment, UserId


class Role(StrEnum):
    """What a user is here as. DSL and Headteacher may be one person, who then holds both."""

    DSL = "dsl"
    DEPUTY = "deputy"
    HEAD = "head"
    CHAIR = "chair"
    """Signs what the Headteacher may not decide for themself, with a passphrase of their own; reads nothing."""
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class RosterUser:
    """One user as the roster inside a compartment knows them; ``until`` is set when they are removed."""

    id: UserId
    name: str
    label: str
    roles: tuple[Role, ...]
    recipient: str
    verifying: str
    reads: tuple[Compartment, ...]
    since: datetime
    until: datetime | None = None

    @property
    def is_head(self) -> bool:
        """Whether this user acknowledges declarations as Headteacher."""
        return Role.HEAD in self.roles

    @property
    def is_dsl(self) -> bool:
        """Whether this user is the lead."""
        return Role.DSL in self.roles

    @property
    def signs_only(self) -> bool:
        """Whether this user's passphrase signs and opens nothing."""
        return self.roles == (Role.CHAIR,)


@dataclass(frozen=True, slots=True)
class Roster:
    """The authoritative list of a compartment's users, former ones included. Recipients are always taken from here."""

    users: tuple[RosterUser, ...]
    recovery_recipient: str

    def current(self) -> tuple[RosterUser, ...]:
        """Users who have not been removed."""
        return tuple(user for user in self.users if user.until is None)

    def user(self, wanted: str) -> RosterUser | None:
        """The user with id ``wanted``, removed or not."""
        return next((user for user in self.users if user.id == wanted), None)

    def readers(self, compartment: Compartment) -> tuple[RosterUser, ...]:
        """Current users who read ``compartment``."""
        return tuple(user for user in self.current() if compartment in user.reads)

    def recipients(self, compartment: Compartment) -> tuple[str, ...]:
        """Whom a key or a hand-in of ``compartment`` is sealed to: its readers and the recovery key."""
        return (*(user.recipient for user in self.readers(compartment)), self.recovery_recipient)


def compartments_read_by(roles: tuple[Role, ...], *, reads_adult_concerns: bool) -> tuple[Compartment, ...]:
    """The compartments that go with a person's roles.

    Everyone reads the daily log. The DSL and the Headteacher read concerns about adults, deputies where chosen at
    first run. ``c3`` (about the Headteacher) goes to those readers who are not the Headteacher, ``c4`` (about the
    DSL) to those who are not the DSL: one person who is both reads neither, and the recovery key remains. The Chair's
    account signs and reads no part.
    """
    if roles == (Role.CHAIR,):
        return ()
    reads = [Compartment.DAILY]
    if reads_adult_concerns or Role.DSL in roles or Role.HEAD in roles:
        reads.append(Compartment.ADULTS)
        if Role.HEAD not in roles:
            reads.append(Compartment.NOT_HEAD)
        if Role.DSL not in roles:
            reads.append(Compartment.NOT_DSL)
    return tuple(reads)
