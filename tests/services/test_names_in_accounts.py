"""A name right beside digits, an initial or another word is found; a word that only holds one is not."""

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from safeguard_app.documents.content import Paragraph, Section
from safeguard_app.documents.pdf_contents import contents_of
from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.folded_text import readings
from safeguard_app.domain.names_keys import Choice
from safeguard_app.domain.word_edges import inner_edges
from safeguard_app.services import paper
from safeguard_app.services.account_forms import initial_forms
from safeguard_app.services.name_found import StillWithheld
from safeguard_app.services.names_in_text import Called, NameFinder
from safeguard_app.services.paper_kinds import BUILDERS
from safeguard_app.services.paper_prepared import Prepared
from safeguard_app.services.paper_views import IncidentPaper, SchedulePaper
from safeguard_app.services.redaction import Redacted
from safeguard_app.services.redaction_search import _Watch
from safeguard_app.services.session import Session
from safeguard_app.services.withheld_names import Withheld, names_of, without_names
from tests.services.conftest import at, log_incident, pupil

HIDDEN = (
    *(
        "Will Grant",
        "Rose Kane",
        "Li Wen",
        "Jess Kane",
        "Chris Abbs",
        "Mark Hall",
        "May Carter",
        "Tyler Okonkwo",
    ),
    "Sam Page",
)
LEFT_OUT = (
    *(
        "JessK",
        "jessk",
        "Jessk",
        "WillG",
        "willg",
        "wgrant",
        "grantw",
        "WGrant",
        "grantW",
        "chris2010",
        "jess2010",
    ),
    *(
        "2010jess",
        "@kaner",
        "kaner2",
        "jkane",
        "JKane",
        "ChrisAbbs",
        "tokonkwo",
        "tylero2",
        "sampage",
        "spage.png",
    ),
    *(
        "wgrant09",
        "jessRules",
        "TheRealTyler",
        "IamJess",
        "jesskane1@mail.example",
        "Ｊｅｓｓ２０１０",
        "𝓙𝓮𝓼𝓼𝓚",
        "ᴊᴇꜱꜱ7",
    ),
    *("chrisabbs_2", "xJess", "99Chris", "mhall3"),
)
"""Names in them for certain: left out of every copy, and found by the search."""
ASKED = (
    *(
        "will2010",
        "Will2010",
        "WILL2010",
        "rose09",
        "09rose",
        "will_2010",
        "2010_will",
        "li2012",
        "Li2012",
        "li_2012",
    ),
    *("may2010", "Page12.png", "mark7", "ｗｉｌｌ２０１０"),
)
"""Words that may be a name: asked about in a copy for somebody, and left out where there is nobody to ask."""
INNOCENT = (
    *(
        "willow",
        "Willow",
        "roses",
        "Roses",
        "list",
        "Lisbon",
        "mayor",
        "Mayhem",
        "MarkUp",
        "markup",
        "HomePage",
    ),
    *("shall", "Shall", "spage", "pages", "grants", "wills", "jesse", "will", "rose", "li", "may", "marks"),
    *(
        "McPage",
        "LeWill",
        "rosewood",
        "3may2026",
        "4may",
        "willing",
        "page 3",
        "rose 12",
        "will 2010 be",
    ),
    *(
        "e3b0c44298fc1c149afbf4c8996fb924",
        "12li34ab",
        "lily",
        "grantor",
        "A4",
        "KS2",
        "iPhone 12",
        "WhatsApp",
        "Y10",
    ),
    *("dQw4w9WgXcQLi3mAy7Ro", "halls", "parking"),
)
"""Words of a sentence, codes and checksums."""


ACCOUNT = "It came from will2010 and WGrant, 2 days ago. Will 2 and Mia were there."


@cache
def finder() -> NameFinder:
    return NameFinder([Called("Child B", HIDDEN)], [], unsure="[somebody]")


def watch_of() -> Redacted:
    return Redacted(None, None, forbidden=(Called("Child B", HIDDEN),))  # type: ignore[arg-type]


@cache
def watch() -> _Watch:
    return _Watch(watch_of())


@cache
def withheld() -> Withheld:
    return names_of(HIDDEN, [])


def left(text: str) -> str:
    for one in reversed(finder().find(text)):
        text = text[: one.start] + one.label + text[one.end :]
    return text


def searched(text: str) -> list[str]:
    return [one.text for one in (*watch().within(text, ""), *watch().words_too(text, ""))]


@pytest.mark.parametrize("account", LEFT_OUT)
def test_a_name_in_an_account_is_left_out_and_searched_for(account: str) -> None:
    text = f"so {account} said"
    assert "Child B" in left(text) and "[name withheld]" in without_names(text, withheld())
    assert searched(text)
    assert not searched(left(text)) and not searched(without_names(text, withheld()))


@pytest.mark.parametrize("account", ASKED)
def test_what_may_be_a_name_or_a_word_is_asked_about(account: str) -> None:
    text = f"so {account} said"
    assert left(text) == text and searched(text)
    assert "[name withheld]" in without_names(text, withheld())
    assert not searched(without_names(text, withheld()))


@pytest.mark.parametrize("word", INNOCENT)
def test_a_word_that_only_holds_a_name_stays(word: str) -> None:
    text = f"so {word} said"
    assert left(text) == text and without_names(text, withheld()) == text
    assert searched(text) == []


def test_an_account_that_is_put_back_is_asked_about_no_more() -> None:
    back = Choice(
        Audience.PARENT, "incident", "Will2010", "Nobody here", "Dee", at("2026-09-07 08:00"), put_back=True
    )
    found = _Watch(replace(watch_of(), choices=(back,)))
    for text in ("so Will2010 said", "so will2010 said"):
        assert [*found.within(text, ""), *found.words_too(text, "")] == []
    assert [*found.words_too("so Will said", "")] and [*found.within("so will2011 said", "")]


def test_a_name_beside_a_number_of_its_own_stays_a_name() -> None:
    assert without_names("Will 2 days ago, will 2", withheld()) == "[name withheld] 2 days ago, will 2"


def test_whose_account_it_is_may_be_somebody_who_is_named() -> None:
    """Walt Grant may be named: "wgrant" may be his, and stays."""
    found = NameFinder(
        [Called("Child B", ("Will Grant",))], [Called("", ("Walt Grant",))], unsure="[somebody]"
    )
    assert found.find("so wgrant09 said") == []
    assert without_names("so wgrant09 said", names_of(["Will Grant"], ["Walt Grant"])) == "so wgrant09 said"


def test_forms_with_an_initial() -> None:
    assert initial_forms("Will Grant") == {"wgrant": True, "grantw": True, "willg": True}
    assert initial_forms("Sam Hall") == {"shall": False, "samh": False}
    assert initial_forms("Ava") == initial_forms("Child from Year 4") == initial_forms("李 小龙") == {}


def test_a_checksum_names_nobody() -> None:
    digest = "b94ada7f1bea0c4dee2e4fae9c8149ed41e4649b934ca495991b7852b8ada855"
    names = ("Ada Abe", "Bea Dee", "Fae Ed")
    hidden, text = Called("Child B", names), f"SHA-256 {digest}, {digest[:32]} and {digest.upper()}."
    assert NameFinder([hidden], [], unsure="").find(text) == []
    assert without_names(text, names_of(names, [])) == text
    seen = _Watch(Redacted(None, None, forbidden=(hidden,)))  # type: ignore[arg-type]
    assert not [*seen.within(text, ""), *seen.words_too(text, "")]
    for account in ("ada1234567890123", "abe123456789", "bea2ada3"):
        assert len(NameFinder([hidden], [], unsure="").find(account)) >= 1 and [*seen.within(account, "")]


def test_where_words_run_together() -> None:
    assert inner_edges("JessK and jess2010, JKane; jess JESS Jess") == [4, 14, 21]
    for text in ("JessK", "Zoe\u0301K2", "ŁukaszW", "ﬀK9", "Ｊｅｓｓ２０１０"):
        for seen in readings(text, capitals=True):
            assert len(seen.text) == len(seen.places) and sorted(seen.places) == [*seen.places]


@pytest.fixture
def record(session: Session) -> IncidentPaper:
    """A record of which somebody asked not to be named."""
    will, mia = pupil(session, "Will Grant", date(2012, 4, 2)), pupil(session, "Mia Rowe", date(2012, 4, 2))
    log = log_incident(
        session, "CB", (mia, "target"), (will, "reporter"), account=ACCOUNT, withheld="reporter"
    )
    return IncidentPaper(log)


def test_the_plain_record_leaves_accounts_out_and_is_issued(session: Session, record: IncidentPaper) -> None:
    made = BUILDERS[IncidentPaper](session, record)
    assert made.withheld is not None and made.redacted is None
    words = " ".join(
        " ".join(text for _, text in contents_of(paper.issue(session, record).pdf).texts).split()
    )
    said = (
        "It came from [name withheld] and [name withheld], 2 days ago. [name withheld] 2 and Mia were there."
    )
    assert said in words and "Mia Rowe" in words


@pytest.mark.parametrize("name", ["Lee Child", "Una Power", "Li Lang", "Sam Page", "Mark Case", "Ada Church"])
def test_a_name_that_is_a_word_of_the_paper_itself_keeps_it_from_nobody(session: Session, name: str) -> None:
    theirs, mia = pupil(session, name, date(2012, 4, 2)), pupil(session, "Mia Rowe", date(2012, 4, 2))
    log = log_incident(
        session, "CB", (mia, "target"), (theirs, "reporter"), account=f"{name} did.", withheld="reporter"
    )
    for job in (IncidentPaper(log), SchedulePaper(log)):
        words = " ".join(text for _, text in contents_of(paper.issue(session, job).pdf).texts)
        assert name not in " ".join(words.split())


@pytest.mark.parametrize(
    "text", ["Ask Will Grant", "from wgrant09", "Then Will left", "by will2010", "WillG did"]
)
def test_a_name_that_came_in_after_the_leaving_out_keeps_the_plain_record_from_being_issued(
    session: Session, record: IncidentPaper, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = BUILDERS[IncidentPaper]

    def with_more(opened: Session, job: IncidentPaper) -> Prepared:
        made = build(opened, job)
        more = Section("More", (Paragraph(text),))
        return replace(made, document=replace(made.document, blocks=(*made.document.blocks, more)))

    monkeypatch.setattr(paper, "BUILDERS", {IncidentPaper: with_more})
    with pytest.raises(StillWithheld) as refused:
        paper.issue(session, record)
    assert {one.place for one in refused.value.found} >= {"under “More”", "in the text"}


def test_with_names_the_record_holds_them(session: Session, record: IncidentPaper) -> None:
    assert BUILDERS[IncidentPaper](session, replace(record, names_withheld=False)).withheld is None
