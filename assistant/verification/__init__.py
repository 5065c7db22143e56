"""Whether a written sentence says what the sentence it cites says."""
