"""Somebody's entry on the register of people, whole, for a bundle: what their page shows, and every version of it."""

from collections.abc import Iterator

from safeguard_app.catalogue.choices import ListName
from safeguard_app.documents.content import (
    Answered,
    Block,
    Column,
    DataTable,
    Field,
    FieldTable,
    Paragraph,
    Section,
    TextList,
    only,
)
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.import_fields import NUMBER_WORDS
from safeguard_app.domain.people import KnownPerson, Person
from safeguard_app.services.labels import entered, label, office_name, platform_name
from safeguard_app.services.one_person import with_present_relatives
from safeguard_app.services.people import PersonPage, open_person, shown_post, stored_person
from safeguard_app.services.person_details import PersonDetails, barred_words, days_words, details_of
from safeguard_app.services.session import Session
from safeguard_app.vault import reading


def entry_blocks(
    session: Session, person: Reference, lines: tuple[str, ...], *, reasons: bool
) -> tuple[Block, ...]:
    """The entry but for who may be told; ``lines`` are its dated lines, with notes, and are printed beneath.

    Why a version was made may tell of who may be told: ``reasons`` only where that is given.
    """
    page = open_person(session, person)
    details = _details(session, page)
    return only(
        FieldTable(tuple(Field(name, Answered(words)) for name, words in _fields(session, page, details))),
        _family(page),
        _professionals(details),
        Section("Dated lines and notes", (TextList(lines),)) if lines else None,
        _versions(session, page.reference, reasons=reasons),
    )


def telling_blocks(session: Session, person: Reference) -> tuple[Block, ...]:
    """Who may be told about them, who must not be, and what is not to be used."""
    page = open_person(session, person)
    rules = len(page.person.telling_rules)
    told = _details(session, page).telling[-rules:] if rules else ()
    barred = tuple(barred_words(one) for one in page.person.not_to_be_used)
    return only(
        TextList(tuple(f"{one.name}: {one.says}. {one.why}".rstrip(". ") + "." for one in told))
        if told
        else None,
        Section("Not to be used", (TextList(barred),)) if barred else None,
    )


def telling_of(session: Session, person: Reference) -> str:
    """What the register says of telling others, in one text; empty where nothing is said."""
    content = stored_person(session, person).content
    said = (*content.telling_rules, *content.not_to_be_used)
    return "\n".join(repr(one) for one in said)


def _details(session: Session, page: PersonPage) -> PersonDetails:
    return details_of(session, KnownPerson(page.reference, with_present_relatives(session, page.person)))


def _fields(session: Session, page: PersonPage, details: PersonDetails) -> Iterator[tuple[str, str]]:
    """What is entered, each with its label; what is empty is not."""
    person = page.person
    named = "\n".join(filter(None, (person.known_as, *details.names)))
    born = day_words(person.date_of_birth) if person.date_of_birth is not None else ""
    found = (
        ("Name", person.name),
        ("Also known by", named),
        ("Entered as", label(session, ListName.PERSON_KINDS, person.kind)),
        ("Date of birth", born),
        ("Class and year", ", ".join(filter(None, (person.class_name, person.year_group)))),
        ("Numbers", "\n".join(f"{NUMBER_WORDS[one.kind]}: {one.value}" for one in person.numbers)),
        ("On roll", "\n".join(days_words(one) or "Days not known" for one in person.on_roll)),
        ("Posts", "\n".join(_posts(person))),
        ("Offices", "\n".join(_offices(session, person))),
        ("Status and plans", "\n".join(_statuses(details))),
        ("Telephone", person.telephone),
        ("E-mail", person.email),
        ("Accounts", "\n".join(_accounts(session, person))),
        ("To know before ringing", person.safe_to_contact),
        ("Interpreter", person.interpreter),
        ("Note", person.note),
        ("Two entries found to be one", _merged(session, person)),
    )
    yield from ((name, words) for name, words in found if words.strip())


def _posts(person: Person) -> Iterator[str]:
    for post in person.posts:
        yield f"{shown_post(post)}, employed by {post.employer}" if post.employer else shown_post(post)


def _offices(session: Session, person: Person) -> Iterator[str]:
    for office in person.offices:
        yield ", ".join(filter(None, (office_name(session, office.kind), days_words(office.period))))


def _statuses(details: PersonDetails) -> Iterator[str]:
    for one in details.statuses:
        held = ", ".join(filter(None, (one.label, one.days or "days not known")))
        yield ". ".join(filter(None, (held, one.note)))


def _accounts(session: Session, person: Person) -> Iterator[str]:
    for one in person.handles:
        sure = label(session, ListName.HANDLE_CONFIDENCE, one.confidence)
        claimed = f"said to be of {one.claimed_owner}" if one.claimed_owner else ""
        where = f"{one.name} on {platform_name(session, one.platform)}" if one.platform else one.name
        yield ", ".join(filter(None, (where, sure, one.how_known, claimed)))


def _merged(session: Session, person: Person) -> str:
    """Under which name each other entry stood, when that was found, and why."""
    said = []
    for record in person.merged_from:
        stored = session.vault.daily.get(record)
        if stored is not None and isinstance(stored.content, Person):
            why = stored.content.merged_into
            reason = f": {why.reason} {entered(session, why.at)}, by {why.by_name}" if why is not None else ""
            said.append(f"{stored.content.name}{reason}")
    return "\n".join(said)


def _family(page: PersonPage) -> Section | None:
    rows = tuple((one.name, one.relation, one.note) for one in page.family)
    columns = (Column("Who", 1.6), Column("Relation", 1.4), Column("What is known", 3))
    return Section("Family and household", (DataTable(columns, rows, row_headings=True),)) if rows else None


def _professionals(details: PersonDetails) -> Section | None:
    rows = tuple((f"{one.name}\n{one.role}".strip(), one.reach, one.days) for one in details.professionals)
    columns = (Column("Who", 2.4), Column("How to reach them", 2.2), Column("Since when", 1.4))
    return Section("Professionals", (DataTable(columns, rows, row_headings=True),)) if rows else None


def _versions(session: Session, person: Reference, *, reasons: bool) -> Section:
    connection = session.vault.compartment(person.compartment).connection
    rows = tuple(
        (
            str(one.number),
            entered(session, one.recorded_at),
            session.name_of(one.recorded_by),
            (one.reason if reasons else "[left out]") if one.reason else "First entry",
        )
        for one in reading.versions(connection, person)
    )
    columns = (Column("Version", 0.8), Column("Entered", 1.75), Column("By", 1.2), Column("Reason", 2.05))
    note = Paragraph("The entry stands here as its newest version has it.", small=True)
    return Section("Versions of this entry", (DataTable(columns, rows), note), told_elsewhere=True)
