"""From a folder to a session: making a log, unlocking, the recovery key, locking."""

from dataclasses import dataclass, replace
from datetime import tzinfo
from pathlib import Path

from safeguard_app.catalogue.catalogue import Catalogue
from safeguard_app.domain.identifiers import UserId
from safeguard_app.domain.school import School
from safeguard_app.domain.users import Role
from safeguard_app.services import handing_in
from safeguard_app.services.cleaning import Cleaning
from safeguard_app.services.school import cleaned
from safeguard_app.services.session import Session
from safeguard_app.system.clock import Clock
from safeguard_app.vault import creation, unlocking, user_keys
from safeguard_app.vault.creation import MadeLog
from safeguard_app.vault.giving_way import NOBODY_WAITS, GiveWay
from safeguard_app.vault.keys import passphrases
from safeguard_app.vault.keys.identities import KEY_BEGINS, Identity, grouped, tidied_recovery_key
from safeguard_app.vault.keys.passphrases import Strength
from safeguard_app.vault.keys.stretching import CHEAPEST
from safeguard_app.vault.problems import while_opening
from safeguard_app.vault.unlocking import Surroundings

RECOVERY_KEY_BEGINS = KEY_BEGINS
"""What every recovery key begins with: shown above the groups on screen and on paper, and not one of them."""


@dataclass(frozen=True, slots=True, repr=False)
class RecoveryKey:
    """A new recovery key: shown once, printed, partly typed back, and then kept nowhere by the program."""

    text: str
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class PersonWithKey:
    """Somebody who will open the log, with the passphrase they typed themselves."""

    name: str
    roles: tuple[Role, ...]
    passphrase: str
    reads_adult_concerns: bool = False


@dataclass(frozen=True, slots=True)
class Computer:
    """This computer, as services need it: clock, time zone, state folder and the catalogue that was read at start."""

    clock: Clock
    zone: tzinfo
    state: Path
    catalogue: Catalogue

    def surroundings(self) -> Surroundings:
        """What the vault needs of it."""
        return Surroundings(self.clock, self.state)


def user_id(value: object) -> UserId:
    """A user id that travelled through a widget."""
    return UserId(str(value))


def passphrase_strength(passphrase: str, own_words: tuple[str, ...] = ()) -> Strength:
    """How hard a passphrase is to guess, with advice."""
    return passphrases.strength(passphrase, own_words)


def suggested_passphrase() -> str:
    """Five random words."""
    return passphrases.suggested()


def new_recovery_key() -> RecoveryKey:
    """A fresh recovery key, not yet the key of anything."""
    text = Identity.generate().secret_text
    return RecoveryKey(text, grouped(text))


def typed_back_matches(groups: tuple[str, ...], group: int, typed: str) -> bool:
    """Whether a group of a key, counted from 0, was typed back as it stands on the sheet.

    Read as the unlock page would read it: what opens the log one day counts today.
    """
    typed_key = "".join((*groups[:group], typed, *groups[group + 1 :]))
    return tidied_recovery_key(typed_key) == tidied_recovery_key("".join(groups))


def labels_for(people: tuple[PersonWithKey, ...], school: School, catalogue: Catalogue) -> tuple[str, ...]:
    """Role labels for the unlock page, in the nation's words, numbered where several hold the same."""
    words = catalogue.words(school.nation)
    plain = []
    for person in people:
        parts = []
        if Role.DSL in person.roles:
            parts.append(words.term("school_lead"))
        if Role.HEAD in person.roles:
            parts.append(words.term("head"))
        if Role.DEPUTY in person.roles:
            parts.append(words.term("deputy"))
        plain.append(" and ".join(parts))
    return tuple(
        label if plain.count(label) == 1 else f"{label} {plain[: place + 1].count(label)}"
        for place, label in enumerate(plain)
    )


def create_log(
    folder: Path,
    school: School,
    people: tuple[PersonWithKey, ...],
    recovery: RecoveryKey,
    computer: Computer,
    *,
    demo: bool = False,
) -> MadeLog:
    """Make the school's log. A demo log has cheap keys, says DEMO throughout and never becomes a real one.

    Raises RuleViolation, before anything is made, naming ``name``, ``nation``, ``local_authority`` or another detail of
    the school, ``people``, or ``person_1`` and so on for the name of one of them.
    """
    school, names = _checked(school, people, computer)
    labels = labels_for(people, school, computer.catalogue)
    users = tuple(
        creation.NewUser(
            name,
            label,
            person.roles,
            person.passphrase,
            person.reads_adult_concerns,
        )
        for person, name, label in zip(people, names, labels, strict=True)
    )
    return creation.create(
        folder,
        school,
        users,
        computer.clock,
        recovery=Identity.from_text(recovery.text),
        cost=CHEAPEST if demo else None,
        demo=demo,
    )


def _checked(
    school: School, people: tuple[PersonWithKey, ...], computer: Computer
) -> tuple[School, tuple[str, ...]]:
    """The school's details and the names of those with a key, cleaned; whoever asks, a log is made of nothing else."""
    cleaning = Cleaning()
    clean = cleaned(school, computer.clock.now().astimezone(computer.zone).date(), cleaning)
    name = cleaning.name(school.name, "name", needed="Give the name of the school.")
    if school.nation not in computer.catalogue.nations:
        cleaning.say("nation", "Choose the nation the school is in.")
    if not clean.local_authority.strip():
        cleaning.say("local_authority", "Give the authority the school belongs to.")
    if not people:
        cleaning.say("people", "Name somebody who will open the log.")
    names = tuple(
        cleaning.name(
            person.name, f"person_{number}", needed="Give the name of everybody who will open the log."
        )
        for number, person in enumerate(people, start=1)
    )
    cleaning.finish()
    return replace(clean, name=name), names


@while_opening()
def unlock(
    folder: Path, user: UserId, passphrase: str, computer: Computer, *, check_later: bool = False
) -> Session:
    """Open the log and take in what was handed in. Slow (the key is stretched): never on the window's thread.

    With ``check_later`` the chains are recomputed by :func:`check_chains`, once somebody has their page.
    """
    vault = unlocking.unlock(folder, user, passphrase, computer.surroundings(), check_later=check_later)
    try:
        session = Session(vault, computer.catalogue, computer.zone)
        handing_in.take_in_handed(session)
    except BaseException:
        vault.abandon()
        raise
    return session


def check_chains(session: Session, way: GiveWay = NOBODY_WAITS) -> bool:
    """Recompute what an unlock with ``check_later`` left; whether anything was noticed. Gives way between its steps."""
    return unlocking.check_chains(session.vault, way.pause)


def recover(folder: Path, typed_key: str, user: UserId, new_passphrase: str, computer: Computer) -> Session:
    """Open with the recovery key, set a new passphrase for ``user`` and unlock as them. Leaves an event."""
    user_keys.recover(folder, tidied_recovery_key(typed_key), user, new_passphrase, computer.surroundings())
    return unlock(folder, user, new_passphrase, computer)


def lock(session: Session, *, idle: bool = False) -> None:
    """Lock: signed events, databases closed, the log let go of. The process ends after this."""
    try:
        session.looking_in.end()
    finally:
        session.vault.close(session.now(), idle=idle)
