"""The part of the person form about statuses, who may be told and professionals, and about further names."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.identifiers import RecordId
from safeguard_app.domain.people import Person, PersonRef
from safeguard_app.ui.people.fact_rows import (
    NameRow,
    NotToBeUsedRow,
    ProfessionalRow,
    StatusRow,
    TellingRuleRow,
)
from safeguard_app.ui.people.register_tools import RegisterTools
from safeguard_app.ui.people.row_list import RowList
from safeguard_app.ui.widgets.field import Field

_Row = NameRow | StatusRow | TellingRuleRow | NotToBeUsedRow | ProfessionalRow
_STATUS_HELP = "With the day it began and the day it ended, as far as they are known."
_TELLING_HELP = (
    "Parental responsibility is ticked beside a relative. Enter here who else may be told, and whoever must not be:"
    " it is said again where somebody is about to be told."
)
_BARRED_HELP = "Said wherever somebody is about to be told about them."


class FactLists(QObject):
    """Five lists of rows, their fields, and what they make of a person.

    Signals:
        searched(object, str): look somebody up for a row; carries the row and the words.
    """

    searched = Signal(object, str)

    def __init__(self, tools: RegisterTools, parent: QWidget) -> None:
        """Empty lists."""
        super().__init__(parent)
        self.names: RowList[NameRow] = RowList("Further name", "Add a name", partial(NameRow, tools))
        self.statuses: RowList[StatusRow] = RowList("Status", "Add a status", partial(StatusRow, tools))
        self.telling: RowList[TellingRuleRow] = RowList(
            "Who may be told", "Add who may or must not be told", self._maker(tools)
        )
        self.barred: RowList[NotToBeUsedRow] = RowList(
            "Not to be used", "Add an address or number", partial(NotToBeUsedRow, tools)
        )
        self.professionals: RowList[ProfessionalRow] = RowList(
            "Professional", "Add a professional", partial(ProfessionalRow, tools)
        )

    def editors(self) -> Mapping[str, QWidget]:
        """The lists, by a name that stays."""
        return {
            "names": self.names,
            "statuses": self.statuses,
            "telling_rules": self.telling,
            "not_to_be_used": self.barred,
            "professionals": self.professionals,
        }

    def fields(self) -> tuple[Field, ...]:
        """A field for each list."""
        return (
            Field("Further names", self.names, name="names", optional=True),
            Field("Statuses", self.statuses, name="statuses", help_text=_STATUS_HELP),
            Field("Who may be told", self.telling, name="telling_rules", help_text=_TELLING_HELP),
            Field(
                "Addresses and numbers not to be used",
                self.barred,
                name="not_to_be_used",
                help_text=_BARRED_HELP,
            ),
            Field("Professionals involved", self.professionals, name="professionals", optional=True),
        )

    def show_of(self, person: Person, known: Mapping[RecordId, PersonRef]) -> None:
        """Show what a person's record holds; ``known`` name those on the register."""
        for name, further in zip(self.names.show_rows(len(person.names)), person.names, strict=True):
            name.set_further_name(further)
        for status, held in zip(self.statuses.show_rows(len(person.statuses)), person.statuses, strict=True):
            status.set_status(held)
        rules = person.telling_rules
        for row, rule in zip(self.telling.show_rows(len(rules)), rules, strict=True):
            row.set_rule(rule, known)
        barred = person.not_to_be_used
        for line, one in zip(self.barred.show_rows(len(barred)), barred, strict=True):
            line.set_barred(one)
        others = person.professionals
        for professional, other in zip(self.professionals.show_rows(len(others)), others, strict=True):
            professional.set_professional(other)

    def put_in(self, person: Person) -> Person:
        """The person with what the lists hold."""
        return replace(
            person,
            names=tuple(row.further_name() for row in self.names.rows()),
            statuses=tuple(row.status() for row in self.statuses.rows()),
            telling_rules=tuple(row.rule() for row in self.telling.rows()),
            not_to_be_used=tuple(row.barred() for row in self.barred.rows()),
            professionals=tuple(row.professional() for row in self.professionals.rows()),
        )

    def faults(self) -> dict[str, str]:
        """The first fault of each list."""
        lists: dict[str, Sequence[_Row]] = {
            "names": self.names.rows(),
            "statuses": self.statuses.rows(),
            "telling_rules": self.telling.rows(),
            "not_to_be_used": self.barred.rows(),
            "professionals": self.professionals.rows(),
        }
        return {
            name: next((fault for row in rows if (fault := row.fault())), "") for name, rows in lists.items()
        }

    def _maker(self, tools: RegisterTools) -> Callable[[], TellingRuleRow]:
        def make() -> TellingRuleRow:
            row = TellingRuleRow(tools)
            row.searched.connect(self.searched)
            return row

        return make
