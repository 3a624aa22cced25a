"""The catalogue: what a good record of each kind contains, as data read from the resources that ship with the program.

Start with :func:`safeguard_app.catalogue.loader.load_catalogue` and
:class:`safeguard_app.catalogue.catalogue.Catalogue`. Adding a category, a clause or an authority's form is adding to a
file under ``resources/catalogue`` or ``resources/forms``; no code changes.
"""
