"""Add note: call, meeting, e-mail, visit; with whom, what was said, advised and agreed by whom by when."""

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.entries import Agreed, Note, NoteKind
from safeguard_app.domain.moments import not_known
from safeguard_app.services.incident_form import Typed
from safeguard_app.ui.incidents.day_of import day_of
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.incidents.time_field import TimeField
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.button import link
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.layouts import WrapLayout, column
from safeguard_app.ui.widgets.line_field import LineField

CAPTURE_FIRST = (
    "Capture first, then report: what is reported may be gone for good. Add what may be kept with Ctrl+E, with its "
    "full address. Never if it may show an indecent image of a child: then write it down in words."
)


class AgreedLine(QWidget):
    """One thing that was agreed: what, by whom, by when."""

    def __init__(self, tools: FormTools, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setAccessibleName("What was agreed")
        self.what = LineField("What was agreed", limit=500, placeholder="What")
        self.what.setMinimumWidth(scaled(220))
        self.by_whom = LineField("By whom", limit=200, placeholder="By whom")
        self.by_whom.setFixedWidth(scaled(150))
        self.by_when: TimeField = tools.day_field("By when", placeholder="By when: fri")
        wrap = WrapLayout(tokens.SPACE_2, tokens.SPACE_1)
        for part in (self.what, self.by_whom, self.by_when):
            wrap.addWidget(part)
        self.setLayout(wrap)
        self.setFocusProxy(self.what)

    def lacks_what(self) -> bool:
        """Whether by whom or by when is said, and not what."""
        others = self.by_whom.text().strip() or self.by_when.typed().text.strip()
        return bool(others) and not self.what.text().strip()

    def agreed(self) -> Agreed | None:
        """What was agreed, or nothing."""
        if not self.what.text().strip():
            return None
        return Agreed(self.what.text(), self.by_whom.text().strip(), day_of(self.by_when.typed()))


class NotePanel(EntryPanel):
    """One note. What was agreed becomes actions in the same step."""

    def __init__(
        self, tools: FormTools, kind: NoteKind = NoteKind.NOTE, parent: QWidget | None = None
    ) -> None:
        """``kind`` is chosen to begin with."""
        super().__init__("Note", "Save note", parent=parent)
        self._tools = tools
        self.text = TextBox("What was said or done", lines=3)
        self.kind = ChoiceBox(
            "Kind of note", [(NoteKind(one.code), one.label) for one in tools.choices.note_kinds]
        )
        self.kind.setMaximumWidth(scaled(320))
        self.kind.set_value(kind)
        self.with_whom = LineField("With whom", limit=200)
        self.organisation = LineField("Where from", limit=200, placeholder="Organisation, if any")
        self.at = tools.time_field("When", placeholder="today 1315")
        self.at.set_typed(Typed("now", tools.reader("now").moment))
        self.at.mark_prefilled()
        self.advised = TextBox("What they advised, in their words")
        self.reference = LineField("Their reference", limit=200)
        self._lines: list[AgreedLine] = []
        self._agreed = column(space=tokens.SPACE_1)
        self._build()

    def note(self) -> Note:
        """The note as typed."""
        kind = self.kind.value()
        assert isinstance(kind, NoteKind)
        made = [line.agreed() for line in self._lines]
        return Note(
            kind=kind,
            at=self.at.typed().moment or not_known(),
            text=self.text.text(),
            with_whom=self.with_whom.text(),
            organisation=self.organisation.text(),
            advised=self.advised.text(),
            reference=self.reference.text(),
            agreed=tuple(one for one in made if one is not None),
        )

    def slips(self) -> dict[str, str]:
        """A date that was not understood, or somebody who agreed to nothing."""
        slips = super().slips()
        if any(line.lacks_what() for line in self._lines):
            slips["agreed"] = "Say what was agreed, or empty the whole line."
        return slips

    @property
    def agreed_lines(self) -> tuple[AgreedLine, ...]:
        """The lines of what was agreed, for tests."""
        return tuple(self._lines)

    def _build(self) -> None:
        self.add_field("What was said or done?", self.text, "text")
        self._kind_field = self.add_field("Kind", self.kind, "kind")
        self.kind.chosen.connect(self._kind_chosen)
        self._kind_chosen(self.kind.value())
        pair = WrapLayout(tokens.SPACE_3, tokens.SPACE_1)
        for line in (self.with_whom, self.organisation):
            line.setFixedWidth(scaled(240))
            pair.addWidget(line)
        holder = QWidget()
        holder.setLayout(pair)
        holder.setFocusProxy(self.with_whom)
        self.add_field("With whom?", holder, "with_whom", optional=True)
        self.add_field("When?", self.at, "at")
        self.add_field("What did they advise, in their words?", self.advised, "advised", optional=True)
        self.add_field("Their reference", self.reference, "reference", optional=True)
        more = link("Add something else that was agreed", "plus")
        more.clicked.connect(self._add_line)
        agreed = QWidget()
        agreed.setLayout(column(self._agreed, more, space=tokens.SPACE_1))
        self._add_line()
        self.add_field(
            "What was agreed?",
            agreed,
            "agreed",
            help_text="Each becomes an action, due on its day.",
            optional=True,
        )

    def _kind_chosen(self, kind: object) -> None:
        self._kind_field.set_help(CAPTURE_FIRST if kind is NoteKind.PLATFORM_REPORT else "")

    def _add_line(self) -> None:
        line = AgreedLine(self._tools)
        self._lines.append(line)
        self._agreed.addWidget(line)
        if len(self._lines) > 1:
            line.what.setFocus()
