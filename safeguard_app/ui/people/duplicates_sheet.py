"""Who may be entered twice: the pairs, and the sheet on which two entries are made one."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.services.merging import EntryWords, PairWords
from safeguard_app.ui.people.reason_sheet import NEEDED, ReasonFields
from safeguard_app.ui.people.sheet_keeper import SheetBoxes
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button, filled, small
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.error_summary import ErrorSummary
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.headed_section import HeadedSection
from safeguard_app.ui.widgets.layouts import column, row
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.people_field import Chosen, PeopleField
from safeguard_app.ui.widgets.text_label import TextLabel, muted

MOST_SHOWN = 12
_FIRST, _AT_ONCE = 1, 2
"""Pairs that are there when the sheet opens, and those made in one go when they are painted."""
_AFTER_PAINTING_MS = 20
NOBODY = "Nobody on the register looks as if they were entered twice."
HOW = (
    "These look alike; only you can say whether they are one person. Nothing is merged by itself. Two entries that"
    " are merged are both kept, and can be taken apart again."
)
STAYS = (
    "Records that name either entry stand on the page of the one that goes on, and are not altered. Both entries are"
    " kept. They can be taken apart again."
)


class DuplicatesSheet(ModalSheet):
    """Every pair, with what tells them apart.

    Signals:
        merge_asked(object): two entries are to be made one; carries the PairWords.
        apart_asked(object): they are two people; carries the PairWords.
    """

    merge_asked = Signal(object)
    apart_asked = Signal(object)

    def __init__(self, pairs: Sequence[PairWords]) -> None:
        """``pairs`` are the likeliest first."""
        super().__init__("Possible duplicates", cancel_words="Close")
        self.merge_buttons: list[Button] = []
        self.apart_buttons: list[Button] = []
        self.body.addWidget(TextLabel(HOW if pairs else NOBODY, wrap=True))
        self._asked = False
        self._left, self._beyond = list(pairs[:MOST_SHOWN]), max(0, len(pairs) - MOST_SHOWN)
        self._add_some(_FIRST)
        self.close_button = Button("Close")
        self.close_button.clicked.connect(self.reject)
        self.footer.addStretch(1)
        self.footer.addWidget(self.close_button)

    def showEvent(self, event: QShowEvent) -> None:
        """What is left is made once the sheet is in view."""
        super().showEvent(event)
        self._go_on_later()

    def _go_on_later(self) -> None:
        if self._left and not self._asked:
            self._asked = True
            QTimer.singleShot(0, self, self._once_laid_out)

    def _once_laid_out(self) -> None:
        QTimer.singleShot(_AFTER_PAINTING_MS, self, self._go_on)

    def _go_on(self) -> None:
        self._asked = False
        self._add_some(_AT_ONCE)
        self.place()
        self._go_on_later()

    def _add_some(self, most: int) -> None:
        some, self._left = self._left[:most], self._left[most:]
        for pair in some:
            self.body.addWidget(self._pair(pair))
        if self._beyond and not self._left:
            more = count_words(self._beyond, "pair")
            self.body.addWidget(muted(f"{more} more, shown once some of these are settled.", wrap=True))

    def first_focus(self) -> QWidget:
        """The first pair, or the way out."""
        return self.merge_buttons[0] if self.merge_buttons else self.close_button

    def _pair(self, pair: PairWords) -> HeadedSection:
        section = HeadedSection(f"{pair.why}", style=tokens.SUB, space=tokens.SPACE_2)
        merge, apart = small("Merge ..."), small("Two different people")
        names = f"{pair.one.name} and {pair.other.name}"
        merge.setAccessibleName(f"Merge {names}")
        apart.setAccessibleName(f"{names} are two different people")
        merge.clicked.connect(partial(self._merge, pair))
        apart.clicked.connect(partial(self._apart, pair))
        self.merge_buttons.append(merge)
        self.apart_buttons.append(apart)
        beside = QWidget()
        beside.setLayout(row(_entry(pair.one), _entry(pair.other), space=tokens.SPACE_4))
        acts = QWidget()
        acts.setLayout(row(merge, apart, None, space=tokens.SPACE_2))
        section.add(beside, acts)
        return section

    def _merge(self, pair: PairWords) -> None:
        self.accept()
        self.merge_asked.emit(pair)

    def _apart(self, pair: PairWords) -> None:
        self.accept()
        self.apart_asked.emit(pair)


class SamePersonSheet(ModalSheet):
    """Who else on the register is the person in view.

    Signals:
        searched(str): typing paused; carries the words to look up. Answer with the field's ``offer``.
        chosen(object): the other entry was chosen; carries its Reference.
    """

    searched = Signal(str)
    chosen = Signal(object)

    def __init__(self, name: str) -> None:
        """``name`` is of the person in view."""
        super().__init__("Two entries of one person", width=520, cancel_words="Cancel, change nothing")
        self.people = PeopleField("The other entry", limit=1, unknown=False)
        self.cancel_button = Button("Cancel, change nothing")
        self.body.addWidget(TextLabel(f"Which other entry is {name} too?", tokens.READ, wrap=True))
        self.body.addWidget(
            Field("The other entry", self.people, help_text="A name, class, year or account.")
        )
        self.footer.addStretch(1)
        self.footer.addWidget(self.cancel_button)
        self.cancel_button.clicked.connect(self.reject)
        self.people.searched.connect(self.searched)
        self.people.added.connect(self._added)

    def first_focus(self) -> QWidget:
        """The field."""
        return self.people

    def _added(self, found: object) -> None:
        assert isinstance(found, Chosen)
        self.accept()
        self.chosen.emit(found.key)


class MergeSheet(ModalSheet):
    """Which entry goes on, what it takes over, and why.

    Signals:
        looked(object): another entry is to go on; carries it as EntryWords.
        given(object, str): confirmed; carries the entry that goes on, and the reason. The sheet stays until
            :meth:`done_well` or :meth:`show_problem`.
    """

    looked = Signal(object)
    given = Signal(object, str)

    def __init__(self, pair: PairWords) -> None:
        """The entry named first goes on unless another is chosen."""
        super().__init__("Make two entries one", cancel_words="Cancel, change nothing")
        self.pair = pair
        self.errors = ErrorSummary()
        self.choice = ChoiceBox(
            "The entry that goes on", [(one.reference.id, _one_line(one)) for one in (pair.one, pair.other)]
        )
        self.takes = muted("", wrap=True)
        self.fields = ReasonFields()
        self.boxes = SheetBoxes({"goes_on": self.choice, "reason": self.fields.reason}, self._looked_again)
        self.cancel_button = Button("Cancel, change nothing")
        self.act_button = filled("Merge the two")
        self.body.addWidget(TextLabel(STAYS, tokens.READ, wrap=True))
        self.body.addWidget(self.boxes)
        self.body.addWidget(self.errors)
        self.body.addWidget(Field("The entry that goes on", self.choice))
        self.body.addWidget(self.takes)
        self.body.addWidget(self.fields)
        self.footer.addStretch(1)
        self.footer.addWidget(self.cancel_button)
        self.footer.addWidget(self.act_button)
        self.choice.chosen.connect(self._chosen)
        self.cancel_button.clicked.connect(self.reject)
        self.act_button.clicked.connect(self._confirm)
        self.fields.reason.returnPressed.connect(self._confirm)

    @property
    def kept(self) -> EntryWords:
        """The entry that goes on."""
        return self.pair.other if self._other_goes_on else self.pair.one

    @property
    def gone(self) -> EntryWords:
        """The other."""
        return self.pair.one if self._other_goes_on else self.pair.other

    @property
    def _other_goes_on(self) -> bool:
        return self.choice.value() == self.pair.other.reference.id

    def first_focus(self) -> QWidget:
        """Which goes on."""
        return self.choice

    def show_taken(self, taken: Sequence[str]) -> None:
        """What the entry that goes on would take over."""
        words = ", ".join(taken)
        self.takes.setText(
            f"It takes over from the other: {words}."
            if taken
            else "The other adds nothing that it does not have."
        )
        self.place()

    def show_problem(self, problem: KnownProblem) -> None:
        """Say what needs another look; the reason stays."""
        self.act_button.setEnabled(True)
        if isinstance(problem, RuleViolation):
            reason = problem.fields.get("reason", "")
            self.fields.field.set_error(reason)
            others = {name: words for name, words in problem.fields.items() if name != "reason"}
            self.errors.show_errors(others, "These two do not fit together. Correct one of them first.")
        else:
            self.errors.show_errors({"": f"{problem.sentence} {problem.next_step}"}, "Not merged.")
        self.place()

    def done_well(self) -> None:
        """The two are one."""
        self.accept()

    def _chosen(self, _value: object) -> None:
        self._looked_again()

    def _looked_again(self) -> None:
        self.looked.emit(self.kept)

    def _confirm(self) -> None:
        reason = self.fields.reason.text().strip()
        if not reason:
            self.fields.field.set_error(NEEDED)
            self.place()
            self.fields.reason.setFocus()
            return
        if self.act_button.isEnabled():
            self.act_button.setEnabled(False)
            self.given.emit(self.kept, reason)


def _entry(entry: EntryWords) -> QWidget:
    holder = QWidget()
    holder.setAccessibleName(entry.name)
    lines = (TextLabel(words, wrap=True) for words in entry.lines)
    holder.setLayout(column(TextLabel(entry.name, tokens.STRONG, wrap=True), *lines, None, space=2))
    return holder


def _one_line(entry: EntryWords) -> str:
    return ", ".join((entry.name, *entry.lines))
