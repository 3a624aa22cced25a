"""Sections of a person's page for what was entered about them: who they turned out to be, and notes."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services.person_notes import PersonNoteView
from safeguard_app.ui.people.detail_sections import Opens, open_link
from safeguard_app.ui.people.person_view import PersonView
from safeguard_app.ui.people.wrapped import wrapped
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button, ButtonKind, small
from safeguard_app.ui.widgets.headed_section import HeadedSection, Line
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.status_text import IconWords
from safeguard_app.ui.widgets.text_label import TextLabel, muted


def identity_sections(
    view: PersonView,
    open_person: Opens,
    identify: Callable[[], None],
    take_back: Callable[[Reference], None],
) -> list[QWidget]:
    """Who somebody unknown is by now said to be, or as whom somebody was recorded before they were known."""
    if not view.identities and not view.is_nameless:
        return []
    section = HeadedSection("Now known to be" if view.is_nameless else "Recorded as", line=False, space=4)
    for one in view.identities:
        section.add(IconWords("user-check", one.words, "text"))
        acts: list[QWidget] = []
        if one.other is not None:
            words = f"Open {one.other_name}"
            acts.append(open_link(words, open_person, one.other, words))
        back = _quiet("Take back", f"Take back: {one.words}")
        back.clicked.connect(partial(take_back, one.identification))
        section.add(wrapped(*acts, back))
    if view.elsewhere:
        records = count_words(view.elsewhere, "record")
        section.add(
            IconWords(
                "folder",
                f"They work here, and {records} about their conduct can be read by everyone who opens the log."
                " Consider filing each elsewhere (More, on the record).",
                "due",
            )
        )
    if view.is_nameless:
        if not view.identities:
            section.add(muted("It is not known who this is.", wrap=True))
        begin = small("Now known to be ...", "user-check")
        begin.clicked.connect(identify)
        section.add(wrapped(begin))
    return [section]


def note_sections(
    notes: Sequence[PersonNoteView],
    correct: Callable[[PersonNoteView], None],
    take_back: Callable[[PersonNoteView], None],
) -> list[QWidget]:
    """The notes on a person, newest first."""
    if not notes:
        return []
    section = HeadedSection("Notes", line=False, space=tokens.SPACE_2)
    for one in notes:
        called = f"{one.kind}, {one.when}"
        again = _quiet("Correct", f"Correct the note: {called}")
        again.clicked.connect(partial(correct, one))
        back = _quiet("Take back", f"Take back the note: {called}")
        back.clicked.connect(partial(take_back, one))
        holder = QWidget()
        holder.setLayout(
            column(
                TextLabel(called, tokens.STRONG, wrap=True),
                *(TextLabel(line, wrap=True) for line in one.lines),
                wrapped(muted(one.by, wrap=True), again, back),
                Line("line"),
                space=2,
            )
        )
        section.add(holder)
    return [section]


def _quiet(words: str, spoken: str) -> Button:
    made = Button(words, kind=ButtonKind.QUIET, small=True)
    made.setAccessibleName(spoken)
    return made
