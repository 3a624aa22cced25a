"""One declaration that waits: what was declared, and the decision about it."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QWidget

from safeguard_app.domain.declarations import StepKind
from safeguard_app.domain.text_rules import STATEMENT_LIMIT
from safeguard_app.services.declaration_forms import Decided
from safeguard_app.services.declaration_views import QueueItem
from safeguard_app.services.people import Suggestion
from safeguard_app.ui.declarations.declared_facts import declared_facts
from safeguard_app.ui.declarations.weighed_fields import WeighedFields
from safeguard_app.ui.incidents.involved_field import person_of, person_rows
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.people.form_part import FormPart
from safeguard_app.ui.people.register_tools import RegisterTools
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.people_field import PeopleField
from safeguard_app.ui.widgets.status_text import IconWords
from safeguard_app.ui.widgets.text_label import TextLabel, muted

NEEDS_CONDITIONS = "Enter the conditions, one to a line, or acknowledge without conditions."
NOT_UNDERSTOOD = "This date was not understood. Answer the question beside it, or leave it empty."


class Choice(StrEnum):
    """What can be decided about one declaration now."""

    LEAVE = "leave"
    ACKNOWLEDGED = "acknowledged"
    WITH_CONDITIONS = "acknowledged_with_conditions"
    REFUSED = "refused"
    MORE_INFORMATION = "more_information"

    @property
    def words(self) -> str:
        """As it stands in the list of choices."""
        return _WORDS[self]


_WORDS = {
    Choice.LEAVE: "Leave it waiting",
    Choice.ACKNOWLEDGED: "Acknowledge",
    Choice.WITH_CONDITIONS: "Acknowledge with conditions",
    Choice.REFUSED: "Do not acknowledge",
    Choice.MORE_INFORMATION: "Ask for more information",
}


_AGREES = frozenset({Choice.ACKNOWLEDGED, Choice.WITH_CONDITIONS})
_WEIGHED = _AGREES | {Choice.REFUSED}
NEEDS_NOTE = "Say what is asked for, so that the adult can answer it."


class QueueItemPage(FormPart):
    """One page of the queue.

    Signals:
        searched(object, str): this page and the words to look up; answer with :meth:`offer`.
        refitted(): other fields are shown, so that the sheet has another height.
    """

    searched = Signal(object, str)
    refitted = Signal()

    def __init__(self, item: QueueItem, tools: RegisterTools, parent: QWidget | None = None) -> None:
        """Show what was declared; fields only where the signed-in user may decide."""
        super().__init__(parent)
        self.item = item
        self.setAccessibleName(f"{item.adult} and {', '.join(other.name for other in item.others)}")
        self.choice = ChoiceBox("Decision", [(one.value, one.words) for one in Choice])
        self.conditions = TextBox("Conditions", placeholder="Family group only")
        self.protocol = TextBox("Agreed protocol", limit=STATEMENT_LIMIT)
        self.discussed = tools.time_field("Discussed on", placeholder="mon 1230")
        self.present = PeopleField("Who else was there")
        self.review = tools.ahead_field("Review on")
        self.weighed = WeighedFields(tools, teaches=item.teaches)
        self.note = TextBox("Note", limit=STATEMENT_LIMIT)
        self._fields = {
            "choice": Field("Your decision", self.choice),
            "conditions": Field("Conditions", self.conditions, help_text="One condition to a line."),
            "protocol": Field("Agreed protocol", self.protocol, optional=True),
            "discussed": Field("Discussed on", self.discussed, optional=True),
            "present": Field("Who else was there?", self.present, optional=True),
            "review": Field("Review on", self.review, optional=True),
            **self.weighed.fields,
            "note": Field("Note", self.note, optional=True),
        }
        self._build()
        self.choice.chosen.connect(self._chosen)
        self.present.searched.connect(self._searched)
        self._fit()

    def editors(self) -> Mapping[str, QWidget]:
        """Its boxes. A decision belongs to the version that was looked at; words belong to the declaration."""
        if not self.item.may_decide:
            return {}
        return {
            f"choice/{self.item.version}": self.choice,
            "conditions": self.conditions,
            "protocol": self.protocol,
            "discussed": self.discussed,
            "present": self.present,
            "review": self.review,
            **self.weighed.editors,
            "note": self.note,
        }

    def fit(self) -> None:
        """Show what goes with the decision."""
        self._fit()

    def first_focus(self) -> QWidget | None:
        """The decision, where there is one to make."""
        return self.choice if self.item.may_decide else None

    def chosen(self) -> Choice:
        """What is chosen."""
        return Choice(str(self.choice.value())) if self.item.may_decide else Choice.LEAVE

    def decided(self) -> Decided | None:
        """The decision, or None where it stays waiting."""
        chosen = self.chosen()
        if chosen is Choice.LEAVE:
            return None
        conditional = chosen is Choice.WITH_CONDITIONS
        acknowledged = chosen in _AGREES
        decided = Decided(
            reference=self.item.reference,
            version=self.item.version,
            kind=StepKind(chosen.value),
            conditions=self._conditions() if conditional else (),
            protocol=self.protocol.text() if acknowledged else "",
            note=self.note.text(),
            review_on=self.review.day() if acknowledged else None,
            discussed=self.discussed.typed().moment,
            present=tuple(person_of(one) for one in self.present.people())
            if self.discussed.typed().moment is not None
            else (),
        )
        return self.weighed.added_to(decided)

    def decision_words(self) -> str:
        """The decision in one line, for the page where it is signed."""
        chosen = self.chosen()
        if chosen is Choice.LEAVE:
            return self.item.why_not or "Stays waiting"
        words = chosen.words
        if chosen is Choice.WITH_CONDITIONS:
            words = f"{words}: {'; '.join(self._conditions())}"
        return words

    def check(self) -> bool:
        """Say what is missing beside its field; True when one can go on."""
        faults = {"conditions": "", "discussed": "", "review": "", "copy_on": "", "note": ""}
        if self.chosen() is not Choice.LEAVE:
            typed = self.discussed.typed()
            if self.chosen() is Choice.WITH_CONDITIONS and not self._conditions():
                faults["conditions"] = NEEDS_CONDITIONS
            if typed.text.strip() and typed.moment is None:
                faults["discussed"] = NOT_UNDERSTOOD
            faults["review"] = self.review.fault()
            faults["copy_on"] = self.weighed.copy_on.fault()
            if self.chosen() is Choice.MORE_INFORMATION and not self.note.text().strip():
                faults["note"] = NEEDS_NOTE
        for name, sentence in faults.items():
            self._fields[name].set_error(sentence)
        wrong = next((name for name, sentence in faults.items() if sentence), "")
        if wrong:
            self._fields[wrong].focus_editor()
        return not wrong

    def offer(self, found: Sequence[Suggestion], sought: str) -> None:
        """Show who was found."""
        self.present.offer(person_rows(found), sought)

    def _conditions(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.conditions.text().splitlines() if line.strip())

    def _build(self) -> None:
        item = self.item
        waits = f"{item.kind_words}. Waiting {item.waiting}" if item.waiting else item.kind_words
        lines: list[QWidget] = [
            TextLabel(item.adult, tokens.PAGE, wrap=True),
            muted(item.adult_role, wrap=True),
            muted(f"{waits}. Declared {item.declared}", wrap=True),
        ]
        if item.discussed:
            lines.append(muted(f"Discussed {item.discussed}", wrap=True))
        shown: list[QWidget | QLayout] = [column(*lines, space=tokens.SPACE_1)]
        if item.asked_for:
            lines_of = IconWords("info", f"More information asked for {item.asked_for}", Meaning.NOTE.value)
            shown.append(lines_of)
        if item.is_change:
            shown.append(_in_force(item))
        shown += declared_facts(item.nature, item.note, item.pupils, item.about_adult)
        if item.may_decide:
            self.setLayout(column(*shown, *self._fields.values(), space=tokens.SPACE_3))
            return
        for field in self._fields.values():
            field.setParent(self)
            field.hide()
        notice = NoticePanel(Meaning.NOTE, item.why_not, f"Decided by the {item.decides}.")
        self.setLayout(column(*shown, notice, space=tokens.SPACE_3))

    def _chosen(self, _value: object) -> None:
        agrees = self.chosen() in _AGREES
        if agrees and not self.review.typed().text.strip():
            self.review.set_day(self.item.review_proposed)
        self._fit()

    def _fit(self) -> None:
        if not self.item.may_decide:
            return
        chosen = self.chosen()
        deciding = chosen is not Choice.LEAVE
        self._fields["conditions"].setVisible(chosen is Choice.WITH_CONDITIONS)
        for name in ("protocol", "review"):
            self._fields[name].setVisible(chosen in _AGREES)
        for name in ("discussed", "present", "note"):
            self._fields[name].setVisible(deciding)
        self.weighed.fit(chosen in _WEIGHED, agrees=chosen in _AGREES)
        self._fields["note"].set_optional(chosen is not Choice.MORE_INFORMATION)
        self.refitted.emit()

    def _searched(self, words: str) -> None:
        self.searched.emit(self, words)


def _in_force(item: QueueItem) -> NoticePanel:
    """What an acknowledgement still in force asks, beside the change that waits."""
    words = f"Conditions in force now: {'; '.join(item.conditions_now) or 'none'}."
    if item.protocol_now:
        words = f"{words} Protocol: {item.protocol_now.rstrip('.')}."
    return NoticePanel(
        Meaning.NOTE,
        "A change to a declaration that is acknowledged",
        f"{words} They stay in force until you decide.",
    )
