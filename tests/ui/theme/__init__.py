"""Tests of safeguard_app.ui.theme."""
