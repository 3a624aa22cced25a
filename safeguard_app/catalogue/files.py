"""What each file of the catalogue looks like: one dataclass for each kind of file."""

import datetime
from dataclasses import dataclass

from safeguard_app.catalogue.categories import Category, ExpectedEvidence, IncidentRole
from safeguard_app.catalogue.choices import ChoiceList
from safeguard_app.catalogue.clauses import Policy
from safeguard_app.catalogue.clocks import Clock
from safeguard_app.catalogue.platforms import Platform


@dataclass(frozen=True, slots=True)
class HeaderFile:
    """``catalogue.toml``: the version kept with every record, and since when."""

    version: str
    issued: datetime.date
    note: str = ""


@dataclass(frozen=True, slots=True)
class CategoriesFile:
    """``categories/*.toml``."""

    categories: tuple[Category, ...]


@dataclass(frozen=True, slots=True)
class RolesFile:
    """``roles.toml``."""

    roles: tuple[IncidentRole, ...]


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """``evidence.toml``."""

    evidence_items: tuple[ExpectedEvidence, ...]


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
class PlatformsFile:
    """``platforms.toml``."""

    platforms: tuple[Platform, ...]
