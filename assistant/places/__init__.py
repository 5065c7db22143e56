"""Places of France in a text, and the regions they lie in."""
