"""The list of patterns: one key puts a finding aside, a further record brings it back, and who is told."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from safeguard_app.services import patterns
from safeguard_app.services.patterns import Radar
from safeguard_app.ui.incidents.pattern_notice import PatternNotice
from safeguard_app.ui.insights.pattern_card import PatternCard
from safeguard_app.ui.today.patterns_part import PatternsPart
from tests.ui.accessibility import check_page
from tests.ui.conftest import Stage
from tests.ui.insights.conftest import InsightsDesk


def _cards(at: InsightsDesk) -> list[PatternCard]:
    return at.presenter.page.cards


def _names(at: InsightsDesk) -> list[str]:
    return [card.finding.finding.names[0] for card in _cards(at) if card.finding.dismissal is None]


def test_a_number_puts_a_finding_aside_and_the_keyboard_goes_on(
    qtbot: QtBot, at_insights: InsightsDesk
) -> None:
    at_insights.presenter.shown()
    assert _names(at_insights) == ["@truth.lane", "@other.one"]
    first = _cards(at_insights)[0]
    assert first.hasFocus() and "1 Looked at, and in hand" in first.accessibleDescription()
    qtbot.keyClick(first, Qt.Key.Key_3)
    at_insights.desk.settle()
    assert _names(at_insights) == ["@other.one"]
    assert at_insights.window.said[-1].startswith("Put aside: looked at, a coincidence.")
    assert _cards(at_insights)[0].hasFocus(), "the next finding has the keyboard"
    kept = at_insights.desk.wait(lambda: patterns.radar(at_insights.session)).aside
    assert [one.aside for one in kept] == [
        "Looked at, a coincidence. Put aside by Miss Jo Abbey, Mon 5 Oct 2026."
    ]


def test_a_further_record_brings_it_back(qtbot: QtBot, at_insights: InsightsDesk) -> None:
    at_insights.presenter.page.focus_first()
    qtbot.keyClick(_cards(at_insights)[0], Qt.Key.Key_1)
    at_insights.desk.settle()
    at_insights.name("@truth.lane", 14)
    at_insights.look()
    assert sorted(_names(at_insights)) == ["@other.one", "@truth.lane"]


def test_what_was_put_aside_is_looked_at_again(qtbot: QtBot, at_insights: InsightsDesk) -> None:
    at_insights.presenter.page.focus_first()
    qtbot.keyClick(_cards(at_insights)[0], Qt.Key.Key_1)
    at_insights.desk.settle()
    aside = _cards(at_insights)[-1]
    qtbot.keyClick(aside, Qt.Key.Key_1)
    at_insights.desk.settle()
    assert len(_names(at_insights)) == 1, "a number does nothing to what was put aside"
    aside.brought_back.emit()
    at_insights.desk.settle()
    assert len(_names(at_insights)) == 2


def test_other_keys_put_nothing_aside(qtbot: QtBot, at_insights: InsightsDesk) -> None:
    card = _cards(at_insights)[0]
    for key in (Qt.Key.Key_0, Qt.Key.Key_6, Qt.Key.Key_Space, Qt.Key.Key_A):
        qtbot.keyClick(card, key)
    at_insights.desk.settle()
    assert len(_names(at_insights)) == 2


def test_records_are_opened_and_everything_has_a_name(qtbot: QtBot, at_insights: InsightsDesk) -> None:
    asked: list[object] = []
    at_insights.presenter.record_requested.connect(asked.append)
    link = _cards(at_insights)[0].record_links[0]
    link.setFocus()
    qtbot.keyClick(link, Qt.Key.Key_Return)
    assert asked == [_cards(at_insights)[0].finding.records[0].reference]
    check_page(at_insights.presenter.page)


def test_a_write_that_no_rule_counts_has_nothing_looked_through(at_insights: InsightsDesk) -> None:
    told: list[object] = []
    at_insights.presenter.found.connect(told.append)
    changes = at_insights.desk.wait(
        lambda: patterns.dismiss(at_insights.session, at_insights.presenter.radar.open[0].finding, "in_hand")
    )
    at_insights.presenter.refresh(type(changes)())
    assert not at_insights.presenter._pause.isActive()
    at_insights.presenter.refresh(changes)
    assert at_insights.presenter._pause.isActive()
    at_insights.presenter.end()
    assert not at_insights.presenter._pause.isActive()
    at_insights.presenter.begin()
    at_insights.desk.settle()
    assert told == [], "nothing is begun once the log is locked"


def test_today_and_a_record_say_it_quietly(at_insights: InsightsDesk, stage: Stage) -> None:
    part, notice = PatternsPart(), PatternNotice()
    stage.present(part, 300, 100)
    stage.present(notice, 600, 160)
    radar = at_insights.presenter.radar
    part.show_count(len(radar.open))
    assert part.line.text() == "2 patterns to look at" and not part.isHidden()
    part.show_count(0)
    assert part.isHidden()
    record = radar.open[0].records[0].reference.id
    notice.say_findings(radar.about(record))
    assert not notice.isHidden() and "@truth.lane" in notice.words()[1]
    notice.say_findings(Radar().about(record))
    assert notice.isHidden()
