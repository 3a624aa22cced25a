"""The school's own switches, and the contact check of parents and former pupils under them; what else was answered."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.contact_check import (
    ContactQuestion,
    Handling,
    HeadToldBy,
    Protocol,
    VerdictCode,
    WarningCode,
)
from safeguard_app.domain.contact_rules import (
    ContactRules,
    FormerPupilsRule,
    ParentsRule,
    ReviewRule,
    review_day,
    rules_on,
)
from safeguard_app.domain.declarations import (
    Connection,
    DeclarationKind,
    DeclaredPupil,
    OtherSide,
    Said,
    StepKind,
)
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.people import (
    FamilyLink,
    OfficeKind,
    Person,
    PersonKind,
    PersonRef,
    Relation,
)
from safeguard_app.domain.periods import Period
from safeguard_app.services import contact_checks, contact_rules, declarations, people, school
from safeguard_app.services.contact_check_keeping import new_incident_with
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from safeguard_app.vault import reading
from tests.services.conftest import MadeSchool, adult, at, log_incident, pupil
from tests.services.test_declarations import connected, parent, step


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """Signed in as the lead, Mon 12 October 2026."""
    made = made_school.sign_in()
    made_school.clock.set("2026-10-12 09:00")
    return made


def keep(
    session: Session,
    since: str = "2026-09-01",
    *,
    parents: ParentsRule = ParentsRule.NOT_SAID,
    former_pupils: FormerPupilsRule = FormerPupilsRule.NOT_SAID,
    kinds: tuple[DeclarationKind, ...] = tuple(DeclarationKind),
) -> None:
    made = ContactRules(since, parents, former_pupils, kinds)
    contact_rules.change(session, made, "The governors adopted the policy.")


def asked(who: PersonRef, other: PersonRef, began: str = "2026-10-05 19:00") -> ContactQuestion:
    return ContactQuestion(who, other, "facebook", exactly(at(began)))


def friendship(session: Session, who: PersonRef, other: PersonRef, before: Said) -> None:
    """Declared 14 September, acknowledged 16 September."""
    about = DeclaredPupil(
        other,
        Relation.OTHER,
        side=OtherSide.PARENT,
        connection=Connection.PARENT_FRIENDSHIP,
        before_post=before,
    )
    made = connected(session, DeclarationKind.FRIENDSHIP, who, about, "2026-09-14 09:00")
    head = PersonRef(None, "Mrs Carol Denning")
    given = step(StepKind.ACKNOWLEDGED, "2026-09-16 09:00", head, OfficeKind.HEADTEACHER)
    declarations.add_step(session, made, given, version=1)


def test_a_change_is_a_version_of_the_school_with_its_reason(session: Session) -> None:
    keep(session, parents=ParentsRule.NEVER)
    keep(session, "2026-10-01", parents=ParentsRule.CAUTION)

    stored = session.vault.school()
    versions = reading.versions(session.vault.daily.connection, stored.reference)

    assert versions[0].reason == "The governors adopted the policy." or versions[-1].reason
    entries = stored.content.contact_rules
    assert [one.since for one in entries] == ["2026-09-01", "2026-10-01"]
    held = rules_on(entries, date(2026, 9, 30))
    assert held is not None and held.parents is ParentsRule.NEVER
    assert rules_on(entries, date(2026, 8, 31)) is None


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_change_needs_a_reason(session: Session, reason: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        contact_rules.change(session, ContactRules("2026-09-01"), reason)
    assert "reason" in refused.value.fields
    assert session.school.contact_rules == ()


@pytest.mark.parametrize("since", ["", "soon", "2031-01-01"])
def test_a_day_that_is_none_or_far_ahead_is_refused(session: Session, since: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        contact_rules.change(session, ContactRules(since), "Adopted.")
    assert "since" in refused.value.fields


def test_changing_the_schools_details_leaves_the_rules(session: Session) -> None:
    before = session.school
    keep(session, parents=ParentsRule.NEVER)
    school.change(session, replace(before, phone="01234 567890"))
    assert [one.parents for one in session.school.contact_rules] == [ParentsRule.NEVER]


@pytest.mark.parametrize(
    ("rule", "before", "code", "clause"),
    [
        (ParentsRule.NEVER, Said.YES, VerdictCode.AGAINST_RULE, "002 L29-30"),
        (ParentsRule.CONNECTED_BEFORE, Said.YES, VerdictCode.ACKNOWLEDGED_BEFORE, "000 L37"),
        (ParentsRule.CONNECTED_BEFORE, Said.NO, VerdictCode.AGAINST_RULE, "000 L37"),
        (ParentsRule.CAUTION, Said.YES, VerdictCode.ACKNOWLEDGED_BEFORE, "004 §6.11"),
    ],
)
def test_a_parent_is_checked_against_the_schools_switch(
    session: Session, rule: ParentsRule, before: Said, code: VerdictCode, clause: str
) -> None:
    keep(session, parents=rule)
    toby, mother = adult(session, "Toby Ames", "Teacher"), parent(session, "Ewa Zielna")
    friendship(session, toby, mother, before)

    verdict = contact_checks.check(session, asked(toby, mother))

    assert verdict.code is code
    assert verdict.register_code is VerdictCode.ACKNOWLEDGED_BEFORE
    assert verdict.other_side is OtherSide.PARENT
    assert f"({clause})" in " ".join(verdict.sentences)
    assert clause in verdict.clauses
    assert "since Tue 1 Sep 2026" in " ".join(verdict.sentences)
    meaning = contact_checks.view(session, verdict).status.meaning
    assert (meaning is StatusMeaning.DONE) == (code is VerdictCode.ACKNOWLEDGED_BEFORE)


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (ParentsRule.NOT_SAID, VerdictCode.NONE_ON_REGISTER),
        (ParentsRule.FRIENDS_OUTSIDE, VerdictCode.NONE_ON_REGISTER),
        (ParentsRule.CAUTION, VerdictCode.CAUTION_ASKED),
        (ParentsRule.NEVER, VerdictCode.AGAINST_RULE),
    ],
)
def test_a_parent_with_nothing_declared(session: Session, rule: ParentsRule, code: VerdictCode) -> None:
    keep(session, parents=rule)
    toby, mother = adult(session, "Toby Ames", "Teacher"), parent(session, "Ewa Zielna")
    verdict = contact_checks.check(session, asked(toby, mother))
    assert verdict.code is code
    assert any("No friendship between" in sentence for sentence in verdict.sentences)
    assert (verdict.pupil_age_from, verdict.pupil_age_words) == (None, "")


def test_the_rule_of_the_day_of_the_contact_counts(session: Session) -> None:
    keep(session, parents=ParentsRule.CAUTION)
    keep(session, "2026-10-08", parents=ParentsRule.NEVER)
    toby, mother = adult(session, "Toby Ames", "Teacher"), parent(session, "Ewa Zielna")
    before = contact_checks.check(session, asked(toby, mother, "2026-10-05 19:00"))
    after = contact_checks.check(session, asked(toby, mother, "2026-10-09 19:00"))
    assert (before.code, after.code) == (VerdictCode.CAUTION_ASKED, VerdictCode.AGAINST_RULE)


def test_a_friendship_that_does_not_say_what_the_switch_asks_says_so(session: Session) -> None:
    keep(session, parents=ParentsRule.CONNECTED_BEFORE)
    toby, mother = adult(session, "Toby Ames", "Teacher"), parent(session, "Ewa Zielna")
    friendship(session, toby, mother, Said.NOT_KNOWN)
    verdict = contact_checks.check(session, asked(toby, mother))
    assert WarningCode.RULE_NOT_ANSWERED in {caution.code for caution in verdict.cautions}


def test_a_friendship_with_the_parent_is_told_and_is_no_exception_for_the_child(session: Session) -> None:
    toby, mother = adult(session, "Toby Ames", "Teacher"), parent(session, "Ewa Zielna")
    tomasz = pupil(session, "Tomasz Zielny", date(2017, 3, 9))
    about = DeclaredPupil(mother, Relation.OTHER, side=OtherSide.PARENT, children=(tomasz,))
    connected(session, DeclarationKind.FRIENDSHIP, toby, about, "2026-09-14 09:00")

    verdict = contact_checks.check(session, asked(toby, tomasz))

    assert verdict.code is VerdictCode.NONE_ON_REGISTER
    other = [
        caution.sentence for caution in verdict.cautions if caution.code is WarningCode.OTHER_DECLARATION
    ]
    assert len(other) == 1 and "At the time: declared, not acknowledged" in other[0]


def demi(session: Session) -> PersonRef:
    """A former pupil of 12, whose brother is on roll."""
    tyler = pupil(session, "Tyler Pike", date(2018, 3, 9))
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
    return people.ref_of(session, reference)


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (FormerPupilsRule.NOT_SAID, VerdictCode.PUPIL_NOT_ON_ROLL),
        (FormerPupilsRule.CAUTION, VerdictCode.PUPIL_NOT_ON_ROLL),
        (FormerPupilsRule.NOT_UNDER_18, VerdictCode.AGAINST_RULE),
        (FormerPupilsRule.NEVER, VerdictCode.AGAINST_RULE),
    ],
)
def test_a_former_pupil_under_18_is_checked_against_the_switch_and_the_sibling_is_shown(
    session: Session, rule: FormerPupilsRule, code: VerdictCode
) -> None:
    keep(session, former_pupils=rule)
    shona, sister = adult(session, "Shona Pike", "TA"), demi(session)

    verdict = contact_checks.check(session, asked(shona, sister))

    codes = {caution.code for caution in verdict.cautions}
    assert verdict.code is code
    assert verdict.pupil_age_words == "aged 12"
    assert {WarningCode.FORMER_PUPIL_UNDER_18, WarningCode.SIBLING_ON_ROLL} <= codes
    assert "rule on former pupils" in " ".join(verdict.sentences)


def test_a_self_report_is_credited_with_how_it_lies_to_the_first_other_report(session: Session) -> None:
    merrin, freya = adult(session, "Joel Merrin", "Coach"), pupil(session, "Freya L", date(2012, 3, 3))
    question = replace(
        asked(merrin, freya, "2026-10-05 12:00"),
        head_told=exactly(at("2026-10-05 16:05")),
        head_told_by=HeadToldBy.ADULT,
        came_to_attention=exactly(at("2026-10-08 09:00")),
        handled=Handling.REJECTED,
    )
    verdict = contact_checks.check(session, question)
    assert verdict.credits == (
        "Reported to the Headteacher by Joel Merrin themself on Mon 5 Oct 2026, 16:05, the same day as the contact, "
        "3 days before anybody else did.",
        "The request was rejected outright, as policy asks (002 L29-30).",
    )
    late = replace(question, head_told=exactly(at("2026-10-10 16:05")))
    assert "2 days after it had come to attention otherwise" in contact_checks.check(session, late).credits[0]


def test_a_request_left_unanswered_and_not_reported_says_what_policy_asks(session: Session) -> None:
    merrin, freya = adult(session, "Joel Merrin", "Coach"), pupil(session, "Freya L", date(2012, 3, 3))
    question = replace(asked(merrin, freya), handled=Handling.IGNORED, head_told_by=HeadToldBy.NOBODY)
    verdict = contact_checks.check(session, question)
    said = {caution.code: caution.sentence for caution in verdict.cautions}
    assert "rejected outright, and not only ignored (002 L29-30)" in said[WarningCode.NOT_REJECTED]
    assert "001 L84" in said[WarningCode.HEAD_NOT_TOLD]
    assert verdict.credits == ()


def test_acknowledged_and_outside_what_was_agreed_is_not_shown_as_done(session: Session) -> None:
    keep(session, parents=ParentsRule.CONNECTED_BEFORE)
    toby, mother = adult(session, "Toby Ames", "Teacher"), parent(session, "Ewa Zielna")
    friendship(session, toby, mother, Said.YES)
    outside = replace(asked(toby, mother), protocol=Protocol.OUTSIDE)
    verdict = contact_checks.check(session, outside)
    assert verdict.code is VerdictCode.OUTSIDE_PROTOCOL
    assert contact_checks.view(session, verdict).status.meaning is StatusMeaning.DUE
    assert verdict.sentences[-1] == "The Headteacher decides what follows."


@pytest.mark.parametrize(
    ("told", "by"), [("2026-10-01 09:00", HeadToldBy.ADULT), ("2026-10-06 09:00", HeadToldBy.NOBODY)]
)
def test_a_report_before_the_contact_or_by_nobody_at_a_time_is_refused(
    session: Session, told: str, by: HeadToldBy
) -> None:
    merrin, freya = adult(session, "Joel Merrin", "Coach"), pupil(session, "Freya L", date(2012, 3, 3))
    question = replace(asked(merrin, freya), head_told=exactly(at(told)), head_told_by=by)
    with pytest.raises(RuleViolation) as refused:
        contact_checks.check(session, question)
    assert "head_told" in refused.value.fields


def test_what_was_answered_is_frozen_with_the_incident_and_never_changes(session: Session) -> None:
    keep(session, parents=ParentsRule.NEVER)
    toby, mother = adult(session, "Toby Ames", "Teacher"), parent(session, "Ewa Zielna")
    question = replace(asked(toby, mother), handled=Handling.ACCEPTED, protocol=Protocol.OUTSIDE)
    verdict = contact_checks.check(session, question)
    incident = log_incident(session, "SPC", (toby, "adult_of_concern"), (mother, "parent"))
    contact_checks.keep(session, incident, verdict)
    keep(session, "2026-09-01", parents=ParentsRule.CAUTION)

    kept = contact_checks.kept(session, incident)[0].view

    assert kept.code is VerdictCode.AGAINST_RULE
    assert ("Request", "Accepted it") in kept.facts
    assert ("What was agreed", "Outside it") in kept.facts
    assert any(label == "Parent" for label, _ in kept.facts)
    assert "adults never connect with parents (002 L29-30)" in " ".join(kept.sentences)


def test_an_incident_about_a_parent_begins_as_staff_parent_contact(session: Session) -> None:
    toby, mother = adult(session, "Toby Ames", "Teacher"), parent(session, "Ewa Zielna")
    form = new_incident_with(session, contact_checks.check(session, asked(toby, mother)))
    assert form.category == "SPar"
    assert [one.role for one in form.participants][1] == "parent"


def test_a_kind_that_the_school_does_not_keep_is_refused(session: Session) -> None:
    keep(session, kinds=(DeclarationKind.FRIENDSHIP,))
    assert DeclarationKind.FAMILY_RELATIONSHIP in session.school.contact_rules[0].kinds
    toby, other = adult(session, "Toby Ames", "Teacher"), PersonRef(None, "A neighbour")
    about = DeclaredPupil(other, Relation.OTHER, side=OtherSide.OTHER)
    with pytest.raises(RuleViolation) as refused:
        connected(session, DeclarationKind.OTHER, toby, about, "2026-09-14 09:00")
    assert "kind" in refused.value.fields


@pytest.mark.parametrize(
    ("rule", "given", "due"),
    [
        (ReviewRule.EACH_SEPTEMBER, date(2026, 9, 28), date(2027, 9, 30)),
        (ReviewRule.EACH_SEPTEMBER, date(2026, 11, 30), date(2027, 9, 30)),
        (ReviewRule.EACH_SEPTEMBER, date(2027, 2, 3), date(2027, 9, 30)),
        (ReviewRule.A_YEAR_AFTER, date(2026, 9, 28), date(2027, 9, 28)),
        (ReviewRule.A_YEAR_AFTER, date(2028, 2, 29), date(2029, 2, 28)),
    ],
)
def test_when_a_review_is_due(rule: ReviewRule, given: date, due: date) -> None:
    assert review_day(rule, given) == due


def test_an_entry_for_the_same_day_takes_its_place_and_holds_from_that_day(session: Session) -> None:
    keep(session, parents=ParentsRule.CAUTION)
    keep(session, parents=ParentsRule.NEVER)
    entries = session.school.contact_rules
    assert [(one.since, one.parents) for one in entries] == [("2026-09-01", ParentsRule.NEVER)]
    held = rules_on(entries, date(2026, 9, 1))
    assert held is not None and held.parents is ParentsRule.NEVER
    head = session.vault.daily.head.number
    keep(session, parents=ParentsRule.NEVER)
    assert session.vault.daily.head.number == head, "what is so already is no change"


def test_entries_of_other_days_stand_the_newest_first(session: Session) -> None:
    for since in ("2026-09-01", "2026-10-01", "2026-11-01"):
        keep(session, since, parents=ParentsRule.CAUTION)
    view = contact_rules.rules_view(session)
    assert view.now.since == "2026-10-01"
    days = ["Sun 1 Nov 2026", "Tue 1 Sep 2026"]
    assert [line.partition(":")[0] for line in view.later] == [f"From {day}" for day in days]
