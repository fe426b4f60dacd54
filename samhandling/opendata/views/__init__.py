"""Conversations: files for programs, pages about them, and calendars by secret address."""
