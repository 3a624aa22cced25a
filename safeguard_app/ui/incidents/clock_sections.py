"""Two sections of a record: its time limits, and what became of its referrals."""

from functools import partial

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.referral_steps import StepTaken
from safeguard_app.services.record_clocks import ClockView
from safeguard_app.services.referral_life import PRINTING_WORDS, LifeView
from safeguard_app.ui.incidents import clock_forms
from safeguard_app.ui.incidents.line_label import quiet
from safeguard_app.ui.incidents.record_parts import EntryRow, section, wrapped
from safeguard_app.ui.incidents.record_view import RecordView
from safeguard_app.ui.incidents.section_signals import SectionSignals
from safeguard_app.ui.incidents.status_words import status_of
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button, ButtonKind, link, small
from safeguard_app.ui.widgets.fact_row import fact_row
from safeguard_app.ui.widgets.headed_section import Line
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.status_text import StatusText
from safeguard_app.ui.widgets.text_label import TextLabel, muted

NO_LIMITS = (
    "No time limit runs on this record. Limits begin with what is entered here: when it came to attention, a referral "
    "that was phoned or sent. What a record cannot know, such as a request for personal data, is begun by hand."
)
NO_LIVES = "Nothing has been referred yet. Ring first: nothing here holds a call up."


def limits_section(view: RecordView, signals: SectionSignals) -> QWidget:
    """Every time limit with what began it, when it is out, and what became of it."""
    parts: list[QWidget] = [_limit(one, signals) for one in view.clocks.clocks]
    if not parts:
        parts.append(muted(NO_LIMITS, wrap=True))
    if not view.clocks.startable or view.clocks.closed:
        return section("Time limits", *parts)
    begin = small("Begin a time limit", "clock")
    begin.clicked.connect(partial(signals.panel_requested.emit, clock_forms.start_clock))
    return section("Time limits", *parts, aside=begin)


def lives_section(view: RecordView, signals: SectionSignals) -> QWidget:
    """Each referral with its steps, and the way to record the next."""
    parts: list[QWidget] = [_life(one, signals) for one in view.lives]
    parts.append(muted(PRINTING_WORDS if view.lives else f"{NO_LIVES} {PRINTING_WORDS}", wrap=True))
    begin = small("Another referral", "phone")
    begin.clicked.connect(partial(signals.panel_requested.emit, partial(clock_forms.record_step, "")))
    return section("Referral steps", *parts, aside=begin)


def _limit(view: ClockView, signals: SectionSignals) -> QWidget:
    name = TextLabel(view.name, tokens.STRONG, wrap=True)
    facts = [fact_row(label, words) for label, words in view.facts]
    said = [_said(one.words, one.by, one.entry, signals) for one in view.said]
    acts = _acts(view, signals)
    holder = QWidget()
    holder.setAccessibleName(f"{view.name}: {view.status.words}")
    holder.setLayout(
        column(
            name,
            StatusText(status_of(view.status)),
            muted(view.text, wrap=True),
            *facts,
            *said,
            *([wrapped(*acts)] if acts else []),
            Line("line"),
            space=2,
        )
    )
    return holder


def _said(words: str, by: str, entry: object, signals: SectionSignals) -> QWidget:
    back = Button("Entered in error", kind=ButtonKind.QUIET, small=True)
    back.setAccessibleName(f"Entered in error: {words}")
    back.clicked.connect(partial(signals.withdraw_requested.emit, entry))
    holder = QWidget()
    holder.setLayout(column(TextLabel(words, wrap=True), wrapped(quiet(by), back), space=0))
    return holder


def _acts(view: ClockView, signals: SectionSignals) -> list[QWidget]:
    made: list[QWidget] = []

    def add(words: str, icon: str, begin: object) -> None:
        button = small(words, icon)
        button.setAccessibleName(f"{words}: {view.name}")
        button.clicked.connect(partial(signals.panel_requested.emit, begin))
        made.append(button)

    if view.referral:
        add("Record the next step", "send", partial(clock_forms.record_step, view.referral))
    if view.may_meet:
        add("It is done", "check", partial(clock_forms.met, view))
    if view.may_pause:
        add("It waits", "circle-pause", partial(clock_forms.pause, view))
    if any(said.open for said in view.said):
        add("What it waited for has come", "clock", partial(clock_forms.end_pause, view))
    if view.may_lengthen:
        add("Make it longer", "calendar-check", partial(clock_forms.longer, view))
    if view.met_in and view.met_in != "limits":
        see = link("See what met it")
        see.setAccessibleName(f"See what met it: {view.name}")
        see.clicked.connect(partial(signals.jump_requested.emit, view.met_in))
        made.append(see)
    return made


def _life(life: LifeView, signals: SectionSignals) -> QWidget:
    about = f", about {life.about}" if life.about else ""
    rows = []
    for line in life.steps:
        row = EntryRow(line)
        row.withdraw_requested.connect(signals.withdraw_requested)
        correct = Button("Correct", kind=ButtonKind.QUIET, small=True)
        correct.setAccessibleName(f"Correct: {line.title}, {line.when}")
        correct.clicked.connect(
            partial(signals.panel_requested.emit, partial(clock_forms.correct_step, line.entry))
        )
        rows += [row, wrapped(correct)]
    step = small("Record a step", "send")
    step.setAccessibleName(f"Record a step: referral to the {life.to}{about}")
    step.clicked.connect(
        partial(signals.panel_requested.emit, partial(clock_forms.record_step, life.referral))
    )
    acts = [step]
    if life.declined:
        challenge = small(f"Challenge the decision: level {life.next_level}", "scale")
        begin = partial(clock_forms.record_step, life.referral, taken=StepTaken.ESCALATED)
        challenge.clicked.connect(partial(signals.panel_requested.emit, begin))
        acts.append(challenge)
    holder = QWidget()
    holder.setAccessibleName(f"Referral to the {life.to}{about}")
    nothing = [] if rows else [muted("Begun here, and nothing has been sent or said yet.", wrap=True)]
    holder.setLayout(
        column(
            TextLabel(f"{life.to}{about}", tokens.SUB, wrap=True),
            *nothing,
            *rows,
            wrapped(*acts),
            Line("line"),
            space=2,
        )
    )
    return holder
