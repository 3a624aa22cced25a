"""Referral forms: the list, and the workspace where one is answered beside its printed pages."""
