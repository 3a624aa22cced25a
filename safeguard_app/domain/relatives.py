"""What links of family cannot say together: nobody is their own relative, nobody both older and younger than another,
and nobody their own ancestor, over however many entries.

The walk goes up through parents and grandparents and meets each entry once, so that a circle which is on file already
ends it as any other family does.
"""

from collections.abc import Callable, Iterable

from safeguard_app.domain.identifiers import RecordId
from safeguard_app.domain.people import Relation

ANCESTORS = frozenset({Relation.PARENT, Relation.GRANDPARENT})
DESCENDANTS = frozenset({Relation.CHILD, Relation.GRANDCHILD})
_OLDER = ANCESTORS | {
    Relation.STEP_PARENT,
    Relation.PARENTS_PARTNER,
    Relation.FOSTER_CARER,
    Relation.GUARDIAN,
}
_YOUNGER = DESCENDANTS | {Relation.STEP_CHILD, Relation.FOSTERED_CHILD, Relation.WARD}
"""An aunt may be younger than her nephew, so that aunts and nephews, cousins and the rest speak against nothing."""


def against_each_other(one: Relation, turned: Relation) -> bool:
    """Whether what B is to A, on A's entry, and what A is to B, on B's, cannot both hold: each the other's parent."""
    both = {one, turned}
    return both <= _OLDER or both <= _YOUNGER


def own_ancestor(start: RecordId, parents: Callable[[RecordId], Iterable[RecordId]]) -> RecordId | None:
    """The parent or grandparent through whom somebody would be an ancestor of themselves; None where nobody is."""
    for first in parents(start):
        if _leads_to(first, start, parents):
            return first
    return None


def _leads_to(first: RecordId, wanted: RecordId, parents: Callable[[RecordId], Iterable[RecordId]]) -> bool:
    seen, ahead = {first}, [first]
    while ahead:
        for one in parents(ahead.pop()):
            if one == wanted:
                return True
            if one not in seen:
                seen.add(one)
                ahead.append(one)
    return False
