"""Drawings made on the server: texts that fit their boxes, boxes on a grid, lines between them. No trade words."""
