"""How a form is put together from its file and the sections it shares."""

from dataclasses import replace

import pytest

from safeguard_app.catalogue.form_files import FormFile, SectionEntry, completed
from safeguard_app.catalogue.placed import Placed
from safeguard_app.catalogue.problems import CatalogueProblem
from safeguard_app.domain.forms import FormField, FormSection, Packaging

SHARED = FormSection(
    "now",
    "The position now",
    (FormField("safe", "Safe?", "incident.danger"), FormField("where", "Where?", "child.where")),
)
OWN = SectionEntry(
    id="worry",
    title="The worry",
    fields=(
        FormField("what", "What?", "incident.account"),
        FormField("who", "Who?", "people.all", unknown=("Nobody named",)),
    ),
)


def form(*sections: SectionEntry, unknown: tuple[str, ...] = ()) -> Placed[FormFile]:
    file = FormFile(
        "a", "A form", Packaging.CHILD, "Confidential", "1", sections, recipient="Us", unknown=unknown
    )
    return Placed("forms/a.toml", "", file)


def test_a_shared_section_stands_where_it_is_named_without_what_is_left_out_and_under_another_title() -> None:
    entry = SectionEntry(shared="now", title="Now", leave_out=("safe",))
    made = completed(form(OWN, entry), {"now": SHARED}).item
    assert [(one.id, one.title) for one in made.sections] == [("worry", "The worry"), ("now", "Now")]
    assert [field.id for field in made.sections[1].fields] == ["where"]


def test_a_forms_own_wordings_stand_where_a_field_has_none() -> None:
    entries = (OWN, SectionEntry(shared="now"))
    made = completed(form(*entries, unknown=("No information", "n/a")), {"now": SHARED}).item
    what, who = made.sections[0].fields
    assert what.unknown == ("No information", "n/a")
    assert who.unknown == ("Nobody named",)
    assert all(one.unknown == ("No information", "n/a") for one in made.sections[1].fields)
    plain = completed(form(*entries), {"now": SHARED}).item
    assert plain.sections[0].fields[0].unknown == ("Not known",)


def test_a_variant_asks_what_the_other_form_asks() -> None:
    base = form(OWN, SectionEntry(shared="now"))
    varied = FormFile("b", "Varied", Packaging.CHILD, "Confidential", "1", recipient="Us", variant_of="a")
    made = completed(Placed("forms/b.toml", "", varied), {"now": SHARED}, {"a": base.item}).item
    assert made.sections == completed(base, {"now": SHARED}).item.sections
    assert (made.id, made.title) == ("b", "Varied")


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ({"variant_of": "c"}, "a form that is no variant, got 'c'"),
        ({"sections": (OWN,)}, "expected none in a variant"),
    ],
)
def test_a_variant_of_nothing_or_with_questions_of_its_own_is_refused(
    change: dict[str, object], finding: str
) -> None:
    varied = FormFile("b", "Varied", Packaging.CHILD, "C", "1", recipient="Us", variant_of="a")
    file = Placed("forms/b.toml", "", replace(varied, **change))  # type: ignore[arg-type]
    with pytest.raises(CatalogueProblem, match=finding):
        completed(file, {}, {"a": form(OWN).item})
