"""What was in view where sharing was asked for is there again after a lock, or the sheet says how to put it back."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.identifiers import Compartment, Reference, new_record_id
from safeguard_app.services import form_drafts
from safeguard_app.services.form_drafts import FormDraft, FormName, InView, new_draft
from safeguard_app.services.paper_leaving import Outside, outside_of
from safeguard_app.services.paper_views import ChronologyPaper, TransferPackPaper
from safeguard_app.ui.sharing.sharing_desk import SharingDesk
from safeguard_app.ui.sharing.sharing_sheet import SharingSheet
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.text_label import TextLabel
from tests.ui.accessibility import check_page
from tests.ui.clipping import clipped
from tests.ui.keyboard import write
from tests.ui.sharing.shared_record import Sharing, fill


def chronology(at: Sharing, name: str) -> Outside:
    """What is shared of a chronology in view."""
    demo = at.work.demo
    job = ChronologyPaper(demo.log.cast.references[name], Compartment.DAILY, everything=True)
    found = demo.wait(partial(outside_of, demo.session, job))
    assert found is not None
    return found


def opened(at: Sharing) -> SharingSheet:
    at.settle()
    assert at.desk.sheet is not None
    return at.desk.sheet


def locked(at: Sharing) -> FormDraft:
    """What is typed is kept, the window is gone, and the log is opened again: the draft that Today offers."""
    done: list[bool] = []
    at.desk.flush(lambda: done.append(True))
    at.settle()
    assert done == [True]
    sheet, at.desk.sheet = at.desk.sheet, None
    assert sheet is not None
    sheet.blockSignals(True)
    sheet.hide()
    sheet.deleteLater()
    demo = at.work.demo
    at.desk = SharingDesk(demo.session, demo.tasks, at.work.messages, at.work.window, at.papers)
    (draft,) = demo.wait(partial(form_drafts.open_forms, demo.session))
    assert draft.form_name is FormName.SHARE
    return draft


def test_what_was_in_view_is_chosen_again_after_a_lock_and_is_made(at: Sharing) -> None:
    wanted = chronology(at, "tomasz")
    at.papers.outside_asked.emit(wanted)
    sheet = opened(at)
    assert sheet.chosen() == (wanted.key,)
    sheet.recipient.setFocus()
    write("Ms Priya Sandhu")
    draft = locked(at)
    at.desk.resume(draft)
    sheet = opened(at)
    assert sheet.chosen() == (wanted.key,) and sheet.recipient.text() == "Ms Priya Sandhu"
    assert sheet.ticks[wanted.key].text() == "Chronology of Tomasz Zielny"
    fill(sheet)
    QTest.keyClick(sheet.make_button, Qt.Key.Key_Space)
    at.settle()
    assert at.desk.page is not None and at.drafts() == []
    assert [one.title for one in at.desk.page.view.papers] == ["Chronology, copy 1"]


def test_another_document_in_view_stands_beside_the_one_that_was_chosen_before(at: Sharing) -> None:
    first = chronology(at, "tomasz")
    at.papers.outside_asked.emit(first)
    opened(at).purpose.setText("Strategy discussion")
    draft = locked(at)
    assert draft.about is not None
    assert first.view is not None
    other = replace(first.view, key="view/other", title="Chronology of another child")
    at.papers.outside_asked.emit(replace(first, key=other.key, view=other))
    sheet = opened(at)
    assert set(sheet.chosen()) == {first.key, other.key}
    sheet.purpose.setText("Strategy discussion, and the plan")
    assert [one.key for one in locked(at).in_view] == [other.key, first.key], "both are kept from now on"


def test_what_cannot_be_offered_any_more_is_named_with_how_to_put_it_back(at: Sharing) -> None:
    demo = at.work.demo
    gone = TransferPackPaper(Reference(Compartment.DAILY, new_record_id()))
    draft = replace(
        new_draft(FormName.SHARE, at.incident, name="2026-0001"),
        in_view=(InView.of("view/gone", "Transfer pack", gone),),
    )
    filled = replace(draft.filled, texts=(("purpose", "It goes on"),), choices=(("paper/view/gone", "yes"),))
    demo.wait(partial(form_drafts.save, demo.session, draft.with_filled(filled)))
    viewed = at.work.events(EventKind.DOCUMENT_ISSUED)
    at.desk.resume(draft)
    sheet = opened(at)
    assert sheet.purpose.text() == "It goes on" and sheet.chosen() == ()
    (said,) = [one for one in sheet.findChildren(NoticePanel) if "Transfer pack" in one.accessibleName()]
    words = " ".join(one.text() for one in said.findChildren(TextLabel))
    assert "open it and choose Share there" in words and not said.isHidden()
    check_page(sheet)
    assert clipped(sheet) == [] and at.work.events(EventKind.DOCUMENT_ISSUED) == viewed
