"""The audit: events, one in full, both versions, a check under way and what it found."""

import io
from collections.abc import Callable
from datetime import datetime
from functools import partial

import pikepdf

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.document_identity import grouped_digits
from safeguard_app.services import handed_back, paper
from safeguard_app.services.keeping import CheckReport
from safeguard_app.services.paper_views import RegisterPaper
from safeguard_app.ui.audit.audit_page import Span
from safeguard_app.ui.audit.audit_presenter import AuditPresenter
from safeguard_app.ui.shell.main_window import MainWindow
from safeguard_app.ui.shell.page import PageKey
from tests.gallery.demo_pages import messages_for_building, open_demo, page_window
from tests.gallery.incident_scenes import reference
from tests.gallery.scenes import Scene, scene
from tests.gallery.sharing_scenes import gone_out

FOUND = CheckReport(
    (
        "2026-0026: the record was changed behind the program’s back.",
        "2026-0032: Ex1 is missing from the folder of stored files.",
    ),
    "2 things found in the daily log and the part about adults who work here.",
    datetime.fromisoformat("2026-10-12T15:46:00+01:00"),
)


def _page(span: Span = Span.MONTH) -> tuple[MainWindow, AuditPresenter]:
    demo = open_demo()
    presenter = AuditPresenter(demo.session, demo.tasks, messages_for_building())
    presenter.page.span_box.set_value(span)
    window = page_window(PageKey.AUDIT, presenter, demo)
    presenter.setParent(window)
    demo.settle()
    return window, presenter


def _corrected() -> tuple[MainWindow, AuditPresenter]:
    window, presenter = _page(Span.ALL)
    presenter.page.kind_box.set_value(EventKind.DECLARATION_STEP)
    presenter.page.filter_changed.emit()
    open_demo().settle()
    presenter.page.table.selectRow(0)
    open_demo().settle()
    return window, presenter


@scene("audit")
def audit() -> Scene:
    """Mock 09."""
    return Scene(_page()[0])


@scene("audit-corrected")
def corrected() -> Scene:
    """An event that changed something."""
    return Scene(_corrected()[0])


@scene("audit-versions")
def versions() -> Scene:
    """Both versions."""
    _, presenter = _corrected()
    window = presenter.page.window()
    return Scene(window, after=partial(presenter._versions, presenter.page.panel.detail))


@scene("audit-checking")
def checking() -> Scene:
    """A check under way."""
    window, presenter = _page()
    return Scene(window, after=partial(presenter.page.chain.show_progress, 312, 1000))


@scene("audit-found")
def found() -> Scene:
    """A check that found something."""
    window, presenter = _page()
    return Scene(window, after=partial(presenter.page.chain.show_report, FOUND))


def _compared(number: str, digits: str) -> Scene:
    """The sheet with something typed, and answered from the demo's own log where it was pressed."""
    window, presenter = _page()
    demo = open_demo()

    def after() -> None:
        presenter.page.chain.compare_button.click()
        sheet = presenter.comparing.open_sheet
        assert sheet is not None
        sheet.number_line.setText(number)
        sheet.digits_line.setText(digits)
        if number:
            sheet.compare_button.click()
            demo.settle()

    return Scene(window, after=after)


@scene("audit-compare-paper")
def compare_paper() -> Scene:
    """Asked for number and digits."""
    return _compared("", "")


@scene("audit-compare-matches")
def compare_matches() -> Scene:
    """The page and the log agree."""
    demo = open_demo()
    head = demo.wait(lambda: demo.session.vault.daily.head)
    number, _, digits = head.printed.partition(": ")
    return _compared(number, digits)


@scene("audit-compare-differs")
def compare_differs() -> Scene:
    """The log has other digits at that number."""
    return _compared("96", "c3d2 8e04 57ab f911")


@scene("audit-compare-older")
def compare_older() -> Scene:
    """The log ends before the page."""
    return _compared("1,214", "70af 2c91 d6e4 0b53")


@scene("audit-compare-faults")
def compare_faults() -> Scene:
    """What cannot stand on a page."""
    return _compared("two", "70af 2c91 d6e4 0b5")


def _handed_back(change: Callable[[bytes], bytes]) -> Scene:
    """The answer about a register that was printed, and came back."""
    window, presenter = _page()
    demo = open_demo()

    def after() -> None:
        issued = demo.wait(partial(paper.issue, demo.session, RegisterPaper()))
        seen = demo.wait(partial(handed_back.check, demo.session, change(issued.pdf)))
        presenter.handed_back._show(seen)
        demo.settle()

    return Scene(window, after=after)


@scene("audit-handed-back")
def handed_back_same() -> Scene:
    """Byte for byte as issued."""
    return _handed_back(lambda pdf: pdf)


@scene("audit-handed-back-differs")
def handed_back_differs() -> Scene:
    """Its first page was taken out, a blank one put in and a box drawn."""
    return _handed_back(_tampered)


@scene("audit-handed-back-anew")
def handed_back_anew() -> Scene:
    """Opened and saved by another program: the pages are as they were issued."""
    return _handed_back(lambda pdf: _saved(pdf, lambda _pages: None))


@scene("audit-handed-back-cut")
def handed_back_cut() -> Scene:
    """Half of it arrived."""
    return _handed_back(lambda pdf: pdf[: len(pdf) // 2])


@scene("audit-handed-back-whom")
def handed_back_whom() -> Scene:
    """A copy that was shared turns up: to whom it went stands beneath how it went."""
    window, presenter = _page()
    demo = open_demo()

    def after() -> None:
        shared = demo.wait(partial(gone_out, demo.session, reference("tomasz_bullied")))
        document = shared.papers[0].document
        issued = demo.wait(partial(paper.open_issued, demo.session, document))
        presenter.handed_back._show(demo.wait(partial(handed_back.check, demo.session, issued.pdf)))
        demo.settle()

    return Scene(window, after=after)


def _saved(pdf: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        opened.save(out)
    return out.getvalue()


def _tampered(pdf: bytes) -> bytes:
    def change(opened: pikepdf.Pdf) -> None:
        opened.pages[-1].contents_add(b"q 0 0 0 rg 60 60 200 100 re f Q")
        opened.add_blank_page()
        del opened.pages[0]

    return _saved(pdf, change)


@scene("audit-handed-back-unknown")
def handed_back_unknown() -> Scene:
    """A PDF of nobody here."""
    return _handed_back(lambda _pdf: b"no PDF at all")


def _number(change: Callable[[str], str]) -> Scene:
    """What was handed back is paper: the number of a register that was printed, typed in some way."""
    window, presenter = _page()
    demo = open_demo()

    def after() -> None:
        issued = demo.wait(partial(paper.issue, demo.session, RegisterPaper()))
        presenter.page.chain.handed_back_button.click()
        question = presenter.handed_back.question
        assert question is not None
        number = change(issued.document.id[:16])
        question.number_line.setText(number)
        if number:
            question.find_button.click()
            demo.settle()

    return Scene(window, after=after)


@scene("audit-number")
def number_asked() -> Scene:
    """Paper or a file: nothing typed yet."""
    return _number(lambda _digits: "")


@scene("audit-number-known")
def number_known() -> Scene:
    """The document of a number."""
    return _number(grouped_digits)


@scene("audit-number-amiss")
def number_amiss() -> Scene:
    """A digit too few."""
    return _number(lambda digits: grouped_digits(digits[:15]))


@scene("audit-number-unknown")
def number_unknown() -> Scene:
    """A number of no document here."""
    return _number(lambda _digits: "7F3A 91C2 04BE 11D0")
