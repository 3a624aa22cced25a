"""The program's own data files, found the same way from a checkout and from an installed wheel.

Names are relative, with forward slashes: ``catalogue/clocks.toml``. A wheel carries the folder inside the package
(``safeguard_app/resources``); a checkout has it beside the package.
"""

from pathlib import Path, PurePosixPath

from safeguard_app.domain.errors import KnownProblem

_PACKAGE = Path(__file__).resolve().parents[1]


class ResourceMissing(KnownProblem):
    """A file that ships with the program is not there or cannot be read: the installation is damaged."""

    code = "resource_missing"
    next_step = "Install the program again. Your records are kept elsewhere and are not affected."

    def __init__(self, relative: str) -> None:
        """Name the file that ships with the program (never a person's file)."""
        super().__init__(f"A file that belongs to the program cannot be read: {relative}.")


def resource_root() -> Path:
    """The folder of resources: inside the package when installed, beside it in a checkout."""
    inside = _PACKAGE / "resources"
    return inside if inside.is_dir() else _PACKAGE.parent / "resources"


def resource_path(relative: str) -> Path:
    """Where a resource is. The file need not exist. ValueError for a name that leaves the folder."""
    pure = PurePosixPath(relative)
    unsafe = pure.is_absolute() or ".." in pure.parts or "\\" in relative or ":" in relative
    if unsafe or not pure.parts or "\0" in relative:
        raise ValueError("a resource name is relative and stays inside the folder of resources")
    return resource_root().joinpath(*pure.parts)


def read_resource(relative: str) -> bytes:
    """The bytes of a resource. ResourceMissing when it is not there."""
    try:
        return resource_path(relative).read_bytes()
    except OSError as failed:
        raise ResourceMissing(relative) from failed


def list_resources(folder: str, suffix: str) -> tuple[str, ...]:
    """Names of the files directly in ``folder`` that end with ``suffix``, in order of name.

    Each name can be given to :func:`read_resource`. ResourceMissing when there is no such folder.
    """
    try:
        found = [entry.name for entry in resource_path(folder).iterdir() if entry.is_file()]
    except OSError as failed:
        raise ResourceMissing(folder) from failed
    base = PurePosixPath(folder)
    return tuple(str(base / name) for name in sorted(found) if name.endswith(suffix))
