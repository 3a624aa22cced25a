"""Rows of a decision that are there only when somebody asks for them: what else was considered, and who was asked."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.entries import Considered, Consulted
from safeguard_app.domain.moments import not_known
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.button import link
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.layouts import WrapLayout, column
from safeguard_app.ui.widgets.line_field import LineField

NOT_CHOSEN = ""


class FoldableRow(QWidget):
    """One row of several that are added by a link."""

    def is_empty(self) -> bool:
        """Whether nothing is chosen or typed in it."""
        raise NotImplementedError

    def lacks(self) -> bool:
        """Whether half of it is missing."""
        raise NotImplementedError


class ConsideredRow(FoldableRow):
    """One thing that was considered and not chosen, with why not."""

    FIRST_BOX = "Why not"

    def __init__(self, tools: FormTools, parent: QWidget | None = None) -> None:
        """Start with nothing chosen."""
        super().__init__(parent)
        self.setAccessibleName("Considered, and not chosen")
        options = [
            (NOT_CHOSEN, "What was considered"),
            *((o.code, o.label) for o in tools.choices.alternatives),
        ]
        self.option = ChoiceBox("What was considered", options)
        self.option.setMaximumWidth(scaled(420))
        self.why_not = TextBox("Why not", placeholder="Why not")
        self.setLayout(column(self.option, self.why_not, space=tokens.SPACE_1))
        self.setFocusProxy(self.option)

    def is_empty(self) -> bool:
        """Whether nothing is chosen or typed in it."""
        return not self.option.value() and not self.why_not.text().strip()

    def lacks(self) -> bool:
        """Whether half of it is missing."""
        return not self.is_empty() and not (self.option.value() and self.why_not.text().strip())

    def entry(self) -> Considered:
        """What was considered, as it stands."""
        return Considered(str(self.option.value()), self.why_not.text())


class ConsultedRow(FoldableRow):
    """Somebody who was asked: who, for whom they spoke, when, and what they advised."""

    FIRST_BOX = "Who was asked"

    def __init__(self, tools: FormTools, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setAccessibleName("Asked before deciding")
        self.who = LineField("Who was asked", limit=200, placeholder="Name")
        self.role = LineField("Role or agency", limit=200, placeholder="Role or agency")
        for line in (self.who, self.role):
            line.setFixedWidth(scaled(210))
        self.at = tools.time_field("When they were asked", placeholder="When: today 1315")
        self.advised = TextBox("What they advised", placeholder="What they advised, in their words")
        wrap = WrapLayout(tokens.SPACE_2, tokens.SPACE_1)
        for part in (self.who, self.role, self.at):
            wrap.addWidget(part)
        holder = QWidget()
        holder.setLayout(wrap)
        self.setLayout(column(holder, self.advised, space=tokens.SPACE_1))
        self.setFocusProxy(self.who)

    def is_empty(self) -> bool:
        """Whether nothing is typed in it."""
        typed = (self.who.text(), self.role.text(), self.advised.text(), self.at.typed().text)
        return not any(text.strip() for text in typed)

    def lacks(self) -> bool:
        """Whether it does not say who."""
        return not self.is_empty() and not self.who.text().strip()

    def entry(self) -> Consulted:
        """Who was asked, as it stands."""
        at = self.at.typed().moment or not_known()
        return Consulted(self.who.text(), self.role.text(), at, self.advised.text())


Row = TypeVar("Row", bound=FoldableRow)


class FoldedRows(QWidget, Generic[Row]):
    """No row to begin with, and a link that adds one: what is optional takes no key that was not meant."""

    def __init__(
        self, label: str, words: str, make: Callable[[], Row], parent: QWidget | None = None
    ) -> None:
        """``words`` stand on the link."""
        super().__init__(parent)
        self.setAccessibleName(label)
        self._make = make
        self.rows: list[Row] = []
        self._place = column(space=tokens.SPACE_3)
        self.more = link(words, "plus")
        self.more.clicked.connect(self._added)
        self.setLayout(column(self._place, self.more, space=tokens.SPACE_1))
        self.setFocusProxy(self.more)

    def add_row(self) -> Row:
        """One more row, empty."""
        made = self._make()
        self.rows.append(made)
        self._place.addWidget(made)
        return made

    def have_rows(self, count: int) -> None:
        """At least so many: before a draft is put back."""
        while len(self.rows) < count:
            self.add_row()

    def filled(self) -> list[Row]:
        """Those with something in them."""
        return [one for one in self.rows if not one.is_empty()]

    def lacks(self) -> bool:
        """Whether one of them is only half there."""
        return any(one.lacks() for one in self.rows)

    def _added(self) -> None:
        self.add_row().setFocus()
