"""Scripts of packaging/ run from their own folder and import each other by plain names; so do their tests."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging"))
