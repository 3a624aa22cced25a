"""Audit events in plain words: one short phrase for each kind. Codes never reach the page."""

from safeguard_app.domain.audit_trail import Event, EventKind
from safeguard_app.domain.declarations import StepKind

WORDS: dict[EventKind, str] = {
    EventKind.LOG_CREATED: "Log made",
    EventKind.UNLOCKED: "Unlocked",
    EventKind.UNLOCK_FAILED: "Unlock failed",
    EventKind.RECOVERED: "Opened with the recovery key",
    EventKind.LOCKED: "Locked",
    EventKind.CHECKED: "Log checked",
    EventKind.BACKED_UP: "Backed up",
    EventKind.OLDER_COPY: "Older copy noticed",
    EventKind.OLDER_COPY_ACCEPTED: "Older copy accepted",
    EventKind.KEYS_DIFFER: "Keys differ from the roster",
    EventKind.KEYS_CONFIRMED: "New keys confirmed",
    EventKind.KEYS_UNDONE: "Change of keys undone",
    EventKind.MIGRATED: "Brought up to a newer form",
    EventKind.ORPHANS_SET_ASIDE: "Unclaimed files set aside",
    EventKind.KEY_FILE_MENDED: "Copy of the key file mended",
    EventKind.SCHOOL_CHANGED: "School’s details changed",
    EventKind.USER_ADDED: "User added",
    EventKind.USER_REMOVED: "User removed",
    EventKind.PASSPHRASE_CHANGED: "Passphrase changed",
    EventKind.RECOVERY_REPLACED: "New recovery key made",
    EventKind.RECOVERY_TAKEN_OVER: "New recovery key taken over",
    EventKind.PERSON_ADDED: "Person added",
    EventKind.PERSON_CORRECTED: "Person corrected",
    EventKind.DRAFT_BEGUN: "Draft begun",
    EventKind.DRAFT_ENDED: "Draft ended",
    EventKind.HANDED_IN: "Concern handed in",
    EventKind.TAKEN_IN: "Handed-in concern taken in",
    EventKind.FILED: "Filed",
    EventKind.CORRECTED: "Corrected",
    EventKind.ENTERED_IN_ERROR: "Marked as entered in error",
    EventKind.REFILED_AWAY: "Filed elsewhere",
    EventKind.REFILED_HERE: "Filed here from elsewhere",
    EventKind.CLOSED: "Closed",
    EventKind.REOPENED: "Opened again",
    EventKind.NOTE_ADDED: "Note added",
    EventKind.DECISION_ADDED: "Decision added",
    EventKind.TELLING_ADDED: "Who was told added",
    EventKind.ACTION_ADDED: "Action added",
    EventKind.ACTION_DONE: "Action done",
    EventKind.ENTRY_CORRECTED: "Entry corrected",
    EventKind.DECLARED_FOR_INTAKE: "Asked before evidence",
    EventKind.INTAKE_REFUSED: "File not read",
    EventKind.EVIDENCE_SEALED: "Evidence sealed",
    EventKind.EVIDENCE_DERIVED: "Copy of an exhibit made",
    EventKind.EVIDENCE_FACTS: "Evidence facts corrected",
    EventKind.EVIDENCE_VIEWED: "Evidence viewed",
    EventKind.EVIDENCE_CHECKED: "Evidence file checked",
    EventKind.PICTURE_READ: "Picture looked at by a machine",
    EventKind.LOOKS_DROPPED: "Words that a machine read in its pictures dropped",
    EventKind.PICTURES_SHOWN: "Pictures looked at together, small",
    EventKind.EVIDENCE_HELD: "Item held elsewhere recorded",
    EventKind.FILES_CHECKED: "Stored files read again",
    EventKind.EVIDENCE_QUARANTINED: "Evidence put in quarantine",
    EventKind.POLICE_DIRECTED: "Police direction entered",
    EventKind.EVIDENCE_REMOVED: "Evidence removed, as the police directed",
    EventKind.EVIDENCE_RELEASED: "Evidence taken out of quarantine, as the police directed",
    EventKind.WORDS_ONLY: "Files allowed or not",
    EventKind.EVIDENCE_BUNDLED: "Evidence bundle made",
    EventKind.EVIDENCE_HANDED_OVER: "Evidence handed over",
    EventKind.POLICY_ADDED: "School policy added",
    EventKind.POLICY_CHANGED: "School policy changed",
    EventKind.DECLARATION_ENTERED: "Declaration entered",
    EventKind.DECLARATION_STEP: "Declaration: a step added",
    EventKind.ACKNOWLEDGED: "Declaration decided",
    EventKind.CHECK_KEPT: "Contact check kept",
    EventKind.REFERRAL_SAVED: "Referral answers saved",
    EventKind.DOCUMENT_ISSUED: "Document made",
    EventKind.PRINTED: "Printed",
    EventKind.SAVED_OUT: "Saved as a file",
    EventKind.VIEWED: "Viewed",
}

_DECISIONS = {
    StepKind.ACKNOWLEDGED.value: "Declaration acknowledged",
    StepKind.ACKNOWLEDGED_WITH_CONDITIONS.value: "Declaration acknowledged with conditions",
    StepKind.REFUSED.value: "Declaration not acknowledged",
}
"""The kind is one for all three; which it was stands in the event's facts."""


def event_words(event: Event) -> str:
    """What an event says, in a few plain words."""
    if event.kind is EventKind.ACKNOWLEDGED:
        return _DECISIONS.get(str(event.facts.get("step", "")), WORDS[event.kind])
    return WORDS[event.kind]
