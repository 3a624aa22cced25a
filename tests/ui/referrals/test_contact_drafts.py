"""What is typed of a contact about a referral is lost by nothing: not by putting it away, not by a lock."""

from functools import partial

from safeguard_app.services.entry_drafts import EntryDraft, open_entries
from safeguard_app.services.today import today
from safeguard_app.ui.incidents.incidents_presenter import IncidentsPresenter
from safeguard_app.ui.incidents.step_panel import StepPanel
from safeguard_app.ui.shell.main_window import MainWindow
from safeguard_app.ui.shell.page import RecordAct
from tests.ui.conftest import Stage
from tests.ui.demo_fixture import Work
from tests.ui.demo_log import OpenDemo
from tests.ui.keyboard import press, write
from tests.ui.referrals.test_referrals import Desk


def _form(at: Desk) -> StepPanel:
    panel = at.page.contact_panel
    assert panel is not None
    return panel


def _kept(at: Desk) -> list[EntryDraft]:
    return at.work.demo.wait(partial(open_entries, at.session))


def _begun(work: Work) -> Desk:
    at = Desk(work)
    at.presenter.do(RecordAct.NOTE)
    work.settle()
    return at


def _locked(at: Desk, demo: OpenDemo, stage: Stage) -> Desk:
    went_on: list[bool] = []
    at.presenter.flush(lambda: went_on.append(True))
    at.work.settle()
    assert went_on
    stage.clear()
    return Desk(Work(demo, stage, MainWindow()))


def test_a_half_noted_contact_is_back_after_a_lock_and_saving_ends_its_draft(
    work: Work, demo: OpenDemo, stage: Stage
) -> None:
    at = _begun(work)
    _form(at).said_box.setFocus()
    write("Left my name and num")
    at = _locked(at, demo, stage)
    assert _form(at).said_box.text() == "Left my name and num"
    _form(at).said_box.set_text("Left my name and number")
    _form(at).save_button.click()
    at.work.settle()
    assert at.page.contact_panel is None and _kept(at) == []


def test_today_lists_it_and_leads_to_the_referral(work: Work, demo: OpenDemo, stage: Stage) -> None:
    at = _begun(work)
    _form(at).whom_line.setText("The duty off")
    at = _locked(at, demo, stage)
    (draft,) = _kept(at)
    lines = [one for one in demo.wait(partial(today, at.session)).drafts if one.id == draft.id]
    assert [one.kind.partition(" on ")[0] for one in lines] == ["Step of a referral"]
    incidents = IncidentsPresenter(at.session, demo.tasks, at.work.messages)
    asked: list[object] = []
    incidents.referral_opened.connect(asked.append)
    incidents.resume_draft(draft.id)
    at.work.settle()
    assert asked == [at.view().record]


def test_escape_puts_it_away_with_its_words(work: Work) -> None:
    at = _begun(work)
    _form(at).advised_box.setFocus()
    write("Tell nobody yet")
    at.presenter.do(RecordAct.NOTE)
    assert _form(at).advised_box.text() == "Tell nobody yet", "asked for again, it is the same form"
    press("Escape")
    work.settle()
    assert at.page.contact_panel is None and len(_kept(at)) == 1
    at.presenter.do(RecordAct.NOTE)
    work.settle()
    assert _form(at).advised_box.text() == "Tell nobody yet"
    _form(at).advised_box.set_text("")
    press("Escape")
    work.settle()
    assert _kept(at) == []
