"""The chronology on a person's page: two lengths, either order, narrowed by kind; each line opens its record."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.records import RecordKind
from safeguard_app.services.chronology import KIND_WORDS, Chronology, ChronologyLine, LineKind
from safeguard_app.services.paper_views import ChronologyPaper
from safeguard_app.ui.people.detail_sections import open_link
from safeguard_app.ui.people.word_table import WordTable
from safeguard_app.ui.people.wrapped import wrapped
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import small
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.headed_section import HeadedSection
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.segmented_control import SegmentedControl
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_EVERY_KIND = ""


class ChronologySection(HeadedSection):
    """Out of sight until it is asked for; then read once, and narrowed without asking again.

    Signals:
        wanted(): read the chronology of the person in view, and answer with :meth:`show_chronology`.
        opened(object, object): a line was pressed; carries the RecordKind and the Reference.
        print_requested(object): look at it on paper; carries the ChronologyPaper.
    """

    wanted = Signal()
    opened = Signal(object, object)
    print_requested = Signal(object)

    def __init__(self) -> None:
        """Nothing is read yet."""
        super().__init__("Chronology", line=False, space=tokens.SPACE_2)
        self.show_button = small("Show the chronology", "list")
        self.length = SegmentedControl(
            "How much", ((False, "Significant events"), (True, "Everything")), False
        )
        self.order = SegmentedControl(
            "In which order", ((True, "Newest first"), (False, "Oldest first")), True
        )
        self.kind = ChoiceBox("Which kind", [(_EVERY_KIND, "Every kind")], small=True)
        self.print_button = small("Print", "printer", chevron=True)
        self.print_button.setAccessibleName("Print the chronology")
        self.print_menu = QMenu(self.print_button)
        self.print_button.setMenu(self.print_menu)
        self._controls = wrapped(self.length, self.order, self.kind, self.print_button)
        self._holder = QWidget()
        self._lines = QVBoxLayout(self._holder)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._chronology: Chronology | None = None
        body = QWidget()
        body.setLayout(column(wrapped(self.show_button), self._controls, self._holder, space=6))
        self.add(body)
        self.show_button.clicked.connect(self.wanted)
        self.length.chosen.connect(self._narrowed)
        self.order.chosen.connect(self._narrowed)
        self.kind.chosen.connect(self._narrowed)
        self.put_away()

    @property
    def is_open(self) -> bool:
        """Whether it is read and in view."""
        return self._chronology is not None

    def put_away(self) -> None:
        """Somebody else is in view."""
        self._chronology = None
        self.show_button.show()
        self._controls.hide()
        self._holder.hide()

    def show_chronology(self, found: object) -> None:
        """Show what was read."""
        assert isinstance(found, Chronology)
        first = self._chronology is None
        self._chronology = found
        there = dict.fromkeys(one.kind for one in found.lines)
        kept = self.kind.value()
        self.kind.set_choices(
            [
                (_EVERY_KIND, "Every kind"),
                *((kind.value, KIND_WORDS[kind]) for kind in LineKind if kind in there),
            ]
        )
        self.kind.set_value(_EVERY_KIND if first else kept)
        self.print_menu.clear()
        for part, words in found.part_words:
            act = self.print_menu.addAction(f"What is in {words}")
            act.triggered.connect(partial(self._print, part))
        self.print_button.setEnabled(bool(found.part_words))
        self.show_button.hide()
        self._controls.show()
        self._holder.show()
        self._fill()
        if first:
            self.length.setFocus()

    def _print(self, part: Compartment, _checked: bool = False) -> None:
        if self._chronology is not None:
            everything, newest = self.length.value() is True, self.order.value() is True
            self.print_requested.emit(ChronologyPaper(self._chronology.person, part, everything, newest))

    def _narrowed(self, _value: object) -> None:
        self._fill()

    def _fill(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        if self._chronology is None:
            return
        value = str(self.kind.value() or "")
        lines = self._chronology.shown(
            everything=self.length.value() is True,
            newest_first=self.order.value() is True,
            kind=LineKind(value) if value else None,
        )
        if not lines:
            self._lines.addWidget(muted("Nothing of this kind is entered that your keys open.", wrap=True))
            return
        table = WordTable("Chronology", ("When", "What"), (3, 9))
        table.fill([partial(self._cells, one) for one in lines])
        self._lines.addWidget(table)

    def _cells(self, line: ChronologyLine) -> tuple[QWidget | str, ...]:
        return line.day, self._what(line)

    def _what(self, line: ChronologyLine) -> QWidget:
        parts: list[QWidget] = [
            TextLabel(line.what, tokens.STRONG if line.significant else tokens.BASE, wrap=True)
        ]
        if line.detail:
            parts.append(TextLabel(line.detail, wrap=True))
        if line.opens is not RecordKind.PERSON:
            opens = open_link(
                "Open the record" if line.opens is RecordKind.INCIDENT else "Open the declaration",
                lambda record: self.opened.emit(line.opens, record),
                line.record,
                f"Open {line.what}",
            )
            parts.append(opens)
        holder = QWidget()
        holder.setLayout(column(*parts, space=1))
        return holder
