"""A register of the catalogue that cannot be used is refused with its file, the key and what was expected there."""

import pytest

from safeguard_app.catalogue.loader import load_catalogue
from safeguard_app.catalogue.problems import CatalogueProblem
from tests.catalogue.altered import altered
from tests.catalogue.test_loader_problems import Fault

ACCOUNTS = "catalogue/logbooks/accounts.toml"
CONSENT = "catalogue/logbooks/permissions.toml"
SAFETY = "catalogue/logbooks/safety.toml"
REQUESTS = "catalogue/logbooks/requests.toml"
CONDUCT = "catalogue/logbooks/conduct.toml"

TRAINING = "catalogue/logbooks/training.toml"

FAULTS = {
    "from lists without the day": Fault(
        TRAINING,
        'id = "done_on"\nlabel = "On"\nkind = "day"',
        'id = "done_on"\nlabel = "On"\nkind = "time"',
        "logbooks[0].importable",
        "expected a field 'done_on' of kind day",
    ),
    "from lists with a required field that none has": Fault(
        TRAINING,
        'label = "Note"\nkind = "text"',
        'label = "Note"\nkind = "text"\nrequired = true',
        "logbooks[0].importable",
        "no required field that no list has, got 'note'",
    ),
    "from lists, outside the daily log": Fault(
        TRAINING,
        "importable = true",
        'importable = true\nhome = "c2"',
        "logbooks[0].importable",
        "outside the daily log",
    ),
    "dated by nothing": Fault(
        ACCOUNTS,
        'dated_by = "asked_on"',
        'dated_by = "asked"',
        "logbooks[0].dated_by",
        "expected a field of its own, got 'asked'",
    ),
    "dated by a line": Fault(
        ACCOUNTS,
        'dated_by = "asked_on"',
        'dated_by = "password_kept"',
        "logbooks[0].dated_by",
        "expected a field of kind day or time, got 'password_kept' (line)",
    ),
    "named by nothing": Fault(
        ACCOUNTS,
        'name_fields = ["account"]',
        "name_fields = []",
        "logbooks[0].name_fields",
        "at least one field",
    ),
    "of an unknown clause": Fault(
        ACCOUNTS,
        '"000 L38"',
        '"000 L39"',
        "logbooks[0].clauses[0]",
        "expected a clause of clauses/*.toml, got '000 L39'",
    ),
    "field twice": Fault(
        ACCOUNTS, 'id = "purpose"', 'id = "account"', "logbooks[0].fields[1].id", "expected a value used once"
    ),
    "field of an unknown kind": Fault(
        ACCOUNTS,
        'kind = "account"',
        'kind = "password"',
        "logbooks[0].fields[0].kind",
        "expected one of 'line', 'text'",
    ),
    "choice without options": Fault(
        ACCOUNTS,
        'id = "note"\nlabel = "Note"\nkind = "text"',
        'id = "note"\nlabel = "Note"\nkind = "choice"',
        "logbooks[0].fields[8].options",
        "expected options or options_from, and not both",
    ),
    "text with people": Fault(
        ACCOUNTS,
        'label = "What it is for"\nkind = "text"',
        'label = "What it is for"\nkind = "text"\nof = ["staff"]',
        "logbooks[0].fields[1].of",
        "expected none for a field of kind text",
    ),
    "decided too late without words": Fault(
        ACCOUNTS,
        'late_words = "The account was opened before it was agreed."\n',
        "",
        "logbooks[0].deciding.late_words",
        "expected text, as deciding.before is given",
    ),
    "reviewed never": Fault(
        ACCOUNTS, "months = 12", "months = 0", "logbooks[0].reviewing.months", "expected 1 to 60, got 0"
    ),
    "decided but not lasting": Fault(
        ACCOUNTS,
        "lasting = true",
        "lasting = false",
        "logbooks[0].lasting",
        "expected true, as its entries are decided",
    ),
    "about nobody": Fault(
        CONSENT,
        'about = "child"\n',
        "",
        "logbooks[1].about",
        "expected a field that says whom an entry is about",
    ),
    "consulted in no category": Fault(
        CONSENT,
        '"IMG", "PID"',
        '"IMG", "PIX"',
        "logbooks[1].consulted_in[1]",
        "expected a category, got 'PIX'",
    ),
    "of an unknown clock": Fault(
        SAFETY,
        'clock = "breach-report"',
        'clock = "breach"',
        "logbooks[1].clock.clock",
        "expected a clock of clocks.toml",
    ),
    "of a clock that counts no time": Fault(
        SAFETY,
        'clock = "breach-report"',
        'clock = "low-level-review"',
        "logbooks[1].clock.clock",
        "expected a clock that counts time",
    ),
    "waiting with a clock that never waits": Fault(
        REQUESTS,
        'clock = "subject-access"',
        'clock = "breach-report"',
        "logbooks[0].clock.waits[0].wait",
        "expected a pause of that clock, got 'proof'",
    ),
    "waiting for a text": Fault(
        REQUESTS,
        'until = "proof_given"',
        'until = "what"',
        "logbooks[0].clock.waits[0].until",
        "expected a field of kind day, got 'what' (text)",
    ),
    "made longer for no reason": Fault(
        REQUESTS,
        'longer_reason = "longer_why"\n',
        "",
        "logbooks[0].clock.longer_reason",
        "expected a field of its own, got ''",
    ),
    "made longer with a clock that never is": Fault(
        REQUESTS,
        'met_words = "Acknowledged"',
        'longer = "outcome_told"',
        "logbooks[1].clock.longer",
        "expected none, as this clock is never made longer",
    ),
    "clock stopped by no code": Fault(
        SAFETY,
        '["no_risk"]',
        '["none"]',
        "logbooks[1].clock.unless_codes[0]",
        "expected a code of that field, got 'none'",
    ),
    "of another part": Fault(
        CONDUCT, 'home = "c2"', 'home = "c3"', "logbooks[1].home", "expected one of 'c1', 'c2', got 'c3'"
    ),
    "paper without what it says": Fault(
        "catalogue/logbooks/statutory.toml",
        'id = "slip_code"',
        'id = "slip"',
        "logbooks[1].paper",
        "expected a field 'slip_code' of kind line",
    ),
    "with an unknown placeholder": Fault(
        CONSENT, "permission of the {head}", "permission of the {boss}", "logbooks[0].purpose", "got {boss}"
    ),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_named_with_its_file_its_key_and_what_was_expected(fault: Fault) -> None:
    with pytest.raises(CatalogueProblem) as refused:
        load_catalogue(altered(fault.name, fault.old, fault.new))
    problem = refused.value
    assert problem.file == fault.name.removeprefix("catalogue/")
    assert problem.key == fault.key
    assert fault.finding in problem.finding


def test_every_register_that_ships_is_cited_asked_for_and_whole() -> None:
    catalogue = load_catalogue()
    assert tuple(catalogue.logbooks) == (
        "official-accounts",
        "permissions",
        "photo-consent",
        "account-monitoring",
        "moderation",
        "filtering-checks",
        "files-sent-on",
        "disposals",
        "data-breaches",
        "requests-for-records",
        "data-complaints",
        "prevention",
        "sanctions",
        "staff-measures",
        "policy-review",
        "anti-bullying-reviews",
        "attestations",
        "training",
    )
    for book in catalogue.logbooks.values():
        assert book.clauses
        assert any(field.required for field in book.fields)
