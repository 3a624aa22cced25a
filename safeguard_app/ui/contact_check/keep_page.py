"""Step 3: where the verdict is kept, or that it is not. Then the one question every check ends with."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.domain.identifiers import Reference
from safeguard_app.services.contact_check_keeping import KeepPlace
from safeguard_app.services.contact_check_views import VerdictView
from safeguard_app.ui.incidents.status_words import status_of
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.act_card import ActCard
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.form_footer import FormFooter
from safeguard_app.ui.widgets.layouts import column, row
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.scroll_page import ScrollPage
from safeguard_app.ui.widgets.status_text import StatusText
from safeguard_app.ui.widgets.text_label import TextLabel, muted

NEW_TITLE = "Start a new incident with it"
NEW_TEXT = "Who, where and when are filled in. The verdict is kept with the record as you file it."
APART_HEADING = "Kept only where the adult cannot read it"
LEAVE_TITLE = "Leave without keeping"
LEAVE_TEXT = "Nothing of the question or the verdict is kept anywhere."
YES_TITLE = "Yes, or I am not sure"
YES_TEXT = "A new record opens with the two people and the time filled in."
NO_TITLE = "No"
NO_TEXT = "The check ends here."


class _Cards(QWidget):
    """Cards with a number each; the number presses its card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[ActCard] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 to 9 press a card."""
        place = event.key() - Qt.Key.Key_1.value
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and 0 <= place < len(self.cards):
            self.cards[place].click()
            return
        super().keyPressEvent(event)


class KeepPage(_Cards):
    """Where to keep it.

    Signals:
        place_chosen(object): keep it with an incident; carries its Reference.
        new_requested(): start a new incident with it.
        leave_requested(): leave without keeping.
        back_requested(): back to the verdict.
    """

    place_chosen = Signal(object)
    new_requested = Signal()
    leave_requested = Signal()
    back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until places are shown."""
        super().__init__(parent)
        self.setAccessibleName("Contact check, step 3 of 3, keep")
        self._content: QWidget = QWidget()
        self.back_button = Button("Back to the verdict")
        self._page = ScrollPage("Keep the verdict", reading=True)
        head = row(TextLabel("Contact check", tokens.PAGE), muted("Step 3 of 3, keep"), None)
        head.setSpacing(tokens.SPACE_4)
        self._page.column.addLayout(head)
        self._page.column.addWidget(self._content)
        self._page.column.addStretch(1)
        footer = FormFooter()
        footer.add(self.back_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._page, 1)
        layout.addWidget(footer)
        self.back_button.clicked.connect(self.back_requested)

    def show_places(self, view: VerdictView, places: Sequence[KeepPlace], only_apart: str = "") -> None:
        """Show where it may be kept, best first; ``only_apart`` says why other records are not among them."""
        self.cards = []
        for place in places:
            title = f"Keep with {place.case}, {place.title}"
            text = ", ".join(filter(None, (place.people, place.day, place.status, place.kept_before)))
            self._card(title, text).clicked.connect(partial(self._place_pressed, place.incident))
        self._card(NEW_TITLE, NEW_TEXT).clicked.connect(self.new_requested)
        self._card(LEAVE_TITLE, LEAVE_TEXT).clicked.connect(self.leave_requested)
        question = view.verdict.question
        about = f"{question.adult.name} and {question.pupil.name}"
        fresh = QWidget()
        fresh.setLayout(
            column(
                TextLabel(about, tokens.SECTION, wrap=True),
                StatusText(status_of(view.status)),
                *([NoticePanel(Meaning.NOTE, APART_HEADING, only_apart)] if only_apart else []),
                *self.cards,
                space=tokens.SPACE_3,
            )
        )
        self._page.column.replaceWidget(self._content, fresh)
        self._content.hide()
        self._content.deleteLater()
        self._content = fresh

    def forget(self) -> None:
        """Nothing of the check stays."""
        self.cards = []
        fresh = QWidget()
        self._page.column.replaceWidget(self._content, fresh)
        self._content.hide()
        self._content.deleteLater()
        self._content = fresh

    def first_field(self) -> QWidget:
        """The best place."""
        return self.cards[0]

    def set_busy(self, busy: bool) -> None:
        """While it is being kept nothing is pressed twice."""
        for card in self.cards:
            card.setEnabled(not busy)

    def _card(self, title: str, text: str) -> ActCard:
        number = len(self.cards) + 1
        card = ActCard(title, text, number=str(number))
        self.cards.append(card)
        return card

    def _place_pressed(self, incident: Reference) -> None:
        self.place_chosen.emit(incident)


class ClosingPage(_Cards):
    """The verdict is kept. Does anything in the content worry you?

    Signals:
        worry_requested(): yes, or not sure.
        finished(): no: the check is over.
        incident_requested(): open the incident it is kept with.
        decision_requested(): open it to record the decision.
    """

    worry_requested = Signal()
    finished = Signal()
    incident_requested = Signal()
    decision_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Two answers, and the way to the record."""
        super().__init__(parent)
        self.kept = NoticePanel(Meaning.DONE, "")
        self.question = TextLabel("", tokens.PAGE, wrap=True)
        self.yes = ActCard(YES_TITLE, YES_TEXT, number="1")
        self.no = ActCard(NO_TITLE, NO_TEXT, number="2")
        self.cards = [self.yes, self.no]
        self.open_button = Button("Open the record", "folder-open")
        self.decision_button = Button("Record the decision", "scale")
        page = ScrollPage("Contact check", reading=True)
        page.column.setSpacing(tokens.SPACE_4)
        page.column.addWidget(TextLabel("Contact check", tokens.PAGE))
        for part in (self.kept, self.question, self.yes, self.no):
            page.column.addWidget(part)
        page.column.addStretch(1)
        footer = FormFooter()
        footer.add(self.open_button, self.decision_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(page, 1)
        layout.addWidget(footer)
        self.yes.clicked.connect(self.worry_requested)
        self.no.clicked.connect(self.finished)
        self.open_button.clicked.connect(self.incident_requested)
        self.decision_button.clicked.connect(self.decision_requested)

    def show_kept(self, view: VerdictView, case: str) -> None:
        """Say where it is kept, and ask."""
        self.setAccessibleName(view.closing_question)
        self.kept.say(
            Meaning.DONE, f"Kept with {case}", "Verdicts kept earlier stay; checking again adds another."
        )
        self.question.setText(view.closing_question)
        self.open_button.setText(f"Open {case}")
        self.decision_button.setText(f"Record the {view.decides}’s decision")
        for button in (self.open_button, self.decision_button):
            button.updateGeometry()

    def first_field(self) -> QWidget:
        """The careful answer."""
        return self.yes
