"""The registers a school keeps beside its incidents: an overview, each as at a day, an entry in full, its forms."""
