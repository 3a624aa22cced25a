"""The forms of a ban from the premises: its notice, the decision on it, and each review."""

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.responses import BanOutcome, BanTerms, ResponseStep, RungKind
from safeguard_app.services.response_views import BanView, LadderView, Option, ResponseChoices, RungLine
from safeguard_app.ui.incidents.day_of import day_of
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.incidents.response_form import (
    ResponseForm,
    choice_of,
    lines_of,
    moment_of,
    now_field,
    show_day,
)
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.incidents.tick_group import TickGroup
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.notice_panel import NoticePanel

_COVERS = (Option("premises", "The premises"), Option("events", "School events"))
_TERMS = ("start", "end", "scope", "what", "collection", "review_on")


class BanPanel(ResponseForm):
    """Notice, decision or review. A decision and a review open with what the ban says so far."""

    def __init__(
        self,
        tools: FormTools,
        ladder: LadderView,
        rung: RungLine,
        choices: ResponseChoices,
        ban: BanView | None,
        parent: QWidget | None = None,
    ) -> None:
        """``ban`` is the one that a decision or a review is about."""
        super().__init__(rung.name, "Save step", rung.text, parent)
        self._ladder, self._rung, self._ban, self._tools = ladder, rung, ban, tools
        if rung.caution:
            self.fields.addWidget(NoticePanel(Meaning.NOTE, "Before you do", rung.caution))
        if ban is not None and ban.why and rung.kind is RungKind.BAN_DECISION:
            self.fields.addWidget(NoticePanel(Meaning.DUE, "The ban is provisional", ban.why))
        listed = choices.decisions if rung.kind is RungKind.BAN_DECISION else choices.reviews
        self.outcome = choice_of("Decision", listed, "Choose what was decided")
        self.with_whom = LineField("Whom it is about", limit=200)
        self.at = now_field(tools, "When")
        self.by = LineField("Who decided", limit=200)
        self.start = tools.day_field("From", placeholder="today")
        self.end = tools.day_field("Until", placeholder="18/12")
        self.covers = TickGroup("What it covers", lines_of(_COVERS))
        self.scope = LineField("What exactly", limit=500, placeholder="Parents’ evening by telephone")
        self.reason = TextBox("Reason")
        self.collection = TextBox("How the child is brought and collected")
        self.representations = tools.day_field("They may answer until", placeholder="thu")
        self.review = tools.day_field("Looked at again on", placeholder="27/11")
        self._fill(choices)
        self._build()
        self.mark_fresh()

    def focus_first(self) -> None:
        """The reason of a notice, the outcome of what follows."""
        (self.reason if self._rung.kind is RungKind.BAN else self.outcome).setFocus()

    def step(self) -> ResponseStep:
        """The step as typed."""
        outcome = str(self.outcome.value() or "")
        covers = self.covers.codes()
        notice = self._rung.kind is RungKind.BAN
        at = moment_of(self.at)
        first = self._tools.now().astimezone(self._tools.zone).date()
        before = self._ban.terms if self._ban is not None else None
        terms = BanTerms(
            start=day_of(self.start.typed()) or (before.start if before is not None else first),
            end=day_of(self.end.typed()),
            premises="premises" in covers,
            events="events" in covers,
            scope=self.scope.text(),
            reason=self.reason.text(),
            collection=self.collection.text(),
            representations_until=day_of(self.representations.typed()) if notice else None,
            review_on=day_of(self.review.typed()),
            outcome=BanOutcome(outcome) if outcome and not notice else None,
        )
        return ResponseStep(
            ladder=self._ladder.code,
            rung=self._rung.code,
            kind=self._rung.kind,
            at=at,
            by=self.by.text(),
            with_whom=self.with_whom.text(),
            ban=terms,
            notice=self._ban.notice if self._ban is not None and not notice else None,
        )

    def _fill(self, choices: ResponseChoices) -> None:
        self.by.setText(choices.head)
        self.with_whom.setText(self._ban.person if self._ban is not None else self._ladder.towards)
        zone = self._tools.zone
        terms = self._ban.terms if self._ban is not None else None
        if terms is None or self._rung.kind is RungKind.BAN:
            self.covers.set_codes(("premises",))
            show_day(self.start, self._tools.now().astimezone(zone).date(), zone)
            return
        show_day(self.start, terms.start, zone)
        show_day(self.end, terms.end, zone)
        self.covers.set_codes(
            [code for code, on in (("premises", terms.premises), ("events", terms.events)) if on]
        )
        self.scope.setText(terms.scope)
        self.reason.set_text(terms.reason)
        self.collection.set_text(terms.collection)
        if self._rung.kind is RungKind.BAN_DECISION:
            show_day(self.review, terms.review_on, zone)

    def _build(self) -> None:
        notice = self._rung.kind is RungKind.BAN
        if not notice:
            self.add_field("What was decided?", self.outcome, "outcome")
            self.outcome.chosen.connect(self._outcome_chosen)
        self.add_field("Whom is it about?", self.with_whom, "with_whom")
        self.add_field("When was this decided, or written?", self.at, "at")
        self.add_field("Who decided?", self.by, "by")
        self.add_field("Why? It stands in the letter.", self.reason, "reason")
        self.add_field("From which day?", self.start, "start")
        ends = "Without a day it holds until it is lifted."
        self.add_field("Until which day?", self.end, "end", help_text=ends, optional=True)
        self.add_field("What does it cover?", self.covers, "scope")
        self.add_field("What exactly, or what not?", self.scope, "what", optional=True)
        self.add_field(
            "How is the child brought and collected?",
            self.collection,
            "collection",
            help_text="Whole sentences: they stand in the letter.",
            optional=True,
        )
        if notice:
            self.add_field(
                "Until when may they answer?",
                self.representations,
                "representations_until",
                help_text="Until then, or until they were heard, the ban is provisional.",
            )
        self.add_field(
            "When is it looked at again?",
            self.review,
            "review_on",
            help_text="Before the last day of the ban.",
            optional=notice,
        )
        for unused in [*([self.outcome] if notice else [self.representations])]:
            unused.setParent(self)
            unused.hide()

    def _outcome_chosen(self, outcome: object) -> None:
        """Of a ban that is lifted only the reason is asked."""
        lifted = outcome == BanOutcome.LIFTED.value
        for name in _TERMS:
            self.field(name).setVisible(not lifted)
