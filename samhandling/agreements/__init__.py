"""Agreements: who works together, why, about what and for how long, from draft to renewal."""
