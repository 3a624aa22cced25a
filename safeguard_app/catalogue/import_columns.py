"""Which titles of columns in exported lists stand for what the register takes from them."""

from dataclasses import dataclass

from safeguard_app.domain.import_fields import ImportField


@dataclass(frozen=True, slots=True)
class ImportColumns:
    """The titles one thing goes by in exports, the likeliest first."""

    field: ImportField
    titles: tuple[str, ...]
