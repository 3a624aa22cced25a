"""What is asked before the report to those who govern is made, and what is proposed."""

from dataclasses import dataclass

from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.periods import Period
from safeguard_app.services import governors_earlier, inspection
from safeguard_app.services.governors_earlier import Earlier
from safeguard_app.services.paper_governors import GOVERNORS_KIND, counted_days, offices
from safeguard_app.services.paper_views import ReportKind
from safeguard_app.services.session import Session


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked before a report is made: see :func:`asked`."""

    periods: tuple[tuple[Period, str], ...]
    offices: tuple[tuple[str, str], ...]
    adults: bool
    terms: tuple[tuple[Period, str], ...] = ()
    earlier: tuple[Earlier, ...] = ()
    nation: Nation = Nation.ENGLAND

    def periods_of(self, kind: ReportKind) -> tuple[tuple[Period, str], ...]:
        """The days that are offered: terms for the termly report, so that one never counts what another did."""
        return self.terms if kind is ReportKind.TERMLY else self.periods

    def sharing_days(self, kind: ReportKind, period: Period) -> tuple[Earlier, ...]:
        """Earlier reports that count days which this one counts, the year that stands beside it included."""
        if period.start is None or period.end is None:
            return ()
        return governors_earlier.sharing_days(self.earlier, counted_days(kind, period, self.nation))


def asked(session: Session) -> Asked:
    """What the sheet offers: days, the offices that the log does not know, and the part that the key opens."""
    return Asked(
        inspection.periods(session)[:-1],
        offices(session),
        session.opens(Compartment.ADULTS),
        governors_earlier.terms(session),
        governors_earlier.earlier(session, GOVERNORS_KIND),
        session.nation,
    )
