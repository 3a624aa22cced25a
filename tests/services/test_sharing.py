"""Sharing a document: prepared and checked before anything goes out, urgent by one key, receipts, and who may check."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from safeguard_app.documents.page_images import page_text
from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.entries import Outcome
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.evidence import CaptureFacts
from safeguard_app.domain.identifiers import Compartment, Reference, UserId
from safeguard_app.domain.moments import not_known, on_day
from safeguard_app.domain.users import Role
from safeguard_app.services import (
    authority_forms,
    cases,
    entries,
    evidence,
    incidents,
    keeping,
    paper,
    paper_protected,
    referral_life,
    referrals,
    sharing,
    sharing_checks,
    sharing_choices,
    sharing_pages,
    sharing_reading,
    today,
    users,
)
from safeguard_app.services.due_limits import DueSource
from safeguard_app.services.opening import PersonWithKey
from safeguard_app.services.outgoing_register import went_out
from safeguard_app.services.paper_subjects import NOT_ON_A_FORM
from safeguard_app.services.paper_views import SharingPaper
from safeguard_app.services.session import Session
from safeguard_app.services.sharing_views import ReceiptInput, SharingInput
from safeguard_app.services.ways_out import NotCheckedYet
from safeguard_app.vault import reading
from safeguard_app.vault.problems import StaleVersion, WrongPassphrase
from tests.evidence_files.made_forms import authority_form
from tests.services.conftest import PASSPHRASES, MadeSchool, adult, log_incident, moment, pupil
from tests.services.test_authority_forms import GIVEN, MARF, looked_at, read_back
from tests.services.test_evidence import permit_for, png
from tests.services.written_sharings import print_out

Prepared = tuple[MadeSchool, Session, Reference, Reference]


def given(incident: Reference, **other: object) -> SharingInput:
    """A sharing as it is typed."""
    typed = SharingInput(
        incident,
        papers=("record",),
        purpose="Strategy discussion",
        basis="public_task",
        condition="safeguarding",
        recipient="Ms Priya Sandhu",
        organisation="Eastmarch children’s services",
        contact="01632 960 001",
        receipt_due=moment("2026-09-25 12:00"),
    )
    return replace(typed, **other)  # type: ignore[arg-type]  # fields by name


@pytest.fixture
def prepared(made_school: MadeSchool) -> Iterator[Prepared]:
    """A record of the daily log, prepared by the lead to be shared."""
    made_school.clock.set("2026-09-22 15:24")
    session = made_school.sign_in()
    incident = log_incident(session, "CB", (pupil(session, "Tyler Pike", date(2018, 3, 9)), "target"))
    place, _ = sharing.prepare(session, given(incident))
    yield made_school, session, incident, place
    session.looking_in.end()


def kinds(session: Session, part: Compartment = Compartment.DAILY) -> list[EventKind]:
    """Kinds of the newest events, newest first."""
    opened = session.vault.compartment(part)
    return [one.event.kind for one in reading.events(opened.connection, newest=opened.head.number, limit=12)]


def test_what_is_offered_comes_from_the_record(prepared: Prepared) -> None:
    _, session, incident, _ = prepared
    offered = sharing_choices.choices(session, incident)
    assert [one.title for one in offered.papers] == ["Incident record", "Chronology of Tyler Pike"]
    assert offered.recipients[0].recipient == "Ms Priya Sandhu", "who was given something before"
    assert {"public_task", "recognised_interest"} <= {one.code for one in offered.bases}
    assert all("Confirm with your data protection officer." in one.help for one in offered.bases)


def test_nothing_goes_out_before_it_was_checked(prepared: Prepared, tmp_path: Path) -> None:
    _, session, incident, place = prepared
    assert paper.issued(session, incident)[0].went_out == (), "made and kept, and nothing more"
    for out in (
        lambda: print_out(session, place, 1),
        lambda: sharing.save_out(session, place, (tmp_path / "a.pdf",)),
        lambda: sharing.protect_out(session, place, (tmp_path / "a.pdf",)),
    ):
        with pytest.raises(NotCheckedYet):
            out()
    assert list(tmp_path.glob("*.pdf")) == []
    assert EventKind.SHARING_OUT not in kinds(session)
    view = sharing_pages.view_of(session, place)
    assert view.may_check and not view.may_go
    assert view.status.words == "Waits for a second person’s check"


def test_the_document_by_itself_does_not_go_out_unchecked_either(prepared: Prepared, tmp_path: Path) -> None:
    _, session, incident, place = prepared
    document = paper.issued(session, incident)[0].document
    outs = (
        lambda: paper.printed(session, document),
        lambda: paper.save_copy(session, document, tmp_path / "a.pdf"),
        lambda: paper_protected.save_protected(session, document, tmp_path / "a.pdf"),
    )
    for out in outs:
        with pytest.raises(NotCheckedYet):
            out()
    assert list(tmp_path.glob("*.pdf")) == []
    assert paper.issued(session, incident)[0].went_out == ()
    assert paper.open_issued(session, document).waits, "it may be looked at"
    _checked(session, place)
    for out in outs:
        out()
    assert len(paper.issued(session, incident)[0].went_out) == 3
    assert not paper.open_issued(session, document).waits


def test_a_second_person_checks_with_their_own_passphrase_and_nobody_else_is_signed_in(
    prepared: Prepared,
) -> None:
    made_school, session, _, place = prepared
    view = sharing_pages.view_of(session, place)
    assert {one.user for one in view.checkers} == {made_school.users["head"], made_school.users["deputy"]}
    done = sharing_checks.check_here(session, view, made_school.users["head"], PASSPHRASES["head"])
    assert "Mrs Carol Denning" in done.said
    assert session.user.id == made_school.users["dsl"]
    newest = reading.event_numbered(session.vault.daily.connection, session.vault.daily.head.number)
    assert newest is not None
    assert (newest.kind, newest.actor) == (EventKind.SHARING_CHECKED, made_school.users["head"])
    assert newest.facts == {"check": "passphrase", "beside": made_school.users["dsl"]}
    assert keeping.check(session).whole, "the event is signed with the key of whoever checked"
    after = sharing_pages.view_of(session, place)
    assert after.may_go and not after.may_check
    assert after.checked.startswith("Checked by Mrs Carol Denning with their own passphrase")


@pytest.mark.parametrize("typed", ["", "early stone windows", PASSPHRASES["dsl"]])
def test_a_wrong_passphrase_checks_nothing_and_is_an_event(prepared: Prepared, typed: str) -> None:
    made_school, session, _, place = prepared
    view = sharing_pages.view_of(session, place)
    with pytest.raises((WrongPassphrase, RuleViolation)):
        sharing_checks.check_here(session, view, made_school.users["head"], typed)
    assert sharing_pages.view_of(session, place).may_check
    assert (EventKind.UNLOCK_FAILED in kinds(session)) == bool(typed)
    assert EventKind.SHARING_CHECKED not in kinds(session)


def test_nobody_checks_what_they_prepared(prepared: Prepared) -> None:
    made_school, session, _, place = prepared
    view = sharing_pages.view_of(session, place)
    with pytest.raises(sharing_checks.CannotCheck):
        sharing_checks.check_here(session, view, made_school.users["dsl"], PASSPHRASES["dsl"])
    for herself in ("Miss Jo  ABBEY", "Jó Abbéy"):
        with pytest.raises(RuleViolation) as refused:
            sharing_checks.check_on_paper(session, view, herself, moment("2026-09-22 15:24"))
        assert "who" in refused.value.fields
    head = made_school.sign_in("head")
    view = sharing_pages.view_of(head, place)
    sharing_checks.check_here(head, view, made_school.users["head"], PASSPHRASES["head"])
    assert sharing_pages.view_of(head, place).may_go, "signed in themself, another may"


def test_nobody_checks_what_they_prepared_with_a_second_account(prepared: Prepared) -> None:
    _, session, _, place = prepared
    words = "crumpet gazebo lantern ivy quartz"
    users.add(session, PersonWithKey("Ms Jo ABBEY", (Role.DEPUTY,), words))
    second = next(one for one in users.user_lines(session) if one.name == "Ms Jo ABBEY")
    view = sharing_pages.view_of(session, place)
    assert len(view.checkers) == 2 and second.id not in {one.user for one in view.checkers}
    with pytest.raises(sharing_checks.CannotCheck):
        sharing_checks.check_here(session, view, second.id, words)


def test_somebody_whose_key_does_not_open_the_part_cannot_check(made_school: MadeSchool) -> None:
    made_school.clock.set("2026-09-22 15:24")
    session = made_school.sign_in()
    aunt = adult(session, "Shona Pike", "Midday supervisor")
    incident = log_incident(session, "SPC", (aunt, "adult_of_concern"))
    assert incident.compartment is Compartment.ADULTS
    place, _ = sharing.prepare(session, given(incident))
    view = sharing_pages.view_of(session, place)
    assert {one.user for one in view.checkers} == {made_school.users["head"]}
    with pytest.raises(sharing_checks.CannotCheck):
        sharing_checks.check_here(session, view, made_school.users["deputy"], PASSPHRASES["deputy"])
    with pytest.raises(sharing_checks.CannotCheck):
        sharing_checks.check_here(session, view, UserId("nobody"), "words")


def test_a_wrong_passphrase_at_a_check_of_another_part_leaves_no_hint_in_the_daily_log(
    made_school: MadeSchool,
) -> None:
    made_school.clock.set("2026-09-22 15:24")
    session = made_school.sign_in()
    incident = log_incident(
        session, "SPC", (adult(session, "Shona Pike", "Midday supervisor"), "adult_of_concern")
    )
    place, _ = sharing.prepare(session, given(incident))
    before = session.vault.daily.head
    view = sharing_pages.view_of(session, place)
    with pytest.raises(WrongPassphrase):
        sharing_checks.check_here(session, view, made_school.users["head"], "early stone windows")
    assert session.vault.daily.head == before
    assert kinds(session, Compartment.ADULTS)[0] is EventKind.UNLOCK_FAILED


def test_ink_is_entered_with_who_and_when(prepared: Prepared) -> None:
    _, session, _, place = prepared
    view = sharing_pages.view_of(session, place)
    with pytest.raises(RuleViolation) as refused:
        sharing_checks.check_on_paper(session, view, " ", not_known())
    assert set(refused.value.fields) == {"who", "signed_at"}
    for early in (moment("2026-09-22 15:23"), on_day(date(2026, 9, 21), session.zone)):
        with pytest.raises(RuleViolation) as refused:
            sharing_checks.check_on_paper(session, view, "Mrs Carol Denning", early)
        assert refused.value.fields == {
            "signed_at": "The documents were made only on Tue 22 Sep 2026, 15:24. Check the date and the time."
        }
    assert sharing_pages.view_of(session, place).checked == ""
    sharing_checks.check_on_paper(session, view, "Mrs Carol Denning", moment("2026-09-22 15:24"))
    after = sharing_pages.view_of(session, place)
    assert "signed on paper" in after.checked and after.may_go
    with pytest.raises(StaleVersion):
        sharing_checks.urgent(session, view)
    with pytest.raises(RuleViolation):
        sharing_checks.urgent(session, after)


def test_urgent_is_one_act_and_audited_and_may_still_be_checked(prepared: Prepared, tmp_path: Path) -> None:
    made_school, session, _, place = prepared
    sharing_checks.urgent(session, sharing_pages.view_of(session, place))
    assert kinds(session)[0] is EventKind.SHARING_CHECKED
    sharing.save_out(session, place, (tmp_path / "out.pdf",))
    after = sharing_pages.view_of(session, place)
    assert after.checked.startswith("Urgent, not checked") and after.may_check
    sharing_checks.check_here(session, after, made_school.users["head"], PASSPHRASES["head"])
    view, lines = sharing_pages.view_of(session, place), went_out(session).lines
    assert [line.checked for line in lines] == [view.checked]
    assert view.checked.startswith("Urgent, not checked") and not view.may_check
    assert ". After it went out: checked by Mrs Carol Denning with their own passphrase" in view.checked
    paper_then = paper.preview(session, SharingPaper(place))
    assert "After it went out: checked by Mrs Carol Denning" in " ".join(page_text(paper_then.pdf, 0).split())
    made_school.clock.forward(minutes=5)
    sharing.save_out(session, place, (tmp_path / "again.pdf",))
    assert went_out(session).lines[0].checked.startswith("Checked by Mrs Carol Denning")
    assert sharing_pages.view_of(session, place).checked == view.checked, "that it went unchecked stays"


def _checked(session: Session, place: Reference) -> None:
    sharing_checks.urgent(session, sharing_pages.view_of(session, place))


def test_each_way_out_is_noted_with_its_document_and_the_very_bytes(
    prepared: Prepared, tmp_path: Path
) -> None:
    _, session, incident, place = prepared
    _checked(session, place)
    kept = paper.issued(session, incident)[0]
    opened = print_out(session, place, 2, "Mr Sol Marsh")
    assert [one.sha256 for one in opened] == [kept.sha256]
    plain, locked = tmp_path / "plain.pdf", tmp_path / "locked.pdf"
    sharing.save_out(session, place, (plain,))
    assert plain.read_bytes() == opened[0].pdf
    made, _ = sharing.protect_out(session, place, (locked,))
    with pikepdf.open(locked, password=made[0].passphrase) as pdf:
        assert len(pdf.pages) > 0
    view = sharing_pages.view_of(session, place)
    said = [one.partition(",")[0] for one in view.ways]
    assert said == ["Printed", "Saved as files that anybody can read", "Saved"]
    assert len(paper.issued(session, incident)[0].went_out) == 3
    assert kinds(session).count(EventKind.SHARING_OUT) == 3
    stored = sharing_reading.stored_sharing(session, place)
    assert stored.content.ways[-1].sha256 == (made[0].sha256,)


def test_sharing_meets_no_clock_and_is_no_step_of_a_referral(prepared: Prepared, tmp_path: Path) -> None:
    _, session, incident, place = prepared
    _checked(session, place)
    sharing.save_out(session, place, (tmp_path / "a.pdf",))
    held = reading.about(session.vault.daily.connection, incident)
    assert referral_life.lives(session, held) == ()


def _receipts_due(session: Session) -> list[str]:
    shown = today.today(session)
    return [
        one.text
        for one in (*shown.before_home, *shown.coming)
        if one.source is DueSource.FOLLOW_UP and "Receipt" in one.text
    ]


def test_a_receipt_is_due_on_today_once_it_went_out_until_one_is_entered(
    prepared: Prepared, tmp_path: Path
) -> None:
    made_school, session, incident, place = prepared
    assert _receipts_due(session) == []
    _checked(session, place)
    sharing.save_out(session, place, (tmp_path / "a.pdf",))
    assert _receipts_due(session) == ["Receipt from Eastmarch children’s services for what was shared"]
    made_school.clock.set("2026-09-28 09:00")
    assert sharing_pages.view_of(session, place).status.words == "Receipt due Fri 25 Sep 2026"
    entries.close(session, incident, Outcome.NO_FURTHER_ACTION, "Passed on")
    assert len(_receipts_due(session)) == 1, "a closed record still owes it"
    with pytest.raises(RuleViolation) as refused:
        sharing.receive(session, place, ReceiptInput(not_known()))
    assert set(refused.value.fields) == {"at", "by_name", "how"}
    with pytest.raises(RuleViolation) as refused:
        sharing.receive(session, place, ReceiptInput(moment("2026-09-22 15:20"), "Ms Priya Sandhu", "email"))
    assert refused.value.fields == {
        "at": "It went out only on Tue 22 Sep 2026, 15:24. Check the date and the time."
    }
    sharing.receive(session, place, ReceiptInput(moment("2026-09-24 10:00"), "Ms Priya Sandhu", "email"))
    assert _receipts_due(session) == []
    view = sharing_pages.view_of(session, place)
    assert view.status.words == "Received" and "By e-mail" in view.receipt


def test_what_was_prepared_can_be_taken_back_and_then_never_leaves(prepared: Prepared) -> None:
    _, session, _, place = prepared
    sharing.take_back(session, place, "They came to the school instead")
    view = sharing_pages.view_of(session, place)
    assert "They came to the school instead" in view.withdrawn and not view.may_check
    with pytest.raises(RuleViolation):
        print_out(session, place, 1)
    with pytest.raises(RuleViolation):
        sharing.take_back(session, place, "again")


def test_what_went_out_is_not_taken_back(prepared: Prepared) -> None:
    _, session, _, place = prepared
    _checked(session, place)
    print_out(session, place, 1)
    with pytest.raises(RuleViolation):
        sharing.take_back(session, place, "no")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"papers": ()}, "papers"),
        ({"papers": ("record", "letter/of-another")}, "papers"),
        ({"purpose": " "}, "purpose"),
        ({"basis": ""}, "basis"),
        ({"condition": "made up"}, "condition"),
        ({"recipient": ""}, "recipient"),
        ({"organisation": "\n"}, "organisation"),
        ({"contact": "a\0b"}, "contact"),
        ({"receipt_due": moment("2026-09-21 12:00")}, "receipt_due"),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_made(
    prepared: Prepared, change: dict[str, object], field: str
) -> None:
    _, session, incident, _ = prepared
    before = session.vault.daily.head.number
    with pytest.raises(RuleViolation) as refused:
        sharing.prepare(session, given(incident, **change))
    assert list(refused.value.fields) == [field]
    assert session.vault.daily.head.number == before


def test_copies_are_made_for_an_audience_and_whose_it_is_is_asked(prepared: Prepared) -> None:
    _, session, incident, _ = prepared
    offered = sharing_choices.choices(session, incident)
    assert offered.audiences[0][0] == ""
    ((key, name),) = offered.subjects
    assert name == "Tyler Pike, target"
    with pytest.raises(RuleViolation) as refused:
        sharing.prepare(session, given(incident, audience="parent"))
    assert list(refused.value.fields) == ["subject"]
    with pytest.raises(RuleViolation) as refused:
        sharing.prepare(session, given(incident, audience="everybody"))
    assert list(refused.value.fields) == ["audience"]
    place, _ = sharing.prepare(session, given(incident, audience="parent", subject=key))
    view = sharing_pages.view_of(session, place)
    assert view.audience == "For a parent"
    assert "for a parent" in view.papers[0].title
    words = page_text(paper.open_issued(session, view.papers[0].document).pdf, 0)
    assert "Copy for a parent" in " ".join(words.split())


def on_its_pdf(session: Session, incident: Reference) -> str:
    """The key of the authority's own PDF, filled from a referral of the record."""
    file = authority_forms.offered(session, authority_form(), "marf.pdf")
    form = looked_at(session, authority_forms.add(session, file, GIVEN)[0])
    referral = referrals.begin(session, incident, form=MARF)[0]
    return f"authority/{form.id}/{referral.id}"


def test_the_authoritys_own_pdf_goes_as_it_stands_or_to_the_authority_and_to_nobody_else(
    prepared: Prepared, tmp_path: Path
) -> None:
    _, session, incident, _ = prepared
    key = on_its_pdf(session, incident)
    offered = sharing_choices.choices(session, incident)
    first = offered.papers[0]
    assert (first.key, first.title) == (key, "Multi-agency referral form, Northshire Council")
    assert "from “" in first.detail and "Nobody has looked yet" not in first.detail
    for one in Audience:
        refused_for = sharing_choices.refused_for(offered.papers, one.value)
        assert refused_for == ("" if one is Audience.AUTHORITY else NOT_ON_A_FORM)
        assert sharing_choices.refused_for(offered.papers[1:], one.value) == ""
    before = session.vault.daily.head.number
    ((child, _),) = offered.subjects
    for audience in ("parent", "police"):
        with pytest.raises(RuleViolation) as refused:
            sharing.prepare(
                session, given(incident, papers=("record", key), audience=audience, subject=child)
            )
        assert refused.value.fields == {"audience": NOT_ON_A_FORM}
    assert session.vault.daily.head.number == before, "not even the record was made"
    for audience in ("", "authority"):
        place, _ = sharing.prepare(session, given(incident, papers=(key,), audience=audience))
        view = sharing_pages.view_of(session, place)
        pdf = paper.open_issued(session, view.papers[0].document).pdf
        assert read_back(pdf)["ChildName"] == "Tyler Pike"
    _checked(session, place)
    sharing.save_out(session, place, (tmp_path / "filled.pdf",))
    assert (tmp_path / "filled.pdf").read_bytes() == pdf
    locked = tmp_path / "locked.pdf"
    made, _ = sharing.protect_out(session, place, (locked,))
    with pikepdf.open(locked, password=made[0].passphrase) as opened:
        assert "/AcroForm" in opened.Root


def test_pictures_and_cases_are_offered_where_there_are_any_and_are_made(prepared: Prepared) -> None:
    _, session, incident, _ = prepared
    evidence.take_in_bytes(
        session, permit_for(session, incident), b"Dear Miss", "a.txt", CaptureFacts(what="A letter")
    )
    keys = [one.key for one in sharing_choices.choices(session, incident).papers]
    assert "schedule" in keys and not any("pictures" in one or "case" in one for one in keys)
    evidence.take_in_bytes(
        session, permit_for(session, incident), png(), "a.png", CaptureFacts(what="A post")
    )
    other = log_incident(session, "CB", (pupil(session, "Ella Tan", date(2016, 4, 2)), "target"))
    case, _ = cases.start(session, incident, other, "The same group.")
    wanted = ("record/pictures", "schedule/pictures", f"case/{case.id}", f"case/all/{case.id}")
    place, _ = sharing.prepare(session, given(incident, papers=wanted, audience="authority"))
    _checked(session, place)
    opened = print_out(session, place, 1)
    assert [one.partition(",")[0].partition(":")[0] for one in _titles(session, place)] == [
        "Incident record",
        "Evidence schedule",
        "Chronology of a case",
        "Chronology of a case",
    ]
    with_pictures = [b"/Image" in one.pdf for one in opened]
    assert len(opened) == 4 and with_pictures == [True, True, False, False]
    assert "Chronology" in page_text(opened[2].pdf, 0)


def _titles(session: Session, place: Reference) -> list[str]:
    return [one.title for one in sharing_pages.view_of(session, place).papers]


def test_a_case_of_another_part_is_not_offered_on_a_record_of_the_daily_log(prepared: Prepared) -> None:
    _, session, incident, _ = prepared
    aunt = adult(session, "Shona Pike", "Midday supervisor")
    closed = log_incident(session, "SPC", (aunt, "adult_of_concern"))
    case, _ = cases.start(session, closed, incident, "One matter.")
    assert case.compartment is Compartment.ADULTS
    assert len(cases.of_record(session, incident)) == 1, "the lead's keys open it"
    for record, offered in ((incident, False), (closed, True)):
        keys = [one.key for one in sharing_choices.choices(session, record).papers]
        assert (f"case/{case.id}" in keys) is offered


def test_a_record_entered_in_error_is_not_shared(prepared: Prepared) -> None:
    _, session, incident, place = prepared
    _checked(session, place)
    incidents.enter_in_error(session, incident, "Twice")
    for act in (
        lambda: sharing.prepare(session, given(incident)),
        lambda: print_out(session, place, 1),
        lambda: sharing_choices.choices(session, incident),
    ):
        with pytest.raises(RuleViolation):
            act()
