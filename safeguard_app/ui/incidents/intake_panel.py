"""What will be taken in as evidence, after the question: files chosen or dropped, a picture pasted, and their facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from safeguard_app.domain.evidence import CaptureFacts, Way
from safeguard_app.domain.text_rules import display_file_name
from safeguard_app.services.evidence_views import Offered
from safeguard_app.ui.incidents.facts_panel import FactsPanel
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.layouts import WrapLayout, column
from safeguard_app.ui.widgets.text_label import TextLabel, muted


@dataclass(frozen=True, slots=True)
class Source:
    """One thing on its way in: a path that was not read yet, or a pasted picture."""

    way: Way
    path: Path | None = None
    content: bytes = b""
    name: str = ""

    @property
    def words(self) -> str:
        """As the panel lists it; a file's own name is shown with what it hides."""
        return display_file_name(self.path.name) if self.path is not None else self.name


class IntakePanel(FactsPanel):
    """Opened only under a permit. Files may be chosen, dropped here or pasted; nothing is read until it is saved.

    Signals:
        sources_changed(): something was added or taken out.
    """

    sources_changed = Signal()

    def __init__(self, tools: FormTools, paths: Sequence[Path] = (), parent: QWidget | None = None) -> None:
        """``paths`` were dropped before the question was answered."""
        super().__init__(tools, "Evidence", CaptureFacts(captured_by=tools.choices.myself), parent=parent)
        self.setAcceptDrops(True)
        self._sources: list[Source] = [Source(Way.DROP, path) for path in paths]
        self._dialog: QFileDialog | None = None
        self.choose_button = Button("Choose files", "folder-open")
        self.paste_button = Button("Paste the picture", "clipboard-paste")
        self._list = column(space=tokens.SPACE_1)
        self._rows: list[QWidget] = []
        wrap = WrapLayout(tokens.SPACE_2, tokens.SPACE_1)
        for part in (self.choose_button, self.paste_button, muted("or drop files here")):
            wrap.addWidget(part)
        holder = QWidget()
        holder.setLayout(column(wrap, self._list, space=tokens.SPACE_1))
        holder.setAccessibleName("What is taken in")
        self.fields.insertWidget(0, holder)
        self.choose_button.clicked.connect(self.choose_files)
        self.paste_button.clicked.connect(self.paste)
        self._show()

    def offered(self) -> tuple[Offered, ...]:
        """The batch with its facts."""
        facts = self.facts()
        return tuple(Offered(one.way, facts, one.path, one.content, one.name) for one in self._sources)

    def sources(self) -> tuple[Source, ...]:
        """What is listed."""
        return tuple(self._sources)

    def has_words(self) -> bool:
        """Files chosen count as well as words typed."""
        return bool(self._sources) or super().has_words()

    def add_paths(self, paths: Sequence[Path], way: Way) -> None:
        """List files, unread. The same path twice is listed once."""
        known = {one.path for one in self._sources}
        self._sources += [Source(way, path) for path in paths if path not in known]
        self._show()

    def choose_files(self) -> None:
        """The system's own file dialog."""
        dialog = QFileDialog(self.window(), "Choose evidence")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._files_chosen)
        dialog.finished.connect(dialog.deleteLater)
        self._dialog = dialog
        dialog.open()

    def paste(self) -> None:
        """Take the picture or the files on the clipboard, which stays as it is."""
        data = QGuiApplication.clipboard().mimeData()
        if data is not None and data.hasUrls():
            paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
            self.add_paths(paths, Way.PASTE)
            return
        image = QGuiApplication.clipboard().image()
        if image.isNull():
            self.show_errors({"": "Copy the picture first, then paste it."}, "There is no picture to paste.")
            return
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # the binding wants text where its stubs say bytes
        count = sum(one.way is Way.PASTE for one in self._sources) + 1
        content = bytes(buffer.data().data())
        self._sources.append(Source(Way.PASTE, content=content, name=f"pasted picture {count}.png"))
        self.errors.clear()
        self._show()

    def focus_first(self) -> None:
        """What to take in comes first; with files listed, their facts."""
        if self._sources:
            super().focus_first()
        else:
            self.choose_button.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped here too."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Remember the paths."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.add_paths(paths, Way.DROP)

    def _files_chosen(self, names: list[str]) -> None:
        self.add_paths([Path(name) for name in names], Way.FILE)

    def _show(self) -> None:
        for old in self._rows:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [TextLabel(one.words, tokens.STRONG, wrap=True) for one in self._sources]
        for label in self._rows:
            self._list.addWidget(label)
        self.save_button.setEnabled(bool(self._sources))
        self.sources_changed.emit()
