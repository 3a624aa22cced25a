"""The second question on a record where terrorism material may turn up: what is about to be taken in?

It comes after "No, I have seen all of it" and before any file dialog. To collect a manual, propaganda or an attack
video can be an offence (Terrorism Act 2000, section 58); what a pupil wrote or posted may be kept (domain.md 5.4).
"""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from safeguard_app.domain.evidence import Material
from safeguard_app.services.evidence_views import MaterialSaid
from safeguard_app.ui.evidence.answer_cards import Answer, AnswerCards
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_ANSWERS = (
    Answer(
        Material.OWN_WORDS,
        "What the person themselves wrote or posted",
        "Pictures and text come in. Documents, archives and videos do not.",
    ),
    Answer(
        Material.FORBIDDEN,
        "A manual, propaganda, an attack video, or a file that a link leads to",
        "Nothing is read. What to do now, and whom to ask, is shown.",
    ),
    Answer(Material.NOT_SURE, "I am not sure", "Treated as the answer before. Nothing is read."),
    Answer(
        Material.ADVISED,
        "Something that the police or the Prevent contact said may be kept",
        "Who said so, and when, is kept with it.",
    ),
)


class MaterialSheet(ModalSheet):
    """Keys 1 to 4 answer; "I am not sure" has the keyboard to begin with.

    Signals:
        answered(object): carries the MaterialSaid.
        cancelled(): nothing is added and nothing was read.
    """

    answered = Signal(object)
    cancelled = Signal()

    def __init__(self) -> None:
        """Nothing answered yet."""
        super().__init__("Before you add evidence", cancel_words="Cancel, add nothing")
        self._said: MaterialSaid | None = None
        self.body.addWidget(TextLabel("What is it?", tokens.PAGE, wrap=True))
        self.body.addWidget(
            TextLabel(
                "To collect or keep material that is useful to a terrorist can be an offence, for a school too. "
                "No file has been chosen, and nothing has been opened or read.",
                tokens.READ,
                "muted",
                wrap=True,
            )
        )
        self._cards = AnswerCards(_ANSWERS)
        self.cards = self._cards.cards
        self._cards.chosen.connect(self._choose)
        self.body.addWidget(self._cards)
        self.who = LineField()
        self.adviser = Field(
            "Who said that it may be kept",
            self.who,
            help_text="Name and body (the police, or the Prevent contact), when, and their reference.",
        )
        self.go_on_button = filled("Go on")
        self.go_on_button.clicked.connect(self._go_on)
        self._advice = QWidget()
        self._advice.setLayout(column(self.adviser, self.go_on_button))
        self._advice.hide()
        self.body.addWidget(self._advice)
        cancel = Button("Cancel, add nothing")
        cancel.clicked.connect(self.reject)
        self.footer.addWidget(muted("Your answer is kept in the audit.", wrap=True), 1)
        self.footer.addWidget(cancel)

    def first_focus(self) -> QWidget:
        """The careful answer: pressing Enter without reading reads nothing."""
        return self.cards[Material.NOT_SURE]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 to 4 answer, unless somebody is typing who gave the advice."""
        if isinstance(self.focusWidget(), QLineEdit) or not self._cards.take_key(event):
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Tell the answer once the sheet is gone."""
        super().done(result)
        if self._said is None:
            self.cancelled.emit()
        else:
            self.answered.emit(self._said)

    def _choose(self, answer: object) -> None:
        assert isinstance(answer, Material)
        if answer is Material.ADVISED:
            self._advice.show()
            self.who.setFocus()
            return
        self._said = MaterialSaid(answer)
        self.accept()

    def _go_on(self) -> None:
        who = self.who.text().strip()
        if not who:
            self.adviser.set_error("Say who said that it may be kept, when, and their reference.")
            self.who.setFocus()
            return
        self._said = MaterialSaid(Material.ADVISED, who)
        self.accept()
