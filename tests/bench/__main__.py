"""``python -m tests.bench [--quick] [--log DIR] [--json FILE]``: times and sizes beside baselines of the same run.

A missed goal is said and never fails the run: how fast a computer is today is no fault of the code. An error is.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main(arguments: list[str]) -> int:
    """Run every part and say what was measured."""
    from PySide6.QtCore import qInstallMessageHandler

    from tests.bench import (
        desk_rows,
        desk_window_rows,
        evidence_rows,
        exhibit_rows,
        form_rows,
        import_rows,
        log_rows,
        overview_rows,
        paper_rows,
        person_rows,
        window_rows,
    )
    from tests.bench.course import Course
    from tests.bench.rows import Report

    parts = {
        "log": log_rows.rows,
        "desk": desk_rows.rows,
        "desk-window": desk_window_rows.rows,
        "window": window_rows.rows,
        "evidence": evidence_rows.rows,
        "exhibits": exhibit_rows.rows,
        "overview": overview_rows.rows,
        "paper": paper_rows.rows,
        "forms": form_rows.rows,
        "person": person_rows.rows,
        "import": import_rows.rows,
    }
    options = _options(arguments, tuple(parts))
    qInstallMessageHandler(_say_of_qt)
    report = Report(lambda line: print(line, flush=True))
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        course = Course(Path(scratch), options.quick, options.log)
        form = f"{'quick' if options.quick else 'full'} form, {course.size_words}"
        report.say(form)
        report.head()
        for name in options.only or parts:
            report.add(parts[name](course))
    report.say(report.closing())
    if options.json is not None:
        report.write(options.json, form)
    return 0


def _say_of_qt(_kind: object, _where: object, message: str) -> None:
    """What Qt warns of, but for what drawing off screen can never do."""
    if not message.startswith("This plugin does not support"):
        print(message, file=sys.stderr)


def _options(arguments: list[str], parts: tuple[str, ...]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="a small log and few repetitions: under three minutes"
    )
    parser.add_argument(
        "--log",
        type=Path,
        metavar="DIR",
        help="keep the large log in DIR, and measure a copy of it next time",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows to FILE as well")
    parser.add_argument("--only", action="append", choices=parts, help="only this part; may be given again")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
