"""The children of one family on the register, and whose rules on telling count for which of them.

A rule that a court made for one child stands on that child's entry alone. What a father may not learn of her he would
read in her brother's record as well: so her rule about him counts for every child he is a relative of.
"""

from collections.abc import Iterable, Iterator

from safeguard_app.domain.people import KnownPerson, PersonKind
from safeguard_app.domain.person_facts import TellingRule
from safeguard_app.services.person_details import barred_from_hearing, rule_is_about
from safeguard_app.services.register_facts import relatives_of
from safeguard_app.services.session import Session

CHILDREN = frozenset({PersonKind.PUPIL, PersonKind.FORMER_PUPIL})


def children_of_family(session: Session, people: Iterable[KnownPerson]) -> tuple[KnownPerson, ...]:
    """The children among some people, those they are relatives of, and those whose parent or relative is the same.

    A brother or sister is one by a link of theirs, or by a relative whom both have: nobody enters all three.
    """
    found = {}
    for one in people:
        for there in (one, *relatives_of(session, one)):
            if there.person.kind in CHILDREN:
                found[there.reference] = there
            elif one.person.kind in CHILDREN:
                of_relative = relatives_of(session, there)
                found.update(
                    (child.reference, child) for child in of_relative if child.person.kind in CHILDREN
                )
    return tuple(found.values())


def barred_in_family(
    session: Session, children: Iterable[KnownPerson]
) -> Iterator[tuple[TellingRule, str, KnownPerson]]:
    """Rules that keep somebody from hearing of these children, each with its words and the child it stands on.

    Their own, and those of the other children of their families that are about a relative of one of them.
    """
    own = {one.reference: one for one in children}
    for child in own.values():
        yield from ((rule, words, child) for rule, words in barred_from_hearing(session, child))
    relatives = [relative for child in own.values() for relative in relatives_of(session, child)]
    for child in children_of_family(session, own.values()):
        if child.reference in own:
            continue
        for rule, words in barred_from_hearing(session, child):
            if any(rule_is_about(rule, one) for one in relatives):
                yield rule, words, child
