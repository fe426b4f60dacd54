"""Greets everybody: home, search, public pages, and the pages that help when something went wrong."""
