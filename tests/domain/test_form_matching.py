"""Days written as a field wants them, options chosen for answers."""

import pytest

from safeguard_app.domain.answer_parts import chosen_option, written_day
from safeguard_app.domain.authority_forms import (
    DateStyle,
    FieldOption,
    FieldPlace,
    FieldSort,
    FieldSource,
    OptionWhen,
    PdfField,
)
from safeguard_app.domain.form_matching import Question, sourced

ASKED = (
    Question("child_name", "Full name", "The child"),
    Question("child_born", "Date of birth", "The child", is_date=True),
    Question("parent_name", "Full name", "Parent or carer 2", 2),
    Question("phone", "Telephone", "Referrer"),
    Question("sex", "Sex", "The child", allowed=("Male", "Female")),
)
PLACE = (FieldPlace(0, 0, 0, 0.1, 0.1, 100, 20, "Yes"),)


def field(name: str, label: str = "", sort: FieldSort = FieldSort.TEXT, **more: object) -> PdfField:
    return PdfField(name, label, sort, PLACE, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("label", "most", "style"),
    [
        ("Date of birth", 8, DateStyle.DIGITS),
        ("Date of birth (dd/mm/yyyy)", 0, DateStyle.SLASHES),
        ("Date of birth", 0, DateStyle.WORDS),
        ("Date of birth", 10, DateStyle.SLASHES),
        ("Date of birth: day", 2, DateStyle.DAY),
        ("DOB month", 0, DateStyle.MONTH),
        ("DOB (YYYY)", 4, DateStyle.YEAR),
        ("Birth year", 9, DateStyle.WORDS),
    ],
)
def test_how_a_day_is_written_follows_the_field(label: str, most: int, style: DateStyle) -> None:
    assert sourced(field("d", label, most=most), ASKED[1]).dates is style


@pytest.mark.parametrize(
    ("text", "style", "written"),
    [
        ("Wed 3 Sep 2014", DateStyle.SLASHES, "03/09/2014"),
        ("3 September 2014", DateStyle.DIGITS, "03092014"),
        ("Thursday 31 December 2015", DateStyle.SLASHES, "31/12/2015"),
        ("About 2014", DateStyle.DIGITS, "About 2014"),
        ("26 January 2016 (now 10); aged 10 at the time", DateStyle.DIGITS, "26012016"),
        ("26 January 2016 (10 when this form was made)", DateStyle.DIGITS, "26012016"),
        ("26 January 2016", DateStyle.DAY, "26"),
        ("26 January 2016", DateStyle.MONTH, "01"),
        ("26 January 2016", DateStyle.YEAR, "2016"),
        ("Not known", DateStyle.SLASHES, "Not known"),
        ("Wed 3 Sep 2014", DateStyle.WORDS, "Wed 3 Sep 2014"),
    ],
)
def test_a_day_is_written_as_the_field_wants_it(text: str, style: DateStyle, written: str) -> None:
    assert written_day(text, style) == (written, False)


def test_what_is_said_besides_the_day_is_told() -> None:
    assert written_day("26 January 2016, estimated", DateStyle.SLASHES) == ("26/01/2016", True)
    assert written_day("26 January 20166", DateStyle.SLASHES) == ("26 January 20166", False)


def test_an_option_is_chosen_by_the_whole_answer_before_its_beginning() -> None:
    source = FieldSource(
        "f", "q", when=(OptionWhen("1", ("Yes",)), OptionWhen("2", ("Yes, by letter", "Male")))
    )
    assert chosen_option(source, "Yes") == "1"
    assert chosen_option(source, "yes, by letter") == "2"
    assert chosen_option(source, "Yes: told on Monday") == "1"
    assert chosen_option(source, "Yesterday") == ""
    assert chosen_option(source, "Something\nMale") == "2"
    assert chosen_option(source, "Female") == ""


def test_options_are_proposed_the_answers_that_sound_like_them() -> None:
    options = (FieldOption("a", "male"), FieldOption("b", "Female "))
    source = sourced(field("s", "Sex", FieldSort.CHOICE, options=options), ASKED[4])
    assert chosen_option(source, "Male") == "a" and chosen_option(source, "Female") == "b"
    tick = field("s", "Child is Female", FieldSort.TICK, options=(FieldOption("Yes", "Yes"),))
    assert chosen_option(sourced(tick, ASKED[4]), "Female") == "Yes"
    assert chosen_option(sourced(tick, ASKED[4]), "Male") == ""
