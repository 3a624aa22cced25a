"""Incidents: the list, the record, the new incident form, and evidence on a record."""
