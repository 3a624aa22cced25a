"""What will be taken in as evidence, after the question: files, a paste, a statement typed here, and their facts."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.evidence import CaptureFacts, Way
from safeguard_app.domain.identifiers import RecordId
from safeguard_app.domain.moments import exactly
from safeguard_app.services.evidence_views import Offered
from safeguard_app.ui.desktop.pasting import pasted
from safeguard_app.ui.desktop.screen_grab import Grabbed, grab_screens
from safeguard_app.ui.evidence.screen_capture import Captured, ScreenCapture
from safeguard_app.ui.evidence.statement_sheet import StatementSheet
from safeguard_app.ui.incidents.batch_list import BatchList, Source
from safeguard_app.ui.incidents.facts_panel import FactsPanel
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.incidents.intake_progress import IntakeProgress
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.layouts import WrapLayout, column
from safeguard_app.ui.widgets.text_label import muted

MOST_PASTED = 32 * 1024 * 1024
"""Bytes of a paste: all of it is in memory."""
_TOO_LARGE = "It is larger than 32 MB. Save it as a file where it is, and choose that file."
_NOT_PASTED = "What was copied is not added."
_NOTHING_TO_PASTE = "There is nothing to paste."
_STAYS_OUT = (
    "You said that it might show what may not be kept. Put the form away, and answer the question anew."
)
_COPY_FIRST = "Copy a picture, files or text first, then paste."


class IntakePanel(FactsPanel):
    """Opened only under a permit. Files may be chosen, dropped here or pasted; nothing is read until it is saved.

    Signals:
        sources_changed(): something was added or taken out.
        doubted(): something was taken out because it might show what must not be kept, or was not seen.
    """

    sources_changed = Signal()
    doubted = Signal()

    def __init__(
        self, tools: FormTools, paths: Sequence[Path] = (), *, record: RecordId | None = None
    ) -> None:
        """``paths`` were dropped before the question was answered; ``record`` is what they will stand on."""
        super().__init__(tools, "Evidence", CaptureFacts(captured_by=tools.choices.myself), record=record)
        self.setAcceptDrops(True)
        self._myself = tools.choices.myself
        self._now, self._zone = tools.now, tools.zone
        self.grab_screens: Callable[[], list[Grabbed]] = grab_screens
        """How pictures of the screens are had; tests hand in their own."""
        self._sources: list[Source] = [Source(Way.DROP, path) for path in paths]
        self._in_doubt: set[tuple[Path | None, bytes]] = set()
        """What was taken out because of what it might show: it does not come back under the same answer."""
        self._dialog: QFileDialog | None = None
        self.keep_statement: Callable[[StatementSheet], None] | None = None
        """Opens the sheet so that what is typed in it is kept as a draft, where there is a record to keep it with."""
        self.statement_sheet: StatementSheet | None = None
        """The sheet opened last, for tests."""
        self.choose_button = Button("Choose files", "folder-open")
        self.paste_button = Button("Paste", "clipboard-paste", hint="Ctrl+Shift+V")
        self.statement_button = Button("Type a statement", "file-pen", hint="Ctrl+Shift+T")
        self.screen_button = Button("Capture the screen", "monitor", hint="Ctrl+Shift+C")
        self.capture: ScreenCapture | None = None
        """The sitting under way, or the last one."""
        self.batch = BatchList()
        self.progress = IntakeProgress()
        self.progress.hide()
        wrap = WrapLayout(tokens.SPACE_2, tokens.SPACE_1)
        buttons = (self.choose_button, self.paste_button, self.screen_button, self.statement_button)
        for part in (*buttons, muted("or drop files here")):
            wrap.addWidget(part)
        holder = QWidget()
        holder.setLayout(column(wrap, self.batch, self.progress, space=tokens.SPACE_2))
        holder.setAccessibleName("What is taken in")
        self.fields.insertWidget(0, holder)
        self.choose_button.clicked.connect(self.choose_files)
        self.paste_button.clicked.connect(self.paste)
        self.statement_button.clicked.connect(self.type_statement)
        self.screen_button.clicked.connect(self.capture_screen)
        self.batch.left_out.connect(self._leave_out)
        self.batch.doubted.connect(self._doubt)
        self._show()

    def offered(self) -> tuple[Offered, ...]:
        """The batch with its facts."""
        facts = self.facts()
        return tuple(
            Offered(one.way, _facts_of(one, facts), one.path, one.content, one.name) for one in self._sources
        )

    def sources(self) -> tuple[Source, ...]:
        """What is listed."""
        return tuple(self._sources)

    def keep_last(self, count: int) -> None:
        """It was stopped: what was taken in is off the list, and the last ``count`` of it are left."""
        self._sources = self._sources[-count:]
        self._show(f"Stopped. What was sealed is kept, and {count_words(count, 'file')} still to go.")

    def has_words(self) -> bool:
        """Files chosen count as well as words typed."""
        return bool(self._sources) or super().has_words()

    def add_paths(self, paths: Sequence[Path], way: Way) -> None:
        """List files, unread. The same path twice is listed once."""
        known = {one.path for one in self._sources}
        new = [path for path in dict.fromkeys(paths) if path not in known]
        self._add([Source(way, path) for path in new])

    def add_content(self, way: Way, content: bytes, kind: str, ending: str) -> None:
        """List what is in memory already, under a name of its own: "pasted picture 2.png"."""
        count = sum(one.way is way for one in self._sources) + 1
        self._add([Source(way, content=content, name=f"{kind} {count}.{ending}")])

    def _add(self, sources: Sequence[Source]) -> None:
        back = [one for one in sources if (one.path, one.content) in self._in_doubt]
        self._sources += [one for one in sources if one not in back]
        self.errors.clear()
        self._show()
        if back:
            self.show_errors({"": _STAYS_OUT}, f"Not added: {', '.join(one.words for one in back)}.")

    def add_by(self, way: Way) -> None:
        """What the button of a way does, unless it is being taken in already."""
        if not self.choose_button.isEnabled():
            return
        acts = {
            Way.FILE: self.choose_files,
            Way.PASTE: self._paste_and_go_on,
            Way.TYPED: self.type_statement,
            Way.CAPTURE: self.capture_screen,
        }
        acts[way]()

    def go_on_by(self, way: Way) -> None:
        """It is open, and was asked for again: the keyboard comes here; by a way of its own, that is gone."""
        if way is Way.FILE:
            self.focus_first()
        else:
            self.add_by(way)

    def choose_files(self) -> None:
        """The system's own file dialog."""
        dialog = QFileDialog(self.window(), "Choose evidence")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._files_chosen)
        dialog.finished.connect(dialog.deleteLater)
        self._dialog = dialog
        dialog.open()

    def paste(self) -> None:
        """Take the picture, the files, the page or the text on the clipboard, which stays as it is."""
        found = pasted()
        if found.paths:
            self.add_paths(found.paths, Way.PASTE)
        elif len(found.content) > MOST_PASTED:
            self.show_errors({"": _TOO_LARGE}, _NOT_PASTED)
        elif found.content:
            self.add_content(Way.PASTE, found.content, found.kind, found.ending)
        else:
            self.show_errors({"": _COPY_FIRST}, _NOTHING_TO_PASTE)

    def type_statement(self) -> None:
        """What somebody says, typed here."""
        sheet = StatementSheet(self._myself)
        sheet.given.connect(self._statement_given)
        self.statement_sheet = sheet
        if self.keep_statement is not None:
            self.keep_statement(sheet)
        else:
            sheet.open_over(self)

    def capture_screen(self) -> None:
        """The program's own window goes away, and pictures of the screen are taken."""
        capture = ScreenCapture(self.window(), self._now, self._zone, self.grab_screens, self)
        capture.captured.connect(self._captured)
        capture.failed.connect(self._not_captured)
        self.capture = capture
        capture.start()

    def focus_first(self) -> None:
        """What to take in comes first; with files listed, their facts."""
        if self._sources:
            super().focus_first()
        else:
            self.choose_button.setFocus()

    def set_busy(self, busy: bool) -> None:
        """While it is taken in, the list stays as it is."""
        super().set_busy(busy)
        for part in (self.choose_button, self.paste_button, self.screen_button, self.statement_button):
            part.setEnabled(not busy)
        self.batch.setVisible(not busy and bool(self._sources))
        self.progress.setVisible(busy)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped here too."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Remember the paths."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.add_paths(paths, Way.DROP)

    def _paste_and_go_on(self) -> None:
        self.paste()
        if self.errors.isHidden():
            self.focus_first()

    def _files_chosen(self, names: list[str]) -> None:
        self.add_paths([Path(name) for name in names], Way.FILE)

    def _statement_given(self, text: str) -> None:
        self.add_content(Way.TYPED, text.encode(), "statement", "txt")

    def _captured(self, captured: object) -> None:
        assert isinstance(captured, Captured)
        count = sum(one.way is Way.CAPTURE for one in self._sources) + 1
        self._add(
            [
                Source(
                    Way.CAPTURE,
                    content=captured.content,
                    name=f"capture {count}.png",
                    captured_at=captured.at,
                    said=captured.words,
                )
            ]
        )

    def _not_captured(self, problem: object) -> None:
        assert isinstance(problem, KnownProblem)
        self.show_errors({"": problem.next_step}, problem.sentence)

    def _leave_out(self, source: object) -> None:
        self._sources = [one for one in self._sources if one is not source]
        self._show()

    def _doubt(self, source: object) -> None:
        assert isinstance(source, Source)
        self._in_doubt.add((source.path, source.content))
        self._leave_out(source)
        self.doubted.emit()

    def _show(self, first: str = "") -> None:
        self.batch.show_sources(self._sources, first)
        self.save_button.setEnabled(bool(self._sources))
        self.sources_changed.emit()


def _facts_of(source: Source, facts: CaptureFacts) -> CaptureFacts:
    """What the program captured itself has its own instant, and says how it was captured."""
    if source.captured_at is None:
        return facts
    note = "\n".join(filter(None, (source.said, facts.note)))
    return replace(facts, captured_at=exactly(source.captured_at), note=note)
