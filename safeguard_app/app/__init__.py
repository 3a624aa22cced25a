"""The composition root: the only place where concrete objects meet."""
