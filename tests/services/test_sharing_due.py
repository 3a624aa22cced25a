"""What was made to be shared and went nowhere is told again: on Today, the day sheet and the handover brief."""

from pathlib import Path

import pytest

from safeguard_app.documents.content import PageFrame
from safeguard_app.domain.entries import Outcome
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.moments import not_known
from safeguard_app.services import (
    day_sheet,
    entries,
    handover_brief,
    incidents,
    sharing,
    sharing_checks,
    sharing_pages,
    sharing_printing,
    today,
)
from safeguard_app.services.due import DueItem
from safeguard_app.services.session import Session
from safeguard_app.services.sharing_views import ReceiptInput
from safeguard_app.services.status import StatusMeaning
from tests.services.conftest import PASSPHRASES, adult, log_incident, moment
from tests.services.test_sharing import Prepared, given, prepared

__all__ = ["prepared"]

CHECK = "Waits for a second person’s check: what is to be shared with Eastmarch children’s services"


def waiting(session: Session) -> list[DueItem]:
    """What Today says of sharings."""
    shown = today.today(session)
    return [one for one in (*shown.before_home, *shown.coming) if one.sharing]


def brief(session: Session, part: Compartment = Compartment.DAILY) -> str:
    """What the handover brief says of them."""
    words = repr(handover_brief.brief_document(session, part, PageFrame("School")))
    return words.partition("'Shared documents'")[2].partition("Field(")[0]


def sheet(session: Session, part: Compartment = Compartment.DAILY) -> str:
    return repr(day_sheet.day_document(session, part, PageFrame("School")))


def test_one_that_waits_for_a_check_is_due_from_the_day_after_it_was_made(prepared: Prepared) -> None:
    made_school, session, incident, place = prepared
    (item,) = waiting(session)
    assert (item.text, item.meaning, item.how_late) == (CHECK, StatusMeaning.NOTE, "in 1 day")
    made_school.clock.set("2026-09-23 09:00")
    (item,) = waiting(session)
    assert (item.meaning, item.when) == (StatusMeaning.DUE, "Today")
    assert Reference(item.reference.compartment, item.sharing) == place  # type: ignore[arg-type]  # its record id
    made_school.clock.set("2026-10-22 09:00")
    (item,) = waiting(session)
    assert item.meaning is StatusMeaning.DUE and item.how_late == "29 days late"
    case = item.case
    assert f"{case}: A second person’s check. Wed 23 Sep 2026, 29 days late" in sheet(session)
    assert "1 to be checked" in brief(session)
    for paper in (sheet(session), brief(session)):
        assert "Sandhu" not in paper and "Eastmarch" not in paper, "papers that name nobody"
    entries.close(session, incident, Outcome.NO_FURTHER_ACTION, "Passed on")
    assert [one.text for one in waiting(session)] == [CHECK], "a closed record does not hide it"
    assert "1 to be checked" in brief(session)


def test_one_that_was_checked_is_due_until_it_goes_out_and_then_its_receipt(
    prepared: Prepared, tmp_path: Path
) -> None:
    made_school, session, _, place = prepared
    view = sharing_pages.view_of(session, place)
    sharing_checks.check_here(session, view, made_school.users["head"], PASSPHRASES["head"])
    made_school.clock.set("2026-10-22 09:00")
    (item,) = waiting(session)
    assert item.text.startswith("Checked, not gone out yet: ")
    assert ": Send what is to be shared. " in sheet(session) and "1 to go out" in brief(session)
    sharing.save_out(session, place, (tmp_path / "a.pdf",))
    (item,) = waiting(session)
    assert item.text.startswith("Receipt from ") and item.sharing == place.id
    assert "1 receipt waited for" in brief(session)
    made_school.clock.set("2026-10-23 09:00")
    sharing.receive(session, place, ReceiptInput(moment("2026-10-23 08:55"), "Ms Priya Sandhu", "email"))
    assert waiting(session) == [] and "Nothing waits" in brief(session)


def test_what_is_urgent_is_due_the_same_day(prepared: Prepared) -> None:
    _, session, _, place = prepared
    sharing_checks.urgent(session, sharing_pages.view_of(session, place))
    assert sharing_pages.view_of(session, place).status.words == "Urgent, not gone out yet"
    (item,) = waiting(session)
    assert item.text.startswith("Urgent, not gone out yet: ")
    assert (item.meaning, item.when) == (StatusMeaning.DUE, "Today")


def test_a_receipt_that_is_wanted_the_same_day_makes_it_due_then(prepared: Prepared) -> None:
    _, session, incident, place = prepared
    sharing.take_back(session, place, "Prepared anew.")
    sharing.prepare(session, given(incident, receipt_due=moment("2026-09-22 18:00")))
    (item,) = waiting(session)
    assert (item.meaning, item.when) == (StatusMeaning.DUE, "Today")


def test_what_the_printer_did_not_take_still_waits_and_what_was_taken_back_does_not(
    prepared: Prepared,
) -> None:
    _, session, _, place = prepared
    sharing_checks.urgent(session, sharing_pages.view_of(session, place))
    run = sharing_printing.begin(session, place)
    sharing_printing.going(session, run, 0, 1)
    assert waiting(session)[0].text.startswith("Receipt from "), "its pages may lie in the tray"
    sharing_printing.refused(session, run, 0, 1)
    assert waiting(session)[0].text.startswith("Urgent, not gone out yet: ")
    sharing.take_back(session, place, "They came here.")
    assert waiting(session) == [] and "Nothing waits" in brief(session)


def test_without_a_receipt_day_nothing_waits_once_it_went_out(prepared: Prepared, tmp_path: Path) -> None:
    _, session, incident, place = prepared
    sharing.take_back(session, place, "Prepared anew.")
    other, _ = sharing.prepare(session, given(incident, receipt_due=not_known()))
    sharing_checks.urgent(session, sharing_pages.view_of(session, other))
    sharing.save_out(session, other, (tmp_path / "a.pdf",))
    assert waiting(session) == []


def test_of_a_record_entered_in_error_nothing_waits(prepared: Prepared) -> None:
    _, session, incident, _ = prepared
    incidents.enter_in_error(session, incident, "Another school’s child.")
    assert waiting(session) == [] and "Nothing waits" in brief(session)


def test_what_a_key_does_not_open_is_no_line_and_no_count(prepared: Prepared) -> None:
    made_school, session, _, place = prepared
    sharing.take_back(session, place, "Prepared anew.")
    closed = log_incident(
        session, "SPC", (adult(session, "Shona Pike", "Midday supervisor"), "adult_of_concern")
    )
    sharing.prepare(session, given(closed))
    made_school.clock.set("2026-09-24 09:00")
    assert len(waiting(session)) == 1
    assert "1 to be checked" in brief(session, Compartment.ADULTS) and "Nothing waits" in brief(session)
    deputy = made_school.sign_in("deputy")
    assert waiting(deputy) == [] and "Nothing waits" in brief(deputy)


@pytest.mark.parametrize("part", [Compartment.DAILY, Compartment.ADULTS])
def test_a_log_without_any_says_that_nothing_waits(prepared: Prepared, part: Compartment) -> None:
    _, session, _, place = prepared
    sharing.take_back(session, place, "They came here.")
    assert "Nothing waits" in brief(session, part)
