"""Whatever the log fills into a form by itself has a place where it is answered for every form: none leads nowhere."""

import re
from pathlib import Path

import pytest

import safeguard_app.services
from safeguard_app.catalogue.catalogue import Catalogue
from safeguard_app.domain.forms import FormField
from safeguard_app.services.form_places import Place, place_of

FACTS = (
    "bullying_facts",
    "form_action_facts",
    "form_alleged_facts",
    "form_attention_facts",
    "form_child_facts",
    "form_part_facts",
    "form_record_facts",
    "referral_facts",
    "referral_file",
    "referral_people",
)
"""The modules that read the log for a form."""
BY_ITSELF = {
    "adult.earlier_concerns": "ticked beside the form",
    "child.earlier_concerns": "ticked beside the form",
    "form.completed": "who makes the form, and when",
    "referral.date": "the day it was sent, or today",
    "referrer.name": "who is signed in",
    "referrer.post": "who is signed in",
    "reporter.address": "only ever withheld with the name",
    "reporter.sex": "only ever withheld with the name",
    "school.name": "given when the log was made",
    "school.sector": "education",
}
_PATH = re.compile(
    r'"((?:action|adult|allegation|bullying|child|documents|evidence|form|incident|parent|people|referral'
    r'|referrer|reporter|response|school|verdict)\.[a-z_]+)"'
)


def filled_paths() -> set[str]:
    folder = Path(safeguard_app.services.__file__).parent
    return {path for name in FACTS for path in _PATH.findall((folder / f"{name}.py").read_text("utf-8"))}


def test_what_the_log_fills_in_is_answered_where_the_log_has_it() -> None:
    here = {path for path in filled_paths() if place_of(path, ()) is Place.HERE}
    assert here == set(BY_ITSELF)


def fields(catalogue: Catalogue) -> list[FormField]:
    return [
        field
        for form in catalogue.forms.values()
        for section in form.sections
        if not section.filled_by_agency
        for field in section.fields
    ]


def test_a_link_never_leads_to_where_an_answer_cannot_be_given(catalogue: Catalogue) -> None:
    filled = filled_paths()
    nowhere = {
        field.source
        for field in fields(catalogue)
        if not field.source.startswith("answer.")
        and place_of(field.source, ()) is not Place.HERE
        and field.source not in filled
    }
    assert nowhere == set()


@pytest.mark.parametrize("question", ["needs", "adult_now"])
def test_a_question_is_on_the_record_only_where_the_record_asks_it(question: str) -> None:
    assert place_of(f"answer.{question}", {question}) is Place.RECORD
    assert place_of(f"answer.{question}", {"other"}) is Place.HERE
