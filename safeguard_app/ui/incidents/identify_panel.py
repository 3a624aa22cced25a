"""Who somebody unknown is now known to be: whom, when it became known, on which basis, how sure."""

from collections.abc import Sequence
from functools import partial

from shiboken6 import isValid

from safeguard_app.domain.moments import not_known
from safeguard_app.domain.people import HandleConfidence, PersonRef
from safeguard_app.services import identifications, people
from safeguard_app.services.identifications import Identifying
from safeguard_app.services.incident_form import Typed
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.form_tools import FormTools, one_person
from safeguard_app.ui.incidents.involved_field import person_rows
from safeguard_app.ui.incidents.panel_desk import Operation, PanelDesk, Submit, key_of
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.people_field import PeopleField

WHOM = "Whom they turned out to be"
_SURE = (
    (HandleConfidence.CONFIRMED, "Confirmed"),
    (HandleConfidence.PROBABLE, "Probable"),
    (HandleConfidence.SUSPECTED, "Suspected"),
)


class IdentifyPanel(EntryPanel):
    """Nothing that was recorded is altered by it."""

    def __init__(self, tools: FormTools, unknown: PersonRef) -> None:
        """``unknown`` is whoever was not known when it was recorded."""
        super().__init__(
            f"{unknown.name}: now known to be",
            "Enter who it is",
            "Records keep what was written in them, and say beside it who it is by now. It can be taken back.",
        )
        self.person = PeopleField(WHOM, limit=1, unknown=False)
        self.at = tools.time_field("When it became known", placeholder="today 1315")
        self.at.set_typed(Typed("now", tools.reader("now").moment))
        self.at.mark_prefilled()
        self.basis = TextBox("How it is known")
        self.sure = ChoiceBox("How sure", _SURE)
        self.sure.set_value(HandleConfidence.SUSPECTED)
        self.sure.setMaximumWidth(scaled(320))
        self.add_field(
            "Who did they turn out to be?",
            self.person,
            "person",
            help_text="Somebody on the register. Add them first where they are not.",
        )
        self.add_field("When did it become known?", self.at, "at")
        self.add_field("How is it known?", self.basis, "basis", help_text="Who said so, or what was seen.")
        self.add_field("How sure is it?", self.sure, "confidence")

    def chosen(self) -> PersonRef:
        """Whom they turned out to be; nobody on the register where nobody was chosen."""
        return one_person(self.person) or PersonRef(None, self.person.typing())

    def confidence(self) -> HandleConfidence:
        """How sure it is."""
        value = self.sure.value()
        assert isinstance(value, HandleConfidence)
        return value


def begin_identifying(desk: PanelDesk, unknown: PersonRef, *, in_words: bool) -> None:
    """Open the form above what is in view; ``in_words`` where the unknown person stands in that record alone."""

    def make(_shown: object) -> tuple[EntryPanel, Submit]:
        panel = IdentifyPanel(desk.tools, unknown)
        panel.person.searched.connect(partial(_search, desk, panel))

        def submit() -> Operation:
            view = desk.in_view
            given = Identifying(
                unknown,
                panel.chosen(),
                panel.at.typed().moment or not_known(),
                panel.basis.text(),
                panel.confidence(),
                view if in_words else None,
            )
            return partial(identifications.identify, desk.session, given)

        return panel, submit

    desk.begin(f"identify-{key_of(unknown)}", make)


def _search(desk: PanelDesk, panel: IdentifyPanel, words: str) -> None:
    desk.run(partial(people.suggest, desk.session, words), partial(_offer, panel, words))


def _offer(panel: IdentifyPanel, words: str, found: object) -> None:
    assert isinstance(found, Sequence)
    if isValid(panel):
        panel.person.offer(person_rows(found), words)
