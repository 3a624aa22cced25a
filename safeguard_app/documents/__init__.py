"""PDF documents: frozen content in, tagged and archivable bytes out."""
