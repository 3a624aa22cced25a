"""The question before anything is read, permits, sealing, types told by content, and what a viewer is given."""

import struct
import zlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.evidence import CaptureFacts, IntakeAnswer, Reached, TakenWith, Way
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.incidents import Danger
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import evidence, evidence_items, evidence_showing, incidents
from safeguard_app.services.capture_facts import checked_facts
from safeguard_app.services.evidence_showing import CannotShow
from safeguard_app.services.evidence_views import IntakePermit, Offered, StopAdvice
from safeguard_app.services.intake_problems import IntakeClosed, NoPermit
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from safeguard_app.vault import reading
from safeguard_app.vault.problems import NoKey, NotAReadableFile
from safeguard_app.vault.reading import LoggedEvent
from tests.services.conftest import MadeSchool, adult, log_incident, moment, pupil

EVERY_FACT = CaptureFacts(
    what="A post with nine comments",
    captured_at=moment("2026-09-22 09:00"),
    captured_by="Ms Nandra",
    posted_as_shown="Sat 20:14",
    url="https://social.example/groups/1",
    handle="@deanh",
    platform="facebook",
    device="iPad 7",
    device_owner="Mr Hollis",
    supplied_by="A grandmother",
    reached=Reached.OWN_ACCOUNT,
    whole_thread="Nothing after it",
    original_kept="On her telephone",
    note="Cropped at the foot",
    taken_with=TakenWith.OWN,
    copies="On the tutor’s telephone, removed on Monday",
    related="Ex2",
    child="Tyler Pike, by his school jumper",
)
"""An exhibit of which everything was answered."""
FACTS = CaptureFacts(what="Comment under a video")


def png(width: int = 2, height: int = 1) -> bytes:
    """A small PNG that says it is of any size."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\x00" + b"\x10\x20\x30" * 2)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def logged(session: Session, compartment: Compartment = Compartment.DAILY) -> list[LoggedEvent]:
    """Every event of a compartment, newest first."""
    opened = session.vault.compartment(compartment)
    return reading.events(opened.connection, newest=opened.head.number)


def permit_for(session: Session, about: Reference) -> IntakePermit:
    """The permit after "No, I have seen all of it"."""
    permit = evidence.declare(session, about, IntakeAnswer.NO_SEEN_ALL)
    assert isinstance(permit, IntakePermit)
    return permit


@pytest.fixture
def trolling(made_school: MadeSchool) -> tuple[Session, Reference]:
    """Signed in as DSL, with a trolling incident in the daily log."""
    session = made_school.sign_in()
    child = pupil(session, "Ella Tan", date(2016, 4, 2))
    return session, log_incident(session, "TR", (child, "target"))


@pytest.fixture
def screenshot(tmp_path: Path) -> Path:
    """A screenshot whose name a person must never find outside the log."""
    path = tmp_path / "kai-halloway-post.png"
    path.write_bytes(png())
    return path


def test_the_answer_is_recorded_before_anything_is_read_and_names_no_file(
    trolling: tuple[Session, Reference], screenshot: Path
) -> None:
    session, incident = trolling
    permit = permit_for(session, incident)

    event = logged(session)[0].event
    assert (event.kind, event.record, event.facts) == (
        EventKind.DECLARED_FOR_INTAKE,
        incident.id,
        {"answer": "no_seen_all"},
    )
    taken = evidence.take_in_file(session, permit, screenshot, FACTS)

    kinds = [one.event.kind for one in logged(session)[:2]]
    assert kinds == [EventKind.EVIDENCE_SEALED, EventKind.DECLARED_FOR_INTAKE]
    assert [one.exhibit for one in taken.taken] == ["Ex1"]
    shown = evidence_items.exhibits(session, incident).items[0]
    assert (shown.exhibit, shown.type_words, shown.file_name) == (
        "Ex1",
        "Picture (PNG)",
        "kai-halloway-post.png",
    )
    assert shown.sealed == "Sealed Mon 7 Sep 2026, 08:00, by Miss Jo Abbey"


@pytest.mark.parametrize("answer", [IntakeAnswer.YES_OR_POSSIBLY, IntakeAnswer.NOT_SEEN])
def test_yes_and_not_seen_read_nothing_and_say_what_to_do(
    trolling: tuple[Session, Reference], answer: IntakeAnswer
) -> None:
    session, incident = trolling

    advice = evidence.declare(session, incident, answer)

    assert isinstance(advice, StopAdvice)
    event = logged(session)[0].event
    assert (event.kind, event.facts) == (EventKind.INTAKE_REFUSED, {"answer": answer.value})
    assert ("Police", "PC Example", "01632 960101") in [(r.agency, r.name, r.number) for r in advice.ring]
    assert any("Designated Safeguarding Lead" in line for line in advice.do_now)
    assert any("neither copied nor cleared" in line for line in advice.copies)
    assert not session.vault.daily.known_files()


def test_the_words_only_record_is_prefilled_and_can_be_filed(trolling: tuple[Session, Reference]) -> None:
    session, incident = trolling
    advice = evidence.declare(session, incident, IntakeAnswer.YES_OR_POSSIBLY)
    assert isinstance(advice, StopAdvice)
    assert advice.form is not None
    assert (advice.form.category, advice.form.intake_closed, advice.form.account) == ("II", True, "")
    assert [one.person.name for one in advice.form.participants] == ["Ella Tan"]

    form = replace(advice.form, account="A pupil said that ...", danger=Danger.NO)
    filed = incidents.file(session, form)[0]

    assert not evidence.intake_state(session, filed).is_open
    with pytest.raises(IntakeClosed):
        evidence.declare(session, filed, IntakeAnswer.NO_SEEN_ALL)
    event = logged(session)[0].event
    assert (event.kind, event.facts) == (EventKind.INTAKE_REFUSED, {"answer": "no_seen_all", "closed": 1})


def test_a_permit_is_good_for_one_batch_and_one_record(
    trolling: tuple[Session, Reference], screenshot: Path
) -> None:
    session, incident = trolling
    permit = permit_for(session, incident)
    evidence.take_in_file(session, permit, screenshot, FACTS)

    with pytest.raises(NoPermit):
        evidence.take_in_file(session, permit, screenshot, FACTS)
    with pytest.raises(NoPermit):
        evidence.take_in_bytes(session, permit, png(), "pasted", FACTS)

    assert len(evidence_items.exhibits(session, incident).items) == 1


def test_a_record_closed_after_the_answer_takes_nothing_in(
    trolling: tuple[Session, Reference], screenshot: Path
) -> None:
    session, incident = trolling
    permit = permit_for(session, incident)
    stored = incidents.current(session, incident)
    closed = replace(stored.content, intake_closed=True)
    incidents.correct(session, incident, closed, "It may show a child.", replacing=stored.number)

    with pytest.raises(IntakeClosed):
        evidence.take_in_file(session, permit, screenshot, FACTS)

    assert not session.vault.daily.known_files()


def test_a_batch_reports_what_was_kept_and_what_was_not(
    trolling: tuple[Session, Reference], screenshot: Path, tmp_path: Path
) -> None:
    session, incident = trolling
    empty = tmp_path / "empty.png"
    empty.write_bytes(b"")
    offered = tuple(Offered(Way.DROP, FACTS, path=path) for path in (screenshot, empty, tmp_path, screenshot))

    made = evidence.take_in(session, permit_for(session, incident), offered)

    assert [one.exhibit for one in made.taken] == ["Ex1", "Ex2"]
    assert [(one.place, type(one.problem)) for one in made.refused] == [
        (1, NotAReadableFile),
        (2, NotAReadableFile),
    ]
    assert (
        made.taken[1].note == "The same content is already kept as Ex1. It is kept once, and recorded twice."
    )


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (png(), "image/png"),
        (b"\x89PNG\r\n\x1a\nnot a picture at all", "application/octet-stream"),
        (b"MZ\x90\x00 a program called picture.png", "application/octet-stream"),
        (b"Hello, this is only a text.", "text/plain"),
        (b"From: a@b.example\r\nReceived: by c\r\nSubject: hello\r\n\r\nText", "message/rfc822"),
        (b"%PDF-1.7\n", "application/pdf"),
        (b"II*\x00\x08\x00\x00\x00", "image/tiff"),
        (b"\xef\xbb\xbf\n<!-- saved --><!DOCTYPE html>\n<title>x</title>", "text/html"),
        (b"She wrote <html> in the chat.", "text/plain"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1", "image/heic"),
        (b"\x00\x00\x00\x18ftypavif\x00\x00\x00\x00mif1", "image/avif"),
        (b"\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00mp42", "audio/mp4"),
        (b"ID3\x04\x00\x00\x00\x00\x00\x00", "audio/mpeg"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "audio/wav"),
        (b"OggS\x00\x02", "audio/ogg"),
        (b"PK\x03\x04" + bytes(26) + b"_chat.txt", "application/zip"),
        ("Zoë – 14/10".encode("utf-16"), "text/plain"),
        ("A café in the lane".encode("cp1252"), "text/plain"),
        (b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00mp42", "video/mp4"),
        ("Zażółć – ".encode() * 700, "text/plain"),
    ],
)
def test_types_are_told_by_content_never_by_name(
    trolling: tuple[Session, Reference], content: bytes, media_type: str
) -> None:
    session, incident = trolling
    made = evidence.take_in_bytes(session, permit_for(session, incident), content, "picture.png", FACTS)

    kept = session.vault.get(made.taken[0].item).content

    assert getattr(kept, "stored").media_type == media_type  # noqa: B009 - an evidence item


def test_a_picture_is_opened_only_after_its_event(trolling: tuple[Session, Reference]) -> None:
    session, incident = trolling
    made = evidence.take_in_bytes(session, permit_for(session, incident), png(2, 1), "a.png", FACTS)

    opened = evidence_showing.open_file(session, made.taken[0].item)

    event = logged(session)[0].event
    assert (event.kind, event.record, event.facts) == (
        EventKind.EVIDENCE_VIEWED,
        incident.id,
        {"exhibit": 1},
    )
    assert (opened.content, opened.media_type, opened.title) == (png(2, 1), "image/png", "Ex1")


@pytest.mark.parametrize("content", [png(20_000, 20_000), b"\0\1 no type", b"\x89PNG\r\n\x1a\nnot one"])
def test_what_is_too_large_or_no_picture_is_kept_and_not_opened(
    trolling: tuple[Session, Reference], content: bytes
) -> None:
    session, incident = trolling
    made = evidence.take_in_bytes(session, permit_for(session, incident), content, "a.png", FACTS)

    with pytest.raises(CannotShow):
        evidence_showing.open_file(session, made.taken[0].item)

    assert EventKind.EVIDENCE_VIEWED not in [one.event.kind for one in logged(session)]


def test_what_is_too_large_to_be_shown_is_not_even_read(
    trolling: tuple[Session, Reference], monkeypatch: pytest.MonkeyPatch
) -> None:
    session, incident = trolling
    made = evidence.take_in_bytes(session, permit_for(session, incident), png(), "a.png", FACTS)
    monkeypatch.setattr(evidence_showing, "MOST_READ", len(png()) - 1)
    monkeypatch.setattr(evidence_showing, "sealed_content", lambda *_: pytest.fail("it was read"))

    with pytest.raises(CannotShow) as refused:
        evidence_showing.open_file(session, made.taken[0].item)

    assert "too large" in refused.value.sentence


def test_completeness_is_counted_by_the_category(
    trolling: tuple[Session, Reference], made_school: MadeSchool
) -> None:
    session, incident = trolling
    made_school.clock.set("2026-09-14 09:00")
    wanted = len(session.catalogue.evidence_of("TR"))
    assert evidence_items.exhibits(session, incident).completeness.words == f"0 of {wanted}"
    full = replace(EVERY_FACT, captured_at=moment("2026-09-12 10:00"))
    evidence.take_in_bytes(session, permit_for(session, incident), png(), "a.png", full)

    listed = evidence_items.exhibits(session, incident)

    assert (listed.completeness.words, listed.completeness.meaning) == (
        f"{wanted} of {wanted}",
        StatusMeaning.DONE,
    )
    assert listed.missing == ()


def test_facts_are_corrected_with_a_reason_and_a_future_capture_is_refused(
    trolling: tuple[Session, Reference],
) -> None:
    session, incident = trolling
    made = evidence.take_in_bytes(session, permit_for(session, incident), png(), "a.png", FACTS)
    item = made.taken[0].item
    later = CaptureFacts(what="Comment", captured_at=moment("2026-09-08 10:00"))

    with pytest.raises(RuleViolation) as refused:
        evidence_items.correct_facts(session, item, later, "Wrong.", version=1)
    assert set(refused.value.fields) == {"captured_at"}
    evidence_items.correct_facts(
        session, item, CaptureFacts(what="Comment 2"), "It was the second.", version=1
    )

    assert logged(session)[0].event.kind is EventKind.EVIDENCE_FACTS
    shown = evidence_items.exhibits(session, incident).items[0]
    assert (shown.title, shown.version) == ("Comment 2", 2)


@pytest.mark.parametrize(
    ("captured", "posted", "asked"),
    [
        ("2026-09-06 19:50", "6 September 2026 at 20:14", True),
        ("2026-09-06 19:50", "06/09/2026 20:14", True),
        ("2026-09-06 20:14", "6 September 2026 at 20:14", False),
        ("2026-09-06 21:00", "6 September 2026 at 20:14", False),
        ("2026-09-01 09:00", "2 h ago", False),
        ("2026-09-01 09:00", "Sun at 20:14", False),
        ("2026-09-01 09:00", "20:14", False),
        ("2026-09-01 09:00", "seen by 40", False),
        ("2026-09-01 09:00", "", False),
    ],
)
def test_a_capture_before_the_post_is_asked_about_where_the_post_says_its_own_day(
    trolling: tuple[Session, Reference], captured: str, posted: str, asked: bool
) -> None:
    session, incident = trolling
    facts = CaptureFacts(what="Comment", captured_at=moment(captured), posted_as_shown=posted)
    evidence.take_in_bytes(session, permit_for(session, incident), png(), "a.png", facts)

    queries = evidence_items.exhibits(session, incident).items[0].queries

    assert bool(queries) is asked
    if asked:
        assert posted in queries[0] and "19:50 as given" in queries[0]


def test_facts_are_checked_before_the_file_is_read(
    trolling: tuple[Session, Reference], tmp_path: Path
) -> None:
    session, incident = trolling
    missing = tmp_path / "not-there.png"
    bad = CaptureFacts(what="x" * 3_000)

    with pytest.raises(RuleViolation):
        evidence.take_in_file(session, permit_for(session, incident), missing, bad)


def test_an_exhibit_taken_back_leaves_counts_and_is_not_shown(trolling: tuple[Session, Reference]) -> None:
    session, incident = trolling
    made = evidence.take_in_bytes(session, permit_for(session, incident), png(), "a.png", FACTS)
    item = made.taken[0].item
    evidence_items.withdraw(session, item, "Not of this case.", version=1)

    listed = evidence_items.exhibits(session, incident)

    assert listed.items[0].withdrawn.endswith("by Miss Jo Abbey: Not of this case.")
    assert listed.completeness.words.startswith("0 of")
    assert not listed.items[0].opens_as
    with pytest.raises(CannotShow):
        evidence_showing.open_file(session, item)


def test_evidence_of_a_concern_about_an_adult_is_sealed_beside_it_and_closed_to_the_deputy(
    made_school: MadeSchool,
) -> None:
    session = made_school.sign_in()
    who = adult(session, "Shona Pike", "Midday supervisor")
    incident = log_incident(session, "SPC", (who, "adult_of_concern"))
    made = evidence.take_in_bytes(session, permit_for(session, incident), png(), "a.png", FACTS)

    assert incident.compartment is Compartment.ADULTS
    assert session.vault.compartment(Compartment.ADULTS).known_files()
    assert not session.vault.daily.known_files()
    session = made_school.sign_in("deputy")
    with pytest.raises(NoKey):
        evidence.declare(session, incident, IntakeAnswer.NO_SEEN_ALL)
    with pytest.raises(NoKey):
        evidence_showing.open_file(session, made.taken[0].item)


def test_an_unknown_person_in_words_only_is_no_obstacle(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    incident = log_incident(session, "CB", (PersonRef(None, "Somebody in Year 5"), "target"))

    assert evidence.intake_state(session, incident).is_open


def test_near_same_pictures_of_two_people_stay_two_exhibits_that_name_each_other(
    made_school: MadeSchool,
) -> None:
    session = made_school.sign_in()
    incident = log_incident(session, "CB", (PersonRef(None, "Tyler Pike"), "target"))
    for number, who in ((2, "Ms Nandra"), (3, "A grandmother")):
        facts = CaptureFacts(what="The post", supplied_by=who)
        evidence.take_in_bytes(session, permit_for(session, incident), png(number), "post.png", facts)
    second = evidence.exhibits_of(session, incident)[1]
    with pytest.raises(RuleViolation) as refused:
        wrong = replace(second.content.facts, related="the other one")
        evidence_items.correct_facts(session, second.reference, wrong, "Same post", version=1)
    assert set(refused.value.fields) == {"related"}
    linked = replace(second.content.facts, related="ex1")
    evidence_items.correct_facts(session, second.reference, linked, "Same post", version=1)
    first, other = evidence_items.exhibits(session, incident).items
    assert ("Belongs with", "Ex1") in [(one.label, one.words) for one in other.fact_lines]
    assert ("Said to belong with", "Ex2") in [(one.label, one.words) for one in first.fact_lines]
    assert first.sha256 != other.sha256


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2, ex4-a and Ex3", "Ex2, Ex4-A, Ex3"),
        ("EX1-AB;7  12", "Ex1-AB, Ex7, Ex12"),
        (" and ", ""),
        ("Ex0", None),
        ("4-", None),
        ("2 or 3", None),
        ("12345", None),
    ],
)
def test_the_exhibits_that_one_belongs_with_are_written_one_way(
    trolling: tuple[Session, Reference], typed: str, kept: str | None
) -> None:
    session, _ = trolling
    facts = CaptureFacts(what="The post", related=typed)
    if kept is None:
        with pytest.raises(RuleViolation) as refused:
            checked_facts(session, facts)
        assert refused.value.fields == {"related": "Type the numbers of exhibits, such as Ex2, Ex4."}
        return
    assert checked_facts(session, facts).related == kept


def test_an_exhibit_is_taken_back_once(trolling: tuple[Session, Reference]) -> None:
    session, incident = trolling
    item = evidence.take_in_bytes(session, permit_for(session, incident), png(), "a.png", FACTS).taken[0].item
    with pytest.raises(RuleViolation) as refused:
        evidence_items.withdraw(session, item, " ", version=1)
    assert set(refused.value.fields) == {"reason"}
    evidence_items.withdraw(session, item, "Not of this case.", version=1)
    with pytest.raises(RuleViolation) as refused:
        evidence_items.withdraw(session, item, "Again.", version=2)
    assert refused.value.fields == {"item": "This exhibit has already been taken back."}
    assert evidence_items.exhibits(session, incident).items[0].withdrawn.endswith("Not of this case.")
