"""How public facts are written down in the formats of others. Values in, text or trees out."""
