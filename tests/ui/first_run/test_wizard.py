"""First run: nothing typed is lost, weak passphrases are refused, the key is typed back, the answers are whole."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from safeguard_app.app.first_run import FirstRun, default_folder
from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.school import ContactToRing
from safeguard_app.domain.users import Role
from safeguard_app.services import opening
from safeguard_app.services.opening import Computer
from safeguard_app.system.paths import LOG_SUFFIX
from safeguard_app.ui.first_run.answers import FirstRunAnswers
from safeguard_app.ui.first_run.welcome_step import WelcomePage
from safeguard_app.ui.first_run.wizard import FirstRunWizard
from tests.gallery.entry_scenes import GROUPS, five_words, provider
from tests.ui.accessibility import check_page
from tests.ui.conftest import Stage
from tests.ui.demo_log import ZONE, SetClock, catalogue

FOLDER = Path("/home/lead/Documents/Baylis Lane Primary.safeguard")


@pytest.fixture
def wizard(stage: Stage) -> FirstRunWizard:
    made = FirstRunWizard(provider())
    stage.present(made)
    return made


def fill_school(wizard: FirstRunWizard) -> None:
    wizard.school.name_line.setText("Baylis Lane Primary")
    wizard.school.authority_line.setText("Eastmarch Council")


def fill_you(wizard: FirstRunWizard) -> None:
    wizard.you.name_line.setText("Miss Jo Abbey")
    type_twice(wizard.you.passphrase.first, wizard.you.passphrase.second)


def type_twice(*lines: object) -> None:
    for line in lines:
        line.setText(five_words())  # type: ignore[attr-defined]


def type_key_back(wizard: FirstRunWizard) -> None:
    if not wizard.recovery.card.typing:
        wizard.recovery.card.type_button.click()
    for line, place in zip(wizard.recovery.card.lines, wizard.recovery.card.asked_groups, strict=True):
        line.setText(GROUPS[place].lower())


def to_the_key(wizard: FirstRunWizard) -> None:
    fill_school(wizard)
    fill_you(wizard)
    for _ in range(4):
        wizard.go_on()


def shown_of_the_key(wizard: FirstRunWizard, stage: Stage) -> set[str]:
    """The groups in view anywhere in the wizard, and what is announced of them."""
    stage.settle()
    words = [
        text
        for label in wizard.findChildren(QLabel)
        if label.isVisible()
        for text in (label.text(), label.accessibleName().partition(": ")[2].replace(" ", ""))
    ]
    return set(GROUPS) & set(words)


def to_the_folder(wizard: FirstRunWizard) -> None:
    fill_school(wizard)
    fill_you(wizard)
    for _ in range(4):
        wizard.go_on()
    type_key_back(wizard)
    wizard.go_on()


def test_the_demo_is_offered_first_and_has_the_keyboard(qtbot: QtBot, stage: Stage) -> None:
    page = WelcomePage()
    stage.present(page)
    page.entered()
    assert QApplication.focusWidget() is page.demo_card
    with qtbot.waitSignal(page.demo_asked):
        qtbot.keyClick(page.demo_card, Qt.Key.Key_Return)
    with qtbot.waitSignal(page.new_log_asked):
        page.new_card.click()
    check_page(page)


def test_a_school_without_a_name_is_not_passed(wizard: FirstRunWizard) -> None:
    wizard.go_on()
    assert wizard.place == 0
    assert wizard.school.name_line.hasFocus()
    fill_school(wizard)
    wizard.go_on()
    assert wizard.place == 1


def test_contacts_can_be_left_out_and_follow_the_nation(wizard: FirstRunWizard) -> None:
    fill_school(wizard)
    wizard.go_on()
    name, phone = wizard.contacts._lines["police"]
    phone.setText("101")
    wizard.go_back()
    wizard.school.nation_box.set_value(Nation.NORTHERN_IRELAND)
    wizard.school.nation_box.chosen.emit(Nation.NORTHERN_IRELAND)
    assert "lado" not in wizard.contacts._lines
    assert "gateway" in wizard.contacts._lines
    wizard.go_on()
    assert wizard.contacts.contacts() == (ContactToRing("police", "", "101"),)
    assert wizard.school._authority.label.text() == "Education Authority region"
    assert name is not wizard.contacts._lines["police"][0]


def test_a_weak_passphrase_stops_the_step(wizard: FirstRunWizard) -> None:
    fill_school(wizard)
    fill_you(wizard)
    wizard.go_on()
    wizard.go_on()
    for line in (wizard.you.passphrase.first, wizard.you.passphrase.second):
        line.setText("baylis lane")
    wizard.go_on()
    assert wizard.place == 2


def test_the_lead_who_is_head_too_is_asked_for_no_second_head(wizard: FirstRunWizard) -> None:
    wizard.you.both_box.setChecked(True)
    to_the_folder(wizard)
    assert wizard.others.head_block.isHidden()
    answers = wizard.answers()
    assert [person.roles for person in answers.people] == [(Role.DSL, Role.HEAD)]
    assert (answers.school.dsl_name, answers.school.head_name) == ("Miss Jo Abbey", "Miss Jo Abbey")


def test_the_key_does_not_count_until_typed_back(wizard: FirstRunWizard) -> None:
    fill_school(wizard)
    fill_you(wizard)
    for _ in range(4):
        wizard.go_on()
    wizard.go_on()
    assert wizard.place == 4
    type_key_back(wizard)
    wizard.recovery.card.lines[1].setText("WRONG")
    wizard.go_on()
    assert wizard.place == 4
    assert wizard.recovery.card.fields[1].error
    assert not wizard.recovery.card.fields[0].error
    type_key_back(wizard)
    wizard.go_on()
    assert wizard.place == 5


def test_the_key_is_not_in_view_while_it_is_typed_back(wizard: FirstRunWizard, stage: Stage) -> None:
    to_the_key(wizard)
    step = wizard.recovery.card
    assert shown_of_the_key(wizard, stage) == set(GROUPS)
    assert not any(line.isVisible() for line in step.lines), "nobody is told yet which groups are asked for"
    wizard.go_on()
    assert wizard.place == 4
    assert not any(field.error for field in step.fields), "Next asks for the groups and blames nobody"
    assert shown_of_the_key(wizard, stage) == set()
    assert not step.print_button.isVisible(), "its preview shows the key"
    assert step.lines[0].hasFocus()
    assert [field.label.text() for field in step.fields] == [f"Group {n + 1}" for n in step.asked_groups]
    check_page(wizard)


def test_shown_again_the_boxes_are_empty_and_other_groups_are_asked_for(
    wizard: FirstRunWizard, stage: Stage
) -> None:
    to_the_key(wizard)
    step = wizard.recovery.card
    asked = set()
    for _ in range(60):
        step.type_button.click()
        for line in step.lines:
            line.setText("WRONG")
        assert not step.check()
        step.show_button.click()
        assert [line.text() for line in step.lines] == ["", ""]
        assert not any(field.error for field in step.fields)
        assert shown_of_the_key(wizard, stage) == set(GROUPS)
        assert len(set(step.asked_groups)) == 2
        asked.add(step.asked_groups)
    assert len(asked) > 10, "groups are drawn anew each time"
    assert {place for pair in asked for place in pair} == set(range(len(GROUPS)))


def test_going_back_and_on_again_keeps_the_key_off_the_screen(wizard: FirstRunWizard, stage: Stage) -> None:
    to_the_key(wizard)
    wizard.recovery.card.type_button.click()
    wizard.go_back()
    wizard.go_on()
    assert shown_of_the_key(wizard, stage) == set()
    assert wizard.recovery.card.lines[0].hasFocus()


def test_a_group_counts_as_the_unlock_page_would_read_it() -> None:
    groups = ("1Q9V7", "M2L0A")
    assert opening.typed_back_matches(groups, 0, " 1q9 v7")
    assert opening.typed_back_matches(groups, 1, "m2iOa"), "letters that look alike"
    for wrong in ("", "M2L0", "M2L0AA", "1Q9V7"):
        assert not opening.typed_back_matches(groups, 1, wrong)


@pytest.mark.parametrize(
    ("nation", "expected"),
    [
        (Nation.ENGLAND, ("the Chair of Governors or the trust", "Headteacher")),
        (Nation.NORTHERN_IRELAND, ("the Chair of the Board of Governors", "Principal")),
        (Nation.SCOTLAND, ("the education authority.s named officer", "Head Teacher")),
    ],
)
def test_the_steps_name_people_as_the_nation_does(
    stage: Stage, nation: Nation, expected: tuple[str, str]
) -> None:
    first_run = FirstRun(Computer(SetClock(), ZONE, Path("/nowhere"), catalogue()))
    made = FirstRunWizard(replace(provider(), words=first_run.words, contacts=first_run.contacts))
    stage.present(made)
    made.school.nation_box.set_value(nation)
    made.school.nation_box.chosen.emit(nation)
    to_the_key(made)
    keeper, head = expected
    said = made.recovery.card.advice()
    assert re.match(f"Give it to {keeper}. Not the {head}’s safe: a record about the {head} must", said)
    assert made.you.both_box.text() == f"I am the {head} as well"
    assert re.search(keeper.removesuffix(" or the trust"), made.you.both_box.accessibleDescription())
    assert made.others.title == f"{head} and deputy"
    shown = "\n".join(
        label.text() for step in made.steps for label in step.findChildren(QLabel) if label.isVisibleTo(step)
    )
    assert (nation is Nation.ENGLAND) == bool(re.search("LADO|Headteacher|local authority", shown))


def test_the_sheet_is_printed_on_request(qtbot: QtBot, wizard: FirstRunWizard) -> None:
    fill_school(wizard)
    fill_you(wizard)
    for _ in range(4):
        wizard.go_on()
    with qtbot.waitSignal(wizard.print_recovery_asked) as asked:
        wizard.recovery.card.print_button.click()
    assert asked.args[0].groups == GROUPS


def test_the_answers_are_whole(qtbot: QtBot, wizard: FirstRunWizard) -> None:
    fill_school(wizard)
    fill_you(wizard)
    for _ in range(3):
        wizard.go_on()
    for block, name in (
        (wizard.others.head_block, "Mrs Carol Denning"),
        (wizard.others.deputy_block, "Mrs Ruth Okello"),
    ):
        block.when.set_value(True)
        block.name_line.setText(name)
        type_twice(block.passphrase.first, block.passphrase.second)
    wizard.others._chair.setText("Mr Paul Strand")
    wizard.go_on()
    type_key_back(wizard)
    wizard.go_on()
    with qtbot.waitSignal(wizard.completed) as completed:
        wizard.go_on()
    answers = completed.args[0]
    assert isinstance(answers, FirstRunAnswers)
    assert answers.school.chair_name == "Mr Paul Strand"
    assert answers.school.head_name == "Mrs Carol Denning"
    assert answers.folder == FOLDER
    assert [(person.name, person.roles, person.reads_adult_concerns) for person in answers.people] == [
        ("Miss Jo Abbey", (Role.DSL,), True),
        ("Mrs Carol Denning", (Role.HEAD,), True),
        ("Mrs Ruth Okello", (Role.DEPUTY,), False),
    ]
    assert five_words() not in repr(answers)


def test_someone_added_now_needs_a_name(wizard: FirstRunWizard) -> None:
    fill_school(wizard)
    fill_you(wizard)
    for _ in range(3):
        wizard.go_on()
    wizard.others.deputy_block.when.set_value(True)
    wizard.go_on()
    assert wizard.place == 3


def test_a_folder_that_is_synchronised_is_warned_of_and_a_relative_one_refused(stage: Stage) -> None:
    warned = FirstRunWizard(
        replace(provider("This folder is copied to OneDrive."), choose_folder=lambda _over, _f: Path("/x"))
    )
    stage.present(warned)
    to_the_folder(warned)
    assert warned.folder.warning_text == "This folder is copied to OneDrive."
    warned.folder.choose_button.click()
    assert warned.folder.folder == Path("/x")
    warned.folder.line.setText("log")
    told: list[object] = []
    warned.completed.connect(told.append)
    warned.go_on()
    assert told == []


def test_going_back_loses_nothing_and_a_failure_keeps_everything(
    qtbot: QtBot, wizard: FirstRunWizard
) -> None:
    to_the_folder(wizard)
    wizard.set_working("Making the log")
    assert not wizard.next_button.isEnabled()
    wizard.show_problem(KnownProblem("The folder is not empty.", "Choose another."))
    assert wizard.next_button.isEnabled()
    for _ in range(5):
        wizard.go_back()
    with qtbot.waitSignal(wizard.left):
        wizard.go_back()
    assert wizard.school.name_line.text() == "Baylis Lane Primary"
    assert wizard.you.passphrase.text() == five_words()
    wizard.forget_secrets()
    assert wizard.you.passphrase.text() == ""
    assert wizard.recovery.sheet is None


def test_every_step_can_be_used_by_name(wizard: FirstRunWizard) -> None:
    fill_school(wizard)
    fill_you(wizard)
    for _ in range(4):
        check_page(wizard)
        wizard.go_on()
    check_page(wizard)
    type_key_back(wizard)
    wizard.go_on()
    check_page(wizard)


def test_an_answer_that_is_refused_is_gone_back_to(wizard: FirstRunWizard) -> None:
    to_the_key(wizard)
    wizard.show_problem(RuleViolation({"name": "This is too long.", "person_2": "Give the name."}))

    assert wizard.steps[wizard.place] is wizard.school
    assert wizard.school._name.error == "This is too long."
    assert wizard.school.name_line.hasFocus()
    assert wizard.school.name_line.text() == "Baylis Lane Primary"
    words = " ".join(label.text() for label in wizard.school.findChildren(QLabel))
    assert "Give the name." in words, "what has no field of its own is said above"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "whole path"),
        ("log", "whole path"),
        ("{folder}/../log", "without “..”"),
        ("{folder}/CON", "CON and NUL"),
        ("{folder}/nul.safeguard", "CON and NUL"),
        ("{folder}/lpt1/log.safeguard", "CON and NUL"),
    ],
)
def test_a_folder_that_no_system_can_have_is_refused_with_its_reason(
    stage: Stage, tmp_path: Path, typed: str, words: str
) -> None:
    wizard = FirstRunWizard(provider(""))
    stage.present(wizard)
    to_the_folder(wizard)
    told: list[object] = []
    wizard.completed.connect(told.append)
    wizard.folder.line.setText(typed.format(folder=tmp_path))
    wizard.go_on()
    assert told == []
    assert words in wizard.folder._field.error


@pytest.mark.parametrize(
    ("school", "name"),
    [
        ("Larkbridge Primary", "Larkbridge Primary"),
        ("CON", "School CON"),
        ("nul", "School nul"),
        ("COM1", "School COM1"),
        ("../../etc", "etc"),
        ("", "School"),
        ("🦊\u202e", "School"),
        ("Quill " * 60, "Quill Quill Quill Quill Quill Quill Quill Quill Quill Quill"),
    ],
)
def test_the_folder_that_is_offered_can_be_made_on_every_system(school: str, name: str) -> None:
    offered = default_folder(school)
    assert offered.name == f"{name}{LOG_SUFFIX}"
    assert offered.parent == default_folder("Larkbridge Primary").parent
