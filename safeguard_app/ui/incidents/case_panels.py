"""Forms above a record: link it to a case or another record, take it out again, note a suspected account."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from safeguard_app.domain.cases import Attribution
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import cases, entries, people
from safeguard_app.services.case_views import LinkTarget
from safeguard_app.services.incident_form import Typed
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.form_tools import FormTools, one_person
from safeguard_app.ui.incidents.involved_field import person_rows
from safeguard_app.ui.incidents.panel_desk import Operation, PanelDesk, Submit
from safeguard_app.ui.incidents.record_view import RecordView
from safeguard_app.ui.incidents.small_panels import ReasonPanel
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.people_field import PeopleField, PersonRow

_NO_PLATFORM = ("", "Not known")


class LinkPanel(EntryPanel):
    """Which case or record this one belongs with, and why."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing is chosen."""
        super().__init__(
            "Link to a case or another record",
            "Link",
            "A record that is in no case yet joins the case of this one. Where neither is in a case, one is started "
            "over both.",
            parent,
        )
        self.target = PeopleField("Case or record", limit=1, unknown=False)
        self.reason = TextBox("Why they belong together")
        self.title = LineField("What to call a new case", limit=200)
        self.add_field(
            "Which case or record?", self.target, "target", help_text="Type a case number, a name or words."
        )
        self.add_field("Why do they belong together?", self.reason, "reason")
        self.add_field(
            "What is a new case called?",
            self.title,
            "title",
            help_text="In neutral words, naming nobody. Without them it is called after its kinds.",
            optional=True,
        )

    def chosen(self) -> Reference:
        """What was chosen. Raises :class:`RuleViolation` for nothing."""
        found = self.target.people()
        key = found[0].key if found else None
        if isinstance(
            key, PersonRef
        ):  # it came back from a draft, which keeps whatever is chosen as it keeps people
            key = key.reference
        if not isinstance(key, Reference):
            raise RuleViolation({"target": "Choose a case or a record from the list."})
        return key


class AccountPanel(EntryPanel):
    """An account that may be somebody's, and what that rests on."""

    def __init__(self, tools: FormTools, parent: QWidget | None = None) -> None:
        """Nothing is typed."""
        super().__init__(
            "Suspected account",
            "Save",
            "A suspicion stays one until it is shown: the account is not put on anybody’s page.",
            parent,
        )
        platforms = [_NO_PLATFORM, *((one.code, one.label) for one in tools.choices.platforms)]
        self.handle = LineField("Account", limit=200, placeholder="@name, as it is written there")
        self.platform = ChoiceBox("Platform", platforms)
        self.suspected = PeopleField("Whose it may be", limit=1)
        self.basis = TextBox("What that rests on", lines=3)
        self.at = tools.time_field("When", placeholder="today 1315")
        self.at.set_typed(Typed("now", tools.reader("now").moment))
        self.at.mark_prefilled()
        self._now = tools.reader("now").moment
        self.add_field("Which account?", self.handle, "handle")
        self.add_field("On which platform?", self.platform, "platform", optional=True)
        self.add_field("Whose may it be?", self.suspected, "suspected")
        self.add_field("What does that rest on?", self.basis, "basis")
        self.add_field("When was it suspected?", self.at, "at")

    def attribution(self) -> Attribution:
        """The suspicion as typed. Raises :class:`RuleViolation` where nobody is named."""
        person = one_person(self.suspected)
        if person is None:
            raise RuleViolation({"suspected": "Say whose it may be."})
        moment = self.at.typed().moment or self._now
        assert moment is not None
        platform = str(self.platform.value() or "")
        return Attribution(self.handle.text(), platform, person, self.basis.text(), moment)


def begin_link(desk: PanelDesk) -> None:
    """Open the form for linking on the record in view."""

    def make(reference: Reference) -> tuple[EntryPanel, Submit]:
        panel = LinkPanel()
        panel.target.searched.connect(partial(_look_up_targets, desk, reference, panel.target))

        def submit() -> Operation:
            return partial(
                _link, desk.session, reference, panel.chosen(), panel.reason.text(), panel.title.text()
            )

        return panel, submit

    desk.begin("link", make)


def begin_unlink(case: Reference, desk: PanelDesk) -> None:
    """Open the form for taking the record in view out of a case."""

    def make(reference: Reference) -> tuple[EntryPanel, Submit]:
        panel = ReasonPanel(
            "Take out of the case",
            "Take out",
            "Why does it not belong there?",
            "That it was there, and why, stays on file.",
        )
        return panel, lambda: partial(cases.unlink, desk.session, case, reference.id, panel.text())

    desk.begin(f"unlink-{case.compartment.value}:{case.id}", make)


def begin_account(desk: PanelDesk) -> None:
    """Open the form for a suspected account on the record in view."""

    def make(reference: Reference) -> tuple[EntryPanel, Submit]:
        panel = AccountPanel(desk.tools)
        panel.suspected.searched.connect(partial(_look_up_people, desk, panel.suspected))

        def submit() -> Operation:
            return partial(entries.add_attribution, desk.session, reference, panel.attribution())

        return panel, submit

    desk.begin("account", make)


def register_case_forms(desk: PanelDesk) -> None:
    """How these forms are opened again with words left in them."""
    desk.opens_again("link", lambda _view, _about: partial(begin_link, desk))
    desk.opens_again("account", lambda _view, _about: partial(begin_account, desk))
    desk.opens_again("unlink", partial(_unlink_again, desk))


def _unlink_again(desk: PanelDesk, view: RecordView, about: str) -> Callable[[], None] | None:
    part, _, record = about.partition(":")
    case = Reference(Compartment(part), RecordId(record))
    still = any(one.reference == case for one in view.cases)
    return partial(begin_unlink, case, desk) if still else None


def _link(session: Session, record: Reference, target: Reference, reason: str, title: str) -> Changes:
    return cases.link(session, record, target, reason, title)[1]


def _look_up_targets(desk: PanelDesk, record: Reference, field: PeopleField, words: str) -> None:
    def offer(found: object) -> None:
        assert isinstance(found, Sequence)
        if not isValid(field):
            return
        field.offer([_row(one) for one in found], words)

    desk.run(partial(cases.targets, desk.session, record, words), offer)


def _row(target: LinkTarget) -> PersonRow:
    return PersonRow(target.reference, target.name, target.detail)


def _look_up_people(desk: PanelDesk, field: PeopleField, words: str) -> None:
    def offer(found: object) -> None:
        assert isinstance(found, Sequence)
        if not isValid(field):
            return
        field.offer(person_rows(found), words)

    desk.run(partial(people.suggest, desk.session, words), offer)
