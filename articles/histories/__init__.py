"""What changed when, as editors and readers are told."""
