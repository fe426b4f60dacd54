"""What people are asked. Forms parse; whether it may be done is for the services to say."""
