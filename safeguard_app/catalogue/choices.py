"""Choices a person picks from: the word shown, the code kept, and the lists they come in.

Every text may hold placeholders such as ``{head}``; :mod:`safeguard_app.catalogue.words` fills them.
"""

from dataclasses import dataclass
from enum import StrEnum

from safeguard_app.domain.nations import Nation


class ListName(StrEnum):
    """The lists of choices the catalogue must hold. A list that is missing stops the program at start-up."""

    ACKNOWLEDGED_HOW = "acknowledged_how"
    ACCESS_EXEMPTIONS = "access_exemptions"
    ADULT_TYPES = "adult_types"
    ALTERNATIVES = "alternatives"
    ALLEGATION_CATEGORIES = "allegation_categories"
    ALLEGATION_OUTCOMES = "allegation_outcomes"
    BARRING_LEGS = "barring_legs"
    BAN_OUTCOMES = "ban_outcomes"
    BAN_STANDINGS = "ban_standings"
    BULLYING_METHODS = "bullying_methods"
    BULLYING_MOTIVATIONS = "bullying_motivations"
    CAME_TO_LIGHT = "came_to_light"
    CLOSING_OUTCOMES = "closing_outcomes"
    CONTACT_DIRECTIONS = "contact_directions"
    CONNECTIONS = "connections"
    CONTACT_EXTENTS = "contact_extents"
    CONTACT_WAYS = "contact_ways"
    CONTENT_SEEN = "content_seen"
    DECISIONS = "decisions"
    DECLARATION_KINDS = "declaration_kinds"
    DECLARATION_SLIPS = "declaration_slips"
    DECLARATION_STEPS = "declaration_steps"
    DECLARED_SIDES = "declared_sides"
    DUTY_STATES = "duty_states"
    EQUIPMENT = "equipment"
    EVIDENCE_TYPES = "evidence_types"
    FORMER_PUPILS_RULES = "former_pupils_rules"
    HANDLE_CONFIDENCE = "handle_confidence"
    HARM_THRESHOLD = "harm_threshold"
    HEAD_TOLD_BY = "head_told_by"
    HOUSEHOLDS = "households"
    INVESTIGATION_AGREED_BY = "investigation_agreed_by"
    INVESTIGATION_OUTCOMES = "investigation_outcomes"
    INVESTIGATION_STATES = "investigation_states"
    NAME_KINDS = "name_kinds"
    INITIATORS = "initiators"
    NOT_TELLING_GROUNDS = "not_telling_grounds"
    NOTE_KINDS = "note_kinds"
    OFFICES = "offices"
    PARENTS_RULES = "parents_rules"
    PARENTS_AWARE = "parents_aware"
    PATTERN_REASONS = "pattern_reasons"
    PERSON_KINDS = "person_kinds"
    PERSON_STATUSES = "person_statuses"
    PLACES = "places"
    PLATFORM_RESULTS = "platform_results"
    POSSIBLE_LAWS = "possible_laws"
    PROTOCOL_KEPT = "protocol_kept"
    PROTECTED_CHARACTERISTICS = "protected_characteristics"
    REACHED = "reached"
    TAKEN_WITH = "taken_with"
    RELATIONSHIPS = "relationships"
    REQUEST_HANDLING = "request_handling"
    RETENTION_CLASSES = "retention_classes"
    """How long which records are kept, by default: each to confirm with the local authority (domain.md 7.1)."""
    REVIEW_RULES = "review_rules"
    RISK_AREAS = "risk_areas"
    RISK_LEVELS = "risk_levels"
    RISK_PROMPTS = "risk_prompts"
    SEVERITIES = "severities"
    SHARING_BASES = "sharing_bases"
    SHARING_CONDITIONS = "sharing_conditions"
    SHARING_RECEIPTS = "sharing_receipts"
    STEP_RESULTS = "step_results"
    SUPPLIED_BY = "supplied_by"
    SUPPORT_ANSWERS = "support_answers"
    SUPPORT_KINDS = "support_kinds"
    SUPPORT_OFFERED = "support_offered"
    SUSPENSION_ALTERNATIVES = "suspension_alternatives"
    SUSPENSION_STATES = "suspension_states"
    VISIBILITIES = "visibilities"
    WHOM_TOLD = "whom_told"


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be picked. ``nations`` empty means all four; ``confirm``: check with the local authority.

    ``not_about_head``: left out when the head is the subject, as it would name them or name somebody twice.
    ``asked_of``: categories of whose records the form asks whether it applies. ``review_days``: of a decision, after
    how many days the form proposes to look at it again; 0: nothing is proposed.
    """

    code: str
    label: str
    help: str = ""
    nations: tuple[Nation, ...] = ()
    confirm: bool = False
    not_about_head: bool = False
    asked_of: tuple[str, ...] = ()
    review_days: int = 0

    def serves(self, nation: Nation) -> bool:
        """Whether this choice is offered in ``nation``."""
        return not self.nations or nation in self.nations


@dataclass(frozen=True, slots=True)
class ChoiceList:
    """A named list of choices, in the order they are shown."""

    name: ListName
    title: str
    choices: tuple[Choice, ...]
