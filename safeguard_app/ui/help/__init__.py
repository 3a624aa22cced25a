"""Help inside the program: pages that ship with it, searched and shown without a network."""
