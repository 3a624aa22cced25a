"""An exhibit in quarantine: what to do now, whom to ring, which backups hold it, and what the police directed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.services.quarantine import QuarantineView
from safeguard_app.ui.evidence.stop_advice import listed, whom_to_ring
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.headed_section import HeadedSection
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_DIRECT, _CARRY_OUT = "direct", "carry out"
NO_BACKUP = "No backup was made while it was kept, so none of this log’s backups holds it."
SOME_BACKUPS = (
    "These were made while it was kept, so each holds the sealed file. Backups made from now on leave it out. Tell "
    "the police of them, and leave them as they are until the police say what becomes of them."
)


class QuarantineSheet(ModalSheet):
    """Says nothing of what the exhibit is.

    Signals:
        direction_requested(): enter what the police directed.
        carry_out_requested(): do as they directed, as the second person.
    """

    direction_requested = Signal()
    carry_out_requested = Signal()

    def __init__(self, view: QuarantineView) -> None:
        """Show where it stands."""
        super().__init__(f"{view.exhibit} in quarantine", width=760, cancel_words="Close")
        self._asked = ""
        self.direction_button = Button("Enter what the police directed", "file-pen")
        self.carry_out_button = filled("Carry it out", "check")
        self.close_button = Button("Close")
        self.body.addWidget(
            NoticePanel(
                Meaning.DUE if not view.removed else Meaning.NOTE,
                f"{view.since}.",
                "It is not opened, shown, printed, copied or given out, and no backup from now on holds it. The sealed "
                "file was put apart as it is."
                if not view.removed
                else "The record of what happened stays. The file and its key are gone from this log.",
            )
        )
        if not view.removed:
            self.body.addWidget(listed("Do not", view.do_not))
            self.body.addWidget(listed("Do now", view.do_now))
            self.body.addWidget(whom_to_ring(view.ring))
        if view.elsewhere and not view.removed:
            self.body.addWidget(listed("The same content is kept in other records", view.elsewhere))
            self.body.addWidget(muted("Open each of them and put it in quarantine too.", wrap=True))
        self.body.addWidget(_backups(view))
        self.body.addWidget(self._direction(view))
        self.direction_button.clicked.connect(self._direct)
        self.carry_out_button.clicked.connect(self._carry_out)
        self.close_button.clicked.connect(self.reject)
        self.footer.addStretch(1)
        self.footer.addWidget(self.close_button)

    def first_focus(self) -> QWidget:
        """The button that changes nothing."""
        return self.close_button

    def done(self, result: int) -> None:
        """Tell what was asked for once the sheet is gone."""
        super().done(result)
        if self._asked == _DIRECT:
            self.direction_requested.emit()
        elif self._asked == _CARRY_OUT:
            self.carry_out_requested.emit()

    def _direction(self, view: QuarantineView) -> QWidget:
        section = HeadedSection(
            "What the police directed", style=tokens.SUB, line=False, space=tokens.SPACE_2
        )
        words = view.direction or (
            "Nothing yet. The program removes nothing by itself: enter what they say, with their reference, and a "
            "second person carries it out under a key of their own."
        )
        section.add(TextLabel(words, wrap=True))
        if view.removed:
            return section
        if view.direction and view.may_carry_out:
            section.add(self.carry_out_button)
        elif view.direction:
            section.add(muted(view.why_not, wrap=True))
        section.add(self.direction_button)
        return section

    def _direct(self) -> None:
        self._asked = _DIRECT
        self.accept()

    def _carry_out(self) -> None:
        self._asked = _CARRY_OUT
        self.accept()


def _backups(view: QuarantineView) -> QWidget:
    if not view.backups:
        section = HeadedSection("Backups that hold it", style=tokens.SUB, line=False, space=2)
        section.add(muted(NO_BACKUP, wrap=True))
        return section
    section = listed("Backups that hold it", tuple(one.words for one in view.backups))
    section.add(muted(SOME_BACKUPS, wrap=True))
    return section
