"""Cases: the section on a record, linking, a suspected account, the page of a case and the list of them."""

from functools import lru_cache, partial

from safeguard_app.domain.cases import Attribution
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.index_lines import IncidentLine
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import cases, entries
from safeguard_app.services.session import Session
from safeguard_app.ui.incidents.case_panels import AccountPanel, LinkPanel, begin_account, begin_link
from tests.gallery.demo_desk import NOW, desk
from tests.gallery.incident_scenes import Stand, stand
from tests.gallery.scenes import Scene, scene

DEAN = PersonRef(None, "Mr Dean Halloway", "Parent of Kai, Year 5")


@lru_cache(maxsize=1)
def _case() -> Reference:
    """One case over three records of the account that nobody is shown to be behind, made once."""
    return desk().wait(partial(_make, desk().session))


def _make(session: Session) -> Reference:
    found = _with_account(session)[:3]
    case, _ = cases.link(session, found[1], found[0], "The same account wrote both.", "Posts by one account")
    cases.link(session, found[2], case, "It repeats the words of the first.")
    basis = "It repeats his words of 11 September, and was made on the day after the call."
    made = Attribution("@truth.in.the.lane", "facebook", DEAN, basis, exactly(NOW))
    entries.add_attribution(session, found[0], made)
    return case


def _with_account(session: Session) -> list[Reference]:
    daily = session.vault.daily
    return [
        Reference(daily.id, record)
        for record, line in daily.listing.lines(RecordKind.INCIDENT)
        if isinstance(line, IncidentLine) and line.handles
    ]


def _at_case() -> Stand:
    case = _case()
    made = stand()
    made.presenter.cases.open_case(case)
    made.settle()
    return made


@scene("case-page")
def case_page() -> Scene:
    """A case, from its head."""
    return _at_case().act(lambda: None)


@scene("case-page-below")
def case_page_below() -> Scene:
    """A case, its chronology."""
    made = _at_case()

    def down() -> None:
        bar = made.presenter.cases.page._page.verticalScrollBar()
        bar.setValue(bar.maximum() // 2)

    return made.act(down)


@scene("case-list")
def case_list() -> Scene:
    """Every case."""
    _case()
    made = stand()
    made.presenter.cases.open_list()
    made.settle()
    return made.act(lambda: None)


@scene("case-on-a-record")
def on_a_record() -> Scene:
    """The section of a record."""
    case = _case()
    made = stand()
    record = desk().wait(lambda: cases.stored_case(desk().session, case).content.links[0].record)
    made.presenter.open_record(record)
    made.settle()
    return made.act(partial(made.presenter.page.record.jump, "case"))


@scene("case-link")
def linking() -> Scene:
    """Linking, with what is missing said."""
    made = stand("shona")

    def write() -> None:
        assert made.presenter.panels is not None
        begin_link(made.presenter.panels)
        panel = made.presenter.page.record.panel
        assert isinstance(panel, LinkPanel)
        panel.reason.set_text("She was at the gate both times.")
        panel.submit()

    return made.act(write)


@scene("case-suspected-account")
def suspected_account() -> Scene:
    """An account that may be somebody's."""
    made = stand("shona")

    def write() -> None:
        assert made.presenter.panels is not None
        begin_account(made.presenter.panels)
        panel = made.presenter.page.record.panel
        assert isinstance(panel, AccountPanel)
        panel.handle.setText("@truth.in.the.lane")
        panel.basis.set_text("It repeats her words.")

    return made.act(write)
