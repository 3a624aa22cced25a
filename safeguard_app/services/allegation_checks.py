"""Checking what the forms of an allegation file hold, each part by its own rules (domain.md 4.3)."""

from dataclasses import replace

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.allegations import (
    AllegationOutcome,
    Duties,
    DutyDecision,
    DutyState,
    Findings,
    InsteadOfSuspension,
    Investigation,
    InvestigationState,
    Management,
    MayTell,
    Part,
    Suspension,
    SuspensionState,
)
from safeguard_app.domain.entries import Consulted
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.moments import Moment
from safeguard_app.domain.people import PersonRef
from safeguard_app.services.cleaning import Cleaning
from safeguard_app.services.decision_rules import low_level_decider
from safeguard_app.services.entry_checks import checked_consulted
from safeguard_app.services.labels import today
from safeguard_app.services.register_facts import bare_name
from safeguard_app.services.session import Session


def checked_part(session: Session, incident: Incident, adult: PersonRef, part: Part) -> Part:
    """One part of the file about ``adult``, cleaned. Raises :class:`RuleViolation` by field."""
    check = _Checking(session, incident, adult)
    match part:
        case Management():
            clean: Part = check.management(part)
        case Investigation():
            clean = check.investigation(part)
        case Findings():
            clean = check.findings(part)
        case Suspension():
            clean = check.suspension(part)
        case AllegationOutcome():
            clean = check.outcome(part)
        case Duties():
            clean = check.duties(part)
    check.cleaning.finish()
    return clean


class _Checking:
    """One form of the file being looked at."""

    def __init__(self, session: Session, incident: Incident, adult: PersonRef) -> None:
        self.session = session
        self.incident = incident
        self.adult = adult
        self.cleaning = Cleaning()
        self.now = session.now()

    def management(self, part: Management) -> Management:
        manager = self._name(part.manager, "manager", "Say who manages the case.")
        name, title = low_level_decider(self.session, head_is_subject=self.incident.head_is_subject)
        usual = bare_name(name)
        why = self.cleaning.text(part.why_other, "why_other")
        if usual and bare_name(manager.partition(",")[0]) != usual and not why.strip():
            self.cleaning.say("why_other", f"Say why it is not {name}, the {title}.")
        return Management(manager, why, self._advice(part.advice), tuple(map(self._may_tell, part.may_tell)))

    def investigation(self, part: Investigation) -> Investigation:
        agreed = part.state is InvestigationState.MAY_BEGIN
        begins = part.state is not InvestigationState.LOCKED
        needed = "Say who agreed: their name and role." if agreed else ""
        clean = replace(
            part,
            agreed_by=self._codes(part.agreed_by, "agreed_by", ListName.INVESTIGATION_AGREED_BY),
            who=self.cleaning.line(part.who, "who", needed=needed),
            at=self.cleaning.passed(part.at, "at", self.now),
            terms=self.cleaning.text(
                part.terms, "terms", needed="" if begins else "Say what it waits for, and who asked to wait."
            ),
            investigator=self._name(part.investigator, "investigator"),
            scope=self.cleaning.text(
                part.scope,
                "scope",
                needed="Say what is looked into: which breach, when, by whom." if begins else "",
            ),
            since=self.cleaning.passed(part.since, "since", self.now),
        )
        if agreed and not part.agreed_by:
            self.cleaning.say("agreed_by", "Nothing begins before one of them agrees. Say who did.")
        if agreed and not part.at.is_known:
            self.cleaning.say("at", "Say when they agreed.")
        return clean

    def findings(self, part: Findings) -> Findings:
        ended = part.outcome is not None
        if ended and not part.ended.is_known:
            self.cleaning.say("ended", "Say when it ended.")
        if part.ended.is_known and not ended:
            self.cleaning.say("outcome", "Choose the outcome with which it ended.")
        return replace(
            part,
            looked_at=self.cleaning.text(
                part.looked_at, "looked_at", needed="Say what was looked at, and who was spoken to."
            ),
            findings=self.cleaning.text(
                part.findings, "findings", needed="Say what was found before the outcome." if ended else ""
            ),
            follows=self.cleaning.text(part.follows, "follows"),
            ended=self.cleaning.passed(part.ended, "ended", self.now),
        )

    def suspension(self, part: Suspension) -> Suspension:
        away = part.state is SuspensionState.SUSPENDED
        clean = replace(
            part,
            reason=self.cleaning.text(part.reason, "reason", needed="Say why."),
            decided_by=self._name(part.decided_by, "decided_by", "Say who decided."),
            at=self._known(part, "Say when it was decided."),
            considered=tuple(map(self._considered, part.considered)),
            advice=self._advice(part.advice),
            review_on=part.review_on if away else None,
        )
        if away and not part.considered:
            self.cleaning.say("considered", "Say what was considered instead before somebody is suspended.")
        if away and part.review_on is None:
            self.cleaning.say("review_on", "Say when it is looked at again.")
        elif away and part.review_on is not None and part.review_on < today(self.session):
            self.cleaning.say("review_on", "Choose a day that is still to come.")
        return clean

    def outcome(self, part: AllegationOutcome) -> AllegationOutcome:
        return replace(
            part,
            reason=self.cleaning.text(part.reason, "reason", needed="Say why."),
            decided_by=self._name(part.decided_by, "decided_by", "Say who came to this outcome."),
            at=self._known(part, "Say when."),
        )

    def duties(self, part: Duties) -> Duties:
        legs = self._codes(part.legs, "legs", ListName.BARRING_LEGS)
        every = {one.code for one in self.session.catalogue.lists[ListName.BARRING_LEGS].choices}
        if part.barring.state is DutyState.NO_DUTY and every <= set(legs):
            self.cleaning.say(
                "barring_state",
                "Both things above are ticked, so the duty may be met. Untick one, or choose again.",
            )
        return Duties(legs, self._duty(part.barring, "barring"), self._duty(part.regulator, "regulator"))

    def _duty(self, duty: DutyDecision, field: str) -> DutyDecision:
        decided = duty.state is not DutyState.NOT_YET
        if decided and not duty.at.is_known:
            self.cleaning.say(f"{field}_at", "Say when.")
        reason = self.cleaning.text(duty.reason, f"{field}_reason", needed="Say why." if decided else "")
        return DutyDecision(duty.state, reason, self.cleaning.passed(duty.at, f"{field}_at", self.now))

    def _known(self, part: Suspension | AllegationOutcome, needed: str) -> Moment:
        if not part.at.is_known:
            self.cleaning.say("at", needed)
        return self.cleaning.passed(part.at, "at", self.now)

    def _name(self, text: str, field: str, needed: str = "") -> str:
        """Who does something in this file. Nobody does it about themselves."""
        clean = self.cleaning.line(text, field, needed=needed)
        by = bare_name(clean.partition(",")[0])
        about = {bare_name(self.adult.name)}
        if self.incident.head_is_subject:
            about.add(bare_name(self.session.school.head_name))
        if by and by in about:
            self.cleaning.say(field, "The allegation is about them. Name somebody else.")
        return clean

    def _advice(self, advice: tuple[Consulted, ...]) -> tuple[Consulted, ...]:
        return tuple(checked_consulted(self.session, self.cleaning, one, "advice") for one in advice)

    def _may_tell(self, one: MayTell) -> MayTell:
        line = self.cleaning.line
        whom = line(one.whom, "may_tell", needed="Say who may be told, or empty the row.")
        return MayTell(whom, self.cleaning.text(one.what, "may_tell"), line(one.when, "may_tell"))

    def _considered(self, one: InsteadOfSuspension) -> InsteadOfSuspension:
        (code,) = self._codes((one.instead,), "considered", ListName.SUSPENSION_ALTERNATIVES)
        return InsteadOfSuspension(
            code,
            self.cleaning.text(one.decided, "considered", needed="Say what was decided about it, and why."),
        )

    def _codes(self, codes: tuple[str, ...], field: str, name: ListName) -> tuple[str, ...]:
        known = {one.code for one in self.session.catalogue.lists[name].choices}
        if not set(codes) <= known:
            self.cleaning.say(field, "Choose from the list.")
        return codes
