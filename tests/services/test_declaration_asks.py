"""What has to be asked about an acknowledged declaration, and where it is told; scenario 3 from end to end."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from safeguard_app.domain.contact_check import VerdictCode, WarningCode
from safeguard_app.domain.contact_rules import ContactRules, FormerPupilsRule, ReviewRule
from safeguard_app.domain.declarations import DeclarationKind, How, StepKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.people import (
    AdultType,
    FamilyLink,
    Office,
    OfficeKind,
    Person,
    PersonKind,
    PersonRef,
    Post,
    Relation,
)
from safeguard_app.domain.periods import Period
from safeguard_app.services import contact_checks, contact_rules, declarations, incidents, people
from safeguard_app.services.declaration_asks import asking
from safeguard_app.services.declaration_detail import detail
from safeguard_app.services.declaration_forms import Decided, StepInput
from safeguard_app.services.declaration_queue import acknowledge, awaiting
from safeguard_app.services.incident_pages import open_record
from safeguard_app.services.register import register
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from tests.services.conftest import PASSPHRASES, MadeSchool, adult, at, log_incident, moment, pupil
from tests.services.test_contact_checks import asked
from tests.services.test_declarations import declared, step

HEAD = PersonRef(None, "Mrs Carol Denning")


def conditional(when: str, *conditions: str) -> StepInput:
    return StepInput(
        StepKind.ACKNOWLEDGED_WITH_CONDITIONS,
        moment(when),
        How.SIGNED_PAPER,
        HEAD,
        OfficeKind.HEADTEACHER,
        conditions=conditions,
        review_on=date(2027, 9, 30),
    )


@pytest.fixture
def shona(made_school: MadeSchool) -> tuple[Session, Reference, PersonRef, PersonRef]:
    """Shona Pike, midday supervisor, acknowledged as Tyler's aunt on 28 September."""
    session = made_school.sign_in()
    made_school.clock.set("2026-09-24 15:10")
    aunt, tyler = (
        adult(session, "Shona Pike", "Midday supervisor"),
        pupil(session, "Tyler Pike", date(2018, 3, 9)),
    )
    made = declared(session, aunt, tyler, "2026-09-24 15:00")
    made_school.clock.set("2026-09-28 16:20")
    declarations.add_step(session, made, conditional("2026-09-28 16:00", "Family group only"), version=1)
    return session, made, aunt, tyler


def change(session: Session, who: PersonRef, **fields: Any) -> None:
    assert who.reference is not None
    stored = people.stored_person(session, who.reference)
    changed = replace(stored.content, **fields)
    people.correct(session, stored.reference, changed, "Changed.", replacing=stored.number)


def becomes_ta(session: Session, aunt: PersonRef) -> None:
    posts = (
        Post(AdultType.EMPLOYEE, "Midday supervisor", Period(date(2024, 9, 2), date(2026, 11, 26))),
        Post(AdultType.EMPLOYEE, "Teaching assistant, 4B", Period(date(2026, 11, 27))),
    )
    change(session, aunt, posts=posts)


def test_a_new_post_asks_again_until_a_change_is_declared(
    shona: tuple[Session, Reference, PersonRef, PersonRef], made_school: MadeSchool
) -> None:
    session, made, aunt, _ = shona
    made_school.clock.set("2026-11-27 08:00")
    assert asking(session) == ()
    becomes_ta(session, aunt)

    (line,) = asking(session)
    row = register(session).rows[0]

    assert "new post since Fri 27 Nov 2026: Teaching assistant, 4B" in line.sentences[0]
    assert (row.status.meaning, row.status.words) == (StatusMeaning.DUE, "Ask again")
    assert line.sentences[0].rstrip(".") in row.note
    assert register(session).counts == "1 declaration: 0 acknowledged, 1 to ask about again."
    assert detail(session, made).asks == line.sentences
    assert register(session, date(2026, 11, 26)).rows[0].status.words == "Acknowledged, with conditions"

    declarations.add_step(session, made, step(StepKind.DECLARED, "2026-11-27 08:00", aunt), version=2)
    assert asking(session) == ()
    assert register(session).rows[0].status.words == "With the Headteacher: a change"


def test_a_leaver_proposes_ending_and_ends_nothing(
    shona: tuple[Session, Reference, PersonRef, PersonRef], made_school: MadeSchool
) -> None:
    session, made, aunt, tyler = shona
    made_school.clock.set("2026-12-18 09:00")
    left = Period(date(2024, 9, 2), date(2026, 12, 11))
    change(session, aunt, posts=(Post(AdultType.EMPLOYEE, "Midday supervisor", left),))
    change(session, tyler, on_roll=(Period(date(2022, 9, 5), date(2026, 12, 16)),))
    said = " ".join(detail(session, made).asks)
    assert "Shona Pike left on Fri 11 Dec 2026" in said
    assert "Tyler Pike left on Wed 16 Dec 2026" in said
    assert register(session).rows[0].status.words == "Ask whether it has ended"
    assert detail(session, made).conditions == ("Family group only",)


def test_a_pupil_who_came_later_and_an_acknowledger_who_left_the_office_are_asked_about(
    made_school: MadeSchool,
) -> None:
    session = made_school.sign_in()
    made_school.clock.set("2026-09-07 09:00")
    aunt, archie = adult(session, "Ada Hollin", "Cook"), pupil(session, "Archie Hollin", date(2022, 1, 20))
    change(session, archie, on_roll=(Period(date(2027, 1, 5)),))
    acting = adult(session, "Ms Vera Holt", "Teacher")
    change(
        session,
        acting,
        offices=(Office(OfficeKind.ACTING_HEADTEACHER, Period(date(2026, 9, 1), date(2026, 10, 30))),),
    )
    made = declared(session, aunt, archie, "2026-09-07 08:00")
    given = StepInput(
        StepKind.ACKNOWLEDGED,
        moment("2026-09-07 08:30"),
        How.SIGNED_PAPER,
        acting,
        OfficeKind.ACTING_HEADTEACHER,
    )
    declarations.add_step(session, made, given, version=1)
    assert asking(session) == ()
    made_school.clock.set("2027-01-06 09:00")
    said = " ".join(detail(session, made).asks)
    assert "Archie Hollin came on roll on Tue 5 Jan 2027" in said
    assert "Ms Vera Holt acknowledged this, and has not held the office since Fri 30 Oct 2026" in said
    reviewed = replace(step(StepKind.REVIEWED, "2027-01-06 08:00", HEAD), review_on=date(2027, 9, 30))
    declarations.add_step(session, made, reviewed, version=2)
    assert asking(session) == ()


def test_more_information_is_asked_for_in_words_and_the_declaration_stays_open(
    made_school: MadeSchool,
) -> None:
    session = made_school.sign_in()
    made_school.clock.set("2026-09-24 15:10")
    aunt, tyler = adult(session, "Shona Pike", "TA"), pupil(session, "Tyler Pike", date(2018, 3, 9))
    made = declared(session, aunt, tyler, "2026-09-24 15:00")
    made_school.clock.set("2026-09-25 12:00")
    talk = step(StepKind.DISCUSSED, "2026-09-25 11:00", HEAD)
    declarations.add_step(session, made, talk, version=1)
    assert register(session).rows[0].status.words == "Under discussion"
    head = made_school.sign_in("head")
    version = head.vault.get(made).number
    wanted = Decided(made, version, StepKind.MORE_INFORMATION)
    with pytest.raises(RuleViolation) as refused:
        acknowledge(head, (wanted,), PASSPHRASES["head"])
    assert "note" in refused.value.fields
    acknowledge(head, (replace(wanted, note="Which accounts does he use?"),), PASSPHRASES["head"])

    shown = register(head).rows[0]
    (item,) = awaiting(head).items

    assert (shown.status.meaning, shown.status.words) == (StatusMeaning.DUE, "More information wanted")
    assert item.asked_for.endswith("Which accounts does he use?")
    again = Decided(made, item.version, StepKind.ACKNOWLEDGED, review_on=item.review_proposed)
    acknowledge(head, (again,), PASSPHRASES["head"])
    assert register(head).rows[0].status.words == "Acknowledged"
    assert register(head).rows[0].review == "Sat 25 Sep 2027"


@pytest.mark.parametrize("as_named", [HEAD, PersonRef(None, "Carol Dénning")], ids=["as there", "an accent"])
def test_that_an_acknowledger_is_under_concern_is_told_beside_the_concern_alone(
    shona: tuple[Session, Reference, PersonRef, PersonRef], as_named: PersonRef
) -> None:
    session, made, _, tyler = shona
    before = (register(session), detail(session, made).asks, asking(session))
    concern = log_incident(
        session, "SPC", (as_named, "adult_of_concern"), (tyler, "child_contacted"), about_head=True
    )

    told = " ".join(line.text for line in open_record(session, concern).first_actions)

    assert "acknowledged 1 declaration now in force (Shona Pike)" in told
    assert "the Chair of Governors should acknowledge" in told
    assert (register(session), detail(session, made).asks, asking(session)) == before


def test_scenario_3_register_prints_differently_and_no_later_entry_rewrites_the_flag(
    made_school: MadeSchool,
) -> None:
    session, clock = made_school.sign_in(), made_school.clock
    contact_rules.change(
        session,
        ContactRules(
            "2026-09-01",
            former_pupils=FormerPupilsRule.NOT_UNDER_18,
            review=ReviewRule.EACH_SEPTEMBER,
        ),
        "Policy adopted.",
    )
    clock.set("2026-09-22 15:24")
    aunt, tyler = (
        adult(session, "Shona Pike", "Midday supervisor"),
        pupil(session, "Tyler Pike", date(2018, 3, 9)),
    )
    incident = log_incident(session, "SPC", (aunt, "adult_of_concern"), (tyler, "child_contacted"))
    contact_checks.keep(session, incident, contact_checks.check(session, asked(aunt, tyler)))

    clock.set("2026-09-24 15:10")
    made = declared(session, aunt, tyler, "2026-09-24 15:00")
    clock.set("2026-09-28 16:20")
    declarations.add_step(session, made, step(StepKind.DISCUSSED, "2026-09-25 12:30", HEAD), version=1)
    declarations.add_step(session, made, conditional("2026-09-28 16:00", "Family group only"), version=2)
    clock.set("2026-11-27 14:10")
    becomes_ta(session, aunt)
    assert register(session).rows[0].status.words == "Ask again"
    declarations.add_step(session, made, step(StepKind.DECLARED, "2026-11-27 14:00", aunt), version=3)
    clock.set("2026-11-30 15:10")
    new = conditional("2026-11-30 15:00", "Family group only", "Does not assess Tyler")
    declarations.add_step(session, made, new, version=4)
    clock.set("2026-12-02 09:00")

    printed = [
        register(session, day).rows[0] for day in (date(2026, 9, 24), date(2026, 10, 1), date(2026, 12, 1))
    ]
    assert [row.status.words for row in printed] == [
        "With the Headteacher",
        "Acknowledged, with conditions",
        "Acknowledged, with conditions",
    ]
    assert [row.acknowledged for row in printed] == ["", "Mon 28 Sep 2026", "Mon 30 Nov 2026"]
    assert [row.adult_role for row in printed] == [
        "Midday supervisor",
        "Midday supervisor",
        "Teaching assistant, 4B",
    ]
    assert contact_rules.proposed_review(session, date(2026, 11, 30)) == date(2027, 9, 30)
    kept = contact_checks.kept(session, incident)[0].view
    assert kept.code is VerdictCode.NONE_ON_REGISTER
    again = contact_checks.check(session, asked(aunt, tyler))
    assert again.code is VerdictCode.ACKNOWLEDGED_ONLY_LATER

    clock.set("2027-01-13 19:00")
    _follows_demi(session, aunt, tyler)
    assert incidents.current(session, incident).content.category == "SPC"
    assert register(session).rows[0].kind is DeclarationKind.FAMILY_RELATIONSHIP


def _follows_demi(session: Session, aunt: PersonRef, tyler: PersonRef) -> None:
    """13 January: Tyler's sister, 12, who has left."""
    assert tyler.reference is not None
    reference, _ = people.add(
        session,
        Person(
            "Demi Pike",
            PersonKind.FORMER_PUPIL,
            date_of_birth=date(2014, 3, 2),
            on_roll=(Period(date(2018, 9, 4), date(2026, 7, 22)),),
            family=(FamilyLink(tyler.reference.id, Relation.SIBLING, "brother"),),
        ),
    )
    followed = replace(asked(aunt, people.ref_of(session, reference)), began=exactly(at("2027-01-13 18:00")))
    demi = contact_checks.check(session, followed)
    assert demi.code is VerdictCode.AGAINST_RULE
    assert "001 L82" in demi.clauses
    assert WarningCode.SIBLING_ON_ROLL in {caution.code for caution in demi.cautions}


Shona = tuple[Session, Reference, PersonRef, PersonRef]
MIDDAY = Post(AdultType.EMPLOYEE, "Midday supervisor", Period(date(2024, 9, 2)))


def said_of(session: Session) -> str:
    """What is to be asked today about the one declaration."""
    return " ".join(sentence for line in asking(session) for sentence in line.sentences)


def test_somebody_has_left_once_their_last_day_in_the_last_of_their_posts_is_over(
    shona: Shona, made_school: MadeSchool
) -> None:
    session, _, aunt, _ = shona
    first = replace(MIDDAY, period=Period(date(2024, 9, 2), date(2026, 10, 2)))
    second = Post(AdultType.EMPLOYEE, "Cook", Period(date(2024, 9, 2), date(2026, 10, 9)))
    change(session, aunt, posts=(first, second))
    made_school.clock.set("2026-10-05 09:00")
    assert said_of(session) == "", "one of two posts goes on"
    made_school.clock.set("2026-10-09 09:00")
    assert said_of(session) == "", "the last day is one of them"
    made_school.clock.set("2026-10-10 09:00")
    assert "left on Fri 9 Oct 2026" in said_of(session)


def test_whoever_came_into_post_after_it_was_acknowledged_has_no_new_post(
    shona: Shona, made_school: MadeSchool
) -> None:
    session, _, aunt, _ = shona
    made_school.clock.set("2026-10-12 09:00")
    change(session, aunt, posts=(replace(MIDDAY, period=Period(date(2026, 10, 5))),))
    assert said_of(session) == ""
    change(session, aunt, posts=(MIDDAY, replace(MIDDAY, title="Cook", period=Period(date(2026, 10, 13)))))
    assert said_of(session) == "", "not before its first day"
    change(session, aunt, posts=(MIDDAY, replace(MIDDAY, title="Cook", period=Period(date(2026, 10, 12)))))
    assert "new post since Mon 12 Oct 2026: Cook" in said_of(session)


def test_what_was_known_of_the_pupil_when_it_was_acknowledged_is_not_asked(
    shona: Shona, made_school: MadeSchool
) -> None:
    session, _, _, tyler = shona
    made_school.clock.set("2026-10-12 09:00")
    change(session, tyler, on_roll=(Period(date(2022, 9, 5), date(2026, 9, 25)),))
    assert said_of(session) == "", "had left by then"
    change(session, tyler, on_roll=(Period(date(2022, 9, 5), date(2026, 9, 28)),))
    assert "left on Mon 28 Sep 2026" in said_of(session)
    change(session, tyler, on_roll=(Period(date(2026, 10, 13)),))
    assert said_of(session) == "", "comes tomorrow"
    change(session, tyler, on_roll=(Period(date(2026, 10, 12)),))
    assert "came on roll on Mon 12 Oct 2026" in said_of(session)


def test_only_the_office_in_which_somebody_acknowledged_matters(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    made_school.clock.set("2026-09-07 09:00")
    aunt, child = adult(session, "Ada Hollin", "Cook"), pupil(session, "Archie Hollin", date(2018, 1, 20))
    head = adult(session, "Ms Vera Holt", "Teacher")
    acting, deputy = OfficeKind.ACTING_HEADTEACHER, OfficeKind.DEPUTY_DSL
    since = Period(date(2026, 9, 1), date(2026, 12, 18))
    ended = Period(date(2026, 9, 1), date(2026, 10, 9))
    change(session, head, offices=(Office(acting, since), Office(deputy, since)))
    made = declared(session, aunt, child, "2026-09-07 08:00")
    given = step(StepKind.ACKNOWLEDGED, "2026-09-07 08:30", head, acting)
    declarations.add_step(session, made, given, version=1)
    made_school.clock.set("2026-10-12 09:00")
    change(session, head, offices=(Office(acting, since), Office(deputy, ended)))
    assert said_of(session) == ""
    change(session, head, offices=(Office(acting, ended), Office(deputy, since)))
    assert "has not held the office since Fri 9 Oct 2026" in said_of(session)
    made_school.clock.set("2026-10-09 09:00")
    assert said_of(session) == "", "the last day in office is one of them"


def test_something_else_besides_an_end_asks_again_and_lines_stand_by_name(
    shona: Shona, made_school: MadeSchool
) -> None:
    session, _, aunt, tyler = shona
    made_school.clock.set("2026-11-30 09:00")
    becomes_ta(session, aunt)
    change(session, tyler, on_roll=(Period(date(2022, 9, 5), date(2026, 11, 20)),))
    assert register(session).rows[0].status.words == "Ask again"
    ada, child = adult(session, "Ada Hollin", "Cook"), pupil(session, "Archie Hollin", date(2018, 1, 20))
    made = declared(session, ada, child, "2026-11-30 08:00")
    declarations.add_step(session, made, conditional("2026-11-30 08:30", "Family group only"), version=1)
    assert "Ada" not in " ".join(line.adult for line in asking(session))
    made_school.clock.set("2026-12-02 09:00")
    change(session, ada, posts=(Post(AdultType.EMPLOYEE, "Cook", Period(None, date(2026, 12, 1))),))
    assert [line.adult for line in asking(session)] == ["Ada Hollin", "Shona Pike"]
