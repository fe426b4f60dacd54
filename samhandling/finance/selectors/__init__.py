"""Reads. Lists begin in what this person may see."""
