"""Names within what people call an account or a file: "will2010", "wgrant", "JessK", "grantw.png".

Whoever leaves names out and whoever looks a finished paper through asks here, so that both count the same. What a name
stands in by its capitals ("JessK") is parted before it is looked for, as in ``domain/word_edges``.
"""

import re
from collections.abc import Iterable, Mapping

from safeguard_app.domain.folded_text import folded_name
from safeguard_app.domain.word_edges import runs_on
from safeguard_app.services.name_forms import is_also_a_word, is_description, is_month
from safeguard_app.services.register_facts import without_title

_LEAST, _LEAST_ALONE, _LEAST_SURE = 4, 5, 7
"""Letters of an initial and a name in one word: to be an account, a word by itself, and one that is no other."""
_ACCOUNT_AFTER = re.compile(r"_?\d|@\w|\.[a-z][a-z0-9]{2,3}(?![^\W_])", re.IGNORECASE)
"""Digits, the rest of an e-mail address, or the ending of a file."""
_ENDS_A_WORD = frozenset("adeilnorsty")
"""Letters that make another word of one: "wills", "jesse", "claire"."""
_ONSETS = frozenset(
    """
    bl br by ch cl cr cy dr dw fl fr gh gl gn gr gy hy kn kr my ph pl pr ps rh sc sh sk sl sm sn sp sq st sw sy th tr ts
    tw ty wh wr
    """.split()  # noqa: SIM905 - a pair a line would be forty lines
)
"""Two letters with which a word begins, neither of them a vowel."""
_WORDS = frozenset(
    "booth clayton frank north plank south stark tenth thank worth".split()  # noqa: SIM905 - as above
)
"""Words and names that an initial and a name make together."""


def initial_forms(name: str) -> Mapping[str, bool]:
    """ "wgrant", "grantw" and "willg" of "Will Grant", folded: an initial joined to what somebody is called.

    Each with whether it is that wherever it stands. "shall", "jesse" and "grants" are words first.
    """
    plain = without_title(name)
    words = re.sub("['.]", "", folded_name(plain)).split()
    if len(words) < 2 or is_description(plain) or runs_on(plain):
        return {}
    forms: dict[str, bool] = {}
    for first in {words[0].replace("-", ""), words[0].split("-")[0]}:
        for last in {words[-1].replace("-", ""), words[-1].split("-")[-1]}:
            begins, ends = first[:1] + last, (first + last[:1], last + first[:1])
            forms[begins] = forms.get(begins, False) or _is_no_beginning(begins)
            ends_so = (one for one in ends if one[-1] != "s")  # "Tylers" is Tyler's
            forms |= {one: forms.get(one, False) or one[-1] not in _ENDS_A_WORD for one in ends_so}
    return {
        one: alone and len(one) >= _LEAST_ALONE and one not in _WORDS and not is_also_a_word(one)
        for one, alone in forms.items()
        if len(one) >= _LEAST and one.isalpha()
    }


def _is_no_beginning(form: str) -> bool:
    """Whether a word hardly begins so: "wgrant", "jkane" and "tokonkwo", and not "shall" and "james"."""
    pair = form[:2]
    return len(form) >= _LEAST_SURE or (pair not in _ONSETS and not any(one in "aeiou" for one in pair))


def initial_forms_of(names: Iterable[str]) -> dict[str, bool]:
    """Those of several names."""
    found: dict[str, bool] = {}
    for name in names:
        for form, alone in initial_forms(name).items():
            found[form] = found.get(form, False) or alone
    return found


def is_an_account(written: str, before: str, after: str, *, alone: bool) -> bool:
    """Whether one of :func:`initial_forms` stands as an account does, or as the name of a file.

    ``before`` and ``after`` are what stands beside it; ``alone`` is what is known of the form.
    """
    if alone or before.endswith("@") or _ACCOUNT_AFTER.match(after):
        return True
    return not written.isupper() and any(one.isupper() for one in written[1:])


def with_digits(part: str) -> str:
    """A pattern over folded text for a name that is a word, with digits right beside it: "will2010", "09_rose".

    A day stands before a month with digits too: "3may2026" is no name. See :func:`is_beside`.
    """
    word = re.escape(folded_name(part))
    before = "" if is_month(part) else rf"[0-9]{{2,}}[ _]?{word}(?:[ _]?[0-9]+)?|"
    return rf"(?<![^\W_])(?:{before}{word}[ _]?[0-9]+)(?![^\W_])"


def is_beside(written: str, before: str, after: str) -> bool:
    """Whether what :func:`with_digits` found is one word: in "Page 3" they are two, and "12li34ab" is none."""
    goes_on = before.isalnum() or after[:1].isalnum()
    return not goes_on and not any(one.isspace() for one in written)
