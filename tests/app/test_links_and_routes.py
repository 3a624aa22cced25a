"""From page to page of an open log: nothing a page asks is unanswered, and every way leads somewhere and back."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QMetaMethod, QObject, Signal
from PySide6.QtWidgets import QApplication, QPushButton

from safeguard_app.app.workplace import Workplace
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import paper
from safeguard_app.services.paper_views import Issued, RegisterPaper
from safeguard_app.services.search_views import SearchRow
from safeguard_app.ui.shell.page import PageKey
from tests.journeys.driver import Journey, SetClock
from tests.journeys.keyboard import until
from tests.ui import demo_log
from tests.ui.demo_log import MadeDemo

NEWS = {"read", "loaded", "person_added"}
"""Said when something is done; nobody is asked for anything."""


@pytest.fixture(scope="module")
def made_demo() -> MadeDemo:
    return demo_log.made_demo()


@pytest.fixture(scope="module")
def journey(
    qapp: QApplication, made_demo: MadeDemo, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Journey]:
    """The demo's log, open in the real window for all tests here: they only look."""
    import shutil

    home = tmp_path_factory.mktemp("routes")
    log = home / "demo.safeguard"
    shutil.copytree(made_demo.log.folder, log)
    begun = Journey(qapp, home, SetClock("2026-10-12 15:46"), log)
    begun.start()
    begun.keys.go_to("Passphrase")
    begun.keys.type(made_demo.log.passphrases["lead"])
    begun.keys.press("Return")
    until(lambda: begun.program.workplace is not None, "unlocked")
    begun.settle()
    yield begun
    begun.close()


@pytest.fixture
def place(journey: Journey) -> Iterator[Workplace]:
    """Everything, on Today to begin with."""
    found = journey.program.workplace
    assert found is not None
    found.window.show_page(PageKey.TODAY)
    journey.settle()
    yield found
    for _ in range(3):
        journey.keys.press("Escape")
    journey.settle()


def signals_of(thing: QObject) -> list[str]:
    """The names of the signals a presenter declares."""
    kinds = [kind for kind in type(thing).__mro__ if kind.__module__.startswith("safeguard_app")]
    return [name for kind in kinds for name, value in vars(kind).items() if isinstance(value, Signal)]


@pytest.mark.parametrize(
    "name",
    ["today", "incidents", "people", "referrals", "audit", "check", "declarations", "settings", "desk"],
)
def test_nothing_a_page_asks_is_unanswered(name: str, place: Workplace) -> None:
    presenter = getattr(place, name)
    signals = signals_of(presenter)
    assert signals
    heard = {name: QMetaMethod.fromSignal(getattr(presenter, name)) for name in signals}
    silent = {name for name, signal in heard.items() if not presenter.isSignalConnected(signal)}
    assert silent <= NEWS


def reference(made: MadeDemo, name: str) -> Reference:
    """An incident or a person of the demo."""
    found = made.log.cast.incidents.get(name) or made.log.cast.references[name]
    assert isinstance(found, Reference)
    return found


Go = Callable[[Workplace, MadeDemo], object]
ROUTES: dict[str, tuple[Go, PageKey, str]] = {
    "audit": (lambda p, _: p.routes.show_audit(), PageKey.AUDIT, "Audit"),
    "incidents": (lambda p, _: p.routes.show_incidents(), PageKey.INCIDENTS, "Incidents"),
    "people": (lambda p, _: p.routes.show_people(), PageKey.PEOPLE, "People"),
    "declarations": (lambda p, _: p.routes.show_declarations(), PageKey.DECLARATIONS, "Declarations"),
    "check": (lambda p, _: p.routes.begin_check(), PageKey.DECLARATIONS, "Adult who works here"),
    "check of an incident": (
        lambda p, m: p.routes.check_incident(reference(m, "shona")),
        PageKey.DECLARATIONS,
        "Adult who works here",
    ),
    "check of a person": (
        lambda p, m: p.routes.check_person(_person(p, m), as_adult=False),
        PageKey.DECLARATIONS,
        "Tyler",
    ),
    "declare": (lambda p, m: p.routes.declare_for(_person(p, m)), PageKey.DECLARATIONS, "Tyler"),
    "referral": (
        lambda p, m: p.routes.begin_referral(reference(m, "freya_secrecy")),
        PageKey.REFERRALS,
        "Which form?",
    ),
    "words only": (lambda p, _: p.routes.words_only(None), PageKey.INCIDENTS, "Is anyone in danger now?"),
    "incident about": (lambda p, m: p.routes.incident_about(_person(p, m)), PageKey.INCIDENTS, "Tyler"),
}
PAPERS: dict[str, Go] = {
    "incident": lambda p, m: p.routes.print_incident(reference(m, "shona")),
    "register": lambda p, _: p.routes.print_register(date(2026, 10, 1), True),
    "audit trail slip": lambda p, _: p.audit.slip_asked.emit(Compartment.DAILY),
}


def _person(place: Workplace, made: MadeDemo) -> object:
    from safeguard_app.services import people

    found: list[object] = []
    place.tasks.run(lambda: people.ref_of(place.session, reference(made, "tyler")), found.append)
    until(lambda: bool(found), "somebody")
    return found[0]


@pytest.mark.parametrize("route", ROUTES)
def test_every_route_leads_to_its_page_and_back(
    route: str, place: Workplace, journey: Journey, made_demo: MadeDemo
) -> None:
    go, key, words = ROUTES[route]
    go(place, made_demo)
    until(lambda: place.window.current_key is key, f"the page of {key}")
    journey.wait_for(words)
    journey.settle()
    journey.keys.press("Ctrl+1")
    until(lambda: place.window.current_key is PageKey.TODAY, "back on Today")
    assert place.window.messages.open_sheet is None


@pytest.mark.parametrize("paper", PAPERS)
def test_every_paper_opens_over_the_page_and_goes_with_escape(
    paper: str, place: Workplace, journey: Journey, made_demo: MadeDemo
) -> None:
    PAPERS[paper](place, made_demo)
    journey.wait_for("Page 1 of")
    journey.settle()
    journey.keys.press("Escape")
    journey.wait_gone("Page 1 of")
    assert place.window.current_key is PageKey.TODAY


@pytest.mark.parametrize(
    ("kind", "name", "key"),
    [
        (RecordKind.INCIDENT, "shona", PageKey.INCIDENTS),
        (RecordKind.PERSON, "tyler", PageKey.PEOPLE),
        (RecordKind.DECLARATION, "", PageKey.DECLARATIONS),
    ],
)
def test_every_kind_of_result_of_the_search_opens(
    kind: RecordKind, name: str, key: PageKey, place: Workplace, journey: Journey, made_demo: MadeDemo
) -> None:
    found = reference(made_demo, name) if name else _a_declaration(place)
    place.search.picked.emit(SearchRow(found, kind, "", "", ()))
    until(lambda: place.window.current_key is key, f"the page of {key}")
    journey.settle()
    assert place.window.messages.open_sheet is None


def test_a_document_found_by_its_number_or_checked_opens_as_it_was_issued(
    place: Workplace, journey: Journey
) -> None:
    made: list[Issued] = []
    place.tasks.run(lambda: paper.issue(place.session, RegisterPaper()), made.append)
    until(lambda: bool(made), "a document")
    for asked in (
        partial(place.search.picked.emit, SearchRow(made[0].document, RecordKind.DOCUMENT, "", "", ())),
        partial(place.audit.handed_back.document_asked.emit, made[0].document),
    ):
        asked()
        journey.wait_for("Page 1 of")
        journey.settle()
        journey.keys.press("Escape")
        journey.wait_gone("Page 1 of")


def _a_declaration(place: Workplace) -> Reference:
    from safeguard_app.services import declaration_queue

    found: list[Reference] = []
    place.tasks.run(
        lambda: next(iter(declaration_queue.awaiting(place.session).items)).reference, found.append
    )
    until(lambda: bool(found), "a declaration")
    return found[0]


def test_the_queue_that_today_counts_opens_where_it_can_be_seen(place: Workplace, journey: Journey) -> None:
    place.today.queue_requested.emit()
    until(lambda: place.window.current_key is PageKey.DECLARATIONS, "the page of declarations")
    journey.settle()
    assert place.declarations.queue is not None


def test_one_record_hides_counts_lists_and_search_and_brings_them_back(place: Workplace) -> None:
    for one in (True, False):
        place.incidents.one_record_changed.emit(one)
        assert place.window.rail.isVisible() is not one
        assert place.window.command_bar.search.isVisible() is not one


def test_leaving_the_page_by_key_ends_showing_one_record(
    place: Workplace, journey: Journey, made_demo: MadeDemo
) -> None:
    place.incidents.open_record(reference(made_demo, "shona"))
    journey.settle()
    journey.settle()
    journey.keys.press("F9")
    assert place.window.rail.isHidden()
    journey.keys.press("Ctrl+1")
    assert place.window.current_key is PageKey.TODAY
    assert place.window.rail.isVisible() and place.window.command_bar.search.isVisible()
    journey.keys.press("Ctrl+2")
    assert place.incidents.page.list_pane.isVisible()


@pytest.mark.parametrize("key", list(PageKey))
def test_every_place_of_the_rail_has_a_page(key: PageKey, place: Workplace) -> None:
    place.window.rail.chosen.emit(key)
    assert place.window.current_key is key


def _by_key(keys: str) -> Callable[[Workplace, Journey], None]:
    return lambda _place, journey: journey.keys.press(keys)


def _by_menu(key: str) -> Callable[[Workplace, Journey], None]:
    return lambda place, _journey: place.window.commands.actions[key].trigger()


PART_PAPERS: dict[str, tuple[Callable[[Workplace, Journey], None], str]] = {
    "inspection": (_by_key("Ctrl+Shift+I"), "List for an inspection"),
    "handover": (_by_menu("handover"), "Handover brief"),
    "journeys": (_by_menu("journeys"), "Two journeys without names"),
}


@pytest.mark.parametrize("paper", PART_PAPERS)
def test_a_paper_of_the_menu_is_asked_for_and_shown_by_keys(
    paper: str, place: Workplace, journey: Journey
) -> None:
    ask, title = PART_PAPERS[paper]
    ask(place, journey)
    journey.wait_focus("Show the pages")
    assert journey.sees(title) and place.window.current_key is PageKey.INSIGHTS
    journey.keys.press("Return")
    journey.wait_for("Page 1 of")
    assert journey.sees(title)
    journey.settle()
    journey.keys.press("Escape")
    journey.wait_gone("Page 1 of")


def test_the_bans_in_force_come_up_over_today_by_their_key(place: Workplace, journey: Journey) -> None:
    journey.keys.press("Ctrl+6")
    until(lambda: place.window.current_key is PageKey.INSIGHTS, "Insights")
    journey.settle()
    journey.keys.press("Ctrl+Shift+B")
    until(lambda: place.window.messages.open_sheet is not None or place.today.bans_sheet is not None, "bans")
    journey.settle()
    assert place.window.current_key is PageKey.TODAY
    assert journey.sees("Mr Dean Halloway")


def test_what_went_out_comes_up_by_its_key_and_a_line_leads_to_its_record(
    place: Workplace, journey: Journey
) -> None:
    journey.keys.press("Ctrl+Shift+O")
    until(lambda: place.sharing.register is not None, "what went out")
    journey.settle()
    assert journey.sees("Mr Dean Halloway")
    sheet = place.sharing.register
    assert sheet is not None
    sheet.table.setFocus()
    journey.keys.press("Return")
    until(lambda: place.window.current_key is PageKey.INCIDENTS, "the record")
    journey.settle()
    assert place.sharing.register is None


def test_sharing_begins_by_its_key_on_a_record(
    place: Workplace, journey: Journey, made_demo: MadeDemo
) -> None:
    _open_record(place, journey, made_demo.log.cast.incidents["tomasz_bullied"], "documents")
    journey.keys.press("Ctrl+Shift+S")
    until(lambda: place.sharing.sheet is not None, "what goes to whom")
    journey.settle()
    assert journey.sees("Share documents")
    journey.keys.press("Escape")
    until(lambda: place.sharing.sheet is None, "closed")


def test_insights_and_the_registers_are_reached_by_keys_alone(place: Workplace, journey: Journey) -> None:
    journey.keys.press("Ctrl+6")
    until(lambda: place.window.current_key is PageKey.INSIGHTS, "Insights")
    journey.settle()
    journey.keys.press("Ctrl+4")
    until(lambda: place.window.current_key is PageKey.DECLARATIONS, "Declarations")
    journey.settle()
    place.told_before.switch.setFocus()
    journey.keys.pick("What to show", "Registers")
    until(lambda: place.told_before.shows_registers, "the registers")
    journey.settle()
    place.told_before.switch.setFocus()
    journey.keys.press("Left")
    journey.keys.press("Space")
    until(lambda: not place.told_before.shows_registers, "the declarations")


def _pressed(place: Workplace, journey: Journey, name: str) -> None:
    """Give the keyboard to the button in view with this name, and press it by key."""
    made = [one for one in place.window.findChildren(QPushButton) if one.isVisible()]
    button = next(one for one in made if (one.accessibleName() or one.text()).startswith(name))
    button.setFocus()
    journey.keys.press("Space")


def _open_record(place: Workplace, journey: Journey, record: Reference, section: str) -> None:
    place.incidents.open_record(record)
    until(lambda: place.window.current_key is PageKey.INCIDENTS, "the record")
    journey.settle()
    place.incidents.page.record.section(section)
    journey.settle()


def _ask_agenda(place: Workplace, journey: Journey, _made: MadeDemo) -> None:
    place.today.meeting.open()
    journey.settle()
    _pressed(place, journey, "Print agenda")
    journey.settle()
    if not journey.sees("Page 1 of") and journey.sees("Each part of the log has an agenda of its own."):
        journey.keys.press("Return")


def _ask_slips(place: Workplace, journey: Journey, _made: MadeDemo) -> None:
    place.routes.show_declarations()
    place.declarations.open_drive()
    journey.settle()
    if not place.declarations.drive.page.slips_button.isVisible():
        journey.keys.press("Return")  # begins one with what is proposed
        journey.settle()
    place.declarations.drive.page.slips_button.setFocus()
    journey.keys.press("Space")


def _ask_plan(place: Workplace, journey: Journey, made: MadeDemo) -> None:
    _open_record(place, journey, reference(made, "aisha_picture"), "plans")
    _pressed(place, journey, "Print the plan for")


def _ask_letter(place: Workplace, journey: Journey, made: MadeDemo) -> None:
    _open_record(place, journey, reference(made, "nandra_threat"), "response")
    _pressed(place, journey, "Look at it, print or save")


WHERE_THEY_STAND: dict[str, tuple[Callable[[Workplace, Journey, MadeDemo], None], str]] = {
    "meeting agenda": (_ask_agenda, "Meeting agenda"),
    "drive slips": (_ask_slips, "Declaration slips"),
    "safety plan": (_ask_plan, "Safety plan"),
    "ban letter": (_ask_letter, "Letter"),
}


@pytest.mark.parametrize("paper", WHERE_THEY_STAND)
def test_a_paper_is_shown_where_its_button_stands(
    paper: str, place: Workplace, journey: Journey, made_demo: MadeDemo
) -> None:
    ask, title = WHERE_THEY_STAND[paper]
    ask(place, journey, made_demo)
    journey.wait_for("Page 1 of")
    assert journey.sees(title)
    journey.settle()
    journey.keys.press("Escape")
    journey.wait_gone("Page 1 of")
