"""Run trials: `python -m tests.trials [--full] [--json FILE] [NAME ...]`; exits 1 where one failed.

Short form for every change (all together a few minutes), full counts by flag. `--seed` brings a failure back.
"""

import argparse
import importlib
import json
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import Any

from tests.trials.trial import SHOWN, Setting, Tally, Trial

NAMES = (
    "kill9",
    "keychange_kill",
    "power_cut",
    "disk_full",
    "bitflips",
    "truncation",
    "tamper",
    "plaintext",
    "way_out",
    "intake_kill",
    "intake_faults",
    "hostile_files",
    "hostile_forms",
)


def trial_called(name: str) -> Trial:
    """The trial in the module of that name."""
    found: Trial = importlib.import_module(f"tests.trials.{name}").run
    return found


def run_one(name: str, *, full: bool, seed: int) -> dict[str, Any]:
    """Run one trial in a folder of its own; its row."""
    folder = Path(tempfile.mkdtemp(prefix="trial-"))
    began = time.monotonic()
    try:
        tally = trial_called(name)(Setting(folder, full, Random(f"{seed} {name}")))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return row(name, tally, time.monotonic() - began)


def row(name: str, tally: Tally, seconds: float) -> dict[str, Any]:
    """One line of the report."""
    return {
        "trial": name,
        "count": tally.count,
        "failures": len(tally.failed),
        "seconds": round(seconds, 1),
        "notes": tally.notes,
        "first_failures": tally.failed[:SHOWN],
    }


def main(arguments: list[str]) -> int:
    """Run what was asked for and say how it went."""
    parser = argparse.ArgumentParser(prog="python -m tests.trials")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--full", action="store_true", help="the full counts")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows there too")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    if unknown := set(asked.names) - set(NAMES):
        parser.error(f"no such trial: {', '.join(sorted(unknown))}")
    os.umask(0o022)
    rows = []
    for name in asked.names or NAMES:
        rows.append(run_one(name, full=asked.full, seed=asked.seed))
        last = rows[-1]
        notes = ", ".join(f"{what} {count}" for what, count in sorted(last["notes"].items()))
        print(
            f"{name:<15} {last['count']:>7} tries {last['failures']:>4} failures {last['seconds']:>7.1f} s"
            f"  {notes}",
            flush=True,
        )
        for failure in last["first_failures"]:
            print(f"    {failure}", flush=True)
    if asked.json is not None:
        asked.json.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    empty = [one["trial"] for one in rows if one["count"] == 0]
    if empty:
        print(f"tried nothing: {', '.join(empty)}")
    return 1 if empty or any(one["failures"] for one in rows) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
