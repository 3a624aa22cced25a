"""The youngest age a service allowed on a record's own day, said beside where it happened; an image of a child."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.evidence import CaptureFacts
from safeguard_app.domain.moments import not_known
from safeguard_app.services import incident_words, incidents
from safeguard_app.services.capture_facts import OF_A_CHILD, checked_facts, fact_lines, fact_words
from safeguard_app.services.minimum_age import minimum_age_words
from safeguard_app.services.session import Session
from tests.services.conftest import adult, log_incident, moment, pupil


@pytest.mark.parametrize(
    ("happened", "said"),
    [
        ("2026-09-06 19:30", "13, since Thu 11 Apr 2024, by the service’s terms."),
        ("2024-04-10 19:30", "16, since Fri 25 May 2018, by the service’s terms."),
        ("2018-05-24 19:30", ""),
    ],
)
def test_the_age_is_that_of_the_day_and_nobody_is_named(session: Session, happened: str, said: str) -> None:
    people = [(pupil(session, name, date(2015, 3, 1)), "target") for name in ("Tomasz Zielna", "Reece Irwin")]
    older = (pupil(session, "Mia Rowe", date(2007, 3, 1)), "witness")
    teacher = (adult(session, "Ms Hart", "Teacher"), "witness")
    record = log_incident(session, "CB", *people, older, teacher, happened=moment(happened))
    content = replace(incidents.current(session, record).content, platform="whatsapp")
    words = minimum_age_words(session, content)
    assert words.startswith(said)
    younger = " 2 pupils on this record were younger that day."
    assert words == (f"{said} Check it against the service’s own terms.{younger}" if said else "")
    lines = {line.label: line.words for line in incident_words.circumstances(session, content)}
    assert lines.get("Youngest age it allowed then", "") == words
    assert minimum_age_words(session, replace(content, platform="")) == ""


def test_where_the_day_is_not_known_it_is_that_on_which_it_came_to_attention(session: Session) -> None:
    one = (pupil(session, "Tomasz Zielna", date(2015, 3, 1)), "target")
    record = log_incident(session, "CB", one, told=moment("2026-09-07 09:20"))
    content = replace(incidents.current(session, record).content, platform="whatsapp", happened=not_known())
    assert minimum_age_words(session, content).endswith("1 pupil on this record was younger that day.")


def test_an_image_of_a_child_says_how_it_is_handled(session: Session) -> None:
    facts = checked_facts(session, CaptureFacts(what="Sticker", child="Tomasz: his face, edited."))
    words = f"Tomasz: his face, edited. {OF_A_CHILD}"
    assert fact_words(session, facts, "child") == words
    assert words in [line.words for line in fact_lines(session, facts, ())]
    assert fact_words(session, CaptureFacts(what="Sticker"), "child") == ""
