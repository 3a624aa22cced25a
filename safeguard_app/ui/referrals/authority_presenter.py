"""Authorities' own PDF forms at work: brought in, their fields looked at, renewed, taken back."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from safeguard_app.domain import typed_time
from safeguard_app.domain.authority_forms import Differences, differences
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.moments import Moment, describe
from safeguard_app.services import authority_forms
from safeguard_app.services.authority_forms import AuthorityFormLine, OfferedForm
from safeguard_app.services.authority_mapping import MappingView, mapping_view
from safeguard_app.services.form_drafts import FormDraft, FormName
from safeguard_app.services.page_pictures import PageImage, image_of
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.desktop.page_painting import image_of as painted
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.referrals.authority_panels import FormBackPanel, FormFieldsPanel, FormFilePanel
from safeguard_app.ui.referrals.authority_section import AuthoritySection
from safeguard_app.ui.settings.section_keeper import SectionKeeper
from safeguard_app.ui.tasks import Lane, TaskRunner

_FILES = "PDF forms (*.pdf);;All files (*)"


@dataclass(frozen=True, slots=True)
class _Read:
    """A file that was read, and how it differs from the version before."""

    file: OfferedForm
    found: Differences | None


class AuthorityPresenter(QObject):
    """Behaviour of one section of the list of referrals.

    Signals:
        changed(object): something was written; carries Changes.
    """

    changed = Signal(object)

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        messages: Messages,
        section: AuthoritySection,
        parent: QObject,
    ) -> None:
        """``section`` is part of the page."""
        super().__init__(parent)
        self._session, self._tasks, self._messages, self._section = session, tasks, messages, section
        self._forms: tuple[tuple[str, str], ...] = ()
        self._lines: tuple[AuthorityFormLine, ...] = ()
        self._dialog: QFileDialog | None = None
        self._waiting: FormDraft | None = None
        self.keeper = SectionKeeper(session, tasks, messages, section, self)
        section.add_asked.connect(self.begin_adding)
        section.fields_asked.connect(self.begin_fields)
        section.later_asked.connect(self.begin_renewing)
        section.back_asked.connect(self.begin_taking_back)

    def show(self, lines: tuple[AuthorityFormLine, ...], forms: tuple[tuple[str, str], ...]) -> None:
        """Show what is kept; ``forms`` are ours, whose answers one may take."""
        self._lines, self._forms = lines, forms
        self._section.show_forms(lines)
        draft, self._waiting = self._waiting, None
        if draft is not None:
            self.resume(draft)

    def for_form(self, form: str) -> tuple[AuthorityFormLine, ...]:
        """Those that take the answers of a form of ours."""
        return tuple(one for one in self._lines if form in one.serves)

    def begin_adding(self) -> None:
        """Ask for a file, and what it is."""
        self._file(None, None)

    def begin_renewing(self, line: object) -> None:
        """Ask for a later version of a form."""
        assert isinstance(line, AuthorityFormLine)
        self._file(line, None)

    def begin_fields(self, line: object) -> None:
        """Show what goes into each field."""
        assert isinstance(line, AuthorityFormLine)
        self._look(line.reference, None)

    def begin_taking_back(self, line: object) -> None:
        """Ask why a form is not used any more."""
        assert isinstance(line, AuthorityFormLine)
        self._back(line, None)

    def resume(self, draft: FormDraft) -> None:
        """Go on with a draft, once the forms are read."""
        if not self._forms:
            self._waiting = draft
            return
        line = next((one for one in self._lines if one.reference == draft.about), None)
        if draft.form_name is FormName.AUTHORITY_FORM:
            self._file(line, draft)
        elif line is not None and draft.form_name is FormName.AUTHORITY_FIELDS:
            self._look(line.reference, draft)
        elif line is not None:
            self._back(line, draft)

    # ------------------------------------------------------------ the file

    def read_path(self, panel: FormFilePanel, line: AuthorityFormLine | None, path: Path) -> None:
        """Read the file that was chosen."""
        panel.set_busy(True)
        self._tasks.run(
            partial(_read, self._session, path, line),
            partial(self._was_read, panel),
            partial(self._not_read, panel),
            owner=panel,
            lane=Lane.GENERAL,
        )

    def _file(self, line: AuthorityFormLine | None, draft: FormDraft | None) -> None:
        about, name = (line.reference, line.title) if line is not None else (None, "")
        make = partial(self._file_panel, line)
        self.keeper.open(FormName.AUTHORITY_FORM, make, about, name, draft)

    def _file_panel(self, line: AuthorityFormLine | None) -> EntryPanel:
        panel = FormFilePanel(self._forms, self._understand, self._say, self._session.zone, line)
        panel.file_asked.connect(partial(self._choose, panel, line))
        panel.submitted.connect(partial(self._keep, panel, line))
        return panel

    def _choose(self, panel: FormFilePanel, line: AuthorityFormLine | None) -> None:
        dialog = QFileDialog(self._section.window(), "Choose the authority’s form", "", _FILES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(partial(self._chosen, panel, line))
        dialog.finished.connect(dialog.deleteLater)
        self._dialog = dialog
        dialog.open()

    def _chosen(self, panel: FormFilePanel, line: AuthorityFormLine | None, name: str) -> None:
        self.read_path(panel, line, Path(name))

    def _was_read(self, panel: FormFilePanel, read: _Read) -> None:
        panel.set_busy(False)
        panel.show_file(read.file, read.found)

    def _not_read(self, panel: FormFilePanel, problem: KnownProblem) -> None:
        panel.set_busy(False)
        panel.refuse(problem)

    def _keep(self, panel: FormFilePanel, line: AuthorityFormLine | None) -> None:
        file = panel.file
        if file is None:
            return
        panel.set_busy(True)
        given = panel.given()
        if line is None:
            work = partial(authority_forms.add, self._session, file, given)
        else:
            work = partial(_renewed, self._session, line, file, given)
        self._tasks.run(work, self._kept_form, panel.show_problem, owner=panel)

    def _kept_form(self, result: tuple[Reference, Changes]) -> None:
        reference, changes = result
        self.keeper.done()
        self.changed.emit(changes)
        self._look(reference, None)

    # ------------------------------------------------------------ its fields

    def _look(self, reference: Reference, draft: FormDraft | None) -> None:
        self._tasks.run(
            partial(mapping_view, self._session, reference),
            partial(self._looked, draft),
            self._messages.show_problem,
            owner=self._section,
        )

    def _looked(self, draft: FormDraft | None, view: MappingView) -> None:
        line = view.line
        make = partial(self._fields_panel, view)
        self.keeper.open(FormName.AUTHORITY_FIELDS, make, line.reference, line.title, draft)

    def _fields_panel(self, view: MappingView) -> EntryPanel:
        panel = FormFieldsPanel(view)
        panel.submitted.connect(partial(self._settle, panel, view.line))
        panel.mapping.page_wanted.connect(partial(self._draw, panel, view.content))
        self._draw(panel, view.content, panel.mapping.chosen.page)
        return panel

    def _draw(self, panel: FormFieldsPanel, content: bytes, page: int) -> None:
        self._tasks.run(
            partial(_page, self._session, content, page),
            partial(self._drawn, panel, page),
            self._messages.show_problem,
            owner=panel,
            lane=Lane.GENERAL,
        )

    def _drawn(self, panel: FormFieldsPanel, page: int, image: PageImage) -> None:
        panel.mapping.show_page(page, painted(image))

    def _settle(self, panel: FormFieldsPanel, line: AuthorityFormLine) -> None:
        panel.set_busy(True)
        work = partial(
            authority_forms.settle,
            self._session,
            line.reference,
            panel.mapping.sources(),
            panel.reason_box.text(),
            replacing=line.version,
        )
        self._tasks.run(work, self._kept, panel.show_problem, owner=panel)

    # ------------------------------------------------------------ taking back

    def _back(self, line: AuthorityFormLine, draft: FormDraft | None) -> None:
        make = partial(self._back_panel, line)
        self.keeper.open(FormName.AUTHORITY_FORM_BACK, make, line.reference, line.title, draft)

    def _back_panel(self, line: AuthorityFormLine) -> EntryPanel:
        panel = FormBackPanel(line)
        panel.submitted.connect(partial(self._take_back, panel, line))
        return panel

    def _take_back(self, panel: FormBackPanel, line: AuthorityFormLine) -> None:
        panel.set_busy(True)
        why = panel.reason_box.text()
        work = partial(authority_forms.take_back, self._session, line.reference, why, replacing=line.version)
        self._tasks.run(work, self._kept, panel.show_problem, owner=panel)

    def _kept(self, changes: Changes) -> None:
        self.keeper.done()
        self.changed.emit(changes)

    def _understand(self, text: str) -> typed_time.Understanding:
        return typed_time.understand(text, self._session.now(), self._session.zone)

    def _say(self, moment: Moment) -> str:
        return describe(moment, self._session.zone)


def _read(session: Session, path: Path, line: AuthorityFormLine | None) -> _Read:
    file = authority_forms.offered(session, authority_forms.read_path(path), path.name)
    return _Read(file, differences(line.form, file.reading) if line is not None else None)


def _renewed(
    session: Session, line: AuthorityFormLine, file: OfferedForm, given: authority_forms.FormInput
) -> tuple[Reference, Changes]:
    changes = authority_forms.renew(session, line.reference, file, given, replacing=line.version)
    return line.reference, changes


def _page(session: Session, content: bytes, page: int) -> PageImage:
    return image_of(authority_forms.page_picture(session, content, page))
