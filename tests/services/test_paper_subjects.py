"""Each kind of paper, line by line: whose copy it is for a family, and that it is no other child's."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from types import UnionType
from typing import get_args

import pytest

from safeguard_app.domain.access_bundles import AccessItem
from safeguard_app.domain.assessments import Assessment, Measure, Risk, RiskLevel
from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference, new_record_id
from safeguard_app.domain.letters import Letter
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.periods import ALWAYS
from safeguard_app.services import (
    access_bundles,
    assessments,
    cases,
    letters,
    logbooks,
    paper,
    paper_subjects,
    paper_views,
    referrals,
)
from safeguard_app.services import paper_views as jobs
from safeguard_app.services.access_bundles import AccessForm
from safeguard_app.services.paper_kinds import BUILDERS
from safeguard_app.services.paper_prepared import entries_of
from safeguard_app.services.paper_subjects import (
    ABOUT,
    ABOUT_ANOTHER,
    ASKED_FOR,
    FOR_THE_NEXT_SCHOOL,
    NOT_FOR,
    NOT_ON_A_FORM,
)
from safeguard_app.services.session import Session
from tests.services.audience_school import Group, group
from tests.services.conftest import log_incident, moment, pupil
from tests.services.logbook_entries import on, said, who
from tests.services.test_derivatives import png, taken

DAILY = Compartment.DAILY
ANYTHING = Reference(DAILY, new_record_id())
FAMILIES = tuple(one for one in Audience if one.needs_subjects)


def tomasz(there: Group) -> PersonRef:
    """About whom everything here is."""
    return there.people["tomasz"]


def place(person: PersonRef) -> Reference:
    """Where somebody stands on the register."""
    assert person.reference is not None
    return person.reference


def held_as(there: Group, kind: type) -> Reference:
    """The one entry of a kind that hangs on the group's record."""
    (held,) = [one for one in entries_of(there.session, there.incident) if isinstance(one.content, kind)]
    return held.reference


def bundle(there: Group) -> jobs.PaperJob:
    """What Tomasz's family is given."""
    shown = access_bundles.view(there.session, place(tomasz(there)), DAILY)
    given = tuple(AccessItem(one.found.record, given=True, section=one.found.section) for one in shown.items)
    return jobs.AccessBundlePaper(access_bundles.keep(there.session, shown, AccessForm(given))[0])


def plan(there: Group) -> jobs.PaperJob:
    """Tomasz's safety plan."""
    session = there.session
    made = Assessment(
        tomasz(there),
        moment("2026-09-14 08:00"),
        "Miss Abbey",
        (Risk("More of it at lunch", RiskLevel.MEDIUM, "Three times"),),
        (Measure("A place at the front table", "Mr Reed"),),
        review_on=date(2026, 11, 9),
    )
    assessments.make(session, there.incident, made)
    return jobs.PlanPaper(held_as(there, Assessment))


def form(there: Group) -> jobs.PaperJob:
    """A referral of Tomasz."""
    child = tomasz(there)
    return jobs.ReferralPaper(
        referrals.begin(there.session, there.incident, child, "child_referral", child)[0]
    )


def lines(there: Group) -> jobs.PaperJob:
    """The chronology of Tomasz."""
    return jobs.ChronologyPaper(place(tomasz(there)), DAILY, everything=True)


def together(there: Group) -> jobs.PaperJob:
    """Of Tomasz and Reece, side by side."""
    return jobs.ChronologyPaper(
        place(there.people["reece"]), DAILY, everything=True, beside=(place(tomasz(there)),)
    )


def pack(there: Group) -> jobs.PaperJob:
    """Tomasz's file, for his next school."""
    answers = (
        who("child", tomasz(there)),
        on("left_on", date(2026, 9, 11)),
        said("new_school", "Derwent Academy"),
    )
    return jobs.TransferPackPaper(logbooks.enter(there.session, "files-sent-on", answers)[0])


def letter(there: Group) -> jobs.PaperJob:
    """To Tomasz's mother."""
    template = next(iter(there.session.catalogue.letters))
    given = Letter(
        template,
        "Mrs Aneta Zielińska",
        date(2026, 9, 14),
        "A meeting",
        "Dear Mrs Zielińska,",
        "Please come to a meeting on Friday.",
        "Yours sincerely,",
        "Miss Jo Abbey",
        "Designated safeguarding lead",
        child="Tomasz Zieliński",
    )
    letters.keep(there.session, there.incident, given)
    return jobs.LetterPaper(there.incident, RecordId(held_as(there, Letter).id))


def exhibit(there: Group) -> Reference:
    """A picture on the record."""
    return taken(there.session, there.incident, png())


def case(there: Group) -> jobs.PaperJob:
    """Two records of the group."""
    other = log_incident(there.session, "CB", (there.people["kacper"], "alleged"))
    return jobs.CasePaper(cases.start(there.session, there.incident, other, "The same group.")[0])


@dataclass(frozen=True, slots=True)
class Kind:
    """How a paper is made of the group's record, and what is said to a family it is not for: in which field, what."""

    made: Callable[[Group], jobs.PaperJob]
    field: str
    says: str


def nobodys(job: jobs.PaperJob, says: str = NOT_FOR) -> Kind:
    """It is the copy of no family."""
    return Kind(lambda _there: job, "audience", says)


def a_record(made: Callable[[Group], jobs.PaperJob]) -> Kind:
    """It is the copy of whoever stands on its records."""
    return Kind(made, "subjects", "does not stand on this record")


def one_childs(made: Callable[[Group], jobs.PaperJob]) -> Kind:
    """It is the copy of one child."""
    return Kind(made, "subjects", ABOUT_ANOTHER)


KINDS: dict[type, tuple[Kind, ...]] = {
    jobs.AccessBundlePaper: (Kind(bundle, "subjects", ASKED_FOR),),
    jobs.AccessLogPaper: (nobodys(jobs.AccessLogPaper(ANYTHING)),),
    jobs.AgendaPaper: (nobodys(jobs.AgendaPaper(DAILY)),),
    jobs.AudiencePaper: (
        nobodys(
            jobs.AudiencePaper(jobs.IncidentPaper(ANYTHING), Audience.POLICE),
            "This copy is made for an audience already.",
        ),
    ),
    jobs.AuthorityFormPaper: (nobodys(jobs.AuthorityFormPaper(ANYTHING, ANYTHING), NOT_ON_A_FORM),),
    jobs.CasePaper: (a_record(case),),
    jobs.ChainSlipPaper: (nobodys(jobs.ChainSlipPaper(DAILY)),),
    jobs.ChronologyPaper: (one_childs(lines), one_childs(together)),
    jobs.CustodyPaper: (a_record(lambda there: jobs.CustodyPaper(exhibit(there))),),
    jobs.DaySheetPaper: (nobodys(jobs.DaySheetPaper(DAILY)),),
    jobs.DisposalCertificatePaper: (nobodys(jobs.DisposalCertificatePaper(ANYTHING)),),
    jobs.DrivePaper: (nobodys(jobs.DrivePaper(ANYTHING, jobs.DriveSheet.CHASE)),),
    jobs.GovernorsPaper: (nobodys(jobs.GovernorsPaper(jobs.ReportKind.ANNUAL, ALWAYS)),),
    jobs.HandoverBriefPaper: (nobodys(jobs.HandoverBriefPaper(DAILY)),),
    jobs.HandoverPaper: (a_record(lambda there: jobs.HandoverPaper(there.incident, (exhibit(there),))),),
    jobs.IncidentPaper: (a_record(lambda there: jobs.IncidentPaper(there.incident)),),
    jobs.InspectionPaper: (nobodys(jobs.InspectionPaper(DAILY)),),
    jobs.JourneysPaper: (nobodys(jobs.JourneysPaper((ANYTHING,))),),
    jobs.LetterPaper: (one_childs(letter),),
    jobs.LogbookPaper: (nobodys(jobs.LogbookPaper("disposals")),),
    jobs.MonthlyPaper: (nobodys(jobs.MonthlyPaper(DAILY)),),
    jobs.OutgoingPaper: (nobodys(jobs.OutgoingPaper(DAILY)),),
    jobs.PlanPaper: (one_childs(plan),),
    jobs.ReferralPaper: (one_childs(form),),
    jobs.RegisterPaper: (nobodys(jobs.RegisterPaper()),),
    jobs.SchedulePaper: (a_record(lambda there: jobs.SchedulePaper(there.incident)),),
    jobs.SharingPaper: (nobodys(jobs.SharingPaper(ANYTHING)),),
    jobs.SheetPaper: (nobodys(jobs.SheetPaper(ANYTHING)),),
    jobs.TransferPackPaper: (one_childs(pack),),
}


def every_kind(union: object) -> Iterator[type]:
    """The classes of a union, however deep."""
    if isinstance(union, UnionType):
        for one in get_args(union):
            yield from every_kind(one)
    elif isinstance(union, type):
        yield union


@pytest.fixture
def there(session: Session) -> Group:
    """The group; Nia, who stands on no record, and nobody of her family."""
    made = group(session)
    made.people["nia"] = pupil(session, "Nia Lark", date(2016, 5, 6), "P6", "6B")
    return made


def test_every_kind_of_paper_has_a_line() -> None:
    kinds = set(every_kind(paper_views.PaperJob))
    assert kinds == set(BUILDERS) == set(ABOUT) == set(KINDS)


def test_a_kind_without_a_line_is_no_familys_copy(session: Session) -> None:
    class NewPaper:
        """Of nothing yet."""

    assert paper_subjects.about_whom(session, NewPaper()) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "at"), [(kind, at) for kind, many in KINDS.items() for at in range(len(many))]
)
def test_no_paper_is_another_childs_copy(there: Group, kind: type, at: int) -> None:
    line = KINDS[kind][at]
    job = line.made(there)
    assert type(job) is kind
    for audience in FAMILIES:
        for stranger in (
            there.people["nia"],
            *((there.people["reece"],) if line.says in (ABOUT_ANOTHER, ASKED_FOR) else ()),
        ):
            with pytest.raises(RuleViolation) as refused:
                paper.preview(there.session, jobs.AudiencePaper(job, audience, (stranger,)))
            assert line.says in refused.value.fields[line.field]


@pytest.mark.parametrize(
    "made",
    [lines, plan, form, case, lambda there: jobs.IncidentPaper(there.incident)],
    ids=["lines", "plan", "form", "case", "record"],
)
def test_it_is_the_copy_of_the_child_it_is_about_and_of_nobody_besides_who_stands_nowhere(
    there: Group, made: Callable[[Group], jobs.PaperJob]
) -> None:
    job = made(there)
    whose = (tomasz(there),)
    assert paper.preview(there.session, jobs.AudiencePaper(job, Audience.PARENT, whose)).pages
    with pytest.raises(RuleViolation) as refused:
        paper.preview(there.session, jobs.AudiencePaper(job, Audience.PARENT, (*whose, there.people["nia"])))
    assert "Nia Lark does not stand on this record" in refused.value.fields["subjects"]


def test_family_of_somebody_on_the_record_may_have_a_copy(there: Group) -> None:
    job = jobs.AudiencePaper(
        jobs.IncidentPaper(there.incident), Audience.SUBJECT_ACCESS, (there.people["joan"],)
    )
    assert paper.preview(there.session, job).pages


@pytest.mark.parametrize("audience", [Audience.PARENT, Audience.SUBJECT_ACCESS])
def test_the_pack_for_the_next_school_is_no_parents_copy(there: Group, audience: Audience) -> None:
    """It holds who must not be told and where they are reached safely, for the school that has to know."""
    job = jobs.AudiencePaper(pack(there), audience, (tomasz(there),))
    with pytest.raises(RuleViolation) as refused:
        paper.preview(there.session, job)
    assert refused.value.fields == {"audience": FOR_THE_NEXT_SCHOOL}
