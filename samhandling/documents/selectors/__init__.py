"""Reads of documents. Each begins in what this person may see today."""
