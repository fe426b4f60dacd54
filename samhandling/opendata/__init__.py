"""Open data: what is public anyway, in the formats that other systems read."""
