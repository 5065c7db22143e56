"""Question sets, scorers, metrics and benches: how good the answers are, measured."""
