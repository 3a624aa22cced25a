"""The forms that open above every record: note, decision, told, action, triage, closing and the rest."""

from collections.abc import Callable
from functools import partial
from zlib import crc32

from PySide6.QtCore import QObject, Signal

from safeguard_app.domain.entries import NoteKind, Whom
from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.evidence import CaptureFacts
from safeguard_app.domain.file_statements import FileReading
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import (
    entries,
    evidence_items,
    file_says,
    incident_correction,
    incidents,
    names_left,
    person_details,
    possible_laws,
    wrong_person,
)
from safeguard_app.services.evidence_showing import OpenedFile
from safeguard_app.services.evidence_views import EvidenceView
from safeguard_app.services.session import Session
from safeguard_app.ui.incidents.decision_panel import DecisionPanel
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.facts_panel import FactsPanel
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.incidents.identify_panel import begin_identifying
from safeguard_app.ui.incidents.laws_panel import LawsPanel
from safeguard_app.ui.incidents.note_panel import NotePanel
from safeguard_app.ui.incidents.panel_desk import Operation, PanelDesk, Submit, key_of
from safeguard_app.ui.incidents.record_page import RecordPage
from safeguard_app.ui.incidents.record_view import RecordView
from safeguard_app.ui.incidents.small_panels import ActionPanel, ClosingPanel, ReasonPanel, TriagePanel
from safeguard_app.ui.incidents.telling_panel import TellingPanel
from safeguard_app.ui.tasks import Lane, TaskRunner, Urgency


class RecordPanels(PanelDesk):
    """The forms that every record has. What was typed and not saved comes back with its record.

    Signals:
        refile_wanted(object): words were left on why this Reference is filed elsewhere; answer with :meth:`refile`.
    """

    refile_wanted = Signal(object)

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        page: RecordPage,
        tools: FormTools,
        parent: QObject | None = None,
    ) -> None:
        """``tools`` give the forms their lists."""
        super().__init__(session, tasks, page, tools, parent)
        self._record = page
        self._register()

    def note(self, kind: NoteKind = NoteKind.NOTE) -> None:
        """Add a note."""

        def make(reference: Reference) -> tuple[EntryPanel, Submit]:
            panel = NotePanel(self._tools, kind)
            return panel, lambda: partial(entries.add_note, self._session, reference, panel.note())

        self.begin("note", make)

    def decision(self) -> None:
        """Record a decision."""
        view = self._record.view

        def make(reference: Reference) -> tuple[EntryPanel, Submit]:
            threshold = view is not None and view.page.wants_harm_threshold
            decider = view.page.low_level_decider if view is not None else ("", "")
            panel = DecisionPanel(self._tools, threshold=threshold, low_level_decider=decider)

            def submit() -> Operation:
                _refuse(panel.missing())
                return partial(entries.add_decision, self._session, reference, panel.decision())

            return panel, submit

        self.begin("decision", make)

    def told(self, whom: Whom = Whom.PARENT) -> None:
        """Record who was told, or is held."""
        view = self._record.view

        def make(reference: Reference) -> tuple[EntryPanel, Submit]:
            about_head = view is not None and view.page.incident.head_is_subject
            panel = TellingPanel(self._tools, whom, about_head=about_head)
            cautions = partial(person_details.telling_cautions, self._session, reference)
            show = partial(panel.show_cautions, names_hidden=self._record.names_hidden)
            self._tasks.run(cautions, show, panel.show_problem, owner=panel)
            return panel, lambda: partial(entries.add_telling, self._session, reference, panel.telling())

        self.begin("told", make)

    def tell(self, whom: Whom) -> None:
        """Record that somebody was told, from another section."""
        self.told(whom)

    def identify(self, person: PersonRef) -> None:
        """Somebody unknown in the record is known now."""
        begin_identifying(self, person, in_words=person.reference is None)

    def action(self) -> None:
        """Add something to do."""

        def make(reference: Reference) -> tuple[EntryPanel, Submit]:
            panel = ActionPanel(self._tools)
            return panel, lambda: partial(entries.add_action, self._session, reference, panel.action())

        self.begin("action", make)

    def done(self, action: RecordId) -> None:
        """An action is done: how?"""

        def make(reference: Reference) -> tuple[EntryPanel, Submit]:
            panel = ReasonPanel("Action done", "Done", "How was it done?", name="note")
            return panel, lambda: partial(
                entries.complete_action, self._session, reference, action, panel.text()
            )

        self.begin(f"done-{action}", make)

    def withdraw(self, entry: RecordId) -> None:
        """An entry was made in error."""

        def make(reference: Reference) -> tuple[EntryPanel, Submit]:
            panel = ReasonPanel(
                "Entered in error",
                "Take it back",
                "Why was it an error?",
                "It leaves this page, the search and documents at once. It stays on file, and so does the reason.",
            )
            return panel, lambda: partial(entries.withdraw, self._session, reference, entry, panel.text())

        self.begin(f"withdraw-{entry}", make)

    def wrong_person(self, person: PersonRef) -> None:
        """Somebody on the record does not belong there."""

        def make(reference: Reference) -> tuple[EntryPanel, Submit]:
            panel = ReasonPanel(
                f"Take {person.name} off this record",
                "Take off",
                "Why is this the wrong person?",
                "The record leaves their page, counts, search and documents at once, and so do contact checks,"
                " referrals, plans and offers of support about them on it. The audit keeps that they were named. A name"
                " inside words that somebody typed stays as it was typed: correct those words yourself.",
            )
            return panel, lambda: partial(
                wrong_person.take_off_person, self._session, reference, person, panel.text()
            )

        self.begin(f"wrong-{key_of(person)}", make)
        self._look_for_name(person)

    def _look_for_name(self, person: PersonRef) -> None:
        """Say where the name would still stand before anything can be confirmed."""
        panel, view = self.panel, self._record.view
        if not isinstance(panel, ReasonPanel) or view is None or not panel.save_button.isEnabled():
            return
        panel.set_busy(True)
        self._tasks.run(
            partial(names_left.where_named, self._session, view.reference, person),
            partial(_say_where_named, panel),
            panel.show_problem,
            owner=panel,
        )

    def error(self) -> None:
        """The whole record was entered in error."""

        def make(reference: Reference) -> tuple[EntryPanel, Submit]:
            panel = ReasonPanel(
                "Entered in error",
                "Mark as entered in error",
                "Why was it an error?",
                "The record leaves lists, people’s pages, search and counts at once. The audit keeps that it was made.",
            )
            return panel, lambda: partial(incidents.enter_in_error, self._session, reference, panel.text())

        self.begin("error", make)

    def triage(self) -> None:
        """Set kind and severity."""
        view = self._record.view
        assert view is not None

        def make(reference: Reference) -> tuple[EntryPanel, Submit]:
            panel = TriagePanel(self._tools, view.page.incident)

            def submit() -> Operation:
                severity, why, category, reason = panel.answer()
                return partial(
                    incident_correction.set_triage, self._session, reference, severity, why, category, reason
                )

            return panel, submit

        said = view.page.incident
        self.begin("triage", make, _mark((said.category, said.severity, said.severity_reason)))

    def laws(self) -> None:
        """Note laws that may apply, or that one does not."""
        view = self._record.view
        assert view is not None

        def make(reference: Reference) -> tuple[EntryPanel, Submit]:
            panel = LawsPanel(self._tools, view.page.incident)

            def submit() -> Operation:
                codes, reason = panel.answer()
                return partial(possible_laws.set_laws, self._session, reference, codes, reason)

            return panel, submit

        self.begin("laws", make, _mark(view.page.incident.possible_laws))

    def close(self) -> None:
        """Close with an outcome."""

        def make(reference: Reference) -> tuple[EntryPanel, Submit]:
            panel = ClosingPanel(self._tools)

            def submit() -> Operation:
                _refuse(panel.missing())
                outcome, reason, lessons = panel.answer()
                return partial(entries.close, self._session, reference, outcome, reason, lessons)

            return panel, submit

        self.begin("close", make)

    def reopen(self) -> None:
        """Open a closed record again."""

        def make(reference: Reference) -> tuple[EntryPanel, Submit]:
            panel = ReasonPanel("Open again", "Open again", "Why is it opened again?")
            return panel, lambda: partial(entries.reopen, self._session, reference, panel.text())

        self.begin("reopen", make)

    def refile(self, places: tuple[tuple[Compartment, str], ...]) -> None:
        """File the record elsewhere, among the parts this user's key opens."""

        def make(reference: Reference) -> tuple[EntryPanel, Submit]:
            panel = ReasonPanel(
                "File elsewhere",
                "File elsewhere",
                "Why does it belong there?",
                "The record moves with every version and entry, and gets a number there.",
                choices=places,
                choice_label="Where does it belong?",
            )

            def submit() -> Operation:
                assert panel.choice is not None
                to = panel.choice.value()
                assert isinstance(to, Compartment)
                return partial(incidents.refile, self._session, reference, to, panel.text())

            return panel, submit

        self.begin("refile", make)

    def facts(self, exhibit: EvidenceView) -> None:
        """Complete or correct the facts of an exhibit."""

        def make(reference: Reference) -> tuple[EntryPanel, Submit]:
            heading = f"Facts of {exhibit.exhibit}"
            panel = FactsPanel(self._tools, heading, exhibit.facts, with_reason=True, record=reference.id)
            self._ask_file(exhibit, panel)

            def submit() -> Operation:
                facts: CaptureFacts = panel.facts()
                return partial(
                    evidence_items.correct_facts,
                    self._session,
                    exhibit.item,
                    facts,
                    panel.reason_text(),
                    version=exhibit.version,
                )

            return panel, submit

        self.begin(f"facts-{exhibit.item.id}", make, exhibit.version)

    def _ask_file(self, exhibit: EvidenceView, panel: FactsPanel) -> None:
        """What the file says of itself comes when it has been looked into; one that cannot be says nothing."""

        def look(opened: object) -> None:
            if isinstance(opened, OpenedFile):
                self._tasks.run(
                    partial(file_says.reading_of, opened),
                    partial(say, opened),
                    _let_be,
                    owner=panel,
                    lane=Lane.GENERAL,
                )

        def say(opened: OpenedFile, reading: object) -> None:
            assert isinstance(reading, FileReading)
            panel.file_says.show_says(file_says.in_words(self._session, reading, exhibit.facts, opened))

        self._tasks.run(
            partial(file_says.file_to_read, self._session, exhibit.item),
            look,
            _let_be,
            owner=panel,
            urgency=Urgency.UNHURRIED,
        )

    def take_back(self, exhibit: EvidenceView) -> None:
        """Take an exhibit back."""

        def make(_reference: Reference) -> tuple[EntryPanel, Submit]:
            panel = ReasonPanel(
                f"Take {exhibit.exhibit} back",
                "Take back",
                "Why is it taken back?",
                "It leaves counts, search and documents at once. The sealed file stays.",
            )
            return panel, lambda: partial(
                evidence_items.withdraw, self._session, exhibit.item, panel.text(), version=exhibit.version
            )

        self.begin(f"back-{exhibit.item.id}", make)

    def _register(self) -> None:
        whole: dict[str, Callable[[], None]] = {
            "note": self.note,
            "decision": self.decision,
            "told": self.told,
            "action": self.action,
            "close": self.close,
            "error": self.error,
            "triage": self.triage,
            "laws": self.laws,
            "reopen": self.reopen,
        }
        for name, begin in whole.items():
            self.opens_again(name, partial(_whole, begin))
        self.opens_again("refile", lambda view, _about: partial(self.refile_wanted.emit, view.reference))
        self.opens_again("done", lambda _view, about: partial(self.done, RecordId(about)))
        self.opens_again("withdraw", lambda _view, about: partial(self.withdraw, RecordId(about)))
        self.opens_again("wrong", self._wrong_again)
        self.opens_again("identify", self._identify_again)
        self.opens_again("facts", partial(self._exhibit_again, self.facts))
        self.opens_again("back", partial(self._exhibit_again, self.take_back))

    def _wrong_again(self, view: RecordView, about: str) -> Callable[[], None] | None:
        people = {key_of(one.person): one.person for one in view.page.incident.participants}
        return partial(self.wrong_person, people[about]) if about in people else None

    def _identify_again(self, view: RecordView, about: str) -> Callable[[], None] | None:
        people = {key_of(one.person): one.person for one in view.page.incident.participants}
        return partial(self.identify, people[about]) if about in people else None

    def _exhibit_again(
        self, act: Callable[[EvidenceView], None], view: RecordView, about: str
    ) -> Callable[[], None] | None:
        exhibits = {one.item.id: one for one in view.evidence.items if not one.quarantine}
        return partial(act, exhibits[RecordId(about)]) if about in exhibits else None


def _say_where_named(panel: ReasonPanel, places: tuple[str, ...]) -> None:
    panel.set_busy(False)
    if not places:
        panel.say_first("", "")
        return
    heading = "The name, or a part of it, also stands in what somebody typed"
    panel.say_first(heading, f"{'; '.join(places)}. All of this stays as it was typed.")


def _mark(said: tuple[object, ...]) -> int:
    """What a form changes, as a number: another once somebody said something else of it."""
    return crc32(repr(said).encode())


def _whole(begin: Callable[[], None], _view: RecordView, _about: str) -> Callable[[], None]:
    return begin


def _refuse(missing: dict[str, str]) -> None:
    if missing:
        raise RuleViolation(missing)


def _let_be(_problem: KnownProblem) -> None:
    """Damage is said where the file is opened or checked; here the facts can be given all the same."""
