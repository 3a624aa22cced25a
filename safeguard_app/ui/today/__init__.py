"""Today: what must be done before going home, what is coming, drafts, backup."""
