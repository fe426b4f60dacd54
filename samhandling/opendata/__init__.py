"""Open data: what is public anyway, in the formats that others read. And what has a day, for one's own calendar."""
