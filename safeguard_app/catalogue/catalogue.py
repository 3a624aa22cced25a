"""The catalogue as a whole: what was read, and the questions the rest of the program asks of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from safeguard_app.catalogue.categories import Category, ExpectedEvidence, FirstAction, IncidentRole
from safeguard_app.catalogue.choices import Choice, ChoiceList, ListName
from safeguard_app.catalogue.clauses import Clause, Policy
from safeguard_app.catalogue.clocks import Clock
from safeguard_app.catalogue.form_words import FormWords
from safeguard_app.catalogue.import_columns import ImportColumns
from safeguard_app.catalogue.ladders import Ladder, LetterTemplate
from safeguard_app.catalogue.logbooks import Logbook
from safeguard_app.catalogue.nations import Agency, NationProfile
from safeguard_app.catalogue.platforms import Platform
from safeguard_app.catalogue.words import Words
from safeguard_app.domain.coaching import CoachRule
from safeguard_app.domain.forms import Form
from safeguard_app.domain.head_meetings import MeetingRules
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.import_fields import ImportField
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.pattern_rules import PatternRule
from safeguard_app.domain.relation_questions import RelationRules


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything read from ``resources/catalogue`` and ``resources/forms``, keyed by code, in the order shown.

    ``version`` is kept with every record written under it. ``confirm_note`` (a template) is shown beside everything
    marked ``confirm``.
    """

    version: str
    confirm_note: str
    categories: Mapping[str, Category]
    roles: Mapping[str, IncidentRole]
    evidence_items: Mapping[str, ExpectedEvidence]
    policies: Mapping[str, Policy]
    clauses: Mapping[str, Clause]
    clocks: Mapping[str, Clock]
    coach: Mapping[str, CoachRule]
    nations: Mapping[Nation, NationProfile]
    lists: Mapping[ListName, ChoiceList]
    platforms: Mapping[str, Platform]
    forms: Mapping[str, Form]
    import_columns: Mapping[ImportField, ImportColumns]
    form_words: FormWords
    patterns: Mapping[str, PatternRule]
    ladders: Mapping[str, Ladder]
    letters: Mapping[str, LetterTemplate]
    logbooks: Mapping[str, Logbook]
    relations: RelationRules
    meeting: MeetingRules
    _clocked: dict[tuple[str, Nation, frozenset[str]], tuple[tuple[FirstAction, Clock], ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Worked out before: Today asks it of every open record, and few of them differ in it."""

    def words(self, nation: Nation, *, head_is_subject: bool = False) -> Words:
        """The nation's words, for filling templates; with ``head_is_subject`` the head is never who is told."""
        return Words.of(self.nations[nation], head_is_subject=head_is_subject)

    def choices(self, name: ListName, nation: Nation, *, head_is_subject: bool = False) -> tuple[Choice, ...]:
        """The choices of a list that are offered in ``nation``, in order."""
        found = (choice for choice in self.lists[name].choices if choice.serves(nation))
        return tuple(choice for choice in found if not (head_is_subject and choice.not_about_head))

    def home_of(self, category: str, roles: Iterable[str] = ()) -> Compartment:
        """The compartment a record belongs in: the category's, unless a role taken in it has its own."""
        for role in roles:
            home = self.roles[role].home
            if home is not None:
                return home
        return self.categories[category].home

    def clauses_of(self, category: str) -> tuple[Clause, ...]:
        """The clauses a category cites, in the order it cites them."""
        return tuple(self.clauses[reference] for reference in self.categories[category].clauses)

    def referrals_of(self, category: str, nation: Nation) -> tuple[Agency, ...]:
        """The agencies a category may be referred to in ``nation``; those the nation lacks are left out."""
        profile = self.nations[nation]
        found = (profile.agency(agency_id) for agency_id in self.categories[category].referrals)
        return tuple(agency for agency in found if agency is not None)

    def evidence_of(self, category: str) -> tuple[ExpectedEvidence, ...]:
        """What a complete set of evidence has for a category, in order."""
        return tuple(self.evidence_items[code] for code in self.categories[category].evidence)

    def ladder_for(self, category: str) -> Ladder | None:
        """The ladder that a category is offered, or None."""
        return next((one for one in self.ladders.values() if category in one.categories), None)

    def clock_of(self, action: FirstAction, nation: Nation) -> Clock | None:
        """The clock a first action runs on in ``nation``, or None."""
        clock = self.clocks.get(action.clock)
        return clock if clock is not None and clock.serves(nation) else None

    def clocked_actions(
        self, category: str, nation: Nation, roles: Iterable[str]
    ) -> tuple[tuple[FirstAction, Clock], ...]:
        """The first actions of a category with these roles in it that run on a clock, in order; none where unknown."""
        key = (category, nation, frozenset(roles))
        if key not in self._clocked:
            found = self.categories.get(category)
            actions = found.actions_for(nation, key[2]) if found is not None else ()
            self._clocked[key] = tuple(
                (action, clock) for action in actions if (clock := self.clock_of(action, nation)) is not None
            )
        return self._clocked[key]
