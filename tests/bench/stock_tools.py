"""The same work done with the tools that every Linux has, and the age command."""

import shutil
import subprocess
from pathlib import Path

_NEEDED = ("sha256sum", "age", "age-keygen", "sync")


def missing() -> list[str]:
    """Tools that are not installed here."""
    return [tool for tool in _NEEDED if shutil.which(tool) is None]


class StockTools:
    """Encrypting to one age identity, in a folder."""

    def __init__(self, folder: Path) -> None:
        """Make the folder and the identity."""
        folder.mkdir()
        self._folder = folder
        self._identity = folder / "identity.txt"
        _run(["age-keygen", "-o", str(self._identity)])
        self._recipient = _run(["age-keygen", "-y", str(self._identity)]).decode().strip()
        self._kept: list[tuple[Path, bytes]] = []

    def take_in(self, path: Path) -> None:
        """Hash, encrypt, wait for the disk, read back and compare: what taking evidence in has to do."""
        before = _hash_of(path)
        sealed = self._sealed(path)
        _run(["sync", str(sealed), str(self._folder)])
        if self._hash_inside(sealed) != before:
            raise AssertionError("the stock tools disagree with themselves")
        sealed.unlink()

    def keep(self, path: Path) -> None:
        """Encrypt a file and remember its hash, for a later check."""
        before = _hash_of(path)
        self._kept.append((self._sealed(path), before))

    def check_kept(self) -> None:
        """Decrypt and hash every file that was kept."""
        for sealed, before in self._kept:
            if self._hash_inside(sealed) != before:
                raise AssertionError("the stock tools disagree with themselves")

    def _sealed(self, path: Path) -> Path:
        sealed = self._folder / f"{path.name}.age"
        _run(["age", "-e", "-r", self._recipient, "-o", str(sealed), str(path)])
        return sealed

    def _hash_inside(self, sealed: Path) -> bytes:
        opened = subprocess.Popen(
            ["age", "-d", "-i", str(self._identity), str(sealed)], stdout=subprocess.PIPE
        )
        answer = subprocess.run(["sha256sum"], stdin=opened.stdout, capture_output=True, check=True)
        if opened.stdout is not None:
            opened.stdout.close()
        if opened.wait():
            raise AssertionError("age could not decrypt its own file")
        return answer.stdout.split()[0]


def _hash_of(path: Path) -> bytes:
    return _run(["sha256sum", str(path)]).split()[0]


def _run(command: list[str]) -> bytes:
    return subprocess.run(command, capture_output=True, check=True).stdout
