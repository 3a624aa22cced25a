"""Handing in with files, with a contact check, with a category chosen late; what arrives, and what is said when not."""

from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.contact_check import ContactQuestion, Direction
from safeguard_app.domain.entries import Note
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.evidence import CaptureFacts, EvidenceItem, IntakeAnswer, Material, Way
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.incidents import NOT_SORTED, Danger, Incident, Participant
from safeguard_app.domain.moments import about
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import (
    audit_log,
    contact_check_keeping,
    contact_checks,
    evidence,
    evidence_items,
    handing_in,
    incidents,
    intake_problems,
    unlock_notices,
)
from safeguard_app.services.evidence_views import MaterialSaid, Offered, StopAdvice
from safeguard_app.services.handing_in import ChosenBatch, FormPermit
from safeguard_app.services.incident_form import IncidentForm, Typed, home_of
from safeguard_app.services.session import Session
from safeguard_app.vault import hand_in, reading, sealed_files, verifying
from safeguard_app.vault.problems import NotAReadableFile
from tests.services.conftest import MadeSchool, adult, at, moment, pupil
from tests.services.test_contact_checks import acknowledged

PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x08\0\0\0\x08" + b"pixels of an invented screenshot" * 2000
COACH = PersonRef(None, "Mr Owen Tarn", "Sports coach")
FACTS = CaptureFacts(
    what="Message from an adult’s account", captured_by="Mr Tom Reed", device_owner="The pupil’s own"
)
ADULTS = Compartment.ADULTS
DAILY = Compartment.DAILY


def form(session: Session, **answers: object) -> IncidentForm:
    """A concern about a coach, ready to go."""
    ready = replace(
        incidents.new_form(session, category="SPC"),
        danger=Danger.NO,
        danger_asked_at=session.now(),
        account="He messages two pupils at night.",
        happened=Typed("", moment("2026-09-06 21:00")),
        told=Typed("", moment("2026-09-07 07:40")),
        participants=(Participant(COACH, "adult_of_concern"),),
    )
    return replace(ready, **answers)  # type: ignore[arg-type]  # the answers of a form


def chosen(
    session: Session, concern: IncidentForm, *sources: Path | bytes
) -> tuple[IncidentForm, ChosenBatch]:
    """The question answered and a batch chosen."""
    answered, permit = handing_in.declare_on_form(session, concern, IntakeAnswer.NO_SEEN_ALL)
    assert isinstance(permit, FormPermit)
    offered = tuple(
        Offered(Way.FILE, FACTS, path=one)
        if isinstance(one, Path)
        else Offered(Way.PASTE, FACTS, content=one, name="pasted picture 1.png")
        for one in sources
    )
    return answered, handing_in.chosen(session, permit, offered)


@pytest.fixture
def screenshot(tmp_path: Path) -> Path:
    """A picture on the deputy's desktop."""
    path = tmp_path / "screenshot.png"
    path.write_bytes(PICTURE)
    return path


def taken_in(school: MadeSchool, who: str = "dsl", home: Compartment = ADULTS) -> tuple[Session, Reference]:
    """A reader unlocks; the record that was taken in."""
    reader = school.sign_in(who)
    assert handing_in.take_in_handed(reader) == 1
    (stored,) = reading.of_kind(reader.vault.compartment(home).connection, home, RecordKind.INCIDENT)
    return reader, stored.reference


def items(session: Session, reference: Reference) -> list[EvidenceItem]:
    """The exhibits of a record."""
    return [one.content for one in evidence.exhibits_of(session, reference)]


def test_a_document_said_to_be_own_words_is_not_written_beside_what_waits(made_school: MadeSchool) -> None:
    deputy = made_school.sign_in("deputy")
    concern = form(deputy, category="PV", about_head=True)
    own_words = MaterialSaid(Material.OWN_WORDS)
    answered, permit = handing_in.declare_on_form(deputy, concern, IntakeAnswer.NO_SEEN_ALL, own_words)
    assert isinstance(permit, FormPermit)
    manual = Offered(Way.PASTE, FACTS, content=b"%PDF-1.7\nmanual", name="essay.png")
    with pytest.raises(intake_problems.NotOwnWords):
        handing_in.hand_over(deputy, answered, (handing_in.chosen(deputy, permit, (manual,)),))
    waits = hand_in.inbox(deputy.vault.folder, Compartment.NOT_HEAD)
    assert not [path for path in waits.rglob("*") if path.is_file()]


def test_a_screenshot_arrives_as_an_ordinary_exhibit(made_school: MadeSchool, screenshot: Path) -> None:
    deputy = made_school.sign_in("deputy")
    concern, batch = chosen(deputy, form(deputy), screenshot, b"pasted" + PICTURE)
    declared_at = deputy.now()
    made_school.clock.forward(minutes=5)
    said = handing_in.hand_over(deputy, concern, (batch,)).said
    assert said.startswith("Handed in with 2 files.")
    assert not incidents.open_drafts(deputy)

    made_school.clock.set("2026-09-07 13:00")
    dsl, reference = taken_in(made_school)
    first, second = items(dsl, reference)
    assert first.stored.sha256 == sha256(PICTURE).hexdigest()
    assert second.stored.sha256 == sha256(b"pasted" + PICTURE).hexdigest()
    assert (first.exhibit, second.exhibit) == (1, 2)
    assert (first.stored.original_name, second.stored.original_name) == (
        "screenshot.png",
        "pasted picture 1.png",
    )
    assert (first.stored.media_type, first.stored.size) == ("image/png", len(PICTURE))
    assert (first.way, second.way) == (Way.FILE, Way.PASTE)
    assert first.facts == FACTS
    assert (first.declared, first.declared_at) == (IntakeAnswer.NO_SEEN_ALL, declared_at)
    assert first.entered_by == made_school.users["deputy"]
    files = dsl.vault.compartment(ADULTS).files
    for one, content in ((first, PICTURE), (second, b"pasted" + PICTURE)):
        secret = dsl.vault.compartment(ADULTS).file_secret(one.stored.file)
        assert secret is not None
        assert sealed_files.read(files, one.stored.file, secret, one.stored.sha256) == content
    shown = evidence_items.exhibits(dsl, reference)
    assert "by Mr Tom Reed" in shown.items[0].sealed
    assert verifying.verify(dsl.vault) == []
    assert dsl.notices == ()


def test_its_event_says_what_came_with_it(made_school: MadeSchool, screenshot: Path) -> None:
    deputy = made_school.sign_in("deputy")
    concern, batch = chosen(deputy, form(deputy), screenshot)
    handing_in.hand_over(deputy, concern, (batch,))
    dsl, reference = taken_in(made_school)
    events = reading.events_of(dsl.vault.compartment(ADULTS).connection, reference.id)
    (event,) = [one.event for one in events if one.event.kind is EventKind.TAKEN_IN]
    assert event.facts["exhibits"] == 1
    assert event.facts["sha256_1"] == sha256(PICTURE).hexdigest()
    assert event.facts["answer_1"] == "no_seen_all"
    lines = dict(audit_log.detail(dsl, ADULTS, event.number).facts)
    assert lines["Ex1, SHA-256"] == sha256(PICTURE).hexdigest()
    assert "seen all of it" in lines["Answer"]


def test_nothing_of_it_can_be_read_by_whoever_handed_it_in(made_school: MadeSchool, screenshot: Path) -> None:
    deputy = made_school.sign_in("deputy")
    concern, batch = chosen(deputy, form(deputy), screenshot)
    handing_in.hand_over(deputy, concern, (batch,))
    for path in hand_in.everything_waiting(made_school.folder, ADULTS):
        assert PICTURE[:40] not in path.read_bytes()
    taken_in(made_school)
    again = made_school.sign_in("deputy")
    assert reading.of_kind(again.vault.daily.connection, DAILY, RecordKind.EVIDENCE) == []
    assert not incidents.open_drafts(again)


def test_no_event_of_the_daily_log_says_that_there_were_files(
    made_school: MadeSchool, screenshot: Path
) -> None:
    deputy = made_school.sign_in("deputy")
    before = deputy.vault.daily.head.number
    concern, batch = chosen(deputy, form(deputy), screenshot)
    handing_in.declare_on_form(deputy, concern, IntakeAnswer.NOT_SEEN)
    handing_in.hand_over(deputy, concern, (batch,))
    connection, newest = deputy.vault.daily.connection, deputy.vault.daily.head.number
    events = reading.events(connection, newest=newest, oldest=before + 1)
    assert [one.event.kind for one in events] == [EventKind.DRAFT_ENDED, EventKind.DRAFT_BEGUN]
    details = [dict(audit_log.detail(deputy, DAILY, one.event.number).facts) for one in events]
    assert details[0]["Sealed slips"].startswith("For parts that its writer does not read.")
    assert list(details[0]) == ["Sealed slips"], "what is sealed is not printed"


def test_a_file_that_cannot_be_read_hands_nothing_in(
    made_school: MadeSchool, screenshot: Path, tmp_path: Path
) -> None:
    deputy = made_school.sign_in("deputy")
    gone = tmp_path / "gone.png"
    gone.write_bytes(b"soon not here")
    concern, batch = chosen(deputy, form(deputy), screenshot, gone)
    gone.unlink()
    with pytest.raises(NotAReadableFile):
        handing_in.hand_over(deputy, concern, (batch,))
    assert hand_in.everything_waiting(made_school.folder, ADULTS) == []
    assert [one.account for one in incidents.open_drafts(deputy)] == [concern.account]
    gone.write_bytes(b"here again")
    handing_in.hand_over(deputy, concern, (batch,))
    dsl, reference = taken_in(made_school)
    assert len(items(dsl, reference)) == 2


def test_a_draft_keeps_names_and_says_to_choose_again(made_school: MadeSchool, screenshot: Path) -> None:
    deputy = made_school.sign_in("deputy")
    concern, batch = chosen(deputy, replace(form(deputy), files_chosen=("screenshot.png",)), screenshot)
    incidents.save_draft(deputy, concern)
    deputy = made_school.sign_in("deputy")
    (resumed,) = incidents.open_drafts(deputy)
    assert resumed.files_chosen == ("screenshot.png",)
    with pytest.raises(RuleViolation) as refused:
        handing_in.hand_over(deputy, resumed)
    assert refused.value.fields == {"evidence": handing_in.CHOOSE_AGAIN}
    handing_in.hand_over(deputy, resumed, (batch,))
    dsl, reference = taken_in(made_school)
    assert len(items(dsl, reference)) == 1


def test_chosen_before_the_kind_was_known_it_goes_where_the_concern_goes(
    made_school: MadeSchool, screenshot: Path
) -> None:
    deputy = made_school.sign_in("deputy")
    unsorted = form(deputy, category=NOT_SORTED, participants=(Participant(COACH, "mentioned"),))
    concern, batch = chosen(deputy, unsorted, screenshot)
    late = replace(concern, category="SPC", about_head=True)
    handing_in.hand_over(deputy, late, (batch,))
    assert handing_in.take_in_handed(made_school.sign_in("head")) == 0
    dsl, reference = taken_in(made_school, home=Compartment.NOT_HEAD)
    assert [one.stored.sha256 for one in items(dsl, reference)] == [sha256(PICTURE).hexdigest()]


def test_chosen_for_a_hand_in_and_filed_after_all_it_is_kept_with_the_record(
    made_school: MadeSchool, screenshot: Path, tmp_path: Path
) -> None:
    deputy = made_school.sign_in("deputy")
    gone = tmp_path / "gone.png"
    gone.write_bytes(b"soon not here")
    concern, batch = chosen(deputy, form(deputy), screenshot, gone)
    declared_at = deputy.now()
    gone.unlink()
    made_school.clock.forward(minutes=3)
    child = PersonRef(None, "Tyler Pike", "4B")
    plain = replace(concern, category="CB", participants=(Participant(child, "target"),))
    filed = handing_in.file(deputy, plain, (batch,))
    (item,) = items(deputy, filed.reference)
    assert filed.reference.compartment is DAILY
    assert (item.stored.sha256, item.declared_at) == (sha256(PICTURE).hexdigest(), declared_at)
    assert len(filed.left_out) == 1 and filed.left_out[0].startswith("gone.png: ")


def test_words_only_is_said_before_anything_is_read(made_school: MadeSchool, screenshot: Path) -> None:
    deputy = made_school.sign_in("deputy")
    concern, batch = chosen(deputy, form(deputy), screenshot)
    screenshot.unlink()
    for closed in (replace(concern, category="II"), replace(concern, intake_closed=True)):
        with pytest.raises(RuleViolation) as refused:
            handing_in.hand_over(deputy, closed, (batch,))
        assert refused.value.fields == {"evidence": handing_in.WORDS_ONLY}
        with pytest.raises(intake_problems.IntakeClosed):
            handing_in.declare_on_form(deputy, closed, IntakeAnswer.NO_SEEN_ALL)


@pytest.mark.parametrize("answer", [IntakeAnswer.YES_OR_POSSIBLY, IntakeAnswer.NOT_SEEN])
def test_any_other_answer_lets_nothing_in_and_goes_with_the_concern(
    made_school: MadeSchool, answer: IntakeAnswer
) -> None:
    deputy = made_school.sign_in("deputy")
    concern, advice = handing_in.declare_on_form(deputy, form(deputy), answer)
    assert isinstance(advice, StopAdvice)
    assert advice.form is not None and advice.form.intake_closed and advice.form.id == concern.id
    (kept,) = incidents.open_drafts(deputy)
    assert [one.answer for one in kept.intake_answers] == [answer], "kept before anything else is asked"
    handing_in.hand_over(deputy, advice.form)
    dsl, reference = taken_in(made_school)
    incident = dsl.vault.get(reference).content
    assert isinstance(incident, Incident) and incident.intake_closed
    (event,) = [
        one.event
        for one in reading.events_of(dsl.vault.compartment(ADULTS).connection, reference.id)
        if one.event.kind is EventKind.TAKEN_IN
    ]
    assert event.facts["answer_1"] == answer.value


def test_facts_are_checked_before_a_file_is_listed(made_school: MadeSchool, screenshot: Path) -> None:
    deputy = made_school.sign_in("deputy")
    _, permit = handing_in.declare_on_form(deputy, form(deputy), IntakeAnswer.NO_SEEN_ALL)
    assert isinstance(permit, FormPermit)
    late = replace(FACTS, captured_at=moment("2027-01-01 09:00"))
    with pytest.raises(RuleViolation) as refused:
        handing_in.chosen(deputy, permit, (Offered(Way.FILE, late, path=screenshot),))
    assert "captured_at" in refused.value.fields
    with pytest.raises(RuleViolation):
        handing_in.chosen(deputy, permit, ())


def test_what_did_not_arrive_is_noted_on_the_record_and_said_at_unlock(
    made_school: MadeSchool, screenshot: Path
) -> None:
    deputy = made_school.sign_in("deputy")
    concern, batch = chosen(deputy, form(deputy), screenshot, b"pasted" + PICTURE)
    handing_in.hand_over(deputy, concern, (batch,))
    inbox = hand_in.inbox(made_school.folder, ADULTS)
    lost = next(one for one in sealed_files.all_files(inbox) if one.stat().st_size > 0)
    lost.unlink()
    dsl, reference = taken_in(made_school)
    (left,) = items(dsl, reference)
    (note,) = reading.about(dsl.vault.compartment(ADULTS).connection, reference, (RecordKind.NOTE,))
    assert isinstance(note.content, Note)
    missing = {sha256(PICTURE).hexdigest(), sha256(b"pasted" + PICTURE).hexdigest()} - {left.stored.sha256}
    assert missing.pop() in note.content.text
    assert "Ask Mr Tom Reed for it again." in note.content.text
    headings = [line.heading for line in unlock_notices.notice_lines(dsl)]
    assert "1 file handed in did not arrive as handed in" in headings
    assert verifying.verify(dsl.vault) == []


def test_what_never_arrived_is_said_in_words_to_its_readers_only(made_school: MadeSchool) -> None:
    deputy = made_school.sign_in("deputy")
    handing_in.hand_over(deputy, form(deputy, about_head=True))
    for path in hand_in.everything_waiting(made_school.folder, Compartment.NOT_HEAD):
        path.unlink()
    for who, told in (("head", False), ("deputy", False), ("dsl", True), ("head", False)):
        session = made_school.sign_in(who)
        assert handing_in.take_in_handed(session) == 0
        lines = [line for line in unlock_notices.notice_lines(session) if line.code == "never_arrived"]
        assert bool(lines) is told
        for line in lines:
            assert "part about the Headteacher" in line.heading
            assert line.text.startswith("Mr Tom Reed handed it in on Mon 7 Sep 2026, 08:00")
        said = [
            one
            for part in session.vault
            for one in reading.events_of_kind(part.connection, EventKind.HANDED_IN)
        ]
        assert bool(said) is told


@pytest.fixture
def pikes(made_school: MadeSchool) -> tuple[PersonRef, PersonRef]:
    """An aunt and her nephew, declared and acknowledged with conditions."""
    session = made_school.sign_in()
    aunt = adult(session, "Shona Pike", "Midday supervisor")
    tyler = pupil(session, "Tyler Pike", date(2018, 3, 9))
    acknowledged(session, made_school, aunt, tyler)
    made_school.clock.set("2026-10-05 10:00")
    return aunt, tyler


def test_a_contact_check_goes_with_the_concern_that_is_handed_in(
    made_school: MadeSchool, pikes: tuple[PersonRef, PersonRef], screenshot: Path
) -> None:
    aunt, tyler = pikes
    deputy = made_school.sign_in("deputy")
    question = ContactQuestion(
        aunt, tyler, "tiktok", about(at("2026-10-03 19:00")), direction=Direction.ADULT_TO_PUPIL
    )
    checked_at = deputy.now()
    verdict = contact_checks.check(deputy, question)
    made_school.clock.forward(minutes=20)
    assert verdict.entries, "the register has an entry for them"
    begun = contact_check_keeping.new_incident_with(deputy, verdict)
    ready = replace(
        begun,
        danger=Danger.NO,
        danger_asked_at=deputy.now(),
        account="A public comment on his video.",
        told=Typed("", moment("2026-10-05 09:00")),
        happened=Typed("", moment("2026-10-03 19:00")),
    )
    assert not deputy.opens(home_of(deputy, ready))
    incidents.save_draft(deputy, ready)
    (resumed,) = incidents.open_drafts(deputy)
    assert resumed.verdict == verdict, "frozen in the draft as it was given"
    concern, batch = chosen(deputy, resumed, screenshot)
    handing_in.hand_over(deputy, concern, (batch,))
    daily = deputy.vault.daily.connection
    assert reading.of_kind(daily, DAILY, RecordKind.VERDICT) == []

    made_school.clock.set("2026-10-06 08:00")
    dsl, reference = taken_in(made_school)
    (kept,) = contact_checks.kept(dsl, reference)
    (stored,) = reading.about(dsl.vault.compartment(ADULTS).connection, reference, (RecordKind.VERDICT,))
    assert stored.content.verdict == verdict
    assert stored.content.checked_by == made_school.users["deputy"]
    assert stored.content.checked_at == checked_at, "when it was checked, not when it was taken in"
    assert kept
    incident = dsl.vault.get(reference).content
    assert isinstance(incident, Incident)
    assert [one.role for one in incident.participants][:2] == ["adult_of_concern", "child_contacted"]
    assert len(items(dsl, reference)) == 1
    assert verifying.verify(dsl.vault) == []
