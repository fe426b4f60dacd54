"""What meets people first: what waits, what is their own here, what was found, what the law wants said."""
