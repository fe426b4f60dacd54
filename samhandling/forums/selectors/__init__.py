"""Reads. One module per noun; other rooms and the views take what they need from here."""
