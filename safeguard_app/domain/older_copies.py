"""An older copy of the log, acknowledged: who did so, in which role, and what had been seen before."""

from collections.abc import Sequence
from dataclasses import dataclass

from safeguard_app.domain.users import Role, RosterUser

RECOVERY_VOICE = "recovery key"
"""Who speaks where the holder of the recovery key acknowledges, whoever is signed in."""


@dataclass(frozen=True, slots=True)
class OlderCopyAccepted:
    """One acknowledgement. ``seen`` and ``head`` name the newest event that this computer misses."""

    by: str
    roles: tuple[Role, ...]
    seen: int
    head: str


def settles(accepted: Sequence[OlderCopyAccepted]) -> bool:
    """Whether two people in two roles have acknowledged; somebody who holds both roles is still one person."""
    return any(_two_roles(one.by, one.roles, other.by, other.roles) for one in accepted for other in accepted)


def read_in_one_role(readers: Sequence[RosterUser]) -> bool:
    """Whether no two readers could settle it between them: then the second is the holder of the recovery key."""
    return not any(
        _two_roles(one.id, one.roles, other.id, other.roles) for one in readers for other in readers
    )


def would_settle(accepted: Sequence[OlderCopyAccepted], user: RosterUser) -> bool:
    """Whether it would be settled once ``user`` acknowledges as well."""
    return any(_two_roles(one.by, one.roles, user.id, user.roles) for one in accepted)


def _two_roles(one: str, roles: tuple[Role, ...], other: str, other_roles: tuple[Role, ...]) -> bool:
    return one != other and len({*roles, *other_roles}) > 1
