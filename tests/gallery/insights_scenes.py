"""Patterns over many records: the list, nothing to look at, on a record, and as a line beside Today."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.periods import Period
from safeguard_app.domain.school_year import year_begins
from safeguard_app.services import paper, patterns
from safeguard_app.services.journeys import Offered, Proposal
from safeguard_app.services.paper_views import GovernorsPaper, ReportKind
from safeguard_app.services.patterns import Radar
from safeguard_app.ui.insights.insights_page import InsightsPage
from safeguard_app.ui.insights.insights_presenter import InsightsPresenter
from safeguard_app.ui.insights.journeys_sheet import JourneysSheet
from safeguard_app.ui.shell.main_window import MainWindow
from safeguard_app.ui.shell.page import PageKey
from tests.gallery.demo_desk import Desk, desk
from tests.gallery.incident_scenes import stand
from tests.gallery.scenes import Scene, scene, shell
from tests.gallery.today_at_work import today_at_work


def _radar() -> Radar:
    at = desk()
    return at.wait(partial(patterns.radar, at.session))


def _shown(radar: Radar) -> tuple[QWidget, InsightsPage]:
    at = desk()
    page = InsightsPage()
    page.show_radar(radar, at.wait(partial(patterns.reasons, at.session)))
    return shell(PageKey.INSIGHTS, page), page


def _opened() -> tuple[Desk, MainWindow, InsightsPresenter]:
    """The page with what drives it, in the window."""
    at = desk()
    window = shell(PageKey.INSIGHTS, QWidget())
    presenter = InsightsPresenter(at.session, at.tasks, window.messages, window)
    window.add_page(PageKey.INSIGHTS, presenter)
    window.show_page(PageKey.INSIGHTS)
    at.settle()
    return at, window, presenter


@scene("insights-patterns")
def listed() -> Scene:
    """What the rules find in the demo school, the keyboard on the newest."""
    window, page = _shown(_radar())
    return Scene(window, after=page.focus_first)


@scene("insights-inspection")
def inspection() -> Scene:
    """What is asked before the list for an inspection, other days typed."""
    at, window, presenter = _opened()

    def ask() -> None:
        presenter.papers.inspection()
        at.settle()
        sheet = presenter.papers.open_sheet
        assert sheet is not None and sheet.period_box is not None
        QTest.keyClick(sheet.period_box, Qt.Key.Key_End)
        sheet.show_button.click()

    return Scene(window, after=ask)


@scene("insights-governors")
def governors() -> Scene:
    """What is asked before the report to those who govern, other days wanted."""
    at, window, presenter = _opened()

    def ask() -> None:
        presenter.papers.governors()
        at.settle()
        sheet = presenter.papers.open_report
        assert sheet is not None
        QTest.keyClick(sheet.period_box, Qt.Key.Key_End)
        sheet.actions_box.set_text("The filter was looked at again after half term.")
        sheet.show_button.click()

    return Scene(window, after=ask)


@scene("insights-governors-again")
def governors_again() -> Scene:
    """An annual report, where a termly one over some of its days was made before: it is named, and waits for a tick."""
    at, window, presenter = _opened()
    begins = year_begins(at.session.now().date(), at.session.nation)
    termly = GovernorsPaper(ReportKind.TERMLY, Period(begins, at.session.now().date()))
    at.wait(partial(paper.issue, at.session, termly))

    def ask() -> None:
        presenter.papers.governors()
        at.settle()
        sheet = presenter.papers.open_report
        assert sheet is not None
        sheet.show_button.click()

    return Scene(window, after=ask)


@scene("insights-journeys")
def two_journeys() -> Scene:
    """Which records go without names, and whether typed reasons come too; the same record is chosen twice."""
    at = desk()
    window = shell(PageKey.INSIGHTS, QWidget())
    offered = tuple(
        Offered(Reference(Compartment.DAILY, RecordId(f"{place:032x}")), words, place == 0, 50)
        for place, words in enumerate(
            (
                "2026-0031, Cyberbullying, referred, 14 steps",
                "2026-0027, Trolling, handled in school, 6 steps",
            )
        )
    )
    sheet = JourneysSheet(Proposal(offered, (offered[0].record, offered[0].record)))

    def ask() -> None:
        sheet.open_over(window)
        at.settle()
        sheet.show_button.click()

    return Scene(window, after=ask)


def _numbers(topic: str, period: int = 0) -> Scene:
    """The numbers by one topic, in the window."""
    at, window, presenter = _opened()

    def ask() -> None:
        presenter.page.numbers_wanted.emit()
        part = presenter.numbers.make_part()
        part.topic_box.set_value(topic)
        part.period_box.set_value(period)
        presenter.numbers.begin()
        at.settle()
        part.topic_box.setFocus()

    return Scene(window, after=ask)


@scene("insights-numbers")
def numbers() -> Scene:
    """Records by kind of concern, two school years beside each other."""
    return _numbers("kind")


@scene("insights-numbers-lines")
def numbers_by_term() -> Scene:
    """Records term on term."""
    return _numbers("term")


@scene("insights-numbers-parts")
def numbers_in_parts() -> Scene:
    """Time limits, each by how it stands."""
    return _numbers("limits", 3)


@scene("insights-numbers-other-days")
def numbers_of_other_days() -> Scene:
    """Other days are wanted, and none is typed yet."""
    made = _numbers("referrals")
    first = made.after
    assert first is not None

    def ask() -> None:
        first()
        presenter = made.window.findChild(InsightsPresenter)
        assert isinstance(presenter, InsightsPresenter)
        part = presenter.numbers.make_part()
        QTest.keyClick(part.period_box, Qt.Key.Key_End)
        part.count_button.click()

    return Scene(made.window, after=ask)


@scene("insights-nothing")
def nothing() -> Scene:
    """No pattern to look at."""
    window, _ = _shown(Radar())
    return Scene(window)


@scene("insights-on-a-record")
def on_a_record() -> Scene:
    """A record that is part of a pattern says so."""
    radar = _radar()
    made = stand()
    made.presenter.open_record(radar.open[0].records[0].reference)
    made.settle()
    return made.act(lambda: made.presenter.page.record.show_patterns(radar))


@scene("insights-on-today")
def on_today() -> Scene:
    """The line beside Today."""
    _, window, presenter = today_at_work()
    return Scene(window, after=partial(presenter.page.patterns.show_count, len(_radar().open)))
