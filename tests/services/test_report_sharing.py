"""A report that names nobody is shared as other papers are: as it stands, for whomever, kept with what it counts."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.entries import Telling, TellingState, Whom
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.moments import not_known
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.periods import Period
from safeguard_app.services import (
    entries,
    form_drafts,
    paper,
    sharing,
    sharing_asked,
    sharing_in_view,
    sharing_pages,
)
from safeguard_app.services.form_drafts import FormName, new_draft
from safeguard_app.services.paper_leaving import Outside, may_leave, outside_of, outside_of_issued
from safeguard_app.services.paper_views import (
    GovernorsPaper,
    MonthlyPaper,
    ReportJob,
    ReportKind,
    ReportTyped,
)
from safeguard_app.services.session import Session
from safeguard_app.services.sharing_reading import stored_sharing
from safeguard_app.services.sharing_views import SharingInput
from tests.services.conftest import MadeSchool, adult, log_incident, moment, pupil
from tests.services.test_monthly_summary import HELD_FROM_HEAD
from tests.services.test_sharing import given

YEAR = Period(date(2026, 9, 1), date(2026, 10, 12))
REPORT = GovernorsPaper(
    ReportKind.ANNUAL, YEAR, typed=ReportTyped("The filter was changed.", "They feel safe.")
)
MONTH = MonthlyPaper(Compartment.DAILY)
There = tuple[Session, Reference, Reference, Reference]


@pytest.fixture
def there(made_school: MadeSchool) -> There:
    """Two records of children and, between them, one about an adult."""
    made_school.clock.set("2026-10-05 09:00")
    session = made_school.sign_in()
    wren = pupil(session, "Wren Marlow", date(2015, 1, 1), "Year 6", "6W")
    first = log_incident(session, "CB", (wren, "target"), told=moment("2026-09-10 09:00"))
    made_school.clock.set("2026-10-06 09:00")
    staff = adult(session, "Joel Merrin", "Coach")
    about_adult = log_incident(session, "SPC", (staff, "adult_of_concern"), told=moment("2026-10-05 09:00"))
    made_school.clock.set("2026-10-12 09:00")
    newest = log_incident(
        session, "II", (PersonRef(None, "Somebody"), "target"), told=moment("2026-10-11 09:00")
    )
    return session, first, about_adult, newest


def wanted(session: Session, job: ReportJob) -> Outside:
    found = outside_of(session, job)
    assert found is not None and found.view is not None and found.key == found.view.key
    return found


def typed(found: Outside, **other: object) -> SharingInput:
    made = given(found.record, papers=(found.key,), receipt_due=not_known(), purpose="Meeting of governors")
    return replace(made, **other)  # type: ignore[arg-type]  # fields of it


def test_it_hangs_on_the_newest_record_that_it_counts_of_its_own_part(there: There) -> None:
    session, first, about_adult, newest = there
    found = wanted(session, REPORT)
    assert (found.record, found.audience, found.subject) == (newest, "", "")
    assert found.view is not None and found.view.names_nobody and found.view.job == REPORT
    early = replace(REPORT, period=Period(date(2026, 9, 1), date(2026, 9, 30)))
    assert wanted(session, early).record == first
    assert wanted(session, replace(REPORT, adults=True)).record == about_adult
    nobody = replace(REPORT, period=Period(date(2024, 9, 1), date(2024, 9, 30)))
    assert outside_of(session, nobody) is None
    assert wanted(session, MONTH).record == newest
    assert wanted(session, MonthlyPaper(Compartment.ADULTS)).record == about_adult
    assert outside_of(session, MonthlyPaper(Compartment.NOT_HEAD)) is None, "no summary is made of it"
    asked = may_leave(session, REPORT)
    assert isinstance(asked, Outside) and not asked.asked, "printing it for the school asks nothing"


def test_a_summary_for_the_headteacher_hangs_on_no_record_that_is_held_from_them(there: There) -> None:
    session, first, _, newest = there
    entries.add_telling(session, newest, HELD_FROM_HEAD)
    assert wanted(session, MONTH).record == first


@pytest.mark.parametrize("job", [REPORT, MONTH], ids=["governors", "month"])
def test_it_is_made_as_it_stands_whatever_is_said_of_an_audience(there: There, job: ReportJob) -> None:
    session = there[0]
    found = wanted(session, job)
    assert found.view is not None
    form = typed(found, audience="parent")
    (seen,) = sharing_asked.left_out(session, form, (found.view,))
    assert seen.outlook is None and "Nobody is named" in seen.said
    place, _ = sharing.prepare(session, form, (found.view,))
    (made,) = sharing_pages.view_of(session, place).papers
    assert "for a parent" not in made.title and stored_sharing(session, place).content.audience == ""
    assert session.vault.get(made.document).about is None, "the document is kept with its part"
    shown = outside_of_issued(session, made.document)
    assert isinstance(shown, Outside) and (shown.record, shown.sharing) == (found.record, place)
    assert paper.open_issued(session, made.document).waits


def test_with_a_record_beside_it_that_is_a_copy_and_the_report_is_not(there: There) -> None:
    session, first, _, _ = there
    early = replace(REPORT, period=Period(date(2026, 9, 1), date(2026, 9, 30)))
    found = wanted(session, early)
    assert found.view is not None and found.record == first
    form = typed(found, papers=(found.key, "record"), audience="police", subject="")
    place, _ = sharing.prepare(session, form, (found.view,))
    report, record = (one.title for one in sharing_pages.view_of(session, place).papers)
    assert report.startswith("Annual safeguarding report") and "police" not in report.casefold()
    assert stored_sharing(session, place).content.audience == "police" and "police" in record.casefold()


def test_who_was_told_of_the_record_it_hangs_on_is_not_offered_to_receive_it(there: There) -> None:
    session, _, _, newest = there
    told = Telling(Whom.PARENT, "Ms Dawn Maple", TellingState.TOLD, moment("2026-10-12 09:00"))
    entries.add_telling(session, newest, told)
    of_record = sharing_in_view.offered(session, Outside(newest)).recipients
    of_report = sharing_in_view.offered(session, wanted(session, REPORT)).recipients
    assert [one.recipient for one in of_record if one not in of_report] == ["Ms Dawn Maple"]
    assert set(of_report) < set(of_record), "the school’s own contacts are offered for both"


def test_its_sheet_names_no_child_either_but_whoever_receives_it(there: There) -> None:
    session = there[0]
    found = wanted(session, REPORT)
    assert found.view is not None
    before = session.vault.daily.head.number
    with pytest.raises(RuleViolation) as refused:
        sharing.prepare(session, typed(found, purpose="What was done for Wren"), (found.view,))
    assert "“Wren”" in refused.value.fields["purpose"] and list(refused.value.fields) == ["purpose"]
    assert session.vault.daily.head.number == before, "nothing was made"
    chair = typed(
        found, recipient="Mrs Ada Marlow", organisation="Governors", purpose="Meeting of 12 October"
    )
    sharing.prepare(session, chair, (found.view,))


@pytest.mark.parametrize("job", [REPORT, MONTH], ids=["governors", "month"])
def test_it_is_offered_again_after_a_lock(there: There, job: ReportJob) -> None:
    session = there[0]
    found = wanted(session, job)
    kept = sharing_in_view.kept_of(sharing_in_view.offered(session, found))
    draft = replace(new_draft(FormName.SHARE, found.record, of=found.apart), in_view=kept)
    ticked = replace(draft.filled, choices=((f"paper/{found.key}", "yes"),))
    form_drafts.save(session, draft.with_filled(ticked))
    again = sharing_in_view.offered(session, Outside(found.record, apart=draft.of))
    assert again.papers == again.beside == (found.view,) and again.missing == ()
    own = sharing_in_view.offered(session, Outside(found.record))
    assert own.beside == () and own.papers, "it has nothing to do with sharing the record itself"
