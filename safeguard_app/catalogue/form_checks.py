"""What has to hold of a form and the rest of the catalogue: each problem names the file and the field."""

from collections.abc import Iterable, Sequence

from safeguard_app.catalogue.catalogue import Catalogue
from safeguard_app.catalogue.checks import CODE, check_known, check_once
from safeguard_app.catalogue.clocks import MetBy
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


def check_forms(catalogue: Catalogue, forms: Sequence[Placed[Form]]) -> None:
    """A form goes to somebody who exists, its fields are named once, and each says where its value comes from."""
    answers = {question.id for category in catalogue.categories.values() for question in category.questions}
    for placed in forms:
        _form(catalogue, placed)
        check_once(placed, "sections", "id", [section.id for section in placed.item.sections])
        ids: set[str] = set()
        for number, section in enumerate(placed.item.sections):
            if section.repeats is Group.PARENTS and placed.item.packaging is not Packaging.CHILD:
                raise placed.problem(
                    f"sections[{number}].repeats",
                    "expected packaging 'child', as parents are those of one child",
                )
            for index, field in enumerate(section.fields):
                key = f"sections[{number}].fields[{index}]"
                if field.id in ids:
                    raise placed.problem(
                        f"{key}.id", f"expected an id used once, got {shown(field.id)} again"
                    )
                ids.add(field.id)
                _field(placed, key, field, answers)
                _about_somebody(placed, f"{key}.source", field.source, section.repeats)
                if not field.unknown and not section.filled_by_agency:
                    raise placed.problem(
                        f"{key}.unknown", "expected at least one wording, as no field prints blank"
                    )


def _form(catalogue: Catalogue, placed: Placed[Form]) -> None:
    form = placed.item
    if not CODE.fullmatch(form.id):
        raise placed.problem("id", f"expected letters, digits, - and _, got {shown(form.id)}")
    check_known(
        placed, "categories", form.categories, catalogue.categories, "a category of categories/*.toml"
    )
    if not form.sections:
        raise placed.problem("sections", "expected at least one section, got none")
    if not form.signatures:
        raise placed.problem("signatures", "expected at least one, as whom it is signed")
    if not (form.agency or form.recipient.strip()):
        raise placed.problem("recipient", "expected who receives the form, as no agency is given")
    nations = [nation for nation in Nation if form.serves(nation)]
    for nation in nations if form.agency else ():
        if catalogue.nations[nation].agency(form.agency) is None:
            ids = ", ".join(repr(agency.id) for agency in catalogue.nations[nation].agencies)
            raise placed.problem(
                "agency", f"expected one of {ids} in {nation.value}, got {shown(form.agency)}"
            )
    if form.written_clock:
        _clock(catalogue, placed, nations)


def _clock(catalogue: Catalogue, placed: Placed[Form], nations: Sequence[Nation]) -> None:
    """The clock of the written form is one that sending it meets, of the same agency, in a nation of the form."""
    form = placed.item
    clock = catalogue.clocks.get(form.written_clock)
    if clock is None or clock.met_by is not MetBy.REFERRAL_SENT or clock.agency != form.agency:
        raise placed.problem(
            "written_clock",
            f"expected a clock of clocks.toml that sending a referral to {form.agency!r} meets, "
            f"got {shown(form.written_clock)}",
        )
    if not any(clock.serves(nation) for nation in nations):
        raise placed.problem(
            "written_clock", f"expected a clock of a nation of this form, got {shown(form.written_clock)}"
        )


def _field(placed: Placed[Form], key: str, field: FormField, answers: Iterable[str]) -> None:
    root, _, rest = field.source.partition(".")
    if root not in FIELD_ROOTS or not rest:
        roots = ", ".join(sorted(FIELD_ROOTS))
        raise placed.problem(
            f"{key}.source", f"expected a path below one of {roots}, got {shown(field.source)}"
        )
    if root == "answer" and rest not in answers:
        raise placed.problem(f"{key}.source", f"expected the id of a question, got {shown(rest)}")
    if (field.kind in _CHOICE_KINDS) != bool(field.allowed):
        raise placed.problem(
            f"{key}.allowed", f"expected answers for choice kinds only, and this is {field.kind.value}"
        )


def _about_somebody(placed: Placed[Form], key: str, source: str, repeats: Group | None) -> None:
    """What is said of an adult, a child or a parent stands where it is clear of whom."""
    packaging = placed.item.packaging
    fits = {
        "adult": packaging in {Packaging.ADULT, Packaging.ADULT_AND_CHILD},
        "child": packaging is Packaging.CHILD or repeats is Group.CHILDREN,
        "parent": repeats is Group.PARENTS,
    }
    root = source.partition(".")[0]
    if not fits.get(root, True):
        raise placed.problem(
            key,
            f"expected no path below {root} here: it is not clear of whom, in a form for each "
            f"{packaging.value}; got {shown(source)}",
        )
