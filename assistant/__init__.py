"""Question → evidence → verified answer. Imports ``ingest``, never ``evals``."""
