"""Sections of a person's page: statuses, who may be told, professionals involved; and how such a section is made."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.identifiers import Reference
from safeguard_app.services.person_details import PersonDetails, TellingWords
from safeguard_app.ui.people.word_table import WordTable
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button, link
from safeguard_app.ui.widgets.headed_section import HeadedSection
from safeguard_app.ui.widgets.status_text import IconWords
from safeguard_app.ui.widgets.text_label import TextLabel, muted

Opens = Callable[[Reference], None]


def first_sections(details: PersonDetails, open_person: Opens) -> list[QWidget]:
    """What stands before the records, as far as it was entered: most people have none of it."""
    made: list[QWidget] = []
    if details.statuses:
        made.append(register_section("Status and plans", _statuses(details), ""))
    if details.telling:
        made.append(register_section("Who may be told", _telling(details, open_person), ""))
    return made


def last_sections(details: PersonDetails) -> list[QWidget]:
    """What stands after family and accounts."""
    if not details.professionals:
        return []
    return [register_section("Professionals involved", _professionals(details), "")]


def open_link(words: str, emit: Opens, carries: Reference, spoken: str) -> Button:
    """A name or number that opens a record; ``spoken`` is its accessible name."""
    made = link(words)
    made.setAccessibleName(spoken)
    made.clicked.connect(partial(emit, carries))
    return made


def register_section(heading: str, table: WordTable, nothing: str) -> HeadedSection:
    """A heading and its table, or what stands there instead of rows."""
    section = HeadedSection(heading, line=False, space=tokens.SPACE_1)
    if table.rows:
        section.add(table)
    else:
        table.deleteLater()
        section.add(muted(nothing, wrap=True))
    return section


def _statuses(details: PersonDetails) -> WordTable:
    table = WordTable("Status and plans", ("Status", "Days", "Note"), (4, 4, 4))
    for one in details.statuses:
        name = TextLabel(one.label, tokens.STRONG if one.current else tokens.BASE, wrap=True)
        days = one.days or "Days not entered"
        table.add_row(
            name, days[:1].upper() + days[1:], one.note if one.current else f"Over. {one.note}".rstrip()
        )
    return table


def _telling(details: PersonDetails, open_person: Opens) -> WordTable:
    table = WordTable("Who may be told", ("Person", "May they be told?", "Why"), (3, 3, 5))
    for one in details.telling:
        name: QWidget = TextLabel(one.name, tokens.STRONG, wrap=True)
        if one.person is not None:
            name = open_link(one.name, open_person, one.person, f"Open the page of {one.name}")
        table.add_row(name, _says(one), one.why)
    return table


def _says(one: TellingWords) -> QWidget | str:
    return IconWords("user-x", one.says, "text", strong=True) if one.must_not else one.says


def _professionals(details: PersonDetails) -> WordTable:
    table = WordTable("Professionals involved", ("Name", "What they are", "Reach", "Days"), (3, 4, 4, 3))
    for one in details.professionals:
        name = TextLabel(one.name, tokens.STRONG, wrap=True)
        table.add_row(name, one.role, one.reach, one.days[:1].upper() + one.days[1:])
    return table
