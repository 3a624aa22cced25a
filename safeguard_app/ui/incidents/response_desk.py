"""Opens the forms of a response above a record, and again with words that were left in them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QGuiApplication

from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.responses import RungKind
from safeguard_app.services import letters, platform_reports, responses, support
from safeguard_app.services.response_views import (
    BanView,
    LetterLine,
    OfferLine,
    ResponseView,
    RungLine,
    StepAct,
    StepLine,
)
from safeguard_app.services.session import Changes
from safeguard_app.ui.incidents.ban_panel import BanPanel
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.letter_panel import LetterPanel, SentPanel
from safeguard_app.ui.incidents.panel_desk import PanelDesk, Submit
from safeguard_app.ui.incidents.record_view import RecordView
from safeguard_app.ui.incidents.response_panels import (
    ChasePanel,
    PlatformPanel,
    ReportResultPanel,
    ResultPanel,
    StepPanel,
)
from safeguard_app.ui.incidents.support_panels import SupportAnswerPanel, SupportPanel

Made = tuple[EntryPanel, Submit]
_BANS = frozenset({RungKind.BAN, RungKind.BAN_DECISION, RungKind.BAN_REVIEW})


def take_step(view: ResponseView, code: str, desk: PanelDesk) -> None:
    """Record a step of the ladder."""
    ladder = view.ladder
    rung = ladder.rung(code) if ladder is not None else None
    if ladder is None or rung is None:
        return
    open_ban = _open_ban(view)

    def make(reference: Reference) -> Made:
        if rung.kind in _BANS:
            ban = BanPanel(desk.tools, ladder, rung, view.choices, None if _is_notice(rung) else open_ban)
            return ban, lambda: partial(responses.add_step, desk.session, reference, ban.step())
        if rung.kind is RungKind.PLATFORM_REPORT:
            report = PlatformPanel(desk.tools, ladder, rung, view.choices)
            return report, lambda: partial(responses.add_step, desk.session, reference, report.step())
        panel = StepPanel(desk.tools, ladder, rung, view.choices)
        return panel, lambda: partial(responses.add_step, desk.session, reference, panel.step())

    desk.begin(f"step-{code}", make)


def complete_step(view: ResponseView, step: StepLine, act: StepAct, desk: PanelDesk) -> None:
    """Say what came of a step, or that a platform was asked again."""

    def make(reference: Reference) -> Made:
        if act is StepAct.CHASED:
            chase = ChasePanel(desk.tools, step.title, view.choices)
            return chase, lambda: partial(
                platform_reports.chased, desk.session, reference, step.entry, *chase.given()
            )
        if act is StepAct.TOLD:
            told = ReportResultPanel(desk.tools, step.title, view.choices)
            return told, lambda: partial(
                platform_reports.told, desk.session, reference, step.entry, *told.given()
            )
        panel = ResultPanel(desk.tools, step.title, view.choices)
        return panel, lambda: partial(
            responses.say_result, desk.session, reference, step.entry, *panel.given()
        )

    desk.begin(f"{act.value}-{step.entry}", make)


def write_letter(view: ResponseView, code: str, title: str, desk: PanelDesk) -> None:
    """Draft a letter from the record."""
    drafted = view.drafts.get(code)
    if drafted is None:
        return

    def make(reference: Reference) -> Made:
        panel = LetterPanel(desk.tools, title, drafted, names_other=False)
        return panel, lambda: partial(letters.keep, desk.session, reference, panel.letter())

    desk.begin(f"letter-{code}", make)


def edit_letter(line: LetterLine, desk: PanelDesk) -> None:
    """Go on with a letter that was kept."""

    def make(reference: Reference) -> Made:
        names_other = any("own child" in point for point in line.open)
        barred = any(letters.BARRED in point for point in line.open)
        panel = LetterPanel(desk.tools, line.title, line.letter, names_other=names_other, barred=barred)
        rewrite = partial(letters.rewrite, replacing=line.version)
        return panel, lambda: partial(rewrite, desk.session, reference, line.entry, panel.letter())

    desk.begin(f"rewrite-{line.entry}", make, line.version)


def send_letter(line: LetterLine, desk: PanelDesk) -> None:
    """Say that a letter was sent."""

    def make(reference: Reference) -> Made:
        panel = SentPanel(desk.tools, line.title)
        return panel, lambda: partial(letters.sent, desk.session, reference, line.entry, *panel.given())

    desk.begin(f"sent-{line.entry}", make)


def copy_letter(incident: Reference, letter: RecordId, desk: PanelDesk) -> None:
    """Put a letter on the clipboard as plain text; the program takes it back after half a minute and at lock."""

    def done(result: object) -> Changes:
        assert isinstance(result, tuple)
        text, changes = result
        QGuiApplication.clipboard().setText(text)
        assert isinstance(changes, Changes)
        return changes

    desk.act(partial(letters.copied, desk.session, incident, letter), done)


def offer_support(view: ResponseView, person: PersonRef, desk: PanelDesk) -> None:
    """Record support offered to somebody."""

    def make(reference: Reference) -> Made:
        panel = SupportPanel(desk.tools, person, view.choices)
        return panel, lambda: partial(support.offer, desk.session, reference, panel.support())

    desk.begin(f"support-{_key_of(person)}", make)


def ask_again(view: ResponseView, person: PersonRef, offer: OfferLine, desk: PanelDesk) -> None:
    """Record what somebody says to an offer now."""

    def make(reference: Reference) -> Made:
        panel = SupportAnswerPanel(desk.tools, person, offer, view.choices)
        return panel, lambda: partial(support.answered, desk.session, reference, offer.entry, *panel.given())

    desk.begin(f"asked-{offer.entry}", make)


def register_response(desk: PanelDesk) -> None:
    """How each of these forms is opened again with words that a lock or a power cut left in it."""
    desk.opens_again("step", partial(_step_again, desk))
    for act in StepAct:
        desk.opens_again(act.value, partial(_completing_again, desk, act))
    desk.opens_again("letter", partial(_letter_again, desk))
    desk.opens_again("rewrite", partial(_kept_letter_again, desk, edit_letter))
    desk.opens_again("sent", partial(_kept_letter_again, desk, send_letter))
    desk.opens_again("support", partial(_support_again, desk))
    desk.opens_again("asked", partial(_answer_again, desk))


Again = Callable[[], None]


def _step_again(desk: PanelDesk, view: RecordView, code: str) -> Again | None:
    ladder = view.response.ladder
    known = ladder is not None and ladder.rung(code) is not None
    return partial(take_step, view.response, code, desk) if known else None


def _completing_again(desk: PanelDesk, act: StepAct, view: RecordView, about: str) -> Again | None:
    for step in _steps(view.response):
        if step.entry == about and act in step.acts:
            return partial(complete_step, view.response, step, act, desk)
    return None


def _letter_again(desk: PanelDesk, view: RecordView, code: str) -> Again | None:
    if code not in view.response.drafts:
        return None
    return partial(write_letter, view.response, code, title_of(view.response, code), desk)


def _kept_letter_again(
    desk: PanelDesk, opens: Callable[[LetterLine, PanelDesk], None], view: RecordView, about: str
) -> Again | None:
    line = next((one for one in view.response.letters if one.entry == about), None)
    return partial(opens, line, desk) if line is not None and line.letter.sent is None else None


def _support_again(desk: PanelDesk, view: RecordView, about: str) -> Again | None:
    people = {_key_of(one.person): one.person for one in view.response.support}
    return partial(offer_support, view.response, people[about], desk) if about in people else None


def _answer_again(desk: PanelDesk, view: RecordView, about: str) -> Again | None:
    for one in view.response.support:
        for offer in one.offers:
            if offer.entry == about:
                return partial(ask_again, view.response, one.person, offer, desk)
    return None


def title_of(view: ResponseView, code: str) -> str:
    """What a letter is called."""
    rungs = view.ladder.rungs if view.ladder is not None else ()
    found = next((rung.letter_name for rung in rungs if rung.letter == code), "")
    return found or "Letter"


def _steps(view: ResponseView) -> list[StepLine]:
    on_ladder = [step for rung in view.ladder.rungs for step in rung.steps] if view.ladder is not None else []
    return [*on_ladder, *view.earlier]


def _open_ban(view: ResponseView) -> BanView | None:
    """The ban that a decision or a review is about: the newest that stands, else the newest."""
    standing = [ban for ban in view.bans if ban.open]
    return next(reversed(standing or list(view.bans)), None)


def _is_notice(rung: RungLine) -> bool:
    return rung.kind is RungKind.BAN


def _key_of(person: PersonRef) -> str:
    return person.reference.id if person.reference is not None else person.name
