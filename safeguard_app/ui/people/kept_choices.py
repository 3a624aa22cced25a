"""What a draft keeps of the answers of a form that are no words: choices, ticks, people chosen, and how many rows."""

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import PersonRef
from safeguard_app.ui.incidents.involved_field import chosen_of, person_of
from safeguard_app.ui.people.platform_field import PlatformField
from safeguard_app.ui.people.row_list import TAKEN_OUT, RowList
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.people_field import Chosen, PeopleField
from safeguard_app.ui.widgets.segmented_control import SegmentedControl
from safeguard_app.ui.widgets.tick_box import TickBox

Choices = tuple[tuple[str, str], ...]
People = tuple[tuple[str, tuple[PersonRef, ...]], ...]
FILLS_OTHERS = "fills_others"
"""The property of a choice that is no answer: it puts words into other boxes, which are kept."""
_PASSES = 2
"""An answer may bring others with it, which are put right in a second pass."""


@runtime_checkable
class KeepsOneWord(Protocol):
    """A box of its own kind, of which a draft keeps one word."""

    def kept_choice(self) -> str:
        """What to keep."""

    def put_back_choice(self, kept: str) -> None:
        """Show what was kept, and what goes with it."""


def choice_of(editor: QWidget) -> str:
    """The one word that a draft keeps of a box."""
    if isinstance(editor, ChoiceBox | SegmentedControl):
        value = editor.value()
        return "" if value is None else str(value)
    if isinstance(editor, TickBox):
        return "yes" if editor.isChecked() else ""
    if isinstance(editor, PlatformField):
        return editor.platform()
    if isinstance(editor, RowList):
        return str(len(editor.rows()))
    assert isinstance(editor, KeepsOneWord), f"{type(editor).__name__} cannot be kept"
    return editor.kept_choice()


def choose(editor: QWidget, kept: str) -> None:
    """Show what was kept. What is not offered any more leaves the answer as it is."""
    if isinstance(editor, ChoiceBox | SegmentedControl):
        found = [value for value in editor.values() if str(value) == kept]
        if found or (not kept and isinstance(editor, SegmentedControl)):
            editor.set_value(found[0] if found else None)
    elif isinstance(editor, TickBox):
        editor.setChecked(kept == "yes")
    elif isinstance(editor, PlatformField):
        editor.set_platform(kept)
    elif isinstance(editor, KeepsOneWord):
        editor.put_back_choice(kept)


def answers_of(form: QWidget) -> tuple[Choices, People]:
    """Every answer of a form that is no words, each with the name of its box, in order."""
    choices: list[tuple[str, str]] = []
    people: list[tuple[str, tuple[PersonRef, ...]]] = []
    for name, editor in _answering(form):
        if isinstance(editor, PeopleField):
            people.append((name, tuple(_kept_person(one) for one in editor.people())))
        else:
            choices.append((name, choice_of(editor)))
    return tuple(choices), tuple(people)


def put_back_answers(form: QWidget, choices: Choices, people: People) -> None:
    """Show what was kept, and what goes with it: the form hears of it as though somebody had answered."""
    rows = [one for one in _answering(form) if isinstance(one[1], RowList)]
    for (name, editor), kept in _matched(rows, choices):
        assert isinstance(editor, RowList), name
        if kept.isdigit() and int(kept) != len(editor.rows()):
            editor.show_rows(int(kept))
    for _ in range(_PASSES):
        boxes = [one for one in _answering(form) if not isinstance(one[1], RowList | PeopleField)]
        for (_name, editor), kept in _matched(boxes, choices):
            if isValid(editor) and choice_of(editor) != kept:
                _answer(editor, kept)
    left = list(people)
    for name, editor in _answering(form):
        if isinstance(editor, PeopleField):
            place = next((number for number, one in enumerate(left) if one[0] == name), None)
            if place is not None:
                editor.set_people([chosen_of(one) for one in left.pop(place)[1]])


def within(form: QWidget) -> Iterator[QWidget]:
    """Every widget of a form in its order, without rows that were taken out of it."""
    for child in form.children():
        if isinstance(child, QWidget) and not child.property(TAKEN_OUT):
            yield child
            yield from within(child)


def _answering(form: QWidget) -> Iterator[tuple[str, QWidget]]:
    """Boxes with a name that are answered by a choice; what is inside one of them is no box of its own."""
    for child in form.children():
        if not isinstance(child, QWidget) or child.property(TAKEN_OUT):
            continue
        whole = isinstance(child, ChoiceBox | SegmentedControl | TickBox | PlatformField | PeopleField)
        if whole or isinstance(child, RowList | KeepsOneWord):
            if name := _name_of(child):
                yield name, child
            if not isinstance(child, RowList):
                continue
        yield from _answering(child)


def _name_of(editor: QWidget) -> str:
    if isinstance(editor, PeopleField):
        return editor.label
    words = editor.property("kept_as") or editor.accessibleName()
    return str(words or (editor.text() if isinstance(editor, TickBox) else ""))


def _matched(boxes: list[tuple[str, QWidget]], choices: Choices) -> Iterator[tuple[tuple[str, QWidget], str]]:
    left = list(choices)
    for box in boxes:
        place = next((number for number, one in enumerate(left) if one[0] == box[0]), None)
        if place is not None:
            yield box, left.pop(place)[1]


def _answer(editor: QWidget, kept: str) -> None:
    """As somebody would: whoever listens hears of it."""
    if isinstance(editor, TickBox) and editor.isEnabled():
        editor.click()
        return
    choose(editor, kept)
    if isinstance(editor, ChoiceBox | SegmentedControl):
        editor.chosen.emit(editor.value())
    elif isinstance(editor, PlatformField):
        editor.changed.emit()


def _kept_person(chosen: Chosen) -> PersonRef:
    """Somebody, or a record or case that was chosen like somebody."""
    if isinstance(chosen.key, Reference):
        return PersonRef(chosen.key, chosen.name)
    return person_of(chosen)
