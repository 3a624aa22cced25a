"""Where the log is kept on this computer, with a warning where a folder is synchronised or on a network."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.text_rules import is_reserved
from safeguard_app.ui.first_run.step import Step
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import WrapLayout
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.notice_panel import NoticePanel


class FolderStep(Step):
    """The folder, typed or chosen."""

    title = "Where it is kept"

    def __init__(
        self,
        default_folder: Callable[[str], Path],
        warning: Callable[[Path], str],
        choose: Callable[[QWidget, Path], Path | None],
    ) -> None:
        """The callables of the provider."""
        super().__init__(
            "Where shall the log be kept?",
            "A folder on this computer. Everything in it is encrypted. Copying the folder while the program is "
            "closed copies the log; backups are made from Today. Where the others sign in to this computer with "
            "accounts of their own, choose a folder that all of you may open.",
        )
        self._default = default_folder
        self._warning = warning
        self._choose = choose
        self.line = LineField("Folder of the log", limit=400)
        self._field = Field("Folder", self.line, name="folder")
        self.choose_button = Button("Choose a folder", "folder-open")
        acts = WrapLayout()
        acts.addWidget(self.choose_button)
        self._panel = NoticePanel(Meaning.DUE, "Think again about this folder", "")
        self._panel.hide()
        self.form.addWidget(self._field)
        self.form.addLayout(acts)
        self.form.addWidget(self._panel)
        self.line.textChanged.connect(self._changed)
        self.choose_button.clicked.connect(self._choose_pressed)

    def propose(self, school_name: str) -> None:
        """Propose a folder; what was typed already stays. Its name holds no person's name."""
        if not self.line.text():
            self.line.setText(str(self._default(school_name)))

    @property
    def folder(self) -> Path:
        """The folder named."""
        return Path(self.line.text().strip())

    @property
    def warning_text(self) -> str:
        """The warning shown, or an empty string."""
        return "" if self._panel.isHidden() else self._panel.words()[1]

    def entered(self) -> None:
        """Begin with the folder."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def check(self) -> bool:
        """A whole path is needed. A warning does not stop one: it is said, and the choice stays."""
        error = _fault(self.line.text().strip())
        self._field.set_error(error)
        if error:
            self._field.focus_editor()
        return not error

    def _changed(self, text: str) -> None:
        words = self._warning(Path(text.strip())) if text.strip() else ""
        self._panel.say(Meaning.DUE, "Think again about this folder", words)
        self._panel.setVisible(bool(words))

    def _choose_pressed(self) -> None:
        chosen = self._choose(self, self.folder)
        if chosen is not None:
            self.line.setText(str(chosen))


def _fault(typed: str) -> str:
    """What is wrong with a path as it was typed; empty for nothing. The same on every system: logs travel."""
    path = Path(typed)
    if not typed or not path.is_absolute():
        return "Give the whole path of a folder, or choose one."
    if ".." in path.parts:
        return "Give the path without “..”, so that it says where the log is."
    if any(is_reserved(part) for part in path.parts[1:]):
        return "Windows keeps names such as CON and NUL for itself. Give the folder another name."
    return ""
