"""What the incident form and the forms beside a record offer, in the nation's words: lists, categories, guidance.

Read once after unlock and whenever the category changes; nothing in it depends on a record.
"""

from dataclasses import dataclass
from datetime import date, tzinfo

from safeguard_app.catalogue.categories import Asked, Category, CategoryGroup, QuestionKind
from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.identifiers import CaseNumber, Compartment
from safeguard_app.domain.incidents import Attention, Danger, Incident, Participant
from safeguard_app.domain.moments import not_known
from safeguard_app.services import policy_clauses, subject_of_concern
from safeguard_app.services.incident_form import IncidentForm
from safeguard_app.services.incident_pages import readers_of
from safeguard_app.services.incident_words import doer_words, ring_words, tells_head
from safeguard_app.services.labels import today
from safeguard_app.services.law_words import confirm_words, laws_asked
from safeguard_app.services.policy_clauses import CitedClauses
from safeguard_app.services.session import Session

GROUP_TITLES = {
    CategoryGroup.MAIN: "",
    CategoryGroup.CHILDREN: "About children online",
    CategoryGroup.POSTS: "Posts about the school",
    CategoryGroup.ADULTS: "About adults who work here",
    CategoryGroup.UNSORTED: "",
}


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """One thing to pick: the code kept, the words shown, and help where there is any.

    ``review_days``: of a decision, after how many days it is proposed to look at it again.
    """

    code: str
    label: str
    help: str = ""
    review_days: int = 0


@dataclass(frozen=True, slots=True)
class CategoryGroupLine:
    """Categories that stand together in the picker; an empty title means at its top level."""

    title: str
    categories: tuple[ChoiceLine, ...]


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question of a category, ready to be put."""

    id: str
    text: str
    kind: QuestionKind
    at_capture: bool
    options: tuple[ChoiceLine, ...]
    help: str


@dataclass(frozen=True, slots=True)
class HoldGuide:
    """What waits for advice, and why."""

    title: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class FirstActionGuide:
    """Something to do first: who does it and whom to ring."""

    text: str
    who: str
    ring: str


@dataclass(frozen=True, slots=True)
class ReferralGuide:
    """A body the incident may be referred to; ``confirm`` says with whom to confirm the route, where it varies."""

    name: str
    confirm: str


@dataclass(frozen=True, slots=True)
class CategoryGuide:
    """Everything the form shows for one kind of incident. ``readers`` empty: the daily log, which everybody opens."""

    code: str
    name: str
    definition: str
    immediate_safety: str
    capture_note: str
    roles: tuple[ChoiceLine, ...]
    questions: tuple[QuestionLine, ...]
    clauses: CitedClauses
    holds: tuple[HoldGuide, ...]
    first_actions: tuple[FirstActionGuide, ...]
    referrals: tuple[ReferralGuide, ...]
    readers: str
    can_open: bool
    words_only: bool
    asks_material: bool = False
    """Whether what a file is has to be said before it is chosen (domain.md 5.4)."""
    head_because: str = ""
    """Why the people named make it about the Headteacher; empty where they do not."""
    lead_because: str = ""


@dataclass(frozen=True, slots=True)
class TitleLines:
    """The nation's titles, as forms and buttons say them; ``is_head``: whoever is signed in is the Headteacher."""

    head: str
    head_alternate: str
    chair: str
    lead: str
    lead_short: str
    deputy: str
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class AllegationChoices:
    """Lists of the forms of an allegation file, and the bodies it may go to, with when and how far that is sure."""

    officer: str
    states: tuple[ChoiceLine, ...]
    agreed_by: tuple[ChoiceLine, ...]
    instead: tuple[ChoiceLine, ...]
    found: tuple[ChoiceLine, ...]
    suspensions: tuple[ChoiceLine, ...]
    outcomes: tuple[ChoiceLine, ...]
    legs: tuple[ChoiceLine, ...]
    duties: tuple[ChoiceLine, ...]
    barring: ChoiceLine
    regulator: ChoiceLine


@dataclass(frozen=True, slots=True)
class FormChoices:
    """Lists of the form and of the panels beside a record. ``myself`` is the signed-in user's name."""

    zone: tzinfo
    myself: str
    titles: TitleLines
    categories: tuple[CategoryGroupLine, ...]
    platforms: tuple[ChoiceLine, ...]
    places: tuple[ChoiceLine, ...]
    equipment: tuple[ChoiceLine, ...]
    characteristics: tuple[ChoiceLine, ...]
    risk_areas: tuple[ChoiceLine, ...]
    severities: tuple[ChoiceLine, ...]
    laws: tuple[ChoiceLine, ...]
    laws_asked: dict[str, tuple[str, ...]]
    """By category: the laws of which is asked whether they may apply."""
    laws_confirm: str
    note_kinds: tuple[ChoiceLine, ...]
    decisions: tuple[ChoiceLine, ...]
    alternatives: tuple[ChoiceLine, ...]
    threshold: tuple[ChoiceLine, ...]
    risk_levels: tuple[ChoiceLine, ...]
    risk_prompts: tuple[str, ...]
    allegation: AllegationChoices
    whom_told: tuple[ChoiceLine, ...]
    not_telling: tuple[ChoiceLine, ...]
    outcomes: tuple[ChoiceLine, ...]
    reached: tuple[ChoiceLine, ...]
    taken_with: tuple[ChoiceLine, ...]
    opens_about_head: bool
    """Whether this user's key opens records about the Headteacher."""
    opens_about_lead: bool

    def category_label(self, code: str) -> str:
        """The name of a category; the code where the catalogue has none such."""
        for group in self.categories:
            for line in group.categories:
                if line.code == code:
                    return line.label
        return code


def form_choices(session: Session) -> FormChoices:
    """Everything that does not depend on the category."""
    words = session.words()
    return FormChoices(
        zone=session.zone,
        myself=session.user.name,
        titles=TitleLines(
            head=words.term("head"),
            head_alternate=words.term("head_alternate"),
            chair=words.term("chair"),
            lead=words.term("school_lead"),
            lead_short=words.term("school_lead_short"),
            deputy=words.term("deputy"),
            is_head=session.user.is_head,
        ),
        categories=_category_groups(session),
        platforms=tuple(ChoiceLine(one.code, one.name) for one in session.catalogue.platforms.values()),
        places=_lines(session, ListName.PLACES),
        equipment=_lines(session, ListName.EQUIPMENT),
        characteristics=_lines(session, ListName.PROTECTED_CHARACTERISTICS),
        risk_areas=_lines(session, ListName.RISK_AREAS),
        severities=_lines(session, ListName.SEVERITIES),
        laws=_lines(session, ListName.POSSIBLE_LAWS),
        laws_asked=laws_asked(session),
        laws_confirm=confirm_words(session),
        note_kinds=_lines(session, ListName.NOTE_KINDS),
        decisions=_lines(session, ListName.DECISIONS),
        alternatives=_lines(session, ListName.ALTERNATIVES),
        threshold=_lines(session, ListName.HARM_THRESHOLD),
        risk_levels=_lines(session, ListName.RISK_LEVELS),
        risk_prompts=tuple(one.label for one in _lines(session, ListName.RISK_PROMPTS)),
        allegation=_allegation(session),
        whom_told=_lines(session, ListName.WHOM_TOLD),
        not_telling=_lines(session, ListName.NOT_TELLING_GROUNDS),
        outcomes=_lines(session, ListName.CLOSING_OUTCOMES),
        reached=_lines(session, ListName.REACHED),
        taken_with=_lines(session, ListName.TAKEN_WITH),
        opens_about_head=session.opens(Compartment.NOT_HEAD),
        opens_about_lead=session.opens(Compartment.NOT_DSL),
    )


def _allegation(session: Session) -> AllegationChoices:
    words = session.words()
    return AllegationChoices(
        officer=words.term("staff_allegation_contact"),
        states=_lines(session, ListName.INVESTIGATION_STATES),
        agreed_by=_lines(session, ListName.INVESTIGATION_AGREED_BY),
        instead=_lines(session, ListName.SUSPENSION_ALTERNATIVES),
        found=_lines(session, ListName.INVESTIGATION_OUTCOMES),
        suspensions=_lines(session, ListName.SUSPENSION_STATES),
        outcomes=_lines(session, ListName.ALLEGATION_OUTCOMES),
        legs=_lines(session, ListName.BARRING_LEGS),
        duties=_lines(session, ListName.DUTY_STATES),
        barring=_body(session, "barring"),
        regulator=_body(session, "regulator"),
    )


def _body(session: Session, agency_id: str) -> ChoiceLine:
    """A body to refer to: when, and with whom to confirm it; the wording of the duty is checked nowhere here."""
    fill = session.words().fill
    agency = session.catalogue.nations[session.nation].agency(agency_id)
    assert agency is not None
    return ChoiceLine(
        agency_id, fill(agency.name), f"{fill(agency.when)} {fill(session.catalogue.confirm_note)}"
    )


def guide_of(session: Session, form: IncidentForm) -> CategoryGuide:
    """What a form shows as far as it is filled in: its clauses are those of the day it is about."""
    return category_guide(
        session,
        form.category,
        tuple(dict.fromkeys(one.role for one in form.participants if one.role)),
        about_head=form.about_head,
        about_lead=form.about_lead,
        people=form.participants,
        day=policy_clauses.day_of(session, form.happened.moment, form.told.moment),
    )


def category_guide(
    session: Session,
    code: str,
    roles: tuple[str, ...] = (),
    *,
    about_head: bool = False,
    about_lead: bool = False,
    people: tuple[Participant, ...] = (),
    day: date | None = None,
) -> CategoryGuide:
    """What the form shows for a category, and where it would be kept with these roles taken in it.

    About the Headteacher, every line says who takes their place. ``people`` say whether it is about them. The clauses
    are those of ``day``, or of today.
    """
    head_because, lead_because = subject_of_concern.reasons(session, people)
    category = session.catalogue.categories[code]
    fill = session.words(head_is_subject=about_head).fill
    if about_head:
        home = Compartment.NOT_HEAD
    elif about_lead:
        home = Compartment.NOT_DSL
    else:
        home = session.catalogue.home_of(code, [role for role in roles if role in session.catalogue.roles])
    pretended = _nobody(session, code, head_is_subject=about_head)
    return CategoryGuide(
        code=code,
        name=fill(category.name),
        definition=fill(category.definition),
        immediate_safety=fill(category.immediate_safety),
        capture_note=fill(category.capture_note),
        roles=tuple(
            ChoiceLine(role, fill(found.label), fill(found.help))
            for role in category.roles
            if (found := session.catalogue.roles.get(role)) is not None
        ),
        questions=_questions(session, category, about_head=about_head),
        clauses=policy_clauses.of_category(session, code, day or today(session), about_head=about_head),
        holds=tuple(
            HoldGuide(fill(hold.title), fill(hold.text), fill(hold.reason))
            for hold in category.holds_for(session.nation)
        ),
        first_actions=tuple(
            FirstActionGuide(
                fill(action.text),
                doer_words(session, action.who, pretended),
                ring_words(session, action, head_is_subject=about_head),
            )
            for action in category.actions_for(session.nation)
            if about_head or not (session.user.is_head and tells_head(session, action))
        ),
        referrals=_referrals(session, code, about_head=about_head),
        readers="" if home is Compartment.DAILY else readers_of(session, home),
        can_open=session.opens(home),
        words_only=category.evidence_closed,
        asks_material=category.asks_material,
        head_because=head_because,
        lead_because=lead_because,
    )


def _category_groups(session: Session) -> tuple[CategoryGroupLine, ...]:
    fill = session.words().fill
    made = []
    for group, title in GROUP_TITLES.items():
        found = sorted(
            (one for one in session.catalogue.categories.values() if one.group is group),
            key=lambda one: one.order,
        )
        lines = tuple(ChoiceLine(one.code, fill(one.name), fill(one.definition)) for one in found)
        made.append(CategoryGroupLine(title, lines))
    return tuple(made)


def _questions(session: Session, category: Category, *, about_head: bool) -> tuple[QuestionLine, ...]:
    fill = session.words(head_is_subject=about_head).fill
    made = []
    for question in category.questions_for(session.nation):
        options = tuple(
            ChoiceLine(one.code, fill(one.label), fill(one.help))
            for one in question.options
            if one.serves(session.nation)
        )
        if question.options_from is not None:
            options = _lines(session, question.options_from, about_head=about_head)
        made.append(
            QuestionLine(
                question.id,
                fill(question.text),
                question.kind,
                question.asked is Asked.CAPTURE,
                options,
                fill(question.help),
            )
        )
    return tuple(made)


def _referrals(session: Session, code: str, *, about_head: bool) -> tuple[ReferralGuide, ...]:
    fill = session.words(head_is_subject=about_head).fill
    confirm = fill(session.catalogue.confirm_note)
    return tuple(
        ReferralGuide(fill(agency.name), confirm if agency.confirm else "")
        for agency in session.catalogue.referrals_of(code, session.nation)
    )


def _lines(session: Session, name: ListName, *, about_head: bool = False) -> tuple[ChoiceLine, ...]:
    fill = session.words(head_is_subject=about_head).fill
    return tuple(
        ChoiceLine(one.code, fill(one.label), fill(one.help), one.review_days)
        for one in session.catalogue.choices(name, session.nation)
    )


def _nobody(session: Session, code: str, *, head_is_subject: bool) -> Incident:
    """An incident of a category with nothing in it: what words that depend on the subject are asked about."""
    return Incident(
        case=CaseNumber(session.now().year, "", 0),
        category=code,
        catalogue_version=session.catalogue.version,
        danger=Danger.NOT_ASKED,
        danger_asked_at=None,
        happened=not_known(),
        attention=Attention(not_known()),
        accounts=(),
        participants=(),
        entered_at=session.now(),
        entered_by=session.user.id,
        head_is_subject=head_is_subject,
    )
