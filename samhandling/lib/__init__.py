"""Pure Python that any room may use: no Django, no database, no clock."""
