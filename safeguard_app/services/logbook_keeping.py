"""Which registers the school keeps: switched one by one. What is switched off keeps its entries, and takes no more."""

from dataclasses import dataclass, replace

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.records import RecordKind
from safeguard_app.services.logbook_facts import book_of, counts, is_kept, offered
from safeguard_app.services.session import Changes, Session, changed


@dataclass(frozen=True, slots=True)
class Switch:
    """One register to keep or not, in the nation's words."""

    logbook: str
    title: str
    purpose: str
    kept: bool
    entries: int


def switches(session: Session) -> tuple[Switch, ...]:
    """Every register there is for this user to switch."""
    fill, held = session.words().fill, counts(session)
    return tuple(
        Switch(book.id, fill(book.title), fill(book.purpose), is_kept(session, book), held.get(book.id, 0))
        for book in offered(session)
    )


def switch(session: Session, logbook: str, *, kept: bool) -> Changes:
    """Keep a register from now on, or keep it no more. One event, as any change of the school's details."""
    book = book_of(session, logbook)
    title = session.words().fill(book.title)
    if is_kept(session, book) is kept:
        return Changes(said="Nothing was changed.")
    stored = session.vault.school()
    school = stored.content
    if book.off_by_default:
        made = replace(school, logbooks_on=_with(school.logbooks_on, book.id, inside=kept))
    else:
        made = replace(school, logbooks_off=_with(school.logbooks_off, book.id, inside=not kept))
    with session.vault.daily.write(EventKind.SCHOOL_CHANGED, session.user.id, session.now()) as work:
        work.put(stored.reference.id, made, replacing=stored.number)
    session.refresh()
    said = f"{title}: kept from now on." if kept else f"{title}: not kept any more. Its entries stay."
    kinds = (RecordKind.SCHOOL, RecordKind.LOGBOOK_ENTRY)
    return changed(stored.reference, kinds=kinds, said=said)


def _with(names: tuple[str, ...], name: str, *, inside: bool) -> tuple[str, ...]:
    rest = tuple(one for one in names if one != name)
    return (*rest, name) if inside else rest
