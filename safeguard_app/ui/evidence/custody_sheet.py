"""Who had an exhibit, in the order it happened, and one button that checks its file."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.services.custody import CustodyRecord
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.fact_row import fact_row
from safeguard_app.ui.widgets.headed_section import Line
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.text_label import TextLabel, muted


class CustodySheet(ModalSheet):
    """Read-only.

    Signals:
        check_requested(): read the file and compare it with what was sealed.
        print_requested(): look at the record as a document, to print or save it.
    """

    check_requested = Signal()
    print_requested = Signal()

    def __init__(self, record: CustodyRecord) -> None:
        """Show a record; :meth:`show_record` shows it anew."""
        super().__init__(f"Who had {record.title}", width=760, cancel_words="Close the custody record")
        self._lines = column(space=tokens.SPACE_2)
        self.body.addWidget(fact_row("What", record.file_words))
        if record.sha256:
            self.body.addWidget(fact_row("SHA-256", record.sha256))
        self.body.addWidget(Line("line"))
        holder = QWidget()
        holder.setLayout(self._lines)
        self.body.addWidget(holder)
        self.body.addWidget(
            muted(
                "Every line is an event of the audit, with its number there. None can be taken out.",
                wrap=True,
            )
        )
        self.check_button = Button("Check the file now", "shield-check")
        if not record.sha256:
            self.check_button.hide()  # never shown before it lies in the sheet: it would be a window of its own
        self.print_button = Button("Print it", "printer")
        self.close_button = Button("Close")
        self.footer.addWidget(self.check_button)
        self.footer.addWidget(self.print_button)
        self.footer.addStretch(1)
        self.footer.addWidget(self.close_button)
        self.check_button.clicked.connect(self.check_requested)
        self.print_button.clicked.connect(self.print_requested)
        self.close_button.clicked.connect(self.reject)
        self._rows: list[QWidget] = []
        self.show_record(record)

    def first_focus(self) -> QWidget:
        """The button that lets it be."""
        return self.close_button

    def said(self) -> tuple[str, ...]:
        """Every line as it is announced."""
        return tuple(one.accessibleName() for one in self._rows)

    def show_record(self, record: CustodyRecord) -> None:
        """Show what stands in the audit now."""
        for old in self._rows:
            self._lines.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [
            _row(line.when, line.what, f"{line.who}, event {line.event:,}") for line in record.lines
        ]
        for made in self._rows:
            self._lines.addWidget(made)


def _row(when: str, what: str, who: str) -> QWidget:
    made = QWidget()
    made.setAccessibleName(f"{when}: {what}, {who}")
    made.setLayout(column(TextLabel(f"{when}: {what}", wrap=True), muted(who, wrap=True), space=0))
    return made
