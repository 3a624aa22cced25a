"""Allegation files: a part answered for one adult of a record, and what stands there, in words.

What the record has already is shown beside the file and asked nowhere twice: the steps of the referral, who was told
or is not told yet, and the support that was offered.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from safeguard_app.catalogue.categories import ADULT_OF_CONCERN
from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.allegations import (
    AllegationFile,
    Findings,
    Investigation,
    InvestigationState,
    Part,
    Suspension,
)
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.date_words import joined_words
from safeguard_app.domain.entries import Action, Decision, DecisionKind, Telling, Whom, counts
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Reference, new_record_id
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.person_rules import same_person
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services.allegation_checks import checked_part
from safeguard_app.services.allegation_words import PartKey, PartLine, key_of, lines_of, part_title
from safeguard_app.services.decision_rules import low_level_decider
from safeguard_app.services.incident_words import telling_line
from safeguard_app.services.incidents import current
from safeguard_app.services.labels import label, when
from safeguard_app.services.referral_life import lives
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.services.support import offers_among
from safeguard_app.vault import reading
from safeguard_app.vault.compartment import Work

_TOLD = frozenset({Whom.ADULT, Whom.PARENT, Whom.CHILD, Whom.EMPLOYER, Whom.HR})


@dataclass(frozen=True, slots=True)
class FileView:
    """The file about one adult, as their record shows it. ``version`` 0: no part was answered yet."""

    adult: PersonRef
    version: int
    content: AllegationFile
    parts: tuple[PartLine, ...]
    beside: tuple[tuple[str, str], ...]
    """What the record has elsewhere: a label, and its words."""
    locked: bool


@dataclass(frozen=True, slots=True)
class FilesView:
    """The files of a record, one for each adult it is about; and what to say while nobody may investigate."""

    files: tuple[FileView, ...] = ()
    lock_heading: str = ""
    lock_text: str = ""
    is_shown: bool = False
    manager: tuple[str, str] = ("", "")
    """Who manages the case by the rule: name and title."""

    @property
    def title(self) -> str:
        """What the section is called: below the harm threshold there is no allegation, only an investigation."""
        begun = [one for one in self.files if one.version]
        below = all(
            one.content.is_below_threshold and one.content.management is None and not one.locked
            for one in begun
        )
        return "Investigation" if begun and below else "Allegation file"

    @property
    def begun(self) -> int:
        """How many were begun."""
        return sum(one.version > 0 for one in self.files)


def give(session: Session, incident: Reference, adult: PersonRef, part: Part, *, replacing: int) -> Changes:
    """Answer one part of the file about ``adult``, or answer it anew. ``replacing``: the version it was read from.

    What was answered in other parts since does not stand in its way. Raises StaleVersion where this part was.
    """
    record = current(session, incident).content
    if record.entered_in_error is not None:
        raise RuleViolation({"": "This record is marked as entered in error, so nothing is added to it."})
    if not any(same_person(one, adult) for one in adults(record)):
        raise RuleViolation({"": "This adult is not on the record any more."})
    clean = checked_part(session, record, adult, part)
    stored = next((one for one in _stored(session, incident) if same_person(one.content.adult, adult)), None)
    key = key_of(clean)
    before = stored.content if stored is not None else AllegationFile(adult)
    _refuse_too_soon(session, incident, before, clean)
    content = replace(before, **{key.value: clean})  # type: ignore[arg-type]  # the key names its field
    compartment = session.vault.compartment(incident.compartment)
    record_id = stored.reference.id if stored is not None else new_record_id()
    title = part_title(key)
    with compartment.write(
        EventKind.ALLEGATION_FILE_KEPT, session.user.id, session.now(), record=incident.id
    ) as work:
        if stored is None:
            work.put(record_id, content, about=incident.id)
        else:
            newest = _newest_for(session, stored, key, replacing)
            work.put(record_id, content, about=incident.id, reason=title, replacing=newest)
        if isinstance(clean, Suspension):
            _remind(session, work, incident, adult, clean)
    kinds = (RecordKind.INCIDENT, RecordKind.ALLEGATION_FILE, RecordKind.ACTION)
    return changed(
        incident, Reference(incident.compartment, record_id), kinds=kinds, said=f"{title}: on file."
    )


def adults(incident: Incident) -> tuple[PersonRef, ...]:
    """Whom a file of this record may be about, each once."""
    found: list[PersonRef] = []
    for one in incident.with_role(ADULT_OF_CONCERN):
        if not any(same_person(one.person, known) for known in found):
            found.append(one.person)
    return tuple(found)


def files(
    session: Session, stored: Stored[Incident], entries: Sequence[Stored[Any]], *, asked: bool
) -> FilesView:
    """The files of a record. ``asked``: whether records of its kind ask the harm threshold; else only files begun."""
    live = [one for one in entries if counts(one.content)]
    kept = [one for one in live if isinstance(one.content, AllegationFile)]
    if not (asked or kept):
        return FilesView()
    incident = stored.content
    beside = _beside(session, live)
    made = []
    begins = _may_meet_threshold(live)
    everybody = [*adults(incident)]
    everybody += [
        one.content.adult
        for one in kept
        if not any(same_person(one.content.adult, known) for known in everybody)
    ]
    for adult in everybody:
        mine = next((one for one in kept if same_person(one.content.adult, adult)), None)
        content = mine.content if mine is not None else AllegationFile(adult)
        locked = content.is_locked(threshold_met=begins) and (mine is not None or begins)
        made.append(
            FileView(
                adult,
                mine.number if mine is not None else 0,
                content,
                lines_of(session, content, head_is_subject=incident.head_is_subject, locked=locked),
                beside if mine is not None else (),
                locked,
            )
        )
    manager = low_level_decider(session, head_is_subject=incident.head_is_subject)
    locked = any(one.locked for one in made)
    heading, text = _lock_words(session, incident.head_is_subject) if locked else ("", "")
    return FilesView(tuple(made), heading, text, True, manager)


def files_of(session: Session, incident: Reference, *, asked: bool) -> FilesView:
    """The same, for a page that was opened."""
    connection = session.vault.compartment(incident.compartment).connection
    return files(session, current(session, incident), reading.about(connection, incident), asked=asked)


def paper_lines(view: FilesView) -> tuple[tuple[str, str, str], ...]:
    """What was answered, for the printed record: when, what, and its words."""
    made = []
    for file in view.files:
        for part in file.parts:
            if part.given:
                text = " ".join(f"{line.rstrip('.')}." for line in part.lines)
                made.append((part.when, f"{file.adult.name}: {part.title}.", text))
        if file.version and file.locked:
            made.append(("", f"{file.adult.name}: {view.lock_heading}.", view.lock_text))
    return tuple(made)


def _refuse_too_soon(session: Session, incident: Reference, before: AllegationFile, part: Part) -> None:
    """Nobody looks into anything on the school's own while the harm threshold may be met, or before it was begun."""
    connection = session.vault.compartment(incident.compartment).connection
    live = [one for one in reading.about(connection, incident) if counts(one.content)]
    met = _may_meet_threshold(live)
    fill = session.words().fill
    if isinstance(part, Investigation) and part.state is InvestigationState.BELOW_THRESHOLD and met:
        raise RuleViolation(
            {
                "state": fill(
                    "A decision on this record says that the threshold may be met. Nothing begins before {police} or "
                    "the {lado} agree."
                )
            }
        )
    if not isinstance(part, Findings):
        return
    if before.investigation is None or before.investigation.state is InvestigationState.LOCKED:
        raise RuleViolation(
            {"": "Say first, under Investigation, that it may begin, what is looked into and by whom."}
        )
    if before.is_locked(threshold_met=met):
        raise RuleViolation(
            {
                "": fill(
                    "A decision since says that the threshold may be met, so looking into it stops. What was found is "
                    "kept on the record as a note, and {police} or the {lado} say how it goes on."
                )
            }
        )


def _newest_for(session: Session, stored: Stored[AllegationFile], key: PartKey, seen: int) -> int:
    """The version to write over: the newest, where this part says what it said in the version that was seen."""
    if seen in (0, stored.number):
        before = stored.content if seen else AllegationFile(stored.content.adult)
    else:
        connection = session.vault.compartment(stored.reference.compartment).connection
        before = reading.content_of(connection, stored.reference.id, seen)
    unchanged = getattr(before, key.value) == getattr(stored.content, key.value)
    return stored.number if unchanged else seen


def _lock_words(session: Session, head_is_subject: bool) -> tuple[str, str]:
    fill = session.words(head_is_subject=head_is_subject).fill
    states = session.catalogue.lists[ListName.INVESTIGATION_STATES].choices
    locked = next(one for one in states if one.code == InvestigationState.LOCKED)
    return fill(locked.label), fill(locked.help)


def _may_meet_threshold(live: Sequence[Stored[Any]]) -> bool:
    """Whether the newest decision about the threshold says that it may be met."""
    said = [one.content for one in live if isinstance(one.content, Decision)]
    about = [
        one
        for one in said
        if one.limbs or one.kind in (DecisionKind.HARM_THRESHOLD_MET, DecisionKind.LOW_LEVEL_CONCERN)
    ]
    return bool(about) and about[-1].kind is not DecisionKind.LOW_LEVEL_CONCERN


def _beside(session: Session, live: Sequence[Stored[Any]]) -> tuple[tuple[str, str], ...]:
    """What the record has elsewhere and a reader of the file looks for."""
    found = []
    for life in lives(session, live):
        if life.steps and life.agency == "allegations":
            last = life.steps[-1]
            found.append((f"Referral to {life.to}", ", ".join(filter(None, (last.title, last.when)))))
    for one in live:
        if isinstance(one.content, Telling) and one.content.whom in _TOLD:
            line = telling_line(session, one)
            status = line.status.words if line.status is not None else ""
            whom = label(session, ListName.WHOM_TOLD, one.content.whom)
            named = f"{line.title}: " if line.title != whom else ""
            found.append((whom, named + ", ".join(filter(None, (status, line.when)))))
    for offer in offers_among(live):
        said = joined_words([label(session, ListName.SUPPORT_KINDS, kind) for kind in offer.content.offered])
        answer = label(session, ListName.SUPPORT_ANSWERS, offer.content.answer)
        words = ". ".join(part for part in (said or offer.content.other, answer) if part)
        found.append((f"Support for {offer.content.to.name}", f"{words}, {when(session, offer.content.at)}"))
    return tuple(found)


def _remind(
    session: Session, work: Work, incident: Reference, adult: PersonRef, suspension: Suspension
) -> None:
    """The review of a suspension is an action of the record: due on Today, moved or done with the decision."""
    what = f"Look at the suspension of {adult.name} again"
    connection = session.vault.compartment(incident.compartment).connection
    waiting = [
        one
        for one in reading.about(connection, incident, (RecordKind.ACTION,))
        if one.content.what == what and counts(one.content) and not one.content.is_done
    ]
    if suspension.review_on is not None:
        action = Action(what, suspension.decided_by, suspension.review_on)
        if not waiting:
            work.put(new_record_id(), action, about=incident.id)
        elif waiting[0].content != action:
            work.put(
                waiting[0].reference.id,
                action,
                about=incident.id,
                reason="The decision about suspension was looked at again",
                replacing=waiting[0].number,
            )
        return
    for one in waiting:
        done = replace(one.content, done_at=session.now(), done_note="The suspension has ended.")
        work.put(one.reference.id, done, about=incident.id, replacing=one.number)


def _stored(session: Session, incident: Reference) -> list[Stored[AllegationFile]]:
    connection = session.vault.compartment(incident.compartment).connection
    found = reading.about(connection, incident, (RecordKind.ALLEGATION_FILE,))
    return [one for one in found if counts(one.content)]
