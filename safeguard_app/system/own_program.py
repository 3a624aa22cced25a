"""How this program starts itself anew: to lock, and to look into a file in a process of its own."""

import sys

LOOK_INTO = "--look-into"
"""The argument that makes this program the process that looks into one evidence file."""
READ_PICTURE = "--read-picture"
"""The argument that makes it the process that reads the words of one picture; where its data lie follows."""
FILL_FORM = "--fill-form"
"""The argument that makes it the process that reads or fills the fields of one PDF form."""
PROTECT = "--protect"
"""The argument that makes it the process that protects one PDF whose bytes came from outside by a passphrase."""


def program_arguments() -> list[str]:
    """What comes after the interpreter to start this program; nothing for a packaged build."""
    return [] if getattr(sys, "frozen", False) else ["-m", "safeguard_app"]
