"""Who is in an incident, each with a role, and the way to take somebody off who does not belong there."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from safeguard_app.services.incident_views import PersonLine
from safeguard_app.ui.incidents.line_label import LineLabel, quiet
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button, ButtonKind, link
from safeguard_app.ui.widgets.fact_tag import FactTag
from safeguard_app.ui.widgets.headed_section import Line
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.status_text import IconWords
from safeguard_app.ui.widgets.text_label import TextLabel

_HEADS = ("Person", "Role in this incident", "Known as", "")
NAME_HIDDEN = "Name hidden"


class WhoTable(QWidget):
    """One row to a person. A name the register knows is a link to its page.

    Signals:
        person_opened(object): carries the Reference of the person.
        wrong_person_requested(object): carries the PersonRef to take off.
        identify_requested(object): somebody unknown is now known; carries their PersonRef.
    """

    person_opened = Signal(object)
    wrong_person_requested = Signal(object)
    identify_requested = Signal(object)

    def __init__(
        self, people: Sequence[PersonLine], *, hidden: bool = False, parent: QWidget | None = None
    ) -> None:
        """``hidden`` shows roles only, for a visitor at the desk."""
        super().__init__(parent)
        self.setAccessibleName("Who was involved")
        self.wrong_buttons: list[Button] = []
        self.identify_buttons: list[Button] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.SPACE_3)
        grid.setVerticalSpacing(tokens.SPACE_1)
        for place, stretch in enumerate((3, 3, 4, 0)):
            grid.setColumnStretch(place, stretch)
            grid.addWidget(LineLabel(_HEADS[place], tokens.STRONG, "muted"), 0, place)
        grid.addWidget(Line("line2"), 1, 0, 1, 4)
        for place, person in enumerate(people):
            self._add(grid, 2 + 2 * place, person, hidden=hidden)

    def _add(self, grid: QGridLayout, line: int, person: PersonLine, *, hidden: bool) -> None:
        if hidden:
            grid.addWidget(quiet(NAME_HIDDEN), line, 0)
        elif person.record is not None:
            name = link(person.name)
            name.setAccessibleName(f"Open the page of {person.name}")
            name.clicked.connect(partial(self.person_opened.emit, person.record))
            grid.addWidget(name, line, 0)
        else:
            grid.addWidget(TextLabel(person.name, tokens.STRONG, wrap=True), line, 0)
        grid.addWidget(TextLabel(person.role, wrap=True), line, 1)
        known = TextLabel("" if hidden else person.known_as, wrap=True)
        tags = [FactTag("info", words, "muted") for words in (() if hidden else person.statuses)]
        grid.addLayout(column(known, *tags, *self._known_to_be(person, hidden=hidden), space=2), line, 2)
        if not hidden:
            acts: list[QWidget] = []
            if person.may_be_identified:
                now = Button("Now known to be", kind=ButtonKind.QUIET, small=True)
                now.setAccessibleName(f"Say who {person.name} is now known to be")
                now.clicked.connect(partial(self.identify_requested.emit, person.person))
                self.identify_buttons.append(now)
                acts.append(now)
            wrong = Button("Wrong person", kind=ButtonKind.QUIET, small=True)
            wrong.setAccessibleName(f"Wrong person: take {person.name} off this record")
            wrong.clicked.connect(partial(self.wrong_person_requested.emit, person.person))
            self.wrong_buttons.append(wrong)
            acts.append(wrong)
            grid.addLayout(column(*acts, space=0), line, 3)
        grid.addWidget(Line("line"), line + 1, 0, 1, 4)

    def _known_to_be(self, person: PersonLine, *, hidden: bool) -> list[QWidget]:
        """Beside what was recorded, which stays as it was."""
        made: list[QWidget] = []
        for words, name, page in () if hidden else person.known_to_be:
            opens = link(f"Open {name}")
            opens.clicked.connect(partial(self.person_opened.emit, page))
            made += [IconWords("user-check", words, "text"), opens]
        if person.elsewhere and not hidden:
            made.append(IconWords("folder", person.elsewhere, "due"))
        return made
