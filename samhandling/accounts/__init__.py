"""Users, how they log in, and the language they read."""
