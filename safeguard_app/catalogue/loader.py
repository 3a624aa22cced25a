"""Reads the catalogue from the program's own data files and proves that it holds together.

``load_catalogue()`` costs tens of milliseconds: call it once, at start-up, and hand the result on.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from safeguard_app.catalogue import checks, ladder_checks
from safeguard_app.catalogue.catalogue import Catalogue
from safeguard_app.catalogue.categories import (
    Category,
    CategoryGroup,
    ExpectedEvidence,
    FirstAction,
    Hold,
    IncidentRole,
    Question,
)
from safeguard_app.catalogue.choices import ChoiceList
from safeguard_app.catalogue.clauses import Clause, Policy
from safeguard_app.catalogue.clocks import Clock
from safeguard_app.catalogue.coach_checks import check_coach
from safeguard_app.catalogue.files import (
    ActionsFile,
    CategoriesFile,
    ClocksFile,
    CoachFile,
    EvidenceFile,
    FormWordsFile,
    HeaderFile,
    HoldsFile,
    ImportColumnsFile,
    ListsFile,
    LogbooksFile,
    MeetingFile,
    PatternsFile,
    PlatformsFile,
    PolicyFile,
    QuestionsFile,
    RelationsFile,
    RolesFile,
)
from safeguard_app.catalogue.form_checks import check_forms
from safeguard_app.catalogue.form_files import FormFile, FormSectionsFile, completed
from safeguard_app.catalogue.form_words import FormWords, check_form_words
from safeguard_app.catalogue.import_columns import ImportColumns
from safeguard_app.catalogue.ladders import Ladder, LettersFile, LetterTemplate
from safeguard_app.catalogue.logbook_checks import check_logbooks
from safeguard_app.catalogue.logbooks import Logbook
from safeguard_app.catalogue.meeting_checks import check_meeting
from safeguard_app.catalogue.nations import NationProfile
from safeguard_app.catalogue.pattern_checks import check_patterns
from safeguard_app.catalogue.placed import Placed, keyed, placed_each
from safeguard_app.catalogue.platforms import Platform
from safeguard_app.catalogue.relation_checks import check_relations
from safeguard_app.catalogue.shape import read_as
from safeguard_app.catalogue.shared_parts import SharedParts
from safeguard_app.domain.coaching import CoachRule
from safeguard_app.domain.forms import Form
from safeguard_app.domain.head_meetings import MeetingRules
from safeguard_app.domain.pattern_rules import PatternRule
from safeguard_app.domain.relation_questions import RelationRules
from safeguard_app.system.resources import list_resources, read_resource

F = TypeVar("F")
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

    def items(self, kind: type[F], key: str, items_of: Callable[[F], Sequence[T]]) -> list[Placed[T]]:
        """The items of ``key.toml``, each with its place."""
        return placed_each(f"{key}.toml", key, items_of(self.one(kind, f"catalogue/{key}.toml")))

    def items_in(self, kind: type[F], key: str, items_of: Callable[[F], Sequence[T]]) -> list[Placed[T]]:
        """The items of every file of the folder ``key``, each with its place."""
        files = self.folder(kind, f"catalogue/{key}")
        return [entry for name, file in files for entry in placed_each(name, key, items_of(file))]


SHIPPED = CatalogueFiles(lambda folder: list_resources(folder, ".toml"), read_resource)
"""The files that ship with the program."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read, each thing with the place it came from."""

    header: Placed[HeaderFile]
    roles: list[Placed[IncidentRole]]
    evidence: list[Placed[ExpectedEvidence]]
    clocks: list[Placed[Clock]]
    coach: list[Placed[CoachRule]]
    platforms: list[Placed[Platform]]
    questions: list[Placed[Question]]
    actions: list[Placed[FirstAction]]
    holds: list[Placed[Hold]]
    categories: list[Placed[Category]]
    policies: list[Placed[Policy]]
    clauses: list[Placed[Clause]]
    lists: list[Placed[ChoiceList]]
    nations: list[Placed[NationProfile]]
    forms: list[Placed[Form]]
    import_columns: list[Placed[ImportColumns]]
    form_words: Placed[FormWords]
    patterns: list[Placed[PatternRule]]
    ladders: list[Placed[Ladder]]
    letters: list[Placed[LetterTemplate]]
    logbooks: list[Placed[Logbook]]
    relations: Placed[RelationRules]
    meeting: Placed[MeetingRules]


def load_catalogue(files: CatalogueFiles = SHIPPED) -> Catalogue:
    """The whole catalogue, checked. CatalogueProblem names the file, the key and what was expected there."""
    read = _read(files)
    catalogue = _put_together(read)
    _check(read, catalogue)
    return catalogue


def _read(files: CatalogueFiles) -> _Read:
    questions = files.items(QuestionsFile, "questions", lambda file: file.questions)
    actions = files.items(ActionsFile, "actions", lambda file: file.actions)
    holds = files.items(HoldsFile, "holds", lambda file: file.holds)
    parts = SharedParts.of(questions, actions, holds)
    entries = files.items_in(CategoriesFile, "categories", lambda file: file.categories)
    policies, clauses = _policies(files)
    return _Read(
        header=Placed("catalogue.toml", "", files.one(HeaderFile, "catalogue/catalogue.toml")),
        roles=files.items(RolesFile, "roles", lambda file: file.roles),
        evidence=files.items(EvidenceFile, "evidence", lambda file: file.evidence),
        clocks=files.items(ClocksFile, "clocks", lambda file: file.clocks),
        coach=files.items(CoachFile, "coach", lambda file: file.coach),
        platforms=files.items(PlatformsFile, "platforms", lambda file: file.platforms),
        questions=questions,
        actions=actions,
        holds=holds,
        categories=sorted((parts.complete(entry) for entry in entries), key=_place_in_picker),
        policies=policies,
        clauses=clauses,
        lists=files.items_in(ListsFile, "lists", lambda file: file.lists),
        nations=[Placed(name, "", item) for name, item in files.folder(NationProfile, "catalogue/nations")],
        forms=_forms(files),
        import_columns=_import_columns(files),
        form_words=_form_words(files),
        patterns=files.items(PatternsFile, "patterns", lambda file: file.patterns),
        ladders=[Placed(name, "", item) for name, item in files.folder(Ladder, "catalogue/ladders")],
        letters=files.items_in(LettersFile, "letters", lambda file: file.letters),
        logbooks=sorted(
            files.items_in(LogbooksFile, "logbooks", lambda file: file.logbooks),
            key=lambda one: one.item.order,
        ),
        relations=_relations(files),
        meeting=_meeting(files),
    )


def _put_together(read: _Read) -> Catalogue:
    return Catalogue(
        version=read.header.item.version,
        confirm_note=read.header.item.confirm_note,
        categories=keyed(read.categories, "code", lambda item: item.code),
        roles=keyed(read.roles, "code", lambda item: item.code),
        evidence_items=keyed(read.evidence, "code", lambda item: item.code),
        policies=keyed(read.policies, "id", lambda item: item.id),
        clauses=keyed(read.clauses, "place", lambda item: item.reference),
        clocks=keyed(read.clocks, "id", lambda item: item.id),
        coach=keyed(read.coach, "id", lambda item: item.id),
        nations=keyed(read.nations, "nation", lambda item: item.nation),
        lists=keyed(read.lists, "name", lambda item: item.name),
        platforms=keyed(read.platforms, "code", lambda item: item.code),
        forms=keyed(read.forms, "id", lambda item: item.id),
        import_columns=keyed(read.import_columns, "field", lambda item: item.field),
        form_words=read.form_words.item,
        patterns=keyed(read.patterns, "id", lambda item: item.id),
        ladders=keyed(read.ladders, "code", lambda item: item.code),
        letters=keyed(read.letters, "code", lambda item: item.code),
        logbooks=keyed(read.logbooks, "id", lambda item: item.id),
        relations=read.relations.item,
        meeting=read.meeting.item,
    )


def _check(read: _Read, catalogue: Catalogue) -> None:
    checks.check_whole(catalogue)
    checks.check_policies(read.policies, read.clauses)
    checks.check_nations(read.nations)
    checks.check_texts(catalogue, [*read.questions, *read.actions, *read.holds, *read.roles, *read.evidence])
    checks.check_texts(catalogue, [*read.clocks, *read.clauses, *read.platforms, *read.lists, *read.nations])
    checks.check_texts(catalogue, [*read.categories, *read.forms, read.header])
    checks.check_texts(catalogue, [*read.ladders, *read.letters])
    checks.check_texts(catalogue, [*read.categories, *read.forms, *read.logbooks, read.header])
    checks.check_choices(read.lists)
    checks.check_asked_of(read.lists, catalogue)
    checks.check_clocks(read.clocks)
    checks.check_texts(catalogue, read.coach)
    check_coach(catalogue, read.coach)
    checks.check_import_columns(read.import_columns)
    check_form_words(read.form_words)
    checks.check_platforms(read.platforms)
    checks.check_actions(catalogue, read.actions)
    checks.check_questions(read.questions)
    checks.check_conditions(catalogue, [*read.questions, *read.actions, *read.holds])
    for placed in read.categories:
        own = placed_each(placed.file, f"{placed.key}.questions", placed.item.questions)
        checks.check_conditions(catalogue, own)
    checks.check_categories(catalogue, read.categories)
    check_forms(catalogue, read.forms)
    checks.check_texts(catalogue, read.patterns)
    check_patterns(catalogue, read.patterns)
    ladder_checks.check_ladders(catalogue, read.ladders)
    ladder_checks.check_letters(catalogue, read.letters)
    check_logbooks(catalogue, read.logbooks)
    checks.check_texts(catalogue, [read.relations, read.meeting])
    check_relations(read.relations)
    check_meeting(catalogue, read.meeting)


def _forms(files: CatalogueFiles) -> list[Placed[Form]]:
    """Each form with the sections it shares, in the order in which forms are offered."""
    sections = files.items(FormSectionsFile, "form-sections", lambda file: file.sections)
    shared = keyed(sections, "id", lambda item: item.id)
    read = [Placed(name, "", item) for name, item in files.folder(FormFile, "forms")]
    others = keyed(read, "id", lambda item: item.id)
    found = [completed(one, shared, others) for one in read]
    return sorted(found, key=lambda one: one.item.order)


def _import_columns(files: CatalogueFiles) -> list[Placed[ImportColumns]]:
    name = "import-columns.toml"
    return placed_each(name, "columns", files.one(ImportColumnsFile, f"catalogue/{name}").columns)


def _form_words(files: CatalogueFiles) -> Placed[FormWords]:
    name = "form-words.toml"
    return Placed(name, "form_words", files.one(FormWordsFile, f"catalogue/{name}").form_words)


def _relations(files: CatalogueFiles) -> Placed[RelationRules]:
    name = "relation-questions.toml"
    return Placed(name, "relations", files.one(RelationsFile, f"catalogue/{name}").relations)


def _meeting(files: CatalogueFiles) -> Placed[MeetingRules]:
    name = "meeting.toml"
    return Placed(name, "meeting", files.one(MeetingFile, f"catalogue/{name}").meeting)


def _place_in_picker(placed: Placed[Category]) -> tuple[int, int]:
    return list(CategoryGroup).index(placed.item.group), placed.item.order


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
