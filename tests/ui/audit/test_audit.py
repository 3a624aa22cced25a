"""The Audit page over the demo's log: what is listed, what is said in full, what a check finds."""

from dataclasses import replace
from datetime import datetime
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.services import incidents, keeping
from safeguard_app.services.audit_views import AuditRow
from safeguard_app.services.keeping import CheckReport
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.audit.audit_page import Span
from safeguard_app.ui.audit.audit_presenter import AuditPresenter, Check
from safeguard_app.ui.audit.versions_sheet import VersionsSheet
from safeguard_app.ui.shell.page import PageKey
from safeguard_app.ui.tasks import TaskControl
from safeguard_app.ui.theme.theme import Theme
from tests.ui.accessibility import check_page
from tests.ui.clipping import clipped
from tests.ui.demo_fixture import Work


def opened(work: Work, span: Span = Span.ALL, check: Check = keeping.check) -> AuditPresenter:
    """The page, listing that far back."""
    presenter = AuditPresenter(work.demo.session, work.demo.tasks, work.messages, check=check)
    presenter.page.span_box.set_value(span)
    work.show(PageKey.AUDIT, presenter)
    work.settle()
    return presenter


def listed(presenter: AuditPresenter) -> list[AuditRow]:
    """The events in view."""
    rows = presenter.page.table.model_rows
    return [rows.row_at(rows.index(place, 0)) for place in range(rows.rowCount())]


def words(presenter: AuditPresenter) -> str:
    """Everything the panel says."""
    labels = presenter.page.panel.findChildren(QLabel)
    return "\n".join(label.text().replace("\u200b", "") for label in labels if label.isVisible())


def test_only_parts_that_are_open_are_offered(work: Work) -> None:
    presenter = opened(work)
    assert presenter.page.compartments._values == [
        Compartment.DAILY,
        Compartment.ADULTS,
        Compartment.NOT_HEAD,
    ]


def test_a_deputy_is_offered_the_daily_log_alone(work: Work) -> None:
    work.demo.sign_in("deputy")
    deputy = opened(work)
    assert deputy.page.compartments._values == [Compartment.DAILY]


def test_the_newest_event_comes_first_and_is_shown_in_full(work: Work) -> None:
    presenter = opened(work)
    rows = listed(presenter)
    assert [row.number for row in rows] == sorted((row.number for row in rows), reverse=True)
    assert presenter.page.table.hasFocus()
    assert presenter.page.table.selectionModel().hasSelection()
    detail = presenter.page.panel.detail
    assert detail is not None
    assert detail.number == rows[0].number
    assert detail.hash in words(presenter)
    QTest.keyClick(presenter.page.table, Qt.Key.Key_Down)
    work.settle()
    second = presenter.page.panel.detail
    assert second is not None
    assert second.number == rows[1].number
    assert second.hash in detail.follows
    check_page(work.window)


def test_the_chain_is_said_to_be_whole_with_its_head(work: Work) -> None:
    presenter = opened(work)
    heading, text = presenter.page.chain.notice.words()
    assert heading == "Daily log whole."
    assert "each following from the one before" in text
    head = work.demo.wait(partial(_head, work.demo.session))
    assert head.partition(": ")[2] in text


def _head(session: Session) -> str:
    return session.vault.daily.head.printed


def test_another_part_lists_its_own_events(work: Work) -> None:
    presenter = opened(work)
    daily = {row.record_words for row in listed(presenter)}
    presenter.page.compartments.chosen.emit(Compartment.ADULTS)
    work.settle()
    adults = {row.record_words for row in listed(presenter)}
    assert presenter.page.chain.notice.words()[0] == "Concerns about adults whole."
    assert any("-" in case and case not in daily for case in adults)


def test_filters_leave_out_what_was_not_asked_for(work: Work) -> None:
    presenter = opened(work)
    everything = len(listed(presenter))
    presenter.page.kind_box.set_value(EventKind.FILED)
    presenter.page.filter_changed.emit()
    work.settle()
    filed = listed(presenter)
    assert 0 < len(filed) < everything
    assert {row.kind for row in filed} == {EventKind.FILED}
    presenter.page.search.setText("2026-0017")
    presenter.page.search.answered.emit("2026-0017")
    presenter.page.filter_changed.emit()
    work.settle()
    assert [row.record_words for row in listed(presenter)] == ["2026-0017"]
    presenter.page.search.clear()
    presenter.page.kind_box.set_value(None)
    presenter.page.who_box.set_value("computer")
    presenter.page.filter_changed.emit()
    work.settle()
    assert {row.who for row in listed(presenter)} <= {"This computer"}


def test_today_lists_today_and_counts_it(work: Work) -> None:
    presenter = opened(work, Span.TODAY)
    rows = listed(presenter)
    assert {row.day for row in rows} == {"Mon 12 Oct 2026"}
    assert presenter.page.counted_label.text() == f"{len(rows)} events today"


def test_a_correction_shows_what_was_and_what_is(work: Work) -> None:
    reference: Reference = work.demo.log.cast.incidents["tomasz_bullied"]
    work.demo.wait(partial(_corrected, work.demo.session, reference))
    presenter = opened(work)
    work.settle()
    corrected = next(row for row in listed(presenter) if row.kind is EventKind.CORRECTED)
    presenter.page.table.choose(corrected.number)
    work.settle()
    said = words(presenter)
    assert "“The wrong place was typed.”" in said
    assert "<s>" in said
    presenter.page.panel.versions_button.click()
    sheet = work.window.findChild(VersionsSheet)
    assert sheet is not None
    check_page(sheet)
    assert clipped(sheet) == []
    texts = [label.text() for label in sheet.findChildren(QLabel)]
    assert "Behind the boats" in texts
    sheet.reject()


def _corrected(session: Session, reference: Reference) -> Changes:
    stored = incidents.current(session, reference)
    changed = replace(stored.content, summary="Behind the boats")
    return incidents.correct(
        session, reference, changed, "The wrong place was typed.", replacing=stored.number
    )


def test_the_record_of_an_event_is_opened_from_it(work: Work) -> None:
    presenter = opened(work)
    asked: list[object] = []
    presenter.record_asked.connect(asked.append)
    row = next(row for row in listed(presenter) if row.kind is EventKind.FILED)
    presenter.page.table.choose(row.number)
    work.settle()
    presenter.page.panel.open_button.click()
    work.settle()
    assert asked == [row.record]


@pytest.mark.parametrize(
    ("kind", "signal"),
    [(EventKind.PERSON_ADDED, "person_asked"), (EventKind.DECLARATION_ENTERED, "declaration_asked")],
)
def test_people_and_declarations_are_asked_for_as_what_they_are(
    work: Work, kind: EventKind, signal: str
) -> None:
    presenter = opened(work)
    asked: list[object] = []
    wrong: list[object] = []
    getattr(presenter, signal).connect(asked.append)
    presenter.record_asked.connect(wrong.append)
    row = next(row for row in listed(presenter) if row.kind is kind)
    presenter.page.table.choose(row.number)
    QTest.keyClick(presenter.page.table, Qt.Key.Key_Return)
    work.settle()
    assert asked == [row.record]
    assert wrong == []


def test_check_now_recomputes_everything_and_says_so(work: Work) -> None:
    presenter = opened(work)
    told: list[CheckReport] = []
    presenter.checked.connect(told.append)
    presenter.page.check_button.click()
    assert presenter.page.chain.is_checking
    assert not presenter.page.check_button.isEnabled()
    work.settle()
    assert told[0].whole
    assert presenter.page.chain.report.isVisible()
    assert presenter.page.check_button.isEnabled()
    assert not presenter.page.chain.is_checking


def found_two(_session: Session, progress: keeping.Progress, _way: TaskControl) -> CheckReport:
    progress(1, 2)
    return CheckReport(
        ("2026-0026: changed behind the program’s back.", "Ex1 of 2026-0032 is missing."),
        "2 things found in the daily log.",
        datetime.fromisoformat("2026-10-12T15:46:00+01:00"),
    )


def test_what_a_check_finds_is_named_and_whole_stands_nowhere_above_it(work: Work) -> None:
    presenter = opened(work, check=found_two)
    presenter.check_now()
    work.settle()
    heading, text = presenter.page.chain.report.words()
    assert heading == "2 things found in the daily log."
    assert "2026-0026" in text
    assert "Ex1" in text
    assert not presenter.page.chain.notice.isVisible()
    assert work.clipped() == []


def test_a_check_can_be_stopped_and_nothing_is_concluded_from_it(work: Work) -> None:
    said: list[str] = []
    ended: list[object] = []

    def long(_session: Session, progress: keeping.Progress, way: TaskControl) -> CheckReport:
        presenter._checking.cancel() if presenter._checking is not None else None
        progress(1, 1000)
        return keeping.check(_session, progress, way)

    presenter = opened(work, check=long)
    presenter.said.connect(said.append)
    presenter.checked.connect(ended.append)
    presenter.check_now()
    work.settle()
    assert said == ["The check was stopped. Nothing was concluded from it."]
    assert ended == []
    assert not presenter.page.chain.report.isVisible()


@pytest.mark.parametrize(("width", "scale"), [(1366, 1.0), (1024, 1.0), (1024, 2.0)])
def test_nothing_is_clipped(work: Work, theme: Theme, width: int, scale: float) -> None:
    theme.set_text_scale(scale)
    opened(work)
    work.stage.present(work.window, width, 608 if width < 1366 else 736)
    work.settle()
    assert work.clipped() == []


def test_an_older_copy_is_red_and_leads_to_acknowledging_it(work: Work) -> None:
    work.demo.wait(lambda: work.demo.session.vault.older.add(Compartment.DAILY))
    presenter = opened(work)
    asked: list[bool] = []
    presenter.older_copy_asked.connect(lambda: asked.append(True))
    chain = presenter.page.chain
    assert chain.notice.words()[0] == "Daily log: older copy."
    assert chain.older_button.isVisible()
    check_page(work.window)
    chain.older_button.click()
    assert asked == [True]
    work.demo.wait(work.demo.session.vault.older.clear)
    presenter.refresh(Changes())
    work.settle()
    assert not chain.older_button.isVisible()
