"""The four nations: whose law, agencies, forms and words a school lives under."""

from enum import StrEnum


class Nation(StrEnum):
    """Where the school is. Chosen at first run; decides terms, agencies, clocks and forms."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern_ireland"

    @property
    def display_name(self) -> str:
        """The nation's name as it is shown."""
        return self.value.replace("_", " ").title()
