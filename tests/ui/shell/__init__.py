"""Tests of safeguard_app.ui.shell."""
