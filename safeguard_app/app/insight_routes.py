"""What the pattern radar found goes to Today and to the record in view, and from there to the list."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from safeguard_app.domain.identifiers import Reference
from safeguard_app.services.patterns import Radar
from safeguard_app.ui.shell.page import PageKey

if TYPE_CHECKING:
    from safeguard_app.app.workplace import Workplace


class InsightRoutes(QObject):
    """From a page of an open log to the findings, and back."""

    def __init__(self, place: "Workplace") -> None:
        """Between the pages of ``place``."""
        super().__init__(place)
        self._place = place

    def show_insights(self) -> None:
        """The findings of the pattern radar."""
        self._place.window.show_page(PageKey.INSIGHTS)

    def show_register(self) -> None:
        """The register of declarations."""
        self._place.window.show_page(PageKey.DECLARATIONS)

    def show_patterns(self, record: object) -> None:
        """The findings that a record is part of."""
        assert isinstance(record, Reference)
        self._place.insights.show_record(record.id)
        self.show_insights()

    def patterns_found(self, radar: object) -> None:
        """Today says how many there are, and a record in view that it is part of some."""
        assert isinstance(radar, Radar)
        self._place.today.page.patterns.show_count(len(radar.open))
        self._place.incidents.page.record.show_patterns(radar)
