"""The rules of the architecture page (safeguard_app/README.md) as tests, each also shown a sample that breaks it."""
