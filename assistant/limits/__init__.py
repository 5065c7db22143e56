"""What is not answered, from the words of the question alone."""
