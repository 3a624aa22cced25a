"""Whether a compartment is whole, on the ground of its meaning; and how far a full check has come."""

from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from safeguard_app.services.audit_views import ChainStatus
from safeguard_app.services.chain_slips import SlipState
from safeguard_app.services.keeping import CheckReport
from safeguard_app.services.status import StatusMeaning
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, small
from safeguard_app.ui.widgets.layouts import WrapLayout, row
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_ICONS = {Meaning.DONE: "shield-check", Meaning.LATE: "shield-alert"}


class ChainPanel(QWidget):
    """Signals:
    stop_asked(): stop the check that is running.
    older_copy_asked(): see and acknowledge that this is an older copy.
    comparison_asked(): hold this part against a printed page.
    slip_asked(): print the slip on which this part stands.
    handed_back_asked(): check a PDF that somebody handed back.
    """

    stop_asked = Signal()
    older_copy_asked = Signal()
    comparison_asked = Signal()
    slip_asked = Signal()
    handed_back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing known."""
        super().__init__(parent)
        self.notice = NoticePanel(Meaning.NOTE, "Reading the chain", icon="shield-check")
        self.older_button = small("Read and acknowledge it")
        self.older_button.hide()
        acts = QWidget()
        acts.setLayout(row(self.older_button, None))
        self.notice.add(acts)
        self.report = NoticePanel(Meaning.DONE, "")
        self.report.hide()
        self.compare_button = small("Compare with paper…")
        self.slip_button = small("Print slip…", "printer")
        self.handed_back_button = small("Check a document handed back…")
        self.last_label = muted("")
        on_paper = WrapLayout()
        for part in (self.compare_button, self.handed_back_button, self.slip_button, self.last_label):
            on_paper.addWidget(part)
        self._on_paper = QWidget()
        self._on_paper.setLayout(on_paper)
        self.progress_bar = QProgressBar()
        self.progress_bar.setAccessibleName("How far the check has come")
        self.progress_bar.setTextVisible(False)
        self.stop_button = Button("Stop", small=True)
        self._progress_label = TextLabel("Checking every row, event and stored file")
        self._running = QWidget()
        running = QVBoxLayout(self._running)
        running.setContentsMargins(0, 0, 0, 0)
        running.setSpacing(tokens.SPACE_1)
        running.addLayout(row(self._progress_label, None, self.stop_button))
        running.addWidget(self.progress_bar)
        self._running.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_2)
        for panel in (self.notice, self._running, self.report, self._on_paper):
            layout.addWidget(panel)
        self.stop_button.clicked.connect(self.stop_asked)
        self.older_button.clicked.connect(self.older_copy_asked)
        self.compare_button.clicked.connect(self.comparison_asked)
        self.slip_button.clicked.connect(self.slip_asked)
        self.handed_back_button.clicked.connect(self.handed_back_asked)

    @property
    def is_checking(self) -> bool:
        """Whether a check is under way."""
        return not self._running.isHidden()

    def show_status(self, status: ChainStatus) -> None:
        """Say whether the chain follows, with its head."""
        meaning = (
            Meaning(status.status.meaning.value)
            if status.status.meaning is not StatusMeaning.PLAIN
            else Meaning.NOTE
        )
        self.notice.say(meaning, f"{status.status.words}.", "", _ICONS.get(meaning, ""))
        label, _, digits = status.head.partition(": ")
        head = f"{escape(label)}: <b>{escape(digits)}</b>" if digits else escape(status.head)
        self.notice.set_rich_text(f"{escape(status.sentence)} {head}")
        self.older_button.setVisible(status.older)

    def show_slips(self, state: SlipState) -> None:
        """Say for whom the slip is, and when the last was made."""
        self.slip_button.setText(state.print_words)
        self.last_label.setText(state.last)

    def show_progress(self, done: int, total: int) -> None:
        """A check is under way."""
        self._running.show()
        self.report.hide()
        self.progress_bar.setRange(0, 1000 if total else 0)
        self.progress_bar.setValue(round(1000 * done / total) if total else 0)

    def end_progress(self) -> None:
        """The check ended, or was stopped."""
        self._running.hide()

    def show_report(self, report: CheckReport) -> None:
        """Say what a full check found; "whole" no longer stands above anything it found."""
        self.end_progress()
        self.notice.setVisible(report.whole)
        if report.whole:
            self.report.say(Meaning.DONE, "Checked now.", report.summary, "circle-check")
        else:
            found = "".join(f"<br>•  {escape(line)}" for line in report.lines)
            self.report.say(Meaning.LATE, report.summary, "", "shield-alert")
            self.report.set_rich_text(f"Keep this folder as it is, and the newest backup.{found}")
        self.report.show()
