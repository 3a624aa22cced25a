"""The record: wrong person, entered in error, filed elsewhere."""

from pytestqt.qtbot import QtBot

from safeguard_app.domain.contact_check import ContactQuestion
from safeguard_app.domain.entries import Telling, TellingState, Whom
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import (
    contact_checks,
    entries,
    paper,
    people,
)
from safeguard_app.services.paper_views import IncidentPaper
from safeguard_app.ui.incidents.note_panel import NotePanel
from safeguard_app.ui.incidents.record_acts import MoreAct
from safeguard_app.ui.incidents.small_panels import ReasonPanel
from safeguard_app.ui.incidents.who_section import WhoTable
from safeguard_app.ui.shell.page import RecordAct
from safeguard_app.ui.widgets.button import Button
from tests.services.conftest import moment
from tests.ui.incidents.conftest import IncidentsDesk
from tests.ui.incidents.record_in_view import opened, texts, view_of


def first_taken_off(at_desk: IncidentsDesk) -> ReasonPanel:
    """The form that takes the first person of the record off it, with all that it says."""
    table = at_desk.presenter.page.record.section("who").findChild(WhoTable)
    assert table is not None
    table.wrong_buttons[0].click()
    at_desk.settle()
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, ReasonPanel)
    return panel


def test_the_wrong_person_leaves_the_record_and_their_page(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    opened(at_desk, "CB")
    tyler = at_desk.cast.tyler
    panel = first_taken_off(at_desk)
    assert panel.first.isHidden(), "the name stands in no words that somebody typed"
    qtbot.keyClicks(panel.reason, "It was another boy")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert tyler.name not in texts(at_desk.presenter.page.record.section("who"))
    assert tyler.reference is not None
    reference = tyler.reference
    assert at_desk.desk.wait(lambda: people.naming(at_desk.session, reference)) == []


def test_where_the_name_stays_is_said_before_anything_is_confirmed(
    qtbot: QtBot, at_desk: IncidentsDesk
) -> None:
    tyler = at_desk.cast.tyler
    beside = PersonRef(None, "<b>Anna</b>", "Tyler’s mother")
    people_here = ((tyler, "target"), (beside, "parent"))
    record = at_desk.file("CB", *people_here, account="Tyler came to me at break.")
    told = Telling(Whom.PARENT, "Mother of Tyler Pike", TellingState.TOLD, moment("2026-10-12 08:00"))
    at_desk.desk.wait(lambda: entries.add_telling(at_desk.session, record, told))
    at_desk.open(record)
    table = at_desk.presenter.page.record.section("who").findChild(WhoTable)
    assert table is not None
    table.wrong_buttons[0].click()
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, ReasonPanel)
    assert not panel.save_button.isEnabled(), "nothing is confirmed before it is known"
    at_desk.settle()
    assert panel.save_button.isEnabled()
    assert panel.first.isVisible()
    heading, text = panel.first.words()
    assert heading.startswith("The name, or a part of it, also stands in")
    assert text == (
        "Who, beside &lt;b&gt;Anna&lt;/b&gt;; Account; Who was told, Mon 12 Oct 2026, 08:00."
        " All of this stays as it was typed."
    )
    qtbot.keyClicks(panel.reason, "It was another boy")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert "Mother of Tyler Pike" in texts(at_desk.presenter.page.record.section("told")), "never altered"


def test_a_document_from_before_says_so_beside_it(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    opened(at_desk, "CB")
    job = IncidentPaper(view_of(at_desk).reference)
    at_desk.desk.wait(lambda: paper.issue(at_desk.session, job))
    panel = first_taken_off(at_desk)
    qtbot.keyClicks(panel.reason, "It was another boy")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()

    section = at_desk.presenter.page.record.section("documents")
    words = "Made before a person was taken off this record on Mon 12 Oct 2026. Tell whoever received it."
    assert words in texts(section)
    button = next(one for one in section.findChildren(Button) if one.text().startswith("Incident record"))
    assert button.accessibleDescription() == words


def test_entered_in_error_leaves_the_list(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    opened(at_desk, "CB")
    at_desk.presenter._more(MoreAct.ERROR)
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, ReasonPanel)
    qtbot.keyClicks(panel.reason, "Filed twice")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert at_desk.presenter.page.list_pane.list.row_count() == 0
    assert "Filed twice" in view_of(at_desk).page.entered_in_error
    assert not at_desk.presenter.page.record.header.note_button.isEnabled()
    assert at_desk.presenter.record_acts == {RecordAct.PRINT, RecordAct.SHOW_ONE}


def test_an_entry_made_in_error_leaves_the_page(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    opened(at_desk, "CB")
    at_desk.presenter.do(RecordAct.NOTE)
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, NotePanel)
    qtbot.keyClicks(panel.text, "On the wrong record")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    note = view_of(at_desk).page.notes[0]
    at_desk.presenter.page.record.signals.withdraw_requested.emit(note.entry)
    reason = at_desk.presenter.page.record.panel
    assert isinstance(reason, ReasonPanel)
    qtbot.keyClicks(reason.reason, "Another child")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert view_of(at_desk).page.notes == ()


def test_a_check_kept_in_error_leaves_the_page(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    cast = at_desk.cast
    record = at_desk.file("SPC", (cast.shona, "adult_of_concern"), (cast.tyler, "child_contacted"))

    def keep() -> None:
        question = ContactQuestion(cast.shona, cast.tyler, "tiktok", moment("2026-10-05 19:00"))
        contact_checks.keep(at_desk.session, record, contact_checks.check(at_desk.session, question))

    at_desk.desk.wait(keep)
    at_desk.open(record)
    section = at_desk.presenter.page.record.section("checks")
    button = next(one for one in section.findChildren(Button) if one.text() == "Entered in error")
    button.click()
    reason = at_desk.presenter.page.record.panel
    assert isinstance(reason, ReasonPanel)
    qtbot.keyClicks(reason.reason, "Kept with the wrong record")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert view_of(at_desk).checks == ()


def test_filing_elsewhere_offers_only_parts_the_key_opens(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    opened(at_desk, "CB")
    at_desk.presenter._more(MoreAct.REFILE)
    at_desk.settle()
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, ReasonPanel) and panel.choice is not None
    offered = [panel.choice.itemText(place) for place in range(panel.choice.count())]
    assert len(offered) == 2, "the DSL opens c2 and c3, and this record lies in c1"
    panel.choice.set_value(Compartment.ADULTS)
    qtbot.keyClicks(panel.reason, "It is about an adult")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert view_of(at_desk).reference.compartment is Compartment.ADULTS
