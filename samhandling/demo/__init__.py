"""Three real counties' facts with made-up people, loaded as a demo."""
