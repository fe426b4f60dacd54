"""Forums and networks: who sits where on behalf of whom, with what mandate, from when to when."""
