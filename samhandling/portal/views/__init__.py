"""Pages that greet: start, home, what is one's own here, search, what the law wants said, and when things fail."""
