"""Earlier concerns on a referral form: nobody's name that was withheld on the earlier record stands in their line."""

from dataclasses import replace

import pytest

from safeguard_app.domain.incidents import Danger, Participant
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import incidents, paper, referrals
from safeguard_app.services.incident_form import Typed
from safeguard_app.services.paper_views import ReferralPaper
from safeguard_app.services.referral_fields import field_of
from tests.documents.reading import poppler_text
from tests.services.conftest import MadeSchool, adult, log_incident, moment

TESS = PersonRef(None, "Mrs Tess Varley")
NELL = PersonRef(None, "Nell Osgood", "Pupil, Year 5")
LONG = "He was kind, as he always is, and he waved to us all from the far end of the playground near "


class Ashcombe:
    """Joel Merrin: an earlier concern that a colleague brought, and now an allegation with nobody withheld."""

    def __init__(
        self, school: MadeSchool, account: str, withheld: str = "reporter", summary: str = ""
    ) -> None:
        self.session = school.sign_in()
        self.joel = adult(self.session, "Joel Merrin", "Teaching assistant")
        school.clock.set("2026-09-14 16:10")
        told = Typed("", moment("2026-09-14 16:00"))
        people = ((self.joel, "adult_of_concern"), (NELL, "child_of_concern"), (TESS, "reporter"))
        ready = replace(
            incidents.new_form(self.session, quick=False, category="COND"),
            danger=Danger.NO,
            danger_asked_at=self.session.now(),
            account=account,
            summary=summary,
            told=told,
            happened=told,
            participants=tuple(
                Participant(one, role, name_withheld=role == withheld) for one, role in people
            ),
        )
        self.earlier = incidents.file(self.session, ready)[0]
        school.clock.set("2026-10-16 16:00")
        now = ((self.joel, "adult_of_concern"), (NELL, "child_contacted"))
        self.referral = referrals.begin(self.session, log_incident(self.session, "SPC", *now))[0]
        referrals.tick_earlier(self.session, self.referral, (self.earlier,), version=1)

    def said(self) -> str:
        """What the form says of the earlier concern; on paper, and among what is proposed, no more."""
        view = referrals.view(self.session, self.referral)
        found = field_of(view.sections, "earlier_concerns")
        assert found is not None
        assert view.earlier[0].summary in found.printed
        printed = " ".join(poppler_text(paper.issue(self.session, ReferralPaper(self.referral)).pdf).split())
        assert view.earlier[0].summary.split()[-1] in printed
        return f"{found.printed}\n{printed.partition('4 The adult')[2].partition('5 Child')[0]}"


def test_whoever_asked_on_the_earlier_record_not_to_be_named_is_not_named_in_its_line(
    made_school: MadeSchool,
) -> None:
    case = Ashcombe(made_school, "Mrs Varley says that he drove Nell home. Tess was upset.")
    said = case.said()

    assert "[name withheld] says that he drove Nell home. [name withheld] was upset." in said
    assert "Varley" not in said
    assert "Tess" not in said


def test_a_child_withheld_on_the_earlier_record_stays_so_where_this_record_names_them(
    made_school: MadeSchool,
) -> None:
    case = Ashcombe(made_school, "He drove Nell home.", withheld="child_of_concern")

    assert "Nell" not in case.said()
    view = referrals.view(case.session, case.referral)
    child = field_of(view.sections, "child_name@1")
    assert child is not None
    assert child.text == "Nell Osgood"


def test_a_summary_that_was_written_loses_the_name_as_well(made_school: MadeSchool) -> None:
    case = Ashcombe(made_school, "As told.", summary="Tess Varley saw him drive a pupil home.")

    assert "[name withheld] saw him drive a pupil home." in case.said()


@pytest.mark.parametrize("more", range(4, 24, 4))
def test_a_line_that_is_cut_short_within_a_name_does_not_keep_half_of_it(
    made_school: MadeSchool, more: int
) -> None:
    filling = "x" * more
    case = Ashcombe(
        made_school, f"{LONG}{filling} Mrs Tess Varley, who saw it all and wrote it down at once."
    )

    for part in ("Tess", "Varley"):
        assert part not in case.said()


def test_where_nobody_asked_the_line_is_as_it_was(made_school: MadeSchool) -> None:
    case = Ashcombe(made_school, "Mrs Varley says that he drove Nell home.", withheld="")

    assert "Mrs Varley says that he drove Nell home." in case.said()
