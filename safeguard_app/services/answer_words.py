"""A question of the catalogue and what was answered to it, in the nation's words."""

from safeguard_app.catalogue.categories import Question, QuestionKind
from safeguard_app.domain.incidents import Answer
from safeguard_app.domain.text_rules import visible
from safeguard_app.services.labels import label
from safeguard_app.services.session import Session

NOT_KNOWN = "Not known"


def question_of(session: Session, question: str, *categories: str) -> Question | None:
    """A question by its id: as one of ``categories`` puts it, or any where all that put it put it alike; else None."""
    known = session.catalogue.categories
    for category in categories:
        asked = known[category].questions if category in known else ()
        found = next((one for one in asked if one.id == question), None)
        if found is not None:
            return found
    anywhere = [one for category in known.values() for one in category.questions if one.id == question]
    return anywhere[0] if len({one.text for one in anywhere}) == 1 else None


def question_text(session: Session, question: str, *categories: str, head_is_subject: bool = False) -> str:
    """The text of a question; its id only where this catalogue has none such."""
    found = question_of(session, question, *categories)
    if found is None:
        return f"Question {question}"
    return session.words(head_is_subject=head_is_subject).fill(found.text)


def answer_words(
    session: Session, question: Question | None, answer: Answer | None, *, head_is_subject: bool = False
) -> str:
    """What was answered, each option by its label; empty where nothing was."""
    if answer is None:
        return ""
    if answer.not_known:
        return NOT_KNOWN
    told = [_value(session, question, value, head_is_subject=head_is_subject) for value in answer.values]
    return visible("; ".join(told))


def _value(session: Session, question: Question | None, value: str, *, head_is_subject: bool) -> str:
    if question is None:
        return value
    if question.kind is QuestionKind.YES_NO_UNKNOWN:
        return {"yes": "Yes", "no": "No", "unknown": NOT_KNOWN}.get(value, value)
    if question.options_from is not None:
        return label(session, question.options_from, value, head_is_subject=head_is_subject)
    fill = session.words(head_is_subject=head_is_subject).fill
    return next((fill(option.label) for option in question.options if option.code == value), value)
