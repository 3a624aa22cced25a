"""Incidents with the demo school: list and record, the form, forms above a record, evidence."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from safeguard_app.demo import pictures
from safeguard_app.domain.evidence import CaptureFacts, IntakeAnswer, Way
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Danger, Participant, Passage, PassageKind
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import incidents, people
from safeguard_app.services.evidence_views import Offered
from safeguard_app.services.handing_in import ChosenBatch, FormPermit
from safeguard_app.services.incident_correction import Correction
from safeguard_app.services.incident_form import IncidentForm, Typed
from safeguard_app.ui.evidence.declaration_sheet import DeclarationSheet, ImageAnswer
from safeguard_app.ui.evidence.picture_sheet import PictureSheet
from safeguard_app.ui.incidents.incidents_presenter import IncidentsPresenter
from safeguard_app.ui.incidents.record_acts import MoreAct
from safeguard_app.ui.incidents.telling_panel import TellingPanel
from safeguard_app.ui.shell.main_window import MainWindow
from safeguard_app.ui.shell.page import PageKey, RecordAct
from tests.gallery.demo_desk import NOW, Desk, desk
from tests.gallery.scenes import Scene, scene, shell

ACCOUNT = (
    "Ms Nandra brought Tyler to me after lunch. Two older pupils had written “baby” under his video again last"
    " night. They keep writing baby and now everyone calls me it. He did not want to come to school today."
)
QUOTED = "They keep writing baby and now everyone calls me it."


@dataclass
class Stand:
    """The window with the page of incidents on the demo school's log."""

    desk: Desk
    window: MainWindow
    presenter: IncidentsPresenter

    def settle(self) -> None:
        """Let everything asked for come about."""
        self.desk.settle()
        QTest.qWait(12)
        self.desk.settle()
        self.window.page_changed()

    def act(self, act: Callable[[], object]) -> Scene:
        """A scene that shows the window and then does something."""
        return Scene(self.window, after=partial(self._after, act))

    def _after(self, act: Callable[[], object]) -> None:
        act()
        self.settle()


def stand(key: str = "") -> Stand:
    """The page, with the record of a key of the demo's story open where one is given."""
    at = desk()
    window = shell(PageKey.INCIDENTS, QWidget())
    presenter = IncidentsPresenter(at.session, at.tasks, window.messages, window)
    window.add_page(PageKey.INCIDENTS, presenter)
    window.show_page(PageKey.INCIDENTS)
    presenter.acts_changed.connect(window.page_changed)
    made = Stand(at, window, presenter)
    made.settle()
    if key:
        presenter.open_record(reference(key))
        made.settle()
    return made


def reference(key: str) -> Reference:
    """The incident of a key of the demo's story."""
    return desk().log.cast.incidents[key]


def more(key: str, act: MoreAct) -> Scene:
    """A record of the demo's story with something chosen in its menu."""
    made = stand(key)
    return made.act(partial(made.presenter._more, act))


def half_written(*, quick: bool = True, category: str = "CB") -> IncidentForm:
    """The concern of the design: four of five answered."""
    at = desk()

    def make() -> IncidentForm:
        told_by = people.suggest(at.session, "nandra")[0].person
        start = ACCOUNT.index(QUOTED)
        return replace(
            incidents.new_form(at.session, quick=quick, category=category),
            danger=Danger.NO,
            danger_asked_at=NOW,
            account=ACCOUNT,
            passages=(Passage(start, start + len(QUOTED), PassageKind.OWN_WORDS),),
            told_by=told_by,
            told=Typed("today 1245", None),
            happened=Typed("yest 9pm", None),
        )

    return at.wait(make)


def written(*, quick: bool = True, category: str = "CB") -> Stand:
    """The form with the concern of the design in it."""
    made = stand()
    made.presenter.begin_with(half_written(quick=quick, category=category))
    made.settle()
    form = made.presenter.page.form
    assert form is not None
    form.core.told.set_typed(Typed("today 1245", None))
    made.settle()
    return made


@scene("incidents-list")
def incident_list() -> Scene:
    """The list with nothing opened: reading a record is an event."""
    return Scene(stand().window)


@scene("incident-record")
def record() -> Scene:
    """Staff-pupil contact, as in the design."""
    return Scene(stand("shona").window)


def _jumped(key: str, section: str) -> Scene:
    made = stand(key)
    return made.act(partial(made.presenter.page.record.jump, section))


@scene("incident-record-evidence")
def record_evidence() -> Scene:
    """Further down: contact check and evidence."""
    return _jumped("shona", "checks")


@scene("incident-record-decision")
def record_decision() -> Scene:
    """Further down: decision, who was told, notes."""
    return _jumped("shona", "decision")


@scene("incident-record-end")
def record_end() -> Scene:
    """The end of the page."""
    return _jumped("nandra_first", "documents")


@scene("incident-record-words-only")
def record_words_only() -> Scene:
    """A record in words only."""
    return _jumped("aisha_picture", "evidence")


@scene("incident-record-one")
def record_one() -> Scene:
    """Only this record, for a visitor at the desk."""
    made = stand("shona")
    return made.act(partial(made.presenter.do, RecordAct.SHOW_ONE))


@scene("incident-form")
def form() -> Scene:
    """The form half written, somebody being looked up."""
    made = written()
    page = made.presenter.page.form
    assert page is not None

    def look_up() -> None:
        page.core.involved.people.setFocus()
        page.core.involved.people.set_typing("pik")
        QTest.qWait(100)

    return made.act(look_up)


@scene("incident-form-too-long")
def form_too_long() -> Scene:
    """A whole book was pasted into the account, and a long text into a line."""
    made = written()
    page = made.presenter.page.form
    assert page is not None
    editor, line = page.core.account.editor, page.core.happened._date.line

    def paste() -> None:
        QGuiApplication.clipboard().setText("word " * 100_000)
        editor.paste()
        line.paste()
        QGuiApplication.clipboard().clear()

    return made.act(paste)


@scene("incident-form-danger")
def form_danger() -> Scene:
    """Somebody is in danger, and two answers are missing."""
    made = stand()
    made.presenter.new_incident()
    made.settle()
    page = made.presenter.page.form
    assert page is not None
    page.core.danger.control.set_value(Danger.YES)
    page.core.danger.control.chosen.emit(Danger.YES)
    return made.act(made.presenter.form.file if made.presenter.form else made.settle)


@scene("incident-form-full")
def form_full() -> Scene:
    """A full record, from its top."""
    return Scene(written(quick=False, category="SPC").window)


@scene("incident-form-full-below")
def form_full_below() -> Scene:
    """A full record, further down."""
    made = written(quick=False, category="SPC")
    page = made.presenter.page.form
    assert page is not None
    page.full.paper.on_paper.click()

    def down() -> None:
        page._page.verticalScrollBar().setValue(620)

    return made.act(down)


@scene("incident-form-about-head")
def form_about_head() -> Scene:
    """The Headteacher is named as adult of concern: ticked, with why, and kept apart."""
    made = written(category="NS")
    page = made.presenter.page.form
    assert page is not None
    head = PersonRef(None, "Mrs Carol Denning", "Headteacher")
    page.core.involved.set_participants((Participant(head, "adult_of_concern"),))
    page.core.involved.changed.emit()
    made.settle()

    def down() -> None:
        page._page.ensureWidgetVisible(page.core.subject)

    return made.act(down)


def _handing_in(*, chosen: bool = False, lost: bool = False, closed: bool = False) -> Stand:
    """The form of a concern about the lead, which the lead can only hand in."""
    made = stand()
    begun = half_written(category="SPC")
    made.presenter.begin_with(
        replace(
            begun,
            about_lead=True,
            files_chosen=("message at night.png", "second message.png") if lost else (),
            intake_closed=closed,
        )
    )
    made.settle()
    form = made.presenter.form
    assert form is not None
    if chosen:
        permit = FormPermit(begun.id, IntakeAnswer.NO_SEEN_ALL, NOW)
        facts = CaptureFacts(what="Screenshot of a message")
        offered = tuple(
            Offered(Way.FILE, facts, path=Path(name)) for name in ("message at night.png", "her reply.png")
        )
        form.evidence._chosen(ChosenBatch(permit, offered))
        made.settle()
    return made


def _down(made: Stand) -> Scene:
    page = made.presenter.page.form
    assert page is not None
    return made.act(lambda: page._page.ensureWidgetVisible(page.evidence_field, 0, 8))


@scene("incident-hand-in")
def hand_in_nothing_chosen() -> Scene:
    """A concern that will be handed in: evidence is asked for on the form itself."""
    return _down(_handing_in())


@scene("incident-hand-in-chosen")
def hand_in_chosen() -> Scene:
    """Two files chosen, none of them read."""
    return _down(_handing_in(chosen=True))


@scene("incident-hand-in-again")
def hand_in_again() -> Scene:
    """A draft gone on with: its files have to be chosen again."""
    return _down(_handing_in(lost=True))


@scene("incident-hand-in-words")
def hand_in_words() -> Scene:
    """In words only."""
    return _down(_handing_in(closed=True))


@scene("incident-hand-in-question")
def hand_in_question() -> Scene:
    """The question, before any file dialog."""
    made = _handing_in()
    return made.act(partial(made.presenter.do, RecordAct.EVIDENCE))


@scene("incident-hand-in-stop")
def hand_in_stop() -> Scene:
    """Not seen: nothing was read, and the form goes on."""
    made = _handing_in()

    def answer() -> None:
        made.presenter.do(RecordAct.EVIDENCE)
        evidence = made.presenter.form.evidence if made.presenter.form else None
        assert evidence is not None and isinstance(evidence.question.sheet, DeclarationSheet)
        evidence.question.sheet.cards[ImageAnswer.NOT_SEEN].click()

    return made.act(answer)


@scene("incident-hand-in-intake")
def hand_in_intake() -> Scene:
    """What is being chosen, with its facts, in the form."""
    made = _handing_in()
    form = made.presenter.form
    assert form is not None

    def opened() -> None:
        form.evidence._permit = FormPermit(form.page.form().id, IntakeAnswer.NO_SEEN_ALL, NOW)
        form.evidence._open_panel()
        assert form.evidence.panel is not None
        form.evidence.panel.add_paths((Path("message at night.png"),), Way.FILE)
        QTest.qWait(50)
        form.page._page.ensureWidgetVisible(form.evidence.panel.heading, 0, 200)

    return made.act(opened)


@scene("incident-correct")
def correct() -> Scene:
    """Correcting a filed record."""
    made = stand("kai_request")
    return made.act(partial(made.presenter.do, RecordAct.CORRECT))


@scene("incident-correct-meanwhile")
def correct_meanwhile() -> Scene:
    """A correction gone on with, while somebody else had filed one."""
    made = stand("kai_request")

    def go_on() -> None:
        made.presenter.do(RecordAct.CORRECT)
        made.settle()
        form = made.presenter.form
        assert form is not None and form._correcting is not None
        newest = "Version 2, Mon 12 Oct 2026, 13:31, by Mr Tom Reed (After the call with the platform)."
        changes = (
            "Summary: nothing, now “A follow request from a second account”",
            "Platform: nothing, now “TikTok”",
        )
        found = Correction(form._correcting, "2026-0013", resumed=True, newest=newest, changes=changes)
        form._show_correction(found)

    return made.act(go_on)


@scene("incident-note")
def note() -> Scene:
    """A note above the record."""
    made = stand("shona")
    return made.act(partial(made.presenter.do, RecordAct.NOTE))


@scene("incident-decision")
def decision() -> Scene:
    """A decision, with what is missing said."""
    made = stand("shona")

    def refuse() -> None:
        made.presenter.do(RecordAct.DECISION)
        made.presenter.do(RecordAct.FILE)

    return made.act(refuse)


@scene("incident-told")
def told() -> Scene:
    """Who was told, or held."""
    return more("kai_request", MoreAct.TOLD)


@scene("incident-told-cautions")
def told_cautions() -> Scene:
    """About a pupil of whom somebody must not be told; and his name was typed."""
    made = stand("shona")

    def act() -> None:
        made.presenter._more(MoreAct.TOLD)
        made.settle()
        panel = made.presenter.page.record.panel
        assert isinstance(panel, TellingPanel)
        panel.name.setText("Mr Gary Renshaw")

    return made.act(act)


@scene("incident-close")
def close() -> Scene:
    """Closing with an outcome."""
    return more("kai_request", MoreAct.CLOSE)


@scene("incident-action")
def action() -> Scene:
    """Something to do."""
    return more("kai_request", MoreAct.ACTION)


@scene("incident-triage")
def triage() -> Scene:
    """Kind and severity."""
    return more("kai_request", MoreAct.TRIAGE)


@scene("incident-error")
def error() -> Scene:
    """Entered in error: what only needs a reason."""
    return more("kai_request", MoreAct.ERROR)


@scene("incident-evidence-question")
def evidence_question() -> Scene:
    """The question comes before any file dialog."""
    made = stand("shona")
    return made.act(partial(made.presenter.do, RecordAct.EVIDENCE))


@scene("incident-picture")
def picture() -> Scene:
    """A picture inside the program, blurred."""
    made = stand("shona")
    view = made.presenter.page.record.view
    assert view is not None and made.presenter.evidence is not None
    exhibit = next(one for one in view.evidence.items if one.opens_as)
    return made.act(partial(made.presenter.evidence.show_picture, exhibit))


@scene("incident-custody")
def custody() -> Scene:
    """Who had an exhibit."""
    made = stand("shona")
    view = made.presenter.page.record.view
    assert view is not None and made.presenter.evidence is not None
    return made.act(partial(made.presenter.evidence.show_custody, view.evidence.items[0]))


@scene("incident-document")
def document() -> Scene:
    """A page of a document inside the program, shown by the person's own press."""
    made = stand("shona")
    page = made.presenter.page

    def show() -> None:
        sheet = PictureSheet(
            QImage.fromData(pictures.draw("group_chat", made.desk.session.now())), "Ex2", pages=3
        )
        sheet.open_over(page)
        sheet.keep_button.setChecked(True)

    return made.act(show)


@scene("incident-intake")
def intake() -> Scene:
    """After "No, I have seen all of it": what is taken in, and its facts."""
    made = stand("kai_request")
    presenter = made.presenter.evidence
    assert presenter is not None

    def answer() -> None:
        presenter.begin_with((Path("comment under the video.png"),))
        sheet = presenter.question.sheet
        assert isinstance(sheet, DeclarationSheet)
        sheet.cards[ImageAnswer.NO_SEEN_ALL].click()

    return made.act(answer)
