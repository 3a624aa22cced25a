"""What is said of an account while it is typed: whose it is said to be, how many records name it, and to whom."""

from datetime import date

import pytest

from safeguard_app.domain.cases import Attribution
from safeguard_app.domain.entries import Note, NoteKind
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.named_accounts import accounts_in
from safeguard_app.domain.people import Handle, HandleConfidence, Person, PersonKind, PersonRef
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import entries, identifications, incident_lists, incidents, people, person_notes
from safeguard_app.services import known_handles as known_handles_module
from safeguard_app.services.handle_records import holders, records_naming_account
from safeguard_app.services.identifications import Identifying
from safeguard_app.services.incident_lists import IncidentFilter, StateFilter
from safeguard_app.services.known_handles import Asked, KnownHandles, TypedWords, known_handles
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from tests.services.conftest import MadeSchool, adult, log_incident, pupil

WHO = PersonRef(None, "A girl in 4B", "")
LARCH = PersonRef(None, "@larch.truth", "")


def dean(session: Session, *handles: Handle) -> Reference:
    """A parent with accounts."""
    given = handles or (Handle("facebook", "Larch.Truth", HandleConfidence.SUSPECTED),)
    return people.add(session, Person("Mr Dean Halloway", PersonKind.PARENT_CARER, handles=given))[0]


def filed(session: Session, account: str) -> Reference:
    """A record that names an account in its words alone."""
    return log_incident(session, "TR", (WHO, "target"), account=account)


def said(session: Session, text: str, **more: object) -> tuple[str, ...]:
    """The lines for a text."""
    return tuple(one.words for one in known_handles(session, TypedWords(text, **more)).lines)  # type: ignore[arg-type]


def test_whose_it_is_said_to_be_and_how_often_it_was_seen(session: Session) -> None:
    """Folded, with or without the @; the list holds exactly what was counted."""
    person = dean(session)
    first = log_incident(session, "TR", (LARCH, "account"))
    second = filed(session, "It came from @LARCH.truth again, at nine.")
    filed(session, "Under the larch, truth be told.")
    filed(session, "@larch.truth.two is somebody else, and so is my.larch.truth.")
    words = "@larch.truth: said to be Mr Dean Halloway’s on Facebook (suspected). Seen in 2 records."
    for text in ("Posted by @larch.truth.", "Posted by larch.truth", "(@Larch.Truth)", "@larch.truth’s page"):
        known = known_handles(session, TypedWords(text))
        assert [one.words for one in known.lines] == [words], text
        assert [one.reference for one in known.lines[0].people] == [person]
    wanted = IncidentFilter(StateFilter.ALL, handle="larch.truth")
    assert {row.reference for row in incident_lists.rows(session, wanted)} == {first, second}
    assert people.handle_sightings(session, "Larch.Truth") == 2, "the page of the person says the same"


def test_an_ordinary_word_is_no_account_in_running_words(session: Session) -> None:
    """ "rose" is told of with its @, in an address and where an account is asked for."""
    dean(session, Handle("tiktok", "@rose"))
    filed(session, "She rose and left.")
    assert said(session, "She rose and left; rose@baylis.example wrote.") == ()
    here = ("@rose: said to be Mr Dean Halloway’s on TikTok (suspected). Seen in no record yet.",)
    assert said(session, "It was @rose") == here
    assert said(session, "https://tiktok.example/rose/video/7", asked=Asked.ADDRESS) == here
    assert said(session, "Rose", asked=Asked.ACCOUNT) == here


def test_an_account_nobody_knows_is_told_of_once_a_record_names_it(session: Session) -> None:
    """Also where it stands in the words of that record alone."""
    assert said(session, "It was @odd.one") == ()
    record = filed(session, "A girl says @odd.one wrote to her.")
    assert said(session, "It was @odd.one") == ("@odd.one: seen in 1 record.",)
    assert said(session, "It was @odd.one", besides=record.id) == (), "not of itself"
    incidents.enter_in_error(session, record, "Twice.")
    assert said(session, "It was @odd.one") == ()


def test_the_platform_tells_two_people_apart(session: Session) -> None:
    """One name on two platforms is two accounts; where no platform is known, both are said."""
    dean(session, Handle("tiktok", "@lane"))
    other = Person(
        "Ms Ida Lane", PersonKind.OTHER, handles=(Handle("instagram", "@lane", HandleConfidence.CONFIRMED),)
    )
    people.add(session, other)
    dean_s, ida_s = (
        "said to be Mr Dean Halloway’s on TikTok (suspected)",
        "Ms Ida Lane’s on Instagram (confirmed)",
    )
    none_yet = "Seen in no record yet."
    assert said(session, "@lane", platform="tiktok") == (f"@lane: {dean_s}. {none_yet}",)
    assert said(session, "@lane", platform="instagram") == (f"@lane: {ida_s}. {none_yet}",)
    (both,) = said(session, "@lane")
    assert dean_s in both and ida_s in both
    (neither,) = said(session, "@lane", platform="facebook")
    assert dean_s in neither and ida_s in neither, "the platform it is known on is said"


def test_a_bare_account_says_who_it_was_identified_as(session: Session) -> None:
    """Until then: that its owner is not known."""
    account = people.add(session, Person("", PersonKind.ACCOUNT_ONLY, handles=(Handle("", "@odd.one"),)))[0]
    assert said(session, "@odd.one") == (
        "@odd.one: on the register, owner not known. Seen in no record yet.",
    )
    rhys = pupil(session, "Rhys Oakes", date(2012, 1, 2))
    found = Identifying(
        people.ref_of(session, account),
        rhys,
        exactly(session.now()),
        "His sister knew.",
        HandleConfidence.PROBABLE,
    )
    identifications.identify(session, found)
    (words,) = said(session, "@odd.one")
    assert (
        words.startswith("@odd.one: identified as Rhys Oakes on ") and "(probable): His sister knew." in words
    )


def test_what_a_closed_part_holds_is_not_hinted_at(made_school: MadeSchool) -> None:
    """No count and no name out of a part that this user's key does not open."""
    session = made_school.sign_in()
    who = adult(session, "Shona Pike", "Midday supervisor")
    log_incident(session, "TR", (LARCH, "account"))
    apart = log_incident(
        session, "SPC", (who, "adult_of_concern"), (LARCH, "account"), account="And @odd.one."
    )
    entries.add_attribution(
        session, apart, Attribution("@larch.truth", "", who, "Her way of writing.", exactly(session.now()))
    )
    words = "@larch.truth: suspected on a record to be Shona Pike’s. Seen in 2 records."
    assert said(session, "@larch.truth and @odd.one") == (words, "@odd.one: seen in 1 record.")
    deputy = made_school.sign_in("deputy")
    assert said(deputy, "@larch.truth and @odd.one") == ("@larch.truth: seen in 1 record.",)
    assert len(records_naming_account(deputy, "@larch.truth")) == 1
    wanted = IncidentFilter(StateFilter.ALL, handle="odd.one")
    assert incident_lists.rows(deputy, wanted) == []


def test_many_accounts_are_bounded(session: Session) -> None:
    """The first four, and how many more."""
    names = [f"@name.{number}" for number in range(7)]
    filed(session, " ".join(names))
    known = known_handles(session, TypedWords(" ".join(reversed(names))))
    assert [one.handle for one in known.lines] == ["name.6", "name.5", "name.4", "name.3"] and known.more == 3
    assert known_handles(session, TypedWords("  ")) == KnownHandles()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@A.b, @a.B and a_1", ("a.b", "a_1")),
        ("Write to a_1@baylis.example", ()),
        ("www.example/a_1?x=2", ("a_1",)),
        ("rose @ the gate, @", ()),
        ("a_12 a_1.", ("a_1",)),
        ("@" + "x" * 400, ("x" * 61,)),
    ],
)
def test_accounts_in_a_text(text: str, found: tuple[str, ...]) -> None:
    """With an @ always; without one only what is known and no word besides."""
    assert accounts_in(text, {"a.b", "a_1", "rose"}) == found


def test_of_a_page_pasted_whole_so_many_accounts_are_looked_for_and_those_that_are_known_first(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hundreds of strangers neither hold the log up nor hide the one account that is on the register."""
    dean(session)
    looked_for: list[str] = []

    def counted(session: Session, handle: str) -> frozenset[Reference]:
        looked_for.append(handle)
        return records_naming_account(session, handle)

    monkeypatch.setattr(known_handles_module, "records_naming_account", counted)
    page = " ".join(f"@stranger{place}" for place in range(2_000))
    (line,) = said(session, f"{page} @larch.truth")
    assert line.startswith("@larch.truth: said to be Mr Dean Halloway’s")
    assert len(looked_for) == known_handles_module.MOST_LOOKED_UP


def test_a_suspicion_taken_back_or_on_a_record_in_error_is_told_no_more(session: Session) -> None:
    """Nor is one about somebody in words alone a page that can be opened."""
    record = log_incident(session, "TR", (WHO, "target"))
    made = Attribution("@odd.one", "", PersonRef(None, "Dean Halloway"), "His words.", exactly(session.now()))
    entries.add_attribution(session, record, made)
    (line,) = known_handles(session, TypedWords("@odd.one")).lines
    assert "suspected on a record to be Dean Halloway’s" in line.words and line.people == ()
    connection = session.vault.daily.connection
    (entry,) = reading.about(connection, record, (RecordKind.ATTRIBUTION,))
    entries.withdraw(session, record, entry.reference.id, "Somebody else.")
    assert not any("suspected" in one for one in said(session, "@odd.one"))
    entries.add_attribution(session, record, made)
    log_incident(session, "TR", (PersonRef(None, "@odd.one"), "account"))
    incidents.enter_in_error(session, record, "Twice.")
    assert said(session, "@odd.one") == ("@odd.one: seen in 1 record.",)


def test_an_entry_without_a_platform_counts_for_each_and_at_most_three_are_said(session: Session) -> None:
    """What is said of one account stays short."""
    dean(session, Handle("", "@lane"))
    assert said(session, "@lane", platform="tiktok") == (
        "@lane: said to be Mr Dean Halloway’s (suspected). Seen in no record yet.",
    )
    for name in ("Ms Ida Lane", "Ms Una Lane", "Ms Eva Lane"):
        people.add(session, Person(name, PersonKind.OTHER, handles=(Handle("", "@lane"),)))
    (words,) = said(session, "@lane")
    assert sum(name in words for name in ("Dean", "Ida", "Una", "Eva")) == 3


def test_an_account_in_the_words_of_a_register_is_no_record(session: Session) -> None:
    """Only incidents are counted; an entry without an account on the register is none of nobody’s."""
    wren = pupil(session, "Wren Maple", date(2018, 5, 1))
    assert wren.reference is not None
    note = Note(NoteKind.NOTE, exactly(session.now()), "She follows @odd.one.")
    person_notes.add(session, wren.reference, note)
    people.add(session, Person("Ms Ida Lane", PersonKind.OTHER, handles=(Handle("", "not an account"),)))
    assert records_naming_account(session, "@odd.one") == frozenset()
    assert "" not in holders(session)


def test_an_account_of_one_entry_is_named_once_and_in_one_place(session: Session) -> None:
    """Written in two ways it is one account."""
    person = dean(session, Handle("tiktok", "@lane.x"), Handle("tiktok", "Lane.X"))
    assert holders(session)["lane.x"] == (person,)
    record = log_incident(session, "TR", (PersonRef(None, "lane.x"), "account"))
    assert records_naming_account(session, "@lane.x") == {record}, "asked for, and in no words with an @"
    assert said(session, "two words", asked=Asked.ACCOUNT) == ()
