"""The forms of the school's own policy: its words pasted, and then clause by clause."""

from collections.abc import Sequence
from datetime import date, tzinfo
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from safeguard_app.domain.school_policies import PolicyClause, SchoolPolicy
from safeguard_app.services.school_policies import PLACE_LIMIT, SHORT_LIMIT, KindLine
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.incidents.time_field import Describe, Reader
from safeguard_app.ui.people.day_field import DayField
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.headed_section import Line
from safeguard_app.ui.widgets.layouts import column, row
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.text_label import muted
from safeguard_app.ui.widgets.tick_box import TickBox

_TITLE_LIMIT = 120
_NAMES_SHOWN = 2
NOT_CITED = "Not cited"


class PolicyTextPanel(EntryPanel):
    """What the policy is called, from when it holds, and all its words."""

    def __init__(
        self,
        replaces: str,
        reader: Reader,
        describe: Describe,
        zone: tzinfo,
        parent: QWidget | None = None,
    ) -> None:
        """``replaces`` is the title of the policy in force, or empty."""
        super().__init__(
            "Put in the school’s own policy",
            "Read its clauses",
            "Copy the words out of your document and paste them here. Nothing is kept until you have seen the clauses.",
            parent,
        )
        self.title_line = LineField("Title", limit=_TITLE_LIMIT)
        self.short_line = LineField("How records cite it", limit=SHORT_LIMIT)
        self.begins = DayField("It holds from", reader, describe, zone, placeholder="1/9/2026")
        self.replaces_tick = TickBox(f"It replaces “{replaces}” from that day")
        self.replaces_tick.setChecked(True)
        self.words_box = TextBox("Words of the policy", lines=8)
        self.add_field("Title", self.title_line, "title")
        self.add_field(
            "How records cite it",
            self.short_line,
            "short",
            help_text="A short name that stands before the number of a clause, such as “SMP 2026”.",
            optional=True,
        )
        self.add_field("It holds from", self.begins, "in_force_from")
        if replaces:
            self.fields.addWidget(self.replaces_tick)
        else:
            self.replaces_tick.setChecked(False)
        self.add_field("Words of the policy", self.words_box, "text")


class KindsButton(Button):
    """For which kinds of incident a clause is cited: a menu of ticks, its choice on the button.

    Signals:
        changed(): another choice was made.
    """

    changed = Signal()

    def __init__(self, kinds: Sequence[KindLine], place: str, parent: QWidget | None = None) -> None:
        """``kinds`` in the order of the menu; ``place`` names the clause for a screen reader."""
        super().__init__(NOT_CITED, small=True, chevron=True, parent=parent)
        self._kinds = kinds
        self._place = place
        self._codes: tuple[str, ...] = ()
        self.setProperty("kept_as", f"Clause {place}, cited for")
        menu = QMenu(self)
        menu.aboutToShow.connect(partial(self._fill, menu))
        menu.triggered.connect(self._picked)
        self.setMenu(menu)
        self._say()

    def codes(self) -> tuple[str, ...]:
        """What is chosen, in the order of the list."""
        return self._codes

    def set_codes(self, codes: Sequence[str]) -> None:
        """Show a choice without telling anyone."""
        self._codes = tuple(one.code for one in self._kinds if one.code in codes)
        self._say()

    def kept_choice(self) -> str:
        """What a draft keeps of it."""
        return ",".join(self._codes)

    def put_back_choice(self, kept: str) -> None:
        """Show what a draft kept."""
        self.set_codes(kept.split(","))
        self.changed.emit()

    def _fill(self, menu: QMenu) -> None:
        """The ticks are made when somebody looks: a policy has a hundred clauses."""
        menu.clear()
        for kind in self._kinds:
            action = menu.addAction(kind.name.replace("&", "&&"))
            action.setData(kind.code)
            action.setCheckable(True)
            action.setChecked(kind.code in self._codes)

    def _picked(self, action: object) -> None:
        code = str(action.data())  # type: ignore[attr-defined]  # the menu's own QAction
        codes = [one for one in self._codes if one != code]
        self.set_codes(codes if code in self._codes else [*codes, code])
        self.changed.emit()

    def _say(self) -> None:
        names = [one.name for one in self._kinds if one.code in self._codes]
        more = f" and {len(names) - _NAMES_SHOWN} more" if len(names) > _NAMES_SHOWN else ""
        self.setText((", ".join(names[:_NAMES_SHOWN]) + more) if names else NOT_CITED)
        self.setToolTip(", ".join(names))
        self.setAccessibleName(f"Clause {self._place}, cited for: {', '.join(names) or 'nothing'}")
        self.updateGeometry()


class ClauseRow(QWidget):
    """One clause: kept or not, its number, its words, and the kinds of incident it is cited for."""

    def __init__(
        self, clause: PolicyClause, kinds: Sequence[KindLine], parent: QWidget | None = None
    ) -> None:
        """Show a clause as it was read."""
        super().__init__(parent)
        self.setAccessibleName(f"Clause {clause.place}")
        self.keep_tick = TickBox("Keep")
        self.keep_tick.setAccessibleName(f"Keep clause {clause.place}")
        self.keep_tick.setChecked(True)
        self.place_line = LineField(f"Number of clause {clause.place}", limit=PLACE_LIMIT)
        self.place_line.setText(clause.place)
        self.place_line.setFixedWidth(scaled(104))
        self.words_box = TextBox(f"Words of clause {clause.place}", lines=1)
        self.words_box.set_text(clause.words)
        self.kinds_button = KindsButton(kinds, clause.place)
        self.kinds_button.set_codes(clause.categories)
        head = row(self.place_line, self.keep_tick, None, self.kinds_button, space=tokens.SPACE_3)
        self.setLayout(column(head, self.words_box, Line("line"), space=tokens.SPACE_1))

    def clause(self) -> PolicyClause | None:
        """The clause as it stands now; None where it is not kept."""
        if not self.keep_tick.isChecked():
            return None
        return PolicyClause(
            self.place_line.text().strip(), self.words_box.text().strip(), self.kinds_button.codes()
        )


class PolicyClausesPanel(EntryPanel):
    """Every clause to look at before the policy is kept, or to correct afterwards with a reason."""

    def __init__(
        self,
        title: str,
        clauses: Sequence[PolicyClause],
        kinds: Sequence[KindLine],
        *,
        with_reason: bool,
        parent: QWidget | None = None,
    ) -> None:
        """``title`` is the policy's; the kinds of incident shown were proposed and are to be looked at."""
        hint = (
            "A correction keeps the version before it. Records go on citing what stood on their day."
            if with_reason
            else "The kinds of incident beside each clause were found by the words it shares with the general list of "
            "policies. Look at each: a record of that kind will cite the clause."
        )
        super().__init__(
            f"Clauses of {title}", "Keep this policy" if not with_reason else "Save", hint, parent
        )
        self.rows = [ClauseRow(clause, kinds) for clause in clauses]
        self.reason_box = TextBox("Why is it corrected?", lines=2)
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_2)
        for one in self.rows:
            layout.addWidget(one)
        if self.rows:
            holder.setFocusProxy(self.rows[0].place_line)
        self.count_label = muted("", wrap=True)
        self.fields.addWidget(self.count_label)
        self.add_field("Clauses", holder, "clauses")
        if with_reason:
            self.add_field("Why is it corrected?", self.reason_box, "reason")
        else:
            self.reason_box.hide()
        for one in self.rows:
            one.keep_tick.toggled.connect(self._count)
            one.kinds_button.changed.connect(self._count)
        self._count()

    def clauses(self) -> tuple[PolicyClause, ...]:
        """What is kept, in order."""
        return tuple(clause for one in self.rows if (clause := one.clause()) is not None)

    def _count(self) -> None:
        kept = self.clauses()
        cited = sum(bool(one.categories) for one in kept)
        self.count_label.setText(
            f"{len(kept)} of {len(self.rows)} clauses are kept, {cited} of them cited on records."
        )


class PolicyEndPanel(EntryPanel):
    """A policy holds no longer, or was entered in error."""

    def __init__(
        self,
        policy: SchoolPolicy,
        reader: Reader,
        describe: Describe,
        zone: tzinfo,
        parent: QWidget | None = None,
    ) -> None:
        """Ask from when, and why; without a day it is taken back as entered in error."""
        super().__init__(
            f"End {policy.title}",
            "End it",
            "Records of days on which it held go on citing it. One that was never the school’s is taken back instead.",
            parent,
        )
        self.on = DayField("The first day on which it holds no longer", reader, describe, zone)
        self.error_tick = TickBox("It was entered in error: it never held here")
        self.reason_box = TextBox("Why?", lines=2)
        self.add_field("The first day on which it holds no longer", self.on, "on")
        self.fields.addWidget(self.error_tick)
        self.add_field("Why?", self.reason_box, "reason")
        self.error_tick.toggled.connect(self.on.setDisabled)

    def day(self) -> date | None:
        """The day typed."""
        return self.on.day()
