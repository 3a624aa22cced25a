"""What differs between two versions of an entry of a register, field by field, in words."""

from safeguard_app.domain.logbooks import EntryStep, LogbookEntry
from safeguard_app.services.audit_views import FieldChange
from safeguard_app.services.labels import entered
from safeguard_app.services.logbook_words import answer_words, step_by, step_words
from safeguard_app.services.session import Session


def entry_changes(session: Session, before: LogbookEntry, after: LogbookEntry) -> list[FieldChange]:
    """Answers that differ, what was decided or taken back, and whether it was taken off the register."""
    book = session.catalogue.logbooks.get(after.logbook)
    if book is None:
        return [FieldChange("Entry", "", "Changed")]
    changes = []
    for field in book.fields:
        old, new = before.newest.answer(field.id), after.newest.answer(field.id)
        if old != new:
            was, now = (answer_words(session, field, one) if one is not None else "" for one in (old, new))
            changes.append(FieldChange(session.words().fill(field.label), was, now))
    if len(after.states) > len(before.states) and after.newest.since is not None:
        changes.append(FieldChange("Holds from", "", f"{after.newest.since:%d %b %Y}"))
    known = set(before.steps)
    for step in after.steps:
        if step not in known:
            label = step_words(session, book, step.kind)
            changes.append(FieldChange(label, "", _step(session, step)))
    if before.entered_in_error != after.entered_in_error and after.entered_in_error is not None:
        mark = after.entered_in_error
        words = f"{entered(session, mark.at)}, {mark.by_name}: {mark.reason}"
        changes.append(FieldChange("Entered in error", "", words))
    return changes


def _step(session: Session, step: EntryStep) -> str:
    back = step.withdrawn
    parts = (
        f"{step.on:%d %b %Y}",
        f"by {step_by(session, step)}",
        step.conditions,
        step.note,
        f"taken back: {back.reason}" if back is not None else "",
    )
    return ", ".join(part for part in parts if part)
