"""Reads the catalogue from the program's own data files and proves that it holds together.

``load_catalogue()`` costs tens of milliseconds: call it once, at start-up, and hand the result on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from safeguard_app.catalogue import checks
from safeguard_app.catalogue.catalogue import Catalogue
from safeguard_app.catalogue.categories import Category, CategoryGroup
from safeguard_app.catalogue.clauses import Clause, Policy
from safeguard_app.catalogue.files import (
    ActionsFile,
    CategoriesFile,
    ClocksFile,
    EvidenceFile,
    HeaderFile,
    HoldsFile,
    ListsFile,
    PlatformsFile,
    PolicyFile,
    QuestionsFile,
    RolesFile,
)
from safeguard_app.catalogue.forms import Form
from safeguard_app.catalogue.nations import NationProfile
from safeguard_app.catalogue.placed import Placed, keyed, placed_each
from safeguard_app.catalogue.shape import read_as
from safeguard_app.catalogue.shared_parts import SharedParts
from safeguard_app.system.resources import list_resources, read_resource

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CatalogueFiles:
    """Where the catalogue's files come from: ``listed`` names those of a folder, ``read`` gives the bytes of one."""

    listed: Callable[[str], tuple[str, ...]]
    read: Callable[[str], bytes]

    def one(self, kind: type[T], name: str) -> T:
        """The file of that name as a ``kind``."""
        return read_as(kind, name.removeprefix("catalogue/"), self.read(name))

    def folder(self, kind: type[T], folder: str) -> list[tuple[str, T]]:
        """Each file of a folder as a ``kind``, with the name problems call it by."""
        return [(name.removeprefix("catalogue/"), self.one(kind, name)) for name in self.listed(folder)]


SHIPPED = CatalogueFiles(lambda folder: list_resources(folder, ".toml"), read_resource)
"""The files that ship with the program."""


def load_catalogue(files: CatalogueFiles = SHIPPED) -> Catalogue:
    """The whole catalogue, checked. CatalogueProblem names the file, the key and what was expected there."""
    header = files.one(HeaderFile, "catalogue/catalogue.toml")
    roles = placed_each("roles.toml", "roles", files.one(RolesFile, "catalogue/roles.toml").roles)
    evidence = placed_each(
        "evidence.toml", "evidence_items", files.one(EvidenceFile, "catalogue/evidence.toml").evidence_items
    )
    clocks = placed_each("clocks.toml", "clocks", files.one(ClocksFile, "catalogue/clocks.toml").clocks)
    platforms = placed_each(
        "platforms.toml", "platforms", files.one(PlatformsFile, "catalogue/platforms.toml").platforms
    )
    questions = placed_each(
        "questions.toml", "questions", files.one(QuestionsFile, "catalogue/questions.toml").questions
    )
    actions = placed_each("actions.toml", "actions", files.one(ActionsFile, "catalogue/actions.toml").actions)
    holds = placed_each("holds.toml", "holds", files.one(HoldsFile, "catalogue/holds.toml").holds)
    categories = _categories(files, SharedParts.of(questions, actions, holds))
    policies, clauses = _policies(files)
    lists = [
        entry
        for name, file in files.folder(ListsFile, "catalogue/lists")
        for entry in placed_each(name, "lists", file.lists)
    ]
    nations = [Placed(name, "", item) for name, item in files.folder(NationProfile, "catalogue/nations")]
    forms = [Placed(name, "", item) for name, item in files.folder(Form, "forms")]
    catalogue = Catalogue(
        version=header.version,
        categories=keyed(categories, "code", lambda item: item.code),
        roles=keyed(roles, "code", lambda item: item.code),
        evidence_items=keyed(evidence, "code", lambda item: item.code),
        policies=keyed(policies, "id", lambda item: item.id),
        clauses=keyed(clauses, "place", lambda item: item.reference),
        clocks=keyed(clocks, "id", lambda item: item.id),
        nations=keyed(nations, "nation", lambda item: item.nation),
        lists=keyed(lists, "name", lambda item: item.name),
        platforms=keyed(platforms, "code", lambda item: item.code),
        forms=keyed(forms, "id", lambda item: item.id),
    )
    checks.check_whole(catalogue)
    checks.check_policies(policies, clauses)
    checks.check_nations(nations)
    checks.check_texts(catalogue, [*roles, *evidence, *clocks, *clauses, *platforms, *lists, *nations])
    checks.check_texts(catalogue, [*categories, *forms])
    checks.check_choices(lists)
    checks.check_clocks(clocks)
    checks.check_platforms(platforms)
    checks.check_categories(catalogue, categories)
    checks.check_forms(catalogue, forms)
    return catalogue


def _categories(files: CatalogueFiles, parts: SharedParts) -> list[Placed[Category]]:
    """Every category of every file, in the order of the picker: by group, then by ``order``."""
    found = [
        parts.complete(entry)
        for name, file in files.folder(CategoriesFile, "catalogue/categories")
        for entry in placed_each(name, "categories", file.categories)
    ]
    groups = list(CategoryGroup)
    return sorted(found, key=lambda placed: (groups.index(placed.item.group), placed.item.order))


def _policies(files: CatalogueFiles) -> tuple[list[Placed[Policy]], list[Placed[Clause]]]:
    """The policies and their clauses. A clause holds from the day its policy does unless it has its own day."""
    policies: list[Placed[Policy]] = []
    clauses: list[Placed[Clause]] = []
    for name, file in files.folder(PolicyFile, "catalogue/clauses"):
        policies.append(Placed(name, "policy", file.policy))
        for entry in placed_each(name, "clauses", file.clauses):
            clause = Clause(
                reference=f"{file.policy.id} {entry.item.place}",
                policy=file.policy.id,
                words=entry.item.words,
                in_force_from=entry.item.in_force_from or file.policy.in_force_from,
                superseded_on=entry.item.superseded_on or file.policy.superseded_on,
                stale_law=entry.item.stale_law,
            )
            clauses.append(Placed(name, entry.key, clause))
    return policies, clauses
