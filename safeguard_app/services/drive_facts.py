"""The drives on file, and whom a drive asks: read for the page, for slips and for entering."""

from collections.abc import Iterable

from safeguard_app.domain.declaration_drives import (
    DeclarationDrive,
)
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.index_lines import PersonLine
from safeguard_app.domain.people import KnownPerson, PersonKind, PersonRef
from safeguard_app.domain.person_rules import in_post_on, shown_name
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services.labels import today
from safeguard_app.services.one_person import present
from safeguard_app.services.register_facts import (
    person_now,
    person_on_register,
    plain_name,
)
from safeguard_app.services.session import Session
from safeguard_app.vault import reading


def running(session: Session) -> Stored[DeclarationDrive] | None:
    """The drive that runs now."""
    return next((one for one in drives_on_file(session) if one.content.ended is None), None)


def stored_drive(session: Session, reference: Reference) -> Stored[DeclarationDrive]:
    """A drive as it stands. Raises KeyError where there is none such."""
    stored = session.vault.get(reference)
    if not isinstance(stored.content, DeclarationDrive):
        raise KeyError(reference)
    return stored  # type: ignore[return-value]  # the content says the type


def adults_in_post(session: Session) -> list[KnownPerson]:
    """Every adult of policy 004 §2.1 in post today, by surname; with dates not recorded somebody is asked too."""
    day = today(session)
    found = []
    for record, line in session.vault.daily.listing.lines(RecordKind.PERSON):
        if getattr(line, "kind", None) is not PersonKind.STAFF:
            continue
        known = person_on_register(session, record)
        if known is not None and in_post_on(known.person, day) is not False:
            found.append(known)
    unique = {one.reference: one for one in found}
    return sorted(unique.values(), key=lambda one: by_surname(shown_name(one.person)))


def joiners(session: Session, drive: DeclarationDrive) -> list[KnownPerson]:
    """Adults in post now whom a drive does not ask yet."""
    asked = {present(session, one.adult).reference for one in drive.asked}
    return [one for one in adults_in_post(session) if one.reference not in asked]


def is_gone(session: Session, adult: PersonRef) -> bool:
    """Whether somebody who was asked is not in post any more, so that nothing is waited for.

    Their line tells it of whoever works here: Today asks this of every slip that is not returned.
    """
    reference, day = present(session, adult).reference, today(session)
    found = session.vault.daily.listing.line(reference.id) if reference is not None else None
    line = found[1] if found is not None else None
    if not isinstance(line, PersonLine) or (line.left is not None and line.left < day):
        return True
    if line.kind is PersonKind.STAFF:
        return False
    person = person_now(session, adult)
    return person is None or in_post_on(person, day) is False


def read_lines(session: Session, adults: Iterable[PersonRef]) -> None:
    """Read what lists say of many adults at once, before each is asked about."""
    named = (present(session, one).reference for one in adults)
    session.vault.daily.listing.read_ahead([one.id for one in named if one is not None])


def by_surname(name: str) -> tuple[str, str]:
    """What names are sorted by."""
    plain = plain_name(name)
    return plain.rpartition(" ")[2], plain


def drives_on_file(session: Session) -> list[Stored[DeclarationDrive]]:
    """Every drive, the newest first."""
    daily = session.vault.daily
    found: list[Stored[DeclarationDrive]] = reading.of_kind(
        daily.connection, daily.id, RecordKind.DECLARATION_DRIVE
    )
    return sorted(
        found, key=lambda one: (one.content.ended is None, one.content.begun_on, one.row), reverse=True
    )


def lower_first(words: str) -> str:
    """Words to go on a sentence with."""
    return words[:1].lower() + words[1:]
