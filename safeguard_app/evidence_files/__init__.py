"""What evidence files hold: told by their bytes alone, in a process of its own that a hostile file may crash."""
