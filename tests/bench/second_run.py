"""What a second run of bootstrap does before it hands over: ``python tests/bench/second_run.py BEGUN FOLDER``.

``BEGUN`` is the monotonic clock when the process was asked for. ``FOLDER`` stands for a `.venv` that an earlier run has
filled; the first call puts down what that run would have left. Where bootstrap would install anything, this fails: it
measures, and changes nothing on the computer. Prints one line of JSON.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging"))

import bootstrap
import environment
import machine


def main(arguments: Sequence[str]) -> int:
    """Run ``bootstrap.py run`` up to the moment at which it starts the program, and say how long that took."""
    begun, folder = float(arguments[0]), Path(arguments[1])
    environment.VENV = folder
    _as_an_earlier_run_left_it(folder)
    handed: list[float] = []

    def hand_over(*_what: object) -> int:
        handed.append(monotonic())
        return 0

    for module, name, stand_in in (
        (environment, "make_venv", _refuse),
        (environment, "install_requirements", _refuse),
        (machine, "install_packages", _look_only),
        (bootstrap, "call", hand_over),
    ):
        setattr(module, name, stand_in)
    code = bootstrap.main(["run"])
    if code == 0:
        print(json.dumps(handed[0] - begun))
    return code


def _as_an_earlier_run_left_it(folder: Path) -> None:
    stamp = folder / environment.STAMP_NAME
    if stamp.exists():
        return
    python = environment.venv_python()
    python.parent.mkdir(parents=True)
    python.touch()
    stamp.write_text(json.dumps(environment.wanted_stamp(environment.RUN_FILE)), encoding="utf-8")


def _refuse(*_what: object) -> None:
    raise SystemExit("this would not be a second run: bootstrap wants to install")


def _look_only(_packages: Sequence[str]) -> None:
    """This computer may lack what a screen needs; that was looked for, and looking is what takes the time."""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
