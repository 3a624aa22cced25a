"""What first run asks for and hands back: frozen values and the callables it needs, no behaviour."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.nations import Nation
from safeguard_app.domain.school import School
from safeguard_app.domain.users import Role
from safeguard_app.ui.widgets.new_passphrase import Judgement


@dataclass(frozen=True, slots=True)
class NationWords:
    """The nation's words for the people of first run."""

    lead: str
    head: str
    deputy: str
    chair: str
    authority: str
    """What the body is called whose officers one rings: local authority, council, Education Authority region."""
    key_keeper: str
    """Who keeps the recovery key, as it stands after "Give it to"."""


@dataclass(frozen=True, slots=True)
class ContactSlot:
    """Somebody to ring that first run asks for: ``agency`` is an id of the catalogue, ``words`` its name here."""

    agency: str
    words: str
    hint: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class RecoverySheet:
    """A fresh recovery key: ``key`` is the caller's own, ``groups`` are what is shown, printed and typed back."""

    key: object
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class NewPerson:
    """Somebody who will open the log, with the passphrase they typed themselves."""

    name: str
    roles: tuple[Role, ...]
    passphrase: str
    reads_adult_concerns: bool


@dataclass(frozen=True, slots=True, repr=False)
class FirstRunAnswers:
    """Everything first run asked for. Holds passphrases: hand it on at once and keep it nowhere."""

    school: School
    people: tuple[NewPerson, ...]
    recovery: RecoverySheet
    folder: Path


@dataclass(frozen=True, slots=True)
class FirstRunProvider:
    """What first run needs of the program; all of it quick.

    ``judge`` takes the passphrase and words that count for nothing (names of school and person). ``folder_warning``
    gives a sentence about a folder that is synchronised or on a network, or an empty string. ``choose_folder`` opens
    the system's dialog over a widget and gives None when it was left.
    """

    words: Callable[[Nation], NationWords]
    contacts: Callable[[Nation], tuple[ContactSlot, ...]]
    judge: Callable[[str, tuple[str, ...]], Judgement]
    suggest: Callable[[], str]
    new_recovery_key: Callable[[], RecoverySheet]
    default_folder: Callable[[str], Path]
    folder_warning: Callable[[Path], str]
    choose_folder: Callable[[QWidget, Path], Path | None]
