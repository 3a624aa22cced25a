"""On which day a referral went out: the date that it bears, whenever it is printed again."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.documents_issued import IssuedDocument, Referral
from safeguard_app.domain.entries import counts
from safeguard_app.domain.moments import sort_key
from safeguard_app.domain.records import Stored
from safeguard_app.domain.referral_steps import ReferralStep, StepTaken
from safeguard_app.domain.sharings import Sharing
from safeguard_app.services.reference import Form, Packaging
from safeguard_app.services.session import Session

_AS_REFERRED = frozenset({"", Audience.AUTHORITY.value, Audience.POLICE.value})
"""For whom a sharing is made by which a referral goes out: a copy for a family is none."""


def kind_of(form: Form, stored: Stored[Referral]) -> str:
    """The kind under which its documents are kept: copies of each child's form are counted by themselves."""
    by_child = form.packaging in {Packaging.CHILD, Packaging.ADULT_AND_CHILD}
    return f"{form.id}_{stored.reference.id}" if by_child else form.id


def sent_on(
    session: Session, stored: Stored[Referral], form: Form, entries: Sequence[Stored[Any]]
) -> date | None:
    """The day of the first step by which it was sent; where nobody recorded one, of the first sharing it went with."""
    live = [one for one in entries if counts(one.content)]
    steps = [
        one.content.at
        for one in live
        if isinstance(one.content, ReferralStep)
        and one.content.referral == stored.reference.id
        and one.content.taken is StepTaken.SENT
        and one.content.at.start is not None
    ]
    if steps:
        first = min(steps, key=sort_key).start
        assert first is not None
        return first.astimezone(session.zone).date()
    of_one = kind_of(form, stored) != form.id
    if not of_one and sum(_is_of(one, form) for one in live) > 1:
        return None  # the documents of two adults are kept alike: which of them went is not known
    papers = {
        one.reference.id
        for one in entries
        if isinstance(one.content, IssuedDocument) and one.content.kind == kind_of(form, stored)
    }
    went = [
        way.at
        for one in live
        if isinstance(one.content, Sharing) and one.content.audience in _AS_REFERRED
        for way in one.content.gone
        if any(document.document in papers for document in one.content.documents)
    ]
    return min(went).astimezone(session.zone).date() if went else None


def _is_of(one: Stored[Any], form: Form) -> bool:
    return isinstance(one.content, Referral) and one.content.form == form.id
