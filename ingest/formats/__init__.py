"""One reader a format. Each takes bytes and gives a ``Document``; none does any I/O.

A reader is imported only when a file of its format comes, because the libraries behind them
are slow to import.
"""
