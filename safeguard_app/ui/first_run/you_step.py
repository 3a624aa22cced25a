"""The person setting the log up: the school's lead, their name and their own passphrase."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from safeguard_app.ui.first_run.answers import NationWords
from safeguard_app.ui.first_run.step import Step
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.new_passphrase import Judgement, NewPassphrase
from safeguard_app.ui.widgets.tick_box import TickBox


class YouStep(Step):
    """Name, passphrase, and whether the lead is the Headteacher as well, in the words :meth:`show_words` was given."""

    title = "You"

    def __init__(
        self, judge: Callable[[str, tuple[str, ...]], Judgement], suggest: Callable[[], str]
    ) -> None:
        """``judge`` takes the passphrase and words that count for nothing."""
        super().__init__("Who leads on safeguarding?", "")
        self._judge = judge
        self.school_name = ""
        self.name_line = LineField("Your name", limit=120)
        self._name = Field(
            "Your name", self.name_line, name="dsl_name", help_text="With title, as colleagues know you."
        )
        self.both_box = TickBox("I am the head of the school as well")
        self.passphrase = NewPassphrase("Your passphrase")
        self.passphrase.set_judge(self._judged, suggest)
        for widget in (self._name, self.both_box, self.passphrase):
            self.form.addWidget(widget)

    def show_words(self, words: NationWords) -> None:
        """Use the nation's words."""
        self.lead_label.setText(
            f"The {words.lead} opens the log every day. The passphrase is yours alone: nobody can look it up, and "
            "without it only the recovery key opens the log."
        )
        self.both_box.setText(f"I am the {words.head} as well")
        self.both_box.set_detail(f"Then the {words.chair} acknowledges your own declarations, on paper.")

    @property
    def name(self) -> str:
        """The name typed."""
        return self.name_line.text().strip()

    def entered(self) -> None:
        """Begin with the name."""
        self.name_line.setFocus(Qt.FocusReason.OtherFocusReason)

    def check(self) -> bool:
        """A name, and a passphrase that is hard to guess."""
        self._name.set_error("" if self.name else "Give your name.")
        if not self.name:
            self._name.focus_editor()
            return False
        return self.passphrase.check()

    def _judged(self, passphrase: str) -> Judgement:
        return self._judge(passphrase, (self.school_name, self.name))
