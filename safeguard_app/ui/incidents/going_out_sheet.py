"""What goes out, to whom and what for: chosen exhibits as an encrypted file, or noted as handed over by hand."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.disclosures import HandedOverAs
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.moments import not_known
from safeguard_app.services.disclosures import ExhibitChoice, HandOver, Receiver
from safeguard_app.services.evidence_bundle import BundleOrder
from safeguard_app.services.incident_form import Typed
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.people.sheet_keeper import SheetBoxes
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.error_summary import ErrorSummary
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.segmented_control import SegmentedControl
from safeguard_app.ui.widgets.text_label import TextLabel, muted
from safeguard_app.ui.widgets.tick_box import TickBox

_WAYS = (
    (HandedOverAs.ZIP, "Encrypted zip"),
    (HandedOverAs.AGE, "age file"),
    (HandedOverAs.BY_HAND, "By hand"),
)
_HELP = {
    HandedOverAs.ZIP: "Opens with 7-Zip and the like. Use it unless they ask for something else.",
    HandedOverAs.AGE: "For those who use age. At most 256 MB.",
    HandedOverAs.BY_HAND: "A device, a print, or a file that went another way: only noted, with its receipt.",
}
_ACTS = {
    HandedOverAs.ZIP: "Choose where to save",
    HandedOverAs.AGE: "Choose where to save",
    HandedOverAs.BY_HAND: "Note it as handed over",
}


class GoingOutSheet(ModalSheet):
    """Nothing is ticked to begin with.

    Signals:
        bundle_requested(object): carries the BundleOrder as typed.
        hand_over_requested(object): carries the HandOver as typed.
        form_requested(object): the handover form; carries the chosen References.
        stopped(): stop what is being written.
    """

    bundle_requested = Signal(object)
    hand_over_requested = Signal(object)
    form_requested = Signal(object)
    stopped = Signal()

    def __init__(self, incident: Reference, choices: Sequence[ExhibitChoice], tools: FormTools) -> None:
        """``choices`` are all exhibits of the record; one that may not go out says why."""
        super().__init__("Hand evidence out", width=760, cancel_words="Cancel, hand nothing out")
        self._incident = incident
        self._writing = False
        self.ticks: dict[Reference, TickBox] = {}
        self.errors = ErrorSummary()
        self.way = SegmentedControl("How it is handed over", _WAYS, HandedOverAs.ZIP)
        self.recipient = LineField("Who receives it", limit=200)
        self.organisation = LineField(
            "Whom they work for", limit=200, placeholder="Police, children’s services"
        )
        self.purpose = LineField("What they need it for", limit=500)
        self.reference = LineField("Their reference", limit=200, placeholder="Crime or log number")
        self.handed_at = tools.time_field("When it was handed over", placeholder="today 1430")
        self.handed_at.set_typed(Typed("now", tools.reader("now").moment))
        self.handed_at.mark_prefilled()
        self.receipt = LineField("Receipt number", limit=200)
        self.progress = muted("", wrap=True)
        self.act_button = filled(_ACTS[HandedOverAs.ZIP], "save")
        self.form_button = Button("Handover form", "printer")
        self.cancel_button = Button("Cancel")
        self._fields = self._made_fields()
        editors = {name: field.editor for name, field in self._fields.items()}
        self.boxes = SheetBoxes(editors, self._answers_back)
        self._build(choices)
        self._connect()
        self._way_chosen(HandedOverAs.ZIP)

    def _answers_back(self) -> None:
        """What came back from a draft is shown; an exhibit that may not go out any more is not chosen."""
        for tick in self.ticks.values():
            tick.setChecked(tick.isChecked() and tick.isEnabled())
        self._way_chosen(self.way.value())

    def first_focus(self) -> QWidget:
        """The first exhibit that may go out."""
        return next((tick for tick in self.ticks.values() if tick.isEnabled()), self.cancel_button)

    def chosen(self) -> tuple[Reference, ...]:
        """What is ticked."""
        return tuple(item for item, tick in self.ticks.items() if tick.isChecked())

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Say what needs another look; nothing typed is touched."""
        self.errors.show_errors(errors)
        self.show_top()

    def set_writing(self, words: str) -> None:
        """While a bundle is written: how far it is. Empty: it is over."""
        self._writing = bool(words)
        self.progress.setText(words)
        self.progress.setVisible(bool(words))
        for part in (self.act_button, self.form_button, self.way, *self.ticks.values()):
            part.setEnabled(not words and part.property("kept_off") is None)
        self.cancel_button.setText("Stop" if words else "Cancel")

    def reject(self) -> None:
        """While a bundle is written, stop that; the sheet stays with what was typed."""
        if self._writing:
            self.stopped.emit()
            return
        super().reject()

    def _made_fields(self) -> dict[str, Field]:
        made = (
            Field("How?", self.way, name="handed_as", help_text=_HELP[HandedOverAs.ZIP]),
            Field("Who receives it?", self.recipient, name="recipient"),
            Field("Whom do they work for?", self.organisation, name="organisation"),
            Field("What do they need it for?", self.purpose, name="purpose"),
            Field("Their reference", self.reference, name="reference", optional=True),
            Field("When was it handed over?", self.handed_at, name="handed_at"),
            Field("Receipt number", self.receipt, name="receipt", optional=True),
        )
        return {field.name: field for field in made}

    def _build(self, choices: Sequence[ExhibitChoice]) -> None:
        self.body.addWidget(self.boxes)
        self.body.addWidget(self.errors)
        boxes = column(space=tokens.SPACE_1)
        for choice in choices:
            tick = TickBox(f"{choice.exhibit}, {choice.title}", detail=choice.why_not or choice.detail)
            if choice.why_not:
                tick.setEnabled(False)
                tick.setProperty("kept_off", True)
            self.ticks[choice.item] = tick
            boxes.addWidget(tick)
        holder = QWidget()
        holder.setAccessibleName("Exhibits")
        holder.setLayout(boxes)
        self._fields["exhibits"] = Field("Which exhibits?", holder, name="exhibits")
        self.body.addWidget(self._fields["exhibits"])
        for name, field in self._fields.items():
            if name != "exhibits":
                self.body.addWidget(field)
        self.errors.watch(tuple(self._fields.values()))
        self.boxes.add_editors({f"exhibit/{item.id}": tick for item, tick in self.ticks.items()})
        self._note = TextLabel("", tokens.READ, "muted", wrap=True)
        self.body.addWidget(self._note)
        self.body.addWidget(self.progress)
        self.progress.hide()
        self.footer.addWidget(self.act_button)
        self.footer.addWidget(self.form_button)
        self.footer.addStretch(1)
        self.footer.addWidget(self.cancel_button)

    def _connect(self) -> None:
        self.way.chosen.connect(self._way_chosen)
        self.act_button.clicked.connect(self._act)
        self.form_button.clicked.connect(self._form)
        self.cancel_button.clicked.connect(self.reject)

    def _way_chosen(self, way: object) -> None:
        assert isinstance(way, HandedOverAs)
        for name in ("handed_at", "receipt"):
            self._fields[name].setVisible(not way.is_file)
        self._fields["handed_as"].set_help(_HELP[way])
        self.act_button.setText(_ACTS[way])
        self._note.setText(
            "The exhibits, their schedule and custody record go into one encrypted file. Its passphrase is made now "
            "and shown once. It is entered in the log, and in the custody of each exhibit."
            if way.is_file
            else "It is entered in the log, and in the custody of each exhibit. The sealed original stays."
        )

    def _receiver(self) -> Receiver:
        return Receiver(
            self.recipient.text(), self.organisation.text(), self.purpose.text(), self.reference.text()
        )

    def _act(self) -> None:
        self.errors.clear()
        way = self.way.value()
        assert isinstance(way, HandedOverAs)
        if way.is_file:
            order = BundleOrder(self._incident, self.chosen(), self._receiver(), way)
            self.bundle_requested.emit(order)
            return
        at = self.handed_at.typed().moment or not_known()
        given = HandOver(self._incident, self.chosen(), self._receiver(), at, self.receipt.text())
        self.hand_over_requested.emit(given)

    def _form(self) -> None:
        self.errors.clear()
        if not self.chosen():
            self.show_errors({"exhibits": "Choose at least one exhibit."})
            return
        self.form_requested.emit(self.chosen())
