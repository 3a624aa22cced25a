"""The school: its name, nation and local authority."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal

from safeguard_app.domain.nations import Nation
from safeguard_app.ui.first_run.answers import NationWords
from safeguard_app.ui.first_run.step import Step
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.line_field import LineField


class SchoolStep(Step):
    """Signals:
    nation_chosen(object): another nation was chosen; carries it.
    """

    title = "The school"
    nation_chosen = Signal(object)

    def __init__(self, words: Callable[[Nation], NationWords]) -> None:
        """``words`` gives the nation's name for its local authority."""
        super().__init__(
            "Which school is this log for?", "Its name is shown before the passphrase, and on every page."
        )
        self._words = words
        self.name_line = LineField("Name of the school", limit=120)
        self.nation_box = ChoiceBox("Nation", [(nation, _name(nation)) for nation in Nation])
        self.authority_line = LineField("Authority", limit=120)
        self._name = Field("Name of the school", self.name_line, name="name")
        nation = Field(
            "Nation",
            self.nation_box,
            name="nation",
            help_text="Decides whose law, agencies, forms and words the log uses.",
        )
        self._authority = Field("Authority", self.authority_line, name="local_authority")
        for field in (self._name, nation, self._authority):
            self.form.addWidget(field)
        self.nation_box.chosen.connect(self._nation_chosen)
        self._show_nation(Nation.ENGLAND)

    @property
    def nation(self) -> Nation:
        """The nation chosen."""
        value = self.nation_box.value()
        assert isinstance(value, Nation)
        return value

    def entered(self) -> None:
        """Begin with the name."""
        self.name_line.setFocus(Qt.FocusReason.OtherFocusReason)

    def check(self) -> bool:
        """A name and an authority are needed."""
        name = self.name_line.text().strip()
        authority = self.authority_line.text().strip()
        self._name.set_error("" if name else "Give the name of the school.")
        self._authority.set_error("" if authority else f"Give the {self._authority.label.text().lower()}.")
        if not name:
            self._name.focus_editor()
        elif not authority:
            self._authority.focus_editor()
        return bool(name and authority)

    def _nation_chosen(self, nation: object) -> None:
        assert isinstance(nation, Nation)
        self._show_nation(nation)
        self.nation_chosen.emit(nation)

    def _show_nation(self, nation: Nation) -> None:
        words = self._words(nation).authority
        words = words[:1].upper() + words[1:]
        self._authority.label.setText(words)
        self.authority_line.setAccessibleName(words)


def _name(nation: Nation) -> str:
    return nation.value.replace("_", " ").title()
