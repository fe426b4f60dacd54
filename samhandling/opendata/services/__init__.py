"""Verbs about calendars: make, renew, close, note that one was fetched, stamp what it tells."""
