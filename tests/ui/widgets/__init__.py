"""Tests of safeguard_app.ui.widgets."""
