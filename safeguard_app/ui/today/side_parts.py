"""The panel beside Today: what waits for the Headteacher, what is new, open incidents by age, backup."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.domain.date_words import count_words
from safeguard_app.services.declaration_asks import AskLine
from safeguard_app.services.declaration_views import Queue
from safeguard_app.services.since_unlock import NewLine, SinceUnlock
from safeguard_app.services.today import AgeBand, BackupState, FilesState
from safeguard_app.ui.incidents.status_words import meaning_of
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning, Status
from safeguard_app.ui.widgets.bar_rows import BarRows
from safeguard_app.ui.widgets.button import Button, link, small
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.status_text import StatusText
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_MOST_WAITING = 4
_LONGEST_NAME = 30
WHAT_BACKUP_NEEDS = "To a folder on another drive. It is opened and compared before it counts as a backup."


class _Part(QWidget):
    """A heading with lines beneath that are replaced as a whole."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, tokens.SPACE_3)
        self._layout.setSpacing(2)
        self._heading = TextLabel(heading, tokens.SUB, wrap=True)
        self._layout.addWidget(self._heading)
        self._lines: list[QWidget] = []
        self.setAccessibleName(heading)

    def set_heading(self, heading: str) -> None:
        """Say something else above."""
        self._heading.setText(heading)
        self.setAccessibleName(heading)

    def set_lines(self, lines: Sequence[QWidget]) -> None:
        """Show other lines."""
        for old in self._lines:
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._lines = list(lines)
        for line in self._lines:
            self._layout.addWidget(line)
            line.show()  # at once, so that it can be given the keyboard


class WithHead(_Part):
    """What waits for the Headteacher's decision.

    Signals:
        queue_requested(): go to the queue.
        opened(object): open a declaration; carries its Reference.
        asks_requested(): go to all there is to ask about.
        meeting_requested(): go through everything there is for the regular meeting.
    """

    queue_requested = Signal()
    asks_requested = Signal()
    meeting_requested = Signal()
    opened = Signal(object)

    def show_queue(self, queue: Queue, head: str, asks: Sequence[AskLine] = ()) -> None:
        """Show the first few, and how many more; then declarations about which something is to be asked."""
        self.set_heading(f"With the {head}")
        lines: list[QWidget] = []
        for item in queue.items[:_MOST_WAITING]:
            lines.append(TextLabel(f"{item.adult}’s declaration", wrap=True))
            about = ", ".join(filter(None, (item.kind_words, item.waiting or item.declared)))
            lines.append(muted(about, wrap=True))
        if not queue.items:
            lines.append(muted(f"Nothing waits for the {head}.", wrap=True))
        else:
            left = len(queue.items) - _MOST_WAITING
            opener = link(f"Open the queue, {left} more" if left > 0 else "Open the queue")
            opener.clicked.connect(self.queue_requested)
            lines.append(opener)
        meeting = link(f"Meeting with the {head}")
        meeting.clicked.connect(self.meeting_requested)
        self.set_lines([*lines, meeting, *self._asks(asks)])

    def _asks(self, asks: Sequence[AskLine]) -> list[QWidget]:
        lines: list[QWidget] = []
        for ask in asks[:_MOST_WAITING]:
            opener = link(f"Ask again: {ask.adult} and {ask.other}")
            opener.clicked.connect(partial(self.opened.emit, ask.reference))
            lines += [opener, muted(" ".join(ask.sentences), wrap=True)]
        if len(asks) > _MOST_WAITING:
            more = link(f"{len(asks) - _MOST_WAITING} more to ask about")
            more.clicked.connect(self.asks_requested)
            lines.append(more)
        return lines


class NewToYou(_Part):
    """What others wrote since the user last unlocked: each record a way to it, and what is new about it.

    Signals:
        opened(object): open a record; carries the NewLine.
        audit_requested(): see all of it.
    """

    opened = Signal(object)
    audit_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without lines."""
        super().__init__("New to you", parent)

    def show_news(self, news: SinceUnlock) -> None:
        """Show the newest, and how many records more there are. A line under the keyboard keeps it."""
        focused = next((one.text() for one in self.findChildren(Button) if one.hasFocus()), "")
        lines: list[QWidget] = [muted(news.words, wrap=True)]
        for line in news.lines:
            lines += [self._name(line), muted(f"{line.words}. {line.detail}", wrap=True)]
        left = news.records - len(news.lines)
        if left > 0:
            more = link(f"{count_words(left, 'record')} more, in the audit")
            more.clicked.connect(self.audit_requested)
            lines.append(more)
        self.set_lines(lines)
        again = next((one for one in lines if isinstance(one, Button) and one.text() == focused), None)
        if focused and again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name(self, line: NewLine) -> QWidget:
        if line.reference is None:
            return TextLabel(line.name, wrap=True)
        name = line.name if len(line.name) <= _LONGEST_NAME else f"{line.name[: _LONGEST_NAME - 1]}…"
        opener = link(name)
        opener.setAccessibleName(f"Open {line.name}: {line.words}, {line.detail}")
        opener.clicked.connect(partial(self.opened.emit, line))
        return opener


class ByAge(_Part):
    """Open incidents by age, as bars with their figures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without bars."""
        super().__init__("Open incidents by age", parent)
        self.bars = BarRows("Open incidents by age")
        self.set_lines([self.bars])

    def show_ages(self, ages: Sequence[AgeBand]) -> None:
        """Show other figures."""
        self.bars.set_rows([(band.label, band.count) for band in ages])


class BackupPart(_Part):
    """The age of the newest backup, and the one button that makes another.

    Signals:
        backup_requested(): back up now.
        cancel_requested(): stop the backup under way.
    """

    backup_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing known."""
        super().__init__("Backup", parent)
        self.state = StatusText(Status(Meaning.NOTE, ""))
        self.progress = muted("", wrap=True)
        self.button = small("Back up now", "hard-drive")
        self.stop_button = small("Stop", "x")
        self.report = NoticePanel(Meaning.DONE, "")
        needs = muted(WHAT_BACKUP_NEEDS, wrap=True)
        needs.setContentsMargins(0, 0, 0, tokens.SPACE_2)  # room for the ring round the button beneath
        self.set_lines(
            [
                self.state,
                needs,
                self.progress,
                self.button,
                self.stop_button,
                self.report,
            ]
        )
        for part in (self.progress, self.stop_button, self.report):
            part.hide()
        self.button.clicked.connect(self.backup_requested)
        self.stop_button.clicked.connect(self.cancel_requested)

    def show_state(self, backup: BackupState) -> None:
        """Say how old the newest one is."""
        self.state.set_status(Status(meaning_of(backup.meaning), backup.words))

    def show_progress(self, words: str) -> None:
        """A backup is under way; empty words: none is."""
        self.progress.setText(words)
        for part in (self.progress, self.stop_button):
            part.setVisible(bool(words))
        self.button.setEnabled(not words)
        if words:
            self.report.hide()

    def show_report(self, meaning: Meaning, heading: str, lines: Sequence[str]) -> None:
        """Say what came of it: which parts were opened and compared, which were only copied sealed."""
        self.show_progress("")
        self.report.say(meaning, heading, "\n".join(lines))
        self.report.show()


class FilesPart(_Part):
    """How far the stored files were read again, and each that is damaged with what to do about it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing known."""
        super().__init__("Stored files", parent)
        self.state = StatusText(Status(Meaning.NOTE, ""))
        self.damaged = NoticePanel(Meaning.LATE, "")
        self.set_lines([self.state, self.damaged])

    def show_state(self, files: FilesState) -> None:
        """Say it; nothing while no file is stored."""
        self.setVisible(bool(files.words))
        self.state.set_status(Status(meaning_of(files.meaning), files.words))
        self.damaged.say(Meaning.LATE, "Stored files are damaged", "\n".join(files.damaged))
        self.damaged.setVisible(bool(files.damaged))
