"""Fields: limits, cleaning, errors beside them, dates said back, roles, passphrases."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from safeguard_app.domain.errors import RuleViolation
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.date_field import DateField, Understanding
from safeguard_app.ui.widgets.error_summary import ErrorSummary
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.new_passphrase import Judgement, NewPassphrase
from safeguard_app.ui.widgets.passphrase_field import PassphraseField
from safeguard_app.ui.widgets.people_field import Chosen
from safeguard_app.ui.widgets.role_picker import RolePicker
from safeguard_app.ui.widgets.segmented_control import PrecisionSegments, SegmentedControl
from tests.ui.accessibility import check_page
from tests.ui.clipping import clipped
from tests.ui.conftest import Stage


def test_a_line_has_a_limit_and_says_when_it_is_near(qtbot: QtBot) -> None:
    field = LineField("Name", limit=20)
    qtbot.addWidget(field)
    qtbot.keyClicks(field, "Shona")
    plain = field.textMargins().right()
    qtbot.keyClicks(field, " Pike the midday supervisor")
    assert field.text() == "Shona Pike the midda"
    assert field.textMargins().right() > plain


def test_a_field_tells_its_error_beside_it_and_to_screen_readers(qtbot: QtBot) -> None:
    editor = LineField("Name")
    field = Field("Name", editor, name="name", help_text="As on the register")
    qtbot.addWidget(field)
    assert editor.accessibleDescription() == "As on the register"
    field.set_error("Give a name.")
    assert (field.error, editor.accessibleDescription()) == ("Give a name.", "Give a name.")
    field.set_error("")
    assert editor.accessibleDescription() == "As on the register"


def test_the_summary_links_to_each_answer_and_keeps_what_was_typed(qtbot: QtBot, stage: Stage) -> None:
    fields = [Field(words, LineField(words), name=words) for words in ("who", "when")]
    summary = ErrorSummary()
    stage.show(summary, *fields)
    qtbot.keyClicks(fields[1].editor, "yest")
    summary.watch(fields)
    summary.show_violation(RuleViolation({"when": "Say whether you mean morning or evening."}))
    qtbot.waitUntil(summary.links()[0].hasFocus)
    assert fields[1].error == "Say whether you mean morning or evening."
    qtbot.keyClick(summary.links()[0], Qt.Key.Key_Return)
    assert fields[1].editor.hasFocus()
    summary.clear()
    assert (fields[1].error, summary.isVisible()) == ("", False)
    editor = fields[1].editor
    assert isinstance(editor, LineField)
    assert editor.text() == "yest"


def test_a_link_to_a_field_elsewhere_is_told(qtbot: QtBot) -> None:
    summary = ErrorSummary()
    qtbot.addWidget(summary)
    summary.show_errors({"roles": "Each person needs a role."})
    with qtbot.waitSignal(summary.jumped) as jumped:
        summary.links()[0].click()
    assert jumped.args == ["roles"]


def test_a_date_is_said_back_or_asked_about(qtbot: QtBot) -> None:
    def parse(text: str) -> Understanding:
        if text == "yest 9pm":
            return Understanding("value", "Sunday 11 October 2026, 21:00")
        return Understanding(question="Is that 3 April or 4 March?")

    field = DateField("When did it happen", parse)
    qtbot.addWidget(field)
    field.show()
    field.set_text("yest 9pm")
    assert field.result == parse("yest 9pm")
    assert field.line.accessibleDescription() == "Sunday 11 October 2026, 21:00"
    field.set_text("3/4")
    assert field.result == parse("3/4")
    assert field.line.accessibleDescription() == "Is that 3 April or 4 March?"
    field.set_text("")
    assert field.line.accessibleDescription() == ""


def test_segments_move_with_arrows_and_tell_once(qtbot: QtBot, stage: Stage) -> None:
    control = SegmentedControl("Danger", [("yes", "Yes"), ("no", "No"), ("unsure", "Not sure")])
    stage.show(control)
    told: list[object] = []
    control.chosen.connect(told.append)
    assert control.value() is None
    control.setFocus()
    first = control.focusWidget()
    assert first is not None
    qtbot.keyClick(first, Qt.Key.Key_Space)
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert control.focusWidget() is not first
    assert told == ["yes", "no"]
    control.set_value("unsure")
    assert (control.value(), told) == ("unsure", ["yes", "no"])
    control.set_value(None)
    assert control.value() is None


def test_precision_segments_speak_the_four_words(qtbot: QtBot) -> None:
    control = PrecisionSegments("How exactly is it known")
    qtbot.addWidget(control)
    control.show()
    assert control.value() == "about"
    check_page(control)
    assert clipped(control) == []


def test_a_choice_is_silent_when_set_and_ignores_the_wheel(qtbot: QtBot) -> None:
    box = ChoiceBox("Kind", [(1, "Cyberbullying"), (2, "Trolling")])
    qtbot.addWidget(box)
    told: list[object] = []
    box.chosen.connect(told.append)
    box.set_value(2)
    box.set_value(99)
    assert (box.value(), told) == (2, [])
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert told == [1]


def test_roles_stay_with_their_people(qtbot: QtBot) -> None:
    picker = RolePicker("Roles", [("target", "Target"), ("witness", "Witness")])
    qtbot.addWidget(picker)
    tyler, shona = Chosen(1, "Tyler Pike", "4B"), Chosen(2, "Shona Pike", "Midday supervisor")
    picker.set_people([tyler])
    picker.set_role(1, "target")
    picker.set_people([shona, tyler])
    assert picker.roles() == ((2, ""), (1, "target"))
    picker.show()
    assert picker.focus_first_without_role()
    picker.set_role(2, "witness")
    assert not picker.focus_first_without_role()


def test_a_passphrase_is_shown_on_request_and_taken_once(qtbot: QtBot) -> None:
    field = PassphraseField("Passphrase")
    qtbot.addWidget(field)
    qtbot.keyClicks(field, "harbour velvet")
    before = field.shown
    field.show_text()
    assert (before, field.shown) == (False, True)
    assert field.take() == "harbour velvet"
    assert (field.text(), field.shown) == ("", False)


def _judge(text: str) -> Judgement:
    bits = round(12.5 * len(text.split()))
    return Judgement(bits, "Add more unrelated words." if bits < 60 else "Hard to guess.")


def _five() -> str:
    return "harbour velvet ninety orchard tin"


def test_a_weak_passphrase_is_refused_and_explained(qtbot: QtBot) -> None:
    field = NewPassphrase("Your passphrase")
    qtbot.addWidget(field)
    field.set_judge(_judge, _five)
    for line in (field.first, field.second):
        line.setText("baylis lane")
    assert not field.check()
    assert "Add more unrelated words." in field.first.accessibleDescription()


def test_two_that_differ_are_refused(qtbot: QtBot) -> None:
    field = NewPassphrase("Your passphrase")
    qtbot.addWidget(field)
    field.set_judge(_judge, _five)
    field.first.setText(_five())
    field.second.setText("something else")
    assert not field.check()
    field.second.setText(_five())
    assert field.check()


def test_five_words_are_suggested_in_plain_view_and_typed_again(qtbot: QtBot) -> None:
    field = NewPassphrase("Your passphrase")
    qtbot.addWidget(field)
    field.set_judge(_judge, _five)
    field.show()
    field.suggest_button.click()
    assert (field.text(), field.first.shown, field.second.text()) == (_five(), True, "")
    assert not field.check()
