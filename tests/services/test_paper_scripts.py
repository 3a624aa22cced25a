"""Names and posts in every script on the papers of a record: what was typed is what the file holds."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.incidents import Passage, PassageKind
from safeguard_app.domain.moments import (
    about,
    about_day,
    between,
    between_days,
    exactly,
    not_known,
    on_day,
)
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import form_offers, incidents, paper, referrals
from safeguard_app.services.paper_views import IncidentPaper, ReferralPaper
from safeguard_app.services.session import Session
from tests.documents.reading import failures, structure
from tests.documents.scripts_written import EVERYTHING, NAMES
from tests.services.conftest import ZONE, at, log_incident, pupil


def test_names_and_posts_in_every_script_stand_on_the_paper_as_they_were_typed(session: Session) -> None:
    people = [(PersonRef(None, name, "Pupil elsewhere"), "witness") for name in NAMES.values()]
    account = "\n".join(EVERYTHING.values())
    record = log_incident(session, "CB", *people, account=account)
    pdf = paper.issue(session, IncidentPaper(record)).pdf
    found = structure(pdf)
    cells = [node.text for node in found.all("TD")]
    assert [name for name in NAMES.values() if name not in cells] == []
    assert [line for line in EVERYTHING.values() if line not in found.text] == []
    assert failures(pdf) == []


KINDS = {
    PassageKind.FACT: "Fact. ",
    PassageKind.OWN_WORDS: "own words",
    PassageKind.OPINION: "Opinion. ",
    PassageKind.HEARSAY: "Hearsay, not checked. ",
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_passage_is_labelled_and_own_words_are_a_quotation(
    session: Session, kind: PassageKind
) -> None:
    record = log_incident(session, "CB", (pupil(session, "Ella Tan", date(2016, 4, 2)), "target"))
    stored = incidents.current(session, record)
    account = stored.content.accounts[0]
    marked = replace(account, text="Before. Marked words. After.", passages=(Passage(8, 21, kind),))
    changed = replace(stored.content, accounts=(marked,))
    incidents.correct(session, record, changed, "Marked.", replacing=stored.number)
    found = structure(paper.preview(session, IncidentPaper(record)).pdf)
    account_part = next(node for node in found.all("Sect") if "Account of" in node.text[:30])
    passages = [node for tag in ("P", "BlockQuote") for node in account_part.all(tag)]
    (labelled,) = {node.text for node in passages if node.text.endswith("Marked words.")}
    assert KINDS[kind] in labelled
    assert bool(account_part.all("BlockQuote")) is (kind is PassageKind.OWN_WORDS)


NINE = at("2026-09-12 09:00")
TIMES = {
    "Sat 12 Sep 2026, 09:00": exactly(NINE),
    "Sat 12 Sep 2026, about 09:00": about(NINE),
    "Sat 12 Sep 2026, between 09:00 and 11:30": between(NINE, at("2026-09-12 11:30")),
    "Sat 12 Sep 2026": on_day(NINE.date(), ZONE),
    "about Sat 12 Sep 2026": about_day(NINE.date(), ZONE),
    "between Sat 12 Sep and Mon 14 Sep 2026": between_days(NINE.date(), date(2026, 9, 14), ZONE),
    "not known": not_known(),
}


@pytest.mark.parametrize("words", TIMES)
def test_a_time_is_printed_as_exactly_as_it_is_known_on_record_and_form(session: Session, words: str) -> None:
    child = pupil(session, "Ella Tan", date(2016, 4, 2))
    record = log_incident(session, "CB", (child, "target"), happened=TIMES[words])
    printed = structure(paper.preview(session, IncidentPaper(record)).pdf)
    row = next(node for node in printed.all("TR") if node.text.startswith("Happened"))
    assert row.all("TD")[0].text == words
    offer = form_offers.offers(session, record).offers[0]
    form, _ = referrals.begin(session, record, offer.adult, offer.form, offer.child)
    assert words.lower() in structure(paper.preview(session, ReferralPaper(form)).pdf).text.lower()
