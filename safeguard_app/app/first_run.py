"""What first run needs of the rest of the program, handed over as callables."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from safeguard_app.domain.nations import Nation
from safeguard_app.domain.text_rules import is_reserved
from safeguard_app.services import opening, paper_forms
from safeguard_app.services.opening import Computer, PersonWithKey, RecoveryKey
from safeguard_app.system.paths import LOG_SUFFIX, default_logs_folder, warning_about
from safeguard_app.ui.first_run.answers import (
    ContactSlot,
    FirstRunAnswers,
    FirstRunProvider,
    NationWords,
    RecoverySheet,
)
from safeguard_app.ui.widgets.new_passphrase import Judgement
from safeguard_app.vault.creation import MadeLog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_NOT_IN_FOLDER_NAMES = re.compile(r"[^A-Za-z0-9 -]")
_LONGEST_NAME = 60


class FirstRun:
    """Answers of the wizard's questions, and making the log from what it gathered."""

    def __init__(self, computer: Computer) -> None:
        """For this computer."""
        self._computer = computer

    def provider(self) -> FirstRunProvider:
        """The callables the wizard asks."""
        return FirstRunProvider(
            words=self.words,
            contacts=self.contacts,
            judge=judge,
            suggest=opening.suggested_passphrase,
            new_recovery_key=new_recovery_sheet,
            default_folder=default_folder,
            folder_warning=folder_warning,
            choose_folder=choose_folder,
        )

    def words(self, nation: Nation) -> NationWords:
        """The nation's titles."""
        terms = self._computer.catalogue.words(nation)
        return NationWords(
            terms.term("school_lead"),
            terms.term("head"),
            terms.term("deputy"),
            terms.term("chair"),
            terms.term("authority"),
            paper_forms.key_keeper(terms),
        )

    def contacts(self, nation: Nation) -> tuple[ContactSlot, ...]:
        """Whom the school is asked to name, in the nation's words."""
        fill = self._computer.catalogue.words(nation).fill
        profile = self._computer.catalogue.nations[nation]
        return tuple(
            ContactSlot(agency.id, fill(agency.contact_label or agency.name), fill(agency.when))
            for agency in profile.contacts_to_ask()
        )

    def make(self, answers: FirstRunAnswers) -> MadeLog:
        """Make the log. Slow: keys are stretched. Raises KnownProblem; nothing is half made."""
        key = answers.recovery.key
        if not isinstance(key, RecoveryKey):
            raise TypeError("the wizard hands back the key it was given")
        people = tuple(
            PersonWithKey(one.name, one.roles, one.passphrase, one.reads_adult_concerns)
            for one in answers.people
        )
        return opening.create_log(answers.folder, answers.school, people, key, self._computer)


def judge(passphrase: str, own_words: tuple[str, ...] = ()) -> Judgement:
    """How hard a passphrase is to guess."""
    found = opening.passphrase_strength(passphrase, own_words)
    return Judgement(found.log2_guesses, found.advice)


def new_recovery_sheet() -> RecoverySheet:
    """A fresh recovery key with the groups that are shown and typed back."""
    key = opening.new_recovery_key()
    return RecoverySheet(key, key.groups)


def default_folder(school: str) -> Path:
    """Where the log of ``school`` is offered to live."""
    plain = " ".join(_NOT_IN_FOLDER_NAMES.sub(" ", school).split())[:_LONGEST_NAME].strip() or "School"
    if is_reserved(plain):
        plain = f"School {plain}"
    return default_logs_folder() / f"{plain}{LOG_SUFFIX}"


def folder_warning(folder: Path) -> str:
    """Why a folder is a poor place, or nothing."""
    return warning_about(folder) or ""


def choose_folder(over: "QWidget", proposed: Path) -> Path | None:
    """The system's own dialog, over the window, for a folder in which the log's folder is made."""
    from PySide6.QtWidgets import QFileDialog

    chosen = QFileDialog.getExistingDirectory(over, "Where to keep the log", str(proposed.parent))
    return Path(chosen) / proposed.name if chosen else None
