"""Who opens the log: shown with what they read, added, removed; and one's own passphrase."""

import pytest

from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, UserId
from safeguard_app.domain.users import Role
from safeguard_app.services import opening, users
from safeguard_app.services.opening import PersonWithKey
from safeguard_app.services.session import Session
from safeguard_app.vault.creation import NewUser, create
from safeguard_app.vault.keys.stretching import CHEAPEST
from safeguard_app.vault.problems import NotYourself, RecoveryKeyNeeded, UserUnknown, WrongPassphrase
from safeguard_app.vault.unlocking import Surroundings, unlock
from tests.services.conftest import PASSPHRASES, SCHOOL, ZONE, MadeSchool

NEW = "copper lantern meadow tide basket"


def open_as(school: MadeSchool, user: str, passphrase: str) -> Session:
    """Unlock with a passphrase that the school's fixture does not know."""
    school.close()
    vault = unlock(school.folder, UserId(user), passphrase, Surroundings(school.clock, school.state))
    school._open = Session(vault, school.catalogue, ZONE)
    return school._open


def test_everybody_is_listed_with_what_they_read(made_school: MadeSchool) -> None:
    lines = users.user_lines(made_school.sign_in())
    assert [(line.name, line.label, line.is_me) for line in lines] == [
        ("Miss Jo Abbey", "DSL", True),
        ("Mrs Carol Denning", "Headteacher", False),
        ("Mr Tom Reed", "Deputy DSL", False),
    ]
    assert lines[2].reads == "the daily log"
    assert lines[1].reads == ("the daily log, the part about adults who work here and the part about the DSL")
    assert lines[0].since == "Mon 7 Sep 2026"


def test_somebody_added_opens_the_log_with_the_passphrase_they_typed(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    changes = users.add(session, PersonWithKey("  Ms Ada Finch ", (Role.DEPUTY,), NEW))
    line = next(line for line in users.user_lines(session) if line.name == "Ms Ada Finch")
    assert line.label == "Deputy DSL 2", "the unlock page tells two deputies apart"
    assert changes.said == "Deputy DSL 2 can open the log now."
    opened = open_as(made_school, line.id, NEW)
    assert [one.id for one in opened.vault] == [Compartment.DAILY]


def test_what_no_key_here_opens_asks_for_the_recovery_key_and_changes_nothing(
    made_school: MadeSchool,
) -> None:
    head = made_school.sign_in("head")
    with pytest.raises(RecoveryKeyNeeded):
        users.add(head, PersonWithKey("Ms Ada Finch", (Role.DEPUTY,), NEW, reads_adult_concerns=True))
    assert all(line.name != "Ms Ada Finch" for line in users.user_lines(head)), "nothing was changed"


def test_with_the_recovery_key_they_are_let_into_what_nobody_here_opens(made_school: MadeSchool) -> None:
    folder = made_school.folder.with_name("other.safeguard")
    made = create(
        folder,
        SCHOOL,
        (NewUser("Mrs Carol Denning", "Headteacher", (Role.HEAD,), PASSPHRASES["head"]),),
        made_school.clock,
        cost=CHEAPEST,
        demo=True,
    )
    other = MadeSchool(
        folder, made_school.state, made_school.clock, made_school.catalogue, {"head": made.users[0]}
    )
    try:
        head = other.sign_in("head")
        person = PersonWithKey("Ms Ada Finch", (Role.DSL,), NEW)
        users.add(head, person, made.recovery_key.lower())
        line = next(line for line in users.user_lines(head) if line.name == "Ms Ada Finch")
        opened = open_as(other, line.id, NEW)
        assert opened.opens(Compartment.NOT_HEAD)
        assert not opened.opens(Compartment.NOT_DSL)
        opening.lock(opened)
        other._open = None
    finally:
        other.close()


def test_somebody_removed_cannot_open_it_and_stays_in_the_list(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    deputy = made_school.users["deputy"]
    users.remove(session, deputy)
    line = users.user_lines(session)[-1]
    assert (line.name, line.until) == ("Mr Tom Reed", "Mon 7 Sep 2026")
    with pytest.raises((UserUnknown, WrongPassphrase)):
        open_as(made_school, deputy, PASSPHRASES["deputy"])


def test_nobody_removes_themselves(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    with pytest.raises(NotYourself):
        users.remove(session, session.user.id)


def test_a_deputy_is_told_whom_to_ask(made_school: MadeSchool) -> None:
    session = made_school.sign_in("deputy")
    assert not users.may_change_users(session)
    with pytest.raises(RuleViolation) as refused:
        users.add(session, PersonWithKey("Ms Ada Finch", (Role.DEPUTY,), NEW))
    assert "Ask the Designated Safeguarding Lead" in refused.value.fields["user"]
    with pytest.raises(RuleViolation):
        users.remove(session, made_school.users["head"])


def test_ones_own_passphrase_is_changed_with_the_old_one_alone(made_school: MadeSchool) -> None:
    session = made_school.sign_in("deputy")
    with pytest.raises(WrongPassphrase):
        users.change_my_passphrase(session, "not the one", NEW)
    users.change_my_passphrase(session, PASSPHRASES["deputy"], NEW)
    deputy = made_school.users["deputy"]
    assert open_as(made_school, deputy, NEW).user.name == "Mr Tom Reed"
    with pytest.raises(WrongPassphrase):
        open_as(made_school, deputy, PASSPHRASES["deputy"])


def test_a_name_that_cannot_be_kept_is_refused_beside_it(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    with pytest.raises(RuleViolation) as refused:
        users.add(session, PersonWithKey("   ", (Role.DEPUTY,), NEW))
    assert "name" in refused.value.fields


def test_roles_are_offered_in_the_nations_words(made_school: MadeSchool) -> None:
    lines = users.role_lines(made_school.sign_in())
    assert [line.words for line in lines] == [
        "Deputy DSL",
        "Headteacher",
        "Designated Safeguarding Lead",
        "Chair of Governors",
    ]
