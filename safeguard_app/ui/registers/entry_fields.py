"""The fields of an entry, drawn from the catalogue's data: a register with other fields needs no code here."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.logbooks import DatedPerson, EntryAnswer
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.text_rules import STATEMENT_LIMIT
from safeguard_app.services.incident_choices import ChoiceLine
from safeguard_app.services.incident_form import Typed
from safeguard_app.services.logbook_views import EntryForm, FieldLine
from safeguard_app.services.people import Suggestion
from safeguard_app.services.reference import LogbookFieldKind
from safeguard_app.ui.incidents.involved_field import chosen_of, person_of, person_rows
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.incidents.tick_group import TickGroup
from safeguard_app.ui.incidents.time_field import NOT_UNDERSTOOD, TimeField
from safeguard_app.ui.people.day_field import DayField
from safeguard_app.ui.people.form_part import FormPart, KeptChoice
from safeguard_app.ui.people.person_rows import coded
from safeguard_app.ui.people.register_tools import RegisterTools
from safeguard_app.ui.people.row_list import RowList
from safeguard_app.ui.people.wrapped import sized, wrapped
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.people_field import PeopleField
from safeguard_app.ui.widgets.segmented_control import SegmentedControl

_YES_NO = (("yes", "Yes"), ("no", "No"), ("unknown", "Not known"))
_NONE = ""
NO_USER = "Choose the person, or take this row out."


class KeptTicks(KeptChoice):
    """Several choices, of which a draft keeps the codes."""

    def __init__(self, label: str, options: Sequence[ChoiceLine]) -> None:
        """Nothing is ticked."""
        super().__init__()
        self.setAccessibleName(label)
        self.group = TickGroup(label, options)
        self.setLayout(column(self.group, space=0))
        self.setFocusProxy(self.group)

    def kept_choice(self) -> str:
        """The codes ticked."""
        return ",".join(self.group.codes())

    def put_back_choice(self, kept: str) -> None:
        """Tick what was kept."""
        self.group.set_codes(kept.split(","))


class AccountFields(FormPart):
    """A platform and the name of an account there."""

    def __init__(self, label: str, tools: RegisterTools) -> None:
        """Nothing entered."""
        super().__init__()
        self.setAccessibleName(label)
        self.platform = tools.platform_field(f"{label}: service")
        self.name = LineField(f"{label}: name or address", limit=200, placeholder="@name, or its address")
        self.setLayout(
            column(
                wrapped(
                    sized(Field("Service", self.platform), 220),
                    sized(Field("Name or address", self.name), 300),
                ),
                space=0,
            )
        )
        self.setFocusProxy(self.platform)

    def editors(self) -> Mapping[str, QWidget]:
        """Both boxes."""
        return {"platform": self.platform, "name": self.name}

    def texts(self) -> tuple[str, ...]:
        """Platform and name; empty where neither was entered."""
        platform, name = self.platform.platform(), self.name.text().strip()
        return (platform, name) if platform or name else ()

    def set_texts(self, texts: Sequence[str]) -> None:
        """Show an account."""
        platform, name = (*texts, "", "")[:2]
        self.platform.set_platform(platform)
        self.name.setText(name)


class UserRow(FormPart):
    """Somebody from a day to a day.

    Signals:
        searched(object, str): this row, and the words to look up; answer with :meth:`offer`.
    """

    searched = Signal(object, str)

    def __init__(self, tools: RegisterTools) -> None:
        """Nobody yet."""
        super().__init__()
        self.person = PeopleField("Who may use it", limit=1)
        self.period = tools.period_fields("May use it")
        self.setLayout(column(wrapped(sized(Field("Who", self.person), 280), self.period), space=0))
        self.setFocusProxy(self.person)
        self.person.searched.connect(partial(self.searched.emit, self))

    def editors(self) -> Mapping[str, QWidget]:
        """Its boxes."""
        return {"person": self.person, "period": self.period}

    def user(self) -> DatedPerson | None:
        """What was entered; None while nobody is chosen."""
        people = self.person.people()
        return DatedPerson(person_of(people[0]), self.period.period()) if people else None

    def set_user(self, user: DatedPerson) -> None:
        """Show somebody."""
        self.person.set_people([chosen_of(user.person)])
        self.period.set_period(user.period)

    def fault(self) -> str:
        """What is wrong with the row."""
        if not self.person.people():
            return NO_USER
        return self.period.fault()

    def offer(self, found: Sequence[Suggestion], sought: str) -> None:
        """Show who was found."""
        self.person.offer(person_rows(found), sought)


class EntryFields(FormPart):
    """One field for each of the register's, in its order.

    Signals:
        people_searched(object, object, str): who asks (a PeopleField or a UserRow), the kinds to look among, and the
            words; answer with :func:`offer_people`.
    """

    people_searched = Signal(object, object, str)

    def __init__(self, form: EntryForm, tools: RegisterTools) -> None:
        """Draw the fields and show the answers they start from."""
        super().__init__()
        self.setAccessibleName(form.one)
        self._tools = tools
        self._lines = form.fields
        self._editors: dict[str, QWidget] = {line.id: self._editor(line) for line in form.fields}
        self.fields = [self._field(line) for line in form.fields]
        self.setLayout(column(*self.fields, space=tokens.SPACE_3))
        cases = dict(form.cases)
        for answer in form.answers:
            case = (cases[answer.field],) if answer.field in cases else answer.texts
            if answer.field in self._editors:
                self._show(self._editors[answer.field], replace(answer, texts=case))

    def begin_with(self, myself: PersonRef) -> None:
        """A new entry begins with whoever enters it, where a field asks who did something."""
        for line in self._lines:
            editor = self._editors[line.id]
            if line.myself and isinstance(editor, PeopleField):
                editor.set_people([chosen_of(myself)])

    def editors(self) -> Mapping[str, QWidget]:
        """Every box, by the id of its field."""
        return self._editors

    def first(self) -> QWidget:
        """Where the keyboard goes to begin with."""
        return next(iter(self._editors.values()))

    def answers(self) -> tuple[EntryAnswer, ...]:
        """What was answered."""
        found = (self._answer(line, self._editors[line.id]) for line in self._lines)
        return tuple(answer for answer in found if answer is not None)

    def people(self, field: str) -> tuple[PersonRef, ...]:
        """Who stands in a field now."""
        editor = self._editors.get(field)
        return tuple(map(person_of, editor.people())) if isinstance(editor, PeopleField) else ()

    def faults(self) -> dict[str, str]:
        """What was typed and not understood, and rows begun and not filled in."""
        found = {}
        for name, editor in self._editors.items():
            if fault := _fault_of(editor):
                found[name] = fault
        return found

    def _field(self, line: FieldLine) -> Field:
        field = Field(
            line.label,
            self._editors[line.id],
            name=line.id,
            help_text=line.help,
            optional=not line.required,
        )
        if isinstance(self._editors[line.id], ChoiceBox):
            sized(field, 460)
        return field

    def _editor(self, line: FieldLine) -> QWidget:
        match line.kind:
            case LogbookFieldKind.TEXT:
                return TextBox(line.label, limit=STATEMENT_LIMIT)
            case LogbookFieldKind.DAY:
                make = self._tools.ahead_field if line.ahead else self._tools.day_field
                return make(line.label, "14/9/2026")
            case LogbookFieldKind.TIME:
                return self._tools.time_field(line.label, placeholder="today 0830")
            case LogbookFieldKind.YES_NO:
                return SegmentedControl(line.label, _YES_NO)
            case LogbookFieldKind.CHOICE:
                return ChoiceBox(line.label, [(_NONE, "Not chosen yet"), *coded(line.options)])
            case LogbookFieldKind.CHOICES:
                return KeptTicks(line.label, line.options)
            case LogbookFieldKind.PERSON | LogbookFieldKind.PEOPLE:
                return self._people(line)
            case LogbookFieldKind.USERS:
                return RowList("User", "Add a user", partial(self._user_row, line))
            case LogbookFieldKind.ACCOUNT:
                return AccountFields(line.label, self._tools)
            case LogbookFieldKind.CASE:
                return LineField(line.label, limit=40, placeholder="2026-0042")
            case LogbookFieldKind.LINE:
                return LineField(line.label, limit=500)

    def _people(self, line: FieldLine) -> PeopleField:
        field = PeopleField(line.label, limit=1 if line.kind is LogbookFieldKind.PERSON else 0)
        field.searched.connect(partial(self.people_searched.emit, field, line.of))
        return field

    def _user_row(self, line: FieldLine) -> UserRow:
        row = UserRow(self._tools)
        row.searched.connect(partial(self._user_searched, line))
        return row

    def _user_searched(self, line: FieldLine, row: object, words: str) -> None:
        self.people_searched.emit(row, line.of, words)

    def _answer(self, line: FieldLine, editor: QWidget) -> EntryAnswer | None:
        if isinstance(editor, PeopleField):
            people = tuple(person_of(one) for one in editor.people())
            return EntryAnswer(line.id, people=people) if people else None
        if isinstance(editor, RowList):
            users = tuple(user for row in editor.rows() if (user := row.user()) is not None)
            return EntryAnswer(line.id, users=users) if users else None
        if isinstance(editor, DayField):
            day = editor.day()
            return EntryAnswer(line.id, day=day) if day is not None else None
        if isinstance(editor, TimeField):
            at = editor.typed().moment
            return EntryAnswer(line.id, at=at) if at is not None else None
        texts = _texts_of(editor)
        return EntryAnswer(line.id, texts) if texts else None

    def _show(self, editor: QWidget, answer: EntryAnswer) -> None:
        if isinstance(editor, PeopleField):
            editor.set_people([chosen_of(person) for person in answer.people])
        elif isinstance(editor, RowList):
            for row, user in zip(editor.show_rows(len(answer.users)), answer.users, strict=True):
                row.set_user(user)
        elif isinstance(editor, DayField):
            editor.set_day(answer.day)
        elif isinstance(editor, TimeField):
            editor.set_typed(Typed("", answer.at))
        else:
            _show_texts(editor, answer.texts)


def offer_people(asker: object, found: Sequence[Suggestion], sought: str) -> None:
    """Show who was found, to the field or row that asked."""
    if isinstance(asker, PeopleField):
        asker.offer(person_rows(found), sought)
    elif isinstance(asker, UserRow):
        asker.offer(found, sought)


def _texts_of(editor: QWidget) -> tuple[str, ...]:
    if isinstance(editor, AccountFields):
        return editor.texts()
    if isinstance(editor, KeptTicks):
        return editor.group.codes()
    if isinstance(editor, ChoiceBox | SegmentedControl):
        value = str(editor.value() or "")
        return (value,) if value else ()
    assert isinstance(editor, LineField | TextBox)
    return (editor.text(),) if editor.text().strip() else ()


def _show_texts(editor: QWidget, texts: Sequence[str]) -> None:
    first = texts[0] if texts else ""
    if isinstance(editor, AccountFields):
        editor.set_texts(texts)
    elif isinstance(editor, KeptTicks):
        editor.group.set_codes(texts)
    elif isinstance(editor, ChoiceBox | SegmentedControl):
        editor.set_value(first or None)
    elif isinstance(editor, TextBox):
        editor.set_text(first)
    elif isinstance(editor, LineField):
        editor.setText(first)


def _fault_of(editor: QWidget) -> str:
    if isinstance(editor, DayField):
        return editor.fault()
    if isinstance(editor, TimeField):
        return NOT_UNDERSTOOD if editor.slipped() else ""
    if isinstance(editor, RowList):
        return next((fault for row in editor.rows() if (fault := row.fault())), "")
    return ""
