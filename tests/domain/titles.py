"""England's titles, for rules that are tried without a catalogue."""

from safeguard_app.domain.title_words import TitleWords

ENGLAND = TitleWords(
    head="Headteacher",
    acting_head="Acting Headteacher",
    chair="Chair of Governors",
    vice_chair="Vice Chair of Governors",
    authority_officer="officer of the local authority",
    safeguarding_lead="Designated Safeguarding Lead",
    deputy_lead="Deputy DSL",
)
