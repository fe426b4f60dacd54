"""Documents: whose each one is, who has had it and since when, what is secret, and when it may go."""
