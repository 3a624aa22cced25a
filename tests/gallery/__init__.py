"""Pictures of every page and dialog: ``python -m tests.gallery OUT``. To add one, see :mod:`tests.gallery.scenes`."""
