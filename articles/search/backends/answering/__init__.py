"""What a question finds in a snapshot: matching, scoring, order, and words that are like others."""
