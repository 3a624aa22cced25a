"""The five things a concern needs: danger, what, who told it and when, when it happened, who was involved."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.incidents import Danger, Passage, PassageKind
from safeguard_app.services.incident_choices import CategoryGuide
from safeguard_app.services.incident_form import IncidentForm
from safeguard_app.ui.incidents.call_fields import CallFields
from safeguard_app.ui.incidents.coach_remarks import CoachRemarks
from safeguard_app.ui.incidents.form_tools import FormTools, one_person, show_person
from safeguard_app.ui.incidents.handle_lines import HandleLines
from safeguard_app.ui.incidents.involved_field import InvolvedField
from safeguard_app.ui.incidents.subject_ticks import SubjectTicks
from safeguard_app.ui.incidents.text_box import GrowingHeight
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import WrapLayout, column
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.passage_edit import AccountBox, Mark
from safeguard_app.ui.widgets.passage_edit import Passage as MarkedPassage
from safeguard_app.ui.widgets.people_field import PeopleField
from safeguard_app.ui.widgets.segmented_control import SegmentedControl
from safeguard_app.ui.widgets.status_text import IconWords
from safeguard_app.ui.widgets.text_label import TextLabel, muted
from safeguard_app.ui.widgets.tick_box import TickBox

_DANGER = ((Danger.YES, "Yes"), (Danger.NO, "No"), (Danger.NOT_SURE, "Not sure"))
_KIND_OF = {
    Mark.FACT: PassageKind.FACT,
    Mark.CHILDS_WORDS: PassageKind.OWN_WORDS,
    Mark.OPINION: PassageKind.OPINION,
    Mark.HEARSAY: PassageKind.HEARSAY,
}
_MARK_OF = {kind: mark for mark, kind in _KIND_OF.items()}
RING_999 = "Ring 999 now, if nobody has."
RING_999_TEXT = (
    "Stay with the child, or send somebody who can. The record can wait; this page keeps what you typed."
)
OVER = "Nobody is in danger now."
OVER_TEXT = "What was done before stays with the record."
NOT_SURE_TEXT = "If you cannot rule it out, treat it as yes: ring 999, or 101 for advice from the police."


class DangerQuestion(QWidget):
    """*Is anyone in danger now?*, with what to do first.

    Signals:
        answered(object): carries the Danger.
        changed(): answer or note changed.
    """

    answered = Signal(object)
    changed = Signal()

    def __init__(self, tools: FormTools, parent: QWidget | None = None) -> None:
        """Start unanswered: nobody's answer is put in for them."""
        super().__init__(parent)
        self.setAccessibleName("Is anyone in danger now?")
        self.control = SegmentedControl("Is anyone in danger now?", _DANGER)
        self.note = LineField(
            "What was done about the danger", limit=500, placeholder="What was done, and when"
        )
        self.call = CallFields(tools)
        self._error = IconWords(Meaning.LATE.icon, "", Meaning.LATE.value)
        self._panel = NoticePanel(Meaning.LATE, RING_999, RING_999_TEXT)
        line = WrapLayout(tokens.SPACE_3, tokens.SPACE_1)
        line.addWidget(TextLabel("Is anyone in danger now?", tokens.STRONG))
        line.addWidget(self.control)
        line.addWidget(muted("If yes, 999 comes first."))
        self._panel.add(self.note)
        self._panel.add(self.call)
        self.setLayout(column(line, self._error, self._panel, space=tokens.SPACE_1))
        self.setFocusProxy(self.control)
        self._panel.hide()
        self._error.hide()
        self.control.chosen.connect(self._chosen)
        self.note.textEdited.connect(self._note_edited)
        self.call.changed.connect(self.changed)

    def show_form(self, form: IncidentForm) -> None:
        """Show an answer without telling anyone."""
        self.control.set_value(None if form.danger is Danger.NOT_ASKED else form.danger)
        self.note.setText(form.danger_note)
        self.call.show_form(form)
        self._show(form.danger)

    def read_into(self, form: IncidentForm) -> IncidentForm:
        """The form with the answer, what was done, and the call."""
        return self.call.read_into(replace(form, danger=self.danger(), danger_note=self.note.text()))

    def danger(self) -> Danger:
        """The answer, NOT_ASKED until there is one."""
        value = self.control.value()
        return value if isinstance(value, Danger) else Danger.NOT_ASKED

    def set_error(self, sentence: str) -> None:
        """Say what is missing beside the question."""
        self._error.set_words(Meaning.LATE.icon, sentence, Meaning.LATE.value)
        self._error.setVisible(bool(sentence))

    def _chosen(self, value: object) -> None:
        self._show(Danger(str(value)))
        self.answered.emit(value)
        self.changed.emit()

    def _note_edited(self, _text: str) -> None:
        self.changed.emit()

    def _show(self, danger: Danger) -> None:
        if danger is Danger.YES:
            self._panel.say(Meaning.LATE, RING_999, RING_999_TEXT, "phone")
        elif danger is Danger.NOT_SURE:
            self._panel.say(Meaning.DUE, "Find out now.", NOT_SURE_TEXT, "phone")
        elif danger is Danger.NO:
            self._panel.say(Meaning.NOTE, OVER, OVER_TEXT)
        done = danger is Danger.NO and bool(self.note.text().strip() or not self.call.is_empty())
        self._panel.setVisible(danger in (Danger.YES, Danger.NOT_SURE) or done)


class CoreFields(QWidget):
    """The fields of a quick concern, in the order they are asked.

    Signals:
        changed(): any answer changed.
        danger_answered(object): carries the Danger; the moment of the answer is kept.
        people_searched(str, str): look a person up; carries the field (``told_by`` or ``participants``) and the words.
        about_changed(): "about the Headteacher" or "about the DSL" was switched.
    """

    changed = Signal()
    danger_answered = Signal(object)
    people_searched = Signal(str, str)
    about_changed = Signal()

    def __init__(self, tools: FormTools, parent: QWidget | None = None) -> None:
        """Build the fields from the lists of the log."""
        super().__init__(parent)
        self.danger = DangerQuestion(tools)
        self.account = AccountBox("What have you seen or been told?", lines=3)
        GrowingHeight(self.account.editor, 3, 14)
        self.coach_remarks = CoachRemarks()
        self.account_handles = HandleLines()
        self.told_by = PeopleField("Who told you", limit=1)
        self.told_by.setFixedWidth(scaled(256))
        self.told = tools.time_field("When you were told", placeholder="today 1245")
        self.withheld = TickBox("They ask not to be named")
        self.happened = tools.time_field("When did it happen?", precision=True, placeholder="yest 9pm")
        self.involved = InvolvedField(())
        self.subject = SubjectTicks(tools.choices.titles)
        self.about_head, self.about_lead = self.subject.head, self.subject.lead
        self.fields = self._fields()
        self._build()
        self._connect()

    def show_form(self, form: IncidentForm) -> None:
        """Show what a form holds, without telling anyone."""
        self.danger.show_form(form)
        blocked = self.account.editor.blockSignals(True)
        marks = [
            MarkedPassage(one.start, one.end, _MARK_OF[one.kind])
            for one in form.passages
            if one.end > one.start
        ]
        self.account.editor.set_content(form.account, marks)
        self.account.editor.blockSignals(blocked)
        show_person(self.told_by, form.told_by)
        self.withheld.setVisible(form.told_by is not None)
        self.told.set_typed(form.told)
        self.withheld.setChecked(form.told_by_withheld)
        self.happened.set_typed(form.happened)
        self.involved.set_participants(form.participants)
        self.subject.show_answers(head=form.about_head, lead=form.about_lead)

    def read_into(self, form: IncidentForm) -> IncidentForm:
        """The form with the answers of these fields."""
        return replace(
            self.danger.read_into(form),
            account=self.account.editor.plain_text(),
            passages=tuple(
                Passage(one.start, one.end, _KIND_OF[one.mark], self._speaker(form, one))
                for one in self.account.editor.passages()
            ),
            told_by=one_person(self.told_by),
            told_by_withheld=self.withheld.isChecked(),
            told=self.told.typed(),
            happened=self.happened.typed(),
            participants=self.involved.participants(),
            about_head=self.about_head.isChecked(),
            about_lead=self.about_lead.isChecked(),
        )

    def set_guide(self, guide: CategoryGuide) -> None:
        """Offer the roles of a category, and say whether the people named make it about somebody who reads it."""
        self.involved.set_roles(guide.roles)
        self.subject.set_reasons(guide.head_because, guide.lead_because)

    def explain_home(self, text: str) -> None:
        """Say where the record will be kept, and who reads it there; empty for the daily log."""
        self.subject.explain_home(text)

    def _fields(self) -> tuple[Field, ...]:
        told = WrapLayout(tokens.SPACE_3, tokens.SPACE_1)
        for part in (self.told_by, self.told, self.withheld):
            told.addWidget(part)
        holder = QWidget()
        holder.setLayout(told)
        holder.setAccessibleName("Who told you, and when?")
        holder.setFocusProxy(self.told_by)
        return (
            Field("What have you seen or been told?", self.account, name="account"),
            Field("Who told you, and when?", holder, name="told"),
            Field("When did it happen?", self.happened, name="happened"),
            Field("Who was involved?", self.involved, name="participants", hint="Each person needs a role"),
        )

    def _build(self) -> None:
        account = column(self.fields[0], self.account_handles, self.coach_remarks, space=tokens.SPACE_1)
        others = self.fields[1:]
        self.setLayout(column(self.danger, account, *others, self.subject, space=tokens.SPACE_3))

    def _connect(self) -> None:
        self.danger.changed.connect(self.changed)
        self.danger.answered.connect(self.danger_answered)
        self.account.editor.textChanged.connect(self.changed)
        self.account.editor.passages_changed.connect(self.changed)
        self.told_by.added.connect(self._told_by_changed)
        self.told_by.removed.connect(self._told_by_changed)
        self.told_by.searched.connect(self._told_by_searched)
        self.told.changed.connect(self.changed)
        self.withheld.clicked.connect(self._something_changed)
        self.happened.changed.connect(self.changed)
        self.involved.changed.connect(self.changed)
        self.involved.searched.connect(self._involved_searched)
        self.subject.changed.connect(self._about_changed)

    def _something_changed(self, _what: object = None) -> None:
        self.changed.emit()

    def _told_by_changed(self, _chosen: object) -> None:
        self.withheld.setVisible(bool(self.told_by.people()))
        self.changed.emit()

    def _told_by_searched(self, words: str) -> None:
        self.people_searched.emit("told_by", words)

    def _involved_searched(self, words: str) -> None:
        self.people_searched.emit("participants", words)

    def _about_changed(self) -> None:
        self.about_changed.emit()
        self.changed.emit()

    @staticmethod
    def _speaker(form: IncidentForm, marked: MarkedPassage) -> str:
        """Who said the words, kept as long as they are still there."""
        found = (one.speaker for one in form.passages if one.start == marked.start and one.end == marked.end)
        return next(found, "")
