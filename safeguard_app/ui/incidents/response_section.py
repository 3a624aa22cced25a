"""The section of a record for the school's response: the ladder with every step taken, bans, letters; and support."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.entries import Whom
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.responses import RungKind
from safeguard_app.services.paper_views import LetterPaper
from safeguard_app.services.response_views import (
    BanView,
    LetterLine,
    ResponseView,
    RungLine,
    StepAct,
    StepLine,
    SupportView,
)
from safeguard_app.ui.incidents import response_desk as does
from safeguard_app.ui.incidents.line_label import LineLabel, quiet
from safeguard_app.ui.incidents.panel_desk import PanelDesk
from safeguard_app.ui.incidents.record_parts import Boxed, section, wrapped
from safeguard_app.ui.incidents.record_view import RecordView
from safeguard_app.ui.incidents.response_rows import INDENT, Act, ActedRow
from safeguard_app.ui.incidents.section_signals import SectionSignals
from safeguard_app.ui.incidents.status_words import meaning_of
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button, ButtonKind, small
from safeguard_app.ui.widgets.headed_section import Line
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.status_text import IconWords
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_ACT_WORDS = {
    StepAct.RESULT: ("What came of it", "check"),
    StepAct.TOLD: ("What came of it", "check"),
    StepAct.CHASED: ("Asked again", "history"),
}
_LIFTED = "ban_lifted"


def response_section(view: RecordView, signals: SectionSignals) -> QWidget:
    """The ladder of the record's category, what was done on it, and what may come next."""
    response, incident = view.response, view.reference
    live = not view.page.entered_in_error
    parts: list[QWidget] = []
    ladder = response.ladder
    parts += [_ban(ban) for ban in response.bans]
    if ladder is not None:
        parts.append(muted(ladder.about, wrap=True))
        offered = ladder.rung(ladder.next_code)
        if offered is not None and live:
            parts.append(_next(response, offered, signals))
        for rung in ladder.rungs:
            parts.append(_rung(response, rung, signals, live=live))
            parts += [_step(response, step, signals, INDENT, live=live) for step in rung.steps]
    if response.earlier:
        parts.append(muted("Steps from before this record had its present kind"))
        parts += [_step(response, step, signals, 0, live=live) for step in response.earlier]
    parts += _letters(response, incident, signals, live=live)
    name = ladder.name if ladder is not None else ""
    heading = f"Response: {name[:1].lower()}{name[1:]}" if name else "Response"
    return section(heading, *parts)


def support_section(view: RecordView, signals: SectionSignals) -> QWidget:
    """Everybody affected, and what was offered to each."""
    live = not view.page.entered_in_error
    parts: list[QWidget] = []
    for one in view.response.support:
        parts += _supported(view.response, one, signals, live=live)
    return section("Support", *parts)


def _ask(signals: SectionSignals, opens: Callable[[PanelDesk], None]) -> None:
    signals.panel_requested.emit(opens)


def _ban(ban: BanView) -> QWidget:
    meaning = meaning_of(ban.status.meaning)
    heading = f"Ban of {ban.person}: {ban.status.words[:1].lower()}{ban.status.words[1:]}"
    made = NoticePanel(meaning, heading, ban.why)
    for line in ban.lines:
        made.add(TextLabel(line, wrap=True))
    return made


def _next(response: ResponseView, rung: RungLine, signals: SectionSignals) -> QWidget:
    """The one step that is offered."""
    box = Boxed("sunken")
    when = response.ladder.next_when if response.ladder is not None else ""
    heading = f"Next: {rung.name}, {when}" if when else f"Next: {rung.name}"
    box.setAccessibleName(heading)
    words: list[QWidget] = [LineLabel(heading, tokens.STRONG), TextLabel(rung.text, wrap=True)]
    if rung.caution:
        words.append(muted(rung.caution, wrap=True))
    words.append(wrapped(*_buttons(response, rung, signals)))
    box.setLayout(column(*words, space=tokens.SPACE_1, margins=(12, 8, 12, 10)))
    return box


def _rung(response: ResponseView, rung: RungLine, signals: SectionSignals, *, live: bool) -> QWidget:
    """One line of the ladder: whether it was taken, and its button."""
    icon = "check" if rung.taken else "circle-dashed"
    count = f"{len(rung.steps)} times" if len(rung.steps) > 1 else ""
    state = rung.standing or count or ("" if rung.taken else "at any time" if rung.any_time else "")
    spoken = "taken" if rung.taken else "not taken"
    head: list[QWidget] = [IconWords(icon, rung.name, "text")]
    head += [quiet(state)] if state else []
    head += _buttons(response, rung, signals, quietly=True) if live else []
    holder = QWidget()
    holder.setAccessibleName(f"{rung.name}, {spoken}")
    holder.setToolTip(rung.text)
    holder.setLayout(column(wrapped(*head), *([] if rung.steps else [Line("line")]), space=2))
    return holder


def _buttons(
    response: ResponseView, rung: RungLine, signals: SectionSignals, *, quietly: bool = False
) -> list[QWidget]:
    """What can be done about a step; ``quietly`` where it is not the one that is offered."""
    made: list[Button] = [_record_button(response, rung, signals, quietly=quietly)]
    if rung.letter:
        letter = _button("Draft the letter", "file-pen", quietly=quietly)
        letter.setAccessibleName(f"Draft the letter: {rung.letter_name}")
        opens = partial(does.write_letter, response, rung.letter, rung.letter_name)
        letter.clicked.connect(partial(_pressed, signals, opens))
        made.append(letter)
    return list(made)


def _button(words: str, icon: str, *, quietly: bool) -> Button:
    return Button(words, kind=ButtonKind.QUIET, small=True) if quietly else small(words, icon)


def _record_button(
    response: ResponseView, rung: RungLine, signals: SectionSignals, *, quietly: bool
) -> Button:
    if rung.kind is RungKind.EVIDENCE:
        made = _button("Add evidence", "paperclip", quietly=quietly)
        made.clicked.connect(signals.evidence_requested)
    elif rung.kind is RungKind.TELLING:
        made = _button("Record telling", "user-check", quietly=quietly)
        made.clicked.connect(partial(_pressed, signals, partial(_tell, rung.whom or Whom.PARENT)))
    else:
        made = _button("Record", "plus", quietly=quietly)
        made.clicked.connect(partial(_pressed, signals, partial(does.take_step, response, rung.code)))
    made.setAccessibleName(f"{made.text().replace('&', '')}: {rung.name}")
    return made


def _tell(whom: Whom, desk: PanelDesk) -> None:
    desk.tell(whom)


def _pressed(signals: SectionSignals, opens: Callable[[PanelDesk], None], _checked: bool = False) -> None:
    _ask(signals, opens)


def _step(
    response: ResponseView, step: StepLine, signals: SectionSignals, indent: int, *, live: bool
) -> QWidget:
    acts: list[Act] = []
    for act in step.acts if live else ():
        words, icon = _ACT_WORDS[act]
        acts.append((words, icon, partial(_ask, signals, partial(does.complete_step, response, step, act))))
    aside = ", ".join(part for part in (step.when, step.by) if part)
    taking_back = partial(signals.withdraw_requested.emit, step.entry) if live and step.may_withdraw else None
    return ActedRow(step.title, aside, step.lines, step.status, acts, withdraw=taking_back, indent=indent)


def _letters(
    response: ResponseView, incident: Reference, signals: SectionSignals, *, live: bool
) -> list[QWidget]:
    parts: list[QWidget] = []
    if response.letters:
        parts.append(TextLabel("Letters", tokens.STRONG))
    parts += [_letter(line, incident, signals, live=live) for line in response.letters]
    if live and _LIFTED in response.drafts and any(not ban.open for ban in response.bans):
        lifted = small("Draft the letter that it is lifted", "file-pen")
        opens = partial(does.write_letter, response, _LIFTED, "The ban is lifted")
        lifted.clicked.connect(partial(_pressed, signals, opens))
        parts.append(wrapped(lifted))
    return parts


def _letter(line: LetterLine, incident: Reference, signals: SectionSignals, *, live: bool) -> QWidget:
    acts: list[Act] = []
    if live and line.letter.sent is None:
        acts.append(("Edit", "pencil", partial(_ask, signals, partial(does.edit_letter, line))))
    if live and not line.open:
        copies = partial(does.copy_letter, incident, line.entry)
        paper = LetterPaper(incident, line.entry)
        acts.append(("Copy as plain text", "copy", partial(_ask, signals, copies)))
        acts.append(("Look at it, print or save", "printer", partial(signals.paper_requested.emit, paper)))
    if live and not line.open and line.letter.sent is None:
        acts.append(("Sent", "send", partial(_ask, signals, partial(does.send_letter, line))))
    aside = f"to {line.to}"
    taking_back = partial(signals.withdraw_requested.emit, line.entry) if live else None
    return ActedRow(line.title, aside, line.open, line.status, acts, withdraw=taking_back)


def _supported(
    response: ResponseView, one: SupportView, signals: SectionSignals, *, live: bool
) -> list[QWidget]:
    head: list[QWidget] = [LineLabel(one.person.name, tokens.STRONG)]
    head += [quiet(one.role)] if one.role else []
    if not one.offers:
        head.append(quiet("nothing offered yet"))
    if live:
        add = small("Offer of support", "plus")
        add.setAccessibleName(f"Offer of support to {one.person.name}")
        opens = partial(does.offer_support, response, one.person)
        add.clicked.connect(partial(_pressed, signals, opens))
        head.append(add)
    holder = QWidget()
    holder.setLayout(column(wrapped(*head), *([] if one.offers else [Line("line")]), space=2))
    rows: list[QWidget] = [holder]
    for offer in one.offers:
        again = partial(_ask, signals, partial(does.ask_again, response, one.person, offer))
        taking_back = partial(signals.withdraw_requested.emit, offer.entry) if live else None
        aside = ", ".join(part for part in (offer.when, offer.by) if part)
        acts: list[Act] = [("Asked again", "history", again)] if live else []
        rows.append(
            ActedRow(offer.title, aside, offer.lines, offer.status, acts, withdraw=taking_back, indent=INDENT)
        )
    return rows
