"""The way out without this program: ``age`` and SQLite3 Multiple Ciphers read a record and a file; none of our code.

The log is made by the program in this process. Everything after that happens in a process that runs in isolated mode in
an empty folder, with a script that knows what the help page says and nothing else, and with the command ``age``.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from safeguard_app.domain.identifiers import Compartment
from tests.trials.trial import Setting, Tally
from tests.vault.made_log import DEPUTY, attach, file_incident, make_log

_SCRIPT = """
import hashlib, json, subprocess, sys
from pathlib import Path

import apsw

log, recovery, out = Path(sys.argv[1]), sys.argv[2], {}
sealed = json.loads((log / "vault.json").read_text(encoding="utf-8"))["content"]["compartments"]
for name in sorted(sealed):
    key = subprocess.run(
        ["age", "-d", "-i", recovery], input=sealed[name]["key"].encode(), capture_output=True, check=True
    ).stdout.decode()
    database = apsw.Connection(str(log / f"{name}.db"), flags=apsw.SQLITE_OPEN_READONLY)
    database.execute("PRAGMA cipher = 'sqlcipher'")
    database.execute("PRAGMA legacy = 4")
    database.execute(f"PRAGMA key = \\"x'{key}'\\"")
    bodies = [json.loads(body) for (body,) in database.execute("SELECT body FROM version WHERE kind = 'incident'")]
    files = {}
    for file, secret in list(database.execute("SELECT file, secret FROM file_key")):
        Path("one.key").write_text(secret, encoding="ascii")
        path = log / f"{name}.files" / file[:2] / f"{file}.age"
        content = subprocess.run(
            ["age", "-d", "-i", "one.key", str(path)], capture_output=True, check=True
        ).stdout
        files[file] = hashlib.sha256(content).hexdigest()
    out[name] = {"accounts": [body["accounts"][0]["text"] for body in bodies], "files": files}
    database.close()
out["ours"] = sorted(name for name in sys.modules if name.startswith(("safeguard_app", "tests", "sqlcipher3")))
print(json.dumps(out))
"""


def run(setting: Setting) -> Tally:
    """A record and a file in every compartment, read by public tools and compared."""
    tally = Tally()
    if shutil.which("age") is None:
        raise RuntimeError("this trial needs the command age (package age)")
    for number in range(setting.tries(2, 50)):
        place = setting.folder / f"log{number}"
        log = make_log(place)
        vault = log.unlock(DEPUTY)
        expected: dict[str, dict[str, object]] = {}
        for compartment in Compartment:
            text = f"Words kept for a court, in {compartment}: “café”, \U0001f600, {setting.random.random()}"
            record = file_incident(vault, text, compartment)
            content = setting.random.randbytes(setting.random.randrange(1, 200_000))
            stored = attach(vault, record, content, compartment)
            expected[compartment.value] = {"accounts": [text], "files": {stored.file: stored.sha256}}
        log.lock(vault)
        read = _read_elsewhere(log.folder, log.recovery, place / "empty")
        tally.expect(read.pop("ours") == [], "our own code took part")
        for name, holds in expected.items():
            tally.expect(read[name] == holds, f"{name} reads otherwise")
    return tally


def _read_elsewhere(log: Path, recovery: str, empty: Path) -> dict[str, object]:
    empty.mkdir()
    (empty / "recovery.txt").write_text(recovery + "\n", encoding="ascii")
    command = [sys.executable, "-I", "-c", _SCRIPT, str(log), "recovery.txt"]
    child = subprocess.run(command, cwd=empty, capture_output=True, check=False)
    if child.returncode != 0:
        raise RuntimeError(child.stderr.decode()[-800:])
    found: dict[str, object] = json.loads(child.stdout)
    return found
