"""A question being typed survives a lock and a crash as a draft of its author, and goes when the check is over."""

from functools import partial

import pytest
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.contact_check import Extent, Handling, Protocol
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.services import audit_log, incident_lists
from safeguard_app.services.form_drafts import FormDraft, FormName
from safeguard_app.services.incident_form import Typed
from safeguard_app.ui.contact_check.check_start import CheckStart
from safeguard_app.ui.shell.page import RecordAct
from tests.ui.conftest import Stage
from tests.ui.contact_check.test_check import Checking
from tests.ui.demo_log import OpenDemo
from tests.ui.kept_forms import keep_and_clear, kept_forms, not_kept


@pytest.fixture
def checking(demo: OpenDemo, stage: Stage) -> Checking:
    return Checking(demo, stage)


def _kept(checking: Checking) -> list[FormDraft]:
    return kept_forms(checking.demo)


def _locked(checking: Checking, demo: OpenDemo, stage: Stage) -> Checking:
    """Kept as on the way to a lock; then another window, that knows nothing of the first."""
    keep_and_clear(checking.check, checking.settle, stage)
    return Checking(demo, stage)


def _step(checking: Checking) -> QWidget | None:
    """The step in view."""
    return checking.check.page


def _adult_incident(checking: Checking) -> tuple[Reference, str]:
    """An incident of the part for concerns about adults."""
    lines = checking.demo.wait(partial(incident_lists.all_lines, checking.demo.session))
    return next(
        (reference, str(line.case))
        for reference, line in lines
        if reference.compartment is Compartment.ADULTS
    )


def _half_typed(checking: Checking) -> None:
    question = checking.question
    question.adult.set_typing("merr")
    question.extent.set_value(Extent.CONTINUING)
    question.began.set_typed(Typed("the day bef"))
    question.platform.set_platform("a service nobody knows")
    question.came_to_light.set_value("other")
    question.other_way.setText("A mother showed her tele")


def test_a_half_typed_question_is_back_after_the_lock_word_for_word(
    checking: Checking, demo: OpenDemo, stage: Stage
) -> None:
    checking.begin()
    _half_typed(checking)
    filled = checking.question.filled()
    assert not_kept(checking.question) == []
    again = _locked(checking, demo, stage)
    again.begin()
    question = again.question
    assert question.filled() == filled
    assert (question.adult.typing(), question.began.typed()) == ("merr", Typed("the day bef"))
    assert question.other_way.isVisibleTo(question) and question.ended.isVisibleTo(question)
    assert question.draft_notice.isVisibleTo(question)


def test_one_for_a_concern_about_an_adult_leaves_no_word_in_any_part_and_comes_back_to_it(
    checking: Checking, demo: OpenDemo, stage: Stage
) -> None:
    incident, case = _adult_incident(checking)
    before = checking.heads()
    start = CheckStart(demo.person("merrin"), demo.person("leon"), incident=incident, case=case)
    checking.begin(start)
    checking.question.began.set_typed(Typed("sat 7"))
    again = _locked(checking, demo, stage)
    (draft,) = _kept(again)
    assert (draft.form_name, draft.about, draft.name) == (FormName.CONTACT_CHECK, incident, case)
    grown = {part: head - before[part] for part, head in again.heads().items()}
    assert grown.pop(Compartment.DAILY) == 1 and not any(grown.values())
    newest = demo.wait(partial(audit_log.page, demo.session, Compartment.DAILY)).rows[0]
    assert newest.kind is EventKind.DRAFT_BEGUN and "errin" not in str(newest)
    again.begin()
    assert not again.question.answered, "a check of its own does not take up what belongs to an incident"
    again.presenter.resume(draft)
    again.settle()
    assert again.question.began.typed().text == "sat 7"
    assert again.check._start == CheckStart(incident=incident, case=case)
    again.check._leave()
    again.settle()
    assert _kept(again) == []


def test_keeping_the_verdict_ends_its_draft(checking: Checking) -> None:
    incident, case = _adult_incident(checking)
    checking.begin(
        CheckStart(checking.demo.person("shona"), checking.demo.person("tyler"), incident=incident, case=case)
    )
    checking.question.began.set_typed(Typed("19/9/2026 1900"))
    checking.check.do(RecordAct.FILE)
    checking.settle()
    assert _step(checking) is checking.verdict
    checking.check.keeper.keep_now()
    checking.settle()
    assert len(_kept(checking)) == 1, "until it is kept, a crash must not lose the question"
    checking.check.do(RecordAct.FILE)
    checking.settle()
    assert _step(checking) is checking.check.closing
    assert _kept(checking) == []


def test_leaving_and_beginning_an_incident_end_it_too(checking: Checking) -> None:
    for leave in (checking.check._leave, checking.check._worry):
        checking.begin()
        checking.question.adult.set_people(())
        checking.begin(CheckStart(checking.demo.person("shona"), checking.demo.person("tyler")))
        checking.question.began.set_typed(Typed("19/9/2026 1900"))
        checking.check.keeper.keep_now()
        checking.check.do(RecordAct.FILE)
        checking.settle()
        assert len(_kept(checking)) == 1
        leave()
        checking.settle()
        assert _kept(checking) == []


def test_another_check_leaves_a_half_typed_one_for_later_and_an_answered_one_goes(checking: Checking) -> None:
    checking.begin()
    _half_typed(checking)
    checking.begin(CheckStart(checking.demo.person("shona"), checking.demo.person("tyler")))
    assert checking.question.adult.typing() == ""
    assert len(_kept(checking)) == 1
    checking.question.began.set_typed(Typed("19/9/2026 1900"))
    checking.check.keeper.keep_now()
    checking.check.do(RecordAct.FILE)
    checking.settle()
    assert _step(checking) is checking.verdict and len(_kept(checking)) == 2
    checking.begin(CheckStart(checking.demo.person("merrin")))
    (left,) = _kept(checking)
    assert "A mother showed her tele" not in left.name and left.filled.people_in("adult") == ()


def test_an_empty_question_can_be_begun_instead(checking: Checking) -> None:
    checking.begin()
    _half_typed(checking)
    checking.begin(CheckStart(checking.demo.person("shona")))
    checking.check.forget()
    checking.begin()
    assert checking.question.other_way.text() == "A mother showed her tele"
    checking.question.draft_notice.fresh_button.click()
    checking.settle()
    assert not checking.question.answered
    assert not checking.question.draft_notice.isVisibleTo(checking.question)
    assert len(_kept(checking)) == 1


def test_what_else_is_known_is_folded_goes_with_the_question_and_is_shown_when_a_draft_has_it(
    checking: Checking, demo: OpenDemo, stage: Stage
) -> None:
    checking.begin()
    more = checking.question.more
    assert not more.handled.isVisibleTo(checking.question)
    more.fold_button.click()
    more.handled.set_value(Handling.IGNORED.value)
    more.protocol.set_value(Protocol.OUTSIDE)
    more.fold_button.click()
    asked = checking.question.question()
    assert (asked.handled, asked.protocol) == (Handling.IGNORED, Protocol.OUTSIDE)

    again = _locked(checking, demo, stage)
    again.begin()

    assert again.question.more.handled.isVisibleTo(again.question)
    assert again.question.question().handled is Handling.IGNORED
