"""Postcodes of the United Kingdom within a text, as people write them: in whatever letters, with a blank or none."""

import re

_POSTCODE = re.compile(
    r"(?<![\w-])[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][ABD-HJLNP-UW-Z]{2}(?![\w-])", re.IGNORECASE
)
"""Six letters stand in no second half."""


def postcodes_in(text: str) -> tuple[str, ...]:
    """Each as it is written, in order, once."""
    return tuple(dict.fromkeys(_POSTCODE.findall(text)))


def same_postcode(code: str) -> str:
    """A postcode as it is compared with others."""
    return code.replace(" ", "").upper()
