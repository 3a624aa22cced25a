"""The forms under which one name stands in a text, and which of its words are words of a sentence too.

Whoever leaves names out, finds them or looks a finished paper through for them asks here, so that all count the same.
"""

import re

from safeguard_app.domain.folded_text import folded_name
from safeguard_app.domain.word_edges import runs_on
from safeguard_app.services.register_facts import without_title

_SHORTEST = 2
_ALSO_WORDS = frozenset(
    """
    an art ash autumn baker bay bell best bill bird bishop black bob bond booth brook brown bush candy carol case
    cash chance chase child christian church close constable cook cope cross crystal daisy dale dawn day dean dear
    don drew duke earl early east english eve faith fay field foot ford fox frank french friend gene glen gold good
    grace grant gray green guy hall hand head heath hill holly home hope horn hunt hunter iris ivy jack jade jay
    jean jewel joy june key king knight lake lance lane laurel law lily link little lock long lord love major march mark
    marsh mason may melody miles miller mills mine moon nick noble noel north olive page parent park pat patience
    pearl penny person pier pike pond pool poppy post potter power price prior randy ray read reed rich ring rob
    robin rock rose rowan ruby rush rusty sage sandy savage self sharp shore short silver singer skip sky smith
    speed spring star steel stone street strong sue summer sunny swan swift tan taylor turner van victor violet wade
    walker wall ward water waters way weaver weeks welsh west white wild will wills winter wise wood woods wren
    young
    """.split()  # noqa: SIM905 - a word a line would be two hundred lines
)
"""Names that children and adults bear and that are words of a sentence too, or beginnings of one."""
_WORDS_IN_S = frozenset({"gens", "lens", "mars", "news", "this", "ties"})
"""Words that a short name becomes with an s behind it: "Thi" is a name, and "this" is not hers."""
LEAST_PIECE = 3
"""Letters of a piece of a hyphenated name that alone is somebody's name: "Anna" of "Anna-Maria"."""
LEAST_JOINED = 5
"""Letters of a whole name in one word: "moali" is nobody's word."""
_MONTHS = frozenset(
    """
    january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec
    """.split()  # noqa: SIM905 - as above
)
"""Months, long and short: each may be somebody's name, and is none in a date."""
_WEEKDAYS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
    """.split()  # noqa: SIM905 - as above
)
_DAY_BEFORE = re.compile(r"(?<!\d)\d{1,2}(?:st|nd|rd|th)? $")
_YEAR_AFTER = re.compile(r" (?:19|20)\d\d(?!\d)")
_DAY_AFTER = re.compile(r",? \d{1,2}(?:st|nd|rd|th)? ([^\W\d_]{3,9})")
DATE_AROUND = (6, 16)
"""How many signs before and behind a word tell whether it is of a date."""
_LETTER = r"[^\W\d_]"
_BARE_WORDS = frozenset(
    """
    ache ala and anger ant as bar bat be beer boss bout but can cut dale den do done dose dot drag fete for fur gun
    has hat he her his hot in is it jam join lame led let lime los lot man mar mat men met mole more mug mule none
    nor not nun old on or our ours out pan pate pen pet pin pot put ran rat rule run sad same sane sat saw sea see
    sen set she sin so some son sore sort sun ten the then this tie ton too top tot tour tune us use was we were who
    yes yet you zone
    """.split()  # noqa: SIM905 - as above
)
"""Words that a name with marks becomes without them, as "Çan", "Sön" or "Mülé" does."""
_PARTICLES = frozenset("al bin da de del den der di dos du el ibn la le of van von".split())  # noqa: SIM905 - as above


def parts_of_name(name: str) -> tuple[str, ...]:
    """The words of a name by which alone somebody can be known: no title, no initial, no particle."""
    plain = without_title(name)
    return () if is_description(plain) else tuple(word for word in plain.split() if is_part(word))


def is_part(word: str) -> bool:
    """No initial, and no particle: "de" is nobody's name."""
    return len(word) >= _SHORTEST and word.casefold() not in _PARTICLES


def is_also_a_word(part: str) -> bool:
    """Whether a part of a name is a word of a sentence too, so that it counts with a capital letter only."""
    bare = folded_name(part)
    if len(part) <= _SHORTEST or bare in _ALSO_WORDS:
        return True
    return bare != part.casefold() and bare in _BARE_WORDS


def may_be_owned(part: str) -> bool:
    """Whether "Tylers" may be written for "Tyler's": of three letters and more, and where no word comes of it."""
    plain = folded_name(part)
    if len(plain) <= _SHORTEST or plain.endswith("s") or is_also_a_word(part):
        return False
    return plain + "s" not in _WORDS_IN_S and not is_also_a_word(plain + "s")


def initials_of(name: str) -> frozenset[str]:
    """ "TZ" of "Tomasz Zielinski", and all three where there is a name between; none of a name in one word."""
    words = [word for word in re.split("[ -]+", without_title(name)) if word]
    if len(words) < 2 or is_description(name):
        return frozenset()
    plain = [folded_name(word)[:1].upper() for word in words]
    forms = {"".join(plain), plain[0] + plain[-1]}
    return frozenset(one for one in forms if one.isascii() and one.isalpha())


def joined_forms(name: str) -> set[str]:
    """A whole name in one word, "tylerokonkwo": all of it, and first and last name either way round."""
    plain = without_title(name)
    words = re.sub("['.]", "", folded_name(plain)).split()
    if len(words) < 2 or is_description(plain) or runs_on(plain):
        return set()
    forms = {"".join(words).replace("-", "")}
    for first in (words[0].replace("-", ""), *words[0].split("-")):
        for last in (words[-1].replace("-", ""), *words[-1].split("-")):
            forms |= {first + last, last + first} if len(first) > 1 and len(last) > 1 else set()
    return {one for one in forms if len(one) >= LEAST_JOINED}


def in_one_word(form: str) -> str:
    """A pattern for a whole name without blanks, as in the name of a file or an account: "tylerokonkwo2.png"."""
    return f"(?<!{_LETTER}){re.escape(form)}(?:(?!{_LETTER})|(?=s(?!{_LETTER})))"


def is_of_a_date(word: str, before: str, after: str = "") -> bool:
    """Whether a word is a month, as in "3 April" and "March 2026", or a day, as in "Sun 4 Oct".

    ``before`` and ``after`` are what stands beside it: April is a name as well, and so are March and Sun.
    """
    plain = word.casefold()
    if plain in _MONTHS:
        return _DAY_BEFORE.search(before) is not None or _YEAR_AFTER.match(after) is not None
    behind = _DAY_AFTER.match(after) if plain in _WEEKDAYS else None
    return behind is not None and behind[1].casefold() in _MONTHS


def is_month(word: str) -> bool:
    """Whether a part of a name is a month too."""
    return folded_name(word) in _MONTHS


def is_number(name: str) -> bool:
    """Whether it is a telephone number, which is written in groups, in others, or in none."""
    return not any(sign.isalpha() for sign in name) and any(sign.isdigit() for sign in name)


def is_description(name: str) -> bool:
    """Whether "A parent of a Year 4 pupil" stands where a name would: its words are nobody's name.

    Nor are those of an e-mail address, or the groups of a telephone number.
    """
    return (
        is_number(name)
        or "@" in name[1:]
        or any(word[:1].islower() and word.casefold() not in _PARTICLES for word in name.split())
    )
