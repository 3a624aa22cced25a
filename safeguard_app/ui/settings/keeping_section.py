"""Backup, where the log lies, and what this program is."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.ui.settings.fact_rows import FactRows
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, link
from safeguard_app.ui.widgets.headed_section import HeadedSection
from safeguard_app.ui.widgets.layouts import WrapLayout, emptied
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.text_label import TextLabel, muted


@dataclass(frozen=True, slots=True)
class KeepingFacts:
    """What is known of how the log is kept. ``folder_warning`` is empty where the folder is a good place.

    ``pictures``: whether words in them are read on this computer.
    """

    folder: str
    folder_warning: str
    backup: str
    backup_meaning: Meaning
    seal_with: str
    demo: bool
    pictures: str = ""


class BackupSection(HeadedSection):
    """Signals:
    backup_asked(): back up now.
    """

    backup_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing known."""
        super().__init__("Backup", space=tokens.SPACE_2, parent=parent)
        self._notice = NoticePanel(Meaning.NOTE, "Reading the date of the last backup")
        self._advice = muted(
            "Back up onto a stick or disk that is then unplugged and kept elsewhere. A backup is called one only "
            "after it was opened and compared.",
            wrap=True,
        )
        self.backup_button = Button("Back up now", "hard-drive")
        acts = WrapLayout()
        acts.addWidget(self.backup_button)
        self.add(self._notice, self._advice, acts)
        self.backup_button.clicked.connect(self.backup_asked)

    def show_facts(self, facts: KeepingFacts) -> None:
        """Say how old the newest backup is."""
        self._notice.say(facts.backup_meaning, facts.backup)


class PlaceSection(HeadedSection):
    """Where the log lies, and what this computer can and cannot do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing known."""
        super().__init__("On this computer", space=tokens.SPACE_2, parent=parent)
        self._facts = FactRows()
        self._warning = NoticePanel(Meaning.DUE, "")
        self._warning.hide()
        self._notices = QVBoxLayout()
        self._notices.setSpacing(tokens.SPACE_2)
        self._facts.hide()
        self.add(self._facts, self._warning, self._notices)

    def show_facts(self, facts: KeepingFacts) -> None:
        """Say where the log lies, and why that is a poor place where it is."""
        self._facts.show_facts([("The log lies in", facts.folder), ("Words in pictures", facts.pictures)])
        self._facts.show()
        self._warning.say(Meaning.DUE, facts.folder_warning)
        self._warning.setVisible(bool(facts.folder_warning))

    def show_notices(self, notices: Sequence[str]) -> None:
        """What this computer can and cannot do: screen capture, session lock."""
        emptied(self._notices)
        for words in notices:
            self._notices.addWidget(NoticePanel(Meaning.NOTE, words))


class AboutSection(HeadedSection):
    """What this program is, and its promise.

    Signals:
        help_asked(str): open a page of the help; carries its name.
    """

    help_asked = Signal(str)

    def __init__(self, version: str, parent: QWidget | None = None) -> None:
        """``version`` of the program."""
        super().__init__("About", space=tokens.SPACE_2, parent=parent)
        self._facts = FactRows((("Safeguard Log", f"Version {version}"), ("Licence", "MIT")))
        self.licences_link = link("What it is made with, and under which licences", "file-text")
        self.add(
            self._facts,
            TextLabel(
                "This program never opens a network connection. It looks for no updates, sends no reports and "
                "keeps nothing readable outside the log except what you save or print.",
                wrap=True,
            ),
            self.licences_link,
        )
        self.licences_link.clicked.connect(self._asked)

    def _asked(self) -> None:
        self.help_asked.emit("about")
