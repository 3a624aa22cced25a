"""Numbered steps from one schema to the next. A step never imports today's code and is never edited once released."""
