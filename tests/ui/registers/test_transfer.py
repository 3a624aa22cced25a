"""A child leaves: the entry from the child’s page, the pack from the entry, by keyboard."""

from datetime import date

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.logbooks import EntryAnswer
from safeguard_app.services.entry_papers import PaperOfEntry
from safeguard_app.services.paper_views import AudiencePaper, TransferPackPaper
from tests.ui.accessibility import check_page
from tests.ui.conftest import Stage
from tests.ui.demo_log import OpenDemo
from tests.ui.keyboard import press
from tests.ui.people.test_people import Opened as PeopleOpened
from tests.ui.registers.opened import Opened, enter


def test_the_entry_of_a_file_prints_its_pack_and_says_its_code(demo: OpenDemo, stage: Stage) -> None:
    answers = (
        EntryAnswer("child", people=(demo.person("leon"),)),
        EntryAnswer("left_on", day=date(2026, 10, 9)),
        EntryAnswer("new_school", ("Derwent Academy",)),
    )
    entry = enter(demo, "files-sent-on", answers)
    opened = Opened(demo, stage)
    asked: list[object] = []
    opened.presenter.entry_paper_requested.connect(asked.append)
    opened.presenter.open_entry(entry)
    opened.settle()
    panel = opened.presenter.logbook.panel
    assert panel.paper_button.isVisible() and panel.paper_button.text() == "Transfer pack"
    assert panel.detail is not None and "Code of this file, on its receipt slip" in dict(panel.detail.facts)
    panel.paper_button.setFocus()
    press("Space")
    opened.settle()
    (paper,) = asked
    assert isinstance(paper, PaperOfEntry) and paper.title == "Transfer pack"
    assert paper.job == AudiencePaper(TransferPackPaper(entry), Audience.TRANSFER, (demo.person("leon"),))
    check_page(opened.presenter.page)
    shared: list[object] = []
    opened.presenter.entry_share_requested.connect(shared.append)
    panel.share_button.setFocus()
    press("Space")
    opened.settle()
    assert shared == [paper] and len(asked) == 1


def test_an_entry_that_has_no_paper_of_its_own_offers_none(demo: OpenDemo, stage: Stage) -> None:
    answers = (
        EntryAnswer("child", people=(demo.person("ella"),)),
        EntryAnswer("asked_on", day=date(2026, 9, 7)),
    )
    entry = enter(demo, "photo-consent", (*answers, EntryAnswer("uses", ("website",))))
    opened = Opened(demo, stage)
    opened.presenter.open_entry(entry)
    opened.settle()
    assert not opened.presenter.logbook.panel.paper_button.isVisible()
    assert not opened.presenter.logbook.panel.share_button.isVisible()


def test_from_a_childs_page_the_form_opens_with_the_child_in_it(demo: OpenDemo, stage: Stage) -> None:
    opened = Opened(demo, stage)
    opened.presenter.send_file_on(demo.person("leon"))
    opened.settle()
    assert opened.shows(opened.form) and opened.form.entry is not None
    given = {one.field: one for one in opened.form.entry.answers()}
    assert given["child"].people[0].reference == demo.person("leon").reference


def test_only_a_pupils_page_offers_to_send_a_file_on(demo: OpenDemo, stage: Stage) -> None:
    opened = PeopleOpened(demo, stage)
    asked: list[object] = []
    opened.presenter.file_on_requested.connect(asked.append)
    opened.open("shona")
    action = opened.presenter.page.record.header.file_on_action
    assert not action.isVisible()
    opened.open("leon")
    assert action.isVisible()
    action.trigger()
    assert asked == [demo.person("leon")]
