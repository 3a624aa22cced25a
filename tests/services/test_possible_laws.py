"""Laws that may apply: set by a person with a reason, taken off again, said with whom to confirm, on page and paper."""

import pytest

from safeguard_app.catalogue.choices import ListName
from safeguard_app.catalogue.loader import SHIPPED, load_catalogue
from safeguard_app.catalogue.problems import CatalogueProblem
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.nations import Nation
from safeguard_app.services import incident_correction, incident_pages, incidents, paper
from safeguard_app.services.law_words import laws_asked
from safeguard_app.services.paper_views import IncidentPaper
from safeguard_app.services.possible_laws import set_laws
from safeguard_app.services.session import Session
from tests.catalogue.altered import altered
from tests.documents.reading import pages
from tests.shipped import shipped_catalogue

HARASSMENT, THREATS = "harassment_1997", "threats_2023"


def tags(session: Session, record: Reference) -> dict[str, str]:
    """What the page says of the circumstances."""
    page = incident_pages.open_record(session, record)
    return {one.label: one.words for one in page.circumstances}


def test_nothing_is_tagged_by_itself_and_the_form_only_asks(session: Session, incident: Reference) -> None:
    assert incidents.current(session, incident).content.possible_laws == ()
    assert "Laws that may apply" not in tags(session, incident)
    assert HARASSMENT in laws_asked(session)["TR"]


def test_a_tag_stands_on_page_and_paper_with_whom_to_confirm(session: Session, incident: Reference) -> None:
    set_laws(session, incident, (THREATS, HARASSMENT), "Triage")
    said = tags(session, incident)["Laws that may apply"]
    assert said.startswith("Harassment (Protection from Harassment Act 1997); Threatening message")
    assert said.endswith("Each may apply; confirm with the police or the school’s legal adviser.")
    made = paper.preview(session, IncidentPaper(incident))
    printed = " ".join(" ".join(pages(made.pdf)).split())
    assert "Laws that may apply Harassment (Protection" in printed
    assert "confirm with the police or the school’s legal adviser" in printed


def test_a_tag_is_taken_off_with_a_reason_and_the_version_before_stays(
    session: Session, incident: Reference
) -> None:
    set_laws(session, incident, (HARASSMENT,), "Triage")
    set_laws(session, incident, (), "The police say that it does not")
    page = incident_pages.open_record(session, incident)
    assert page.incident.possible_laws == ()
    assert [one.reason for one in page.versions][-1] == "The police say that it does not"


def test_a_correction_of_something_else_keeps_the_tags(session: Session, incident: Reference) -> None:
    set_laws(session, incident, (HARASSMENT,), "Triage")
    begun = incident_correction.begin(session, incident)
    form = begun.draft.form
    incident_correction.set_triage(session, incident, None, "", "CB", "Sorted")
    assert incidents.current(session, incident).content.possible_laws == (HARASSMENT,)
    assert not hasattr(form, "possible_laws")


@pytest.mark.parametrize(
    ("codes", "reason", "field"),
    [
        (("nonsense",), "Triage", "laws"),
        (("threatening_2010",), "Triage", "laws"),
        ((), "Triage", "laws"),
        ((HARASSMENT,), " ", "reason"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(
    session: Session, incident: Reference, codes: tuple[str, ...], reason: str, field: str
) -> None:
    """A code that there is none of, one of another nation, no change, no reason."""
    with pytest.raises(RuleViolation) as refused:
        set_laws(session, incident, codes, reason)
    assert set(refused.value.fields) == {field}
    assert incidents.current(session, incident).number == 1


@pytest.mark.parametrize("nation", Nation)
def test_each_nation_has_its_own_laws_and_asks_of_the_gravest_kinds(nation: Nation) -> None:
    catalogue = shipped_catalogue()
    offered = catalogue.choices(ListName.POSSIBLE_LAWS, nation)
    asked = {code for one in offered for code in one.asked_of}
    assert {"CB", "TR", "DEF", "GRM", "II", "EQ", "PV", "IMG"} <= asked
    words = " ".join(one.label for one in offered)
    assert ("(Scotland)" in words) is (nation is Nation.SCOTLAND)
    assert ("(Northern Ireland)" in words) is (nation is Nation.NORTHERN_IRELAND)


def test_a_law_is_asked_of_kinds_that_there_are() -> None:
    files = altered("catalogue/lists/laws.toml", 'asked_of = ["PV"]', 'asked_of = ["PVX"]')
    with pytest.raises(CatalogueProblem, match="category"):
        load_catalogue(files)
    assert load_catalogue(SHIPPED).lists[ListName.POSSIBLE_LAWS].choices
