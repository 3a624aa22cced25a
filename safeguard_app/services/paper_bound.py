"""A longer document, put together: cover, contents, body, evidence schedule, appendices.

Any paper that has a body calls :func:`bound`; what stands on the cover and behind the body is decided here, once.
What somebody else than this module puts into the body, such as a redaction, is done before, or to the whole document:
cover, contents and appendices are content like any other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from string import ascii_uppercase

from safeguard_app.documents.content import (
    Block,
    Column,
    ContactSheet,
    Contents,
    Cover,
    DataTable,
    Document,
    NewPage,
    Paragraph,
    Section,
)
from safeguard_app.documents.kept_appendix import Kept, kept_section
from safeguard_app.domain.date_words import count_words, day_words
from safeguard_app.domain.evidence import EvidenceItem
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.records import Stored
from safeguard_app.services.clock_doubts import times_in_doubt
from safeguard_app.services.custody import CHECKED, record_of
from safeguard_app.services.labels import entered
from safeguard_app.services.paper_evidence import Pictures
from safeguard_app.services.policy_clauses import CitedClauses, ClauseLine
from safeguard_app.services.session import Session

UNBOUND_PAGES = 4
"""What runs over so many pages and has no cover anyway begins with one, and with its contents."""
CLAUSES_TITLE = "Sources of clauses"
SHEET_TITLE = "Contact sheet"
_CLAUSES_SAID = (
    "The clauses this document cites by number, the text each stands in, and the day from which it held. Compare the "
    "policy of the day: what is said of a clause here is said in other words than its own."
)
_LETTERS = tuple(ascii_uppercase) + tuple(
    f"{one}{other}" for one in ascii_uppercase for other in ascii_uppercase
)


@dataclass(frozen=True, slots=True)
class Binding:
    """What goes around a body. ``recipient`` and ``facts`` (label, words) stand on the cover where they are given."""

    recipient: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    appendices: tuple[Section, ...] = ()


def bound(session: Session, body: Document, binding: Binding) -> Document:
    """The document with its cover, contents and appendices, lettered in their order."""
    appendices: list[Block] = [
        replace(
            section, title=f"Appendix {letter}: {section.title[:1].lower()}{section.title[1:]}", appendix=True
        )
        for letter, section in zip(_LETTERS, binding.appendices, strict=False)
    ]
    if appendices:
        appendices.insert(0, NewPage())
    cover = Cover(
        tuple(
            (label, words)
            for label, words in (
                ("To", binding.recipient),
                ("From", _school_words(session)),
                ("Made", _made_words(session)),
                *binding.facts,
            )
            if words
        )
    )
    return replace(body, cover=cover, blocks=(Contents(), NewPage(), *body.blocks, *appendices))


def addressed(document: Document, recipient: str) -> Document:
    """A bound document with whom it is for on its cover; another document as it is."""
    if document.cover is None or not recipient:
        return document
    facts = tuple(one for one in document.cover.facts if one[0] != "To")
    return replace(document, cover=replace(document.cover, facts=(("To", recipient), *facts)))


def _school_words(session: Session) -> str:
    school = session.school
    return "\n".join(filter(None, (school.name, school.address, school.phone, school.email)))


def _made_words(session: Session) -> str:
    user = session.user
    return f"{entered(session, session.now())}, by {user.name}, {user.label}"


def kept_appendix(
    session: Session, part: Compartment, exhibits: Sequence[Stored[EvidenceItem]], chain_head: str
) -> Section:
    """How the record and these exhibits were kept: facts of custody, hashes and the chain, as questions answered."""
    taken_in, checked, custody = [], [], []
    for stored in exhibits:
        item = stored.content
        lines = record_of(session, stored.reference).lines
        taken_in.append(
            f"{item.name}: {entered(session, item.entered_at)}, by {session.name_of(item.entered_by)}."
        )
        last = next((line for line in reversed(lines) if line.what.startswith(CHECKED)), None)
        if last is not None:
            checked.append(f"{item.name}: {last.what[:1].lower()}{last.what[1:]}, {last.when}.")
        if lines:
            count = count_words(len(lines), "entry", "entries")
            custody.append(f"{item.name}: {count} in its custody record, the last on {lines[-1].when}.")
    doubts = times_in_doubt(session.vault.compartment(part))
    school = session.school
    speaks = (
        school.dsl_name,
        session.words().term("school_lead") if school.dsl_name else "",
        school.phone,
        school.email,
    )
    return kept_section(
        Kept(
            chain_head,
            tuple(taken_in),
            tuple(checked),
            tuple(custody),
            tuple(f"{entered(session, one.since)}, by {one.words}" for one in doubts),
            max(doubts, key=lambda one: one.until - one.since).words if doubts else "",
            tuple(one for one in (", ".join(filter(None, speaks[:2])), *speaks[2:]) if one),
        )
    )


def sheet_appendix(pictures: Pictures) -> Section | None:
    """The pictures that may be shown, small, and which are not there and why; nothing where none was asked for."""
    if not pictures.figures and not pictures.left_out:
        return None
    sheet: list[Block] = [ContactSheet(pictures.figures)] if pictures.figures else []
    sheet += [Paragraph(words, small=True) for words in pictures.left_out]
    return Section(SHEET_TITLE, tuple(sheet), appendix=True)


def clauses_appendix(cited: Iterable[CitedClauses]) -> Section | None:
    """Where every clause that is cited stands: its number, its text, and from when it held; one row for each text."""
    lines = {line.reference: line for one in cited for line in one.lines}
    if not lines:
        return None
    stand: dict[tuple[str, str], list[str]] = {}
    for line in lines.values():
        where = (line.policy or "Not in the list any more", _in_force(line))
        stand.setdefault(where, []).append(line.reference)
    columns = (Column("Stands in", 2.4), Column("In force", 1.6), Column("Clauses", 2.4))
    rows = tuple((policy, days, ", ".join(numbers)) for (policy, days), numbers in stand.items())
    blocks: tuple[Block, ...] = (
        Paragraph(_CLAUSES_SAID, small=True),
        DataTable(columns, rows, row_headings=True),
    )
    return Section(CLAUSES_TITLE, blocks, appendix=True)


def _in_force(line: ClauseLine) -> str:
    since = f"From {day_words(line.in_force_from)}" if line.in_force_from is not None else "Not known"
    ended = line.standing if line.standing.startswith("Superseded") else ""
    return "\n".join(filter(None, (since, ended)))
