"""What stands for a second run of bootstrap is one: it looks, hands over, and would rather fail than install."""

import subprocess
import sys
from pathlib import Path
from time import monotonic

from tests.bench.course import Course
from tests.bench.window_rows import second_run

STAMP = "requirements-stamp.json"
"""What bootstrap leaves in its environment."""


def test_a_second_run_hands_over(tmp_path: Path) -> None:
    begun = monotonic()
    taken = second_run(Course(tmp_path, quick=True))
    assert 0 < taken < monotonic() - begun
    assert (tmp_path / "set-up" / STAMP).exists()


def test_one_that_would_install_is_no_second_run(tmp_path: Path) -> None:
    (tmp_path / STAMP).write_text("{}", encoding="utf-8")
    script = Path(__file__).parent / "second_run.py"
    done = subprocess.run(
        [sys.executable, str(script), str(monotonic()), str(tmp_path)],
        env={"DISPLAY": ":0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "bootstrap wants to install" in done.stderr
    assert not done.stdout
