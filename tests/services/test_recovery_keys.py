"""A new recovery key: who may make it, what it says is owed and to whom, and taking it over."""

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.services import audit_log, opening, recovery_keys, unlock_notices, users
from safeguard_app.services.audit_views import AuditFilter
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from safeguard_app.vault.problems import RecoveryKeyBehind, WrongPassphrase, WrongRecoveryKey
from tests.services.conftest import PASSPHRASES, MadeSchool

DSL, HEAD = PASSPHRASES["dsl"], PASSPHRASES["head"]
NEW = "copper lantern meadow tide basket"


def _waits(session: Session) -> bool:
    return unlock_notices.RECOVERY_KEY in {line.code for line in unlock_notices.notice_lines(session)}


def test_the_first_key_has_nothing_to_say(made_school: MadeSchool) -> None:
    found = recovery_keys.state(made_school.sign_in())
    assert (found.may_replace, found.made, found.owed, found.to_take_over) == (True, "", (), "")
    assert found.out_of_reach == "the part about the DSL"


def test_a_new_key_counts_and_says_what_it_does_not_open_and_who_changes_that(
    made_school: MadeSchool,
) -> None:
    session, key = made_school.sign_in(), opening.new_recovery_key()
    said = recovery_keys.replace(session, key, DSL).said
    assert said == "The new recovery key counts. It does not open the part about the DSL yet: see Settings."
    found = recovery_keys.state(session)
    assert found.made.startswith("The present recovery key was made by Miss Jo Abbey, Mon 7 Sep 2026, 08:00.")
    assert found.owed == (
        "The part about the DSL still opens with the former key. The Headteacher can change that: unlock, and take the"
        " new key over here in Settings.",
    )
    assert found.to_take_over == ""
    with pytest.raises(WrongRecoveryKey):
        made_school.recover(made_school.recovery, "dsl", NEW)
    assert made_school.recover(key.text, "dsl", NEW).user.name == "Miss Jo Abbey"


def test_a_reader_of_the_rest_is_asked_and_takes_it_over(made_school: MadeSchool) -> None:
    key = opening.new_recovery_key()
    recovery_keys.replace(made_school.sign_in(), key, DSL)
    with pytest.raises(RecoveryKeyBehind):
        made_school.recover(key.text, "head", NEW)
    head = made_school.sign_in("head")
    notice = next(
        line for line in unlock_notices.notice_lines(head) if line.code == unlock_notices.RECOVERY_KEY
    )
    assert notice.meaning is StatusMeaning.DUE
    assert notice.text.startswith(
        "It was made by Miss Jo Abbey, Mon 7 Sep 2026, 08:00. The part about the DSL, which"
    )
    assert "whether the sheet lies sealed with them" in notice.text
    with pytest.raises(WrongPassphrase):
        recovery_keys.take_over(head, "not the one")
    said = recovery_keys.take_over(head, HEAD).said
    assert said == "The new recovery key opens the part about the DSL now."
    assert not _waits(head)
    with pytest.raises(RuleViolation):
        recovery_keys.take_over(head, HEAD)
    assert recovery_keys.state(made_school.sign_in()).owed == ()
    assert made_school.recover(key.text, "head", NEW).opens(Compartment.NOT_DSL)


def test_with_the_former_key_nothing_is_owed(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    said = recovery_keys.replace(session, opening.new_recovery_key(), DSL, made_school.recovery.lower()).said
    assert said.endswith("opens nothing that is written from now on.")
    assert recovery_keys.state(session).owed == ()
    assert not _waits(made_school.sign_in("head"))


def test_a_part_nobody_reads_any_more_says_that_only_the_former_key_helps(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    users.remove(session, made_school.users["head"], made_school.recovery)
    recovery_keys.replace(session, opening.new_recovery_key(), DSL)
    assert "nobody who opens the log reads it now" in recovery_keys.state(session).owed[0]


def test_a_deputy_is_told_whom_to_ask_and_changes_nothing(made_school: MadeSchool) -> None:
    deputy = made_school.sign_in("deputy")
    found = recovery_keys.state(deputy)
    assert not found.may_replace
    assert found.whom_to_ask == "The Designated Safeguarding Lead or the Headteacher can make a new one."
    with pytest.raises(RuleViolation):
        recovery_keys.replace(deputy, opening.new_recovery_key(), PASSPHRASES["deputy"])
    assert recovery_keys.state(deputy).made == ""


def test_the_own_passphrase_is_asked_for_and_a_wrong_one_is_an_event(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    with pytest.raises(WrongPassphrase):
        recovery_keys.replace(session, opening.new_recovery_key(), "not the one")
    with pytest.raises(WrongRecoveryKey):
        recovery_keys.replace(session, opening.new_recovery_key(), DSL, "AGE-SECRET-KEY-1QQQQ")
    assert recovery_keys.state(session).made == ""
    wanted = AuditFilter(kinds=frozenset({EventKind.UNLOCK_FAILED}))
    rows = audit_log.page(session, Compartment.DAILY, wanted).rows
    assert [row.detail for row in rows] == [
        "Passphrase not right, while making or taking over a recovery key"
    ]
    facts = audit_log.detail(session, Compartment.DAILY, rows[0].number).facts
    assert facts == (("When", "While making or taking over a recovery key"),)


def test_it_is_an_event_in_words(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    recovery_keys.replace(session, opening.new_recovery_key(), DSL)
    wanted = AuditFilter(kinds=frozenset({EventKind.RECOVERY_REPLACED}))
    (row,) = audit_log.page(session, Compartment.DAILY, wanted).rows
    assert (row.who, row.what) == ("Miss Jo Abbey", "New recovery key made")
    facts = dict(audit_log.detail(session, Compartment.DAILY, row.number).facts)
    assert facts["Parts it does not open yet"] == "c4"
