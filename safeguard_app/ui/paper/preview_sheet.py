"""Any document over the window, as large as the window allows: looked at, then printed, saved or left."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.ui.paper.preview_panel import DrawPage, PreviewPanel
from safeguard_app.ui.tasks import TaskRunner
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.modal_sheet import ModalSheet

_WIDTH = 900
_WAITS = (
    "Nobody has checked this yet, so it is only to look at. Have a second person check it, or say that it is "
    "urgent: under Sharing, on its record. Then it prints and saves."
)


class PreviewSheet(ModalSheet):
    """Signals:
    print_asked(): print the document in view.
    save_asked(): save it as a file.
    protect_asked(): save it as a file that a passphrase opens.
    share_asked(): it is for somebody outside.
    """

    print_asked = Signal()
    save_asked = Signal()
    protect_asked = Signal()
    share_asked = Signal()

    def __init__(self, title: str, tasks: TaskRunner, draw: DrawPage) -> None:
        """``title`` names the kind of document; it is what stands in the title bar."""
        super().__init__(title, width=_WIDTH, cancel_words="Close")
        self._since = ""
        self.panel = PreviewPanel(tasks, draw)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.panel)
        self.print_button = filled("Print", "printer")
        self.save_button = Button("Save PDF")
        self.protect_button = Button("Save protected PDF", "file-lock")
        self.share_button = Button("Share", "handshake")
        self.share_button.hide()
        self.close_button = Button("Close")
        self.footer.addWidget(self.print_button)
        self.footer.addWidget(self.save_button)
        self.footer.addWidget(self.protect_button)
        self.footer.addWidget(self.share_button)
        self.footer.addStretch(1)
        self.footer.addWidget(self.close_button)
        self.print_button.clicked.connect(self.print_asked)
        self.save_button.clicked.connect(self.save_asked)
        self.protect_button.clicked.connect(self.protect_asked)
        self.share_button.clicked.connect(self.share_asked)
        self.close_button.clicked.connect(self.reject)
        self.set_ready(False)

    def show_document(self, pdf: bytes, pages: int, since: str = "") -> None:
        """Show it and let it be printed; above it, what became of its record since it was issued."""
        self.panel.show_document(pdf, pages)
        self._since = since
        self.panel.say_since(since)
        self.set_ready(True)

    def only_to_look(self) -> None:
        """It was made to be shared and waits for a second person's check: nothing of it leaves from here."""
        for button in (self.print_button, self.save_button, self.protect_button, self.share_button):
            button.hide()
        self.panel.say_since(" ".join(filter(None, (self._since, _WAITS))))

    def set_ready(self, ready: bool) -> None:
        """Printing and saving wait until there is something to see."""
        self.print_button.setEnabled(ready)
        self.save_button.setEnabled(ready)
        self.protect_button.setEnabled(ready)

    def first_focus(self) -> QWidget:
        """The page: arrow and page keys turn it at once."""
        return self.panel.canvas

    def place(self) -> None:
        """The panel takes all the height there is: the page scrolls, not the sheet."""
        dim = self.parentWidget()
        if dim is not None:
            frame = 60 + self._foot.sizeHint().height()
            self.panel.setFixedHeight(max(160, dim.height() - 24 - frame))
        super().place()
