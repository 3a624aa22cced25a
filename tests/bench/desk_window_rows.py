"""Rows on the window's thread over the large log: pages of the desk put in and painted, off screen.

What is read for them on the vault's thread stands in other rows. Of a page that is made in portions the longest portion
counts: between two of them a key is answered.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from time import monotonic, perf_counter

from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QScrollArea, QVBoxLayout, QWidget

from safeguard_app.services import logbook_lists, merging, opening, people
from safeguard_app.services.chronology import chronology_of
from safeguard_app.services.labels import today
from safeguard_app.services.session import Session
from safeguard_app.ui.declarations.as_at_bar import AsAtBar
from safeguard_app.ui.incidents.record_page import RecordPage
from safeguard_app.ui.incidents.record_view import gather as gather_record
from safeguard_app.ui.people.day_field import DayField
from safeguard_app.ui.people.duplicates_sheet import DuplicatesSheet
from safeguard_app.ui.people.import_preview import ImportPreview
from safeguard_app.ui.people.people_list_pane import PeopleListPane
from safeguard_app.ui.people.person_page import PersonRecordPage
from safeguard_app.ui.people.person_view import person_view
from safeguard_app.ui.people.register_tools import SchoolTime
from safeguard_app.ui.registers.logbook_page import LogbookView
from safeguard_app.ui.theme.current import dress
from safeguard_app.ui.today.today_page import TodayPage
from safeguard_app.ui.today.today_view import gather
from tests.bench.course import Course
from tests.bench.desk_rows import busiest_person, fullest_record
from tests.bench.exhibit_rows import at_the_window
from tests.bench.import_rows import PEOPLE, list_of_people, preview
from tests.bench.invented_desk import CONSENT
from tests.bench.rows import Baseline, Row, median, percentile, within

_GOAL = 0.05
_QUIET = 0.12
"""Seconds without anything to do after which a page stands."""
_LONGEST = 20.0
_LABELS = 500


def rows(course: Course) -> Iterator[Row]:
    """All of them."""
    application = at_the_window()
    session = course.log.unlock()
    try:
        shown = _Shown(application, course.times(5))
        yield from _today(shown, session)
        yield from _people(shown, session)
        yield from _record(shown, session)
        yield from _register(shown, session)
        yield from _import(shown, session)
    finally:
        opening.lock(session)


class _Shown:
    """A window's thread at work, and two baselines of Qt's own."""

    def __init__(self, application: QApplication, times: int) -> None:
        self._application = application
        self._times = times
        self.labels = Baseline(
            f"{_LABELS} labels of Qt's own in a scroll area, made and painted", median(self._labels, times)
        )
        self.lines = Baseline(
            "a list of Qt's own with 3,000 lines, filled and painted", median(self._lines, times)
        )

    def page(
        self,
        name: str,
        page: QWidget,
        show: Callable[[], object],
        beside: Baseline,
        note: str = "",
        before: Callable[[], object] = lambda: None,
    ) -> Row:
        """The longest stretch of showing something in a page, and how long until all of it stands.

        ``before`` is done before each, and not counted.
        """
        dress(page)
        page.resize(1100, 720)
        page.show()
        QTest.qWaitForWindowExposed(page)
        self._settle()
        longest, whole = [], []
        for _ in range(self._times):
            before()
            self._settle()
            stretches = self._stretches(page, show)
            longest.append(max(stretches))
            whole.append(sum(stretches))
        page.close()
        page.deleteLater()
        self._application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        words = f"all of it {percentile(whole, 0.5) * 1000:.0f} ms"
        return within(
            name, percentile(longest, 0.5), beside, _GOAL, note=f"{note}; {words}" if note else words
        )

    def _stretches(self, page: QWidget, show: Callable[[], object]) -> list[float]:
        begun = perf_counter()
        show()
        self._application.processEvents()
        page.repaint()
        found = [perf_counter() - begun]
        self._settle(found)
        return found

    def _settle(self, found: list[float] | None = None) -> None:
        """Turn the loop of events until nothing was done for a while; each turn is a stretch."""
        begun = quiet = monotonic()
        while monotonic() - quiet < _QUIET and monotonic() - begun < _LONGEST:
            turn = perf_counter()
            self._application.processEvents()
            self._application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            taken = perf_counter() - turn
            if taken > 0.001:
                quiet = monotonic()
                if found is not None:
                    found.append(taken)
            QTest.qWait(1)

    def _labels(self) -> None:
        area, held = QScrollArea(), QWidget()
        lines = QVBoxLayout(held)
        for place in range(_LABELS):
            lines.addWidget(QLabel(f"What stands in line {place}"))
        area.setWidget(held)
        area.resize(1100, 720)
        area.show()
        self._application.processEvents()
        area.repaint()
        area.close()

    def _lines(self) -> None:
        listed = QListWidget()
        listed.addItems([f"What stands in line {place}" for place in range(3_000)])
        listed.resize(1100, 720)
        listed.show()
        self._application.processEvents()
        listed.repaint()
        listed.close()


def _today(shown: _Shown, session: Session) -> Iterator[Row]:
    view = gather(session)
    page = TodayPage()
    nothing = replace(view, today=replace(view.today, before_home=()))
    note = f"{len(view.today.before_home):,} things to do"
    yield shown.page(
        "Today, put in and painted",
        page,
        partial(page.show_first, view),
        shown.labels,
        note,
        before=partial(page.show_view, nothing),
    )


def _people(shown: _Shown, session: Session) -> Iterator[Row]:
    everybody = people.rows(session)
    pane = PeopleListPane()
    turns = iter(range(10_000))
    yield shown.page(
        "the list of people, put in and painted",
        pane,
        lambda: pane.set_rows(everybody[next(turns) % 2 :]),
        shown.lines,
        f"{len(everybody):,} people",
    )
    person, count = busiest_person(session)
    other = people.rows(session, "Wren")[0].reference
    views = [person_view(session, other), person_view(session, person)]
    page, chronology = PersonRecordPage(), chronology_of(session, person)
    yield shown.page(
        "a person’s page, put in and painted",
        page,
        lambda: page.show_person(views[1]),
        shown.labels,
        f"{count} records",
    )
    page = PersonRecordPage()
    page.show_person(views[0])
    show = partial(page.chronology.show_chronology, chronology)
    words = f"{len(chronology.lines):,} lines, the first of them at once"
    yield shown.page("a person’s chronology, put in and painted", page, show, shown.labels, words)
    pairs = merging.duplicates(session)
    held = QWidget()
    yield shown.page(
        "who may be entered twice, put in and painted",
        held,
        lambda: DuplicatesSheet(pairs).open_over(held),
        shown.labels,
        f"{len(pairs):,} pairs",
    )


def _record(shown: _Shown, session: Session) -> Iterator[Row]:
    record, count = fullest_record(session)
    view, page = gather_record(session, record), RecordPage()
    yield shown.page(
        "a record’s page, put in and painted",
        page,
        lambda: page.show_record(view),
        shown.labels,
        f"{count} entries hang on it",
    )


def _register(shown: _Shown, session: Session) -> Iterator[Row]:
    found = logbook_lists.logbook_page(session, CONSENT)
    other = logbook_lists.logbook_page(session, "permissions")
    time = SchoolTime(session)
    page = LogbookView(AsAtBar(today(session), time.read, time.say, session.zone))
    turns = iter((other, found) * 100)
    yield shown.page(
        "a register, put in and painted",
        page,
        lambda: page.show_page(next(turns)),
        shown.lines,
        f"{len(found.rows):,} entries and {len(other.rows):,} in turn",
    )
    page = LogbookView(AsAtBar(today(session), time.read, time.say, session.zone))
    page.show_page(found)
    typed = iter(("f", "fr", "fre", "frey", "freya") * 100)
    yield shown.page(
        "a register, narrowed by a letter",
        page,
        lambda: page.search.setText(next(typed)),
        shown.lines,
        f"{len(found.rows):,} entries",
    )


def _import(shown: _Shown, session: Session) -> Iterator[Row]:
    _, _, plan = preview(session, list_of_people(moved=False))
    time, day = SchoolTime(session), today(session)
    page = ImportPreview(DayField("Their last day", time.read, time.say, session.zone, "31/8/2026"))
    yield shown.page(
        "what bringing people in would do, put in and painted",
        page,
        lambda: page.show_plan(plan, day, {}, ticked=False, fresh=True),
        shown.lines,
        f"{PEOPLE:,} rows: {len(plan.new):,} new, {len(plan.questions):,} to answer, {len(plan.by_hand):,} not in it",
    )
