"""The ways in which evidence is added by menu or key; the question comes before each of them."""

from types import MappingProxyType
from typing import Final

from safeguard_app.domain.evidence import Way
from safeguard_app.ui.shell.page import RecordAct

EVIDENCE_WAYS: Final = MappingProxyType(
    {
        RecordAct.EVIDENCE: Way.FILE,
        RecordAct.PASTE: Way.PASTE,
        RecordAct.STATEMENT: Way.TYPED,
        RecordAct.CAPTURE: Way.CAPTURE,
    }
)
EVIDENCE_ACTS: Final = frozenset(EVIDENCE_WAYS)
