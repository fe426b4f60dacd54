"""Commands for those who run the system."""
