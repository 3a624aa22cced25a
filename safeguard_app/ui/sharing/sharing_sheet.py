"""What goes, to whom, what for and on which basis: asked before the documents are made, and nothing goes out by it."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.date_words import joined_words
from safeguard_app.domain.moments import not_known
from safeguard_app.services.paper_leaving import Outside
from safeguard_app.services.sharing_asked import LeftOutOf
from safeguard_app.services.sharing_choices import refused_for
from safeguard_app.services.sharing_views import BasisLine, KnownRecipient, SharingChoices, SharingInput
from safeguard_app.ui.copies.words_first import ReadingProgress
from safeguard_app.ui.incidents.time_field import TimeField
from safeguard_app.ui.people.kept_choices import FILLS_OTHERS
from safeguard_app.ui.people.sheet_keeper import SheetBoxes
from safeguard_app.ui.sharing.left_out_part import LeftOutPart
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.error_summary import ErrorSummary
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.text_label import muted
from safeguard_app.ui.widgets.tick_box import TickBox

_NOT_CHOSEN = ("", "Choose")
_ASKS_WHOSE = frozenset(one.value for one in Audience if one.needs_subjects)
_AUDIENCE_HELP = (
    "For a parent, the next school or subject access, others are called “Child B”; the key stays here."
)
_SOMEBODY_ELSE = (None, "Somebody else: type them below")


class SharingSheet(ModalSheet):
    """Nothing is ticked to begin with but what it was opened for.

    Signals:
        given(object): the documents are to be made; carries the SharingInput as typed.
        outlook_asked(object): what would they leave out? carries the SharingInput as typed.
    """

    given = Signal(object)
    outlook_asked = Signal(object)

    def __init__(self, choices: SharingChoices, receipt_due: TimeField, wanted: Outside) -> None:
        """``receipt_due`` reads days that are still to come; ``wanted`` names what it was opened for."""
        super().__init__(f"Share documents, {choices.case}", width=760, cancel_words="Cancel, make nothing")
        self.choices, self.wanted = choices, wanted
        self.ticks = {one.key: TickBox(one.title, detail=one.detail) for one in choices.papers}
        self.errors = ErrorSummary()
        self.audience = ChoiceBox("Who is named in it", choices.audiences)
        self.subject = ChoiceBox("Whose copy it is", [_NOT_CHOSEN, *choices.subjects])
        offered = [_SOMEBODY_ELSE, *((one, one.words) for one in choices.recipients)]
        self.known = ChoiceBox("Somebody who is known already", offered)
        self.known.setProperty(FILLS_OTHERS, True)
        self.recipient = LineField("Who receives it", limit=200)
        self.organisation = LineField(
            "Whom they work for", limit=200, placeholder="Police, children’s services"
        )
        self.contact = LineField("E-mail or telephone", limit=200)
        self.purpose = LineField("What they need it for", limit=500)
        self.basis = ChoiceBox("Lawful basis", _offered(choices.bases))
        self.condition = ChoiceBox("Further condition", _offered(choices.conditions))
        self.receipt_due = receipt_due
        self.left_out = LeftOutPart()
        self.reading = ReadingProgress()
        self.make_button = filled("Make the documents", "file-text")
        self.cancel_button = Button("Cancel")
        self._fields = self._made_fields()
        editors: dict[str, QWidget] = {name: field.editor for name, field in self._fields.items()}
        editors |= {f"paper/{key}": tick for key, tick in self.ticks.items()}
        editors.pop("papers")
        editors.pop("known")
        self.boxes = SheetBoxes(editors, self._put_back)
        self._build()
        self.known.chosen.connect(self._take_known)
        for box in (self.audience, self.basis, self.condition):
            box.chosen.connect(self._say_helps)
        for tick in self.ticks.values():
            tick.toggled.connect(self._say_helps)
            tick.toggled.connect(self.left_out.forget)
        for box in (self.audience, self.subject):
            box.chosen.connect(self.left_out.forget)
        self.left_out.button.clicked.connect(self._look)
        self.reading.appeared.connect(self._show_reading)
        self.make_button.clicked.connect(self._give)
        self.cancel_button.clicked.connect(self.reject)

    def first_focus(self) -> QWidget:
        """The first document."""
        return next(iter(self.ticks.values()), self.cancel_button)

    def chosen(self) -> tuple[str, ...]:
        """Keys of what is ticked."""
        return tuple(key for key, tick in self.ticks.items() if tick.isChecked())

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Say what needs another look; nothing typed is touched."""
        self.errors.show_errors(errors, "Nothing was made.")
        self.left_out.forget()
        self.set_busy(False)
        self.show_top()

    def set_busy(self, busy: bool) -> None:
        """While the documents are made nothing is pressed twice."""
        self.make_button.setEnabled(not busy)

    def typed(self) -> SharingInput:
        """Everything as it stands."""
        return SharingInput(
            incident=self.choices.incident,
            papers=self.chosen(),
            purpose=self.purpose.text(),
            basis=str(self.basis.value() or ""),
            condition=str(self.condition.value() or ""),
            recipient=self.recipient.text(),
            organisation=self.organisation.text(),
            contact=self.contact.text(),
            audience=str(self.audience.value() or ""),
            subject=str(self.subject.value() or ""),
            receipt_due=self.receipt_due.typed().moment or not_known(),
        )

    def _made_fields(self) -> dict[str, Field]:
        papers = QWidget()
        papers.setAccessibleName("Documents")
        papers.setLayout(column(*self.ticks.values(), space=tokens.SPACE_1))
        made = (
            Field("What goes?", papers, name="papers"),
            Field("Who is named in it?", self.audience, name="audience", help_text=_AUDIENCE_HELP),
            Field("Whose copy is it?", self.subject, name="subject"),
            Field("Somebody who is known already", self.known, name="known"),
            Field("Who receives it?", self.recipient, name="recipient"),
            Field("Whom do they work for?", self.organisation, name="organisation"),
            Field("E-mail or telephone", self.contact, name="contact", optional=True),
            Field("What do they need it for?", self.purpose, name="purpose"),
            Field("Lawful basis", self.basis, name="basis", help_text=" "),
            Field("Further condition", self.condition, name="condition", help_text=" "),
            Field(
                "Receipt wanted by",
                self.receipt_due,
                name="receipt_due",
                optional=True,
                help_text="Today reminds you then, until a receipt is entered.",
            ),
        )
        return {field.name: field for field in made}

    def _build(self) -> None:
        self.body.addWidget(self.boxes)
        if self.choices.missing:
            self.body.addWidget(_missing(self.choices.missing))
        self.body.addWidget(self.errors)
        for field in self._fields.values():
            self.body.addWidget(field)
        self._fields["known"].setVisible(bool(self.choices.recipients))
        self.errors.watch(tuple(self._fields.values()))
        self.body.addWidget(self.left_out)
        self.body.addWidget(self.reading)
        self.body.addWidget(
            muted(
                "The documents are made now and kept exactly as they are. Nothing goes out yet: a second person "
                "looks at them first, or you say by one key that it is too urgent for that.",
                wrap=True,
            )
        )
        self.footer.addWidget(self.make_button)
        self.footer.addStretch(1)
        self.footer.addWidget(self.cancel_button)
        self._put_back()

    def _say_helps(self, _value: object = None) -> None:
        """What is to be known of the basis that is chosen stands beneath it; whose copy it is, is asked for some."""
        audience = str(self.audience.value() or "")
        ticked = self.chosen()
        wanted = [one for one in self.choices.papers if one.key in ticked]
        nobody = bool(wanted) and all(one.names_nobody for one in wanted)
        self._fields["audience"].set_help(refused_for(wanted, audience) or _AUDIENCE_HELP)
        self._fields["audience"].setVisible(not nobody)
        self._fields["subject"].setVisible(audience in _ASKS_WHOSE and not nobody)
        for name, box, lines in (
            ("basis", self.basis, self.choices.bases),
            ("condition", self.condition, self.choices.conditions),
        ):
            code = box.value()
            self._fields[name].set_help(next((one.help for one in lines if one.code == code), " "))
        self.place()

    def _choose_wanted(self) -> None:
        """What it was opened for is chosen, whatever words of an earlier time came back."""
        if self.wanted.key in self.ticks:
            self.ticks[self.wanted.key].setChecked(True)
        if self.wanted.audience:
            self.audience.set_value(self.wanted.audience)
        if self.wanted.subject:
            self.subject.set_value(self.wanted.subject)

    def _put_back(self) -> None:
        self._choose_wanted()
        self._say_helps()

    def _take_known(self, value: object) -> None:
        if isinstance(value, KnownRecipient):
            self.recipient.setText(value.recipient)
            self.organisation.setText(value.organisation)
            self.contact.setText(value.contact)

    def _look(self) -> None:
        self.errors.clear()
        self.left_out.say_busy()
        self.outlook_asked.emit(self.typed())

    def show_left_out(self, found: tuple[LeftOutOf, ...]) -> None:
        """What the documents would leave out, here in the sheet."""
        self.left_out.show_found(found)
        self.place()
        self.show_whole(self.left_out)

    def _show_reading(self) -> None:
        self.place()
        self.show_whole(self.reading)

    def _give(self) -> None:
        self.errors.clear()
        if self.receipt_due.slipped():
            self.show_errors({"receipt_due": "This is no day that can be read. Type it as “fri” or “14/10”."})
            return
        self.set_busy(True)
        self.given.emit(self.typed())


def _missing(titles: tuple[str, ...]) -> NoticePanel:
    """What was chosen before and is not among the documents now: never silently."""
    again = "it" if len(titles) == 1 else "each of them"
    return NoticePanel(
        Meaning.DUE,
        f"Not offered here any more: {joined_words(titles)}",
        "What it is made of is not here, or stands on no record of this part of the log. Everything else that you "
        f"typed is kept. To put {again} back, open {again} and choose Share there.",
    )


def _offered(lines: tuple[BasisLine, ...]) -> list[tuple[object, str]]:
    return [_NOT_CHOSEN, *((one.code, one.label) for one in lines)]
