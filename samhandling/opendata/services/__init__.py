"""Verbs about calendars: make, renew, close, note that one was fetched, stamp what it tells."""

from samhandling.opendata.services.feeds import (
    close_feed,
    forget_person,
    make_feed,
    merge_organisation,
    note_fetch,
    renew_feed,
    stamp_events,
)

__all__ = ["close_feed", "forget_person", "make_feed", "merge_organisation", "note_fetch", "renew_feed", "stamp_events"]
