"""Whole tasks through the real window, by keyboard, judged by what a person perceives."""
