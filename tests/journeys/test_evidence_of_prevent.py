"""Scenario 5, its evidence: the essay and Leon's own words come in as pictures, and the manual that is linked does not.

Traps: the PDF is refused by what is said of it, and by its type where that was said wrongly; its address is kept in
words that nobody can open by accident; what the police say may be kept comes in, with who said so.
"""

from collections.abc import Callable
from datetime import date

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.evidence import Material
from safeguard_app.domain.incidents import Participant
from safeguard_app.services import evidence_items, evidence_showing, incident_pages, opening
from safeguard_app.services.incident_lists import IncidentFilter, StateFilter, rows
from safeguard_app.vault import reading
from tests.evidence_files.made_files import pdf
from tests.journeys.driver import Journey, SetClock
from tests.journeys.opened_files import Opened
from tests.journeys.schools import MadeLog, add_pupil, sign_in
from tests.journeys.tasks_at_the_desk import Capture, fill_facts, lock, open_case, save_panel, unlock
from tests.journeys.tasks_with_evidence import filed, shot

pytestmark = pytest.mark.journey

MATERIAL = "To collect or keep material that is useful to a terrorist can be an offence"
ADDRESS = "https://files.example/manual.pdf"
ADVISER = "PC Lane, Eastmarch Police, Fri 6 Nov 14:20, ref CT-88"


@pytest.fixture
def crossfield(made: MadeLog, clock: SetClock) -> MadeLog:
    """The concern about Leon stands in the log."""
    clock.set("2026-11-06 13:00")
    session = sign_in(made, "dsl", made.folder.parent, clock)
    leon = add_pupil(session, "Leon Marsh", date(2011, 5, 2), "Year 10", "10M")
    filed(
        session,
        "PV",
        "An essay that praises somebody who attacked a school.",
        "2026-11-02 12:00",
        "2026-11-02 11:00",
        Participant(leon, "child_of_concern"),
    )
    opening.lock(session)
    return made


def test_his_own_words_come_in_and_the_manual_does_not(
    begin: Callable[..., Journey], crossfield: MadeLog, clock: SetClock, opened: Opened
) -> None:
    clock.set("2026-11-06 13:30")
    journey = begin(crossfield)
    unlock(journey)
    open_case(journey, "2026-0001")
    his_own_words(journey)
    (journey.home / "manual.pdf").write_bytes(pdf())
    opened.paths.clear()
    refused_by_what_is_said_of_it(journey)
    assert not [path for path in opened.paths if "manual" in path]
    refused_by_its_type(journey)
    clock.set("2026-11-06 14:30")
    kept_on_advice(journey)
    lock(journey)
    look_behind(crossfield, clock)


def say_what_it_is(journey: Journey, key: str) -> None:
    """Ctrl+E, "No, I have seen all of it", and the answer to what it is."""
    journey.keys.press("Ctrl+E")
    journey.wait_for("Does it show, or might it show")
    journey.keys.press("3")
    journey.wait_for(MATERIAL)
    assert journey.dialogs.opened == [], "what it is comes before any file dialog"
    journey.keys.press(key)


def his_own_words(journey: Journey) -> None:
    """A photograph of the essay and three screenshots, in one batch."""
    paths = [journey.home / name for name in ("essay.png", "chat 1.png", "chat 2.png", "chat 3.png")]
    for number, path in enumerate(paths):
        path.write_bytes(shot(20 + 40 * number))
    journey.dialogs.choose = tuple(paths)
    say_what_it_is(journey, "1")
    journey.wait_for("chat 3.png")
    fill_facts(journey, Capture(what="Leon’s own words", supplied_by="Two pupils"))
    save_panel(journey, "Take in and seal")
    assert journey.sees("Ex4") and not journey.sees("Ex5")
    journey.dialogs.opened.clear()


def refused_by_what_is_said_of_it(journey: Journey) -> None:
    """A manual: nothing is read, and its address is kept in a note, masked."""
    journey.dialogs.choose = (journey.home / "manual.pdf",)
    say_what_it_is(journey, "2")
    journey.wait_for("Stop here. Nothing was opened, read or kept.")
    assert journey.sees("Terrorism Act 2000, section 58") and journey.sees("0800 789 321")
    keys = journey.keys
    keys.activate("Write a note on this record")
    journey.wait_focus("What was said or done")
    keys.type(f"A post links to a weapons manual, {ADDRESS}. Not opened.")
    save_panel(journey, "Save note")
    assert journey.dialogs.opened == []
    assert journey.sees("hxxps://files[.]example/manual.pdf") and not journey.sees(ADDRESS)


def refused_by_its_type(journey: Journey) -> None:
    """Said to be his own words, and a document all the same."""
    say_what_it_is(journey, "1")
    journey.wait_for("Take in and seal")  # its name stands in the note by now, before the file is listed
    journey.keys.press("Ctrl+Return")
    journey.wait_for("it may be a manual or propaganda")
    journey.keys.press("Escape")
    journey.settle()
    journey.wait_gone("Take in and seal")
    assert not journey.sees("Ex5")
    journey.dialogs.opened.clear()


def kept_on_advice(journey: Journey) -> None:
    """What the police say may be kept comes in, once it is said who said so."""
    keys = journey.keys
    say_what_it_is(journey, "4")
    journey.wait_focus("Who said that it may be kept")
    keys.activate("Go on")
    assert journey.sees("Say who said that it may be kept, when, and their reference.")
    keys.type(ADVISER)
    keys.activate("Go on")
    journey.wait_for("manual.pdf")
    fill_facts(journey, Capture(what="Document, kept on advice"))
    save_panel(journey, "Take in and seal")
    assert journey.sees("Ex5")


def look_behind(log: MadeLog, clock: SetClock) -> None:
    """What the log holds of it: the answers without a file's name, the adviser, the masked address."""
    session = sign_in(log, "dsl", log.folder.parent, clock)
    try:
        (row,) = rows(session, IncidentFilter(StateFilter.ALL))
        items = evidence_items.exhibits(session, row.reference).items
        stored = [evidence_showing.stored_item(session, one.item).content for one in items]
        assert [one.material for one in stored] == [Material.OWN_WORDS] * 4 + [Material.ADVISED]
        assert stored[4].advised_by == ADVISER
        refused = reading.events_of_kind(session.vault.daily.connection, EventKind.INTAKE_REFUSED)
        assert [dict(event.facts) for event in refused] == [
            {"answer": "no_seen_all", "material": "manual_or_propaganda"}
        ]
        (note,) = incident_pages.open_record(session, row.reference).notes
        assert ADDRESS not in str(note) and "hxxps://files[.]example/manual.pdf" in str(note)
    finally:
        opening.lock(session)
