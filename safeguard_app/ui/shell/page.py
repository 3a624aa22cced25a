"""What a page is to the shell, and the pages there are."""

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from safeguard_app.services.session import Changes


class PageKey(StrEnum):
    """The pages of the rail, in its order; Ctrl+1 to Ctrl+8."""

    TODAY = "today"
    INCIDENTS = "incidents"
    PEOPLE = "people"
    DECLARATIONS = "declarations"
    REFERRALS = "referrals"
    INSIGHTS = "insights"
    AUDIT = "audit"
    SETTINGS = "settings"

    @property
    def words(self) -> str:
        """As the rail names it."""
        return self.value.capitalize()

    @property
    def icon(self) -> str:
        """Icon in the rail."""
        return _ICONS[self]


_ICONS = {
    PageKey.TODAY: "calendar-check",
    PageKey.INCIDENTS: "list",
    PageKey.PEOPLE: "users",
    PageKey.DECLARATIONS: "handshake",
    PageKey.REFERRALS: "send",
    PageKey.INSIGHTS: "chart-no-axes-column",
    PageKey.AUDIT: "scroll-text",
    PageKey.SETTINGS: "settings",
}


class RecordAct(StrEnum):
    """What can be done with the record in view; a page says which are possible now."""

    SAVE_DRAFT = "save_draft"
    FILE = "file"
    NOTE = "note"
    DECISION = "decision"
    EVIDENCE = "evidence"
    PASTE = "paste_evidence"
    STATEMENT = "statement"
    CAPTURE = "capture"
    CORRECT = "correct"
    PRINT = "print"
    SHARE = "share"
    SHOW_ONE = "show_one"


class Page(Protocol):
    """A page as the shell sees it: usually its presenter, which holds the widget as ``view``.

    A page that ends in an act of its own has ``own_act`` True: that act is the filled button then, and New
    incident is outlined.
    """

    @property
    def title(self) -> str:
        """For the audit of what was opened and for screen readers; holds no person's name."""

    @property
    def view(self) -> QWidget:
        """The widget to show."""

    @property
    def own_act(self) -> bool:
        """Whether the page has a filled button of its own."""

    @property
    def record_acts(self) -> frozenset[RecordAct]:
        """What can be done now with the record in view."""

    def refresh(self, changes: "Changes") -> None:
        """Something was written somewhere: read again if it concerns what is shown."""

    def shown(self) -> None:
        """The page came to the front."""

    def begin_find(self) -> None:
        """Ctrl+F: give the keyboard to the page's own search field, if it has one."""

    def do(self, act: RecordAct) -> None:
        """A record act was asked for by menu or key."""


class PlainPage:
    """A page that only shows a widget: the defaults of the protocol, to build on."""

    own_act = False
    record_acts: frozenset[RecordAct] = frozenset()

    def __init__(self, title: str, view: QWidget) -> None:
        """Show ``view``."""
        self.title = title
        self.view = view

    def refresh(self, changes: "Changes") -> None:
        """Nothing shown depends on what is written."""

    def shown(self) -> None:
        """Nothing to do."""

    def begin_find(self) -> None:
        """No search field."""

    def do(self, act: RecordAct) -> None:
        """No acts."""
