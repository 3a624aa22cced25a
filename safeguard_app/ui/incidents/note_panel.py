"""Add note: call, meeting, e-mail, visit; with whom, what was said, advised and agreed by whom by when."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.entries import Agreed, Note, NoteKind
from safeguard_app.ui.incidents.day_of import day_of
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.incidents.note_fields import NoteFields
from safeguard_app.ui.incidents.time_field import TimeField
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.button import link
from safeguard_app.ui.widgets.layouts import WrapLayout, column
from safeguard_app.ui.widgets.line_field import LineField

CAPTURE_FIRST = (
    "Capture first, then report: what is reported may be gone for good. Add what may be kept with Ctrl+E, with its "
    "full address. Never if it may show an indecent image of a child: then write it down in words."
)


class AgreedLine(QWidget):
    """One thing that was agreed: what, by whom, by when."""

    FIRST_BOX = "What was agreed"

    def __init__(self, tools: FormTools, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setAccessibleName("What was agreed")
        self.what = LineField(self.FIRST_BOX, limit=500, placeholder="What")
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


class NotePanel(NoteFields):
    """One note. What was agreed becomes actions in the same step."""

    def __init__(
        self, tools: FormTools, kind: NoteKind = NoteKind.NOTE, parent: QWidget | None = None
    ) -> None:
        """``kind`` is chosen to begin with."""
        super().__init__("Note", "", tools, kind, parent)
        self._tools = tools
        self._lines: list[AgreedLine] = []
        self._agreed = column(space=tokens.SPACE_1)
        self._build()

    def note(self) -> Note:
        """The note as typed."""
        made = [line.agreed() for line in self._lines]
        return self.typed_note(tuple(one for one in made if one is not None))

    def slips(self) -> dict[str, str]:
        """A date that was not understood, or somebody who agreed to nothing."""
        slips = super().slips()
        if any(line.lacks_what() for line in self._lines):
            slips["agreed"] = "Say what was agreed, or empty the whole line."
        return slips

    def make_room(self, texts: Sequence[tuple[str, str]]) -> None:
        """As many lines as a draft had."""
        wanted = [name for name, _ in texts].count(AgreedLine.FIRST_BOX)
        while len(self._lines) < wanted:
            self._new_line()

    @property
    def agreed_lines(self) -> tuple[AgreedLine, ...]:
        """The lines of what was agreed, for tests."""
        return tuple(self._lines)

    def _build(self) -> None:
        self._kind_field = self.ask_note()
        self.kind.chosen.connect(self._kind_chosen)
        self._kind_chosen(self.kind.value())
        more = link("Add something else that was agreed", "plus")
        more.clicked.connect(self._add_line)
        agreed = QWidget()
        agreed.setLayout(column(self._agreed, more, space=tokens.SPACE_1))
        self._new_line()
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
        self._new_line().what.setFocus()

    def _new_line(self) -> AgreedLine:
        line = AgreedLine(self._tools)
        self._lines.append(line)
        self._agreed.addWidget(line)
        return line
