"""The school's own forms at work: listed, copied, changed with a draft beside, looked at, kept, switched off and on."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.form_profiles import own_id
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import form_faces, form_previews, form_profiles, own_forms, paper_forms
from safeguard_app.services.form_drafts import FormDraft, FormName, new_draft
from safeguard_app.services.form_profiles import EditedForm, FormLine
from safeguard_app.services.paper_views import Preview
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.paper.paper_desk import FormPaper, PaperDesk
from safeguard_app.ui.people.form_keeper import FormKeeper
from safeguard_app.ui.people.leaving import KEPT_SAID, leave_form
from safeguard_app.ui.people.reason_sheet import ReasonSheet
from safeguard_app.ui.people.sheet_keeper import SheetKeeper
from safeguard_app.ui.referrals.form_editor import FormEditor, FormTools
from safeguard_app.ui.referrals.forms_page import FormsPage
from safeguard_app.ui.tasks import TaskRunner

Opened = tuple[EditedForm, tuple[str, ...], tuple[tuple[object, str], ...]]
_OFF = "It is offered no more. Forms that were begun on it go on, and one of ours that it replaced is offered again."
_CONFIRM = "Authorities differ: confirm with your {authority} how soon it wants the form after a call."
_ON = "It is offered from now on."


class FormsDesk(QObject):
    """One list, one form at a time.

    Signals:
        changed(object): something was written; carries Changes.
        said(str): a sentence for the status bar.
        drafts_changed(): a draft was begun, kept or ended.
        left(): back to the referrals.
    """

    changed = Signal(object)
    said = Signal(str)
    drafts_changed = Signal()
    left = Signal()

    def __init__(
        self, session: Session, tasks: TaskRunner, messages: Messages, desk: PaperDesk, parent: QObject
    ) -> None:
        """Nothing is read yet."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._desk = desk
        self._looks = 0
        self.page = FormsPage()
        self.keeper = FormKeeper(session, tasks, messages, self)
        self.keeper.found.connect(self._found)
        self.keeper.drafts_changed.connect(self.drafts_changed)
        self.sheet: ReasonSheet | None = None
        self.sheets = SheetKeeper(session, tasks, messages, self)
        self.sheets.drafts_changed.connect(self.drafts_changed)
        self._tools = _tools(session)
        page = self.page
        page.list_asked.connect(self._leave)
        page.copy_asked.connect(self._copy)
        page.change_asked.connect(self._change)
        page.blank_asked.connect(self._blank)
        page.switch_asked.connect(self._switch_asked)

    def show(self) -> None:
        """Read the forms and show them; a form that is open stays."""
        self.read()
        self.page.focus_first()

    def read(self) -> None:
        """Read the list again."""
        self._run(partial(form_profiles.form_lines, self._session), self.page.show_lines)

    def flush(self, then: Callable[[], None]) -> None:
        """Keep what is typed, then go on: before locking."""
        self.keeper.flush(then)

    def resume(self, draft: FormDraft) -> None:
        """Go on with a form that was left."""
        if draft.form_name is FormName.FORM_SWITCH and draft.about is not None:
            form = own_id(draft.about.id)
            self._run(partial(form_profiles.form_lines, self._session), partial(self._switch_again, form))
            return
        self.read()
        if self.keeper.draft is not None and self.keeper.draft.id == draft.id:
            return
        make = partial(_for_draft, self._session, draft)
        self._run(make, partial(self._open, draft))

    # ------------------------------------------------------------ opening and leaving

    def _copy(self, line: object) -> None:
        assert isinstance(line, FormLine)
        self._run(partial(_copied, self._session, line.form), partial(self._open, None))

    def _change(self, line: object) -> None:
        assert isinstance(line, FormLine)
        self._run(partial(_opened, self._session, line.form), partial(self._open, None))

    def _open(self, draft: FormDraft | None, opened: Opened) -> None:
        edited, news, records = opened
        self.keeper.leave()
        editor = FormEditor(edited, self._tools, news)
        editor.show_records(records)
        editor.submitted.connect(partial(self._save, editor))
        editor.put_away.connect(self._put_away)
        editor.looked_over.connect(partial(self._look_over, editor))
        editor.blank_asked.connect(partial(self._see_blank, editor))
        editor.filled_asked.connect(partial(self._see_filled, editor))
        editor.news_taken.connect(partial(self._news_taken, editor))
        self.page.open_editor(editor)
        if draft is not None:
            self.keeper.go_on(editor, draft)
            return
        title = form_faces.face_of(self._session, edited).title
        of = edited.base if edited.reference is None else ""
        made = new_draft(FormName.FORM_PROFILE, edited.reference, edited.version, title, of=of)
        self.keeper.begin(editor, made, look=True)

    def _found(self, draft: object) -> None:
        """It was begun before, and nothing was changed since."""
        assert isinstance(draft, FormDraft)
        editor = self.page.editor
        if editor is not None:
            self.keeper.leave()
            self.keeper.go_on(editor, draft)

    def _put_away(self) -> None:
        leave_form(self._messages, begun=self.keeper.begun, leave=self._let_go, keep=self._keep)

    def _let_go(self) -> None:
        self.keeper.end()
        self._back_to_list()

    def _keep(self) -> None:
        self.keeper.leave()
        self._back_to_list()
        self.said.emit(KEPT_SAID)

    def _back_to_list(self) -> None:
        self.page.close_editor()
        self.read()

    def _leave(self) -> None:
        if self.page.editor is not None:
            self._put_away()
        else:
            self.left.emit()

    # ------------------------------------------------------------ acts

    def _save(self, editor: FormEditor) -> None:
        editor.set_busy(True)
        act = partial(form_profiles.save, self._session, editor.edited, editor.reason_box.text())
        self._tasks.run(act, self._saved, editor.show_problem, owner=editor)

    def _saved(self, made: tuple[str, Changes]) -> None:
        form, changes = made
        self.keeper.end()
        self.page.close_editor()
        self._run(
            partial(form_profiles.form_lines, self._session), lambda lines: self._show_saved(lines, form)
        )
        self._tell(changes)

    def _show_saved(self, lines: tuple[FormLine, ...], form: str) -> None:
        self.page.show_lines(lines)
        self.page.table.choose(form)

    def _look_over(self, editor: FormEditor, edited: object) -> None:
        assert isinstance(edited, EditedForm)
        self._looks += 1
        look = self._looks
        self._tasks.run(
            partial(form_profiles.faults, self._session, edited),
            lambda found: editor.show_faults(found) if look == self._looks else None,
            self._messages.show_problem,
            owner=editor,
        )

    def _see_blank(self, editor: FormEditor) -> None:
        self._see(partial(form_previews.blank_preview, self._session, editor.edited), editor)

    def _see_filled(self, editor: FormEditor, record: object) -> None:
        if isinstance(record, Reference):
            self._see(partial(form_previews.filled_preview, self._session, editor.edited, record), editor)

    def _see(self, make: Callable[[], Preview], editor: FormEditor) -> None:
        """Made once here, so that what is wrong is said in the form and not over it."""

        def made(preview: Preview) -> None:
            editor.errors.clear()
            self._desk.preview(FormPaper(preview.title, lambda: preview, only_to_look=True))

        self._tasks.run(make, made, editor.show_problem, owner=editor)

    def _news_taken(self, editor: FormEditor) -> None:
        editor.take_over(form_profiles.take_over(self._session, editor.edited))

    def _blank(self, line: object) -> None:
        assert isinstance(line, FormLine)
        make = partial(paper_forms.blank_form_preview, self._session, line.form)
        self._desk.preview(FormPaper(line.title, make))

    def _switch_asked(self, line: object) -> None:
        assert isinstance(line, FormLine)
        act = "Switch off" if line.offered else "Switch on"
        sheet = ReasonSheet(f"{act}: {line.title}", _OFF if line.offered else _ON, act)
        sheet.given.connect(partial(self._switch, line))
        self.sheet = sheet
        form = own_forms.reference_of(self._session, line.form)
        draft = new_draft(FormName.FORM_SWITCH, form, 0, line.title)
        self.sheets.open(sheet, sheet.fields, draft, self.page.window())

    def _switch_again(self, form: str, lines: tuple[FormLine, ...]) -> None:
        self.page.show_lines(lines)
        line = next((one for one in lines if one.form == form), None)
        if line is not None:
            self.page.table.choose(form)
            self._switch_asked(line)

    def _switch(self, line: FormLine, reason: str) -> None:
        act = partial(form_profiles.switch, self._session, line.form, reason, on=not line.offered)
        self._run(act, self._switched)

    def _switched(self, changes: Changes) -> None:
        self.read()
        self._tell(changes)

    def _tell(self, changes: Changes) -> None:
        if changes.said:
            self.said.emit(changes.said)
        if changes.kinds:
            self.changed.emit(changes)

    def _run(self, act: Callable[[], object], then: Callable[..., None]) -> None:
        self._tasks.run(act, then, self._problem, owner=self.page)

    def _problem(self, problem: KnownProblem) -> None:
        self._messages.show_problem(problem)


def _tools(session: Session) -> FormTools:
    return FormTools(
        face_of=partial(form_faces.face_of, session),
        with_face=partial(form_faces.with_face, session),
        field_face=partial(form_faces.field_face, session),
        with_field=partial(form_faces.with_field_face, session),
        section_face=partial(form_faces.section_face, session),
        with_section=partial(form_faces.with_section_face, session),
        with_offer=form_faces.with_offer,
        offers_for=partial(form_faces.offers_for, session),
        outline_of=partial(form_faces.outline_of, session),
        within_choices=partial(form_profiles.within_choices, session),
        as_text=form_profiles.as_text,
        from_text=form_profiles.from_text,
        confirm=session.words().fill(_CONFIRM),
    )


def _whole(session: Session, edited: EditedForm) -> Opened:
    records = form_previews.records_to_try(session, edited)
    return edited, form_profiles.news_of(session, edited), records


def _copied(session: Session, form: str) -> Opened:
    return _whole(session, form_profiles.copy_of(session, form))


def _opened(session: Session, form: str) -> Opened:
    return _whole(session, form_profiles.opened(session, form))


def _for_draft(session: Session, draft: FormDraft) -> Opened:
    if draft.about is None:
        return _copied(session, draft.of)
    return _opened(session, own_id(draft.about.id))
