"""The sections of a record in their order, each built from the view and wired to one set of signals."""

from collections.abc import Iterator, Sequence
from functools import partial
from html import escape

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.incidents import Danger
from safeguard_app.services.contact_check_views import KeptView
from safeguard_app.services.incident_views import EntryLine, IncidentPage
from safeguard_app.services.status import StatusMeaning
from safeguard_app.ui.incidents.allegation_section import files_section, lock_notice
from safeguard_app.ui.incidents.case_section import case_section
from safeguard_app.ui.incidents.clock_sections import limits_section, lives_section
from safeguard_app.ui.incidents.documents_section import documents_section
from safeguard_app.ui.incidents.evidence_section import EvidenceSection
from safeguard_app.ui.incidents.line_label import LineLabel, quiet
from safeguard_app.ui.incidents.plan_section import plan_section
from safeguard_app.ui.incidents.record_parts import (
    ClockStrip,
    DangerLine,
    EntryRow,
    labelled_row,
    passage_row,
    section,
    wrapped,
)
from safeguard_app.ui.incidents.record_view import RecordView
from safeguard_app.ui.incidents.registers_section import registers_section, registers_shown
from safeguard_app.ui.incidents.response_section import response_section, support_section
from safeguard_app.ui.incidents.section_signals import SectionSignals
from safeguard_app.ui.incidents.status_words import status_of
from safeguard_app.ui.incidents.who_section import WhoTable
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, ButtonKind, small
from safeguard_app.ui.widgets.fact_row import fact_row
from safeguard_app.ui.widgets.headed_section import Line
from safeguard_app.ui.widgets.layouts import column, row
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.section_index import IndexRow
from safeguard_app.ui.widgets.status_text import StatusText
from safeguard_app.ui.widgets.text_label import TextLabel, muted, rich

_MARKS = {
    "complete": ("check", "text"),
    "partly": ("circle-dashed", "text"),
    "due": ("clock", "due"),
    "none": ("minus", "text"),
    "count": ("history", "text"),
}
_FIRST_EVENTS = 8
_ASKING = frozenset({StatusMeaning.LATE, StatusMeaning.DUE})
_SHORT_NAMES = {"decision": "Decision", "documents": "Referrals"}
"""Names that leave room for the count beside them."""


def index_rows(view: RecordView) -> list[IndexRow]:
    """The index *On this record*, with the sections services do not count put in their place."""
    made = []
    for one in view.page.sections:
        icon, tone = _MARKS[one.mark]
        name = _SHORT_NAMES.get(one.key, one.name)
        made.append(IndexRow(one.key, name, icon, one.detail, tone))
    if view.page.wants_contact_check or view.checks:
        place = next((at for at, one in enumerate(made) if one.key == "evidence"), len(made))
        count = len(view.checks)
        mark = ("check", "text") if count else ("clock", "due")
        made.insert(place, IndexRow("checks", "Contact check", mark[0], str(count or "due"), mark[1]))
    made[_before_documents(made) : _before_documents(made)] = _response_rows(view)
    place = next((at for at, one in enumerate(made) if one.key == "documents"), len(made))
    runs = sum(one.status.meaning in _ASKING for one in view.clocks.clocks)
    mark = ("clock", "due") if runs else ("minus", "text")
    made.insert(place, IndexRow("limits", "Time limits", mark[0], f"{runs} due" if runs else "", mark[1]))
    place = next((at for at, one in enumerate(made) if one.key == "told"), len(made))
    running = sum(plan.content.is_running for plan in view.plans)
    made.insert(
        place, IndexRow("plans", "Risk and needs", "check" if running else "minus", str(running or ""))
    )
    if view.allegation.is_shown:
        place = next((at for at, one in enumerate(made) if one.key == "plans"), len(made))
        begun = view.allegation.begun
        mark = ("clock", "due") if view.allegation.lock_heading else ("check" if begun else "minus", "text")
        made.insert(place, IndexRow("allegation", view.allegation.title, mark[0], str(begun or ""), mark[1]))
    if view.page.first_actions:
        made.insert(_before_documents(made), IndexRow("first", "First actions", "list-checks"))
    if view.registers.on_file or view.registers.entries:
        count = len(view.registers.entries)
        row = IndexRow("registers", "Registers", "clipboard", str(count or ""))
        made.insert(_before_documents(made), row)
    icon, tone = _MARKS["complete" if view.cases else "none"]
    linked = IndexRow("case", "Case", icon, str(len(view.cases) or "none"), tone)
    made.insert(_before_documents(made), linked)
    return made


def _before_documents(rows: Sequence[IndexRow]) -> int:
    return next((at for at, one in enumerate(rows) if one.key == "documents"), len(rows))


def _response_rows(view: RecordView) -> list[IndexRow]:
    """Steps taken, and people to whom no support was offered yet."""
    rows = []
    if view.response.is_shown:
        taken = view.response.steps
        icon, tone = _MARKS["complete" if taken else "none"]
        rows.append(IndexRow("response", "Response", icon, str(taken or "none"), tone))
    if view.response.support:
        waiting = sum(not one.offers for one in view.response.support)
        icon, tone = _MARKS["partly" if waiting else "complete"]
        rows.append(IndexRow("support", "Support", icon, f"{waiting} to offer" if waiting else "", tone))
    return rows


def sections(
    view: RecordView, signals: SectionSignals, *, hide_names: bool, all_events: bool
) -> Iterator[tuple[str, QWidget]]:
    """Every section of the record with its key, in order."""
    page = view.page
    yield "danger", _danger(view)
    yield "happened", _prose("What happened", page.summary)
    yield "clocks", section("Five clocks", ClockStrip(page.clocks))
    yield "who", _who(page, signals, hide_names=hide_names)
    yield from _accounts(page)
    yield from _questions(page)
    if page.wants_contact_check or view.checks:
        yield "checks", _checks(view, signals)
    yield "evidence", _evidence(view, signals)
    yield (
        "decision",
        _entries("Decision and reason", page.decisions, signals, "decision_requested", "Decision", "scale"),
    )
    if view.allegation.is_shown:
        yield "allegation", files_section(view, signals, hide_names=hide_names)
    yield "plans", plan_section(view, signals)
    yield "told", _told(page, signals)
    yield "notes", _entries("Notes", page.notes, signals, "note_requested", "Note", "notebook-pen")
    yield (
        "actions",
        _entries("Actions", page.actions, signals, "action_requested", "Add an action", "list-checks"),
    )
    if view.response.is_shown:
        yield "response", response_section(view, signals)
    if view.response.support:
        yield "support", support_section(view, signals)
    if page.first_actions:
        yield "first", _first_actions(page)
    if page.clauses.lines or page.clauses.none_held:
        yield "clauses", _clauses(page)
    yield "limits", limits_section(view, signals)
    if registers_shown(view) and not hide_names:
        yield "registers", registers_section(view, signals)
    yield "case", case_section(view, signals, hide_names=hide_names)
    yield "documents", documents_section(view, signals)
    yield "life", lives_section(view, signals)
    yield "timeline", _timeline(page, signals, everything=all_events)
    yield "versions", _versions(page)


def _danger(view: RecordView) -> QWidget:
    page = view.page
    made: QWidget = DangerLine(page.danger, page.danger_asked, danger=page.incident.danger is Danger.YES)
    above: list[QWidget] = []
    if page.entered_in_error:
        above.append(
            NoticePanel(Meaning.NOTE, "This record is marked as entered in error", page.entered_in_error)
        )
    below = [] if page.entered_in_error else lock_notice(view)
    if not (above or below):
        return made
    holder = QWidget()
    holder.setLayout(column(*above, made, *below))
    return holder


def _prose(heading: str, text: str) -> QWidget:
    return section(heading, TextLabel(text or "Nothing written yet.", tokens.READ, wrap=True), line=False)


def _who(page: IncidentPage, signals: SectionSignals, *, hide_names: bool) -> QWidget:
    table = WhoTable(page.people, hidden=hide_names)
    table.person_opened.connect(signals.person_opened)
    table.wrong_person_requested.connect(signals.wrong_person_requested)
    table.identify_requested.connect(signals.identify_requested)
    return section("Who", table, line=False)


def _accounts(page: IncidentPage) -> Iterator[tuple[str, QWidget]]:
    for place, account in enumerate(page.accounts):
        aside = quiet(", ".join(filter(None, (account.author, account.written))))
        rows = [passage_row(passage) for passage in account.passages]
        if account.paper:
            rows.append(muted(f"On paper: {account.paper}", wrap=True))
        heading = "Account" if place == 0 else f"Account {place + 1}"
        yield ("account" if place == 0 else f"account{place}"), section(heading, *rows, aside=aside)


def _questions(page: IncidentPage) -> Iterator[tuple[str, QWidget]]:
    if page.answers:
        yield (
            "questions",
            section(f"Questions: {page.category}", *(labelled_row(one) for one in page.answers)),
        )
    if page.circumstances:
        yield "circumstances", section("Circumstances", *(labelled_row(one) for one in page.circumstances))


def _take_back(kept: KeptView, signals: SectionSignals) -> Button:
    button = Button("Entered in error", kind=ButtonKind.QUIET, small=True)
    asked = kept.view.verdict.question
    button.setAccessibleName(f"Entered in error: {kept.line}, {asked.adult.name} and {asked.pupil.name}")
    button.clicked.connect(partial(signals.withdraw_requested.emit, kept.record.id))
    return button


def _checks(view: RecordView, signals: SectionSignals) -> QWidget:
    parts: list[QWidget] = []
    for kept in view.checks:
        holder = QWidget()
        sentences = [TextLabel(one, tokens.READ, wrap=True) for one in kept.view.sentences]
        facts = [fact_row(label, words) for label, words in kept.view.facts]
        holder.setLayout(
            column(
                row(StatusText(status_of(kept.view.status)), None),
                *(
                    [TextLabel(kept.view.title, tokens.SUB, wrap=True)]
                    if kept.view.title != kept.view.status.words
                    else []
                ),
                *facts,
                *sentences,
                *(muted(words, wrap=True) for words in kept.view.more),
                muted(kept.line, wrap=True),
                TextLabel(kept.view.closing_question, tokens.READ, wrap=True),
                row(_take_back(kept, signals), None),
                Line("line"),
                space=2,
            )
        )
        parts.append(holder)
    if not view.checks:
        parts.append(muted("Not checked against the register of declarations yet.", wrap=True))
    check = small("Check this contact" if not view.checks else "Check again", "link-2")
    check.clicked.connect(signals.check_requested)
    return section("Contact check", *parts, aside=check)


def _evidence(view: RecordView, signals: SectionSignals) -> QWidget:
    inner = EvidenceSection(view.evidence, may_go_out=not view.page.entered_in_error)
    inner.add_requested.connect(signals.evidence_requested)
    inner.image_requested.connect(signals.image_requested)
    inner.nearly_opened.connect(signals.nearly_opened)
    inner.custody_requested.connect(signals.custody_requested)
    inner.give_out_requested.connect(signals.give_out_requested)
    inner.overview_requested.connect(signals.overview_requested)
    inner.copy_requested.connect(signals.copy_requested)
    inner.facts_requested.connect(signals.facts_requested)
    inner.withdraw_requested.connect(signals.exhibit_withdraw_requested)
    inner.quarantine_requested.connect(signals.quarantine_requested)
    inner.advice_requested.connect(signals.advice_requested)
    inner.held_requested.connect(signals.held_requested)
    aside = StatusText(status_of(view.evidence.completeness)) if view.evidence.items else None
    return section("Evidence", inner, aside=aside)


def _entries(
    heading: str,
    entries: Sequence[EntryLine],
    signals: SectionSignals,
    signal: str,
    words: str,
    icon: str,
) -> QWidget:
    add: Button = small(words, icon)
    add.clicked.connect(getattr(signals, signal))
    parts: list[QWidget] = [_entry(entry, signals) for entry in entries]
    if not parts:
        parts.append(muted("None yet."))
    return section(heading, *parts, aside=add)


def _entry(entry: EntryLine, signals: SectionSignals, *, may_withdraw: bool = True) -> EntryRow:
    made = EntryRow(entry, may_withdraw=may_withdraw)
    made.done_requested.connect(signals.done_requested)
    made.withdraw_requested.connect(signals.withdraw_requested)
    return made


def _told(page: IncidentPage, signals: SectionSignals) -> QWidget:
    add = small("Who was told", "user-check")
    add.clicked.connect(signals.told_requested)
    parts: list[QWidget] = [_entry(entry, signals) for entry in page.told]
    if not parts:
        parts.append(muted("Nobody is recorded as told yet.", wrap=True))
    for hold in page.holds:
        heading = f"{hold.title}: {hold.answer}" if hold.answer else hold.title
        parts.append(NoticePanel(Meaning.NOTE, heading, hold.text, icon="circle-pause"))
    return section("Who was told", *parts, aside=add)


def _first_actions(page: IncidentPage) -> QWidget:
    parts = []
    for action in page.first_actions:
        ring = f"Ring {action.ring}" if action.ring else ""
        holder = QWidget()
        status = [StatusText(status_of(action.clock))] if action.clock is not None else []
        holder.setLayout(
            column(
                TextLabel(action.text, tokens.READ, wrap=True),
                wrapped(quiet(action.who), LineLabel(ring, tokens.STRONG), *status),
                Line("line"),
                space=2,
            )
        )
        parts.append(holder)
    return section("First actions", *parts)


def _clauses(page: IncidentPage) -> QWidget:
    cited = page.clauses
    parts: list[QWidget] = [TextLabel(cited.none_held, wrap=True)] if cited.none_held else []
    for one in cited.lines:
        parts.append(rich(f"<b>{escape(one.reference)}</b> {escape(one.words)}"))
        if one.standing:
            parts.append(muted(one.standing, wrap=True))
    return section("School policy", *parts)


def _timeline(page: IncidentPage, signals: SectionSignals, *, everything: bool) -> QWidget:
    shown = page.timeline if everything else page.timeline[-_FIRST_EVENTS:]
    parts: list[QWidget] = []
    if len(shown) < len(page.timeline):
        more = small(f"Show all {len(page.timeline)}", "history")
        more.clicked.connect(signals.timeline_requested)
        parts.append(wrapped(more))
    for event in shown:
        parts.append(wrapped(quiet(event.when), LineLabel(event.what), quiet(event.by)))
    return section("Timeline", *parts)


def _versions(page: IncidentPage) -> QWidget:
    parts: list[QWidget] = []
    for version in page.versions:
        reason = version.reason or ("As filed" if version.number == 1 else "")
        parts.append(
            wrapped(
                LineLabel(f"Version {version.number}", tokens.STRONG),
                quiet(version.when),
                LineLabel(reason),
                quiet(version.by),
            )
        )
    return section("Versions", *parts)
