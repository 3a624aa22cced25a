"""The forms above a person's page: a note, its correction, who an unknown person is, and taking either back."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import chronology_marks, identifications, people, person_notes
from safeguard_app.services.chronologies import side_by_side
from safeguard_app.services.chronology_views import ChronologyLine
from safeguard_app.services.person_homes import Home
from safeguard_app.services.person_notes import PersonNoteView
from safeguard_app.services.session import Session
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.incidents.identify_panel import begin_identifying
from safeguard_app.ui.incidents.panel_desk import Operation, PanelDesk, Submit
from safeguard_app.ui.incidents.small_panels import ReasonPanel
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.people.person_note_panel import PersonNotePanel
from safeguard_app.ui.people.person_page import PersonRecordPage
from safeguard_app.ui.people.person_view import PersonView
from safeguard_app.ui.tasks import TaskRunner
from safeguard_app.ui.widgets.people_field import PersonRow


class PersonPanels(PanelDesk):
    """What is entered about the person in view. Words come back with their page, as they do on a record."""

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        messages: Messages,
        page: PersonRecordPage,
        tools: FormTools,
        parent: QObject | None = None,
    ) -> None:
        """``tools`` give the forms their lists."""
        super().__init__(session, tasks, page, tools, parent)
        self._record = page
        self._messages = messages
        self.opens_again("note", lambda _view, _about: self.note)
        self.opens_again("identify", lambda _view, _about: self.identify)
        self.opens_again("note again", partial(self._again, self.correct_note))
        self.opens_again("note back", partial(self._again, self.take_note_back))
        self.opens_again("identified back", self._identified_again)
        page.chronology_wanted.connect(self.read_chronology)
        page.chronology.set_tools(tools)
        page.chronology.searched.connect(self._search_beside)
        page.chronology.marked.connect(self.mark_line)
        page.note_requested.connect(self.note)
        page.identify_requested.connect(self.identify)
        page.note_correct_requested.connect(self.correct_note)
        page.note_back_requested.connect(self.take_note_back)
        page.identification_back_requested.connect(self.take_identification_back)

    def note(self) -> None:
        """A note on the person in view: where it is kept is asked first, and said on the form."""
        view = self._record.view
        if view is not None:
            operation = partial(person_notes.home_of_note, self.session, view.reference)
            refused = partial(self._messages.show_problem, title="No note can be kept here")
            self.run(operation, partial(self._begin_note, view.reference), refused)

    def read_chronology(self) -> None:
        """Of the person in view, and of those beside."""
        view = self._record.view
        if view is not None:
            people = (view.reference, *self._record.chronology.beside)
            operation = partial(side_by_side, self.session, people)
            self.run(operation, partial(self._chronology_read, view.reference), self._messages.show_problem)

    def mark_line(self, person: object, line: object, significant: bool) -> None:
        """A line of a chronology is significant, or is not: kept at once."""
        assert isinstance(person, Reference)
        assert isinstance(line, ChronologyLine)
        operation = partial(chronology_marks.mark, self.session, person, line, significant=significant)
        self.run(operation, self._line_marked, self._mark_failed)

    def _line_marked(self, changes: object) -> None:
        self.changed.emit(changes)  # the page is read again, and its chronology with it

    def _mark_failed(self, problem: KnownProblem) -> None:
        self._record.chronology.show_unmarked()
        self._messages.show_problem(problem)

    def _search_beside(self, words: str) -> None:
        view = self._record.view
        if view is not None:
            operation = partial(people.suggest, self.session, words)
            self.run(
                operation, partial(self._offer_beside, view.reference, words), self._messages.show_problem
            )

    def _offer_beside(self, own: Reference, words: str, found: object) -> None:
        assert isinstance(found, list)
        section = self._record.chronology
        rows = [
            PersonRow(one.person.reference, one.name, one.detail, one.count)
            for one in found
            if one.person.reference not in (own, *section.beside)
        ]
        section.people.offer(rows, words)

    def identify(self) -> None:
        """The unknown person in view is known now."""
        view = self._record.view
        if view is not None and view.is_nameless:
            begin_identifying(self, view.ref, in_words=False)

    def correct_note(self, note: object) -> None:
        """A note with its reason for being corrected."""
        assert isinstance(note, PersonNoteView)

        def make(_person: Reference) -> tuple[EntryPanel, Submit]:
            panel = PersonNotePanel(self.tools, correcting=note.note)

            def submit() -> Operation:
                return partial(
                    person_notes.correct,
                    self.session,
                    note.reference,
                    panel.note(),
                    panel.reason.text(),
                    replacing=note.version,
                )

            return panel, submit

        self.begin(f"note again-{note.reference.id}", make, note.version)

    def take_note_back(self, note: object) -> None:
        """A note was entered in error."""
        assert isinstance(note, PersonNoteView)
        self._take_back(
            f"note back-{note.reference.id}", partial(person_notes.take_back, self.session, note.reference)
        )

    def take_identification_back(self, identification: object) -> None:
        """Somebody unknown was not that person after all."""
        assert isinstance(identification, Reference)
        act = partial(identifications.take_back, self.session, identification)
        self._take_back(f"identified back-{identification.id}", act)

    def _take_back(self, name: str, act: Callable[[str], object]) -> None:
        def make(_person: Reference) -> tuple[EntryPanel, Submit]:
            panel = ReasonPanel(
                "Take back",
                "Take it back",
                "Why is it taken back?",
                "It leaves this page, the search and the chronology at once. It stays on file, and so does the reason.",
            )
            return panel, lambda: partial(act, panel.text())

        self.begin(name, make)

    def _chronology_read(self, person: Reference, found: object) -> None:
        view = self._record.view
        if view is not None and view.reference == person:
            self._record.chronology.show_chronology(found)

    def _begin_note(self, person: Reference, home: object) -> None:
        assert isinstance(home, Home)
        view = self._record.view
        if view is None or view.reference != person:
            return

        def make(reference: Reference) -> tuple[EntryPanel, Submit]:
            panel = PersonNotePanel(self.tools, kept=home.words)
            return panel, lambda: partial(person_notes.add, self.session, reference, panel.note())

        self.begin("note", make)

    def _identified_again(self, view: PersonView, about: str) -> Callable[[], None] | None:
        found = next((one for one in view.identities if one.identification.id == about), None)
        return partial(self.take_identification_back, found.identification) if found is not None else None

    def _again(
        self, act: Callable[[object], None], view: PersonView, about: str
    ) -> Callable[[], None] | None:
        found = next((one for one in view.notes if one.reference.id == about), None)
        return partial(act, found) if found is not None else None
