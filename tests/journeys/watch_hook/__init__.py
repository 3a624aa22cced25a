"""The folder that a watched process finds first on its path; it holds nothing but the hook."""
