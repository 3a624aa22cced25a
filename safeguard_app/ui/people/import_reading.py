"""How a file of people is read: its letters, its columns, whom it holds, and the order of its dates."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.import_dates import DateOrder, OrderSaid
from safeguard_app.domain.import_fields import (
    DATE_FIELDS,
    FIELD_WORDS,
    PEOPLE_FIELDS,
    ColumnChoice,
    ImportField,
    WhoIsIn,
)
from safeguard_app.domain.import_rows import HowRead, orders_of
from safeguard_app.domain.import_tables import (
    DELIMITER_WORDS,
    ENCODING_WORDS,
    Encoding,
    PeopleTable,
    TableReading,
)
from safeguard_app.domain.people_imports import ImportSource
from safeguard_app.services.people_import import Offered, Understood
from safeguard_app.ui.people.wrapped import sized, wrapped
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.headed_section import HeadedSection
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.segmented_control import SegmentedControl
from safeguard_app.ui.widgets.text_label import TextLabel, muted

NO_COLUMN = -1
_WIDTH = 230
_SAMPLE = 22
"""Letters of samples that stand on one line under a field."""
_EVERYBODY, _SOME = "everybody", "some"
_OF_PUPILS = frozenset(
    {ImportField.UPN, ImportField.ADMISSION_NUMBER, ImportField.YEAR_GROUP, ImportField.CLASS_NAME}
)
_OF_STAFF = frozenset({ImportField.STAFF_NUMBER, ImportField.POST})
WHICH_ORDER = (
    "No date in this column says whether the day or the month comes first. Choose; nothing is guessed."
)
BOTH_ORDERS = (
    "Some dates in this column can only have the day first, others only the month. Choose one: the others are listed"
    " as not read."
)
EVERYBODY_HELP = (
    "If everybody: whoever came from a list before and is missing in this one is proposed as having left."
)
GUESSED = (
    "Guessed by the titles in the file. Change what is wrong; what no column is chosen for is not taken."
)
KEPT_NOT = "The file is read here and is not kept. Nothing is written before you have seen what would happen."


class ImportReading(QWidget):
    """The first half of the page: a file chosen, and how it is understood.

    Signals:
        file_requested(): choose a file.
        read_again(object): read the same file another way; carries the TableReading.
    """

    file_requested = Signal()
    read_again = Signal(object)

    def __init__(
        self,
        fields: Sequence[ImportField] = PEOPLE_FIELDS,
        dates: Sequence[ImportField] = DATE_FIELDS,
        *,
        of_people: bool = True,
    ) -> None:
        """No file yet. ``of_people``: it is asked whom the file holds, and whether that is everybody."""
        super().__init__()
        self.setAccessibleName("The file")
        self._dates = tuple(dates)
        self._of_people = of_people
        self._left_out: frozenset[ImportField] = frozenset()
        self._table: PeopleTable | None = None
        self.choose_button = Button("Choose a file ...", "folder-open")
        self.facts = TextLabel("", wrap=True)
        self.before = NoticePanel(Meaning.NOTE, "Read as you chose before", icon="history")
        self.encoding = ChoiceBox("Letters", [(one, words) for one, words in ENCODING_WORDS.items()])
        self.delimiter = ChoiceBox("Between columns", list(DELIMITER_WORDS.items()))
        self.who = SegmentedControl(
            "Whom the file holds",
            [(WhoIsIn.PUPILS, "Pupils"), (WhoIsIn.STAFF, "Staff"), (WhoIsIn.BOTH, "A column says which")],
            WhoIsIn.PUPILS if of_people else WhoIsIn.STAFF,
        )
        self.everybody = SegmentedControl(
            "Is that everybody here now?", [(_EVERYBODY, "Everybody"), (_SOME, "Only some")], None
        )
        self.boxes: dict[ImportField, ChoiceBox] = {one: ChoiceBox(FIELD_WORDS[one]) for one in fields}
        self.orders = {
            one: SegmentedControl(
                f"{FIELD_WORDS[one]}: which comes first?",
                [(DateOrder.DAY_FIRST, "Day first"), (DateOrder.MONTH_FIRST, "Month first")],
                None,
            )
            for one in self._dates
        }
        self.fields = self._make_fields()
        self._build()
        self._connect()

    def leave_out(self, fields: frozenset[ImportField]) -> None:
        """These are not asked of the next file: where it goes there is no such thing."""
        self._left_out = fields

    def show_nothing(self) -> None:
        """Only the way to a file."""
        self._table = None
        self._rest.hide()
        self.facts.setText(KEPT_NOT)
        self.choose_button.setText("Choose a file ...")

    def show_file(self, file: Offered, seen: Understood) -> None:
        """A file was read: show how."""
        table = self._table = file.table
        csv = file.source is ImportSource.CSV
        rows = count_words(len(table.rows), "row" if csv else "pupil")
        what = (
            f"{rows}, {count_words(len(table.header), 'column')}."
            if csv
            else f"Common Transfer File: {rows}."
        )
        self.facts.setText(f"{what} {KEPT_NOT}")
        self.choose_button.setText("Choose another file ...")
        self._show_reading(table.reading, shown=csv)
        self.who.set_value(seen.who)
        self.everybody.set_value(_EVERYBODY if csv and seen.remembered else None if csv else _SOME)
        self.before.say(
            Meaning.NOTE, f"Read as the file with these columns on {seen.remembered}", "", "history"
        )
        self.before.setVisible(bool(seen.remembered) and csv)
        self._columns.setVisible(csv)
        self._who_row.setVisible(csv and self._of_people)
        self.fields["everybody"].setVisible(self._of_people)
        choices = [(NO_COLUMN, "Not in this file"), *enumerate(_titles(table))]
        for field, box in self.boxes.items():
            box.set_choices(choices)
            place = seen.columns.column(field)
            box.set_value(NO_COLUMN if place is None else place)
        for one, order in self.orders.items():
            order.set_value(seen.said_before.get(one))
        self._fit()
        self._rest.show()

    def how(self) -> HowRead:
        """How it is to be read, as it stands."""
        orders = {}
        for one in self._asked_orders():
            value = self.orders[one].value()
            if isinstance(value, DateOrder):
                orders[one] = value
        for one, said in self._orders_said().items():
            if said in (OrderSaid.DAY_FIRST, OrderSaid.MONTH_FIRST):
                orders[one] = DateOrder(said.value)
        who = self.who.value()
        assert isinstance(who, WhoIsIn)
        return HowRead(self._choice(), who, orders)

    def holds_everybody(self) -> bool:
        """Whether whoever is missing has left."""
        return self.everybody.value() == _EVERYBODY

    def faults(self) -> dict[str, str]:
        """What has to be answered before it can be worked out, by field."""
        found = {}
        if self._of_people and self.everybody.value() is None:
            found["everybody"] = "Say whether the file holds everybody, or only some."
        for one in self._asked_orders():
            if self.orders[one].value() is None:
                found[f"order_{one.value}"] = (
                    f"{FIELD_WORDS[one]}: say which comes first, the day or the month."
                )
        return found

    def _make_fields(self) -> dict[str, Field]:
        made = {
            one.value: sized(Field(FIELD_WORDS[one], box, name=one.value), _WIDTH)
            for one, box in self.boxes.items()
        }
        for one, order in self.orders.items():
            words = f"{FIELD_WORDS[one]}: which comes first?"
            made[f"order_{one.value}"] = Field(words, order, name=f"order_{one.value}", help_text=WHICH_ORDER)
        made["who"] = Field("Whom the file holds", self.who, name="who")
        made["everybody"] = Field(
            "Is that everybody here now?", self.everybody, name="everybody", help_text=EVERYBODY_HELP
        )
        made["encoding"] = sized(Field("Letters are read as", self.encoding, name="encoding"), _WIDTH)
        made["delimiter"] = sized(Field("Columns are parted by", self.delimiter, name="delimiter"), _WIDTH)
        return made

    def _build(self) -> None:
        fields = self.fields
        self._reading_row = wrapped(fields["encoding"], fields["delimiter"], space=tokens.SPACE_4)
        self._who_row = QWidget()
        self._who_row.setLayout(column(fields["who"]))
        self._columns = HeadedSection("Which column is what", space=tokens.SPACE_3)
        self._columns.add(
            muted(GUESSED, wrap=True),
            wrapped(
                *(fields[one.value] for one in self.boxes), space=tokens.SPACE_4, line_space=tokens.SPACE_3
            ),
        )
        self._rest = QWidget()
        self._rest.setLayout(
            column(
                self.before,
                self._reading_row,
                self._who_row,
                fields["everybody"],
                self._columns,
                *(fields[f"order_{one.value}"] for one in self.orders),
                space=tokens.SPACE_4,
            )
        )
        self.setLayout(
            column(wrapped(self.choose_button), self.facts, self._rest, None, space=tokens.SPACE_3)
        )
        self.show_nothing()

    def _connect(self) -> None:
        self.choose_button.clicked.connect(self.file_requested)
        self.encoding.chosen.connect(self._read_otherwise)
        self.delimiter.chosen.connect(self._read_otherwise)
        self.who.chosen.connect(self._fit)
        for box in self.boxes.values():
            box.chosen.connect(self._fit)

    def _read_otherwise(self, _value: object) -> None:
        encoding, delimiter = self.encoding.value(), self.delimiter.value()
        assert isinstance(encoding, Encoding) and isinstance(delimiter, str)
        self.read_again.emit(TableReading(encoding, delimiter))

    def _show_reading(self, reading: TableReading, *, shown: bool) -> None:
        self.encoding.set_value(reading.encoding)
        self.delimiter.set_value(reading.delimiter)
        self._reading_row.setVisible(shown)

    def _choice(self) -> ColumnChoice:
        hidden = self._hidden()
        found = {}
        for field, box in self.boxes.items():
            value = box.value()
            if isinstance(value, int) and value != NO_COLUMN and field not in hidden:
                found[field] = value
        return ColumnChoice(found)

    def _hidden(self) -> frozenset[ImportField]:
        who = self.who.value()
        if not self._of_people:
            return self._left_out
        if who is WhoIsIn.BOTH:
            return frozenset()
        return (_OF_STAFF if who is WhoIsIn.PUPILS else _OF_PUPILS) | {ImportField.KIND}

    def _orders_said(self) -> Mapping[ImportField, OrderSaid]:
        return orders_of(self._table, self._choice(), self._dates) if self._table is not None else {}

    def _asked_orders(self) -> tuple[ImportField, ...]:
        asked = {OrderSaid.NOT_SAID, OrderSaid.BOTH}
        return tuple(one for one, said in self._orders_said().items() if said in asked)

    def _fit(self, _value: object = None) -> None:
        """Show what goes with the answers: samples, fields of pupils or staff, questions about dates."""
        table = self._table
        if table is None:
            return
        hidden = self._hidden()
        for field, box in self.boxes.items():
            shown = self.fields[field.value]
            shown.setVisible(field not in hidden)
            value = box.value()
            sample = table.sample(value) if isinstance(value, int) and value != NO_COLUMN else ()
            shown.set_help(_sample_words(sample))
        said = self._orders_said()
        for one in self.orders:
            question = self.fields[f"order_{one.value}"]
            question.setVisible(said.get(one) in (OrderSaid.NOT_SAID, OrderSaid.BOTH))
            question.set_help(BOTH_ORDERS if said.get(one) is OrderSaid.BOTH else WHICH_ORDER)


def _sample_words(sample: Sequence[str]) -> str:
    """On one line, so that the fields stand in rows."""
    if not sample:
        return "Nothing is taken"
    found = [_short(sample[0])]
    for one in sample[1:]:
        if sum(len(words) + 2 for words in found) + len(one) > _SAMPLE:
            break
        found.append(one)
    return f"Such as {', '.join(found)}"


def _titles(table: PeopleTable) -> list[str]:
    return [_short(title, 40) if title else f"Column {place}" for place, title in enumerate(table.header, 1)]


def _short(words: str, most: int = 24) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"
