"""Word that reaches people: what concerns somebody becomes a notice of theirs, and leaves as mail when they want it."""
