"""No nation is shown another nation's words, and nothing about the head tells anyone to inform the head."""

import re
from collections.abc import Iterator

import pytest

from safeguard_app.catalogue.catalogue import Catalogue
from safeguard_app.catalogue.choices import ListName
from safeguard_app.catalogue.nations import Terms
from safeguard_app.catalogue.texts import texts_in
from safeguard_app.catalogue.words import SHORT_FORMS, Words, placeholders_in
from safeguard_app.domain.nations import Nation
from tests.shipped import shipped_catalogue

ENGLISH = (
    r"\bDSL\b|Designated Safeguarding Lead|\bMASH\b|KCSIE|Keeping children safe|\bTRA\b|Teaching Regulation"
)
WELSH = r"\bDSP\b|Designated Safeguarding Person|\bDOS\b|Section 5|\bEWC\b|Education Workforce|Wales"
SCOTTISH = r"Head Teacher|Child Protection Coordinator|Police Scotland|\bPMAP\b|GTCS|\bIRD\b|GIRFEC|Disclosure Scotland"
IRISH = r"Principal|Board of Governors|Gateway|UNOCINI|PSNI|\bSBNI\b|GTCNI|Designated Teacher|Education Authority|HSC"

OTHERS_WORDS = {
    Nation.ENGLAND: f"{WELSH}|{SCOTTISH}|{IRISH}|single point of access",
    Nation.WALES: f"{ENGLISH}|{SCOTTISH}|{IRISH}|front door",
    Nation.SCOTLAND: f"{ENGLISH}|{WELSH}|{IRISH}|LADO|\\bDBS\\b|Headteacher|Chair of Governors|governing body|"
    "Channel panel|local authority|front door",
    Nation.NORTHERN_IRELAND: f"{ENGLISH}|{WELSH}|{SCOTTISH}|LADO|Headteacher|Chair of Governors|governing body|"
    r"Channel panel|Prevent concern|Prevent referral|\bMARF\b|local authority|front door|Scotland",
}

HEADS = r"Headteacher|Head Teacher|\bPrincipal\b"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return shipped_catalogue()


def _shown_in(catalogue: Catalogue, nation: Nation) -> Iterator[tuple[str, str]]:
    """Every text of the catalogue shown in a nation, as it is written, with where it stands."""
    profile = catalogue.nations[nation]
    groups: dict[str, object] = {
        "categories": tuple(catalogue.categories.values()),
        "roles": tuple(catalogue.roles.values()),
        "evidence": tuple(catalogue.evidence_items.values()),
        "clauses": tuple(clause.words for clause in catalogue.clauses.values()),
        "clocks": tuple(catalogue.clocks.values()),
        "lists": tuple(catalogue.lists.values()),
        "logbooks": tuple(catalogue.logbooks.values()),
        "platforms": tuple(catalogue.platforms.values()),
        "forms": tuple(catalogue.forms.values()),
        "ladders": tuple(catalogue.ladders.values()),
        "letters": tuple(catalogue.letters.values()),
        "agencies": profile.agencies,
        "terms": tuple(getattr(profile.terms, name).text for name in Terms.__slots__),
    }
    for group, things in groups.items():
        for placed in texts_in(things, group):
            if nation in placed.nations and not placed.key.endswith(".source"):
                yield placed.key, placed.text


@pytest.mark.parametrize("head_is_subject", [False, True])
@pytest.mark.parametrize("nation", Nation)
def test_no_text_holds_another_nations_words(
    catalogue: Catalogue, nation: Nation, head_is_subject: bool
) -> None:
    words = catalogue.words(nation, head_is_subject=head_is_subject)
    leaks = [
        (key, found[0])
        for key, text in _shown_in(catalogue, nation)
        if (found := re.search(OTHERS_WORDS[nation], words.fill(text)))
    ]
    assert leaks == []


@pytest.mark.parametrize("nation", Nation)
def test_the_words_searched_for_are_found_in_their_own_nations(catalogue: Catalogue, nation: Nation) -> None:
    own = {
        Nation.ENGLAND: ENGLISH,
        Nation.WALES: WELSH,
        Nation.SCOTLAND: SCOTTISH,
        Nation.NORTHERN_IRELAND: IRISH,
    }[nation]
    words = catalogue.words(nation)
    shown = [words.fill(text) for _, text in _shown_in(catalogue, nation)]
    assert sum(bool(re.search(own, text)) for text in shown) > 20


@pytest.mark.parametrize("nation", Nation)
def test_nothing_is_left_unfilled(catalogue: Catalogue, nation: Nation) -> None:
    words = catalogue.words(nation)
    assert [key for key, text in _shown_in(catalogue, nation) if placeholders_in(words.fill(text))] == []


@pytest.mark.parametrize("nation", Nation)
def test_when_the_head_is_the_subject_no_text_names_the_head(catalogue: Catalogue, nation: Nation) -> None:
    words = catalogue.words(nation, head_is_subject=True)
    named = [
        (key, words.fill(text))
        for key, text in _shown_in(catalogue, nation)
        if re.search(HEADS, words.fill(text).replace(words.term("acting_head"), ""))
        and not key.startswith(("agencies", "terms"))
    ]
    assert named == []


def test_the_head_becomes_the_nations_own_alternate(catalogue: Catalogue) -> None:
    told = "Tell the {head}."
    assert catalogue.words(Nation.ENGLAND).fill(told) == "Tell the Headteacher."
    about_head = {nation: catalogue.words(nation, head_is_subject=True).fill(told) for nation in Nation}
    assert about_head == {
        Nation.ENGLAND: "Tell the Chair of Governors.",
        Nation.WALES: "Tell the Chair of Governors.",
        Nation.SCOTLAND: "Tell the education authority’s named officer.",
        Nation.NORTHERN_IRELAND: "Tell the Chair of the Board of Governors.",
    }


@pytest.mark.parametrize("nation", Nation)
def test_short_forms_are_the_terms_they_stand_for(catalogue: Catalogue, nation: Nation) -> None:
    words = catalogue.words(nation)
    assert {short: words.term(short) for short in SHORT_FORMS} == {
        short: words.term(full) for short, full in SHORT_FORMS.items()
    }


def test_the_form_about_an_adult_has_its_nations_title(catalogue: Catalogue) -> None:
    title = catalogue.forms["staff_allegation"].title
    assert {nation: catalogue.words(nation).fill(title) for nation in Nation} == {
        Nation.ENGLAND: "Referral to the Designated Officer (LADO)",
        Nation.WALES: "Report of a practitioner concern (Section 5)",
        Nation.SCOTLAND: "Allegation about a member of staff",
        Nation.NORTHERN_IRELAND: "Allegation about a member of staff",
    }


def test_northern_ireland_has_no_panel_and_no_duty_by_that_name(catalogue: Catalogue) -> None:
    words = catalogue.words(Nation.NORTHERN_IRELAND)
    assert words.term("prevent_panel") == ""
    assert words.fill(catalogue.categories["PV"].name) == "Radicalisation concern"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("plain", ()),
        ("{head} and {dsl}", ("head", "dsl")),
        ("{", ("",)),
        ("a } b", ("",)),
        ("{{head}}", ("head", "")),
    ],
)
def test_placeholders_are_found_with_stray_braces(text: str, names: tuple[str, ...]) -> None:
    assert placeholders_in(text) == names


def test_what_was_not_checked_is_to_be_confirmed_with_the_nations_own_authority(catalogue: Catalogue) -> None:
    said = {nation: catalogue.words(nation).fill(catalogue.confirm_note) for nation in Nation}
    assert said[Nation.ENGLAND] == "Confirm with your local authority."
    assert said[Nation.NORTHERN_IRELAND] == "Confirm with your Education Authority."


def test_a_placeholder_that_begins_a_text_begins_it_with_a_capital(catalogue: Catalogue) -> None:
    words = catalogue.words(Nation.SCOTLAND)
    assert words.fill("{authority}: {authority}") == "Education authority: education authority"
    assert words.fill("the {authority}") == "the education authority"


def test_about_the_head_nobody_is_offered_twice_and_the_head_not_at_all(catalogue: Catalogue) -> None:
    words = catalogue.words(Nation.ENGLAND, head_is_subject=True)
    told = catalogue.choices(ListName.WHOM_TOLD, Nation.ENGLAND, head_is_subject=True)
    assert [words.fill(choice.label) for choice in told].count("Chair of Governors") == 1
    fields = catalogue.forms["staff_allegation"].fields_for(Nation.ENGLAND, head_is_subject=True)
    assert [words.fill(field.label) for field in fields].count("Chair of Governors: name and contact") == 1
    assert "head" in {choice.code for choice in catalogue.choices(ListName.WHOM_TOLD, Nation.ENGLAND)}


@pytest.mark.parametrize("nation", Nation)
def test_where_the_route_was_not_checked_the_form_asks_to_confirm_it(
    catalogue: Catalogue, nation: Nation
) -> None:
    notes = [note.text for note in catalogue.forms["staff_allegation"].notes_for(nation)]
    unchecked = catalogue.nations[nation].terms.staff_allegation_contact.confirm
    assert any("Confirm the route" in note for note in notes) is unchecked


def test_filling_an_unknown_placeholder_is_a_bug_and_not_passed_over(catalogue: Catalogue) -> None:
    words: Words = catalogue.words(Nation.WALES)
    with pytest.raises(KeyError):
        words.fill("{nobody}")
