"""Nobody is reminded to tell the Headteacher what the Headteacher filed; of a record about them, the Chair is told."""

from collections.abc import Callable

import pytest

from safeguard_app.domain.entries import Whom
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import today
from safeguard_app.services.incident_choices import category_guide
from safeguard_app.services.incident_pages import live_entries, open_record
from safeguard_app.services.record_clocks import clocks_on
from tests.services.conftest import MadeSchool, log_incident, moment

MakeSchool = Callable[..., MadeSchool]
FREYA = (PersonRef(None, "Freya Lund"), "target")


@pytest.mark.parametrize("who", ["dsl", "head"])
def test_the_headteacher_knows_what_they_filed(made_school: MadeSchool, who: str) -> None:
    session = made_school.sign_in(who)
    made_school.clock.set("2026-09-22 15:24")
    record = log_incident(session, "CB", FREYA, told=moment("2026-09-22 08:50"))
    knows = who == "head"
    for reader in ("dsl", "head"):
        session = made_school.sign_in(reader)
        page = open_record(session, record)
        assert (Whom.HEAD in {item.whom for item in page.due}) is not knows
        assert any("Tell the Headteacher" in one.text for one in page.first_actions) is not knows
        (limit,) = [
            one
            for one in clocks_on(session, record, page.incident, live_entries(session, record)).clocks
            if one.text == "Tell the Headteacher."
        ]
        assert (limit.status.words == "Met: Tue 22 Sep 2026, 15:24") is knows
        assert (limit.met_in == "happened") is knows
        assert (
            "Tell the Headteacher." in {one.text for one in today.today(session).before_home}
        ) is not knows


def test_of_a_concern_about_the_headteacher_the_chair_is_told_whoever_filed_it(
    make_school: MakeSchool,
) -> None:
    session = make_school().sign_in("dsl")
    record = log_incident(session, "CB", FREYA, about_head=True)
    assert Whom.CHAIR in {item.whom for item in open_record(session, record).due}


@pytest.mark.parametrize(("who", "told"), [("dsl", True), ("head", False)])
def test_the_guide_beside_the_form_tells_nobody_to_tell_themself(
    made_school: MadeSchool, who: str, told: bool
) -> None:
    session = made_school.sign_in(who)
    texts = [one.text for one in category_guide(session, "CB").first_actions]
    assert ("Tell the Headteacher." in texts) is told
    assert any("Chair" in one.text for one in category_guide(session, "CB", about_head=True).first_actions)
