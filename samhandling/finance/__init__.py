"""Who pays what for working together, by which key, and how each krona came about."""
