"""Names of people compared: what counts as the same name, and what as a near one."""

import unicodedata
from functools import lru_cache

from safeguard_app.domain.text_rules import folded


@lru_cache(maxsize=20_000)
def plain_person_name(name: str) -> str:
    """A name for comparing: no capitals, no accents, no hyphens and apostrophes, single spaces."""
    parts = unicodedata.normalize("NFD", folded(name).replace("-", " ").replace("'", ""))
    return " ".join("".join(mark for mark in parts if not unicodedata.combining(mark)).split())
