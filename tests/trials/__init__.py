"""Long trials of the promises: `python -m tests.trials [--full] [--json FILE] [NAME ...]`."""
