"""Colours, type, space, icons and focus: everything that decides how the window looks."""
