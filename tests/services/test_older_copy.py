"""An older copy of the log: said at unlock, in the audit and on paper, until two roles acknowledged it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from safeguard_app.catalogue.catalogue import Catalogue
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.users import Role
from safeguard_app.services import audit_log, older_copy, paper, unlock_notices
from safeguard_app.services.audit_views import AuditFilter
from safeguard_app.services.paper_views import IncidentPaper, RegisterPaper
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from safeguard_app.services.unlock_notices import NoticeLine
from safeguard_app.vault.creation import NewUser, create
from safeguard_app.vault.keys.stretching import CHEAPEST
from safeguard_app.vault.problems import WrongPassphrase, WrongRecoveryKey
from tests.documents.reading import failures
from tests.services.conftest import PASSPHRASES, SCHOOL, MadeSchool, SetClock, at, log_incident, pupil
from tests.services.test_paper import words_of

WHY = "Friday’s backup was put back after the disk failed."


def _notice(session: Session) -> NoticeLine | None:
    lines = unlock_notices.notice_lines(session)
    return next((line for line in lines if line.code == unlock_notices.OLDER_COPY), None)


def _acknowledge(school: MadeSchool, who: str, recovery: str = "") -> Session:
    session = school.sign_in(who)
    older_copy.acknowledge(session, WHY, PASSPHRASES[who], recovery)
    return session


def test_nothing_is_said_of_the_newest_copy(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    assert older_copy.older_copy_of(session) is None
    assert _notice(session) is None
    assert older_copy.sentence_on_paper(session, Compartment.DAILY) == ""


def test_it_is_one_red_notice_with_what_it_means_and_whom_it_waits_for(made_school: MadeSchool) -> None:
    made_school.put_back_an_older_copy()
    for _ in range(2):
        session = made_school.sign_in()
        notice = _notice(session)
        assert notice is not None and notice.meaning is StatusMeaning.LATE
        assert notice.heading == (
            "The daily log, the part about adults who work here and the part about the Headteacher are older than what"
            " this computer saw before, or differ from it"
        )
        assert "right after a backup was put back" in notice.text
        assert "The daily log: waits for two: the DSL, the Headteacher or the Deputy DSL" in notice.text
    shown = older_copy.older_copy_of(session)
    assert shown is not None and shown.may_act
    assert "Now it ends at event" in shown.parts[0].missing


def test_two_roles_acknowledge_the_verdict_goes_and_the_history_stays(made_school: MadeSchool) -> None:
    made_school.put_back_an_older_copy()
    session = made_school.sign_in()
    said = older_copy.acknowledge(session, WHY, PASSPHRASES["dsl"]).said
    assert said == "Acknowledged and signed. Waits for the Headteacher or the Deputy DSL."
    shown = older_copy.older_copy_of(session)
    assert shown is not None and not shown.mine_to_do
    assert shown.parts[0].accepted == (f"Miss Jo Abbey, DSL, Mon 7 Sep 2026, 08:00: {WHY}",)
    with pytest.raises(RuleViolation):
        older_copy.acknowledge(session, WHY, PASSPHRASES["dsl"])
    session = made_school.sign_in("deputy")
    assert _notice(session) is not None
    said = older_copy.acknowledge(session, "As Miss Abbey told me.", PASSPHRASES["deputy"]).said
    assert said == "Acknowledged and signed. The daily log is taken as it stands."
    assert _notice(session) is None and older_copy.older_copy_of(session) is None
    session = made_school.sign_in("deputy")
    assert _notice(session) is None
    wanted = AuditFilter(kinds=frozenset({EventKind.OLDER_COPY_ACCEPTED}))
    rows = audit_log.page(session, Compartment.DAILY, wanted).rows
    assert [(row.who, row.detail) for row in rows] == [
        ("Mr Tom Reed", "As Miss Abbey told me."),
        ("Miss Jo Abbey", WHY),
    ]
    assert audit_log.detail(session, Compartment.DAILY, rows[1].number).reason == WHY


def test_the_audit_page_says_it_until_it_is_settled(made_school: MadeSchool) -> None:
    made_school.put_back_an_older_copy("deputy")
    session = _acknowledge(made_school, "deputy")
    shown = audit_log.status(session, Compartment.DAILY)
    assert shown.older and shown.status.meaning is StatusMeaning.LATE
    session = _acknowledge(made_school, "head")
    shown = audit_log.status(session, Compartment.DAILY)
    assert not shown.older and shown.status.meaning is StatusMeaning.DONE


def test_the_log_stays_writable_and_its_documents_carry_the_sentence(made_school: MadeSchool) -> None:
    made_school.put_back_an_older_copy("deputy")
    session = made_school.sign_in("deputy")
    child = pupil(session, "Tyler Pike", date(2018, 3, 4))
    incident = log_incident(session, "CB", (child, "target"))
    jobs = (IncidentPaper(incident), RegisterPaper())
    for job in jobs:
        issued = paper.issue(session, job)
        assert failures(issued.pdf) == []
        assert "older than what this computer saw of it before" in words_of(issued.pdf)
        assert "older than what this computer saw of it before" in words_of(paper.preview(session, job).pdf)
    older_copy.acknowledge(session, WHY, PASSPHRASES["deputy"])
    assert "older than what" in words_of(paper.preview(session, jobs[0]).pdf), "one is not enough"
    session = _acknowledge(made_school, "dsl")
    for job in jobs:
        assert "older than what" not in words_of(paper.preview(session, job).pdf)
    kept = paper.issued(session, incident)[0]
    assert "older than what" in words_of(paper.open_issued(session, kept.document).pdf), "as it was issued"


def test_a_document_of_another_part_does_not_say_it(made_school: MadeSchool) -> None:
    made_school.put_back_an_older_copy()
    session = _acknowledge(made_school, "dsl")
    session = _acknowledge(made_school, "deputy")  # settles the daily log alone
    session = made_school.sign_in()
    assert session.vault.older == {Compartment.ADULTS, Compartment.NOT_HEAD}
    assert older_copy.sentence_on_paper(session, Compartment.DAILY) == ""
    assert older_copy.sentence_on_paper(session, Compartment.ADULTS)


def test_a_wrong_passphrase_is_an_event_and_nothing_is_acknowledged(made_school: MadeSchool) -> None:
    made_school.put_back_an_older_copy()
    session = made_school.sign_in()
    with pytest.raises(WrongPassphrase):
        older_copy.acknowledge(session, WHY, "not the one")
    rows = audit_log.page(
        session, Compartment.DAILY, AuditFilter(kinds=frozenset({EventKind.UNLOCK_FAILED}))
    ).rows
    assert [row.detail for row in rows] == ["Passphrase not right, while acknowledging an older copy"]
    shown = older_copy.older_copy_of(session)
    assert shown is not None and shown.parts[0].accepted == ()


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_a_reason_is_asked_for(made_school: MadeSchool, reason: str) -> None:
    made_school.put_back_an_older_copy()
    session = made_school.sign_in()
    with pytest.raises(RuleViolation) as refused:
        older_copy.acknowledge(session, reason, PASSPHRASES["dsl"])
    assert "reason" in refused.value.fields


def test_a_part_read_in_one_role_is_seconded_by_the_holder_of_the_recovery_key(
    made_school: MadeSchool,
) -> None:
    made_school.put_back_an_older_copy()
    session = _acknowledge(made_school, "dsl")
    shown = older_copy.older_copy_of(session)
    assert shown is not None
    assert "Nobody in a second role reads the part about the Headteacher" in shown.recovery_asked
    assert shown.parts[-1].waits_for == (
        "Waits for whoever keeps the recovery key, such as the Chair of Governors."
    )
    with pytest.raises(WrongRecoveryKey):
        older_copy.acknowledge(session, WHY, PASSPHRASES["dsl"], "AGE-SECRET-KEY-1QQQQ")
    older_copy.acknowledge(session, "The Chair was told.", PASSPHRASES["dsl"], made_school.recovery)
    assert session.vault.older == {Compartment.DAILY, Compartment.ADULTS}
    wanted = AuditFilter(kinds=frozenset({EventKind.OLDER_COPY_ACCEPTED}))
    rows = audit_log.page(session, Compartment.NOT_HEAD, wanted).rows
    facts = dict(audit_log.detail(session, Compartment.NOT_HEAD, rows[0].number).facts)
    assert facts["With"] == "The recovery key"


@pytest.fixture
def alone(tmp_path: Path, catalogue: Catalogue) -> "Callable[[], MadeSchool]":
    """A school whose lead is its Headteacher, and nobody else opens the log."""

    def make() -> MadeSchool:
        clock = SetClock(at("2026-09-07 08:00"))
        user = NewUser("Miss Jo Abbey", "DSL and Headteacher", (Role.DSL, Role.HEAD), PASSPHRASES["dsl"])
        folder = tmp_path / "alone.safeguard"
        log = create(folder, SCHOOL, (user,), clock, cost=CHEAPEST, demo=True)
        return MadeSchool(
            folder, tmp_path / "alone", clock, catalogue, {"dsl": log.users[0]}, log.recovery_key
        )

    return make


def test_lead_and_headteacher_in_one_person_is_seconded_by_the_recovery_key(
    alone: Callable[[], MadeSchool],
) -> None:
    school = alone()
    school.put_back_an_older_copy()
    session = school.sign_in()
    shown = older_copy.older_copy_of(session)
    assert shown is not None
    assert shown.parts[0].waits_for == (
        "Waits for two: the DSL and Headteacher, and whoever keeps the recovery key, such as the Chair of Governors."
    )
    older_copy.acknowledge(session, WHY, PASSPHRASES["dsl"])
    assert _notice(session) is not None
    older_copy.acknowledge(session, WHY, PASSPHRASES["dsl"], school.recovery)
    assert _notice(session) is None
    school.close()
