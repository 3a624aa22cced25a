"""Headteacher and deputy: added now, each typing their own passphrase, or later."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.domain.users import Role
from safeguard_app.ui.first_run.answers import NationWords, NewPerson
from safeguard_app.ui.first_run.step import Step
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.headed_section import HeadedSection
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.new_passphrase import Judgement, NewPassphrase
from safeguard_app.ui.widgets.segmented_control import SegmentedControl
from safeguard_app.ui.widgets.text_label import muted
from safeguard_app.ui.widgets.tick_box import TickBox

Judge = Callable[[str, tuple[str, ...]], Judgement]


class PersonBlock(HeadedSection):
    """One person: now or later; name, passphrase, and for a deputy whether they read concerns about adults.

    Signals:
        turned(): now or later was chosen.
    """

    turned = Signal()

    def __init__(self, heading: str, role: Role, judge: Judge, suggest: Callable[[], str]) -> None:
        """Later, until now is chosen."""
        super().__init__(heading, space=tokens.SPACE_3)
        self._role = role
        self._judge = judge
        self.school_name = ""
        self.when = SegmentedControl(
            f"{heading}: now or later", [(True, "Add now"), (False, "Add later")], False
        )
        self.name_line = LineField(f"{heading}: name", limit=120)
        self._name = Field("Name", self.name_line, name=f"{role.value}_name")
        self.reads_box = TickBox(
            "May read concerns about adults who work here",
            detail="Otherwise they can hand a concern in, and then no longer read it.",
        )
        if role is not Role.DEPUTY:
            self.reads_box.hide()
        self.passphrase = NewPassphrase("Passphrase")
        self.passphrase.set_judge(self._judged, suggest)
        self._form = QWidget()
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(tokens.SPACE_3)
        form.addWidget(muted("They type their own passphrase here, unseen by you.", wrap=True))
        for widget in (self._name, self.reads_box, self.passphrase):
            form.addWidget(widget)
        self.add(self.when, self._form)
        self._form.hide()
        self.when.chosen.connect(self._turned)

    def rename(self, heading: str) -> None:
        """Use the nation's word."""
        self.set_heading(heading)
        self.when.rename(f"{heading}: now or later")
        self.name_line.setAccessibleName(f"{heading}: name")
        self.passphrase.rename(f"{heading}: passphrase")

    @property
    def now(self) -> bool:
        """Whether the person is added now."""
        return bool(self.when.value())

    def person(self) -> NewPerson | None:
        """The person, or None when they are added later."""
        if not self.now:
            return None
        reads = self._role is Role.HEAD or self.reads_box.isChecked()
        return NewPerson(self.name_line.text().strip(), (self._role,), self.passphrase.text(), reads)

    def check(self) -> bool:
        """When added now: a name and a passphrase that is hard to guess."""
        if not self.now:
            return True
        name = self.name_line.text().strip()
        self._name.set_error("" if name else "Give their name, or choose Add later.")
        if not name:
            self._name.focus_editor()
            return False
        return self.passphrase.check()

    def clear(self) -> None:
        """Empty the passphrases."""
        self.passphrase.clear()

    def _judged(self, passphrase: str) -> Judgement:
        return self._judge(passphrase, (self.school_name, self.name_line.text()))

    def _turned(self, now: object) -> None:
        self._form.setVisible(bool(now))
        self.turned.emit()


class OthersStep(Step):
    """The Headteacher, unless the lead is the Headteacher too, and a deputy."""

    title = "Head and deputy"

    def __init__(self, judge: Judge, suggest: Callable[[], str]) -> None:
        """Two blocks, both later. :meth:`show_words` names everybody as the nation does."""
        super().__init__(
            "Who else opens the log?",
            "Each has a passphrase of their own and sees what is theirs to see. People can be added at any time.",
        )
        self.head_block = PersonBlock("Head", Role.HEAD, judge, suggest)
        self.deputy_block = PersonBlock("Deputy", Role.DEPUTY, judge, suggest)
        self._chair = LineField("Chair", limit=120)
        self._chair_field = Field("Chair", self._chair, name="chair_name", optional=True)
        for widget in (self.head_block, self.deputy_block, self._chair_field):
            self.form.addWidget(widget)

    def show_words(self, words: NationWords, school_name: str, *, lead_is_head: bool) -> None:
        """Use the nation's words; leave the Headteacher out when the lead is both."""
        self.title = f"{words.head} and deputy"
        self.head_block.rename(words.head)
        self.deputy_block.rename(words.deputy)
        chair = words.chair[:1].upper() + words.chair[1:]
        self._chair_field.label.setText(chair)
        self._chair_field.set_help(
            f"Acknowledges the {words.head}’s own declarations, and is told when a concern is about them."
        )
        self._chair.setAccessibleName(chair)
        self.head_block.setVisible(not lead_is_head)
        for block in (self.head_block, self.deputy_block):
            block.school_name = school_name

    @property
    def chair_name(self) -> str:
        """The Chair's name, or an empty string."""
        return self._chair.text().strip()

    def people(self) -> tuple[NewPerson, ...]:
        """Those added now."""
        blocks = [block for block in (self.head_block, self.deputy_block) if not block.isHidden()]
        return tuple(person for block in blocks if (person := block.person()) is not None)

    def head_name(self) -> str:
        """The Headteacher's name when added now, or an empty string."""
        person = None if self.head_block.isHidden() else self.head_block.person()
        return person.name if person is not None else ""

    def check(self) -> bool:
        """Those added now are complete."""
        if not self.head_block.isHidden() and not self.head_block.check():
            return False
        return self.deputy_block.check()
