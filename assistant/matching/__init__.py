"""From what a company says of itself to the pôles that fit."""
