"""What is proposed for the fields that real forms have, by their words: the right question, or nothing."""

import pytest

from safeguard_app.domain.authority_forms import (
    AnswerPart,
    DateStyle,
    FieldPlace,
    FieldSort,
    FormReading,
    PdfField,
    TickWhen,
)
from safeguard_app.services import authority_forms, own_forms
from safeguard_app.services.session import Session

CHILD, LADO = "child_referral", "staff_allegation"
FIRST, LAST, TIME, POSTCODE = (
    AnswerPart.FIRST_NAMES,
    AnswerPart.LAST_NAME,
    AnswerPart.TIME,
    AnswerPart.POSTCODE,
)
PLACE = (FieldPlace(0, 0, 0, 0.1, 0.1, 200, 20),)
BOX = (FieldPlace(0, 0, 0, 0.1, 0.1, 14, 14, "Yes"),)

ABOUT_A_CHILD = [
    ("Child’s full name", "child_name"),
    ("Full name of child", "child_name"),
    ("Full name", "child_name"),
    ("Pupil name", "child_name"),
    ("Date of birth", "child_born"),
    ("Child_DOB", "child_born"),
    ("DOB (DD/MM/YYYY)", "child_born"),
    ("Home address", "child_address"),
    ("Child's home address", "child_address"),
    ("Gender", "child_sex"),
    ("Ethnicity", "child_ethnicity"),
    ("Ethnic origin", "child_ethnicity"),
    ("Religion", "child_religion"),
    ("First language", "child_language"),
    ("Interpreter required", "child_interpreter"),
    ("Disability", "child_needs"),
    ("UPN", "child_number"),
    ("NHS number", "child_doctor"),
    ("GP", "child_doctor"),
    ("Year group", "child_class"),
    ("School", "school_name"),
    ("Name of school", "school_name"),
    ("School address", "school_address"),
    ("Previous school", ""),
    ("Mother’s full name", ""),
    ("Father's full name", ""),
    ("Mother's date of birth", ""),
    ("Mother’s telephone", ""),
    ("FatherTel", ""),
    ("Mother's address", ""),
    ("Parent or carer full name", "parent_name#1"),
    ("Parent 2 full name", "parent_name#2"),
    ("Parent/carer telephone", "parent_contact#1"),
    ("Parent 1 date of birth", "parent_born#1"),
    ("Parent 1 parental responsibility", "parent_responsibility#1"),
    ("Parental responsibility", ""),
    ("Parent 5 full name", ""),
    ("Child 2 full name", ""),
    ("Sibling 1 name", ""),
    ("Sibling date of birth", ""),
    ("Name of social worker", ""),
    ("Social worker telephone", ""),
    ("Health visitor name", ""),
    ("Headteacher name", ""),
    ("Emergency contact name", ""),
    ("Name of referrer", "referrer_name"),
    ("Referrer's telephone", "referrer_phone"),
    ("Referrer email", "referrer_email"),
    ("Referrer job title", "referrer_post"),
    ("Referrer role", "referrer_post"),
    ("Referrer.Post", "referrer_post"),
    ("Name", ""),
    ("Telephone", ""),
    ("Email", ""),
    ("Address", ""),
    ("Postcode", ""),
    ("Date", ""),
    ("Job title", ""),
    ("Agency", ""),
    ("Signature date", ""),
    ("Date of referral", "referred"),
    ("Referral date", "referred"),
    ("Date of incident", "happened"),
    ("IncidentDate", "happened"),
    ("Date of strategy discussion", ""),
    ("Expected date of delivery", ""),
    ("Place of incident", "place"),
    ("Reason for referral", "description"),
    ("What are you worried about?", "description"),
    ("Is the child safe now?", "child_safe"),
    ("Child in immediate danger", ""),
    ("Child's wishes and feelings", "child_wishes"),
    ("Police reference", ""),
    ("Crime number", ""),
    ("Our case number", "case_number"),
    ("Favourite colour", ""),
    ("Text23", ""),
    ("Preferred name", ""),
    ("Maiden name", ""),
]
ABOUT_AN_ADULT = [
    ("Full name", ""),
    ("Date of birth", ""),
    ("Name of adult", "adult_name"),
    ("Adult's full name", "adult_name"),
    ("Employee date of birth", "adult_born"),
    ("Adult's job title", "adult_post"),
    ("Child 1 full name", "child_name#1"),
    ("Child 3 full name", "child_name#3"),
    ("Child's date of birth", "child_born#1"),
    ("Parents informed", "parents_told#1"),
    ("Date of alleged incident", "happened"),
    ("Referrer name", "referrer_name"),
    ("Headteacher telephone", ""),
    ("Victim name", ""),
]
IN_PART = [
    ("Child's first name", "child_name", FIRST),
    ("Child's surname", "child_name", LAST),
    ("Forename(s)", "child_name", FIRST),
    ("Family name", "child_name", LAST),
    ("Referrer first name", "referrer_name", FIRST),
    ("Parent 2 surname", "parent_name#2", LAST),
    ("Mother's first name", "", AnswerPart.WHOLE),
    ("Child's postcode", "child_address", POSTCODE),
    ("School postcode", "school_address", POSTCODE),
    ("Time of incident", "happened", TIME),
    ("Time of meeting", "", AnswerPart.WHOLE),
    ("First language", "child_language", AnswerPart.WHOLE),
]
TICKED = [
    ("Parent or carer told", "parent_told#1", TickWhen.TOLD),
    ("Parents informed of referral", "parent_told#1", TickWhen.TOLD),
    ("Mother told", "", TickWhen.ANSWERS),
    ("Police informed", "police", TickWhen.TOLD),
    ("Child aware of referral", "child_told", TickWhen.TOLD),
    ("Parent not informed", "", TickWhen.ANSWERS),
    ("Consent obtained", "consent", TickWhen.ANSWERS),
]


def named(label: str, sort: FieldSort = FieldSort.TEXT, name: str = "") -> PdfField:
    places = BOX if sort is FieldSort.TICK else PLACE
    return PdfField(name or label, label if name else "", sort, places)


def proposed(
    session: Session, form: str, *fields: PdfField
) -> list[tuple[str, AnswerPart, DateStyle, TickWhen]]:
    ours = own_forms.form_of(session, form)
    found = authority_forms.proposed(session, ours, FormReading(fields, 1))
    return [
        (f"{one.question}#{one.member}" if one.member else one.question, one.part, one.dates, one.ticks)
        for one in found
    ]


@pytest.mark.parametrize(("form", "rows"), [(CHILD, ABOUT_A_CHILD), (LADO, ABOUT_AN_ADULT)])
@pytest.mark.parametrize("as_label", [True, False], ids=("label", "name"))
def test_a_field_is_proposed_what_it_asks_or_nothing(
    session: Session, form: str, rows: list[tuple[str, str]], as_label: bool
) -> None:
    wrong = {}
    for words, question in rows:
        one = named(words, name=f"Text{len(words)}" if as_label else "")
        if (found := proposed(session, form, one)[0][0]) != question:
            wrong[words] = (found, question)
    assert wrong == {}


def test_halves_of_names_postcodes_and_times_are_proposed_as_such(session: Session) -> None:
    found = {words: proposed(session, CHILD, named(words))[0][:2] for words, _, _ in IN_PART}
    assert found == {words: (question, part) for words, question, part in IN_PART}


def test_a_box_for_told_is_proposed_to_be_ticked_by_told(session: Session) -> None:
    found = {words: proposed(session, CHILD, named(words, FieldSort.TICK))[0] for words, _, _ in TICKED}
    assert {words: (one[0], one[3]) for words, one in found.items()} == {
        words: (question, ticks) for words, question, ticks in TICKED
    }


def test_a_postcode_is_that_of_the_address_before_it_and_a_second_name_is_nobodys(session: Session) -> None:
    fields = [named(one) for one in ("Home address", "Postcode", "Full name", "Surname", "Full name ")]
    found = proposed(session, CHILD, *fields)
    assert [one[0] for one in found] == ["child_address", "child_address", "child_name", "child_name", ""]
    assert [one[1] for one in found[:4]] == [AnswerPart.WHOLE, POSTCODE, AnswerPart.WHOLE, LAST]
    apart = [named(one) for one in ("Child’s home address", "A", "B", "C", "Postcode")]
    assert proposed(session, CHILD, *apart)[-1][0] == ""


def test_a_day_in_three_fields_is_proposed_in_its_parts(session: Session) -> None:
    fields = [named(f"Date of birth {part}", name=f"DOB{part}") for part in ("Day", "Month", "Year")]
    found = proposed(session, CHILD, *fields)
    assert [(one[0], one[2]) for one in found] == [
        ("child_born", DateStyle.DAY),
        ("child_born", DateStyle.MONTH),
        ("child_born", DateStyle.YEAR),
    ]


def test_every_other_way_to_ask_belongs_to_a_question(session: Session) -> None:
    forms = own_forms.known_forms(session).values()
    asked = {one.id for form in forms for section in form.sections for one in section.fields}
    words = session.catalogue.form_words
    assert set(words.asked) <= asked and set(words.never_left) <= asked
