"""When an older copy counts as acknowledged: two people, two roles."""

from datetime import UTC, datetime

import pytest

from safeguard_app.domain.identifiers import UserId
from safeguard_app.domain.older_copies import (
    RECOVERY_VOICE,
    OlderCopyAccepted,
    read_in_one_role,
    settles,
    would_settle,
)
from safeguard_app.domain.users import Role, RosterUser


def _user(name: str, *roles: Role) -> RosterUser:
    return RosterUser(UserId(name), name, name, roles, "", "", (), datetime(2026, 9, 7, tzinfo=UTC))


def _by(name: str, *roles: Role) -> OlderCopyAccepted:
    return OlderCopyAccepted(name, roles, 12, "70af2c91d6e40b53")


@pytest.mark.parametrize(
    ("accepted", "settled"),
    [
        ((), False),
        ((_by("lead", Role.DSL),), False),
        ((_by("lead", Role.DSL), _by("head", Role.HEAD)), True),
        ((_by("lead", Role.DSL), _by("deputy", Role.DEPUTY)), True),
        ((_by("deputy", Role.DEPUTY), _by("other", Role.DEPUTY)), False),
        ((_by("both", Role.DSL, Role.HEAD),), False),
        ((_by("both", Role.DSL, Role.HEAD), _by("both", Role.DSL, Role.HEAD)), False),
        ((_by("both", Role.DSL, Role.HEAD), _by("deputy", Role.DEPUTY)), True),
        ((_by("both", Role.DSL, Role.HEAD), _by(RECOVERY_VOICE, Role.RECOVERY)), True),
        ((_by("lead", Role.DSL), _by("old lead", Role.DSL), _by("head", Role.HEAD)), True),
    ],
)
def test_two_people_in_two_roles_settle_it(accepted: tuple[OlderCopyAccepted, ...], settled: bool) -> None:
    assert settles(accepted) is settled


def test_readers_of_one_role_need_the_holder_of_the_recovery_key() -> None:
    assert read_in_one_role((_user("lead", Role.DSL),))
    assert read_in_one_role((_user("both", Role.DSL, Role.HEAD),))
    assert read_in_one_role((_user("a", Role.DEPUTY), _user("b", Role.DEPUTY)))
    assert not read_in_one_role((_user("both", Role.DSL, Role.HEAD), _user("b", Role.DEPUTY)))


def test_who_could_be_the_second() -> None:
    first = (_by("lead", Role.DSL),)
    assert would_settle(first, _user("head", Role.HEAD))
    assert not would_settle(first, _user("lead", Role.DSL))
    assert not would_settle(first, _user("new lead", Role.DSL))
