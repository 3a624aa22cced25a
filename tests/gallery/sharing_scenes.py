"""Sharing documents: what goes to whom, the second person's check, and how it stands."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from safeguard_app.domain.identifiers import Reference, new_record_id
from safeguard_app.domain.moments import exactly
from safeguard_app.services import (
    form_drafts,
    incidents,
    sharing,
    sharing_checks,
    sharing_pages,
    sharing_printing,
    sharing_since,
)
from safeguard_app.services.form_drafts import Filled, FormName, InView, new_draft
from safeguard_app.services.paper_leaving import outside_of
from safeguard_app.services.paper_views import MonthlyPaper, TransferPackPaper
from safeguard_app.services.session import Session
from safeguard_app.services.sharing_views import SharingInput, SharingView
from safeguard_app.ui.paper.paper_desk import PaperDesk
from safeguard_app.ui.sharing.sharing_desk import SharingDesk
from safeguard_app.ui.tasks import Step
from tests.gallery.incident_scenes import Stand, reference, stand
from tests.gallery.scenes import Scene, scene
from tests.gallery.today_at_work import today_at_work
from tests.services.written_sharings import print_out


def prepared(session: Session, incident: Reference) -> SharingView:
    """A sharing as somebody typed it, its documents made."""
    given = SharingInput(
        incident,
        papers=("record",),
        purpose="Strategy discussion on 14 October",
        basis="public_task",
        condition="safeguarding",
        recipient="Ms Priya Sandhu",
        organisation="Eastmarch children’s services",
        contact="01632 960 001",
    )
    place, _ = sharing.prepare(session, given)
    return sharing_pages.view_of(session, place)


def gone_out(session: Session, incident: Reference) -> SharingView:
    """The same, urgent and printed."""
    view = prepared(session, incident)
    sharing_checks.urgent(session, view)
    print_out(session, view.reference, 2)
    return sharing_pages.view_of(session, view.reference)


def refused(session: Session, incident: Reference) -> SharingView:
    """Urgent, and the printer took nothing."""
    view = prepared(session, incident)
    sharing_checks.urgent(session, view)
    run = sharing_printing.begin(session, view.reference)
    sharing_printing.going(session, run, 0, 2)
    sharing_printing.refused(session, run, 0, 2)
    return sharing_pages.view_of(session, view.reference)


def cut_off(session: Session, incident: Reference) -> SharingView:
    """Signed on paper, and the computer stopped while it was printed for somebody who waited."""
    view = prepared(session, incident)
    sharing_checks.check_on_paper(session, view, "Mrs Carol Denning", exactly(session.now()))
    run = sharing_printing.begin(session, view.reference)
    sharing_printing.going(session, run, 0, 2, "PC Ann Reed")
    return sharing_pages.view_of(session, view.reference)


def taken_back(session: Session, incident: Reference) -> SharingView:
    """Prepared, and not shared after all."""
    view = prepared(session, incident)
    sharing.take_back(session, view.reference, "They came here and read it in the office.")
    return sharing_pages.view_of(session, view.reference)


def changed_since(session: Session, incident: Reference) -> SharingView:
    """Urgent, and a fact came in before it went."""
    return _since(session, incident, summary="More comments were found this morning.")


def taken_off_since(session: Session, incident: Reference) -> SharingView:
    """Urgent, and somebody was taken off the record before it went."""
    there = incidents.current(session, incident).content.participants
    return _since(session, incident, participants=there[:-1])


def _since(session: Session, incident: Reference, **other: object) -> SharingView:
    view = prepared(session, incident)
    sharing_checks.urgent(session, view)
    current = incidents.current(session, incident)
    made = replace(current.content, **other)  # type: ignore[arg-type]  # fields by name
    incidents.correct(session, incident, made, "It came in since.", replacing=current.number)
    return sharing_since.page_of(session, view.reference)


def _desk(made: Stand) -> SharingDesk:
    papers = PaperDesk(made.desk.session, made.desk.tasks, made.window.messages, made.window)
    return SharingDesk(made.desk.session, made.desk.tasks, made.window.messages, made.window, papers)


def _page(
    then: Callable[[SharingDesk], object], what: Callable[[Session, Reference], SharingView] = prepared
) -> Scene:
    """One sharing over its record, with something done there."""
    made = stand("tomasz_bullied")
    desk = _desk(made)

    def show() -> None:
        view = made.desk.wait(partial(what, made.desk.session, reference("tomasz_bullied")))
        desk._show(view)
        then(desk)

    return made.act(show)


def _nothing(_desk: SharingDesk) -> None:
    """As it opens."""


@scene("sharing-form")
def sharing_form() -> Scene:
    """What goes to whom, with something missing."""
    made = stand("tomasz_bullied")
    desk = _desk(made)

    def show() -> None:
        desk.begin(reference("tomasz_bullied"))
        made.settle()
        assert desk.sheet is not None
        desk.sheet.ticks["record"].click()
        desk.sheet.basis.set_value("recognised_interest")
        desk.sheet._say_helps()
        desk.sheet.organisation.setText("Eastmarch Police")
        desk.sheet.make_button.click()

    return made.act(show)


@scene("sharing-left-out")
def sharing_left_out() -> Scene:
    """What a parent's copy would leave out, seen before it is made."""
    made = stand("tomasz_bullied")
    desk = _desk(made)

    def show() -> None:
        desk.begin(reference("tomasz_bullied"), "record")
        made.settle()
        sheet = desk.sheet
        assert sheet is not None
        sheet.audience.set_value("parent")
        sheet.audience.chosen.emit("parent")
        sheet.subject.setCurrentIndex(1)
        sheet.left_out.button.click()
        made.settle()
        made.settle()
        sheet.show_whole(sheet.left_out)

    return made.act(show)


@scene("sharing-report")
def sharing_report() -> Scene:
    """A report that names nobody: who is named is not asked."""
    made = stand("tomasz_bullied")
    desk = _desk(made)
    summary = MonthlyPaper(reference("tomasz_bullied").compartment)
    found = made.desk.wait(partial(outside_of, made.desk.session, summary))
    return made.act(partial(desk._share, found))


@scene("sharing-missing")
def sharing_missing() -> Scene:
    """What was chosen before a lock, and cannot be offered any more."""
    made = stand("tomasz_bullied")
    desk = _desk(made)
    session, record = made.desk.session, reference("tomasz_bullied")
    pack = TransferPackPaper(Reference(record.compartment, new_record_id()))
    filled = Filled((("purpose", "The file goes on with the child"),), (("paper/view/pack", "yes"),))
    draft = replace(
        new_draft(FormName.SHARE, record),
        filled=filled,
        in_view=(InView.of("view/pack", "Transfer pack", pack),),
    )
    made.desk.wait(partial(form_drafts.save, session, draft))
    return made.act(partial(desk.begin, record))


@scene("sharing-reading")
def sharing_reading() -> Scene:
    """Words in the pictures that would go are being read before the documents are made."""
    made = stand("tomasz_bullied")
    desk = _desk(made)

    def show() -> None:
        desk.begin(reference("tomasz_bullied"), "record")
        made.settle()
        assert desk.sheet is not None
        desk.sheet.set_busy(True)
        desk.sheet.reading.show_step(Step(3, 12))

    return made.act(show)


@scene("sharing-prepared")
def sharing_prepared() -> Scene:
    """Made, and waiting for somebody to look."""
    return _page(_nothing)


@scene("sharing-changed-since")
def sharing_changed_since() -> Scene:
    """A fact came in after it was made."""
    return _page(_nothing, changed_since)


@scene("sharing-taken-off-since")
def sharing_taken_off_since() -> Scene:
    """Somebody was taken off the record after it was made: it does not go out."""
    return _page(_nothing, taken_off_since)


@scene("sharing-gone-out")
def sharing_gone_out() -> Scene:
    """Urgent, unchecked, and printed."""
    return _page(_nothing, gone_out)


@scene("sharing-cut-off")
def sharing_cut_off() -> Scene:
    """Checked, and how its print ended was not noted; the sheet that goes with it prints."""
    return _page(_nothing, cut_off)


@scene("sharing-refused")
def sharing_refused() -> Scene:
    """Urgent, and the printer took nothing."""
    return _page(_nothing, refused)


@scene("sharing-check")
def sharing_check() -> Scene:
    """A second person at this computer."""
    return _page(SharingDesk._ask_passphrase)


@scene("sharing-ink")
def sharing_ink() -> Scene:
    """A signature on paper."""
    return _page(SharingDesk._ask_ink)


@scene("sharing-receipt")
def sharing_receipt() -> Scene:
    """A receipt is entered."""
    return _page(SharingDesk._ask_receipt, gone_out)


@scene("sharing-on-record")
def sharing_on_record() -> Scene:
    """The record's section, with what was shared."""
    made = stand("tomasz_bullied")
    made.desk.wait(partial(gone_out, made.desk.session, reference("tomasz_bullied")))

    def show() -> None:
        made.presenter.open_record(reference("tomasz_bullied"))
        made.settle()
        made.presenter.page.record.signals.jump_requested.emit("documents")

    return made.act(show)


@scene("sharing-register")
def sharing_register() -> Scene:
    """Everything that ever went out."""
    made = stand("tomasz_bullied")
    desk = _desk(made)

    def show() -> None:
        for what in (gone_out, cut_off, taken_back):
            made.desk.wait(partial(what, made.desk.session, reference("tomasz_bullied")))
        desk.list_all()

    return made.act(show)


@scene("sharing-waits")
def sharing_waits() -> Scene:
    """Today, with documents that were called urgent and went nowhere yet."""
    at, window, presenter = today_at_work()
    record = reference("tomasz_bullied")
    made = at.wait(partial(prepared, at.session, record))
    at.wait(partial(sharing_checks.urgent, at.session, made))
    presenter.shown()
    at.settle()
    return Scene(window)
