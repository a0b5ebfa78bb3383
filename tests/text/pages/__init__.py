"""Web pages, on small pages of invented outlets."""
