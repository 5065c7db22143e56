"""The statements of documents, and what each of them tells."""
