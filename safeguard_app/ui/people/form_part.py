"""What stands in a form, taken out box by box to be kept as a draft and put back: words as typed, not as read."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.people import PersonRef
from safeguard_app.services.form_drafts import Filled
from safeguard_app.services.incident_form import Typed
from safeguard_app.ui.incidents.involved_field import chosen_of, person_of
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.incidents.time_field import TimeField
from safeguard_app.ui.people.kept_choices import choice_of, choose
from safeguard_app.ui.people.row_list import RowList
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import link
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.people_field import PeopleField

BACK = "What you typed before is back"
BACK_TEXT = "It was kept as a draft inside the log, readable by you alone."
_TYPING = "/typing"


class FormPart(QWidget):
    """A form, or one row of it, that says which boxes it has."""

    def editors(self) -> Mapping[str, QWidget]:
        """Every box somebody answers in, by a name that stays; what decides over others comes before them."""
        raise NotImplementedError

    def fit(self) -> None:
        """Answers were put back: show what goes with them."""


class KeptChoice(QWidget):
    """A box of its own kind, of which a draft keeps one word."""

    def kept_choice(self) -> str:
        """What to keep."""
        raise NotImplementedError

    def put_back_choice(self, kept: str) -> None:
        """Show what was kept."""
        raise NotImplementedError


class DraftNotice(NoticePanel):
    """Says that words came back from a draft.

    Signals:
        fresh_requested(): leave the draft as it is, and begin an empty form.
    """

    fresh_requested = Signal()

    def __init__(self) -> None:
        """Out of sight until something came back."""
        super().__init__(Meaning.NOTE, BACK, BACK_TEXT, icon="pencil")
        self.fresh_button = link("Leave it as a draft and begin an empty form")
        self.fresh_button.clicked.connect(self.fresh_requested)
        self.add(self.fresh_button)
        self.hide()

    def show_back(self, *, for_new: bool) -> None:
        """Words are back; a form for something new can be begun afresh instead."""
        self.fresh_button.setVisible(for_new)
        self.show()


class FormPage(FormPart):
    """A whole form: knows whether anything in it was touched since it was opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Untouched."""
        super().__init__(parent)
        self.draft_notice = DraftNotice()
        self._fresh: Filled | None = None

    @property
    def begun(self) -> bool:
        """Whether anything was typed that is not kept."""
        return self._fresh is not None and self.filled() != self._fresh

    def filled(self) -> Filled:
        """What stands in it."""
        return filled_of(self)

    def mark_fresh(self) -> None:
        """As it stands now, nobody has typed in it yet."""
        self.draft_notice.hide()
        self._fresh = self.filled()

    def put_back(self, filled: Filled, *, for_new: bool) -> None:
        """Show what a draft kept, over the form as it was opened."""
        put_back(self, filled)
        self.draft_notice.show_back(for_new=for_new)


def filled_of(part: FormPart) -> Filled:
    """What stands in a form."""
    taking = _Taking()
    taking.take_part(part, "")
    return Filled(tuple(taking.texts), tuple(taking.choices), tuple(taking.people), tuple(taking.times))


def put_back(part: FormPart, filled: Filled) -> None:
    """Show what was kept. A box of which nothing was kept stays as it is."""
    _Putting(filled).put_part(part, "")


class _Taking:
    def __init__(self) -> None:
        self.texts: list[tuple[str, str]] = []
        self.choices: list[tuple[str, str]] = []
        self.people: list[tuple[str, tuple[PersonRef, ...]]] = []
        self.times: list[tuple[str, Typed]] = []

    def take_part(self, part: FormPart, under: str) -> None:
        for name, editor in part.editors().items():
            self._take(editor, f"{under}{name}")

    def _take(self, editor: QWidget, name: str) -> None:
        if isinstance(editor, FormPart):
            self.take_part(editor, f"{name}/")
        elif isinstance(editor, RowList):
            self.choices.append((name, str(len(editor.rows()))))
            for place, row in enumerate(editor.rows()):
                self.take_part(row, f"{name}/{place}/")
        elif isinstance(editor, PeopleField):
            self.people.append((name, tuple(person_of(one) for one in editor.people())))
            self.texts.append((name + _TYPING, editor.typing()))
        elif isinstance(editor, TimeField):
            self.times.append((name, editor.typed()))
        elif isinstance(editor, LineField | TextBox):
            self.texts.append((name, editor.text()))
        else:
            self.choices.append((name, choice_of(editor)))


class _Putting:
    def __init__(self, filled: Filled) -> None:
        self._texts = dict(filled.texts)
        self._choices = dict(filled.choices)
        self._people = dict(filled.people)
        self._times = dict(filled.times)

    def put_part(self, part: FormPart, under: str) -> None:
        for name, editor in part.editors().items():
            self._put(editor, f"{under}{name}")
        part.fit()

    def _put(self, editor: QWidget, name: str) -> None:
        if isinstance(editor, FormPart):
            self.put_part(editor, f"{name}/")
        elif isinstance(editor, RowList):
            if name in self._choices:
                for place, row in enumerate(editor.show_rows(int(self._choices[name]))):
                    self.put_part(row, f"{name}/{place}/")
        elif isinstance(editor, PeopleField):
            people = [chosen_of(person) for person in self._people.get(name, ())]
            editor.put_back(people, self._texts.get(name + _TYPING, ""))
        elif isinstance(editor, TimeField):
            if name in self._times:
                editor.set_typed(self._times[name])
        elif isinstance(editor, LineField):
            editor.setText(self._texts.get(name, editor.text()))
        elif isinstance(editor, TextBox):
            editor.set_text(self._texts.get(name, editor.text()))
        elif name in self._choices:
            choose(editor, self._choices[name])
