"""Checking a contact between an adult and a pupil against the register: question, verdict, keeping it."""
