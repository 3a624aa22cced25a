"""Pictures in copies for an audience: none is shown, redacted copies neither, until a person said whom it shows."""

import pytest

from safeguard_app.documents.pdf_contents import contents_of
from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.documents_issued import IssuedDocument
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.names_keys import whose_of
from safeguard_app.domain.records import Stored
from safeguard_app.evidence_files.apart import LookingIn
from safeguard_app.services import evidence, evidence_items, machine_reading, names_keys, paper
from safeguard_app.services.audience_outlook import outlook, show_picture, undo
from safeguard_app.services.names_keys import CopyOf, KeyPlace, SaidOfPicture
from safeguard_app.services.paper_views import AudiencePaper, IncidentPaper, SchedulePaper
from safeguard_app.services.session import Session
from tests.services.audience_school import Group, group
from tests.services.test_derivatives import copied, decoded_here, made_small_here, png, taken


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures are decoded here."""
    monkeypatch.setattr(LookingIn, "show", decoded_here)
    monkeypatch.setattr(LookingIn, "small", made_small_here)
    monkeypatch.setattr(machine_reading, "reading_data", lambda: None)


@pytest.fixture
def there(session: Session) -> Group:
    """Two pictures; of the first there is a redacted copy."""
    made = group(session)
    first = taken(session, made.incident, png())
    taken(session, made.incident, png(seed=8), "b.png")
    copied(session, first)
    return made


REASON = "Only Reece’s own messages are left in it."


def affirm(
    there: Group, exhibit: str = "Ex1-A", whose: str = "reece", audience: Audience = Audience.PARENT
) -> None:
    """Say of a picture, as it stands in the outlook, that it shows nobody else."""
    job = AudiencePaper(SchedulePaper(there.incident, pictures=True), audience, (there.people[whose],))
    shown = outlook(there.session, job)
    show_picture(there.session, shown, exhibit, REASON)


def sheet(there: Group, audience: Audience, whose: str = "reece") -> tuple[str, int]:
    """What the schedule with pictures says, and how many pictures are in its file."""
    job = AudiencePaper(SchedulePaper(there.incident, pictures=True), audience, (there.people[whose],))
    found = contents_of(paper.issue(there.session, job).pdf)
    return " ".join(" ".join(text for _, text in found.texts).split()), len(found.pictures)


@pytest.mark.parametrize("audience", [Audience.PARENT, Audience.SUBJECT_ACCESS, Audience.TRANSFER])
def test_no_redacted_copy_is_shown_before_somebody_said_that_it_shows_nobody_else(
    there: Group, audience: Audience
) -> None:
    words, pictures = sheet(there, audience)
    assert pictures == 0
    assert "The picture of Ex1-A, a redacted copy, is left out of this copy: it may show others." in words
    assert "The picture of Ex1 is left out of this copy: it may show others." in words
    assert "stands for it" not in words, "it does not, where it is left out itself"


@pytest.mark.parametrize("audience", [Audience.PARENT, Audience.SUBJECT_ACCESS, Audience.TRANSFER])
def test_only_the_redacted_copy_is_shown_and_each_place_says_so(there: Group, audience: Audience) -> None:
    affirm(there, audience=audience)
    words, pictures = sheet(there, audience)
    assert pictures == 1
    left_out = "is left out of this copy: it may show others."
    assert f"The picture of Ex1 {left_out} Ex1-A, a redacted copy, stands for it." in words
    assert f"The picture of Ex2 {left_out}" in words


@pytest.mark.parametrize("audience", [Audience.SCHOOL, Audience.AUTHORITY, Audience.POLICE])
def test_the_police_and_the_authority_see_each(there: Group, audience: Audience) -> None:
    words, pictures = sheet(there, audience)
    assert pictures == 3 and "left out of this copy" not in words


def test_what_was_said_of_a_redacted_copy_holds_for_those_people_and_this_audience_alone(
    there: Group,
) -> None:
    affirm(there)
    assert sheet(there, Audience.PARENT)[1] == 1
    assert sheet(there, Audience.PARENT, "tomasz")[1] == 0, "what it still shows may be about Reece"
    assert sheet(there, Audience.TRANSFER)[1] == 0


def test_a_redacted_copy_made_anew_is_decided_on_anew(there: Group) -> None:
    affirm(there)
    (first,) = [
        one.reference
        for one in evidence.exhibits_of(there.session, there.incident)
        if one.content.name == "Ex1-A"
    ]
    original = next(
        one.reference
        for one in evidence.exhibits_of(there.session, there.incident)
        if one.content.name == "Ex1"
    )
    evidence_items.withdraw(there.session, first, "A face was left in it.", version=1)
    copied(there.session, original)
    words, pictures = sheet(there, Audience.PARENT)
    assert pictures == 0 and "The picture of Ex1-B, a redacted copy, is left out" in words


def test_another_picture_under_the_same_name_is_decided_on_anew(there: Group) -> None:
    affirm(there)
    job = AudiencePaper(
        SchedulePaper(there.incident, pictures=True), Audience.PARENT, (there.people["reece"],)
    )
    kept = names_keys.key_of(there.session, outlook(there.session, job).copy.place)
    assert kept is not None
    (choice,) = kept.content.choices
    assert len(choice.sha256) == 64 and choice.reason == REASON and choice.words == "Ex1-A"
    names_keys.put_back(
        there.session,
        outlook(there.session, job).copy,
        "Ex1-A",
        REASON,
        picture=SaidOfPicture("0" * 64),
    )
    (waiting,) = [one for one in outlook(there.session, job).pictures if one.redacted]
    assert (
        waiting.replaced and waiting.told == "Hidden in it: The name of another pupil. Made: For the parents."
    )
    assert sheet(there, Audience.PARENT)[1] == 0


def test_the_list_says_how_many_are_to_be_decided_on_and_takes_it_back(there: Group) -> None:
    job = AudiencePaper(
        SchedulePaper(there.incident, pictures=True), Audience.PARENT, (there.people["reece"],)
    )
    assert "3 pictures left out. 1 redacted copy to decide on." in outlook(there.session, job).counts
    with pytest.raises(RuleViolation) as refused:
        show_picture(there.session, outlook(there.session, job), "Ex1-A", " ")
    assert set(refused.value.fields) == {"reason"}
    affirm(there)
    shown = outlook(there.session, job)
    assert [one.exhibit for one in shown.pictures] == ["Ex1", "Ex2"] and "to decide on" not in shown.counts
    undo(there.session, shown, "Ex1-A", "There is a face in the mirror.")
    assert sheet(there, Audience.PARENT)[1] == 0


def test_the_record_with_its_pictures_keeps_to_the_same_rule(there: Group) -> None:
    job = AudiencePaper(
        IncidentPaper(there.incident, pictures=True), Audience.PARENT, (there.people["reece"],)
    )
    shown = outlook(there.session, job)
    show_picture(there.session, shown, "Ex1-A", REASON)
    found = contents_of(paper.issue(there.session, job).pdf)
    words = " ".join(" ".join(text for _, text in found.texts).split())
    assert len(found.pictures) == 1 and "The picture of Ex2 is left out of this copy" in words
    assert "Zieli" not in words


def test_a_picture_put_back_with_a_reason_stays(there: Group) -> None:
    whose = whose_of((there.people["reece"],))
    place = KeyPlace(Compartment.DAILY, there.incident, there.incident.id)
    names_keys.put_back(
        there.session,
        CopyOf(place, Audience.PARENT, "evidence_schedule", whose),
        "Ex2",
        "Shows Reece alone.",
        picture=SaidOfPicture(""),
    )
    words, pictures = sheet(there, Audience.PARENT)
    assert pictures == 1 and "The picture of Ex2" not in words
    anothers, shown = sheet(there, Audience.PARENT, "tomasz")
    assert shown == 0 and "The picture of Ex2" in anothers, "it shows Reece, who is another child there"


def test_what_was_left_out_is_not_noted_as_shown(there: Group) -> None:
    affirm(there)
    sheet(there, Audience.PARENT)
    (line,) = paper.issued(there.session, there.incident)
    stored: Stored[IssuedDocument] = there.session.vault.get(line.document)  # type: ignore[assignment]
    names = {
        there.session.vault.compartment(Compartment.DAILY).get(one).content.name
        for one in stored.content.shows
    }
    assert names == {"Ex1-A"} and line.title == "Evidence schedule, for a parent"
