"""Fields are proposed the question that is most like them, of the person whom they name, or nothing."""

import pytest

from safeguard_app.domain import form_likeness
from safeguard_app.domain.authority_forms import FieldPlace, FieldSort, PdfField
from safeguard_app.domain.form_likeness import Likeness, WordsOfForms
from safeguard_app.domain.form_matching import Question

WORDS = WordsOfForms(
    {"dob": "born", "birth": "born", "tel": "telephone", "phone": "telephone"},
    frozenset({"of", "the", "or"}),
    {
        "mother": "mother",
        "parent": "parent",
        "carer": "parent",
        "referrer": "referrer",
        "child": "child",
        "pupil": "child",
    },
)
ASKED = (
    Question("child_name", "Full name", "The child", person="child"),
    Question("child_born", "Date of birth", "The child", is_date=True, person="child"),
    Question("parent_name", "Full name", "Parent or carer 2", 2, person="parent"),
    Question("phone", "Telephone", "Referrer", person="referrer"),
    Question("happened", "When it happened", "What happened", also=("date of incident",)),
)
PLACE = (FieldPlace(0, 0, 0, 0.1, 0.1, 100, 20, "Yes"),)


def field(name: str, label: str = "", sort: FieldSort = FieldSort.TEXT) -> PdfField:
    return PdfField(name, label, sort, PLACE)


@pytest.mark.parametrize(
    ("name", "label", "question"),
    [
        ("txt1", "Full name of child", "child_name"),
        ("PupilFullName", "", "child_name"),
        ("Child_DOB", "", "child_born"),
        ("f2", "Date of Birth", "child_born"),
        ("ParentCarer2FullName", "", "parent_name"),
        ("Referrer Tel", "", "phone"),
        ("Parent 3 full name", "", ""),
        ("Mother’s full name", "", ""),
        ("Telephone of mother", "", ""),
        ("Incident date", "", "happened"),
        ("Date of visit", "", ""),
        ("Telephone", "", ""),
        ("Favourite colour", "", ""),
        ("", "", ""),
    ],
)
def test_a_field_is_proposed_the_question_that_is_most_like_it(name: str, label: str, question: str) -> None:
    assert Likeness(ASKED, WORDS).source_for(field(name, label)).question == question


def test_words_are_compared_once_however_many_fields_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs: list[tuple[str, str]] = []
    real = form_likeness._alike

    def counted(one: str, other: str) -> float:
        pairs.append((one, other))
        return real(one, other)

    monkeypatch.setattr(form_likeness, "_alike", counted)
    like = Likeness(ASKED, WORDS)
    for number in range(300):
        like.source_for(field(f"form1.page{number % 9}.child_full_name", "Full name of child"))
    assert len(pairs) == len(set(pairs))


def test_what_is_signed_or_pressed_is_proposed_nothing() -> None:
    like = Likeness(ASKED, WORDS)
    assert like.source_for(field("Full name", sort=FieldSort.SIGNATURE)).is_blank
