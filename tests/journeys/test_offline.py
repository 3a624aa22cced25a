"""The offline promise as a test: whole journeys in processes that fail at the first word with a network."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.journey

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("what", ["window", "demo"])
def test_no_network_is_asked_for(what: str, tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.journeys.offline_journey", what, str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-6000:]
    assert ran.stdout.endswith("no network was asked for\n")


def test_the_watch_itself_fails_a_process_that_asks() -> None:
    code = (
        "from tests.journeys.no_network import Watch; w = Watch(); import urllib.request as u\n"
        "try:\n    u.urlopen('http://localhost:9')\nexcept BaseException:\n    pass\n"
        "w.look()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.returncode != 0
    assert "urllib.Request" in ran.stderr
