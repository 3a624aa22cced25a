"""Ctrl+K: one search over everything this user's keys open, and the commands of the window."""
