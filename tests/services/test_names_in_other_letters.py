"""A name in the letters that messaging offers is a name: found, left out and searched for, in every such alphabet."""

import tomllib
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguard_app.documents.pdf_contents import contents_of
from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.folded_text import fold
from safeguard_app.domain.letter_shapes import as_letters
from safeguard_app.services import incidents, paper
from safeguard_app.services.journey_search import NameSearch
from safeguard_app.services.known_in_texts import mentioned_in
from safeguard_app.services.names_in_text import Called, NameFinder
from safeguard_app.services.paper_views import AudiencePaper, IncidentPaper
from safeguard_app.services.redaction import Redacted
from safeguard_app.services.redaction_search import _Watch
from safeguard_app.services.session import Session
from safeguard_app.services.withheld_names import Withheld, names_of, without_names
from safeguard_app.system.resources import resource_path
from tests.domain.letter_alphabets import ALPHABETS
from tests.services.conftest import log_incident, pupil

POSTED = "The post came from Ｊｅｓｓ Ｋａｎｅ and 𝓙𝓮𝓼𝓼 𝓚𝓪𝓷𝓮 and Ⓙⓔⓢⓢ and ᴊᴇꜱꜱ and Jеѕѕ and Јеѕѕ and 🅹🅴🆂🆂."
REGISTERED = tuple(
    one["name"]
    for one in tomllib.loads(resource_path("demo/people.toml").read_text("utf-8"))["people"]
    if one["name"][0].isupper()
)
REAL = (
    "Вера Сорока",
    "Сара Рос",
    "Тома Ахо",
    "Μαρία Κατή",
    "Ζωή Νίκα",
    "李小龙",
    "عَلِيّ نور",
    "علی‌رضا",
    "김민지",
    "प्रिया शर्मा",
)


@cache
def finder(*hidden: str, theirs: tuple[str, ...] = ()) -> NameFinder:
    """Finds people who may not be named."""
    return NameFinder(
        [Called("Child B", hidden)], [Called("", (name,)) for name in theirs], unsure="[somebody]"
    )


@cache
def watch(*hidden: str, theirs: tuple[str, ...] = ()) -> _Watch:
    """Searches a finished copy for them."""
    forbidden, own = (Called("Child B", hidden),), tuple(Called("", (name,)) for name in theirs)
    return _Watch(Redacted(None, None, "a record", forbidden=forbidden, theirs=own))  # type: ignore[arg-type]


@cache
def withheld(name: str) -> Withheld:
    """Leaves them out of the record itself."""
    return names_of([name], ["Al Bee"])


def left(text: str, found: NameFinder) -> str:
    for one in reversed(found.find(text)):
        text = text[: one.start] + one.label + text[one.end :]
    return text


@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_every_registered_name_in_every_alphabet_is_found_left_out_and_searched_for(alphabet: str) -> None:
    for name in REGISTERED:
        written = ALPHABETS[alphabet](name)
        text = f"It was “{written}” there."
        assert written != name or alphabet.startswith("partly")
        assert left(text, finder(name)) == "It was “Child B” there.", written
        assert without_names(text, withheld(name)) == "It was “[name withheld]” there.", written
        assert [one.text for one in watch(name).within(text, "here")], written


@pytest.mark.parametrize("alphabet", ALPHABETS)
@given(st.text("abc deéñ🙂❤️™Ⓐ🇬🇧½\u200d\ufe0fжαи", max_size=12))
@settings(max_examples=8, deadline=None)
def test_where_a_name_in_other_letters_stands_is_known(alphabet: str, before: str) -> None:
    written = ALPHABETS[alphabet]("Tyler Okonkwo")
    text = f"{before} ({written}) ran"
    (found,) = [one for one in finder("Tyler Okonkwo").find(text) if one.start > len(before)]
    assert text[found.start : found.end].strip("\ufe0e\u200d\u0336\u20dd") == written.strip(
        "\ufe0e\u200d\u0336\u20dd"
    )
    assert left(text, finder("Tyler Okonkwo")).endswith("(Child B) ran")


@pytest.mark.parametrize("name", REAL)
def test_names_of_other_scripts_stay_themselves(name: str) -> None:
    assert without_names(f"«{name}»", names_of([name], [])) == "«[name withheld]»"
    assert left(f"«{name}» {name.upper()}", finder(name)) == "«Child B» Child B"
    assert left(f"«{name}»", finder("Jess Kane", theirs=(name,))) == f"«{name}»"
    assert [one.text for one in watch(name).within(name, "here")]
    assert as_letters(name) == name


@pytest.mark.parametrize(
    "text",
    [
        *("Jess™ and Jess®", "Jess🇬🇧", "🇵🇱🇬🇧Jess", "Jess🅰", "Jess❤️", "Jess\u200d"),
        *("ⒿⒺⓈⓈ", "🇯🇪🇸🇸", "J\u0336e\u0336s\u0336s\u0336", "J\u200de\u200dss", "Jesѕ", "ЈЕЅЅ", "⒥⒠⒮⒮’s"),
    ],
)
def test_what_stands_beside_and_within_hides_no_name(text: str) -> None:
    assert "Jess" not in left(text, finder("Jess Kane")) and finder("Jess Kane").find(text)
    assert list(watch("Jess Kane").within(text, "here"))
    assert names_of(["Jess Kane"], []).stands_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "Он сам там",
        "5 µm, 10 ℃ and ½",
        "Ⓐ 🇬🇧 ™ ®",
        "ᴍᴇᴇᴛ ᴍᴇ",
        "ｈｅｌｌｏ",
        "Ἀθήνα",
        "𝓱𝓮𝓵𝓵𝓸 𝓽𝓱𝓮𝓻𝓮",
        "βeta, naïve café",
        "1ᵉʳ mai",
    ],
)
def test_innocent_text_is_not_touched(text: str) -> None:
    hidden = (*REGISTERED, "Cam Rowe", "May Carter", "An Li")
    assert left(text, finder(*hidden)) == text
    assert not list(watch(*hidden).within(text, "here")) and not list(watch(*hidden).words_too(text, "here"))
    assert without_names(text, names_of(hidden, [])) == text


def test_a_name_that_is_a_word_counts_by_the_capital_that_it_looks_like() -> None:
    found, seen = finder("Will Page"), watch("Will Page")
    assert left("so 𝓦𝓲𝓵𝓵 and 🆆🅸🅻🅻 ran, ᴡɪʟʟ you", found) == "so Child B and Child B ran, ᴡɪʟʟ you"
    assert [one.text for one in seen.words_too("so 𝓦𝓲𝓵𝓵 and 🆆🅸🅻🅻 ran, ᴡɪʟʟ you", "")] == ["𝓦𝓲𝓵𝓵", "🆆🅸🅻🅻"]


def test_initials_in_other_letters() -> None:
    assert left("Then Ｊ.Ｋ. left", finder("Jess Kane")) == "Then Child B left"
    assert [one.text for one in watch("Jess Kane").within("Then 𝓙.𝓚. left", "")] == ["𝓙.𝓚."]
    assert [one.text for one in watch("Jess Kane").words_too("Then ＪＫ left", "")] == ["ＪＫ"]


@given(st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_each_sign_stays_in_its_place(text: str) -> None:
    for parted in (False, True):
        assert len(as_letters(text, parted=parted)) == len(text)
        assert len(fold(text, parted=parted).text) == len(fold(text, parted=parted).places)


def test_a_copy_leaves_out_the_name_in_whatever_letters(session: Session) -> None:
    jess, mia = pupil(session, "Jess Kane", date(2012, 4, 2)), pupil(session, "Mia Rowe", date(2012, 4, 2))
    log = log_incident(session, "CB", (mia, "target"), (jess, "alleged"), account=POSTED)
    issued = paper.issue(session, AudiencePaper(IncidentPaper(log), Audience.PARENT, (mia,)))
    words = " ".join(" ".join(text for _, text in contents_of(issued.pdf).texts).split())
    assert (
        "The post came from Child B and Child B and Child B and Child B and Child B and Child B and Child B."
        in words
    )


def test_who_is_on_the_register_and_on_no_field_of_the_record_is_found(session: Session) -> None:
    jess, mia = pupil(session, "Jess Kane", date(2012, 4, 2)), pupil(session, "Mia Rowe", date(2012, 4, 2))
    log = log_incident(session, "CB", (mia, "target"))
    search = NameSearch(session, [incidents.current(session, log).content])
    for alphabet, written in ALPHABETS.items():
        found = [one.text for one in search.in_typed([f"so {written('Jess Kane')} said"])]
        assert found and any(fold(one).text.startswith("jess") for one in found), alphabet
        mentioned = mentioned_in(session, [f"so {written('Jess Kane')} said"], [mia], [], [])
        assert [one.name for one in mentioned.people] == [jess.name], alphabet
    for account in (ALPHABETS["full width"]("@wolf.kit9"), "@𝔀𝓸𝓵𝓯.𝓴𝓲𝓽𝟗"):
        assert [one.what for one in search.in_typed([f"by {account}"])] == ["the account"]
