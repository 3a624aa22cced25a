"""Names that can still be read in a picture of a copy for somebody: they keep it from being issued until decided on."""

from dataclasses import replace

import pytest

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.derivatives import Alterations, Mark, MarkKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.machine_reading import PictureLook
from safeguard_app.evidence_files.apart import LookingIn
from safeguard_app.services import audience_outlook, machine_reading, names_keys, paper
from safeguard_app.services.audience_outlook import Outlook, outlook, show_picture
from safeguard_app.services.derivatives import Wanted
from safeguard_app.services.name_found import StillNamed
from safeguard_app.services.names_keys import SaidOfPicture
from safeguard_app.services.paper_views import AudiencePaper, SchedulePaper
from safeguard_app.services.session import Session
from safeguard_app.system.limited_process import ProcessStopped
from safeguard_app.system.reading_data import reading_data
from tests.evidence_files.words_in_pictures import chat
from tests.services.audience_school import Group, group
from tests.services.conftest import log_incident
from tests.services.test_derivatives import copied, decoded_here, made_small_here, png, taken

READER = "Tesseract 5.5.4, eng"
REASON = "Only Reece’s own messages are left in it."


class Reads(LookingIn):
    """Reads ``says`` in every picture, and counts."""

    def __init__(self, says: str) -> None:
        super().__init__()
        self.says = says
        self.fails: Exception | None = None
        self.asked = 0

    def read_picture(self, _content: bytes, _media_type: str, *, words: bool = True) -> PictureLook:
        self.asked += words
        if self.fails is not None:
            raise self.fails
        return PictureLook(self.says, READER)


@pytest.fixture
def there(session: Session, monkeypatch: pytest.MonkeyPatch) -> Group:
    """A group chat of which there is a redacted copy, and a machine that reads a name in it."""
    monkeypatch.setattr(LookingIn, "show", decoded_here)
    monkeypatch.setattr(LookingIn, "small", made_small_here)
    monkeypatch.setattr(machine_reading, "reading_data", lambda: "somewhere")
    made = group(session)
    copied(session, taken_here(made))
    session.looking_in = Reads("Reece Irwin\nTOMASZ is a baby")
    return made


def taken_here(there: Group) -> Reference:
    """A picture on the record."""
    return taken(there.session, there.incident, png())


def machine(there: Group) -> Reads:
    assert isinstance(there.session.looking_in, Reads)
    return there.session.looking_in


def job_of(there: Group, audience: Audience = Audience.PARENT) -> AudiencePaper:
    return AudiencePaper(SchedulePaper(there.incident, pictures=True), audience, (there.people["reece"],))


def shown_of(there: Group, audience: Audience = Audience.PARENT) -> Outlook:
    return outlook(there.session, job_of(there, audience))


def affirm(there: Group, exhibit: str = "Ex1-A") -> Outlook:
    """Say that it shows nobody else, as the outlook has it now; the outlook afterwards."""
    show_picture(there.session, shown_of(there), exhibit, REASON)
    return shown_of(there)


def test_a_name_still_legible_in_a_redacted_copy_keeps_it_from_being_issued(there: Group) -> None:
    assert shown_of(there).read == () and machine(there).asked == 0, "what is left out is not read"
    shown = affirm(there)
    assert [one.words for one in shown.found] == ["the name “TOMASZ”, Ex1-A, words in the picture"]
    (read,) = shown.read
    assert (read.exhibit, read.words, read.found, read.can_be_said) == ("Ex1-A", 5, ("TOMASZ",), True)
    with pytest.raises(StillNamed) as refused:
        paper.issue(there.session, job_of(there))
    assert "the name “TOMASZ”, Ex1-A, words in the picture" in refused.value.sentence
    assert machine(there).asked == 1, "it is read once until the log is locked"


def test_what_to_do_goes_by_where_a_word_was_read_and_not_by_how_many_there_are(there: Group) -> None:
    shown = affirm(there)
    (name,) = shown.found
    twice = replace(shown, found=(name, replace(name, what="the account")))
    for outlook_ in (shown, twice):
        assert outlook_.what_to_do == "Decide below on each name that was read in a picture."
        assert outlook_.found_lines == ()
    written = replace(name, place="under “Words in the picture”, words in the picture", in_picture=False)
    both = replace(shown, found=(name, written))
    assert both.what_to_do.startswith("Leave these words out below") and "Decide below" in both.what_to_do
    assert [one.places for one in both.found_lines] == [(written.place,)]


def test_a_person_decides_on_it_with_a_reason_for_this_copy_alone(there: Group) -> None:
    affirm(there)
    shown = affirm(there)
    assert shown.found == ()
    (choice,) = shown.choices
    assert choice.seen == ("TOMASZ",) and choice.reason == REASON
    assert paper.issue(there.session, job_of(there)).copy == "copy 1"
    audience_outlook.undo(there.session, shown, "Ex1-A", "It is Tomasz after all.")
    assert [one.words for one in affirm(there).found] == ["the name “TOMASZ”, Ex1-A, words in the picture"]


def test_what_was_decided_on_covers_no_other_name(there: Group) -> None:
    affirm(there)
    affirm(there)
    machine(there).says = "Tomasz and Kacper"
    there.session.worked_out(machine_reading.WORDS_IN_COPIES).clear()
    assert [one.text for one in shown_of(there).found] == ["Kacper"]


def test_words_put_back_in_the_text_name_somebody_in_a_picture_all_the_same(there: Group) -> None:
    names_keys.put_back(there.session, shown_of(there).copy, "Tomasz", "The name of a song.")
    assert [one.place for one in affirm(there).found] == ["Ex1-A, words in the picture"]


def test_nobody_says_so_of_whoever_asked_not_to_be_named(there: Group) -> None:
    there.incident = log_incident(
        there.session,
        "CB",
        (there.people["reece"], "alleged"),
        (there.people["tomasz"], "witness"),
        withheld="witness",
    )
    copied(there.session, taken_here(there))
    (read,) = affirm(there).read
    assert read.found == ("TOMASZ",) and not read.can_be_said
    with pytest.raises(RuleViolation) as refused:
        affirm(there)
    assert "asked not to be named" in refused.value.fields["words"]
    choice = SaidOfPicture(read.sha256, read.found)
    names_keys.put_back(there.session, shown_of(there).copy, "Ex1-A", REASON, picture=choice)
    assert [one.text for one in shown_of(there).found] == ["TOMASZ"], "said before they asked"


def test_what_no_machine_could_read_is_said_and_stops_nothing(
    there: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine(there).fails = ProcessStopped()
    shown = affirm(there)
    assert shown.found == () and [one.words for one in shown.read] == [None]
    asked = machine(there).asked
    shown_of(there)
    assert machine(there).asked == asked, "what took too long is not tried again at each look"
    there.session.worked_out(machine_reading.WORDS_IN_COPIES).clear()
    monkeypatch.setattr(machine_reading, "reading_data", lambda: None)
    assert [one.words for one in shown_of(there).read] == [None] and machine(there).asked == asked


def test_the_words_the_log_has_of_an_exhibit_are_searched_and_not_read_again(there: Group) -> None:
    machine_reading.read_pictures(there.session)
    asked = machine(there).asked
    assert [one.place for one in affirm(there, "Ex1").found] == ["Ex1, words in the picture"]
    assert machine(there).asked == asked


def test_nothing_is_read_for_the_police(there: Group) -> None:
    shown = shown_of(there, Audience.POLICE)
    assert shown.read == () and shown.found == () and machine(there).asked == 0


@pytest.mark.skipif(
    reading_data() is None, reason="nothing to read pictures with: on Debian, tesseract-ocr-eng"
)
def test_a_line_that_was_not_covered_is_read_in_the_copy_itself(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Through a process of its own, of a picture in which one of two names was covered."""
    monkeypatch.setattr(LookingIn, "show", decoded_here)
    monkeypatch.setattr(LookingIn, "small", made_small_here)
    made = group(session)
    lines = ("Kacper said go away", "nobody likes Tomasz here")
    covered = Wanted(Alterations((Mark(MarkKind.HIDE, 60, 140, 1020, 300),)), "Kacper", "For the parents.")
    copied(session, taken(session, made.incident, chat(lines)), covered)
    assert {(one.text, one.place) for one in affirm(made).found} == {
        ("Tomasz", "Ex1-A, words in the picture")
    }
