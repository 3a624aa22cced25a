"""Tests of safeguard_app.ui.evidence."""
