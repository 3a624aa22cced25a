"""The unlock page: the school's name first, then who opens the log and the passphrase."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.theme.icons import APP_MARK
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.unlock.foot_strip import FootStrip
from safeguard_app.ui.unlock.recovery_form import RecoveryForm
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.icon_label import IconLabel
from safeguard_app.ui.widgets.layouts import WrapLayout
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.passphrase_field import PassphraseField
from safeguard_app.ui.widgets.scroll_page import ScrollPage
from safeguard_app.ui.widgets.text_label import TextLabel

WRONG_PACE_MS = 1_000
"""After a wrong passphrase the button rests this long; there is never a lock-out."""


@dataclass(frozen=True, slots=True)
class UnlockFace:
    """What may be shown of a locked log: ``ways_in`` are (key, role label), never a person's name."""

    school: str
    ways_in: tuple[tuple[object, str], ...]
    demo: bool = False


class UnlockPage(QFrame):
    """Widgets, signals out, setters in; the presenter does the work.

    Signals:
        unlock_asked(object, str): the Unlock button or Enter; carries the way in and the passphrase.
        recovery_asked(object, str, str): carries the way in, the recovery key as typed and the new passphrase.
        blank_form_asked(): "Print a blank concern form".
        another_log_asked(): "Open another log" or the page has no log.
        help_asked(): the Help button.
    """

    unlock_asked = Signal(object, str)
    recovery_asked = Signal(object, str, str)
    blank_form_asked = Signal()
    another_log_asked = Signal()
    help_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until a face is shown."""
        super().__init__(parent)
        self.setProperty("ground", "paper")
        self.setAccessibleName("Unlock the safeguarding log")
        self.school_label = TextLabel("", tokens.TITLE, wrap=True)
        self.state_label = TextLabel("", tokens.READ, "muted", wrap=True)
        self.role_box = ChoiceBox("Open as")
        self.passphrase = PassphraseField("Passphrase")
        self.passphrase.setMinimumHeight(scaled(36))
        self.unlock_button = filled("Unlock", "lock-open")
        self.recovery_button = Button("Use the recovery key", "key-round")
        self.recovery_form = RecoveryForm()
        self.strip = FootStrip()
        self.notice: NoticePanel | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(WRONG_PACE_MS)
        self._build()
        self._connect()

    def show_face(self, face: UnlockFace, state: str = "") -> None:
        """Show a locked log. ``state`` says how it came to be locked, such as "locked at 13:36 after 5 minutes"."""
        self.school_label.setText(face.school)
        self.state_label.setText(state or "Safeguarding log, locked.")
        self.role_box.set_choices(face.ways_in)
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, problem: KnownProblem) -> None:
        """Say what happened and what to do next, in the page."""
        self._say(Meaning.LATE, problem.sentence, problem.next_step)

    def show_wrong_passphrase(self, problem: KnownProblem) -> None:
        """The passphrase was not right: say so, keep what was typed selected, and rest for a second."""
        self.set_working(False)
        self._say(Meaning.DUE, problem.sentence, problem.next_step)
        self.unlock_button.setEnabled(False)
        self.passphrase.selectAll()
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
        self._pause.start()

    def set_working(self, working: bool) -> None:
        """While the key is stretched and the log opened, the page waits and says so."""
        self.unlock_button.setText("Opening" if working else "Unlock")
        for widget in (self.unlock_button, self.recovery_button, self.role_box, self.passphrase):
            widget.setEnabled(not working)
        self.recovery_form.setEnabled(not working)
        if working:
            self.clear_notice()

    def clear_notice(self) -> None:
        """Take the message away."""
        if self.notice is not None:
            self._notices.removeWidget(self.notice)
            self.notice.hide()
            self.notice.deleteLater()
            self.notice = None

    def show_recovery(self, shown: bool) -> None:
        """Open or close the recovery form in place of the passphrase."""
        self.recovery_form.setVisible(shown)
        self._passphrase_part.setVisible(not shown)
        self.clear_notice()
        (self.recovery_form.key_field if shown else self.passphrase).setFocus(Qt.FocusReason.OtherFocusReason)

    def take_secrets(self) -> None:
        """Empty everything typed: the log is open, or the page is going."""
        self.passphrase.take()
        self.recovery_form.clear()

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard is on the passphrase, or on the recovery key while that is open."""
        super().showEvent(event)
        first = self.passphrase if self.recovery_form.isHidden() else self.recovery_form.key_field
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        form = QWidget()
        form.setMaximumWidth(scaled(460))
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 24, 0, 24)
        column.setSpacing(tokens.SPACE_3)
        column.addStretch(1)
        column.addWidget(IconLabel(APP_MARK, "accent", 30))
        head = QVBoxLayout()
        head.setSpacing(0)
        head.addWidget(self.school_label)
        head.addWidget(self.state_label)
        column.addLayout(head)
        self._notices = QVBoxLayout()
        column.addLayout(self._notices)
        column.addSpacing(tokens.SPACE_2)
        column.addWidget(Field("Open as", self.role_box))
        column.addWidget(self._passphrase_column())
        column.addWidget(self.recovery_form)
        column.addStretch(2)
        self.recovery_form.hide()
        page = ScrollPage("Unlock", margins=(24, 0, 24, 0))
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(form, 3)
        line.addStretch(1)
        page.column.addLayout(line, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(page, 1)
        outer.addWidget(self.strip)

    def _passphrase_column(self) -> QWidget:
        self._passphrase_part = QWidget()
        column = QVBoxLayout(self._passphrase_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_3)
        words = "Five or more words. Spaces and capitals count. You may paste."
        column.addWidget(Field("Passphrase", self.passphrase, help_text=words))
        acts = WrapLayout(tokens.SPACE_3, tokens.SPACE_2)
        acts.addWidget(self.unlock_button)
        acts.addWidget(self.recovery_button)
        column.addLayout(acts)
        return self._passphrase_part

    def _connect(self) -> None:
        self.unlock_button.clicked.connect(self._unlock_pressed)
        self.passphrase.returnPressed.connect(self._unlock_pressed)
        self.recovery_button.clicked.connect(self._recovery_pressed)
        self.recovery_form.cancelled.connect(self._recovery_left)
        self.recovery_form.submitted.connect(self._recovery_submitted)
        self.strip.blank_form_asked.connect(self.blank_form_asked)
        self.strip.another_log_asked.connect(self.another_log_asked)
        self.strip.help_asked.connect(self.help_asked)
        self._pause.timeout.connect(self._pause_over)

    def _unlock_pressed(self) -> None:
        if not self.unlock_button.isEnabled():
            return
        if not self.passphrase.text():
            self._say(Meaning.NOTE, "Type the passphrase.", "")
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.unlock_asked.emit(self.role_box.value(), self.passphrase.text())

    def _recovery_pressed(self) -> None:
        self.show_recovery(True)

    def _recovery_left(self) -> None:
        self.show_recovery(False)

    def _recovery_submitted(self, key: str, passphrase: str) -> None:
        self.recovery_asked.emit(self.role_box.value(), key, passphrase)

    def _pause_over(self) -> None:
        self.unlock_button.setEnabled(True)

    def _say(self, meaning: Meaning, sentence: str, next_step: str) -> None:
        self.clear_notice()
        self.notice = NoticePanel(meaning, sentence, next_step)
        self._notices.addWidget(self.notice)
