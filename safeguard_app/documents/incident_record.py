"""The incident record on paper: everything the log holds about one incident as it stood at a moment."""

from dataclasses import dataclass

from safeguard_app.documents.content import (
    Answer,
    PageFrame,
    Passage,
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
    """A contact check as frozen into the record. ``headline`` prints strong: "Acknowledged only later."."""

    headline: str
    detail: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision with its reason. ``headline`` prints strong: "Low-level concern, not referred to the LADO."."""

    headline: str
    decided: str
    reason: str


@dataclass(frozen=True, slots=True)
class ToldLine:
    """Who was told, when and by whom; or that telling is held, on whose advice and until when."""

    who: str
    when: str
    what: str


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A call, meeting, e-mail or visit."""

    when: str
    kind: str
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One exhibit of the evidence schedule. ``sha256`` is 64 hex digits, or why there is no file."""

    exhibit: str
    what: str
    captured: str
    completeness: str
    sha256: str


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
    told, review date and owner.
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
    timeline: tuple[TimelineLine, ...] = ()
    versions: tuple[VersionLine, ...] = ()
