"""What the log already holds for a referral form, by the dotted path that a form's field names as its source.

Only what stands on the record is given; nothing is guessed. A path that is missing here is asked of a person. What a
reporter asked not to have named is withheld, with that as the reason.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from safeguard_app.catalogue.categories import Question, QuestionKind
from safeguard_app.domain.contact_check import ContactQuestion
from safeguard_app.domain.date_words import count_words, day_words
from safeguard_app.domain.documents_issued import AnswerState, KeptVerdict
from safeguard_app.domain.entries import Decision, Note, NoteKind, Telling, TellingState, Whom, counts
from safeguard_app.domain.evidence import EvidenceItem
from safeguard_app.domain.incidents import Answer, Incident
from safeguard_app.domain.moments import Moment
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.person_rules import shown_name
from safeguard_app.domain.records import Stored
from safeguard_app.domain.referral_steps import ReferralStep, StepTaken
from safeguard_app.services.account_words import account_said
from safeguard_app.services.answer_words import answer_words
from safeguard_app.services.bullying_facts import bullying_facts
from safeguard_app.services.form_action_facts import action_facts, answers_besides
from safeguard_app.services.form_alleged_facts import alleged_facts
from safeguard_app.services.form_attention_facts import ASKED, attention_facts
from safeguard_app.services.form_child_facts import more_child_facts, parents_of
from safeguard_app.services.form_facts import ALL_ELSE, Fact, Facts, Given, as_facts, in_part
from safeguard_app.services.form_part_facts import part_facts
from safeguard_app.services.form_record_facts import NAMES_NOBODY, own_words_of, record_facts
from safeguard_app.services.form_subjects import ReferredPeople, adults_of
from safeguard_app.services.held_words import NO_FILE_WORDS, held_lines
from safeguard_app.services.labels import entered, label, platform_name, today, when
from safeguard_app.services.reference import Form, ListName
from safeguard_app.services.referral_contact import ALLEGATIONS, first_contact, first_contact_with
from safeguard_app.services.referral_file import file_advice, file_facts
from safeguard_app.services.referral_people import (
    adult_facts,
    child_facts,
    maker_facts,
    school_facts,
)
from safeguard_app.services.referral_tellings import (
    child_answers,
    family_tellings,
    parents_told_besides,
    told_as_parents_of,
    told_words,
)
from safeguard_app.services.session import Session

_NOT_ANSWERED = "not_known"
_NOBODY_KNOWS = frozenset({"not_known", "unknown"})
"""Options of a question by which somebody says that it is not known."""
_MANY, _NO_ANSWER = "many", Answer("", ())
"""That many join in says how, and not whether it is the first time."""
_WHO_THEY_ARE = ("reporter.name", "reporter.date_of_birth", "reporter.address", "reporter.sex")


def facts_of(
    session: Session,
    form: Form,
    incident: Incident,
    entries: Sequence[Stored[Any]],
    people: ReferredPeople,
    earlier: str,
    sent: date | None = None,
) -> Facts:
    """Every path the record gives, children apart. ``earlier`` are the sentences of the concerns that were ticked.

    ``sent``: the day on which it went out. A form bears that day for good, and until then the day it is looked at.
    """
    live = [one for one in entries if counts(one.content)]
    others = (people.subject,) if people.subject is not None else people.children
    found: dict[str, Given] = {
        **_incident_facts(session, incident),
        **attention_facts(session, incident, others),
        **part_facts(session, incident, live),
        **alleged_facts(session, incident, others, people.child if people.adult is None else None),
        **_referral_facts(session, form, incident, live, people.adult),
        **school_facts(session),
        **(adult_facts(session, people.adult) if people.adult is not None else {}),
        **_child_facts(session, incident, live, people),
        **record_facts(session, incident, entries),
        **bullying_facts(session, incident, live),
        **_allegation_facts(session, incident, live),
        **action_facts(session, incident, live, people),
        "action.others_told": _others_told(session, incident, live, people),
        "action.employer_told": _employer_told(session, live),
        **(file_facts(session, live, people.adult) if people.adult is not None else {}),
        "referral.date": day_words(sent or today(session)),
        "adult.earlier_concerns": earlier,
        "child.earlier_concerns": earlier,
        "verdict.summary": _verdicts(session, live),
        "documents.exhibits": "\n".join(" | ".join(row) for row in exhibit_rows(session, live)) or "None",
    }
    facts = as_facts(answers_besides(session, incident, live)) | as_facts(found)
    facts.update(_reporter_facts(session, incident, people))
    facts.update(_answers(session, incident))
    if (support := facts.get("answer.support")) is not None and support.text:
        facts["action.support"] = support_fact(support, facts.get("action.support"))
    return {path: fact for path, fact in facts.items() if path in NAMES_NOBODY} if form.unnamed else facts


def child_facts_of(
    session: Session,
    incident: Incident,
    entries: Sequence[Stored[Any]],
    child: PersonRef,
    children: Sequence[PersonRef],
) -> Facts:
    """The paths of one of the children.

    The record says who was told and what was wished for, not of which child. With several pupils that is left to be
    answered for each; but whoever the register has as a child's parent was told as that child's parent. Of one who
    could be this child's it is said that they were told, and asked whose parent that is.
    """
    live = [one for one in entries if counts(one.content)]
    found = _of_child(session, incident, live, child, children)
    if not found["child.parents_told"]:
        unknown = parents_told_besides(session, incident, live, children, of_nobody_known=True)
        found["child.parents_told"] = in_part(unknown, "whose parent that is")
    return as_facts(found)


def _of_child(
    session: Session,
    incident: Incident,
    live: Sequence[Stored[Any]],
    child: PersonRef,
    children: Sequence[PersonRef],
) -> dict[str, Given]:
    found: dict[str, Given] = {**child_facts(session, incident, child), **more_child_facts(session, child)}
    if len(children) == 1:
        found["child.wishes"] = incident.child_wishes
        told = told_words(session, live, Whom.CHILD)
        found["child.told"] = in_part(told, "whether that was of this referral")
        found["child.talked"] = _talked(session, live, told)
    words = own_words_of(incident, child, children)
    found["child.own_words"] = words
    found["child.own_words_to"] = in_part(words, "to whom they were said")
    found["child.parents_told"] = told_as_parents_of(session, incident, live, child, children)
    return found


def _talked(session: Session, live: Sequence[Stored[Any]], told: str) -> Fact:
    """That it was talked over with the child, and what the child said to it."""
    said = [
        f"{when(session, one.at)}: {one.response.strip()}"
        for one in _of(live, Telling)
        if one.whom is Whom.CHILD and one.response.strip()
    ]
    return in_part("\n".join(filter(None, (told, *said))), "" if said else "what they said")


def _child_facts(
    session: Session, incident: Incident, live: Sequence[Stored[Any]], people: ReferredPeople
) -> dict[str, Given]:
    """The child a form is about, and the other children of the record by name."""
    if people.child is None:
        return {}
    others = [one.name for one in people.children if one != people.child]
    found = _of_child(session, incident, live, people.child, people.children)
    parents = [shown_name(one.person) for one, _ in parents_of(session, people.child)]
    family = family_tellings(session, incident, live, people.child, people.children, parents)
    return {
        **found,
        "people.other_children": "\n".join(others),
        "child.others_told": family.besides,
        "referral.parents_views": family.answered,
        "referral.aware": _aware(session, incident, live, people, family.answered),
    }


def _aware(
    session: Session,
    incident: Incident,
    live: Sequence[Stored[Any]],
    people: ReferredPeople,
    answered: Fact,
) -> Fact:
    """Who of the family was told, and what they answered: of something, which is not yet of this referral."""
    assert people.child is not None
    alone = len(people.children) == 1
    parents = told_as_parents_of(session, incident, live, people.child, people.children)
    besides = parents_told_besides(session, incident, live, people.children, of_nobody_known=True)
    said = (
        told_words(session, live, Whom.CHILD) if alone else "",
        child_answers(session, live) if alone else "",
        parents,
        besides,
        answered.text,
    )
    return in_part(
        "\n".join(filter(None, said)),
        "whether that was of this referral",
        "whose parent that is" if besides else "",
    )


def exhibit_rows(session: Session, entries: Sequence[Stored[Any]]) -> list[tuple[str, str, str]]:
    """Each exhibit that stands: its number, what it shows and when it was captured, its checksum."""
    rows = []
    for stored in entries:
        item = stored.content
        if isinstance(item, EvidenceItem) and item.is_live:
            captured = when(session, item.facts.captured_at) if item.facts.captured_at is not None else ""
            if item.held is not None:
                rows.append(
                    (item.name, ". ".join((item.held.what, *held_lines(session, item.held))), NO_FILE_WORDS)
                )
                continue
            what = item.facts.what or item.stored.media_type
            shown = f"{what}, captured {captured}" if captured else what
            rows.append((item.name, shown, item.stored.sha256))
    return rows


def _incident_facts(session: Session, incident: Incident) -> dict[str, Given]:
    place = (
        [] if incident.place.value == "not_known" else [label(session, ListName.PLACES, incident.place.value)]
    )
    online = [one for one in (platform_name(session, incident.platform), incident.online_location) if one]
    return {
        "incident.case_number": str(incident.case),
        "incident.happened": _known(session, incident.happened),
        "incident.place": ". ".join((*place, *online)),
        "incident.online_place": ". ".join(online),
        "incident.online_use": _online_use(incident, online),
        "incident.account": "\n\n".join(
            account_said(one) if one.passages else one.text for one in incident.accounts
        ),
    }


def _online_use(incident: Incident, online: Sequence[str]) -> Fact:
    """Where online, and which accounts: a record that names neither says nothing of use online."""
    accounts = dict.fromkeys(one.person.name for one in incident.with_role("account"))
    named = [f"{'Account' if len(accounts) == 1 else 'Accounts'}: {'; '.join(accounts)}"] if accounts else []
    return in_part(". ".join((*online, *named)), "what it was used for", "how that is known")


def _known(session: Session, moment: Moment) -> str:
    words = when(session, moment)
    return f"{words[:1].upper()}{words[1:]}" if moment.is_known else ""


def _referral_facts(
    session: Session, form: Form, incident: Incident, live: Sequence[Stored[Any]], adult: PersonRef | None
) -> dict[str, Given]:
    contact = first_contact(live)
    advice = [
        f"{when(session, note.at)}, {note.with_whom or note.organisation}: {note.advised}".replace(", :", ":")
        for note in _of(live, Note)
        if note.advised and note.kind in {NoteKind.ADVICE, NoteKind.LADO_CONTACT, NoteKind.POLICE}
    ]
    advice += [
        f"{when(session, step.at)}, {step.with_whom}: {step.advised}".replace(", :", ":")
        for step in _of(live, ReferralStep)
        if step.advised and step.agency == ALLEGATIONS
    ]
    said = "\n".join(advice)
    filed = file_advice(session, live, adult) if adult is not None else []
    advice += [line for line, words in filed if words not in said]
    senior = Whom.CHAIR if incident.head_is_subject else Whom.HEAD
    return {
        "referral.first_contact": _contact_words(session, contact.at, contact.who, contact.text)
        if contact is not None
        else "",
        "referral.called": _called(session, form, live),
        "referral.advised": "\n".join(
            f"{when(session, step.at)}, {step.with_whom}: {step.advised}".replace(", :", ":")
            for step in _of(live, ReferralStep)
            if step.advised and step.agency == form.agency
        ),
        "referral.advice": "\n".join(advice),
        "referral.senior_aware": told_words(session, live, senior),
    }


def _called(session: Session, form: Form, live: Sequence[Stored[Any]]) -> Fact:
    """The first call, with whom, and what was agreed; a form that was sent is no call."""
    calls = [
        one
        for one in live
        if not (isinstance(one.content, ReferralStep) and one.content.taken is StepTaken.SENT)
    ]
    called = first_contact_with(form.agency, calls)
    if called is None:
        return in_part("")
    return in_part(
        _contact_words(session, called.at, called.who, called.text),
        "" if called.at.is_known else "when",
        "" if called.who else "to whom",
        "" if called.agreed else "what was agreed",
    )


def _contact_words(session: Session, at: Moment, who: str, text: str) -> str:
    time = when(session, at) if at.is_known else "Time not known"
    return ". ".join(part for part in (f"{time}{f', {who}' if who else ''}", text) if part)


def _allegation_facts(session: Session, incident: Incident, live: Sequence[Stored[Any]]) -> dict[str, str]:
    limbs = tuple(dict.fromkeys(limb for decision in _of(live, Decision) for limb in decision.limbs))
    adults = len(adults_of(incident))
    return {
        "allegation.limbs": "\n".join(label(session, ListName.HARM_THRESHOLD, limb) for limb in limbs),
        "allegation.adults": f"Yes: {count_words(adults, 'adult')}" if adults > 1 else "",
    }


def _others_told(
    session: Session, incident: Incident, live: Sequence[Stored[Any]], people: ReferredPeople
) -> Fact:
    """Who else was told. Whom nobody recorded as told is still asked for, one by one."""
    asked = {Whom.CHAIR: session.words().term("chair"), Whom.HR: "HR", Whom.EMPLOYER: "employer"}
    told = {whom: told_words(session, live, whom) for whom in (*asked, Whom.OTHER)}
    # Who may be anybody's parent stands with a child of whose parents nothing is known; here where there is none such.
    placed = any(
        not told_as_parents_of(session, incident, live, one, people.children) for one in people.shown
    )
    parents = parents_told_besides(
        session, incident, live, people.children, of_nobody_known=False if placed else None
    )
    return in_part(
        "\n".join(filter(None, (*told.values(), parents))),
        *(name for whom, name in asked.items() if not told[whom]),
        "insurer and others",
    )


def _employer_told(session: Session, live: Sequence[Stored[Any]]) -> Fact:
    """When, by whom and on whose advice. A hold says on whose; that they were told does not."""
    tellings = [one for one in _of(live, Telling) if one.whom is Whom.EMPLOYER]
    told = [one for one in tellings if one.state is TellingState.TOLD]
    advised = any(one.state is TellingState.HELD for one in tellings)
    return in_part(
        told_words(session, live, Whom.EMPLOYER),
        "" if all(one.by for one in told) else "by whom",
        "" if advised else "on whose advice",
    )


def _reporter_facts(session: Session, incident: Incident, people: ReferredPeople) -> dict[str, Fact]:
    """Who made the allegation. Where somebody asked not to be named, what would name them is withheld with it."""
    reporters = incident.with_role("reporter")
    if any(one.name_withheld for one in reporters):
        facts = dict.fromkeys(_WHO_THEY_ARE, Fact(ASKED, AnswerState.WITHHELD))
    else:
        found = maker_facts(session, reporters, people.adult, people.children)
        facts = {path: Fact(text) for path, text in found.items() if text}
    told = incident.attention.first_told
    if told is not None:
        facts["reporter.how"] = in_part(f"Told to {told.name}", "how it was reported")
    return facts


def _answers(session: Session, incident: Incident) -> dict[str, Fact]:
    """Answers to the category's questions, as ``answer.<id>``; "not known" where somebody said so."""
    category = session.catalogue.categories.get(incident.category)
    if category is None:
        return {}
    given = {answer.question: answer for answer in incident.answers}
    facts: dict[str, Fact] = {}
    for question in category.questions_for(session.nation):
        answer = given.get(question.id)
        if answer is None:
            continue
        if answer.not_known or set(answer.values) & _NOBODY_KNOWS:
            facts[f"answer.{question.id}"] = Fact("", AnswerState.NOT_KNOWN)
        elif answer.values:
            facts[f"answer.{question.id}"] = _answer(session, incident, question, answer)
    if _MANY in given.get("pattern", _NO_ANSWER).values and (pattern := facts.get("answer.pattern")):
        facts["answer.pattern"] = in_part(pattern.text, "whether it is the first time")
    if (contacts := facts.get("answer.contacts")) is not None:
        facts["referral.contacts"] = (
            in_part(contacts.text, "why it worries you") if contacts.text else contacts
        )
    return facts


def support_fact(answered: Fact, offered: Fact | None) -> Fact:
    """What was answered of support for the child, with the offers that the record has of it beside."""
    for_adult = "support for the adult"
    if offered is None:
        return in_part(answered.text, for_adult)
    return in_part(f"{answered.text}\n{offered.text}", for_adult if for_adult in offered.rest else "")


def _answer(session: Session, incident: Incident, question: Question, answer: Answer) -> Fact:
    """The words; of a yes or a no with the question, as a form may ask for more than that."""
    words = answer_words(session, question, answer)
    if question.kind is not QuestionKind.YES_NO_UNKNOWN:
        return Fact(words)
    asked = session.words(head_is_subject=incident.head_is_subject).fill(question.text)
    return Fact(words, asked=asked, rest="" if answer.values == ("no",) else ALL_ELSE)


def _verdicts(session: Session, live: Sequence[Stored[Any]]) -> str:
    lines = []
    for kept in _of(live, KeptVerdict):
        verdict = kept.verdict
        platform = platform_name(session, verdict.question.platform)
        where = f" on {platform}" if platform else ""
        sentences = " ".join((*verdict.sentences, *verdict.credits))
        lines.append(
            f"Contact{where}, {when(session, verdict.question.began)}. {_asked(session, verdict.question)}"
            f"Register, checked {entered(session, verdict.known_at)}: {verdict.title}. {sentences}"
        )
    return "\n".join(lines)


def _asked(session: Session, asked: ContactQuestion) -> str:
    """What else was answered of a contact; what is not known is left out."""
    given = (
        ("", ListName.CONTACT_DIRECTIONS, asked.direction),
        ("Who began it: ", ListName.INITIATORS, asked.initiated),
        ("What the adult did with a request: ", ListName.REQUEST_HANDLING, asked.handled),
        ("Within what was agreed: ", ListName.PROTOCOL_KEPT, asked.protocol),
    )
    said = [
        f"{question}{label(session, name, answer.value)}. "
        for question, name, answer in given
        if answer.value != _NOT_ANSWERED
    ]
    return "".join(said)


def _of(entries: Sequence[Stored[Any]], kind: type[Any]) -> list[Any]:
    return [one.content for one in entries if isinstance(one.content, kind)]
