"""Bytes → pages → passages → index. Imports neither ``assistant`` nor ``evals``."""
