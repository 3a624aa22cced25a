"""The documents of a sharing on their way to a printer: what the sharing says of it as they go."""

from functools import reduce

from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import sharing_printing
from safeguard_app.services.session import Changes, Session
from safeguard_app.services.sharing_printing import PrintRun
from safeguard_app.ui.paper.print_run import Sheaf
from safeguard_app.ui.paper.print_sheet import PrintAnswer

_KEPT = "The documents are kept with their record, and the sharing says how far it went."


class SharedPrints:
    """One run. It keeps which way out it becomes, so that what is sent again goes on in it."""

    def __init__(self, session: Session, sharing: Reference) -> None:
        """Nothing is opened yet."""
        self._session, self._sharing = session, sharing
        self._run: PrintRun | None = None

    @property
    def run(self) -> PrintRun:
        """What :meth:`ready` opened."""
        assert self._run is not None
        return self._run

    def ready(self) -> Sheaf:
        """Open all of them."""
        self._run = sharing_printing.begin(self._session, self._sharing)
        changes = reduce(lambda all_, one: all_ | one.changes, self._run.documents, Changes())
        return Sheaf(tuple(one.pdf for one in self._run.documents), changes, _KEPT)

    def going(self, number: int, answer: PrintAnswer) -> Changes:
        """The event of one."""
        return sharing_printing.going(self._session, self.run, number, answer.copies, answer.collected_by)

    def refused(self, number: int, answer: PrintAnswer) -> Changes:
        """The way out says how many were printed."""
        return sharing_printing.refused(self._session, self.run, number, answer.copies)

    def done(self, sent: int, answer: PrintAnswer) -> Changes:
        """The way out, as far as it went."""
        return sharing_printing.printed(self._session, self.run, sent, answer.copies)
