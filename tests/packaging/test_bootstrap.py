"""The four commands of bootstrap, and what they print when something stands in the way."""

import ast
import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

import bootstrap

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Return the list into which calls of the project's Python are noted; nothing is prepared and all succeed."""
    noted: list[list[str]] = []

    def call(arguments: list[str], settings: dict[str, str] | None = None) -> int:
        noted.append(list(arguments))
        return 0

    monkeypatch.setattr(bootstrap, "call", call)
    monkeypatch.setattr(bootstrap, "prepare_system", lambda *_, **__: None)
    monkeypatch.setattr(bootstrap, "prepare_venv", lambda _: None)
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    return noted


def test_demo_without_a_display_walks_off_screen_and_says_so(
    calls: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert bootstrap.main(["demo"]) == 0
    assert calls == [["-m", "safeguard_app", "--cli", "demo", "--out", "demo-output"]]
    assert "There is no display here" in capsys.readouterr().out


def test_demo_with_a_display_opens_the_window(
    calls: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":7")
    bootstrap.main(["demo"])
    bootstrap.main(["demo", "--headless"])
    assert calls[0] == ["-m", "safeguard_app", "--demo"]
    assert calls[1][2] == "--cli"


def test_run_without_a_display_says_what_to_do(
    calls: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert bootstrap.main(["run"]) == 2
    assert calls == []
    assert capsys.readouterr().err == (
        "\nThere is no display here, so no window can open.\n"
        "Start this from a desktop, or look at the demo: python3 packaging/bootstrap.py demo\n"
    )


def test_run_hands_its_arguments_on(calls: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert bootstrap.main(["run", "--vault", "A school.safeguard"]) == 0
    assert calls == [["-m", "safeguard_app", "--vault", "A school.safeguard"]]


def test_test_runs_every_check_and_hands_words_to_pytest(calls: list[list[str]]) -> None:
    assert bootstrap.main(["test", "-k", "clock"]) == 0
    assert [call[1] for call in calls[:3]] == ["ruff", "ruff", "mypy"]
    assert "lint_imports" in calls[3][1]
    assert calls[4] == ["-m", "pytest", *bootstrap.spread(os.cpu_count()), "-k", "clock"]


def test_one_processor_runs_the_tests_one_after_another() -> None:
    assert bootstrap.spread(1) == bootstrap.spread(None) == []
    assert bootstrap.spread(2)[:2] == ["-n", "3"]


@pytest.mark.parametrize("failing", range(5))
def test_one_failing_check_fails_the_whole_and_stops_nothing(
    calls: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], failing: int
) -> None:
    ran: list[str] = []

    def call(arguments: list[str], settings: dict[str, str]) -> int:
        ran.append(arguments[1])
        return 5 if len(ran) == failing + 1 else 0

    monkeypatch.setattr(bootstrap, "call", call)
    assert bootstrap.main(["test"]) == 1
    assert len(ran) == 5
    assert capsys.readouterr().err.startswith("Failed: ")


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        bootstrap.main(["deploy"])
    assert caught.value.code == 2
    assert "demo" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["bootstrap", "environment", "machine"])
def test_an_old_python_can_read_the_scripts_that_tell_it_so(name: str) -> None:
    text = (ROOT / "packaging" / f"{name}.py").read_text(encoding="utf-8")
    tree = ast.parse(text, feature_version=(3, 8))
    roots = {
        (node.module or "").partition(".")[0] if isinstance(node, ast.ImportFrom) else node.names[0].name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    foreign = {root.partition(".")[0] for root in roots} - set(sys.stdlib_module_names)
    assert foreign <= {"environment", "machine"}


def test_bootstrap_starts_as_a_script_from_anywhere(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "packaging" / "bootstrap.py"), "--help"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "demo | test | run | shell" in ran.stdout
