"""Everything that waits for a decision, one after another, then one passphrase for all of it.

Signing is one of the few things that may not be passed by, so it is a sheet over the window. What one may not decide
oneself is shown with the reason: the Headteacher's own goes to the Chair, on paper.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.domain.date_words import count_words
from safeguard_app.services.declaration_forms import Decided
from safeguard_app.services.declaration_views import Queue
from safeguard_app.services.people import Suggestion
from safeguard_app.ui.declarations.queue_item import QueueItemPage
from safeguard_app.ui.people.form_part import FormPage
from safeguard_app.ui.people.register_tools import RegisterTools
from safeguard_app.ui.people.word_table import WordTable
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, ButtonKind
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.passphrase_field import PassphraseField
from safeguard_app.ui.widgets.text_label import TextLabel, muted

NOTHING_DECIDED = "Nothing is decided yet. Go back and choose, or close."
SIGN_WORDS = "Each decision is kept with the date and time of now, and signed with your own key."
SIGN_FOR_CHAIR = (
    "Typed by them, unseen by others. Each decision is theirs: kept with the date and time of now, and signed with "
    "their own key. It opens no part of the log."
)


class QueueFields(FormPage):
    """Every declaration that waits, one of them in view."""

    def __init__(self, pages: Sequence[QueueItemPage]) -> None:
        """All are taken over."""
        super().__init__()
        self._pages = pages
        self.setLayout(column(self.draft_notice, *pages, space=tokens.SPACE_3))

    def editors(self) -> Mapping[str, QWidget]:
        """A part for each declaration."""
        return {page.item.reference.id: page for page in self._pages}


class QueueSheet(ModalSheet):
    """Steps through the queue, then signs.

    Signals:
        people_searched(object, str): the page that asks and the words to look up; answer with its ``offer``.
        sign_requested(object, str): carries a tuple of Decided and the passphrase. The sheet stays until
            :meth:`signed` or :meth:`show_problem`.
    """

    people_searched = Signal(object, str)
    sign_requested = Signal(object, str)

    def __init__(self, queue: Queue, tools: RegisterTools) -> None:
        """A page for each declaration that waits, and one to sign."""
        super().__init__(queue.title, cancel_words="Close, decide nothing")
        self._queue = queue
        self._place = 0
        self.pages = [QueueItemPage(item, tools) for item in queue.items]
        self.fields = QueueFields(self.pages)
        self._sign_page = QWidget()
        self._summary: QWidget = QWidget()
        whose = f"Passphrase of {queue.signer}" if queue.signer else "Your passphrase"
        self.passphrase = PassphraseField(whose)
        self.passphrase_field = Field(
            whose, self.passphrase, help_text=SIGN_FOR_CHAIR if queue.signer else SIGN_WORDS
        )
        self.problem = NoticePanel(Meaning.LATE, "")
        self._where = muted("")
        self.back_button = Button("Back")
        self.next_button = Button("Next", kind=ButtonKind.FILLED)
        self.close_button = Button("Close, decide nothing")
        self._build()
        self._connect()
        self._show()

    def first_focus(self) -> QWidget:
        """The decision of the first one."""
        return self.pages[0].first_focus() or self.next_button if self.pages else self.close_button

    def decided(self) -> tuple[Decided, ...]:
        """Every decision made, in the order of the queue."""
        return tuple(made for page in self.pages if (made := page.decided()) is not None)

    def set_busy(self, busy: bool) -> None:
        """While the key is stretched and the decisions kept, the sheet waits and says so."""
        for widget in (self.back_button, self.next_button, self.close_button, self.passphrase):
            widget.setEnabled(not busy)
        if busy:
            self.next_button.setText("Signing")
            self.problem.hide()
        else:
            self._name_next()

    def show_problem(self, sentence: str, next_step: str = "") -> None:
        """Say what went wrong; every decision stays as it was made."""
        self.set_busy(False)
        self.problem.say(Meaning.LATE, sentence, next_step)
        self.problem.show()
        self._forget_the_chairs()
        self.passphrase.selectAll()
        self.passphrase.setFocus()
        self.place()

    def signed(self) -> None:
        """It is done: leave nothing of the passphrase behind and close."""
        self.passphrase.take()
        self.accept()

    def done(self, result: int) -> None:
        """Whatever way it closes, the passphrase is gone."""
        self.passphrase.take()
        super().done(result)

    def go(self, place: int) -> None:
        """Show one page; the last is where it is signed."""
        self._place = place
        self._show()
        self.place()
        QTimer.singleShot(0, self, self.place)
        target = self.passphrase if self._signing else self.pages[place].first_focus() or self.next_button
        target.setFocus()
        self.show_top()

    @property
    def _signing(self) -> bool:
        return self._place >= len(self.pages)

    def _build(self) -> None:
        for page in self.pages:
            page.searched.connect(self.people_searched)
            page.refitted.connect(self.place)
        self.body.addWidget(self.fields)
        self._sign_layout = QVBoxLayout(self._sign_page)
        self._sign_layout.setContentsMargins(0, 0, 0, 0)
        self._sign_layout.setSpacing(tokens.SPACE_3)
        self._sign_column = column(
            TextLabel("Sign your decisions", tokens.PAGE), self._summary, self.passphrase_field
        )
        self._sign_layout.addLayout(self._sign_column)
        self._sign_layout.addWidget(self.problem)
        self.problem.hide()
        self.body.addWidget(self._sign_page)
        self.footer.addWidget(self._where)
        self.footer.addStretch(1)
        for button in (self.close_button, self.back_button, self.next_button):
            self.footer.addWidget(button)

    def _connect(self) -> None:
        self.close_button.clicked.connect(self.reject)
        self.back_button.clicked.connect(self._back)
        self.next_button.clicked.connect(self._next)
        self.passphrase.returnPressed.connect(self._next)

    def _forget_the_chairs(self) -> None:
        """At the computer of somebody else, what the Chair typed is good for one press only."""
        if self._queue.signer:
            self.passphrase.take()

    def _back(self) -> None:
        self._forget_the_chairs()
        self.go(max(0, self._place - 1))

    def _next(self) -> None:
        if not self.next_button.isEnabled():
            return
        if self._signing:
            self._sign()
        elif self.pages[self._place].check():
            self.go(self._place + 1 if self._queue.mine else min(self._place + 1, len(self.pages) - 1))
        else:
            self.place()

    def _sign(self) -> None:
        decisions = self.decided()
        if not decisions:
            self.show_problem(NOTHING_DECIDED)
            return
        if not self.passphrase.text():
            self.passphrase_field.set_error("Type the passphrase.")
            self.place()
            self.passphrase.setFocus()
            return
        self.passphrase_field.set_error("")
        self.sign_requested.emit(decisions, self.passphrase.text())

    def _show(self) -> None:
        for place, page in enumerate(self.pages):
            page.setVisible(place == self._place)
        self.fields.setVisible(not self._signing)
        self._sign_page.setVisible(self._signing)
        if self._signing:
            self._summarise()
        self.back_button.setEnabled(self._place > 0)
        count = len(self.pages)
        self._where.setText("" if self._signing else f"{self._place + 1} of {count}")
        self._name_next()

    def _name_next(self) -> None:
        last = self._place == len(self.pages) - 1
        self.next_button.setVisible(bool(self._queue.mine) or not last)
        if self._signing:
            self.next_button.setText(f"Sign {count_words(len(self.decided()), 'decision')}")
        else:
            self.next_button.setText("Go on to sign" if last and self._queue.mine else "Next")
        self.next_button.updateGeometry()

    def _summarise(self) -> None:
        table = WordTable("Your decisions", ("Adult", "About", "Decision"), (3, 3, 4))
        for page in self.pages:
            about = ", ".join(other.name for other in page.item.others)
            table.add_row(TextLabel(page.item.adult, tokens.STRONG, wrap=True), about, page.decision_words())
        self._sign_column.replaceWidget(self._summary, table)
        self._summary.hide()
        self._summary.deleteLater()
        self._summary = table


def offer(page: object, found: Sequence[Suggestion], sought: str) -> None:
    """Hand what was found to the page that asked."""
    assert isinstance(page, QueueItemPage)
    page.offer(found, sought)
