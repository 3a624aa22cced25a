"""What can be asked for from within a record: one set of signals, which every section is wired to."""

from PySide6.QtCore import QObject, Signal


class SectionSignals(QObject):
    """What can be asked for from within a record.

    Signals:
        person_opened(object), wrong_person_requested(object), identify_requested(object): Reference, PersonRef,
            PersonRef.
        done_requested(object), withdraw_requested(object): record id of an entry.
        nearly_opened(): somebody is about to open an exhibit.
        evidence_requested(), image_requested(object), facts_requested(object), custody_requested(object),
        copy_requested(object), exhibit_withdraw_requested(object), quarantine_requested(object),
        advice_requested(object), held_requested().
        note_requested(), decision_requested(), told_requested(), action_requested(), check_requested(),
        referral_requested(), print_requested(): the button of an empty section.
        give_out_requested(): hand exhibits to somebody outside.
        overview_requested(): look at all exhibits, small.
        handover_taken_back(object): a DisclosureLine was entered in error.
        paper_requested(object): look at a paper of the record: of its evidence, of a plan; carries its PaperJob.
        copy_for_requested(): make a copy of the record for somebody, with others left out.
        referral_opened(object): Reference of a referral being prepared.
        sharing_requested(), sharing_opened(object): share documents of the record; one sharing, by its Reference.
        register_requested(str): everything that went out; carries the case number to look for.
        document_opened(object): Reference of a document issued earlier.
        timeline_requested(): show every event.
        case_opened(object): Reference of a case; linked_record_opened(object): of another record in it.
        patterns_requested(object): look at the patterns that the record is part of; carries its Reference.
        jump_requested(str): bring another section of the record to the top; carries its key.
        panel_requested(object): open a form of a feature’s own above the record; carries a call with
            the PanelDesk.
        entry_opened(object): an entry of a register; carries its Reference.
        entry_requested(str, object): a new entry about this record; carries the id of the register, and the
            Reference of the incident.
    """

    person_opened = Signal(object)
    wrong_person_requested = Signal(object)
    identify_requested = Signal(object)
    done_requested = Signal(object)
    withdraw_requested = Signal(object)
    evidence_requested = Signal()
    image_requested = Signal(object)
    nearly_opened = Signal()
    custody_requested = Signal(object)
    give_out_requested = Signal()
    overview_requested = Signal()
    handover_taken_back = Signal(object)
    paper_requested = Signal(object)
    copy_requested = Signal(object)
    facts_requested = Signal(object)
    exhibit_withdraw_requested = Signal(object)
    quarantine_requested = Signal(object)
    advice_requested = Signal(object)
    held_requested = Signal()
    note_requested = Signal()
    decision_requested = Signal()
    told_requested = Signal()
    action_requested = Signal()
    check_requested = Signal()
    referral_requested = Signal()
    print_requested = Signal()
    copy_for_requested = Signal()
    referral_opened = Signal(object)
    document_opened = Signal(object)
    sharing_requested = Signal()
    sharing_opened = Signal(object)
    register_requested = Signal(str)
    timeline_requested = Signal()
    case_opened = Signal(object)
    linked_record_opened = Signal(object)
    patterns_requested = Signal(object)
    jump_requested = Signal(str)
    panel_requested = Signal(object)
    entry_opened = Signal(object)
    entry_requested = Signal(str, object)
