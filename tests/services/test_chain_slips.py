"""Audit trail slips: what stands on one, who may hold it, that its bytes are kept, and when the last was made."""

import hashlib
from collections.abc import Callable
from dataclasses import replace

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.nations import Nation
from safeguard_app.services import chain_slips, paper
from safeguard_app.services.audit_log import compartments
from safeguard_app.services.paper_views import ChainSlipPaper, RegisterPaper
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from safeguard_app.vault.problems import NoKey
from tests.services.conftest import SCHOOL, MadeSchool, adult, log_incident
from tests.services.test_paper import words_of


def in_fours(session: Session, part: Compartment) -> list[str]:
    """The head's whole hash, as it has to stand on the page."""
    digits = session.vault.compartment(part).head.hash.hex()
    return [digits[start : start + 4] for start in range(0, 64, 4)]


def test_the_page_carries_every_head_whole_and_names_nobody(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    log_incident(session, "TR", (adult(session, "Shona Pike", "Midday supervisor"), "witness"))
    made_school.clock.set("2026-10-12 15:20")
    heads = {part: in_fours(session, part) for part in (Compartment.DAILY, Compartment.ADULTS)}
    number = session.vault.daily.head.number

    seen = paper.preview(session, ChainSlipPaper(Compartment.DAILY))
    words = words_of(seen.pdf)

    assert seen.pages == 1
    assert (seen.title, seen.file_name) == ("Audit trail slip", "Audit trail slip.pdf")
    assert SCHOOL.name in words
    assert "Made Mon 12 Oct 2026, 15:20." in words
    assert f"Daily log Event {number:,} {' '.join(heads[Compartment.DAILY])}" in words
    assert "Concerns about adults Event " in words
    assert " ".join(heads[Compartment.ADULTS]) in words
    assert "Keep it in the Headteacher’s folder, not beside the computer." in words
    assert "Received for the Headteacher by" in words
    for name in ("Pike", "Abbey", "Denning", "Strand"):
        assert name not in words
    assert session.vault.daily.head.number == number, "looking at it is no event"


def test_it_is_issued_with_its_hash_and_exact_bytes(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    made = paper.issue(session, ChainSlipPaper(Compartment.DAILY))
    paper.printed(session, made.document)

    assert made.document.compartment is Compartment.ADULTS, "whoever reads it reads both parts on it"
    assert made.changes.said == "The document is kept in the log."
    adults = session.vault.compartment(Compartment.ADULTS).connection
    event = reading.events_of_kind(adults, EventKind.DOCUMENT_ISSUED)[-1]
    assert event.facts["sha256"] == made.sha256 == hashlib.sha256(made.pdf).hexdigest()
    assert reading.events_of_kind(adults, EventKind.PRINTED)[-1].facts["document"] == made.document.id
    assert paper.open_issued(session, made.document).pdf == made.pdf
    assert paper.issue(session, ChainSlipPaper(Compartment.ADULTS)).copy == "copy 2"


def test_a_slip_is_no_register(made_school: MadeSchool) -> None:
    session = made_school.sign_in("deputy")
    slip = paper.issue(session, ChainSlipPaper(Compartment.DAILY))
    register = paper.issue(session, RegisterPaper())
    assert slip.document.compartment is register.document.compartment is Compartment.DAILY
    assert [line.document for line in paper.issued(session)] == [register.document]
    assert register.copy == "copy 1"


def test_the_headteachers_folder_learns_nothing_of_the_part_about_the_headteacher(
    made_school: MadeSchool,
) -> None:
    session = made_school.sign_in()
    closed = in_fours(session, Compartment.NOT_HEAD)
    for_head = words_of(paper.preview(session, ChainSlipPaper(Compartment.DAILY)).pdf)
    assert "About the Headteacher" not in for_head
    assert " ".join(closed[:4]) not in for_head

    made = paper.issue(session, ChainSlipPaper(Compartment.NOT_HEAD))
    apart = words_of(made.pdf)

    assert made.document.compartment is Compartment.NOT_HEAD
    assert "About the Headteacher Event " in apart
    assert "Daily log" not in apart
    assert "Give it to the Chair of Governors in a sealed envelope. Keep it in no folder at school." in apart
    session = made_school.sign_in("head")
    with pytest.raises(NoKey):
        paper.open_issued(session, made.document)


def test_nobody_prints_or_learns_of_a_part_that_is_closed_to_them(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    kept = paper.issue(session, ChainSlipPaper(Compartment.DAILY))
    session = made_school.sign_in("deputy")

    words = words_of(paper.issue(session, ChainSlipPaper(Compartment.DAILY)).pdf)

    assert "Daily log Event " in words
    for other in ("adults", "About", "Designated"):
        assert other not in words
    with pytest.raises(NoKey):
        paper.open_issued(session, kept.document)
    for part in (Compartment.ADULTS, Compartment.NOT_HEAD, Compartment.NOT_DSL):
        with pytest.raises(NoKey):
            paper.preview(session, ChainSlipPaper(part))
        with pytest.raises(NoKey):
            chain_slips.slip_state(session, part)


@pytest.mark.parametrize("who", ["dsl", "head", "deputy"])
def test_whoever_opens_a_kept_slip_reads_every_part_on_it(made_school: MadeSchool, who: str) -> None:
    """One slip in every part its maker opens; then everybody, against the roster."""
    session = made_school.sign_in(who)
    made = {
        paper.issue(session, ChainSlipPaper(part)).document: chain_slips.parts_on_slip(session, part)
        for part, _ in compartments(session)
    }
    roster = session.roster
    for document, parts in made.items():
        for reader in roster.readers(document.compartment):
            assert set(parts) <= set(reader.reads)


def test_when_the_last_one_was_made_is_said_for_each_part(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    made_school.clock.set("2026-11-03 09:00")
    state = chain_slips.slip_state(session, Compartment.DAILY)
    assert (state.print_words, state.last) == (
        "Print slip for the Headteacher…",
        "No slip kept here yet",
    )

    paper.issue(session, ChainSlipPaper(Compartment.ADULTS))

    for part in (Compartment.DAILY, Compartment.ADULTS):
        assert chain_slips.slip_state(session, part).last == "Last slip: Tue 3 Nov 2026"
    closed = chain_slips.slip_state(session, Compartment.NOT_HEAD)
    assert (closed.print_words, closed.last) == (
        "Print slip for the Chair of Governors…",
        "No slip kept here yet",
    )
    made_school.clock.set("2026-12-01 09:00")
    session = made_school.sign_in("deputy")
    paper.issue(session, ChainSlipPaper(Compartment.DAILY))
    session = made_school.sign_in("dsl")
    assert chain_slips.slip_state(session, Compartment.DAILY).last == "Last slip: Tue 1 Dec 2026"
    assert chain_slips.slip_state(session, Compartment.ADULTS).last == "Last slip: Tue 3 Nov 2026"


def test_an_older_copy_says_so_on_the_slip_and_it_stays_one_page(made_school: MadeSchool) -> None:
    made_school.put_back_an_older_copy()
    session = made_school.sign_in()
    seen = paper.preview(session, ChainSlipPaper(Compartment.DAILY))
    assert "older than what this computer saw of it before" in words_of(seen.pdf)
    assert seen.pages == 1


@pytest.mark.parametrize(
    ("nation", "keeper"),
    [
        (Nation.WALES, "Headteacher"),
        (Nation.SCOTLAND, "Head Teacher"),
        (Nation.NORTHERN_IRELAND, "Principal"),
    ],
)
def test_it_speaks_the_nations_words_on_one_page(
    make_school: Callable[..., MadeSchool], nation: Nation, keeper: str
) -> None:
    session = make_school(replace(SCHOOL, nation=nation)).sign_in()
    for part, folder in ((Compartment.DAILY, f"the {keeper}’s folder"), (Compartment.NOT_HEAD, "envelope")):
        seen = paper.preview(session, ChainSlipPaper(part))
        assert seen.pages == 1
        assert folder in words_of(seen.pdf)
