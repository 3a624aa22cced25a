"""The invented school and the walk through it."""
