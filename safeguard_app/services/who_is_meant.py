"""Whether an addressee or a recipient as typed may be somebody: by any name of theirs, or as parents are written to.

"Mr and Mrs Lund", "E. Lund", "Mrs Lund" and "The parents of Freya" may be whoever must not be told, as nobody knows
whose title is whose: the whole name of somebody else is nobody but them.
"""

import re
from collections.abc import Iterable, Iterator

from safeguard_app.domain.folded_text import folded_name
from safeguard_app.domain.people import KnownPerson
from safeguard_app.domain.person_rules import shown_name
from safeguard_app.services.register_facts import bare_name

TITLES = frozenset("mr mrs ms miss mx dr prof professor rev reverend sir dame".split())  # noqa: SIM905 - a list of words
"""Before a name, in plain small letters."""
_MEN, _WOMEN = frozenset({"mr", "sir"}), frozenset({"mrs", "ms", "miss", "dame"})
_APART = re.compile(r"\band\b|\bor\b|[&,/;()+\n]")
_PARENT = r"(?:parents?|carers?|guardians?)"
_ONE_PARENT = r"(?:(?:birth|step|foster) ?-?)?(?:mum|mam|mother|dad|father|parent|carer|guardian)"
_PARENTS = re.compile(
    rf"(?:to )?(?:the )?(?:{_PARENT}(?:(?: and | or | ?/ ?| ?& ?){_PARENT})*(?:(?: of | to |: ).*)?"
    r"|family(?: of .*)?|\S+ family|.* (?:and|&) dad|.*['’]s (?:parents|family)"
    rf"|(?:.*['’]s |his |her |their )?{_ONE_PARENT}(?: of .*)?)"
)
"""Whoever it is that comes: a letter to these may be read by either parent."""


def names_of_person(known: KnownPerson) -> tuple[str, ...]:
    """Every name that the register has for somebody."""
    person = known.person
    names = (person.name, shown_name(person), person.known_as, *(one.name for one in person.names))
    return tuple(dict.fromkeys(one for one in names if one.strip()))


def may_mean(names: Iterable[str], typed: str, *, a_parent: bool = False) -> bool:
    """Whether ``typed`` may be somebody of these names; ``a_parent``: a word for parents means them too."""
    plain = " ".join(folded_name(typed).split())
    if a_parent and _PARENTS.fullmatch(plain):
        return True
    pieces = [*_pieces(plain)]
    return any(_is_meant(name, plain, pieces) for name in names if name.strip())


def may_be_signed_by(names: Iterable[str], typed: str) -> bool:
    """Whether a signature as typed may be somebody's of these names: their surname with their initial, or either alone.

    Wider than :func:`may_mean`, because whoever signs says who they are not: "J. Abbey", "Abbey, Jo", "Joanna Abbey".
    """
    plain = " ".join(folded_name(typed).split())
    title = _title_of(plain)
    words = [one for one in _words_of(plain) if one not in TITLES]
    return any(
        _signs(bare_name(name), words)
        for name in names
        if name.strip() and not _differ(_title_of(name), title)
    )


def swapped(typed: str) -> str:
    """ "Abbey, Jo" as "Jo Abbey"."""
    last, comma, first = typed.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and first.strip() else typed


def _signs(name: str, words: list[str]) -> bool:
    *first, last = _words_of(name) or [""]
    surname = {last, *last.split("-")}
    rest = [one for one in words if one not in surname]
    if len(rest) < len(words):
        initials = {one[0] for one in first}
        return not rest or any(one[0] in initials for one in rest)
    joined = "".join(words).replace("-", "")
    return joined in {
        "".join((*first, last)),
        "".join(one[0] for one in (*first, last) if one),
        "".join(first),
    }


def _words_of(plain: str) -> list[str]:
    return [one for one in (word.strip(".'’-") for word in re.split(r"[\s.,;/()]+", plain)) if one]


def _is_meant(name: str, plain: str, pieces: list[tuple[str, list[str]]]) -> bool:
    title, bare = _title_of(name), bare_name(name).split()
    if not bare:
        return False
    first, last = bare[0], bare[-1]
    if (len(bare) > 1 or not title) and re.search(rf"(?<!\w){re.escape(' '.join(bare))}(?!\w)", plain):
        return True
    for at, (their, words) in enumerate(pieces):
        if _differ(title, their):
            continue
        if last not in {more[-1] for _, more in pieces[at:] if more}:
            continue
        if len(bare) == 1 and their and title:
            return True
        if their and words in ([], [last]):
            return True
        if not words:
            continue
        if len(bare) > 1 and words[0] in {first, first[0]} and (words[-1] == last or len(words) == 1):
            return True
    return False


def _pieces(plain: str) -> Iterator[tuple[str, list[str]]]:
    """Each person of "Mr and Mrs E. Lund": their title and the words behind it."""
    for piece in _APART.split(plain):
        words = [one.strip(".'’") for one in piece.replace(".", ". ").split()]
        if words:
            title = words[0] if words[0] in TITLES else ""
            yield title, [one for one in (words[1:] if title else words) if one]


def _title_of(name: str) -> str:
    first = folded_name(name).split()[:1]
    return first[0].rstrip(".") if first and first[0].rstrip(".") in TITLES else ""


def _differ(one: str, other: str) -> bool:
    return (one in _MEN and other in _WOMEN) or (one in _WOMEN and other in _MEN)
