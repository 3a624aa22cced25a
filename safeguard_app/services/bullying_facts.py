"""What a record of bullying says of support and of looking again, for the form that asks for both (domain.md 2.4).

Read off the offers of support, the plans and the reviews on the record; nobody types it twice.
"""

from collections.abc import Sequence
from typing import Any

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.assessments import Assessment
from safeguard_app.domain.date_words import day_words, joined_words
from safeguard_app.domain.entries import Decision
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.person_rules import same_person
from safeguard_app.domain.records import Stored
from safeguard_app.domain.support import Support
from safeguard_app.domain.text_rules import visible
from safeguard_app.services.form_facts import Given, in_part
from safeguard_app.services.form_part_facts import DID, DONE_TO
from safeguard_app.services.form_record_facts import outcome_words
from safeguard_app.services.labels import label, when
from safeguard_app.services.referral_tellings import may_be_pupil
from safeguard_app.services.session import Session
from safeguard_app.services.support import offers_among


def bullying_facts(session: Session, incident: Incident, live: Sequence[Stored[Any]]) -> dict[str, Given]:
    """``bullying.wellbeing`` and ``bullying.monitored``, from the entries of a record that count."""
    offers = [one.content for one in offers_among(live)]
    plans = [one.content for one in live if isinstance(one.content, Assessment)]
    wellbeing = [
        *(_offer(session, one) for one in offers),
        *(_plan(session, one) for one in plans),
    ]
    met = [*(one.to for one in offers), *(one.child for one in plans)]
    pupils = [one.person for one in incident.with_role(*DONE_TO, *DID) if may_be_pupil(session, one)]
    everybody = all(any(same_person(one, other) for other in met) for one in pupils)
    looked, ahead = _looked_at(session, incident, offers, plans, live)
    return {
        "bullying.support": "\n".join(wellbeing),
        "bullying.wellbeing": in_part(
            "\n".join(wellbeing), "" if everybody else "of everybody else involved"
        ),
        "bullying.monitored": in_part("\n".join([*looked, *ahead]), "" if looked else "what was found"),
    }


def _offer(session: Session, offer: Support) -> str:
    """To whom, when, what, and what they say to it."""
    kinds = [label(session, ListName.SUPPORT_KINDS, kind) for kind in offer.offered]
    said = joined_words([*kinds, *filter(None, (offer.other,))])
    answer = label(session, ListName.SUPPORT_ANSWERS, offer.answer)
    note = f". {visible(offer.note)}" if offer.note.strip() else ""
    return f"{offer.to.name}, {when(session, offer.at)}: {said}. {answer}{note}"


def _plan(session: Session, plan: Assessment) -> str:
    """What a child needs, as their assessment says."""
    needs = f": {visible(plan.needs)}" if plan.needs.strip() else ""
    return f"{plan.child.name}, {when(session, plan.at)}, safety plan{needs}"


def _looked_at(
    session: Session,
    incident: Incident,
    offers: Sequence[Support],
    plans: Sequence[Assessment],
    live: Sequence[Stored[Any]],
) -> tuple[list[str], list[str]]:
    """What was looked at again and what was found, and how the record ended; then the days that are set."""
    done, ahead = [], []
    for one in offers:
        if one.followed_up is not None:
            answer = label(session, ListName.SUPPORT_ANSWERS, one.answer).lower()
            done.append(
                f"{when(session, one.followed_up)}: {one.to.name} asked again about support: {answer}"
            )
        if one.follow_up is not None:
            ahead.append(f"Support for {one.to.name}: to be asked again on {day_words(one.follow_up)}")
    for plan in plans:
        if plan.found:
            found = visible(plan.found)
            done.append(f"{when(session, plan.at)}: safety plan for {plan.child.name} reviewed. {found}")
        if plan.review_on is not None and plan.is_running:
            ahead.append(f"Safety plan for {plan.child.name}: on {day_words(plan.review_on)}")
    for entry in live:
        if isinstance(entry.content, Decision) and entry.content.review_on is not None:
            kind = label(session, ListName.DECISIONS, entry.content.kind.value)
            ahead.append(f"{kind}: to be looked at again on {day_words(entry.content.review_on)}")
    if incident.review_on is not None:
        owner = f", {incident.review_owner}" if incident.review_owner else ""
        ahead.append(f"The record: on {day_words(incident.review_on)}{owner}")
    outcome = outcome_words(session, live)
    return [*done, *([outcome] if outcome else [])], ahead
