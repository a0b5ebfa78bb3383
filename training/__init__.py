"""How the weights under articles/text/weights/ are learned; not needed to run the archive."""
