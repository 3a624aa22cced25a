"""For the school's own file or for somebody outside: which papers are asked about, and what is shared instead."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from safeguard_app.domain.access_bundles import AccessItem
from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.documents_issued import NO_VERSION
from safeguard_app.domain.evidence import CaptureFacts, Way
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.moments import not_known
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.periods import Period
from safeguard_app.services import (
    access_bundles,
    audit_log,
    cases,
    evidence,
    incidents,
    logbooks,
    paper,
    paper_protected,
    referrals,
    sharing,
    sharing_choices,
    sharing_pages,
)
from safeguard_app.services.access_bundles import AccessForm
from safeguard_app.services.evidence_views import Offered
from safeguard_app.services.outgoing_register import filtered, went_out
from safeguard_app.services.paper_leaving import (
    NotFromHere,
    Outside,
    may_leave,
    outside_of,
    outside_of_issued,
)
from safeguard_app.services.paper_views import (
    AccessBundlePaper,
    AudiencePaper,
    CasePaper,
    ChronologyPaper,
    DaySheetPaper,
    IncidentPaper,
    LetterPaper,
    PaperJob,
    ReferralPaper,
    SchedulePaper,
    SharingPaper,
    SheetPaper,
    TransferPackPaper,
)
from safeguard_app.services.session import Session
from safeguard_app.services.sharing_choices import refused_for
from safeguard_app.services.ways_out import OWN_FILE
from safeguard_app.vault import reading
from tests.services.conftest import MadeSchool, log_incident, pupil
from tests.services.logbook_entries import on, said, who
from tests.services.test_authority_forms import MARF
from tests.services.test_evidence import permit_for, png
from tests.services.test_sharing import given


def test_what_may_leave_is_asked_about_and_opens_sharing_with_it_chosen(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    tyler = pupil(session, "Tyler Pike", date(2018, 3, 9))
    incident = log_incident(session, "CB", (tyler, "target"))
    referral, _ = referrals.begin(session, incident, form=MARF)
    offered = {one.key: one.job for one in sharing_choices.choices(session, incident).papers}
    for key in ("record", f"referral/{referral.id}"):
        assert outside_of(session, offered[key]) == Outside(incident, key)
    assert outside_of(session, SchedulePaper(incident, pictures=True)) == Outside(
        incident, "schedule/pictures"
    )
    copy = AudiencePaper(IncidentPaper(incident), Audience.PARENT, (tyler,))
    assert tyler.reference is not None
    assert outside_of(session, copy) == Outside(incident, "record", "parent", tyler.reference.id)
    own = AudiencePaper(ReferralPaper(referral), Audience.SCHOOL)
    assert outside_of(session, own) == Outside(incident, f"referral/{referral.id}")
    for stays in (
        DaySheetPaper(Compartment.DAILY),
        SheetPaper(incident),
        SharingPaper(incident),
        LetterPaper(incident, incident.id),
    ):
        assert outside_of(session, stays) is None


def test_what_was_issued_before_is_told_by_what_it_is_kept_as(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    tyler = pupil(session, "Tyler Pike", date(2018, 3, 9))
    incident = log_incident(session, "CB", (tyler, "target"))
    referral, _ = referrals.begin(session, incident, form=MARF)
    shown = Offered(Way.FILE, CaptureFacts(what="A post"), content=png(), name="post.png")
    evidence.take_in(session, permit_for(session, incident), (shown,))
    for job, expected in (
        (IncidentPaper(incident), Outside(incident, "record")),
        (IncidentPaper(incident, pictures=True), Outside(incident, "record/pictures")),
        (SchedulePaper(incident), Outside(incident, "schedule")),
        (SchedulePaper(incident, pictures=True), Outside(incident, "schedule/pictures")),
        (ReferralPaper(referral), Outside(incident, f"referral/{referral.id}")),
        (
            AudiencePaper(IncidentPaper(incident), Audience.PARENT, (tyler,)),
            Outside(incident, "record", "parent"),
        ),
        (
            AudiencePaper(SchedulePaper(incident, pictures=True), Audience.POLICE),
            Outside(incident, "schedule/pictures", "police"),
        ),
        (DaySheetPaper(Compartment.DAILY), None),
    ):
        issued = paper.issue(session, job)
        assert outside_of_issued(session, issued.document) == expected
    offered = {one.key for one in sharing_choices.choices(session, incident).papers}
    assert {"record", "record/pictures", "schedule", "schedule/pictures"} <= offered
    place, _ = sharing.prepare(session, given(incident))
    made = paper.issued(session, incident)[0].document
    found = outside_of_issued(session, made)
    assert isinstance(found, Outside) and found.sharing == place, "it goes out with its purpose and its check"
    sharing.take_back(session, place, "Not needed.")
    assert outside_of_issued(session, made) == Outside(incident, "record")


@dataclass(frozen=True)
class Several:
    """What is of no one record: a child with two records in one case, who leaves and asks to see them."""

    session: Session
    child: PersonRef
    newest: Reference
    case: Reference
    pack: Reference
    bundle: Reference

    @property
    def jobs(self) -> tuple[PaperJob, ...]:
        """Each kind of such papers, and the copies that are made of them."""
        assert self.child.reference is not None
        days = Period(date(2026, 9, 1), date(2026, 9, 30))
        chronology = ChronologyPaper(self.child.reference, Compartment.DAILY, period=days)
        return (
            CasePaper(self.case),
            CasePaper(self.case, everything=True),
            AudiencePaper(CasePaper(self.case, everything=True), Audience.PARENT, (self.child,)),
            chronology,
            ChronologyPaper(self.child.reference, Compartment.DAILY, everything=True),
            AudiencePaper(chronology, Audience.PARENT, (self.child,)),
            TransferPackPaper(self.pack),
            AudiencePaper(TransferPackPaper(self.pack), Audience.TRANSFER, (self.child,)),
            AccessBundlePaper(self.bundle),
        )


def two_in_a_case(school: MadeSchool) -> tuple[Session, PersonRef, Reference, Reference]:
    """Tyler, the newer of two records of his, and the case that they are in."""
    session = school.sign_in()
    tyler = pupil(session, "Tyler Pike", date(2018, 3, 9))
    first = log_incident(session, "CB", (tyler, "target"))
    school.clock.set("2026-09-23 15:24")
    newest = log_incident(session, "CB", (tyler, "target"))
    case, _ = cases.start(session, first, newest, "They belong together.")
    return session, tyler, newest, case


@pytest.fixture
def several(made_school: MadeSchool) -> Several:
    session, tyler, newest, case = two_in_a_case(made_school)
    assert tyler.reference is not None
    answers = (who("child", tyler), on("left_on", date(2026, 9, 18)), said("new_school", "Derwent Academy"))
    pack, _ = logbooks.enter(session, "files-sent-on", answers)
    found = access_bundles.view(session, tyler.reference, Compartment.DAILY)
    form = AccessForm(
        tuple(AccessItem(one.found.record, given=True, section=one.found.section) for one in found.items)
    )
    bundle, _ = access_bundles.keep(session, found, form)
    return Several(session, tyler, newest, case, pack, bundle)


def test_what_was_issued_before_of_several_records_is_asked_about_as_when_it_was_made(
    several: Several,
) -> None:
    session = several.session
    for job in several.jobs:
        first = may_leave(session, job)
        again = outside_of_issued(session, paper.issue(session, job).document)
        assert isinstance(first, Outside) and isinstance(again, Outside)
        assert again.record == first.record == several.newest
        assert (again.key, again.audience) == (first.key, first.audience)
        assert (again.view is None) == (first.view is None)
        if first.view is not None and again.view is not None:
            assert again.view.job == first.view.job and again.view.title == first.view.title
            assert again.view.detail.startswith("Made anew"), "how its lines stood is not kept"


def test_what_was_issued_before_and_cannot_be_told_is_asked_about_all_the_same(several: Several) -> None:
    session = several.session
    for job in (several.jobs[4], several.jobs[-1]):
        document = paper.issue(session, job).document
        forget_what_it_is_of(session, document)
        assert outside_of_issued(session, document) is NotFromHere.ITS_PAGE
    for job in (several.jobs[1], several.jobs[6]):
        document = paper.issue(session, job).document
        forget_what_it_is_of(session, document)
        assert isinstance(outside_of_issued(session, document), Outside), "what it is about is kept with it"
    held = cases.records_of(session, cases.stored_case(session, several.case))
    case, lines = (paper.issue(session, several.jobs[place]).document for place in (0, 3))
    for one in held:
        incidents.enter_in_error(session, one.reference, "Filed twice.")
    for document in (case, lines):
        assert outside_of_issued(session, document) is NotFromHere.NO_RECORD
    assert may_leave(session, several.jobs[3]) is NotFromHere.NO_RECORD, "nor is the first print let go"


def forget_what_it_is_of(session: Session, document: Reference) -> None:
    """As documents were kept before they said of what they are a version."""
    part = session.vault.compartment(document.compartment)
    stored = part.get(document.id)
    assert stored is not None
    older = replace(stored.content, version=NO_VERSION)
    with part.write(
        EventKind.PRINTED,
        session.user.id,
        session.now(),
        record=RecordId(stored.about or document.id),
        facts={"copies": 1, "sha256": stored.content.stored.sha256, "document": document.id},
    ) as work:
        about = RecordId(stored.about) if stored.about is not None else None
        work.put(document.id, older, about=about, reason="Older", replacing=stored.number)


def test_own_file_stands_in_the_event_the_audit_and_the_register(
    made_school: MadeSchool, tmp_path: Path
) -> None:
    session = made_school.sign_in()
    incident = log_incident(session, "CB", (pupil(session, "Tyler Pike", date(2018, 3, 9)), "target"))
    document = paper.issue(session, IncidentPaper(incident)).document
    paper.printed(session, document, 2, leaving=OWN_FILE)
    paper.save_copy(session, document, tmp_path / "a.pdf", leaving=OWN_FILE)
    paper_protected.save_protected(session, document, tmp_path / "b.pdf", leaving=OWN_FILE)
    paper.printed(session, document)
    found = went_out(session)
    kept = filtered(found, text="kept in the school")
    assert [one.to for one in found.lines].count("Kept in the school") == len(kept) == 3
    said = paper.issued(session, incident)[0].went_out
    assert [one.endswith("Kept in the school") for one in said].count(True) == 3
    opened = session.vault.compartment(Compartment.DAILY)
    events = reading.events_of_kinds(
        opened.connection, (EventKind.PRINTED, EventKind.SAVED_OUT, EventKind.PROTECTED_OUT)
    )
    words = {
        (one.kind, line)
        for one in events
        for line in audit_log.detail(session, opened.id, one.number).facts
        if line[0] == "Where it stays"
    }
    assert len(words) == 3 and all(line[1] == "Kept in the school" for _, line in words)


def test_what_has_no_record_of_its_own_is_shared_as_it_stood_in_view(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    tyler = pupil(session, "Tyler Pike", date(2018, 3, 9))
    assert tyler.reference is not None
    job = ChronologyPaper(tyler.reference, Compartment.DAILY, everything=True, newest_first=False)
    assert outside_of(session, job) is None, "it stands on no record yet"
    first = log_incident(session, "CB", (tyler, "target"))
    made_school.clock.set("2026-09-23 15:24")
    newest = log_incident(session, "CB", (tyler, "target"))
    wanted = outside_of(session, job)
    assert wanted is not None and wanted.view is not None and wanted.key == wanted.view.key
    assert (wanted.record, wanted.view.job) == (newest, job) and first != newest
    offered = sharing_choices.choices(session, newest, (wanted.view,))
    assert offered.papers[0] is wanted.view, "and what the record has of its own after it"
    place, _ = sharing.prepare(
        session, given(newest, papers=(wanted.key,), receipt_due=not_known()), (wanted.view,)
    )
    (made,) = sharing_pages.view_of(session, place).papers
    assert made.title == "Chronology, copy 1"
    shown = outside_of_issued(session, made.document)
    assert isinstance(shown, Outside) and (shown.record, shown.sharing) == (newest, place)
    incidents.enter_in_error(session, newest, "Filed twice.")
    again = outside_of(session, job)
    assert again is not None and again.record == first


def test_a_case_a_pack_and_a_bundle_open_sharing_for_their_audience(
    made_school: MadeSchool,
) -> None:
    session, tyler, incident, case = two_in_a_case(made_school)
    assert tyler.reference is not None
    assert outside_of(session, CasePaper(case, everything=True)) == Outside(incident, f"case/all/{case.id}")
    found = access_bundles.view(session, tyler.reference, Compartment.DAILY)
    form = AccessForm(
        tuple(AccessItem(one.found.record, given=True, section=one.found.section) for one in found.items)
    )
    bundle, _ = access_bundles.keep(session, found, form)
    wanted = outside_of(session, AccessBundlePaper(bundle))
    assert wanted is not None and wanted.view is not None
    assert (wanted.record, wanted.audience, wanted.subject) == (
        incident,
        "subject_access",
        tyler.reference.id,
    )
    assert refused_for([wanted.view], "police").startswith("The bundle is made for whoever asked")
    assert refused_for([wanted.view], "subject_access") == ""
    place, _ = sharing.prepare(
        session,
        given(
            incident,
            papers=(wanted.key,),
            audience=wanted.audience,
            subject=wanted.subject,
            receipt_due=not_known(),
        ),
        (wanted.view,),
    )
    (made,) = sharing_pages.view_of(session, place).papers
    assert made.title.startswith("Subject-access bundle")
