"""The shipped catalogue with one file changed, to see what the loader says of it."""

from safeguard_app.catalogue.loader import SHIPPED, CatalogueFiles


def altered(name: str, old: str, new: str) -> CatalogueFiles:
    """The shipped files, with the first ``old`` in the file called ``name`` written as ``new``."""
    content = SHIPPED.read(name).decode()
    assert old in content, f"{name} no longer holds {old!r}: choose another text to alter"
    return replaced(name, content.replace(old, new, 1).encode())


def replaced(name: str, content: bytes) -> CatalogueFiles:
    """The shipped files, with the whole of one file replaced."""
    return CatalogueFiles(SHIPPED.listed, lambda asked: content if asked == name else SHIPPED.read(asked))


def without(name: str) -> CatalogueFiles:
    """The shipped files, without one file of a folder."""
    return CatalogueFiles(
        lambda folder: tuple(entry for entry in SHIPPED.listed(folder) if entry != name), SHIPPED.read
    )
