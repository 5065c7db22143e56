"""What a question asks: its kind, its names, its dates, and what it leans on. No search."""
