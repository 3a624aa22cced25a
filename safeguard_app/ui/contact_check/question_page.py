"""Step 1: which adult, which other person, where, when, and what is known. Quick with the keyboard."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.domain.contact_check import (
    ContactQuestion,
    ContentSeen,
    Direction,
    Extent,
    Visibility,
)
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.moments import not_known
from safeguard_app.domain.people import PersonRef
from safeguard_app.services.incident_form import Typed
from safeguard_app.services.people import Suggestion
from safeguard_app.ui.contact_check.check_start import CheckStart
from safeguard_app.ui.contact_check.more_answers import MoreAnswers
from safeguard_app.ui.incidents.involved_field import chosen_of, person_of, person_rows
from safeguard_app.ui.people.day_field import typed_of
from safeguard_app.ui.people.form_part import FormPage
from safeguard_app.ui.people.person_rows import coded
from safeguard_app.ui.people.register_tools import RegisterTools
from safeguard_app.ui.people.wrapped import sized, wrapped
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.error_summary import ErrorSummary
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.form_footer import FormFooter
from safeguard_app.ui.widgets.layouts import row
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.people_field import PeopleField
from safeguard_app.ui.widgets.scroll_page import ScrollPage
from safeguard_app.ui.widgets.segmented_control import SegmentedControl
from safeguard_app.ui.widgets.status_text import IconWords
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_HALF = 372
_NOT_GIVEN = ""
_OTHER_WAY = "other"
NEEDS_WHEN = "Say when it was. “Unknown” is an answer."
NOT_UNDERSTOOD = "This was not understood. Answer the question beside it."
NO_TRACE = (
    "Only a verdict you keep is kept. Until you leave, a draft that only you can open holds the question."
)


class QuestionPage(FormPage):
    """The question. Adult, pupil and time are needed; everything else helps the record.

    Signals:
        check_requested(): put the question to the register.
        leave_requested(): leave; nothing of it is kept.
        people_searched(str, str): ``adult`` or ``pupil`` and the words to look up; answer with :meth:`offer`.
    """

    check_requested = Signal()
    leave_requested = Signal()
    people_searched = Signal(str, str)

    def __init__(self, tools: RegisterTools, parent: QWidget | None = None) -> None:
        """Build the fields once."""
        super().__init__(parent)
        self.setAccessibleName("Contact check, step 1 of 3, question")
        choices = tools.choices
        self.errors = ErrorSummary()
        self.adult = PeopleField("Adult who works here", limit=1)
        self.pupil = PeopleField("Pupil, former pupil or parent", limit=1)
        self.extent = SegmentedControl(
            "Once or over a time",
            [(Extent(line.code), line.label) for line in choices.extents],
            Extent.NOT_KNOWN,
        )
        self.began = tools.time_field("When was it", precision=True, placeholder="sat 7pm")
        self.ended = tools.time_field("When did it end", precision=True, placeholder="today")
        self.platform = tools.platform_field("Where")
        self.direction = ChoiceBox("Who contacted whom", _unknown_first(coded(choices.directions)))
        self.visibility = ChoiceBox("Who could see it", _unknown_first(coded(choices.visibilities)))
        self.content_seen = SegmentedControl(
            "Has anybody at the school seen what was said?",
            [(ContentSeen(line.code), line.label) for line in choices.content_seen],
            ContentSeen.NOT_KNOWN,
        )
        self.came_to_light = ChoiceBox(
            "How it came to light", [(_NOT_GIVEN, "Not given"), *coded(choices.came_to_light)]
        )
        self.other_way = LineField("How it came to light, in words", limit=500, placeholder="In words")
        self.told = tools.time_field("When the school was told", placeholder="tue 0835")
        self.more = MoreAnswers(tools)
        self.check_button = filled("Check the register", "link-2", hint="Ctrl+Enter")
        self.leave_button = Button("Leave")
        self._build()
        self._connect()
        self._fit()

    def show_start(self, start: CheckStart) -> None:
        """Begin with what is known."""
        self.errors.clear()
        self.adult.put_back([chosen_of(start.adult)] if start.adult is not None else [], "")
        self.pupil.put_back([chosen_of(start.pupil)] if start.pupil is not None else [], "")
        self.extent.set_value(Extent.NOT_KNOWN)
        self.began.set_typed(typed_of(start.began))
        self.ended.set_typed(Typed())
        self.platform.set_platform(start.platform)
        for box in (self.direction, self.visibility, self.came_to_light):
            box.setCurrentIndex(0)
        self.content_seen.set_value(ContentSeen.NOT_KNOWN)
        self.other_way.setText("")
        self.told.set_typed(typed_of(start.came_to_attention))
        self.more.clear()
        self.set_busy(False)
        self._fit()
        self._page.verticalScrollBar().setValue(0)
        self.mark_fresh()

    def editors(self) -> Mapping[str, QWidget]:
        """Every box."""
        return {
            "adult": self.adult,
            "pupil": self.pupil,
            "extent": self.extent,
            "began": self.began,
            "ended": self.ended,
            "platform": self.platform,
            "direction": self.direction,
            "visibility": self.visibility,
            "came_to_light": self.came_to_light,
            "other_way": self.other_way,
            "content_seen": self.content_seen,
            "told": self.told,
            "more": self.more,
        }

    def fit(self) -> None:
        """Show what goes with the answers."""
        self._fit()

    def first_field(self) -> QWidget:
        """Where the keyboard goes to begin with: the first thing still to be answered."""
        if not self.adult.people():
            return self.adult
        if not self.pupil.people():
            return self.pupil
        return self.began

    @property
    def answered(self) -> bool:
        """Whether anything is answered yet, be it by the record the check began from."""
        return bool(self.adult.people() or self.pupil.people() or self.began.typed().text)

    def question(self) -> ContactQuestion:
        """What is asked."""
        continuing = self.extent.value() is Extent.CONTINUING
        extent, seen = self.extent.value(), self.content_seen.value()
        asked = ContactQuestion(
            adult=_one(self.adult) or PersonRef(None, ""),
            pupil=_one(self.pupil) or PersonRef(None, ""),
            platform=self.platform.platform(),
            began=self.began.typed().moment or not_known(),
            ended=self.ended.typed().moment if continuing else None,
            direction=Direction(str(self.direction.value())),
            visibility=Visibility(str(self.visibility.value())),
            extent=extent if isinstance(extent, Extent) else Extent.NOT_KNOWN,
            how_it_came_to_light=self._came_to_light(),
            came_to_attention=self.told.typed().moment,
            content_seen=seen if isinstance(seen, ContentSeen) else ContentSeen.NOT_KNOWN,
        )
        return self.more.added_to(asked)

    def faults(self) -> dict[str, str]:
        """What is missing or was not understood, by field."""
        found = {}
        if not self.adult.people():
            found["adult"] = "Choose the adult, or add them as an unknown person."
        if not self.pupil.people():
            found["pupil"] = "Choose the other person, or add them as an unknown person."
        began = self.began.typed()
        if began.moment is None:
            found["began"] = NOT_UNDERSTOOD if began.text.strip() else NEEDS_WHEN
        for name, field in (
            ("ended", self.ended),
            ("came_to_attention", self.told),
            ("head_told", self.more.head_told),
        ):
            typed = field.typed()
            if typed.text.strip() and typed.moment is None and field.isVisibleTo(self):
                found[name] = NOT_UNDERSTOOD
        return found

    def offer(self, field: str, found: Sequence[Suggestion], sought: str) -> None:
        """Show who was found."""
        target = self.adult if field == "adult" else self.pupil
        target.offer(person_rows(found), sought)

    def show_errors(self, errors: Mapping[str, str], sentence: str = RuleViolation.sentence) -> None:
        """Say what needs another look."""
        self.errors.show_errors(errors, sentence)
        self._page.verticalScrollBar().setValue(0)

    def set_busy(self, busy: bool) -> None:
        """While the register is asked nothing is pressed twice."""
        self.check_button.setEnabled(not busy)

    def _came_to_light(self) -> str:
        value = str(self.came_to_light.value() or "")
        return self.other_way.text().strip() or value if value == _OTHER_WAY else value

    def _build(self) -> None:
        adult = sized(Field("Adult", self.adult, name="adult"), _HALF)
        pupil = sized(Field("Pupil, former pupil or parent", self.pupil, name="pupil"), _HALF)
        extent = Field("Once or over a time?", self.extent)
        self._began = Field("When was it?", self.began, name="began")
        self._ended = Field(
            "When did it end?", self.ended, name="ended", help_text="Empty: not known to have ended."
        )
        told = Field("When was the school told?", self.told, name="came_to_attention", optional=True)
        light = sized(Field("How did it come to light?", self.came_to_light, optional=True), _HALF)
        self._other_way = sized(Field("In words", self.other_way, name="how_it_came_to_light"), _HALF)
        platform = sized(Field("Where?", self.platform, name="platform"), _HALF)
        self._page = ScrollPage("Contact check", reading=True)
        head = row(TextLabel("Contact check", tokens.PAGE), muted("Step 1 of 3, question"), None)
        head.setSpacing(tokens.SPACE_4)
        self._page.column.addLayout(head)
        for part in (
            self.draft_notice,
            self.errors,
            wrapped(adult, pupil),
            extent,
            self._began,
            self._ended,
            wrapped(platform, sized(Field("Who contacted whom?", self.direction), _HALF)),
            wrapped(sized(Field("Who could see it?", self.visibility), _HALF), light, self._other_way),
            Field("Has anybody at the school seen what was said?", self.content_seen),
            told,
            self.more,
        ):
            self._page.column.addWidget(part)
        self._page.column.addStretch(1)
        self.errors.watch((adult, pupil, self._began, self._ended, told, platform, self._other_way))
        self.errors.watch(self.more.fields)
        footer = FormFooter()
        footer.add(self.check_button, self.leave_button, IconWords("info", NO_TRACE, "muted"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._page, 1)
        layout.addWidget(footer)

    def _connect(self) -> None:
        self.adult.searched.connect(self._adult_searched)
        self.pupil.searched.connect(self._pupil_searched)
        self.adult.added.connect(self._adult_added)
        self.extent.chosen.connect(self._fit)
        self.came_to_light.chosen.connect(self._fit)
        self.check_button.clicked.connect(self.check_requested)
        self.leave_button.clicked.connect(self.leave_requested)

    def _fit(self, _value: object = None) -> None:
        continuing = self.extent.value() is Extent.CONTINUING
        self._began.label.setText("When did it begin?" if continuing else "When was it?")
        self._ended.setVisible(continuing)
        self._other_way.setVisible(self.came_to_light.value() == _OTHER_WAY)

    def _adult_searched(self, words: str) -> None:
        self.people_searched.emit("adult", words)

    def _pupil_searched(self, words: str) -> None:
        self.people_searched.emit("pupil", words)

    def _adult_added(self, _chosen: object) -> None:
        """One key less: after the adult comes the pupil."""
        if not self.pupil.people():
            self.pupil.setFocus()


def _one(field: PeopleField) -> PersonRef | None:
    people = field.people()
    return person_of(people[0]) if people else None


def _unknown_first(lines: list[tuple[object, str]]) -> list[tuple[object, str]]:
    """What is not answered is not known."""
    return sorted(lines, key=_is_answer)


def _is_answer(line: tuple[object, str]) -> bool:
    return line[0] != Direction.NOT_KNOWN.value
