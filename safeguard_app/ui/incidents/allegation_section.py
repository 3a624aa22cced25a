"""The section of a record for allegation files, what the page says while nobody may investigate, and the forms."""

from collections.abc import Callable
from functools import partial
from typing import Protocol
from zlib import crc32

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.allegations import AllegationFile
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.services import allegations
from safeguard_app.services.allegation_words import PartKey, PartLine
from safeguard_app.services.allegations import FileView
from safeguard_app.services.incident_views import EntryLine
from safeguard_app.ui.incidents.allegation_panels import (
    DutiesPanel,
    FilePanel,
    ManagementPanel,
    OutcomePanel,
    SuspensionPanel,
)
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.incidents.investigation_panels import FindingsPanel, InvestigationPanel
from safeguard_app.ui.incidents.panel_desk import Operation, PanelDesk, Submit, key_of
from safeguard_app.ui.incidents.record_parts import EntryRow, section, wrapped
from safeguard_app.ui.incidents.record_view import RecordView
from safeguard_app.ui.incidents.section_signals import SectionSignals
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, small
from safeguard_app.ui.widgets.fact_row import fact_row
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.text_label import TextLabel, muted


class _Makes(Protocol):
    """How the form of a part is made."""

    def __call__(self, tools: FormTools, file: AllegationFile, rule: tuple[str, str], /) -> FilePanel:
        """The form, with what stands on file."""


_PANELS: dict[PartKey, _Makes] = {
    PartKey.MANAGEMENT: ManagementPanel,
    PartKey.INVESTIGATION: InvestigationPanel,
    PartKey.FINDINGS: FindingsPanel,
    PartKey.SUSPENSION: SuspensionPanel,
    PartKey.OUTCOME: OutcomePanel,
    PartKey.DUTIES: DutiesPanel,
}
_NOT_BEGUN = (
    "No file yet. Where the harm threshold may be met, begin with the case manager and the advice taken. A breach of "
    "policy below it has an investigation alone."
)
_NOBODY = "Nobody is named as the adult of concern yet. Correct the record to say whom it is about."


def lock_notice(view: RecordView) -> list[QWidget]:
    """What the head of the record says while nobody may interview or investigate."""
    if not view.allegation.lock_heading:
        return []
    return [
        NoticePanel(Meaning.DUE, view.allegation.lock_heading, view.allegation.lock_text, icon="circle-pause")
    ]


def files_section(view: RecordView, signals: SectionSignals, *, hide_names: bool) -> QWidget:
    """Each adult's file: its parts, what the record has beside it, and what may be answered next."""
    parts: list[QWidget] = []
    for file in view.allegation.files:
        name = "Name hidden" if hide_names else file.adult.name
        parts.append(TextLabel(name, tokens.SUB, wrap=True))
        given = [one for one in file.parts if one.given]
        for one in given:
            parts.append(_row(one, _button("Change", file, one, signals)))
        if not given:
            parts.append(muted(_NOT_BEGUN, wrap=True))
        if not hide_names:
            parts += [fact_row(label, words) for label, words in file.beside]
        shown = [one for one in file.parts if not one.given and _may_answer(file, one.key)]
        if shown:
            parts.append(wrapped(*(_button(one.title, file, one, signals) for one in shown)))
    return section(view.allegation.title, *(parts or [muted(_NOBODY, wrap=True)]))


def _may_answer(file: FileView, key: PartKey) -> bool:
    """What is offered now: manager or investigation first, findings once there is something to find."""
    if file.version == 0:
        return key in (PartKey.MANAGEMENT, PartKey.INVESTIGATION)
    if key is PartKey.FINDINGS:
        return file.content.investigation is not None and not file.locked
    below = file.content.is_below_threshold and file.content.management is None and not file.locked
    return not below or key is PartKey.MANAGEMENT


def answer_part(file: FileView, key: PartKey, desk: PanelDesk) -> None:
    """Open the form of one part of the file about an adult."""
    view = desk.view
    if view is None:
        return
    rule = view.allegation.manager

    def make(_reference: Reference) -> tuple[EntryPanel, Submit]:
        panel = _PANELS[key](desk.tools, file.content, rule)

        def submit() -> Operation:
            missing = panel.missing()
            if missing:
                raise RuleViolation(missing)
            return partial(
                allegations.give,
                desk.session,
                _reference,
                file.adult,
                panel.part(),
                replacing=file.version,
            )

        return panel, submit

    desk.begin(f"file{key.value}-{key_of(file.adult)}", make, _mark_of(file.content, key))


def _mark_of(file: AllegationFile, key: PartKey) -> int:
    """What one part says, as a number: another once somebody answered it anew; other parts do not change it."""
    return crc32(repr(getattr(file, key.value)).encode())


def register_files(desk: PanelDesk) -> None:
    """How each of these forms is opened again with words that were left in it."""
    for key in PartKey:
        desk.opens_again(f"file{key.value}", partial(_again, desk, key))


def _again(desk: PanelDesk, key: PartKey, view: RecordView, about: str) -> Callable[[], None] | None:
    file = next((one for one in view.allegation.files if key_of(one.adult) == about), None)
    return partial(answer_part, file, key, desk) if file is not None else None


def _row(part: PartLine, change: Button) -> EntryRow:
    line = EntryLine(RecordId(""), part.title, part.when, part.lines, "", part.status)
    return EntryRow(line, may_withdraw=False, further=(change,))


def _button(words: str, file: FileView, part: PartLine, signals: SectionSignals) -> Button:
    button = small(words, "pencil" if part.given else "plus")
    button.setAccessibleName(f"{part.title}: {file.adult.name}")
    button.clicked.connect(partial(signals.panel_requested.emit, partial(answer_part, file, part.key)))
    return button
