"""Conversations and comparisons of pôles as files."""
