"""Pages that greet: start and home, one collaboration, search, what the law wants said, and when things fail."""
