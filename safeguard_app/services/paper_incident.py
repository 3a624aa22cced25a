"""The content of an incident record on paper: the record's page as it stands, every word decided here."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, TypedDict

from safeguard_app.catalogue.choices import ListName
from safeguard_app.documents import incident_record as paper
from safeguard_app.documents.content import (
    Answer,
    Answered,
    Document,
    NotAnsweredYet,
    NotKnown,
    PageFrame,
    Section,
)
from safeguard_app.documents.content import Passage as PaperPassage
from safeguard_app.documents.content import PassageKind as PaperKind
from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.cases import Attribution
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.derivatives import Derivation
from safeguard_app.domain.documents_issued import KeptVerdict, Referral
from safeguard_app.domain.entries import Decision, Telling, TellingState, counts
from safeguard_app.domain.evidence import EvidenceItem, HeldItem
from safeguard_app.domain.incidents import Incident, PassageKind
from safeguard_app.domain.records import Stored
from safeguard_app.services import allegations, policy_clauses
from safeguard_app.services.assessments import plans
from safeguard_app.services.capture_facts import capture_queries, completeness, expected, fact_lines
from safeguard_app.services.contact_checks import kept_view, which_verdict
from safeguard_app.services.copy_people import Behind
from safeguard_app.services.derivative_words import derivation_words, origin_words
from safeguard_app.services.disclosures import custody_words, exhibit_words, given_out
from safeguard_app.services.evidence import by_number
from safeguard_app.services.held_words import NO_FILE_WORDS, held_lines
from safeguard_app.services.incident_pages import page_of
from safeguard_app.services.incident_views import (
    AccountView,
    EntryLine,
    IncidentPage,
    LabelledLine,
    PassageLine,
)
from safeguard_app.services.incident_words import weighed
from safeguard_app.services.labels import entered, label, today, when
from safeguard_app.services.media_types import type_words
from safeguard_app.services.of_others import NOTHING, OF_OTHERS, LeftOut, live_of, of_others
from safeguard_app.services.paper_bound import Binding, bound, clauses_appendix, kept_appendix, sheet_appendix
from safeguard_app.services.paper_evidence import Pictures, pictures_of
from safeguard_app.services.paper_frames import note_views, page_frame
from safeguard_app.services.paper_prepared import Prepared, entries_of, printable
from safeguard_app.services.paper_views import IncidentPaper
from safeguard_app.services.policy_clauses import CitedClauses
from safeguard_app.services.record_clocks import ClockView, clocks_on
from safeguard_app.services.record_lines import attribution_line
from safeguard_app.services.referral_life import lives
from safeguard_app.services.referrals import view_of
from safeguard_app.services.response_words import lines_on_paper
from safeguard_app.services.session import Session
from safeguard_app.services.withheld_copies import left_out_of, told_of
from safeguard_app.services.withheld_names import without_names

KIND = "incident"

_KINDS = {
    None: PaperKind.UNMARKED,
    PassageKind.FACT: PaperKind.FACT,
    PassageKind.OWN_WORDS: PaperKind.OWN_WORDS,
    PassageKind.OPINION: PaperKind.OPINION,
    PassageKind.HEARSAY: PaperKind.HEARSAY,
}
_TOLD = "Told."
_ELSEWHERE = frozenset({"what", "captured_at", "captured_by"})
"""Facts of an exhibit that stand in columns of the schedule."""


def incident_paper(session: Session, job: IncidentPaper) -> Prepared:
    """The record of an incident, kept with it."""
    place = job.incident
    stored = printable(session, place)
    note_views(session, place)
    entries = entries_of(session, place)
    pictures = (
        pictures_of(session, place) if job.pictures else Pictures()
    )  # an event: before the head is read
    frame, copy = page_frame(session, place.compartment, place, KIND, stored.content)
    left_out = of_others(session, job.audience, (Behind(stored, entries),), job.subjects)
    document = incident_document(
        session,
        stored,
        entries,
        frame,
        names_withheld=job.names_withheld,
        pictures=pictures,
        audience=job.audience,
        left_out=left_out,
    )
    name = f"{stored.content.case}.pdf"
    hidden = left_out_of(session, stored.content, place) if job.names_withheld else None
    made = Prepared(document, place.compartment, place, KIND, copy, name, stored.number, pictures.shown)
    return replace(made, withheld=hidden, told=told_of(hidden))


def incident_document(
    session: Session,
    stored: Stored[Incident],
    entries: Sequence[Stored[Any]],
    frame: PageFrame,
    *,
    names_withheld: bool,
    pictures: Pictures | None = None,
    audience: Audience | None = None,
    left_out: LeftOut = NOTHING,
) -> Document:
    """The record as a bound document. With ``names_withheld`` whoever asked not to be named stands nowhere in it."""
    record = part_for(audience, incident_content(session, stored, entries, frame, left_out))
    names = left_out_of(session, stored.content, stored.reference) if names_withheld else None
    body = paper.to_document(replace(without_names(record, names), frame=frame))
    appendices = without_names(_appendices(session, stored, entries, frame, pictures or Pictures()), names)
    return bound(session, body, Binding(appendices=appendices))


def _appendices(
    session: Session,
    stored: Stored[Incident],
    entries: Sequence[Stored[Any]],
    frame: PageFrame,
    pictures: Pictures,
) -> tuple[Section, ...]:
    """What belongs behind the record: its pictures, how it was kept, and where its clauses stand."""
    items = [one for one in entries if isinstance(one.content, EvidenceItem) and one.content.is_live]
    checks = [
        one.content.verdict for one in entries if counts(one.content) and isinstance(one.content, KeptVerdict)
    ]
    cited = (
        policy_clauses.of_incident(session, stored.content),
        *(policy_clauses.of_contact(session, one) for one in checks),
    )
    found = (
        sheet_appendix(pictures),
        kept_appendix(session, stored.reference.compartment, items, frame.chain_head),
        clauses_appendix(cited),
    )
    return tuple(one for one in found if one is not None)


def part_for(audience: Audience | None, record: paper.IncidentRecord) -> paper.IncidentRecord:
    """The part of a record that goes into a copy for a family or the next school: not how the school keeps it.

    A copy for a parent may come to either of them: of who was told it says no more than that, and when. Of referrals
    and what was handed out it says nothing: a parent is told of them, or held back from it, by a person.
    """
    if audience not in {Audience.PARENT, Audience.TRANSFER}:
        return record
    bare = replace(record, timeline=(), versions=(), limits=(), policy=(), allegation=())
    if audience is Audience.TRANSFER:
        return bare
    told = tuple(replace(one, what=_TOLD) for one in record.told if one.told)
    return replace(bare, told=told, referrals=(), steps=(), given_out=())


def incident_content(
    session: Session,
    stored: Stored[Incident],
    entries: Sequence[Stored[Any]],
    frame: PageFrame,
    left_out: LeftOut = NOTHING,
) -> paper.IncidentRecord:
    """What the record says, names and all, but for entries that are ``left_out``.

    The timeline of a copy that lacks some would tell of them: it has none.
    """
    given = live_of(entries, left_out)
    page = page_of(session, stored, given)
    live = [one for one in given if counts(one.content)]
    return paper.IncidentRecord(
        frame=frame,
        title=f"Incident record: {_in_title(session, stored.content.category, page.category)}",
        standing=(*_standing(session, page), *((OF_OTHERS,) if left_out.entries else ())),
        what_happened=stored.content.summary,
        clocks=tuple(paper.Clock(one.name, one.when, one.how_known) for one in page.clocks),
        people=tuple(paper.PersonLine(one.name, one.role, one.known_as) for one in page.people),
        accounts=tuple(paper_account(one) for one in page.accounts),
        category_answers=tuple(_answer_line(one) for one in page.answers),
        circumstances=tuple(_answer_line(one) for one in page.circumstances),
        contact_checks=_verdicts(session, live),
        decisions=tuple(_decision(session, one.content) for one in live if isinstance(one.content, Decision)),
        plans=_plans(session, stored, left_out),
        **_filed(session, stored, live),
        told=tuple(_tellings(page, live)),
        notes=tuple(
            paper.NoteLine(one.when, f"{one.title}.", " ".join(one.lines), one.by) for one in page.notes
        ),
        response=tuple(
            paper.NoteLine(one.when, one.title, one.text, one.by)
            for one in lines_on_paper(session, stored.content, live)
        ),
        evidence=_evidence(session, stored.content, live),
        actions=tuple(_action(one) for one in page.actions),
        referrals=_referrals(session, stored, live),
        steps=_steps(session, live),
        limits=_limits(session, stored, entries, left_out),
        given_out=_given_out(session, stored),
        policy=_policy(page.clauses),
        timeline=_timeline(page) if not left_out.entries else (),
        suspected=_suspected(session, live),
        versions=tuple(
            paper.VersionLine(str(one.number), one.when, one.by, one.reason or "First entry")
            for one in page.versions
        ),
    )


def _steps(session: Session, live: Sequence[Stored[Any]]) -> tuple[paper.NoteLine, ...]:
    return tuple(
        paper.NoteLine(
            step.when, f"{life.to}{f', about {life.about}' if life.about else ''}.", _step_text(step), step.by
        )
        for life in lives(session, live)
        for step in life.steps
    )


def _timeline(page: IncidentPage) -> tuple[paper.TimelineLine, ...]:
    return tuple(paper.TimelineLine(one.when, one.what, one.by) for one in page.timeline)


def _limits(
    session: Session, stored: Stored[Incident], entries: Sequence[Stored[Any]], left_out: LeftOut
) -> tuple[paper.NoteLine, ...]:
    """The limits as everything on the record begins and meets them; none that runs for what is ``left_out``."""
    live = [one for one in entries if counts(one.content)]
    return tuple(
        paper.NoteLine(dict(one.facts).get("Began", ""), f"{one.name}.", _limit(one), one.status.words)
        for one in clocks_on(session, stored.reference, stored.content, live, on_paper=True).clocks
        if not {one.run, one.referral} & left_out.entries
    )


def _limit(clock: ClockView) -> str:
    """How a limit is counted, and what was said of it."""
    counted = dict(clock.facts).get("Counted", "")
    said = (f"{one.words}, by {one.by}" for one in clock.said)
    return ". ".join(one.rstrip(".") for one in (counted, *said)) if clock.said else counted


def _step_text(step: EntryLine) -> str:
    return ". ".join(part.rstrip(".") for part in (step.title, *step.lines)) + "."


def paper_account(account: AccountView) -> paper.Account:
    """One account with its marked passages."""
    return paper.Account(
        author=account.author,
        written=account.written.removeprefix("written "),
        passages=tuple(PaperPassage(_KINDS[one.kind], one.text, _own_label(one)) for one in account.passages),
        original=account.paper,
    )


def _own_label(passage: PassageLine) -> str:
    """Whose words they are; the other kinds have the label of paper, which says of hearsay that nobody checked it."""
    return f"{passage.label.rstrip('.')}." if passage.kind is PassageKind.OWN_WORDS and passage.label else ""


def _suspected(session: Session, live: Sequence[Stored[Any]]) -> tuple[str, ...]:
    lines = (attribution_line(session, one) for one in live if isinstance(one.content, Attribution))
    return tuple(f"{one.title}, {one.when}. {' '.join(one.lines)}" for one in lines)


def _standing(session: Session, page: IncidentPage) -> tuple[str, ...]:
    first = f"Case {page.case}, as it stood on {day_words(today(session))}, record version {page.version}. "
    first += ". ".join(part for part in (page.state_words, page.severity) if part) + "."
    danger = page.danger.strip()
    asked = f" {page.danger_asked}." if page.danger_asked else ""
    closing = [f"{one.title}. {' '.join(one.lines)}" for one in page.closing]
    return (first, f"Anyone in danger now: {danger[:1].lower()}{danger[1:]}{asked}", *closing)


def _answer_line(line: LabelledLine) -> paper.AnswerLine:
    answer: Answer = Answered(line.words)
    if line.open:
        answer = NotAnsweredYet()
    elif line.words == "Not known":
        answer = NotKnown()
    return paper.AnswerLine(line.label, answer)


def _verdicts(session: Session, live: Sequence[Stored[Any]]) -> tuple[paper.Verdict, ...]:
    made = []
    kept = [one for one in live if isinstance(one.content, KeptVerdict)]
    for place, stored in enumerate(kept):
        shown = kept_view(session, stored)
        heading = f"{which_verdict(session, kept[:place], stored)}." if len(kept) > 1 else ""
        first = " ".join((f"{shown.frozen}.", *shown.sentences))
        facts = tuple(paper.AnswerLine(label, Answered(words)) for label, words in shown.facts)
        made.append(
            paper.Verdict(
                f"{shown.title}.", "\n".join((first, *shown.more, shown.closing_question)), facts, heading
            )
        )
    return tuple(made)


def _given_out(session: Session, stored: Stored[Incident]) -> tuple[str, ...]:
    return tuple(
        f"{exhibit_words(one.content)}: {custody_words(session, one.content).rstrip('.')}."
        for one in given_out(session, stored.reference)
    )


def _plans(session: Session, stored: Stored[Incident], left_out: LeftOut) -> tuple[paper.NoteLine, ...]:
    return tuple(
        paper.NoteLine(one.when, f"{one.title}.", " ".join(_stopped(line) for line in one.lines), "")
        for one in plans(session, stored.reference)
        if one.plan.id not in left_out.entries
    )


def _stopped(line: str) -> str:
    """A line with one full stop, also where it ends with somebody's words."""
    return line if line.endswith((".", ".”", "?", "?”")) else f"{line}."


class _Filed(TypedDict):
    """Parts of allegation files, and what they are called."""

    allegation: tuple[paper.NoteLine, ...]
    allegation_title: str


def _filed(session: Session, stored: Stored[Incident], live: Sequence[Stored[Any]]) -> _Filed:
    found = allegations.files(session, stored, live, asked=False)
    lines = tuple(paper.NoteLine(at, what, text, "") for at, what, text in allegations.paper_lines(found))
    return {"allegation": lines, "allegation_title": found.title}


def _decision(session: Session, decision: Decision) -> paper.Decision:
    more = [f"{line.rstrip('.')}." for line in weighed(session, decision)]
    if decision.review_on is not None:
        more.append(f"To be looked at again on {day_words(decision.review_on)}.")
    decided = f"{decision.what.rstrip('.')}. Decided by {decision.decided_by}, {when(session, decision.at)}."
    return paper.Decision(
        headline=f"{label(session, ListName.DECISIONS, decision.kind.value)}.",
        decided=" ".join([decided, *more]),
        reason=decision.reason,
    )


def _tellings(page: IncidentPage, live: Sequence[Stored[Any]]) -> Iterator[paper.ToldLine]:
    told = {
        one.reference.id
        for one in live
        if isinstance(one.content, Telling) and one.content.state is TellingState.TOLD
    }
    yield from (_told(one, told=one.entry in told) for one in page.told)


def _told(line: EntryLine, *, told: bool) -> paper.ToldLine:
    status = f"{line.status.words}. " if line.status is not None else ""
    by = f"By {line.by}. " if line.by else ""
    said = " ".join(_stopped(one) for one in line.lines)
    return paper.ToldLine(line.title, line.when, f"{status}{by}{said}".strip(), told)


def _action(line: EntryLine) -> paper.ActionLine:
    done = line.status.words if line.status is not None and not line.can_be_done else ""
    note = f". {' '.join(line.lines)}" if line.lines else ""
    return paper.ActionLine(
        line.title, line.by, line.when.removeprefix("due "), f"{done}{note}" if done else "Not yet"
    )


def _evidence(
    session: Session, incident: Incident, live: Sequence[Stored[Any]]
) -> tuple[paper.EvidenceLine, ...]:
    wanted = expected(session, incident)
    lines = []
    items = [one.content for one in live if isinstance(one.content, EvidenceItem)]
    for item in sorted(items, key=by_number):
        if item.derived is not None:
            lines.append(_copy(session, item, item.derived))
            continue
        if item.held is not None:
            lines.append(_held(session, item, item.held))
            continue
        facts = item.facts
        captured = when(session, facts.captured_at) if facts.captured_at is not None else "Not given"
        by = f", by {facts.captured_by}" if facts.captured_by else ""
        what = ". ".join(part for part in (facts.what, type_words(item.stored.media_type)) if part)
        said = tuple(
            f"{one.label}: {one.words}"
            for one in fact_lines(session, facts, wanted)
            if one.words and one.field not in _ELSEWHERE
        )
        asked = capture_queries(session, facts)
        status, _ = completeness((item,), wanted)
        lines.append(
            paper.EvidenceLine(
                item.name, what, f"{captured}{by}", status.words, item.stored.sha256, said, asked
            )
        )
    return tuple(lines)


def _held(session: Session, item: EvidenceItem, held: HeldItem) -> paper.EvidenceLine:
    """A thing held elsewhere: where it is kept, and by whom."""
    made = f"Recorded {entered(session, item.entered_at)}, by {session.name_of(item.entered_by)}"
    return paper.EvidenceLine(
        item.name, held.what, made, "Held elsewhere", NO_FILE_WORDS, held_lines(session, held)
    )


def _copy(session: Session, item: EvidenceItem, derived: Derivation) -> paper.EvidenceLine:
    """A copy made here says what it differs in; nothing is asked of it that is asked of an original."""
    made = f"Made {entered(session, item.entered_at)}, by {session.name_of(item.entered_by)}"
    said = (derivation_words(derived), origin_words(item.original_name, derived))
    return paper.EvidenceLine(item.name, item.facts.what, made, "A copy", item.stored.sha256, said)


def _policy(cited: CitedClauses) -> tuple[str, ...]:
    lines = (
        " ".join(
            part for part in (one.reference, one.words, f"{one.standing}." if one.standing else "") if part
        )
        for one in cited.lines
    )
    return (cited.none_held, *lines) if cited.none_held else tuple(lines)


def _referrals(session: Session, stored: Stored[Incident], live: Sequence[Stored[Any]]) -> tuple[str, ...]:
    lines = []
    for one in live:
        if isinstance(one.content, Referral):
            shown = view_of(session, one, stored, live, on_paper=True)
            due = f" {shown.due.words}." if shown.due is not None else ""
            lines.append(f"{shown.title}. {shown.people} {shown.counts}.{due}")
    return tuple(lines)


def _in_title(session: Session, code: str, name: str) -> str:
    """A category after a colon; one that a nation has its own term for is written as that term is."""
    category = session.catalogue.categories.get(code)
    own_term = category is not None and category.name.startswith("{")
    return name if own_term else f"{name[:1].lower()}{name[1:]}"
