"""Forms read what people wrote. What is allowed is decided by the services."""
