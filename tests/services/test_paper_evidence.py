"""Evidence on paper: what the schedule, the contact sheet, the custody record and the handover form say."""

import struct
import tracemalloc
import zlib
from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.documents.content import strong
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.evidence import CaptureFacts, Way
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import custody, evidence, evidence_items, paper
from safeguard_app.services.evidence_views import Offered
from safeguard_app.services.paper_kinds import BUILDERS
from safeguard_app.services.paper_views import CustodyPaper, HandoverPaper, IncidentPaper, SchedulePaper
from safeguard_app.services.session import Session
from tests.documents.reading import structure
from tests.evidence_files.made_files import picture
from tests.services.conftest import log_incident, moment, pupil
from tests.services.test_evidence import EVERY_FACT, logged, permit_for, png
from tests.services.test_paper import words_of

COLOUR = (200, 30, 90, 255)
BROKEN = png()[:45] + b"\0" * 40


@pytest.fixture
def told(session: Session) -> tuple[Session, Reference, tuple[Reference, ...]]:
    """Four exhibits supplied by a parent who asked not to be named; the last was taken back."""
    child = pupil(session, "Ella Tan", date(2016, 4, 2))
    parent = PersonRef(None, "Mrs Anna Hallam", "Parent")
    incident = log_incident(session, "TR", (child, "target"), (parent, "reporter"), withheld="reporter")
    first = replace(
        EVERY_FACT,
        captured_at=moment("2026-09-12 09:00"),
        supplied_by="Anna Hallam",
        captured_by="Mrs Hallam",
    )
    batch = (
        Offered(Way.FILE, first, content=picture("PNG", 900, 300, COLOUR), name="mine.png"),
        Offered(Way.FILE, CaptureFacts(what="A letter"), content=b"Dear Miss", name="letter.txt"),
        Offered(Way.FILE, CaptureFacts(what="Broken"), content=BROKEN, name="broken.png"),
        Offered(Way.FILE, CaptureFacts(what="Not of this case"), content=png(4, 1), name="other.png"),
    )
    items = tuple(one.item for one in evidence.take_in(session, permit_for(session, incident), batch).taken)
    evidence_items.withdraw(session, items[3], "Not of this case.", version=1)
    return session, incident, items


Told = tuple[Session, Reference, tuple[Reference, ...]]


def test_the_schedule_says_every_fact_of_every_live_exhibit_and_names_nobody_who_asked(told: Told) -> None:
    session, incident, _ = told
    words = words_of(paper.preview(session, SchedulePaper(incident)).pdf)
    for expected in (
        "Ex1, Ex2 and Ex3, as it stood on Mon 14 Sep 2026.",
        "Ex1, A post with nine comments",
        "https://social.example/groups/1",
        "Posted, as shown Sat 20:14",
        "mine.png, Picture (PNG)",
        "Sealed Mon 14 Sep 2026, 09:00, by Miss Jo Abbey",
        "Full address Not given",
        "Name withheld",
    ):
        assert expected in words, expected
    assert "Not of this case" not in words and "Hallam" not in words
    assert "Contact sheet" not in words
    assert not any(one.event.kind is EventKind.EVIDENCE_VIEWED for one in logged(session))


def test_a_query_about_its_times_stands_under_the_facts_of_an_exhibit_on_each_paper(session: Session) -> None:
    """An exhibit whose capture comes before its post is asked about where it is read; the other is not."""
    incident = log_incident(session, "TR", (pupil(session, "Ella Tan", date(2016, 4, 2)), "target"))
    early = replace(EVERY_FACT, captured_at=moment("2026-09-11 19:50"), posted_as_shown="11 Sep 2026, 20:14")
    late = replace(early, captured_at=moment("2026-09-11 21:00"))
    batch = (
        Offered(Way.FILE, early, content=png(), name="early.png"),
        Offered(Way.FILE, late, content=png(4, 1), name="late.png"),
    )
    evidence.take_in(session, permit_for(session, incident), batch)
    (query,) = evidence_items.exhibits(session, incident).items[0].queries
    for job in (SchedulePaper(incident), IncidentPaper(incident)):
        words = words_of(paper.preview(session, job).pdf)
        assert repr(strong("Query: ")) in repr(BUILDERS[type(job)](session, job).document), (
            "set as no fact is"
        )
        assert words.count("Query:") == 1
        assert f"Query: {query}" in words
        assert (
            words.index("On her telephone")
            < words.index("Query:")
            < words.index("Ex2", words.index("Query:"))
        )


def test_a_contact_sheet_only_when_asked_for_and_each_picture_on_it_was_viewed(told: Told) -> None:
    session, incident, items = told
    made = paper.issue(session, SchedulePaper(incident, pictures=True))
    code, figure = structure(made.pdf).all("Figure")
    assert code.alternative.startswith("Code with the number of this document")
    assert figure.alternative.startswith("Ex1, A post with nine comments, captured ")
    words = words_of(made.pdf)
    assert "Ex2 is no picture this program shows, so it is not on this sheet." in words
    assert "Ex3 is not on this sheet." in words
    viewed = [one.event for one in logged(session) if one.event.kind is EventKind.EVIDENCE_VIEWED]
    assert {event.facts["exhibit"] for event in viewed} == {1, 3}
    assert "Looked at, inside the program" in [one.what for one in custody.record_of(session, items[0]).lines]
    (line,) = paper.issued(session, incident)
    assert line.title == "Evidence schedule"
    assert paper.open_issued(session, line.document).pdf == made.pdf


def test_a_custody_record_on_paper_says_what_the_sheet_says(told: Told) -> None:
    session, _, items = told
    custody.check_file(session, items[0])
    words = words_of(paper.issue(session, CustodyPaper(items[0])).pdf)
    for line in custody.record_of(session, items[0]).lines:
        assert line.what in words and line.when in words and f"{line.event:,}" in words
    taken_back = words_of(paper.preview(session, CustodyPaper(items[3])).pdf)
    assert "Taken back: Not of this case." in taken_back


def test_a_handover_form_holds_what_was_chosen_and_room_for_every_hand(told: Told) -> None:
    session, incident, items = told
    made = paper.issue(session, HandoverPaper(incident, (items[1],)))
    words = words_of(made.pdf)
    for expected in ("Ex2 A letter", "Crime, log no.", "Station, office", "Copies kept", "Received by"):
        assert expected in words, expected
    assert "Ex1" not in words and "Baylis Lane Primary" in words
    hands = structure(made.pdf).all("Table")[-1]
    assert [node.text for node in hands.all("TH")] == ["From", "To", "Date, time", "Reason", "Signature"]
    assert len(hands.all("TBody")[0].all("TR")) == 6
    for wrong in ((), (items[3],)):
        with pytest.raises(RuleViolation):
            paper.preview(session, HandoverPaper(incident, wrong))
    assert made.file_name == "2026-0001 handover form.pdf"


def one_bit(side: int) -> bytes:
    """A white PNG of one bit for each point, made row by row."""
    packed, row = zlib.compressobj(), b"\0" + b"\xff" * (side // 8)
    data = b"".join(packed.compress(row) for _ in range(side)) + packed.flush()

    def chunk(name: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + check

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def test_a_sheet_with_a_picture_of_one_point_and_one_of_four_hundred_million(session: Session) -> None:
    incident = log_incident(session, "CB", (pupil(session, "Ella Tan", date(2016, 4, 2)), "target"))
    batch = (
        Offered(Way.FILE, CaptureFacts(what="A point"), content=picture("PNG", 1, 1, COLOUR), name="one.png"),
        Offered(Way.FILE, CaptureFacts(what="Vast"), content=one_bit(20_000), name="vast.png"),
    )
    evidence.take_in(session, permit_for(session, incident), batch)
    tracemalloc.start()
    made = paper.preview(session, SchedulePaper(incident, pictures=True))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 120_000_000, (
        "decoded, it would be 400 million bytes: that is tried in a process apart, bounded"
    )
    _, figure = structure(made.pdf).all("Figure")
    assert figure.alternative.startswith("Ex1, A point")
    assert "Ex2 is not on this sheet. The picture is too large to be opened safely." in words_of(made.pdf)
