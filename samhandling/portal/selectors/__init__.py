"""What meets people first: what waits, what was found, what the law wants said."""
