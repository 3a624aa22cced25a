"""A copy for somebody: for whom, whose, and what it leaves out, place by place, with what a person chooses besides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.domain.audiences import Audience
from safeguard_app.services.audience_outlook import EVERY_AUDIENCE, CopyOffer, Outlook
from safeguard_app.services.names_keys import LONGEST
from safeguard_app.services.paper_views import AudiencePaper
from safeguard_app.ui.copies.left_out_rows import (
    choice_rows,
    found_rows,
    left_out_rows,
    not_yet,
    passage_ticks,
    picture_rows,
    read_rows,
)
from safeguard_app.ui.copies.words_first import ReadingProgress
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.people.sheet_keeper import SheetBoxes
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, filled, small
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.error_summary import ErrorSummary
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.headed_section import Line
from safeguard_app.ui.widgets.layouts import column, emptied
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.text_label import TextLabel
from safeguard_app.ui.widgets.tick_box import TickBox


class ChoiceAct(StrEnum):
    """What can be chosen beyond the rule."""

    LEAVE_OUT = "leave_out"
    PUT_BACK = "put_back"
    PICTURE = "picture"
    UNDO = "undo"


_ACTS = (
    (ChoiceAct.LEAVE_OUT, "Leave further words out"),
    (ChoiceAct.PUT_BACK, "Put words back that name nobody"),
    (ChoiceAct.PICTURE, "Show a picture that shows nobody else"),
    (ChoiceAct.UNDO, "Undo what was chosen"),
)
_BUTTON = {
    ChoiceAct.LEAVE_OUT: "Leave them out",
    ChoiceAct.PUT_BACK: "Put them back",
    ChoiceAct.PICTURE: "Show the picture",
    ChoiceAct.UNDO: "Undo it",
}
_WHICH = {
    ChoiceAct.LEAVE_OUT: (
        "Which words?",
        "As they stand in the record. They are left out wherever they stand in this paper.",
    ),
    ChoiceAct.PUT_BACK: ("Which words?", "As they stand in the list of what was found or is left out."),
    ChoiceAct.PICTURE: (
        "Which exhibit?",
        "Such as Ex2 or Ex2-A. You say that it shows nobody else who may not be named in this copy. Look at it first:"
        " another child in the background is a child too.",
    ),
    ChoiceAct.UNDO: ("Which words or exhibit?", "As they stand in the list of what was chosen."),
}


@dataclass(frozen=True, slots=True)
class ChoiceWanted:
    """A choice as typed: what, over which words, why."""

    act: ChoiceAct
    words: tuple[str, ...]
    reason: str


class AudienceSheet(ModalSheet):
    """Signals:
    wanted(object): another copy is in view; carries its AudiencePaper, to work out what it leaves out.
    preview_requested(object): look at it; carries its AudiencePaper.
    choice_made(object): carries the ChoiceWanted.
    """

    wanted = Signal(object)
    preview_requested = Signal(object)
    choice_made = Signal(object)

    def __init__(self, offer: CopyOffer, only: Audience | None = None) -> None:
        """``offer`` says which papers there are, and whose copies they may be; ``only``: it is for this audience."""
        super().__init__("A copy for somebody", width=880, cancel_words="Close")
        self._offer = offer
        self.outlook: Outlook | None = None
        self.errors = ErrorSummary()
        self.paper = ChoiceBox(
            "Which paper", [(place, title) for place, (_, title) in enumerate(offer.papers)]
        )
        self.audience = ChoiceBox(
            "For whom", [(one, f"{words[:1].upper()}{words[1:]}") for one, words, _ in EVERY_AUDIENCE]
        )
        self.audience.set_value(only or Audience.PARENT)
        self.audience.setEnabled(only is None)
        self.subjects = {one.person: TickBox(one.words) for one in offer.people}
        self.act = ChoiceBox("What to do", _ACTS)
        self.words = TextBox("Which words", limit=LONGEST, lines=2)
        self.reason = LineField("Why", limit=500)
        self.act_button = Button("")
        self.passages_button = small("Choose from the text", "list-checks")
        self.passages: dict[str, TickBox] = {}
        self.counts = TextLabel("", tokens.STRONG, wrap=True)
        self.reading = ReadingProgress()
        self.again_button = Button("Look it through", small=True)
        self.problem = NoticePanel(Meaning.LATE, "")
        self.preview_button = filled("Look at the copy", "file-text")
        self.close_button = Button("Close")
        self._list, self._ticks = QVBoxLayout(), QVBoxLayout()
        self._fields = self._made_fields()
        self.boxes = SheetBoxes(self._kept(), self._answers_back)
        self._build()
        self._connect()
        self._act_chosen(ChoiceAct.LEAVE_OUT)
        for tick in self.subjects.values():
            if only is not None:
                tick.setChecked(True)
                tick.setEnabled(False)
        self._audience_chosen(only or Audience.PARENT)

    def job(self) -> AudiencePaper | None:
        """The copy in view; None until it is said whose it is, where that matters."""
        audience, place = self.audience.value(), self.paper.value()
        assert isinstance(audience, Audience) and isinstance(place, int)
        subjects = tuple(person for person, tick in self.subjects.items() if tick.isChecked())
        if audience.needs_subjects and not subjects:
            return None
        return AudiencePaper(
            self._offer.papers[place][0], audience, subjects if audience.needs_subjects else ()
        )

    def show_outlook(self, outlook: Outlook) -> None:
        """Say what the copy in view leaves out, and what keeps it from going."""
        self.outlook = outlook
        self.counts.setText(outlook.counts)
        self._say_found()
        _fill(
            self._list,
            (
                *found_rows(outlook.found_lines, partial(self._begin, ChoiceAct.PUT_BACK)),
                *left_out_rows(outlook.lines, partial(self._begin, ChoiceAct.PUT_BACK)),
                *picture_rows(outlook.pictures, partial(self._begin, ChoiceAct.PICTURE)),
                *read_rows(outlook.read, partial(self._begin, ChoiceAct.PICTURE)),
                *choice_rows(outlook.choices, partial(self._begin, ChoiceAct.UNDO)),
            ),
        )
        self._hide_passages()
        self.passages_button.setEnabled(bool(outlook.passages))
        self.preview_button.setEnabled(True)
        self.place()

    def say_stopped(self) -> None:
        """Somebody stopped the reading of pictures: it goes on where it stopped by one key."""
        self.counts.setText("Not looked through yet.")
        self.again_button.show()
        self.again_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.place()

    def chosen(self) -> None:
        """A choice was kept: the boxes are free for the next."""
        self.words.set_text("")
        self.reason.clear()
        self._hide_passages()
        self.act.set_value(ChoiceAct.LEAVE_OUT)
        self._act_chosen(ChoiceAct.LEAVE_OUT)
        self.boxes.mark_fresh()

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Say what needs another look; nothing typed is touched."""
        self.errors.show_errors(errors)

    def first_focus(self) -> QWidget:
        """Which paper."""
        return self.paper

    def _made_fields(self) -> dict[str, Field]:
        holder = QWidget()
        holder.setAccessibleName("Whose copy it is")
        holder.setLayout(column(*self.subjects.values(), space=tokens.SPACE_1))
        made = (
            Field("Which paper?", self.paper, name="paper"),
            Field("For whom?", self.audience, name="audience", help_text=" "),
            Field("Whose copy is it?", holder, name="subjects", help_text="Whoever is ticked stays named."),
            Field("What to do", self.act, name="act"),
            Field("Which words?", self.words, name="words", help_text=" "),
            Field(
                "Why?",
                self.reason,
                name="reason",
                help_text="Stays with the key of this record, and in no copy.",
            ),
        )
        return {field.name: field for field in made}

    def _kept(self) -> dict[str, QWidget]:
        """What a draft keeps: what is typed, for which copy."""
        ticks = {f"subject/{at}": tick for at, tick in enumerate(self.subjects.values())}
        return {
            "paper": self.paper,
            "audience": self.audience,
            "act": self.act,
            "words": self.words,
            "reason": self.reason,
            **ticks,
        }

    def _build(self) -> None:
        fields = self._fields
        for one in (
            self.boxes,
            self.errors,
            fields["paper"],
            fields["audience"],
            fields["subjects"],
            Line("line"),
        ):
            self.body.addWidget(one)
        self.body.addWidget(self.problem)
        self.body.addWidget(self.counts)
        self.body.addWidget(self.reading)
        self.body.addWidget(self.again_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.again_button.hide()
        self._list.setSpacing(tokens.SPACE_2)
        self.body.addLayout(self._list)
        self.body.addWidget(Line("line"))
        for name in ("act", "words", "reason"):
            self.body.addWidget(fields[name])
        self.body.addWidget(self.passages_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(self._ticks)
        self.body.addWidget(self.act_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.errors.watch(tuple(fields.values()))
        self.problem.hide()
        self.footer.addWidget(self.preview_button)
        self.footer.addStretch(1)
        self.footer.addWidget(self.close_button)

    def _connect(self) -> None:
        self.paper.chosen.connect(self._ask)
        self.audience.chosen.connect(self._audience_chosen)
        for tick in self.subjects.values():
            tick.toggled.connect(self._ask)
        self.again_button.clicked.connect(self._ask)
        self.reading.appeared.connect(self._show_reading)
        self.act.chosen.connect(self._act_chosen)
        self.act_button.clicked.connect(self._act_pressed)
        self.passages_button.clicked.connect(self._show_passages)
        self.preview_button.clicked.connect(self._preview)
        self.close_button.clicked.connect(self.reject)

    def _audience_chosen(self, audience: object) -> None:
        assert isinstance(audience, Audience)
        self._fields["audience"].set_help(next(rule for one, _, rule in EVERY_AUDIENCE if one is audience))
        self._fields["subjects"].setVisible(audience.needs_subjects)
        self._ask()

    def _ask(self, *_chosen: object) -> None:
        """Another copy is in view: nothing is known of it yet."""
        self.outlook = None
        emptied(self._list)
        self._hide_passages()
        self.problem.hide()
        self.again_button.hide()
        self.reading.put_away()
        self.passages_button.setEnabled(False)
        job = self.job()
        self.preview_button.setEnabled(False)
        self.counts.setText("Being looked through." if job is not None else "Say first whose copy it is.")
        if job is not None:
            self.wanted.emit(job)
        self.place()

    def _show_reading(self) -> None:
        self.place()
        self.show_whole(self.reading)

    def _say_found(self) -> None:
        assert self.outlook is not None
        self.problem.setVisible(bool(self.outlook.found))
        if self.outlook.found:
            self.problem.say(Meaning.LATE, *not_yet(self.outlook.found, self.outlook.what_to_do))

    def _begin(self, act: ChoiceAct, words: str) -> None:
        """A row asked for a choice over its words."""
        self.act.set_value(act)
        self._act_chosen(act)
        self.words.set_text(words)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_whole(self.act_button)

    def _act_chosen(self, act: object) -> None:
        assert isinstance(act, ChoiceAct)
        label, help_text = _WHICH[act]
        self._fields["words"].set_help(help_text)
        self.words.setAccessibleName(label.rstrip("?"))
        self.act_button.setText(_BUTTON[act])
        self.passages_button.setVisible(act is ChoiceAct.LEAVE_OUT)
        if act is not ChoiceAct.LEAVE_OUT:
            self._hide_passages()

    def _act_pressed(self) -> None:
        self.errors.clear()
        act = self.act.value()
        assert isinstance(act, ChoiceAct)
        ticked = tuple(words for words, tick in self.passages.items() if tick.isChecked())
        typed = self.words.text().strip()
        words = (*((typed,) if typed else ()), *ticked)
        errors = {}
        if self.outlook is None:
            errors["subjects"] = "Say first whose copy it is."
        if not words:
            errors["words"] = "Enter the words, or choose them from the text."
        if not self.reason.text().strip():
            errors["reason"] = "Say why."
        if errors:
            self.show_errors(errors)
            return
        self.choice_made.emit(ChoiceWanted(act, words, self.reason.text()))

    def _show_passages(self) -> None:
        assert self.outlook is not None
        if self.passages:
            self._hide_passages()
            return
        self.passages = passage_ticks(self.outlook.passages)
        _fill(self._ticks, tuple(self.passages.values()))
        self.passages_button.setText("Put the text away")
        if self.passages:
            next(iter(self.passages.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _hide_passages(self) -> None:
        self.passages = {}
        emptied(self._ticks)
        self.passages_button.setText("Choose from the text")

    def _answers_back(self) -> None:
        """Words came back from a draft."""
        act, audience = self.act.value(), self.audience.value()
        self._act_chosen(act)
        self._audience_chosen(audience)

    def _preview(self) -> None:
        job = self.job()
        if job is not None:
            self.preview_requested.emit(job)


def _fill(layout: QVBoxLayout, widgets: Sequence[QWidget]) -> None:
    """Show these in place of what stands there."""
    emptied(layout)
    for widget in widgets:
        layout.addWidget(widget)
        widget.show()
