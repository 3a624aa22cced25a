"""What becomes of sealed files when the write that was to name them fails."""

import contextlib
from collections.abc import Iterator

from safeguard_app.system.problems import DiskFault, DiskFull
from safeguard_app.vault import sealed_files
from safeguard_app.vault.compartment import OpenCompartment
from safeguard_app.vault.problems import DatabaseDamaged

_MAY_BE_WRITTEN = (DiskFull, DiskFault, DatabaseDamaged)


@contextlib.contextmanager
def gone_unless_named(compartment: OpenCompartment, *files: str) -> Iterator[None]:
    """Remove sealed files again when the write inside fails: no row names them.

    Not where the disk failed: such a commit may stand after all, once the log is opened again, and would then name a
    file that is gone. So the file stays; the next unlock sets it aside where no row names it, and until then no check
    takes it for one that nobody knows.
    """
    compartment.unsettled.update(files)
    try:
        yield
    except _MAY_BE_WRITTEN:
        raise
    except BaseException:
        for file in files:
            sealed_files.discard(compartment.files, file)
        compartment.unsettled.difference_update(files)
        raise
    compartment.unsettled.difference_update(files)
