"""Words of forms: a word has one meaning, and is a person's or a thing's."""

import pytest

from safeguard_app.catalogue.form_words import FormWords, check_form_words
from safeguard_app.catalogue.placed import Placed
from safeguard_app.catalogue.problems import CatalogueProblem

SAME = (("born", "dob"),)


@pytest.mark.parametrize(
    "words",
    [
        FormWords((("born",),)),
        FormWords((("born", "DOB"),)),
        FormWords((("born", "dob"), ("date", "dob"))),
        FormWords(SAME, people=(("mother", "mum"), ("parent", "mum"))),
        FormWords(SAME, people=(("child", "dob"),)),
        FormWords(SAME, people=((),)),
    ],
)
def test_a_row_that_means_two_things_or_nothing_is_refused(words: FormWords) -> None:
    with pytest.raises(CatalogueProblem):
        check_form_words(Placed("form-words.toml", "form_words", words))


def test_those_who_count_first_stand_first() -> None:
    words = FormWords(SAME, people=(("mother", "mum"), ("child",)))
    check_form_words(Placed("form-words.toml", "form_words", words))
    assert list(words.persons().items()) == [("mother", "mother"), ("mum", "mother"), ("child", "child")]
