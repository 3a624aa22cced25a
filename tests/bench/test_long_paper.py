"""What is measured beside others says the same in both: every line and every picture."""

from html import unescape
from pathlib import Path

import pytest

from tests.bench import long_paper
from tests.documents.reading import structure


def test_both_ways_say_the_same_lines_and_show_as_many_pictures(tmp_path: Path) -> None:
    page = unescape(long_paper.write_html(tmp_path, 5, 3).read_text(encoding="utf-8"))
    found = long_paper.measured(long_paper.OURS, tmp_path, 5, 3)
    ours = structure((tmp_path / "ours.pdf").read_bytes())
    assert found["pages"] == 2
    assert 20 < found["megabytes"] < 1_000
    for when, record, what in long_paper.lines(5):
        for words in (when, record, what):
            assert words in page
            assert words in ours.text
    assert len(ours.all("Figure")) == page.count("<img") == 3
    assert len({one.read_bytes() for one in tmp_path.glob("*.png")}) == 3


def test_what_is_not_here_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert long_paper.missing(long_paper.LIBREOFFICE) == "LibreOffice is not here"
    assert long_paper.missing(long_paper.OURS) == ""
