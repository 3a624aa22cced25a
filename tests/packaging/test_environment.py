"""The project's own Python: when it is made, when it is left alone, and what pip's failures mean."""

import json
import platform
import sys
from pathlib import Path

import pytest

import environment
from machine import Obstacle


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty checkout with two requirement files and no environment."""
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    for name in ("RUN_FILE", "TEST_FILE"):
        file = tmp_path / f"{name}.txt"
        file.write_text(f"# {name}\n", encoding="utf-8")
        monkeypatch.setattr(environment, name, file)
    return tmp_path


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list into which making and filling an environment are noted instead of done."""
    done: list[str] = []

    def make_venv() -> None:
        python = environment.venv_python()
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()
        done.append("make")

    monkeypatch.setattr(environment, "make_venv", make_venv)
    monkeypatch.setattr(environment, "install_requirements", lambda file: done.append(file.name))
    return done


def test_a_second_start_does_nothing(checkout: Path, steps: list[str]) -> None:
    environment.prepare_venv(environment.RUN_FILE)
    environment.prepare_venv(environment.RUN_FILE)
    assert steps == ["make", "RUN_FILE.txt"]


def test_what_tests_need_holds_what_the_program_needs(checkout: Path, steps: list[str]) -> None:
    environment.prepare_venv(environment.TEST_FILE)
    environment.prepare_venv(environment.RUN_FILE)
    assert steps == ["make", "TEST_FILE.txt"]


def test_tests_after_a_run_install_what_is_missing(checkout: Path, steps: list[str]) -> None:
    environment.prepare_venv(environment.RUN_FILE)
    environment.prepare_venv(environment.TEST_FILE)
    assert steps == ["make", "RUN_FILE.txt", "TEST_FILE.txt"]


def test_changed_requirements_are_installed_into_the_same_environment(
    checkout: Path, steps: list[str]
) -> None:
    environment.prepare_venv(environment.RUN_FILE)
    environment.RUN_FILE.write_text("# newer\n", encoding="utf-8")
    environment.prepare_venv(environment.RUN_FILE)
    assert steps == ["make", "RUN_FILE.txt", "RUN_FILE.txt"]


def test_another_python_makes_the_environment_anew(checkout: Path, steps: list[str]) -> None:
    environment.prepare_venv(environment.RUN_FILE)
    stamp = environment.VENV / environment.STAMP_NAME
    stamp.write_text(json.dumps({**environment.read_stamp(), "python": "3.11.0 elsewhere"}), encoding="utf-8")
    environment.prepare_venv(environment.RUN_FILE)
    assert steps == ["make", "RUN_FILE.txt"] * 2


@pytest.mark.parametrize("content", ["", "not json", "[]"])
def test_a_broken_stamp_only_means_installing_again(checkout: Path, steps: list[str], content: str) -> None:
    environment.prepare_venv(environment.RUN_FILE)
    (environment.VENV / environment.STAMP_NAME).write_text(content, encoding="utf-8")
    environment.prepare_venv(environment.RUN_FILE)
    assert steps == ["make", "RUN_FILE.txt", "RUN_FILE.txt"]


def test_a_failed_installation_leaves_no_stamp(
    checkout: Path, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(file: Path) -> None:
        raise environment.explain_pip("")

    monkeypatch.setattr(environment, "install_requirements", fail)
    with pytest.raises(Obstacle):
        environment.prepare_venv(environment.RUN_FILE)
    assert environment.read_stamp() == {}


def test_a_folder_that_is_no_environment_is_left_alone(checkout: Path) -> None:
    precious = environment.VENV / "notes.txt"
    precious.parent.mkdir()
    precious.write_text("mine", encoding="utf-8")
    with pytest.raises(Obstacle, match="not a Python environment"):
        environment.make_venv()
    assert precious.read_text(encoding="utf-8") == "mine"


def test_an_environment_does_not_replace_itself(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", str(environment.VENV))
    with pytest.raises(Obstacle, match="cannot replace itself"):
        environment.make_venv()


def test_a_missing_venv_module_is_asked_of_debian(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def refuse(packages: list[str]) -> None:
        asked.extend(packages)
        raise Obstacle("missing", "install it")

    monkeypatch.setattr(environment, "venv_modules_found", lambda: False)
    monkeypatch.setattr(environment, "install_packages", refuse)
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    with pytest.raises(Obstacle):
        environment.make_venv()
    assert asked == [f"python3.{sys.version_info[1]}-venv"]


@pytest.mark.parametrize(
    ("output", "words"),
    [
        (
            "WARNING: Retrying ... NewConnectionError(...)\nERROR: No matching distribution found for x",
            "not reached",
        ),
        ("ERROR: No matching distribution found for pikepdf==10.17.0", "does not exist for Python"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "not the one"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: something new", "stands above"),
    ],
)
def test_what_pip_says_is_explained(output: str, words: str) -> None:
    assert words in environment.explain_pip(output).sentence


def test_pip_s_own_words_for_a_wrong_hash_are_understood(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A real pip, a real file, a wrong hash: offline, because the file lies in a folder."""
    wheel = tmp_path / "sample-1.0-py3-none-any.whl"
    wheel.write_bytes(b"not what was promised")
    requirements = tmp_path / "requirements.txt"
    requirements.write_text(f"sample @ {wheel.as_uri()} --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    monkeypatch.setattr(environment, "venv_python", lambda: Path(sys.executable))
    with pytest.raises(Obstacle, match="not the one this project was checked with"):
        environment.install_requirements(requirements)


def test_pip_s_own_words_for_no_network_are_understood(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A real pip sent to a port of this machine where nobody listens."""
    requirements = tmp_path / "requirements.txt"
    requirements.write_text(f"sample==1.0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:1/", "PIP_RETRIES": "1", "PIP_EXTRA_INDEX_URL": ""}
    for name, value in {**nowhere, "PIP_CONFIG_FILE": "/dev/null", "PIP_FIND_LINKS": ""}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(environment, "venv_python", lambda: Path(sys.executable))
    with pytest.raises(Obstacle, match="not reached"):
        environment.install_requirements(requirements)


def test_call_runs_in_the_checkout_with_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "venv_python", lambda: Path(sys.executable))
    code = "import os, sys; sys.exit(7 if os.environ['SAMPLE'] == 'x' and os.path.exists('pyproject.toml') else 1)"
    assert environment.call(["-c", code], {"SAMPLE": "x"}) == 7
