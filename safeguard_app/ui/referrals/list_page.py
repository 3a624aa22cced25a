"""All referrals this user may read, what was issued of them, and the blank forms."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.services.paper_views import IssuedLine
from safeguard_app.services.referral_views import ReferralLine
from safeguard_app.services.status import StatusMeaning
from safeguard_app.ui.referrals.authority_section import AuthoritySection
from safeguard_app.ui.referrals.blank_forms import BlankForm
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning, Status
from safeguard_app.ui.widgets.button import Button, small
from safeguard_app.ui.widgets.data_table import Column, DataTable
from safeguard_app.ui.widgets.empty_state import EmptyState
from safeguard_app.ui.widgets.headed_section import HeadedSection
from safeguard_app.ui.widgets.layouts import WrapLayout
from safeguard_app.ui.widgets.scroll_page import ScrollPage
from safeguard_app.ui.widgets.table_cell import Cell, CellStyle, status_cell
from safeguard_app.ui.widgets.text_label import TextLabel, muted


@dataclass(frozen=True, slots=True)
class IssuedRow:
    """A document that was issued, with the case it belongs to."""

    case: str
    line: IssuedLine


class ReferralListPage(ScrollPage):
    """Signals:
    opened(object): a referral was opened; carries its ReferralLine.
    issued_opened(object): an issued document was opened; carries its IssuedLine.
    incidents_asked(): go to the incidents, where a referral is begun.
    blank_asked(object): a blank form was asked for; carries the BlankForm, or id and title of a form of the catalogue.
    """

    opened = Signal(object)
    issued_opened = Signal(object)
    incidents_asked = Signal()
    blank_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__("Referrals", parent=parent)
        self.column.setSpacing(tokens.SPACE_4)
        self.table = DataTable(
            "Referrals being prepared",
            (
                Column("Referral", _what, 0),
                Column("Case", _case, 112),
                Column("Begun", _begun, 186, wrap=True),
                Column("Answered, last step", _answered, 170, wrap=True),
                Column("Time limit", _due, 186, wrap=True),
            ),
            _id,
            two_lines=True,
            fit_rows=True,
        )
        self.issued_table = DataTable(
            "Documents issued",
            (
                Column("Document", _document, 0),
                Column("Case", _issued_case, 112),
                Column("Issued", _issued, 186),
                Column("What became of it", _went_out, 250, wrap=True),
            ),
            _issued_id,
            two_lines=True,
            fit_rows=True,
        )
        self.incidents_button = Button("Go to incidents", "list")
        self.empty = EmptyState(
            "send",
            "No referral has been begun",
            "Ring first: nothing here holds a call up. A form is begun from the record of an incident, and fills "
            "itself from what the record already says.",
            self.incidents_button,
        )
        self.went_out_button = small("What went out", "list")
        self._issued_section = HeadedSection(
            "Issued documents", space=tokens.SPACE_1, aside=self.went_out_button
        )
        self.since = TextLabel("", wrap=True)
        self._issued_section.add(self.issued_table, self.since)
        self.authority = AuthoritySection()
        self._blank_section = HeadedSection("Blank forms", space=tokens.SPACE_2)
        self.forms_button = Button("Forms of our own", "pencil")
        self.forms_button.setAccessibleName("Forms of our own: copy and change a form")
        self.blank_buttons = {form: Button(form.value, "printer") for form in BlankForm}
        self.form_buttons: dict[str, Button] = {}
        self._forms = WrapLayout()
        self._build()
        self.table.row_opened.connect(self.opened)
        self.issued_table.row_opened.connect(self._open_issued)
        self.incidents_button.clicked.connect(self.incidents_asked)

    def show_lines(self, lines: tuple[ReferralLine, ...], issued: tuple[IssuedRow, ...]) -> None:
        """Show what there is; where there is nothing, say how one begins."""
        self.table.set_rows(lines)
        self.issued_table.set_rows(issued)
        self.table.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self._issued_section.setVisible(bool(issued))
        self.since.setText("\n".join(_since(row) for row in issued if row.line.since))
        self.since.setVisible(bool(self.since.text()))

    def show_blank(self, forms: tuple[tuple[str, str], ...]) -> None:
        """Offer the forms that can be begun blank: id and title of each, the school's own among them."""
        offered = dict(forms)
        for key in [one for one in self.form_buttons if one not in offered]:
            gone = self.form_buttons.pop(key)
            self._forms.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for key, title in forms:
            if key in self.form_buttons:
                self.form_buttons[key].setText(title)
                continue
            button = Button(title, "printer")
            button.clicked.connect(partial(self._ask_blank, key))
            self.form_buttons[key] = button
            self._forms.addWidget(button)

    def focus_first(self) -> None:
        """Give the keyboard to the list."""
        target: QWidget = self.table if self.table.isVisible() else self.incidents_button
        if self.table.isVisible() and not self.table.selectionModel().hasSelection():
            self.table.selectRow(0)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self.column.addWidget(TextLabel("Referrals", tokens.PAGE))
        self.column.addWidget(
            muted("Forms being answered, newest first. Open one to go on with it.", wrap=True)
        )
        self.column.addWidget(self.table)
        self.column.addWidget(self.empty)
        self.column.addWidget(self._issued_section)
        self.column.addWidget(self.authority)
        for form, button in self.blank_buttons.items():
            button.clicked.connect(partial(self.blank_asked.emit, form))
            self._forms.addWidget(button)
        self._forms_row = WrapLayout()
        self._forms_row.addWidget(self.forms_button)
        self._blank_section.add(
            muted("For the day when the laptop is away: nothing of the log is in them.", wrap=True),
            self._forms,
            muted("Your authority changed its form? Make a copy of ours and change it.", wrap=True),
            self._forms_row,
        )
        self.column.addWidget(self._blank_section)
        self.column.addStretch(1)
        self.show_lines((), ())

    def _ask_blank(self, key: str) -> None:
        self.blank_asked.emit((key, self.form_buttons[key].text()))

    def _open_issued(self, row: object) -> None:
        assert isinstance(row, IssuedRow)
        self.issued_opened.emit(row.line)


def _id(line: ReferralLine) -> str:
    return str(line.record.id)


def _what(line: ReferralLine) -> Cell:
    return Cell(line.title, line.people, CellStyle.STRONG)


def _case(line: ReferralLine) -> Cell:
    return Cell(line.case)


def _begun(line: ReferralLine) -> Cell:
    return Cell(line.begun, style=CellStyle.MUTED)


def _answered(line: ReferralLine) -> Cell:
    return Cell(line.counts, line.step)


def _due(line: ReferralLine) -> Cell:
    if line.due is None or line.due.meaning is StatusMeaning.PLAIN:
        return Cell(line.due.words if line.due is not None else "")
    return status_cell(Status(Meaning(line.due.meaning.value), line.due.words))


def _issued_id(row: IssuedRow) -> str:
    return str(row.line.document.id)


def _document(row: IssuedRow) -> Cell:
    return Cell(row.line.title, f"{row.line.copy}, {row.line.size_words}", CellStyle.STRONG)


def _issued_case(row: IssuedRow) -> Cell:
    return Cell(row.case)


def _issued(row: IssuedRow) -> Cell:
    return Cell(row.line.issued, row.line.by)


def _since(row: IssuedRow) -> str:
    """In full under the table, whose rows have no room for a sentence."""
    return f"{row.case}, {row.line.copy}: {row.line.since[:1].lower()}{row.line.since[1:]}"


def _went_out(row: IssuedRow) -> Cell:
    out = row.line.went_out
    if not out:
        went = "Not printed or saved"
    else:
        went = f"{out[-1]}, and {len(out) - 1} before" if len(out) > 1 else out[-1]
    if row.line.since:
        return status_cell(Status(Meaning.NOTE, "Its record changed since"), went)
    return Cell(went) if out else Cell(went, style=CellStyle.MUTED)
