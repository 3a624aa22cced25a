"""What can be wrong with a file of the catalogue: always said with the file, the key and what was expected."""

from safeguard_app.domain.errors import KnownProblem


class CatalogueProblem(KnownProblem):
    """A catalogue file cannot be used. The sentence reads ``file: key: expected ..., got ...``."""

    code = "catalogue"
    next_step = (
        "If a file of the catalogue was changed, put it right or put the old one back. "
        "Otherwise install the program again. Your records are not affected."
    )

    def __init__(self, file: str, key: str, finding: str) -> None:
        """Name the file and the key (empty for the whole file), and say what was expected there."""
        self.file = file
        self.key = key
        self.finding = finding
        super().__init__(": ".join(part for part in (file, key, finding) if part))


def shown(value: object) -> str:
    """A value as a finding shows it: short, quoted when it is text."""
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
