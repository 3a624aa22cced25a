"""The folder that a process finds first on its path, when a test wants to know what it has open."""
