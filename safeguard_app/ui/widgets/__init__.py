"""The toolkit every page is built from: one widget to a file, each with an accessible name."""
