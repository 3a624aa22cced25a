"""The words of what hangs on a record, which search looks in."""

from safeguard_app.domain.allegations import AllegationFile, texts_of
from safeguard_app.domain.assessments import Assessment
from safeguard_app.domain.cases import Attribution
from safeguard_app.domain.clock_acts import ClockAct
from safeguard_app.domain.clock_lines import clock_words_of
from safeguard_app.domain.derivatives import Derivation
from safeguard_app.domain.disclosures import Disclosure
from safeguard_app.domain.entries import Action, Closing, Decision, Note, Telling
from safeguard_app.domain.evidence import EvidenceItem, HeldItem
from safeguard_app.domain.letters import Letter
from safeguard_app.domain.referral_steps import ReferralStep
from safeguard_app.domain.responses import ResponseStep
from safeguard_app.domain.support import Support


def entry_words(content: object) -> tuple[str, ...]:
    """Every text of an entry that search looks in; none for what has no words of its own."""
    match content:
        case Note():
            return (content.text, content.with_whom, content.organisation, content.advised, content.reference)
        case Decision():
            return _decision_words(content)
        case Telling():
            return (content.name, content.what, content.response, content.how)
        case Action():
            return (content.what, content.assigned_to, content.done_note)
        case Closing():
            return (content.reason, content.lessons)
        case ReferralStep() | ClockAct():
            return clock_words_of(content)
        case EvidenceItem():
            facts = content.facts
            return (
                facts.what,
                facts.url,
                facts.handle,
                facts.platform,
                facts.captured_by,
                facts.supplied_by,
                facts.note,
                facts.child,
                *(_copy_texts(content.derived) if content.derived is not None else ()),
                *(_held_texts(content.held) if content.held is not None else ()),
            )
        case _:
            return _words_of_acts(content)


def _decision_words(decision: Decision) -> tuple[str, ...]:
    asked = (part for one in decision.consultations for part in (one.who, one.role, one.advised))
    why_not = (one.why_not for one in decision.considered)
    main = (decision.what, decision.reason, decision.decided_by, decision.consulted, decision.limbs_why)
    return (*main, *why_not, *asked)


def _held_texts(held: HeldItem) -> tuple[str, ...]:
    return (held.identifier, held.owner, held.seal, held.where, held.held_by)


def _step_texts(step: ResponseStep) -> tuple[str, ...]:
    said = (step.by, step.with_whom, step.said, step.answer, step.reference)
    report, ban = step.platform, step.ban
    reported = (report.what, report.link, report.told_by) if report is not None else ()
    return (*said, *reported, *((ban.scope, ban.reason, ban.collection) if ban is not None else ()))


def _copy_texts(derived: Derivation) -> tuple[str, ...]:
    """What was typed of a copy, and on it."""
    return (derived.hidden, derived.why, *(mark.words for mark in derived.alterations.marks if mark.words))


def _plan_texts(plan: Assessment) -> tuple[str, ...]:
    risks = (text for risk in plan.risks for text in (risk.what, risk.basis))
    measures = (text for measure in plan.measures for text in (measure.what, measure.by_whom))
    ended = plan.ended.reason if plan.ended is not None else ""
    rest = (plan.needs, plan.wishes, plan.parents_view, plan.shared_with, plan.found, ended)
    return (plan.child.name, *risks, *measures, *rest)


def _words_of_acts(content: object) -> tuple[str, ...]:
    """Of the response, support, letters, plans and what was handed out."""
    match content:
        case ResponseStep():
            return _step_texts(content)
        case Support():
            return (content.to.name, content.by, content.other, content.note)
        case Letter():
            return (content.to, content.subject, content.body, content.sent_how)
        case Assessment():
            return _plan_texts(content)
        case AllegationFile():
            return texts_of(content)
        case Attribution():
            return (content.handle, content.suspected.name, content.basis)
        case Disclosure():
            return (content.recipient, content.organisation, content.reference, content.receipt)
        case _:
            return ()
