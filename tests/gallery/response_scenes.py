"""The response on a record: the ladder with its steps, a ban, letters, support, and their forms."""

from collections.abc import Callable
from functools import partial

from safeguard_app.services.response_views import LetterLine, StepAct
from safeguard_app.ui.incidents import response_desk
from safeguard_app.ui.incidents.ban_panel import BanPanel
from safeguard_app.ui.incidents.panel_desk import PanelDesk
from safeguard_app.ui.incidents.record_view import RecordView
from safeguard_app.ui.shell.page import RecordAct
from tests.gallery.incident_scenes import Stand, stand
from tests.gallery.scenes import Scene, scene


def _view(made: Stand) -> RecordView:
    view = made.presenter.page.record.view
    assert view is not None
    return view


def _section(key: str, name: str) -> Scene:
    made = stand(key)
    return made.act(partial(made.presenter.page.record.jump, name))


@scene("response-ladder")
def ladder() -> Scene:
    """Every step of a ladder with what came of it, and the next one offered."""
    return _section("nandra_first", "response")


@scene("response-ban")
def ban() -> Scene:
    """A ban that was decided, with its letter in draft."""
    return _section("nandra_threat", "response")


@scene("response-support")
def support() -> Scene:
    """What was offered to each person, and to whom nothing was."""
    return _section("nandra_threat", "support")


@scene("response-attempt")
def attempt() -> Scene:
    """A pupil's attempt to contact an adult: tellings count as steps."""
    return _section("kai_request", "response")


def _form(key: str, code: str) -> Scene:
    made = stand(key)

    def begin() -> None:
        panels = made.presenter.panels
        assert panels is not None
        response_desk.take_step(_view(made).response, code, panels)

    return made.act(begin)


@scene("response-step-form")
def step_form() -> Scene:
    """A telephone call."""
    return _form("nandra_first", "phone")


@scene("response-platform-form")
def platform_form() -> Scene:
    """A report to a platform, on a record without evidence."""
    return _form("nandra_threat", "platform")


@scene("response-ban-form")
def ban_form() -> Scene:
    """A decision whose review falls after the ban has ended."""
    made = stand("nandra_threat")

    def begin() -> None:
        panels = made.presenter.panels
        assert panels is not None
        response_desk.take_step(_view(made).response, "ban_review", panels)
        panel = made.presenter.page.record.panel
        assert isinstance(panel, BanPanel)
        panel.outcome.set_value("continues")
        panel.review._date.set_text("8/1/2027")
        made.presenter.do(RecordAct.FILE)

    return made.act(begin)


@scene("response-letter-form")
def letter_form() -> Scene:
    """A letter being written, with gaps."""
    made = stand("tyler_underage")

    def begin() -> None:
        panels = made.presenter.panels
        assert panels is not None
        response_desk.write_letter(_view(made).response, "underage_account", "Letter to the parents", panels)

    return made.act(begin)


@scene("response-support-form")
def support_form() -> Scene:
    """Support offered to the child who was named."""
    made = stand("nandra_first")

    def begin() -> None:
        panels = made.presenter.panels
        assert panels is not None
        response = _view(made).response
        response_desk.offer_support(response, response.support[-1].person, panels)

    return made.act(begin)


def _completing(rung: str, act: StepAct) -> Scene:
    """A step of the first record with the form for what came of it."""
    made = stand("nandra_first")

    def begin() -> None:
        panels, response = made.presenter.panels, _view(made).response
        ladder = response.ladder
        line = ladder.rung(rung) if ladder is not None else None
        assert panels is not None and line is not None
        response_desk.complete_step(response, line.steps[0], act, panels)

    return made.act(begin)


@scene("response-result-form")
def result_form() -> Scene:
    """What came of a call."""
    return _completing("phone", StepAct.RESULT)


@scene("response-heard-form")
def heard_form() -> Scene:
    """What came of a report, as somebody told."""
    return _completing("platform", StepAct.TOLD)


@scene("response-chase-form")
def chase_form() -> Scene:
    """The platform was asked again."""
    return _completing("platform", StepAct.CHASED)


def _with_letter(opens: Callable[[LetterLine, PanelDesk], None]) -> Scene:
    made = stand("nandra_threat")

    def begin() -> None:
        panels = made.presenter.panels
        assert panels is not None
        opens(_view(made).response.letters[0], panels)

    return made.act(begin)


@scene("response-sent-form")
def sent_form() -> Scene:
    """A letter was sent."""
    return _with_letter(response_desk.send_letter)


@scene("response-letter-edited")
def letter_edited() -> Scene:
    """A letter that is ready, being looked through again."""
    return _with_letter(response_desk.edit_letter)


@scene("response-asked-form")
def asked_form() -> Scene:
    """Somebody was asked again about support."""
    made = stand("nandra_threat")

    def begin() -> None:
        panels, response = made.presenter.panels, _view(made).response
        assert panels is not None
        one = response.support[0]
        response_desk.ask_again(response, one.person, one.offers[0], panels)

    return made.act(begin)
