"""Scenes of the stop: the questions before evidence, what to do instead, quarantine, and what the police directed."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage

from safeguard_app.demo import pictures
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.evidence import IntakeAnswer, Material
from safeguard_app.services import quarantine
from safeguard_app.services.incidents import new_form
from safeguard_app.services.quarantine import HoldingBackup, QuarantineView
from safeguard_app.services.stop_advice import material_advice, stop_advice_for_form, to_ring
from safeguard_app.ui.desktop.screen_grab import Grabbed
from safeguard_app.ui.evidence.capture_bar import CaptureBar
from safeguard_app.ui.evidence.declaration_sheet import DeclarationSheet, ImageAnswer
from safeguard_app.ui.evidence.frozen_screen import FrozenScreen
from safeguard_app.ui.evidence.held_item_sheet import HeldItemSheet
from safeguard_app.ui.evidence.material_sheet import MaterialSheet
from safeguard_app.ui.evidence.police_direction_sheet import PoliceDirectionSheet
from safeguard_app.ui.evidence.quarantine_sheet import QuarantineSheet
from safeguard_app.ui.evidence.statement_sheet import StatementSheet
from safeguard_app.ui.evidence.stop_advice import StopAdviceSheet
from safeguard_app.ui.incidents.form_tools import tools_of
from safeguard_app.ui.incidents.intake_panel import IntakePanel
from safeguard_app.ui.incidents.record_acts import MoreAct
from safeguard_app.ui.settings.settings_page import SettingsPage
from safeguard_app.ui.shell.page import PageKey
from safeguard_app.ui.tasks import Step
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from tests.gallery.demo_desk import desk
from tests.gallery.incident_scenes import more, reference, stand
from tests.gallery.scenes import Scene, scene, shell


def over(sheet: ModalSheet) -> Scene:
    """A sheet over the window."""
    window = shell(PageKey.SETTINGS, SettingsPage())
    return Scene(window, after=partial(sheet.open_over, window))


def _view(*, directed: bool = False, removed: bool = False) -> QuarantineView:
    session = desk().session
    words = session.words()
    return QuarantineView(
        item=reference("shona"),
        version=2,
        exhibit="Ex3",
        since="Removed Wed 14 Oct 2026, 09:20 by Mr Tom Reed, as the police directed (reference ST-2214)"
        if removed
        else "In quarantine since Mon 12 Oct 2026, 15:40, by Miss Jo Abbey",
        do_now=tuple(words.fill(line) for line in quarantine.DO_NOW),
        do_not=quarantine.DO_NOT,
        ring=desk().wait(partial(to_ring, session)),
        backups=(
            HoldingBackup(4, "Thu 1 Oct 2026, 16:20", "Miss Jo Abbey"),
            HoldingBackup(5, "Thu 8 Oct 2026, 16:05", "Mr Tom Reed"),
        ),
        elsewhere=() if removed else ("Ex1 of 2026-0009",),
        direction="Police direction: remove it for good. Reference ST-2214, given by PC 3391, Eastmarch, Tue 13 Oct "
        "2026, 11:05. Entered Tue 13 Oct 2026, 11:20 by Miss Jo Abbey."
        if directed
        else "",
        may_carry_out=directed and not removed,
        why_not="",
        removed="Removed" if removed else "",
    )


@scene("evidence-question")
def question() -> Scene:
    """The question before evidence."""
    return over(DeclarationSheet("Headteacher"))


@scene("evidence-material")
def material() -> Scene:
    """The second question, on a Prevent record, with advice about to be named."""
    sheet = MaterialSheet()
    window = shell(PageKey.SETTINGS, SettingsPage())

    def answer() -> None:
        sheet.open_over(window)
        sheet.cards[Material.ADVISED].click()

    return Scene(window, after=answer)


@scene("evidence-stop-advice")
def stop_advice() -> Scene:
    """What to do now: not seen, so treated as though it might show one."""
    session = desk().session
    form = desk().wait(partial(new_form, session))
    return over(
        StopAdviceSheet(desk().wait(partial(stop_advice_for_form, session, form, IntakeAnswer.NOT_SEEN)))
    )


@scene("evidence-material-advice")
def material_stop() -> Scene:
    """A manual, or perhaps one: words on this record, and whom to ask."""
    advice = desk().wait(partial(material_advice, desk().session, about_head=False))
    return over(StopAdviceSheet(advice, record_words="Write a note on this record"))


@scene("evidence-quarantine")
def in_quarantine() -> Scene:
    """Put away: what to do, and the backups that hold it."""
    return over(QuarantineSheet(_view()))


@scene("evidence-quarantine-directed")
def directed() -> Scene:
    """The police have directed what is to be done; a second person is looking."""
    return over(QuarantineSheet(_view(directed=True)))


@scene("evidence-quarantine-removed")
def removed() -> Scene:
    """Carried out."""
    return over(QuarantineSheet(_view(directed=True, removed=True)))


@scene("evidence-police-direction")
def police_direction() -> Scene:
    """Entering it, with what is missing said."""
    tools = desk().wait(partial(tools_of, desk().session))
    sheet = PoliceDirectionSheet("Ex3", tools.time_field("When they said so"))
    window = shell(PageKey.SETTINGS, SettingsPage())

    def refuse() -> None:
        sheet.open_over(window)
        sheet.show_problem(
            RuleViolation(
                {
                    "reference": "Give the reference that the police gave you.",
                    "told_at": "Say when the direction was given.",
                }
            )
        )

    return Scene(window, after=refuse)


@scene("evidence-held-item")
def held_item() -> Scene:
    """A telephone in a sealed bag."""
    tools = desk().wait(partial(tools_of, desk().session))
    sheet = HeldItemSheet(tools.time_field("Since when"))
    sheet.what.setText("Telephone of a pupil, switched off")
    sheet.seal.setText("S-0041")
    return over(sheet)


@scene("incident-words-only")
def words_only() -> Scene:
    """A record closed to files."""
    return more("kai_request", MoreAct.WORDS_ONLY)


def _batch(then: Callable[[IntakePanel], None]) -> Scene:
    """Forty files on their way in, none of them read."""
    made = stand("kai_request")
    presenter = made.presenter.evidence
    assert presenter is not None

    def answer() -> None:
        presenter.begin_with([Path(f"group chat, page {number:02}.png") for number in range(1, 41)])
        sheet = presenter.question.sheet
        assert isinstance(sheet, DeclarationSheet)
        sheet.cards[ImageAnswer.NO_SEEN_ALL].click()
        made.settle()
        assert presenter.panel is not None
        then(presenter.panel)

    return made.act(answer)


@scene("incident-intake-batch")
def batch() -> Scene:
    """The list that one answer covers."""
    return _batch(lambda _panel: None)


@scene("incident-intake-progress")
def progress() -> Scene:
    """Being taken in, paused."""

    def under_way(panel: IntakePanel) -> None:
        panel.set_busy(True)
        panel.progress.begin()
        panel.progress.show_step(Step(48_000_000, 120_000_000, "17 of 40"))

    return _batch(under_way)


@scene("evidence-statement")
def statement() -> Scene:
    """A statement being typed."""
    sheet = StatementSheet("Miss Jo Abbey")
    sheet.whose.setText("Mia R")
    return over(sheet)


@scene("evidence-capture")
def capture() -> Scene:
    """The screen as it was a moment ago, with a part chosen by keys."""
    window = shell(PageKey.SETTINGS, SettingsPage())
    picture = QImage.fromData(pictures.draw("group_chat", desk().session.now()))
    frozen = FrozenScreen(Grabbed(picture, "HDMI-1", QRect(QPoint(0, 0), window.size())))
    frozen.setParent(window)

    def choose() -> None:
        frozen.setGeometry(window.rect())
        frozen.region = frozen.region.moved(1, 0).stretched(60, -40)
        frozen.show()
        frozen.raise_()

    return Scene(window, after=choose)


@scene("evidence-capture-bar")
def capture_bar() -> Scene:
    """The bar that stays in front between two captures."""
    window = shell(PageKey.SETTINGS, SettingsPage())
    bar = CaptureBar()
    bar.setParent(window)
    bar.say(2)

    def show() -> None:
        bar.move(24, 24)
        bar.show()
        bar.raise_()

    return Scene(window, after=show)
