"""The incident record on paper: everything the log holds about one incident as it stood at a moment.

Its parts follow domain.md 2.7: what, when, who; accounts with fact, own words, opinion and hearsay apart; decisions
with reasons; evidence by exhibit with its hash (3.8).
"""

from dataclasses import dataclass, replace

from safeguard_app.documents.content import (
    Answer,
    Block,
    Box,
    Column,
    DataTable,
    Document,
    Field,
    FieldTable,
    PageFrame,
    Paragraph,
    Passage,
    Passages,
    Run,
    Section,
    TextList,
    Words,
    strong,
)


@dataclass(frozen=True, slots=True)
class Clock:
    """One of the five clocks: its name, the date and time with precision, and how it is known."""

    name: str
    when: str
    how_known: str


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in the incident. ``name`` is "Name withheld" where the reporter asked not to be named."""

    name: str
    role: str
    known_as: str


@dataclass(frozen=True, slots=True)
class Account:
    """One person's account, in marked passages.

    ``written`` completes "Account of <author>, written ..."; ``handed_over`` and ``original`` (where the paper is)
    are empty for an account typed by its author.
    """

    author: str
    written: str
    passages: tuple[Passage, ...]
    handed_over: str = ""
    original: str = ""


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A question of the category, or a circumstance of the record, and its answer."""

    question: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Verdict:
    """A contact check as frozen into the record. ``headline`` prints strong: "Acknowledged only later.".

    ``facts`` are what was asked: who, when, where, and as far as it was known who contacted whom. Line ends in
    ``detail`` start a new paragraph.
    """

    headline: str
    detail: str
    facts: tuple[AnswerLine, ...] = ()
    heading: str = ""
    """Which of several it is: "First verdict on this contact, Tue 22 Sep 2026, 15:24."."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision with its reason. ``headline`` prints strong: "Low-level concern, not referred to the LADO."."""

    headline: str
    decided: str
    reason: str


@dataclass(frozen=True, slots=True)
class ToldLine:
    """Who was told, when and by whom; or (not ``told``) that telling is held, on whose advice and until when."""

    who: str
    when: str
    what: str
    told: bool = True


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A call, meeting, e-mail or visit."""

    when: str
    kind: str
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One exhibit of the evidence schedule. ``sha256`` is 64 hex digits, or why there is no file.

    ``facts`` are the capture facts that no column has, each with its label. ``queries`` are questions that they leave
    open: they stand beneath these, and are no facts.
    """

    exhibit: str
    what: str
    captured: str
    completeness: str
    sha256: str
    facts: tuple[str, ...] = ()
    queries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionLine:
    """Something agreed: what, by whom, due when, and what became of it."""

    what: str
    who: str
    due: str
    done: str


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One line of the timeline."""

    when: str
    what: str
    by: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version of the record: number, when entered and by whom, and why it was corrected."""

    version: str
    when: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class IncidentRecord:
    """The content of an incident record. Every string is printed as it stands; empty parts are left out.

    ``title`` heads the page ("Incident record: staff-pupil contact"); ``standing`` are the lines under it (version,
    as it stood when, state, severity; "Anyone in danger now: no, asked ..."). ``circumstances`` hold what every
    category shares: where, school device or network, protected characteristic, the child's wishes, Headteacher
    told, review date and owner. ``policy`` are the clauses cited, each in a line.
    """

    frame: PageFrame
    title: str
    standing: tuple[str, ...]
    what_happened: str
    clocks: tuple[Clock, ...]
    people: tuple[PersonLine, ...]
    accounts: tuple[Account, ...] = ()
    category_answers: tuple[AnswerLine, ...] = ()
    circumstances: tuple[AnswerLine, ...] = ()
    contact_checks: tuple[Verdict, ...] = ()
    decisions: tuple[Decision, ...] = ()
    told: tuple[ToldLine, ...] = ()
    notes: tuple[NoteLine, ...] = ()
    evidence: tuple[EvidenceLine, ...] = ()
    actions: tuple[ActionLine, ...] = ()
    referrals: tuple[str, ...] = ()
    policy: tuple[str, ...] = ()
    timeline: tuple[TimelineLine, ...] = ()
    versions: tuple[VersionLine, ...] = ()
    given_out: tuple[str, ...] = ()
    """Evidence handed to others, a sentence for each."""
    response: tuple[NoteLine, ...] = ()
    """Steps of the response, letters and offers of support; ``kind`` prints strong."""
    steps: tuple[NoteLine, ...] = ()
    """What became of referrals, step by step."""
    limits: tuple[NoteLine, ...] = ()
    """Time limits: when each began, what it is, and what became of it."""
    suspected: tuple[str, ...] = ()
    """Accounts that may be somebody's, each said to be suspected and not shown."""
    plans: tuple[NoteLine, ...] = ()
    """Risk and needs assessments with their safety plans."""
    allegation: tuple[NoteLine, ...] = ()
    """Parts of allegation files, each about one adult."""
    allegation_title: str = "Allegation file"
    """What they are called: below the harm threshold there is an investigation, and no allegation."""


def to_document(record: IncidentRecord) -> Document:
    """The record as a document ready to print."""
    parts = (
        _section("What happened", Paragraph(record.what_happened) if record.what_happened else None),
        _table(
            "When", (("Clock", 1), ("Date and time", 2.65), ("How known", 2.35)), _clocks(record), headed=True
        ),
        _table("Who", (("Person", 1.5), ("Role in this incident", 1.5), ("Known as", 2.2)), _people(record)),
        *(_account(account) for account in record.accounts),
        _answers("Questions of this category", record.category_answers),
        _verdicts(record.contact_checks),
        _boxes("Decisions and reasons", [_decision(decision) for decision in record.decisions]),
        _table(
            record.allegation_title,
            (("When", 1.3), ("What was advised, agreed and decided", 4.4)),
            _filed(record.allegation),
        ),
        _table("Risk and needs", (("Made or reviewed", 1.3), ("Plan", 4.4)), _filed(record.plans)),
        _table("Who was told", (("Who", 1.5), ("When", 1.5), ("What, or why not", 3)), _told(record)),
        _answers("Circumstances", record.circumstances),
        _table(
            "Notes",
            (("When", 1.3), ("What was said, advised and agreed", 3.4), ("By", 1)),
            _lines(record.notes),
        ),
        _table(
            "Response and support",
            (("When", 1.3), ("What was done, and what came of it", 3.4), ("By", 1)),
            _lines(record.response),
        ),
        _table("Actions", (("What", 2.6), ("Who", 1.2), ("Due", 1.1), ("Done", 1.1)), _actions(record)),
        _section("Suspected accounts", TextList(record.suspected) if record.suspected else None),
        _section("School policy", TextList(record.policy) if record.policy else None),
        _section("Referrals", TextList(record.referrals) if record.referrals else None),
        _table("Referral steps", (("When", 1.3), ("What happened", 3.4), ("By", 1)), _lines(record.steps)),
        _table(
            "Time limits", (("Began", 1.5), ("Limit", 2.4), ("How it stands", 1.9)), _lines(record.limits)
        ),
        _section("Evidence handed out", TextList(record.given_out) if record.given_out else None),
        _told_elsewhere(_table("Timeline", (("When", 1.75), ("What", 2.9), ("By", 1.15)), _timeline(record))),
        _table(
            "Versions",
            (("Version", 0.8), ("Entered", 1.75), ("By", 1.2), ("Reason", 2.05)),
            _versions(record),
        ),
        _evidence(record),
    )
    case = f" {record.frame.case_number}" if record.frame.case_number else ""
    return Document(
        title=record.title,
        file_title=f"Incident record{case}",
        frame=record.frame,
        standing=record.standing,
        blocks=tuple(part for part in parts if part is not None),
    )


def _section(title: str, block: Block | None) -> Section | None:
    """A section of one block, or nothing."""
    return Section(title, (block,)) if block is not None else None


def _table(
    title: str,
    columns: tuple[tuple[str, float], ...],
    rows: tuple[tuple[Words, ...], ...],
    *,
    headed: bool = False,
) -> Section | None:
    """A section of one table, or nothing where it has no rows."""
    if not rows:
        return None
    listed = tuple(Column(heading, share) for heading, share in columns)
    return Section(title, (DataTable(listed, rows, row_headings=headed),))


def _told_elsewhere(section: Section | None) -> Section | None:
    """The timeline says again what other parts say, and that earlier copies were printed."""
    return replace(section, told_elsewhere=True) if section is not None else None


def _boxes(title: str, paragraphs: list[tuple[Run, ...]]) -> Section | None:
    """A section of framed paragraphs, or nothing."""
    return Section(title, tuple(Box((words,)) for words in paragraphs)) if paragraphs else None


def _verdicts(verdicts: tuple[Verdict, ...]) -> Section | None:
    """Each contact check: what was asked, and in a frame what the register showed."""
    blocks: list[Block] = []
    for verdict in verdicts:
        if verdict.heading:
            blocks.append(Paragraph((strong(verdict.heading),)))
        if verdict.facts:
            fields = tuple(Field(line.question, line.answer) for line in verdict.facts)
            blocks.append(FieldTable(fields, together=True))
        first, *more = verdict.detail.split("\n")
        blocks.append(Box(((strong(f"{verdict.headline} "), Run(first)), *more)))
    return Section("Contact check", tuple(blocks)) if blocks else None


def _answers(title: str, lines: tuple[AnswerLine, ...]) -> Section | None:
    """A section of questions and answers, or nothing."""
    if not lines:
        return None
    return Section(title, (FieldTable(tuple(Field(line.question, line.answer) for line in lines)),))


def _account(account: Account) -> Section:
    """One person's account."""
    written = f", written {account.written}" if account.written else ""
    notes = [
        f"Handed over {account.handed_over}." if account.handed_over else "",
        f"Original: {account.original}." if account.original else "",
    ]
    below = " ".join(note for note in notes if note)
    blocks: tuple[Block, ...] = (Passages(account.passages),)
    if below:
        blocks += (Paragraph(below, small=True),)
    return Section(f"Account of {account.author}{written}", blocks)


def _decision(decision: Decision) -> tuple[Run, ...]:
    """A decision: what, by whom and when, and why."""
    decided = f"{decision.decided} " if decision.decided else ""
    return (strong(f"{decision.headline} "), Run(f"{decided}Reason: {decision.reason}"))


def _clocks(record: IncidentRecord) -> tuple[tuple[Words, ...], ...]:
    return tuple((clock.name, clock.when, clock.how_known) for clock in record.clocks)


def _people(record: IncidentRecord) -> tuple[tuple[Words, ...], ...]:
    return tuple((person.name, person.role, person.known_as) for person in record.people)


def _told(record: IncidentRecord) -> tuple[tuple[Words, ...], ...]:
    return tuple((line.who, line.when, line.what) for line in record.told)


def _filed(lines: tuple[NoteLine, ...]) -> tuple[tuple[Words, ...], ...]:
    return tuple((line.when, (strong(f"{line.kind} "), Run(line.text))) for line in lines)


def _lines(lines: tuple[NoteLine, ...]) -> tuple[tuple[Words, ...], ...]:
    return tuple(
        (line.when, (strong(f"{line.kind} "), Run(line.text)) if line.kind else line.text, line.by)
        for line in lines
    )


def _actions(record: IncidentRecord) -> tuple[tuple[Words, ...], ...]:
    return tuple((line.what, line.who, line.due, line.done) for line in record.actions)


def _timeline(record: IncidentRecord) -> tuple[tuple[Words, ...], ...]:
    return tuple((line.when, line.what, line.by) for line in record.timeline)


def _versions(record: IncidentRecord) -> tuple[tuple[Words, ...], ...]:
    return tuple((line.version, line.when, line.by, line.reason) for line in record.versions)


def _evidence(record: IncidentRecord) -> Section | None:
    """The evidence schedule; each hash in full under its exhibit."""
    if not record.evidence:
        return None
    rows: list[tuple[Words, ...]] = []
    for line in record.evidence:
        said = "".join(f"{part}\n" for part in (line.what, *line.facts) if part)
        asked = (one for words in line.queries for one in asked_of(f"{words}\n"))
        what = (Run(said), *asked, Run(grouped_hash(line.sha256)))
        rows.append((line.exhibit, what, line.captured, line.completeness))
    columns = (
        Column("Exhibit", 0.8),
        Column("What, and SHA-256", 2.9),
        Column("Captured", 1.3),
        Column("Complete", 1.1),
    )
    return Section("Evidence schedule", (DataTable(columns, tuple(rows), row_headings=True),))


def asked_of(words: str) -> tuple[Run, Run]:
    """What an exhibit's facts leave open, as it stands beneath them on every paper."""
    return strong("Query: "), Run(words)


def grouped_hash(digest: str) -> str:
    """A SHA-256 in groups of eight, so that it can be compared by eye; other words are left as they are."""
    if len(digest) != 64:
        return digest
    return " ".join(digest[start : start + 8] for start in range(0, 64, 8))
