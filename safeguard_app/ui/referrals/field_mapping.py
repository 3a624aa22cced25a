"""Every field of an authority's form with what goes into it, the page it is on, and boxes to change it with."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from safeguard_app.domain.authority_forms import (
    AnswerPart,
    DateStyle,
    FieldSource,
    OptionWhen,
    PdfField,
    TickWhen,
)
from safeguard_app.domain.form_matching import Question, sourced
from safeguard_app.services.authority_mapping import (
    BLANK,
    DATE_WORDS,
    FIXED,
    NAME_HELP,
    PART_WORDS,
    TICK_WORDS,
    MappingView,
    choice_of,
    kept_text,
    parts_of,
    question_words,
    read_text,
    sort_words,
    source_words,
    ticked_by_words,
)
from safeguard_app.ui.referrals.field_picture import FieldPicture
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.data_table import Column, DataTable
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import column, emptied
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.table_cell import Cell, CellStyle
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_HEIGHT = 300
_BESIDE = 760
"""From this width on the page stands beside the list."""
_MOST_ROWS = 12
"""Options whose answers are changed one by one; a longer list is chosen from by its own words."""
_TEXT = 500
_BETWEEN = ";"
MANY_OPTIONS = "Each of its answers is chosen when ours has the same words."
WHEN_HELP = f"Several answers with a “{_BETWEEN}” between them. “Yes” is also said by “Yes, by telephone”."

IN_WORDS = (
    "This question is answered in words. An answer that is neither yes nor no stands on the sheet behind the form, "
    "whether the box is ticked or not."
)


class FieldMapping(QWidget):
    """Signals:
    changed(): something else goes into a field.
    page_wanted(int): a page is needed, counted from 0; hand it to :meth:`show_page`.
    """

    changed = Signal()
    page_wanted = Signal(int)

    def __init__(self, view: MappingView, parent: QWidget | None = None) -> None:
        """Begin at the first field that can be filled."""
        super().__init__(parent)
        self._questions: Mapping[str, Question] = view.questions
        form = view.line.form
        self._fields = {one.name: one for one in form.fields}
        self._sources = {name: form.source_of(name) for name in self._fields}
        self._pages: dict[int, QImage] = {}
        self.setProperty("kept_as", "What goes into each field")
        self.setAccessibleName("Fields of the form")
        self.table = DataTable(
            "Fields of the form",
            (Column("Field", self._field_cell), Column("What goes into it", self._source_cell)),
            _name,
            two_lines=True,
        )
        self.table.setMinimumHeight(scaled(_HEIGHT))
        self.picture = FieldPicture()
        self.title_label = TextLabel("", tokens.STRONG, wrap=True)
        self.kind_label = muted("", wrap=True)
        choices = [(BLANK, "Leave it blank"), (FIXED, "Always the same")]
        choices += [(key, question_words(one)) for key, one in self._questions.items()]
        self.source_box = ChoiceBox("What goes into the field", choices)
        self.fixed_line = LineField("What always stands there", limit=_TEXT)
        self.fixed_box = ChoiceBox("What is always chosen")
        self.date_box = ChoiceBox("How a day is written", tuple(DATE_WORDS.items()))
        self.part_box = ChoiceBox("Which part of it", tuple(PART_WORDS.items()))
        self.tick_box = ChoiceBox("When it is ticked", tuple(TICK_WORDS.items()))
        self.when_lines: dict[str, LineField] = {}
        self.fields = {
            "source": Field("What goes into it", self.source_box),
            "fixed": Field("What always stands there", self.fixed_line),
            "option": Field("What is always chosen", self.fixed_box),
            "part": Field("Which part of it", self.part_box),
            "ticks": Field("When it is ticked", self.tick_box, help_text=IN_WORDS),
            "date": Field("How a day is written", self.date_box),
        }
        self._whens = QVBoxLayout()
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        self._connect()
        self.table.set_rows(tuple(self._fields.values()))
        first = next((one for one in self._fields.values() if one.sort.is_filled), None)
        self.setFocusProxy(self.table)
        self.table.choose(first.name if first is not None else next(iter(self._fields)))

    @property
    def chosen(self) -> PdfField:
        """The field in view."""
        found = self.table.chosen()
        assert isinstance(found, PdfField)
        return found

    @property
    def to_fill(self) -> int:
        """How many fields can be filled."""
        return sum(one.sort.is_filled for one in self._fields.values())

    def sources(self) -> tuple[FieldSource, ...]:
        """What goes into each field, in the order of the pages."""
        return tuple(self._sources.values())

    def show_page(self, page: int, image: QImage) -> None:
        """Take a page that was asked for."""
        self._pages[page] = image
        if self.table.chosen() is not None and self.chosen.page == page:
            self._show_picture()

    def kept_choice(self) -> str:
        """What a draft keeps of it."""
        return kept_text(self.sources())

    def put_back_choice(self, kept: str) -> None:
        """Show what a draft kept, of the fields that are still there."""
        for one in read_text(kept) or ():
            if one.field in self._sources:
                self._sources[one.field] = one
        self.table.set_rows(tuple(self._fields.values()))
        self._show_field(self.chosen)
        self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The page goes under the list where there is no room beside it."""
        super().resizeEvent(event)
        beside = self.width() >= scaled(_BESIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._beside.direction() != way:
            self._beside.setDirection(way)

    def _build(self) -> None:
        self._beside.setSpacing(tokens.SPACE_3)
        self._beside.addWidget(self.table, 1)
        self._beside.addWidget(self.picture, 1)
        self._whens.setSpacing(tokens.SPACE_2)
        self.setLayout(
            column(
                self._beside,
                self.title_label,
                self.kind_label,
                *self.fields.values(),
                self._whens,
                space=tokens.SPACE_2,
            )
        )

    def _connect(self) -> None:
        self.table.row_chosen.connect(self._row_chosen)
        self.source_box.chosen.connect(self._source_chosen)
        self.fixed_line.answered.connect(self._fixed_typed)
        self.fixed_box.chosen.connect(self._fixed_typed)
        self.date_box.chosen.connect(self._date_chosen)
        self.part_box.chosen.connect(self._part_chosen)
        self.tick_box.chosen.connect(self._ticks_chosen)

    # ------------------------------------------------------------ showing

    def _row_chosen(self, row: object) -> None:
        if isinstance(row, PdfField):
            self._show_field(row)

    def _show_field(self, one: PdfField) -> None:
        self.title_label.setText(one.words)
        called = f" It is called {one.name} in the file." if one.label else ""
        self.kind_label.setText(f"{sort_words(one)}.{called}")
        self._show_source(one, self._sources[one.name])
        if one.page in self._pages:
            self._show_picture()
        else:
            self.picture.show_field(QImage(), (), "")
            self.page_wanted.emit(one.page)

    def _show_picture(self) -> None:
        one = self.chosen
        places = [place for place in one.places if place.page == one.page]
        self.picture.show_field(
            self._pages[one.page], places, f"{one.words}, on page {one.page + 1}, is framed"
        )

    def _show_source(self, one: PdfField, source: FieldSource) -> None:
        words, question = one.sort.is_text, self._questions.get(choice_of(source))
        self.source_box.set_value(choice_of(source))
        self.fixed_line.setText(source.fixed if words else "")
        self.fixed_box.set_choices([(option.name, option.words) for option in one.options])
        self.fixed_box.set_value(source.fixed)
        self.date_box.set_value(source.dates)
        fixed = self.source_box.value() == FIXED
        self.fields["source"].setVisible(one.sort.is_filled)
        self.fields["fixed"].setVisible(fixed and words)
        self.fields["option"].setVisible(fixed and not words and one.sort.is_filled)
        parts = parts_of(question, one) if question is not None else ()
        self.part_box.set_choices([(part, PART_WORDS[part]) for part in parts])
        self.part_box.set_value(source.part)
        self.fields["part"].setVisible(bool(parts))
        self.fields["part"].set_help(NAME_HELP if AnswerPart.LAST_NAME in parts else "")
        dated = words and question is not None and question.is_date and source.part is AnswerPart.WHOLE
        self.fields["date"].setVisible(dated)
        in_words = question is not None and ticked_by_words(question, one)
        self.tick_box.set_value(source.ticks)
        self.fields["ticks"].setVisible(in_words)
        by_answers = question is not None and not words and source.ticks is TickWhen.ANSWERS
        self._show_whens(one, source, shown=by_answers)

    def _show_whens(self, one: PdfField, source: FieldSource, *, shown: bool) -> None:
        emptied(self._whens)
        self.when_lines = {}
        if not shown:
            return
        if len(one.options) > _MOST_ROWS:
            self._whens.addWidget(muted(MANY_OPTIONS, wrap=True))
            return
        said = {when.option: when.answers for when in source.when}
        for place, option in enumerate(one.options):
            label = (
                "It is ticked when the answer is"
                if len(one.options) == 1
                else f"“{option.words}” when the answer is"
            )
            line = LineField(label, limit=_TEXT)
            line.setText(f"{_BETWEEN} ".join(said.get(option.name, ())))
            line.answered.connect(partial(self._when_typed, option.name))
            self.when_lines[option.name] = line
            self._whens.addWidget(Field(label, line, help_text=WHEN_HELP if not place else ""))

    # ------------------------------------------------------------ changing

    def _source_chosen(self, key: object) -> None:
        one = self.chosen
        question = self._questions.get(str(key))
        if question is not None:
            made = sourced(one, question)
        elif key == FIXED:
            first = one.options[0].name if one.options else ""
            made = FieldSource(one.name, fixed=self._sources[one.name].fixed or first)
        else:
            made = FieldSource(one.name)
        self._set(made)
        self._show_source(one, made)
        if key == FIXED and one.sort.is_text:
            self.source_box.set_value(FIXED)
            self.fields["fixed"].setVisible(True)

    def _fixed_typed(self, text: object) -> None:
        self._set(FieldSource(self.chosen.name, fixed=str(text)))

    def _date_chosen(self, style: object) -> None:
        assert isinstance(style, DateStyle)
        self._set(replace(self._sources[self.chosen.name], dates=style))

    def _part_chosen(self, part: object) -> None:
        assert isinstance(part, AnswerPart)
        self._change(replace(self._sources[self.chosen.name], part=part, dates=DateStyle.WORDS))

    def _ticks_chosen(self, when: object) -> None:
        assert isinstance(when, TickWhen)
        self._change(replace(self._sources[self.chosen.name], ticks=when))

    def _change(self, source: FieldSource) -> None:
        """Take it, and show the boxes that it asks for."""
        self._set(source)
        self._show_source(self.chosen, source)

    def _when_typed(self, option: str, text: str) -> None:
        source = self._sources[self.chosen.name]
        answers = tuple(part.strip() for part in text.split(_BETWEEN) if part.strip())
        others = [one for one in source.when if one.option != option]
        order = [known.name for known in self.chosen.options]
        when = sorted([*others, OptionWhen(option, answers)], key=lambda one: order.index(one.option))
        self._set(replace(source, when=tuple(when)))

    def _set(self, source: FieldSource) -> None:
        self._sources[source.field] = source
        self.table.set_rows(tuple(self._fields.values()))
        self.changed.emit()

    def _field_cell(self, one: PdfField) -> Cell:
        return Cell(one.words, sort_words(one), CellStyle.STRONG)

    def _source_cell(self, one: PdfField) -> Cell:
        source = self._sources[one.name]
        words = source_words(source, one, self._questions)
        return Cell(words, style=CellStyle.MUTED) if source.is_blank else Cell(words)


def _name(one: PdfField) -> str:
    return one.name
