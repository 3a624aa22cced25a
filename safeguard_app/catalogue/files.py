"""What each file of the catalogue looks like: one dataclass for each kind of file."""

import datetime
from dataclasses import dataclass

from safeguard_app.catalogue.categories import (
    CategoryGroup,
    ExpectedEvidence,
    FirstAction,
    Hold,
    IncidentRole,
    Question,
    RiskArea,
)
from safeguard_app.catalogue.choices import ChoiceList
from safeguard_app.catalogue.clauses import Policy
from safeguard_app.catalogue.clocks import Clock
from safeguard_app.catalogue.form_words import FormWords
from safeguard_app.catalogue.import_columns import ImportColumns
from safeguard_app.catalogue.logbooks import Logbook
from safeguard_app.catalogue.platforms import Platform
from safeguard_app.domain.coaching import CoachRule
from safeguard_app.domain.head_meetings import MeetingRules
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.pattern_rules import PatternRule
from safeguard_app.domain.relation_questions import RelationRules


@dataclass(frozen=True, slots=True)
class HeaderFile:
    """``catalogue.toml``: the version kept with every record, and the words beside what is to be confirmed."""

    version: str
    issued: datetime.date
    confirm_note: str


@dataclass(frozen=True, slots=True)
class PatternsFile:
    """``patterns.toml``: the rules of the pattern radar."""

    patterns: tuple[PatternRule, ...]


@dataclass(frozen=True, slots=True)
class RelationsFile:
    """``relation-questions.toml``: whom to ask whether they are related."""

    relations: RelationRules


@dataclass(frozen=True, slots=True)
class MeetingFile:
    """``meeting.toml``: what is gone through with the Headteacher."""

    meeting: MeetingRules


@dataclass(frozen=True, slots=True)
class CategoryEntry:
    """A category as it stands in its file: its own questions, and the ids of what it shares with others.

    ``also_ask`` are ids of ``questions.toml`` and follow the category's own; ``actions`` and ``holds`` are ids of
    ``actions.toml`` and ``holds.toml``. Those in the lists that end with ``of_adult`` stand after the others and apply
    only when an adult of concern is part of it. The rest is as in
    :class:`~safeguard_app.catalogue.categories.Category`.
    """

    code: str
    name: str
    group: CategoryGroup
    order: int
    definition: str
    home: Compartment
    risk_area: RiskArea
    roles: tuple[str, ...]
    actions: tuple[str, ...]
    questions: tuple[Question, ...] = ()
    also_ask: tuple[str, ...] = ()
    also_ask_of_adult: tuple[str, ...] = ()
    actions_of_adult: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    holds_of_adult: tuple[str, ...] = ()
    referrals: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    immediate_safety: str = ""
    capture_note: str = ""
    evidence_closed: bool = False
    asks_material: bool = False
    check_contact: bool = False
    harm_threshold: bool = False


@dataclass(frozen=True, slots=True)
class CategoriesFile:
    """``categories/*.toml``."""

    categories: tuple[CategoryEntry, ...]


@dataclass(frozen=True, slots=True)
class QuestionsFile:
    """``questions.toml``: questions several categories ask, with one meaning and one id."""

    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class ActionsFile:
    """``actions.toml``."""

    actions: tuple[FirstAction, ...]


@dataclass(frozen=True, slots=True)
class HoldsFile:
    """``holds.toml``."""

    holds: tuple[Hold, ...]


@dataclass(frozen=True, slots=True)
class RolesFile:
    """``roles.toml``."""

    roles: tuple[IncidentRole, ...]


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """``evidence.toml``."""

    evidence: tuple[ExpectedEvidence, ...]


@dataclass(frozen=True, slots=True)
class ClauseEntry:
    """One clause as it stands in a policy's file: ``place`` is the part of the reference after the policy's number.

    ``in_force_from`` is the policy's own unless it is given here.
    """

    place: str
    words: str
    in_force_from: datetime.date | None = None
    superseded_on: datetime.date | None = None
    stale_law: str = ""


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """``clauses/*.toml``: one policy and its clauses."""

    policy: Policy
    clauses: tuple[ClauseEntry, ...]


@dataclass(frozen=True, slots=True)
class ClocksFile:
    """``clocks.toml``."""

    clocks: tuple[Clock, ...]


@dataclass(frozen=True, slots=True)
class ListsFile:
    """``lists/*.toml``."""

    lists: tuple[ChoiceList, ...]


@dataclass(frozen=True, slots=True)
class ImportColumnsFile:
    """``import-columns.toml``."""

    columns: tuple[ImportColumns, ...]


@dataclass(frozen=True, slots=True)
class FormWordsFile:
    """``form-words.toml``."""

    form_words: FormWords


@dataclass(frozen=True, slots=True)
class LogbooksFile:
    """``logbooks/*.toml``."""

    logbooks: tuple[Logbook, ...]


@dataclass(frozen=True, slots=True)
class PlatformsFile:
    """``platforms.toml``."""

    platforms: tuple[Platform, ...]


@dataclass(frozen=True, slots=True)
class CoachFile:
    """``coach.toml``: the rules of the writing coach."""

    coach: tuple[CoachRule, ...]
