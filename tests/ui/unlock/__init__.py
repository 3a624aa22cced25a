"""Tests of safeguard_app.ui.unlock."""
