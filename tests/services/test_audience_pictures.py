"""Pictures in copies for an audience: a redacted copy stands for its exhibit, and nothing else shows somebody else."""

import pytest

from safeguard_app.documents.pdf_contents import contents_of
from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.documents_issued import IssuedDocument
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.names_keys import whose_of
from safeguard_app.domain.records import Stored
from safeguard_app.evidence_files.apart import LookingIn
from safeguard_app.services import names_keys, paper
from safeguard_app.services.names_keys import KeyPlace
from safeguard_app.services.paper_views import AudiencePaper, IncidentPaper, SchedulePaper
from safeguard_app.services.session import Session
from tests.services.audience_school import Group, group
from tests.services.test_derivatives import copied, decoded_here, png, taken


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures are decoded here."""
    monkeypatch.setattr(LookingIn, "show", decoded_here)


@pytest.fixture
def there(session: Session) -> Group:
    """Two pictures; of the first there is a redacted copy."""
    made = group(session)
    first = taken(session, made.incident, png())
    taken(session, made.incident, png(seed=8), "b.png")
    copied(session, first)
    return made


def sheet(there: Group, audience: Audience, whose: str = "reece") -> tuple[str, int]:
    """What the schedule with pictures says, and how many pictures are in its file."""
    job = AudiencePaper(SchedulePaper(there.incident, pictures=True), audience, (there.people[whose],))
    found = contents_of(paper.issue(there.session, job).pdf)
    return " ".join(" ".join(text for _, text in found.texts).split()), len(found.pictures)


@pytest.mark.parametrize("audience", [Audience.PARENT, Audience.SUBJECT_ACCESS, Audience.TRANSFER])
def test_only_the_redacted_copy_is_shown_and_each_place_says_so(there: Group, audience: Audience) -> None:
    words, pictures = sheet(there, audience)
    assert pictures == 1
    left_out = "is left out of this copy: it may show others."
    assert f"The picture of Ex1 {left_out} Ex1-A, a redacted copy, stands for it." in words
    assert f"The picture of Ex2 {left_out}" in words


@pytest.mark.parametrize("audience", [Audience.SCHOOL, Audience.AUTHORITY, Audience.POLICE])
def test_the_police_and_the_authority_see_each(there: Group, audience: Audience) -> None:
    words, pictures = sheet(there, audience)
    assert pictures == 3 and "left out of this copy" not in words


def test_the_record_with_its_pictures_keeps_to_the_same_rule(there: Group) -> None:
    job = AudiencePaper(
        IncidentPaper(there.incident, pictures=True), Audience.PARENT, (there.people["reece"],)
    )
    found = contents_of(paper.issue(there.session, job).pdf)
    words = " ".join(" ".join(text for _, text in found.texts).split())
    assert len(found.pictures) == 1 and "The picture of Ex2 is left out of this copy" in words
    assert "Zieli" not in words


def test_a_picture_put_back_with_a_reason_stays(there: Group) -> None:
    whose = whose_of((there.people["reece"],))
    place = KeyPlace(Compartment.DAILY, there.incident, there.incident.id, whose)
    names_keys.put_back(
        there.session, place, Audience.PARENT, "evidence_schedule", "Ex2", "Shows Reece alone.", picture=True
    )
    words, pictures = sheet(there, Audience.PARENT)
    assert pictures == 2 and "The picture of Ex2" not in words
    anothers, shown = sheet(there, Audience.PARENT, "tomasz")
    assert shown == 1 and "The picture of Ex2" in anothers, "it shows Reece, who is another child there"


def test_what_was_left_out_is_not_noted_as_shown(there: Group) -> None:
    sheet(there, Audience.PARENT)
    (line,) = paper.issued(there.session, there.incident)
    stored: Stored[IssuedDocument] = there.session.vault.get(line.document)  # type: ignore[assignment]
    names = {
        there.session.vault.compartment(Compartment.DAILY).get(one).content.name
        for one in stored.content.shows
    }
    assert names == {"Ex1-A"} and line.title == "Evidence schedule, for a parent"
