"""The doors of the server, and what stands before and behind them."""
