"""The scripts that set up, build and release the project."""
