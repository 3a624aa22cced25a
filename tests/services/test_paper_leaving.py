"""For the school's own file or for somebody outside: which papers are asked about, and what is shared instead."""

from datetime import date
from pathlib import Path

from safeguard_app.domain.access_bundles import AccessItem
from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.moments import not_known
from safeguard_app.services import (
    access_bundles,
    audit_log,
    cases,
    incidents,
    paper,
    paper_protected,
    referrals,
    sharing,
    sharing_choices,
    sharing_pages,
)
from safeguard_app.services.access_bundles import AccessForm
from safeguard_app.services.outgoing_register import filtered, went_out
from safeguard_app.services.paper_leaving import Outside, outside_of, outside_of_issued
from safeguard_app.services.paper_views import (
    AccessBundlePaper,
    AudiencePaper,
    CasePaper,
    ChronologyPaper,
    DaySheetPaper,
    IncidentPaper,
    LetterPaper,
    ReferralPaper,
    SchedulePaper,
    SharingPaper,
    SheetPaper,
)
from safeguard_app.services.sharing_choices import refused_for
from safeguard_app.vault import reading
from tests.services.conftest import MadeSchool, log_incident, pupil
from tests.services.test_authority_forms import MARF
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
    for job, expected in (
        (IncidentPaper(incident), Outside(incident, "record")),
        (ReferralPaper(referral), Outside(incident, f"referral/{referral.id}")),
        (
            AudiencePaper(IncidentPaper(incident), Audience.PARENT, (tyler,)),
            Outside(incident, "record", "parent"),
        ),
        (DaySheetPaper(Compartment.DAILY), None),
    ):
        issued = paper.issue(session, job)
        assert outside_of_issued(session, issued.document) == expected
    place, _ = sharing.prepare(session, given(incident))
    made = paper.issued(session, incident)[0].document
    found = outside_of_issued(session, made)
    assert found is not None and found.sharing == place, "it goes out with its purpose and its check"
    sharing.take_back(session, place, "Not needed.")
    assert outside_of_issued(session, made) == Outside(incident, "record")


def test_own_file_stands_in_the_event_the_audit_and_the_register(
    made_school: MadeSchool, tmp_path: Path
) -> None:
    session = made_school.sign_in()
    incident = log_incident(session, "CB", (pupil(session, "Tyler Pike", date(2018, 3, 9)), "target"))
    document = paper.issue(session, IncidentPaper(incident)).document
    paper.printed(session, document, 2, own_file=True)
    paper.save_copy(session, document, tmp_path / "a.pdf", own_file=True)
    paper_protected.save_protected(session, document, tmp_path / "b.pdf", own_file=True)
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
    assert shown is not None and (shown.record, shown.sharing) == (newest, place)
    incidents.enter_in_error(session, newest, "Filed twice.")
    again = outside_of(session, job)
    assert again is not None and again.record == first


def test_a_case_a_pack_and_a_bundle_open_sharing_for_their_audience(
    made_school: MadeSchool,
) -> None:
    session = made_school.sign_in()
    tyler = pupil(session, "Tyler Pike", date(2018, 3, 9))
    assert tyler.reference is not None
    first = log_incident(session, "CB", (tyler, "target"))
    made_school.clock.set("2026-09-23 15:24")
    incident = log_incident(session, "CB", (tyler, "target"))
    case, _ = cases.start(session, first, incident, "They belong together.")
    assert outside_of(session, CasePaper(case, everything=True)) == Outside(incident, f"case/all/{case.id}")
    found = access_bundles.view(session, tyler.reference, Compartment.DAILY)
    form = AccessForm(tuple(AccessItem(one.found.record, given=True) for one in found.items))
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
