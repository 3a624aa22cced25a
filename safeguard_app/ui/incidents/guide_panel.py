"""The panel beside the form: danger first, what good looks like, holds, first actions, referrals, policy, images."""

from html import escape
from itertools import groupby
from operator import attrgetter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.incidents import NOT_SORTED
from safeguard_app.services.incident_choices import CategoryGuide
from safeguard_app.services.policy_clauses import CitedClauses
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, link
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.scroll_page import SidePanel
from safeguard_app.ui.widgets.text_label import TextLabel, muted, rich

WHAT_GOOD_LOOKS_LIKE = (
    "Full names, and times as people gave them.",
    "The child’s words as spoken, rude words too.",
    "What you saw, what you were told and what you think, kept apart.",
)
_MOST_CLAUSES = 4


class GuidePanel(SidePanel):
    """Help next to the questions, changing with the kind of incident.

    Signals:
        words_only_requested(): open a record in words only.
    """

    words_only_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with what holds for every kind."""
        super().__init__("Guidance", width=tokens.SIDE_PANEL_WIDE - 4, parent=parent)
        self._parts: list[QWidget] = []
        self._all_clauses = False
        self._guide: CategoryGuide | None = None
        self.words_only_link = link("Open a words-only record")
        self.words_only_link.clicked.connect(self.words_only_requested)
        self._image_box = self._indecent_image_box()
        self.column.addWidget(self._image_box)
        self.column.addStretch(1)
        self._show()

    def set_guide(self, guide: CategoryGuide) -> None:
        """Show the guidance of a kind of incident."""
        self._guide, self._all_clauses = guide, False
        self._show()

    def _show(self) -> None:
        for part in self._parts:
            self.column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []
        guide = self._guide
        self._head("If a child is in danger now")
        self._say(guide.immediate_safety if guide is not None and guide.immediate_safety else "")
        self._say("Call 999 first. The record can wait.")
        if guide is not None and guide.code != NOT_SORTED:
            self._head(guide.name)
            self._say(guide.definition)
        self._head("What good looks like")
        for sentence in WHAT_GOOD_LOOKS_LIKE:
            self._say(sentence)
        if guide is not None:
            self._show_guide(guide)

    def _show_guide(self, guide: CategoryGuide) -> None:
        for hold in guide.holds:
            self._add(NoticePanel(Meaning.NOTE, hold.title, hold.text, icon="circle-pause"))
        if guide.first_actions:
            self._head("First actions")
        for action in guide.first_actions:
            self._say(action.text)
            details = "  ".join(filter(None, (action.who, f"Ring {action.ring}" if action.ring else "")))
            self._add(muted(details, wrap=True))
        self._show_referrals(guide)
        self._show_policy(guide.clauses)

    def _show_referrals(self, guide: CategoryGuide) -> None:
        if guide.referrals:
            self._head("May be referred to")
        for confirm, bodies in groupby(guide.referrals, attrgetter("confirm")):
            for body in bodies:
                self._say(body.name)
            if confirm:
                self._add(muted(confirm, wrap=True))

    def _show_policy(self, cited: CitedClauses) -> None:
        if cited.lines or cited.none_held:
            self._head("School policy")
        self._say(cited.none_held)
        shown = cited.lines if self._all_clauses else cited.lines[:_MOST_CLAUSES]
        for clause in shown:
            self._add(rich(f"<b>{escape(clause.reference)}</b> {escape(clause.words)}"))
            if clause.standing:
                self._add(muted(clause.standing, wrap=True))
        if len(shown) < len(cited.lines):
            self._more_clauses(len(cited.lines) - len(shown))

    def _more_clauses(self, count: int) -> None:
        more: Button = link(f"Read {count} more" if count > 1 else "Read one more")
        more.clicked.connect(self._show_all)
        self._add(more)

    def _show_all(self) -> None:
        self._all_clauses = True
        self._show()

    def _indecent_image_box(self) -> NoticePanel:
        box = NoticePanel(
            Meaning.LATE,
            "If a picture might show a child undressed",
            "Do not look at it, copy it, print it or send it on. Ask nobody to show you.",
            boxed=True,
        )
        box.add(self.words_only_link)
        return box

    def _head(self, words: str) -> None:
        self._add(TextLabel(words, tokens.SUB, wrap=True))

    def _say(self, words: str) -> None:
        if words:
            self._add(TextLabel(words, wrap=True))

    def _add(self, part: QWidget) -> None:
        self.column.insertWidget(len(self._parts), part)
        self._parts.append(part)
