"""What went out of a record, on its page: the lines of the disclosure register."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from safeguard_app.services.disclosures import DisclosureLine
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button, ButtonKind
from safeguard_app.ui.widgets.fact_row import fact_row
from safeguard_app.ui.widgets.headed_section import Line
from safeguard_app.ui.widgets.layouts import column, row
from safeguard_app.ui.widgets.status_text import IconWords
from safeguard_app.ui.widgets.text_label import TextLabel, muted


def given_out_rows(
    lines: Sequence[DisclosureLine], take_back: Callable[[DisclosureLine], object]
) -> list[QWidget]:
    """A row for each, the newest first. ``take_back`` is told which one was entered in error."""
    return [_row(line, take_back) for line in lines]


def _row(line: DisclosureLine, take_back: Callable[[DisclosureLine], object]) -> QWidget:
    facts = (
        ("To", line.receiver),
        ("For", line.purpose),
        ("Their reference", line.reference),
        ("Receipt", line.receipt),
        ("File", line.file_words),
        ("SHA-256", _grouped(line.sha256)),
        ("Manifest", _grouped(line.manifest_sha256)),
    )
    acts: list[QWidget] = []
    if line.withdrawn:
        acts.append(IconWords("circle-slash", line.withdrawn, "muted"))
    if line.can_be_taken_back:
        back = Button("Entered in error", kind=ButtonKind.QUIET, small=True)
        back.setAccessibleName(f"Entered in error: {line.exhibits} to {line.receiver}")
        back.clicked.connect(partial(take_back, line))
        acts.append(back)
    made = QWidget()
    made.setAccessibleName(f"{line.title}: {line.exhibits} to {line.receiver}")
    made.setLayout(
        column(
            TextLabel(f"{line.title}: {line.exhibits}", tokens.STRONG, wrap=True),
            *(fact_row(label, words) for label, words in facts if words),
            muted(line.when, wrap=True),
            *(row(act, None) if isinstance(act, Button) else act for act in acts),
            Line("line"),
            space=2,
        )
    )
    return made


def _grouped(sha256: str) -> str:
    return " ".join(sha256[start : start + 8] for start in range(0, len(sha256), 8))
