"""What somebody who asked to see their records is given: each record decided on, with exemptions and reasons."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.access_bundles import AccessItem
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.people import PersonRef
from safeguard_app.services.access_bundles import AccessForm, AccessView, DecidedItem
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.people.form_part import FormPart
from safeguard_app.ui.people.sheet_keeper import SheetBoxes
from safeguard_app.ui.people.wrapped import wrapped
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.error_summary import ErrorSummary
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.headed_section import Line
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.segmented_control import SegmentedControl
from safeguard_app.ui.widgets.text_label import TextLabel, muted
from safeguard_app.ui.widgets.tick_box import TickBox

GIVEN, LEFT_OUT = "given", "left_out"
_SINCE = "Something of it was added or changed since. Look at the record, then tick below or decide anew."
_SAID = (
    "The right is the child’s own, and a parent may act for a child who cannot understand it. Other people are left out"
    " of what is given, and the finished bundle is searched for them. Confirm every exemption with the school’s data"
    " protection officer."
)


class ItemPart(FormPart):
    """One record: given or left out, and why."""

    def __init__(self, item: DecidedItem, exemptions: Sequence[tuple[str, str, str]], place: int) -> None:
        """``place`` counts the records, so that a fault finds its box."""
        super().__init__()
        self.record, self.section = item.found.key
        self.words = item.found.words
        self._decided = decided = item.decided or item.before
        chosen = None if decided is None else GIVEN if decided.given else LEFT_OUT
        self.what = SegmentedControl(
            f"Decided on {self.words}", ((GIVEN, "Give it"), (LEFT_OUT, "Leave it out")), chosen
        )
        self.exemption = ChoiceBox(
            f"Exemption for {self.words}",
            [("", "No exemption"), *((code, label) for code, label, _ in exemptions)],
        )
        if decided is not None and decided.exemptions:
            self.exemption.set_value(decided.exemptions[0])
        self.reason = LineField(f"Why, for {self.words}", limit=500)
        self.reason.setText(decided.reason if decided is not None else "")
        self.fields = (
            Field("Exemption", self.exemption, name=f"exemption/{place}"),
            Field("Why", self.reason, name=f"reason/{place}", help_text="Stands in the exemption log alone."),
        )
        self.holds = TickBox("This still holds")
        self.holds.setAccessibleName(f"This still holds for {self.words}")
        self._is_to_confirm, self._stands = item.before is not None, item.found.stands
        self.holds.setChecked(not self._is_to_confirm)
        since = NoticePanel(Meaning.DUE, "Decided before, to be confirmed", _SINCE, icon="circle-alert")
        for changed in (self.what.chosen, self.exemption.chosen, self.reason.answered):
            changed.connect(self._decided_anew)
        self.setLayout(
            column(
                TextLabel(self.words, tokens.STRONG, wrap=True),
                since,
                self.what,
                *self.fields,
                self.holds,
                Line("line2"),
                space=tokens.SPACE_2,
            )
        )
        for one in (since, self.holds):  # within this part by now: no window of their own for a moment
            one.setVisible(self._is_to_confirm)

    def editors(self) -> Mapping[str, QWidget]:
        """Its boxes. A draft keeps what was confirmed for the record as it stands alone."""
        boxes = {"what": self.what, "exemption": self.exemption, "reason": self.reason}
        return {**boxes, f"holds/{self._stands}": self.holds} if self._is_to_confirm else boxes

    @property
    def to_decide(self) -> QWidget | None:
        """What is to be answered first; None where everything is."""
        if self.what.value() is None:
            return self.what
        return None if self.holds.isChecked() else self.holds

    def item(self) -> AccessItem | None:
        """What is decided; None where nothing is, or what was is to be confirmed first."""
        if self.to_decide is not None:
            return None
        code = str(self.exemption.value() or "")
        before = self._decided.exemptions if self._decided is not None else ()
        exemptions = before if code in before[:1] else (code,) if code else ()
        return AccessItem(
            self.record,
            self.what.value() == GIVEN,
            exemptions,
            self.reason.text(),
            section=self.section,
        )

    def _decided_anew(self, _value: object) -> None:
        self.holds.setChecked(True)


class AccessSheet(ModalSheet):
    """Nothing is decided to begin with.

    Signals:
        kept(object): keep what is decided; carries the AccessForm.
        bundle_requested(), log_requested(): look at a paper of what is kept.
        share_requested(): the bundle goes to whoever asked.
        part_chosen(object): another part of the log; carries its Compartment.
        left_out_requested(): look at what the bundle leaves out of the records it gives, and choose over it.
    """

    kept = Signal(object)
    part_chosen = Signal(object)
    bundle_requested = Signal()
    log_requested = Signal()
    share_requested = Signal()
    left_out_requested = Signal()

    def __init__(self, shown: AccessView, parts: Sequence[tuple[Compartment, str]]) -> None:
        """``parts`` are those that hold something, each as it is called: a bundle is of one."""
        super().__init__("Records for subject access", width=880, cancel_words="Close")
        self.shown = shown
        self.errors = ErrorSummary()
        requests = [
            (None, "None in the register of requests"),
            *((one.entry, one.words) for one in shown.requests),
        ]
        self.part = ChoiceBox("Which part of the log", parts)
        self.part.set_value(shown.part)
        self._called = dict(parts).get(shown.part, "This part of the log")
        self.request = ChoiceBox("Which request", requests)
        self.named = self._ticks()
        self.items = [ItemPart(one, shown.exemptions, place) for place, one in enumerate(shown.items)]
        self.note = TextBox("What is said to it", limit=5_000)
        self.keep_button = filled("Keep what is decided")
        self.left_out_button = Button("What it leaves out")
        self.bundle_button = Button("Look at the bundle", "file-text")
        self.log_button = Button("Exemption log", "list-checks")
        self.share_button = Button("Share the bundle", "handshake")
        self.close_button = Button("Close")
        self._fields = self._made_fields()
        self.boxes = SheetBoxes(self._kept(), lambda: None)
        self._build()
        self._connect()
        self._show_bundle()

    def form(self) -> AccessForm:
        """What is decided now."""
        items = tuple(item for part in self.items if (item := part.item()) is not None)
        request = self.request.value()
        assert request is None or isinstance(request, Reference)
        named = tuple(person for person, tick in self.named.items() if tick.isChecked())
        return AccessForm(items, request, named, self.note.text())

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Say what needs another look."""
        self.errors.show_errors(errors)
        self.show_top()

    def first_focus(self) -> QWidget:
        """The first record that is not decided on."""
        open_ones = (one.to_decide for one in self.items)
        return next((one for one in open_ones if one is not None), self.keep_button)

    def _ticks(self) -> dict[PersonRef, TickBox]:
        """Whoever asked may be named besides; so is whoever was before."""
        kept = self.shown.bundle.content.subjects if self.shown.bundle is not None else ()
        people = dict.fromkeys((*(one for asked in self.shown.requests for one in asked.asked_by), *kept))
        people.pop(self.shown.person, None)
        ticks = {
            person: TickBox(person.name)
            for person in people
            if person.reference != self.shown.person.reference
        }
        for person, tick in ticks.items():
            tick.setChecked(self.shown.bundle is None or person in kept)
        return ticks

    def _made_fields(self) -> tuple[Field, ...]:
        made = [
            Field(
                "Which part of the log?",
                self.part,
                name="part",
                help_text="Each part has a bundle of its own.",
            ),
            Field("For which request?", self.request, name="request"),
        ]
        made[0].setVisible(len(self.part.values()) > 1)
        if self.named:
            holder = QWidget()
            holder.setAccessibleName("Who stays named besides")
            holder.setLayout(column(*self.named.values(), space=tokens.SPACE_1))
            made.append(
                Field(f"Who stays named besides {self.shown.person.name}?", holder, name="also_named")
            )
        return tuple(made)

    def _kept(self) -> dict[str, QWidget]:
        parts = {f"item/{part.record.id}/{part.section}".rstrip("/"): part for part in self.items}
        ticks = {f"named/{place}": tick for place, tick in enumerate(self.named.values())}
        return {"part": self.part, "request": self.request, "note": self.note, **ticks, **parts}

    def _build(self) -> None:
        self.body.addWidget(self.boxes)
        self.body.addWidget(self.errors)
        heading = f"{self._called}: what it holds about {self.shown.person.name}"
        self.body.addWidget(TextLabel(heading, tokens.SUB, wrap=True))
        self.body.addWidget(muted(_SAID, wrap=True))
        papers = (self.left_out_button, self.bundle_button, self.share_button, self.log_button)
        self.body.addWidget(wrapped(*papers, space=tokens.SPACE_3, line_space=tokens.SPACE_2))
        for field in self._fields:
            self.body.addWidget(field)
        if not self.items:
            self.body.addWidget(NoticePanel(Meaning.NOTE, "Nothing was found here."))
        for one in self.items:
            self.body.addWidget(one)
        self.body.addWidget(Field("What is said to it", self.note, name="note", optional=True))
        self.errors.watch((*self._fields, *(field for one in self.items for field in one.fields)))
        self.footer.addWidget(self.keep_button)
        self.footer.addStretch(1)
        self.footer.addWidget(self.close_button)

    def _connect(self) -> None:
        self.part.chosen.connect(self.part_chosen)
        self.keep_button.clicked.connect(self._keep)
        self.left_out_button.clicked.connect(self.left_out_requested)
        self.bundle_button.clicked.connect(self.bundle_requested)
        self.log_button.clicked.connect(self.log_requested)
        self.share_button.clicked.connect(self.share_requested)
        self.close_button.clicked.connect(self.reject)

    def _show_bundle(self) -> None:
        """Papers are of what is kept: without a bundle there are none."""
        bundle = self.shown.bundle
        if bundle is not None:
            self.request.set_value(bundle.content.request)
        for button in (self.left_out_button, self.bundle_button, self.share_button, self.log_button):
            button.setEnabled(bundle is not None and not self.shown.open)

    def _keep(self) -> None:
        self.errors.clear()
        self.kept.emit(self.form())
