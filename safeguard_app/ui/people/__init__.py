"""The register of people: the list, the page of one person, and the form to add or correct somebody."""
