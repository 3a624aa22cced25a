"""A nation's words: filling the placeholders of the catalogue's texts.

``{head}`` and its like are the names of :class:`~safeguard_app.catalogue.nations.Terms`, plus the short forms below.
When the head is the subject of a concern, ``{head}`` is the person who takes the head's place.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

from safeguard_app.catalogue.nations import NationProfile, Terms
from safeguard_app.domain.nations import Nation

SHORT_FORMS: Mapping[str, str] = {
    "dsl": "school_lead_short",
    "front_door": "child_referral_destination",
    "governors": "governing_body",
    "lado": "staff_allegation_contact",
}
"""Short placeholders and the term each stands for."""

PLACEHOLDERS = frozenset(field.name for field in fields(Terms)) | SHORT_FORMS.keys()
"""Every placeholder a text may hold."""

_BRACES = re.compile(r"\{([^{}]*)\}")


def placeholders_in(text: str) -> tuple[str, ...]:
    """The names between braces in ``text``, known or not, in order. ``{`` alone counts as the name ``""``."""
    names = tuple(_BRACES.findall(text))
    stray = _BRACES.sub("", text)
    return (*names, "") if "{" in stray or "}" in stray else names


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one nation, ready to fill templates with."""

    nation: Nation
    terms: Mapping[str, str]

    @classmethod
    def of(cls, profile: NationProfile, *, head_is_subject: bool = False) -> "Words":
        """The words of a nation; with ``head_is_subject`` the alternate stands wherever the head would."""
        terms: dict[str, str] = {
            field.name: getattr(profile.terms, field.name).text for field in fields(Terms)
        }
        if head_is_subject:
            terms["head"] = terms["head_alternate"]
        terms.update({short: terms[full] for short, full in SHORT_FORMS.items()})
        return cls(profile.nation, terms)

    def term(self, name: str) -> str:
        """The nation's word for a placeholder. Empty when the nation has no such thing; KeyError for no such name."""
        return self.terms[name]

    def fill(self, text: str) -> str:
        """``text`` with every placeholder replaced; one that begins the text begins it with a capital.

        The loader has proved that each placeholder is known, so KeyError is a bug. In the middle of a sentence put
        together elsewhere, use :meth:`term`.
        """
        filled = _BRACES.sub(lambda found: self.terms[found[1]], text)
        return filled[:1].upper() + filled[1:] if text.startswith("{") else filled
