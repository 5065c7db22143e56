"""What the records of pôles answer by themselves: counts, lists, facts, meanings."""
