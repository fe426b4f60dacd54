"""Reads. What is public is asked for as somebody who has not logged in would ask."""
