"""What is asked for on a record's page goes to who does it: the forms above it, and the evidence."""

from collections.abc import Callable
from functools import partial

from safeguard_app.domain.entries import Whom
from safeguard_app.domain.identifiers import RecordId
from safeguard_app.services.next_step import NextAct, NextStep
from safeguard_app.ui.incidents import clock_forms
from safeguard_app.ui.incidents.allegation_section import register_files
from safeguard_app.ui.incidents.case_panels import register_case_forms
from safeguard_app.ui.incidents.evidence_presenter import EvidencePresenter
from safeguard_app.ui.incidents.panel_desk import PanelDesk
from safeguard_app.ui.incidents.plan_section import register_plans
from safeguard_app.ui.incidents.record_page import RecordPage
from safeguard_app.ui.incidents.record_panels import RecordPanels
from safeguard_app.ui.incidents.response_desk import register_response


def connect_record(record: RecordPage, panels: RecordPanels, evidence: EvidencePresenter) -> None:
    """Wire the head and the sections of the record in view."""
    header, signals = record.header, record.signals
    record.files_dropped.connect(evidence.begin_with)
    header.note_requested.connect(panels.note)
    header.decision_requested.connect(panels.decision)
    header.evidence_requested.connect(evidence.begin)
    signals.note_requested.connect(panels.note)
    signals.decision_requested.connect(panels.decision)
    signals.told_requested.connect(panels.told)
    signals.action_requested.connect(panels.action)
    signals.done_requested.connect(panels.done)
    signals.withdraw_requested.connect(panels.withdraw)
    signals.wrong_person_requested.connect(panels.wrong_person)
    signals.identify_requested.connect(panels.identify)
    signals.evidence_requested.connect(evidence.begin)
    signals.image_requested.connect(evidence.show_picture)
    signals.nearly_opened.connect(evidence.viewer.get_ready)
    signals.custody_requested.connect(evidence.show_custody)
    signals.copy_requested.connect(evidence.make_copy)
    signals.facts_requested.connect(panels.facts)
    signals.exhibit_withdraw_requested.connect(panels.take_back)

    def open_panel(begin: Callable[[PanelDesk], None]) -> None:
        begin(panels)

    signals.panel_requested.connect(open_panel)
    register_response(panels)
    clock_forms.register(panels)
    register_case_forms(panels)
    register_plans(panels)
    register_files(panels)
    header.next_requested.connect(partial(open_step, panels, signals.referral_requested.emit))


def open_step(panels: RecordPanels, refer: Callable[[], None], step: object) -> None:
    """Open the form of a step; ``refer`` starts a referral."""
    assert isinstance(step, NextStep)
    acts: dict[NextAct, Callable[[], None]] = {
        NextAct.TELL: partial(panels.told, step.whom or Whom.PARENT),
        NextAct.NOTE: panels.note if step.noted is None else partial(panels.note, step.noted),
        NextAct.TRIAGE: panels.triage,
        NextAct.DECIDE: panels.decision,
        NextAct.REFER: refer,
        NextAct.DONE: partial(panels.done, RecordId(step.action)),
        NextAct.CLOSE: panels.close,
    }
    acts[step.act]()
