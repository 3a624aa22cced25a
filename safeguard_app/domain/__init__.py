"""Rules and records. Standard library only: no files, no clock, no Qt, no SQL."""
