"""Documents: what they say, that their bytes are kept, who is withheld, and that each way out is an event."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from safeguard_app.documents.page_images import page_count, page_text
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.document_identity import DocumentIdentity
from safeguard_app.domain.entries import Decision, DecisionKind, Note, NoteKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.evidence import CaptureFacts, IntakeAnswer
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import (
    contact_checks,
    entries,
    evidence,
    incidents,
    paper,
    paper_forms,
    referrals,
)
from safeguard_app.services.evidence_views import IntakePermit
from safeguard_app.services.paper_views import IncidentPaper, ReferralPaper, RegisterPaper, SheetPaper
from safeguard_app.services.session import Session
from safeguard_app.vault import reading, sealed_files
from safeguard_app.vault.problems import EvidenceDamaged, NoKey
from tests.services.conftest import SCHOOL, MadeSchool, adult, at, log_incident, moment, pupil
from tests.services.test_contact_checks import asked
from tests.services.test_declarations import declared
from tests.services.test_evidence import png


def words_of(pdf: bytes) -> str:
    """All words of a document, spaces and line ends made one space."""
    return " ".join(" ".join(page_text(pdf, page) for page in range(page_count(pdf))).split())


@pytest.fixture
def pike(made_school: MadeSchool) -> tuple[Session, Reference, MadeSchool]:
    """Staff-pupil contact about Shona Pike, told by a parent who asked not to be named."""
    session = made_school.sign_in()
    aunt = adult(session, "Shona Pike", "Midday supervisor")
    tyler = pupil(session, "Tyler Pike", date(2018, 3, 9))
    made_school.clock.set("2026-09-22 15:24")
    incident = log_incident(
        session,
        "SPC",
        (aunt, "adult_of_concern"),
        (tyler, "child_contacted"),
        (PersonRef(None, "Mrs Anna Hallam", "Parent of a Year 4 pupil"), "reporter"),
        account="Anna Hallam said: nine comments on Tyler’s videos. Żółć 😀",
        happened=moment("2026-09-19 19:00"),
        told=moment("2026-09-22 08:35"),
        withheld="reporter",
    )
    contact_checks.keep(session, incident, contact_checks.check(session, asked(aunt, tyler)))
    return session, incident, made_school


def test_the_record_says_what_the_log_says_and_withholds_the_reporter(
    pike: tuple[Session, Reference, MadeSchool],
) -> None:
    session, incident, _ = pike
    case = incidents.case_of(session, incident)
    decision = Decision(
        DecisionKind.LOW_LEVEL_CONCERN,
        "Spoken to on 25 September",
        "Public comments by an aunt",
        "Mrs Carol Denning",
        moment("2026-09-22 15:00"),
    )
    entries.add_decision(session, incident, decision)

    seen = paper.preview(session, IncidentPaper(incident))
    words = words_of(seen.pdf)

    assert seen.file_name == f"{case}.pdf"
    assert f"Case {case}" in words
    assert "Shona Pike" in words
    assert "Name withheld" in words
    assert "Hallam" not in words
    assert "[name withheld] said: nine comments" in words
    assert "Żółć" in words
    assert "None on this register." in words
    assert "Reason: Public comments by an aunt" in words
    assert "DEMO" in words
    assert "OFFICIAL-SENSITIVE" in words


def test_the_schools_own_copy_names_the_reporter(pike: tuple[Session, Reference, MadeSchool]) -> None:
    session, incident, _ = pike

    assert "Mrs Anna Hallam" in words_of(
        paper.preview(session, IncidentPaper(incident, names_withheld=False)).pdf
    )


def test_the_chain_head_of_the_records_own_compartment_stands_in_the_footer(
    pike: tuple[Session, Reference, MadeSchool],
) -> None:
    session, incident, _ = pike
    paper.preview(session, IncidentPaper(incident))
    head = session.vault.compartment(Compartment.ADULTS).head.printed

    words = words_of(paper.preview(session, IncidentPaper(incident)).pdf)

    assert f"Chain head {head}" in words


def test_a_preview_keeps_nothing_and_issuing_keeps_the_exact_bytes(
    pike: tuple[Session, Reference, MadeSchool],
) -> None:
    session, incident, _ = pike
    compartment = session.vault.compartment(Compartment.ADULTS)
    paper.preview(session, IncidentPaper(incident))
    assert not compartment.known_files()
    looked_at = words_of(paper.preview(session, IncidentPaper(incident)).pdf)

    made = paper.issue(session, IncidentPaper(incident))

    event = reading.events_of(compartment.connection, incident.id)[-1].event
    number = DocumentIdentity(made.document.id, "").printed
    assert words_of(made.pdf) == re.sub("not issued yet", number, looked_at, flags=re.IGNORECASE)
    assert made.sha256 == hashlib.sha256(made.pdf).hexdigest()
    assert event.kind is EventKind.DOCUMENT_ISSUED
    assert event.facts == {"sha256": made.sha256, "copy": 1, "document": made.document.id}
    assert not session.vault.daily.known_files()
    assert paper.open_issued(session, made.document).pdf == made.pdf


def test_each_further_document_is_a_further_copy(pike: tuple[Session, Reference, MadeSchool]) -> None:
    session, incident, _ = pike
    first = paper.issue(session, IncidentPaper(incident))
    second = paper.issue(session, IncidentPaper(incident))

    assert (first.copy, second.copy) == ("copy 1", "copy 2")
    assert [line.copy for line in paper.issued(session, incident)] == ["copy 2", "copy 1"]
    assert "copy 2" in words_of(second.pdf)


def test_printing_and_saving_are_events_with_the_hash_and_no_folder(
    pike: tuple[Session, Reference, MadeSchool], tmp_path: Path
) -> None:
    session, incident, _ = pike
    made = paper.issue(session, IncidentPaper(incident))
    target = tmp_path / "for Mrs Hallam" / "copy.pdf"
    target.parent.mkdir()

    paper.printed(session, made.document, copies=2, collector="Mrs Carol Denning")
    paper.save_copy(session, made.document, target)

    connection = session.vault.compartment(Compartment.ADULTS).connection
    out = [one.event for one in reading.events_of(connection, incident.id)][-2:]
    assert [event.kind for event in out] == [EventKind.PRINTED, EventKind.SAVED_OUT]
    assert out[0].facts == {"copies": 2, "sha256": made.sha256, "document": made.document.id}
    assert out[1].facts == {"sha256": made.sha256, "document": made.document.id}
    assert target.read_bytes() == made.pdf
    assert paper.issued(session, incident)[0].went_out == (
        "Printed Tue 22 Sep 2026, 15:24, 2 copies, by Miss Jo Abbey, collected by Mrs Carol Denning",
        "Saved as a file Tue 22 Sep 2026, 15:24, by Miss Jo Abbey",
    )
    with pytest.raises(RuleViolation):
        paper.printed(session, made.document, copies=0)


def test_a_document_damaged_since_is_not_shown_as_if_it_were_whole(
    pike: tuple[Session, Reference, MadeSchool],
) -> None:
    session, incident, _ = pike
    made = paper.issue(session, IncidentPaper(incident))
    compartment = session.vault.compartment(Compartment.ADULTS)
    file = sealed_files.path_of(compartment.files, next(iter(compartment.known_files())))
    sealed = bytearray(file.read_bytes())
    sealed[-1] ^= 1
    file.write_bytes(bytes(sealed))

    with pytest.raises(EvidenceDamaged):
        paper.open_issued(session, made.document)


def test_a_record_entered_in_error_is_not_printed(pike: tuple[Session, Reference, MadeSchool]) -> None:
    session, incident, _ = pike
    incidents.enter_in_error(session, incident, "Twice by mistake.")

    with pytest.raises(RuleViolation):
        paper.issue(session, IncidentPaper(incident))


def test_the_referral_prints_every_field_in_the_forms_order(
    pike: tuple[Session, Reference, MadeSchool],
) -> None:
    session, incident, _ = pike
    permit = evidence.declare(session, incident, IntakeAnswer.NO_SEEN_ALL)
    assert isinstance(permit, IntakePermit)
    evidence.take_in_bytes(session, permit, png(), "a.png", CaptureFacts(what="Public comment"))
    referral = referrals.begin(session, incident)[0]
    referrals.not_known(session, referral, "adult_address", "Held by the agency.", version=1)
    referrals.urgent_not_checked(session, referral, version=2)

    made = paper.issue(session, ReferralPaper(referral))
    words = words_of(made.pdf)

    assert "Referral to the Designated Officer (LADO)" in words
    assert "OFFICIAL - SENSITIVE (WHEN COMPLETED)" in words
    assert "Urgent. It may go out before a second person has checked it." in words
    assert "Not known. Held by the agency." in words
    assert "Not answered yet" in words
    assert "Withheld because they asked not to be named" in words
    assert "Hallam" not in words
    assert "Ex1 Public comment" in words
    assert "For the LADO to complete" in words
    order = [
        words.index(part) for part in ("1 Dates", "Referrer", "The adult", "Child: Tyler", "The allegation")
    ]
    assert order == sorted(order)
    line = referrals.referral_lines(session)[0]
    assert line.issued.startswith("1 copy, last")
    assert line.due is not None


def test_printing_a_referral_does_not_meet_its_clock(pike: tuple[Session, Reference, MadeSchool]) -> None:
    session, incident, _ = pike
    referral = referrals.begin(session, incident)[0]
    before = referrals.view(session, referral).due
    made = paper.issue(session, ReferralPaper(referral))
    paper.printed(session, made.document)

    assert referrals.view(session, referral).due == before
    contact = Note(NoteKind.LADO_CONTACT, moment("2026-09-22 15:20"), "Message left.")
    entries.add_note(session, incident, contact)
    assert referrals.view(session, referral).due != before


def test_the_register_and_the_sheet_print_what_stands(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    aunt = adult(session, "Shona Pike", "Midday supervisor")
    tyler = pupil(session, "Tyler Pike", date(2018, 3, 9))
    made_school.clock.set("2026-10-12 09:00")
    reference = declared(session, aunt, tyler, "2026-09-24 15:00")

    register = words_of(paper.issue(session, RegisterPaper(date(2026, 10, 1))).pdf)
    sheet = words_of(paper.issue(session, SheetPaper(reference)).pdf)

    assert "As at Thu 1 Oct 2026. 1 declaration: 0 acknowledged, 1 with the Headteacher." in register
    assert "Shona Pike, Midday supervisor" in register
    assert "entered here on Mon 12 Oct 2026" in register
    assert "Thu 24 Sep 2026, 15:00, on signed paper" in sheet
    assert "Decided by the Headteacher." in sheet
    assert len(paper.issued(session)) == 1
    assert len(paper.issued(session, reference)) == 1


def test_the_deputy_can_make_no_document_of_a_concern_about_an_adult(
    pike: tuple[Session, Reference, MadeSchool],
) -> None:
    session, incident, school = pike
    made = paper.issue(session, IncidentPaper(incident))
    session = school.sign_in("deputy")

    for attempt in (
        lambda: paper.preview(session, IncidentPaper(incident)),
        lambda: paper.open_issued(session, made.document),
        lambda: paper.issued(session, incident),
    ):
        with pytest.raises(NoKey):
            attempt()


def test_blank_forms_need_no_open_log(make_school: Callable[..., MadeSchool]) -> None:
    school = make_school()
    words = paper_forms.words_for(school.catalogue, SCHOOL)
    when = at("2026-09-07 08:00")

    concern = paper_forms.concern_form_preview(words, SCHOOL, when)
    sheet = paper_forms.blank_sheet_preview(words, SCHOOL, when, demo=True)
    key = paper_forms.recovery_preview(words, SCHOOL, ("ABCDE", "FGHIJ"), "AGE-SECRET-KEY-1", when)

    assert concern.pages == 1
    assert "Designated Safeguarding Lead" in words_of(concern.pdf)
    assert "DEMO" not in words_of(concern.pdf)
    assert "DEMO" in words_of(sheet.pdf)
    assert "ABCDE" in words_of(key.pdf)
    assert (concern.file_name, key.file_name) == ("Concern form.pdf", "Recovery key.pdf")


def test_whom_to_ring_names_no_case(pike: tuple[Session, Reference, MadeSchool]) -> None:
    session, _, _ = pike
    words = words_of(paper_forms.contact_sheet_preview(session).pdf)

    assert "Ms Hale" in words
    assert "01632 960103" in words
    assert "Pike" not in words


def test_a_quick_record_with_nothing_sorted_prints_too(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    incident = log_incident(session, "NS", (PersonRef(None, "Somebody in Year 5"), "child_of_concern"))
    stored = incidents.current(session, incident)
    assert stored.content.summary == ""
    long = replace(stored.content, summary="word " * 50)
    incidents.correct(session, incident, long, "A summary.", replacing=stored.number)

    words = words_of(paper.preview(session, IncidentPaper(incident)).pdf)

    assert "Somebody in Year 5" in words
    assert "A summary." in words


def test_a_form_that_goes_out_of_an_open_log_leaves_its_hash_and_its_bytes(
    pike: tuple[Session, Reference, MadeSchool], tmp_path: Path
) -> None:
    session, _, _ = pike
    form = paper_forms.contact_sheet_preview(session)

    made = paper.issue_form(session, form)
    paper.printed(session, made.document, 2)
    again = paper.issue_form(session, form)
    paper.save_copy(session, again.document, tmp_path / "whom.pdf")

    head = session.vault.daily.head.number
    events = [one.event for one in reading.events(session.vault.daily.connection, newest=head)]
    issued = [one for one in reversed(events) if one.kind is EventKind.DOCUMENT_ISSUED]
    assert [one.facts["sha256"] for one in issued] == [hashlib.sha256(form.pdf).hexdigest()] * 2
    assert [one.facts["copy"] for one in issued] == [1, 2]
    assert {EventKind.PRINTED, EventKind.SAVED_OUT} <= {one.kind for one in events}
    assert paper.open_issued(session, made.document).pdf == form.pdf == (tmp_path / "whom.pdf").read_bytes()
    assert paper.issued(session) == (), "what is listed without a record is the register alone"
