"""What is read about matters, always for somebody."""
