"""Conversations: fetch, listen, act, answer. Each module is one tab of an agreement."""
