"""Keeps what is typed in the form of a section of Settings as a draft, and brings it back when the form is opened."""

from collections.abc import Callable
from functools import partial
from zlib import crc32

from PySide6.QtCore import QObject, Signal

from safeguard_app.domain.identifiers import Reference
from safeguard_app.services.entry_drafts import ChangedSinceBegun
from safeguard_app.services.form_drafts import Filled, FormDraft, FormName, new_draft
from safeguard_app.services.session import Session
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.people.form_keeper import FormKeeper
from safeguard_app.ui.people.form_part import BACK, BACK_TEXT
from safeguard_app.ui.people.leaving import KEPT_SAID, leave_form
from safeguard_app.ui.settings.form_section import FormSection
from safeguard_app.ui.tasks import TaskRunner
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import link
from safeguard_app.ui.widgets.notice_panel import NoticePanel

Make = Callable[[], EntryPanel]
"""Makes the form afresh, as it stands without a draft."""
_FURTHER = "further/"
LET_GO = "Let go of it and begin afresh"


class SectionKeeper(QObject):
    """One form at a time, in one section.

    Signals:
        said(str): a sentence for the status bar.
        drafts_changed(): a draft was begun, kept or ended.
    """

    said = Signal(str)
    drafts_changed = Signal()

    def __init__(
        self, session: Session, tasks: TaskRunner, messages: Messages, section: FormSection, parent: QObject
    ) -> None:
        """Watches nothing yet."""
        super().__init__(parent)
        self._messages = messages
        self._section = section
        self._again: Callable[[], None] | None = None
        self._further: Filled | None = None
        self._keeper = FormKeeper(session, tasks, messages, self)
        self._keeper.found.connect(self._found)
        self._keeper.drafts_changed.connect(self.drafts_changed)
        section.leaving = self._leaving

    def open(
        self,
        form: FormName,
        make: Make,
        about: Reference | None = None,
        name: str = "",
        draft: FormDraft | None = None,
    ) -> None:
        """Open a form, with the words left in it: those of ``draft``, or those that are found."""
        self._keeper.leave()
        self._again = partial(self._open_afresh, form, make, about, name)
        panel = self._show(make())
        version = _version_of(panel)
        if draft is not None:
            self._go_on(panel, draft, version)
        else:
            self._keeper.begin(panel, new_draft(form, about, version, name), look=True)

    def go_on_in(self, panel: EntryPanel, words: Filled) -> None:
        """What was typed leads on to a further form of the same draft: ``words`` stand in the one before."""
        draft = self._keeper.draft
        self._keeper.leave()
        self._show(panel)
        further, self._further = self._further, None
        if further is not None:
            panel.put_back(further)
        if draft is not None:
            self._keeper.begin(_Further(panel, words), draft, is_there=True)

    def done(self) -> None:
        """What stood in the form was entered: its draft goes, and so does the form."""
        self._keeper.end()
        self._section.close_panel()

    def leave(self) -> None:
        """Another form takes the place of this one: what was typed is kept first."""
        self._keeper.leave()

    def flush(self, then: Callable[[], None]) -> None:
        """Keep what is typed, then go on: before locking."""
        self._keeper.flush(then)

    def _open_afresh(self, form: FormName, make: Make, about: Reference | None, name: str) -> None:
        panel = self._show(make())
        self._keeper.begin(panel, new_draft(form, about, _version_of(panel), name))

    def _show(self, panel: EntryPanel) -> EntryPanel:
        self._section.open_panel(panel)
        panel.mark_fresh()
        return panel

    def _found(self, draft: object) -> None:
        panel = self._section.panel
        assert isinstance(draft, FormDraft)
        if panel is not None:
            version = _version_of(panel)
            self._keeper.leave()
            self._go_on(panel, draft, version)

    def _go_on(self, panel: EntryPanel, draft: FormDraft, version: int) -> None:
        first, self._further = _parted(draft.filled)
        self._keeper.go_on(panel, draft.with_filled(first))
        notice = NoticePanel(Meaning.NOTE, BACK, BACK_TEXT, icon="pencil")
        let_go = link(LET_GO)
        let_go.clicked.connect(self._let_go)
        notice.add(let_go)
        panel.fields.insertWidget(0, notice)
        if draft.version != version:
            panel.show_problem(ChangedSinceBegun())
        if self._further is not None:
            panel.submit()

    def _let_go(self) -> None:
        if self._again is not None:
            self._keeper.end()
            self._again()

    def _leaving(self) -> None:
        """The form is put away: what was typed goes on as a draft, or goes."""
        leave_form(self._messages, begun=self._keeper.begun, leave=self.done, keep=self._keep)

    def _keep(self) -> None:
        self._keeper.leave()
        self._section.close_panel()
        self.said.emit(KEPT_SAID)


class _Further(QObject):
    """A form that what was typed in another one led to: both stand in one draft."""

    def __init__(self, panel: EntryPanel, words: Filled) -> None:
        """Gone with ``panel``."""
        super().__init__(panel)
        self._panel = panel
        self._words = words

    @property
    def begun(self) -> bool:
        """The words before it are typed already."""
        return True

    def filled(self) -> Filled:
        """What stands in both."""
        first, here = self._words, self._panel.filled()
        return Filled(
            (*first.texts, *((_FURTHER + name, text) for name, text in here.texts)),
            (*first.choices, *((_FURTHER + name, kept) for name, kept in here.choices)),
            (*first.people, *((_FURTHER + name, people) for name, people in here.people)),
        )

    def put_back(self, filled: Filled, *, for_new: bool) -> None:  # noqa: ARG002 - the form before it comes first
        """Show what stood in this one."""
        self._panel.put_back(_parted(filled)[1] or Filled())


def _parted(filled: Filled) -> tuple[Filled, Filled | None]:
    """What stands in the first form of a draft, and what in a further one."""
    first = Filled(
        tuple(one for one in filled.texts if not one[0].startswith(_FURTHER)),
        tuple(one for one in filled.choices if not one[0].startswith(_FURTHER)),
        tuple(one for one in filled.people if not one[0].startswith(_FURTHER)),
    )
    further = Filled(
        tuple((name[len(_FURTHER) :], text) for name, text in filled.texts if name.startswith(_FURTHER)),
        tuple((name[len(_FURTHER) :], kept) for name, kept in filled.choices if name.startswith(_FURTHER)),
        tuple((name[len(_FURTHER) :], who) for name, who in filled.people if name.startswith(_FURTHER)),
    )
    return first, further if further != Filled() else None


def _version_of(panel: EntryPanel) -> int:
    """Marks what the form changes, as it stood when it was opened."""
    return crc32(repr(panel.filled()).encode())
