"""One's own notices, how one wishes them, and the way out of the mail."""
