"""The shared address book: collaborations, organisations by sector, people, populations, and who has access."""
