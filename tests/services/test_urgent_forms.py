"""A form that was called urgent goes with a sharing that waits for no check, and a check after all makes it no liar."""

from datetime import date

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.sharings import CheckedBy
from safeguard_app.services import paper, referrals, sharing, sharing_checks, sharing_pages
from safeguard_app.services.sharing_reading import stored_sharing
from safeguard_app.services.ways_out import NotCheckedYet
from safeguard_app.vault import reading
from tests.services.conftest import PASSPHRASES, MadeSchool, log_incident, pupil
from tests.services.scenario_papers import words_of
from tests.services.test_authority_forms import MARF
from tests.services.test_sharing import given
from tests.services.written_sharings import print_out


@pytest.mark.parametrize("audience", ["", "police"])
@pytest.mark.parametrize("urgent", [True, False])
def test_one_key_on_the_form_is_enough(made_school: MadeSchool, audience: str, *, urgent: bool) -> None:
    made_school.clock.set("2026-09-22 15:24")
    session = made_school.sign_in()
    incident = log_incident(session, "CB", (pupil(session, "Tyler Pike", date(2018, 3, 9)), "target"))
    form, _ = referrals.begin(session, incident, form=MARF)
    if urgent:
        referrals.urgent_not_checked(session, form, version=1)
    place, _ = sharing.prepare(
        session, given(incident, papers=("record", f"referral/{form.id}"), audience=audience)
    )
    view = sharing_pages.view_of(session, place)
    check = stored_sharing(session, place).content.check
    if not urgent:
        assert check is None
        with pytest.raises(NotCheckedYet):
            print_out(session, place)
        return
    assert check is not None and check.how is CheckedBy.URGENT and check.by_name == session.user.name
    newest = reading.event_numbered(session.vault.daily.connection, session.vault.daily.head.number)
    assert newest is not None and newest.kind is EventKind.SHARING_PREPARED
    assert newest.facts["check"] == "urgent"
    sharing_checks.check_here(session, view, made_school.users["head"], PASSPHRASES["head"])
    print_out(session, place)
    said = "".join(words_of(paper.open_issued(session, one.document).pdf) for one in view.papers)
    assert "Urgent. It may go out before a second person has checked it." in said
    assert "not checked" not in said
