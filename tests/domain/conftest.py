"""Property tests are judged by what they find, never by how busy the computer is."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
