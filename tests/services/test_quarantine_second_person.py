"""Who counts as the second person for a direction of the police, and that the acts are signed."""

from collections.abc import Callable

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.evidence import DirectionKind
from safeguard_app.domain.users import Role
from safeguard_app.services import quarantine, users
from safeguard_app.services.opening import PersonWithKey
from safeguard_app.services.quarantine import KeyTooNew
from safeguard_app.services.session import Session
from safeguard_app.vault import verifying
from tests.services.conftest import MadeSchool
from tests.services.quarantining import apart, as_directed, direct, put_away, with_exhibit
from tests.services.test_evidence import logged
from tests.services.test_users import open_as

NEW = "copper lantern meadow tide basket"


def _added(made_school: MadeSchool) -> Session:
    session = made_school.sign_in()
    users.add(session, PersonWithKey("Ms Ada Finch", (Role.DEPUTY,), NEW))
    made = next(line for line in users.user_lines(session) if line.name == "Ms Ada Finch")
    return open_as(made_school, made.id, NEW)


def _recovered(made_school: MadeSchool) -> Session:
    return made_school.recover(made_school.recovery, "head", NEW)


@pytest.mark.parametrize("new_key", [_added, _recovered])
def test_a_key_made_after_the_direction_is_no_second_persons(
    made_school: MadeSchool, new_key: Callable[[MadeSchool], Session]
) -> None:
    session = made_school.sign_in()
    _, item = with_exhibit(session)
    put_away(session, item)
    direct(session, item)
    made_school.clock.forward(hours=1)
    second = new_key(made_school)
    view = quarantine.view(second, item)
    assert (view.may_carry_out, view.why_not) == (False, KeyTooNew.next_step)
    with pytest.raises(KeyTooNew, match="key_too_new"):
        quarantine.carry_out(second, item, version=3)
    assert len(apart(second)) == 1

    made_school.clock.forward(hours=1)
    session = made_school.sign_in()
    direct(session, item, version=3)
    second = open_as(made_school, second.user.id, NEW)
    quarantine.carry_out(second, item, version=4)
    assert apart(second) == [], "of a direction that came after it, it is"


@pytest.mark.parametrize("kind", DirectionKind)
def test_direction_and_what_followed_are_signed(made_school: MadeSchool, kind: DirectionKind) -> None:
    _, item = with_exhibit(made_school.sign_in())
    head = as_directed(made_school, item, kind)
    done = {
        DirectionKind.REMOVE: EventKind.EVIDENCE_REMOVED,
        DirectionKind.RELEASE: EventKind.EVIDENCE_RELEASED,
    }[kind]
    signed = {one.event.kind: one.signed for one in logged(head)}
    assert signed[EventKind.POLICE_DIRECTED] and signed[done]
    assert verifying.verify(head.vault) == []


def test_the_check_finds_one_that_is_not_signed(
    made_school: MadeSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quarantine, "SIGNED_KINDS", frozenset())
    _, item = with_exhibit(made_school.sign_in())
    head = as_directed(made_school, item)
    assert [one.code for one in verifying.verify(head.vault)] == ["signature_missing"] * 2
