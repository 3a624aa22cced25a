"""The section of a record for its cases, the other records of each, and accounts suspected to be somebody's."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from safeguard_app.services.case_views import CaseRecord, CaseRow
from safeguard_app.ui.incidents.case_panels import begin_account, begin_link, begin_unlink
from safeguard_app.ui.incidents.line_label import LineLabel, quiet
from safeguard_app.ui.incidents.panel_desk import PanelDesk
from safeguard_app.ui.incidents.record_parts import EntryRow, section, wrapped
from safeguard_app.ui.incidents.record_view import RecordView
from safeguard_app.ui.incidents.section_signals import SectionSignals
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button, ButtonKind, link, small
from safeguard_app.ui.widgets.text_label import muted


def case_section(view: RecordView, signals: SectionSignals, *, hide_names: bool) -> QWidget:
    """Cases and suspected accounts. For a visitor at the desk nothing of other records is shown."""
    add = small("Link", "link")
    add.setAccessibleName("Link to a case or to another record")
    suspect = small("Suspected account", "at-sign")
    _asks(add, signals, begin_link)
    _asks(suspect, signals, begin_account)
    parts: list[QWidget] = []
    if not hide_names:
        for case in view.cases:
            parts += _case(case, view, signals)
        parts += [_suspected(view, place, signals) for place in range(len(view.suspected))]
    if not parts:
        words = "Names are hidden." if hide_names else "In no case yet."
        parts.append(muted(words, wrap=True))
    parts.append(wrapped(suspect))
    return section("Case", *parts, aside=add)


def _asks(button: Button, signals: SectionSignals, begin: Callable[[PanelDesk], None]) -> None:
    button.clicked.connect(partial(signals.panel_requested.emit, begin))


def _case(case: CaseRow, view: RecordView, signals: SectionSignals) -> list[QWidget]:
    opener = link(case.title)
    opener.setAccessibleName(f"Open the case {case.title}")
    opener.clicked.connect(partial(signals.case_opened.emit, case.reference))
    out = Button("Take out", kind=ButtonKind.QUIET, small=True)
    out.setAccessibleName(f"Take this record out of the case {case.title}")
    _asks(out, signals, partial(begin_unlink, case.reference))
    mine = next((one for one in case.records if one.reference.id == view.reference.id), None)
    parts: list[QWidget] = [wrapped(opener, quiet(f"{case.counts}, since {case.day}"), out)]
    if mine is not None:
        parts.append(muted(f"Why here: {mine.reason}", wrap=True))
    parts += [_other(one, signals) for one in case.records if one is not mine]
    return parts


def _other(record: CaseRecord, signals: SectionSignals) -> QWidget:
    opener = link(record.number)
    opener.setAccessibleName(f"Open {record.number}: {record.kind}, {record.day}")
    opener.clicked.connect(partial(signals.linked_record_opened.emit, record.reference))
    words = ", ".join(filter(None, (record.kind, record.day, record.people)))
    return wrapped(opener, LineLabel(words, tokens.BASE), quiet(record.status))


def _suspected(view: RecordView, place: int, signals: SectionSignals) -> QWidget:
    made = EntryRow(view.suspected[place])
    made.withdraw_requested.connect(signals.withdraw_requested)
    return made
