"""Documents in the window: preview from memory, printing, saving to a chosen place."""
