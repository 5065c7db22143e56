"""Language models, which may rewrite an answer."""
