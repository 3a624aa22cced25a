"""The section of a record for the school's registers: what was on file on the day, and entries that name the record."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from safeguard_app.services.logbook_lookup import NamedIn, OnFile
from safeguard_app.ui.incidents.line_label import quiet
from safeguard_app.ui.incidents.record_parts import section, wrapped
from safeguard_app.ui.incidents.record_view import RecordView
from safeguard_app.ui.incidents.section_signals import SectionSignals
from safeguard_app.ui.incidents.status_words import status_of
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button, link, small
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.status_text import StatusText
from safeguard_app.ui.widgets.text_label import TextLabel, muted

AS_IT_STOOD = "As it stood in the school’s registers then. It says what was on file, and judges nothing."


def registers_shown(view: RecordView) -> bool:
    """Whether there is anything to show, or to enter."""
    found = view.registers
    return not view.page.entered_in_error and bool(found.on_file or found.entries or found.may_name)


def registers_section(view: RecordView, signals: SectionSignals) -> QWidget:
    """What the registers said of the people here on the day, and the entries about this record."""
    found = view.registers
    parts: list[QWidget] = []
    if found.on_file:
        parts.append(muted(AS_IT_STOOD, wrap=True))
    parts += [_on_file(one, signals) for one in found.on_file]
    parts += [_entry(one, signals.entry_opened.emit) for one in found.entries]
    if not parts:
        parts.append(muted("No entry of a register names this record.", wrap=True))
    return section("Registers", *parts, aside=_new_entry(view, signals))


def _on_file(one: OnFile, signals: SectionSignals) -> QWidget:
    holder = QWidget()
    head: QWidget = TextLabel(one.heading, tokens.STRONG, wrap=True)
    if one.entry is not None:
        opener = link(one.heading)
        opener.setAccessibleName(f"Open the entry: {one.heading}")
        opener.clicked.connect(partial(signals.entry_opened.emit, one.entry))
        head = wrapped(opener)
    holder.setLayout(column(head, TextLabel(one.words, wrap=True), space=0))
    return holder


def _entry(one: NamedIn, opened: Callable[[object], None]) -> QWidget:
    opener = small(f"{one.register}: {one.name}", "clipboard")
    opener.setAccessibleName(f"Open the entry: {one.register}, {one.name}")
    opener.clicked.connect(partial(opened, one.entry))
    return wrapped(opener, quiet(one.dated), StatusText(status_of(one.status)))


def _new_entry(view: RecordView, signals: SectionSignals) -> Button | None:
    """Enter in a register about this record: a call for a policy review, a sanction, a breach."""
    if not view.registers.may_name:
        return None
    button = small("Enter in a register", "plus", chevron=True)
    menu = QMenu(button)
    for logbook, title in view.registers.may_name:
        action = menu.addAction(title)
        action.triggered.connect(partial(signals.entry_requested.emit, logbook, view.reference))
    button.setMenu(menu)
    return button
