"""Who opens the log: shown, added, removed; and one's own passphrase changed. Keys do it, never an ``if``.

Everyone types their own passphrase. What somebody reads follows from their roles (:mod:`..domain.users`).
"""

from dataclasses import dataclass

from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import UserId
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.text_rules import checked_name
from safeguard_app.domain.users import Role, RosterUser
from safeguard_app.services.opening import PersonWithKey
from safeguard_app.services.part_names import part_names
from safeguard_app.services.session import Changes, Session
from safeguard_app.vault import user_keys
from safeguard_app.vault.creation import NewUser
from safeguard_app.vault.keys.identities import tidied_recovery_key

RECOVERY_KEY_NEEDED = "recovery_key_needed"
"""Code of the problem that is raised where a change needs the recovery key: ask for it and try again."""
_KINDS = frozenset({RecordKind.ROSTER})


@dataclass(frozen=True, slots=True)
class UserLine:
    """One person who opens the log, or used to. ``reads`` in words; ``until`` is empty for current users."""

    id: UserId
    name: str
    label: str
    reads: str
    since: str
    until: str
    is_me: bool


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role that can be given, in the nation's words, and what it lets its holder read."""

    role: Role
    words: str
    reads: str


def user_lines(session: Session) -> tuple[UserLine, ...]:
    """Everybody on the roster: those who open the log first, then those who used to."""
    everybody = sorted(session.roster.users, key=lambda user: user.until is not None)
    return tuple(_line(session, user) for user in everybody)


def role_lines(session: Session) -> tuple[RoleLine, ...]:
    """The roles somebody can be added with."""
    words = session.words()
    return (
        RoleLine(Role.DEPUTY, words.term("deputy"), "Reads the daily log."),
        RoleLine(
            Role.HEAD,
            words.term("head"),
            "Reads the daily log and concerns about adults, except those kept from this role.",
        ),
        RoleLine(
            Role.DSL,
            words.term("school_lead"),
            "Reads the daily log and concerns about adults, except those kept from this role.",
        ),
        RoleLine(
            Role.CHAIR,
            words.term("chair"),
            f"Signs what is the {words.term('head')}’s own, under Declarations. Opens no part of the log.",
        ),
    )


def may_change_users(session: Session) -> bool:
    """Whether this user adds and removes others: the lead and the head do. A courtesy; the keys are the wall."""
    return session.user.is_dsl or session.user.is_head


def change_my_passphrase(session: Session, old: str, new: str) -> Changes:
    """Set another passphrase for whoever is signed in. Raises WrongPassphrase, WeakPassphrase. Slow: two stretches."""
    user_keys.change_passphrase(session.vault, old, new)
    session.refresh()
    return Changes(_KINDS, said="Your passphrase is changed. The old one opens nothing any more.")


def add(session: Session, person: PersonWithKey, recovery_key: str = "") -> Changes:
    """Let somebody in, with the passphrase they typed themselves. Slow: one stretch.

    Raises RuleViolation for a name that cannot be kept, WeakPassphrase, and RecoveryKeyNeeded where they are to read
    what no key at this computer opens: then the recovery key on paper is typed in.
    """
    _require_right(session)
    name = checked_name(person.name, "name")
    made = NewUser(
        name, _label(session, person.roles), person.roles, person.passphrase, person.reads_adult_concerns
    )
    user_keys.add_user(session.vault, made, _tidied(recovery_key))
    session.refresh()
    does = "sign acknowledgements" if person.roles == (Role.CHAIR,) else "open the log"
    return Changes(_KINDS, said=f"{made.label} can {does} now.")


def remove(session: Session, user: UserId, recovery_key: str = "") -> Changes:
    """Shut somebody out: what they read gets new keys. Raises NotYourself, UserUnknown."""
    _require_right(session)
    left = user_keys.remove_user(session.vault, user, _tidied(recovery_key))
    session.refresh()
    read = any(user_.id == user and user_.reads for user_ in session.roster.users)
    said = "Removed. The parts of the log they read have new keys." if read else "Removed."
    if left:
        parts = part_names(session, left)
        said = f"Removed. New keys for {parts} follow when one of their readers next unlocks."
    return Changes(_KINDS, said=said)


def _require_right(session: Session) -> None:
    if not may_change_users(session):
        words = session.words()
        lead, head = words.term("school_lead"), words.term("head")
        raise RuleViolation({"user": f"Ask the {lead} or the {head} to change who opens the log."})


def _line(session: Session, user: RosterUser) -> UserLine:
    until = day_words(user.until.astimezone(session.zone).date()) if user.until is not None else ""
    return UserLine(
        id=user.id,
        name=user.name,
        label=user.label,
        reads=part_names(session, user.reads) or "Nothing: signs acknowledgements",
        since=day_words(user.since.astimezone(session.zone).date()),
        until=until,
        is_me=user.id == session.user.id,
    )


def _label(session: Session, roles: tuple[Role, ...]) -> str:
    """What the unlock page shows for them: the role, numbered where another user has the same."""
    words = {line.role: line.words for line in role_lines(session)}
    plain = " and ".join(words[role] for role in roles)
    taken = {user.label for user in session.roster.current()}
    label, number = plain, 2
    while label in taken:
        label, number = f"{plain} {number}", number + 1
    return label


def _tidied(recovery_key: str) -> str | None:
    return tidied_recovery_key(recovery_key) if recovery_key.strip() else None
