"""Exhibits of a record: listing them, correcting their facts, taking one back."""

from dataclasses import replace

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.date_words import joined_words
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.evidence import CaptureFacts, EvidenceItem, HeldItem, IntakeAnswer
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import Withdrawal
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.text_rules import display_file_name
from safeguard_app.services import machine_reading, media_types
from safeguard_app.services.capture_facts import (
    capture_queries,
    checked_facts,
    completeness,
    expected,
    fact_lines,
    names_related,
)
from safeguard_app.services.clock_doubts import clock_query, times_in_doubt
from safeguard_app.services.derivative_words import derivation_words, standing_words
from safeguard_app.services.evidence import exhibits_of, intake_state
from safeguard_app.services.evidence_showing import NOT_PLAYED, CannotShow, about_of, usable_item
from safeguard_app.services.evidence_views import EvidenceList, EvidenceView, FactLine
from safeguard_app.services.held_words import KINDS, held_facts
from safeguard_app.services.incidents import current, required_reason
from safeguard_app.services.labels import entered
from safeguard_app.services.quarantine import since_words
from safeguard_app.services.reference import ExpectedEvidence
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.services.status import StatusLine, StatusMeaning

_KINDS = (RecordKind.EVIDENCE, RecordKind.INCIDENT)
_DECLARED = {
    IntakeAnswer.NO_SEEN_ALL: "No nude, semi-nude or sexual image of anyone under 18: all of it was seen",
    IntakeAnswer.YES_OR_POSSIBLY: "",
    IntakeAnswer.NOT_SEEN: "",
}


def exhibits(session: Session, incident: Reference) -> EvidenceList:
    """Every exhibit of an incident in words, with how complete the set is. Viewing the incident is the audit event."""
    session.vault.compartment(incident.compartment).note_view(incident.id, session.user.id, session.now())
    content = current(session, incident).content
    wanted = expected(session, content)
    stored = exhibits_of(session, incident)
    items = [one.content for one in stored if one.content.is_live]
    live = tuple(one for one in items if one.derived is None and one.has_file)
    status, missing = completeness(live, wanted)
    words = session.words()
    intake = intake_state(session, incident)
    alike = machine_reading.alike(session, incident)
    doubts = times_in_doubt(session.vault.compartment(incident.compartment))
    views = [
        _asking(
            _view(session, one, wanted, may_be_copied=intake.is_open),
            alike.get(one.reference.id, ()),
            clock_query(session, one, doubts),
        )
        for one in stored
    ]
    return EvidenceList(
        items=tuple(_with_those_that_name_it(view, items) for view in views),
        completeness=status,
        missing=tuple((words.fill(one.label), words.fill(one.help)) for one in missing),
        intake=intake,
    )


def _with_those_that_name_it(view: EvidenceView, items: list[EvidenceItem]) -> EvidenceView:
    """Two exhibits that belong together say so of each other, whichever of them it was entered at."""
    naming = [one.name for one in items if view.exhibit in names_related(one.facts)]
    if not naming or view.quarantine or view.withdrawn:
        return view
    line = FactLine("named_by", "Said to belong with", joined_words(naming), "", asked=False)
    return replace(view, fact_lines=(*view.fact_lines, line))


def _asking(view: EvidenceView, alike: tuple[str, ...], clock: tuple[str, ...]) -> EvidenceView:
    """With a query where its picture is much like that of another exhibit, and where its own time is in doubt."""
    if view.quarantine or view.withdrawn:
        return view
    asked = (alike_query(alike),) if alike else ()
    return replace(view, queries=(*view.queries, *asked, *clock))


def alike_query(names: tuple[str, ...]) -> str:
    """What is asked where the pictures of other exhibits are much like its own."""
    return (
        f"Its picture is much like that of {joined_words(names)}. If they show the same thing, say so under"
        " “Belongs with”: each stays as it is."
    )


def correct_facts(
    session: Session, item: Reference, facts: CaptureFacts, reason: str, *, version: int
) -> Changes:
    """Correct the facts of an exhibit, with a reason. The file and what was declared of it never change."""
    why = required_reason(reason)
    stored = usable_item(session, item)
    if stored.content.derived is not None:
        raise RuleViolation({"item": "The facts stand on the exhibit that this copy was made from."})
    if stored.content.held is not None:
        raise RuleViolation({"item": "This is no file: take it back, and record it again as it is."})
    made = replace(stored.content, facts=checked_facts(session, facts))
    return _supersede(session, stored, made, EventKind.EVIDENCE_FACTS, why, version, "Facts corrected.")


def withdraw(session: Session, item: Reference, reason: str, *, version: int) -> Changes:
    """Take an exhibit back, with a reason: off counts, search and documents at once; the sealed file stays."""
    why = required_reason(reason)
    stored = usable_item(session, item)
    if stored.content.withdrawn is not None:
        raise RuleViolation({"item": "This exhibit has already been taken back."})
    made = replace(stored.content, withdrawn=Withdrawal(session.now(), session.user.name, why))
    left = "The sealed file stays." if made.has_file else "Where it is kept stays on file."
    said = f"{made.name} is taken back. {left}{_copies_left(session, stored)}"
    return _supersede(session, stored, made, EventKind.ENTRY_CORRECTED, why, version, said)


def _copies_left(session: Session, stored: Stored[EvidenceItem]) -> str:
    """Copies of an exhibit do not go with it: whoever takes it back says so of each."""
    if stored.content.derived is not None:
        return ""
    left = [
        one.content.name
        for one in exhibits_of(session, about_of(stored))
        if one.content.derived is not None
        and one.content.exhibit == stored.content.exhibit
        and one.content.is_live
    ]
    return f" What was made of it still stands: {joined_words(left)}." if left else ""


def _view(
    session: Session,
    stored: Stored[EvidenceItem],
    wanted: tuple[ExpectedEvidence, ...],
    *,
    may_be_copied: bool,
) -> EvidenceView:
    item = stored.content
    if item.quarantine is not None:
        return _hidden(session, stored)
    if item.held is not None:
        return _held(session, stored, item.held)
    kept = item.stored
    derived = item.derived
    asked = (
        wanted if derived is None else ()
    )  # a copy is as complete as its original: nothing more is asked of it
    status, missing = completeness((item,), asked)
    by = session.name_of(item.entered_by)
    shown = media_types.shown_as(kept.media_type) if item.withdrawn is None else ""
    taken_back = item.withdrawn
    words = session.words()
    return EvidenceView(
        item=stored.reference,
        version=stored.number,
        exhibit=item.name,
        title=item.facts.what or media_types.type_words(kept.media_type),
        type_words=media_types.type_words(kept.media_type),
        file_name=display_file_name(kept.original_name) if kept.original_name else "",
        size_words=size_words(kept.size),
        sha256=kept.sha256,
        sealed=f"{'Made and sealed' if derived else 'Sealed'} {entered(session, item.entered_at)}, by {by}",
        declared=f"{_DECLARED[item.declared]}, {entered(session, item.declared_at)}"
        + (f", as declared of {item.original_name}" if derived else ""),
        facts=item.facts,
        fact_lines=fact_lines(session, item.facts, asked),
        completeness=status,
        missing=tuple(words.fill(one.label) for one in missing),
        opens_as=shown,
        why_not="" if shown else _why_not(kept.media_type),
        withdrawn=(_taken_back(session, taken_back) if taken_back is not None else ""),
        copied=derivation_words(derived) if derived is not None else "",
        made_from=standing_words(item.original_name) if derived is not None else "",
        can_be_copied=may_be_copied and bool(shown) and derived is None,
        queries=capture_queries(session, item.facts) if derived is None else (),
    )


def _hidden(session: Session, stored: Stored[EvidenceItem]) -> EvidenceView:
    """An exhibit in quarantine: that it is one, since when, and nothing of what it is."""
    item = stored.content
    return EvidenceView(
        item=stored.reference,
        version=stored.number,
        exhibit=item.name,
        title="Removed" if item.removed is not None else "In quarantine",
        type_words="",
        file_name="",
        size_words="",
        sha256="",
        sealed="",
        declared="",
        facts=CaptureFacts(),
        fact_lines=(),
        completeness=StatusLine(StatusMeaning.NOTE, ""),
        missing=(),
        opens_as="",
        why_not="",
        withdrawn="",
        quarantine=since_words(session, item),
    )


def _held(session: Session, stored: Stored[EvidenceItem], held: HeldItem) -> EvidenceView:
    """A thing held elsewhere: what it is, and where it is kept."""
    item = stored.content
    back = item.withdrawn
    return EvidenceView(
        item=stored.reference,
        version=stored.number,
        exhibit=item.name,
        title=held.what,
        type_words=KINDS[held.kind],
        file_name="",
        size_words="",
        sha256="",
        sealed=f"Recorded {entered(session, item.entered_at)}, by {session.name_of(item.entered_by)}",
        declared="",
        facts=item.facts,
        fact_lines=tuple(
            FactLine("held", label, words, "", asked=False) for label, words in held_facts(session, held)
        ),
        completeness=StatusLine(StatusMeaning.PLAIN, ""),
        missing=(),
        opens_as="",
        why_not="",
        withdrawn=_taken_back(session, back) if back is not None else "",
        is_held=True,
    )


def _taken_back(session: Session, mark: Withdrawal) -> str:
    return f"Taken back {entered(session, mark.at)} by {mark.by_name}: {mark.reason}"


def _why_not(media_type: str) -> str:
    return NOT_PLAYED if media_types.is_played_elsewhere(media_type) else CannotShow.sentence


def size_words(size: int) -> str:
    """ "412 kB", "3.1 MB": in thousands, as file managers show it."""
    if size < 1_000:
        return "1 byte" if size == 1 else f"{size} bytes"
    if size < 1_000_000:
        return f"{round(size / 1_000)} kB"
    return f"{size / 1_000_000:.1f} MB"


def _supersede(
    session: Session,
    stored: Stored[EvidenceItem],
    made: EvidenceItem,
    kind: EventKind,
    reason: str,
    version: int,
    said: str,
) -> Changes:
    place = stored.reference
    compartment = session.vault.compartment(place.compartment)
    about = about_of(stored)
    with compartment.write(kind, session.user.id, session.now(), record=about.id) as work:
        work.put(place.id, made, about=about.id, reason=reason, replacing=version)
    return changed(about, place, kinds=_KINDS, said=said)
