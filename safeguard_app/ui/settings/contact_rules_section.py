"""The school's own switches on contact: what holds today, what is set for other days, and changing them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.contact_rules import ContactRules, FormerPupilsRule, ParentsRule, ReviewRule
from safeguard_app.domain.declarations import DeclarationKind
from safeguard_app.services.contact_rules import RulesView
from safeguard_app.ui.incidents.day_of import day_of
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.time_field import Describe, Reader, TimeField
from safeguard_app.ui.settings.fact_rows import FactRows
from safeguard_app.ui.settings.form_section import FormSection
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.text_label import TextLabel, muted
from safeguard_app.ui.widgets.tick_box import TickBox

_WHY = (
    "School policies differ on parents and on former pupils. The contact check names the rule that held on the day of"
    " the contact, with its clause."
)
_NEEDS_DAY = "Type the day from which this holds, such as “1 Sep 2026”."


class ContactRulesPanel(EntryPanel):
    """Other switches, from a day on."""

    def __init__(
        self, view: RulesView, reader: Reader, describe: Describe, parent: QWidget | None = None
    ) -> None:
        """Show what holds today, and ask since when it is otherwise."""
        super().__init__(
            "Change the rules on contact",
            "Save",
            "What held before stays for contact before that day. Verdicts given before stay as they are.",
            parent,
        )
        now = view.now
        self.since = TimeField("From which day", reader, describe, placeholder="1 Sep")
        self.parents = ChoiceBox("Parents as friends on social media", view.parents)
        self.former_pupils = ChoiceBox("Contact with former pupils", view.former_pupils)
        self.reviews = ChoiceBox("When are declarations reviewed", view.reviews)
        self.kinds = {DeclarationKind(code): TickBox(words) for code, words in view.kinds}
        self.reason = LineField("Why is it changed", limit=500)
        self.parents.set_value(now.parents.value)
        self.former_pupils.set_value(now.former_pupils.value)
        self.reviews.set_value(now.review.value)
        for kind, tick in self.kinds.items():
            tick.setChecked(kind in now.kinds)
        family = self.kinds[DeclarationKind.FAMILY_RELATIONSHIP]
        family.setChecked(True)
        family.setEnabled(False)
        self._build()

    def rules(self) -> ContactRules:
        """What stands in the fields."""
        day = day_of(self.since.typed())
        return ContactRules(
            since=day.isoformat() if day is not None else "",
            parents=ParentsRule(str(self.parents.value())),
            former_pupils=FormerPupilsRule(str(self.former_pupils.value())),
            kinds=tuple(kind for kind, tick in self.kinds.items() if tick.isChecked()),
            review=ReviewRule(str(self.reviews.value())),
        )

    def slips(self) -> dict[str, str]:
        """A day that is missing, or was not understood."""
        return {} if day_of(self.since.typed()) is not None else {"since": _NEEDS_DAY}

    def _build(self) -> None:
        kinds = QWidget()
        kinds.setAccessibleName("Which declarations does the school keep?")
        kinds.setLayout(column(*self.kinds.values(), space=tokens.SPACE_1))
        self.add_field("From which day?", self.since, "since")
        self.add_field("Parents as friends on social media", self.parents, "parents")
        self.add_field("Contact with former pupils", self.former_pupils, "former_pupils")
        self.add_field(
            "Which declarations does the school keep?",
            kinds,
            "kinds",
            help_text="One that is left out is not taken any more. Those on the register stay.",
        )
        self.add_field("When are declarations reviewed?", self.reviews, "review")
        self.add_field("Why is it changed?", self.reason, "reason")


class ContactRulesSection(FormSection):
    """Signals:
    change_asked(): open the rules for changing.
    """

    change_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing known."""
        self.change_button = Button("Change", small=True)
        self.change_button.setAccessibleName("Change the rules on contact")
        super().__init__("Rules on contact", aside=self.change_button, space=tokens.SPACE_3, parent=parent)
        self.facts = FactRows()
        self._later = QWidget()
        self.add(muted(_WHY, wrap=True), self.facts, self._later)
        self.change_button.clicked.connect(self.change_asked)

    def show_rules(self, view: RulesView) -> None:
        """Show what holds today, and what is set for other days."""
        self.facts.show_facts(list(view.facts))
        old, self._later = self._later, QWidget()
        lines = (TextLabel(words, wrap=True) for words in view.later)
        self._later.setLayout(column(*lines, space=tokens.SPACE_1))
        self._later.setVisible(bool(view.later))
        self.add(self._later)
        old.hide()
        old.deleteLater()

    def _show_rest(self, shown: bool) -> None:
        self.facts.setVisible(shown)
        self.change_button.setEnabled(shown)

    def _asked_from(self) -> QWidget:
        return self.change_button
