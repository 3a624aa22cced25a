"""Tests of safeguard_app.ui.first_run."""
