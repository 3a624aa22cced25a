"""What can be done with the record in view, by its menu or by key: whoever can do something says so here."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QObject, Signal

from safeguard_app.domain.evidence import Way
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services.form_drafts import FormDraft, FormName
from safeguard_app.services.session import Session
from safeguard_app.ui.incidents.evidence_acts import EVIDENCE_WAYS
from safeguard_app.ui.incidents.evidence_presenter import EvidencePresenter
from safeguard_app.ui.incidents.list_reading import places
from safeguard_app.ui.incidents.record_acts import MoreAct
from safeguard_app.ui.incidents.record_page import RecordPage
from safeguard_app.ui.incidents.record_panels import RecordPanels
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.shell.page import RecordAct
from safeguard_app.ui.tasks import TaskRunner

OnRecord = Callable[[Reference], None]
"""Does something with the record it is given."""


class ActsOnRecord(QObject):
    """A table of acts. An act of the menu and one of a key that have one name are one act.

    Signals:
        said(str): a sentence for the status bar.
    """

    said = Signal(str)

    def __init__(
        self, session: Session, tasks: TaskRunner, messages: Messages, record: RecordPage, parent: QObject
    ) -> None:
        """Nothing can be done yet."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._record = record
        self._acts: dict[str, OnRecord] = {}
        self._panels: RecordPanels | None = None
        self._evidence: EvidencePresenter | None = None

    def register(self, acts: Mapping[StrEnum, OnRecord]) -> None:
        """From now on these can be done. Each is registered once."""
        for act, do in acts.items():
            assert act.value not in self._acts, act
            self._acts[act.value] = do

    def do(self, act: object) -> None:
        """Do it with the record in view; nothing where there is none, or the forms are still being read."""
        view = self._record.view
        if view is not None and self._panels is not None:
            assert isinstance(act, StrEnum)
            self._acts[act.value](view.reference)

    def take_forms(self, panels: RecordPanels, evidence: EvidencePresenter) -> None:
        """The forms above a record, and its evidence, are there: what they can do, in the order of the menu."""
        self._panels, self._evidence = panels, evidence
        panels.refile_wanted.connect(self.refile)
        self.register(
            {
                MoreAct.TOLD: _on_any(panels.told),
                MoreAct.ACTION: _on_any(panels.action),
                MoreAct.TRIAGE: _on_any(panels.triage),
                MoreAct.LAWS: _on_any(panels.laws),
                MoreAct.HAND_OUT: _on_any(self._record.signals.give_out_requested.emit),
                MoreAct.CLOSE: _on_any(panels.close),
                MoreAct.REOPEN: _on_any(panels.reopen),
                MoreAct.REFILE: self.refile,
                MoreAct.WORDS_ONLY: evidence.stop.close_to_files,
                MoreAct.FILES_AGAIN: evidence.stop.open_to_files,
                MoreAct.ERROR: _on_any(panels.error),
                RecordAct.NOTE: _on_any(panels.note),
                RecordAct.DECISION: _on_any(panels.decision),
                RecordAct.FILE: _on_any(self._submit),
                **{act: _on_any(partial(evidence.begin, way)) for act, way in EVIDENCE_WAYS.items()},
            }
        )

    def resume(self, draft: FormDraft) -> None:
        """Open the sheet again that a draft was left in; its words are found there."""
        view, evidence = self._record.view, self._evidence
        if view is None or evidence is None:
            return
        reference = view.reference
        again: dict[FormName, Callable[[], object]] = {
            FormName.HAND_OUT: evidence.going_out.open,
            FormName.COPY_CHOICE: self._record.signals.copy_for_requested.emit,
            FormName.WORDS_ONLY: partial(evidence.stop.close_to_files, reference),
            FormName.FILES_AGAIN: partial(evidence.stop.open_to_files, reference),
            FormName.HELD_ITEM: evidence.stop.record_held,
            FormName.STATEMENT: partial(evidence.begin, Way.TYPED),
        }
        if draft.form_name is FormName.HANDED_OUT_BACK:
            line = next((one for one in view.given_out if str(one.record) == draft.of), None)
            if line is not None:
                evidence.going_out.take_back(line)
        else:
            again[draft.form_name]()

    def refile(self, reference: Reference) -> None:
        """Ask into which part of the log the record is moved."""
        operation = partial(places, self._session, reference)
        self._tasks.run(operation, self._places_read, self._messages.show_problem, owner=self)

    def _places_read(self, found: object) -> None:
        assert isinstance(found, tuple)
        if not found:
            self.said.emit("There is no other part of the log that your key opens.")
        elif self._panels is not None:
            self._panels.refile(found)

    def _submit(self) -> None:
        """Save the form that is open above the record."""
        assert self._panels is not None and self._evidence is not None
        panel = self._evidence.panel
        if panel is not None and self._record.panel is panel:
            self._evidence.submit()
        else:
            self._panels.submit()


def _on_any(act: Callable[[], object]) -> OnRecord:
    """An act that goes to the record in view by itself."""

    def do(_record: Reference) -> None:
        act()

    return do
