"""What was done, for a form: decisions, steps of a response, letters, actions; the police and social care, each once.

A step that is on the record once is on every form that asks what was done. Where a form asks when, whom and under
which number, and the record has not all of it, what is missing is still asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from safeguard_app.domain.cases import Attribution
from safeguard_app.domain.documents_issued import Referral
from safeguard_app.domain.entries import Action, Decision, Note, NoteKind, Telling, TellingState, Whom
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.letters import Letter
from safeguard_app.domain.moments import Moment, sort_key
from safeguard_app.domain.records import Stored
from safeguard_app.domain.referral_steps import REACHED, ReferralStep, StepTaken
from safeguard_app.domain.responses import ResponseStep, RungKind
from safeguard_app.domain.text_rules import visible
from safeguard_app.services.clock_words import step_words
from safeguard_app.services.form_facts import Fact, Given, in_part
from safeguard_app.services.form_part_facts import WHO_DID
from safeguard_app.services.form_subjects import ReferredPeople
from safeguard_app.services.labels import label, labels, when
from safeguard_app.services.record_lines import attribution_line
from safeguard_app.services.reference import ListName
from safeguard_app.services.referral_life import agencies
from safeguard_app.services.referral_people import bears
from safeguard_app.services.referral_tellings import told_words
from safeguard_app.services.response_names import rung_name, rung_of
from safeguard_app.services.response_words import step_line
from safeguard_app.services.responses import steps_among
from safeguard_app.services.session import Session
from safeguard_app.services.support import offers_among

_SPOKEN = frozenset({RungKind.STEP, RungKind.REPRESENTATIONS})
"""Kinds of a step by which somebody was spoken to, or spoke."""


_REFERRED = frozenset(StepTaken) - {StepTaken.LEFT_MESSAGE, StepTaken.CHASED}
"""Steps that say of themselves that there is a referral: a message that was left is none yet."""


def action_facts(
    session: Session, incident: Incident, live: Sequence[Stored[Any]], people: ReferredPeople
) -> dict[str, Given]:
    """What was done and whom it went to, and the days of it as ``response`` has them, naming nobody."""
    return {
        "action.taken": _taken(session, incident, live),
        "action.police": _police(session, incident, live),
        "action.social_care": _social_care(session, live),
        "response.police_dates": _police_dates(session, live),
        "response.dates": _dates(session, live),
        "response.support": _support(session, live),
        "referral.also_social_care": "Yes" if _social_care_referred(live, people) else "",
        "referral.onward": "\n".join(_onward(session, live)),
        "response.platforms": "\n".join(_platforms(session, incident, live)),
    }


def answers_besides(session: Session, incident: Incident, live: Sequence[Stored[Any]]) -> dict[str, Given]:
    """What the record says to a question that its category does not ask, or that nobody answered there."""
    suspected = [one for one in live if isinstance(one.content, Attribution)]
    lines = [attribution_line(session, one) for one in suspected]
    return {
        "answer.spoken_to": _spoken_to(session, incident, live),
        "answer.attribution": "\n".join(" ".join((f"{one.title}.", *one.lines)) for one in lines),
    }


def _taken(session: Session, incident: Incident, live: Sequence[Stored[Any]]) -> str:
    """What was decided and done, in the order it happened; then what somebody was asked to do."""
    done: list[tuple[Moment, str]] = []
    for one in live:
        content = one.content
        if isinstance(content, Decision):
            kind = label(session, ListName.DECISIONS, content.kind.value)
            done.append(
                (content.at, f"{kind}, {when(session, content.at)}, {content.decided_by}: {content.what}")
            )
        elif isinstance(content, ResponseStep):
            done.append((content.at, _step(session, incident, one)))
        elif isinstance(content, Letter) and content.sent is not None:
            done.append((content.sent, _letter(session, content)))
        elif isinstance(content, Note) and content.kind is NoteKind.PLATFORM_REPORT:
            done.append((content.at, _note(session, content)))
    lines = [words for _, words in sorted(done, key=lambda pair: sort_key(pair[0]))]
    lines += [
        f"{one.what}, {one.assigned_to}: {'done' if one.is_done else 'to do'}".replace(", :", ":")
        for one in _of(live, Action)
    ]
    return "\n".join(lines)


def _social_care_referred(live: Sequence[Stored[Any]], people: ReferredPeople) -> bool:
    """Whether the child of the form is referred to social care: of several, only by steps of that child's own form."""
    about = {one.reference.id: one.content.child for one in live if isinstance(one.content, Referral)}
    return any(
        one.agency == "front_door"
        and one.taken in _REFERRED
        and (
            len(people.children) == 1
            or (people.child is not None and about.get(one.referral) == people.child)
        )
        for one in _of(live, ReferralStep)
    )


def _onward(session: Session, live: Sequence[Stored[Any]]) -> list[str]:
    """To whom the record was referred, and when that was first said or sent."""
    names = {one.agency: one.name for one in agencies(session)}
    first: dict[str, Moment] = {}
    for step in sorted(_of(live, ReferralStep), key=lambda one: sort_key(one.at)):
        if step.taken in _REFERRED:
            first.setdefault(step.agency, step.at)
    return [f"{names.get(agency, agency)}, {_time(session, at)}" for agency, at in first.items()]


def _support(session: Session, live: Sequence[Stored[Any]]) -> str:
    """What was offered, when, and whether it was taken up: by its kinds alone, as typed words may name somebody."""
    lines = []
    for one in offers_among(live):
        kinds = labels(session, ListName.SUPPORT_KINDS, one.content.offered) or "Support of another kind"
        answer = label(session, ListName.SUPPORT_ANSWERS, one.content.answer.value)
        lines.append(f"{kinds}, {when(session, one.content.at)}. {answer}")
    return "\n".join(dict.fromkeys(lines))


def _step(session: Session, incident: Incident, stored: Stored[ResponseStep]) -> str:
    """A step with what came of it. How a child is collected while somebody is kept out is for the school alone."""
    step, rung = stored.content, rung_of(session, stored.content)
    if step.ban is not None:
        step = replace(step, ban=replace(step.ban, collection=""))
    if rung is not None and rung.with_others and _on_record(incident, step.with_whom):
        step = replace(step, with_whom="")
    line = step_line(session, replace(stored, content=step), incident)
    by = f", {line.by}" if line.by else ""
    if rung is not None and rung.stays_here:
        return f"{line.title}, {line.when}{by}."
    status = (line.status.words,) if line.status is not None else ()
    return f"{line.title}, {line.when}{by}: {_sentences(*status, *line.lines)}".removesuffix(": ")


def _platforms(session: Session, incident: Incident, live: Sequence[Stored[Any]]) -> list[str]:
    """Reports to a platform with what came of them: kept as a step, or as a note that counts as one."""
    return [
        _step(session, incident, one)
        if isinstance(one.content, ResponseStep)
        else _note(session, one.content)
        for one in live
        if (isinstance(one.content, ResponseStep) and one.content.platform is not None)
        or (isinstance(one.content, Note) and one.content.kind is NoteKind.PLATFORM_REPORT)
    ]


def _note(session: Session, note: Note) -> str:
    kind = label(session, ListName.NOTE_KINDS, note.kind.value)
    number = f"Reference: {note.reference}" if note.reference else ""
    return f"{kind}, {when(session, note.at)}: {_sentences(visible(note.text), number)}"


def _letter(session: Session, letter: Letter) -> str:
    template = session.catalogue.letters.get(letter.template)
    name = session.words().fill(template.name) if template is not None else "Letter"
    how = f". {letter.sent_how}" if letter.sent_how else ""
    return f"{name}, to {letter.to}, sent {when(session, letter.sent)}{how}"


def _dates(session: Session, live: Sequence[Stored[Any]]) -> str:
    """Every step with its day, naming nobody: kept as one, or as the letter or the note that counts as one."""
    found: list[tuple[Moment, str]] = []
    for one in live:
        content = one.content
        if isinstance(content, ResponseStep):
            found.append((content.at, rung_name(session, content)))
        elif isinstance(content, Letter) and content.sent is not None:
            template = session.catalogue.letters.get(content.template)
            name = session.words().fill(template.name) if template is not None else "Letter"
            found.append((content.sent, f"{name}, sent"))
        elif isinstance(content, Note) and content.kind in {NoteKind.POLICE, NoteKind.PLATFORM_REPORT}:
            found.append((content.at, label(session, ListName.NOTE_KINDS, content.kind.value)))
    found.sort(key=lambda pair: sort_key(pair[0]))
    return "\n".join(f"{name}, {when(session, at)}" for at, name in found)


@dataclass(frozen=True, slots=True)
class _Contact:
    """One contact with an agency. ``said`` names it where ``text`` does not; ``number`` is what the agency gave."""

    at: Moment
    who: str
    text: str
    number: str

    def words(self, session: Session) -> str:
        """ "Wed 16 Sep 2026, 09:10, PC Hale. Rang 101. Reference EM-0416"."""
        first = ", ".join(filter(None, (_time(session, self.at), self.who)))
        number = f"Reference {self.number}." if self.number and self.number not in self.text else ""
        return " ".join((f"{first}.", *filter(None, (_sentences(self.text), number))))


def _time(session: Session, at: Moment) -> str:
    return when(session, at) if at.is_known else "Time not known"


def _agency_steps(live: Sequence[Stored[Any]], agency: str) -> list[_Contact]:
    """Steps of a referral to an agency: that it was reached, or the number that it gave."""
    return [
        _Contact(
            one.at, one.with_whom, ". ".join(filter(None, (step_words(one.taken), one.text))), one.reference
        )
        for one in _of(live, ReferralStep)
        if one.agency == agency and (one.taken in REACHED or one.reference)
    ]


def _police_contacts(
    session: Session, live: Sequence[Stored[Any]], incident: Incident | None = None
) -> list[_Contact]:
    """Notes of a contact, steps of a response that count as one, and steps of a referral to the police."""
    found = [
        _Contact(one.at, ", ".join(filter(None, (one.with_whom, one.organisation))), one.text, one.reference)
        for one in _of(live, Note)
        if one.kind is NoteKind.POLICE
    ]
    for one in _of(live, ResponseStep):
        rung = rung_of(session, one)
        if rung is None or rung.noted is not NoteKind.POLICE:
            continue
        ours = incident is None or _on_record(incident, one.with_whom)
        said = ". ".join(part.rstrip(".") for part in (one.said, one.answer) if part)
        found.append(_Contact(one.at, "" if ours else one.with_whom, said, one.reference))
    found += _agency_steps(live, "police")
    return sorted(found, key=lambda one: sort_key(one.at))


def _police(session: Session, incident: Incident, live: Sequence[Stored[Any]]) -> Fact:
    """Told when, which officer, under which number."""
    contacts = _police_contacts(session, live, incident)
    told = told_words(session, live, Whom.POLICE)
    named = any(one.who for one in contacts) or any(
        one.name and one.state is TellingState.TOLD for one in _of(live, Telling) if one.whom is Whom.POLICE
    )
    return in_part(
        "\n".join([*(one.words(session) for one in contacts), *filter(None, [told])]),
        "" if named else "officer",
        "" if any(one.number for one in contacts) else "reference",
    )


def _police_dates(session: Session, live: Sequence[Stored[Any]]) -> Fact:
    """When the police were told or spoken to, with their number where there is one, naming nobody."""
    contacts = _police_contacts(session, live)
    lines = [
        f"{_time(session, one.at)}{f', reference {one.number}' if one.number else ''}" for one in contacts
    ]
    lines += [
        f"Told {when(session, one.at)}"
        for one in _of(live, Telling)
        if one.whom is Whom.POLICE and one.state is TellingState.TOLD
    ]
    return in_part("\n".join(lines), "" if any(one.number for one in contacts) else "reference")


def _social_care(session: Session, live: Sequence[Stored[Any]]) -> Fact:
    """Who was told, and what they were rung or sent, each with the number that they gave."""
    steps = _agency_steps(live, "front_door")
    told = told_words(session, live, Whom.SOCIAL_CARE)
    named = any(one.who for one in steps) or any(
        one.name for one in _of(live, Telling) if one.whom is Whom.SOCIAL_CARE
    )
    return in_part(
        "\n".join(filter(None, (told, *(one.words(session) for one in steps)))),
        "" if named else "name",
        "" if any(one.number for one in steps) else "reference",
    )


def _spoken_to(session: Session, incident: Incident, live: Sequence[Stored[Any]]) -> Fact:
    """Steps by which whoever is said to have done it was spoken to; whether anybody else did is still asked."""
    named = [one.person.name for one in incident.with_role(*WHO_DID)]
    lines = [
        _step(session, incident, one)
        for one in steps_among(live)
        if one.content.kind in _SPOKEN
        and _by_mouth(session, one.content)
        and any(bears(name, one.content.with_whom) for name in named)
    ]
    return in_part("\n".join(lines), "whether anybody else has spoken to them, and what was said")


def _by_mouth(session: Session, step: ResponseStep) -> bool:
    """Not what went by letter, nor a step that is taken with others."""
    rung = rung_of(session, step)
    return rung is not None and not rung.with_others and (not rung.letter or bool(step.answer))


def _on_record(incident: Incident, name: str) -> bool:
    """Whether that is somebody of the record: whom a step was about, and no officer or adviser it was taken with."""
    return any(bears(one.person.name, name) for one in incident.participants)


def _sentences(*parts: str) -> str:
    return " ".join(part if part.endswith((".", "?", "”")) else f"{part}." for part in parts if part)


def _of(entries: Sequence[Stored[Any]], kind: type[Any]) -> list[Any]:
    return [one.content for one in entries if isinstance(one.content, kind)]
