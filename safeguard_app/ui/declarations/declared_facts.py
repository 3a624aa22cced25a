"""What was declared, as the panel beside the register and the queue both show it."""

from collections.abc import Sequence

from safeguard_app.services.declaration_views import PupilLine
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.headed_section import HeadedSection
from safeguard_app.ui.widgets.text_label import TextLabel, muted


def declared_facts(
    nature: str, note: str, pupils: Sequence[PupilLine], about_adult: Sequence[tuple[str, str]] = ()
) -> list[HeadedSection]:
    """About the adult, nature of contact and note where there are any, then each pupil with the facts about the two."""
    texts = (("Nature of contact", nature), ("Note", note))
    lines = [f"{label}: {words}" for label, words in about_adult]
    parts = [listed("Adult who declares", lines, bullets=False)] if lines else []
    parts += [listed(heading, (text,), bullets=False) for heading, text in texts if text]
    return parts + [_pupil(pupil) for pupil in pupils]


def listed(heading: str, lines: Sequence[str], *, bullets: bool = True) -> HeadedSection:
    """Lines under a small heading."""
    section = HeadedSection(heading, style=tokens.SUB, line=False, space=2)
    section.add(*(TextLabel(f"•  {line}" if bullets else line, wrap=True) for line in lines))
    return section


def _pupil(pupil: PupilLine) -> HeadedSection:
    section = HeadedSection(pupil.name, style=tokens.SUB, line=False, space=2)
    section.add(muted(", ".join(filter(None, (pupil.description, pupil.relationship))), wrap=True))
    for label, words in pupil.facts:
        section.add(TextLabel(f"{label}: {words}", wrap=True))
    return section
