"""Looking at, printing and saving a document: what goes out, what is kept, and what the audit says."""

import hashlib
from functools import partial
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.services import incidents, outgoing_register, paper, paper_forms, paper_leaving
from safeguard_app.services.paper_leaving import NotFromHere, Outside
from safeguard_app.services.paper_views import ChronologyPaper, DaySheetPaper, IncidentPaper, IssuedLine
from safeguard_app.ui.desktop.print_problems import NoPrinter
from safeguard_app.ui.desktop.printing import PrintJob
from safeguard_app.ui.paper.paper_desk import FormPaper, IssuedPaper, Paper, PaperDesk, RecordPaper
from safeguard_app.ui.paper.print_sheet import PrintSheet
from safeguard_app.ui.shell.page import PageKey, PlainPage
from tests.ui.accessibility import check_page
from tests.ui.clipping import clipped
from tests.ui.demo_fixture import Work


class Printer:
    """Keeps what it is sent; refuses as often as it is told to."""

    def __init__(self, *names: str, refusals: int = 0) -> None:
        self.names = names
        self.refusals = refusals
        self.jobs: list[PrintJob] = []

    def printers(self) -> tuple[str, ...]:
        return self.names

    def send(self, job: PrintJob) -> None:
        if self.refusals:
            self.refusals -= 1
            raise NoPrinter
        self.jobs.append(job)


class Desk:
    """A desk over the window of a test, with an incident of the demo to print."""

    def __init__(self, work: Work, printer: Printer, place: Path | None = None) -> None:
        self.work = work
        self.printer = printer
        self.proposed: list[Path] = []
        self.said: list[str] = []
        self._place = place
        work.show(PageKey.TODAY, PlainPage("Today", QWidget()))
        self.desk = PaperDesk(
            work.demo.session,
            work.demo.tasks,
            work.messages,
            work.window,
            printing=printer,
            choose_place=self._chosen,
        )
        self.desk.said.connect(self.said.append)
        self.incident: Reference = work.demo.log.cast.incidents["tomasz_bullied"]
        self.paper = RecordPaper("Incident record", IncidentPaper(self.incident))

    def _chosen(self, _window: QWidget, proposed: Path) -> Path | None:
        self.proposed.append(proposed)
        return self._place

    def issued(self) -> tuple[IssuedLine, ...]:
        return self.work.demo.wait(partial(paper.issued, self.work.demo.session, self.incident))

    def own_file(self) -> None:
        """Where it is asked, the document is for the school's own file."""
        self.work.settle()
        box = self.work.messages.open_sheet
        if box is not None and box.message.title == "Who is it for?":
            box.buttons["own"].click()
            self.work.settle()

    def print_sheet(self) -> PrintSheet | None:
        """What asks how to print."""
        return self.desk.open_print_sheet

    def save(self) -> None:
        """Up to the warning that comes before a place is chosen."""
        self.desk.save(self.paper)
        self.own_file()

    def print(self, copies: int = 1, collector: str = "", *, wanted: Paper | None = None) -> None:
        self.desk.print(wanted or self.paper)
        self.own_file()
        sheet = self.desk.open_print_sheet
        assert sheet is not None
        sheet.copies_box.set_value(copies)
        sheet.collected_line.setText(collector)
        sheet.print_button.click()
        self.work.settle()


def answer(work: Work, key: Qt.Key) -> None:
    """One key: the box answers once its button has been seen to go down."""
    box = work.messages.open_sheet
    assert box is not None
    QTest.keyClick(box, key, Qt.KeyboardModifier.AltModifier)
    for _ in range(40):
        if work.messages.open_sheet is not box:
            break
        QTest.qWait(20)
    work.settle()


def test_a_preview_keeps_nothing_and_shows_every_page(work: Work) -> None:
    at = Desk(work, Printer())
    before = len(at.issued())
    at.desk.preview(at.paper)
    work.settle()
    sheet = at.desk.open_sheet
    assert sheet is not None
    assert sheet.panel.pages >= 1
    assert sheet.panel.place_label.text() == f"Page 1 of {sheet.panel.pages}"
    assert sheet.print_button.isEnabled()
    assert sheet.panel.canvas.hasFocus()
    check_page(sheet)
    assert clipped(sheet) == []
    sheet.reject()
    assert len(at.issued()) == before
    assert work.events(EventKind.DOCUMENT_ISSUED) == 0


def test_one_issued_before_its_record_was_taken_back_says_so_above_its_pages(work: Work) -> None:
    at = Desk(work, Printer())
    session = work.demo.session
    made = work.demo.wait(partial(paper.issue, session, at.paper.job))
    at.desk.preview(IssuedPaper("Incident record", made.document))
    work.settle()
    sheet = at.desk.open_sheet
    assert sheet is not None
    assert not sheet.panel.since.isVisible()
    sheet.reject()

    work.demo.wait(partial(incidents.enter_in_error, session, at.incident, "Filed twice."))
    at.desk.preview(IssuedPaper("Incident record", made.document))
    work.settle()
    sheet = at.desk.open_sheet
    assert sheet is not None
    assert sheet.panel.since.isVisible()
    assert sheet.panel.since.words()[0].startswith("Made before this record was marked as entered in error")
    assert sheet.print_button.isEnabled()
    check_page(sheet)
    assert clipped(sheet) == []
    sheet.reject()


def test_keys_turn_pages(work: Work) -> None:
    at = Desk(work, Printer())
    at.desk.preview(at.paper)
    work.settle()
    sheet = at.desk.open_sheet
    assert sheet is not None
    panel = sheet.panel
    assert panel.pages >= 2, "the story's record runs over a page"
    QTest.keyClick(panel.canvas, Qt.Key.Key_Right)
    assert panel.page == 1
    QTest.keyClick(panel.canvas, Qt.Key.Key_Home)
    assert panel.page == 0
    QTest.keyClick(panel.canvas, Qt.Key.Key_Left)
    assert panel.page == 0
    QTest.keyClick(panel.canvas, Qt.Key.Key_End)
    assert panel.page == panel.pages - 1
    assert not panel.on_button.isEnabled()
    for _ in range(40):
        QTest.keyClick(panel.canvas, Qt.Key.Key_PageUp)
    assert panel.page == 0
    work.settle()
    sheet.reject()


def test_what_is_printed_is_what_is_kept_and_the_audit_names_its_hash(work: Work) -> None:
    printer = Printer("Office", "Library")
    at = Desk(work, printer)
    at.print(copies=2, collector="Mrs Denning")
    assert len(printer.jobs) == 1
    job = printer.jobs[0]
    assert (job.copies, job.printer) == (2, "Office")
    line = at.issued()[0]
    assert line.sha256 == hashlib.sha256(job.pdf).hexdigest()
    assert "2 copies" in line.went_out[0]
    assert work.events(EventKind.PRINTED) == 1
    assert at.said[-1] == "Sent to the printer, 2 copies. Printing is not sending."


def test_a_printer_that_refuses_leaves_the_document_kept_and_is_asked_again_with_the_same_bytes(
    work: Work,
) -> None:
    printer = Printer("Office", refusals=1)
    at = Desk(work, printer)
    at.print()
    assert printer.jobs == []
    box = work.messages.open_sheet
    assert box is not None
    assert "kept with its record" in box.message.sentence
    assert [one.went_out for one in at.issued()] == [()], "nothing was printed"
    box.buttons["again"].click()
    work.settle()
    assert len(at.issued()[0].went_out) == 1
    assert len(printer.jobs) == 1
    assert hashlib.sha256(printer.jobs[0].pdf).hexdigest() == at.issued()[0].sha256
    assert len(at.issued()) == 1, "sending again makes no second document"


def test_without_a_printer_printing_is_off_and_says_why(work: Work) -> None:
    at = Desk(work, Printer())
    at.desk.print(at.paper)
    at.own_file()
    sheet = at.desk.open_print_sheet
    assert sheet is not None
    assert not sheet.print_button.isEnabled()
    assert sheet.problem.isVisible()
    check_page(sheet)
    sheet.reject()
    assert at.issued() == ()


def test_saving_warns_first_and_proposes_the_case_number(work: Work, tmp_path: Path) -> None:
    place = tmp_path / "out.pdf"
    at = Desk(work, Printer(), place)
    at.save()
    box = work.messages.open_sheet
    assert box is not None
    assert "can be read by anyone" in box.message.sentence
    box.buttons["save"].click()
    work.settle()
    assert at.proposed[0].name == "2026-0017.pdf"
    line = at.issued()[0]
    assert hashlib.sha256(place.read_bytes()).hexdigest() == line.sha256
    assert work.events(EventKind.SAVED_OUT) == 1
    assert [path.name for path in tmp_path.iterdir() if path.suffix in (".pdf", ".tmp")] == ["out.pdf"]


def test_a_protected_copy_is_saved_and_its_passphrase_told_once(work: Work, tmp_path: Path) -> None:
    place = tmp_path / "out.pdf"
    at = Desk(work, Printer(), place)
    at.desk.preview(at.paper)
    work.settle()
    sheet = at.desk.open_sheet
    assert sheet is not None
    QTest.keyClick(sheet.protect_button, Qt.Key.Key_Space)
    at.own_file()
    for _ in range(4):
        work.settle()
    assert at.proposed[0].name == "2026-0017 protected.pdf"
    told = at.desk.told
    assert told is not None
    check_page(told)
    words = told.words.text()
    assert len(words.split()) == 6
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(place)
    with pikepdf.open(place, password=words) as opened:
        assert opened.encryption.R == 6
    assert work.events(EventKind.PROTECTED_OUT) == 1
    QTest.keyClick(told, Qt.Key.Key_Escape)
    assert told.isVisible(), "not before it was written down"
    told.tick.setChecked(True)
    told.close_button.click()
    work.settle()
    assert at.desk.told is None


@pytest.mark.parametrize("answer", ["cancel", "save"])
def test_thinking_better_of_it_makes_nothing(work: Work, answer: str) -> None:
    at = Desk(work, Printer(), None)
    at.save()
    box = work.messages.open_sheet
    assert box is not None
    box.buttons[answer].click()
    work.settle()
    assert at.issued() == ()
    assert work.events(EventKind.DOCUMENT_ISSUED) == 0


def test_a_place_that_cannot_be_written_is_said_and_the_document_is_kept(work: Work, tmp_path: Path) -> None:
    at = Desk(work, Printer(), tmp_path / "no such folder" / "out.pdf")
    at.save()
    box = work.messages.open_sheet
    assert box is not None
    box.buttons["save"].click()
    work.settle()
    problem = work.messages.open_sheet
    assert problem is not None
    assert problem.message.title == "The file was not saved"
    assert "kept with its record" in problem.message.sentence
    assert len(at.issued()) == 1


def test_a_document_issued_before_is_shown_and_printed_as_it_was(work: Work) -> None:
    printer = Printer("Office")
    at = Desk(work, printer)
    at.print()
    first = at.issued()[0]
    at.desk.print(IssuedPaper(first.title, first.document))
    at.own_file()
    sheet = at.desk.open_print_sheet
    assert sheet is not None
    sheet.print_button.click()
    work.settle()
    assert printer.jobs[1].pdf == printer.jobs[0].pdf
    assert len(at.issued()) == 1


def test_a_form_printed_from_an_open_log_is_kept_like_every_paper(work: Work) -> None:
    printer = Printer("Office")
    at = Desk(work, printer)
    form = FormPaper("Whom to ring", partial(paper_forms.contact_sheet_preview, work.demo.session))
    before = work.events(EventKind.DOCUMENT_ISSUED), work.events(EventKind.PRINTED)
    at.print(wanted=form)
    assert printer.jobs[0].pdf.startswith(b"%PDF")
    after = work.events(EventKind.DOCUMENT_ISSUED), work.events(EventKind.PRINTED)
    assert after == (before[0] + 1, before[1] + 1)


def test_with_no_log_open_a_blank_form_is_printed_as_it_is(work: Work) -> None:
    printer = Printer("Office")
    at = Desk(work, printer)
    at.desk._session = None
    at.print(wanted=FormPaper("Whom to ring", partial(paper_forms.contact_sheet_preview, work.demo.session)))
    assert printer.jobs[0].pdf.startswith(b"%PDF")
    assert work.events(EventKind.DOCUMENT_ISSUED) == 0


def test_the_recovery_key_may_be_printed_but_not_saved(work: Work) -> None:
    at = Desk(work, Printer("Office"))
    form = FormPaper(
        "Recovery key", partial(paper_forms.contact_sheet_preview, work.demo.session), may_save=False
    )
    at.desk.preview(form)
    work.settle()
    sheet = at.desk.open_sheet
    assert sheet is not None
    assert not sheet.save_button.isVisible()
    assert sheet.print_button.isVisible()
    sheet.reject()
    at.print(wanted=form)
    assert work.events(EventKind.DOCUMENT_ISSUED) == 0, "the key itself is never kept"


@pytest.mark.parametrize("issued_before", [False, True])
def test_for_whom_it_is_is_asked_once_and_own_file_stands_in_the_register(
    work: Work, issued_before: bool
) -> None:
    printer = Printer("Office")
    at = Desk(work, printer)
    wanted: Paper = at.paper
    if issued_before:
        made = work.demo.wait(partial(paper.issue, work.demo.session, at.paper.job))
        wanted = IssuedPaper("Incident record", made.document)
    at.desk.print(wanted)
    work.settle()
    box = work.messages.open_sheet
    assert box is not None and at.print_sheet() is None
    check_page(box)
    assert clipped(box) == []
    assert box.focusWidget() is box.buttons["outside"], "by Enter alone nothing leaves"
    answer(work, Qt.Key.Key_S)
    sheet = at.print_sheet()
    assert sheet is not None
    sheet.print_button.click()
    work.settle()
    assert len(printer.jobs) == 1
    assert at.issued()[0].went_out[0].endswith("Kept in the school")
    found = work.demo.wait(partial(outgoing_register.went_out, work.demo.session))
    assert found.lines[0].to == "Kept in the school"
    assert outgoing_register.filtered(found, text="kept in the school")[0] == found.lines[0]


@pytest.mark.parametrize("act", ["print", "save", "protect"])
def test_for_somebody_outside_nothing_is_made_and_sharing_is_asked_for(work: Work, act: str) -> None:
    at = Desk(work, Printer("Office"))
    asked: list[Outside] = []
    at.desk.outside_asked.connect(asked.append)
    at.desk.preview(at.paper)
    work.settle()
    sheet = at.desk.open_sheet
    assert sheet is not None
    getattr(sheet, f"{act}_button").click()
    work.settle()
    box = work.messages.open_sheet
    assert box is not None
    answer(work, Qt.Key.Key_O)
    assert asked == [Outside(at.incident, "record")]
    assert at.desk.open_sheet is None, "the preview has made room"
    assert at.issued() == () and at.proposed == []


def test_a_paper_that_never_leaves_the_school_is_not_asked_about(work: Work) -> None:
    at = Desk(work, Printer("Office"))
    at.desk.print(RecordPaper("Day sheet", DaySheetPaper(Compartment.DAILY)))
    work.settle()
    assert work.messages.open_sheet is None and at.print_sheet() is not None


def test_what_is_in_view_is_shared_from_there_and_what_never_leaves_is_not(work: Work) -> None:
    at = Desk(work, Printer("Office"))
    asked: list[Outside] = []
    at.desk.outside_asked.connect(asked.append)
    for wanted, shared in (
        (RecordPaper("Day sheet", DaySheetPaper(Compartment.DAILY)), False),
        (at.paper, True),
    ):
        at.desk.preview(wanted)
        work.settle()
        sheet = at.desk.open_sheet
        assert sheet is not None and sheet.share_button.isVisible() is shared
        check_page(sheet)
        assert clipped(sheet) == []
        if not shared:
            sheet.reject()
    assert sheet is not None
    sheet.share_button.click()
    work.settle()
    assert asked == [Outside(at.incident, "record")] and at.desk.open_sheet is None


def chronology_in(part: Compartment, work: Work, at: Desk) -> RecordPaper:
    """What one part of the log knows of whoever the record names first."""
    stored = work.demo.wait(partial(incidents.current, work.demo.session, at.incident))
    child = stored.content.participants[0].person.reference
    assert child is not None
    return RecordPaper("Chronology", ChronologyPaper(child, part))


def test_a_page_shares_what_it_would_print_and_says_where_no_record_holds_it(work: Work) -> None:
    at = Desk(work, Printer("Office"))
    asked: list[Outside] = []
    at.desk.outside_asked.connect(asked.append)
    here = chronology_in(Compartment.DAILY, work, at)
    at.desk.share(here)
    work.settle()
    assert asked[0].view is not None and asked[0].view.job == here.job
    at.desk.share(chronology_in(Compartment.ADULTS, work, at))
    work.settle()
    box = work.messages.open_sheet
    assert box is not None and box.message.title == "There is nothing to share yet" and len(asked) == 1


def test_what_cannot_be_shared_from_where_it_is_in_view_is_asked_about_and_says_why(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = Desk(work, Printer("Office"))
    asked: list[Outside] = []
    at.desk.outside_asked.connect(asked.append)
    nowhere = chronology_in(Compartment.ADULTS, work, at)
    made = work.demo.wait(partial(paper.issue, work.demo.session, at.paper.job))
    monkeypatch.setattr(paper_leaving, "outside_of_issued", lambda *_: NotFromHere.ITS_PAGE)
    for wanted, title in (
        (nowhere, "There is nothing to share yet"),
        (IssuedPaper("Chronology", made.document), "Share it from its page"),
    ):
        at.desk.print(wanted)
        work.settle()
        box = work.messages.open_sheet
        assert box is not None and box.message.title == "Who is it for?"
        answer(work, Qt.Key.Key_O)
        told = work.messages.open_sheet
        assert told is not None and told.message.title == title
        check_page(told)
        assert clipped(told) == []
        told.reject()
        work.settle()
    assert asked == [] and at.print_sheet() is None
