"""A school of each nation: no page and no paper says what another nation calls its people, agencies or papers."""

import contextlib
import re
import typing
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from safeguard_app.domain.access_bundles import AccessItem
from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.letters import Letter
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services import (
    access_bundles,
    authority_forms,
    cases,
    declaration_drives,
    form_offers,
    inspection,
    journeys,
    letters,
    monthly_summary,
    paper,
    paper_forms,
    referrals,
)
from safeguard_app.services.access_bundles import AccessForm
from safeguard_app.services.paper_views import (
    AccessBundlePaper,
    AccessLogPaper,
    AgendaPaper,
    AudiencePaper,
    AuthorityFormPaper,
    CasePaper,
    ChainSlipPaper,
    ChronologyPaper,
    CustodyPaper,
    DaySheetPaper,
    DrivePaper,
    DriveSheet,
    GovernorsPaper,
    HandoverBriefPaper,
    HandoverPaper,
    IncidentPaper,
    InspectionPaper,
    JourneysPaper,
    LetterPaper,
    LogbookPaper,
    MonthlyPaper,
    OutgoingPaper,
    PaperJob,
    PlanPaper,
    Preview,
    ReferralPaper,
    RegisterPaper,
    ReportKind,
    SchedulePaper,
    SharingPaper,
    SheetPaper,
)
from safeguard_app.services.session import Session
from safeguard_app.ui.in_steps import InSteps
from safeguard_app.ui.theme import current
from safeguard_app.vault import reading
from tests.catalogue.test_nations_words import OTHERS_WORDS
from tests.documents.reading import failures, pages, second_opinion
from tests.evidence_files.made_forms import authority_form
from tests.gallery.demo_school import open_demo
from tests.gallery.entry_papers import jobs_of_entries
from tests.gallery.nation_demo import gallery_in
from tests.gallery.scenes import Scene, all_scenes
from tests.gallery.sharing_scenes import prepared
from tests.journeys.perceiving import texts_of

ENGLANDS_OWN = {
    "evidence-question": "the sheet alone, given England's head",
    "first-run-": "a log that is made for England; the nation's words come with its choice",
    "incident-form-about-head": "the head is named in England's words by the scene",
    "incident-limits": "a referral and its limits of England, handed to the page in ready words",
    "older-copy": "ready words of England's parts, handed to the sheet",
    "settings-policy-": "a policy of England is pasted",
    "settings-recovery-": "ready words of England's keepers, handed to the page",
    "today-notices": "ready words of England's parts, handed to the page",
    "today-older-copy": "ready words of England's parts, handed to the page",
    "unlock": "roles of England, handed to the page",
}
"""Scenes that show words written into the scene, each with the reason: nothing of them comes from the log."""
_AROUND = 60


def foreign(seen: str, nation: Nation) -> list[str]:
    """What another nation's words stand in, a little of each."""
    found = re.finditer(OTHERS_WORDS[nation], seen)
    return [seen[max(0, one.start() - _AROUND) : one.end() + _AROUND].replace("\n", " | ") for one in found]


def is_englands_own(scene: str) -> bool:
    return any(scene.startswith(name) for name in ENGLANDS_OWN)


SHARES = 2
"""Parts of the walk, so that it is spread over processors."""
_MADE_MS = 30
"""What a page makes a turn after it is shown is there by then."""


@pytest.fixture(params=[one for one in Nation if one is not Nation.ENGLAND], ids=lambda one: str(one.value))
def elsewhere(request: pytest.FixtureRequest) -> Iterator[Nation]:
    """The demo school in each nation but England, whose pages are read where their pictures are looked at."""
    with gallery_in(request.param):
        yield request.param


@pytest.fixture(params=Nation, ids=lambda nation: str(nation.value))
def nation(request: pytest.FixtureRequest) -> Iterator[Nation]:
    """The demo school in each nation."""
    with gallery_in(request.param):
        yield request.param


@pytest.fixture
def undressed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows without the sheet of the look: it changes no word, and takes a third of the time."""
    monkeypatch.setattr(current, "_sheet", lambda *_: "")


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.usefixtures("undressed", "theme")
def test_no_page_says_another_nations_words(elsewhere: Nation, share: int) -> None:
    nation, leaks = elsewhere, dict[str, list[str]]()
    own = [(name, build) for name, build in all_scenes().items() if not is_englands_own(name)]
    for name, build in own[share::SHARES]:
        if said := foreign("\n".join(_words(build())), nation):
            leaks[name] = said[:3]
    assert leaks == {}


def _words(scene: Scene) -> list[str]:
    """What stands in a window, shown to nobody: no screen is painted, and nothing waits for pages to come to rest."""
    window = scene.window
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.resize(1366, 736)
    window.show()
    if scene.after is not None:
        scene.after()
    QTest.qWait(_MADE_MS)
    for making in window.findChildren(InSteps):
        making.finish()
    found = texts_of(window)
    window.hide()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return found


def test_no_paper_says_another_nations_words(nation: Nation) -> None:
    demo = open_demo()
    leaks: dict[str, list[str]] = {}
    broken: dict[str, list[str]] = {}
    printed = set[type]()
    for job in demo.wait(partial(_jobs, demo.session)):
        made = demo.wait(partial(paper.preview, demo.session, job))
        printed.add(type(job))
        _look(leaks, made, nation)
        if not isinstance(
            job, AuthorityFormPaper
        ):  # that one is the authority's own file, and claims nothing
            _check(broken, made, nation)
    for form in demo.wait(partial(_forms, demo.session)):
        made = demo.wait(form)
        _look(leaks, made, nation)
        _check(broken, made, nation)
    assert leaks == {}
    assert broken == {}, "every document of the story follows PDF/UA-1 and PDF/A-3a by two validators"
    assert printed == set(typing.get_args(PaperJob)), "the story has one of each kind of paper"
    forms = {form.id for form in demo.session.catalogue.forms.values() if form.serves(nation)}
    assert forms == demo.wait(partial(_begun, demo.session)), "each form of the nation was read, filled in"


def _look(leaks: dict[str, list[str]], made: Preview, nation: Nation) -> None:
    said = foreign("\n".join((made.title, *pages(made.pdf))), nation)
    if said:
        leaks[made.title] = said[:3]


def _check(broken: dict[str, list[str]], made: Preview, nation: Nation) -> None:
    """What two validators find; in one nation only, as the engine knows no nation."""
    if nation is Nation.ENGLAND:
        found = failures(made.pdf) + second_opinion(made.pdf)
        if found:
            broken[made.title] = found[:3]


def _jobs(session: Session) -> list[PaperJob]:
    """Every paper that the story's records can be printed as."""
    jobs: list[PaperJob] = [RegisterPaper()]
    begun = set[str]()
    year = inspection.periods(session)[0][0]
    jobs += [GovernorsPaper(kind, year, adults=session.opens(Compartment.ADULTS)) for kind in ReportKind]
    jobs += [MonthlyPaper(part) for part, _ in monthly_summary.parts(session).parts]
    for part in session.vault:
        jobs += [
            ChainSlipPaper(part.id),
            DaySheetPaper(part.id),
            AgendaPaper(part.id),
            InspectionPaper(part.id),
            HandoverBriefPaper(part.id),
        ]

        def found(
            kind: RecordKind, id_: object = part.id, connection: object = part.connection
        ) -> list[Reference]:
            return [one.reference for one in reading.of_kind(connection, id_, kind)]  # type: ignore[arg-type]

        incidents = found(RecordKind.INCIDENT)
        jobs += [IncidentPaper(one) for one in incidents]
        jobs += [SchedulePaper(one) for one in incidents]
        jobs += [AudiencePaper(IncidentPaper(one), Audience.AUTHORITY) for one in incidents[:1]]
        if part.id is Compartment.DAILY:
            bundle = _bundle(session, found(RecordKind.PERSON)[0])
            jobs += [AccessBundlePaper(bundle), AccessLogPaper(bundle)]
        jobs += [PlanPaper(one) for one in found(RecordKind.ASSESSMENT)]
        jobs += [ChronologyPaper(one, part.id) for one in found(RecordKind.PERSON)[:3]]
        jobs += [SheetPaper(one) for one in found(RecordKind.DECLARATION)]
        jobs.append(OutgoingPaper(part.id))
        if part.id is Compartment.DAILY:
            drive, _ = declaration_drives.begin(session, "October 2026")
            jobs += [DrivePaper(drive, sheet) for sheet in DriveSheet]
        for incident in incidents:
            jobs += [
                ReferralPaper(
                    offer.begun or referrals.begin(session, incident, offer.adult, offer.form, offer.child)[0]
                )
                for offer in form_offers.offers(session, incident).offers
                if offer.form not in begun
            ]
            begun |= {offer.form for offer in form_offers.offers(session, incident).offers}
        if part.id is Compartment.DAILY:
            jobs.append(_authority_form(session, incidents))
            jobs.append(SharingPaper(prepared(session, incidents[0]).reference))
            jobs.append(CasePaper(cases.start(session, incidents[0], incidents[1], "One matter.")[0]))
            books = session.catalogue.logbooks.values()
            jobs += jobs_of_entries(session, found(RecordKind.PERSON))
            jobs += [LogbookPaper(book.id) for book in books if book.serves(session.nation)]
            allowed = [one for one in incidents if journeys.may_be_chosen(session, one)]
            jobs += [JourneysPaper((one,)) for one in allowed]
        jobs += _letters(session, reading.of_kind(part.connection, part.id, RecordKind.LETTER))
        for stored in reading.of_kind(part.connection, part.id, RecordKind.EVIDENCE):
            jobs.append(CustodyPaper(stored.reference))
            jobs.append(HandoverPaper(Reference(part.id, stored.about), (stored.reference,)))  # type: ignore[arg-type]
    return jobs


def _authority_form(session: Session, records: list[Reference]) -> AuthorityFormPaper:
    """An authority's own PDF, filled from the first form about a child."""
    referral = next(one for record in records for one in referrals.of_incident(session, record))
    file = authority_forms.offered(session, authority_form())
    form = referrals.view(session, referral).form
    given = authority_forms.FormInput("Northshire", "Its own form", None, form)
    return AuthorityFormPaper(authority_forms.add(session, file, given)[0], referral)


def _bundle(session: Session, person: Reference) -> Reference:
    """What somebody is given of the daily log: all of it."""
    shown = access_bundles.view(session, person, Compartment.DAILY)
    given = tuple(AccessItem(one.found.record, given=True) for one in shown.items)
    return access_bundles.keep(session, shown, AccessForm(given))[0]


def _begun(session: Session) -> set[str]:
    """Every form that is begun somewhere in the log."""
    return {
        one.content.form
        for part in session.vault
        for one in reading.of_kind(part.connection, part.id, RecordKind.REFERRAL)
    }


def _letters(session: Session, found: list[Stored[Letter]]) -> list[PaperJob]:
    """Letters in which nothing is open any more: no other can be printed."""
    made: list[PaperJob] = []
    for one in found:
        with contextlib.suppress(RuleViolation):
            incident = Reference(one.reference.compartment, RecordId(str(one.about)))
            letters.ready(session, incident, RecordId(one.reference.id))
            made.append(LetterPaper(incident, RecordId(one.reference.id)))
    return made


def _forms(session: Session) -> tuple[Callable[[], Preview], ...]:
    """The blank forms."""
    words, school, now = session.words(), session.school, session.now()
    return (
        partial(paper_forms.concern_form_preview, words, school, now, demo=True),
        partial(paper_forms.blank_sheet_preview, words, school, now, demo=True),
        partial(paper_forms.contact_sheet_preview, session),
        partial(paper_forms.blank_handover_preview, session),
        *(
            partial(paper_forms.blank_form_preview, session, form)
            for form, _ in paper_forms.blank_forms(session)
        ),
    )
