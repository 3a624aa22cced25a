"""Tests of safeguard_app.ui.desktop."""
