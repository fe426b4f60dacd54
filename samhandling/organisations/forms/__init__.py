"""What people fill in. Forms parse; the services decide."""
