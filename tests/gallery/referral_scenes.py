"""Referrals: the list, the workspace with its pages, answering, noting a contact; printing and saving."""

from collections.abc import Callable
from functools import partial

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.nations import Nation
from safeguard_app.services import form_offers, referrals
from safeguard_app.services.copy_out import sheet_of
from safeguard_app.services.paper_views import IncidentPaper
from safeguard_app.ui.paper.paper_desk import PaperDesk, RecordPaper
from safeguard_app.ui.referrals.copy_window import CopyWindow
from safeguard_app.ui.referrals.form_part_panels import FieldPanel
from safeguard_app.ui.referrals.forms_desk import FormsDesk
from safeguard_app.ui.referrals.referrals_presenter import ReferralsPresenter
from safeguard_app.ui.shell.main_window import MainWindow
from safeguard_app.ui.shell.page import PageKey
from tests.gallery.demo_pages import messages_for_building, open_demo, page_window, spare_window
from tests.gallery.scenes import Scene, scene

INCIDENT = "freya_secrecy"


class TwoPrinters:
    """A way to printers that prints nothing."""

    def printers(self) -> tuple[str, ...]:
        return ("Office laser", "Library")

    def send(self, job: object) -> None:
        """Nothing."""


def _page() -> tuple[MainWindow, ReferralsPresenter, PaperDesk]:
    demo = open_demo()
    incident = demo.log.cast.incidents[INCIDENT]
    if not demo.wait(partial(referrals.of_incident, demo.session, incident)):
        demo.wait(partial(referrals.begin, demo.session, incident))
    messages = messages_for_building()
    desk = PaperDesk(demo.session, demo.tasks, messages, spare_window(), printing=TwoPrinters())
    presenter = ReferralsPresenter(demo.session, demo.tasks, messages, desk)
    window = page_window(PageKey.REFERRALS, presenter, demo)
    presenter.setParent(window)
    desk._window = window
    return window, presenter, desk


def _workspace() -> tuple[MainWindow, ReferralsPresenter, PaperDesk]:
    window, presenter, desk = _page()
    demo = open_demo()
    presenter.open(
        demo.wait(partial(referrals.of_incident, demo.session, demo.log.cast.incidents[INCIDENT]))[0]
    )
    demo.settle()
    window.page_changed()
    return window, presenter, desk


def _then_settle(act: Callable[[], None]) -> None:
    """Do something, and let the layouts it asked for come about."""
    act()
    QTest.qWait(80)


@scene("referrals-list")
def referral_list() -> Scene:
    """The list, and the blank forms."""
    return Scene(_page()[0])


@scene("referrals-choice")
def choice() -> Scene:
    """Which form to begin on a record."""
    window, presenter, _ = _page()
    presenter.begin_for(open_demo().log.cast.incidents[INCIDENT])
    open_demo().settle()
    return Scene(window)


def _going_to(window: MainWindow, presenter: ReferralsPresenter, agency: str, on: str = INCIDENT) -> None:
    """The first form on a record that goes to an agency, whatever the nation calls it; begun where it is not."""
    demo = open_demo()
    incident = demo.log.cast.incidents[on]
    found = demo.wait(partial(form_offers.offers, demo.session, incident)).offers
    forms = demo.session.catalogue.forms
    offer = next(one for one in found if forms[one.form].agency == agency)
    begin = partial(referrals.begin, demo.session, incident, offer.adult, offer.form, offer.child)
    presenter.open(offer.begun or demo.wait(begin)[0])
    demo.settle()
    window.page_changed()


@scene("referrals-child")
def child_form() -> Scene:
    """A form about a child: where the child is, who is told, what is still to be answered."""
    window, presenter, _ = _page()
    _going_to(window, presenter, "front_door")
    return Scene(window, after=open_demo().settle)


@scene("referrals-child-parents")
def child_parents() -> Scene:
    """Each parent, told or held."""
    window, presenter, _ = _page()
    _going_to(window, presenter, "front_door")
    shown = presenter._shown
    assert shown is not None
    section = next(one for one in shown.sections if one.id.startswith("parents"))
    return Scene(window, after=partial(_then_settle, partial(presenter._show_section, section.id)))


@scene("referrals-breach")
def breach() -> Scene:
    """A report that names nobody, and on which nobody decides: no steps, no earlier concerns."""
    window, presenter, _ = _page()
    _going_to(window, presenter, "chair", "nandra_first")
    return Scene(window, after=open_demo().settle)


def _forms(form: str = "") -> tuple[MainWindow, FormsDesk]:
    """The forms; a copy of one of them open, if any is named."""
    window, presenter, _ = _page()
    presenter.show_forms()
    open_demo().settle()
    if form:
        line = next(one for one in presenter.forms.page.table.model_rows.rows if one.form == form)
        presenter.forms.page.copy_asked.emit(line)
        open_demo().settle()
    return window, presenter.forms


@scene("forms-list")
def forms_list() -> Scene:
    """Ours, and how one is copied."""
    return Scene(_forms()[0], after=open_demo().settle)


@scene("forms-copy")
def forms_copy() -> Scene:
    """A copy, to be changed."""
    return Scene(_forms("staff_allegation")[0], after=open_demo().settle)


def _below(desk: FormsDesk, part: QWidget) -> None:
    open_demo().settle()
    desk.page.ensureWidgetVisible(part, 0, 0)
    QTest.qWait(80)


@scene("forms-outline")
def forms_outline() -> Scene:
    """Sections and fields, one of them at fault."""
    window, desk = _forms("staff_allegation")
    editor = desk.page.editor
    assert editor is not None
    line = next(one for one in editor.outline.table.model_rows.rows if one.key == "field:advice")
    editor.open_part(line)
    assert isinstance(editor.part, FieldPanel)
    editor.part.label_line.setText("")
    editor.part.submit()
    return Scene(window, after=partial(_below, desk, editor.outline.down_button))


@scene("forms-field")
def forms_field() -> Scene:
    """One field of a copy."""
    window, desk = _forms("staff_allegation")
    editor = desk.page.editor
    assert editor is not None
    editor.open_part(next(one for one in editor.outline.table.model_rows.rows if one.key == "field:basis"))
    assert editor.part is not None
    return Scene(window, after=partial(_below, desk, editor.part.save_button))


@scene("forms-offer")
def forms_offer() -> Scene:
    """A field to be taken from what the program fills, and a section to be added beside."""
    window, desk = _forms(
        "child_referral" if open_demo().session.nation is Nation.ENGLAND else "staff_allegation"
    )
    editor = desk.page.editor
    assert editor is not None
    editor.add_offered()
    assert editor.part is not None
    return Scene(window, after=partial(_below, desk, editor.part.save_button))


@scene("forms-section")
def forms_section() -> Scene:
    """A section to be added."""
    window, desk = _forms("staff_allegation")
    editor = desk.page.editor
    assert editor is not None
    editor.add_section()
    assert editor.part is not None
    return Scene(window, after=partial(_below, desk, editor.part.save_button))


@scene("referrals-workspace")
def workspace() -> Scene:
    """Mock 06."""
    return Scene(_workspace()[0], after=open_demo().settle)


@scene("referrals-answering")
def answering() -> Scene:
    """One field open for answering."""
    window, presenter, _ = _workspace()
    return Scene(window, after=partial(_then_settle, partial(presenter._open_field, "adult_aware")))


@scene("referrals-section")
def section() -> Scene:
    """All fields of a section."""
    window, presenter, _ = _workspace()
    return Scene(window, after=partial(_then_settle, partial(presenter._show_section, "adult")))


@scene("referrals-contact")
def contact() -> Scene:
    """Noting a contact."""
    window, presenter, _ = _workspace()
    return Scene(window, after=partial(_then_settle, presenter.contacts.begin))


@scene("copy-out")
def copy_out() -> Scene:
    """The small window for an authority's form on the web, beside the workspace."""
    window, presenter, _ = _workspace()
    shown = presenter._shown
    assert shown is not None
    sheet = open_demo().wait(partial(sheet_of, open_demo().session, shown.record))
    small = CopyWindow()
    small.setParent(window)
    small.show_sheet(sheet)
    small.was_copied(sheet.answers[0])
    small._go(next(at for at, one in enumerate(sheet.answers) if one.key == "child_safe"))

    def show() -> None:
        small.move(24, 24)
        small.show()
        small.raise_()

    return Scene(window, after=show)


@scene("paper-preview")
def preview() -> Scene:
    """Any document over the window."""
    window, presenter, _ = _workspace()

    def after() -> None:
        presenter._see_pages()
        open_demo().settle()

    return Scene(window, after=after)


@scene("paper-record")
def record() -> Scene:
    """A longer document over the window, which begins with its cover and contents."""
    window, _, desk = _page()
    incident = open_demo().log.cast.incidents["tomasz_bullied"]

    def after() -> None:
        desk.preview(RecordPaper("Incident record", IncidentPaper(incident, pictures=True)))
        open_demo().settle()

    return Scene(window, after=after)


@scene("paper-for-whom")
def for_whom() -> Scene:
    """What is asked once before something that may leave the school is printed or saved."""
    window, presenter, desk = _workspace()
    desk._messages = window.messages

    def after() -> None:
        presenter._print()
        open_demo().settle()

    return Scene(window, after=after)


@scene("paper-print")
def print_sheet() -> Scene:
    """What printing asks."""
    window, presenter, desk = _workspace()
    desk._messages = window.messages

    def after() -> None:
        presenter._print()
        open_demo().settle()
        box = window.messages.open_sheet
        assert box is not None
        box.buttons["own"].click()
        open_demo().settle()

    return Scene(window, after=after)
