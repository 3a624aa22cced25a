"""Gathers what a record's page shows of the response, in one go on the vault's thread."""

from collections.abc import Sequence
from typing import Any

from safeguard_app.catalogue.choices import ListName
from safeguard_app.catalogue.ladders import Ladder, Rung
from safeguard_app.domain.date_words import count_words, day_words
from safeguard_app.domain.entries import Note, Telling, Whom, counts
from safeguard_app.domain.evidence import EvidenceItem
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.letters import Letter
from safeguard_app.domain.moments import sort_key
from safeguard_app.domain.person_rules import same_person
from safeguard_app.domain.records import Stored
from safeguard_app.domain.responses import BanStanding, ResponseStep, RungKind
from safeguard_app.services.incidents import current
from safeguard_app.services.labels import role_label, today
from safeguard_app.services.letter_drafts import drafted
from safeguard_app.services.platform_reports import CHASE_CLOCK, never_looked_at
from safeguard_app.services.response_views import (
    LadderView,
    Option,
    ResponseChoices,
    ResponseView,
    RungLine,
    StepLine,
    SupportView,
)
from safeguard_app.services.response_words import (
    ban_view,
    letter_line,
    letter_step,
    note_step,
    offer_line,
    step_line,
    telling_step,
)
from safeguard_app.services.responses import bans_among, steps_among
from safeguard_app.services.session import Session
from safeguard_app.services.support import affected, offers_among
from safeguard_app.vault import reading

_NOBODY_LOOKS = (
    "It may show what nobody here may look at. Nobody looks to find out whether it is gone: write down who told"
    " you."
)
_TOLD_BY = "Write down who told you."


def response_of(session: Session, reference: Reference) -> ResponseView:
    """The response on a record. The caller has noted the view."""
    stored = current(session, reference)
    connection = session.vault.compartment(reference.compartment).connection
    live = [one for one in reading.about(connection, reference) if counts(one.content)]
    ladder = session.catalogue.ladder_for(stored.content.category)
    letters = [one for one in live if isinstance(one.content, Letter)]
    codes = [rung.letter for rung in ladder.rungs_in(session.nation) if rung.letter] if ladder else []
    if "ban_review" in codes:
        codes.append("ban_lifted")
    return ResponseView(
        ladder=_ladder(session, stored.content, live, ladder) if ladder is not None else None,
        earlier=_earlier(session, stored.content, live, ladder),
        bans=tuple(ban_view(session, ban) for ban in bans_among(session, live)),
        letters=tuple(letter_line(session, stored.content, live, one) for one in letters),
        drafts={code: drafted(session, stored, live, session.catalogue.letters[code]) for code in codes},
        support=_support(session, stored.content, live),
        choices=_choices(session, stored.content),
    )


def _ladder(session: Session, incident: Incident, live: Sequence[Stored[Any]], ladder: Ladder) -> LadderView:
    fill = session.words(head_is_subject=incident.head_is_subject).fill
    rungs = tuple(_rung(session, incident, live, ladder, rung) for rung in ladder.rungs_in(session.nation))
    next_code = _next(session, live, rungs)
    return LadderView(
        code=ladder.code,
        name=fill(ladder.name),
        about=fill(ladder.about),
        rungs=rungs,
        next_code=next_code,
        next_when=_next_when(session, live, ladder.rung(next_code)),
        towards=_towards(incident, ladder.towards),
    )


def _rung(
    session: Session, incident: Incident, live: Sequence[Stored[Any]], ladder: Ladder, rung: Rung
) -> RungLine:
    fill = session.words(head_is_subject=incident.head_is_subject).fill
    exhibits = sum(isinstance(one.content, EvidenceItem) and one.content.derived is None for one in live)
    steps = _steps(session, incident, live, ladder, rung)
    template = session.catalogue.letters.get(rung.letter)
    is_evidence = rung.kind is RungKind.EVIDENCE
    confirm = f" {fill(session.catalogue.confirm_note)}" if rung.confirm else ""
    return RungLine(
        code=rung.code,
        name=_capital(fill(rung.name)),
        kind=rung.kind,
        text=fill(rung.text),
        caution=f"{fill(rung.caution_in(session.nation))}{confirm}".strip(),
        records=rung.records,
        steps=steps,
        taken=bool(exhibits) if is_evidence else bool(steps),
        any_time=rung.any_time,
        says_capture_first=rung.capture_first and not exhibits and not never_looked_at(session, incident),
        letter=rung.letter,
        letter_name=fill(template.name) if template is not None else "",
        whom=_whom(rung, incident),
        standing=(count_words(exhibits, "exhibit") if exhibits else "none yet") if is_evidence else "",
        towards="" if rung.with_others else _towards(incident, rung.towards or ladder.towards),
    )


def _towards(incident: Incident, roles: Sequence[str]) -> str:
    """Who is in the first of these roles that anybody is in; empty where nobody is."""
    found = (one.person.name for role in roles for one in incident.with_role(role))
    return next(found, "")


def _whom(rung: Rung, incident: Incident) -> Whom | None:
    """On a record about the Headteacher nobody is asked to tell them."""
    return Whom.CHAIR if rung.whom is Whom.HEAD and incident.head_is_subject else rung.whom


def _steps(
    session: Session, incident: Incident, live: Sequence[Stored[Any]], ladder: Ladder, rung: Rung
) -> tuple[StepLine, ...]:
    """What counts as this step, in the order it happened: kept as such, a note, a telling, its letter sent."""
    found: list[tuple[Any, StepLine]] = []
    for one in live:
        content = one.content
        if isinstance(content, ResponseStep) and (content.ladder, content.rung) == (ladder.code, rung.code):
            found.append((sort_key(content.at), step_line(session, one, incident)))
        elif isinstance(content, Note) and rung.noted is not None and content.kind is rung.noted:
            found.append((sort_key(content.at), note_step(session, one)))
        elif isinstance(content, Telling) and rung.whom is not None and content.whom is _whom(rung, incident):
            found.append((sort_key(content.at), telling_step(session, one)))
        elif isinstance(content, Letter) and content.sent is not None and _is_by_letter(rung, content):
            found.append((sort_key(content.sent), letter_step(session, one)))
    return tuple(line for _, line in sorted(found, key=lambda pair: pair[0]))


def _is_by_letter(rung: Rung, letter: Letter) -> bool:
    """Whether sending this letter is the step itself. A ban's notice is a step with terms."""
    return rung.kind is RungKind.STEP and rung.letter == letter.template


def _next(session: Session, live: Sequence[Stored[Any]], rungs: Sequence[RungLine]) -> str:
    """The step to offer: the first after the last one taken; in a ban, what the ban itself waits for."""
    bans = bans_among(session, live)
    if bans and any(rung.kind is RungKind.BAN_DECISION for rung in rungs):
        newest, day = bans[-1], today(session)
        standing = newest.standing(day)
        if standing is BanStanding.PROVISIONAL:
            kind = (
                RungKind.BAN_DECISION if newest.heard or newest.window_over(day) else RungKind.REPRESENTATIONS
            )
            return next((rung.code for rung in rungs if rung.kind is kind), "")
        review_on = newest.terms.review_on
        if standing is BanStanding.CONFIRMED and review_on is not None and review_on <= day:
            return next((rung.code for rung in rungs if rung.kind is RungKind.BAN_REVIEW), "")
    main = [rung for rung in rungs if not rung.any_time]
    last = max((place for place, rung in enumerate(main) if rung.taken), default=-1)
    following = [rung for rung in main[last + 1 :] if _may_come_now(rung, has_ban=bool(bans))]
    return following[0].code if following else ""


def _next_when(session: Session, live: Sequence[Stored[Any]], rung: Rung | None) -> str:
    """By when a ban has to be decided on or looked at again."""
    bans = bans_among(session, live)
    if not bans or rung is None:
        return ""
    if rung.kind is RungKind.BAN_REVIEW and bans[-1].terms.review_on is not None:
        return f"on {day_words(bans[-1].terms.review_on)}"
    first = bans[-1].noticed.ban
    if (
        rung.kind is RungKind.REPRESENTATIONS
        and first is not None
        and first.representations_until is not None
    ):
        return f"until {day_words(first.representations_until)}"
    return ""


def _may_come_now(rung: RungLine, *, has_ban: bool) -> bool:
    """Nobody answers a ban that there is none of, and none is reviewed."""
    about_a_ban = (RungKind.REPRESENTATIONS, RungKind.BAN_DECISION, RungKind.BAN_REVIEW)
    return not rung.taken and (rung.kind not in about_a_ban or has_ban)


def _earlier(
    session: Session, incident: Incident, live: Sequence[Stored[Any]], ladder: Ladder | None
) -> tuple[StepLine, ...]:
    """Steps on a ladder of another category, which the record had before."""
    known = {rung.code for rung in ladder.rungs_in(session.nation)} if ladder is not None else set()
    code = ladder.code if ladder is not None else ""
    return tuple(
        step_line(session, one, incident)
        for one in steps_among(live)
        if one.content.ladder != code or one.content.rung not in known
    )


def _support(session: Session, incident: Incident, live: Sequence[Stored[Any]]) -> tuple[SupportView, ...]:
    offers = offers_among(live)
    people = list(affected(incident))
    people += [one.content.to for one in offers if not any(same_person(one.content.to, p) for p in people)]
    roles = {one.person.name: role_label(session, one.role) for one in reversed(incident.participants)}
    made: list[SupportView] = []
    for person in people:
        if any(same_person(person, shown.person) for shown in made):
            continue
        own = tuple(offer_line(session, one) for one in offers if same_person(one.content.to, person))
        made.append(SupportView(person, roles.get(person.name, ""), own))
    return tuple(made)


def _choices(session: Session, incident: Incident) -> ResponseChoices:
    decided = _options(session, ListName.BAN_OUTCOMES)
    words = session.words(head_is_subject=incident.head_is_subject)
    clock = session.catalogue.clocks.get(CHASE_CLOCK)
    return ResponseChoices(
        results=_options(session, ListName.STEP_RESULTS),
        platform_results=_options(session, ListName.PLATFORM_RESULTS),
        decisions=tuple(one for one in decided if one.code != "continues"),
        reviews=tuple(one for one in decided if one.code != "confirmed"),
        support_kinds=_options(session, ListName.SUPPORT_KINDS),
        support_answers=_options(session, ListName.SUPPORT_ANSWERS),
        platforms=tuple(Option(one.code, one.name) for one in session.catalogue.platforms.values()),
        platform=incident.platform,
        head=session.school.chair_name if incident.head_is_subject else session.school.head_name,
        report_caution=_NOBODY_LOOKS if never_looked_at(session, incident) else _TOLD_BY,
        chase_words=words.fill(clock.text) if clock is not None else "",
    )


def _options(session: Session, name: ListName) -> tuple[Option, ...]:
    fill = session.words().fill
    return tuple(
        Option(one.code, fill(one.label), fill(one.help))
        for one in session.catalogue.choices(name, session.nation)
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
