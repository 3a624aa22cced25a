"""What has to hold of a form and the rest of the catalogue, one check for the forms that ship and for a school's own.

A file that ships is refused at its first fault, with the file and the key; a school is told every fault at once, each
beside the field it stands in (``services/form_faults``), so a fault says which kind it is besides.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from safeguard_app.catalogue.catalogue import Catalogue
from safeguard_app.catalogue.checks import CODE
from safeguard_app.catalogue.clocks import Clock, MetBy
from safeguard_app.catalogue.placed import Placed
from safeguard_app.catalogue.problems import shown
from safeguard_app.domain.forms import FieldKind, Form, FormField, Group, Packaging
from safeguard_app.domain.nations import Nation

FIELD_ROOTS = frozenset(
    {
        "action",
        "adult",
        "agency",
        "allegation",
        "answer",
        "bullying",
        "child",
        "documents",
        "evidence",
        "form",
        "incident",
        "parent",
        "people",
        "referral",
        "referrer",
        "reporter",
        "response",
        "school",
        "verdict",
    }
)
"""The first part of a form field's ``source``: the things a form is filled from."""

_CHOICE_KINDS = {FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.YES_NO_UNKNOWN}


class FaultKind(Enum):
    """What can be wrong with a form."""

    ID = "id"
    CATEGORY = "category"
    NO_SECTIONS = "no_sections"
    NO_FIELDS = "no_fields"
    NO_SIGNATURE = "no_signature"
    NO_RECIPIENT = "no_recipient"
    AGENCY = "agency"
    CLOCK = "clock"
    TWICE = "twice"
    PARENTS = "parents"
    SOURCE = "source"
    QUESTION = "question"
    ALLOWED = "allowed"
    NOBODY = "nobody"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class FormFault:
    """One thing that is wrong: at which key of the form, of which kind, and what was expected there."""

    key: str
    kind: FaultKind
    finding: str


def check_forms(catalogue: Catalogue, forms: Sequence[Placed[Form]]) -> None:
    """A form goes to somebody who exists, its fields are named once, and each says where its value comes from."""
    for placed in forms:
        fault = next(faults_of(catalogue, placed.item), None)
        if fault is not None:
            raise placed.problem(fault.key, fault.finding)


def faults_of(catalogue: Catalogue, form: Form) -> Iterator[FormFault]:
    """Everything that is wrong with one form, in its order."""
    yield from _form(catalogue, form)
    yield from _twice("sections", [section.id for section in form.sections])
    answers = {question.id for category in catalogue.categories.values() for question in category.questions}
    ids: set[str] = set()
    for number, section in enumerate(form.sections):
        at = f"sections[{number}]"
        if section.repeats is Group.PARENTS and form.packaging is not Packaging.CHILD:
            finding = "expected packaging 'child', as parents are those of one child"
            yield FormFault(f"{at}.repeats", FaultKind.PARENTS, finding)
        if not section.fields:
            yield FormFault(f"{at}.fields", FaultKind.NO_FIELDS, "expected at least one field, got none")
        for index, field in enumerate(section.fields):
            key = f"{at}.fields[{index}]"
            if field.id in ids:
                finding = f"expected an id used once, got {shown(field.id)} again"
                yield FormFault(f"{key}.id", FaultKind.TWICE, finding)
            ids.add(field.id)
            yield from _field(key, field, answers)
            yield from _about_somebody(form.packaging, f"{key}.source", field.source, section.repeats)
            if not field.unknown and not section.filled_by_agency:
                finding = "expected at least one wording, as no field prints blank"
                yield FormFault(f"{key}.unknown", FaultKind.UNKNOWN, finding)


def clocks_for(catalogue: Catalogue, agency: str, nation: Nation) -> tuple[Clock, ...]:
    """The clocks that sending a form to this agency meets there: one that a school may say the length of."""
    return tuple(
        clock
        for clock in catalogue.clocks.values()
        if clock.met_by is MetBy.REFERRAL_SENT and clock.agency == agency and clock.serves(nation)
    )


def _form(catalogue: Catalogue, form: Form) -> Iterator[FormFault]:
    if not CODE.fullmatch(form.id):
        finding = f"expected letters, digits, - and _, got {shown(form.id)}"
        yield FormFault("id", FaultKind.ID, finding)
    for number, code in enumerate(form.categories):
        if code not in catalogue.categories:
            finding = f"expected a category of categories/*.toml, got {shown(code)}"
            yield FormFault(f"categories[{number}]", FaultKind.CATEGORY, finding)
    if len(set(form.categories)) != len(form.categories):
        yield FormFault("categories", FaultKind.CATEGORY, "expected each name once, got one of them twice")
    if not form.sections:
        yield FormFault("sections", FaultKind.NO_SECTIONS, "expected at least one section, got none")
    if not form.signatures:
        finding = "expected at least one, as whom it is signed"
        yield FormFault("signatures", FaultKind.NO_SIGNATURE, finding)
    if not (form.agency or form.recipient.strip()):
        finding = "expected who receives the form, as no agency is given"
        yield FormFault("recipient", FaultKind.NO_RECIPIENT, finding)
    nations = [nation for nation in Nation if form.serves(nation)]
    for nation in nations if form.agency else ():
        if catalogue.nations[nation].agency(form.agency) is None:
            ids = ", ".join(repr(agency.id) for agency in catalogue.nations[nation].agencies)
            finding = f"expected one of {ids} in {nation.value}, got {shown(form.agency)}"
            yield FormFault("agency", FaultKind.AGENCY, finding)
    if form.written_clock or form.within is not None:
        yield from _clock(catalogue, form, nations)


def _clock(catalogue: Catalogue, form: Form, nations: Sequence[Nation]) -> Iterator[FormFault]:
    """The clock of the written form is one that sending it meets, of the same agency, in a nation of the form."""
    clock = catalogue.clocks.get(form.written_clock)
    if clock is None or clock.met_by is not MetBy.REFERRAL_SENT or clock.agency != form.agency:
        finding = (
            f"expected a clock of clocks.toml that sending a referral to {form.agency!r} meets, "
            f"got {shown(form.written_clock)}"
        )
        yield FormFault("written_clock", FaultKind.CLOCK, finding)
    elif not any(clock.serves(nation) for nation in nations):
        finding = f"expected a clock of a nation of this form, got {shown(form.written_clock)}"
        yield FormFault("written_clock", FaultKind.CLOCK, finding)


def _field(key: str, field: FormField, answers: Collection[str]) -> Iterator[FormFault]:
    root, _, rest = field.source.partition(".")
    if root not in FIELD_ROOTS or not rest:
        roots = ", ".join(sorted(FIELD_ROOTS))
        finding = f"expected a path below one of {roots}, got {shown(field.source)}"
        yield FormFault(f"{key}.source", FaultKind.SOURCE, finding)
    if root == "answer" and rest not in answers:
        finding = f"expected the id of a question, got {shown(rest)}"
        yield FormFault(f"{key}.source", FaultKind.QUESTION, finding)
    if (field.kind in _CHOICE_KINDS) != bool(field.allowed):
        finding = f"expected answers for choice kinds only, and this is {field.kind.value}"
        yield FormFault(f"{key}.allowed", FaultKind.ALLOWED, finding)


def _about_somebody(
    packaging: Packaging, key: str, source: str, repeats: Group | None
) -> Iterator[FormFault]:
    """What is said of an adult, a child or a parent stands where it is clear of whom."""
    fits = {
        "adult": packaging in {Packaging.ADULT, Packaging.ADULT_AND_CHILD},
        "child": packaging is Packaging.CHILD or repeats is Group.CHILDREN,
        "parent": repeats is Group.PARENTS,
    }
    root = source.partition(".")[0]
    if not fits.get(root, True):
        finding = (
            f"expected no path below {root} here: it is not clear of whom, in a form for each "
            f"{packaging.value}; got {shown(source)}"
        )
        yield FormFault(key, FaultKind.NOBODY, finding)


def fits_here(packaging: Packaging, source: str, repeats: Group | None) -> bool:
    """Whether it is clear of whom a value with that source is asked, in a form of that packaging and such a section."""
    return not any(_about_somebody(packaging, "", source, repeats))


def _twice(key: str, ids: Sequence[str]) -> Iterator[FormFault]:
    seen: set[str] = set()
    for number, one in enumerate(ids):
        if one in seen:
            finding = f"expected a value used once, got {shown(one)} a second time"
            yield FormFault(f"{key}[{number}].id", FaultKind.TWICE, finding)
        seen.add(one)
