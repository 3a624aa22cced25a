"""The new incident form: quick concern or full record, guidance beside it, its acts in a bar that stays in view."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from safeguard_app.domain.coaching import Remark, Where, Written
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.services.incident_choices import CategoryGuide
from safeguard_app.services.incident_form import IncidentForm, IntakeAnswered, Readiness
from safeguard_app.services.known_handles import Asked, TypedWords
from safeguard_app.services.people import Suggestion
from safeguard_app.ui.incidents.category_button import CategoryButton
from safeguard_app.ui.incidents.coach_remarks import CoachWatch
from safeguard_app.ui.incidents.core_fields import CoreFields
from safeguard_app.ui.incidents.form_evidence import FormEvidence
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.incidents.full_fields import FullFields
from safeguard_app.ui.incidents.guide_panel import GuidePanel
from safeguard_app.ui.incidents.handle_lines import HandleWatch
from safeguard_app.ui.incidents.involved_field import person_rows
from safeguard_app.ui.incidents.time_field import NOT_UNDERSTOOD
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, filled, link
from safeguard_app.ui.widgets.error_summary import ErrorSummary
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.form_footer import FormFooter
from safeguard_app.ui.widgets.layouts import WrapLayout, row
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.scroll_page import PageWithPanel, ScrollPage
from safeguard_app.ui.widgets.segmented_control import SegmentedControl
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_QUICK, _FULL = "quick", "full"
_MOST_LINKS = 2
_ROOM_FOR_NAMES = 210
"""Pixels kept free under a name being typed, for the list of people."""


class ReadinessLine(QWidget):
    """ "4 of 5 answered. Before filing: who was involved", each gap a link to its field.

    Signals:
        jumped(str): carries the field's name.
    """

    jumped = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without words."""
        super().__init__(parent)
        self._layout = WrapLayout(tokens.SPACE_3, 0)
        self.setLayout(self._layout)
        self._parts: list[QWidget] = []
        self._said: Readiness | None = None

    def set_readiness(self, readiness: Readiness) -> None:
        """Say how far the form has come."""
        if readiness == self._said:
            return
        self._said = readiness
        for part in self._parts:
            self._layout.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []
        words = f"{readiness.answered} of {readiness.asked} answered."
        self._add(muted(f"{words} Before filing:" if readiness.missing else f"{words} Ready to file."))
        shown = readiness.missing if len(readiness.missing) <= _MOST_LINKS else readiness.missing[:1]
        for field, gap in shown:
            jump = link(gap)
            jump.clicked.connect(partial(self.jumped.emit, field))
            self._add(jump)
        left = len(readiness.missing) - len(shown)
        if left > 0:
            self._add(muted(f"and {left} more"))
        self.setAccessibleName(words)
        self.updateGeometry()

    def _add(self, part: QWidget) -> None:
        self._parts.append(part)
        self._layout.addWidget(part)
        part.show()


class IncidentFormPage(QWidget):
    """The form. Words in, words out; what they lead to is the presenter's.

    Signals:
        edited(): something changed by the user's hand.
        left(): the keyboard left the form or the form was hidden; what is typed should be kept now.
        file_requested(): file it, hand it in or correct, whichever the button says.
        draft_requested(): keep as draft and leave the form.
        cancel_requested(): leave a correction without changing anything.
        kind_chosen(str): another category was picked.
        guide_wanted(): category or subject changed, so that other guidance holds.
        danger_answered(object): carries the Danger.
        people_searched(str, str): field and words to look up; answer with :meth:`offer_people`.
        words_only_requested(): open a record in words only.
    """

    edited = Signal()
    left = Signal()
    file_requested = Signal()
    draft_requested = Signal()
    cancel_requested = Signal()
    kind_chosen = Signal(str)
    guide_wanted = Signal()
    danger_answered = Signal(object)
    people_searched = Signal(str, str)
    words_only_requested = Signal()

    def __init__(self, tools: FormTools, parent: QWidget | None = None) -> None:
        """Build every field once; :meth:`show_form` fills them."""
        super().__init__(parent)
        self.tools = tools
        self._form: IncidentForm | None = None
        self._quiet = False
        self._correcting = False
        self._can_open_home = True
        self.setAccessibleName("New incident")
        self.heading = TextLabel("New incident", tokens.PAGE)
        self.extent = SegmentedControl(
            "How much to write down", ((_QUICK, "Quick concern"), (_FULL, "Full record")), _QUICK
        )
        self.kind = CategoryButton(tools.choices.categories)
        self.errors = ErrorSummary()
        self.notice = NoticePanel(Meaning.NOTE, "")
        self.core = CoreFields(tools)
        self.full = FullFields(tools)
        self.evidence = FormEvidence()
        self.evidence_field = Field("Evidence", self.evidence, name="evidence")
        self.reason = LineField("Reason for the correction", limit=500)
        self.reason_field = Field(
            "Why is it corrected?",
            self.reason,
            name="reason",
            help_text="The version before stays on file, and the reason stays with this one.",
        )
        self.guide = GuidePanel()
        self.file_button = filled("File concern", "check", hint="Ctrl+Enter")
        self.draft_button = Button("Keep as draft")
        self.cancel_button = Button("Leave without changing")
        self.readiness = ReadinessLine()
        self.coach = CoachWatch(tools.coach_setting, self.core.coach_remarks, self._look, self)
        self._watches = self._watch_handles()
        self._build()
        self._connect()

    def show_form(self, form: IncidentForm) -> None:
        """Show a form to go on with, without telling anyone."""
        self._quiet = True
        self._form = form
        self.extent.set_value(_QUICK if form.quick else _FULL)
        self.kind.set_code(form.category)
        self.errors.clear()
        self.core.danger.set_error("")
        self.core.subject.set_errors("", "")
        self.core.show_form(form)
        self.full.show_form(form)
        self.full.setVisible(not form.quick)
        self._quiet = False
        self.coach.begin(form.coach_put_away)
        for watch in self._watches:
            watch.begin()
        self._name_acts()
        self._page.verticalScrollBar().setValue(0)

    def form(self) -> IncidentForm:
        """The form as it stands."""
        assert self._form is not None
        form = self.full.read_into(self.core.read_into(self._form))
        self._form = replace(
            form,
            quick=self.extent.value() == _QUICK,
            category=self.kind.code,
            coach_put_away=self.coach.away,
        )
        return self._form

    def note_danger_asked(self, at: datetime) -> None:
        """Remember when the danger question was answered."""
        if self._form is not None:
            self._form = replace(self._form, danger_asked_at=at)

    def note_intake(self, answers: tuple[IntakeAnswered, ...]) -> None:
        """Remember how the question about indecent images was answered."""
        if self._form is not None:
            self._form = replace(self._form, intake_answers=answers)

    def note_files(self, names: tuple[str, ...]) -> None:
        """Remember the names of files that were chosen and not read yet."""
        if self._form is not None:
            self._form = replace(self._form, files_chosen=names)

    def close_to_files(self) -> None:
        """No file may go with this concern, whatever its kind."""
        if self._form is not None:
            self._form = replace(self._form, intake_closed=True)

    def show_evidence(self, *, shown: bool, help_text: str) -> None:
        """Whether evidence is asked for here, and when it is read."""
        self.evidence_field.setVisible(shown)
        self.evidence_field.set_help(help_text)

    def set_correcting(self, case: str) -> None:
        """Correct a filed record (its case number), or file a new one (empty)."""
        self._correcting = bool(case)
        self.heading.setText(f"Correct {case}" if case else "New incident")
        self.setAccessibleName(self.heading.text())
        self.reason_field.setVisible(self._correcting)
        self.reason.setText("")
        self.core.subject.set_asked(asked=not self._correcting)
        self.core.danger.call.setVisible(
            not self._correcting
        )  # filed, a call is a note: it is corrected there
        self.cancel_button.setVisible(self._correcting)
        self._name_acts()

    def set_guide(self, guide: CategoryGuide) -> None:
        """Guidance, roles and questions of the kind, and whether this user may read what is filed."""
        self.guide.set_guide(guide)
        self.core.set_guide(guide)
        self.full.set_guide(guide)
        self._can_open_home = guide.can_open
        if guide.can_open:
            home = f"Can be read by: {guide.readers}." if guide.readers else ""
        else:
            home = (
                f"Your key does not open that part of the log. You hand the concern in: it is sealed to"
                f" {guide.readers}, and afterwards you cannot read it any more."
            )
        self.core.explain_home(home)
        self._name_acts()

    def set_readiness(self, readiness: Readiness) -> None:
        """Say how far the form has come."""
        self.readiness.set_readiness(readiness)

    def set_busy(self, busy: bool) -> None:
        """While it is being filed nothing is pressed twice; the text stays as it is."""
        self.file_button.setEnabled(not busy)

    def offer_people(self, field: str, found: Sequence[Suggestion], sought: str) -> None:
        """Show who was found for the words typed in a field."""
        fields = {
            "participants": self.core.involved.people,
            "told_by": self.core.told_by,
            "author": self.full.paper.author,
            "first_told": self.full.first_told,
        }
        self._page.ensureWidgetVisible(fields[field], 0, scaled(_ROOM_FOR_NAMES))
        fields[field].offer(person_rows(found), sought)

    def show_notice(self, meaning: Meaning, heading: str, text: str = "") -> None:
        """Say something above the fields; an empty heading takes it away."""
        self.notice.say(meaning, heading, text)
        self.notice.setVisible(bool(heading))

    def slips(self) -> dict[str, str]:
        """What was typed and would be left out: a day of review that was not understood."""
        return {"review_on": NOT_UNDERSTOOD} if self.full.review.slipped() else {}

    def show_errors(self, errors: Mapping[str, str], sentence: str = RuleViolation.sentence) -> None:
        """Say what needs another look, beside each field and above. Opens the full record where an answer is in it."""
        if any(name in {field.name for field in self.full.fields} for name in errors):
            self.extent.set_value(_FULL)
            self.full.show()
        self.core.danger.set_error(errors.get("danger", ""))
        self.core.subject.set_errors(errors.get("about_head", ""), errors.get("about_lead", ""))
        self.errors.show_errors(errors, sentence)
        self._page.verticalScrollBar().setValue(0)

    def focus_account(self) -> None:
        """Where writing begins, or goes on."""
        self.core.account.editor.moveCursor(QTextCursor.MoveOperation.End)
        self.core.account.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def jump(self, name: str) -> None:
        """Give the keyboard to a field by its name."""
        if name == "danger":
            self.core.danger.control.setFocus()
        elif name == "participants":
            self.core.involved.focus_first_gap()
        elif name in {"about_head", "about_lead"}:
            self.core.subject.focus(lead=name == "about_lead")
        elif name == "category":
            self.kind.setFocus()
        else:
            for field in self._fields():
                if field.name == name:
                    field.focus_editor()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keyboard went from one field to another: a good moment to keep the draft."""
        if (
            event.type() == QEvent.Type.FocusOut
            and isinstance(watched, QWidget)
            and self.isAncestorOf(watched)
        ):
            self.left.emit()
            for watch in self._watches:
                watch.look_now()
        return False

    def hideEvent(self, event: object) -> None:
        """Another page came to the front: keep what is typed."""
        super().hideEvent(event)  # type: ignore[arg-type]  # Qt's own event
        self.left.emit()

    def _build(self) -> None:
        self._page = ScrollPage("Form", reading=True)
        head = WrapLayout(tokens.SPACE_4, tokens.SPACE_2)
        head.addWidget(self.heading)
        head.addWidget(self.extent)
        self._page.column.setSpacing(tokens.SPACE_3)
        self._page.column.addLayout(row(_held(head), self.kind))
        for part in (self.errors, self.notice, self.reason_field, self.core, self.full, self.evidence_field):
            self._page.column.addWidget(part)
        self._page.column.addStretch(1)
        self.notice.hide()
        self.evidence_field.hide()
        self.errors.watch(self._fields())
        footer = FormFooter()
        footer.add(self.file_button, self.draft_button, self.cancel_button, self.readiness)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(PageWithPanel(self._page, self.guide, footer=footer))
        self.core.told_by.setMaximumWidth(scaled(256))
        self.set_correcting("")

    def _fields(self) -> tuple[Field, ...]:
        return (
            *self.core.fields,
            self.core.danger.call.field,
            *self.full.fields,
            self.evidence_field,
            self.reason_field,
        )

    def _connect(self) -> None:
        self.core.changed.connect(self._edited)
        self.full.changed.connect(self._edited)
        self.reason.textEdited.connect(self._edited)
        self.core.danger_answered.connect(self.danger_answered)
        self.core.people_searched.connect(self.people_searched)
        self.core.about_changed.connect(self.guide_wanted)
        self.full.people_searched.connect(self.people_searched)
        self.kind.chosen.connect(self._kind_chosen)
        self.extent.chosen.connect(self._extent_chosen)
        self.errors.jumped.connect(self.jump)
        self.readiness.jumped.connect(self.jump)
        self.coach.put_away.connect(self._edited)
        self.guide.words_only_requested.connect(self.words_only_requested)
        self.file_button.clicked.connect(self.file_requested)
        self.draft_button.clicked.connect(self.draft_requested)
        self.cancel_button.clicked.connect(self.cancel_requested)
        application = QApplication.instance()
        assert application is not None
        for child in self.findChildren(QWidget):
            if child.focusPolicy() & Qt.FocusPolicy.TabFocus:
                child.installEventFilter(self)

    def _edited(self, _what: object = None) -> None:
        if not self._quiet and self._form is not None:
            self._name_acts()
            self.coach.typed()
            for watch in self._watches:
                watch.typed()
            self.edited.emit()

    def _watch_handles(self) -> tuple[HandleWatch, ...]:
        """What is known of accounts in the account and in the address, beneath each."""
        desk = self.tools.handles
        if desk is None:
            return ()
        return (
            desk.watch(self.core.account_handles, self._account_words),
            desk.watch(self.full.location_handles, self._address_words),
        )

    def _account_words(self) -> TypedWords:
        besides = self._form.id if self._form is not None else None
        return TypedWords(self.core.account.editor.plain_text(), besides=besides)

    def _address_words(self) -> TypedWords:
        besides = self._form.id if self._form is not None else None
        platform = str(self.full.platform.value() or "")
        return TypedWords(self.full.location.text(), Asked.ADDRESS, platform, besides)

    def _look(self, away: frozenset[tuple[str, str]]) -> tuple[Remark, ...]:
        """What the writing coach says of the account; what was done stands beside a record that is corrected."""
        form = self.form()
        written = Written(
            Where.ACCOUNT,
            form.account,
            form.category,
            form.passages,
            voice_elsewhere=bool(form.child_wishes.strip()),
            action_elsewhere=self._correcting
            or bool(form.danger_note.strip())
            or form.rung.moment is not None,
        )
        people = [one.person for one in form.participants]
        people += [one for one in (form.told_by, form.author, form.first_told) if one is not None]
        return self.tools.coach.remarks(written, [one.name for one in people], away)

    def _kind_chosen(self, code: str) -> None:
        self.kind_chosen.emit(code)
        self.guide_wanted.emit()
        self._edited()

    def _extent_chosen(self, value: object) -> None:
        self.full.setVisible(value == _FULL)
        self._edited()

    def _name_acts(self) -> None:
        if self._correcting:
            words = "File correction"
        elif not self._can_open_home:
            words = "Hand in"
        else:
            words = "File concern" if self.extent.value() == _QUICK else "File record"
        self.file_button.setText(words)
        self.file_button.updateGeometry()


def _held(layout: WrapLayout) -> QWidget:
    holder = QWidget()
    holder.setLayout(layout)
    return holder
