"""A letter as it is first drafted from a record: whom it is to, what it says, who signs it. What is not known is a gap.

It names the addressee's own child and nobody else, has no case number, and is signed by the Headteacher, or by whoever
takes that place where the record is about them.
"""

import re
from collections.abc import Sequence
from typing import Any

from safeguard_app.catalogue.ladders import FILLED_IN, LetterTemplate
from safeguard_app.domain.bans import Ban
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.letters import Letter
from safeguard_app.domain.moments import Grain, Moment, clock_words, days_of, sort_key
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.records import Stored
from safeguard_app.domain.responses import BanTerms
from safeguard_app.services.labels import platform_name, today
from safeguard_app.services.name_forms import is_description
from safeguard_app.services.register_facts import TITLE
from safeguard_app.services.responses import bans_among, steps_among
from safeguard_app.services.session import Session

CHILD_ROLES = ("child_of_concern", "child_contacted")
_FILL = re.compile(r"\[([a-z]+)\]")
_TITLED = re.compile(rf"^({TITLE})(?:.*\s)?(\S+)$")
_NO_END = "further notice"


def drafted(
    session: Session, stored: Stored[Incident], entries: Sequence[Stored[Any]], template: LetterTemplate
) -> Letter:
    """The letter as the record has it now; nothing is kept."""
    incident = stored.content
    child = _child(incident) if template.about_child else None
    fills = _fills(session, stored, entries, child)
    to = _addressee(incident, template)
    words = session.words(head_is_subject=incident.head_is_subject)
    school = session.school
    paragraphs = [_filled(words.fill(one), fills) for one in template.paragraphs_in(session.nation)]
    return Letter(
        template=template.code,
        to=to,
        day=today(session),
        subject=_filled(words.fill(template.subject), fills),
        greeting=greeting_of(to),
        body="\n\n".join(one for one in paragraphs if one.strip()),
        ending="Yours sincerely,",
        signed_by=school.chair_name if incident.head_is_subject else school.head_name,
        signed_as=_capital(words.term("head")),
        child=child.name if child is not None else "",
    )


def greeting_of(name: str) -> str:
    """How a letter begins: "Dear Mr Halloway," where a title is known, else the whole name."""
    plain = " ".join(name.split())
    if not plain or is_description(plain):
        return "Dear Parent or Carer,"
    titled = _TITLED.match(plain)
    return f"Dear {titled[1].strip()} {titled[2]}," if titled else f"Dear {plain},"


def _addressee(incident: Incident, template: LetterTemplate) -> str:
    for one in incident.with_role(*template.to_roles):
        if one.person.name and not one.person.name.startswith("@") and one.role != "account":
            return one.person.name
    return ""


def _child(incident: Incident) -> PersonRef | None:
    """The child a letter to parents is about: only where the record has one alone."""
    children = [one.person for one in incident.with_role(*CHILD_ROLES)]
    return children[0] if len(children) == 1 else None


def _filled(text: str, fills: dict[str, str]) -> str:
    return _FILL.sub(lambda found: fills.get(found[1]) or f"[{FILLED_IN[found[1]]}]", text)


def _fills(
    session: Session, stored: Stored[Incident], entries: Sequence[Stored[Any]], child: PersonRef | None
) -> dict[str, str]:
    incident = stored.content
    platform = session.catalogue.platforms.get(incident.platform)
    age = platform.minimum_age_on(today(session)) if platform is not None else None
    found = {
        "platform": platform_name(session, incident.platform),
        "day": _day(session, incident.happened),
        "child": child.name if child is not None else "",
        "age": str(age.age) if age is not None else "",
        "whom": _whom(session, stored.reference),
        "deadline": _deadline(session, entries),
    }
    bans = bans_among(session, entries)
    return found | (_of_ban(session, bans[-1]) if bans else {})


def _whom(session: Session, reference: Reference) -> str:
    """The lead, whom parents may ask for; nobody where the record is kept from them."""
    name = session.school.dsl_name
    if reference.compartment is Compartment.NOT_DSL or not name:
        return ""
    return f"{name}, {session.words().term('school_lead')}"


def _deadline(session: Session, entries: Sequence[Stored[Any]]) -> str:
    """By when something was asked for last, while that day is still to come."""
    asked = [one.content for one in steps_among(entries) if one.content.deadline is not None]
    latest = max(asked, key=lambda step: sort_key(step.at), default=None)
    if latest is None or latest.deadline is None or latest.deadline.start is None:
        return ""
    if latest.deadline.start < session.now():
        return ""
    return _time(session, latest.deadline)


def _of_ban(session: Session, ban: Ban) -> dict[str, str]:
    terms = ban.terms
    until = ban.noticed.ban.representations_until if ban.noticed.ban is not None else None
    last = ban.review or ban.decision
    return {
        "from": day_words(terms.start, long=True),
        "until": day_words(terms.end, long=True) if terms.end is not None else _NO_END,
        "scope": _scope(terms),
        "reason": terms.reason,
        "collection": terms.collection,
        "representations": day_words(until, long=True) if until is not None else "",
        "review": day_words(terms.review_on, long=True) if terms.review_on is not None else "",
        "notice": _day(session, ban.noticed.at),
        "heard": _heard(session, ban),
        **({"day": _day(session, last.at)} if last is not None and ban.lifted else {}),
    }


def _scope(terms: BanTerms) -> str:
    where = {
        (True, True): "onto the school premises or to school events",
        (True, False): "onto the school premises",
        (False, True): "to school events",
    }.get((terms.premises, terms.events), "")
    return f"{where} ({terms.scope})" if where and terms.scope else where or terms.scope


def _heard(session: Session, ban: Ban) -> str:
    if ban.heard:
        received = _day(session, ban.heard[-1].at)
        return f"I received what you told us about it on {received}, and have taken it into account."
    until = ban.noticed.ban.representations_until if ban.noticed.ban is not None else None
    if until is not None and ban.window_over(today(session)):
        return f"You did not answer by {day_words(until, long=True)}."
    return ""


def _day(session: Session, moment: Moment) -> str:
    days = days_of(moment, session.zone) if moment.is_known else None
    return day_words(days[0], long=True) if days is not None and days[0] == days[1] else ""


def _time(session: Session, moment: Moment) -> str:
    assert moment.start is not None
    local = moment.start.astimezone(session.zone)
    day = day_words(local.date(), long=True)
    return day if moment.grain is Grain.DAY else f"{clock_words(local)} on {day}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
