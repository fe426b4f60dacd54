"""Conversations: fetch, listen, act, answer."""
