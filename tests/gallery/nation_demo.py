"""The demo school's log as a school of another nation: the same story, with its words where people typed them.

What people type is theirs, and a school of Northern Ireland types "Principal". So the story's own texts are put into
the nation's words first, and whatever foreign word is then found was said by the program.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from safeguard_app.catalogue.words import Words
from safeguard_app.demo import register, school
from safeguard_app.domain.nations import Nation
from safeguard_app.system.resources import read_resource
from tests.gallery import demo_desk, demo_school
from tests.gallery.demo_pages import spare_window
from tests.gallery.scenes import all_scenes
from tests.ui import demo_log

_TYPED = (
    ("Chair of Governors", "chair"),
    ("Designated Safeguarding Lead", "school_lead"),
    ("Deputy DSL", "deputy"),
    ("DSL", "school_lead_short"),
    ("Headteacher", "head"),
    ("LADO", "staff_allegation_contact"),
    ("children's social care", "social_care"),
    ("front door", "child_referral_destination"),
    ("Prevent education officer", "prevent_contact"),
    ("Prevent", "prevent_concern"),
)
"""What the story's people say in England, and the term it is in each nation."""
_OWN_SCHOOL = school._school


@contextmanager
def gallery_in(nation: Nation) -> Iterator[None]:
    """Every scene made within is of a school of ``nation``; its logs are closed at the end."""
    all_scenes()  # a module that is loaded within would go on with what it found here
    words = demo_log.catalogue().words(nation)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(school, "_school", lambda content: replace(_OWN_SCHOOL(content), nation=nation))
        patch.setattr(
            register, "read_resource", lambda name: in_words(read_resource(name).decode(), words).encode()
        )
        patch.setattr(
            demo_school, "STAMP", {who: in_words(said, words) for who, said in demo_school.STAMP.items()}
        )
        _make_everything_anew(patch)
        opened, desks = _noted(patch, demo_school, "OpenDemo"), _noted(patch, demo_desk, "Desk")
        yield
        for demo in opened:
            demo.close()
        for desk in desks:
            desk.put_away()


def in_words(text: str, words: Words) -> str:
    """A text that somebody typed in England, as somebody of another nation would have typed it."""
    for english, term in _TYPED:
        text = re.sub(rf"\b{english}\b", words.term(term), text)
    return text


def _make_everything_anew(patch: pytest.MonkeyPatch) -> None:
    """What scenes make once and keep is made anew here; what they keep of England comes back afterwards."""
    fresh: dict[Any, Any] = {}
    for name, module in list(sys.modules.items()):
        if not name.startswith("tests.gallery."):
            continue
        for called, kept in list(vars(module).items()):
            if hasattr(kept, "cache_clear") and kept is not spare_window:
                patch.setattr(module, called, fresh.setdefault(kept, cache(kept.__wrapped__)))


def _noted(patch: pytest.MonkeyPatch, module: Any, name: str) -> list[Any]:
    """Every log that is opened from now on."""
    made: list[Any] = []
    own = getattr(module, name)

    def make(*arguments: Any) -> Any:
        made.append(own(*arguments))
        return made[-1]

    patch.setattr(module, name, make)
    return made
