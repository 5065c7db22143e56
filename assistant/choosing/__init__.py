"""Which statements answer a question, and whether anything does."""
