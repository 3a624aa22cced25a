"""The catalogue that ships, read once by each process of a test run: to read and check it takes most of a second."""

from functools import cache

from safeguard_app.catalogue.catalogue import Catalogue
from safeguard_app.catalogue.loader import load_catalogue


@cache
def shipped_catalogue() -> Catalogue:
    """What every test may share, since nothing can change it."""
    return load_catalogue()
