"""Project package: settings, URLs and the WSGI entry point; no features."""
