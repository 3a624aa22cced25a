"""The contact check: question, verdicts, keeping one."""

from datetime import datetime, timedelta

from safeguard_app.domain.contact_check import Handling, HeadToldBy
from safeguard_app.domain.moments import about, exactly
from safeguard_app.services.incident_form import Typed
from safeguard_app.ui.contact_check.check_start import CheckStart
from safeguard_app.ui.declarations.declarations_presenter import DeclarationsPresenter
from safeguard_app.ui.shell.main_window import MainWindow
from tests.gallery.declaration_scenes import declarations
from tests.gallery.demo_pages import open_demo
from tests.gallery.scenes import Scene, scene
from tests.ui.demo_log import ZONE


def _begun(adult: str, pupil: str, at: str) -> tuple[MainWindow, DeclarationsPresenter]:
    demo = open_demo()
    window, presenter = declarations()
    on = datetime.fromisoformat(at).replace(tzinfo=ZONE)
    began = about(on)
    told = exactly((on + timedelta(days=3)).replace(hour=8, minute=35))
    presenter.begin_check(
        CheckStart(demo.person(adult), demo.person(pupil), "tiktok", began, came_to_attention=told)
    )
    demo.settle()
    return window, presenter


def _verdict(adult: str, pupil: str, at: str) -> tuple[MainWindow, DeclarationsPresenter]:
    window, presenter = _begun(adult, pupil, at)
    presenter.check._check()
    open_demo().settle()
    return window, presenter


@scene("check-question")
def question() -> Scene:
    """The question, empty."""
    window, presenter = declarations()
    presenter.begin_check()
    open_demo().settle()

    def after() -> None:
        assert presenter.check.question is not None
        presenter.check.question.adult.setFocus()

    return Scene(window, after=after)


@scene("check-question-filled")
def question_filled() -> Scene:
    """The question, begun from an incident."""
    return Scene(_begun("shona", "tyler", "2026-09-19T19:00")[0], after=open_demo().settle)


@scene("check-question-errors")
def question_errors() -> Scene:
    """Nothing answered: said in one place, each with a way to it."""
    window, presenter = declarations()
    presenter.begin_check()
    open_demo().settle()
    return Scene(window, after=presenter.check._check)


@scene("check-verdict-later")
def verdict_later() -> Scene:
    """Acknowledged only later."""
    return Scene(_verdict("shona", "tyler", "2026-09-19T19:00")[0], after=open_demo().settle)


@scene("check-verdict-before")
def verdict_before() -> Scene:
    """Acknowledged before the contact, with conditions."""
    return Scene(_verdict("shona", "tyler", "2026-10-05T19:00")[0], after=open_demo().settle)


@scene("check-verdict-none")
def verdict_none() -> Scene:
    """Nothing on the register."""
    return Scene(_verdict("merrin", "freya", "2026-10-05T19:00")[0], after=open_demo().settle)


@scene("check-keep")
def keep() -> Scene:
    """Where to keep it."""
    window, presenter = _verdict("shona", "tyler", "2026-09-19T19:00")
    presenter.check._keep_pressed()
    open_demo().settle()
    return Scene(window, after=open_demo().settle)


@scene("check-keep-apart")
def keep_apart() -> Scene:
    """A check of the Headteacher: kept only where she cannot read it, and why."""
    window, presenter = _verdict("denning", "tyler", "2026-09-19T19:00")
    presenter.check._keep_pressed()
    open_demo().settle()
    return Scene(window, after=open_demo().settle)


@scene("check-closing")
def closing() -> Scene:
    """Kept, and the question every check ends with."""
    window, presenter = _verdict("shona", "tyler", "2026-09-19T19:00")
    check = presenter.check
    assert check.verdict is not None and check.verdict.view is not None
    check.closing.show_kept(check.verdict.view, "2026-K-0007")
    check._show(check.closing)
    return Scene(window, after=open_demo().settle)


@scene("check-question-more")
def question_more() -> Scene:
    """What else may be known, unfolded."""
    window, presenter = _begun("merrin", "freya", "2026-10-05T19:00")
    question = presenter.check.question
    assert question is not None
    question.more.fold_button.click()
    return Scene(window, after=question.more.head_told.setFocus)


@scene("check-verdict-parent")
def verdict_parent() -> Scene:
    """A parent: a friendship acknowledged before, the school's own rule not said yet."""
    return Scene(_verdict("okello", "zielna", "2026-10-05T19:00")[0], after=open_demo().settle)


@scene("check-verdict-credited")
def verdict_credited() -> Scene:
    """A request that was rejected and reported by the adult themself."""
    window, presenter = _begun("merrin", "freya", "2026-10-05T19:00")
    question = presenter.check.question
    assert question is not None
    more = question.more
    more.fold_button.click()
    more.handled.set_value(Handling.REJECTED.value)
    more.head_told_by.set_value(HeadToldBy.ADULT.value)
    told = exactly(datetime(2026, 10, 6, 8, 10, tzinfo=ZONE))
    more.head_told.set_typed(Typed("6 Oct 0810", told))
    presenter.check._check()
    open_demo().settle()
    return Scene(window, after=open_demo().settle)
