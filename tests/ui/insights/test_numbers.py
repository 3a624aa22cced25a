"""The numbers of Insights by keyboard: another topic, other days, and each number opens what it counts."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from safeguard_app.domain.periods import Period
from safeguard_app.services import insights
from safeguard_app.services.incident_lists import IncidentFilter
from safeguard_app.ui.insights.chart_picture import ChartPicture
from safeguard_app.ui.insights.numbers_part import NumbersPart
from safeguard_app.ui.theme.theme import Theme, ThemeChoice
from tests.ui.accessibility import check_page
from tests.ui.conftest import Stage
from tests.ui.insights.conftest import InsightsDesk


def _part(qtbot: QtBot, at: InsightsDesk) -> NumbersPart:
    """Numbers chosen by key."""
    shows = at.presenter.page.shows
    shows.setFocus()
    segment = shows.focusWidget()
    assert segment is not None
    qtbot.keyClick(segment, Qt.Key.Key_Right)
    at.desk.settle()
    part = at.presenter.numbers.part
    assert part is not None and part.isVisible()
    return part


def _choose(qtbot: QtBot, at: InsightsDesk, topic: str) -> NumbersPart:
    part = _part(qtbot, at) if at.presenter.numbers.part is None else at.presenter.numbers.part
    while part.topic() != topic:
        qtbot.keyClick(part.topic_box, Qt.Key.Key_Down)
    at.desk.settle()
    return part


def test_numbers_stand_in_place_of_the_patterns_and_back(qtbot: QtBot, at_insights: InsightsDesk) -> None:
    part = _part(qtbot, at_insights)
    assert not at_insights.presenter.page.cards[0].isVisible()
    assert part.view is not None and part.view.key == "term"
    assert "4 records came to attention" in part._counted.text()
    at_insights.presenter.page.shows.setFocus()
    segment = at_insights.presenter.page.shows.focusWidget()
    assert segment is not None
    qtbot.keyClick(segment, Qt.Key.Key_Left)
    assert at_insights.presenter.page.cards[0].isVisible() and not part.isVisible()


def test_a_number_opens_just_the_records_it_counts(qtbot: QtBot, at_insights: InsightsDesk) -> None:
    asked: list[object] = []
    at_insights.presenter.numbers.list_requested.connect(asked.append)
    part = _choose(qtbot, at_insights, "kind")
    assert part.table is not None
    (number,) = part.table.links
    assert number.accessibleName() == "Cyberbullying, 2026 to 2027: 4. Open the list"
    number.setFocus()
    qtbot.keyClick(number, Qt.Key.Key_Return)
    (wanted,) = asked
    assert isinstance(wanted, IncidentFilter) and wanted.records is not None
    assert len(wanted.records) == 4 and wanted.counted == "Cyberbullying, 2026 to 2027"


def test_what_is_written_meanwhile_is_counted_and_the_keyboard_stays(
    qtbot: QtBot, at_insights: InsightsDesk
) -> None:
    part = _choose(qtbot, at_insights, "kind")
    assert part.table is not None
    part.table.links[0].setFocus()
    at_insights.name("@third.one", 15)
    at_insights.presenter.numbers.begin()
    at_insights.desk.settle()
    assert part.table.links[0].text() == "5" and part.table.links[0].hasFocus()


def test_other_days_are_asked_for_beside_the_field(qtbot: QtBot, at_insights: InsightsDesk) -> None:
    part = _choose(qtbot, at_insights, "kind")
    qtbot.keyClick(part.period_box, Qt.Key.Key_End)
    assert part.days.isVisible()
    qtbot.mouseClick(part.count_button, Qt.MouseButton.LeftButton)
    assert "Type both days" in part._days_field.error
    part.days.set_period(Period(date(2026, 10, 1), date(2026, 9, 1)))
    qtbot.mouseClick(part.count_button, Qt.MouseButton.LeftButton)
    assert "The last day is before the first" in part._days_field.error
    part.days.set_period(Period(date(2026, 9, 1), date(2026, 9, 30)))
    qtbot.mouseClick(part.count_button, Qt.MouseButton.LeftButton)
    at_insights.desk.settle()
    assert part.view is not None and part.view.rows == () and part._days_field.error == ""
    assert "None of them counts here." in part._counted.text()
    assert not part.picture.isVisible()


def test_declarations_open_their_page(qtbot: QtBot, at_insights: InsightsDesk) -> None:
    asked: list[str] = []
    numbers = at_insights.presenter.numbers
    numbers.declarations_requested.connect(lambda: asked.append("register"))
    numbers.reviews_requested.connect(lambda: asked.append("reviews"))
    numbers.queue_requested.connect(lambda: asked.append("queue"))
    for label in ("In force", "In force, review overdue", "Waiting to be decided"):
        numbers._opened((insights.DECLARATIONS, label, ()), "")
    assert asked == ["register", "reviews", "queue"]


def test_everything_has_a_name_and_the_chart_its_words(qtbot: QtBot, at_insights: InsightsDesk) -> None:
    part = _choose(qtbot, at_insights, "kind")
    assert part.picture.accessibleDescription().startswith("Bar chart. Records by kind of concern.")
    check_page(at_insights.presenter.page)


def test_after_the_lock_nothing_is_counted(qtbot: QtBot, at_insights: InsightsDesk) -> None:
    part = _part(qtbot, at_insights)
    at_insights.presenter.end()
    before = part.view
    part.topic_box.set_value("kind")
    at_insights.presenter.numbers.begin()
    at_insights.desk.settle()
    assert part.view is before


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_picture_is_drawn_for_its_width_look_and_text(
    qtbot: QtBot, stage: Stage, theme: Theme, scale: float
) -> None:
    drawn: list[tuple[float, float]] = []

    def draw(width: float, size: float) -> bytes:
        drawn.append((width, size))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="40" viewBox="0 0 {width} 40">'
            '<rect x="0" y="0" width="300" height="40" fill="$text$"/></svg>'
        ).encode()

    picture = ChartPicture()
    picture.show_chart(draw, "Bar chart.")
    stage.show(picture, width=400, height=200)
    assert picture.height() == 40 and drawn[-1][0] == picture.width()
    light = picture.grab().toImage().pixelColor(20, 20).name()
    theme.choose(ThemeChoice.DARK)
    theme._apply()
    image: QImage = picture.grab().toImage()
    assert image.pixelColor(20, 20).name() != light, "in the colours of the look in force"
    assert drawn[-1][1] == pytest.approx(drawn[0][1])
