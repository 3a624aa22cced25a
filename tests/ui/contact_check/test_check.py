"""The contact check over a real log: asked by keyboard, answered in words, kept or left without a trace."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial

import pytest
from PySide6.QtWidgets import QLabel

from safeguard_app.domain.contact_check import ContentSeen, Direction, Extent, VerdictCode, Visibility
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.incidents import Danger
from safeguard_app.domain.moments import Precision, about, exactly, not_known
from safeguard_app.services import contact_check_keeping, contact_checks, incidents
from safeguard_app.services.incident_form import IncidentForm, Typed
from safeguard_app.ui.contact_check.check_start import CheckStart
from safeguard_app.ui.contact_check.question_page import QuestionPage
from safeguard_app.ui.contact_check.verdict_page import VerdictPage
from safeguard_app.ui.shell.page import RecordAct
from tests.ui.accessibility import check_page
from tests.ui.conftest import Stage
from tests.ui.declarations.opened import Opened
from tests.ui.demo_log import ZONE, OpenDemo
from tests.ui.keyboard import focused, press, write


class Checking(Opened):
    """The page with a check, and what it asked for."""

    def __init__(self, demo: OpenDemo, stage: Stage) -> None:
        super().__init__(demo, stage)
        self.forms: list[IncidentForm] = []
        self.check.incident_form_requested.connect(self.forms.append)

    @property
    def question(self) -> QuestionPage:
        assert self.check.question is not None
        return self.check.question

    @property
    def verdict(self) -> VerdictPage:
        assert self.check.verdict is not None
        return self.check.verdict

    def begin(self, start: CheckStart | None = None) -> None:
        """Ctrl+Shift+N, or from a record."""
        self.presenter.begin_check(start)
        self.settle()

    def ask(self, adult: str, pupil: str, at: str) -> None:
        """Put a question and wait for the verdict."""
        began = about(datetime.fromisoformat(at).replace(tzinfo=ZONE))
        self.begin(CheckStart(self.demo.person(adult), self.demo.person(pupil), "tiktok", began))
        self.check.do(RecordAct.FILE)
        self.settle()

    def words(self) -> str:
        """Everything the step in view says."""
        page = self.check.page
        assert page is not None
        return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())

    def heads(self) -> dict[Compartment, int]:
        """How many events each part of the log holds."""
        return self.demo.wait(self._heads)

    def _heads(self) -> dict[Compartment, int]:
        return {one.id: one.head.number for one in self.demo.session.vault}


@pytest.fixture
def checking(demo: OpenDemo, stage: Stage) -> Iterator[Checking]:
    made = Checking(demo, stage)
    yield made
    made.settle()


def test_a_check_is_asked_and_answered_with_the_keyboard_alone(checking: Checking) -> None:
    checking.window.contact_check_requested.emit()
    checking.settle()
    write("shona")
    press("Enter")
    checking.settle()
    press("Enter")
    checking.settle()
    write("tyler")
    press("Enter")
    checking.settle()
    press("Enter", "Tab", "Tab")
    assert focused() is checking.question.began._date.line
    write("19/9 about 7pm")
    press("Ctrl+Enter")
    checking.settle()
    assert checking.check.page is checking.verdict
    view = checking.verdict.view
    assert view is not None and view.code is VerdictCode.ACKNOWLEDGED_ONLY_LATER
    assert focused() is checking.verdict.keep_button
    question = view.verdict.question
    assert (question.adult.name, question.pupil.name) == ("Shona Pike", "Tyler Pike")
    assert question.began.precision is Precision.ABOUT


def test_the_page_says_the_verdict_in_the_services_own_words(checking: Checking) -> None:
    checking.ask("shona", "tyler", "2026-10-05T19:00")
    view = checking.verdict.view
    assert view is not None and view.code is VerdictCode.ACKNOWLEDGED_BEFORE
    words = checking.words()
    for said in (
        view.title,
        *view.sentences,
        *view.before_you_decide,
        view.cannot_say,
        view.closing_question,
    ):
        assert said in words
    assert "Family group only" in words
    assert all(entry.entry in words and entry.took_effect in words for entry in view.entries)
    assert all(clause.reference in words for clause in view.clauses.lines)
    assert "cleared" not in words.casefold()


def test_where_nothing_is_on_the_register_the_paper_file_is_asked_for(checking: Checking) -> None:
    checking.ask("merrin", "freya", "2026-10-05T19:00")
    view = checking.verdict.view
    assert view is not None and view.code is VerdictCode.NONE_ON_REGISTER
    assert "paper file" in checking.words()


def test_nothing_is_answered_that_nobody_said(checking: Checking) -> None:
    checking.begin(CheckStart(checking.demo.person("merrin"), checking.demo.person("freya")))
    page = checking.question
    page.began._date.set_text("9/10 2000")
    assert page.extent.value() is Extent.NOT_KNOWN
    assert page.question().extent is Extent.NOT_KNOWN
    assert not page.ended.isVisibleTo(page)

    page.extent.set_value(Extent.ONE_OFF)
    checking.check.do(RecordAct.FILE)
    checking.settle()
    assert checking.verdict.view is not None
    assert ("Once or over time", "Once") in checking.verdict.view.facts
    page.show_start(CheckStart())
    assert page.extent.value() is Extent.NOT_KNOWN, "the next question begins without an answer, too"


def test_an_extent_that_is_not_known_stands_nowhere_as_an_answer(checking: Checking) -> None:
    checking.ask("merrin", "freya", "2026-10-05T19:00")
    view = checking.verdict.view
    assert view is not None and view.verdict.question.extent is Extent.NOT_KNOWN
    assert "Once or over time" not in dict(view.facts)


def test_everything_asked_goes_into_the_question(checking: Checking) -> None:
    checking.begin(CheckStart(checking.demo.person("merrin"), checking.demo.person("freya")))
    page = checking.question
    page.extent.set_value(Extent.CONTINUING)
    page._fit()
    page.began._date.set_text("14/9 0800")
    page.ended._date.set_text("9/10 2200")
    page.platform.set_platform("instagram")
    page.direction.set_value(Direction.BOTH_WAYS.value)
    page.visibility.set_value(Visibility.PRIVATE.value)
    page.content_seen.set_value(ContentSeen.PARTLY)
    page.came_to_light.set_value("other")
    page._fit()
    page.other_way.setText("Found on a shared tablet")
    page.told._date.set_text("yest 1550")
    asked = page.question()
    assert (asked.extent, asked.direction, asked.visibility) == (
        Extent.CONTINUING,
        Direction.BOTH_WAYS,
        Visibility.PRIVATE,
    )
    assert asked.ended is not None and asked.ended.start is not None and asked.ended.start.day == 9
    assert (asked.platform, asked.content_seen) == ("instagram", ContentSeen.PARTLY)
    assert asked.how_it_came_to_light == "Found on a shared tablet"
    assert asked.came_to_attention is not None and asked.came_to_attention.is_known
    checking.check.do(RecordAct.FILE)
    checking.settle()
    assert checking.check.page is checking.verdict


def test_what_is_missing_is_named_and_the_rest_stays(checking: Checking) -> None:
    checking.begin()
    write("shona")
    press("Enter")
    checking.settle()
    press("Enter")
    checking.check.do(RecordAct.FILE)
    assert len(checking.question.errors.links()) == 2
    assert [one.name for one in checking.question.adult.people()] == ["Shona Pike"]


def test_told_before_the_contact_is_said_beside_it_and_the_rest_stays(checking: Checking) -> None:
    began = about(datetime(2026, 10, 5, 19, 0, tzinfo=ZONE))
    told = exactly(datetime(2026, 9, 22, 8, 35, tzinfo=ZONE))
    shona, tyler = checking.demo.person("shona"), checking.demo.person("tyler")
    checking.begin(CheckStart(shona, tyler, "tiktok", began, came_to_attention=told))
    checking.check.do(RecordAct.FILE)
    checking.settle()
    assert checking.check.page is checking.question
    assert [one.property("field") for one in checking.question.errors.links()] == ["came_to_attention"]
    assert checking.question.told.typed().moment == told


def test_a_time_not_known_is_an_answer(checking: Checking) -> None:
    checking.begin(CheckStart(checking.demo.person("shona"), checking.demo.person("tyler")))
    checking.question.began.set_typed(Typed("", not_known()))
    checking.check.do(RecordAct.FILE)
    checking.settle()
    view = checking.verdict.view
    assert view is not None and view.code is VerdictCode.ORDER_UNKNOWN


def test_leaving_without_keeping_leaves_no_trace(checking: Checking) -> None:
    before = checking.heads()
    checking.ask("shona", "tyler", "2026-09-19T19:00")
    checking.verdict.keep_button.click()
    checking.settle()
    assert checking.check.page is checking.check.keep
    press(str(len(checking.check.keep.cards)))
    checking.settle()
    assert checking.presenter.page.face is checking.presenter.register
    assert checking.heads() == before
    assert checking.verdict.view is None
    assert checking.question.adult.people() == ()
    assert "Shona Pike" not in "\n".join(label.text() for label in checking.verdict.findChildren(QLabel))


def test_a_verdict_is_kept_with_the_record_of_the_two(checking: Checking) -> None:
    checking.ask("shona", "tyler", "2026-09-19T19:00")
    checking.check.do(RecordAct.FILE)
    checking.settle()
    view = checking.verdict.view
    assert view is not None
    place = checking.demo.wait(
        partial(contact_check_keeping.places_to_keep, checking.demo.session, view.verdict)
    )[0]
    assert place.names_both and place.title == "Staff-pupil contact"
    before = checking.demo.wait(partial(contact_checks.kept, checking.demo.session, place.incident))
    press("1")
    checking.settle()
    assert checking.check.page is checking.check.closing
    assert place.case in checking.words()
    assert "Does anything in the content worry you?" in checking.words()
    after = checking.demo.wait(partial(contact_checks.kept, checking.demo.session, place.incident))
    assert [one.view.verdict for one in after] == [*(one.view.verdict for one in before), view.verdict]


def test_from_a_record_it_is_kept_there_and_earlier_verdicts_are_shown(checking: Checking) -> None:
    checking.ask("shona", "tyler", "2026-09-19T19:00")
    view = checking.verdict.view
    assert view is not None
    place = checking.demo.wait(
        partial(contact_check_keeping.places_to_keep, checking.demo.session, view.verdict)
    )[0]
    asked = view.verdict.question
    start = CheckStart(
        asked.adult, asked.pupil, "tiktok", asked.began, incident=place.incident, case=place.case
    )
    checking.begin(start)
    checking.check.do(RecordAct.FILE)
    checking.settle()
    assert "First verdict on this contact" in checking.words()
    assert checking.verdict.keep_button.text() == f"Keep with {place.case}"
    checking.check.do(RecordAct.FILE)
    checking.settle()
    assert checking.check.page is checking.check.closing
    opened: list[object] = []
    checking.check.decision_requested.connect(opened.append)
    checking.check.closing.decision_button.click()
    assert opened == [place.incident]


def test_a_new_incident_takes_the_verdict_with_it_and_keeps_it_on_filing(checking: Checking) -> None:
    checking.ask("merrin", "freya", "2026-10-05T19:00")
    verdict = checking.verdict.view.verdict if checking.verdict.view else None
    checking.verdict.keep_button.click()
    checking.settle()
    checking.check.keep.cards[-2].click()
    checking.settle()
    (form,) = checking.forms
    assert form.verdict == verdict and form.category == "SPC"
    assert {one.role: one.person.name for one in form.participants} == {
        "adult_of_concern": "Joel Merrin",
        "child_contacted": "Freya Lindqvist",
    }
    ready = _filled(form, checking)
    incident, _ = checking.demo.wait(partial(incidents.file, checking.demo.session, ready))
    assert incident.compartment is Compartment.ADULTS
    (kept,) = checking.demo.wait(partial(contact_checks.kept, checking.demo.session, incident))
    assert kept.view.verdict == verdict


def test_the_verdict_survives_in_the_draft_until_it_is_filed(checking: Checking) -> None:
    checking.ask("merrin", "freya", "2026-10-05T19:00")
    assert checking.verdict.view is not None
    verdict = checking.verdict.view.verdict
    form = checking.demo.wait(
        partial(contact_check_keeping.new_incident_with, checking.demo.session, verdict)
    )
    checking.demo.wait(partial(incidents.save_draft, checking.demo.session, form))
    drafts = checking.demo.wait(partial(incidents.open_drafts, checking.demo.session))
    assert next(one for one in drafts if one.id == form.id).verdict == verdict


def _filled(form: IncidentForm, checking: Checking) -> IncidentForm:
    now = checking.demo.clock.now()
    return replace(
        form,
        danger=Danger.NO,
        danger_asked_at=now,
        account="What was seen and said, in order.",
        told=Typed("", exactly(now)),
    )


def test_a_former_pupil_is_another_kind_of_record(checking: Checking) -> None:
    checking.ask("shona", "demi", "2026-10-05T19:00")
    checking.verdict.keep_button.click()
    checking.settle()
    checking.check.keep.cards[-2].click()
    checking.settle()
    assert checking.forms[0].category == "FPC"


def test_a_worry_about_the_content_opens_a_record_of_its_own(checking: Checking) -> None:
    checking.ask("shona", "tyler", "2026-10-05T19:00")
    checking.verdict.worry_button.click()
    checking.settle()
    (form,) = checking.forms
    assert form.verdict is None and form.category == "NS"
    assert [one.person.name for one in form.participants] == ["Shona Pike", "Tyler Pike"]
    assert checking.verdict.view is None


def test_a_check_in_progress_is_gone_on_with(checking: Checking) -> None:
    checking.ask("shona", "tyler", "2026-09-19T19:00")
    checking.presenter.open_declaration(checking.rows()[0].reference)
    checking.settle()
    checking.window.contact_check_requested.emit()
    checking.settle()
    assert checking.check.page is checking.verdict and checking.verdict.view is not None


def test_the_question_can_be_changed(checking: Checking) -> None:
    checking.ask("shona", "tyler", "2026-09-19T19:00")
    checking.verdict.question_button.click()
    checking.question.began._date.set_text("5/10 1900")
    checking.check.do(RecordAct.FILE)
    checking.settle()
    view = checking.verdict.view
    assert view is not None and view.code is VerdictCode.ACKNOWLEDGED_BEFORE


def test_the_limbs_of_the_threshold_are_shown_on_request(checking: Checking) -> None:
    checking.ask("shona", "tyler", "2026-09-19T19:00")
    panel = checking.verdict.panel
    assert not panel.threshold.isVisible()
    panel.threshold_link.click()
    assert panel.threshold.isVisible()
    assert len(panel.threshold.findChildren(QLabel)) >= 5


def test_every_step_can_be_named_and_hit(checking: Checking) -> None:
    checking.begin()
    check_page(checking.window)
    checking.ask("shona", "tyler", "2026-09-19T19:00")
    check_page(checking.window)
    checking.check.do(RecordAct.FILE)
    checking.settle()
    check_page(checking.window)


def test_about_the_head_no_record_that_the_head_reads_is_offered_and_it_says_why(checking: Checking) -> None:
    checking.ask("denning", "tyler", "2026-09-19T19:00")
    before = checking.heads()
    checking.check.do(RecordAct.FILE)
    checking.settle()
    assert checking.check.page is checking.check.keep
    assert len(checking.check.keep.cards) == 2, "a new incident, or leave it"
    assert "The adult of this check holds the office of Headteacher." in checking.words()
    assert checking.heads() == before
    check_page(checking.check.keep)
    press("1")
    checking.settle()
    (form,) = checking.forms
    assert form.about_head and form.verdict is not None


def test_from_a_record_that_the_head_reads_it_is_not_offered_there(checking: Checking) -> None:
    record = _tylers_record(checking)
    asked = checking.demo.person("denning"), checking.demo.person("tyler")
    began = about(datetime(2026, 9, 19, 19, 0, tzinfo=ZONE))
    checking.begin(CheckStart(*asked, "tiktok", began, incident=record.incident, case=record.case))
    checking.check.do(RecordAct.FILE)
    checking.settle()
    assert checking.verdict.keep_button.text() == "Keep this verdict"
    checking.check.do(RecordAct.FILE)
    checking.settle()
    assert checking.check.page is checking.check.keep
    assert "other records are not offered" in checking.words()
    checking.check.keep.back_button.click()
    checking.verdict.question_requested.emit()
    assert checking.question.adult.people()[0].name == asked[0].name, "nothing typed is lost"


def test_refused_late_it_is_said_and_the_verdict_stays_at_hand(checking: Checking) -> None:
    """Somebody became Headteacher while the places were in view."""
    record = _tylers_record(checking)
    checking.ask("denning", "tyler", "2026-09-19T19:00")
    checking.check.do(RecordAct.FILE)
    checking.settle()
    checking.check.keep.place_chosen.emit(record.incident)
    checking.settle()
    assert [box.title for box in checking.boxes] == ["The verdict was not kept"]
    assert checking.check.page is checking.check.keep
    assert checking.verdict.view is not None
    assert all(card.isEnabled() for card in checking.check.keep.cards)
    kept = checking.demo.wait(partial(contact_checks.kept, checking.demo.session, record.incident))
    assert all(one.view.verdict.question.adult.name != "Mrs Carol Denning" for one in kept)


def _tylers_record(checking: Checking) -> contact_check_keeping.KeepPlace:
    """A record about Tyler Pike that the Headteacher reads."""
    checking.ask("shona", "tyler", "2026-09-19T19:00")
    view = checking.verdict.view
    assert view is not None
    find = partial(contact_check_keeping.places_to_keep, checking.demo.session, view.verdict)
    return checking.demo.wait(find)[0]
