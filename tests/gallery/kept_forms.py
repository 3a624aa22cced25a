"""Whether a form keeps everything somebody can answer in it: looked at in each scene that shows one."""

from collections.abc import Iterator

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from safeguard_app.domain.identifiers import new_record_id
from safeguard_app.services.form_drafts import Filled, FormDraft, FormName
from safeguard_app.ui.evidence.marking_sheet import MarkingSheet
from safeguard_app.ui.incidents.category_button import CategoryButton
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.incident_form_page import IncidentFormPage
from safeguard_app.ui.incidents.time_field import TimeField
from safeguard_app.ui.people.form_keeper import KEPT
from safeguard_app.ui.people.form_part import FormPage, KeptChoice
from safeguard_app.ui.people.kept_choices import FILLS_OTHERS, KeepsOneWord, within
from safeguard_app.ui.people.platform_field import PlatformField
from safeguard_app.ui.people.sheet_keeper import SheetBoxes
from safeguard_app.ui.referrals.answer_panel import AnswerPanel
from safeguard_app.ui.shell.command_bar import CommandBar
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.line_field import SearchField
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.segmented_control import SegmentedControl
from safeguard_app.ui.widgets.tick_box import TickBox
from safeguard_app.vault import record_codec

Kept = EntryPanel | FormPage

_SECRET = "a passphrase or a key stands in no draft, and the rest of the form is a name or two"
_NO_LOG = "there is no log yet to keep it in, or none is open"
_BARE = "the scene makes it without its keeper: see tests/ui/settings/test_kept_forms.py, test_kept_sheets.py"
_AT_ONCE = "one word or day, entered with the next key"
NOT_KEPT: dict[str, str] = {
    "older-copy": _SECRET,
    "settings-recovery-new": _SECRET,
    "settings-recovery-taking-over": _SECRET,
    "settings-users-adding": _SECRET,
    "settings-users-passphrase": _SECRET,
    "declarations-queue-sign": _SECRET,
    "sharing-check": _SECRET,
    "first-run-1-school": _NO_LOG,
    "first-run-2-contacts": _NO_LOG,
    "first-run-3-you": _NO_LOG,
    "first-run-4-others": _NO_LOG,
    "first-run-6-folder": _NO_LOG,
    "unlock": _NO_LOG,
    "unlock-recovery": _NO_LOG,
    "evidence-held-item": _BARE,
    "evidence-police-direction": _BARE,
    "evidence-statement": _BARE,
    "settings-calendar-changing": _BARE,
    "settings-policy-clauses": _BARE,
    "audit-compare-paper": _AT_ONCE,
    "audit-number": _AT_ONCE,
    "declarations-drive": _AT_ONCE,
    "declarations-drive-begin": _AT_ONCE,
    "declarations-questions": _AT_ONCE,
    "duplicates-same": _AT_ONCE,
    "insights-inspection": _AT_ONCE,
    "insights-numbers-other-days": _AT_ONCE,
    "paper-print": _AT_ONCE,
    "evidence-material": "the answer to the question before files; files chosen are not kept either",
    "incident-intake": "facts of files that are chosen, which are not read before they are taken in",
}
"""Scenes in which something can be typed that no draft keeps, and why that is so."""


def kept_forms(window: QWidget) -> list[Kept]:
    """The forms in view of which a draft is kept."""
    found = [
        one
        for one in window.findChildren(QWidget)
        if isinstance(one, EntryPanel | FormPage) and one.property(KEPT) and one.isVisible()
    ]
    return [one for one in found if not any(other is not one and other.isAncestorOf(one) for other in found)]


def not_kept(window: QWidget, forms: list[Kept]) -> list[str]:
    """Boxes in view that somebody can type in and no draft keeps, by their names."""
    places: list[QWidget] = [_sheet_of(form) if isinstance(form, SheetBoxes) else form for form in forms]
    kinds = (IncidentFormPage, AnswerPanel, MarkingSheet, CommandBar)
    places += [one for one in window.findChildren(QWidget) if isinstance(one, kinds)]
    boxes = [
        box
        for box in window.findChildren(QWidget)
        if isinstance(box, QLineEdit | QTextEdit | QPlainTextEdit)
        and not isinstance(box, SearchField)
        and box.isVisible()
        and not box.isReadOnly()
        and box.isEnabled()
    ]
    return [box.accessibleName() for box in boxes if not any(place.isAncestorOf(box) for place in places)]


def lost(form: Kept) -> Iterator[str]:
    """What a form does not bring back of what somebody answered, once it went through a draft."""
    fresh = form.filled()
    whole: QWidget = _sheet_of(form) if isinstance(form, SheetBoxes) else form
    for box in _answers(whole):
        _answer(box)
    words = [box for box in within(whole) if isinstance(box, QLineEdit | QTextEdit) and _takes(box)]
    for number, box in enumerate(words):
        time = next((one for one in whole.findChildren(TimeField) if one.holds(box)), None)
        text = "12/10/2026" if time is not None else f"Typed {number}"
        box.setText(text)
    given = form.filled()
    if given == fresh:
        yield "nothing that is answered stands in its draft"
    form.put_back(_through_the_log(fresh), for_new=True)
    form.put_back(_through_the_log(given), for_new=True)
    back = form.filled()
    for name in ("texts", "choices", "people", "times"):
        before, after = getattr(given, name), getattr(back, name)
        yield from (
            f"{one} is {other} afterwards" for one, other in zip(before, after, strict=False) if one != other
        )
        if len(before) != len(after):
            yield f"{len(before)} {name}, and {len(after)} afterwards"
    forgotten = [box for box in _answers(whole) if _word(box) and not _stands(box, given)]
    yield from (f"{type(box).__name__} “{_name(box)}” is not kept" for box in forgotten)
    form.put_back(fresh, for_new=True)


def _through_the_log(filled: Filled) -> Filled:
    """As it is read out of the log again."""
    draft = FormDraft(new_record_id(), FormName.AWAY, filled=filled)
    return record_codec.decode_as(FormDraft, record_codec.encode(draft).encode()).filled


def _answers(form: QWidget) -> list[QWidget]:
    kinds = (ChoiceBox, SegmentedControl, TickBox, CategoryButton)
    return [box for box in within(form) if isinstance(box, kinds) and box.isEnabled() and box.isVisible()]


def _answer(box: QWidget) -> None:
    """Another answer than the one it has, as somebody would give it."""
    if isinstance(box, ChoiceBox):
        box.setCurrentIndex(box.count() - 1)
        box.chosen.emit(box.value())
    elif isinstance(box, SegmentedControl):
        other = next(value for value in reversed(box.values()) if value is not None)
        box.set_value(other)
        box.chosen.emit(other)
    elif isinstance(box, TickBox):
        box.click()


def _takes(box: QLineEdit | QTextEdit) -> bool:
    secret = isinstance(box, QLineEdit) and box.echoMode() is not QLineEdit.EchoMode.Normal
    return box.isVisible() and not box.isReadOnly() and box.isEnabled() and not secret


def _word(box: QWidget) -> str:
    if isinstance(box, ChoiceBox | SegmentedControl):
        return "" if box.value() is None else str(box.value())
    return "yes" if isinstance(box, TickBox) and box.isChecked() else ""


def _stands(box: QWidget, given: Filled) -> bool:
    """Whether an answer stands in a draft: by itself, in the answer of the box around it, or in boxes it fills."""
    words = {kept for _, kept in given.choices}
    around = _around(box)
    return (
        _word(box) in words
        or bool(box.property(FILLS_OTHERS))
        or any(isinstance(one, PlatformField | KeptChoice | TimeField) for one in around)
        or any(isinstance(one, KeepsOneWord) and one.kept_choice() in words for one in around)
    )


def _around(box: QWidget) -> list[QWidget]:
    found, parent = [], box.parentWidget()
    while parent is not None:
        found.append(parent)
        parent = parent.parentWidget()
    return found


def _name(box: QWidget) -> str:
    return box.accessibleName() or (box.text() if isinstance(box, TickBox) else "")


def _sheet_of(boxes: SheetBoxes) -> QWidget:
    parent = boxes.parentWidget()
    while parent is not None and not isinstance(parent, ModalSheet):
        parent = parent.parentWidget()
    assert parent is not None
    return parent
