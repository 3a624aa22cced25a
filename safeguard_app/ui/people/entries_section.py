"""The section of a person for the entries of the school's registers that name them."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.identifiers import Reference
from safeguard_app.services.logbook_lookup import NamedIn
from safeguard_app.ui.incidents.status_words import status_of
from safeguard_app.ui.people.word_table import WordTable
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import link
from safeguard_app.ui.widgets.headed_section import HeadedSection
from safeguard_app.ui.widgets.status_text import StatusText


def entries_section(lines: Sequence[NamedIn], opened: Callable[[Reference], None]) -> HeadedSection:
    """Every entry: its register, what it is called, from when, how it stands now."""
    table = WordTable("In the school’s registers", ("Entry", "Register", "From", "Standing"), (4, 3, 3, 3))
    table.fill([partial(_cells, line, opened) for line in lines])
    section = HeadedSection("In the school’s registers", line=False, space=tokens.SPACE_1)
    section.add(table)
    return section


def _cells(line: NamedIn, opened: Callable[[Reference], None]) -> tuple[QWidget | str, ...]:
    opener = link(line.name)
    opener.setAccessibleName(f"Open the entry: {line.register}, {line.name}")
    opener.clicked.connect(partial(opened, line.entry))
    return opener, line.register, line.dated, StatusText(status_of(line.status))
