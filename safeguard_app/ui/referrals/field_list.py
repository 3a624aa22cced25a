"""Fields of a form under a heading; the one being answered opens in its place."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.services.referral_views import FieldView
from safeguard_app.ui.referrals.answer_panel import AnswerPanel
from safeguard_app.ui.referrals.field_row import FieldRow
from safeguard_app.ui.widgets.button import link
from safeguard_app.ui.widgets.headed_section import HeadedSection, Line

_AT_FIRST = 8


class FieldList(HeadedSection):
    """Hidden while it has no fields.

    Signals:
        answer_asked(str): a field is to be opened; carries its key.
        not_known_asked(str): a field is to stand as not known.
        place_asked(object): go to where a field is answered for every form; carries its FieldView.
    """

    answer_asked = Signal(str)
    not_known_asked = Signal(str)
    place_asked = Signal(object)

    def __init__(self, heading: str, *, all_at_once: bool = False, parent: QWidget | None = None) -> None:
        """Unless ``all_at_once``, a long list shows its first fields and a link to the others."""
        super().__init__(heading, space=0, parent=parent)
        self._all = all_at_once
        self._fields: tuple[FieldView, ...] = ()
        self.rows: list[FieldRow] = []
        self._panel: AnswerPanel | None = None
        self.more_link = link("")
        self.more_link.clicked.connect(self._more)

    def show_fields(self, fields: Sequence[FieldView], panel: AnswerPanel | None = None) -> None:
        """Show fields; ``panel`` stands in the place of the row of its field."""
        self._fields = tuple(fields)
        self._panel = panel
        self._build()
        self.setVisible(bool(fields))

    def row(self, key: str) -> FieldRow | None:
        """The row of a field that is in view."""
        return next((one for one in self.rows if one.key == key), None)

    def _build(self) -> None:
        if self._panel is not None:
            self._panel.setParent(None)
        self.clear()
        self.rows = []
        open_key = self._panel.form_field.key if self._panel is not None else ""
        shown = self._fields if self._all else self._shown(open_key)
        for place, field in enumerate(shown):
            if place:
                self.add(Line("line"))
            if field.key == open_key and self._panel is not None:
                self.add(self._panel)
                self._panel.show()
                continue
            field_row = FieldRow(field)
            field_row.answer_asked.connect(self.answer_asked)
            field_row.not_known_asked.connect(self.not_known_asked)
            field_row.place_asked.connect(self.place_asked)
            self.rows.append(field_row)
            self.add(field_row)
        left = len(self._fields) - len(shown)
        if left:
            self.more_link = link(f"Show {left} more")
            self.more_link.clicked.connect(self._more)
            self.add(Line("line"), self.more_link)

    def _shown(self, open_key: str) -> tuple[FieldView, ...]:
        """The first fields, and the open one wherever it stands."""
        first = self._fields[:_AT_FIRST]
        return first + tuple(field for field in self._fields[_AT_FIRST:] if field.key == open_key)

    def _more(self) -> None:
        self._all = True
        self._build()
        if len(self.rows) > _AT_FIRST:
            self.rows[_AT_FIRST].answer_button.setFocus()
