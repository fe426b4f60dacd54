"""What is asked about documents."""
