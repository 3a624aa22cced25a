"""A nation's terms and agencies: what people and bodies are called there, and whom to ring."""

from dataclasses import dataclass

from safeguard_app.domain.nations import Nation

_YEAR_WORDS = (("year", ""), ("yr", ""), ("y", ""), ("primary", "p"), ("secondary", "s"))
"""What schools write before the number of a year, and what stands for it in the catalogue."""


@dataclass(frozen=True, slots=True)
class Term:
    """What a concept is called in a nation. Empty ``text``: the nation has no such thing.

    ``source`` is the key of the source; ``confirm``: general knowledge, to be confirmed with the local authority.
    """

    source: str
    text: str = ""
    confirm: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """Every concept whose name differs by nation. A field's name is also its placeholder (``{head}``)."""

    school_lead: Term
    school_lead_short: Term
    deputy: Term
    head: Term
    acting_head: Term
    head_alternate: Term
    governing_body: Term
    chair: Term
    vice_chair: Term
    authority: Term
    social_care: Term
    child_referral_destination: Term
    referral_form: Term
    threshold_meeting: Term
    staff_allegation_route: Term
    staff_allegation_contact: Term
    staff_allegation_referral_title: Term
    barring_body: Term
    regulator: Term
    police: Term
    prevent_panel: Term
    prevent_contact: Term
    prevent_concern: Term
    safeguarding_body: Term
    framework: Term
    guidance: Term


@dataclass(frozen=True, slots=True)
class Agency:
    """A body to ring or refer to. ``id`` means the same thing in every nation that has it.

    ``ask_at_first_run``: the school is asked for its own contact (name, telephone, email), labelled ``contact_label``.
    ``telephone`` holds only national numbers. ``when`` says what it is for.
    """

    id: str
    name: str
    when: str
    source: str
    telephone: str = ""
    contact_label: str = ""
    ask_at_first_run: bool = False
    confirm: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """A stretch of school years as the nation names it, for papers that name nobody.

    ``years`` are year groups as schools write them, in small letters: "4", "p4", "reception".
    """

    name: str
    years: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NationProfile:
    """One nation: its terms, and its agencies in the order they are asked for and shown."""

    nation: Nation
    terms: Terms
    agencies: tuple[Agency, ...]
    stages: tuple[Stage, ...] = ()

    def agency(self, agency_id: str) -> Agency | None:
        """The agency of that id here, or None when this nation has none."""
        return next((agency for agency in self.agencies if agency.id == agency_id), None)

    def stage_of(self, year: str) -> str:
        """The stage of a year group, however a school writes it ("Year 4", "Y4", "Primary 4"); empty where none is."""
        plain = "".join(mark for mark in year.casefold() if mark.isalnum() or mark == "-")
        for words, short in _YEAR_WORDS:
            if plain.startswith(words) and plain != words:
                plain = short + plain.removeprefix(words)
                break
        return next((stage.name for stage in self.stages if plain in stage.years), "")

    def contacts_to_ask(self) -> tuple[Agency, ...]:
        """The agencies whose local contact is asked for at first run."""
        return tuple(agency for agency in self.agencies if agency.ask_at_first_run)
