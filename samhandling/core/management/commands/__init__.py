"""`manage.py tick`."""
