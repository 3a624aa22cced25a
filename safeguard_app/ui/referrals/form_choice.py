"""Choosing the form to begin on a record: reads what fits, shows it, begins what is chosen or goes on with it."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import form_offers, referrals
from safeguard_app.services.form_offers import FormOffer, Offers
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.referrals.choice_page import FormChoicePage
from safeguard_app.ui.tasks import TaskRunner


class FormChoice(QObject):
    """One record at a time.

    Signals:
        begun(object, object): a form was begun, or is gone on with; carries its Reference and Changes.
        record_asked(object): back to the record; carries its Reference.
        list_asked(): to all referrals.
    """

    begun = Signal(object, object)
    record_asked = Signal(object)
    list_asked = Signal()

    def __init__(
        self, session: Session, tasks: TaskRunner, messages: Messages, parent: QObject | None = None
    ) -> None:
        """Start with no record."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self.incident: Reference | None = None
        """The record a form is chosen for; None while another page is in view."""
        self.page = FormChoicePage()
        self.page.chosen.connect(self._chosen)
        self.page.record_asked.connect(self._open_record)
        self.page.list_asked.connect(self.list_asked)

    @property
    def view(self) -> QWidget:
        """The widget to show."""
        return self.page

    def show_for(self, incident: Reference) -> None:
        """Offer the forms of a record."""
        self.incident = incident
        self.refresh(focus=True)

    def refresh(self, *, focus: bool = False) -> None:
        """Read again what can be begun."""
        if self.incident is not None:
            self._tasks.run(
                partial(form_offers.offers, self._session, self.incident),
                partial(self._offered, focus),
                self._problem,
                owner=self.page,
            )

    def put_away(self) -> None:
        """Another page comes into view."""
        self.incident = None

    def _offered(self, focus: bool, offers: Offers) -> None:
        if offers.incident == self.incident:
            self.page.show_offers(offers)
            if focus:
                self.page.focus_first()

    def _chosen(self, offer: object) -> None:
        assert isinstance(offer, FormOffer)
        if self.incident is not None:
            self._tasks.run(
                partial(_begin, self._session, self.incident, offer),
                self._begun,
                self._problem,
                owner=self.page,
            )

    def _begun(self, result: tuple[Reference, Changes]) -> None:
        self.begun.emit(*result)

    def _open_record(self) -> None:
        if self.incident is not None:
            self.record_asked.emit(self.incident)

    def _problem(self, problem: KnownProblem) -> None:
        self._messages.show_problem(problem)


def _begin(session: Session, incident: Reference, offer: FormOffer) -> tuple[Reference, Changes]:
    """The form that was chosen: begun now, or as it stands where it was begun before."""
    if offer.begun is not None:
        return offer.begun, Changes()
    return referrals.begin(session, incident, adult=offer.adult, form=offer.form, child=offer.child)
