"""An index as a whole: its folder, its tables of contents, its seals, and who may write it."""
