"""Benches: time, memory and size, side by side with peers in one run."""
