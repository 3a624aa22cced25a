"""The arithmetic of the bench: what counts as met, percentiles, and what is written."""

import json
from pathlib import Path

import pytest

from tests.bench import company
from tests.bench.company import Moment
from tests.bench.rows import Baseline, LeftOut, Report, at_most, no_more, percentile, told, within

PLAIN = Baseline("the plain way", 2.0)


def test_a_limit_is_met_below_it_alone() -> None:
    assert within("row", 0.49, PLAIN, 0.5).met
    assert not within("row", 0.5, PLAIN, 0.5).met
    assert no_more("row", 12, PLAIN, 12, "fields").met
    assert not no_more("row", 13, PLAIN, 12, "fields").met


def test_a_ratio_is_over_the_baseline_of_the_same_run() -> None:
    row = at_most("row", 5.0, PLAIN, 2.5)
    assert (row.ratio, row.met) == (2.5, True)
    assert not at_most("row", 5.1, PLAIN, 2.5).met
    assert told("row", 9.0, PLAIN).met is None


@pytest.mark.parametrize(("share", "expected"), [(0.5, 50), (0.95, 95), (0.99, 99), (1.0, 100), (0.001, 1)])
def test_percentile_is_a_value_that_was_measured(share: float, expected: int) -> None:
    values = [float(number) for number in range(100, 0, -1)]
    assert percentile(values, share) == expected


def test_percentile_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.95)


def test_the_report_counts_goals_and_writes_rows(tmp_path: Path) -> None:
    lines: list[str] = []
    report = Report(lines.append)
    report.head()
    report.add(
        [within("quick enough", 0.1, PLAIN, 0.5), at_most("too slow", 9.0, PLAIN, 2), LeftOut("x", "no tool")]
    )
    assert report.closing().startswith("2 rows, 1 of 2 goals met, 1 left out")
    assert "missed: too slow: 9.00 s, 4.50 x, goal <= 2 x" in report.closing()
    assert any("left out, no tool" in line for line in lines)
    path = tmp_path / "rows.json"
    report.write(path, "quick")
    written = json.loads(path.read_text(encoding="utf-8"))
    assert [row["name"] for row in written["rows"]] == ["quick enough", "too slow"]
    assert written["rows"][1]["met"] is False


def test_a_miss_on_a_busy_computer_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = iter([Moment(0, 0, 0), Moment(10, 16, 6), Moment(10, 16, 6), Moment(10, 16, 6)])
    monkeypatch.setattr(company, "now", lambda: next(counted, None))
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    report = Report(lambda _line: None)
    report.add([at_most("slow", 9.0, PLAIN, 2), at_most("measured with it", 9.0, PLAIN, 2)])
    assert report.rows[0].others == 0.5, "10 of 20 seconds of two processors were others'"
    assert report.rows[1].others == 0.5
    assert "busy with others: 50% of its processors; measure it alone" in report.closing()


def test_own_work_and_that_of_own_children_is_nobody_elses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(company, "now", lambda: Moment(10, 12, 12))
    assert company.others_since(Moment(0, 0, 0)) == 0
    assert company.others_since(None) is None
